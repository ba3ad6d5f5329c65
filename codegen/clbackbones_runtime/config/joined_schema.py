"""One JSON Schema for the classes of several packages, from the published ones."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

__all__ = ["joined"]

Json = Any

_LISTS: Final = ("enum", "markdownEnumDescriptions")
"""What an enumeration has of each value."""


def joined(published: Sequence[Mapping[str, Json]]) -> Mapping[str, Json]:
    """The schema of all classes of packages that build on each other, in which no name is there twice.

    Args:
        published: The schemas of the packages; the first one says what a backbone is. They are left as they are.
    """
    first = published[0]
    if len(published) == 1:
        return first
    (required, snippets, *_, target), *_ = rules = [each["allOf"] for each in published]
    offered = [snippet for rule in rules for snippet in rule[1]["else"]["defaultSnippets"]]
    targets = [rule[-1]["properties"]["_target_"] for rule in rules]
    suggested, other = target["properties"]["_target_"]["anyOf"]
    lists = {key: [item for each in targets for item in each["anyOf"][0][key]] for key in _LISTS}
    pattern = "|".join(each["anyOf"][1]["pattern"] for each in targets)
    named = {**targets[0], "anyOf": [{**suggested, **lists}, {**other, "pattern": pattern}]}
    return {
        **first,
        "allOf": [
            required,
            {**snippets, "else": {"defaultSnippets": offered}},
            *(branch for rule in rules for branch in rule[2:-1]),
            {"properties": {"_target_": named}},
        ],
        "definitions": {name: each for schema in reversed(published) for name, each in schema["definitions"].items()},
    }
