"""`clbackbones convert`: a state dict, or a whole model of CLArena, as a checkpoint of ours."""

import sys
from argparse import Namespace

from ..catalog import Catalog
from ..config.loading import load
from ..config.scalars import written
from .chosen import assigned, told_all
from .mistakes import Mistake
from .terminal import print_message

__all__ = ["run"]

_LAST_MASK = {
    "unit": 'setup_task_id(task_id, embedding_init="last"), then store_mask()',
    "weight": "setup_task_id(task_id), then store_mask(mask_percentage)",
}
"""What makes the mask of the task whose embeddings or scores a file holds, by what is masked."""


def run(catalog: Catalog, options: Namespace) -> int:
    """Writes the checkpoint and says what it was taken for; returns the exit status.

    Raises:
        Mistake: The file does not fit, or a value is wrong.
        OSError: A file cannot be read or written.
    """
    from ..checkpoint.checkpoint import CheckpointError
    from ..checkpoint.conversion import convert
    from ..config.problems import ConfigError

    fields = assigned(options.fields)
    if options.config is None and options.key is not None:
        raise Mistake("--key goes with --config")
    if options.config is not None and fields:
        raise Mistake("values of fields are in the file of --config; give one of the two")
    try:
        config = None if options.config is None else load(catalog, options.config, options.key)
        found = convert(catalog, options.source, options.target, config, fields, trust=options.trust)
    except ConfigError as error:
        raise Mistake(told_all(error)) from None
    except (CheckpointError, ImportError) as error:
        raise Mistake(str(error)) from None
    sys.stdout.write(found.config.to_yaml())
    notes = [f"wrote {options.target}; clbackbones.restore reads it"]
    if found.masks is not None:
        notes.append(
            "masks and task ids are absent, since CLArena does not save them; "
            f"the mask of the task trained last follows from the file: {_LAST_MASK[found.masks]}"
        )
    if found.undecided:
        values = ", ".join(f"{name}={written(getattr(found.config, name))}" for name in found.undecided)
        notes.append(f"the file does not tell {values}; give other values as FIELD=VALUE")
    if found.others:
        notes.append(f"it fits {', '.join(found.others)} as well; ask for one with _target_={catalog.package}.CLASS")
    print_message("\n".join(notes))
    return 0
