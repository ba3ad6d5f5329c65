"""The HAT mechanism: unit masks from a learned task embedding.

Serrà et al., "Overcoming Catastrophic Forgetting with Hard Attention to the Task", ICML 2018.
"""

from collections.abc import Mapping
from typing import Final, Protocol, cast

import torch
from torch import Tensor, nn

from . import spec
from .attention import GATES, EmbeddingInit, Gate, annealed_scale, check_embedding_init, check_s_max, draw_embedding
from .backbone import Activations, InitialWeights, Stage
from .config import Config
from .masked import MaskedBackbone, TaskBatchNorm, TaskNorm
from .plain import activation_class

UnitMasks = Mapping[str, Tensor]
"""A mask per weighted layer, (units,); layers of one unit group share the tensor."""

_HOMOGENEOUS: Final = tuple(
    activation_class(name) for name, facts in spec.activations().items() if facts["positively_homogeneous"]
)
"""Activations f with f(a x) = a f(x) for every a >= 0, before which a mask may be applied instead of after."""


class HATMaskFields(Protocol):
    """Fields that the config of every HAT backbone has."""

    @property
    def gate(self) -> Gate:
        """The function that turns a task embedding into a mask."""
        ...


class HATMask(nn.Module):
    """Hard attention to the units of one layer: multiplies each by a gate that a task embedding opens or shuts.

    Shapes: (batch, units, ...) -> (batch, units, ...).

    Attributes:
        weight: The task embedding e, (1, units).
    """

    def __init__(self, units: int, gate: Gate = "sigmoid", init: EmbeddingInit = "N01") -> None:
        """Draws the embedding.

        Args:
            units: Units or channels of the layer.
            gate: The function of s * e that is the mask.
            init: How the embedding starts.
        """
        super().__init__()
        self.gate: Gate = gate
        self.weight = nn.Parameter(torch.zeros(1, units))
        draw_embedding(self.weight, init)

    def mask(self, s: float | Tensor | None = None) -> Tensor:
        """The mask of the units.

        Args:
            s: Scale, the larger the harder; None gives the binary mask that it tends to, e > 0.

        Returns:
            (units,).
        """
        embedding = self.weight.flatten()
        return (embedding > 0).to(embedding.dtype) if s is None else GATES[self.gate](s * embedding)

    def forward(self, x: Tensor, s: float | Tensor | None = None) -> Tensor:
        """Masks the units.

        Args:
            x: (batch, units, ...).
            s: Scale; None for the binary mask.

        Returns:
            Same shape as x.
        """
        return mask_units(x, self.mask(s))

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
        self.linear = nn.Linear(in_features, out_features, bias)
        self.activation = nn.Identity() if activation is None else activation
        self.mask = HATMask(out_features, gate)

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
        self.conv = nn.Conv2d(in_channels, out_channels, kernel_size, stride, padding, bias=bias)
        self.activation = nn.Identity() if activation is None else activation
        self.mask = HATMask(out_channels, gate)

    def forward(self, x: Tensor, s: float | Tensor | None = None) -> Tensor:
        """The masked activations.

        Args:
            x: (batch, in_channels, H, W).
            s: Scale; None for the binary mask.

        Returns:
            (batch, out_channels, H', W').
        """
        return self.mask(self.activation(self.conv(x)), s)


class HATMaskBackbone(MaskedBackbone):
    """Base of the backbones whose units a task embedding gates.

    While a task is trained, its masks are gate(s * e), one embedding e per unit group, with a scale s that rises within
    each epoch. `store_mask` stores e > 0, which is binary, so that training which leaves the units of stored masks
    alone cannot change what their tasks compute.

    Attributes:
        gate: The function that turns a task embedding into a mask.
        task_embedding_t: The embedding of the current task, `weight` (1, units) under the name of each unit group.
    """

    def __init__(self, config: Config) -> None:
        """Makes room for the embeddings.

        Args:
            config: A valid config of a HAT backbone.
        """
        super().__init__(config)
        self.gate: Gate = cast(HATMaskFields, config).gate
        # Drawn after the weights, so that these are the plain network's under the same seed.
        embeddings = {
            group: HATMask(self.graph.layers[group].units, self.gate, "masked") for group in self.graph.groups
        }
        self.task_embedding_t = nn.ModuleDict(embeddings)

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

    def get_mask(
        self,
        stage: Stage,
        s_max: float | None = None,
        batch_idx: int | Tensor | None = None,
        num_batches: int | None = None,
        test_task_id: int | None = None,
    ) -> dict[str, Tensor]:
        """The mask of a pass.

        Args:
            stage: `train`: gate(s * e) with the annealed scale (`annealed_scale`) of the batch. `validation`:
                gate(s_max * e), or without s_max the binary mask e > 0. `test`, `unlearning_test`: the binary mask
                stored for the task. Arguments that a stage does not need are not looked at.
            s_max: Largest scale, above 0.
            batch_idx: Index of the batch in its epoch, 0 to num_batches - 1; a tensor's range is not checked.
            num_batches: Batches per epoch.
            test_task_id: The task to test.

        Returns:
            (units,) per weighted layer; layers of one group share the tensor.

        Raises:
            ValueError: Unknown stage; an argument that the stage needs is missing or out of range; nothing is stored
                for the task.
        """
        self.check_stage(stage)
        if stage == "train":
            return self._gated(annealed_scale(s_max, batch_idx, num_batches))
        if stage == "validation":
            return self._gated(None if s_max is None else check_s_max(s_max))
        return self._stored_mask(self.check_stored(test_task_id))

    def te_to_binary_mask(self) -> dict[str, Tensor]:
        """The mask that the embeddings tend to, e > 0: 0 or 1, (units,) per weighted layer."""
        with torch.no_grad():
            return self._gated(None)

    def store_mask(self) -> dict[str, Tensor]:
        """Stores the binary mask and the live norms as those of the current task.

        Returns:
            The mask stored: 0 or 1, (units,) per weighted layer.

        Raises:
            ValueError: Before `setup_task_id`, or an embedding is NaN.
        """
        self._current_task("store_mask")
        for group, embedding in self._embeddings().items():
            if embedding.isnan().any():
                raise ValueError(f"the task embedding of {group!r} is NaN; nothing was stored")
        mask = self.te_to_binary_mask()
        self._store({f"mask/{group}": mask[group] for group in self.graph.groups})
        return mask

    def setup_task_id(self, task_id: int, embedding_init: EmbeddingInit | None = "N01") -> None:
        """Announces the task that is learned from now on, makes room for it and starts its embedding.

        Args:
            task_id: Any integer, usually counted from 1. A task that is known already becomes the current one again:
                nothing of it is overwritten before the next `store_mask`, and nothing is drawn or reset.
            embedding_init: How the embedding of a new task starts; None or `last`: as it is.

        Raises:
            ValueError: Not an integer; or an unknown `embedding_init`.
        """
        known = task_id in self.processed_task_ids
        if embedding_init is not None:
            check_embedding_init(embedding_init)
        super().setup_task_id(task_id)
        if embedding_init is not None and not known:
            self.initialize_task_embedding(embedding_init)

    def initialize_task_embedding(self, mode: EmbeddingInit) -> None:
        """Draws the task embedding anew.

        Args:
            mode: How.

        Raises:
            ValueError: Unknown mode.
        """
        for embedding in self._embeddings().values():
            draw_embedding(embedding, mode)

    def initialize_weights(self, scheme: InitialWeights | None) -> None:
        """Draws the initial weights, and then the embeddings from N(0, 1)."""
        super().initialize_weights(scheme)
        self.initialize_task_embedding("N01")

    def _embeddings(self) -> dict[str, Tensor]:
        """(1, units) per unit group."""
        return {group: cast(HATMask, module).weight for group, module in self.task_embedding_t.items()}

    def _by_layer(self, groups: Mapping[str, Tensor]) -> dict[str, Tensor]:
        return {name: groups[layer.group] for name, layer in self.graph.layers.items() if layer.group is not None}

    def _gated(self, s: float | Tensor | None) -> dict[str, Tensor]:
        """gate(s * e) of all groups at once, e > 0 without s."""
        embeddings = self._embeddings()
        joined = torch.cat([embedding.flatten() for embedding in embeddings.values()])
        gated = (joined > 0).to(joined.dtype) if s is None else GATES[self.gate](s * joined)
        parts = torch.split_with_sizes(gated, [embedding.numel() for embedding in embeddings.values()])
        return self._by_layer(dict(zip(embeddings, parts, strict=True)))

    def _stored_mask(self, task_id: int) -> dict[str, Tensor]:
        stored = self.tasks[task_id]
        return self._by_layer({group: stored[f"mask/{group}"].to(e.dtype) for group, e in self._embeddings().items()})

    def _blank_masks(self) -> dict[str, Tensor]:
        return {
            f"mask/{group}": torch.zeros_like(e.detach()[0], dtype=torch.uint8)
            for group, e in self._embeddings().items()
        }


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
    if isinstance(norm, TaskBatchNorm) and isinstance(activation, _HOMOGENEOUS):
        return activation(norm(x, task_norm, mask))
    return mask_units(activation(norm(x, task_norm)), mask)


def norm_add_activation_mask(
    x: Tensor,
    norm: nn.Module,
    task_norm: TaskNorm,
    shortcut: Tensor,
    activation: nn.Module,
    mask: Tensor,
) -> Tensor:
    """Mask * activation(norm(x) + shortcut), the mask inside as in `norm_activation_mask`.

    Args:
        x: (batch, units, ...).
        norm: Norm of the layer.
        task_norm: Which norm.
        shortcut: Same shape as x.
        activation: Activation of the sum.
        mask: (units,), at least 0.

    Returns:
        Same shape as x.
    """
    if isinstance(norm, TaskBatchNorm) and isinstance(activation, _HOMOGENEOUS):
        return activation(torch.addcmul(norm(x, task_norm, mask), spread(mask, x), shortcut))
    return mask_units(activation(norm(x, task_norm) + shortcut), mask)
