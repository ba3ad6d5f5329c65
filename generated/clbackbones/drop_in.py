# Generated from codegen/clbackbones_codegen/runtime/drop_in.py.
# Do not edit: change the source and run `make codegen`.
"""What makes a backbone one of CLArena's as well, for its algorithms and pipelines."""

import importlib
from typing import Any, cast

from torch import nn

from .attention import Annealing, check_annealing
from .spec import BackboneClass, backbone_class
from .unit_masks import UnitMaskBackbone

__all__ = ["DropIn", "algorithm", "counterpart", "from_clarena"]

_LAYOUT = "clarena"
"""The value of the field `layout`, where there is one, that stands for CLArena's networks."""

_ALGORITHMS = ("HAT", "AdaHAT", "WSN")


def from_clarena(module: str) -> Any:
    """A module of CLArena.

    Args:
        module: Its name inside the package.

    Raises:
        ImportError: CLArena, or something that the module needs, is not installed.
    """
    try:
        return importlib.import_module(f"clarena.{module}")
    except ImportError as error:
        raise ImportError(f"clbackbones.clarena needs CLArena: pip install 'clbackbones[clarena]' ({error})") from error


def counterpart(*names: str) -> type[nn.Module]:
    """CLArena's base class of a mechanism.

    Args:
        *names: What it is called; the first that the installed CLArena has counts.
    """
    backbones = from_clarena("backbones")
    return next(getattr(backbones, name) for name in names if hasattr(backbones, name))


def algorithm(name: str) -> Any:
    """An algorithm of `clbackbones.clarena`.

    Args:
        name: What it is called.

    Raises:
        AttributeError: There is none of that name.
        ImportError: CLArena, or something that its algorithms need, is not installed.
    """
    if name not in _ALGORITHMS:
        raise AttributeError(f"module {__package__}.clarena has no attribute {name!r}")
    return getattr(importlib.import_module(".clarena_algorithms", __package__), name)


class DropIn:
    """Stands before a backbone of ours and CLArena's base class of its mechanism, in this order.

    CLArena's classes are there for its `isinstance` checks alone: no constructor of theirs runs.

    Attributes:
        disable_unlearning: Whether the pipeline runs without unlearning.
    """

    def __init__(
        self,
        *args: Any,
        disable_unlearning: bool = False,
        annealing: Annealing | None = None,
        **fields: Any,
    ) -> None:
        """Makes the backbone.

        Args:
            *args: Required fields, in their order.
            disable_unlearning: Given by CLArena's pipelines; kept.
            annealing: For units masked by embeddings. `clarena` (default): the scale that CLArena's own algorithms
                compensate for; `paper`: that of the algorithms in `clbackbones.clarena`, which set it themselves.
            **fields: Fields of the config. `layout`, where there is one, is `clarena` unless it is given.

        Raises:
            ConfigError: The fields are not valid; it lists all problems.
            ValueError: Unknown annealing.
        """
        known: BackboneClass = backbone_class(cast(Any, self).config_class.class_name)
        if "layout" in known.fields:
            fields = {"layout": _LAYOUT, **fields}
        if annealing is not None and not isinstance(self, UnitMaskBackbone):
            fields["annealing"] = annealing  # is refused with all else that is no field
        if "disable_unlearning" in known.fields:
            fields["disable_unlearning"] = disable_unlearning
        super().__init__(*args, **fields)
        self.disable_unlearning = disable_unlearning
        if isinstance(self, UnitMaskBackbone):
            self.annealing = check_annealing(annealing or "clarena")
