"""The reference of everything public; which names that are, the `__all__` of each module says."""

import ast
import inspect
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import clbackbones
import clbackbones_runtime
from clbackbones import CATALOG

from .markdown import fenced, page

__all__ = ["exported", "reference_pages"]

MEMBERS = "   :members:\n   :inherited-members: Module, Exception, tuple\n"
"""What is shown of a class: all that users call, but for what torch and Python give it."""

INTERNAL = "_"
"""How names of modules begin that users do not import."""


def reference_pages() -> Iterator[tuple[str, str]]:
    """The paths and texts of all pages: the package, its modules, and the folders of the runtime."""
    pages = {"clbackbones": _package()}
    pages |= {
        f"clbackbones.{name}": _modules(f"clbackbones.{name}", {f"clbackbones.{name}": []}) for name in _of_package()
    }
    pages |= {folder: _modules(folder, modules) for folder, modules in _of_runtime().items()}
    for name, text in pages.items():
        yield f"reference/{name}.rst", text
    said = (
        "The package itself, its modules, and `clbackbones_runtime`, the library that it stands on, as mechanisms and "
        "operations of your own do. Each class of networks and its config are on the page of the class: "
        "[by architecture](../architectures/index.md), [by mechanism](../mechanisms/index.md)."
    )
    yield "reference/index.md", page("Reference", said, fenced("{toctree}", ":maxdepth: 1\n\n" + "\n".join(pages)))


def exported(path: Path) -> list[str]:
    """What a module defines of its `__all__`, without running it; empty where it has none."""
    names: list[str] = []
    imported: set[str] = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                names = list(ast.literal_eval(value))
            case ast.ImportFrom(names=aliases):
                imported |= {alias.asname or alias.name for alias in aliases}
            case _:
                pass
    return [name for name in names if name not in imported]


def _package() -> str:
    """What the package exports, but for the classes of networks, which have pages of their own, and for modules."""
    networks = {*CATALOG.class_names(), *CATALOG.aliases()}
    known = networks | {f"{name}Config" for name in networks}
    entries: list[str] = []
    for name in clbackbones.__all__:
        value = getattr(clbackbones, name)
        if name not in known and not inspect.ismodule(value):
            members = MEMBERS if inspect.isclass(value) else ""
            entries.append(f".. auto{_kind(value)}:: clbackbones.{name}\n{members}")
    return _page("clbackbones", entries)


def _kind(value: object) -> str:
    """What Sphinx calls a value."""
    return "class" if inspect.isclass(value) else "function" if callable(value) else "data"


def _of_package() -> Iterator[str]:
    """The modules of the package that are no networks: layers, figures, conversion, and others."""
    folder = Path(clbackbones.__file__).parent
    pairs = {CATALOG.backbone_class(name).pair for name in CATALOG.class_names()}
    names = sorted(path.stem for path in folder.glob("*.py"))
    return (name for name in names if name not in pairs and not name.startswith(INTERNAL))


def _of_runtime() -> dict[str, dict[str, list[str]]]:
    """The modules of the runtime by folder, each with its names, for authors of mechanisms and operations."""
    root = Path(clbackbones_runtime.__file__).parent
    folders: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root.parent).with_suffix("").parts
        if (names := exported(path)) and not any(part.startswith(INTERNAL) for part in parts):
            folders[".".join(parts[:-1])][".".join(parts)] = names
    return dict(folders)


def _modules(title: str, modules: Mapping[str, list[str]]) -> str:
    """A page of modules.

    Args:
        title: Its title.
        modules: For each of them the names that it defines; none for all that it exports.
    """
    pieces: list[str] = []
    for module, names in modules.items():
        if len(modules) > 1:
            pieces.append(_headed(module.removeprefix(f"{title}."), "-"))
        pieces.append(f".. automodule:: {module}\n   :members: {', '.join(names)}\n")
    return _page(title, pieces)


def _page(title: str, pieces: list[str]) -> str:
    """A page in reStructuredText, as Sphinx's own directives for Python want it."""
    return "\n".join([_headed(title, "="), *pieces])


def _headed(title: str, sign: str) -> str:
    return f"``{title}``\n{sign * (len(title) + 4)}\n"
