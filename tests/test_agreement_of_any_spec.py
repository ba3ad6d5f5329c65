"""Law 6 for a specification with everything that no backbone of ours has yet, and the size of its schemas."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given, settings

from clbackbones_codegen.ir.product import OURS
from clbackbones_codegen.publish.classes import PublishedClass
from clbackbones_codegen.publish.data import describe
from clbackbones_codegen.publish.publish import publish
from clbackbones_codegen.spec.model import Variant
from clbackbones_runtime.catalog import Case, Catalog, Field
from clbackbones_runtime.config.rules import check
from clbackbones_runtime.testing import NearValid, Strategies

from .published import acceptor
from .specs import our_classes, our_product

pytestmark = pytest.mark.xdist_group("agreement of any spec")

Json = Any

MANY = settings(max_examples=3 * settings().max_examples)

FIELDS = (
    Field(name="width", type="integer", required=True, aliases=("breadth", "span"), minimum=2, exclusive_maximum=65),
    Field(
        name="depth",
        type="enum",
        default="small",
        aliases=("height",),
        choices={"small": "S", "large": "L", "huge": "H"},
    ),
    Field(name="offset", type="integer", default=0),
    Field(name="scale", type="number", nullable=True, null="No scaling.", exclusive_minimum=0, maximum=10),
    Field(name="gain", type="number", default=1.5),
    Field(name="sizes", type="integers", default=[3], nullable=True, null="None.", exclusive_minimum=0, maximum=9),
    Field(name="flag", type="boolean", nullable=True, null="Undecided."),
    Field(name="gate", type="activation", required=True, choices={"ReLU": "max(0, x).", "Tanh": "tanh(x)."}),
    Field(name="start", type="weights", required=True, aliases=("origin",)),
    Field(
        name="weights",
        type="weights",
        nullable=True,
        null="None.",
        aliases=("pretrained",),
        requires={"width": (3, 5), "depth": ("large",), "flag": (True, None)},
    ),
    Field(
        name="output_dim",
        type="integer",
        derived=True,
        minimum=1,
        aliases=("features",),
        nullable=True,
        null="What the network emits.",
    ),
)

CASES = (
    Case({"depth": "small", "flag": [True, None]}, 16),
    Case({"depth": ["small", "large"]}, 32),
)


def invented_classes() -> tuple[PublishedClass, ...]:
    """Those of one more pair: `Tower`, whose output_dim depends on other fields, and `Mast`."""
    fields = {field.name: evolve(field, description=f"The {field.name}.") for field in FIELDS}
    pair = evolve(
        next(pair for pair in our_product().pairs if pair.mechanism.prefix == ""), name="tower", fields=fields
    )
    tower = Variant(name="Tower", constants={}, aliases=["Turm", "Tour"])
    mast = Variant(name="Mast", constants={})
    return (
        PublishedClass(pair=pair, variant=tower, derived={"output_dim": CASES}),
        PublishedClass(pair=pair, variant=mast, derived={"output_dim": (Case({}, 7),)}),
    )


def schema_of(classes: Sequence[PublishedClass]) -> str:
    """The published schema of these classes."""
    return publish(classes, our_product().spec.activations, OURS)["schemas/backbone.schema.json"]


@frozen
class Invented:
    """The invented specification: its catalog, strategies for it, and what its published schema accepts."""

    catalog: Catalog
    strategies: Strategies
    accepts: Callable[[Json], bool]


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Invented:
    """Rules, strategies and schemas of the invented specification."""
    folder = tmp_path_factory.mktemp("invented")
    classes = (*our_classes(), *invented_classes())
    for path, text in describe(our_product(), classes, OURS).items():
        (folder / path).write_text(text, "utf-8")
    catalog = Catalog("clbackbones", folder)
    return Invented(catalog, Strategies(catalog), acceptor(json.loads(schema_of(classes))))


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


def copied(backbone: PublishedClass, copy: int) -> PublishedClass:
    """The class under other names."""
    variant, end = backbone.variant, copy or ""
    aliases = [f"{alias}{end}" for alias in variant.aliases or []]
    return evolve(backbone, variant=evolve(variant, name=f"{variant.name}{end}", aliases=aliases))


def test_schemas_grow_with_classes_and_not_faster() -> None:
    def size(copies: int) -> int:
        return len(schema_of([copied(each, copy) for copy in range(copies) for each in our_classes()]))

    assert size(40) - size(20) < 1.1 * (size(20) - size(1))
    assert (size(20) - size(1)) / (19 * len(our_classes())) < 3000, "bytes per class"
