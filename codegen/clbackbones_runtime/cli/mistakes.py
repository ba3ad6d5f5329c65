"""What users are told when a command cannot do its work."""

from pathlib import Path

from ..catalog import BackboneClass, Catalog
from ..config.wording import did_you_mean, quoted, visible

__all__ = ["Mistake", "class_named", "told", "unknown_class"]


class Mistake(Exception):  # noqa: N818 - the user's, not the program's
    """The command cannot do its work; the text says why and what to do."""


def told(error: OSError) -> str:
    """What the operating system refused, as users read it: `x.yaml: no such file or directory`."""
    reason = error.strerror or str(error)
    reason = f"{reason[:1].lower()}{reason[1:]}"
    path: object = error.filename
    if not isinstance(path, str | Path):
        return reason
    name = visible(str(path))
    hint = None
    if isinstance(error, FileNotFoundError):
        place = Path(path)
        if place.is_symlink():
            return f"{name}: this link is broken: there is no {quoted(str(place.readlink()))}"
        hint = _nearest_file(place)
    return f"{name}: {reason}" + (f"; {hint}" if hint else "")


def _nearest_file(path: Path) -> str | None:
    try:
        names = sorted({neighbour.name for neighbour in path.parent.iterdir()} - {path.name})
    except OSError:
        return None
    return did_you_mean(path.name, tuple(names))


def class_named(catalog: Catalog, text: str) -> BackboneClass:
    """The class that a user names, see `Catalog.named`.

    Raises:
        Mistake: There is none; the text offers the nearest names.
    """
    backbone = catalog.named(text)
    if backbone is None:
        raise unknown_class(catalog, text, "is not a backbone class")
    return backbone


def unknown_class(catalog: Catalog, text: str, what: str) -> Mistake:
    """The mistake of naming a class that does not exist.

    Args:
        catalog: Where it was looked for.
        text: The name.
        what: What is to be said of it.
    """
    names = [name for each in catalog.family for name in (*each.class_names(), *each.aliases(), *each.options())]
    near = did_you_mean(text.rpartition(".")[2], names, 3)
    hint = near or f"'{catalog.package} list' shows all classes"
    return Mistake(f"{quoted(text)} {what}; {hint}")
