"""Hydra's defaults lists, entry by entry, and the package into which each entry is composed.

<https://hydra.cc/docs/advanced/defaults_list>
"""

import re
from collections.abc import Mapping
from typing import Final, cast

from attrs import evolve, frozen

__all__ = ["DEFAULTS", "SELF", "Entry", "InvalidDefaultsError", "entries_of", "package_header", "split_package"]

DEFAULTS: Final = "defaults"
"""The key of a defaults list, at the top of a file."""

GLOBAL: Final = "_global_"
"""The package of the whole config."""

SELF: Final = "_self_"
"""The entry that says when the file's own keys are composed."""

HEADER_CHARACTERS: Final = 512
"""Characters at the begin of a file in which Hydra looks for `# @package`."""


class InvalidDefaultsError(ValueError):
    """A defaults list is none that Hydra takes; the text says why."""


@frozen(kw_only=True)
class Entry:
    """An entry of a defaults list.

    Attributes:
        index: Where it stands in its list.
        group: The config group, relative to that of the file unless it begins with `/`; None for a config of the file's
            own group.
        option: What selects the config; None for no config.
        options: Several options in place of one.
        package: What follows `@`.
        optional: Whether the config may be absent.
        override: Whether the entry changes the option of another one.
        parent_group: The group of the file whose list it is.
        parent_package: The package of that file.
    """

    index: int
    group: str | None
    option: str | None = None
    options: tuple[str, ...] | None = None
    package: str | None = None
    optional: bool = False
    override: bool = False
    parent_group: str = ""
    parent_package: str = ""

    @property
    def is_self(self) -> bool:
        """Whether it stands for the file's own keys."""
        return self.group is None and self.option == SELF

    @property
    def group_path(self) -> str:
        """The group, from the root of the config tree."""
        relative = self._relative_group()
        absolute = (self.group if self.group is not None else self.option or "").startswith("/")
        if absolute or not self.parent_group:
            return relative
        return f"{self.parent_group}/{relative}" if relative else self.parent_group

    @property
    def name(self) -> str | None:
        """The option without its group."""
        return self.option.rpartition("/")[2] if self.group is None and self.option else self.option

    @property
    def config_path(self) -> str:
        """The config, from the root of the config tree, without `.yaml`."""
        return "/".join(part for part in (self.group_path, self.name) if part)

    @property
    def key(self) -> str:
        """By what overrides know the entry: its group, and its package where that is another one."""
        package = self.final_package(None)
        group = self.group_path
        return group if package == group.replace("/", ".") else f"{group}@{package or GLOBAL}"

    def final_package(self, header: str | None) -> str:
        """Where the config goes, its keys joined by dots.

        Args:
            header: The package that the config's own file names, as `package_header` finds it.
        """
        package = self.package
        if package is not None and "_group_" in package:
            package = f"{GLOBAL}.{package.replace('_group_', self.group_path.replace('/', '.'))}"
        if package is None:
            package = header
        if package is None:
            package = self._relative_group().replace("/", ".")
        if package == "_here_":
            package = ""
        whole = ".".join(part for part in (self.parent_package, package) if part)
        # Without `_global_` in it, the last part is the whole.
        return whole.rpartition(GLOBAL)[2].removeprefix(".")

    def each(self) -> "tuple[Entry, ...]":
        """The entry; of several options, one for each."""
        if self.options is None:
            return (self,)
        return tuple(evolve(self, group=None, option=f"{self.group}/{option}", options=None) for option in self.options)

    def _relative_group(self) -> str:
        if self.group is not None:
            return self.group.removeprefix("/")
        return (self.option or "").removeprefix("/").rpartition("/")[0]


def entries_of(value: object, group: str, package: str) -> list[Entry]:
    """The entries of a file's defaults list, in their order; empty where it has none.

    Args:
        value: What the file says.
        group: The group of the file.
        package: The package of the file.

    Raises:
        InvalidDefaultsError: Hydra refuses the list.
    """
    found: object = cast("Mapping[object, object]", value).get(DEFAULTS, []) if isinstance(value, Mapping) else []
    if not isinstance(found, list):
        raise InvalidDefaultsError("a defaults list is a list")
    raw = cast("list[object]", found)
    entries = [
        evolve(_entry(index, item), parent_group=group, parent_package=package) for index, item in enumerate(raw)
    ]
    if sum(entry.is_self for entry in entries) > 1:
        raise InvalidDefaultsError(f"'{SELF}' is there twice")
    overriding = [entry.override for entry in entries if not entry.is_self]
    if overriding != sorted(overriding):
        raise InvalidDefaultsError("an 'override' stands before other entries")
    return entries


def _entry(index: int, item: object) -> Entry:
    if isinstance(item, str):
        option, package = split_package(item)
        return Entry(index=index, group=None, option=option, package=package)
    if not isinstance(item, Mapping) or len(cast("Mapping[object, object]", item)) != 1:
        raise InvalidDefaultsError("an entry is a text or a mapping of one key")
    key, value = next(iter(cast("Mapping[object, object]", item).items()))
    if not isinstance(key, str):
        raise InvalidDefaultsError("the group of an entry is a text")
    *words, named = key.split(" ")
    group, package = split_package(named)
    if not group or not set(words) <= {"optional", "override"}:
        raise InvalidDefaultsError("an entry is 'GROUP: OPTION', 'optional' or 'override' in front of it")
    option, options = _options(value)
    return Entry(
        index=index,
        group=group,
        option=option,
        options=options,
        package=package,
        optional="optional" in words,
        override="override" in words,
    )


def _options(value: object) -> tuple[str | None, tuple[str, ...] | None]:
    if value is None or isinstance(value, str):
        return value, None
    several = cast("list[object]", value) if isinstance(value, list) else [None]
    texts = tuple(option for option in several if isinstance(option, str))
    if len(texts) != len(several):
        raise InvalidDefaultsError("an option is a text, or a list of texts")
    return None, texts


def split_package(text: str) -> tuple[str, str | None]:
    """A group and the package behind its `@`; what `@a:b` renames to means nothing in a file."""
    group, at, package = text.partition("@")
    return group, package.partition(":")[0] if at else None


def package_header(text: str) -> str | None:
    """The package that a file names in its first comments, `# @package NAME`, as an absolute one.

    Returns:
        The package behind `_global_`; None where there is none, or where it is `_group_`, which means the same.
    """
    package = None
    for line in map(str.strip, text[:HEADER_CHARACTERS].splitlines()):
        if line and not re.match(r"#\s*@", line):
            break
        words = line.lstrip("#").split()
        if len(words) == 2 and words[0] == "@package":
            package = words[1]
    if package is None or package == "_group_" or package.startswith(f"{GLOBAL}.") or package == GLOBAL:
        return None if package == "_group_" else package
    return f"{GLOBAL}.{package}"
