"""The SupSup mechanism: a supermask per task over random weights, and tasks that are found without their id.

Wortsman et al., "Supermasks in Superposition", NeurIPS 2020. Masks come about as WSN's do, which are those of
edge-popup (Ramanujan et al., CVPR 2020): of each layer, the scores that are largest in magnitude, straight-through.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, cast

import torch
from torch import Tensor, nn

from ..layers.distributed import fill
from ..layers.scored_layers import WSNMaskLayer
from ..layers.structure import with_tensors
from ..layers.task_norms import PerTask, TaskBatchNorm
from .backbone import InitialWeights
from .weight_masks import BiasMasks, WeightMasks
from .wsn_mask import WSNMaskBackbone

__all__ = ["Search", "SupSupBackbone", "SupSupLayer", "entropy", "make_signed_constants"]

Search = Literal["one_shot", "binary"]
"""`one_shot`: the task with the smallest gradient at once; `binary`: the better half of the tasks, again and again."""


def make_signed_constants(weight: Tensor) -> None:
    """Keeps the signs of a weight, and makes all magnitudes Kaiming's standard deviation, sqrt(2 / fan in).

    Args:
        weight: As torch has it, whose fan in is what it counts: the entries behind the first axis.
    """
    deviation = math.sqrt(2 / weight[0].numel())
    fill(weight, lambda values: values.sign_().mul_(deviation))


def entropy(logits: Tensor) -> Tensor:
    """The entropy of the classes, averaged over the batch.

    Args:
        logits: (batch, classes).
    """
    return -(logits.softmax(1) * logits.log_softmax(1)).sum(1).mean()


class SupSupBackbone(WSNMaskBackbone):
    """Base of the SupSup backbones: trained scores select from random weights, which never change.

    Weights are signed Kaiming constants unless the config names pretrained ones; `requires_grad` of weights and biases
    is False. A new task draws its scores anew, or with `carry_over_scores` starts from the masks before it.

    Where nobody says to which task a batch belongs, `infer_task_id` finds it.
    """

    def initialize_weights(self, scheme: InitialWeights | None) -> None:
        """Draws the weights, or loads those that the config names, freezes them, and draws the scores."""
        super().initialize_weights(scheme)
        for layer in self._layers().values():
            _freeze(layer)

    def _draw_weights(self, scheme: InitialWeights | None) -> None:
        super()._draw_weights(scheme)
        for layer in self._weighted_layers().values():
            make_signed_constants(layer.weight)

    def _begin_task(self, task_id: int, *, new: bool) -> None:
        super()._begin_task(task_id, new=new)
        if new and self.carry_over_scores and self.stored_task_ids:
            self.initialize_parameter_score("default")
            self._favour(self._mean_masks(self.stored_task_ids))

    def _favour(self, masks: tuple[WeightMasks, BiasMasks]) -> None:
        """Adds to the magnitude of each score the bound of its draw, times the share of stored tasks that keep it.

        The mean of masks alone would leave scores of 0, whose gradient has no sign to go by, and nothing but ties.
        """
        for name, layer in self._scored_layers().items():
            for score, mask in ((layer.weight_score, masks[0][name]), (layer.bias_score, masks[1][name])):
                if score is not None and mask is not None:
                    more = mask.view(score.weight.shape) * score.inputs**-0.5
                    fill(score.weight, lambda values, more=more: values.add_(values.sign() * more))

    def infer_task_id(self, input: Tensor, logits: Callable[[Tensor], Tensor], search: Search = "one_shot") -> int:
        """Finds the task that a batch belongs to: the one whose mask makes the output most certain.

        The masks of all tasks are superposed, in equal shares. Where a larger share of a task's mask lowers the entropy
        of the output most, that is the task (Wortsman et al. 2020, sec. 3.3). Call it in evaluation mode, as all tests.

        Args:
            input: (batch, ...), all of one task; one input may do.
            logits: What the output is: a head for all tasks, (batch, output_dim) -> (batch, classes).
            search: `one_shot` makes one pass forward and backward, `binary` as many as T can be halved.

        Returns:
            One of `stored_task_ids`.

        Raises:
            ValueError: Nothing is stored; or an unknown `search`.
        """
        if search not in ("one_shot", "binary"):
            raise ValueError(f"search must be 'one_shot' or 'binary', got {search!r}")
        candidates: list[int] = self.stored_task_ids
        if not candidates:
            raise ValueError("there is no task to find: none is stored")
        while len(candidates) > 1:
            kept = 1 if search == "one_shot" else math.ceil(len(candidates) / 2)
            gradient = self.superposition_gradient(input, logits, candidates)
            order = cast("list[int]", gradient.argsort().tolist())
            candidates = [candidates[index] for index in sorted(order[:kept])]
        return candidates[0]

    def superposition_gradient(
        self, input: Tensor, logits: Callable[[Tensor], Tensor], task_ids: Sequence[int] | None = None
    ) -> Tensor:
        """How the entropy of the output changes with the share of each task in the superposition of T masks.

        The network computes with the weights times sum_i a_i m_i, where all a_i are 1 / T; given is the derivative for
        each a_i. Norms per task are averaged, and take no part in the derivative; of a batch of several inputs they use
        its own statistics, as in the authors' code, since those of a task are none of a superposition.

        Args:
            input: (batch, ...).
            logits: What the output is: (batch, output_dim) -> (batch, classes).
            task_ids: The stored tasks that are superposed; None for all of them.

        Returns:
            (tasks,); the smallest stands for the likeliest task.

        Raises:
            ValueError: Nothing is stored for a task; or an input shape that the network does not take.
        """
        self.check_input(input)
        tasks = [self.check_stored(each, "task_ids") for each in (task_ids or self.stored_task_ids)]
        with torch.inference_mode(False), torch.enable_grad():
            weight_mask, bias_mask = self._mean_masks(tasks)
            masks = [mask.requires_grad_() for mask in _present(weight_mask, bias_mask)]
            weights, biases = self._masked(weight_mask, bias_mask)
            network = cast(SupSupBackbone, with_tensors(self, self._mean_norms(tasks)))
            for norm in network._norms():
                norm.train(norm.independent and len(input) > 1)
            feature, _ = network.network(input.clone(), weights, biases, "train")
            gradients = torch.autograd.grad(entropy(logits(feature)), masks)
        # A task's mask at a time: all of them at once would take as much memory as T networks.
        shares = [
            sum(
                (gradient * own).sum()
                for gradient, own in zip(gradients, _present(*self._stored_masks(each)), strict=True)
            )
            for each in tasks
        ]
        return torch.stack([cast(Tensor, share) for share in shares])

    def _mean_masks(self, task_ids: Sequence[int]) -> tuple[WeightMasks, BiasMasks]:
        """The masks of stored tasks, averaged."""
        weights, biases = self._stored_masks(task_ids[0])
        for task_id in task_ids[1:]:
            for mean, own in zip(_present(weights, biases), _present(*self._stored_masks(task_id)), strict=True):
                mean.add_(own)
        for mean in _present(weights, biases):
            mean.div_(len(task_ids))
        return weights, biases

    def _mean_norms(self, task_ids: Sequence[int]) -> Mapping[str, Tensor]:
        """Norms, tokens and positions of stored tasks, averaged, by the names of the live ones; not shared ones."""
        tensors: dict[str, Tensor] = {}
        for path, norm in cast("Iterator[tuple[str, nn.Module]]", self.named_modules()):
            if isinstance(norm, PerTask) and norm.independent:
                states = [norm.state(task_id) for task_id in task_ids]
                tensors |= {f"{path}.{key}": torch.stack([each[key] for each in states]).mean(0) for key in states[0]}
            if isinstance(norm, TaskBatchNorm) and norm.independent:  # which counts the batch
                tensors[f"{path}.num_batches_tracked"] = norm.num_batches_tracked.clone()
        return tensors


def _present(weights: WeightMasks, biases: BiasMasks) -> list[Tensor]:
    """The masks of weights, and those of biases where there are any."""
    return [*weights.values(), *(mask for mask in biases.values() if mask is not None)]


def _freeze(layer: nn.Module) -> None:
    """Freezes weight and bias of a layer, and not its scores."""
    for parameter in layer.parameters(recurse=False):
        parameter.requires_grad_(False)


class SupSupLayer(WSNMaskLayer):
    """A layer whose weights are frozen signed constants, from which scores select: `layer(x, *layer.mask(0.5))`."""

    def prepare(self) -> None:
        """Gives it its scores and its constants, and freezes these."""
        super().prepare()
        make_signed_constants(self.weight)
        _freeze(self)
