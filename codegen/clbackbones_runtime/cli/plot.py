"""`clbackbones plot`: how the tasks of a saved backbone share it, as a picture."""

import importlib
import warnings
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from ..catalog import Catalog
from ..config.wording import alternatives, quoted
from ..plots import NEEDED
from .mistakes import Mistake
from .terminal import busy, harmless

if TYPE_CHECKING:
    from ..plots.mask_use import MaskUse

__all__ = ["run"]

FORMATS = ("png", "svg")
"""What pictures may be, by the ends of their names."""


def run(catalog: Catalog, options: Namespace) -> int:
    """Draws the picture; returns the exit status.

    Raises:
        Mistake: The file holds no masks of tasks, the picture cannot be what its name says, or matplotlib is absent.
        OSError: A file cannot be read or written.
    """
    source = Path(options.file)
    if not source.is_fifo():  # which might wait forever
        source.open("rb").close()  # what can be said before torch is imported is said at once
    target = Path(options.out) if options.out else source.with_suffix(f".{FORMATS[0]}")
    _check(source, target)
    with busy("drawing"):
        use, name = _mask_use(catalog, source)
        from ..plots.plot import draw, rendered

        picture = rendered(draw(use, name), _format(target))
    target.write_bytes(picture)
    print(harmless(f"wrote {target}: {use.summary}"))
    return 0


def _check(source: Path, target: Path) -> None:
    """Looks whether the picture can be drawn and written, before the backbone is rebuilt."""
    if _format(target) not in FORMATS:
        names = alternatives(f"'{target.stem}.{format}'" for format in FORMATS)
        raise Mistake(f"{target}: the name does not say what the picture is; write {names}")
    if not target.parent.is_dir():
        raise Mistake(f"{target}: there is no folder {quoted(str(target.parent))}; create it first")
    if target.exists() and target.samefile(source):
        raise Mistake(f"{target}: the picture would replace the backbone; name another file with --out")
    try:
        importlib.import_module("matplotlib")
    except ImportError:
        raise Mistake(NEEDED) from None


def _format(target: Path) -> str:
    return target.suffix.removeprefix(".").lower()


def _mask_use(catalog: Catalog, source: Path) -> "tuple[MaskUse, str]":
    """How much of a saved backbone its tasks use, and the name of its class."""
    from ..checkpoint.checkpoint import CheckpointError, restore
    from ..mechanisms.masked import MaskedBackbone
    from ..plots.mask_use import mask_use

    try:
        with warnings.catch_warnings():
            # What a backbone warns of when it is built was said to those who trained it.
            warnings.simplefilter("ignore")
            backbone = restore(catalog, source, map_location="cpu")
    except CheckpointError as error:
        raise Mistake(str(error)) from None
    name: str = backbone.config.class_name
    if not isinstance(backbone, MaskedBackbone):
        raise Mistake(f"{source}: {name} has no masks to draw")
    if not backbone.stored_task_ids:
        raise Mistake(f"{source}: no task is stored in this {name}; call store_mask when a task is learned, then save")
    return mask_use(backbone), name
