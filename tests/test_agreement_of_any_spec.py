"""Law 6 for a specification with everything that no backbone of ours has yet, and the size of its schemas."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from hypothesis import given, settings

import clbackbones
from clbackbones_codegen.publish.publish import publish
from clbackbones_runtime.catalog import Catalog
from clbackbones_runtime.config.rules import check
from clbackbones_runtime.testing import NearValid, Strategies

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


@frozen
class Invented:
    """The invented specification: its catalog, strategies for it, and what its published schema accepts."""

    catalog: Catalog
    strategies: Strategies
    accepts: Callable[[Json], bool]


@pytest.fixture(scope="module")
def spec() -> dict[str, Json]:
    return json.loads(Path(clbackbones.__file__).with_name("_spec.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def invented(spec: dict[str, Json], tmp_path_factory: pytest.TempPathFactory) -> Invented:
    """Rules, strategies and schemas of the invented specification."""
    folder = tmp_path_factory.mktemp("invented")
    data = invented_spec(spec)
    (folder / "_spec.json").write_text(json.dumps(data), "utf-8")
    catalog = Catalog("clbackbones", folder)
    return Invented(catalog, Strategies(catalog), acceptor(json.loads(publish(data)["schemas/backbone.schema.json"])))


@pytest.mark.parametrize("name", ["Tower", "Mast"])
def test_schema_and_rules_agree(invented: Invented, name: str) -> None:
    @MANY
    @given(invented.strategies.json_values(name))
    def agree(value: Json) -> None:
        assert invented.accepts(value) == (not check(invented.catalog, value, interpolations=True).faults)

    agree()


@pytest.mark.parametrize("name", ["Tower", "Mast"])
def test_valid_configs_are_accepted(invented: Invented, name: str) -> None:
    @given(invented.strategies.configs(name, interpolations=True, weights=True))
    def accepted(value: Json) -> None:
        assert invented.accepts(value)
        assert not check(invented.catalog, value, interpolations=True).faults

    accepted()


@pytest.mark.parametrize("name", ["Tower", "Mast"])
def test_configs_with_a_fault_are_refused(invented: Invented, name: str) -> None:
    @MANY
    @given(invented.strategies.near_valid(name))
    def refused(near: NearValid) -> None:
        assert not invented.accepts(near.value)
        assert check(invented.catalog, near.value, interpolations=True).faults

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
def test_the_first_case_that_fits_decides(invented: Invented, fields: dict[str, Json], value: int) -> None:
    config = {"_target_": "clbackbones.Tower", "width": 3, "gate": "ReLU", "start": "DEFAULT", **fields}
    for given_value, valid in ((value, True), (float(value), True), (None, True), (48 - value, False), (3, False)):
        for key in ("output_dim", "features"):
            assert invented.accepts({**config, key: given_value}) == valid


@pytest.mark.parametrize("fields", [{"depth": "huge"}, {"depth": "${depth}"}, {"flag": "???"}])
def test_nothing_decides_where_no_case_fits_or_an_interpolation_stands(
    invented: Invented, fields: dict[str, Json]
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
