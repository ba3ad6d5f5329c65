"""One file that rebuilds a backbone: its config, weights, masks and norms."""

import os
import pickle
import zipfile
from collections.abc import Mapping
from typing import Any, cast

import torch
from torch import Tensor

from .backbone import Backbone
from .errors import ConfigError
from .loading import load

__all__ = ["CheckpointError", "restore", "save"]

_FORMAT = "clbackbones 1"
_SHOWN = 10


class CheckpointError(ValueError):
    """A file that does not rebuild a backbone."""


def save(module: Backbone, path: str | os.PathLike[str]) -> None:
    """Writes a backbone to a file: config, weights, and what its mechanism stored for every task.

    The file is whole or not there: it is written beside its place and then moved.

    Args:
        module: The backbone.
        path: Where to write.

    Raises:
        OSError: If the file cannot be written.
    """
    content = {"format": _FORMAT, "config": module.config.to_dict(), "state": module.state_dict()}
    part = f"{os.fspath(path)}.part"
    try:
        torch.save(content, part)
        os.replace(part, path)
    finally:
        if os.path.exists(part):
            os.remove(part)


def restore(path: str | os.PathLike[str], map_location: torch.device | str | None = None) -> Any:
    """Rebuilds the backbone that `save` wrote, with all its tasks.

    Args:
        path: The file. It is read with `weights_only=True`, so it cannot run code.
        map_location: Device for the tensors; None: the one that they were saved from.

    Returns:
        The backbone, of the class that was saved, in training mode.

    Raises:
        CheckpointError: If the file is truncated or no checkpoint of a backbone, or if its tensors do not fit its
            config. Nothing is built then.
        OSError: If the file cannot be read.
    """
    content = _read(path, map_location)
    if content.get("format") != _FORMAT or not isinstance(content.get("state"), Mapping):
        raise CheckpointError(f"{os.fspath(path)} was not written by clbackbones.save; load its state dict yourself")
    state = cast("Mapping[str, Tensor]", content["state"])
    try:
        config = load(cast("Mapping[str, Any]", content["config"]))
    except ConfigError as error:
        raise CheckpointError(f"{os.fspath(path)} has a config that is not valid: {error}") from error
    with torch.device("meta"):  # nothing is drawn, and the tensors of the file keep their dtype
        backbone = config.build()
    try:
        backbone.load_state_dict(state, strict=True, assign=True)
    except RuntimeError as error:
        lines = str(error).splitlines()[1:]
        more = [f"... and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else []
        problems = "\n".join(line.strip() for line in [*lines[:_SHOWN], *more])
        raise CheckpointError(f"{os.fspath(path)} does not fit a {config.class_name} of its config:\n{problems}") from error
    return backbone


def _read(path: str | os.PathLike[str], map_location: torch.device | str | None) -> Mapping[str, object]:
    try:
        content = torch.load(path, map_location=map_location, weights_only=True)
    except (RuntimeError, EOFError, pickle.UnpicklingError, zipfile.BadZipFile, KeyError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise CheckpointError(f"{os.fspath(path)} is truncated or no checkpoint ({reason})") from error
    if not isinstance(content, Mapping):
        raise CheckpointError(f"{os.fspath(path)} holds a {type(content).__name__}, not a checkpoint of a backbone")
    return cast("Mapping[str, object]", content)
