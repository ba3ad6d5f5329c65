"""What every generated constructor does with the names of its arguments, before a config checks their values."""

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from ..catalog import BackboneClass, Catalog
from ..config.problems import ArgumentError
from ..config.rules import check
from .backbone import Backbone

__all__ = ["checked_names", "level_of_caller"]

Constructor = TypeVar("Constructor", bound=Callable[..., None])


def checked_names(constructor: Constructor) -> Constructor:
    """Lets a constructor take fields under all their spellings, and refuse other names as a YAML file is refused.

    Hydra calls a class with the keys of a file, such as `batch_normalisation`, and shows nothing of a mistake but its
    text: that has to say which field was meant, and whatever else is wrong. To type checkers nothing changes.

    Args:
        constructor: The `__init__` of a backbone; its parameters are the fields of the class's config, in their order.
    """

    @functools.wraps(constructor)
    def checked(self: Backbone, *args: Any, **kwargs: Any) -> None:
        backbone = _class_of(self)
        if backbone is not None:
            kwargs = _by_field(backbone, args, kwargs)
        constructor(self, *args, **kwargs)

    return cast(Constructor, checked)


def level_of_caller(catalog: Catalog) -> int:
    """The `stacklevel` with which a warning points at who called into a generated package, past all base classes.

    Args:
        catalog: The catalog of the package.
    """
    packages = tuple(f"{package}." for package in ("clbackbones_runtime", *(each.package for each in catalog.family)))
    frame, level = inspect.currentframe(), 0
    while frame is not None and str(frame.f_globals.get("__name__")).startswith(packages):
        frame, level = frame.f_back, level + 1
    return level


def _class_of(module: Backbone) -> BackboneClass | None:
    """The entry of the specification for the class of a backbone; None for the base of several."""
    config_class = getattr(module, "config_class", None)
    return None if config_class is None else config_class.backbone_class()


def _by_field(backbone: BackboneClass, args: tuple[object, ...], kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """The keyword arguments under the canonical names of their fields.

    Raises:
        ArgumentError: Names are unknown, missing or spelt twice; it carries everything that is wrong. To positional
            arguments that are too many, or given by keyword as well, Python objects itself.
    """
    fields = backbone.fields
    spellings = {spelling: field.name for field in fields.values() for spelling in field.aliases}
    named = {spellings.get(name, name): value for name, value in kwargs.items()}
    positional = list(fields)[: len(args)]
    given = {*positional, *named}
    required = {field.name for field in fields.values() if field.required}
    if len(named) < len(kwargs) or not required <= given <= fields.keys():
        value: dict[str, Any] = {**dict(zip(positional, args, strict=False)), **kwargs, "_target_": backbone.target}
        if faults := check(backbone.catalog, value, interpolations=False, called=True).faults:
            raise ArgumentError(fault.problem() for fault in faults)
    return named
