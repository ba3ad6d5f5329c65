"""Buffers per task: they grow as tasks are set up, and a fresh object makes room for those of a state dict.

What is checked of a state dict, and which room is made, is decided in `MaskedBackbone` alone. That `TaskDict` takes
part in loading is for time: torch looks through all keys of a dictionary of modules once more for each module in it, so
that the time to load would grow with the square of the number of tasks.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast

import torch
from torch import Tensor, nn

__all__ = [
    "BufferDict",
    "ByTask",
    "TaskDict",
    "as_number",
    "blank_bits",
    "faults_of_bits",
    "has_values",
    "is_bits",
    "is_bytes",
    "is_set",
    "keys_in_state",
    "misshaped",
    "pack_bits",
    "tasks_in_state",
    "unpack_bits",
]

_V = TypeVar("_V")


class BufferDict(nn.Module):
    """Tensors by name, as buffers of the state dict.

    A name may hold `/` but no `.`.
    """

    def __init__(self, tensors: Mapping[str, Tensor]) -> None:
        """Takes the tensors over, without a copy; with one where they were made in inference mode, to be filled later.

        Args:
            tensors: The buffers, in the order of the state dict.
        """
        super().__init__()
        for name, tensor in tensors.items():
            with torch.inference_mode(False), torch.no_grad():
                self.register_buffer(name, tensor.clone() if tensor.is_inference() else tensor)

    def __getitem__(self, name: str) -> Tensor:
        """The tensor of that name; AttributeError if there is none."""
        return getattr(self, name)

    @torch.no_grad()
    def store(self, tensors: Mapping[str, Tensor]) -> None:
        """Copies values into the buffers of the same names.

        Args:
            tensors: As many entries as each buffer has.
        """
        for name, tensor in tensors.items():
            self[name].copy_(tensor)

    def _load_from_state_dict(
        self,
        state_dict: dict[str, Any],
        prefix: str,
        local_metadata: dict[str, Any],
        strict: bool,
        missing_keys: list[str],
        unexpected_keys: list[str],
        error_msgs: list[str],
    ) -> None:
        if state_dict:  # else a `TaskDict` has loaded it
            super()._load_from_state_dict(
                state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
            )


class TaskDict(nn.ModuleDict):
    """One `BufferDict` per task, under its id: the buffer `stored` of task 1 is `1.stored`."""

    def _load_from_state_dict(
        self,
        state_dict: dict[str, Any],
        prefix: str,
        local_metadata: dict[str, Any],
        strict: bool,
        missing_keys: list[str],
        unexpected_keys: list[str],
        error_msgs: list[str],
    ) -> None:
        # All tasks in one go, see above.
        told = local_metadata, strict, missing_keys, unexpected_keys, error_msgs
        super()._load_from_state_dict(state_dict, prefix, *told)
        parts: dict[str, dict[str, Any]] = {key: {} for key in self}
        for key, value in state_dict.items():
            parts.setdefault(key.removeprefix(prefix).partition(".")[0], {})[key] = value
        for key, buffers in self.items():
            nn.Module._load_from_state_dict(buffers, parts[key], f"{prefix}{key}.", *told)
        state_dict.clear()

    def __getitem__(self, key: int | str) -> BufferDict:
        """The buffers of a task; KeyError if it has none."""
        return cast(BufferDict, super().__getitem__(str(key)))

    def __contains__(self, key: object) -> bool:
        """Whether a task has buffers."""
        return super().__contains__(str(key))


class ByTask(dict[int, _V]):
    """Values by task id; an id written as a string finds the same."""

    def __getitem__(self, key: int | str) -> _V:
        """The value of a task; KeyError if it has none."""
        return super().__getitem__(as_number(key))

    def __contains__(self, key: object) -> bool:
        """Whether a task has a value."""
        return super().__contains__(as_number(key))

    def get(self, key: int | str, default: Any = None) -> Any:
        """The value of a task, or the default."""
        return super().get(as_number(key), default)


def as_number(key: Any) -> Any:
    """The id of a task that is written as a string, as an `int`; whatever else it is, as it is."""
    return int(key) if isinstance(key, str) and key.removeprefix("-").isdecimal() else key


def keys_in_state(state_dict: Iterable[str], prefix: str) -> list[str]:
    """Names of the modules right below a prefix that a state dict has entries for, each once, in its order.

    Args:
        state_dict: Keys of a state dict.
        prefix: Key of the parent, with a dot at its end.
    """
    below = (key.removeprefix(prefix) for key in state_dict if key.startswith(prefix))
    return list(dict.fromkeys(rest.partition(".")[0] for rest in below))


def tasks_in_state(state_dict: Iterable[str], prefix: str) -> list[str]:
    """Those of `keys_in_state` that are ids of tasks."""
    return [key for key in keys_in_state(state_dict, prefix) if key.removeprefix("-").isdecimal()]


def misshaped(state_dict: Mapping[str, Tensor], prefix: str, room: Mapping[str, Tensor]) -> list[str]:
    """The entries of a state dict that differ in shape from the tensors that they are for, in torch's words."""
    entries = ((name, state_dict.get(f"{prefix}{name}"), tensor.shape) for name, tensor in room.items())
    return [
        f"size mismatch for {prefix}{name}: copying a param with shape {entry.shape} from checkpoint, the shape in "
        f"current model is {shape}."
        for name, entry, shape in entries
        if entry is not None and entry.shape != shape
    ]


def has_values(tensor: Tensor) -> bool:
    """Whether Python may look at values: not where a pass is recorded, traced or vectorized, and of no meta tensor."""
    if torch.compiler.is_compiling() or type(tensor) not in (Tensor, nn.Parameter) or tensor.is_meta:
        return False
    if tensor.is_cuda and torch.cuda.is_current_stream_capturing():
        return False
    return not cast(Any, torch)._C._functorch.is_functorch_wrapped_tensor(tensor)


def is_set(state_dict: Mapping[str, Tensor], key: str) -> bool:
    """Whether a state dict has a flag, and it is not 0."""
    return key in state_dict and not state_dict[key].is_meta and bool(state_dict[key].any())


def faults_of_bits(masks: Any, shapes: Mapping[str, Sequence[int]]) -> Iterator[str]:
    """What is wrong with masks that are given by name, in words.

    Args:
        masks: What is given.
        shapes: The shape of each mask that is needed.
    """
    if not isinstance(masks, Mapping):
        yield f"a {type(masks).__name__} is no mapping of masks by layer"
        return
    given = cast("Mapping[object, object]", masks)
    yield from (f"{name!r} needs none" for name, mask in given.items() if mask is not None and name not in shapes)
    for name, shape in shapes.items():
        mask = given.get(name)
        if mask is None:
            yield f"{name!r} is missing"
        elif not isinstance(mask, Tensor):
            yield f"{name!r} is a {type(mask).__name__}, not a tensor"
        elif tuple(mask.shape) != tuple(shape):
            yield f"{name!r} has the shape {tuple(mask.shape)}, not {tuple(shape)}"
        elif mask.is_complex():
            yield f"{name!r} is of {mask.dtype}, not of numbers that are 0 or 1"
        elif (others := mask[(mask != 0) & (mask != 1)]).numel():
            yield f"{name!r} has {others.numel()} entries that are neither 0 nor 1, such as {others[0].item():g}"


def is_bits(tensor: Tensor) -> bool:
    """Whether a tensor of any real type holds nothing but 0 and 1."""
    return not tensor.is_complex() and bool(((tensor == 0) | (tensor == 1)).all())


def is_bytes(tensor: Tensor) -> bool:
    """Whether a tensor of any real type holds nothing but integers from 0 to 255."""
    if tensor.is_complex():
        return False
    return tensor.dtype == torch.uint8 or bool((tensor.to(torch.uint8) == tensor).all())


def pack_bits(mask: Tensor) -> Tensor:
    """A binary mask, eight entries per byte; the first entry is the lowest bit.

    Args:
        mask: Of any shape; entries other than 0 count as 1.

    Returns:
        uint8, (entries / 8, rounded up).
    """
    bits = nn.functional.pad((mask != 0).flatten(), (0, -mask.numel() % 8)).view(-1, 8).to(torch.uint8)
    places = torch.arange(8, dtype=torch.uint8, device=mask.device)
    return (bits << places).sum(1, dtype=torch.uint8)


def blank_bits(like: Tensor) -> Tensor:
    """What `pack_bits` makes of a mask of zeros in the shape of a tensor."""
    return torch.zeros(-(-like.numel() // 8), dtype=torch.uint8, device=like.device)


def unpack_bits(packed: Tensor, like: Tensor) -> Tensor:
    """The mask that `pack_bits` packed.

    Args:
        packed: uint8, (entries / 8, rounded up).
        like: Tensor whose shape and dtype the mask gets.

    Returns:
        Zeros and ones.
    """
    places = torch.arange(8, device=packed.device)
    bytes_ = torch.arange(256, device=packed.device)
    table = ((bytes_[:, None] >> places) & 1).to(like.dtype)
    return nn.functional.embedding(packed.int(), table).flatten()[: like.numel()].view(like.shape)
