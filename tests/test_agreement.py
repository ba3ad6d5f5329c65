"""Law 6: the published schemas, `validate`, `load` and the config classes accept the same configs."""

from functools import partial
from typing import Any, cast, get_args

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

import clbackbones
from clbackbones import CATALOG
from clbackbones.testing import FaultName, NearValid, configs, json_values, near_valid
from clbackbones_runtime.config import rules
from clbackbones_runtime.testing.agreement import agreement, interpolated

from . import published
from .backbones import DROP_INS, SMALL, SMALL_DROP_INS, normalized, small_config
from .published import accepts

Json = Any

NAMES = (*SMALL, *SMALL_DROP_INS)
DROP_IN_NAMES = st.sampled_from(DROP_INS)
ANY_JSON = json_values() | DROP_IN_NAMES.flatmap(json_values)
FEW = settings(max_examples=settings().max_examples // 8)
MANY = settings(max_examples=3 * settings().max_examples)


def _get(value: Json, key: str) -> Json:
    return cast(dict[str, Json], value).get(key) if isinstance(value, dict) else None


def schema_of(name: str) -> str:
    """The class of whose schema a class is part: itself, or what a drop-in extends."""
    return CATALOG.backbone_class(name).class_name


@pytest.mark.parametrize("name", [None, *SMALL])
def test_schemas_are_draft_07(name: str | None) -> None:
    document = published.document(name)
    assert document["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(document)


@MANY
@given(ANY_JSON)
def test_all_judges_agree_about_any_json(value: Json) -> None:
    agreement(CATALOG, value)


@pytest.mark.parametrize(
    "name", [name for name in NAMES if normalized(name, on=False).get("batch_normalization", 1) is None]
)
@pytest.mark.parametrize("key", ["batch_normalization", "batch_normalisation"])
def test_a_warning_is_no_verdict(name: str, key: str) -> None:
    value = {**small_config(name).to_dict(), key: False}
    value = {field: each for field, each in value.items() if field == key or field != "batch_normalization"}
    assert [problem.severity for problem in clbackbones.validate(value)] == ["warning"]
    agreement(CATALOG, value)


@given(st.sampled_from(NAMES).flatmap(partial(configs, interpolations=True)).filter(interpolated))
def test_interpolations_validate_but_do_not_load(value: dict[str, Json]) -> None:
    assert not clbackbones.validate(value)
    with pytest.raises(clbackbones.ConfigError):
        clbackbones.load(value)


@pytest.mark.parametrize("name", NAMES)
@FEW
@given(data=st.data())
def test_valid_configs_of_every_class_are_accepted(name: str, data: st.DataObject) -> None:
    value = data.draw(configs(name, interpolations=data.draw(st.booleans()), weights=True))
    assert not clbackbones.validate(value)
    assert accepts(value)
    assert accepts(value, schema_of(name))


@pytest.mark.parametrize("name", NAMES)
@FEW
@given(data=st.data())
def test_the_schema_of_a_class_accepts_what_the_one_of_all_accepts_of_that_class(
    name: str, data: st.DataObject
) -> None:
    value = data.draw(json_values(name) | json_values())
    target = _get(value, "_target_")
    named = CATALOG.resolve(target) if isinstance(target, str) else None
    of_class = rules.is_interpolation(target) or (named is not None and named.class_name == schema_of(name))
    assert accepts(value, schema_of(name)) == (of_class and accepts(value))


@pytest.mark.parametrize("fault", get_args(FaultName))
def test_each_fault_is_drawn_and_refused(fault: FaultName) -> None:
    unshrunk = settings(max_examples=1000, phases=[Phase.generate])
    near = find(near_valid(), lambda near: near.fault == fault, settings=unshrunk)
    assert not accepts(near.value)
    assert clbackbones.validate(near.value)


@MANY
@given(near_valid() | DROP_IN_NAMES.flatmap(near_valid))
def test_configs_with_a_fault_are_refused_where_it_is(near: NearValid) -> None:
    assert not accepts(near.value)
    checked = rules.check(CATALOG, near.value, interpolations=True)
    assert any(near.key in fault.path for fault in checked.faults)


WHOLE: dict[str, Json] = {"_target_": "clbackbones.HATMaskMLP", "input_dim": 8, "hidden_dims": [4], "output_dim": 2}
DEFAULTS_LISTS: list[tuple[Json, dict[str, Json], bool]] = [  # a defaults list, what stands beside it, whether it may
    (["_self_"], WHOLE, True),
    ([], WHOLE, True),
    (["base", "_self_"], WHOLE, True),
    (["base", "_self_"], {"_target_": "clbackbones.HATMaskMLP"}, True),  # whose fields the base may give
    (["base", "_self_"], {"input_dim": 8}, True),
    ([{"/optimizer": "sgd"}, {"optional data": None}, {"override size": ["small", "deep"]}], WHOLE, True),
    (["_self_"], {"_target_": "clbackbones.HATMaskMLP"}, False),
    (["_self_"], {"input_dim": 8}, False),
    (["base"], {**WHOLE, "hiden_dims": [4]}, False),
    (["base"], {**WHOLE, "input_dim": 0}, False),
    ([3], WHOLE, False),
    ([{"a": "b", "c": "d"}], WHOLE, False),
    ([{"a": 3}], WHOLE, False),
    ("base", WHOLE, False),
]


@pytest.mark.parametrize(("defaults", "beside", "valid"), DEFAULTS_LISTS)
def test_editors_take_a_defaults_list_as_hydra_does(defaults: Json, beside: dict[str, Json], valid: bool) -> None:
    value = {"defaults": defaults, **beside}
    assert accepts(value) == valid
    if "_target_" in beside:
        assert accepts(value, "HATMaskMLP") == valid
    errors = [problem for problem in clbackbones.validate(value) if problem.severity == "error"]
    assert (not errors) == valid
