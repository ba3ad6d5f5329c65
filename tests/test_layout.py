"""The runtime's floors: a folder imports only those named before it in the package's docstring."""

import ast
import graphlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import clbackbones_runtime

RUNTIME = Path(clbackbones_runtime.__file__).parent
FREE = ("__init__", "format", "lazy")
"""What imports nothing of the package and may be imported by all of it."""


def modules() -> list[Path]:
    return sorted(RUNTIME.rglob("*.py"))


def floor_of(path: Path) -> str:
    return path.relative_to(RUNTIME).with_suffix("").parts[0]


def imports(path: Path) -> Iterator[str]:
    """The absolute names of the modules that a module imports, inside of functions and for type checkers too."""
    package = [RUNTIME.name, *path.relative_to(RUNTIME).parent.parts]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            named = [*base, *((node.module or "").split(".") if node.module else [])]
            yield from (".".join([*named, alias.name]) for alias in node.names)


def order() -> list[str]:
    """The floors in the order of the docstring: `graph/`, `catalog.py`, ..., several to a line too."""
    lines = [line for line in (clbackbones_runtime.__doc__ or "").splitlines() if line.startswith("    ")]
    return [name for line in lines for name in re.findall(r"(?:^|(?<=/)) +([a-z_]+)(?=/|\.py)", line)]


def test_every_folder_has_a_place_in_the_documentation() -> None:
    folders = {path.name for path in RUNTIME.iterdir() if path.is_dir() and path.name != "__pycache__"}
    files = {path.stem for path in RUNTIME.glob("*.py")} - set(FREE)
    assert folders | files == set(order())


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(RUNTIME).as_posix())
def test_imports_go_down(path: Path) -> None:
    floors = order()
    if floor_of(path) in FREE:
        allowed: set[str] = set()
    else:
        allowed = {*FREE, *floors[: floors.index(floor_of(path)) + 1]}
    inside = {name.split(".")[1] for name in imports(path) if name.startswith(f"{RUNTIME.name}.")}
    assert inside <= allowed


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(RUNTIME).as_posix())
def test_the_runtime_knows_neither_the_compiler_nor_generated_code(path: Path) -> None:
    others = {name for name in imports(path) if name.split(".")[0] in ("clbackbones", "clbackbones_codegen")}
    assert not others


def test_no_module_imports_one_that_imports_it() -> None:
    found = {path: {name for name in imports(path) if name.startswith(RUNTIME.name)} for path in modules()}
    names = {path: ".".join([RUNTIME.name, *path.relative_to(RUNTIME).with_suffix("").parts]) for path in found}
    below = {
        names[path]: {other for other in names.values() if any(f"{name}.".startswith(f"{other}.") for name in used)}
        for path, used in found.items()
    }
    graphlib.TopologicalSorter(below).prepare()  # raises a CycleError that names the modules


@pytest.mark.parametrize("name", ["graph.graph", "catalog", "config.loading", "config.config"])
def test_what_configs_need_does_not_import_torch(name: str) -> None:
    program = f"import sys, clbackbones_runtime.{name}; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
