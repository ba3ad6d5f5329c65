# Generated from schema/.
# Do not edit: change the source and run `make codegen`.
"""Backbones for continual learning, and their checked configs.

    import clbackbones

    config = clbackbones.load("backbone.yaml")  # ConfigError if invalid
    backbone = config.build()                   # a torch.nn.Module

Architectures: DenseNet121, EfficientNetB0, MLP, MobileNetV2, ResNet18,
ResNet34, ResNet50, ResNet101, ResNet152, SlimResNet18, ViTTiny16,
ViTSmall16, ViTBase16, WideResNet28_10, WideResNet16_4, WideResNet40_2.

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
HATMaskConv3d, HATMaskLinear, WSNMaskConv1d, WSNMaskConv2d, WSNMaskConv3d,
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
    from clbackbones_runtime.mechanisms.plain import PlainBackbone as PlainBackbone
    from clbackbones_runtime.mechanisms.protection import IsolationError as IsolationError
    from clbackbones_runtime.mechanisms.wsn_mask import WSNMaskBackbone as WSNMaskBackbone

    from ._api import create as create
    from ._api import list_backbones as list_backbones
    from ._api import load as load
    from ._api import restore as restore
    from ._api import validate as validate
    from ._catalog import CATALOG as CATALOG
    from .amnesiac_hat_densenet import AmnesiacHATDenseNet121 as AmnesiacHATDenseNet121
    from .amnesiac_hat_efficientnet import AmnesiacHATEfficientNetB0 as AmnesiacHATEfficientNetB0
    from .amnesiac_hat_mlp import AmnesiacHATMLP as AmnesiacHATMLP
    from .amnesiac_hat_mobilenet_v2 import AmnesiacHATMobileNetV2 as AmnesiacHATMobileNetV2
    from .amnesiac_hat_resnet import AmnesiacHATResNet18 as AmnesiacHATResNet18
    from .amnesiac_hat_resnet import AmnesiacHATResNet34 as AmnesiacHATResNet34
    from .amnesiac_hat_resnet import AmnesiacHATResNet50 as AmnesiacHATResNet50
    from .amnesiac_hat_resnet import AmnesiacHATResNet52 as AmnesiacHATResNet52
    from .amnesiac_hat_resnet import AmnesiacHATResNet101 as AmnesiacHATResNet101
    from .amnesiac_hat_resnet import AmnesiacHATResNet152 as AmnesiacHATResNet152
    from .amnesiac_hat_slim_resnet import AmnesiacHATSlimResNet18 as AmnesiacHATSlimResNet18
    from .amnesiac_hat_vit import AmnesiacHATViTBase16 as AmnesiacHATViTBase16
    from .amnesiac_hat_vit import AmnesiacHATViTSmall16 as AmnesiacHATViTSmall16
    from .amnesiac_hat_vit import AmnesiacHATViTTiny16 as AmnesiacHATViTTiny16
    from .amnesiac_hat_wide_resnet import AmnesiacHATWideResNet16_4 as AmnesiacHATWideResNet16_4
    from .amnesiac_hat_wide_resnet import AmnesiacHATWideResNet28_10 as AmnesiacHATWideResNet28_10
    from .amnesiac_hat_wide_resnet import AmnesiacHATWideResNet40_2 as AmnesiacHATWideResNet40_2
    from .cl_densenet import CLDenseNet121 as CLDenseNet121
    from .cl_efficientnet import CLEfficientNetB0 as CLEfficientNetB0
    from .cl_mlp import CLMLP as CLMLP
    from .cl_mobilenet_v2 import CLMobileNetV2 as CLMobileNetV2
    from .cl_resnet import CLResNet18 as CLResNet18
    from .cl_resnet import CLResNet34 as CLResNet34
    from .cl_resnet import CLResNet50 as CLResNet50
    from .cl_resnet import CLResNet52 as CLResNet52
    from .cl_resnet import CLResNet101 as CLResNet101
    from .cl_resnet import CLResNet152 as CLResNet152
    from .cl_slim_resnet import CLSlimResNet18 as CLSlimResNet18
    from .cl_vit import CLViTBase16 as CLViTBase16
    from .cl_vit import CLViTSmall16 as CLViTSmall16
    from .cl_vit import CLViTTiny16 as CLViTTiny16
    from .cl_wide_resnet import CLWideResNet16_4 as CLWideResNet16_4
    from .cl_wide_resnet import CLWideResNet28_10 as CLWideResNet28_10
    from .cl_wide_resnet import CLWideResNet40_2 as CLWideResNet40_2
    from .configs.amnesiac_hat_densenet import AmnesiacHATDenseNet121Config as AmnesiacHATDenseNet121Config
    from .configs.amnesiac_hat_efficientnet import AmnesiacHATEfficientNetB0Config as AmnesiacHATEfficientNetB0Config
    from .configs.amnesiac_hat_mlp import AmnesiacHATMLPConfig as AmnesiacHATMLPConfig
    from .configs.amnesiac_hat_mobilenet_v2 import AmnesiacHATMobileNetV2Config as AmnesiacHATMobileNetV2Config
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNet18Config as AmnesiacHATResNet18Config
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNet34Config as AmnesiacHATResNet34Config
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNet50Config as AmnesiacHATResNet50Config
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNet52Config as AmnesiacHATResNet52Config
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNet101Config as AmnesiacHATResNet101Config
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNet152Config as AmnesiacHATResNet152Config
    from .configs.amnesiac_hat_slim_resnet import AmnesiacHATSlimResNet18Config as AmnesiacHATSlimResNet18Config
    from .configs.amnesiac_hat_vit import AmnesiacHATViTBase16Config as AmnesiacHATViTBase16Config
    from .configs.amnesiac_hat_vit import AmnesiacHATViTSmall16Config as AmnesiacHATViTSmall16Config
    from .configs.amnesiac_hat_vit import AmnesiacHATViTTiny16Config as AmnesiacHATViTTiny16Config
    from .configs.amnesiac_hat_wide_resnet import AmnesiacHATWideResNet16_4Config as AmnesiacHATWideResNet16_4Config
    from .configs.amnesiac_hat_wide_resnet import AmnesiacHATWideResNet28_10Config as AmnesiacHATWideResNet28_10Config
    from .configs.amnesiac_hat_wide_resnet import AmnesiacHATWideResNet40_2Config as AmnesiacHATWideResNet40_2Config
    from .configs.cl_densenet import CLDenseNet121Config as CLDenseNet121Config
    from .configs.cl_efficientnet import CLEfficientNetB0Config as CLEfficientNetB0Config
    from .configs.cl_mlp import CLMLPConfig as CLMLPConfig
    from .configs.cl_mobilenet_v2 import CLMobileNetV2Config as CLMobileNetV2Config
    from .configs.cl_resnet import CLResNet18Config as CLResNet18Config
    from .configs.cl_resnet import CLResNet34Config as CLResNet34Config
    from .configs.cl_resnet import CLResNet50Config as CLResNet50Config
    from .configs.cl_resnet import CLResNet52Config as CLResNet52Config
    from .configs.cl_resnet import CLResNet101Config as CLResNet101Config
    from .configs.cl_resnet import CLResNet152Config as CLResNet152Config
    from .configs.cl_slim_resnet import CLSlimResNet18Config as CLSlimResNet18Config
    from .configs.cl_vit import CLViTBase16Config as CLViTBase16Config
    from .configs.cl_vit import CLViTSmall16Config as CLViTSmall16Config
    from .configs.cl_vit import CLViTTiny16Config as CLViTTiny16Config
    from .configs.cl_wide_resnet import CLWideResNet16_4Config as CLWideResNet16_4Config
    from .configs.cl_wide_resnet import CLWideResNet28_10Config as CLWideResNet28_10Config
    from .configs.cl_wide_resnet import CLWideResNet40_2Config as CLWideResNet40_2Config
    from .configs.densenet import DenseNet121Config as DenseNet121Config
    from .configs.efficientnet import EfficientNetB0Config as EfficientNetB0Config
    from .configs.hat_mask_densenet import HATMaskDenseNet121Config as HATMaskDenseNet121Config
    from .configs.hat_mask_efficientnet import HATMaskEfficientNetB0Config as HATMaskEfficientNetB0Config
    from .configs.hat_mask_mlp import HATMaskMLPConfig as HATMaskMLPConfig
    from .configs.hat_mask_mobilenet_v2 import HATMaskMobileNetV2Config as HATMaskMobileNetV2Config
    from .configs.hat_mask_resnet import HATMaskResNet18Config as HATMaskResNet18Config
    from .configs.hat_mask_resnet import HATMaskResNet34Config as HATMaskResNet34Config
    from .configs.hat_mask_resnet import HATMaskResNet50Config as HATMaskResNet50Config
    from .configs.hat_mask_resnet import HATMaskResNet52Config as HATMaskResNet52Config
    from .configs.hat_mask_resnet import HATMaskResNet101Config as HATMaskResNet101Config
    from .configs.hat_mask_resnet import HATMaskResNet152Config as HATMaskResNet152Config
    from .configs.hat_mask_slim_resnet import HATMaskSlimResNet18Config as HATMaskSlimResNet18Config
    from .configs.hat_mask_vit import HATMaskViTBase16Config as HATMaskViTBase16Config
    from .configs.hat_mask_vit import HATMaskViTSmall16Config as HATMaskViTSmall16Config
    from .configs.hat_mask_vit import HATMaskViTTiny16Config as HATMaskViTTiny16Config
    from .configs.hat_mask_wide_resnet import HATMaskWideResNet16_4Config as HATMaskWideResNet16_4Config
    from .configs.hat_mask_wide_resnet import HATMaskWideResNet28_10Config as HATMaskWideResNet28_10Config
    from .configs.hat_mask_wide_resnet import HATMaskWideResNet40_2Config as HATMaskWideResNet40_2Config
    from .configs.mlp import MLPConfig as MLPConfig
    from .configs.mobilenet_v2 import MobileNetV2Config as MobileNetV2Config
    from .configs.resnet import ResNet18Config as ResNet18Config
    from .configs.resnet import ResNet34Config as ResNet34Config
    from .configs.resnet import ResNet50Config as ResNet50Config
    from .configs.resnet import ResNet52Config as ResNet52Config
    from .configs.resnet import ResNet101Config as ResNet101Config
    from .configs.resnet import ResNet152Config as ResNet152Config
    from .configs.slim_resnet import SlimResNet18Config as SlimResNet18Config
    from .configs.vit import ViTBase16Config as ViTBase16Config
    from .configs.vit import ViTSmall16Config as ViTSmall16Config
    from .configs.vit import ViTTiny16Config as ViTTiny16Config
    from .configs.wide_resnet import WideResNet16_4Config as WideResNet16_4Config
    from .configs.wide_resnet import WideResNet28_10Config as WideResNet28_10Config
    from .configs.wide_resnet import WideResNet40_2Config as WideResNet40_2Config
    from .configs.wsn_mask_densenet import WSNMaskDenseNet121Config as WSNMaskDenseNet121Config
    from .configs.wsn_mask_efficientnet import WSNMaskEfficientNetB0Config as WSNMaskEfficientNetB0Config
    from .configs.wsn_mask_mlp import WSNMaskMLPConfig as WSNMaskMLPConfig
    from .configs.wsn_mask_mobilenet_v2 import WSNMaskMobileNetV2Config as WSNMaskMobileNetV2Config
    from .configs.wsn_mask_resnet import WSNMaskResNet18Config as WSNMaskResNet18Config
    from .configs.wsn_mask_resnet import WSNMaskResNet34Config as WSNMaskResNet34Config
    from .configs.wsn_mask_resnet import WSNMaskResNet50Config as WSNMaskResNet50Config
    from .configs.wsn_mask_resnet import WSNMaskResNet52Config as WSNMaskResNet52Config
    from .configs.wsn_mask_resnet import WSNMaskResNet101Config as WSNMaskResNet101Config
    from .configs.wsn_mask_resnet import WSNMaskResNet152Config as WSNMaskResNet152Config
    from .configs.wsn_mask_slim_resnet import WSNMaskSlimResNet18Config as WSNMaskSlimResNet18Config
    from .configs.wsn_mask_vit import WSNMaskViTBase16Config as WSNMaskViTBase16Config
    from .configs.wsn_mask_vit import WSNMaskViTSmall16Config as WSNMaskViTSmall16Config
    from .configs.wsn_mask_vit import WSNMaskViTTiny16Config as WSNMaskViTTiny16Config
    from .configs.wsn_mask_wide_resnet import WSNMaskWideResNet16_4Config as WSNMaskWideResNet16_4Config
    from .configs.wsn_mask_wide_resnet import WSNMaskWideResNet28_10Config as WSNMaskWideResNet28_10Config
    from .configs.wsn_mask_wide_resnet import WSNMaskWideResNet40_2Config as WSNMaskWideResNet40_2Config
    from .densenet import DenseNet121 as DenseNet121
    from .efficientnet import EfficientNetB0 as EfficientNetB0
    from .hat_mask_densenet import HATMaskDenseNet121 as HATMaskDenseNet121
    from .hat_mask_efficientnet import HATMaskEfficientNetB0 as HATMaskEfficientNetB0
    from .hat_mask_mlp import HATMaskMLP as HATMaskMLP
    from .hat_mask_mobilenet_v2 import HATMaskMobileNetV2 as HATMaskMobileNetV2
    from .hat_mask_resnet import HATMaskResNet18 as HATMaskResNet18
    from .hat_mask_resnet import HATMaskResNet34 as HATMaskResNet34
    from .hat_mask_resnet import HATMaskResNet50 as HATMaskResNet50
    from .hat_mask_resnet import HATMaskResNet52 as HATMaskResNet52
    from .hat_mask_resnet import HATMaskResNet101 as HATMaskResNet101
    from .hat_mask_resnet import HATMaskResNet152 as HATMaskResNet152
    from .hat_mask_slim_resnet import HATMaskSlimResNet18 as HATMaskSlimResNet18
    from .hat_mask_vit import HATMaskViTBase16 as HATMaskViTBase16
    from .hat_mask_vit import HATMaskViTSmall16 as HATMaskViTSmall16
    from .hat_mask_vit import HATMaskViTTiny16 as HATMaskViTTiny16
    from .hat_mask_wide_resnet import HATMaskWideResNet16_4 as HATMaskWideResNet16_4
    from .hat_mask_wide_resnet import HATMaskWideResNet28_10 as HATMaskWideResNet28_10
    from .hat_mask_wide_resnet import HATMaskWideResNet40_2 as HATMaskWideResNet40_2
    from .layers import HATMaskConv1d as HATMaskConv1d
    from .layers import HATMaskConv2d as HATMaskConv2d
    from .layers import HATMaskConv3d as HATMaskConv3d
    from .layers import HATMaskLinear as HATMaskLinear
    from .layers import WSNMaskConv1d as WSNMaskConv1d
    from .layers import WSNMaskConv2d as WSNMaskConv2d
    from .layers import WSNMaskConv3d as WSNMaskConv3d
    from .layers import WSNMaskLinear as WSNMaskLinear
    from .mlp import MLP as MLP
    from .mobilenet_v2 import MobileNetV2 as MobileNetV2
    from .resnet import ResNet18 as ResNet18
    from .resnet import ResNet34 as ResNet34
    from .resnet import ResNet50 as ResNet50
    from .resnet import ResNet52 as ResNet52
    from .resnet import ResNet101 as ResNet101
    from .resnet import ResNet152 as ResNet152
    from .slim_resnet import SlimResNet18 as SlimResNet18
    from .vit import ViTBase16 as ViTBase16
    from .vit import ViTSmall16 as ViTSmall16
    from .vit import ViTTiny16 as ViTTiny16
    from .wide_resnet import WideResNet16_4 as WideResNet16_4
    from .wide_resnet import WideResNet28_10 as WideResNet28_10
    from .wide_resnet import WideResNet40_2 as WideResNet40_2
    from .wsn_mask_densenet import WSNMaskDenseNet121 as WSNMaskDenseNet121
    from .wsn_mask_efficientnet import WSNMaskEfficientNetB0 as WSNMaskEfficientNetB0
    from .wsn_mask_mlp import WSNMaskMLP as WSNMaskMLP
    from .wsn_mask_mobilenet_v2 import WSNMaskMobileNetV2 as WSNMaskMobileNetV2
    from .wsn_mask_resnet import WSNMaskResNet18 as WSNMaskResNet18
    from .wsn_mask_resnet import WSNMaskResNet34 as WSNMaskResNet34
    from .wsn_mask_resnet import WSNMaskResNet50 as WSNMaskResNet50
    from .wsn_mask_resnet import WSNMaskResNet52 as WSNMaskResNet52
    from .wsn_mask_resnet import WSNMaskResNet101 as WSNMaskResNet101
    from .wsn_mask_resnet import WSNMaskResNet152 as WSNMaskResNet152
    from .wsn_mask_slim_resnet import WSNMaskSlimResNet18 as WSNMaskSlimResNet18
    from .wsn_mask_vit import WSNMaskViTBase16 as WSNMaskViTBase16
    from .wsn_mask_vit import WSNMaskViTSmall16 as WSNMaskViTSmall16
    from .wsn_mask_vit import WSNMaskViTTiny16 as WSNMaskViTTiny16
    from .wsn_mask_wide_resnet import WSNMaskWideResNet16_4 as WSNMaskWideResNet16_4
    from .wsn_mask_wide_resnet import WSNMaskWideResNet28_10 as WSNMaskWideResNet28_10
    from .wsn_mask_wide_resnet import WSNMaskWideResNet40_2 as WSNMaskWideResNet40_2
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
            "clbackbones_runtime.mechanisms.plain": ["PlainBackbone"],
            "clbackbones_runtime.mechanisms.wsn_mask": ["WSNMaskBackbone"],
            ".layers": [
                "HATMaskConv1d",
                "HATMaskConv2d",
                "HATMaskConv3d",
                "HATMaskLinear",
                "WSNMaskConv1d",
                "WSNMaskConv2d",
                "WSNMaskConv3d",
                "WSNMaskLinear",
            ],
            ".densenet": ["DenseNet121"],
            ".configs.densenet": ["DenseNet121Config"],
            ".cl_densenet": ["CLDenseNet121"],
            ".configs.cl_densenet": ["CLDenseNet121Config"],
            ".hat_mask_densenet": ["HATMaskDenseNet121"],
            ".configs.hat_mask_densenet": ["HATMaskDenseNet121Config"],
            ".wsn_mask_densenet": ["WSNMaskDenseNet121"],
            ".configs.wsn_mask_densenet": ["WSNMaskDenseNet121Config"],
            ".amnesiac_hat_densenet": ["AmnesiacHATDenseNet121"],
            ".configs.amnesiac_hat_densenet": ["AmnesiacHATDenseNet121Config"],
            ".efficientnet": ["EfficientNetB0"],
            ".configs.efficientnet": ["EfficientNetB0Config"],
            ".cl_efficientnet": ["CLEfficientNetB0"],
            ".configs.cl_efficientnet": ["CLEfficientNetB0Config"],
            ".hat_mask_efficientnet": ["HATMaskEfficientNetB0"],
            ".configs.hat_mask_efficientnet": ["HATMaskEfficientNetB0Config"],
            ".wsn_mask_efficientnet": ["WSNMaskEfficientNetB0"],
            ".configs.wsn_mask_efficientnet": ["WSNMaskEfficientNetB0Config"],
            ".amnesiac_hat_efficientnet": ["AmnesiacHATEfficientNetB0"],
            ".configs.amnesiac_hat_efficientnet": ["AmnesiacHATEfficientNetB0Config"],
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
            ".mobilenet_v2": ["MobileNetV2"],
            ".configs.mobilenet_v2": ["MobileNetV2Config"],
            ".cl_mobilenet_v2": ["CLMobileNetV2"],
            ".configs.cl_mobilenet_v2": ["CLMobileNetV2Config"],
            ".hat_mask_mobilenet_v2": ["HATMaskMobileNetV2"],
            ".configs.hat_mask_mobilenet_v2": ["HATMaskMobileNetV2Config"],
            ".wsn_mask_mobilenet_v2": ["WSNMaskMobileNetV2"],
            ".configs.wsn_mask_mobilenet_v2": ["WSNMaskMobileNetV2Config"],
            ".amnesiac_hat_mobilenet_v2": ["AmnesiacHATMobileNetV2"],
            ".configs.amnesiac_hat_mobilenet_v2": ["AmnesiacHATMobileNetV2Config"],
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
            ".slim_resnet": ["SlimResNet18"],
            ".configs.slim_resnet": ["SlimResNet18Config"],
            ".cl_slim_resnet": ["CLSlimResNet18"],
            ".configs.cl_slim_resnet": ["CLSlimResNet18Config"],
            ".hat_mask_slim_resnet": ["HATMaskSlimResNet18"],
            ".configs.hat_mask_slim_resnet": ["HATMaskSlimResNet18Config"],
            ".wsn_mask_slim_resnet": ["WSNMaskSlimResNet18"],
            ".configs.wsn_mask_slim_resnet": ["WSNMaskSlimResNet18Config"],
            ".amnesiac_hat_slim_resnet": ["AmnesiacHATSlimResNet18"],
            ".configs.amnesiac_hat_slim_resnet": ["AmnesiacHATSlimResNet18Config"],
            ".vit": ["ViTTiny16", "ViTSmall16", "ViTBase16"],
            ".configs.vit": ["ViTTiny16Config", "ViTSmall16Config", "ViTBase16Config"],
            ".cl_vit": ["CLViTTiny16", "CLViTSmall16", "CLViTBase16"],
            ".configs.cl_vit": ["CLViTTiny16Config", "CLViTSmall16Config", "CLViTBase16Config"],
            ".hat_mask_vit": ["HATMaskViTTiny16", "HATMaskViTSmall16", "HATMaskViTBase16"],
            ".configs.hat_mask_vit": ["HATMaskViTTiny16Config", "HATMaskViTSmall16Config", "HATMaskViTBase16Config"],
            ".wsn_mask_vit": ["WSNMaskViTTiny16", "WSNMaskViTSmall16", "WSNMaskViTBase16"],
            ".configs.wsn_mask_vit": ["WSNMaskViTTiny16Config", "WSNMaskViTSmall16Config", "WSNMaskViTBase16Config"],
            ".amnesiac_hat_vit": ["AmnesiacHATViTTiny16", "AmnesiacHATViTSmall16", "AmnesiacHATViTBase16"],
            ".configs.amnesiac_hat_vit": [
                "AmnesiacHATViTTiny16Config",
                "AmnesiacHATViTSmall16Config",
                "AmnesiacHATViTBase16Config",
            ],
            ".wide_resnet": ["WideResNet28_10", "WideResNet16_4", "WideResNet40_2"],
            ".configs.wide_resnet": ["WideResNet28_10Config", "WideResNet16_4Config", "WideResNet40_2Config"],
            ".cl_wide_resnet": ["CLWideResNet28_10", "CLWideResNet16_4", "CLWideResNet40_2"],
            ".configs.cl_wide_resnet": ["CLWideResNet28_10Config", "CLWideResNet16_4Config", "CLWideResNet40_2Config"],
            ".hat_mask_wide_resnet": ["HATMaskWideResNet28_10", "HATMaskWideResNet16_4", "HATMaskWideResNet40_2"],
            ".configs.hat_mask_wide_resnet": [
                "HATMaskWideResNet28_10Config",
                "HATMaskWideResNet16_4Config",
                "HATMaskWideResNet40_2Config",
            ],
            ".wsn_mask_wide_resnet": ["WSNMaskWideResNet28_10", "WSNMaskWideResNet16_4", "WSNMaskWideResNet40_2"],
            ".configs.wsn_mask_wide_resnet": [
                "WSNMaskWideResNet28_10Config",
                "WSNMaskWideResNet16_4Config",
                "WSNMaskWideResNet40_2Config",
            ],
            ".amnesiac_hat_wide_resnet": [
                "AmnesiacHATWideResNet28_10",
                "AmnesiacHATWideResNet16_4",
                "AmnesiacHATWideResNet40_2",
            ],
            ".configs.amnesiac_hat_wide_resnet": [
                "AmnesiacHATWideResNet28_10Config",
                "AmnesiacHATWideResNet16_4Config",
                "AmnesiacHATWideResNet40_2Config",
            ],
        },
    )

__all__ = [
    "CATALOG",
    "CLMLP",
    "MLP",
    "AmnesiacHATBackbone",
    "AmnesiacHATDenseNet121",
    "AmnesiacHATDenseNet121Config",
    "AmnesiacHATEfficientNetB0",
    "AmnesiacHATEfficientNetB0Config",
    "AmnesiacHATMLP",
    "AmnesiacHATMLPConfig",
    "AmnesiacHATMobileNetV2",
    "AmnesiacHATMobileNetV2Config",
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
    "AmnesiacHATSlimResNet18",
    "AmnesiacHATSlimResNet18Config",
    "AmnesiacHATViTBase16",
    "AmnesiacHATViTBase16Config",
    "AmnesiacHATViTSmall16",
    "AmnesiacHATViTSmall16Config",
    "AmnesiacHATViTTiny16",
    "AmnesiacHATViTTiny16Config",
    "AmnesiacHATWideResNet16_4",
    "AmnesiacHATWideResNet16_4Config",
    "AmnesiacHATWideResNet28_10",
    "AmnesiacHATWideResNet28_10Config",
    "AmnesiacHATWideResNet40_2",
    "AmnesiacHATWideResNet40_2Config",
    "CLBackbone",
    "CLDenseNet121",
    "CLDenseNet121Config",
    "CLEfficientNetB0",
    "CLEfficientNetB0Config",
    "CLMLPConfig",
    "CLMobileNetV2",
    "CLMobileNetV2Config",
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
    "CLSlimResNet18",
    "CLSlimResNet18Config",
    "CLViTBase16",
    "CLViTBase16Config",
    "CLViTSmall16",
    "CLViTSmall16Config",
    "CLViTTiny16",
    "CLViTTiny16Config",
    "CLWideResNet16_4",
    "CLWideResNet16_4Config",
    "CLWideResNet28_10",
    "CLWideResNet28_10Config",
    "CLWideResNet40_2",
    "CLWideResNet40_2Config",
    "CheckpointError",
    "ConfigError",
    "DenseNet121",
    "DenseNet121Config",
    "EfficientNetB0",
    "EfficientNetB0Config",
    "HATMask",
    "HATMaskBackbone",
    "HATMaskConv1d",
    "HATMaskConv2d",
    "HATMaskConv3d",
    "HATMaskDenseNet121",
    "HATMaskDenseNet121Config",
    "HATMaskEfficientNetB0",
    "HATMaskEfficientNetB0Config",
    "HATMaskLinear",
    "HATMaskMLP",
    "HATMaskMLPConfig",
    "HATMaskMobileNetV2",
    "HATMaskMobileNetV2Config",
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
    "HATMaskSlimResNet18",
    "HATMaskSlimResNet18Config",
    "HATMaskViTBase16",
    "HATMaskViTBase16Config",
    "HATMaskViTSmall16",
    "HATMaskViTSmall16Config",
    "HATMaskViTTiny16",
    "HATMaskViTTiny16Config",
    "HATMaskWideResNet16_4",
    "HATMaskWideResNet16_4Config",
    "HATMaskWideResNet28_10",
    "HATMaskWideResNet28_10Config",
    "HATMaskWideResNet40_2",
    "HATMaskWideResNet40_2Config",
    "IsolationError",
    "MLPConfig",
    "MobileNetV2",
    "MobileNetV2Config",
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
    "SlimResNet18",
    "SlimResNet18Config",
    "ViTBase16",
    "ViTBase16Config",
    "ViTSmall16",
    "ViTSmall16Config",
    "ViTTiny16",
    "ViTTiny16Config",
    "WSNMaskBackbone",
    "WSNMaskConv1d",
    "WSNMaskConv2d",
    "WSNMaskConv3d",
    "WSNMaskDenseNet121",
    "WSNMaskDenseNet121Config",
    "WSNMaskEfficientNetB0",
    "WSNMaskEfficientNetB0Config",
    "WSNMaskLinear",
    "WSNMaskMLP",
    "WSNMaskMLPConfig",
    "WSNMaskMobileNetV2",
    "WSNMaskMobileNetV2Config",
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
    "WSNMaskSlimResNet18",
    "WSNMaskSlimResNet18Config",
    "WSNMaskViTBase16",
    "WSNMaskViTBase16Config",
    "WSNMaskViTSmall16",
    "WSNMaskViTSmall16Config",
    "WSNMaskViTTiny16",
    "WSNMaskViTTiny16Config",
    "WSNMaskWideResNet16_4",
    "WSNMaskWideResNet16_4Config",
    "WSNMaskWideResNet28_10",
    "WSNMaskWideResNet28_10Config",
    "WSNMaskWideResNet40_2",
    "WSNMaskWideResNet40_2Config",
    "WideResNet16_4",
    "WideResNet16_4Config",
    "WideResNet28_10",
    "WideResNet28_10Config",
    "WideResNet40_2",
    "WideResNet40_2Config",
    "create",
    "is_checkpoint",
    "keep_freed_memory",
    "list_backbones",
    "load",
    "restore",
    "save",
    "validate",
]
