"""The interface of a generated package, in terms of its catalog: what its `_api` and its command delegate to."""

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any

from attrs import frozen

from .catalog import Catalog
from .config.config import Config
from .config.loading import Source
from .config.problems import Problem

if TYPE_CHECKING:
    import torch

__all__ = ["Package"]


@frozen
class Package:
    """A generated package. Each method imports what it needs when it is called; only `create` and `restore` need torch.

    Attributes:
        catalog: Its catalog.
    """

    catalog: Catalog

    def load(self, source: Source, key: str | None = None) -> Config:
        """The config of a source."""
        from .config.loading import load

        return load(self.catalog, source, key)

    def validate(self, source: Source, key: str | None = None) -> list[Problem]:
        """What is wrong with a source."""
        from .config.loading import validate

        return validate(self.catalog, source, key)

    def list_backbones(self, pattern: str = "*") -> list[str]:
        """Names of backbones for `create`, those of packages that this one builds on included.

        Args:
            pattern: What names, as they are listed or of classes, have to match.
        """
        from fnmatch import fnmatchcase

        return [
            option
            for catalog in self.catalog.family
            for option, name in catalog.options().items()
            if name not in catalog.aliases() and (fnmatchcase(option, pattern) or fnmatchcase(name, pattern))
        ]

    def create(self, name: str, fields: Mapping[str, Any]) -> Any:
        """The backbone of a class by its name.

        Raises:
            ValueError: No class has the name; or fields are wrong, then a ConfigError, which has all problems.
        """
        from .cli.mistakes import Mistake, class_named
        from .config.loading import load

        try:
            backbone = class_named(self.catalog, name)
        except Mistake as mistake:
            raise ValueError(str(mistake)) from None
        return load(self.catalog, {**fields, "_target_": backbone.target}).build()

    def restore(self, path: str | PathLike[str], map_location: "torch.device | str | None" = None) -> Any:
        """The backbone of a file that `save` wrote."""
        from .checkpoint.checkpoint import restore

        return restore(self.catalog, path, map_location)

    def main(self, arguments: Sequence[str] | None = None) -> int:
        """Runs the package's command; see `cli.main`."""
        from .cli import main

        return main(self.catalog, arguments)
