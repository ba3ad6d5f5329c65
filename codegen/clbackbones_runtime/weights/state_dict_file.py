"""Where files of training programs keep a state dict, and what they put before its names."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, cast

import torch
from torch import Tensor

from ..config.wording import shortened
from .tensor_file import NoTensorsError, entries_of, is_pipe_or_device, is_safetensors, read_tensors

__all__ = ["FORMAT", "NoStateDictError", "find_state_dict", "is_checkpoint", "read_state_dict"]

FORMAT: Final = "clbackbones 1"
"""Stands in each file of `save`; the number goes up when such a file cannot be read by this version."""

_KEYS: Final = ("state_dict", "model_state_dict", "model_state", "model", "net", "network", "backbone", "weights")
"""The usual keys of a state dict, in the order in which they count."""

_OF_SAFETENSORS: Final = (
    "is a file of safetensors: clbackbones.restore reads those of clbackbones.save; of others, torch.save what "
    "safetensors.torch.load_file gives"
)

_PREFIXES: Final = ("module.", "_orig_mod.", "model.", "net.", "network.", "backbone.")
"""What wrappers, compilers and algorithms put before names, in any order."""

_DEPTH: Final = 4
"""Mappings inside of each other that are looked into; a file may hold one that holds itself."""

_WRAPPED: Final = 20
"""Prefixes in front of a name that are left out."""

_SHOWN: Final = 5
"""Keys that an error lists."""

_WIDTH: Final = 24
"""Characters of each, so that all of them fit on a line."""


def is_checkpoint(content: Mapping[str, Any]) -> bool:
    """Whether `save` wrote this."""
    return content.get("format") == FORMAT


class NoStateDictError(ValueError):
    """A file without a state dict; the text goes on after its name."""


def read_state_dict(path: str | os.PathLike[str]) -> dict[str, Tensor]:
    """The state dict of a network in a file, on the CPU; reading it runs no code.

    Args:
        path: The file.

    Raises:
        NoStateDictError: There is none.
        OSError: The file cannot be opened.
    """
    if is_pipe_or_device(path):
        raise NoStateDictError("is no file, but a pipe or device; give a file with a state dict")
    try:
        return find_state_dict(read_tensors(path, "cpu"))
    except NoTensorsError as error:
        with Path(path).open("rb") as file:
            if is_safetensors(file):
                raise NoStateDictError(_OF_SAFETENSORS) from error
        if error.foreign is None:
            raise NoStateDictError(f"is truncated, or holds no state dict ({error}); save a state dict") from error
        more = f"{error.foreign} beside or instead of it; save the state dict itself"
        raise NoStateDictError(f"holds no state dict ({error}): {more}") from error


def find_state_dict(content: object) -> dict[str, Tensor]:
    """The state dict of a network in what a file holds, under the names that it has in the network.

    Args:
        content: A state dict, or a mapping with one under a usual key, or with only one. Names may have prefixes such
            as `module.` or `model.backbone.`; then those without are left out.

    Raises:
        NoStateDictError: There is none; it names the keys that are there.
    """
    for _ in range(_DEPTH):
        entries = entries_of(content)
        if entries is None:
            raise NoStateDictError(f"holds no state dict, but a {type(content).__name__}; save the state dict itself")
        if is_checkpoint(cast("Mapping[str, Any]", entries)):
            raise NoStateDictError("was written by clbackbones.save; clbackbones.restore reads it as it is")
        tensors, inner = _tensors(entries), _inner(entries)
        if inner is None and tensors:
            return _checked(_without_prefixes(tensors))
        if inner is None:
            raise NoStateDictError(f"holds no state dict, but {_listed(entries)}; save the state dict itself")
        content = inner
    raise NoStateDictError("holds no state dict that is not deep inside of others; save the state dict itself")


def _inner(entries: Mapping[object, object]) -> Mapping[object, object] | None:
    """What holds the state dict inside of a mapping; None where that is one, or where there is no telling."""
    if any(key.endswith(".weight") for key in _tensors(entries)):
        return None
    nested = {key: inner for key, value in entries.items() if (inner := entries_of(value)) is not None}
    usual = [nested[key] for key in _KEYS if key in nested]
    states = [value for value in nested.values() if _tensors(value)]
    return next(iter(usual), states[0] if len(states) == 1 else None)


def _listed(entries: Mapping[object, object]) -> str:
    keys = [shortened(str(key), _WIDTH) for key in list(entries)[:_SHOWN]]
    more = [f"and {len(entries) - _SHOWN} more"] if len(entries) > _SHOWN else []
    return ", ".join([*keys, *more]) or "nothing"


def _tensors(entries: Mapping[object, object]) -> dict[str, Tensor]:
    return {key: value for key, value in entries.items() if isinstance(key, str) and isinstance(value, Tensor)}


def _without_prefixes(state: dict[str, Tensor]) -> dict[str, Tensor]:
    for _ in range(_WRAPPED):
        prefix = next((each for each in _PREFIXES if any(key.startswith(each) for key in state)), None)
        if prefix is None:
            break
        state = {key.removeprefix(prefix): value for key, value in state.items() if key.startswith(prefix)}
    return state


def _checked(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """The same state dict, if each value of its tensors is in the file, of which a view may show any number."""
    for key, tensor in state.items():
        dense = tensor.layout is torch.strided and not tensor.is_meta and not tensor.is_quantized
        if not dense or tensor.nbytes > tensor.untyped_storage().nbytes():
            raise NoStateDictError(
                f"holds tensors without values of their own, {shortened(key)} for one; save a network that runs"
            )
    return state
