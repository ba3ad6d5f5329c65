"""How the cost of compiling and of validating grows with the number of variants and of YAML files. Whole processes."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch

from tests.specs import SCHEMA, SpecCopy

from .commands import CLBACKBONES, fill
from .measure import CPU, ROOT, Figure, Work, interleaved, process, python

ARCHITECTURE = "architectures/resnet.json"
VARIANTS = (10, 100, 1000)
FILES = (10, 1000, 10_000)

LINEAR = 1.2
"""Most that one more may cost among many, against one more among few."""

CONFIG = "_target_: clbackbones.HATMaskResNet18\ninput_channels: 3\n"

STATUS = Path("/proc/self/status")
"""Where Linux tells of a process's memory."""

PEAK = f"""
import sys
from pathlib import Path
from clbackbones_codegen.__main__ import main

status = main(sys.argv[1:])
print(*(line.split()[1] for line in Path("{STATUS}").read_text().splitlines() if line.startswith("VmHWM")))
sys.exit(status)
"""
"""Compiles, and prints last the most memory that the process had, in KiB."""


def figures(_: torch.device) -> Iterator[Figure]:
    """The figures, one after the other."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copies = {count: grown(folder / str(count), count) for count in VARIANTS}
        yield from compiling(copies)
        yield from validating_among(copies, folder)
        yield from validating_files(folder)


def compiling(copies: Mapping[int, SpecCopy]) -> Iterator[Figure]:
    """Seconds and memory of compiling specifications of several sizes."""
    arguments = {count: ("--schema", str(copy.schema), "--output", str(copy.package)) for count, copy in copies.items()}
    if STATUS.is_file():
        peaks = [[peak_memory(*each) for each in arguments.values()]]
        yield from growth("compile, peak memory", " MiB", VARIANTS, "variants", peaks)
    works = [python("-m", "clbackbones_codegen", *each) for each in arguments.values()]
    rounds = interleaved(*works, device=CPU, rounds=(2, 5))
    yield from growth("compile", " s", VARIANTS, "variants", rounds)


def validating_among(copies: Mapping[int, SpecCopy], folder: Path) -> Iterator[Figure]:
    """Seconds of validating one file with packages of several sizes."""
    config = folder / "config.yaml"
    config.write_text(CONFIG, encoding="utf-8")
    works: list[Work] = [
        process(sys.executable, "-m", "clbackbones", "validate", str(config), path=copy.package.parent)
        for copy in copies.values()
    ]
    rounds = interleaved(*works, device=CPU)
    for index, count in enumerate(copies):
        work = f"validate one file, {count:,} variants"
        yield Figure(work=work, samples=[row[index] for row in rounds], unit=" s", reach=0.35)


def validating_files(folder: Path) -> Iterator[Figure]:
    """Seconds of validating folders of several sizes."""
    works: list[Work] = []
    for count in FILES:
        files = folder / f"{count} files"
        files.mkdir()
        fill(files, count)
        works.append(process(CLBACKBONES, "validate", str(files)))
    yield from growth("validate", " s", FILES, "files", interleaved(*works, device=CPU))


def growth(work: str, unit: str, sizes: Sequence[int], of: str, rounds: Sequence[Sequence[float]]) -> Iterator[Figure]:
    """What each size costs, and what one more costs among many against among few.

    Args:
        work: What is measured.
        unit: Of what it costs.
        sizes: Three sizes, ascending.
        of: What is counted.
        rounds: The costs of all sizes, round by round.
    """
    for index, size in enumerate(sizes):
        yield Figure(work=f"{work}, {size:,} {of}", samples=[row[index] for row in rounds], unit=unit)
    few, some, many = sizes
    samples = [((row[2] - row[1]) / (many - some)) / ((row[1] - row[0]) / (some - few)) for row in rounds]
    yield Figure(
        work=f"{work}: one more of {many:,} {of}, against of {some:,}", samples=samples, reach=LINEAR, unit="x"
    )


def peak_memory(*arguments: str) -> float:
    """MiB that compiling takes at most."""
    command = [sys.executable, "-c", PEAK, *arguments]
    result = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return int(result.stdout.split()[-1]) / 1024


def grown(folder: Path, variants: int) -> SpecCopy:
    """A copy of the specification with more rows in one architecture.

    Args:
        folder: Where it is made.
        variants: How many rows.
    """
    folder.mkdir()
    copy = SpecCopy.in_folder(folder)
    architecture: dict[str, Any] = json.loads((SCHEMA / ARCHITECTURE).read_text(encoding="utf-8"))
    rows: list[dict[str, Any]] = architecture["variants"]
    models = rows[:]
    own = ("name", "torchvision", "aliases", "depths")
    for index in range(len(rows), variants):
        # Four digits that take all values evenly, however many rows there are.
        depths = [int(digit) + 1 for digit in f"{index * 389 % 10_000:04}"]
        constants = {key: value for key, value in models[index % len(models)].items() if key not in own}
        rows.append({**constants, "name": f"Net{index}", "depths": depths})
    copy.add(ARCHITECTURE, architecture)
    return copy
