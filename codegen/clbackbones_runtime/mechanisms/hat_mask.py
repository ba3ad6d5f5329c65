"""The HAT mechanism: unit masks from a learned task embedding.

Serrà et al., "Overcoming Catastrophic Forgetting with Hard Attention to the Task", ICML 2018.
"""

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from ..layers.attention import EmbeddingInit, Gate, TaskEmbedding, gated
from .backbone import Activations, Stage
from .hat_training import HATTraining
from .masked import TaskBatchNorm, TaskNorm

__all__ = [
    "HATMask",
    "HATMaskBackbone",
    "HATMaskConv2d",
    "HATMaskLinear",
    "UnitMasks",
    "mask_units",
    "norm_activation_mask",
    "norm_add_activation_mask",
    "spread",
]

UnitMasks = Mapping[str, Tensor]
"""A mask per weighted layer, (units,); layers of one unit group share the tensor."""


class HATMask(TaskEmbedding):
    """Hard attention to the units of one layer: multiplies each by a gate that a task embedding opens or shuts.

    Shapes: (batch, units, ...) -> (batch, units, ...).

    Attributes:
        gate: The function of s * e that is the mask.
        weight: The task embedding e, (1, units).
    """

    def __init__(self, units: int, gate: Gate = "sigmoid", init: EmbeddingInit = "N01") -> None:
        """Draws the embedding.

        Args:
            units: Units or channels of the layer.
            gate: The function of s * e that is the mask.
            init: How the embedding starts.
        """
        super().__init__(units)
        self.gate: Gate = gate
        self.draw(init)

    def forward(self, x: Tensor, s: float | Tensor | None = None) -> Tensor:
        """Masks the units.

        Args:
            x: (batch, units, ...).
            s: Scale; None for the binary mask.

        Returns:
            Same shape as x.
        """
        return mask_units(x, gated(self.weight.squeeze(0), self.gate, s))

    def extra_repr(self) -> str:
        """What `print` shows."""
        return f"{self.weight.shape[1]}, gate={self.gate!r}"


class HATMaskLinear(nn.Module):
    """Linear layer, optional activation, HAT mask, for hand-made networks.

    Shapes: (batch, in_features) -> (batch, out_features).
    """

    def __init__(
        self,
        in_features: int,
        out_features: int,
        bias: bool = True,
        *,
        activation: nn.Module | None = None,
        gate: Gate = "sigmoid",
    ) -> None:
        """Makes the layers.

        Args:
            in_features: Size of the input.
            out_features: Units.
            bias: Whether the linear layer has a bias.
            activation: Module between the linear layer and the mask.
            gate: See `HATMask`.
        """
        super().__init__()
        self.linear: nn.Linear = nn.Linear(in_features, out_features, bias)
        self.activation: nn.Module = nn.Identity() if activation is None else activation
        self.mask: HATMask = HATMask(out_features, gate)

    def forward(self, x: Tensor, s: float | Tensor | None = None) -> Tensor:
        """The masked activations.

        Args:
            x: (batch, in_features).
            s: Scale; None for the binary mask.

        Returns:
            (batch, out_features).
        """
        return self.mask(self.activation(self.linear(x)), s)


class HATMaskConv2d(nn.Module):
    """Convolution, optional activation, HAT mask, for hand-made networks.

    Shapes: (batch, in_channels, H, W) -> (batch, out_channels, H', W').
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int,
        stride: int = 1,
        padding: int = 0,
        bias: bool = True,
        *,
        activation: nn.Module | None = None,
        gate: Gate = "sigmoid",
    ) -> None:
        """Makes the layers.

        Args:
            in_channels: Channels of the input.
            out_channels: Units.
            kernel_size: Height and width of the kernel.
            stride: Stride.
            padding: Zeros around the input.
            bias: Whether the convolution has a bias.
            activation: Module between the convolution and the mask.
            gate: See `HATMask`.
        """
        super().__init__()
        self.conv: nn.Conv2d = nn.Conv2d(in_channels, out_channels, kernel_size, stride, padding, bias=bias)
        self.activation: nn.Module = nn.Identity() if activation is None else activation
        self.mask: HATMask = HATMask(out_channels, gate)

    def forward(self, x: Tensor, s: float | Tensor | None = None) -> Tensor:
        """The masked activations.

        Args:
            x: (batch, in_channels, H, W).
            s: Scale; None for the binary mask.

        Returns:
            (batch, out_channels, H', W').
        """
        return self.mask(self.activation(self.conv(x)), s)


class HATMaskBackbone(HATTraining):
    """Base of the HAT backbones; see `UnitMaskBackbone` for masks and state, `HATTraining` for how to train one."""

    def network(self, x: Tensor, mask: UnitMasks, task_norm: TaskNorm) -> tuple[Tensor, Activations]:
        """The layers of the generated class: feature and activations of an input that has been checked."""
        raise NotImplementedError

    def forward(
        self,
        input: Tensor,
        stage: Stage,
        s_max: float | None = None,
        batch_idx: int | Tensor | None = None,
        num_batches: int | None = None,
        test_task_id: int | None = None,
    ) -> tuple[Tensor, dict[str, Tensor], Activations]:
        """Extracts the feature with masked units.

        Args:
            input: (batch, ...), as the architecture takes it.
            stage: Decides which mask, see `get_mask`.
            s_max: Largest scale.
            batch_idx: Index of the batch in its epoch, from 0.
            num_batches: Batches per epoch.
            test_task_id: The task to test.

        Returns:
            Feature, (batch, output_dim); the mask, (units,) per weighted layer; the masked activations of every
            weighted layer, (batch, units, ...).

        Raises:
            ValueError: See `get_mask`; or an input shape that the network does not take.
        """
        self.check_input(input)
        mask = self.get_mask(stage, s_max, batch_idx, num_batches, test_task_id)
        feature, activations = self.network(input, mask, self._norm_of(stage, test_task_id))
        return feature, mask, activations


def mask_units(x: Tensor, mask: Tensor) -> Tensor:
    """Multiplies each unit by its mask.

    Args:
        x: (batch, units, ...).
        mask: (units,).

    Returns:
        Same shape and dtype as x.
    """
    return x * spread(mask, x)


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
        task_norm: Which norm.
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
        task_norm: Which norm.
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
