"""Files of `save` that a disk damaged or a stranger edited: refused in one line, or the backbone that they hold."""

import copy
import random
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast

import torch
from torch import Tensor

import clbackbones
from clbackbones import CheckpointError
from clbackbones_runtime.testing.passes import (
    begin_task,
    learned,
    random_input,
    stored_outputs,
    train_forward,
)
from tests.backbones import SMALLEST, normalized, small_config

from .outcomes import Outcomes, Table, cpu_seconds, places

Content = dict[str, Any]

SECONDS = 5.0
"""More of a processor's time than this no file of a few kilobytes may take."""


@cache
def saved(name: str) -> tuple[bytes, Content]:
    """A file of a backbone with two stored tasks and a third begun, and what it holds."""
    torch.manual_seed(0)
    backbone = learned(small_config(name, **normalized(name, on=True)), tasks=3, size=8)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "backbone.pt"
        clbackbones.save(backbone, path)
        return path.read_bytes(), torch.load(path, weights_only=True)


def run(outcomes: Outcomes, tries: int, seed: int) -> None:
    """What `restore` makes of flipped bits, truncations and edits of files, a third each."""
    draw = random.Random(seed)
    kinds = (flipped, truncated, edited)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "backbone.pt"
        for index in range(tries):
            name = draw.choice(SMALLEST)
            said, held = kinds[index % len(kinds)](draw, name, path)
            _judge(outcomes, f"{kinds[index % len(kinds)].__name__}, ", path, f"{name}, {said}", held)


def flipped(draw: random.Random, name: str, path: Path) -> tuple[str, Content]:
    """One bit changes."""
    whole, content = saved(name)
    damaged = bytearray(whole)
    place, bit = draw.randrange(len(whole)), draw.randrange(8)
    damaged[place] ^= 1 << bit
    path.write_bytes(damaged)
    return f"bit {bit} of byte {place}", content


def truncated(draw: random.Random, name: str, path: Path) -> tuple[str, Content]:
    """The end is missing, or zeros."""
    whole, content = saved(name)
    size = draw.randrange(len(whole))
    zeros = draw.random() < 0.3
    path.write_bytes(whole[:size] + bytes(len(whole) - size if zeros else 0))
    return f"{'zeros from' if zeros else 'cut at'} {size}", content


TENSORS: Sequence[Callable[[Tensor], object]] = (
    lambda x: x * 0,
    lambda x: x + 1,
    lambda x: x * 200,
    lambda x: x * 0.5,
    lambda x: -x - 1,
    lambda x: x.double() / 0,
    lambda x: (x.double() * float("nan")).to(x.dtype if x.is_floating_point() else torch.float32),
    lambda x: x.bool(),
    lambda x: x.double(),
    lambda x: x.half(),
    lambda x: x.bfloat16(),
    lambda x: x.long(),
    lambda x: x.to(torch.uint8),
    lambda x: x.to(torch.complex64),
    lambda x: x.to(torch.float8_e4m3fn),
    lambda x: x.flatten(),
    lambda x: x[None],
    lambda x: x.reshape(-1)[:-1].clone(),
    lambda x: x.reshape(-1)[:1].clone(),
    lambda x: x.reshape(-1)[:1].expand(x.numel()).view(x.shape),
    lambda x: x.T.contiguous().T if x.ndim == 2 else x.flip(0),
    lambda x: torch.cat([x.reshape(-1), x.reshape(-1)])[: x.numel()].view(x.shape),
    lambda x: x.to("meta"),
    lambda x: x.to_sparse(),
    lambda x: torch.empty(0),
    lambda x: torch.nn.Parameter(x.float()),
    lambda x: (1.0,) * x.numel(),
    lambda x: x.shape,
)
VALUES: Sequence[Any] = (
    *(None, True, False, 0, 1, -1, 2, 3, 8.0, 0.5, float("nan"), float("inf"), 2**63, 10**40, -(10**400)),
    *("", "x", "MLP", "clbackbones.MLP", "os.system", "\x1b[31m\n::error::x", "a" * 5000, "${a}", "???", b"x", "3"),
    *([1, 1], [8] * 3000, [10_000_000, 10_000_000], {"_target_": "builtins.eval"}, (1, 2), torch.ones(2)),
)


def edited(draw: random.Random, name: str, path: Path) -> tuple[str, Content]:
    """One or two values of what a file holds are other ones, under right checksums."""
    content = copy.deepcopy(saved(name)[1])
    said: list[str] = []
    for _ in range(draw.choice((1, 1, 2))):
        paths = [*places(content)]
        # Tensors are many, and what else there is matters as much.
        plain = [at for at in paths if at[0] != "state" or len(at) == 1]
        at = draw.choice(paths if draw.random() < 0.7 else plain)
        said.append(_edit(draw, content, at))
    torch.save(content, path)
    return "; ".join(said), content


def _edit(draw: random.Random, content: Content, at: tuple[str | int, ...]) -> str:
    """Changes what stands at a path; says how."""
    holder: Any = content
    for key in at[:-1]:
        holder = holder[key]
    key, where = at[-1], "/".join(map(str, at))
    mapping = isinstance(holder, dict)
    match draw.choice(("change", "change", "change", "value", "remove", "rename", "copy", "add")):
        case "change" if isinstance(holder[key], Tensor):
            number = draw.randrange(len(TENSORS))
            holder[key] = TENSORS[number](holder[key])
            return f"{where} by change {number}"
        case "remove":
            del holder[key]
            return f"{where} removed"
        case "rename" if mapping:
            new = draw.choice((f"{key}x", f"{key}.", str(key)[:-1], str(key).replace("1", "2"), str(key).upper(), 3))
            holder[new] = holder.pop(key)
            return f"{where} as {new!r}"
        case "copy":
            other: Any = draw.choice([*cast(Any, holder)] if mapping else [*range(len(holder))])
            holder[key] = holder[other]
            return f"{where} is {other!r}"
        case "add" if mapping:
            new = draw.choice(("x", "tasks.7.stored", "tasks.1.x", "tasks.-1.current", "\x1b[31m", 3, "_partial_"))
            holder[new] = draw.choice(VALUES)
            return f"{where}: {new!r} besides"
        case _:
            number = draw.randrange(len(VALUES))
            holder[key] = VALUES[number]
            return f"{where} is value {number}"


def _judge(outcomes: Outcomes, kind: str, path: Path, said: str, held: Content) -> None:
    """Counts what `restore` makes of a file that holds something, or nothing that can be read."""
    begin = cpu_seconds()
    try:
        backbone = clbackbones.restore(path)
    except CheckpointError as error:
        text = str(error)
        if text.isprintable() and len(text) < 1000:
            outcomes.add(f"{kind}refused in one line")
        else:
            outcomes.fail("told in more than a line", said)
    except Exception as error:
        outcomes.fail(f"raised {error!r}", said)
    else:
        try:
            _check(backbone, held, path)
            outcomes.add(f"{kind}restored, all as the file says")
        except Exception as error:
            outcomes.fail(f"restored, and then {type(error).__name__}: {error}", said)
    if cpu_seconds() - begin > SECONDS:
        outcomes.fail(f"took {cpu_seconds() - begin:.1f} s", said)


def _check(backbone: Any, held: Content, path: Path) -> None:
    """What was restored is what the file holds, works, and keeps its tasks.

    Raises:
        Exception: It is not, or does not.
    """
    state = backbone.state_dict()
    assert state.keys() == held["state"].keys(), "other keys"
    for key, value in state.items():
        assert value.dtype == held["state"][key].dtype, f"{key} is {value.dtype}"
        assert _equal(value, held["state"][key]), f"{key} has other values"
    if hasattr(backbone, "task_id"):
        assert (backbone.processed_task_ids, backbone.task_id) == held["tasks"], "other tasks"
    if not all(value.dtype == torch.float32 for value in state.values() if value.is_floating_point()):
        return  # what a program wants with tensors of several types is its own affair
    input = random_input(backbone, batch=3, size=8)
    before = stored_outputs(backbone, input) if hasattr(backbone, "store_mask") else {}
    clbackbones.save(backbone, path)
    again = clbackbones.restore(path)
    assert all(_equal(value, state[key]) for key, value in again.state_dict().items()), "another state once more"
    optimizer = torch.optim.SGD(backbone.parameters(), lr=0.1, momentum=0.9)
    if before:
        backbone.protect(optimizer)
    begin_task(backbone, 30)
    train_forward(backbone.train(), input)[0].square().mean().backward()
    optimizer.step()
    if before:
        after = stored_outputs(backbone, input)
        assert all(_equal(after[task], value) for task, value in before.items()), "a step changed a stored task"


def _equal(one: Tensor, other: Tensor) -> bool:
    """Equal values; of a number, torch loads a list of one as well."""
    one, other = (x.double().nan_to_num(3.25) for x in (one, other))
    return torch.equal(one, other.reshape(()) if one.ndim == 0 and other.numel() == 1 else other)


TABLE = Table(
    title="Checkpoints",
    promise="`restore` refuses a file in one line, or rebuilds a backbone that has the state that the file says, "
    "computes, saves, and keeps its stored tasks bit for bit in a protected step.",
    run=run,
    tries=5_000,
    few=120,
    wrong="another backbone, a traceback, or more than 5 s",
)
