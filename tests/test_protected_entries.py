"""Protected entries of one parameter, by themselves: which move, which come back, what is told."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn

from clbackbones_runtime.mechanisms import protected
from clbackbones_runtime.mechanisms.protected import Place, Protected, places

LAYOUTS: dict[str, Callable[[Tensor], Tensor]] = {
    "row by row": Tensor.contiguous,
    "column by column": lambda tensor: tensor.transpose(0, 1).contiguous().transpose(0, 1),
    "every other entry": lambda tensor: torch.stack([tensor, tensor], -1)[..., 0],
}
"""Ways of lying in memory."""

DTYPES = (torch.float32, torch.float64, torch.bfloat16, torch.float16, torch.float8_e5m2)
WAYS = {"visited": 2.0, "swept": -1.0}
"""The fraction up to which entries are visited one by one."""


def at(parameter: nn.Parameter) -> tuple[nn.Module, Place]:
    """A module with the parameter as its `inner/0/weight`, and the place of that."""
    layer = nn.Module()
    layer.weight = parameter
    module = nn.ModuleDict({"inner": nn.ModuleList([layer])})
    ((found, place),) = places(module)
    assert found is parameter
    return module, place


def drawn(shape: tuple[int, ...], dtype: torch.dtype, layout: str = "row by row") -> nn.Parameter:
    values = torch.randn(shape, dtype=torch.float32 if dtype is torch.float8_e5m2 else dtype).to(dtype)
    return nn.Parameter(LAYOUTS[layout](values))


def bits(tensor: Tensor) -> Tensor:
    """All that a tensor holds, as bytes in the order of its entries."""
    return tensor.detach().clone(memory_format=torch.contiguous_format).view(torch.uint8)


def kept(tensor: Tensor, used: Tensor) -> Tensor:
    entries = bits(tensor).view(*tensor.shape, tensor.itemsize)
    return entries[used.expand_as(tensor)]


layouts = st.sampled_from(sorted(LAYOUTS))
shapes = st.lists(st.integers(1, 4), min_size=2, max_size=4).map(tuple)


@pytest.mark.parametrize("way", WAYS)
@given(shapes, st.data(), st.sampled_from(DTYPES), layouts, layouts)
def test_used_entries_come_back_and_all_others_are_as_written(
    way: str, shape: tuple[int, ...], data: st.DataObject, dtype: torch.dtype, layout: str, of_gradient: str
) -> None:
    alone = data.draw(st.booleans(), "each entry by itself")
    size = shape if alone else (*shape[:2], *[1] * (len(shape) - 2))
    used = torch.tensor(data.draw(st.lists(st.booleans(), min_size=(n := torch.Size(size).numel()), max_size=n)))
    used = used.view(size)
    parameter = drawn(shape, dtype, layout)
    parameter.grad = LAYOUTS[of_gradient](torch.full(shape, 2.0).to(dtype))
    before = parameter.detach().clone()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(protected, "_FEW", WAYS[way])
        patch.setattr(protected, "_FEW_RUNS", WAYS[way])
        each = protected.protected(parameter, used, at(parameter)[1])
    each.mask_gradient()
    free = ~used.expand_as(before)
    assert torch.equal(parameter.grad.float(), 2.0 * free)
    written = torch.full(shape, data.draw(st.sampled_from([float("nan"), float("inf"), 3.0]))).to(dtype)
    parameter.data.copy_(written)
    each.put_back()
    assert torch.equal(kept(parameter, used), kept(before, used))
    assert torch.equal(kept(parameter, free), kept(written, free))
    assert each.change() is None


SHARES = [((10, 10), 20, True), ((10, 10), 25, False), ((10, 10, 2), 25, True), ((10, 10, 2), 50, False)]


@pytest.mark.parametrize(("shape", "share", "few"), SHARES)
def test_few_entries_are_visited_one_by_one_and_many_are_passed_over(
    shape: tuple[int, ...], share: int, few: bool
) -> None:
    used = (torch.arange(100) < share).view(10, 10, *[1] * (len(shape) - 2))
    for layout, visits in (("row by row", few), ("column by column", False)):
        parameter = drawn(shape, torch.float32, layout)
        each = protected.protected(parameter, used, at(parameter)[1])
        assert len(each.values) == (share if visits else 10)


def one(way: str, shape: tuple[int, ...] = (3, 2), used: Tensor | None = None) -> tuple[Protected, nn.Module]:
    """A parameter of ones, the first two rows of which are protected."""
    parameter = nn.Parameter(torch.ones(shape))
    module, place = at(parameter)
    used = torch.tensor([[True], [True], [False]]).expand(shape[:2]) if used is None else used
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(protected, "_FEW", WAYS[way])
        patch.setattr(protected, "_FEW_RUNS", WAYS[way])
        return protected.protected(parameter, used, place), module


def layer(module: Any) -> nn.Module:
    return module["inner"][0]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("shape", [(3, 2), (3, 2, 2)])
def test_it_is_told_how_many_entries_changed_and_by_how_much(way: str, shape: tuple[int, ...]) -> None:
    used = torch.tensor([[True], [True], [False]]).expand(3, 2).reshape(3, 2, *[1] * (len(shape) - 2))
    each, _ = one(way, shape, used)
    all_entries = 4 * torch.Size(shape[2:]).numel()
    with torch.no_grad():
        each.parameter[0, 0] += 0.25
        each.parameter[1, 1] -= 0.5
        each.parameter[2] += 9  # not protected
    count = 2 * torch.Size(shape[2:]).numel()
    assert each.change() == f"the weight of 'inner/0': {count} of {all_entries} protected entries, by up to 0.5"
    each.parameter.data[0, 0] = float("nan")
    assert str(each.change()).endswith("by up to inf")
    each.put_back()
    assert each.change() is None
    each.parameter.data[2] = 3
    assert each.change() is None


@pytest.mark.parametrize("way", WAYS)
def test_minus_zero_is_the_zero_that_it_was(way: str) -> None:
    parameter = nn.Parameter(torch.zeros(3, 2))
    module, place = at(parameter)
    each = protected.protected(parameter, torch.ones(3, 2, dtype=torch.bool), place)
    parameter.data.neg_()
    assert parameter.signbit().all()
    assert each.change() is None
    assert module is not None


@pytest.mark.parametrize("way", WAYS)
def test_what_torch_saw_is_looked_at_and_nothing_else(way: str) -> None:
    each, module = one(way)
    assert each.is_as_left()
    with torch.no_grad():
        each.parameter.add_(1)
    assert not each.is_as_left()
    each.put_back()
    assert each.is_as_left()
    with torch.no_grad():
        each.parameter[2].add_(1)
    assert not each.is_as_left()
    assert each.change() is None
    assert each.is_as_left()
    each.in_step = True
    each.put_back()
    assert not each.in_step
    parameter = each.parameter
    layer(module).weight = nn.Parameter(parameter.detach().clone())
    assert not each.is_as_left()
    assert not each.is_in_place()
    layer(module).weight = parameter
    assert each.is_in_place()
    parameter.data = parameter.data.clone()
    assert not each.is_as_left()
    assert not each.is_in_place()


@pytest.mark.parametrize("way", WAYS)
def test_a_step_that_began_is_undone_and_a_write_is_not(way: str) -> None:
    each, _ = one(way)
    each.parameter.data.add_(1)
    assert each.change() is not None
    assert each.parameter.eq(2).all()
    each.in_step = True
    assert each.change() is None
    assert each.parameter[:2].eq(1).all()
    assert each.parameter[2].eq(2).all()
    assert each.in_step  # which goes on, if a closure asks


@pytest.mark.parametrize("way", WAYS)
def test_another_parameter_of_the_same_form_takes_over(way: str) -> None:
    each, module = one(way)
    other = layer(module).weight = nn.Parameter(torch.zeros(3, 2))
    assert "4 of 4 protected entries, by up to 1" in str(each.change())
    assert each.recover() is None
    assert each.parameter is other
    assert other[:2].eq(1).all()
    assert other[2].eq(0).all()
    assert each.is_as_left()


MISFITS: dict[str, tuple[Callable[[nn.Module], object], str]] = {
    "gone": (lambda layer: delattr(layer, "weight"), "is no parameter any more: undo its pruning or parametrization"),
    "computed": (
        nn.utils.parametrizations.weight_norm,
        "is no parameter any more: undo its pruning or parametrization",
    ),
    "cast": (lambda layer: layer.double(), "has become torch.float64, (3, 2), on cpu"),
    "cut": (
        lambda layer: setattr(layer, "weight", nn.Parameter(torch.ones(2, 2))),
        "has become torch.float32, (2, 2), on cpu",
    ),
    "moved": (lambda layer: layer.to("meta"), "has become torch.float32, (3, 2), on meta"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("misfit", MISFITS)
def test_what_cannot_hold_the_values_is_told(way: str, misfit: str) -> None:
    each, module = one(way)
    change, told = MISFITS[misfit]
    change(layer(module))
    assert each.change() == each.recover() == f"the weight of 'inner/0' {told}"


def test_a_tensor_that_stands_in_for_one_call_is_no_replacement() -> None:
    each, module = one("swept")
    seen: list[bool] = []
    layer(module).forward = lambda: seen.append(each.is_as_left())
    torch.func.functional_call(layer(module), {"weight": torch.zeros(3, 2)}, ())
    assert seen == [True]


def test_the_module_that_is_gone_is_told() -> None:
    each, module = one("swept")
    del module.inner
    assert re.fullmatch(r"the weight of 'inner/0' is no parameter any more.*", str(each.change()))
