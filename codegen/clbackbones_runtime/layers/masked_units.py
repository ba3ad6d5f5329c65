"""What masks do to units, inside of the norm before them where that is the same."""

import torch
from torch import Tensor, nn

from .task_norms import TaskBatchNorm, TaskNorm

__all__ = ["mask_units", "norm_activation_mask", "norm_add_activation_mask", "spread"]


def mask_units(x: Tensor, mask: Tensor, axis: int = 1) -> Tensor:
    """Multiplies each unit by its mask.

    Args:
        x: (batch, units, ...), or (batch, tokens, units).
        mask: (units,).
        axis: Where units lie: 1, or -1 for tokens.

    Returns:
        Same shape and dtype as x.
    """
    return x * (mask.to(x.dtype) if axis == -1 else spread(mask, x))


def spread(mask: Tensor, x: Tensor) -> Tensor:
    """A mask, (units,), in the dtype of x, (batch, units, ...), and in a shape that broadcasts to it."""
    return mask.to(x.dtype).view(-1, *[1] * (x.ndim - 2))


def norm_activation_mask(
    x: Tensor, norm: nn.Module, task_norm: TaskNorm, activation: nn.Module, mask: Tensor
) -> Tensor:
    """Mask * activation(norm(x)).

    Where the activation lets a factor through, the mask is part of the norm's affine parameters: nothing of the size of
    x is computed or kept for the mask.

    Args:
        x: (batch, units, ...).
        norm: Norm of the layer.
        task_norm: Whose norm: `train`, that of the task being learned; `live`, the same at rest; or a task's id.
        activation: Activation of the layer.
        mask: (units,), at least 0.

    Returns:
        Same shape as x.
    """
    if isinstance(norm, TaskBatchNorm) and _is_homogeneous(activation):
        return activation(norm(x, task_norm, mask))
    return mask_units(activation(norm(x, task_norm)), mask)


def _is_homogeneous(activation: nn.Module) -> bool:
    """Whether f(a x) = a f(x) for every a >= 0, so that a mask may be applied before the activation f, not after it."""
    return bool(getattr(activation, "positively_homogeneous", False))


def norm_add_activation_mask(
    x: Tensor,
    norm: nn.Module,
    task_norm: TaskNorm,
    shortcut: Tensor,
    shortcut_norm: nn.Module | None,
    activation: nn.Module,
    mask: Tensor,
) -> Tensor:
    """Mask * activation(norm(x) + shortcut_norm(shortcut)), the mask inside as in `norm_activation_mask`.

    Args:
        x: (batch, units, ...).
        norm: Norm of the layer.
        task_norm: Whose norm: `train`, that of the task being learned; `live`, the same at rest; or a task's id.
        shortcut: Same shape as x.
        shortcut_norm: Norm of the shortcut's layer; None where the shortcut has no layer.
        activation: Activation of the sum.
        mask: (units,), at least 0.

    Returns:
        Same shape as x.
    """
    inside = isinstance(norm, TaskBatchNorm) and _is_homogeneous(activation)
    if inside and isinstance(shortcut_norm, TaskBatchNorm):
        return activation(norm(x, task_norm, mask) + shortcut_norm(shortcut, task_norm, mask))
    if shortcut_norm is not None:
        shortcut = shortcut_norm(shortcut, task_norm)
    if inside:
        return activation(torch.addcmul(norm(x, task_norm, mask), spread(mask, x), shortcut))
    return mask_units(activation(norm(x, task_norm) + shortcut), mask)
