"""Mutated specifications: faults that are told, or a package that imports, runs and counts rightly."""

import copy
import importlib
import json
import os
import random
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests import architectures
from tests.specs import SCHEMA, SpecCopy

from .outcomes import Outcomes, Table, cpu_seconds, places

Json = Any

_MLP = "mlp"
"""The architecture of each copy, which mechanisms name; there is one of ours besides, and a new one at times: no more,
because a class of each pair of one and a mechanism is built."""

SECONDS = 30.0
"""More of a processor's time than this no specification may take to be compiled."""

NEW: Sequence[Json] = [
    value
    for name in dir(architectures)
    if isinstance(value := getattr(architectures, name), dict) and "network" in value
]
"""Architectures that use more of the dialect than ours do."""

JUNK: Sequence[Json] = (
    *(None, True, False, 0, 1, -1, 2, 3, 7, 64, 10**30, 0.5, 1e300, "", "x", "units", "class", "__init__", "é", "a b"),
    *("self", "torch", "norm", "None", "\x1b[31m\n::error::x", "x" * 3000, "../x", [], {}, [[]], [1, 2], {"x": 1}),
    *({"select": "bias", "of": {"x": 1}}, ["*", "units", 0], ["-", "units", 100], ["[]", "rows", 9], ["list"]),
)


def run(outcomes: Outcomes, tries: int, seed: int) -> None:
    """What comes of specifications with one to three mutations."""
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        for index in range(tries):
            here = Path(folder) / str(index)
            said = mutated(draw, here)
            _judge(outcomes, SpecCopy(here), said)
            shutil.rmtree(here)


def mutated(draw: random.Random, folder: Path) -> str:
    """Writes a copy of `schema/` with a few of its architectures, and a new one at times; changes it, and says how."""
    others = sorted(path.stem for path in SCHEMA.glob("architectures/*.json") if path.stem != _MLP)
    copied = SpecCopy.in_folder(folder, _MLP, draw.choice(others))
    files = sorted(path.relative_to(copied.schema).as_posix() for path in copied.schema.glob("*/*.json"))
    files += ["operations.json", "fields.json", "activations.json"]
    if draw.random() < 0.5:
        new = draw.choice(NEW)
        files = [f"architectures/{new['name'].lower()}.json"] * len(files) + files
        copied.add(files[0], new)
    said: list[str] = []
    for _ in range(draw.choice((1, 1, 2, 3))):
        file = draw.choice(files)
        value = json.loads((copied.schema / file).read_text("utf-8"))
        said.append(f"{file}: {_mutate(draw, value)}")
        copied.add(file, value)
    return "; ".join(said)


def _mutate(draw: random.Random, value: Json) -> str:
    """Changes one place of a value; says which, and how."""
    paths = [*places(value)]
    at = draw.choice(paths)
    holder = _holder(value, at)
    key, where = at[-1], "/".join(map(str, at))
    other = draw.choice(paths)
    match draw.choice(("remove", "junk", "other", "other", "near", "near", "twice", "rename", "swap")):
        case "remove":
            del holder[key]
            return f"{where} removed"
        case "junk":
            holder[key] = draw.choice(JUNK)
        case "near" if _is(holder[key], bool):
            holder[key] = not holder[key]
        case "near" if _is(holder[key], (int, float)):
            holder[key] += draw.choice((1, -1, -holder[key], holder[key]))
        case "near" if _is(holder[key], str) and holder[key]:
            text = holder[key]
            place = draw.randrange(len(text))
            holder[key] = draw.choice((text[:place] + text[place + 1 :], f"{text}x", text.swapcase(), f"{text}2"))
        case "twice" if _is(holder, list):
            holder.insert(key, copy.deepcopy(holder[key]))
        case "rename" if _is(holder, dict):
            named = draw.choice((f"{key}2", str(other[-1]), "units", "x"))
            holder[named] = holder.pop(key)
            return f"{where} renamed to {named!r}"
        case "swap" if _is(holder, list) and len(holder) > 1:
            there = draw.randrange(len(holder))
            holder[key], holder[there] = holder[there], holder[key]
        case _:
            holder[key] = copy.deepcopy(_holder(value, other)[other[-1]])
            return f"{where} is {'/'.join(map(str, other))}"
    return f"{where} is {str(holder[key])[:80]!r}"


def _is(value: Json, kinds: type | tuple[type, ...]) -> bool:
    return isinstance(value, kinds)


def _holder(value: Json, at: Sequence[str | int]) -> Any:
    for key in at[:-1]:
        value = value[key]
    return value


def _judge(outcomes: Outcomes, spec: SpecCopy, said: str) -> None:
    begin = cpu_seconds()
    try:
        outcome = spec.compile(built=True)
    except Exception as error:
        outcomes.fail(f"the compiler raised {error!r} at {_last(error)}", said)
        return
    if (took := cpu_seconds() - begin) > SECONDS:
        outcomes.fail(f"took {took:.0f} s", said)
    if outcome.status == 0:
        trouble = _in_child(lambda: _try(spec))
        if trouble:
            outcomes.fail(trouble, said)
        else:
            outcomes.add("a package that imports, runs and counts")
    elif outcome.status != 1 or not outcome.faults:
        outcomes.fail(f"status {outcome.status}, {outcome.err[:300]}", said)
    elif spec.package.exists():
        outcomes.fail("faults, and yet a package", said)
    elif not all(line.isprintable() and len(line) < 2000 for line in outcome.err.splitlines()):
        outcomes.fail("a fault in more than a line", said)
    else:
        outcomes.add("faults, each in one line")


def _last(error: BaseException) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


def _try(spec: SpecCopy) -> None:
    """Imports the compiled package, and holds a class of each pair to the law of shapes and numbers.

    Raises:
        Exception: It does not import, or a class breaks a law.
    """
    for name in [name for name in sys.modules if name.partition(".")[0] == "clbackbones"]:
        del sys.modules[name]
    sys.path.insert(0, str(spec.package.parent))
    package = importlib.import_module("clbackbones")
    assert Path(str(package.__file__)).parent == spec.package
    laws: Any = importlib.import_module("clbackbones.testing").laws
    runtime: Any = importlib.import_module("clbackbones_runtime.testing.laws")
    catalog = package.CATALOG
    pairs: set[object] = set()
    for name in laws.class_names:
        backbone = catalog.backbone_class(name)
        if backbone.pair in pairs:
            continue
        pairs.add(backbone.pair)
        config = _config(runtime, backbone)
        size = 32
        runtime.shapes(config, [size if fixed is None else fixed for fixed in config.graph().input_shape])
        runtime.layers(config)
        runtime.numbers(config)
        runtime.round_trip(config)


def _config(runtime: Any, backbone: Any) -> Any:
    """A small config, wider where fields want that."""
    for width in (8, 4, 16, 3, 32, 1, 64):
        try:
            return runtime.small_config(backbone, width)
        except ValueError as error:
            refused = error
    raise refused


def _in_child(work: Callable[[], None]) -> str:
    """What a function raises in a process of its own, which is gone afterwards; empty if nothing."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        said = ""
        try:
            work()
        except BaseException as error:
            said = f"{type(error).__name__}: {error} at {_last(error)}"
        finally:
            os.write(writing, said.encode()[:2000])
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8", errors="replace") as told:
        said = told.read()
    _, status = os.waitpid(child, 0)
    return said or (f"the child ended with {status}" if status else "")


TABLE = Table(
    title="Specifications",
    promise="A mutated specification ends in faults, or in a package whose classes import, emit the shapes and have "
    "the number of parameters that they say.",
    run=run,
    tries=2_000,
    few=10,
    wrong="tracebacks, and packages that do not work",
)
