"""The floors of runtime and compiler: a folder imports only those named before it in the package's docstring."""

import ast
import graphlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import clbackbones_codegen
import clbackbones_runtime

PACKAGES: dict[str, ModuleType] = {each.__name__: each for each in (clbackbones_runtime, clbackbones_codegen)}
FREE = ("__init__", "__main__", "format", "lazy")
"""What imports nothing of the package and may be imported by all of it, and what nothing imports."""
MODULES = [(name, path) for name in PACKAGES for path in sorted(Path(PACKAGES[name].__path__[0]).rglob("*.py"))]
EACH = pytest.mark.parametrize(("package", "path"), MODULES, ids=lambda each: str(each).rpartition("codegen/")[2])


def folder(package: str) -> Path:
    return Path(PACKAGES[package].__path__[0])


def floor_of(package: str, path: Path) -> str:
    return path.relative_to(folder(package)).with_suffix("").parts[0]


def imports(package: str, path: Path) -> Iterator[str]:
    """The absolute names of the modules that a module imports, inside of functions and for type checkers too."""
    inside = [package, *path.relative_to(folder(package)).parent.parts]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = inside[: len(inside) - node.level + 1] if node.level else []
            named = [*base, *((node.module or "").split(".") if node.module else [])]
            yield from (".".join([*named, alias.name]) for alias in node.names)


def order(package: str) -> list[str]:
    """The floors in the order of the docstring: `graph/`, `catalog.py`, ..., several to a line too."""
    lines = [line for line in (PACKAGES[package].__doc__ or "").splitlines() if line.startswith("    ")]
    return [name for line in lines for name in re.findall(r"(?:^|(?<=/)) +([a-z_]+)(?=/|\.py)", line)]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_folder_has_a_place_in_the_documentation(package: str) -> None:
    folders = {path.name for path in folder(package).iterdir() if path.is_dir() and path.name != "__pycache__"}
    files = {path.stem for path in folder(package).glob("*.py")} - set(FREE)
    assert folders | files == set(order(package))


@EACH
def test_imports_go_down(package: str, path: Path) -> None:
    floors, floor = order(package), floor_of(package, path)
    if floor == "__main__":
        return
    allowed = set[str]() if floor in FREE else {*FREE, *floors[: floors.index(floor) + 1]}
    assert {name.split(".")[1] for name in imports(package, path) if name.startswith(f"{package}.")} <= allowed


@EACH
def test_neither_knows_generated_code_nor_the_runtime_the_compiler(package: str, path: Path) -> None:
    unknown = ("clbackbones", *(["clbackbones_codegen"] if package == "clbackbones_runtime" else []))
    assert not {name for name in imports(package, path) if name.split(".")[0] in unknown}


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_imports_one_that_imports_it(package: str) -> None:
    paths = [path for name, path in MODULES if name == package]
    names = {path: ".".join([package, *path.relative_to(folder(package)).with_suffix("").parts]) for path in paths}
    used = {path: {name for name in imports(package, path) if name.startswith(f"{package}.")} for path in paths}
    below = {
        names[path]: {
            other for other in names.values() if any(f"{name}.".startswith(f"{other}.") for name in used[path])
        }
        for path in paths
    }
    graphlib.TopologicalSorter(below).prepare()  # raises a CycleError that names the modules


@pytest.mark.parametrize("name", ["graph.graph", "catalog", "config.loading", "config.config"])
def test_what_configs_need_does_not_import_torch(name: str) -> None:
    program = f"import sys, clbackbones_runtime.{name}; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
