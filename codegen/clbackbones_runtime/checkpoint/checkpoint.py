"""One file that rebuilds a backbone: its config, weights, masks and norms."""

import os
import warnings
from collections.abc import Mapping
from functools import partial
from typing import Any, BinaryIO, Final, cast

import torch
from torch import Tensor
from torch import distributed as dist

from ..catalog import CLARENA, Catalog
from ..clarena.drop_in import DropIn, config_of_ours
from ..config.config import Config
from ..config.loading import load
from ..config.problems import ConfigError
from ..layers.distributed import first_process, is_sharded, whole
from ..mechanisms.backbone import Backbone
from ..mechanisms.cl import TaskBackbone
from ..weights.tensor_file import NoTensorsError, read_tensors
from .whole_file import write_whole

__all__ = ["CheckpointError", "is_checkpoint", "restore", "save"]

_FORMAT: Final = "clbackbones 1"
"""Stands in each file; the number goes up when a file of the new kind cannot be read by this module."""

_SHOWN: Final = 10
"""Entries that an error lists."""


class CheckpointError(ValueError):
    """A file that does not rebuild a backbone."""


def save(module: Backbone, path: str | os.PathLike[str]) -> None:
    """Writes a backbone to a file: config, weights, and what its mechanism stored for every task.

    The file is there whole or not at all, also where the process is killed or several write it at once: it is written
    beside its place and then moved there. Links are followed, and a file that is there keeps its mode. To a pipe or
    device the content is written as it is.

    Where `fully_shard` split the parameters over processes, every process has to call this; the first one writes the
    file, with whole tensors on the CPU, and the others wait for it.

    Args:
        module: The backbone; not what wraps it. One of a class of your own is saved as what it extends.
        path: Where to write.

    Raises:
        TypeError: Not a backbone.
        ValueError: It is on the meta device, and has no values.
        OSError: The file cannot be written.
    """
    given = cast(object, module)
    if not isinstance(given, Backbone):
        raise TypeError(f"save takes a backbone, got a {type(given).__name__}; give the backbone in it, or save both")
    state = module.state_dict()
    if empty := [key for key, tensor in state.items() if tensor.is_meta]:
        raise ValueError(
            f"a backbone on the device 'meta' has no values to save: {empty[0]}; use to_empty, and load some"
        )
    if not any(map(is_sharded, state.values())):
        _write(module, state, path)
        return
    gathered: dict[str, Tensor] = {}
    for key, tensor in state.items():
        values = whole(tensor)
        if first_process():  # the others need not have room for all of them
            gathered[key] = values.cpu() if is_sharded(tensor) else values
    try:
        if first_process():
            _write(module, gathered, path)
    finally:
        dist.barrier()


def restore(catalog: Catalog, path: str | os.PathLike[str], map_location: torch.device | str | None = None) -> Any:
    """Rebuilds the backbone that `save` wrote, with all its tasks.

    Args:
        catalog: The catalog of the package that is asked; the class of the file is looked up in it.
        path: The file. It is read with `weights_only=True`, so it cannot run code.
        map_location: Device for the tensors; None: the one that they were on.

    Returns:
        The backbone, of the class that was saved, in training mode. For a class of `clbackbones.clarena` where CLArena
        is not installed, the class that it extends, with a warning.

    Raises:
        CheckpointError: The file is truncated, or no checkpoint of a backbone, or its tensors do not fit the class and
            config that it names. Nothing is built then.
        OSError: The file cannot be read.
    """
    name = os.fspath(path)
    content = _read(name, map_location)
    config, state = _config_and_state(catalog, name, content)
    backbone = _built(name, config)
    try:
        backbone.load_state_dict(state, strict=True, assign=True)
    except RuntimeError as error:
        problems = str(error).partition("\n")[2] or error
        message = f"{name}: the tensors do not fit a {config.class_name} of its config:\n{problems}"
        raise CheckpointError(message) from error
    if isinstance(backbone, TaskBackbone) and not backbone.processed_task_ids:
        backbone.adopt_tasks(_tasks(name, content))
    return backbone


def _write(module: Backbone, state: Mapping[str, Tensor], path: str | os.PathLike[str]) -> None:
    config = module.current_config() if isinstance(module, DropIn) else module.config
    content: dict[str, Any] = {"format": _FORMAT, "config": config.to_dict(), "state": _by_themselves(state)}
    if isinstance(module, TaskBackbone):
        content["tasks"] = module.processed_task_ids, module.task_id
    write_whole(path, partial(_dump, content))


def _by_themselves(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The same tensors; copies of those that share memory, or are a part of larger, so that they alone are written."""
    seen: set[int] = set()
    found: dict[str, Tensor] = {}
    for key, tensor in state.items():
        memory = tensor.untyped_storage()
        alone = memory.nbytes() == tensor.nbytes and memory.data_ptr() not in seen
        seen.add(memory.data_ptr())
        found[key] = tensor if alone else tensor.clone()
    return found


def _dump(content: Mapping[str, Any], file: BinaryIO) -> None:
    try:
        torch.save(content, file)
    except RuntimeError as error:  # torch's, which follows from that of a full disk, say
        if isinstance(error.__context__, OSError):
            raise error.__context__ from None
        raise


def _read(name: str, map_location: torch.device | str | None) -> Mapping[str, Any]:
    """The content of a file that `save` wrote."""
    try:
        content = read_tensors(name, map_location)
    except NoTensorsError as error:
        message = f"{name} cannot be read; it is truncated, or no checkpoint of a backbone: {error}"
        raise CheckpointError(message) from error
    entries = cast("Mapping[str, Any]", content if isinstance(content, Mapping) else {})
    given = entries.get("format")
    if given != _FORMAT:
        if isinstance(given, str) and given.startswith(_FORMAT.split()[0]):
            raise CheckpointError(f"{name} is a checkpoint of another kind ({given!r}); this version reads {_FORMAT!r}")
        hint = "of a state dict, `clbackbones convert` makes such a file"
        raise CheckpointError(f"{name} was not written by clbackbones.save; {hint}")
    return entries


def is_checkpoint(content: Mapping[str, Any]) -> bool:
    """Whether `save` wrote this."""
    return content.get("format") == _FORMAT


def _config_and_state(catalog: Catalog, name: str, entries: Mapping[str, Any]) -> tuple[Config, Mapping[str, Tensor]]:
    config, state = entries.get("config"), entries.get("state")
    if not isinstance(config, Mapping) or not isinstance(state, Mapping):
        raise CheckpointError(f"{name} lacks its config or its state dict")
    tensors = cast("Mapping[str, Tensor]", state)
    odd = [key for key, value in tensors.items() if not isinstance(value, Tensor)]  # pyright: ignore[reportUnnecessaryIsInstance]
    if odd:
        listed = ", ".join(map(str, odd[:_SHOWN]))
        raise CheckpointError(f"{name} has entries in its state dict that are no tensors: {listed}")
    given = cast("Mapping[str, Any]", config)
    _check_package(catalog, name, given.get("_target_"))
    try:
        return load(catalog, given), tensors
    except ConfigError as error:
        raise CheckpointError(f"{name} has a config that is not valid: {error}") from error


def _check_package(catalog: Catalog, name: str, target: object) -> None:
    """Raises an error that says what to install, where the package of a class is not known; imports nothing."""
    package = target.rpartition(".")[0] if isinstance(target, str) else ""
    own = any(f"{package}.".startswith(f"{each.package}.") for each in catalog.family)
    if package and not own and catalog.of_package(package) is None:
        wanted = package.removesuffix(f".{CLARENA}")
        hint = f"install the package '{wanted}', or import it before this is called"
        raise CheckpointError(f"{name} holds a {target}, of a package that is not known here; {hint}")


def _tasks(name: str, entries: Mapping[str, Any]) -> tuple[list[int], int | None]:
    """The tasks that a backbone had been set up for, and the current one; masked ones keep them in their buffers."""
    match entries.get("tasks", ([], None)):
        case ([*processed], current) if current in (processed or [None]) and all(type(x) is int for x in processed):
            return processed, current
        case tasks:
            raise CheckpointError(f"{name} has tasks that are none: {tasks!r}")


def _built(name: str, config: Config) -> Backbone:
    """A backbone of the class that a file names, or of the class that it extends where CLArena is not installed."""
    with torch.device("meta"):  # nothing is drawn, and the tensors of the file keep their dtype
        try:
            return config.build()
        except ImportError as error:
            known = config.backbone_class()
            if known.drop_in_of is None:
                raise
            message = f"{name} holds a {known.target}, restored as the class that it extends: {error}"
            warnings.warn(message, stacklevel=3)
            return config_of_ours(config).build()
