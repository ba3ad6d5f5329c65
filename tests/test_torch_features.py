"""What torch does with any module works with every backbone: casts, copies, other memory formats, functional calls."""

import copy
import gc
import io
import pickle
import weakref
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.func import functional_call, grad, vmap  # pyright: ignore[reportUnknownVariableType]

from tests.backbones import KINDS, MASKED, SMALL, mechanism_of, normalized, small_config
from tests.forward_pass import (
    begin_task,
    live_through_a_task,
    random_input,
    stage_arguments,
    train_forward,
    training_arguments,
)

SIZE = 16
"""Height and width of images."""


def built(name: str, *, norm: bool = True) -> Any:
    torch.manual_seed(0)
    backbone = small_config(name, **normalized(name, on=norm)).build()
    begin_task(backbone)
    return backbone


def features(backbone: Any, input: Tensor) -> dict[str, Any]:
    """What a backbone computes in each of its stages, in evaluation mode: the feature, and those with backups."""
    backbone.eval()
    with torch.no_grad():
        stages: tuple[str, ...] = backbone.stages
        return {stage: backbone(input, **stage_arguments(backbone, stage))[0] for stage in stages} | {
            f"{stage}, backups": backbone(input, **stage_arguments(backbone, stage))[1]
            for stage in stages
            if stage.endswith("backup")
        }


# precision


def assert_about_equal(found: Tensor, expected: Tensor) -> None:
    """Equal up to what some layers of low precision add up to, and to what float16 takes for 0."""
    torch.testing.assert_close(found.float(), expected, rtol=0.1, atol=0.1 * expected.abs().max().item() + 1e-4)


@pytest.mark.parametrize("dtype", [torch.float64, torch.float16, torch.bfloat16], ids=str)
@pytest.mark.parametrize("name", KINDS)
def test_modules_of_any_precision_keep_to_it(name: str, dtype: torch.dtype) -> None:
    with torch.device("meta"):
        backbone = built(name).to(dtype)
        feature, activations = train_forward(backbone, random_input(backbone, batch=2, size=SIZE).to(dtype))
        feature.square().mean().backward()
        backbone.recipe().before_step(backbone, 0, 10)
    gradients = (parameter.grad for parameter in backbone.parameters() if parameter.grad is not None)
    assert {value.dtype for value in (feature, *activations.values(), *gradients)} == {dtype}


@pytest.mark.parametrize("dtype", [torch.float64, torch.float16, torch.bfloat16], ids=str)
@pytest.mark.parametrize("name", SMALL)
def test_a_stored_task_computes_about_the_same_in_any_precision(name: str, dtype: torch.dtype) -> None:
    backbone = built(name, norm=False)
    input = random_input(backbone, batch=2, size=SIZE)
    live_through_a_task(backbone)
    expected = features(backbone, input)["test"]
    found = features(backbone.to(dtype), input.to(dtype))["test"]
    assert found.dtype == dtype
    assert_about_equal(found, expected)


@pytest.mark.parametrize("name", KINDS)
def test_autocast_computes_in_bfloat16_and_trains_in_float32(name: str) -> None:
    with FakeTensorMode(), torch.autocast("cpu", torch.bfloat16):
        backbone = built(name)
        feature, activations = train_forward(backbone, random_input(backbone, batch=2, size=SIZE))
        feature.square().mean().backward()
    assert {value.dtype for value in (feature, *activations.values())} == {torch.bfloat16}
    assert {parameter.grad.dtype for parameter in backbone.parameters() if parameter.grad is not None} == {
        torch.float32
    }


@pytest.mark.parametrize("name", [name for name in SMALL if name in MASKED])
def test_autocast_leaves_masks_as_they_are(name: str) -> None:
    backbone = built(name, norm=False)
    input, arguments = random_input(backbone, batch=4, size=SIZE), training_arguments(backbone)
    expected = backbone(input, **arguments)
    with torch.autocast("cpu", torch.bfloat16):
        found = backbone(input, **arguments)
    for layer, mask in expected[1].items():
        assert torch.equal(found[1][layer], mask)
    assert_about_equal(found[0], expected[0])


# memory


@pytest.mark.parametrize("name", [name for name in KINDS if len(small_config(name).graph().input_shape) == 3])
def test_channels_may_come_last(name: str) -> None:
    backbone = built(name).double().eval()
    input = random_input(backbone, batch=2, size=SIZE).double()
    expected, _ = train_forward(backbone, input)
    last = torch.channels_last
    backbone, input = backbone.to(memory_format=last), input.contiguous(memory_format=last)
    torch.testing.assert_close(train_forward(backbone, input)[0], expected)
    feature, activations = train_forward(backbone.train(), input)
    assert all(value.is_contiguous(memory_format=last) for value in activations.values() if value.ndim == 4)
    feature.sum().backward()
    kernels = [each.grad for each in backbone.parameters() if each.ndim == 4 and each.grad is not None]
    assert kernels and all(kernel.is_contiguous(memory_format=last) for kernel in kernels)


@pytest.mark.parametrize("name", KINDS)
def test_a_network_is_made_on_meta_without_drawing(name: str) -> None:
    torch.manual_seed(0)
    drawn = torch.random.get_rng_state()
    with torch.device("meta"):
        backbone = built(name)
    assert torch.equal(torch.random.get_rng_state(), drawn)
    assert {value.device.type for value in backbone.state_dict().values()} == {"meta"}


@pytest.mark.parametrize("name", SMALL)
def test_a_network_made_on_meta_takes_a_state(name: str) -> None:
    expected = built(name).eval()
    with torch.device("meta"):
        backbone = small_config(name, **normalized(name, on=True)).build().eval()
    backbone.load_state_dict(expected.state_dict(), assign=True)
    input = random_input(expected, batch=2, size=SIZE)
    assert torch.equal(train_forward(backbone, input)[0], train_forward(expected, input)[0])


# copies


def pickled(backbone: Any) -> Any:
    return pickle.loads(pickle.dumps(backbone))


def saved(backbone: Any) -> Any:
    file = io.BytesIO()
    torch.save(backbone, file)
    file.seek(0)
    return torch.load(file, weights_only=False)


@pytest.mark.parametrize("duplicate", [copy.deepcopy, pickled, saved])
@pytest.mark.parametrize("name", SMALL)
def test_a_copy_is_whole_and_shares_nothing(name: str, duplicate: Callable[[Any], Any]) -> None:
    backbone = built(name)
    live_through_a_task(backbone)
    input = random_input(backbone, batch=2, size=SIZE)
    expected = features(backbone, input)
    copied = duplicate(backbone)
    for value in backbone.state_dict().values():
        value.zero_()
    torch.testing.assert_close(features(copied, input), expected, rtol=0, atol=0)


@pytest.mark.parametrize("name", KINDS)
def test_every_class_is_copied_and_pickled(name: str) -> None:
    with torch.device("meta"):
        backbone = built(name)
    for copied in (copy.deepcopy(backbone), pickled(backbone)):
        assert type(copied) is type(backbone)
        assert copied.config == backbone.config
        found, expected = copied.state_dict(), backbone.state_dict()
        assert {key: value.shape for key, value in found.items()} == {
            key: value.shape for key, value in expected.items()
        }


# functions


@pytest.mark.parametrize("name", SMALL)
def test_a_functional_call_computes_with_the_tensors_given(name: str) -> None:
    backbone, other = built(name), built(name)
    for parameter in other.parameters():
        parameter.data.mul_(1.1)
    input, arguments = random_input(backbone, batch=2, size=SIZE), training_arguments(backbone)
    before = copy.deepcopy(backbone.state_dict())
    result: Any = functional_call(backbone, copy.deepcopy(other.state_dict()), (input,), arguments)
    torch.testing.assert_close(result[0], other(input, **arguments)[0], rtol=0, atol=0)
    torch.testing.assert_close(backbone.state_dict(), before, rtol=0, atol=0)


def loss_of(backbone: Any) -> Callable[[dict[str, Tensor], Tensor], Tensor]:
    """The loss of one input as a function of the parameters."""

    def loss(parameters: dict[str, Tensor], input: Tensor) -> Tensor:
        result: Any = functional_call(backbone, parameters, (input[None],), training_arguments(backbone))
        return result[0].square().mean()

    return loss


@pytest.mark.parametrize("name", SMALL)
def test_functional_gradients_are_those_of_backward(name: str) -> None:
    backbone = built(name, norm=False)
    input = random_input(backbone, batch=2, size=SIZE)
    train_forward(backbone, input[:1])[0].square().mean().backward()
    trained = {key: parameter for key, parameter in backbone.named_parameters() if parameter.requires_grad}
    expected = {key: parameter.grad for key, parameter in trained.items()}
    parameters = {key: parameter.detach() for key, parameter in trained.items()}
    found: Any = grad(loss_of(backbone))(parameters, input[0])
    torch.testing.assert_close(found, expected)
    if mechanism_of(name)["masks"] != "weight":  # the straight-through gradient of a selection has no rule for vmap
        each: Any = vmap(grad(loss_of(backbone)), (None, 0))(parameters, input)
        torch.testing.assert_close({key: value[0] for key, value in each.items()}, expected)


# memory


@pytest.mark.parametrize("name", SMALL)
def test_a_network_that_nobody_holds_is_freed_at_once(name: str) -> None:
    backbone = built(name)
    train_forward(backbone, random_input(backbone, batch=2, size=SIZE))
    there = weakref.ref(backbone)
    gc.disable()  # what is freed by cycles alone keeps a device's memory for as long as it pleases
    try:
        del backbone
        assert there() is None
    finally:
        gc.enable()
