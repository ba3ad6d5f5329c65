"""What a whole model of CLArena says of its backbone, where it was pickled as CLArena's `SaveModels` does.

Besides the state dict that is the masks of all tasks, which of CLArena's attributes hold, and what shapes do not tell.
"""

from collections.abc import Mapping
from typing import Any, cast

from attrs import field, frozen
from torch import Tensor, nn

from ..catalog import Catalog
from ..mechanisms.backbone import Backbone

__all__ = ["Model", "find_model"]

_KEYS = ("model", "state_dict", "net", "network", "backbone", "algorithm")
"""Where files of training programs keep a model."""


@frozen
class Model:
    """A backbone with what its algorithm knows of it.

    Attributes:
        backbone: The backbone: one of ours, or of CLArena's.
        masks: What is assigned to `masks` of ours: by task, for those whose masks are stored.
        task_ids: All tasks set up, in this order.
        task_id: The current one; None before the first.
    """

    backbone: nn.Module
    masks: Mapping[int, Any] = field(factory=dict[int, Any])
    task_ids: tuple[int, ...] = ()
    task_id: int | None = None

    @property
    def ours(self) -> Backbone | None:
        """The backbone, if it is one of ours."""
        return self.backbone if isinstance(self.backbone, Backbone) else None

    def fields(self, catalog: Catalog) -> dict[str, Any]:
        """The fields that shapes do not tell, the class included, as far as the catalog has it.

        Args:
            catalog: The catalog whose classes it may be of.
        """
        known = catalog.named(type(self.backbone).__name__)
        if known is None:
            return {}
        modules = list(self.backbone.modules())
        activations = [type(each).__name__ for each in modules if type(each).__name__ in catalog.activations()]
        dropouts = [each.p for each in modules if isinstance(each, nn.Dropout)]
        found: dict[str, Any] = {"_target_": known.target}
        for name, facts in known.fields.items():
            if facts.type == "activation":
                found[name] = next(iter(activations), None)
            elif name in known.part_fields("dropout"):
                found[name] = next(iter(dropouts), None)
            elif name in vars(self.backbone):
                value = vars(self.backbone)[name]
                if (
                    isinstance(value, bool)
                    if facts.type == "boolean"
                    else isinstance(value, str) and value in facts.choices
                ):
                    found[name] = value
                elif facts.nullable and not value:
                    found[name] = None
        return found


def find_model(content: object) -> Model | None:
    """The model in what a file holds; None where there is none.

    Args:
        content: A backbone, an algorithm that has one, or a mapping with one of these under a usual key.
    """
    if isinstance(content, Mapping):
        entries = cast("Mapping[object, object]", content)
        content = next((entries[key] for key in _KEYS if isinstance(entries.get(key), nn.Module)), None)
    if not isinstance(content, nn.Module):
        return None
    inner = getattr(content, "backbone", None)
    backbone = inner if isinstance(inner, nn.Module) else content
    task_ids = tuple(dict.fromkeys(getattr(backbone, "processed_task_ids", ())))
    masks: dict[int, Any] = dict(getattr(backbone, "masks", None) or _weight_masks(content, backbone))
    return Model(backbone, masks, task_ids, getattr(backbone, "task_id", None) if task_ids else None)


def _weight_masks(
    algorithm: nn.Module, backbone: nn.Module
) -> dict[int, tuple[Mapping[str, Tensor], Mapping[str, Any]]]:
    """Masks of weights and biases, which the algorithm keeps; None for biases that do not exist, which have one too."""
    weights = cast("Mapping[int, Mapping[str, Tensor]]", getattr(algorithm, "weight_masks", {}))
    biases = cast("Mapping[int, Mapping[str, Tensor | None]]", getattr(algorithm, "bias_masks", {}))
    layer = cast("Any", backbone).get_layer_by_name
    return {
        task_id: (masks, {name: None if layer(name).bias is None else biases[task_id][name] for name in masks})
        for task_id, masks in weights.items()
    }
