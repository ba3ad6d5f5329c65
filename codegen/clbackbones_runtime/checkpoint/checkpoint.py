"""One file that rebuilds a backbone: its config, weights, masks and norms."""

import os
import warnings
from collections.abc import Mapping
from functools import partial
from typing import Any, BinaryIO, cast

import torch
from torch import Tensor
from torch import distributed as dist
from torch.serialization import get_crc32_options, set_crc32_options

from ..catalog import CLARENA, Catalog
from ..clarena.drop_in import DropIn, config_of_ours
from ..config.config import Config
from ..config.loading import load
from ..config.problems import ConfigError
from ..config.wording import shortened, visible
from ..layers.distributed import first_process, is_sharded, whole
from ..mechanisms.backbone import Backbone
from ..mechanisms.cl import TaskBackbone
from ..mechanisms.masked import MaskedBackbone
from ..weights.state_dict_file import FORMAT, is_checkpoint
from . import safetensors_file
from .reading import CheckpointError, Content, read_checkpoint, told
from .soundness import faults, types_of
from .whole_file import write_whole

__all__ = ["CheckpointError", "is_checkpoint", "restore", "save", "write_content"]


def save(module: Backbone, path: str | os.PathLike[str]) -> None:
    """Writes a backbone to a file: config, weights, and what its mechanism stored for every task.

    The file is there whole or not at all, also where the process is killed or several write it at once: it is written
    beside its place and then moved there. Links are followed, and a file that is there keeps its mode. To a pipe or
    device the content is written as it is; a pipe that nobody reads within a second gets nothing, with a warning.

    A name that ends with `.safetensors` makes it such a file, which other programs read without pickle; it is restored
    to the CPU unless another device is named, and does not keep memory formats such as channels last.

    Where `fully_shard` split the parameters over processes, every process has to call this; the first one writes the
    file, with whole tensors on the CPU, and the others wait for it.

    Args:
        module: The backbone; not what wraps it. One of a class of your own is saved as what it extends.
        path: Where to write.

    Raises:
        TypeError: Not a backbone.
        ValueError: It is on the meta device, and has no values.
        ImportError: The name ends with `.safetensors`, and that library is not installed.
        OSError: The file cannot be written.
        IsolationError: Stored tasks of a backbone that masks have changed, see `check_weights`; nothing is written.
    """
    given = cast(object, module)
    if not isinstance(given, Backbone):
        raise TypeError(f"save takes a backbone, got a {type(given).__name__}; give the backbone in it, or save both")
    if isinstance(module, MaskedBackbone):
        module.check_weights()
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
    """`restore` of the generated package that a catalog is of; there it is said what is taken, returned and raised."""
    name = os.fsdecode(path)
    with torch.inference_mode(False):  # so that what is restored can be trained
        content = read_checkpoint(name, map_location)
        name = visible(name)
        config = _checked_config(catalog, name, content.config)
        backbone = _built(name, config)
        if problems := _load(backbone, content):
            raise CheckpointError(
                f"{name}: the tensors do not fit a {config.class_name} of its config: {told(problems)}"
            )
    return backbone


def _write(module: Backbone, state: Mapping[str, Tensor], path: str | os.PathLike[str]) -> None:
    config = module.current_config() if isinstance(module, DropIn) else module.config
    content: dict[str, Any] = {"format": FORMAT, "config": config.to_dict(), "state": state}
    if isinstance(module, TaskBackbone):
        content["tasks"] = module.processed_task_ids, module.task_id
    write_content(content, path)


def write_content(content: Mapping[str, Any], path: str | os.PathLike[str]) -> None:
    """Writes what `read_content` reads.

    Args:
        content: `format`, a text; `config`, of JSON values; `state`, a state dict; maybe `tasks`, of JSON values.
        path: Where to write.

    Raises:
        ImportError: The name ends with `.safetensors`, and that library is not installed.
        OSError: The file cannot be written.
    """
    if safetensors_file.is_named_so(os.fsdecode(path)):
        safetensors_file.check_installed()
        dump = safetensors_file.dump
    else:
        dump = _dump
    write_whole(path, partial(dump, {**content, "state": _by_themselves(content["state"])}))


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
    checksums = get_crc32_options()
    try:
        if not checksums:  # by which `restore` knows a damaged file
            set_crc32_options(True)
        torch.save(content, file)
    except RuntimeError as error:  # torch's, which follows from that of a full disk, say
        if isinstance(error.__context__, OSError):
            raise error.__context__ from None
        raise
    finally:
        if not checksums:
            set_crc32_options(False)


def _checked_config(catalog: Catalog, name: str, given: Mapping[str, Any]) -> Config:
    _check_package(catalog, name, given.get("_target_"))
    try:
        return load(catalog, given)
    except ConfigError as error:
        raise CheckpointError(f"{name} has a config that is not valid: {told(str(error).splitlines())}") from error


def _load(backbone: Backbone, content: Content) -> list[str]:
    """Puts what a file holds into a backbone; returns what does not fit."""
    types = types_of(backbone)
    try:
        backbone.load_state_dict(content.state, strict=True, assign=True)
    except Exception as error:  # whatever loading arbitrary tensors raises
        lines = str(error).splitlines()
        return lines[1:] or lines
    if lacking := [key for key in backbone.state_dict() if key not in content.state]:
        return [f"it lacks {key}" for key in lacking]  # counters, which torch sets to 0
    if isinstance(backbone, TaskBackbone):
        tasks = backbone.processed_task_ids, backbone.task_id
        if content.tasks is None:
            return ["it lacks the tasks that were set up"]
        if not isinstance(backbone, MaskedBackbone):
            backbone.adopt_tasks(content.tasks)
        elif content.tasks != tasks:
            return [f"it holds masks for the tasks {tasks[0]}, and was set up for {content.tasks[0]}"]
    return list(faults(backbone, types))


def _check_package(catalog: Catalog, name: str, target: object) -> None:
    """Raises an error that says what to install, where the package of a class is not known; imports nothing."""
    package = target.rpartition(".")[0] if isinstance(target, str) else ""
    own = any(f"{package}.".startswith(f"{each.package}.") for each in catalog.family)
    if package and not own and catalog.of_package(package) is None:
        wanted = shortened(package.removesuffix(f".{CLARENA}"))
        hint = f"install the package '{wanted}', or import it before this is called"
        raise CheckpointError(f"{name} holds a {shortened(str(target))}, of a package that is not known here; {hint}")


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
