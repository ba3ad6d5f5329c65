"""What a mechanism's two files pass on to a mechanism that extends it, and what stands above its class."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from attrs import evolve, fields

from clbackbones_codegen.ir.symbols import RUNTIME, Symbols, offered_names
from clbackbones_codegen.spec.inheritance import resolve_mechanism
from clbackbones_codegen.spec.model import Mechanism
from clbackbones_codegen.spec.read import read
from tests.specs import SCHEMA

SPEC = read(SCHEMA)
CONCRETE = [name for name, mechanism in SPEC.mechanisms.items() if mechanism.backbone]

OWN = {"module", "title", "description", "prefix", "network", "extends", "backbone", "clarena", "exports", "layer"}
"""What says who a mechanism is, and is not inherited."""


def backbone_class(mechanism: str) -> Any:
    module = import_module(f"clbackbones_runtime.mechanisms.{mechanism}")
    return getattr(module, str(SPEC.mechanisms[mechanism].backbone))


def bases(mechanism: str) -> Iterator[type]:
    """Classes of the runtime above that of a mechanism."""
    return (base for base in backbone_class(mechanism).__mro__[1:] if base.__module__.startswith("clbackbones"))


@pytest.mark.parametrize("name", CONCRETE)
def test_at_most_four_classes_stand_above_a_mechanism_and_what_it_extends(name: str) -> None:
    extended = {backbone_class(other) for other in CONCRETE}
    assert len(set(bases(name)) - extended) <= 4


@pytest.mark.parametrize("hook", ["_load_from_state_dict", "_apply", "__getstate__", "__setstate__"])
def test_hooks_of_torch_are_defined_once_at_most(hook: str) -> None:
    classes = {each for name in CONCRETE for each in (backbone_class(name), *bases(name))}
    assert len([each for each in classes if hook in vars(each)]) <= 1


def test_a_mechanism_inherits_all_but_who_it_is() -> None:
    slow = Mechanism(
        title="Slow",
        description="It waits.",
        module="mylab.slow",
        prefix="Slow",
        extends="hat_mask",
        backbone="SlowBackbone",
    )
    extended = evolve(SPEC, mechanisms={**SPEC.mechanisms, "slow": slow})
    inherited, parent = resolve_mechanism("slow", extended), resolve_mechanism("hat_mask", extended)
    for attribute in fields(Mechanism):
        expected = slow if attribute.name in OWN else parent
        assert getattr(inherited, attribute.name) == getattr(expected, attribute.name), attribute.name


def test_a_mechanism_replaces_what_it_says_itself() -> None:
    own = evolve(SPEC.mechanisms["amnesiac_hat"], context={"mask": "UnitMasks"}, parameters={"unit": 2})
    whole = resolve_mechanism("amnesiac_hat", evolve(SPEC, mechanisms={**SPEC.mechanisms, "amnesiac_hat": own}))
    assert (whole.context, whole.parameters, whole.masks) == (own.context, own.parameters, "unit")


def test_a_runtime_module_offers_what_it_defines_and_what_it_lists() -> None:
    names = offered_names(f"{RUNTIME}.mechanisms.wsn_mask")
    assert names["WSNMaskBackbone"] == f"{RUNTIME}.mechanisms.wsn_mask"
    assert names["masked"] == f"{RUNTIME}.layers.masked_layers"
    assert "Tensor" not in names
    assert Symbols.of("wsn_mask", SPEC).module_of("make_activation") == f"{RUNTIME}.mechanisms.plain"
