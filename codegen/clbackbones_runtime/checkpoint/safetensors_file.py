"""Files of `save` as safetensors: tensors, and beside them texts; nothing in such a file can be run.

Any program that reads safetensors has the tensors. The metadata has the config, the tasks, and a checksum of all.
"""

import importlib
import json
import zlib
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, BinaryIO, Final

import torch
from torch import Tensor

from ..weights.tensor_file import AbsentDeviceError

__all__ = ["DamagedError", "check_installed", "dump", "is_named_so", "load"]

_SUFFIX: Final = ".safetensors"
_LENGTH: Final = 8
"""Bytes in which the file says how long its header is."""

_TEXTS: Final = ("config", "tasks")
"""What a checkpoint has besides tensors and its format, which the metadata has as JSON."""


class DamagedError(Exception):
    """A file is not as it was written; the text says where."""


def is_named_so(path: str) -> bool:
    """Whether the name of a file says that it is one of safetensors."""
    return PurePath(path).suffix.lower() == _SUFFIX


def check_installed() -> None:
    """Raises an ImportError that says what to install, unless there is a library that reads and writes such files."""
    _library()


def dump(content: Mapping[str, Any], file: BinaryIO) -> None:
    """Writes a checkpoint.

    Args:
        content: What `torch.save` would write: `format`, `config`, `state`, `tasks` if any.
        file: Where to.
    """
    state: dict[str, Tensor] = {key: each.detach().cpu().contiguous() for key, each in content["state"].items()}
    texts = {key: json.dumps(content[key]) for key in _TEXTS if key in content}
    # `pt` is what other libraries look for in files of torch's tensors.
    metadata = {"format": "pt", "clbackbones": content["format"], "keys": json.dumps(list(state)), **texts}
    file.write(_library().save(state, {**metadata, "crc32": _checksum(metadata, state)}))


def load(file: BinaryIO, map_location: torch.device | str | None) -> tuple[dict[str, Any], int]:
    """Reads a checkpoint.

    Args:
        file: The file, at its start.
        map_location: Device for the tensors; None for the CPU.

    Returns:
        What `dump` was given, as far as the file has it; and the bytes of its header.

    Raises:
        DamagedError: The checksum does not fit.
        AbsentDeviceError: The device is not there.
        Exception: It is no such file.
    """
    data = file.read()
    length = int.from_bytes(data[:_LENGTH], "little")
    state: dict[str, Tensor] = _library().load(data)
    header: dict[str, Any] = json.loads(data[_LENGTH : _LENGTH + length])
    metadata: dict[str, str] = header.get("__metadata__", {})
    if "clbackbones" not in metadata:
        return {}, length
    if metadata.pop("crc32", None) != _checksum(metadata, state):
        raise DamagedError("its checksum does not fit")
    # Tensors come in an order of their own; that of the state dict is also that of tasks.
    state = {key: state.pop(key) for key in json.loads(metadata["keys"])} | state
    texts = {key: json.loads(metadata[key]) for key in _TEXTS if key in metadata}
    return {"format": metadata["clbackbones"], "state": _placed(state, map_location), **texts}, length


def _placed(state: dict[str, Tensor], device: torch.device | str | None) -> dict[str, Tensor]:
    if device is None:
        return state
    try:
        return {key: tensor.to(device) for key, tensor in state.items()}
    except (RuntimeError, AssertionError) as error:  # with which torch refuses a device
        raise AbsentDeviceError(
            f'map_location {str(device)!r} is not there; give map_location="cpu", or a device that is'
        ) from error


def _checksum(metadata: Mapping[str, str], state: Mapping[str, Tensor]) -> str:
    """A number that differs where a text, a name, a type, a shape or a value does."""
    checksum = zlib.crc32(json.dumps(metadata, sort_keys=True).encode())
    for key, tensor in sorted(state.items()):
        checksum = zlib.crc32(f"{key} {tensor.dtype} {tuple(tensor.shape)}".encode(), checksum)
        values: Any = tensor.reshape(-1).view(torch.uint8).numpy()
        checksum = zlib.crc32(values, checksum)
    return str(checksum)


def _library() -> Any:
    try:
        return importlib.import_module("safetensors.torch")
    except ImportError:
        raise ImportError(f"{_SUFFIX} files need safetensors: pip install 'clbackbones[safetensors]'") from None
