"""What an editor offers in YAML: what a user may write there, all of it, and nothing else."""

from collections.abc import Iterator

import pytest
import yaml
from lsprotocol.types import CompletionItem

from clbackbones import CATALOG
from clbackbones_runtime.catalog import Field

from ..backbones import CLASSES, plain_class
from .documents import EDITED, around, complete, derived, minimal, schemas_of, text
from .servers import SCHEMAS
from .session import CURSOR, Session, accepted, documentation

pytestmark = pytest.mark.xdist_group("YAML editor")

CLASSES_OF_SCHEMA = [(schema, CLASSES if schema == "backbone" else (schema,)) for schema in SCHEMAS]


def told(items: list[CompletionItem]) -> dict[str, str]:
    """Labels and what is shown beside them; no label comes twice."""
    shown = {item.label: documentation(item) for item in items}
    assert len(shown) == len(items)
    return shown


def prose(name: str) -> str:
    return CATALOG.backbone_class(name).description


@pytest.mark.parametrize(("schema", "names"), CLASSES_OF_SCHEMA)
def test_empty_file_offers_the_target_and_a_snippet_per_class(
    yaml_editor: Session, schema: str, names: tuple[str, ...]
) -> None:
    for start in ("", "# A backbone.\n", "# @package _global_\n"):
        items = yaml_editor.completions(start + CURSOR, schema)
        assert told(items) == {"_target_": "The class of the backbone.", **{name: prose(name) for name in names}}
        for item in items:
            wanted = "_target_: " if item.label == "_target_" else text(minimal(item.label)).rstrip("\n")
            assert accepted(start + CURSOR, item) == start + wanted


@pytest.mark.parametrize(("schema", "names"), CLASSES_OF_SCHEMA)
def test_target_offers_every_class_with_its_documentation(
    yaml_editor: Session, schema: str, names: tuple[str, ...]
) -> None:
    for line in (f"_target_: {CURSOR}", f"_target_: clb{CURSOR}", f"_target_: {CURSOR}\nbias: true\n"):
        items = yaml_editor.completions(line, schema)
        assert told(items) == {f"clbackbones.{name}": prose(name) for name in names}
        for item in items:
            assert accepted(line, item).startswith(f"_target_: {item.label}")


@pytest.mark.parametrize("name", EDITED)
def test_fields_that_are_not_used_yet_are_offered_with_documentation_and_default(
    yaml_editor: Session, name: str
) -> None:
    backbone = CATALOG.backbone_class(name)
    starts = [
        {"_target_": backbone.target},
        minimal(name),
        *({k: v for k, v in minimal(name).items() if k != key} for key in backbone.fields),
    ]
    starts += [{**minimal(name), key: "null"} for key in backbone.fields]
    for schema in schemas_of(name):
        for start in starts:
            place = text(start) + CURSOR
            items = yaml_editor.completions(place, schema)
            assert told(items).keys() == backbone.fields.keys() - start.keys()
            for item in items:
                field, shown = backbone.fields[item.label], documentation(item)
                assert shown.startswith(field.description)
                if len(backbone.derived.get(field.name, ())) > 1:
                    continue  # it depends on another field, of which an editor that offers the key knows nothing
                assert shown.endswith("Required." if field.required else f"Default: `{default(name, field)}`.")
                if field.default is not None or field.derived:
                    whole = text(start, f"{field.name}: {default(name, field)}")
                    assert yaml.safe_load(accepted(place, item)) == yaml.safe_load(whole)


@pytest.mark.parametrize("name", EDITED)
def test_fields_are_offered_between_others(yaml_editor: Session, name: str) -> None:
    lines = text(complete(name)).splitlines()
    for schema in schemas_of(name):
        for index, line in enumerate(lines[1:], 1):
            around = "\n".join([*lines[:index], CURSOR, *lines[index + 1 :]])
            assert set(told(yaml_editor.completions(around, schema))) == {line.split(":")[0]}


@pytest.mark.parametrize("name", EDITED)
def test_values_are_offered_with_what_they_mean(yaml_editor: Session, name: str) -> None:
    for schema in schemas_of(name):
        for field in CATALOG.backbone_class(name).fields.values():
            start = text(around(name, field), f"{field.name}: {CURSOR}")
            assert told(yaml_editor.completions(start, schema)) == dict(values(name, field)), start


def values(name: str, field: Field) -> Iterator[tuple[str, str]]:
    """What may stand behind the key, as an editor labels it, and what is shown beside it."""
    if field.type == "boolean":
        yield from {"true": "", "false": ""}.items()
    elif derived(name, field):
        yield default(name, field), f"Follows from {plain_class(CATALOG.backbone_class(name).class_name)}."
    elif field.default is not None and not field.choices:
        # JavaScript knows no difference between 1.0 and 1.
        shown = default(name, field).removesuffix(".0")
        yield "Default value" if isinstance(field.default, list) else shown, ""
    for example in field.examples if field.default is None else ():
        # There is nothing to insert for an empty list.
        if example != []:
            yield str(example).replace(" ", ""), ""
    yield from field.choices.items()
    if field.nullable:
        yield "null", field.null if field.choices or derived(name, field) else ""


def default(name: str, field: Field) -> str:
    """The default as YAML writes it."""
    value = derived(name, field) or field.default
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def test_activation_is_offered_as_a_mapping_too(yaml_editor: Session) -> None:
    start = text(minimal("MLP"), "activation_layer:\n  ")
    assert set(told(yaml_editor.completions(start + CURSOR, "MLP"))) == {"_target_", "_partial_"}
    by_path = f"{start}_target_: hydra.utils.get_class\n  "
    assert set(told(yaml_editor.completions(by_path + CURSOR, "MLP"))) == {"path"}
    choices = CATALOG.backbone_class("MLP").fields["activation_layer"].choices
    classes = {f"torch.nn.{choice}": meaning for choice, meaning in choices.items()}
    assert told(yaml_editor.completions(f"{by_path}path: {CURSOR}", "MLP")) == classes
    indirect = {"hydra.utils.get_class": "The class that `path` names."}
    assert told(yaml_editor.completions(f"{start}_target_: {CURSOR}", "MLP")) == {**classes, **indirect}
