"""Law 10: architectures and mechanisms do not know each other, and the compiler knows neither.

The words are read off `schema/` itself; what the dialect or the shared fields say too is nobody's own.
"""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

import clbackbones_codegen
from clbackbones_codegen.ir.symbols import source_of
from tests.specs import SCHEMA

Json = Any

COMPILER = Path(clbackbones_codegen.__file__).parent
TEMPLATES = sorted((COMPILER / "render" / "templates").iterdir())
MODULES = sorted(path for path in COMPILER.rglob("*.py") if path.stem != "__init__")
ARCHITECTURES = sorted((SCHEMA / "architectures").glob("*.json"))
MECHANISMS = sorted((SCHEMA / "mechanisms").glob("*.json"))


def read(path: Path) -> Json:
    return json.loads(path.read_text("utf-8"))


def keys(value: Json) -> Iterator[str]:
    """Every key and every enumerated value in a meta-schema: the words of the dialect."""
    if isinstance(value, dict):
        for key, item in value.items():  # pyright: ignore[reportUnknownVariableType]
            yield str(key)  # pyright: ignore[reportUnknownArgumentType]
            yield from keys(item)
    elif isinstance(value, list):
        for item in value:  # pyright: ignore[reportUnknownVariableType]
            yield from keys(item)
    elif isinstance(value, str):
        yield value


def common() -> set[str]:
    schemas = [read(SCHEMA / f"{name}.schema.json") for name in ("architecture", "mechanism", "operations")]
    return {*read(SCHEMA / "fields.json"), *keys(schemas)}


def words_of_architectures() -> set[str]:
    found: set[str] = set()
    for path in ARCHITECTURES:
        value = read(path)
        found |= {path.stem, *value["fields"], *value.get("blocks", ()), *value.get("constants", ()), *names(value)}
    return found - common()


def names(architecture: Json) -> set[str]:
    """The names of an architecture's classes."""
    variants = architecture.get("variants", ())
    aliases = {alias for variant in variants for alias in variant.get("aliases", ())}
    return {architecture["name"], *(variant["name"] for variant in variants), *aliases}


def words_of_mechanisms() -> set[str]:
    found: set[str] = set()
    for path in MECHANISMS:
        value = read(path)
        found |= {
            path.stem,
            value["title"],
            value.get("prefix", ""),
            *value.get("fields", ()),
            *value.get("context", ()),
            *value.get("clarena", {}).get("algorithms", ()),
            *value.get("clarena", {}).get("fields", ()),
        }
    return found - common() - {""}


def used(words: Iterable[str], text: str) -> set[str]:
    """The words that stand in a text, whole or as parts of identifiers, be they written `hat_mask` or `HATMask`."""
    found: set[str] = set()
    for word in words:
        if word[0].isupper() and len(word) > 2:
            pattern = rf"{re.escape(word)}(?![a-z])"
        else:
            pattern = rf"(?<![A-Za-z])(?i:{re.escape(word)})(?![A-Za-z])"
        if re.search(pattern, text):
            found.add(word)
    return found


def strings(module: Path) -> str:
    """The string constants of a module without its docstrings: what its code may compare names with."""
    tree = ast.parse(module.read_text("utf-8"))
    statements = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in statements)
    return "\n".join(node.value for node in constants if isinstance(node.value, str))


def test_there_are_words_to_look_for() -> None:
    assert {"MLP", "mlp", "ResNet18", "ResNet52", "bottleneck", "depths"} <= words_of_architectures()
    assert {"HATMask", "hat_mask", "wsn_mask", "CL", "mask", "gate", "carry_over_scores"} <= words_of_mechanisms()


@pytest.mark.parametrize("path", ARCHITECTURES, ids=lambda path: path.stem)
def test_no_architecture_knows_a_mechanism(path: Path) -> None:
    # "task" and "mask" in any form: an architecture says neither. Its name is the literature's.
    text = path.read_text("utf-8")
    for name in names(read(path)):
        text = text.replace(f'"{name}"', "")
    assert used({*words_of_mechanisms(), "task", "tasks", "masks"}, text) == set()


@pytest.mark.parametrize("path", MECHANISMS, ids=lambda path: path.stem)
def test_no_mechanism_knows_an_architecture(path: Path) -> None:
    assert used(words_of_architectures(), path.read_text("utf-8")) == set()


@pytest.mark.parametrize("path", MECHANISMS, ids=lambda path: path.stem)
def test_no_runtime_module_of_a_mechanism_knows_an_architecture(path: Path) -> None:
    module = source_of(read(path)["module"])
    assert module is not None
    assert used(words_of_architectures(), module.read_text("utf-8")) == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_no_template_knows_either(path: Path) -> None:
    words = words_of_architectures() | words_of_mechanisms()
    assert used(words, path.read_text("utf-8")) == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_module_of_the_compiler_knows_either(path: Path) -> None:
    assert used(words_of_architectures() | words_of_mechanisms(), strings(path)) == set()
