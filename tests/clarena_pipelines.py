"""A program that runs CLArena's pipelines from a tree of configs like its documentation's, with its backbones and ours.

It takes a folder and prints, as JSON, what became of each experiment: how far the trained weights of the two are apart.
Packages that CLArena imports for tables of metrics, reports and further data sets are stood in for, since none is used.
"""

import importlib
import importlib.abc
import importlib.machinery
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, cast
from unittest.mock import MagicMock

import numpy as np
import torch
from hydra import compose, initialize_config_dir
from torch import nn

from . import clarena_package

UNUSED = ("pandas", "rarfile", "tinyimagenet", "wandb")
SIZE = 28
"""Pixels of an image's side."""

TREE: dict[str, str] = {
    "backbone/mlp.yaml": f"""
_target_: clarena.backbones.MLP
input_dim: {SIZE * SIZE}
hidden_dims: [16, 12]
output_dim: 8
activation_layer: {{_target_: hydra.utils.get_class, path: torch.nn.ReLU}}
batch_normalization: false
bias: true
dropout: null
""",
    "backbone/cl_mlp.yaml": """
defaults: [mlp]
_target_: clarena.backbones.CLMLP
""",
    "backbone/hat_mask_mlp.yaml": """
defaults: [mlp]
_target_: clarena.backbones.HATMaskMLP
gate: sigmoid
batch_normalization: null
""",
    "cl_dataset/permuted_mnist.yaml": """
_target_: clarena.cl_datasets.PermutedMNIST
root: ${oc.env:DATA}
num_tasks: 3
validation_percentage: 0.25
batch_size: 20
""",
    "mtl_dataset/from_cl.yaml": """
defaults: [/cl_dataset@cl_dataset: permuted_mnist]
_target_: clarena.mtl_datasets.MTLDatasetFromCL
sampling_strategy: mixed
batch_size: 20
""",
    "stl_dataset/mnist.yaml": """
_target_: clarena.stl_datasets.MNIST
root: ${oc.env:DATA}
validation_percentage: 0.25
batch_size: 20
""",
    "cl_algorithm/finetuning.yaml": "_target_: clarena.cl_algorithms.Finetuning\n",
    "cl_algorithm/independent.yaml": "_target_: clarena.cl_algorithms.UnlearnableIndependent\n",
    "cl_algorithm/hat.yaml": """
_target_: clarena.cl_algorithms.HAT
adjustment_mode: hat
s_max: 50.0
clamp_threshold: 50.0
mask_sparsity_reg_factor: 0.75
""",
    "cul_algorithm/independent.yaml": "_target_: clarena.cul_algorithms.IndependentUnlearn\n",
    "mtl_algorithm/joint_learning.yaml": "_target_: clarena.mtl_algorithms.JointLearning\n",
    "stl_algorithm/single_learning.yaml": "_target_: clarena.stl_algorithms.SingleLearning\n",
    "optimizer/sgd.yaml": "{_target_: torch.optim.SGD, _partial_: true, lr: 0.05, weight_decay: 0.0}\n",
    "lr_scheduler/none.yaml": "{_target_: torch.optim.lr_scheduler.ConstantLR, _partial_: true, factor: 1.0}\n",
    "trainer/cpu.yaml": """
_target_: lightning.Trainer
accelerator: cpu
max_epochs: 1
enable_checkpointing: false
enable_progress_bar: false
enable_model_summary: false
""",
    "experiment.yaml": """
defaults: [{optimizer: sgd}, {lr_scheduler: none}, {trainer: cpu}, _self_]
expr_name: small
cl_paradigm: TIL
train_tasks: 3
eval_tasks: 3
eval: true
eval_after_tasks: 3
unlearning_requests: {2: [1]}
unlearnable_age: 3
global_seed: 1
output_dir: ${oc.env:DATA}
metrics: [{_target_: lightning.Callback}]
callbacks: [{_target_: tests.clarena_pipelines.seeding}]
lightning_loggers: {csv: {_target_: lightning.pytorch.loggers.CSVLogger, save_dir: "${oc.env:DATA}"}}
misc: {unused: 1}
""",
}

EXPERIMENTS: dict[str, tuple[str, Sequence[str]]] = {
    "CLMainExperiment, finetuning": (
        "CL_MAIN_EXPR",
        ["+backbone=cl_mlp", "+cl_dataset=permuted_mnist", "+cl_algorithm=finetuning"],
    ),
    "CLMainExperiment, HAT": (
        "CL_MAIN_EXPR",
        ["+backbone=hat_mask_mlp", "+cl_dataset=permuted_mnist", "+cl_algorithm=hat"],
    ),
    "CULMainExperiment, independent": (
        "CUL_MAIN_EXPR",
        ["+backbone=cl_mlp", "+cl_dataset=permuted_mnist", "+cl_algorithm=independent", "+cul_algorithm=independent"],
    ),
    "MTLExperiment": ("MTL_EXPR", ["+backbone=mlp", "+mtl_dataset=from_cl", "+mtl_algorithm=joint_learning"]),
    "STLExperiment": ("STL_EXPR", ["+backbone=mlp", "+stl_dataset=mnist", "+stl_algorithm=single_learning"]),
}


def seeding() -> Any:
    """A callback after which nothing depends on how much was drawn for the backbone: heads, batches and embeddings."""

    def setup(self: object, trainer: object, pl_module: nn.Module, stage: str) -> None:
        torch.manual_seed(0)
        for name, module in cast("Iterable[tuple[str, nn.Module]]", pl_module.named_modules()):
            if name.startswith("head") and isinstance(module, nn.Linear) and stage == "fit":
                module.reset_parameters()

    def on_train_start(self: object, trainer: object, pl_module: nn.Module) -> None:
        torch.manual_seed(0)

    callback: Any = importlib.import_module("lightning").Callback
    return type("Seeding", (callback,), {"setup": setup, "on_train_start": on_train_start})()


class Unused(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds modules of packages that are not used as ones that have everything."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> importlib.machinery.ModuleSpec | None:
        unused = fullname.partition(".")[0] in UNUSED
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True) if unused else None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        module: Any = MagicMock(name=spec.name)
        module.__name__, module.__spec__, module.__path__ = spec.name, spec, []
        return module

    def exec_module(self, module: ModuleType) -> None: ...


def write_digits(folder: Path) -> None:
    """Random images where torchvision looks for MNIST."""
    draw = np.random.default_rng(0)
    raw = folder / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for name, count in (("train", 80), ("t10k", 40)):
        images = draw.integers(0, 256, (count, 28, 28), dtype=np.uint8)
        labels = np.arange(count, dtype=np.uint8) % 10
        for kind, magic, values in (("images-idx3", 2051, images), ("labels-idx1", 2049, labels)):
            head = np.array([magic, *values.shape], dtype=">i4").tobytes()
            (raw / f"{name}-{kind}-ubyte").write_bytes(head + values.tobytes())


def run(folder: Path, name: str, target: str | None) -> Mapping[str, torch.Tensor]:
    """Runs an experiment; returns the trained weights.

    Args:
        folder: The tree of configs.
        name: The experiment.
        target: What takes the place of `clarena.backbones` in `_target_`.
    """
    pipelines = importlib.import_module("clarena.pipelines")
    pipeline, overrides = EXPERIMENTS[name]
    with initialize_config_dir(str(folder), version_base="1.3"):
        cfg = compose("experiment", overrides=[f"+pipeline={pipeline}", *overrides])
    if target is not None:
        cfg.backbone._target_ = cfg.backbone._target_.replace("clarena.backbones", target)
    experiment = getattr(pipelines, name.partition(",")[0])(cfg)
    experiment.run()
    return {key: value for key, value in experiment.model.state_dict().items() if value.is_floating_point()}


def main(folder: Path) -> None:
    """Runs all experiments in a folder, which is empty."""
    sys.meta_path.append(Unused())
    clarena_package.backbones()
    write_digits(folder)
    for path, text in TREE.items():
        file = folder / "configs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    found: dict[str, Any] = {}
    for name in EXPERIMENTS:
        theirs, ours = (run(folder / "configs", name, target) for target in (None, "clbackbones.clarena"))
        trained = [key for key in theirs if key in ours and "fc." in key]
        found[name] = {
            "trained": len(trained),
            "difference": max(float((theirs[key] - ours[key]).abs().max()) for key in trained),
        }
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
