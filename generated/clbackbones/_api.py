# Generated from schema/.
# Do not edit: change the source and run `make codegen`.
"""What users call: from YAML to configs, and from files to backbones."""

from os import PathLike
from typing import TYPE_CHECKING, Any, Final

from clbackbones_runtime.config.config import Config
from clbackbones_runtime.config.loading import Source
from clbackbones_runtime.config.problems import Problem
from clbackbones_runtime.package import Package

from ._catalog import CATALOG

if TYPE_CHECKING:
    import torch

__all__ = ["create", "list_backbones", "load", "restore", "validate"]

_PACKAGE: Final = Package(CATALOG)


def load(source: Source, key: str | None = None) -> Config:
    """Loads the config of a backbone.

    Args:
        source: The path of a YAML file (a string or a path object), which is composed with its defaults list as Hydra
            composes it, as far as the files around it tell; YAML text (a string that holds a line break or
            `key: value`); or a mapping, such as a dict or an OmegaConf `DictConfig`, whose interpolations are resolved.
        key: The part of it that describes the backbone, its keys joined by dots: `backbone`, `experiment.backbone`.

    Returns:
        A config of the class that `_target_` names.

    Raises:
        ConfigError: If the config is invalid or holds an interpolation that is not resolved; it carries all problems.
        OSError: If the file cannot be read.
        TypeError: If the source is none of these, or the key is no string.
    """
    return _PACKAGE.load(source, key)


def validate(source: Source, key: str | None = None) -> list[Problem]:
    """Finds everything that is wrong with a config; interpolations (`${...}`, `???`) stand for any value.

    Args:
        source: As for `load`.
        key: As for `load`.

    Returns:
        Errors and warnings, in the order of the text, and what could not be checked because only Hydra knows it; a
        config is valid if there are no errors.

    Raises:
        OSError: If the file cannot be read.
        TypeError: If the source is none of these, or the key is no string.
    """
    return _PACKAGE.validate(source, key)


def list_backbones(pattern: str = "*") -> list[str]:
    """Lists names of backbones for `create`, which are also those of Hydra's config group.

    Args:
        pattern: What names have to match, as they are listed or those of classes: `*18`.

    Returns:
        The names, by mechanism and architecture; aliases are left out.
    """
    return _PACKAGE.list_backbones(pattern)


def create(name: str, /, **fields: Any) -> Any:
    """Builds a backbone by its name.

    Args:
        name: A name of `list_backbones`; that of a class, or an alias.
        **fields: Fields of its config.

    Returns:
        The backbone.

    Raises:
        ConfigError: If fields are wrong; it carries all problems.
        ValueError: If no backbone has that name; the message offers the nearest ones.
    """
    return _PACKAGE.create(name, fields)


def restore(path: str | PathLike[str], map_location: "torch.device | str | None" = None) -> Any:
    """Rebuilds the backbone that `save` wrote, with all its tasks.

    Args:
        path: The file. Reading it runs no code, and takes time and memory that grow with its size.
        map_location: Device for the tensors; None: the one that they were on, for `.safetensors` the CPU.

    Returns:
        The backbone, of the class that was saved, in training mode. For a drop-in for CLArena where CLArena is not
        installed, the class that it extends, with a warning.

    Raises:
        CheckpointError: The file is truncated or damaged, or no checkpoint of a backbone; its tensors do not fit the
            class and config that it names, or cannot be what a backbone stored; that class is of a package that is not
            known here; or the device is not there.
        OSError: The file cannot be read.
    """
    return _PACKAGE.restore(path, map_location)
