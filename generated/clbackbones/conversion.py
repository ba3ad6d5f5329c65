# Generated from schema/.
# Do not edit: change the source and run `make codegen`.
"""From state dicts, and whole models of CLArena, to files for `restore`; `clbackbones convert` in a terminal."""

from collections.abc import Mapping
from os import PathLike
from typing import Any

from clbackbones_runtime.checkpoint import conversion
from clbackbones_runtime.checkpoint.conversion import Converted
from clbackbones_runtime.config.config import Config

from ._catalog import CATALOG

__all__ = ["Converted", "convert"]


def convert(
    source: str | PathLike[str],
    target: str | PathLike[str],
    config: Config | None = None,
    fields: Mapping[str, Any] | None = None,
    *,
    trust: bool = False,
) -> Converted:
    """Writes a checkpoint for `restore` from a state dict of ours or CLArena's, or from a whole model of CLArena's.

    Args:
        source: File with a state dict, of the backbone alone or of all of an algorithm, also inside of what a training
            program writes (`state_dict`, `model.backbone.fc.0.weight`, Lightning's checkpoints); reading it runs no
            code unless it is trusted.
        target: Where to write.
        config: The config; None: it is read off the shapes.
        fields: Values for fields that shapes do not tell, `_target_` included, without `config`.
        trust: Whether the file may hold any objects, which are made by running what it says. Then it may be a whole
            model, as CLArena's `SaveModels` pickles them; masks, norms and task ids are carried over, and the new
            backbone has to compute for each task what the old one does.

    Returns:
        What the state dict was taken for.

    Raises:
        CheckpointError: The file holds no state dict, or does not fit; it tells missing, unexpected and misshaped keys.
        ConfigError: Some of `fields` are not valid.
        OSError: A file cannot be read or written.
    """
    return conversion.convert(CATALOG, source, target, config, fields, trust=trust)
