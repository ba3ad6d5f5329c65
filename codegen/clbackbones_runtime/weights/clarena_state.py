"""State dicts of CLArena's backbones, under our names.

Layers, norms and embeddings have the same names there. What differs is renamed while a state dict is loaded; CLArena
stores neither masks nor task ids, so none come with it.
"""

import re
from typing import Any

import torch
from torch import Tensor, nn

from ..layers.names import module_path

__all__ = ["adopt"]

_SCORE = re.compile(r"(weight|bias)_score_t\.(.+)\.weight")
_TASK_NORM = re.compile(r"(?P<norm>(?:.+\.)?\w+)s\.(?P<task>-?\d+)(?P<index>(?:\.\d+)?)\.(?P<entry>\w+)")
_COUNTER = "num_batches_tracked"


def adopt(module: nn.Module, state_dict: dict[str, Any], prefix: str) -> None:
    """Renames, in place, what CLArena calls otherwise.

    - A block's own copies of its embeddings are dropped: they stand at the top as well.
    - Scores, one table for all layers there, go to their layers; those of biases that do not exist are dropped.
    - Norms per task, one module per task there, go to the norm that they belong to.
    - A norm that has never seen a batch is dropped where the network has none: `HATMaskMLP` has one even without batch
      normalization, and leaves it out of every pass.

    Args:
        module: The backbone.
        state_dict: The state dict; nothing of our own is changed.
        prefix: What stands before the names of the backbone.
    """
    for key in [key for key in state_dict if key.startswith(prefix)]:
        name = key.removeprefix(prefix)
        if ".task_embedding_t." in name:
            del state_dict[key]
        elif match := _SCORE.fullmatch(name):
            layer = module_path(match[2])
            score = state_dict.pop(key)
            if f"{match[1]}_score" in _children(module, layer):
                state_dict[f"{prefix}{layer}.{match[1]}_score.weight"] = score
        elif (match := _TASK_NORM.fullmatch(name)) and "tasks" in _children(module, match["norm"] + match["index"]):
            _adopt_norm(state_dict, prefix, match)
        elif name.endswith(f".{_COUNTER}") and not state_dict[key].is_meta and not state_dict[key].any():
            _drop_unused_norm(module, state_dict, key.removesuffix(_COUNTER), name.removesuffix(f".{_COUNTER}"))


def _adopt_norm(state_dict: dict[str, Any], prefix: str, match: re.Match[str]) -> None:
    value: Tensor = state_dict.pop(prefix + match[0])
    if match["entry"] == _COUNTER:
        return
    tasks = f"{prefix}{match['norm']}{match['index']}.tasks"
    state_dict[f"{tasks}.{match['task']}.{match['entry']}"] = value
    # Every task starts from an untrained norm there; it is part of our state once there is a first task.
    initial = torch.ones_like if match["entry"] in ("weight", "running_var") else torch.zeros_like
    state_dict.setdefault(f"{tasks}.initial.{match['entry']}", initial(value))


def _drop_unused_norm(module: nn.Module, state_dict: dict[str, Any], key: str, name: str) -> None:
    norm = _submodule(module, name)
    if norm is not None and not norm.state_dict():
        for entry in ("weight", "bias", "running_mean", "running_var", _COUNTER):
            state_dict.pop(key + entry, None)


def _children(module: nn.Module, name: str) -> list[str]:
    found = _submodule(module, name)
    return [] if found is None else [child for child, _ in found.named_children()]


def _submodule(module: nn.Module, name: str) -> nn.Module | None:
    try:
        return module.get_submodule(name)
    except AttributeError:
        return None
