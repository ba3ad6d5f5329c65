"""No name of a spec can take the place of what the generated code needs, and no other name is refused."""

import ast
import builtins
import os
import subprocess
import symtable
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import clbackbones_runtime
from clbackbones_codegen.check import reserved
from clbackbones_codegen.ir.symbols import RUNTIME, defined_names
from tests.architectures import CONV_NET, MOBILE_NET
from tests.specs import SpecCopy

pytestmark = pytest.mark.xdist_group("reserved names")

Json = Any

FOLDER = Path(clbackbones_runtime.__file__).parent
RUNTIME_NAMES = frozenset[str]().union(
    *(
        defined_names(".".join((RUNTIME, *path.relative_to(FOLDER).with_suffix("").parts)))
        for path in FOLDER.rglob("*.py")
        if path.name != "__init__.py"
    )
)
# Names bound by `each` in the architectures here.
ROWS = frozenset({"units", "window"})


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The generated modules of architectures that have all that the dialect can say."""
    copy = SpecCopy.in_folder(tmp_path_factory.mktemp("every"), "mlp", "resnet")
    copy.add("architectures/conv_net.json", CONV_NET)
    copy.add("architectures/mobile_net.json", MOBILE_NET)
    assert copy.compile().status == 0
    header = "# Generated from schema/architectures/"
    return [path for path in copy.package.rglob("*.py") if path.read_text("utf-8").startswith(header)]


def scopes(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    for child in table.get_children():
        yield child
        yield from scopes(child)


def scopes_of(modules: list[Path], configs: bool) -> Iterator[symtable.SymbolTable]:
    for path in modules:
        if ("configs" in path.parts) == configs and path.name != "__init__.py":
            yield from scopes(symtable.symtable(path.read_text("utf-8"), path.name, "exec"))


def read_in(scope: symtable.SymbolTable) -> set[str]:
    """Names that a scope takes from outside of it; those with a capital cannot be a field or a layer."""
    read = {each.get_name() for each in scope.get_symbols() if each.is_referenced() and each.is_global()}
    return {name for name in read if name.islower()}


def set_in(scope: symtable.SymbolTable) -> set[str]:
    return {each.get_name() for each in scope.get_symbols() if each.is_assigned() and not each.is_parameter()}


def names_in_loops(path: Path) -> set[str]:
    loops = (node.target for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.For))
    return {node.id for target in loops for node in ast.walk(target) if isinstance(node, ast.Name)}


def test_what_bodies_of_classes_read_is_reserved(modules: list[Path]) -> None:
    for configs, names in ((False, reserved.ANNOTATIONS), (True, reserved.CONFIG_ANNOTATIONS)):
        classes = [scope for scope in scopes_of(modules, configs) if isinstance(scope, symtable.Class)]
        assert set[str]().union(*map(read_in, classes)) == names


def test_what_constructors_use_is_reserved(modules: list[Path]) -> None:
    found = [scope for scope in scopes_of(modules, configs=False) if scope.get_name() == "__init__"]
    assert set[str]().union(*map(read_in, found)) <= reserved.CONSTRUCTOR | RUNTIME_NAMES
    assert set[str]().union(*map(set_in, found)) - ROWS <= reserved.CONSTRUCTOR


def test_what_forward_passes_use_is_reserved(modules: list[Path]) -> None:
    found = [scope for scope in scopes_of(modules, configs=False) if scope.get_name() in ("network", "forward")]
    assert set[str]().union(*map(read_in, found)) <= reserved.FORWARD | RUNTIME_NAMES
    # What a loop over rows binds are names of layers, which the compiler compares with what else is there.
    looped = set[str]().union(*map(names_in_loops, modules)) - reserved.FORWARD
    assert set[str]().union(*map(set_in, found)) - looped <= reserved.FORWARD


def test_classes_that_modules_import_are_reserved(modules: list[Path]) -> None:
    imported: set[str] = set()
    for path in modules:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                source = str(node.module)
                mechanism = source.startswith((f"{RUNTIME}.mechanisms.", f"{RUNTIME}.layers."))
                mechanism &= not source.endswith((".backbone", ".constructor"))
                outer = (node.level == 0 and not mechanism) or source == "_catalog"
                imported |= {alias.name for alias in node.names} if outer else set()
    assert {name for name in imported if name[0].isupper() and "_" not in name} == reserved.CLASSES


# What is free

# Names that authors may well choose, and that Python, torch or this package know for something else.
CHOSEN = {"activations", "args", "input", "kwargs", "literal", "match", "module", "rules", "sequence", "torch", "x"}
FREE = {name for name in dir(builtins) if name.islower() and name[0] != "_"} | CHOSEN

PROGRAM = """
import torch
import clbackbones
from clbackbones import CATALOG

for name in CATALOG.class_names():
    if not name.endswith("ProbeA"):
        continue
    backbone = getattr(clbackbones, name)(input_channels=3, output_dim=2)
    if hasattr(backbone, "setup_task_id"):
        backbone.setup_task_id(1)
    feature, *_ = backbone(torch.randn(2, 3, 4, 4), "train", **backbone.recipe().arguments(0, 2))
    assert feature.shape == (2, 2)
    print(name)
"""


def probe() -> Json:
    """An architecture with such names wherever they are not reserved."""
    taken = reserved.MODULE_ATTRIBUTES | reserved.ANNOTATIONS
    inside = sorted(FREE - reserved.CONSTRUCTOR)
    fields = sorted(FREE - reserved.CONSTRUCTOR - reserved.CONFIG_ANNOTATIONS)
    number = {"type": "integer", "minimum": 0, "default": 0, "description": "A number."}
    arguments = [name for name in inside if name not in fields]
    sums = {"select": "bias", "of": {"true": ["+", "output_dim", *fields], "false": "output_dim"}}
    used = ("input_channels", "output_dim", "activation_layer", "batch_normalization", "bias")
    return {
        **{key: CONV_NET[key] for key in ("title", "description", "source", "input")},
        "name": "Probe",
        "fields": {**{name: {} for name in used}, **dict.fromkeys(fields, number)},
        "parts": {"norm": "batch_normalization", "activation": "activation_layer", "bias": "bias"},
        "constants": {"rows": "Rows."},
        "blocks": {
            "probe": {
                "description": "A block.",
                "arguments": {name: {"description": "A number.", "default": 1} for name in arguments},
                "steps": [
                    {"conv2d": name, "units": ["max", 2, *arguments], "kernel_size": 1} for name in sorted(FREE - taken)
                ],
            }
        },
        "network": [
            *(
                {"conv2d": name, "units": 2, "kernel_size": 1}
                for name in sorted(FREE - taken - reserved.CONTAINER_ATTRIBUTES)
            ),
            {"stage": "stage", "block": "probe", "repeat": 1},
            {"global_average_pool": "pool"},
            {"flatten": "flatten"},
            {"each": ["row"], "of": "rows", "steps": [{"linear": "fc", "units": "row"}]},
            {"linear": "sums", "units": sums},
            {"linear": "last", "units": "output_dim"},
        ],
        "variants": [{"name": "ProbeA", "rows": [2]}],
    }


def test_other_names_are_free(tmp_path: Path) -> None:
    copy = SpecCopy.in_folder(tmp_path)
    copy.add("architectures/probe.json", probe())
    outcome = copy.compile()
    assert (outcome.status, outcome.err) == (0, "")
    environment = {**os.environ, "PYTHONPATH": copy.path, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-W", "error", "-c", PROGRAM]
    process = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert process.returncode == 0, process.stderr
    assert len(process.stdout.split()) == len(list(copy.package.glob("*probe.py")))
