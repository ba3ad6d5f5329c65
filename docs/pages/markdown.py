"""Pieces of pages, in MyST Markdown."""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from rich.table import Table

from clbackbones_runtime.catalog import Json

__all__ = ["bullets", "fenced", "html_table", "link", "page", "paper", "raw"]


def page(title: str, *pieces: str, front_matter: str = "") -> str:
    """A page: its title and its pieces, each of which stands by itself."""
    return (
        "\n\n".join([*([f"---\n{front_matter}\n---"] if front_matter else []), f"# {title}", *filter(None, pieces)])
        + "\n"
    )


def fenced(language: str, text: str) -> str:
    """A block of code, or a directive."""
    longest = max((len(run) for run in re.findall("^`+", text, re.MULTILINE)), default=2)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def raw(html: str) -> str:
    """HTML as it is."""
    return fenced("{raw} html", html)


def bullets(items: Iterable[str]) -> str:
    """A list."""
    return "\n".join(f"- {item}" for item in items)


def link(text: str, target: str) -> str:
    """A link to a page, by its path."""
    return f"[{text}]({target})"


def paper(source: Mapping[str, Json] | None) -> str:
    """A link to where something was published; empty where that is not said."""
    return link(source["title"], source["url"]) if source else ""


def html_table(table: Table) -> str:
    """A table of rich as HTML, which is quick to make where there are a hundred thousand cells."""

    def row(tag: str, cells: Sequence[object]) -> str:
        aligned = zip(cells, table.columns, strict=True)
        return "".join(f'<{tag} class="{column.justify}">{escape(str(cell))}</{tag}>' for cell, column in aligned)

    heads = row("th", [column.header for column in table.columns])
    rows = zip(*(column.cells for column in table.columns), strict=True)
    body = "".join(f"<tr>{row('td', cells)}</tr>\n" for cells in rows)
    whole = f'<table class="layers"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div class="table-wrapper">{whole}</div>'
