"""Law 6 for a specification with everything that no backbone of ours has yet, and the size of its schemas."""

import importlib
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings

import clbackbones
import clbackbones_codegen
from clbackbones_codegen.publish import publish

from .backbones import DROP_INS
from .published import acceptor

Json = Any

MANY = settings(max_examples=3 * settings().max_examples)

FIELDS: dict[str, Json] = {
    "width": {
        "type": "integer",
        "required": True,
        "aliases": ["breadth", "span"],
        "minimum": 2,
        "exclusive_maximum": 65,
    },
    "depth": {
        "type": "enum",
        "default": "small",
        "aliases": ["height"],
        "choices": {"small": "S", "large": "L", "huge": "H"},
    },
    "offset": {"type": "integer", "default": 0},
    "scale": {
        "type": "number",
        "default": None,
        "nullable": True,
        "null": "No scaling.",
        "exclusive_minimum": 0,
        "maximum": 10,
    },
    "gain": {"type": "number", "default": 1.5},
    "sizes": {
        "type": "integers",
        "default": [3],
        "nullable": True,
        "null": "None.",
        "exclusive_minimum": 0,
        "maximum": 9,
    },
    "flag": {"type": "boolean", "default": None, "nullable": True, "null": "Undecided."},
    "gate": {"type": "activation", "required": True, "choices": {"ReLU": "max(0, x).", "Tanh": "tanh(x)."}},
    "start": {"type": "weights", "required": True, "aliases": ["origin"]},
    "weights": {
        "type": "weights",
        "default": None,
        "nullable": True,
        "null": "None.",
        "aliases": ["pretrained"],
        "requires": {"width": [3, 5], "depth": ["large"], "flag": [True, None]},
    },
    "output_dim": {
        "type": "integer",
        "derived": True,
        "minimum": 1,
        "aliases": ["features"],
        "nullable": True,
        "null": "What the network emits.",
    },
}

CASES: list[Json] = [
    {"when": {"depth": "small", "flag": [True, None]}, "value": 16},
    {"when": {"depth": ["small", "large"]}, "value": 32},
]


def invented_spec(spec: dict[str, Json]) -> dict[str, Json]:
    """The specification with one more pair: `Tower`, whose output_dim depends on other fields, and `Mast`."""
    fields = {name: {"description": f"The {name}.", **field} for name, field in FIELDS.items()}
    pair = {"architecture": "Tower", "mechanism": "plain", "fields": fields}
    tower: dict[str, Json] = {"pair": "tower", "constants": {}, "aliases": ["Turm", "Tour"], "description": "A tower."}
    classes: dict[str, Json] = {
        "Tower": {**tower, "derived": {"output_dim": CASES}},
        "Mast": {**tower, "aliases": [], "derived": {"output_dim": [{"when": {}, "value": 7}]}},
    }
    return {**spec, "pairs": {**spec["pairs"], "tower": pair}, "classes": {**spec["classes"], **classes}}


@pytest.fixture(scope="module")
def spec() -> dict[str, Json]:
    return json.loads(Path(clbackbones.__file__).with_name("_spec.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def invented(spec: dict[str, Json], tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """The package's rules, strategies and schemas, made from the invented specification."""
    folder = tmp_path_factory.mktemp("packages")
    shutil.copytree(Path(clbackbones_codegen.__file__).parent / "runtime", folder / "invented")
    data = invented_spec(spec)
    (folder / "invented" / "_spec.json").write_text(json.dumps(data), "utf-8")
    sys.path.insert(0, str(folder))
    try:
        yield SimpleNamespace(
            check=importlib.import_module("invented.rules").check,
            testing=importlib.import_module("invented.testing"),
            accepts=acceptor(json.loads(publish(data)["schemas/backbone.schema.json"])),
        )
    finally:
        sys.path.remove(str(folder))
        for name in [name for name in sys.modules if name.partition(".")[0] == "invented"]:
            del sys.modules[name]


@pytest.mark.parametrize("name", ["Tower", "Mast"])
def test_schema_and_rules_agree(invented: SimpleNamespace, name: str) -> None:
    @MANY
    @given(invented.testing.json_values(name))
    def agree(value: Json) -> None:
        assert invented.accepts(value) == (not invented.check(value, interpolations=True).faults)

    agree()


@pytest.mark.parametrize("name", ["Tower", "Mast"])
def test_valid_configs_are_accepted(invented: SimpleNamespace, name: str) -> None:
    @given(invented.testing.configs(name, interpolations=True, weights=True))
    def accepted(value: Json) -> None:
        assert invented.accepts(value)
        assert not invented.check(value, interpolations=True).faults

    accepted()


@pytest.mark.parametrize("name", ["Tower", "Mast"])
def test_configs_with_a_fault_are_refused(invented: SimpleNamespace, name: str) -> None:
    @MANY
    @given(invented.testing.near_valid(name))
    def refused(near: Any) -> None:
        assert not invented.accepts(near.value)
        assert invented.check(near.value, interpolations=True).faults

    refused()


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({}, 16),
        ({"depth": "small", "flag": True}, 16),
        ({"height": "small", "flag": None}, 16),
        ({"flag": False}, 32),
        ({"height": "large"}, 32),
    ],
)
def test_the_first_case_that_fits_decides(invented: SimpleNamespace, fields: dict[str, Json], value: int) -> None:
    config = {"_target_": "clbackbones.Tower", "width": 3, "gate": "ReLU", "start": "DEFAULT", **fields}
    for given_value, valid in ((value, True), (float(value), True), (None, True), (48 - value, False), (3, False)):
        for key in ("output_dim", "features"):
            assert invented.accepts({**config, key: given_value}) == valid


@pytest.mark.parametrize("fields", [{"depth": "huge"}, {"depth": "${depth}"}, {"flag": "???"}])
def test_nothing_decides_where_no_case_fits_or_an_interpolation_stands(
    invented: SimpleNamespace, fields: dict[str, Json]
) -> None:
    config = {"_target_": "clbackbones.Tower", "width": 3, "gate": "ReLU", "start": "DEFAULT", **fields}
    assert invented.accepts({**config, "output_dim": 3})
    assert not invented.accepts({**config, "output_dim": 0})


def test_schemas_grow_with_classes_and_not_faster(spec: dict[str, Json]) -> None:
    def size(copies: int) -> int:
        classes = {
            f"{name}{copy or ''}": {**row, "aliases": [f"{alias}{copy or ''}" for alias in row["aliases"]]}
            for copy in range(copies)
            for name, row in spec["classes"].items()
        }
        return len(publish({**spec, "classes": classes})["schemas/backbone.schema.json"])

    assert size(40) - size(20) < 1.1 * (size(20) - size(1))
    every = len(spec["classes"]) + len(DROP_INS)
    assert (size(20) - size(1)) / (19 * every) < 3000, "bytes per class"
