"""Layers with hard attention to the task, for hand-made networks.

Serrà et al., "Overcoming Catastrophic Forgetting with Hard Attention to the Task", ICML 2018.
"""

from torch import Tensor, nn

from .attention import EmbeddingInit, Gate, TaskEmbedding, gated
from .masked_units import mask_units

__all__ = [
    "HATMask",
    "HATMaskLayer",
]


class HATMask(TaskEmbedding):
    """Hard attention to the units of one layer: multiplies each by a gate that a task embedding opens or shuts.

    Shapes: (batch, units, ...) -> (batch, units, ...).

    Attributes:
        gate: The function of s * e that is the mask.
        axis: The dimension along which units lie.
        weight: The task embedding e, (1, units).
    """

    def __init__(self, units: int, gate: Gate = "sigmoid", init: EmbeddingInit = "N01", axis: int = 1) -> None:
        """Draws the embedding.

        Args:
            units: Units or channels of the layer.
            gate: The function of s * e that is the mask.
            init: How the embedding starts.
            axis: The dimension along which units lie: 1, or -1 for tokens.
        """
        super().__init__(units)
        self.gate: Gate = gate
        self.axis = axis
        self.draw(init)

    def forward(self, x: Tensor, s: float | Tensor | None = None) -> Tensor:
        """Masks the units.

        Args:
            x: (batch, units, ...).
            s: Scale; None for the binary mask.

        Returns:
            Same shape as x.
        """
        return mask_units(x, gated(self.weight.squeeze(0), self.gate, s), self.axis)

    def extra_repr(self) -> str:
        """What `print` shows."""
        return f"{self.weight.shape[1]}, gate={self.gate!r}"


class HATMaskLayer(nn.Module):
    """An operation, optional activation, HAT mask, for hand-made networks.

    Shapes: (batch, inputs, ...) -> (batch, units, ...).

    Attributes:
        activation: Module between the operation and the mask.
        mask: The mask.
    """

    def __init__(
        self,
        operation: nn.Module,
        units: int,
        *,
        activation: nn.Module | None = None,
        gate: Gate = "sigmoid",
        axis: int = 1,
    ) -> None:
        """Takes the operation over, under the name `linear`, `conv`, ... that its class has without its dimensions.

        Args:
            operation: A layer of torch.
            units: Units that it emits.
            activation: Module between the operation and the mask.
            gate: See `HATMask`.
            axis: See `HATMask`.
        """
        super().__init__()
        self._operation = type(operation).__name__.rstrip("123d").lower()
        self.add_module(self._operation, operation)
        self.activation: nn.Module = nn.Identity() if activation is None else activation
        self.mask: HATMask = HATMask(units, gate, axis=axis)

    @property
    def operation(self) -> nn.Module:
        """The layer of torch."""
        return self.get_submodule(self._operation)

    def forward(self, x: Tensor, s: float | Tensor | None = None) -> Tensor:
        """The masked activations.

        Args:
            x: (batch, inputs, ...).
            s: Scale; None for the binary mask.

        Returns:
            (batch, units, ...).
        """
        return self.mask(self.activation(self.operation(x)), s)
