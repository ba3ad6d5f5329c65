"""Attention inside windows computes what a matrix over all tokens does, in any number of dimensions."""

import copy
import math
import pickle
from itertools import product
from typing import Any

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from clbackbones_runtime.graph.graph import build_graph
from clbackbones_runtime.graph.shapes import ShapeError
from clbackbones_runtime.layers import windows
from clbackbones_runtime.layers.trained import TaskTrained, per_task

HEADS = 2


Lengths = tuple[int, ...]


def dense_bias(weight: Tensor, size: Lengths, window: Lengths, shift: Lengths, dilation: Lengths) -> Tensor:
    """What is added to the product of each query and each key, -inf where they are in no common window."""
    places = [*product(*map(range, size))]
    table = weight.view(*(2 * length - 1 for length in window), HEADS)
    found = torch.full((HEADS, len(places), len(places)), -math.inf, dtype=weight.dtype)
    for (row, query), (column, key) in product(enumerate(places), repeat=2):
        difference: list[int] = []
        for here, there, length, moved, step in zip(query, key, window, shift, dilation, strict=True):
            # Windows start at the shift; those at the border have no tokens beyond it.
            reach, (steps, between) = length * step, divmod(here - there, step)
            if (here - moved) // reach == (there - moved) // reach and between == 0:
                difference.append(steps + length - 1)
        if len(difference) == len(size):
            found[:, row, column] = table[tuple(difference)]
    return found


@pytest.mark.parametrize(
    ("size", "window", "shift", "dilation"),
    [
        ((6,), (3,), (0,), (1,)),
        ((9,), (3,), (2,), (1,)),
        ((12,), (3,), (0,), (2,)),
        ((4, 6), (2, 3), (1, 2), (1, 1)),
        ((4, 4), (2, 4), (1, 0), (1, 1)),
        ((4, 6), (2, 3), (0, 0), (2, 2)),
        ((6, 4), (3, 2), (0, 0), (1, 2)),
        ((2, 4, 6), (1, 2, 3), (0, 1, 1), (1, 1, 1)),
        ((2, 8, 3), (1, 2, 3), (0, 0, 0), (2, 2, 1)),
    ],
)
def test_tokens_attend_to_those_of_their_window(
    size: Lengths, window: Lengths, shift: Lengths, dilation: Lengths
) -> None:
    torch.manual_seed(0)
    made = getattr(windows, f"WindowAttention{len(size)}d")(HEADS, size, window, shift, dilation).double()
    made.weight.data.normal_()
    x = torch.randn(3, math.prod(size), 3 * 4 * HEADS, dtype=torch.float64)
    query, key, value = (torch.unflatten(each, -1, (HEADS, -1)).transpose(1, 2) for each in x.chunk(3, -1))
    mixed = F.scaled_dot_product_attention(query, key, value, dense_bias(made.weight, size, window, shift, dilation))
    torch.testing.assert_close(made(x), mixed.transpose(1, 2).flatten(2), rtol=1e-12, atol=1e-12)


def test_a_window_of_the_whole_grid_is_not_shifted() -> None:
    assert windows.WindowAttention2d(1, (4, 8), 4, 2).shift == (0, 2)


def test_biases_of_a_task_stay_with_copies_and_pickles() -> None:
    made: Any = per_task(windows.WindowAttention2d)(HEADS, 4, 2, 1)
    assert isinstance(made, TaskTrained)
    made.setup_task_id(1)
    made.weight.data.normal_()
    made.store(1)
    made.setup_task_id(2)
    x = torch.randn(2, 16, 12)
    for other in (copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        assert torch.equal(other(x, 1), made(x, 1))
        assert torch.equal(other(x), made(x))
    assert not torch.equal(made(x), made(x, 1))


STEM = {"step": "conv2d", "name": "a", "units": 24, "kernel_size": 1, "stride": 1, "padding": 0, "dilation": 1}
SITE: list[Any] = [{**STEM, "groups": 1, "bias": True}, {"step": "unit", "layers": ["a"]}]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"window": 3}, "w: window is 3; it must divide the size, 4"),
        ({"shift": 2}, "w: shift is 2; it must be less than the window, 2"),
        ({"dilation": 3}, "w: window is 2 and dilation 3; their product must divide the size, 4"),
        ({"dilation": 0}, "w: dilation is 0; it must be at least 1"),
        (
            {"shift": ["list", 1, 0], "dilation": ["list", 1, 2]},
            "w: shift is 1 x 0 and dilation 1 x 2; windows that are dilated are not shifted: "
            "write shift 0, or dilation 1",
        ),
        ({"size": ["list", 4, 5]}, "w: size is 4 x 5; it gets 16 tokens, (tokens, units) = (16, 24)"),
        ({"heads": 5}, "w: 24 units are queries, keys and values of 5 heads; write a multiple of 15"),
        ({"size": ["list", 4, 2, 2]}, "w: [4, 2, 2] gives 3 sizes for 2 dimensions"),
    ],
)
def test_windows_that_do_not_fit_are_a_shape_error(changed: dict[str, Any], told: str) -> None:
    plain = {"shift": 0, "dilation": 1}
    step = {"step": "window_attention2d", "name": "w", **plain, "heads": 2, "size": 4, "window": 2, **changed}
    steps = [*SITE, {"step": "to_tokens", "name": "t"}, step, {"step": "average_tokens", "name": "m"}]
    with pytest.raises(ShapeError) as error:
        build_graph({"steps": steps, "input": ["c", "h", "w"]}, {"c": 3, "h": 4, "w": 4})
    assert str(error.value) == told


def test_places_that_no_square_divides_are_a_shape_error() -> None:
    step = {"step": "pixel_unshuffle", "name": "p", "downscale_factor": 2}
    with pytest.raises(ShapeError) as error:
        build_graph({"steps": [*SITE, step], "input": ["c", "h", "w"]}, {"c": 3, "h": 4, "w": 5})
    assert str(error.value) == "p: downscale_factor is 2; it must divide height and width of (24, 4, 5)"
