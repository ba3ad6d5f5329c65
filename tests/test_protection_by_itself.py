"""Protection by itself, without a backbone: several parameters, optimizers of any kind, what is told and refused."""

import copy
import pickle
from typing import Any

import pytest
import torch
from torch import nn

from clbackbones_runtime.layers.task_state import BufferDict
from clbackbones_runtime.mechanisms.protection import (
    IsolationError,
    Protection,
    check_added,
    check_optimizer,
    check_parameters,
)
from clbackbones_runtime.mechanisms.stored_buffers import StoredBuffers


@pytest.mark.parametrize("share", [0.01, 0.9], ids=["visited", "swept"])
def test_entries_of_any_parameters_are_protected(share: float) -> None:
    parameters = [nn.Parameter(torch.randn(40, 30)), nn.Parameter(torch.randn(8, 7, 3, 3)), nn.Parameter(torch.ones(9))]
    used = [torch.rand(40, 30) < share, torch.rand(8, 7, 1, 1) < share, torch.zeros(9, dtype=torch.bool)]
    before = [parameter.detach().clone() for parameter in parameters]
    protection = Protection()
    assert not protection.is_found
    layers = nn.ModuleList([nn.ParameterList(parameters)])
    protection.find(layers, zip(parameters, used, strict=True), StoredBuffers(()))
    assert protection.is_found
    for parameter in parameters:
        parameter.grad = torch.ones_like(parameter)
    protection.mask_gradients()
    with torch.no_grad():
        for parameter in parameters:
            parameter.add_(1)
    protection.restore()
    for parameter, entries, value in zip(parameters, used, before, strict=True):
        assert parameter.grad is not None
        assert torch.equal(parameter.grad, (~entries).float().expand_as(value))
        assert torch.equal(parameter, torch.where(entries, value, value + 1))


def test_what_is_protected_is_forgotten_and_not_copied() -> None:
    parameter = nn.Parameter(torch.zeros(4))
    protection = Protection()
    layers = nn.ModuleList([nn.ParameterList([parameter])])
    protection.find(layers, [(parameter, torch.ones(4, dtype=torch.bool))], StoredBuffers(()))
    for other in (copy.deepcopy(protection), pickle.loads(pickle.dumps(protection))):
        assert not other.is_found
    protection.forget()
    assert not protection.is_found
    parameter.data.fill_(1)
    protection.restore()
    assert parameter.eq(1).all()


def protection_of(*parameters: nn.Parameter) -> tuple[Any, Any]:
    """Protects all entries of parameters, and says what finds them."""
    module = nn.ModuleDict({"layer": nn.ParameterDict({f"p{index}": each for index, each in enumerate(parameters)})})

    def find() -> Any:
        return module, [(each, torch.ones_like(each, dtype=torch.bool)) for each in parameters], StoredBuffers(())

    return Protection(), find


def ones(number: int) -> list[nn.Parameter]:
    return [nn.Parameter(torch.ones(2)) for _ in range(number)]


def test_a_protected_step_sees_gradients_of_0_and_is_undone() -> None:
    used, free = ones(2)
    protection, find = protection_of(used)
    optimizer = torch.optim.SGD([used, free], lr=1.0, weight_decay=0.5)
    handle = protection.guard(optimizer, find)
    seen: list[tuple[Any, bool]] = []
    (each,) = protection._protected

    def look(*_: object) -> None:
        seen.append((used.grad, each.in_step))

    optimizer.register_step_pre_hook(look)
    used.grad, free.grad = torch.ones(2), torch.ones(2)
    optimizer.step()
    ((gradient, in_step),) = seen
    assert torch.equal(gradient, torch.zeros(2)) and in_step and not each.in_step
    assert used.eq(1).all() and free.eq(-0.5).all()
    assert each.is_as_left()
    handle.remove()
    optimizer.step()
    assert used.eq(0.5).all()


def test_a_step_of_an_optimizer_lets_only_what_it_trains_move() -> None:
    first, second = ones(2)
    protection, find = protection_of(first, second)
    protection.guard(torch.optim.SGD([first], lr=1.0), find)
    protection.begin_step({id(first)})
    for each in (first, second):
        each.data.add_(1)
    with pytest.raises(IsolationError, match=r"the p1 of 'layer': 2 of 2") as caught:
        protection.check(find, thorough=True)
    assert "p0" not in str(caught.value)
    protection.end_step({id(first)})
    assert first.eq(1).all() and second.eq(2).all()
    protection.restore()
    assert second.eq(1).all()


@pytest.mark.parametrize("number", [9, 10, 11, 13])
def test_ten_changes_are_listed_and_the_others_counted(number: int) -> None:
    parameters = ones(number)
    protection, find = protection_of(*parameters)
    protection.find(*find())
    for each in parameters:
        each.data.add_(1)
    with pytest.raises(IsolationError) as caught:
        protection.check(find, thorough=True)
    lines = [line for line in str(caught.value).splitlines() if line.startswith("- ")]
    listed = [f"- the p{index} of 'layer': 2 of 2 protected entries, by up to 1" for index in range(number)]
    assert lines == [*listed[:10], *([f"- and {number - 10} more"] if number > 10 else [])]


def test_it_is_active_from_the_first_holder_to_the_last() -> None:
    (parameter,) = ones(1)
    protection, find = protection_of(parameter)
    protection.keep(find)
    assert not protection.is_active and not protection.is_found and not protection.mode_was_set
    with protection.guard(torch.optim.SGD([parameter], 1.0), find) as first:
        second = protection.guard(torch.optim.SGD([parameter], 1.0), find)
        assert protection.is_active and protection.is_found
        second.remove()
        second.remove()
        assert protection.is_active and protection.is_found
    assert not protection.is_active and not protection.is_found
    first.remove()
    assert not protection.is_active


def test_what_writes_between_steps_is_told_by_the_next_step_or_by_looking_at_all() -> None:
    (parameter,) = ones(1)
    protection, find = protection_of(parameter)
    optimizer = torch.optim.SGD([parameter], 1.0)
    protection.guard(optimizer, find)
    protection.mode_was_set = True
    parameter.data.add_(1)  # which torch does not see
    protection.check(find, thorough=False)
    assert protection.mode_was_set
    with pytest.raises(IsolationError):
        protection.check(find, thorough=True)
    optimizer.step()  # which looks at nothing that torch saw no write to, and puts it back
    assert parameter.eq(1).all()
    protection.check(find, thorough=True)
    assert not protection.mode_was_set
    with torch.no_grad():
        parameter.add_(1)
    with pytest.raises(IsolationError, match="not by a step of a protected optimizer"):
        optimizer.step()


def test_masks_and_norms_are_compared_where_all_is_looked_at_and_put_back() -> None:
    (parameter,) = ones(1)
    buffers = BufferDict({"mask": torch.ones(3)})
    module = nn.ModuleDict({"layer": nn.ParameterDict({"p0": parameter})})
    used = [(parameter, torch.ones(2, dtype=torch.bool))]

    def find() -> Any:
        return module, used, StoredBuffers([("task 1", buffers, ["mask"])])

    protection = Protection()
    protection.find(*find())
    protection.check(find, thorough=True)
    buffers["mask"].zero_()
    protection.check(find, thorough=False)
    with pytest.raises(IsolationError, match="- mask of task 1, which is stored"):
        protection.check(find, thorough=True)
    protection.restore()
    assert buffers["mask"].eq(1).all()


@pytest.mark.parametrize("share", [1, 20])
def test_what_is_found_in_inference_mode_is_kept_in_training(share: int) -> None:
    used, free = nn.Parameter(torch.ones(20)), nn.Parameter(torch.ones(2))
    module = nn.ParameterList([nn.ParameterList([used])])
    optimizer = torch.optim.SGD([used, free], lr=1.0, weight_decay=0.5)

    def find() -> Any:
        return module, [(used, torch.arange(20) < share)], StoredBuffers(())

    protection = Protection()
    with torch.inference_mode():
        protection.guard(optimizer, find)
    for _ in range(2):
        (used.sum() + free.sum()).backward()
        optimizer.step()
        protection.check(find, thorough=True)
    assert used[:share].eq(1).all() and used[share:].lt(0).all()
    with torch.inference_mode():
        protection.check(find, thorough=False)
    with torch.no_grad():
        used.add_(1)
    with pytest.raises(IsolationError), torch.inference_mode():
        protection.check(find, thorough=False)
    protection.restore()
    assert used[:share].eq(1).all()


def test_where_parameters_of_the_same_values_stand_they_are_found_anew() -> None:
    (parameter,) = ones(1)
    protection, find = protection_of(parameter)
    found: list[int] = []

    def counted() -> Any:
        found.append(1)
        return find()

    protection.guard(torch.optim.SGD([parameter], 1.0), counted)
    with torch.no_grad():
        parameter.add_(0)
    protection.check(counted, thorough=False)
    assert len(found) == 1
    parameter.data = parameter.data.clone()
    protection.check(counted, thorough=False)
    assert len(found) == 2


class Holds(torch.optim.Optimizer):
    """An optimizer of its own, as sharpness-aware ones are, and what it holds."""

    def __init__(self, parameters: list[nn.Parameter], **held: Any) -> None:
        super().__init__(parameters, {})
        vars(self).update(held)

    def step(self, closure: Any = None) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Does nothing."""


def hooks(optimizer: Any) -> tuple[int, int]:
    """How many run before and after a step."""
    return len(optimizer._optimizer_step_pre_hooks), len(optimizer._optimizer_step_post_hooks)


def test_optimizers_that_one_holds_for_the_same_parameters_are_protected_too() -> None:
    used, other = ones(2)
    protection, find = protection_of(used)
    inner, stranger = torch.optim.SGD([used], 1.0), torch.optim.SGD([other], 1.0)
    middle = Holds([used, other], inner=inner)
    outer = Holds([used], of_others=stranger, middle=middle, number=3)
    outer.itself = outer  # pyright: ignore[reportAttributeAccessIssue]
    handle = protection.guard(outer, find)
    assert [hooks(each) for each in (outer, middle, inner, stranger)] == [(1, 1), (1, 1), (1, 1), (0, 0)]
    handle.remove()
    assert [hooks(each) for each in (outer, middle, inner)] == [(0, 0)] * 3


class Disguised(torch.optim.Optimizer):
    """What some wrappers are: an optimizer by its type and by what it took over, whose own steps run no hooks."""

    def __init__(self, inner: Any, takes_over: bool) -> None:
        if takes_over:
            vars(self).update(inner.__dict__)
        self.optimizer = inner

    def step(self, closure: Any = None) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Lets the other one do it."""
        self.optimizer.step()


class Duck:
    """No optimizer, and two in it."""

    def __init__(self, inner: torch.optim.Optimizer) -> None:
        self._first, self.second = inner, inner
        self._optimizer_step_post_hooks: dict[int, Any] = {}

    def step(self) -> None:
        """Does nothing."""

    step.hooked = True  # pyright: ignore[reportFunctionMemberAccess]


def test_what_only_looks_like_an_optimizer_is_refused() -> None:
    (parameter,) = ones(1)
    module = nn.ParameterList([parameter])
    inner = torch.optim.SGD([parameter], 1.0)
    check_optimizer(inner, module)
    refused: list[tuple[Any, str]] = [
        (Disguised(inner, takes_over=True), r"run no hooks, .*: protect its \.optimizer instead"),
        (Disguised(inner, takes_over=False), r"run no hooks, .*: protect its \.optimizer instead"),
        (Disguised(None, takes_over=False), "run no hooks, .*: protect the optimizer in it instead"),
        (Duck(inner), r"run no hooks, .*: protect its \._first instead"),
        ([], r"takes an optimizer of torch\.optim, got a list"),
    ]
    for optimizer, told in refused:
        with pytest.raises(TypeError, match=told):
            check_optimizer(optimizer, module)
    with pytest.raises(ValueError, match="trains no parameter of this ParameterList"):
        check_optimizer(torch.optim.SGD(ones(1), 1.0), module)


def test_weights_and_biases_have_to_be_parameters() -> None:
    layers = {"a": nn.Linear(2, 2, bias=False), "b": nn.Linear(2, 2)}
    check_parameters(layers)
    for key, name in (("weight", "a"), ("bias", "b")):
        layer = nn.utils.parametrizations.weight_norm(copy.deepcopy(layers[name]), key, dim=0)
        with pytest.raises(ValueError, match=f"the {key} of '{name}' is computed from other parameters"):
            check_parameters({**layers, name: layer})


@pytest.mark.parametrize("fails", [True, False])
def test_what_a_step_left_that_did_not_end_is_undone_before_it_is_copied(fails: bool) -> None:
    (used,) = ones(1)
    protection, find = protection_of(used)
    optimizer = torch.optim.SGD([used], lr=1.0)
    handle = protection.guard(optimizer, find)
    if fails:
        protection.begin_step({id(used)})
    with torch.no_grad():
        used.fill_(5)
    protection.undo_failed_step()
    assert used.eq(1 if fails else 5).all()
    handle.remove()


class Around(nn.Module):
    """What wraps a layer and passes its attributes on."""

    def __init__(self, layer: nn.Module) -> None:
        super().__init__()
        self.layer = layer

    def __getattr__(self, name: str) -> Any:
        try:
            return super().__getattr__(name)
        except AttributeError:
            return getattr(super().__getattr__("layer"), name)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_parameters_that_layers_did_not_have_are_told_while_they_train(number: int) -> None:
    heads = nn.ModuleDict()
    module = nn.ModuleDict({"fc": nn.Linear(2, 2), "heads": heads})
    own, layers = {name for name, _ in module.named_parameters()}, {"fc"}
    heads["1"] = nn.Linear(2, 2)  # beside the layers
    module["fc"] = Around(module["fc"])
    check_added(module, own, layers)
    adapters = nn.ParameterList(ones(number))
    module["fc"].adapters = adapters
    more = f", and {number - 1} more" if number > 1 else ""
    with pytest.raises(ValueError, match=rf"^'fc\.adapters\.0'{more}: added to layers and trained"):
        check_added(module, own, layers)
    check_added(module, set(), layers)
    check_added(module, own, {"heads.2"})
    for adapter in adapters:
        adapter.requires_grad_(False)
    check_added(module, own, layers)
