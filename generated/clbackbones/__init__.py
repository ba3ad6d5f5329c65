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
- PackNet: Each weight belongs to the task that claimed it: a task trains
  what is free, prunes the smallest of it, and computes with the weights of
  tasks before it besides.
- Piggyback: Weights and biases are frozen, usually pretrained; a trained
  score per weight says which of them a task keeps.
- WSNMask: Winning subnetworks: a trained score per weight selects the
  fraction of weights that a task uses.
- AmnesiacHAT: HAT that can unlearn: beside the network it trains backup
  networks, which say what later tasks would be without an earlier one.
- SupSup: Supermasks in superposition: random weights are frozen, trained
  scores select those that a task uses, and a task can be found without its
  id.

Every class `X` has a config class `XConfig`, which needs no torch. Both
take the same keywords.

`load` and `validate` read YAML. `save` and `restore` write and read
checkpoints, masks included.
Layers for networks made by hand: HATMaskConv1d, HATMaskConv2d,
HATMaskLinear, PiggybackConv1d, PiggybackConv2d, PiggybackLinear,
SupSupConv1d, SupSupConv2d, SupSupLinear, WSNMaskConv1d, WSNMaskConv2d,
WSNMaskLinear.
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
    from clbackbones_runtime.layers.memory import keep_freed_memory as keep_freed_memory
    from clbackbones_runtime.mechanisms.amnesiac_hat import AmnesiacHATBackbone as AmnesiacHATBackbone
    from clbackbones_runtime.mechanisms.cl import CLBackbone as CLBackbone
    from clbackbones_runtime.mechanisms.hat_mask import HATMask as HATMask
    from clbackbones_runtime.mechanisms.hat_mask import HATMaskBackbone as HATMaskBackbone
    from clbackbones_runtime.mechanisms.hat_mask import Schedule as Schedule
    from clbackbones_runtime.mechanisms.packnet import PackNetBackbone as PackNetBackbone
    from clbackbones_runtime.mechanisms.piggyback import PiggybackBackbone as PiggybackBackbone
    from clbackbones_runtime.mechanisms.plain import PlainBackbone as PlainBackbone
    from clbackbones_runtime.mechanisms.protection import IsolationError as IsolationError
    from clbackbones_runtime.mechanisms.supsup import SupSupBackbone as SupSupBackbone
    from clbackbones_runtime.mechanisms.weight_masks import Recipe as Recipe
    from clbackbones_runtime.mechanisms.weight_masks import WeightMaskBackbone as WeightMaskBackbone
    from clbackbones_runtime.mechanisms.wsn_mask import WSNMaskBackbone as WSNMaskBackbone

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
    from .configs.packnet_mlp import PackNetMLPConfig as PackNetMLPConfig
    from .configs.packnet_resnet import PackNetResNet18Config as PackNetResNet18Config
    from .configs.packnet_resnet import PackNetResNet34Config as PackNetResNet34Config
    from .configs.packnet_resnet import PackNetResNet50Config as PackNetResNet50Config
    from .configs.packnet_resnet import PackNetResNet52Config as PackNetResNet52Config
    from .configs.packnet_resnet import PackNetResNet101Config as PackNetResNet101Config
    from .configs.packnet_resnet import PackNetResNet152Config as PackNetResNet152Config
    from .configs.piggyback_mlp import PiggybackMLPConfig as PiggybackMLPConfig
    from .configs.piggyback_resnet import PiggybackResNet18Config as PiggybackResNet18Config
    from .configs.piggyback_resnet import PiggybackResNet34Config as PiggybackResNet34Config
    from .configs.piggyback_resnet import PiggybackResNet50Config as PiggybackResNet50Config
    from .configs.piggyback_resnet import PiggybackResNet52Config as PiggybackResNet52Config
    from .configs.piggyback_resnet import PiggybackResNet101Config as PiggybackResNet101Config
    from .configs.piggyback_resnet import PiggybackResNet152Config as PiggybackResNet152Config
    from .configs.resnet import ResNet18Config as ResNet18Config
    from .configs.resnet import ResNet34Config as ResNet34Config
    from .configs.resnet import ResNet50Config as ResNet50Config
    from .configs.resnet import ResNet52Config as ResNet52Config
    from .configs.resnet import ResNet101Config as ResNet101Config
    from .configs.resnet import ResNet152Config as ResNet152Config
    from .configs.supsup_mlp import SupSupMLPConfig as SupSupMLPConfig
    from .configs.supsup_resnet import SupSupResNet18Config as SupSupResNet18Config
    from .configs.supsup_resnet import SupSupResNet34Config as SupSupResNet34Config
    from .configs.supsup_resnet import SupSupResNet50Config as SupSupResNet50Config
    from .configs.supsup_resnet import SupSupResNet52Config as SupSupResNet52Config
    from .configs.supsup_resnet import SupSupResNet101Config as SupSupResNet101Config
    from .configs.supsup_resnet import SupSupResNet152Config as SupSupResNet152Config
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
    from .layers import PiggybackConv1d as PiggybackConv1d
    from .layers import PiggybackConv2d as PiggybackConv2d
    from .layers import PiggybackLinear as PiggybackLinear
    from .layers import SupSupConv1d as SupSupConv1d
    from .layers import SupSupConv2d as SupSupConv2d
    from .layers import SupSupLinear as SupSupLinear
    from .layers import WSNMaskConv1d as WSNMaskConv1d
    from .layers import WSNMaskConv2d as WSNMaskConv2d
    from .layers import WSNMaskLinear as WSNMaskLinear
    from .mlp import MLP as MLP
    from .packnet_mlp import PackNetMLP as PackNetMLP
    from .packnet_resnet import PackNetResNet18 as PackNetResNet18
    from .packnet_resnet import PackNetResNet34 as PackNetResNet34
    from .packnet_resnet import PackNetResNet50 as PackNetResNet50
    from .packnet_resnet import PackNetResNet52 as PackNetResNet52
    from .packnet_resnet import PackNetResNet101 as PackNetResNet101
    from .packnet_resnet import PackNetResNet152 as PackNetResNet152
    from .piggyback_mlp import PiggybackMLP as PiggybackMLP
    from .piggyback_resnet import PiggybackResNet18 as PiggybackResNet18
    from .piggyback_resnet import PiggybackResNet34 as PiggybackResNet34
    from .piggyback_resnet import PiggybackResNet50 as PiggybackResNet50
    from .piggyback_resnet import PiggybackResNet52 as PiggybackResNet52
    from .piggyback_resnet import PiggybackResNet101 as PiggybackResNet101
    from .piggyback_resnet import PiggybackResNet152 as PiggybackResNet152
    from .resnet import ResNet18 as ResNet18
    from .resnet import ResNet34 as ResNet34
    from .resnet import ResNet50 as ResNet50
    from .resnet import ResNet52 as ResNet52
    from .resnet import ResNet101 as ResNet101
    from .resnet import ResNet152 as ResNet152
    from .supsup_mlp import SupSupMLP as SupSupMLP
    from .supsup_resnet import SupSupResNet18 as SupSupResNet18
    from .supsup_resnet import SupSupResNet34 as SupSupResNet34
    from .supsup_resnet import SupSupResNet50 as SupSupResNet50
    from .supsup_resnet import SupSupResNet52 as SupSupResNet52
    from .supsup_resnet import SupSupResNet101 as SupSupResNet101
    from .supsup_resnet import SupSupResNet152 as SupSupResNet152
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
            "._api": ["create", "list_backbones", "load", "restore", "validate"],
            "._catalog": ["CATALOG"],
            "clbackbones_runtime.checkpoint.checkpoint": ["CheckpointError", "is_checkpoint", "save"],
            "clbackbones_runtime.config.problems": ["ConfigError", "Problem"],
            "clbackbones_runtime.layers.memory": ["keep_freed_memory"],
            "clbackbones_runtime.mechanisms.protection": ["IsolationError"],
            "clbackbones_runtime.mechanisms.amnesiac_hat": ["AmnesiacHATBackbone"],
            "clbackbones_runtime.mechanisms.cl": ["CLBackbone"],
            "clbackbones_runtime.mechanisms.hat_mask": ["HATMask", "Schedule", "HATMaskBackbone"],
            "clbackbones_runtime.mechanisms.packnet": ["PackNetBackbone"],
            "clbackbones_runtime.mechanisms.piggyback": ["PiggybackBackbone"],
            "clbackbones_runtime.mechanisms.plain": ["PlainBackbone"],
            "clbackbones_runtime.mechanisms.supsup": ["SupSupBackbone"],
            "clbackbones_runtime.mechanisms.weight_masks": ["Recipe", "WeightMaskBackbone"],
            "clbackbones_runtime.mechanisms.wsn_mask": ["WSNMaskBackbone"],
            ".layers": [
                "HATMaskConv1d",
                "HATMaskConv2d",
                "HATMaskLinear",
                "PiggybackConv1d",
                "PiggybackConv2d",
                "PiggybackLinear",
                "SupSupConv1d",
                "SupSupConv2d",
                "SupSupLinear",
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
            ".packnet_mlp": ["PackNetMLP"],
            ".configs.packnet_mlp": ["PackNetMLPConfig"],
            ".piggyback_mlp": ["PiggybackMLP"],
            ".configs.piggyback_mlp": ["PiggybackMLPConfig"],
            ".wsn_mask_mlp": ["WSNMaskMLP"],
            ".configs.wsn_mask_mlp": ["WSNMaskMLPConfig"],
            ".amnesiac_hat_mlp": ["AmnesiacHATMLP"],
            ".configs.amnesiac_hat_mlp": ["AmnesiacHATMLPConfig"],
            ".supsup_mlp": ["SupSupMLP"],
            ".configs.supsup_mlp": ["SupSupMLPConfig"],
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
            ".packnet_resnet": [
                "PackNetResNet18",
                "PackNetResNet34",
                "PackNetResNet50",
                "PackNetResNet101",
                "PackNetResNet152",
                "PackNetResNet52",
            ],
            ".configs.packnet_resnet": [
                "PackNetResNet18Config",
                "PackNetResNet34Config",
                "PackNetResNet50Config",
                "PackNetResNet101Config",
                "PackNetResNet152Config",
                "PackNetResNet52Config",
            ],
            ".piggyback_resnet": [
                "PiggybackResNet18",
                "PiggybackResNet34",
                "PiggybackResNet50",
                "PiggybackResNet101",
                "PiggybackResNet152",
                "PiggybackResNet52",
            ],
            ".configs.piggyback_resnet": [
                "PiggybackResNet18Config",
                "PiggybackResNet34Config",
                "PiggybackResNet50Config",
                "PiggybackResNet101Config",
                "PiggybackResNet152Config",
                "PiggybackResNet52Config",
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
            ".supsup_resnet": [
                "SupSupResNet18",
                "SupSupResNet34",
                "SupSupResNet50",
                "SupSupResNet101",
                "SupSupResNet152",
                "SupSupResNet52",
            ],
            ".configs.supsup_resnet": [
                "SupSupResNet18Config",
                "SupSupResNet34Config",
                "SupSupResNet50Config",
                "SupSupResNet101Config",
                "SupSupResNet152Config",
                "SupSupResNet52Config",
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
    "PackNetBackbone",
    "PackNetMLP",
    "PackNetMLPConfig",
    "PackNetResNet18",
    "PackNetResNet18Config",
    "PackNetResNet34",
    "PackNetResNet34Config",
    "PackNetResNet50",
    "PackNetResNet50Config",
    "PackNetResNet52",
    "PackNetResNet52Config",
    "PackNetResNet101",
    "PackNetResNet101Config",
    "PackNetResNet152",
    "PackNetResNet152Config",
    "PiggybackBackbone",
    "PiggybackConv1d",
    "PiggybackConv2d",
    "PiggybackLinear",
    "PiggybackMLP",
    "PiggybackMLPConfig",
    "PiggybackResNet18",
    "PiggybackResNet18Config",
    "PiggybackResNet34",
    "PiggybackResNet34Config",
    "PiggybackResNet50",
    "PiggybackResNet50Config",
    "PiggybackResNet52",
    "PiggybackResNet52Config",
    "PiggybackResNet101",
    "PiggybackResNet101Config",
    "PiggybackResNet152",
    "PiggybackResNet152Config",
    "PlainBackbone",
    "Problem",
    "Recipe",
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
    "SupSupBackbone",
    "SupSupConv1d",
    "SupSupConv2d",
    "SupSupLinear",
    "SupSupMLP",
    "SupSupMLPConfig",
    "SupSupResNet18",
    "SupSupResNet18Config",
    "SupSupResNet34",
    "SupSupResNet34Config",
    "SupSupResNet50",
    "SupSupResNet50Config",
    "SupSupResNet52",
    "SupSupResNet52Config",
    "SupSupResNet101",
    "SupSupResNet101Config",
    "SupSupResNet152",
    "SupSupResNet152Config",
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
    "WeightMaskBackbone",
    "create",
    "is_checkpoint",
    "keep_freed_memory",
    "list_backbones",
    "load",
    "restore",
    "save",
    "validate",
]
