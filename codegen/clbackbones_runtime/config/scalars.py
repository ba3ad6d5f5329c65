"""Scalars of YAML as OmegaConf resolves them: by YAML 1.1, but `1e-3` is a float, and there are no dates."""

import json
import math
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import cast

from attrs import frozen
from yaml.constructor import SafeConstructor
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from .problems import Severity
from .wording import quoted, shortened, shown

__all__ = ["MERGE", "SCALAR_TAGS", "YAML_TAGS", "Remark", "plain", "tagged", "written"]

YAML_TAGS = "tag:yaml.org,2002:"
"""What `!!` stands for."""

SCALAR_TAGS = ("str", "null", "bool", "int", "float")
"""Tags of scalars that a config may hold, without their `!!`."""

MERGE = "<<"
"""The key that merges other mappings into its own."""


MAX_NUMBER = 4300
"""Characters of a number that are read: as many digits as Python reads, and no notation takes long for them."""


@frozen
class Remark:
    """What is to be said about a scalar where it is used as a value."""

    message: str
    hint: str | None = None
    severity: Severity = "error"


# From omegaconf._utils.get_yaml_loader, so that a file means here what it means to Hydra.
_OMEGACONF_FLOAT = re.compile(
    r"""^(?:
     [-+]?[0-9]+(?:_[0-9]+)*\.[0-9_]*(?:[eE][-+]?[0-9]+)?
    |[-+]?[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+)
    |\.[0-9]+(?:_[0-9]+)*(?:[eE][-+][0-9]+)?
    |[-+]?[0-9]+(?:_[0-9]+)*(?::[0-5]?[0-9])+\.[0-9_]*
    |[-+]?\.(?:inf|Inf|INF)
    |\.(?:nan|NaN|NAN))$""",
    re.VERBOSE,
)


def _resolvers() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """The patterns to try, in order, by the first character of a plain scalar."""
    kinds = ("bool", "float", "int", "merge", "null", "value")
    table = {
        first: [(tag.removeprefix(YAML_TAGS), pattern) for tag, pattern in patterns]
        for first, patterns in Resolver.yaml_implicit_resolvers.items()
    }
    for first in "-+0123456789.":
        table[first] = [*table.get(first, []), ("float", _OMEGACONF_FLOAT)]
    return {first: [pair for pair in patterns if pair[0] in kinds] for first, patterns in table.items()}


_RESOLVERS = _resolvers()

# What YAML 1.1 as PyYAML reads it and YAML 1.2 as editors read it agree on.
_UNDISPUTED = {
    "bool": re.compile(r"true|True|TRUE|false|False|FALSE"),
    "int": re.compile(r"[-+]?(?:0|[1-9][0-9]*)|0x[0-9a-fA-F]+"),
    "float": re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+][0-9]+)?"),
}

_CONSTRUCTOR = SafeConstructor()


def plain(text: str) -> tuple[object, Remark | None]:
    """The value of a scalar without quotes and tag, and what is to be said about it.

    `<<` and `=`, which YAML 1.1 reserves, are kept as strings; they are fine as keys, where no remark counts.
    """
    # A long text is hardly met again, and not worth the memory.
    return _cached_plain(text) if len(text) <= 100 else _plain(text)


def _plain(text: str) -> tuple[object, Remark | None]:
    kind = next((kind for kind, pattern in _RESOLVERS.get(text[:1], ()) if pattern.match(text)), None)
    if kind is None:
        return text, None
    if kind in ("merge", "value"):
        return text, Remark(f"{quoted(text)} has a meaning of its own in YAML", "put it in quotes")
    value, remark = tagged(kind, text)
    undisputed = _UNDISPUTED.get(kind)
    if remark is None and undisputed and not undisputed.fullmatch(text):
        message = f"{shortened(text)} is {shown(value)} to Hydra, but not to every YAML reader"
        remark = Remark(message, f"write {shortened(written(value))}", "warning")
    return value, remark


_cached_plain = lru_cache(4096)(_plain)


def tagged(kind: str, text: str) -> tuple[object, Remark | None]:
    """The value of a scalar that has one of YAML's own tags, and what is to be said about it.

    Args:
        kind: One of `SCALAR_TAGS`.
        text: What follows it.
    """
    if kind in ("int", "float") and len(text) > MAX_NUMBER:
        return None, Remark(f"{quoted(text)} has more than {MAX_NUMBER:,} characters", "write a shorter number")
    node = ScalarNode(YAML_TAGS + kind, text)
    try:
        match kind:
            case "null":
                return None, None
            case "bool":
                return _CONSTRUCTOR.construct_yaml_bool(node), None
            case "int":
                return _CONSTRUCTOR.construct_yaml_int(node), None
            case "float":
                value = _CONSTRUCTOR.construct_yaml_float(node)
                finite = math.isfinite(value)
                return value, None if finite else Remark(f"{shortened(text)} is not a finite number", "write a number")
            case _:
                return text, None
    except (ValueError, KeyError, IndexError, OverflowError):
        return None, Remark(f"{quoted(text)} is not a value of !!{kind}", "remove the tag, or correct the value")


def written(value: object) -> str:
    """A scalar, or a list of scalars, as YAML that every reader takes for the same."""
    match value:
        case list() | tuple():
            return f"[{', '.join(map(written, cast(Sequence[object], value)))}]"
        case str():
            return (
                value if re.fullmatch(r"[A-Za-z][\w.]*", value) and plain(value) == (value, None) else json.dumps(value)
            )
        case float():
            text = repr(value)
            return text if "." in text else text.replace("e", ".0e")
        case None | bool():
            return json.dumps(value)
        case _:
            return str(value)
