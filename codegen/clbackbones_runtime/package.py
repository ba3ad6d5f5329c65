"""The interface of a generated package, in terms of its catalog: what its `_api` and its command delegate to."""

from collections.abc import Sequence
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
    """A generated package. Each method imports what it needs when it is called; only `restore` needs torch.

    Attributes:
        catalog: Its catalog.
    """

    catalog: Catalog

    def load(self, source: Source, key: str | None = None) -> Config:
        """The config of a source; see `config.loading.load`."""
        from .config.loading import load

        return load(self.catalog, source, key)

    def validate(self, source: Source, key: str | None = None) -> list[Problem]:
        """What is wrong with a source; see `config.loading.validate`."""
        from .config.loading import validate

        return validate(self.catalog, source, key)

    def restore(self, path: str | PathLike[str], map_location: "torch.device | str | None" = None) -> Any:
        """The backbone of a file; see `checkpoint.checkpoint.restore`."""
        from .checkpoint.checkpoint import restore

        return restore(self.catalog, path, map_location)

    def main(self, arguments: Sequence[str] | None = None) -> int:
        """Runs the package's command; see `cli.main`."""
        from .cli import main

        return main(self.catalog, arguments)
