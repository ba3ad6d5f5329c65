"""What makes a backbone one of CLArena's as well, for its algorithms and pipelines."""

import importlib
from typing import TYPE_CHECKING, Any, TypeVar, cast

from torch import nn
from torch.optim import Optimizer

from . import spec

__all__ = ["DROP_INS", "DropIn", "check_backbone", "counterpart", "drop_in_class", "from_clarena", "optimizer_of"]

T = TypeVar("T")

DROP_INS = f"{__package__}.clarena"
"""The module of the drop-ins."""


if TYPE_CHECKING:

    class Algorithm(nn.Module):
        """An algorithm of CLArena, as far as type checkers need one: a base without a type would hide the others."""

        def __init__(self, *args: Any, **kwargs: Any) -> None: ...
        def __getattr__(self, name: str) -> Any: ...
        def configure_optimizers(self) -> Any: ...


def from_clarena(module: str) -> Any:
    """A module of CLArena.

    Args:
        module: Its name inside the package.

    Raises:
        ImportError: CLArena, or something that the module needs, is not installed or does not fit.
    """
    try:
        return importlib.import_module(f"clarena.{module}")
    except (ImportError, RuntimeError) as error:  # torchvision built for another torch raises a RuntimeError
        raise ImportError(f"clbackbones.clarena needs CLArena: pip install 'clbackbones[clarena]' ({error})") from error


def counterpart(*names: str) -> type[nn.Module]:
    """CLArena's base class of a mechanism.

    Args:
        *names: What it is called; the first that the installed CLArena has counts.

    Raises:
        ImportError: CLArena is not installed, or has none of them.
    """
    backbones = from_clarena("backbones")
    found = next((getattr(backbones, name) for name in names if hasattr(backbones, name)), None)
    if found is None:
        wanted = " or ".join(names)
        hint = "pip install --upgrade 'clbackbones[clarena]'"
        raise ImportError(f"the installed CLArena has no {wanted}; clbackbones.clarena needs a newer one: {hint}")
    return found


class DropIn:
    """Stands before a backbone of ours and CLArena's base class of its mechanism, in this order.

    CLArena's classes are there for its `isinstance` checks alone: no constructor of theirs runs.

    Attributes:
        disable_unlearning: Whether the pipeline runs without unlearning.
    """

    def __init__(self, *args: Any, disable_unlearning: bool = False, **fields: Any) -> None:
        """Makes the backbone.

        Args:
            *args: Required fields, in their order.
            disable_unlearning: Given by CLArena's pipelines; kept.
            **fields: Fields of the config, of which those that have a choice `clarena` default to it; and settings of
                the mechanism that CLArena's own algorithms need, which default to that, such as `annealing` for units
                masked by embeddings. The algorithms in `clbackbones.clarena` change a setting where they need to.

        Raises:
            ConfigError: The fields are not valid; it lists all problems.
            ValueError: A setting has no such value.
        """
        known = _class_of(self)
        settings = {name: fields.pop(name, value) for name, value in _settings(self).items()}
        theirs: dict[str, Any] = {
            name: spec.CLARENA for name, field in known.fields.items() if spec.CLARENA in field.choices
        }
        if "disable_unlearning" in known.fields:
            theirs["disable_unlearning"] = disable_unlearning
        super().__init__(*args, **{**theirs, **fields})
        self.disable_unlearning = disable_unlearning
        for name, value in settings.items():
            setattr(self, name, value)

    def arguments(self) -> dict[str, Any]:
        """What the constructor takes besides the fields of the config, as it is now."""
        return {name: getattr(self, name) for name in ("disable_unlearning", *_settings(self))}


def drop_in_class(name: str) -> type[Any]:
    """The drop-in for a class of ours.

    Args:
        name: What both are called.

    Raises:
        ImportError: CLArena is not installed.
        AttributeError: CLArena has nothing of the kind.
    """
    return getattr(importlib.import_module(DROP_INS), name)


def _class_of(backbone: DropIn) -> spec.BackboneClass:
    return spec.backbone_class(cast(Any, backbone).config_class.class_name)


def _settings(backbone: DropIn) -> dict[str, Any]:
    """What CLArena's own algorithms need set, and the values that they need."""
    return spec.mechanism(_class_of(backbone).mechanism)["clarena"]["settings"]


def check_backbone(backbone: object, wanted: type[T]) -> T:
    """The backbone that an algorithm gets.

    Args:
        backbone: What it was given.
        wanted: What it needs.

    Raises:
        ValueError: It is something else.
    """
    if not isinstance(backbone, wanted):
        raise ValueError(f"this algorithm needs a backbone of clbackbones.clarena, got a {type(backbone).__name__}")
    return backbone


def optimizer_of(configured: Any) -> Optimizer:
    """The optimizer in what `configure_optimizers` of an algorithm of CLArena's returns."""
    return configured if isinstance(configured, Optimizer) else configured["optimizer"]
