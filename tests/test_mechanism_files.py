"""What a mechanism's two files pass on to a mechanism that extends it."""

from attrs import evolve, fields

from clbackbones_codegen.model import Mechanism
from clbackbones_codegen.product import resolve_mechanism
from clbackbones_codegen.read import read
from clbackbones_codegen.symbols import Symbols, offered_names
from tests.specs import SCHEMA

OWN = {"title", "description", "prefix", "extends", "backbone", "clarena", "exports"}
"""What says who a mechanism is, and is not inherited."""


def test_a_mechanism_inherits_all_but_who_it_is() -> None:
    spec = read(SCHEMA)
    slow = Mechanism(title="Slow", description="It waits.", prefix="Slow", extends="hat_mask", backbone="SlowBackbone")
    extended = evolve(spec, mechanisms={**spec.mechanisms, "slow": slow})
    inherited, parent = resolve_mechanism("slow", extended), resolve_mechanism("hat_mask", extended)
    for attribute in fields(Mechanism):
        expected = slow if attribute.name in OWN else parent
        assert getattr(inherited, attribute.name) == getattr(expected, attribute.name), attribute.name


def test_a_mechanism_replaces_what_it_says_itself() -> None:
    spec = read(SCHEMA)
    own = evolve(spec.mechanisms["amnesiac_hat"], context={"mask": "UnitMasks"}, parameters={"unit": 2})
    whole = resolve_mechanism("amnesiac_hat", evolve(spec, mechanisms={**spec.mechanisms, "amnesiac_hat": own}))
    assert (whole.context, whole.parameters, whole.masks) == (own.context, own.parameters, "unit")


def test_a_runtime_module_offers_what_it_defines_and_what_it_lists() -> None:
    names = offered_names("mechanisms.wsn_mask")
    assert names["WSNMaskBackbone"] == "mechanisms.wsn_mask"
    assert "Tensor" not in names
    spec = read(SCHEMA)
    assert Symbols.of("wsn_mask", spec).module_of("make_activation") == "mechanisms.plain"
