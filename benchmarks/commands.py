"""What a user waits for in the terminal: compiling, validating, importing. All are whole processes."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import torch

from .measure import ROOT, Figure, Work, interleaved, process, python

FILES = 1000
VALID = ROOT / "tests" / "data" / "valid"

CLBACKBONES = str(Path(sys.executable).with_name("clbackbones"))
COMPILER = "-m", "clbackbones_codegen"
VALIDATE = "import sys; from clbackbones.__main__ import main; status = main(['validate', sys.argv[1]]);"
TORCH_STAYS_OUT = f"{VALIDATE} sys.exit(status or 'torch' in sys.modules)"


def figures(_: torch.device) -> Iterator[Figure]:
    """The figures, one after the other."""
    with tempfile.TemporaryDirectory() as name:
        compiled = interleaved(compiling(Path(name)), python(*COMPILER, "--check"))
    yield Figure(work="compile all", samples=[row[0] for row in compiled], reach=6.0, unit=" s")
    yield Figure(work="compile --check", samples=[row[1] for row in compiled], reach=6.0, unit=" s")

    imported = interleaved(python("-c", "pass"), python("-c", "import clbackbones"))
    added = [1000 * (row[1] - row[0]) for row in imported]
    yield Figure(work="import clbackbones, over bare Python", samples=added, reach=30, unit=" ms")

    python("-c", TORCH_STAYS_OUT, str(VALID))()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill(folder, FILES)
        validated = interleaved(
            process(CLBACKBONES, "validate", str(folder / "0.yaml")),
            process(CLBACKBONES, "validate", name),
        )
    one_file = [row[0] for row in validated]
    yield Figure(work="validate one file, without torch", samples=one_file, reach=0.2, unit=" s")
    rates = [(FILES - 1) / (row[1] - row[0]) for row in validated]
    work = f"validate {FILES:,} files, after start-up"
    yield Figure(work=work, samples=rates, reach=2000, unit=" files/s", at_least=True)


def compiling(folder: Path) -> Work:
    """Compiles into a new folder each time: where nothing is to be written, no networks are built before."""

    def work() -> None:
        output = Path(tempfile.mkdtemp(dir=folder)) / "clbackbones"
        python(*COMPILER, "--output", str(output))()

    return work


def fill(folder: Path, files: int) -> None:
    """Fills a folder with the valid configs in turn, each time with another text."""
    sources = [path.read_text(encoding="utf-8") for path in sorted(VALID.rglob("*.yaml"))]
    for index in range(files):
        text = f"{sources[index % len(sources)]}# {index}\n"
        (folder / f"{index}.yaml").write_text(text, encoding="utf-8")
