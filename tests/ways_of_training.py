"""Ways in which packages that people use train weights and write to them, as small as they are understood."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn.utils import parameters_to_vector, prune, vector_to_parameters
from torch.optim.swa_utils import AveragedModel

from clbackbones_runtime.testing.passes import random_input, store_task, stored_outputs, training_arguments

from .backbones import SMALLEST, mechanism_of, small_config, trains_weights

MASKED = [name for name in SMALLEST if mechanism_of(name)["masks"]]
EACH = pytest.mark.parametrize("name", MASKED)
EACH_TRAINED = pytest.mark.parametrize("name", [name for name in MASKED if trains_weights(name)])
"""Those whose optimizers move what stored tasks share; others freeze it."""


def built(name: str, tasks: int = 0) -> Any:
    torch.manual_seed(0)
    backbone = small_config(name, hidden_dims=[16]).build()
    for task_id in range(1, tasks + 1):
        backbone.setup_task_id(task_id)
        store_task(backbone)
    return backbone


def protected(name: str) -> tuple[Any, Tensor, Tensor]:
    """A backbone with a stored task that an optimizer is kept from changing, an input, and what the task computes."""
    backbone = built(name, tasks=1)
    backbone.protect(sgd(backbone.parameters()))
    input = random_input(backbone, batch=4)
    return backbone, input, stored_outputs(backbone, input)[1]


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

    optimizers: dict[Tensor, torch.optim.Optimizer] = {
        each: sgd([each]) for each in backbone.parameters() if each.requires_grad
    }
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


def climbing(backbone: Any, step: Callable[[], object]) -> Iterator[None]:
    """Steps of sharpness-aware minimization, whose second half is another optimizer's."""
    while True:
        yield
        backbone.zero_grad()
        backward(backbone)
        before = climb(backbone)
        backward(backbone)
        descend(backbone, before)
        step()


def sharpness_aware(backbone: Any) -> Iterator[None]:
    optimizer = sgd(backbone.parameters())
    backbone.protect(optimizer)
    return climbing(backbone, optimizer.step)


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
    return climbing(backbone, optimizer.base.step)


def sharpness_aware_unprotected_step(backbone: Any) -> Iterator[None]:
    backbone.protect(sgd(backbone.parameters()))  # of whose steps none is made
    return climbing(backbone, sgd(backbone.parameters()).step)


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
