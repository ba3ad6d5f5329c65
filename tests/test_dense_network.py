"""The operations of compact networks, by themselves: where units go, wherever they lie, and what is let go when."""

import itertools
import weakref
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn

from clbackbones_runtime.compaction.dense_network import (
    Add,
    AddShared,
    Affine,
    CompactNetwork,
    Concat,
    Multiply,
    Scale,
    Spread,
    Take,
)


@st.composite
def batches(draw: st.DrawFn, units: int) -> tuple[Tensor, int]:
    """A batch of that many units, and the axis along which they lie: features, images or tokens."""
    sizes = draw(st.lists(st.integers(1, 3), max_size=2))
    batch = draw(st.integers(1, 3))
    if sizes and draw(st.booleans()):
        return torch.randn(batch, *sizes, units), -1
    return torch.randn(batch, units, *sizes), 1


def unit(values: Tensor, index: int, axis: int) -> Tensor:
    return values.select(axis, index)


indices = st.lists(st.integers(0, 5), max_size=6)


@given(indices, st.data())
def test_taken_units_are_those_of_the_places(places: list[int], data: st.DataObject) -> None:
    values, axis = data.draw(batches(6))
    found = Take(torch.tensor(places, dtype=torch.long), axis)(values)
    assert found.shape[axis] == len(places)
    assert all(torch.equal(unit(found, index, axis), unit(values, each, axis)) for index, each in enumerate(places))


@given(st.sets(st.integers(0, 5)), st.data())
def test_units_are_spread_to_their_places_and_constants_stand_at_the_others(
    places: set[int], data: st.DataObject
) -> None:
    kept = sorted(places)
    values, axis = data.draw(batches(max(len(kept), 1)))  # torch has no layer without units
    rest = torch.randn(6)
    found = Spread(torch.tensor(kept, dtype=torch.long), rest, axis)(values)
    assert found.shape[axis] == 6
    for index in range(6):
        one = unit(found, index, axis)
        expected = unit(values, kept.index(index), axis) if index in kept else rest[index].expand_as(one)
        assert torch.equal(one, expected)


@given(st.permutations(range(4)), st.permutations(range(5)), st.integers(0, 4), st.data())
def test_units_that_both_have_are_added(first: list[int], second: list[int], count: int, data: st.DataObject) -> None:
    into, source = first[:count], second[:count]
    values, axis = data.draw(batches(4))
    other = torch.randn([5 if each == axis % values.ndim else size for each, size in enumerate(values.shape)])
    found = AddShared(torch.tensor(into, dtype=torch.long), torch.tensor(source, dtype=torch.long), axis)(values, other)
    for index in range(4):
        expected = unit(values, index, axis)
        if index in into:
            expected = expected + unit(other, source[into.index(index)], axis)
        assert torch.equal(unit(found, index, axis), expected)


@given(st.data())
def test_norms_scale_and_shift_each_unit(data: st.DataObject) -> None:
    values = torch.randn(2, 4, *data.draw(st.lists(st.integers(1, 3), max_size=2)))
    affine = Affine(torch.randn(4), torch.randn(4))
    found = Scale(affine)(values)
    for index in range(4):
        torch.testing.assert_close(found[:, index], values[:, index] * affine.scale[index] + affine.shift[index])


def test_merges_are_those_of_arithmetic() -> None:
    x, y, z = torch.randn(3, 2, 3, 4)
    assert torch.equal(Add()(x, y, z), x + y + z)
    assert torch.equal(Multiply()(x, y, z), x * y * z)
    assert torch.equal(Concat()(x, y[:, :1]), torch.cat([x, y[:, :1]], dim=1))


class Looks(nn.Module):
    """Doubles, and says which of the values before are still there."""

    def __init__(self, seen: list[Any], alive: list[list[int]]) -> None:
        super().__init__()
        self.seen, self.alive = seen, alive

    def forward(self, *values: Tensor) -> Tensor:
        self.alive.append([index for index, each in enumerate(self.seen) if each() is not None])
        result = 2 * sum(values, torch.zeros(()))
        self.seen.append(weakref.ref(result))
        return result


def test_a_value_is_there_until_the_last_layer_that_reads_it_has_run_and_no_longer() -> None:
    seen, alive = list[Any](), list[list[int]]()
    program = [("a", ("input",)), ("b", ("a",)), ("c", ("b",)), ("d", ("c", "a", "c")), ("e", ("d",))]
    network = CompactNetwork({name: Looks(seen, alive) for name, _ in program}, program, 3)
    x = torch.randn(2, 3)
    torch.testing.assert_close(network(x), 2 * 2 * (2 * 8 * x + 2 * x))
    assert alive == [[], [0], [0, 1], [0, 2], [3]]


STACKS: list[tuple[list[nn.Module], int]] = [
    ([], 0),
    ([nn.Linear(3, 4)], 16),
    ([nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2, bias=False)], 24),
]


@pytest.mark.parametrize(("layers", "parameters"), STACKS)
def test_parameters_are_counted_and_layers_run_in_turn(layers: list[nn.Module], parameters: int) -> None:
    names = ["input", *map(str, range(len(layers)))]
    program = [(name, (before,)) for before, name in itertools.pairwise(names)]
    network = CompactNetwork(dict(zip(names[1:], layers, strict=True)), program, 4)
    assert (network.num_parameters, network.output_dim) == (parameters, 4)
    x = torch.randn(2, 3)
    assert torch.equal(network(x), nn.Sequential(*layers)(x))
