"""Brings a folder in line with what the site is made of: pages written by hand, and those that follow from code."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath

from clbackbones import CATALOG

from .class_page import class_page
from .indexes import index_pages
from .programs import PROGRAMS, program_page, run_program
from .reference import reference_pages

__all__ = ["ROOT", "linked", "write_sources"]

ROOT = Path(__file__).parent.parent.parent
"""The repository."""

INCLUDED = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "CHANGELOG.md": "changelog.md",
    "benchmarks/RESULTS.md": "figures.md",
}
"""Pages of the repository of which pages of the site are made, and to which of these links lead."""

SECTIONS = {
    **dict.fromkeys(("the-words", "the-dialect", "how-to-add", "a-package-of-your-own"), "own.md"),
    **dict.fromkeys(("where-things-are", "the-pipeline"), "compiler.md"),
}
"""Sections of CONTRIBUTING.md that are on another page."""


def write_sources(folder: Path) -> None:
    """Writes the sources, in the folders of the repository; a file that has not changed is left alone.

    Args:
        folder: Where they go.
    """
    written = {path: text.encode() for path, text in _texts()}
    for name in PROGRAMS:
        path = ROOT / "examples" / name
        ran, text = run_program(path), path.read_text("utf-8")
        stem = PurePosixPath(name).stem
        written[f"docs/programs/{stem}.md"] = program_page(name, ran, text).encode()
        written |= {f"docs/programs/{stem}/{figure}": data for figure, data in ran.figures.items()}
    written |= {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in _files()}
    for name, data in written.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file() and path.relative_to(folder).as_posix() not in written:
            path.unlink()


def _texts() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "docs").glob("*.md")):
        yield f"docs/{path.name}", linked(path.read_text("utf-8"), "docs")
    for name in INCLUDED:
        yield name, linked((ROOT / name).read_text("utf-8"), str(PurePosixPath(name).parent))
    for name in CATALOG.class_names():
        yield f"docs/classes/{name}.md", class_page(name)
    for path, text in (*index_pages(), *reference_pages()):
        yield f"docs/{path}", text


def _files() -> Iterator[Path]:
    """What pages lead to, besides pages."""
    yield from (path for path in (ROOT / "examples").rglob("*") if path.suffix in (".py", ".yaml"))
    yield from (ROOT / "docs" / "_static").iterdir()
    yield ROOT / "LICENSE"


def linked(text: str, folder: str) -> str:
    """A page of the repository, its links as they lead from a page of the site.

    Args:
        text: The page.
        folder: Where it is.
    """

    def target(match: re.Match[str]) -> str:
        name, sharp, section = match[1].partition("#")
        at = normpath(f"{folder}/{name}")
        there = SECTIONS.get(section) if at == "CONTRIBUTING.md" else None
        return f"]({there or INCLUDED.get(at) or relpath(at, 'docs')}{sharp}{section})"

    return re.sub(r"\]\((?!https?:|mailto:|#)([^)\s]+)\)", target, text)
