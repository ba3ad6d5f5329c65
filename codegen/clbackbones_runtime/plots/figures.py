"""Figures of a backbone, for loggers and notebooks. Need matplotlib (`pip install 'clbackbones[plot]'`)."""

from typing import TYPE_CHECKING

from ..mechanisms.backbone import Backbone
from ..mechanisms.masked import MaskedBackbone
from . import NEEDED
from .mask_use import mask_use as counted

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["mask_use"]


def mask_use(backbone: Backbone) -> "Figure":
    """Draws how the stored tasks of a backbone share it, as `clbackbones plot` does.

    Args:
        backbone: A backbone with masks, of which at least one task is stored.

    Returns:
        A figure without pyplot, for `SummaryWriter.add_figure`, `wandb.Image` or `savefig`. Per unit group or layer and
        task: the fraction that the task uses, and that is left after it; and how much every two tasks share.

    Raises:
        TypeError: The backbone has no masks.
        ValueError: No task is stored.
        ImportError: matplotlib is not installed.
    """
    if not isinstance(backbone, MaskedBackbone):
        raise TypeError(
            f"a {type(backbone).__name__} has no masks to draw; give a backbone that has, not what wraps it"
        )
    use = counted(backbone)
    try:
        from .plot import draw
    except ModuleNotFoundError as error:
        if error.name != "matplotlib":
            raise
        raise ImportError(NEEDED) from None
    return draw(use, backbone.config.class_name)
