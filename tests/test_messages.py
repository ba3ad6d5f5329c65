"""What is wrong is named with what is possible, and no hint repeats the mistake."""

import fractions
from typing import Any

import numpy as np
import pytest
import torch
from hydra.utils import instantiate  # pyright: ignore[reportUnknownVariableType]
from omegaconf import OmegaConf

import clbackbones
from clbackbones import CATALOG
from clbackbones_runtime.testing.passes import store_task

from .backbones import SMALLEST, mechanism_of, small_config

MASKED = [name for name in SMALLEST if mechanism_of(name)["masks"]]
WITH_TASKS = [name for name in SMALLEST if mechanism_of(name)["prefix"]]


def stored(name: str) -> Any:
    backbone = small_config(name).build()
    for task_id in (1, 4):
        backbone.setup_task_id(task_id)
        store_task(backbone)
    return backbone.eval()


# task ids

NO_TASK: dict[str, tuple[Any, str]] = {
    "labels": (torch.tensor([1, 1, 4]), "got a Tensor of 3 entries; a pass is for one task: split"),
    "labels in NumPy": (np.array([1, 1]), "got a ndarray of 2 entries; a pass is for one task"),
    "no labels": (torch.tensor([], dtype=torch.long), "got a Tensor of 0 entries"),
    "one label": (torch.tensor([1]), "got a Tensor of one entry; a pass is for one task"),
    "a list": ([1], "got a list of one entry; a pass is for one task"),
    "a text": ("1", "got '1'; write it without quotes"),
    "true": (True, "got True"),
    "true in torch": (torch.tensor(True), r"got tensor\(True\)"),
    "true in NumPy": (np.True_, "got "),
    "a fraction": (1.5, "got 1.5"),
    "another": (2, "got 2"),
}


@pytest.mark.parametrize("given", NO_TASK)
@pytest.mark.parametrize("name", MASKED)
def test_what_is_no_stored_task_is_told_with_those_that_are(name: str, given: str) -> None:
    backbone, (task_id, said) = stored(name), NO_TASK[given]
    input = torch.randn(2, *(size or 32 for size in backbone.graph.input_shape))
    with pytest.raises(ValueError, match=rf"test_task_id must be a task whose mask is stored \(1, 4\), {said}"):
        backbone(input, stage="test", test_task_id=task_id)
    with pytest.raises(ValueError, match=r"\(1, 4\), got"):
        backbone.compact(task_id)


@pytest.mark.parametrize("given", [key for key in NO_TASK if key != "another"])
@pytest.mark.parametrize("name", WITH_TASKS)
def test_what_is_no_task_is_refused_before_anything_is_done(name: str, given: str) -> None:
    backbone: Any = small_config(name).build()
    backbone.setup_task_id(3)
    before = {key: value.clone() for key, value in backbone.state_dict().items()}
    with pytest.raises(ValueError, match="task_id must be an integer, got"):
        backbone.setup_task_id(NO_TASK[given][0])
    assert (backbone.task_id, backbone.processed_task_ids) == (3, [3])
    assert all(torch.equal(value, before[key]) for key, value in backbone.state_dict().items())


@pytest.mark.parametrize("task_id", [np.int64(4), torch.tensor(4), np.array(4)])
def test_an_integer_of_numpy_or_torch_is_one(task_id: Any) -> None:
    backbone = stored(MASKED[0])
    assert backbone.check_stored(task_id) == 4
    backbone.setup_task_id(task_id)
    assert type(backbone.task_id) is int


# inputs


@pytest.mark.parametrize("name", SMALLEST)
def test_a_sample_without_a_batch_is_told_how_to_become_one(name: str) -> None:
    backbone = stored(name) if name in MASKED else small_config(name).build()
    sample = torch.randn([size or 32 for size in backbone.graph.input_shape])
    stage = {"stage": "test", **({"test_task_id": 4} if name in MASKED else {})}
    with pytest.raises(ValueError, match=r"must have shape \(batch, .*it has \(.*give input\.unsqueeze\(0\)"):
        backbone(sample, **stage)
    backbone(sample.unsqueeze(0), **stage)
    with pytest.raises(ValueError, match=r"must have shape \(batch, .*it has no dimensions$"):
        backbone(torch.tensor(1.0), **stage)


def test_a_single_feature_is_no_batch() -> None:
    with pytest.raises(ValueError, match=r"must have shape \(batch, 1\).*it has \(7\)$"):
        clbackbones.MLP(1, hidden_dims=[2], output_dim=2)(torch.randn(7))


NO_INPUT: dict[str, tuple[Any, str]] = {
    "a list": ([[1.0] * 8], r"got a list; give torch\.as_tensor\(input\)"),
    "an array": (np.zeros((2, 8), np.float32), r"got a ndarray; give torch\.as_tensor\(input\)"),
    "a batch with its labels": ((torch.zeros(2, 8), torch.zeros(2)), "got a tuple of 2; give one of its entries"),
    "a batch by names": ({"image": torch.zeros(2, 8)}, "got a dict; give one of its values"),
    "nothing": (None, "got None$"),
    "a text": ("image.png", "got a str$"),
}


@pytest.mark.parametrize("given", NO_INPUT)
@pytest.mark.parametrize("name", SMALLEST)
def test_an_input_that_is_no_tensor_is_told_with_the_shape_that_is_needed(name: str, given: str) -> None:
    backbone = stored(name) if name in MASKED else small_config(name).build()
    input, said = NO_INPUT[given]
    with pytest.raises(TypeError, match=rf"the input must be a tensor of shape \(batch, .*, {said}"):
        backbone(input, **{"stage": "test", **({"test_task_id": 4} if name in MASKED else {})})


# hints

FIELDS: dict[str, Any] = {"_target_": "clbackbones.MLP", "input_dim": 8, "hidden_dims": [4], "output_dim": 2}


def hint(**fields: Any) -> str:
    (problem,) = clbackbones.validate({**FIELDS, **fields})
    assert problem.hint is not None
    return problem.hint


def test_digits_of_another_script_are_to_be_written_as_0_to_9() -> None:
    assert hint(input_dim="\uff17\uff18\uff14") == "write 784, in the digits 0 to 9"
    assert hint(hidden_dims=["\u0667\u0668"]) == "write 78, in the digits 0 to 9"
    assert clbackbones.validate({**FIELDS, "input_dim": 784}) == []


def test_spaces_that_yaml_does_not_know_are_named() -> None:
    text = "_target_: clbackbones.MLP\ninput_dim: 784\u00a0\nhidden_dims: [4]\noutput_dim: 2\n"
    (problem,) = clbackbones.validate(text)
    assert problem.hint == r"write 784, without the '\xa0' beside it"


@pytest.mark.parametrize(
    ("field", "text"), [("input_dim", "784"), ("hidden_dims", "[4]"), ("bias", "false"), ("dropout", "0.5")]
)
def test_an_environment_variable_is_a_text_until_it_is_decoded(
    field: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VALUE", text)
    fields = {**FIELDS, field: "${oc.env:VALUE}"}
    (problem,) = clbackbones.validate(OmegaConf.create(fields))
    assert problem.hint == "write ${oc.decode:${oc.env:VALUE}}, since ${oc.env:VALUE} gives a text"
    as_told = OmegaConf.create({**fields, field: "${oc.decode:${oc.env:VALUE}}"})
    assert clbackbones.validate(as_told) == []


@pytest.mark.parametrize(
    ("field", "text"), [("input_dim", "784"), ("hidden_dims", "[4]"), ("bias", "False"), ("dropout", "0.5")]
)
def test_hydra_calls_a_class_with_the_text_alone_and_the_hint_names_what_decodes_it(
    field: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VALUE", text)
    with pytest.raises(Exception, match=rf"'{field}' is the string .*\$\{{oc\.decode:\$\{{oc\.env:NAME\}}\}}"):
        instantiate(OmegaConf.create({**FIELDS, field: "${oc.env:VALUE}"}))
    instantiate(OmegaConf.create({**FIELDS, field: "${oc.decode:${oc.env:VALUE}}"}))


def test_a_word_where_a_number_is_needed_is_none_of_an_environment_variable() -> None:
    with pytest.raises(clbackbones.ConfigError) as caught:
        clbackbones.MLP("many", [4], 2)  # pyright: ignore[reportArgumentType]
    assert "oc." not in str(caught.value)


def test_a_list_of_environment_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNITS", "4")
    (problem,) = clbackbones.validate(OmegaConf.create({**FIELDS, "hidden_dims": ["${oc.env:UNITS}"]}))
    assert problem.pointer == "/hidden_dims/0"
    assert "${oc.decode:${oc.env:UNITS}}" in str(problem)


def test_an_environment_variable_may_name_what_is_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NAME", "Tanh")
    config: Any = clbackbones.load(OmegaConf.create({**FIELDS, "activation_layer": "${oc.env:NAME}"}))
    assert config.activation_layer == "Tanh"
    assert type(config.activation_layer) is str


@pytest.mark.parametrize("value", [fractions.Fraction(10**400), fractions.Fraction(10**400, 3)])
@pytest.mark.parametrize("field", ["input_dim", "dropout"])
def test_a_number_beyond_all_floats_is_a_problem_like_others(field: str, value: fractions.Fraction) -> None:
    (problem,) = clbackbones.validate({**FIELDS, field: value})
    assert problem.pointer == f"/{field}"


# false for null

NULLABLE = [
    (name, field.name)
    for name in SMALLEST
    for field in CATALOG.backbone_class(name).fields.values()
    if field.type == "enum" and field.nullable
]


@pytest.mark.parametrize(("name", "field"), NULLABLE)
def test_false_is_null_where_a_choice_may_be_left_out(name: str, field: str) -> None:
    given = {**small_config(name).to_dict(), field: False}
    config = clbackbones.load(given)
    assert getattr(config, field) is None
    assert getattr(type(config)(**{key: value for key, value in given.items() if key != "_target_"}), field) is None
    problems = clbackbones.validate(given)
    assert [(problem.severity, problem.hint) for problem in problems] == [("warning", "write null")]
    text = "\n".join(f"{key}: {value}" for key, value in given.items()).replace("None", "null").replace("True", "true")
    assert [problem.line for problem in clbackbones.validate(text)] == [1 + list(given).index(field)]
    backbone_class = getattr(clbackbones, name)
    assert getattr(backbone_class(**{key: x for key, x in given.items() if key != "_target_"}), field) is None


def test_true_is_no_choice() -> None:
    with pytest.raises(clbackbones.ConfigError, match="'batch_normalization' is true, not one of its choices"):
        clbackbones.HATMaskMLPConfig(input_dim=8, hidden_dims=[], output_dim=2, batch_normalization=True)  # pyright: ignore[reportArgumentType]
