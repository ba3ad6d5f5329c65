"""Weights of any operation, seen as one row per unit and one column per input."""

import torch
from torch import Tensor

from ..graph.kinds import Weighted

__all__ = ["dense_matrix", "measured", "read_inputs", "units_first"]


def units_first(weight: Tensor, kind: Weighted) -> Tensor:
    """The weight as (units, inputs of a group, window...), without a copy; and the other way round."""
    return weight.movedim((kind.unit_axis, kind.input_axis), (0, 1))


def read_inputs(kind: Weighted, device: torch.device | None = None) -> Tensor:
    """Which input the entries in each column of a unit's row multiply: (units, inputs of a group), or (1, inputs)."""
    inputs = kind.inputs // kind.groups
    columns = torch.arange(inputs, device=device)
    if kind.groups == 1:
        return columns[None]
    units = torch.arange(kind.units, device=device)
    return (units // (kind.units // kind.groups) * inputs)[:, None] + columns


def measured(matrix: Tensor, weight: Tensor, kind: Weighted) -> Tensor:
    """A number per unit and column in the shape of the weight, expanded over the window without a copy.

    Args:
        matrix: (units, inputs of a group), or with a size of 1 in the place of either.
        weight: The weight.
        kind: Its kind.
    """
    placed = matrix.movedim((0, 1), (kind.unit_axis, kind.input_axis))
    return placed[(...,) + (None,) * (weight.ndim - 2)].expand(weight.shape)


def dense_matrix(weight: Tensor, kind: Weighted) -> Tensor:
    """What a unit multiplies a constant input by: the sum over the window, (units, inputs); 0 outside of its group.

    Args:
        weight: (units, inputs of a group, window...).
        kind: Its kind.
    """
    summed = weight.flatten(2).sum(2) if weight.ndim > 2 else weight
    if kind.groups == 1:
        return summed
    matrix = summed.new_zeros(kind.units, kind.inputs)
    return matrix.scatter(1, read_inputs(kind, weight.device), summed)
