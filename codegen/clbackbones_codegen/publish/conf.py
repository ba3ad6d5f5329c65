"""The config group `backbone` of Hydra, a file per class: what its template prints, from the classes.

A file has no `# @package` line: a config goes where its group says, and the keyword `_group_`, which once said that, is
read as a name since Hydra 1.2. So the modeline, which editors look for, comes first.
"""

from collections.abc import Iterator, Sequence

from attrs import frozen

from clbackbones_runtime.catalog import Field, config_name
from clbackbones_runtime.config.comments import comment, explanation
from clbackbones_runtime.config.scalars import written

from ..ir.product import Package
from .classes import PublishedClass

GROUP = "conf/backbone"
"""Folder of the group in the package."""


@frozen
class Entry:
    """A field: the comments above it, and the line that gives its value."""

    comments: tuple[str, ...]
    line: str


@frozen
class GroupConfig:
    """A config of the group.

    Attributes:
        name: What selects it in a defaults list; with `.yaml`, the path of its file in the group.
        root: The path from its folder to that of the package.
        description: What the class is, as comments.
        target: Its `_target_`.
        entries: Its fields.
    """

    name: str
    root: str
    description: tuple[str, ...]
    target: str
    entries: tuple[Entry, ...]


def config_group(classes: Sequence[PublishedClass], package: Package) -> Iterator[GroupConfig]:
    """The configs of all classes under their names and aliases; those of the drop-ins are in a folder of their own.

    Args:
        classes: The classes.
        package: The package that is generated.
    """
    # Comments on fields are the same for all classes of a pair.
    explained = {
        one.module: [(field, (*explanation(field),)) for field in one.fields.values()]
        for one in {each.module: each for each in classes}.values()
    }
    for each in classes:
        entries = tuple(
            Entry(comments, f"{field.name}: {_value(field, each)}") for field, comments in explained[each.module]
        )
        for option in options_of(each):
            yield GroupConfig(
                name=option,
                root="../" * f"{GROUP}/{option}".count("/"),
                description=(*comment(f"{each.name}: {each.pair.description}"), "#", *_usage(option, package.name)),
                target=each.targets(package)[0],
                entries=entries,
            )


def options_of(backbone: PublishedClass) -> Iterator[str]:
    """What selects a class in a defaults list: its name and its aliases, as names of files."""
    for spelling in (backbone.name, *backbone.aliases):
        folder, _, own = spelling.rpartition(".")
        file = config_name(own, backbone.pair.mechanism_name, str(backbone.pair.mechanism.prefix))
        yield f"{folder}/{file}" if folder else file


def _usage(option: str, package: str) -> list[str]:
    return comment(
        f"Chosen by `- backbone: {option}` in a defaults list, and found by Hydra where hydra.searchpath has "
        f"pkg://{package}.conf."
    )


def _value(field: Field, backbone: PublishedClass) -> str:
    """The default; where the network alone determines the value, that one, for others to refer to."""
    if field.required:
        return "???"
    cases = backbone.derived.get(field.name, ())
    certain = bool(cases) and not cases[0].when
    return written(cases[0].value if certain else field.default)
