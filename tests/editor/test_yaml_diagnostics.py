"""What an editor underlines in YAML: each fault once, where it is, in words that say what to write."""

from pathlib import Path

import pytest

from clbackbones import CATALOG

from ..backbones import CLASSES
from ..command_line import clbackbones
from ..published import FOLDER
from .documents import EDITED, OWN, complete, minimal, schemas_of, text
from .faults import cases
from .session import Fault, Session

pytestmark = pytest.mark.xdist_group("YAML editor")


@pytest.mark.parametrize("name", EDITED)
def test_each_fault_is_underlined_once_and_explained(yaml_editor: Session, name: str) -> None:
    told = list(cases(name))
    expected = [(case.what, case.text, sorted(case.faults)) for case in told]
    for seen in yaml_editor.diagnostics([case.text for case in told], schemas_of(name)).values():
        assert [(case.what, case.text, faults) for case, faults in zip(told, seen, strict=True)] == expected


EXAMPLE = "clbackbones.MLP"
EXAMPLES = {"backbone": f"clbackbones.{CLASSES[0]}", "MLP": EXAMPLE}
"""The class that each schema names where a document names none."""
MLP = f"_target_: {EXAMPLE}\ninput_dim: 784\nhidden_dims: [256]\noutput_dim: 64\n"
UNKNOWN = f"_target_ names a backbone, such as {EXAMPLE}."
NO_MAPPING = "A backbone is a mapping: _target_ names its class, the other keys configure it."
ACTIVATION = "activation_layer is the name of an activation, such as 'ReLU', or null."
EAGER = "A network builds its activations itself: write _partial_: true."

FAULTS = {
    "": [Fault(1, 1, 'Missing property "_target_".')],
    "input_dim: 784\n": [Fault(1, 1, 'Missing property "_target_".')],
    "# a comment alone\n": [],
    "- 1\n": [Fault(1, 1, NO_MAPPING)],
    "MLP\n": [Fault(1, 1, NO_MAPPING)],
    "_target_:\n": [Fault(1, 10, UNKNOWN)],
    "_target_: 3\n": [Fault(1, 11, UNKNOWN)],
    "_target_: [clbackbones.MLP]\n": [Fault(1, 11, UNKNOWN)],
    "_target_: MLP\nany: 1\n": [Fault(1, 11, UNKNOWN)],
    "_target_: clbackbones.CLMLPs\nany: 1\n": [Fault(1, 11, UNKNOWN)],
    "_target_: ${backbone}\nany: 1\n": [],
    "_target_: ???\nany: 1\n": [],
    f"# @package _global_\n{MLP}": [],
    f"{MLP}_convert_: all\n_partial_: false\n_recursive_: ${{x}}\n": [],
    f"{MLP}_convert_: some\n": [Fault(5, 12, "_convert_ of Hydra is none, partial, object or all.")],
    f"{MLP}_partial_: 3\n": [Fault(5, 12, "_partial_ of Hydra is true or false.")],
    f"{MLP}_args_: []\n": [Fault(5, 1, "Property _args_ is not allowed.")],
    f"{MLP}dropout: .nan\n": [Fault(5, 10, "dropout is a number of at least 0 and below 1, or null.")],
    f"{MLP}bias: true\nbias: false\n": [Fault(6, 1, "Map keys must be unique")],
    f"{MLP}activation_layer: torch.nn.ReLU\n": [],
    f"{MLP}activation_layer: relu\n": [Fault(5, 19, ACTIVATION)],
    f"{MLP}activation_layer: {{_target_: torch.nn.ReLU, _partial_: true}}\n": [],
    f"{MLP}activation_layer: {{_target_: hydra.utils.get_class, path: torch.nn.ReLU}}\n": [],
    f"{MLP}activation_layer: {{_target_: '${{x}}'}}\n": [],
    f"{MLP}activation_layer: {{_target_: torch.nn.ReLU, _partial_: false}}\n": [Fault(5, 56, EAGER)],
    f"{MLP}activation_layer: {{_target_: torch.nn.ReLU}}\n": [Fault(5, 1, 'Missing property "_partial_".')],
    f"{MLP}activation_layer: {{_target_: torch.nn.relu, _partial_: true}}\n": [
        Fault(5, 30, "An activation is expected, such as torch.nn.ReLU.")
    ],
}


def test_what_no_class_decides_is_underlined_once_and_explained(yaml_editor: Session) -> None:
    for schema, seen in yaml_editor.diagnostics(list(FAULTS), [*EXAMPLES]).items():
        told = {
            wrong: [fault._replace(message=fault.message.replace(EXAMPLE, EXAMPLES[schema])) for fault in faults]
            for wrong, faults in FAULTS.items()
        }
        assert dict(zip(FAULTS, seen, strict=True)) == told


def test_schema_of_a_class_takes_that_class_alone(yaml_editor: Session) -> None:
    for name, seen in yaml_editor.diagnostics([text(minimal(other)) for other in OWN], OWN).items():
        other = [Fault(1, 11, f"_target_ names a backbone, such as clbackbones.{name}.")]
        assert dict(zip(OWN, seen, strict=True)) == {**dict.fromkeys(OWN, other), name: []}


def test_modeline_of_a_document_finds_the_schema(yaml_editor: Session, schemas: Path) -> None:
    modelines = [f"# yaml-language-server: $schema={(schemas / name).as_uri()}.schema.json\n" for name in OWN]
    bodies = [text(complete(name), "xyz: 1\n") for name in OWN]
    seen = yaml_editor.diagnostics([modeline + body for modeline, body in zip(modelines, bodies, strict=True)])["."]
    assert seen == [[Fault(len(complete(name)) + 2, 1, "Property xyz is not allowed.")] for name in OWN]


def test_files_that_the_package_writes_find_their_schema_and_are_valid(yaml_editor: Session) -> None:
    new = [clbackbones("new", name).out for name in CLASSES]
    group = [path.read_text("utf-8") for path in sorted((FOLDER.parent / "conf" / "backbone").glob("*.yaml"))]
    assert len(group) == len(CLASSES) + len(CATALOG.aliases())
    for folder, written in ((FOLDER, new), (FOLDER.parent / "conf" / "backbone", group)):
        texts = [wrong for right in written for wrong in (right, f"{right}xyz: 1\n")]
        seen = yaml_editor.diagnostics(texts, [str(folder)])[str(folder)]
        assert seen[::2] == [[]] * len(written)
        assert [[fault.message for fault in faults] for faults in seen[1::2]] == [
            ["Property xyz is not allowed."]
        ] * len(written)
