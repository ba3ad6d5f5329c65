"""Index pages of the classes: one page per architecture, one per mechanism."""

from collections.abc import Iterator

from clbackbones import CATALOG

from .class_page import summary_row
from .markdown import fenced, link, page, paper
from .networks import architecture_of, classes, plain_name

__all__ = ["index_pages"]

HEAD = "| class | parameters | MACs |\n|---|---:|---:|"


def index_pages() -> Iterator[tuple[str, str]]:
    """The paths and texts of all index pages."""
    all_classes = list(classes())
    architectures = list(dict.fromkeys(backbone.architecture for backbone in all_classes))
    mechanisms = list(dict.fromkeys(backbone.mechanism for backbone in all_classes))
    for name in architectures:
        yield f"architectures/{name}.md", _architecture(name)
    for name in mechanisms:
        yield f"mechanisms/{name}.md", _mechanism(name)
    said = "Every network is there plain and with each mechanism, whose prefix its name then bears."
    yield (
        "architectures/index.md",
        _overview("Classes by architecture", said, architectures, dict(map(_title, architectures))),
    )
    titles = {
        name: f"{CATALOG.mechanism(name)['title']}: {CATALOG.mechanism(name)['description']}" for name in mechanisms
    }
    yield "mechanisms/index.md", _overview("Classes by mechanism", said, mechanisms, titles)


def _title(architecture: str) -> tuple[str, str]:
    variants = dict.fromkeys(plain_name(each) for each in classes() if each.architecture == architecture)
    return architecture, f"{CATALOG.architecture(architecture)['title']}: {', '.join(variants)}"


def _overview(title: str, said: str, names: list[str], titles: dict[str, str]) -> str:
    rows = (f"- {link(text.partition(':')[0], f'{name}.md')}:{text.partition(':')[2]}" for name, text in titles.items())
    return page(title, said, "\n".join(rows), fenced("{toctree}", ":hidden:\n\n" + "\n".join(names)))


def _architecture(name: str) -> str:
    own = [backbone for backbone in classes() if backbone.architecture == name]
    entry = CATALOG.architecture(name)
    figures = architecture_of(own[0]).figures
    counted = f"Counted with defaults, for an input of {'x'.join(map(str, figures.input))}." if figures else ""
    tables: list[str] = []
    for variant in dict.fromkeys(map(plain_name, own)):
        rows = [summary_row(backbone) for backbone in own if plain_name(backbone) == variant]
        tables += [f"## {variant}", "\n".join([HEAD, *rows])]
    return page(entry["title"], entry["description"], f"Published: {paper(entry['source'])}", counted, *tables)


def _mechanism(name: str) -> str:
    own = [backbone for backbone in classes() if backbone.mechanism == name]
    entry = CATALOG.mechanism(name)
    published = paper(entry.get("source"))
    rows = [summary_row(backbone) for backbone in own]
    said = "Counted with defaults, for the input that the page of a class names."
    return page(
        entry["title"], entry["description"], published and f"Published: {published}", said, "\n".join([HEAD, *rows])
    )
