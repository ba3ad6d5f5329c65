"""The config group `backbone` of Hydra, a file per class: what its template prints, from the content of `_spec.json`.

A file has no `# @package` line: a config goes where its group says, and the keyword `_group_`, which once said that, is
read as a name since Hydra 1.2. So the modeline, which editors look for, comes first.
"""

from collections.abc import Iterator, Mapping

from attrs import frozen

from clbackbones_runtime.catalog import Field, read_field
from clbackbones_runtime.config.comments import comment, explanation
from clbackbones_runtime.config.scalars import written

from ..spec.model import Json

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
        name: What selects it in a defaults list; with `.yaml`, the name of its file.
        description: What the class is, as comments.
        target: Its `_target_`.
        entries: Its fields.
    """

    name: str
    description: tuple[str, ...]
    target: str
    entries: tuple[Entry, ...]


def config_group(data: Mapping[str, Json]) -> Iterator[GroupConfig]:
    """The configs of all classes, under their names and aliases.

    Args:
        data: The content of `_spec.json`.
    """
    # Comments on fields are the same for all classes of a pair.
    explained = {
        pair: [(field, (*explanation(field),)) for field in (read_field(*each) for each in row["fields"].items())]
        for pair, row in data["pairs"].items()
    }
    for name, row in data["classes"].items():
        mechanism = data["pairs"][row["pair"]]["mechanism"]
        entries = tuple(
            Entry(comments, f"{field.name}: {_value(field, row)}") for field, comments in explained[row["pair"]]
        )
        for spelling in (name, *row["aliases"]):
            option = config_name(spelling, mechanism, data["mechanisms"][mechanism]["prefix"])
            yield GroupConfig(
                name=option,
                description=(
                    *comment(f"{name}: {row['description']}"),
                    "#",
                    *_usage(option, data["targets"]["canonical"]),
                ),
                target=f"{data['targets']['canonical']}.{name}",
                entries=entries,
            )


def config_name(class_name: str, mechanism: str, prefix: str) -> str:
    """What selects a class in a defaults list: `HATMaskResNet18` is `hat_mask_resnet18`.

    Args:
        class_name: The class.
        mechanism: Its mechanism, the name of the file.
        prefix: The mechanism's prefix of class names.
    """
    variant = class_name.removeprefix(prefix).lower()
    return f"{mechanism}_{variant}" if prefix else variant


def _usage(option: str, package: str) -> list[str]:
    return comment(
        f"Chosen by `- backbone: {option}` in a defaults list, and found by Hydra where hydra.searchpath has "
        f"pkg://{package}.conf."
    )


def _value(field: Field, row: Mapping[str, Json]) -> str:
    """The default; where the network alone determines the value, that one, for others to refer to."""
    if field.required:
        return "???"
    cases = row["derived"].get(field.name, [])
    certain = bool(cases) and not cases[0]["when"]
    return written(cases[0]["value"] if certain else field.default)
