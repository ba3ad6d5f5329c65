"""Reads a file of `save`: nothing of it is run, every byte is checked, in time and memory that grow with the file."""

import errno
import pickletools
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

import torch
from attrs import frozen
from torch import Tensor

from ..config.problems import naming
from ..config.wording import shortened, visible
from ..weights.state_dict_file import FORMAT
from ..weights.tensor_file import (
    AbsentDeviceError,
    NoTensorsError,
    entries_of,
    is_pipe_or_device,
    is_safetensors,
    load_tensors,
    one_line,
)
from . import safetensors_file
from .safetensors_file import DamagedError

__all__ = ["CheckpointError", "Content", "read_checkpoint", "read_content", "told"]

_SHOWN: Final = 3
"""Problems that an error lists."""

_MORE: Final = 100
"""Entries that a config may have besides those for tensors."""

_MADE: Final = re.compile(r"collections OrderedDict|torch\._utils _rebuild_tensor_v2|torch \w+Storage")
"""What a file makes besides plain values, as its opcodes name it; torch would make more, an array of any size say."""

_MAKING: Final = ("STACK_GLOBAL", "INST", "OBJ", "NEWOBJ", "NEWOBJ_EX", "EXT1", "EXT2", "EXT4")
"""Opcodes of `pickle` that make other things."""

_END: Final = b"PK\5\6"
"""With it begin the last bytes of an archive that has no comment."""

_END_SIZE: Final = 22

_LARGE: Final = b"PK\6\7"
"""With it begins what stands before the end of a large archive, as torch writes them: it says where its own end is."""

_LARGE_SIZE: Final = 76

_FOLDER: Final = 0x10
"""MS-DOS's attribute of folders. Of an entry that has it torch reads nothing, and takes whatever is in memory."""


class CheckpointError(ValueError):
    """A file that does not rebuild a backbone; the text is one line."""


@frozen
class Content:
    """What a file holds.

    Attributes:
        config: The config as a mapping, not checked yet.
        state: The state dict: dense tensors with memory of their own.
        tasks: All tasks set up, and the current one; None where it tells none.
    """

    config: Mapping[str, Any]
    state: Mapping[str, Tensor]
    tasks: tuple[list[int], int | None] | None


def read_checkpoint(name: str, map_location: torch.device | str | None = None) -> Content:
    """The content of a file that `save` wrote.

    Args:
        name: The file.
        map_location: Device for the tensors; None: the one that they were on.

    Raises:
        CheckpointError: It is damaged, or was not written by `save`; the device is not there; or it is one of
            safetensors, and that library is not.
        OSError: It cannot be read.
    """
    entries, size = read_content(name, map_location)
    name = visible(name)
    _check_format(name, entries.get("format"))
    state = _state(name, entries.get("state"))
    return Content(_config(name, entries.get("config"), len(state) + _MORE), state, _tasks(name, entries, size))


def read_content(name: str, map_location: torch.device | str | None = None) -> tuple[Mapping[str, Any], int]:
    """What a file of ours holds, whatever that is, and the bytes of what is no tensor.

    Args:
        name: The file.
        map_location: Device for the tensors; None: the one that they were on.

    Raises:
        CheckpointError: See `read_checkpoint`.
        OSError: It cannot be read.
    """
    path, name = Path(name), visible(name)
    if is_pipe_or_device(path):  # which might never end
        raise CheckpointError(f"{name} is no file, but a pipe or device; give a file that clbackbones.save wrote")
    with naming(str(path)), path.open("rb") as file:
        try:
            if is_safetensors(file):
                content, size = safetensors_file.load(file, map_location)
            else:
                size = _check_archive(file, path.stat().st_size)
                file.seek(0)
                content = load_tensors(file, map_location)
        except AbsentDeviceError as error:
            raise CheckpointError(f"{name}: {error}") from error
        except ImportError as error:
            raise CheckpointError(f"{name}: {error}") from error
        except DamagedError as error:
            raise CheckpointError(f"{name} is damaged, {error}; restore another copy") from error
        except zipfile.BadZipFile as error:
            what = "it holds something else than tensors and plain values, or not all of them"
            raise CheckpointError(f"{name} {_CANNOT}: {what}") from error
        except OSError as error:
            if error.errno != errno.EINVAL:  # for places that no file has
                raise
            raise CheckpointError(f"{name} {_CANNOT}: {one_line(str(error))}") from error
        except Exception as error:  # whatever reading arbitrary bytes raises
            raise CheckpointError(f"{name} {_CANNOT}: {one_line(str(error))[:300]}") from error
    return cast("Mapping[str, Any]", entries_of(content) or {}), size


def told(problems: Sequence[str]) -> str:
    """The first problems, and how many there are besides, on one line."""
    more = len(problems) - _SHOWN
    return "; ".join([*map(one_line, problems[:_SHOWN]), *([f"and {more} more"] if more > 0 else [])])


_CANNOT: Final = "cannot be read; it is truncated, or no checkpoint of a backbone"


def _check_archive(file: BinaryIO, size: int) -> int:
    """Checks that a file is what torch writes, and its checksums; returns the bytes of its pickle.

    Raises:
        DamagedError: A checksum does not fit, or there are bytes besides.
        Exception: It is no such file.
    """
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        # Programs that read archives overlook what stands before and after them.
        file.seek(max(0, size - _LARGE_SIZE - _END_SIZE))
        before, end = (tail := file.read())[:-_END_SIZE], tail[-_END_SIZE:]
        if not end.startswith(_END) or min((each.header_offset for each in entries), default=0):
            raise DamagedError("other bytes stand before or after its archive")
        if not _agree(before, end, archive.start_dir, size):
            raise NoTensorsError("it says twice what it holds")
        if any(entry.compress_type != zipfile.ZIP_STORED for entry in entries):
            raise NoTensorsError("it is compressed")
        if any(entry.external_attr & _FOLDER or entry.compress_size != entry.file_size for entry in entries):
            raise NoTensorsError("it has entries that are no files")
        if sum(entry.file_size for entry in entries) > size:
            raise NoTensorsError("its entries overlap")
        names = Counter(entry.filename.lower() for entry in entries)  # torch looks for them in either case
        if twice := [name for name, number in names.items() if number > 1]:
            raise NoTensorsError(f"it holds {shortened(twice[0])} twice")
        pickled = next((entry for entry in entries if entry.filename.endswith("/data.pkl")), None)
        if pickled is None or sum(name.endswith("/data.pkl") for name in names) > 1:
            raise NoTensorsError("it holds no tensors, or those of several files")
        damaged = archive.testzip()
        if damaged is not None:
            raise DamagedError(f"the checksum of {shortened(damaged)} does not fit")
        for opcode, argument, _ in pickletools.genops(archive.read(pickled)):
            if opcode.name in _MAKING or (opcode.name == "GLOBAL" and not _MADE.fullmatch(str(argument))):
                foreign = shortened(str(argument).replace(" ", "."))
                raise NoTensorsError(f"it holds something else than tensors and plain values, a {foreign}")
        return pickled.file_size


def _agree(before: bytes, end: bytes, directory: int, size: int) -> bool:
    """Whether torch, which goes by what an archive says of places, reads the directory that Python found from its end.

    Args:
        before: What stands before its end.
        end: Its end.
        directory: Where Python found the directory.
        size: Bytes of the file.
    """
    if before[-20:-16] != _LARGE:
        return int.from_bytes(end[16:20], "little") == directory
    places = int.from_bytes(before[-28:-20], "little"), int.from_bytes(before[-12:-4], "little")
    return places == (directory, size - _LARGE_SIZE - _END_SIZE)


def _check_format(name: str, given: object) -> None:
    if given == FORMAT:
        return
    if isinstance(given, str) and given.startswith(FORMAT.split()[0]):
        kind = shortened(given)
        raise CheckpointError(f"{name} is a checkpoint of another kind ({kind!r}); this version reads {FORMAT!r}")
    hint = "of a state dict, `clbackbones convert` makes such a file"
    raise CheckpointError(f"{name} was not written by clbackbones.save; {hint}")


def _config(name: str, config: object, most: int) -> Mapping[str, Any]:
    given = entries_of(config)
    if given is None:
        raise CheckpointError(f"{name} lacks its config or its state dict")
    plain: list[object] = []
    for value in given.values():
        # Lists inside of lists may be few bytes in a file and any number of entries.
        plain += cast("Sequence[object]", value) if isinstance(value, list | tuple) else [value]
        if len(plain) > most:
            raise CheckpointError(f"{name} has a config that is not valid: it is larger than the backbone")
    if not all(isinstance(key, str) for key in given) or not all(isinstance(value, _PLAIN) for value in plain):
        raise CheckpointError(f"{name} has a config that is not valid: it holds more than fields and their values")
    return cast("Mapping[str, Any]", given)


_PLAIN: Final = (str, int, float, bool, type(None))


def _tasks(name: str, entries: Mapping[str, Any], most: int) -> tuple[list[int], int | None] | None:
    """The tasks that a backbone had been set up for, and the current one."""
    match entries.get("tasks"):
        case None:
            return None
        case ([*processed], current) if (
            len(processed) <= most  # of which a file may make a list of any number of entries
            and all(type(task_id) is int for task_id in processed)
            and len(set(processed)) == len(processed)
            and current in (processed or [None])
            and type(current) in (int, type(None))  # True and 1.0 are equal to 1
        ):
            return processed, current
        case _:
            raise CheckpointError(f"{name} has tasks that are none")


def _state(name: str, state: object) -> Mapping[str, Tensor]:
    entries = entries_of(state)
    if entries is None:
        raise CheckpointError(f"{name} lacks its config or its state dict")
    odd = [
        shortened(str(key)) for key, value in entries.items() if not isinstance(key, str) or type(value) is not Tensor
    ]
    if odd:
        raise CheckpointError(f"{name} has entries in its state dict that are no tensors: {told(odd)}")
    tensors = cast("Mapping[str, Tensor]", entries)
    if problems := list(_problems(tensors)):
        raise CheckpointError(f"{name} has tensors that save does not write: {told(problems)}")
    return tensors


def _problems(state: Mapping[str, Tensor]) -> Iterator[str]:
    """Which tensors are none that can be computed with, or not alone in their memory."""
    seen: dict[int, str] = {}
    devices: dict[torch.device, str] = {}
    for key, tensor in state.items():
        if tensor.layout is not torch.strided or tensor.is_meta:
            yield f"{key} has no values of its own"
            continue
        if not _is_dense(tensor) or tensor.untyped_storage().nbytes() < tensor.nbytes or tensor.is_neg():
            yield f"{key} is a view of other values"
        if tensor.requires_grad:  # what is no parameter could not be trained with
            yield f"{key} asks for gradients"
        place = tensor.untyped_storage().data_ptr()
        if tensor.numel() and place in seen:
            yield f"{key} shares the memory of {seen[place]}"
        seen[place] = key
        devices.setdefault(tensor.device, key)
    if len(devices) > 1:
        (first, one), (second, other), *_ = devices.items()
        yield f'{one} is on {first}, {other} on {second}: give map_location="cpu", say'


def _is_dense(tensor: Tensor) -> bool:
    """Whether each entry has a place of its own, without places between them."""
    wanted = 1
    for stride, size in sorted(zip(tensor.stride(), tensor.shape, strict=True)):
        if size != 1:
            if stride != wanted and tensor.numel():
                return False
            wanted *= size
    return True
