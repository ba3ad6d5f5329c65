"""The package's face: what it exports, how it says so, and what `help` tells."""

import ast
import pydoc
import re
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

import pytest

import clbackbones
import clbackbones_runtime
from clbackbones import CATALOG

from .backbones import PREFIXES, mechanism_of, plain_class

ROOT = Path(__file__).parent.parent
PACKAGE = Path(clbackbones.__file__).parent
FOLDERS = [PACKAGE, Path(clbackbones_runtime.__file__).parent]
MODULES = sorted(
    f"{folder.name}/{path.relative_to(folder).as_posix()}" for folder in FOLDERS for path in folder.rglob("*.py")
)
WITHOUT_NAMES = re.compile(r"(conf|networks)/__init__\.py|clbackbones_runtime/(\w+/)?__init__\.py")


def defined(path: str) -> tuple[set[str], list[str] | None]:
    """The names that a module has at its top level, and its `__all__`."""
    names: set[str] = set()
    exported: list[str] | None = None
    (file,) = (folder.parent / path for folder in FOLDERS if path.startswith(f"{folder.name}/"))
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                exported = ast.literal_eval(value)
            case ast.Assign(targets=targets):
                names |= {target.id for target in targets if isinstance(target, ast.Name)}
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                names.add(name)
            case ast.ImportFrom(names=aliases):
                names |= {alias.asname or alias.name for alias in aliases}
            case _:
                pass
    return names, exported


@pytest.mark.parametrize("path", [path for path in MODULES if not WITHOUT_NAMES.search(path)])
def test_every_module_says_what_it_exports(path: str) -> None:
    names, exported = defined(path)
    assert exported
    assert len(exported) == len(set(exported))
    # What a module finds when it is asked, `__getattr__` finds.
    assert set(exported) <= names or "__getattr__" in names
    assert not any(name.startswith("_") for name in exported)


def test_star_import_gives_what_the_table_of_the_readme_lists_and_the_configs() -> None:
    namespace: dict[str, object] = {}
    exec("from clbackbones import *", namespace)
    del namespace["__builtins__"]
    assert namespace.keys() == set(clbackbones.__all__)
    assert namespace.keys() <= set(dir(clbackbones))
    text = (ROOT / "README.md").read_text("utf-8").split("<!-- classes:begin -->")[1].split("<!-- classes:end -->")[0]
    networks, mechanisms = (set(re.findall(r"`(\w+)`", table)) for table in text.strip().split("\n\n"))
    assert networks == {name for name in CATALOG.class_names() if plain_class(name) == name}
    assert mechanisms <= set(CATALOG.class_names())
    assert {mechanism_of(name)["prefix"] for name in mechanisms} == set(PREFIXES)
    assert len(text.strip().splitlines()) < 50  # one screen
    listed = {f"{prefix}{name}" for name in networks for prefix in PREFIXES}
    names = {*listed, *CATALOG.aliases()}
    assert names | {f"{name}Config" for name in names} <= namespace.keys()
    for name in names:
        assert isinstance(namespace[name], type)
        assert isinstance(namespace[f"{name}Config"], type)


def test_importing_the_package_and_listing_its_names_imports_nothing() -> None:
    heavy = ("torch", "attrs", "attr", "importlib.metadata", "clbackbones_runtime.catalog", "clbackbones._catalog")
    program = (
        "import sys; before = set(sys.modules); import clbackbones; dir(clbackbones); clbackbones.__all__;"
        f"sys.exit(str(sorted((set(sys.modules) - before) & set({heavy}))).strip('[]') or None)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_package_declares_that_it_is_typed() -> None:
    assert (PACKAGE / "py.typed").is_file()
    assert any(requirement.startswith("torch") for requirement in requires("clbackbones") or [])


def test_first_screen_of_help_says_what_to_do() -> None:
    page = pydoc.plain(pydoc.render_doc(clbackbones)).partition("PACKAGE CONTENTS")[0]
    lines = page.splitlines()
    assert len(lines) < 55
    assert all(len(line) <= 80 for line in lines)
    said = " ".join(page.split())
    for name in ("load", "validate", "save", "restore", "clbackbones.testing", "clbackbones --help"):
        assert f"`{name}`" in said
    for name in CATALOG.class_names():
        mechanism = CATALOG.mechanism(CATALOG.backbone_class(name).mechanism)
        assert re.search(rf"\b{name.removeprefix(mechanism['prefix'])}\b", said)
        assert mechanism["description"] in said


@pytest.mark.parametrize("name", sorted({*clbackbones.__all__} - {*CATALOG.aliases(), "CATALOG"}))
def test_everything_public_is_explained(name: str) -> None:
    documentation = pydoc.getdoc(getattr(clbackbones, name))
    assert len(documentation) > 15
    assert documentation[0].isupper() or documentation[0] == "`"
