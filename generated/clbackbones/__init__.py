# Generated from schema/.
# Do not edit: change the source and run `make codegen`.
"""Backbones for continual learning, and their checked configs.

    import clbackbones

    config = clbackbones.load("backbone.yaml")  # ConfigError if invalid
    backbone = config.build()                   # a torch.nn.Module

Architectures: MLP, ResNet18, ResNet34, ResNet50, ResNet101, ResNet152.

Each exists with every mechanism, whose prefix stands before its name:

- (none): One network for all tasks, or for a single one.
- CL: The plain network for continual learning: it knows the current task
  and those it has processed.
- HATMask: Hard attention to the task: a learned embedding per task gates
  the units.
- WSNMask: Winning subnetworks: a trained score per weight selects the
  fraction of weights that a task uses.
- AmnesiacHAT: HAT that can unlearn: beside the network it trains backup
  networks, which say what later tasks would be without an earlier one.

Every class `X` has a config class `XConfig`, which needs no torch. Both
take the same keywords.

`load` and `validate` read YAML. `save` and `restore` write and read
checkpoints, masks included.
Layers for networks made by hand: HATMaskConv1d, HATMaskConv2d,
HATMaskLinear, WSNMaskConv1d, WSNMaskConv2d, WSNMaskLinear.
`clbackbones.testing` draws configs for hypothesis; `clbackbones.conf` is a
config group of Hydra.

In a terminal: `clbackbones --help`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clbackbones_runtime.checkpoint.checkpoint import CheckpointError as CheckpointError
    from clbackbones_runtime.checkpoint.checkpoint import is_checkpoint as is_checkpoint
    from clbackbones_runtime.checkpoint.checkpoint import save as save
    from clbackbones_runtime.config.problems import ConfigError as ConfigError
    from clbackbones_runtime.config.problems import Problem as Problem
    from clbackbones_runtime.heads.features import FeatureExtractor as FeatureExtractor
    from clbackbones_runtime.heads.task_heads import TaskHeads as TaskHeads
    from clbackbones_runtime.layers.memory import keep_freed_memory as keep_freed_memory
    from clbackbones_runtime.mechanisms.amnesiac_hat import AmnesiacHATBackbone as AmnesiacHATBackbone
    from clbackbones_runtime.mechanisms.cl import CLBackbone as CLBackbone
    from clbackbones_runtime.mechanisms.hat_mask import HATMask as HATMask
    from clbackbones_runtime.mechanisms.hat_mask import HATMaskBackbone as HATMaskBackbone
    from clbackbones_runtime.mechanisms.hat_mask import Schedule as Schedule
    from clbackbones_runtime.mechanisms.plain import PlainBackbone as PlainBackbone
    from clbackbones_runtime.mechanisms.protection import IsolationError as IsolationError
    from clbackbones_runtime.mechanisms.wsn_mask import WSNMaskBackbone as WSNMaskBackbone

    from . import plots as plots
    from ._api import create as create
    from ._api import list_backbones as list_backbones
    from ._api import load as load
    from ._api import restore as restore
    from ._api import validate as validate
    from ._catalog import CATALOG as CATALOG
    from .amnesiac_hat_mlp import AmnesiacHATMLP as AmnesiacHATMLP
    from .amnesiac_hat_resnet import AmnesiacHATResNet18 as AmnesiacHATResNet18
    from .amnesiac_hat_resnet import AmnesiacHATResNet34 as AmnesiacHATResNet34
    from .amnesiac_hat_resnet import AmnesiacHATResNet50 as AmnesiacHATResNet50
    from .amnesiac_hat_resnet import AmnesiacHATResNet52 as AmnesiacHATResNet52
    from .amnesiac_hat_resnet import AmnesiacHATResNet101 as AmnesiacHATResNet101
    from .amnesiac_hat_resnet import AmnesiacHATResNet152 as AmnesiacHATResNet152
    from .cl_mlp import CLMLP as CLMLP
    from .cl_resnet import CLResNet18 as CLResNet18
    from .cl_resnet import CLResNet34 as CLResNet34
    from .cl_resnet import CLResNet50 as CLResNet50
    from .cl_resnet import CLResNet52 as CLResNet52
    from .cl_resnet import CLResNet101 as CLResNet101
    from .cl_resnet import CLResNet152 as CLResNet152
    from .configs.amnesiac_hat_mlp import AmnesiacHATMLPConfig as AmnesiacHATMLPConfig
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNet18Config as AmnesiacHATResNet18Config
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNet34Config as AmnesiacHATResNet34Config
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNet50Config as AmnesiacHATResNet50Config
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNet52Config as AmnesiacHATResNet52Config
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNet101Config as AmnesiacHATResNet101Config
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNet152Config as AmnesiacHATResNet152Config
    from .configs.cl_mlp import CLMLPConfig as CLMLPConfig
    from .configs.cl_resnet import CLResNet18Config as CLResNet18Config
    from .configs.cl_resnet import CLResNet34Config as CLResNet34Config
    from .configs.cl_resnet import CLResNet50Config as CLResNet50Config
    from .configs.cl_resnet import CLResNet52Config as CLResNet52Config
    from .configs.cl_resnet import CLResNet101Config as CLResNet101Config
    from .configs.cl_resnet import CLResNet152Config as CLResNet152Config
    from .configs.hat_mask_mlp import HATMaskMLPConfig as HATMaskMLPConfig
    from .configs.hat_mask_resnet import HATMaskResNet18Config as HATMaskResNet18Config
    from .configs.hat_mask_resnet import HATMaskResNet34Config as HATMaskResNet34Config
    from .configs.hat_mask_resnet import HATMaskResNet50Config as HATMaskResNet50Config
    from .configs.hat_mask_resnet import HATMaskResNet52Config as HATMaskResNet52Config
    from .configs.hat_mask_resnet import HATMaskResNet101Config as HATMaskResNet101Config
    from .configs.hat_mask_resnet import HATMaskResNet152Config as HATMaskResNet152Config
    from .configs.mlp import MLPConfig as MLPConfig
    from .configs.resnet import ResNet18Config as ResNet18Config
    from .configs.resnet import ResNet34Config as ResNet34Config
    from .configs.resnet import ResNet50Config as ResNet50Config
    from .configs.resnet import ResNet52Config as ResNet52Config
    from .configs.resnet import ResNet101Config as ResNet101Config
    from .configs.resnet import ResNet152Config as ResNet152Config
    from .configs.wsn_mask_mlp import WSNMaskMLPConfig as WSNMaskMLPConfig
    from .configs.wsn_mask_resnet import WSNMaskResNet18Config as WSNMaskResNet18Config
    from .configs.wsn_mask_resnet import WSNMaskResNet34Config as WSNMaskResNet34Config
    from .configs.wsn_mask_resnet import WSNMaskResNet50Config as WSNMaskResNet50Config
    from .configs.wsn_mask_resnet import WSNMaskResNet52Config as WSNMaskResNet52Config
    from .configs.wsn_mask_resnet import WSNMaskResNet101Config as WSNMaskResNet101Config
    from .configs.wsn_mask_resnet import WSNMaskResNet152Config as WSNMaskResNet152Config
    from .hat_mask_mlp import HATMaskMLP as HATMaskMLP
    from .hat_mask_resnet import HATMaskResNet18 as HATMaskResNet18
    from .hat_mask_resnet import HATMaskResNet34 as HATMaskResNet34
    from .hat_mask_resnet import HATMaskResNet50 as HATMaskResNet50
    from .hat_mask_resnet import HATMaskResNet52 as HATMaskResNet52
    from .hat_mask_resnet import HATMaskResNet101 as HATMaskResNet101
    from .hat_mask_resnet import HATMaskResNet152 as HATMaskResNet152
    from .layers import HATMaskConv1d as HATMaskConv1d
    from .layers import HATMaskConv2d as HATMaskConv2d
    from .layers import HATMaskLinear as HATMaskLinear
    from .layers import WSNMaskConv1d as WSNMaskConv1d
    from .layers import WSNMaskConv2d as WSNMaskConv2d
    from .layers import WSNMaskLinear as WSNMaskLinear
    from .mlp import MLP as MLP
    from .resnet import ResNet18 as ResNet18
    from .resnet import ResNet34 as ResNet34
    from .resnet import ResNet50 as ResNet50
    from .resnet import ResNet52 as ResNet52
    from .resnet import ResNet101 as ResNet101
    from .resnet import ResNet152 as ResNet152
    from .wsn_mask_mlp import WSNMaskMLP as WSNMaskMLP
    from .wsn_mask_resnet import WSNMaskResNet18 as WSNMaskResNet18
    from .wsn_mask_resnet import WSNMaskResNet34 as WSNMaskResNet34
    from .wsn_mask_resnet import WSNMaskResNet50 as WSNMaskResNet50
    from .wsn_mask_resnet import WSNMaskResNet52 as WSNMaskResNet52
    from .wsn_mask_resnet import WSNMaskResNet101 as WSNMaskResNet101
    from .wsn_mask_resnet import WSNMaskResNet152 as WSNMaskResNet152
else:
    from clbackbones_runtime.format import check_format
    from clbackbones_runtime.lazy import attach

    check_format(__name__, 1, "make codegen")

    __getattr__, __dir__ = attach(
        __name__,
        {
            ".": ["plots"],
            "._api": ["create", "list_backbones", "load", "restore", "validate"],
            "._catalog": ["CATALOG"],
            "clbackbones_runtime.checkpoint.checkpoint": ["CheckpointError", "is_checkpoint", "save"],
            "clbackbones_runtime.config.problems": ["ConfigError", "Problem"],
            "clbackbones_runtime.heads.features": ["FeatureExtractor"],
            "clbackbones_runtime.heads.task_heads": ["TaskHeads"],
            "clbackbones_runtime.layers.memory": ["keep_freed_memory"],
            "clbackbones_runtime.mechanisms.protection": ["IsolationError"],
            "clbackbones_runtime.mechanisms.amnesiac_hat": ["AmnesiacHATBackbone"],
            "clbackbones_runtime.mechanisms.cl": ["CLBackbone"],
            "clbackbones_runtime.mechanisms.hat_mask": ["HATMask", "Schedule", "HATMaskBackbone"],
            "clbackbones_runtime.mechanisms.plain": ["PlainBackbone"],
            "clbackbones_runtime.mechanisms.wsn_mask": ["WSNMaskBackbone"],
            ".layers": [
                "HATMaskConv1d",
                "HATMaskConv2d",
                "HATMaskLinear",
                "WSNMaskConv1d",
                "WSNMaskConv2d",
                "WSNMaskLinear",
            ],
            ".mlp": ["MLP"],
            ".configs.mlp": ["MLPConfig"],
            ".cl_mlp": ["CLMLP"],
            ".configs.cl_mlp": ["CLMLPConfig"],
            ".hat_mask_mlp": ["HATMaskMLP"],
            ".configs.hat_mask_mlp": ["HATMaskMLPConfig"],
            ".wsn_mask_mlp": ["WSNMaskMLP"],
            ".configs.wsn_mask_mlp": ["WSNMaskMLPConfig"],
            ".amnesiac_hat_mlp": ["AmnesiacHATMLP"],
            ".configs.amnesiac_hat_mlp": ["AmnesiacHATMLPConfig"],
            ".resnet": ["ResNet18", "ResNet34", "ResNet50", "ResNet101", "ResNet152", "ResNet52"],
            ".configs.resnet": [
                "ResNet18Config",
                "ResNet34Config",
                "ResNet50Config",
                "ResNet101Config",
                "ResNet152Config",
                "ResNet52Config",
            ],
            ".cl_resnet": ["CLResNet18", "CLResNet34", "CLResNet50", "CLResNet101", "CLResNet152", "CLResNet52"],
            ".configs.cl_resnet": [
                "CLResNet18Config",
                "CLResNet34Config",
                "CLResNet50Config",
                "CLResNet101Config",
                "CLResNet152Config",
                "CLResNet52Config",
            ],
            ".hat_mask_resnet": [
                "HATMaskResNet18",
                "HATMaskResNet34",
                "HATMaskResNet50",
                "HATMaskResNet101",
                "HATMaskResNet152",
                "HATMaskResNet52",
            ],
            ".configs.hat_mask_resnet": [
                "HATMaskResNet18Config",
                "HATMaskResNet34Config",
                "HATMaskResNet50Config",
                "HATMaskResNet101Config",
                "HATMaskResNet152Config",
                "HATMaskResNet52Config",
            ],
            ".wsn_mask_resnet": [
                "WSNMaskResNet18",
                "WSNMaskResNet34",
                "WSNMaskResNet50",
                "WSNMaskResNet101",
                "WSNMaskResNet152",
                "WSNMaskResNet52",
            ],
            ".configs.wsn_mask_resnet": [
                "WSNMaskResNet18Config",
                "WSNMaskResNet34Config",
                "WSNMaskResNet50Config",
                "WSNMaskResNet101Config",
                "WSNMaskResNet152Config",
                "WSNMaskResNet52Config",
            ],
            ".amnesiac_hat_resnet": [
                "AmnesiacHATResNet18",
                "AmnesiacHATResNet34",
                "AmnesiacHATResNet50",
                "AmnesiacHATResNet101",
                "AmnesiacHATResNet152",
                "AmnesiacHATResNet52",
            ],
            ".configs.amnesiac_hat_resnet": [
                "AmnesiacHATResNet18Config",
                "AmnesiacHATResNet34Config",
                "AmnesiacHATResNet50Config",
                "AmnesiacHATResNet101Config",
                "AmnesiacHATResNet152Config",
                "AmnesiacHATResNet52Config",
            ],
        },
    )

__all__ = [
    "CATALOG",
    "CLMLP",
    "MLP",
    "AmnesiacHATBackbone",
    "AmnesiacHATMLP",
    "AmnesiacHATMLPConfig",
    "AmnesiacHATResNet18",
    "AmnesiacHATResNet18Config",
    "AmnesiacHATResNet34",
    "AmnesiacHATResNet34Config",
    "AmnesiacHATResNet50",
    "AmnesiacHATResNet50Config",
    "AmnesiacHATResNet52",
    "AmnesiacHATResNet52Config",
    "AmnesiacHATResNet101",
    "AmnesiacHATResNet101Config",
    "AmnesiacHATResNet152",
    "AmnesiacHATResNet152Config",
    "CLBackbone",
    "CLMLPConfig",
    "CLResNet18",
    "CLResNet18Config",
    "CLResNet34",
    "CLResNet34Config",
    "CLResNet50",
    "CLResNet50Config",
    "CLResNet52",
    "CLResNet52Config",
    "CLResNet101",
    "CLResNet101Config",
    "CLResNet152",
    "CLResNet152Config",
    "CheckpointError",
    "ConfigError",
    "FeatureExtractor",
    "HATMask",
    "HATMaskBackbone",
    "HATMaskConv1d",
    "HATMaskConv2d",
    "HATMaskLinear",
    "HATMaskMLP",
    "HATMaskMLPConfig",
    "HATMaskResNet18",
    "HATMaskResNet18Config",
    "HATMaskResNet34",
    "HATMaskResNet34Config",
    "HATMaskResNet50",
    "HATMaskResNet50Config",
    "HATMaskResNet52",
    "HATMaskResNet52Config",
    "HATMaskResNet101",
    "HATMaskResNet101Config",
    "HATMaskResNet152",
    "HATMaskResNet152Config",
    "IsolationError",
    "MLPConfig",
    "PlainBackbone",
    "Problem",
    "ResNet18",
    "ResNet18Config",
    "ResNet34",
    "ResNet34Config",
    "ResNet50",
    "ResNet50Config",
    "ResNet52",
    "ResNet52Config",
    "ResNet101",
    "ResNet101Config",
    "ResNet152",
    "ResNet152Config",
    "Schedule",
    "TaskHeads",
    "WSNMaskBackbone",
    "WSNMaskConv1d",
    "WSNMaskConv2d",
    "WSNMaskLinear",
    "WSNMaskMLP",
    "WSNMaskMLPConfig",
    "WSNMaskResNet18",
    "WSNMaskResNet18Config",
    "WSNMaskResNet34",
    "WSNMaskResNet34Config",
    "WSNMaskResNet50",
    "WSNMaskResNet50Config",
    "WSNMaskResNet52",
    "WSNMaskResNet52Config",
    "WSNMaskResNet101",
    "WSNMaskResNet101Config",
    "WSNMaskResNet152",
    "WSNMaskResNet152Config",
    "create",
    "is_checkpoint",
    "keep_freed_memory",
    "list_backbones",
    "load",
    "plots",
    "restore",
    "save",
    "validate",
]
