"""Law 4 for what moves weights besides the step of a plain optimizer: a stored task is kept bit for bit, or it is told.

The idioms are those of packages that people use, written as small as they are understood.
"""

import copy
import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn.utils import parameters_to_vector, prune, vector_to_parameters
from torch.optim.swa_utils import AveragedModel

import clbackbones
from clbackbones import IsolationError
from clbackbones_runtime.testing.passes import mask_arguments, random_input, stored_outputs, training_arguments

from .backbones import SMALLEST, mechanism_of, small_config

MASKED = [name for name in SMALLEST if mechanism_of(name)["masks"]]
EACH = pytest.mark.parametrize("name", MASKED)


def built(name: str, tasks: int = 0) -> Any:
    torch.manual_seed(0)
    backbone = small_config(name, hidden_dims=[16]).build()
    for task_id in range(1, tasks + 1):
        backbone.setup_task_id(task_id)
        backbone.store_mask(**mask_arguments(backbone))
    return backbone


def backward(backbone: Any) -> None:
    feature = backbone(random_input(backbone, batch=4), **training_arguments(backbone))[0]
    (feature.square().mean() + feature.mean()).backward()


def sgd(parameters: Any) -> torch.optim.Optimizer:
    return torch.optim.SGD(parameters, lr=0.1, momentum=0.9, weight_decay=0.1)


# ways of training: each yields once per task, when it is to train it


def half_of_the_parameters_each(backbone: Any) -> Iterator[None]:
    parameters = list(backbone.parameters())
    both = [sgd(parameters[:1]), sgd(parameters[1:])]
    for optimizer in both:
        backbone.protect(optimizer)
    while True:
        yield
        backbone.zero_grad()
        backward(backbone)
        for optimizer in both:
            optimizer.step()


def one_optimizer_is_not_protected(backbone: Any) -> Iterator[None]:
    parameters = list(backbone.parameters())
    both = [sgd(parameters[:1]), sgd(parameters[1:])]
    backbone.protect(both[0])
    while True:
        yield
        for _ in range(2):
            backbone.zero_grad()
            backward(backbone)
            for optimizer in both:
                optimizer.step()


def steps_inside_backward(backbone: Any) -> Iterator[None]:
    def step(parameter: Tensor) -> None:
        optimizers[parameter].step()
        optimizers[parameter].zero_grad()

    optimizers: dict[Tensor, torch.optim.Optimizer] = {each: sgd([each]) for each in backbone.parameters()}
    for parameter, optimizer in optimizers.items():
        backbone.protect(optimizer)
        parameter.register_post_accumulate_grad_hook(step)
    while True:
        yield
        backward(backbone)


class SlowWeights:
    """Lookahead: after every second step, pulls the weights of an optimizer halfway back to slow ones."""

    def __init__(self, inner: torch.optim.Optimizer) -> None:
        self.inner = inner
        self.slow: dict[Tensor, Tensor] = {}
        self.count = 0

    @torch.no_grad()
    def step(self) -> None:
        self.inner.step()
        self.count += 1
        if self.count % 2:
            return
        for group in self.inner.param_groups:
            for parameter in group["params"]:
                slow = self.slow.setdefault(parameter, parameter.clone())
                slow.lerp_(parameter, 0.5)
                parameter.data.copy_(slow)


def slow_weights(backbone: Any) -> Iterator[None]:
    optimizer = SlowWeights(sgd(backbone.parameters()))
    backbone.protect(optimizer.inner)
    while True:
        yield
        for _ in range(3):
            backbone.zero_grad()
            backward(backbone)
            optimizer.step()


def slow_weights_with_the_helpers(backbone: Any) -> Iterator[None]:
    optimizer = SlowWeights(sgd(backbone.parameters()))
    while True:
        yield
        for _ in range(3):
            backbone.zero_grad()
            backward(backbone)
            backbone.mask_gradients()
            optimizer.step()
            backbone.restore_weights()


def wrapper_without_hooks(backbone: Any) -> Iterator[None]:
    backbone.protect(SlowWeights(sgd(backbone.parameters())))
    yield


@torch.no_grad()
def climb(backbone: Any) -> list[Tensor]:
    """The first step of sharpness-aware minimization; returns the weights before it."""
    trained: list[Any] = [parameter for parameter in backbone.parameters() if parameter.grad is not None]
    before: list[Tensor] = [parameter.clone() for parameter in trained]
    norm = torch.nn.utils.get_total_norm([parameter.grad for parameter in trained])
    for parameter in trained:
        parameter.add_(0.05 * parameter.grad / norm)
    return before


@torch.no_grad()
def descend(backbone: Any, before: list[Tensor]) -> None:
    trained = [parameter for parameter in backbone.parameters() if parameter.grad is not None]
    for parameter, value in zip(trained, before, strict=True):
        parameter.copy_(value)


def sharpness_aware(backbone: Any) -> Iterator[None]:
    optimizer = sgd(backbone.parameters())
    backbone.protect(optimizer)
    while True:
        yield
        backbone.zero_grad()
        backward(backbone)
        before = climb(backbone)
        backward(backbone)
        descend(backbone, before)
        optimizer.step()


class TwoSteps(torch.optim.Optimizer):
    """A sharpness-aware optimizer, of which nobody calls `step`."""

    def __init__(self, parameters: Any) -> None:
        super().__init__(parameters, {})
        self.base = sgd(self.param_groups)

    def step(self, closure: Any = None) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        raise NotImplementedError


def sharpness_aware_around_another(backbone: Any) -> Iterator[None]:
    optimizer = TwoSteps(backbone.parameters())
    backbone.protect(optimizer)
    while True:
        yield
        backbone.zero_grad()
        backward(backbone)
        before = climb(backbone)
        backward(backbone)
        descend(backbone, before)
        optimizer.base.step()


def sharpness_aware_unprotected_step(backbone: Any) -> Iterator[None]:
    backbone.protect(sgd(backbone.parameters()))  # of whose steps none is made
    other = sgd(backbone.parameters())
    while True:
        yield
        backbone.zero_grad()
        backward(backbone)
        before = climb(backbone)
        backward(backbone)
        descend(backbone, before)
        other.step()


class ScheduleFree(torch.optim.SGD):
    """Steps on one sequence of weights, and shows their average in evaluation mode."""

    def __init__(self, parameters: Any) -> None:
        super().__init__(parameters, lr=0.1)
        self.mean: dict[Tensor, Tensor] = {}
        self.hidden: dict[Tensor, Tensor] = {}

    def step(self, closure: Any = None) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        super().step(closure)
        for group in self.param_groups:
            for parameter in group["params"]:
                self.mean.setdefault(parameter, parameter.detach().clone()).lerp_(parameter.detach(), 0.3)

    @torch.no_grad()
    def eval(self) -> None:
        self.hidden = {parameter: parameter.clone() for parameter in self.mean}
        for parameter, value in self.mean.items():
            parameter.copy_(value)

    @torch.no_grad()
    def train(self) -> None:
        for parameter, value in self.hidden.items():
            parameter.copy_(value)


def schedule_free(backbone: Any, after_swap: Callable[[], None] = lambda: None) -> Iterator[None]:
    optimizer = ScheduleFree(backbone.parameters())
    backbone.protect(optimizer)
    while True:
        yield
        optimizer.train()
        after_swap()
        for _ in range(2):
            backbone.zero_grad()
            backward(backbone)
            optimizer.step()
        optimizer.eval()
        after_swap()


def schedule_free_put_back(backbone: Any) -> Iterator[None]:
    return schedule_free(backbone, backbone.restore_weights)


def moving_average_swapped_in(backbone: Any) -> Iterator[None]:
    average = AveragedModel(backbone)
    optimizer = sgd(backbone.parameters())
    backbone.protect(optimizer)
    while True:
        yield
        backbone.zero_grad()
        backward(backbone)
        optimizer.step()
        with torch.no_grad():
            for parameter, mean in zip(backbone.parameters(), average.parameters(), strict=True):
                mean.lerp_(parameter, 0.5)
                if len(backbone.processed_task_ids) == 2:  # to evaluate, after the second task
                    parameter.data.copy_(mean)


def writes(write: Callable[[Any], object]) -> Callable[[Any], Iterator[None]]:
    """Protected training, with a write to all weights after each step."""

    def way(backbone: Any) -> Iterator[None]:
        optimizer = sgd(backbone.parameters())
        backbone.protect(optimizer)
        while True:
            yield
            backbone.zero_grad()
            backward(backbone)
            optimizer.step()
            with torch.no_grad():
                write(backbone)

    return way


def first_layer(backbone: Any) -> Any:
    return backbone.get_layer_by_name(backbone.weighted_layer_names[0])


def moved(layer: nn.Module) -> dict[str, Tensor]:
    return {key: value + 1 for key, value in layer.state_dict().items()}


def in_place(backbone: Any) -> None:
    first_layer(backbone).weight.mul_(2)


def through_data(backbone: Any) -> None:
    first_layer(backbone).weight.data.mul_(2)


def data_replaced(backbone: Any) -> None:
    first_layer(backbone).weight.data = first_layer(backbone).weight.data * 2


def parameter_replaced(backbone: Any) -> None:
    first_layer(backbone).weight = nn.Parameter(first_layer(backbone).weight * 2)


def layer_replaced(backbone: Any) -> None:
    path = backbone.weighted_layer_names[0].replace("/", ".")
    replaced = copy.deepcopy(first_layer(backbone))
    replaced.weight.mul_(2)
    parent, _, name = path.rpartition(".")
    setattr(backbone.get_submodule(parent), name, replaced)


def vector(backbone: Any) -> None:
    vector_to_parameters(parameters_to_vector(backbone.parameters()) * 2, backbone.parameters())


def layer_loaded(backbone: Any) -> None:
    first_layer(backbone).load_state_dict(moved(first_layer(backbone)))


def moved_state_loaded(backbone: Any) -> None:
    state = backbone.state_dict()
    backbone.load_state_dict({key: value * 2 if value.is_floating_point() else value for key, value in state.items()})


def moved_weights_loaded(backbone: Any) -> None:
    backbone.load_state_dict({key: value * 2 for key, value in backbone.named_parameters()}, strict=False)


def pruned(backbone: Any) -> None:
    if not prune.is_pruned(backbone):
        prune.random_unstructured(first_layer(backbone), "weight", 0.9)


KEPT = {
    each.__name__: each
    for each in (
        half_of_the_parameters_each,
        steps_inside_backward,
        slow_weights_with_the_helpers,
        sharpness_aware,
        sharpness_aware_around_another,
        schedule_free_put_back,
    )
}
TOLD = {
    each.__name__: each
    for each in (
        one_optimizer_is_not_protected,
        slow_weights,
        wrapper_without_hooks,
        sharpness_aware_unprotected_step,
        schedule_free,
        moving_average_swapped_in,
    )
} | {
    each.__name__: writes(each)
    for each in (
        in_place,
        through_data,
        data_replaced,
        parameter_replaced,
        layer_replaced,
        vector,
        layer_loaded,
        moved_state_loaded,
        moved_weights_loaded,
        pruned,
    )
}


def train_tasks(name: str, way: Callable[[Any], Iterator[None]]) -> None:
    """Trains three tasks; whatever is stored stays the same."""
    backbone = built(name)
    trains, before = way(backbone), dict[int, Tensor]()
    input = random_input(backbone, batch=4)
    next(trains)
    for task_id in (1, 2, 3):
        backbone.setup_task_id(task_id)
        next(trains)
        backbone.store_mask(**mask_arguments(backbone))
        after = stored_outputs(backbone, input)
        assert all(torch.equal(after[earlier], feature) for earlier, feature in before.items())
        before = after
        backbone.train()


@EACH
@pytest.mark.parametrize("way", KEPT)
def test_stored_tasks_are_kept(name: str, way: str) -> None:
    train_tasks(name, KEPT[way])


@EACH
@pytest.mark.parametrize("way", TOLD)
def test_or_it_is_told_what_moved_them(name: str, way: str) -> None:
    with pytest.raises((IsolationError, TypeError, ValueError)) as caught:
        train_tasks(name, TOLD[way])
    layer = built(name).weighted_layer_names[0]
    assert layer in str(caught.value) or "mask_gradients() before and restore_weights() after" in str(caught.value)


# what is said, and what helps


@EACH
def test_the_message_names_layer_number_and_amount_and_the_remedies_help(name: str) -> None:
    backbone = built(name, tasks=1)
    backbone.protect(sgd(backbone.parameters()))
    layer, input = backbone.weighted_layer_names[0], random_input(backbone, batch=4)
    before = stored_outputs(backbone, input)
    with torch.no_grad():
        first_layer(backbone).weight.add_(0.25)
    for call in (lambda: stored_outputs(backbone, input), lambda: backbone.setup_task_id(2), backbone.check_weights):
        with pytest.raises(IsolationError, match=rf"- the weight of '{layer}': (\d+) of \1 protected entries.* 0\.25"):
            call()
    assert backbone.processed_task_ids == [1]
    backbone.restore_weights()
    assert torch.equal(stored_outputs(backbone, input)[1], before[1])
    with torch.no_grad():
        first_layer(backbone).weight.add_(0.25)
    backbone.accept_weights()
    backbone.check_weights()
    assert not torch.equal(stored_outputs(backbone, input)[1], before[1])
    backbone.restore_weights()  # to what was accepted
    assert not torch.equal(stored_outputs(backbone, input)[1], before[1])


@EACH
def test_a_layer_that_is_cast_by_itself_is_told(name: str) -> None:
    backbone = built(name, tasks=1)
    backbone.protect(sgd(backbone.parameters()))
    first_layer(backbone).double()
    with pytest.raises(IsolationError, match=r"has become torch.float64"):
        backbone.setup_task_id(2)
    first_layer(backbone).float()  # exactly back
    backbone.double()
    backbone.setup_task_id(2)


@EACH
def test_loading_the_backbone_changes_stored_tasks_and_is_no_error(name: str) -> None:
    backbone, other = built(name, tasks=1), built(name, tasks=2)
    with torch.no_grad():
        first_layer(other).weight.add_(1)
    optimizer = sgd(backbone.parameters())
    backbone.protect(optimizer)
    input = random_input(backbone, batch=4)
    nn.ModuleDict({"backbone": backbone}).load_state_dict(nn.ModuleDict({"backbone": other}).state_dict())
    loaded = stored_outputs(backbone, input)
    assert all(torch.equal(value, stored_outputs(other, input)[task]) for task, value in loaded.items())
    backbone.setup_task_id(3)
    backward(backbone.train())
    optimizer.step()
    assert all(torch.equal(value, loaded[task]) for task, value in stored_outputs(backbone, input).items())
    with torch.no_grad():
        first_layer(backbone).weight.add_(1)
    with pytest.raises(IsolationError):
        optimizer.step()


@EACH
def test_a_replaced_parameter_of_the_same_values_is_protected_too(name: str) -> None:
    backbone = built(name, tasks=1)
    backbone.protect(sgd(backbone.parameters()))
    input = random_input(backbone, batch=4)
    before = stored_outputs(backbone, input)
    for _ in range(2):
        first_layer(backbone).weight = nn.Parameter(first_layer(backbone).weight.detach().clone())
        optimizer = sgd(backbone.parameters())
        backbone.protect(optimizer)
        backbone.setup_task_id(2)
        backward(backbone.train())
        optimizer.step()
        assert torch.equal(stored_outputs(backbone, input)[1], before[1])


@EACH
def test_a_step_that_fails_in_its_middle_changes_no_stored_task(name: str) -> None:
    class Fails(torch.optim.SGD):
        def step(self, closure: Any = None) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
            super().step(closure)
            raise MemoryError

    backbone = built(name, tasks=1)
    optimizer = Fails(backbone.parameters(), lr=0.1, weight_decay=0.1)
    backbone.protect(optimizer)
    input = random_input(backbone, batch=4)
    before = stored_outputs(backbone, input)
    backbone.setup_task_id(2)
    backward(backbone.train())
    with pytest.raises(MemoryError):
        optimizer.step()
    assert torch.equal(stored_outputs(backbone, input)[1], before[1])
    backbone.check_weights()


@EACH
def test_gradients_that_are_clipped_between_do_no_harm(name: str) -> None:
    backbone = built(name, tasks=1)
    optimizer = sgd(backbone.parameters())
    backbone.protect(optimizer)
    scaler = torch.amp.GradScaler("cpu", init_scale=4.0)
    backbone.setup_task_id(2)
    for _ in range(2):
        feature = backbone(random_input(backbone, batch=4), **training_arguments(backbone))[0]
        scaler.scale(feature.square().mean()).backward()
        scaler.unscale_(optimizer)
        backbone.mask_gradients()
        torch.nn.utils.clip_grad_norm_(backbone.parameters(), 1.0)
        scaler.step(optimizer)
        scaler.update()
    backbone.store_mask(**mask_arguments(backbone))


@EACH
def test_copies_and_unprotected_backbones_are_left_alone(name: str) -> None:
    backbone = built(name, tasks=1)
    handle = backbone.protect(sgd(backbone.parameters()))
    copied = copy.deepcopy(backbone)
    handle.remove()
    for free in (copied, backbone):
        in_place_without_grad(free)
        free.setup_task_id(2)
        stored_outputs(free, random_input(free, batch=4))


def in_place_without_grad(backbone: Any) -> None:
    with torch.no_grad():
        in_place(backbone)


@pytest.mark.parametrize("given", [None, "adam", torch.optim.SGD])
def test_what_is_no_optimizer_is_refused(given: Any) -> None:
    with pytest.raises(TypeError, match=r"protect takes an optimizer|run no hooks"):
        built(MASKED[0]).protect(given)


def test_the_optimizer_in_a_wrapper_is_named_as_users_reach_it() -> None:
    class Hidden:
        def __init__(self, inner: torch.optim.Optimizer) -> None:
            self._optimizer = inner

        def step(self) -> None:
            self._optimizer.step()

    class Shown(Hidden):
        @property
        def optimizer(self) -> torch.optim.Optimizer:
            return self._optimizer

    backbone = built(MASKED[0])
    for wrapper, name in ((Hidden, "_optimizer"), (Shown, "optimizer")):
        with pytest.raises(TypeError, match=rf"run no hooks, .*protect its \.{name} instead"):
            backbone.protect(wrapper(sgd(backbone.parameters())))


def test_errors_are_part_of_the_interface() -> None:
    assert issubclass(clbackbones.IsolationError, RuntimeError)
    assert "IsolationError" in inspect.getdoc(clbackbones.HATMaskBackbone.check_weights)  # type: ignore[operator]
