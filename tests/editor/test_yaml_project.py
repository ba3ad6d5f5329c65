"""What an editor offers in a fresh Hydra project after `clbackbones init`, with no modeline in any file."""

import json
from collections.abc import Iterator

import pytest

from clbackbones import CATALOG

from ..command_line import clbackbones
from .servers import yaml_server
from .session import CURSOR, Session

pytestmark = pytest.mark.xdist_group("YAML editor")

CLASSES = {f"clbackbones.{name}" for name in CATALOG.class_names()}
FIELDS = set(CATALOG.backbone_class("HATMaskMLP").fields)
EXPERIMENTS = ("configs", "configs/experiment")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    root = tmp_path_factory.mktemp("project")
    (root / "configs/backbone").mkdir(parents=True)
    (root / "configs/backbone/foreign.yaml").write_text("_target_: lab.Network\n")
    assert clbackbones("init", root).status == 0
    schemas = json.loads((root / ".vscode/settings.json").read_text())["yaml.schemas"]
    with yaml_server(root, schemas) as session:
        while not session.diagnostics(["unknown: 1"], ["configs/backbone"])["configs/backbone"][0]:
            pass
        yield session


def labels(session: Session, text: str, folder: str) -> set[str]:
    return {item.label for item in session.completions(text, folder)}


def test_group_offers_classes_and_their_fields(project: Session) -> None:
    assert labels(project, f"_target_: {CURSOR}", "configs/backbone") == CLASSES
    assert labels(project, f"_target_: clbackbones.HATMaskMLP\n{CURSOR}", "configs/backbone") == FIELDS


@pytest.mark.parametrize("folder", EXPERIMENTS)
def test_backbone_of_an_experiment_offers_what_a_config_of_the_group_does(project: Session, folder: str) -> None:
    assert labels(project, CURSOR, folder) == {"defaults", "backbone"}
    assert labels(project, f"backbone:\n  _target_: {CURSOR}", folder) == CLASSES
    assert labels(project, f"backbone:\n  _target_: clbackbones.HATMaskMLP\n  {CURSOR}", folder) == FIELDS
    assert labels(project, f"backbone:\n  {CURSOR}", folder) >= {"_target_", *FIELDS, *CATALOG.class_names()}


@pytest.mark.parametrize("folder", EXPERIMENTS)
def test_option_of_the_defaults_list_decides_what_is_offered(project: Session, folder: str) -> None:
    assert labels(project, f"defaults:\n  - {CURSOR}", folder) == {"backbone", "override /backbone"}
    assert labels(project, f"defaults:\n  - backbone: {CURSOR}", folder) >= set(CATALOG.options())
    for entry in ("backbone", "override /backbone"):
        start = f"# @package _global_\ndefaults:\n  - {entry}: hat_mask_mlp\nbackbone:\n  dropout: 0.1\n  {CURSOR}"
        assert labels(project, start, folder) == {"_target_", *FIELDS} - {"dropout"}


def test_mistakes_are_underlined_where_the_class_is_known_and_nothing_else_is(project: Session) -> None:
    mistakes = {
        "backbone:\n  _target_: clbackbones.HATMaskMLP\n  dropout: 2\n": (3, 12),
        "backbone:\n  _target_: clbackbones.HATMaskMlp\n": (2, 13),
        "defaults:\n  - backbone: hat_mask_mlp\nbackbone:\n  hiden_dims: [1]\n": (4, 3),
        "backbone: hat_mask_mlp\n": (1, 11),
    }
    sound = [
        "",
        "- a\n- b\n",
        "backbone: ${model}\n",
        "backbone:\n",
        "backbone:\n  dropout: 0.1\n",
        "backbone:\n  _target_: clbackbones.HATMaskMLP\n  dropout: 0.1\n",
        "backbone:\n  _target_: lab.Network\n  depth: 3\n",
        "defaults:\n  - backbone: own\nbackbone:\n  depth: 3\n",
    ]
    found = project.diagnostics([*mistakes, *sound], EXPERIMENTS)
    for underlined in found.values():
        assert [[fault[:2] for fault in each] for each in underlined] == [[place] for place in mistakes.values()] + [
            [] for _ in sound
        ]
