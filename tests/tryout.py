"""Validates, builds and runs every config of a folder, and prints what came out: `python -m tests.tryout FOLDER`.

A config in an experiment refers to the rest of it by interpolations. `--experiment` gives that rest, and each config is
read as Hydra reads it there, as the entry `backbone`.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from omegaconf import OmegaConf
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

import clbackbones
from clbackbones import ConfigError

from .forward_pass import begin_task, random_input, train_forward

BATCH = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Tries all configs; the status is 1 if one of them fails."""
    parser = argparse.ArgumentParser(prog="python -m tests.tryout", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder of YAML files")
    parser.add_argument("--experiment", type=Path, help="YAML file with what the configs' interpolations refer to")
    options = parser.parse_args(arguments)
    console = Console()
    paths = sorted(options.folder.rglob("*.yaml"))
    if not paths:
        console.print(f"no YAML file in {options.folder}")
        return 1
    table = Table("file", "class", "parameters", "input", "feature", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    failed = False
    for path in paths:
        try:
            table.add_row(path.relative_to(options.folder).as_posix(), *row(path, options.experiment))
        except ConfigError as error:
            failed = True
            console.print(str(error), style="red", markup=False, soft_wrap=True)
    console.print(table)
    return int(failed)


def row(path: Path, experiment: Path | None) -> tuple[str, ...]:
    """What the table says about one config.

    Args:
        path: The config.
        experiment: What surrounds it.

    Raises:
        ConfigError: The config is not valid.
    """
    problems = clbackbones.validate(path)
    if any(problem.severity == "error" for problem in problems):
        raise ConfigError(problems)
    config = clbackbones.load(resolved(path, experiment))
    torch.manual_seed(0)
    backbone = config.build()
    begin_task(backbone)
    input = random_input(backbone, batch=BATCH)
    feature, _ = train_forward(backbone, input)
    if feature.shape != (BATCH, backbone.output_dim) or not feature.isfinite().all():
        raise RuntimeError(f"{path}: a feature of shape {tuple(feature.shape)}, or with entries that are not finite")
    return (
        config.class_name,
        f"{config.num_parameters:,}",
        "x".join(map(str, input.shape)),
        "x".join(map(str, feature.shape)),
    )


def resolved(path: Path, experiment: Path | None) -> dict[str, Any]:
    """The config as a mapping, its interpolations replaced by what the experiment says, if there is one."""
    surrounding = OmegaConf.load(experiment) if experiment else OmegaConf.create()
    composed = OmegaConf.merge(surrounding, {"backbone": OmegaConf.load(path)})
    mapping: Any = OmegaConf.to_container(composed.backbone, resolve=experiment is not None)
    return mapping


if __name__ == "__main__":
    sys.exit(main())
