"""What an editor says about YAML under the pointer: prose for every class, field and value."""

import re
from collections.abc import Iterator

import pytest

from clbackbones import CATALOG

from .documents import EDITED, around, complete, minimal, schemas_of, text
from .session import CURSOR, Session

pytestmark = pytest.mark.xdist_group("YAML editor")


def plain(markdown: str) -> str:
    """What an editor shows of Markdown, its heading and lists included."""
    return re.sub(r"\\([\\`*_{}\[\]#+!])", r"\1", markdown)


def pointed(key: str, value: str) -> Iterator[str]:
    """The line, the pointer on its key and on its value."""
    yield f"{key[0]}{CURSOR}{key[1:]}: {value}\n"
    yield f"{key}: {value[0]}{CURSOR}{value[1:]}\n"


@pytest.mark.parametrize("name", EDITED)
def test_class_is_explained(yaml_editor: Session, name: str) -> None:
    backbone = CATALOG.backbone_class(name)
    fields = {key: value for key, value in complete(name).items() if key != "_target_"}
    for schema in schemas_of(name):
        for target in backbone.targets:
            for line in pointed("_target_", target):
                shown = plain(yaml_editor.hover(line + text(fields), schema))
                assert shown.startswith(f"#### _target_\n\n{backbone.description}\n")


@pytest.mark.parametrize("name", EDITED)
def test_fields_are_explained(yaml_editor: Session, name: str) -> None:
    for schema in schemas_of(name):
        for field in CATALOG.backbone_class(name).fields.values():
            before = text(around(name, field))
            for spelling in (field.name, *field.aliases):
                for value in (complete(name)[field.name].strip('"[]'), "${dataset.field}", "???"):
                    for line in pointed(spelling, value):
                        shown = plain(yaml_editor.hover(before + line, schema))
                        assert shown.startswith(f"#### {field.name}\n\n{field.description}\n"), line
                        assert "Default: " in shown or field.required


@pytest.mark.parametrize("name", EDITED)
def test_values_are_explained(yaml_editor: Session, name: str) -> None:
    for schema in schemas_of(name):
        for field in CATALOG.backbone_class(name).fields.values():
            before = text(around(name, field))
            for value, meaning in field.choices.items():
                for line in pointed(field.name, value):
                    shown = plain(yaml_editor.hover(before + line, schema))
                    assert f"Allowed Values:\n\n* `{value}`: {meaning}\n" in shown


@pytest.mark.parametrize(
    "written",
    [
        "_convert_: all",
        "_partial_: true",
        "_recursive_: false",
        "activation_layer: {_target_: torch.nn.ReLU, _partial_: true}",
        "activation_layer: {_target_: hydra.utils.get_class, path: torch.nn.ReLU}",
    ],
)
def test_keys_of_hydra_are_explained(yaml_editor: Session, written: str) -> None:
    before = text(minimal("MLP"))
    for key in re.finditer(r"\w+(?=: )", written):
        pointer = key.start() + 1
        shown = plain(yaml_editor.hover(f"{before}{written[:pointer]}{CURSOR}{written[pointer:]}\n", "MLP"))
        assert re.match(r"#### \w+\n\n\w", shown)
