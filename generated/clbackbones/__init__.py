# Generated from schema/.
# Do not edit: change the source and run `make codegen`.
"""Backbones for continual learning, and their checked configs.

    import clbackbones

    config = clbackbones.load("backbone.yaml")  # ConfigError if invalid
    backbone = config.build()                   # a torch.nn.Module

Architectures: ResNet20, ResNet32, ResNet44, ResNet56, ResNet110,
DenseNet121, EfficientNetB0, HATAlexNet, LeNet, MLP, MobileNetV2, ResNet18,
ResNet34, ResNet50, ResNet101, ResNet152, ResNeXt50_32x4d, ResNeXt101_32x8d,
WideResNet50_2, SlimResNet18, TinyNet, VGG11, VGG13, VGG16, VGG19,
ViTTiny16, ViTSmall16, ViTBase16, WideResNet28_10, WideResNet16_4,
WideResNet40_2.

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
Layers for networks made by hand: HATMask, PackNet, Piggyback, SupSup,
WSNMask before Conv1d, Conv2d, Conv3d, ConvTranspose1d, ConvTranspose2d,
ConvTranspose3d, Embedding, Linear.
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
    from clbackbones_runtime.mechanisms.packnet import PackNetBackbone as PackNetBackbone
    from clbackbones_runtime.mechanisms.piggyback import PiggybackBackbone as PiggybackBackbone
    from clbackbones_runtime.mechanisms.plain import PlainBackbone as PlainBackbone
    from clbackbones_runtime.mechanisms.protection import IsolationError as IsolationError
    from clbackbones_runtime.mechanisms.supsup import SupSupBackbone as SupSupBackbone
    from clbackbones_runtime.mechanisms.unit_masks import UnitMaskBackbone as UnitMaskBackbone
    from clbackbones_runtime.mechanisms.weight_masks import Recipe as Recipe
    from clbackbones_runtime.mechanisms.weight_masks import WeightMaskBackbone as WeightMaskBackbone
    from clbackbones_runtime.mechanisms.wsn_mask import WSNMaskBackbone as WSNMaskBackbone

    from . import layers as layers
    from . import plots as plots
    from ._api import create as create
    from ._api import list_backbones as list_backbones
    from ._api import load as load
    from ._api import restore as restore
    from ._api import validate as validate
    from ._catalog import CATALOG as CATALOG
    from .amnesiac_hat_cifar_resnet import AmnesiacHATResNet20 as AmnesiacHATResNet20
    from .amnesiac_hat_cifar_resnet import AmnesiacHATResNet32 as AmnesiacHATResNet32
    from .amnesiac_hat_cifar_resnet import AmnesiacHATResNet44 as AmnesiacHATResNet44
    from .amnesiac_hat_cifar_resnet import AmnesiacHATResNet56 as AmnesiacHATResNet56
    from .amnesiac_hat_cifar_resnet import AmnesiacHATResNet110 as AmnesiacHATResNet110
    from .amnesiac_hat_densenet import AmnesiacHATDenseNet121 as AmnesiacHATDenseNet121
    from .amnesiac_hat_efficientnet import AmnesiacHATEfficientNetB0 as AmnesiacHATEfficientNetB0
    from .amnesiac_hat_hat_alex_net import AmnesiacHATHATAlexNet as AmnesiacHATHATAlexNet
    from .amnesiac_hat_lenet import AmnesiacHATLeNet as AmnesiacHATLeNet
    from .amnesiac_hat_mlp import AmnesiacHATMLP as AmnesiacHATMLP
    from .amnesiac_hat_mobilenet_v2 import AmnesiacHATMobileNetV2 as AmnesiacHATMobileNetV2
    from .amnesiac_hat_resnet import AmnesiacHATResNet18 as AmnesiacHATResNet18
    from .amnesiac_hat_resnet import AmnesiacHATResNet34 as AmnesiacHATResNet34
    from .amnesiac_hat_resnet import AmnesiacHATResNet50 as AmnesiacHATResNet50
    from .amnesiac_hat_resnet import AmnesiacHATResNet52 as AmnesiacHATResNet52
    from .amnesiac_hat_resnet import AmnesiacHATResNet101 as AmnesiacHATResNet101
    from .amnesiac_hat_resnet import AmnesiacHATResNet152 as AmnesiacHATResNet152
    from .amnesiac_hat_resnet import AmnesiacHATResNeXt50_32x4d as AmnesiacHATResNeXt50_32x4d
    from .amnesiac_hat_resnet import AmnesiacHATResNeXt101_32x8d as AmnesiacHATResNeXt101_32x8d
    from .amnesiac_hat_resnet import AmnesiacHATWideResNet50_2 as AmnesiacHATWideResNet50_2
    from .amnesiac_hat_slim_resnet import AmnesiacHATSlimResNet18 as AmnesiacHATSlimResNet18
    from .amnesiac_hat_tiny_net import AmnesiacHATTinyNet as AmnesiacHATTinyNet
    from .amnesiac_hat_vgg import AmnesiacHATVGG11 as AmnesiacHATVGG11
    from .amnesiac_hat_vgg import AmnesiacHATVGG13 as AmnesiacHATVGG13
    from .amnesiac_hat_vgg import AmnesiacHATVGG16 as AmnesiacHATVGG16
    from .amnesiac_hat_vgg import AmnesiacHATVGG19 as AmnesiacHATVGG19
    from .amnesiac_hat_vit import AmnesiacHATViTBase16 as AmnesiacHATViTBase16
    from .amnesiac_hat_vit import AmnesiacHATViTSmall16 as AmnesiacHATViTSmall16
    from .amnesiac_hat_vit import AmnesiacHATViTTiny16 as AmnesiacHATViTTiny16
    from .amnesiac_hat_wide_resnet import AmnesiacHATWideResNet16_4 as AmnesiacHATWideResNet16_4
    from .amnesiac_hat_wide_resnet import AmnesiacHATWideResNet28_10 as AmnesiacHATWideResNet28_10
    from .amnesiac_hat_wide_resnet import AmnesiacHATWideResNet40_2 as AmnesiacHATWideResNet40_2
    from .cifar_resnet import ResNet20 as ResNet20
    from .cifar_resnet import ResNet32 as ResNet32
    from .cifar_resnet import ResNet44 as ResNet44
    from .cifar_resnet import ResNet56 as ResNet56
    from .cifar_resnet import ResNet110 as ResNet110
    from .cl_cifar_resnet import CLResNet20 as CLResNet20
    from .cl_cifar_resnet import CLResNet32 as CLResNet32
    from .cl_cifar_resnet import CLResNet44 as CLResNet44
    from .cl_cifar_resnet import CLResNet56 as CLResNet56
    from .cl_cifar_resnet import CLResNet110 as CLResNet110
    from .cl_densenet import CLDenseNet121 as CLDenseNet121
    from .cl_efficientnet import CLEfficientNetB0 as CLEfficientNetB0
    from .cl_hat_alex_net import CLHATAlexNet as CLHATAlexNet
    from .cl_lenet import CLLeNet as CLLeNet
    from .cl_mlp import CLMLP as CLMLP
    from .cl_mobilenet_v2 import CLMobileNetV2 as CLMobileNetV2
    from .cl_resnet import CLResNet18 as CLResNet18
    from .cl_resnet import CLResNet34 as CLResNet34
    from .cl_resnet import CLResNet50 as CLResNet50
    from .cl_resnet import CLResNet52 as CLResNet52
    from .cl_resnet import CLResNet101 as CLResNet101
    from .cl_resnet import CLResNet152 as CLResNet152
    from .cl_resnet import CLResNeXt50_32x4d as CLResNeXt50_32x4d
    from .cl_resnet import CLResNeXt101_32x8d as CLResNeXt101_32x8d
    from .cl_resnet import CLWideResNet50_2 as CLWideResNet50_2
    from .cl_slim_resnet import CLSlimResNet18 as CLSlimResNet18
    from .cl_tiny_net import CLTinyNet as CLTinyNet
    from .cl_vgg import CLVGG11 as CLVGG11
    from .cl_vgg import CLVGG13 as CLVGG13
    from .cl_vgg import CLVGG16 as CLVGG16
    from .cl_vgg import CLVGG19 as CLVGG19
    from .cl_vit import CLViTBase16 as CLViTBase16
    from .cl_vit import CLViTSmall16 as CLViTSmall16
    from .cl_vit import CLViTTiny16 as CLViTTiny16
    from .cl_wide_resnet import CLWideResNet16_4 as CLWideResNet16_4
    from .cl_wide_resnet import CLWideResNet28_10 as CLWideResNet28_10
    from .cl_wide_resnet import CLWideResNet40_2 as CLWideResNet40_2
    from .configs.amnesiac_hat_cifar_resnet import AmnesiacHATResNet20Config as AmnesiacHATResNet20Config
    from .configs.amnesiac_hat_cifar_resnet import AmnesiacHATResNet32Config as AmnesiacHATResNet32Config
    from .configs.amnesiac_hat_cifar_resnet import AmnesiacHATResNet44Config as AmnesiacHATResNet44Config
    from .configs.amnesiac_hat_cifar_resnet import AmnesiacHATResNet56Config as AmnesiacHATResNet56Config
    from .configs.amnesiac_hat_cifar_resnet import AmnesiacHATResNet110Config as AmnesiacHATResNet110Config
    from .configs.amnesiac_hat_densenet import AmnesiacHATDenseNet121Config as AmnesiacHATDenseNet121Config
    from .configs.amnesiac_hat_efficientnet import AmnesiacHATEfficientNetB0Config as AmnesiacHATEfficientNetB0Config
    from .configs.amnesiac_hat_hat_alex_net import AmnesiacHATHATAlexNetConfig as AmnesiacHATHATAlexNetConfig
    from .configs.amnesiac_hat_lenet import AmnesiacHATLeNetConfig as AmnesiacHATLeNetConfig
    from .configs.amnesiac_hat_mlp import AmnesiacHATMLPConfig as AmnesiacHATMLPConfig
    from .configs.amnesiac_hat_mobilenet_v2 import AmnesiacHATMobileNetV2Config as AmnesiacHATMobileNetV2Config
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNet18Config as AmnesiacHATResNet18Config
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNet34Config as AmnesiacHATResNet34Config
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNet50Config as AmnesiacHATResNet50Config
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNet52Config as AmnesiacHATResNet52Config
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNet101Config as AmnesiacHATResNet101Config
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNet152Config as AmnesiacHATResNet152Config
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNeXt50_32x4dConfig as AmnesiacHATResNeXt50_32x4dConfig
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNeXt101_32x8dConfig as AmnesiacHATResNeXt101_32x8dConfig
    from .configs.amnesiac_hat_resnet import AmnesiacHATWideResNet50_2Config as AmnesiacHATWideResNet50_2Config
    from .configs.amnesiac_hat_slim_resnet import AmnesiacHATSlimResNet18Config as AmnesiacHATSlimResNet18Config
    from .configs.amnesiac_hat_tiny_net import AmnesiacHATTinyNetConfig as AmnesiacHATTinyNetConfig
    from .configs.amnesiac_hat_vgg import AmnesiacHATVGG11Config as AmnesiacHATVGG11Config
    from .configs.amnesiac_hat_vgg import AmnesiacHATVGG13Config as AmnesiacHATVGG13Config
    from .configs.amnesiac_hat_vgg import AmnesiacHATVGG16Config as AmnesiacHATVGG16Config
    from .configs.amnesiac_hat_vgg import AmnesiacHATVGG19Config as AmnesiacHATVGG19Config
    from .configs.amnesiac_hat_vit import AmnesiacHATViTBase16Config as AmnesiacHATViTBase16Config
    from .configs.amnesiac_hat_vit import AmnesiacHATViTSmall16Config as AmnesiacHATViTSmall16Config
    from .configs.amnesiac_hat_vit import AmnesiacHATViTTiny16Config as AmnesiacHATViTTiny16Config
    from .configs.amnesiac_hat_wide_resnet import AmnesiacHATWideResNet16_4Config as AmnesiacHATWideResNet16_4Config
    from .configs.amnesiac_hat_wide_resnet import AmnesiacHATWideResNet28_10Config as AmnesiacHATWideResNet28_10Config
    from .configs.amnesiac_hat_wide_resnet import AmnesiacHATWideResNet40_2Config as AmnesiacHATWideResNet40_2Config
    from .configs.cifar_resnet import ResNet20Config as ResNet20Config
    from .configs.cifar_resnet import ResNet32Config as ResNet32Config
    from .configs.cifar_resnet import ResNet44Config as ResNet44Config
    from .configs.cifar_resnet import ResNet56Config as ResNet56Config
    from .configs.cifar_resnet import ResNet110Config as ResNet110Config
    from .configs.cl_cifar_resnet import CLResNet20Config as CLResNet20Config
    from .configs.cl_cifar_resnet import CLResNet32Config as CLResNet32Config
    from .configs.cl_cifar_resnet import CLResNet44Config as CLResNet44Config
    from .configs.cl_cifar_resnet import CLResNet56Config as CLResNet56Config
    from .configs.cl_cifar_resnet import CLResNet110Config as CLResNet110Config
    from .configs.cl_densenet import CLDenseNet121Config as CLDenseNet121Config
    from .configs.cl_efficientnet import CLEfficientNetB0Config as CLEfficientNetB0Config
    from .configs.cl_hat_alex_net import CLHATAlexNetConfig as CLHATAlexNetConfig
    from .configs.cl_lenet import CLLeNetConfig as CLLeNetConfig
    from .configs.cl_mlp import CLMLPConfig as CLMLPConfig
    from .configs.cl_mobilenet_v2 import CLMobileNetV2Config as CLMobileNetV2Config
    from .configs.cl_resnet import CLResNet18Config as CLResNet18Config
    from .configs.cl_resnet import CLResNet34Config as CLResNet34Config
    from .configs.cl_resnet import CLResNet50Config as CLResNet50Config
    from .configs.cl_resnet import CLResNet52Config as CLResNet52Config
    from .configs.cl_resnet import CLResNet101Config as CLResNet101Config
    from .configs.cl_resnet import CLResNet152Config as CLResNet152Config
    from .configs.cl_resnet import CLResNeXt50_32x4dConfig as CLResNeXt50_32x4dConfig
    from .configs.cl_resnet import CLResNeXt101_32x8dConfig as CLResNeXt101_32x8dConfig
    from .configs.cl_resnet import CLWideResNet50_2Config as CLWideResNet50_2Config
    from .configs.cl_slim_resnet import CLSlimResNet18Config as CLSlimResNet18Config
    from .configs.cl_tiny_net import CLTinyNetConfig as CLTinyNetConfig
    from .configs.cl_vgg import CLVGG11Config as CLVGG11Config
    from .configs.cl_vgg import CLVGG13Config as CLVGG13Config
    from .configs.cl_vgg import CLVGG16Config as CLVGG16Config
    from .configs.cl_vgg import CLVGG19Config as CLVGG19Config
    from .configs.cl_vit import CLViTBase16Config as CLViTBase16Config
    from .configs.cl_vit import CLViTSmall16Config as CLViTSmall16Config
    from .configs.cl_vit import CLViTTiny16Config as CLViTTiny16Config
    from .configs.cl_wide_resnet import CLWideResNet16_4Config as CLWideResNet16_4Config
    from .configs.cl_wide_resnet import CLWideResNet28_10Config as CLWideResNet28_10Config
    from .configs.cl_wide_resnet import CLWideResNet40_2Config as CLWideResNet40_2Config
    from .configs.densenet import DenseNet121Config as DenseNet121Config
    from .configs.efficientnet import EfficientNetB0Config as EfficientNetB0Config
    from .configs.hat_alex_net import HATAlexNetConfig as HATAlexNetConfig
    from .configs.hat_mask_cifar_resnet import HATMaskResNet20Config as HATMaskResNet20Config
    from .configs.hat_mask_cifar_resnet import HATMaskResNet32Config as HATMaskResNet32Config
    from .configs.hat_mask_cifar_resnet import HATMaskResNet44Config as HATMaskResNet44Config
    from .configs.hat_mask_cifar_resnet import HATMaskResNet56Config as HATMaskResNet56Config
    from .configs.hat_mask_cifar_resnet import HATMaskResNet110Config as HATMaskResNet110Config
    from .configs.hat_mask_densenet import HATMaskDenseNet121Config as HATMaskDenseNet121Config
    from .configs.hat_mask_efficientnet import HATMaskEfficientNetB0Config as HATMaskEfficientNetB0Config
    from .configs.hat_mask_hat_alex_net import HATMaskHATAlexNetConfig as HATMaskHATAlexNetConfig
    from .configs.hat_mask_lenet import HATMaskLeNetConfig as HATMaskLeNetConfig
    from .configs.hat_mask_mlp import HATMaskMLPConfig as HATMaskMLPConfig
    from .configs.hat_mask_mobilenet_v2 import HATMaskMobileNetV2Config as HATMaskMobileNetV2Config
    from .configs.hat_mask_resnet import HATMaskResNet18Config as HATMaskResNet18Config
    from .configs.hat_mask_resnet import HATMaskResNet34Config as HATMaskResNet34Config
    from .configs.hat_mask_resnet import HATMaskResNet50Config as HATMaskResNet50Config
    from .configs.hat_mask_resnet import HATMaskResNet52Config as HATMaskResNet52Config
    from .configs.hat_mask_resnet import HATMaskResNet101Config as HATMaskResNet101Config
    from .configs.hat_mask_resnet import HATMaskResNet152Config as HATMaskResNet152Config
    from .configs.hat_mask_resnet import HATMaskResNeXt50_32x4dConfig as HATMaskResNeXt50_32x4dConfig
    from .configs.hat_mask_resnet import HATMaskResNeXt101_32x8dConfig as HATMaskResNeXt101_32x8dConfig
    from .configs.hat_mask_resnet import HATMaskWideResNet50_2Config as HATMaskWideResNet50_2Config
    from .configs.hat_mask_slim_resnet import HATMaskSlimResNet18Config as HATMaskSlimResNet18Config
    from .configs.hat_mask_tiny_net import HATMaskTinyNetConfig as HATMaskTinyNetConfig
    from .configs.hat_mask_vgg import HATMaskVGG11Config as HATMaskVGG11Config
    from .configs.hat_mask_vgg import HATMaskVGG13Config as HATMaskVGG13Config
    from .configs.hat_mask_vgg import HATMaskVGG16Config as HATMaskVGG16Config
    from .configs.hat_mask_vgg import HATMaskVGG19Config as HATMaskVGG19Config
    from .configs.hat_mask_vit import HATMaskViTBase16Config as HATMaskViTBase16Config
    from .configs.hat_mask_vit import HATMaskViTSmall16Config as HATMaskViTSmall16Config
    from .configs.hat_mask_vit import HATMaskViTTiny16Config as HATMaskViTTiny16Config
    from .configs.hat_mask_wide_resnet import HATMaskWideResNet16_4Config as HATMaskWideResNet16_4Config
    from .configs.hat_mask_wide_resnet import HATMaskWideResNet28_10Config as HATMaskWideResNet28_10Config
    from .configs.hat_mask_wide_resnet import HATMaskWideResNet40_2Config as HATMaskWideResNet40_2Config
    from .configs.lenet import LeNetConfig as LeNetConfig
    from .configs.mlp import MLPConfig as MLPConfig
    from .configs.mobilenet_v2 import MobileNetV2Config as MobileNetV2Config
    from .configs.packnet_cifar_resnet import PackNetResNet20Config as PackNetResNet20Config
    from .configs.packnet_cifar_resnet import PackNetResNet32Config as PackNetResNet32Config
    from .configs.packnet_cifar_resnet import PackNetResNet44Config as PackNetResNet44Config
    from .configs.packnet_cifar_resnet import PackNetResNet56Config as PackNetResNet56Config
    from .configs.packnet_cifar_resnet import PackNetResNet110Config as PackNetResNet110Config
    from .configs.packnet_densenet import PackNetDenseNet121Config as PackNetDenseNet121Config
    from .configs.packnet_efficientnet import PackNetEfficientNetB0Config as PackNetEfficientNetB0Config
    from .configs.packnet_hat_alex_net import PackNetHATAlexNetConfig as PackNetHATAlexNetConfig
    from .configs.packnet_lenet import PackNetLeNetConfig as PackNetLeNetConfig
    from .configs.packnet_mlp import PackNetMLPConfig as PackNetMLPConfig
    from .configs.packnet_mobilenet_v2 import PackNetMobileNetV2Config as PackNetMobileNetV2Config
    from .configs.packnet_resnet import PackNetResNet18Config as PackNetResNet18Config
    from .configs.packnet_resnet import PackNetResNet34Config as PackNetResNet34Config
    from .configs.packnet_resnet import PackNetResNet50Config as PackNetResNet50Config
    from .configs.packnet_resnet import PackNetResNet52Config as PackNetResNet52Config
    from .configs.packnet_resnet import PackNetResNet101Config as PackNetResNet101Config
    from .configs.packnet_resnet import PackNetResNet152Config as PackNetResNet152Config
    from .configs.packnet_resnet import PackNetResNeXt50_32x4dConfig as PackNetResNeXt50_32x4dConfig
    from .configs.packnet_resnet import PackNetResNeXt101_32x8dConfig as PackNetResNeXt101_32x8dConfig
    from .configs.packnet_resnet import PackNetWideResNet50_2Config as PackNetWideResNet50_2Config
    from .configs.packnet_slim_resnet import PackNetSlimResNet18Config as PackNetSlimResNet18Config
    from .configs.packnet_tiny_net import PackNetTinyNetConfig as PackNetTinyNetConfig
    from .configs.packnet_vgg import PackNetVGG11Config as PackNetVGG11Config
    from .configs.packnet_vgg import PackNetVGG13Config as PackNetVGG13Config
    from .configs.packnet_vgg import PackNetVGG16Config as PackNetVGG16Config
    from .configs.packnet_vgg import PackNetVGG19Config as PackNetVGG19Config
    from .configs.packnet_vit import PackNetViTBase16Config as PackNetViTBase16Config
    from .configs.packnet_vit import PackNetViTSmall16Config as PackNetViTSmall16Config
    from .configs.packnet_vit import PackNetViTTiny16Config as PackNetViTTiny16Config
    from .configs.packnet_wide_resnet import PackNetWideResNet16_4Config as PackNetWideResNet16_4Config
    from .configs.packnet_wide_resnet import PackNetWideResNet28_10Config as PackNetWideResNet28_10Config
    from .configs.packnet_wide_resnet import PackNetWideResNet40_2Config as PackNetWideResNet40_2Config
    from .configs.piggyback_cifar_resnet import PiggybackResNet20Config as PiggybackResNet20Config
    from .configs.piggyback_cifar_resnet import PiggybackResNet32Config as PiggybackResNet32Config
    from .configs.piggyback_cifar_resnet import PiggybackResNet44Config as PiggybackResNet44Config
    from .configs.piggyback_cifar_resnet import PiggybackResNet56Config as PiggybackResNet56Config
    from .configs.piggyback_cifar_resnet import PiggybackResNet110Config as PiggybackResNet110Config
    from .configs.piggyback_densenet import PiggybackDenseNet121Config as PiggybackDenseNet121Config
    from .configs.piggyback_efficientnet import PiggybackEfficientNetB0Config as PiggybackEfficientNetB0Config
    from .configs.piggyback_hat_alex_net import PiggybackHATAlexNetConfig as PiggybackHATAlexNetConfig
    from .configs.piggyback_lenet import PiggybackLeNetConfig as PiggybackLeNetConfig
    from .configs.piggyback_mlp import PiggybackMLPConfig as PiggybackMLPConfig
    from .configs.piggyback_mobilenet_v2 import PiggybackMobileNetV2Config as PiggybackMobileNetV2Config
    from .configs.piggyback_resnet import PiggybackResNet18Config as PiggybackResNet18Config
    from .configs.piggyback_resnet import PiggybackResNet34Config as PiggybackResNet34Config
    from .configs.piggyback_resnet import PiggybackResNet50Config as PiggybackResNet50Config
    from .configs.piggyback_resnet import PiggybackResNet52Config as PiggybackResNet52Config
    from .configs.piggyback_resnet import PiggybackResNet101Config as PiggybackResNet101Config
    from .configs.piggyback_resnet import PiggybackResNet152Config as PiggybackResNet152Config
    from .configs.piggyback_resnet import PiggybackResNeXt50_32x4dConfig as PiggybackResNeXt50_32x4dConfig
    from .configs.piggyback_resnet import PiggybackResNeXt101_32x8dConfig as PiggybackResNeXt101_32x8dConfig
    from .configs.piggyback_resnet import PiggybackWideResNet50_2Config as PiggybackWideResNet50_2Config
    from .configs.piggyback_slim_resnet import PiggybackSlimResNet18Config as PiggybackSlimResNet18Config
    from .configs.piggyback_tiny_net import PiggybackTinyNetConfig as PiggybackTinyNetConfig
    from .configs.piggyback_vgg import PiggybackVGG11Config as PiggybackVGG11Config
    from .configs.piggyback_vgg import PiggybackVGG13Config as PiggybackVGG13Config
    from .configs.piggyback_vgg import PiggybackVGG16Config as PiggybackVGG16Config
    from .configs.piggyback_vgg import PiggybackVGG19Config as PiggybackVGG19Config
    from .configs.piggyback_vit import PiggybackViTBase16Config as PiggybackViTBase16Config
    from .configs.piggyback_vit import PiggybackViTSmall16Config as PiggybackViTSmall16Config
    from .configs.piggyback_vit import PiggybackViTTiny16Config as PiggybackViTTiny16Config
    from .configs.piggyback_wide_resnet import PiggybackWideResNet16_4Config as PiggybackWideResNet16_4Config
    from .configs.piggyback_wide_resnet import PiggybackWideResNet28_10Config as PiggybackWideResNet28_10Config
    from .configs.piggyback_wide_resnet import PiggybackWideResNet40_2Config as PiggybackWideResNet40_2Config
    from .configs.resnet import ResNet18Config as ResNet18Config
    from .configs.resnet import ResNet34Config as ResNet34Config
    from .configs.resnet import ResNet50Config as ResNet50Config
    from .configs.resnet import ResNet52Config as ResNet52Config
    from .configs.resnet import ResNet101Config as ResNet101Config
    from .configs.resnet import ResNet152Config as ResNet152Config
    from .configs.resnet import ResNeXt50_32x4dConfig as ResNeXt50_32x4dConfig
    from .configs.resnet import ResNeXt101_32x8dConfig as ResNeXt101_32x8dConfig
    from .configs.resnet import WideResNet50_2Config as WideResNet50_2Config
    from .configs.slim_resnet import SlimResNet18Config as SlimResNet18Config
    from .configs.supsup_cifar_resnet import SupSupResNet20Config as SupSupResNet20Config
    from .configs.supsup_cifar_resnet import SupSupResNet32Config as SupSupResNet32Config
    from .configs.supsup_cifar_resnet import SupSupResNet44Config as SupSupResNet44Config
    from .configs.supsup_cifar_resnet import SupSupResNet56Config as SupSupResNet56Config
    from .configs.supsup_cifar_resnet import SupSupResNet110Config as SupSupResNet110Config
    from .configs.supsup_densenet import SupSupDenseNet121Config as SupSupDenseNet121Config
    from .configs.supsup_efficientnet import SupSupEfficientNetB0Config as SupSupEfficientNetB0Config
    from .configs.supsup_hat_alex_net import SupSupHATAlexNetConfig as SupSupHATAlexNetConfig
    from .configs.supsup_lenet import SupSupLeNetConfig as SupSupLeNetConfig
    from .configs.supsup_mlp import SupSupMLPConfig as SupSupMLPConfig
    from .configs.supsup_mobilenet_v2 import SupSupMobileNetV2Config as SupSupMobileNetV2Config
    from .configs.supsup_resnet import SupSupResNet18Config as SupSupResNet18Config
    from .configs.supsup_resnet import SupSupResNet34Config as SupSupResNet34Config
    from .configs.supsup_resnet import SupSupResNet50Config as SupSupResNet50Config
    from .configs.supsup_resnet import SupSupResNet52Config as SupSupResNet52Config
    from .configs.supsup_resnet import SupSupResNet101Config as SupSupResNet101Config
    from .configs.supsup_resnet import SupSupResNet152Config as SupSupResNet152Config
    from .configs.supsup_resnet import SupSupResNeXt50_32x4dConfig as SupSupResNeXt50_32x4dConfig
    from .configs.supsup_resnet import SupSupResNeXt101_32x8dConfig as SupSupResNeXt101_32x8dConfig
    from .configs.supsup_resnet import SupSupWideResNet50_2Config as SupSupWideResNet50_2Config
    from .configs.supsup_slim_resnet import SupSupSlimResNet18Config as SupSupSlimResNet18Config
    from .configs.supsup_tiny_net import SupSupTinyNetConfig as SupSupTinyNetConfig
    from .configs.supsup_vgg import SupSupVGG11Config as SupSupVGG11Config
    from .configs.supsup_vgg import SupSupVGG13Config as SupSupVGG13Config
    from .configs.supsup_vgg import SupSupVGG16Config as SupSupVGG16Config
    from .configs.supsup_vgg import SupSupVGG19Config as SupSupVGG19Config
    from .configs.supsup_vit import SupSupViTBase16Config as SupSupViTBase16Config
    from .configs.supsup_vit import SupSupViTSmall16Config as SupSupViTSmall16Config
    from .configs.supsup_vit import SupSupViTTiny16Config as SupSupViTTiny16Config
    from .configs.supsup_wide_resnet import SupSupWideResNet16_4Config as SupSupWideResNet16_4Config
    from .configs.supsup_wide_resnet import SupSupWideResNet28_10Config as SupSupWideResNet28_10Config
    from .configs.supsup_wide_resnet import SupSupWideResNet40_2Config as SupSupWideResNet40_2Config
    from .configs.tiny_net import TinyNetConfig as TinyNetConfig
    from .configs.vgg import VGG11Config as VGG11Config
    from .configs.vgg import VGG13Config as VGG13Config
    from .configs.vgg import VGG16Config as VGG16Config
    from .configs.vgg import VGG19Config as VGG19Config
    from .configs.vit import ViTBase16Config as ViTBase16Config
    from .configs.vit import ViTSmall16Config as ViTSmall16Config
    from .configs.vit import ViTTiny16Config as ViTTiny16Config
    from .configs.wide_resnet import WideResNet16_4Config as WideResNet16_4Config
    from .configs.wide_resnet import WideResNet28_10Config as WideResNet28_10Config
    from .configs.wide_resnet import WideResNet40_2Config as WideResNet40_2Config
    from .configs.wsn_mask_cifar_resnet import WSNMaskResNet20Config as WSNMaskResNet20Config
    from .configs.wsn_mask_cifar_resnet import WSNMaskResNet32Config as WSNMaskResNet32Config
    from .configs.wsn_mask_cifar_resnet import WSNMaskResNet44Config as WSNMaskResNet44Config
    from .configs.wsn_mask_cifar_resnet import WSNMaskResNet56Config as WSNMaskResNet56Config
    from .configs.wsn_mask_cifar_resnet import WSNMaskResNet110Config as WSNMaskResNet110Config
    from .configs.wsn_mask_densenet import WSNMaskDenseNet121Config as WSNMaskDenseNet121Config
    from .configs.wsn_mask_efficientnet import WSNMaskEfficientNetB0Config as WSNMaskEfficientNetB0Config
    from .configs.wsn_mask_hat_alex_net import WSNMaskHATAlexNetConfig as WSNMaskHATAlexNetConfig
    from .configs.wsn_mask_lenet import WSNMaskLeNetConfig as WSNMaskLeNetConfig
    from .configs.wsn_mask_mlp import WSNMaskMLPConfig as WSNMaskMLPConfig
    from .configs.wsn_mask_mobilenet_v2 import WSNMaskMobileNetV2Config as WSNMaskMobileNetV2Config
    from .configs.wsn_mask_resnet import WSNMaskResNet18Config as WSNMaskResNet18Config
    from .configs.wsn_mask_resnet import WSNMaskResNet34Config as WSNMaskResNet34Config
    from .configs.wsn_mask_resnet import WSNMaskResNet50Config as WSNMaskResNet50Config
    from .configs.wsn_mask_resnet import WSNMaskResNet52Config as WSNMaskResNet52Config
    from .configs.wsn_mask_resnet import WSNMaskResNet101Config as WSNMaskResNet101Config
    from .configs.wsn_mask_resnet import WSNMaskResNet152Config as WSNMaskResNet152Config
    from .configs.wsn_mask_resnet import WSNMaskResNeXt50_32x4dConfig as WSNMaskResNeXt50_32x4dConfig
    from .configs.wsn_mask_resnet import WSNMaskResNeXt101_32x8dConfig as WSNMaskResNeXt101_32x8dConfig
    from .configs.wsn_mask_resnet import WSNMaskWideResNet50_2Config as WSNMaskWideResNet50_2Config
    from .configs.wsn_mask_slim_resnet import WSNMaskSlimResNet18Config as WSNMaskSlimResNet18Config
    from .configs.wsn_mask_tiny_net import WSNMaskTinyNetConfig as WSNMaskTinyNetConfig
    from .configs.wsn_mask_vgg import WSNMaskVGG11Config as WSNMaskVGG11Config
    from .configs.wsn_mask_vgg import WSNMaskVGG13Config as WSNMaskVGG13Config
    from .configs.wsn_mask_vgg import WSNMaskVGG16Config as WSNMaskVGG16Config
    from .configs.wsn_mask_vgg import WSNMaskVGG19Config as WSNMaskVGG19Config
    from .configs.wsn_mask_vit import WSNMaskViTBase16Config as WSNMaskViTBase16Config
    from .configs.wsn_mask_vit import WSNMaskViTSmall16Config as WSNMaskViTSmall16Config
    from .configs.wsn_mask_vit import WSNMaskViTTiny16Config as WSNMaskViTTiny16Config
    from .configs.wsn_mask_wide_resnet import WSNMaskWideResNet16_4Config as WSNMaskWideResNet16_4Config
    from .configs.wsn_mask_wide_resnet import WSNMaskWideResNet28_10Config as WSNMaskWideResNet28_10Config
    from .configs.wsn_mask_wide_resnet import WSNMaskWideResNet40_2Config as WSNMaskWideResNet40_2Config
    from .densenet import DenseNet121 as DenseNet121
    from .efficientnet import EfficientNetB0 as EfficientNetB0
    from .hat_alex_net import HATAlexNet as HATAlexNet
    from .hat_mask_cifar_resnet import HATMaskResNet20 as HATMaskResNet20
    from .hat_mask_cifar_resnet import HATMaskResNet32 as HATMaskResNet32
    from .hat_mask_cifar_resnet import HATMaskResNet44 as HATMaskResNet44
    from .hat_mask_cifar_resnet import HATMaskResNet56 as HATMaskResNet56
    from .hat_mask_cifar_resnet import HATMaskResNet110 as HATMaskResNet110
    from .hat_mask_densenet import HATMaskDenseNet121 as HATMaskDenseNet121
    from .hat_mask_efficientnet import HATMaskEfficientNetB0 as HATMaskEfficientNetB0
    from .hat_mask_hat_alex_net import HATMaskHATAlexNet as HATMaskHATAlexNet
    from .hat_mask_lenet import HATMaskLeNet as HATMaskLeNet
    from .hat_mask_mlp import HATMaskMLP as HATMaskMLP
    from .hat_mask_mobilenet_v2 import HATMaskMobileNetV2 as HATMaskMobileNetV2
    from .hat_mask_resnet import HATMaskResNet18 as HATMaskResNet18
    from .hat_mask_resnet import HATMaskResNet34 as HATMaskResNet34
    from .hat_mask_resnet import HATMaskResNet50 as HATMaskResNet50
    from .hat_mask_resnet import HATMaskResNet52 as HATMaskResNet52
    from .hat_mask_resnet import HATMaskResNet101 as HATMaskResNet101
    from .hat_mask_resnet import HATMaskResNet152 as HATMaskResNet152
    from .hat_mask_resnet import HATMaskResNeXt50_32x4d as HATMaskResNeXt50_32x4d
    from .hat_mask_resnet import HATMaskResNeXt101_32x8d as HATMaskResNeXt101_32x8d
    from .hat_mask_resnet import HATMaskWideResNet50_2 as HATMaskWideResNet50_2
    from .hat_mask_slim_resnet import HATMaskSlimResNet18 as HATMaskSlimResNet18
    from .hat_mask_tiny_net import HATMaskTinyNet as HATMaskTinyNet
    from .hat_mask_vgg import HATMaskVGG11 as HATMaskVGG11
    from .hat_mask_vgg import HATMaskVGG13 as HATMaskVGG13
    from .hat_mask_vgg import HATMaskVGG16 as HATMaskVGG16
    from .hat_mask_vgg import HATMaskVGG19 as HATMaskVGG19
    from .hat_mask_vit import HATMaskViTBase16 as HATMaskViTBase16
    from .hat_mask_vit import HATMaskViTSmall16 as HATMaskViTSmall16
    from .hat_mask_vit import HATMaskViTTiny16 as HATMaskViTTiny16
    from .hat_mask_wide_resnet import HATMaskWideResNet16_4 as HATMaskWideResNet16_4
    from .hat_mask_wide_resnet import HATMaskWideResNet28_10 as HATMaskWideResNet28_10
    from .hat_mask_wide_resnet import HATMaskWideResNet40_2 as HATMaskWideResNet40_2
    from .layers import HATMaskConv1d as HATMaskConv1d
    from .layers import HATMaskConv2d as HATMaskConv2d
    from .layers import HATMaskConv3d as HATMaskConv3d
    from .layers import HATMaskConvTranspose1d as HATMaskConvTranspose1d
    from .layers import HATMaskConvTranspose2d as HATMaskConvTranspose2d
    from .layers import HATMaskConvTranspose3d as HATMaskConvTranspose3d
    from .layers import HATMaskEmbedding as HATMaskEmbedding
    from .layers import HATMaskLinear as HATMaskLinear
    from .layers import PackNetConv1d as PackNetConv1d
    from .layers import PackNetConv2d as PackNetConv2d
    from .layers import PackNetConv3d as PackNetConv3d
    from .layers import PackNetConvTranspose1d as PackNetConvTranspose1d
    from .layers import PackNetConvTranspose2d as PackNetConvTranspose2d
    from .layers import PackNetConvTranspose3d as PackNetConvTranspose3d
    from .layers import PackNetEmbedding as PackNetEmbedding
    from .layers import PackNetLinear as PackNetLinear
    from .layers import PiggybackConv1d as PiggybackConv1d
    from .layers import PiggybackConv2d as PiggybackConv2d
    from .layers import PiggybackConv3d as PiggybackConv3d
    from .layers import PiggybackConvTranspose1d as PiggybackConvTranspose1d
    from .layers import PiggybackConvTranspose2d as PiggybackConvTranspose2d
    from .layers import PiggybackConvTranspose3d as PiggybackConvTranspose3d
    from .layers import PiggybackEmbedding as PiggybackEmbedding
    from .layers import PiggybackLinear as PiggybackLinear
    from .layers import SupSupConv1d as SupSupConv1d
    from .layers import SupSupConv2d as SupSupConv2d
    from .layers import SupSupConv3d as SupSupConv3d
    from .layers import SupSupConvTranspose1d as SupSupConvTranspose1d
    from .layers import SupSupConvTranspose2d as SupSupConvTranspose2d
    from .layers import SupSupConvTranspose3d as SupSupConvTranspose3d
    from .layers import SupSupEmbedding as SupSupEmbedding
    from .layers import SupSupLinear as SupSupLinear
    from .layers import WSNMaskConv1d as WSNMaskConv1d
    from .layers import WSNMaskConv2d as WSNMaskConv2d
    from .layers import WSNMaskConv3d as WSNMaskConv3d
    from .layers import WSNMaskConvTranspose1d as WSNMaskConvTranspose1d
    from .layers import WSNMaskConvTranspose2d as WSNMaskConvTranspose2d
    from .layers import WSNMaskConvTranspose3d as WSNMaskConvTranspose3d
    from .layers import WSNMaskEmbedding as WSNMaskEmbedding
    from .layers import WSNMaskLinear as WSNMaskLinear
    from .lenet import LeNet as LeNet
    from .mlp import MLP as MLP
    from .mobilenet_v2 import MobileNetV2 as MobileNetV2
    from .packnet_cifar_resnet import PackNetResNet20 as PackNetResNet20
    from .packnet_cifar_resnet import PackNetResNet32 as PackNetResNet32
    from .packnet_cifar_resnet import PackNetResNet44 as PackNetResNet44
    from .packnet_cifar_resnet import PackNetResNet56 as PackNetResNet56
    from .packnet_cifar_resnet import PackNetResNet110 as PackNetResNet110
    from .packnet_densenet import PackNetDenseNet121 as PackNetDenseNet121
    from .packnet_efficientnet import PackNetEfficientNetB0 as PackNetEfficientNetB0
    from .packnet_hat_alex_net import PackNetHATAlexNet as PackNetHATAlexNet
    from .packnet_lenet import PackNetLeNet as PackNetLeNet
    from .packnet_mlp import PackNetMLP as PackNetMLP
    from .packnet_mobilenet_v2 import PackNetMobileNetV2 as PackNetMobileNetV2
    from .packnet_resnet import PackNetResNet18 as PackNetResNet18
    from .packnet_resnet import PackNetResNet34 as PackNetResNet34
    from .packnet_resnet import PackNetResNet50 as PackNetResNet50
    from .packnet_resnet import PackNetResNet52 as PackNetResNet52
    from .packnet_resnet import PackNetResNet101 as PackNetResNet101
    from .packnet_resnet import PackNetResNet152 as PackNetResNet152
    from .packnet_resnet import PackNetResNeXt50_32x4d as PackNetResNeXt50_32x4d
    from .packnet_resnet import PackNetResNeXt101_32x8d as PackNetResNeXt101_32x8d
    from .packnet_resnet import PackNetWideResNet50_2 as PackNetWideResNet50_2
    from .packnet_slim_resnet import PackNetSlimResNet18 as PackNetSlimResNet18
    from .packnet_tiny_net import PackNetTinyNet as PackNetTinyNet
    from .packnet_vgg import PackNetVGG11 as PackNetVGG11
    from .packnet_vgg import PackNetVGG13 as PackNetVGG13
    from .packnet_vgg import PackNetVGG16 as PackNetVGG16
    from .packnet_vgg import PackNetVGG19 as PackNetVGG19
    from .packnet_vit import PackNetViTBase16 as PackNetViTBase16
    from .packnet_vit import PackNetViTSmall16 as PackNetViTSmall16
    from .packnet_vit import PackNetViTTiny16 as PackNetViTTiny16
    from .packnet_wide_resnet import PackNetWideResNet16_4 as PackNetWideResNet16_4
    from .packnet_wide_resnet import PackNetWideResNet28_10 as PackNetWideResNet28_10
    from .packnet_wide_resnet import PackNetWideResNet40_2 as PackNetWideResNet40_2
    from .piggyback_cifar_resnet import PiggybackResNet20 as PiggybackResNet20
    from .piggyback_cifar_resnet import PiggybackResNet32 as PiggybackResNet32
    from .piggyback_cifar_resnet import PiggybackResNet44 as PiggybackResNet44
    from .piggyback_cifar_resnet import PiggybackResNet56 as PiggybackResNet56
    from .piggyback_cifar_resnet import PiggybackResNet110 as PiggybackResNet110
    from .piggyback_densenet import PiggybackDenseNet121 as PiggybackDenseNet121
    from .piggyback_efficientnet import PiggybackEfficientNetB0 as PiggybackEfficientNetB0
    from .piggyback_hat_alex_net import PiggybackHATAlexNet as PiggybackHATAlexNet
    from .piggyback_lenet import PiggybackLeNet as PiggybackLeNet
    from .piggyback_mlp import PiggybackMLP as PiggybackMLP
    from .piggyback_mobilenet_v2 import PiggybackMobileNetV2 as PiggybackMobileNetV2
    from .piggyback_resnet import PiggybackResNet18 as PiggybackResNet18
    from .piggyback_resnet import PiggybackResNet34 as PiggybackResNet34
    from .piggyback_resnet import PiggybackResNet50 as PiggybackResNet50
    from .piggyback_resnet import PiggybackResNet52 as PiggybackResNet52
    from .piggyback_resnet import PiggybackResNet101 as PiggybackResNet101
    from .piggyback_resnet import PiggybackResNet152 as PiggybackResNet152
    from .piggyback_resnet import PiggybackResNeXt50_32x4d as PiggybackResNeXt50_32x4d
    from .piggyback_resnet import PiggybackResNeXt101_32x8d as PiggybackResNeXt101_32x8d
    from .piggyback_resnet import PiggybackWideResNet50_2 as PiggybackWideResNet50_2
    from .piggyback_slim_resnet import PiggybackSlimResNet18 as PiggybackSlimResNet18
    from .piggyback_tiny_net import PiggybackTinyNet as PiggybackTinyNet
    from .piggyback_vgg import PiggybackVGG11 as PiggybackVGG11
    from .piggyback_vgg import PiggybackVGG13 as PiggybackVGG13
    from .piggyback_vgg import PiggybackVGG16 as PiggybackVGG16
    from .piggyback_vgg import PiggybackVGG19 as PiggybackVGG19
    from .piggyback_vit import PiggybackViTBase16 as PiggybackViTBase16
    from .piggyback_vit import PiggybackViTSmall16 as PiggybackViTSmall16
    from .piggyback_vit import PiggybackViTTiny16 as PiggybackViTTiny16
    from .piggyback_wide_resnet import PiggybackWideResNet16_4 as PiggybackWideResNet16_4
    from .piggyback_wide_resnet import PiggybackWideResNet28_10 as PiggybackWideResNet28_10
    from .piggyback_wide_resnet import PiggybackWideResNet40_2 as PiggybackWideResNet40_2
    from .resnet import ResNet18 as ResNet18
    from .resnet import ResNet34 as ResNet34
    from .resnet import ResNet50 as ResNet50
    from .resnet import ResNet52 as ResNet52
    from .resnet import ResNet101 as ResNet101
    from .resnet import ResNet152 as ResNet152
    from .resnet import ResNeXt50_32x4d as ResNeXt50_32x4d
    from .resnet import ResNeXt101_32x8d as ResNeXt101_32x8d
    from .resnet import WideResNet50_2 as WideResNet50_2
    from .slim_resnet import SlimResNet18 as SlimResNet18
    from .supsup_cifar_resnet import SupSupResNet20 as SupSupResNet20
    from .supsup_cifar_resnet import SupSupResNet32 as SupSupResNet32
    from .supsup_cifar_resnet import SupSupResNet44 as SupSupResNet44
    from .supsup_cifar_resnet import SupSupResNet56 as SupSupResNet56
    from .supsup_cifar_resnet import SupSupResNet110 as SupSupResNet110
    from .supsup_densenet import SupSupDenseNet121 as SupSupDenseNet121
    from .supsup_efficientnet import SupSupEfficientNetB0 as SupSupEfficientNetB0
    from .supsup_hat_alex_net import SupSupHATAlexNet as SupSupHATAlexNet
    from .supsup_lenet import SupSupLeNet as SupSupLeNet
    from .supsup_mlp import SupSupMLP as SupSupMLP
    from .supsup_mobilenet_v2 import SupSupMobileNetV2 as SupSupMobileNetV2
    from .supsup_resnet import SupSupResNet18 as SupSupResNet18
    from .supsup_resnet import SupSupResNet34 as SupSupResNet34
    from .supsup_resnet import SupSupResNet50 as SupSupResNet50
    from .supsup_resnet import SupSupResNet52 as SupSupResNet52
    from .supsup_resnet import SupSupResNet101 as SupSupResNet101
    from .supsup_resnet import SupSupResNet152 as SupSupResNet152
    from .supsup_resnet import SupSupResNeXt50_32x4d as SupSupResNeXt50_32x4d
    from .supsup_resnet import SupSupResNeXt101_32x8d as SupSupResNeXt101_32x8d
    from .supsup_resnet import SupSupWideResNet50_2 as SupSupWideResNet50_2
    from .supsup_slim_resnet import SupSupSlimResNet18 as SupSupSlimResNet18
    from .supsup_tiny_net import SupSupTinyNet as SupSupTinyNet
    from .supsup_vgg import SupSupVGG11 as SupSupVGG11
    from .supsup_vgg import SupSupVGG13 as SupSupVGG13
    from .supsup_vgg import SupSupVGG16 as SupSupVGG16
    from .supsup_vgg import SupSupVGG19 as SupSupVGG19
    from .supsup_vit import SupSupViTBase16 as SupSupViTBase16
    from .supsup_vit import SupSupViTSmall16 as SupSupViTSmall16
    from .supsup_vit import SupSupViTTiny16 as SupSupViTTiny16
    from .supsup_wide_resnet import SupSupWideResNet16_4 as SupSupWideResNet16_4
    from .supsup_wide_resnet import SupSupWideResNet28_10 as SupSupWideResNet28_10
    from .supsup_wide_resnet import SupSupWideResNet40_2 as SupSupWideResNet40_2
    from .tiny_net import TinyNet as TinyNet
    from .vgg import VGG11 as VGG11
    from .vgg import VGG13 as VGG13
    from .vgg import VGG16 as VGG16
    from .vgg import VGG19 as VGG19
    from .vit import ViTBase16 as ViTBase16
    from .vit import ViTSmall16 as ViTSmall16
    from .vit import ViTTiny16 as ViTTiny16
    from .wide_resnet import WideResNet16_4 as WideResNet16_4
    from .wide_resnet import WideResNet28_10 as WideResNet28_10
    from .wide_resnet import WideResNet40_2 as WideResNet40_2
    from .wsn_mask_cifar_resnet import WSNMaskResNet20 as WSNMaskResNet20
    from .wsn_mask_cifar_resnet import WSNMaskResNet32 as WSNMaskResNet32
    from .wsn_mask_cifar_resnet import WSNMaskResNet44 as WSNMaskResNet44
    from .wsn_mask_cifar_resnet import WSNMaskResNet56 as WSNMaskResNet56
    from .wsn_mask_cifar_resnet import WSNMaskResNet110 as WSNMaskResNet110
    from .wsn_mask_densenet import WSNMaskDenseNet121 as WSNMaskDenseNet121
    from .wsn_mask_efficientnet import WSNMaskEfficientNetB0 as WSNMaskEfficientNetB0
    from .wsn_mask_hat_alex_net import WSNMaskHATAlexNet as WSNMaskHATAlexNet
    from .wsn_mask_lenet import WSNMaskLeNet as WSNMaskLeNet
    from .wsn_mask_mlp import WSNMaskMLP as WSNMaskMLP
    from .wsn_mask_mobilenet_v2 import WSNMaskMobileNetV2 as WSNMaskMobileNetV2
    from .wsn_mask_resnet import WSNMaskResNet18 as WSNMaskResNet18
    from .wsn_mask_resnet import WSNMaskResNet34 as WSNMaskResNet34
    from .wsn_mask_resnet import WSNMaskResNet50 as WSNMaskResNet50
    from .wsn_mask_resnet import WSNMaskResNet52 as WSNMaskResNet52
    from .wsn_mask_resnet import WSNMaskResNet101 as WSNMaskResNet101
    from .wsn_mask_resnet import WSNMaskResNet152 as WSNMaskResNet152
    from .wsn_mask_resnet import WSNMaskResNeXt50_32x4d as WSNMaskResNeXt50_32x4d
    from .wsn_mask_resnet import WSNMaskResNeXt101_32x8d as WSNMaskResNeXt101_32x8d
    from .wsn_mask_resnet import WSNMaskWideResNet50_2 as WSNMaskWideResNet50_2
    from .wsn_mask_slim_resnet import WSNMaskSlimResNet18 as WSNMaskSlimResNet18
    from .wsn_mask_tiny_net import WSNMaskTinyNet as WSNMaskTinyNet
    from .wsn_mask_vgg import WSNMaskVGG11 as WSNMaskVGG11
    from .wsn_mask_vgg import WSNMaskVGG13 as WSNMaskVGG13
    from .wsn_mask_vgg import WSNMaskVGG16 as WSNMaskVGG16
    from .wsn_mask_vgg import WSNMaskVGG19 as WSNMaskVGG19
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
            ".": ["plots", "layers"],
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
            "clbackbones_runtime.mechanisms.packnet": ["PackNetBackbone"],
            "clbackbones_runtime.mechanisms.piggyback": ["PiggybackBackbone"],
            "clbackbones_runtime.mechanisms.plain": ["PlainBackbone"],
            "clbackbones_runtime.mechanisms.supsup": ["SupSupBackbone"],
            "clbackbones_runtime.mechanisms.unit_masks": ["UnitMaskBackbone"],
            "clbackbones_runtime.mechanisms.weight_masks": ["Recipe", "WeightMaskBackbone"],
            "clbackbones_runtime.mechanisms.wsn_mask": ["WSNMaskBackbone"],
            ".layers": [
                "HATMaskConv1d",
                "HATMaskConv2d",
                "HATMaskConv3d",
                "HATMaskConvTranspose1d",
                "HATMaskConvTranspose2d",
                "HATMaskConvTranspose3d",
                "HATMaskEmbedding",
                "HATMaskLinear",
                "PackNetConv1d",
                "PackNetConv2d",
                "PackNetConv3d",
                "PackNetConvTranspose1d",
                "PackNetConvTranspose2d",
                "PackNetConvTranspose3d",
                "PackNetEmbedding",
                "PackNetLinear",
                "PiggybackConv1d",
                "PiggybackConv2d",
                "PiggybackConv3d",
                "PiggybackConvTranspose1d",
                "PiggybackConvTranspose2d",
                "PiggybackConvTranspose3d",
                "PiggybackEmbedding",
                "PiggybackLinear",
                "SupSupConv1d",
                "SupSupConv2d",
                "SupSupConv3d",
                "SupSupConvTranspose1d",
                "SupSupConvTranspose2d",
                "SupSupConvTranspose3d",
                "SupSupEmbedding",
                "SupSupLinear",
                "WSNMaskConv1d",
                "WSNMaskConv2d",
                "WSNMaskConv3d",
                "WSNMaskConvTranspose1d",
                "WSNMaskConvTranspose2d",
                "WSNMaskConvTranspose3d",
                "WSNMaskEmbedding",
                "WSNMaskLinear",
            ],
            ".cifar_resnet": ["ResNet20", "ResNet32", "ResNet44", "ResNet56", "ResNet110"],
            ".configs.cifar_resnet": [
                "ResNet20Config",
                "ResNet32Config",
                "ResNet44Config",
                "ResNet56Config",
                "ResNet110Config",
            ],
            ".cl_cifar_resnet": ["CLResNet20", "CLResNet32", "CLResNet44", "CLResNet56", "CLResNet110"],
            ".configs.cl_cifar_resnet": [
                "CLResNet20Config",
                "CLResNet32Config",
                "CLResNet44Config",
                "CLResNet56Config",
                "CLResNet110Config",
            ],
            ".hat_mask_cifar_resnet": [
                "HATMaskResNet20",
                "HATMaskResNet32",
                "HATMaskResNet44",
                "HATMaskResNet56",
                "HATMaskResNet110",
            ],
            ".configs.hat_mask_cifar_resnet": [
                "HATMaskResNet20Config",
                "HATMaskResNet32Config",
                "HATMaskResNet44Config",
                "HATMaskResNet56Config",
                "HATMaskResNet110Config",
            ],
            ".packnet_cifar_resnet": [
                "PackNetResNet20",
                "PackNetResNet32",
                "PackNetResNet44",
                "PackNetResNet56",
                "PackNetResNet110",
            ],
            ".configs.packnet_cifar_resnet": [
                "PackNetResNet20Config",
                "PackNetResNet32Config",
                "PackNetResNet44Config",
                "PackNetResNet56Config",
                "PackNetResNet110Config",
            ],
            ".piggyback_cifar_resnet": [
                "PiggybackResNet20",
                "PiggybackResNet32",
                "PiggybackResNet44",
                "PiggybackResNet56",
                "PiggybackResNet110",
            ],
            ".configs.piggyback_cifar_resnet": [
                "PiggybackResNet20Config",
                "PiggybackResNet32Config",
                "PiggybackResNet44Config",
                "PiggybackResNet56Config",
                "PiggybackResNet110Config",
            ],
            ".wsn_mask_cifar_resnet": [
                "WSNMaskResNet20",
                "WSNMaskResNet32",
                "WSNMaskResNet44",
                "WSNMaskResNet56",
                "WSNMaskResNet110",
            ],
            ".configs.wsn_mask_cifar_resnet": [
                "WSNMaskResNet20Config",
                "WSNMaskResNet32Config",
                "WSNMaskResNet44Config",
                "WSNMaskResNet56Config",
                "WSNMaskResNet110Config",
            ],
            ".amnesiac_hat_cifar_resnet": [
                "AmnesiacHATResNet20",
                "AmnesiacHATResNet32",
                "AmnesiacHATResNet44",
                "AmnesiacHATResNet56",
                "AmnesiacHATResNet110",
            ],
            ".configs.amnesiac_hat_cifar_resnet": [
                "AmnesiacHATResNet20Config",
                "AmnesiacHATResNet32Config",
                "AmnesiacHATResNet44Config",
                "AmnesiacHATResNet56Config",
                "AmnesiacHATResNet110Config",
            ],
            ".supsup_cifar_resnet": [
                "SupSupResNet20",
                "SupSupResNet32",
                "SupSupResNet44",
                "SupSupResNet56",
                "SupSupResNet110",
            ],
            ".configs.supsup_cifar_resnet": [
                "SupSupResNet20Config",
                "SupSupResNet32Config",
                "SupSupResNet44Config",
                "SupSupResNet56Config",
                "SupSupResNet110Config",
            ],
            ".densenet": ["DenseNet121"],
            ".configs.densenet": ["DenseNet121Config"],
            ".cl_densenet": ["CLDenseNet121"],
            ".configs.cl_densenet": ["CLDenseNet121Config"],
            ".hat_mask_densenet": ["HATMaskDenseNet121"],
            ".configs.hat_mask_densenet": ["HATMaskDenseNet121Config"],
            ".packnet_densenet": ["PackNetDenseNet121"],
            ".configs.packnet_densenet": ["PackNetDenseNet121Config"],
            ".piggyback_densenet": ["PiggybackDenseNet121"],
            ".configs.piggyback_densenet": ["PiggybackDenseNet121Config"],
            ".wsn_mask_densenet": ["WSNMaskDenseNet121"],
            ".configs.wsn_mask_densenet": ["WSNMaskDenseNet121Config"],
            ".amnesiac_hat_densenet": ["AmnesiacHATDenseNet121"],
            ".configs.amnesiac_hat_densenet": ["AmnesiacHATDenseNet121Config"],
            ".supsup_densenet": ["SupSupDenseNet121"],
            ".configs.supsup_densenet": ["SupSupDenseNet121Config"],
            ".efficientnet": ["EfficientNetB0"],
            ".configs.efficientnet": ["EfficientNetB0Config"],
            ".cl_efficientnet": ["CLEfficientNetB0"],
            ".configs.cl_efficientnet": ["CLEfficientNetB0Config"],
            ".hat_mask_efficientnet": ["HATMaskEfficientNetB0"],
            ".configs.hat_mask_efficientnet": ["HATMaskEfficientNetB0Config"],
            ".packnet_efficientnet": ["PackNetEfficientNetB0"],
            ".configs.packnet_efficientnet": ["PackNetEfficientNetB0Config"],
            ".piggyback_efficientnet": ["PiggybackEfficientNetB0"],
            ".configs.piggyback_efficientnet": ["PiggybackEfficientNetB0Config"],
            ".wsn_mask_efficientnet": ["WSNMaskEfficientNetB0"],
            ".configs.wsn_mask_efficientnet": ["WSNMaskEfficientNetB0Config"],
            ".amnesiac_hat_efficientnet": ["AmnesiacHATEfficientNetB0"],
            ".configs.amnesiac_hat_efficientnet": ["AmnesiacHATEfficientNetB0Config"],
            ".supsup_efficientnet": ["SupSupEfficientNetB0"],
            ".configs.supsup_efficientnet": ["SupSupEfficientNetB0Config"],
            ".hat_alex_net": ["HATAlexNet"],
            ".configs.hat_alex_net": ["HATAlexNetConfig"],
            ".cl_hat_alex_net": ["CLHATAlexNet"],
            ".configs.cl_hat_alex_net": ["CLHATAlexNetConfig"],
            ".hat_mask_hat_alex_net": ["HATMaskHATAlexNet"],
            ".configs.hat_mask_hat_alex_net": ["HATMaskHATAlexNetConfig"],
            ".packnet_hat_alex_net": ["PackNetHATAlexNet"],
            ".configs.packnet_hat_alex_net": ["PackNetHATAlexNetConfig"],
            ".piggyback_hat_alex_net": ["PiggybackHATAlexNet"],
            ".configs.piggyback_hat_alex_net": ["PiggybackHATAlexNetConfig"],
            ".wsn_mask_hat_alex_net": ["WSNMaskHATAlexNet"],
            ".configs.wsn_mask_hat_alex_net": ["WSNMaskHATAlexNetConfig"],
            ".amnesiac_hat_hat_alex_net": ["AmnesiacHATHATAlexNet"],
            ".configs.amnesiac_hat_hat_alex_net": ["AmnesiacHATHATAlexNetConfig"],
            ".supsup_hat_alex_net": ["SupSupHATAlexNet"],
            ".configs.supsup_hat_alex_net": ["SupSupHATAlexNetConfig"],
            ".lenet": ["LeNet"],
            ".configs.lenet": ["LeNetConfig"],
            ".cl_lenet": ["CLLeNet"],
            ".configs.cl_lenet": ["CLLeNetConfig"],
            ".hat_mask_lenet": ["HATMaskLeNet"],
            ".configs.hat_mask_lenet": ["HATMaskLeNetConfig"],
            ".packnet_lenet": ["PackNetLeNet"],
            ".configs.packnet_lenet": ["PackNetLeNetConfig"],
            ".piggyback_lenet": ["PiggybackLeNet"],
            ".configs.piggyback_lenet": ["PiggybackLeNetConfig"],
            ".wsn_mask_lenet": ["WSNMaskLeNet"],
            ".configs.wsn_mask_lenet": ["WSNMaskLeNetConfig"],
            ".amnesiac_hat_lenet": ["AmnesiacHATLeNet"],
            ".configs.amnesiac_hat_lenet": ["AmnesiacHATLeNetConfig"],
            ".supsup_lenet": ["SupSupLeNet"],
            ".configs.supsup_lenet": ["SupSupLeNetConfig"],
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
            ".mobilenet_v2": ["MobileNetV2"],
            ".configs.mobilenet_v2": ["MobileNetV2Config"],
            ".cl_mobilenet_v2": ["CLMobileNetV2"],
            ".configs.cl_mobilenet_v2": ["CLMobileNetV2Config"],
            ".hat_mask_mobilenet_v2": ["HATMaskMobileNetV2"],
            ".configs.hat_mask_mobilenet_v2": ["HATMaskMobileNetV2Config"],
            ".packnet_mobilenet_v2": ["PackNetMobileNetV2"],
            ".configs.packnet_mobilenet_v2": ["PackNetMobileNetV2Config"],
            ".piggyback_mobilenet_v2": ["PiggybackMobileNetV2"],
            ".configs.piggyback_mobilenet_v2": ["PiggybackMobileNetV2Config"],
            ".wsn_mask_mobilenet_v2": ["WSNMaskMobileNetV2"],
            ".configs.wsn_mask_mobilenet_v2": ["WSNMaskMobileNetV2Config"],
            ".amnesiac_hat_mobilenet_v2": ["AmnesiacHATMobileNetV2"],
            ".configs.amnesiac_hat_mobilenet_v2": ["AmnesiacHATMobileNetV2Config"],
            ".supsup_mobilenet_v2": ["SupSupMobileNetV2"],
            ".configs.supsup_mobilenet_v2": ["SupSupMobileNetV2Config"],
            ".resnet": [
                "ResNet18",
                "ResNet34",
                "ResNet50",
                "ResNet101",
                "ResNet152",
                "ResNeXt50_32x4d",
                "ResNeXt101_32x8d",
                "WideResNet50_2",
                "ResNet52",
            ],
            ".configs.resnet": [
                "ResNet18Config",
                "ResNet34Config",
                "ResNet50Config",
                "ResNet101Config",
                "ResNet152Config",
                "ResNeXt50_32x4dConfig",
                "ResNeXt101_32x8dConfig",
                "WideResNet50_2Config",
                "ResNet52Config",
            ],
            ".cl_resnet": [
                "CLResNet18",
                "CLResNet34",
                "CLResNet50",
                "CLResNet101",
                "CLResNet152",
                "CLResNeXt50_32x4d",
                "CLResNeXt101_32x8d",
                "CLWideResNet50_2",
                "CLResNet52",
            ],
            ".configs.cl_resnet": [
                "CLResNet18Config",
                "CLResNet34Config",
                "CLResNet50Config",
                "CLResNet101Config",
                "CLResNet152Config",
                "CLResNeXt50_32x4dConfig",
                "CLResNeXt101_32x8dConfig",
                "CLWideResNet50_2Config",
                "CLResNet52Config",
            ],
            ".hat_mask_resnet": [
                "HATMaskResNet18",
                "HATMaskResNet34",
                "HATMaskResNet50",
                "HATMaskResNet101",
                "HATMaskResNet152",
                "HATMaskResNeXt50_32x4d",
                "HATMaskResNeXt101_32x8d",
                "HATMaskWideResNet50_2",
                "HATMaskResNet52",
            ],
            ".configs.hat_mask_resnet": [
                "HATMaskResNet18Config",
                "HATMaskResNet34Config",
                "HATMaskResNet50Config",
                "HATMaskResNet101Config",
                "HATMaskResNet152Config",
                "HATMaskResNeXt50_32x4dConfig",
                "HATMaskResNeXt101_32x8dConfig",
                "HATMaskWideResNet50_2Config",
                "HATMaskResNet52Config",
            ],
            ".packnet_resnet": [
                "PackNetResNet18",
                "PackNetResNet34",
                "PackNetResNet50",
                "PackNetResNet101",
                "PackNetResNet152",
                "PackNetResNeXt50_32x4d",
                "PackNetResNeXt101_32x8d",
                "PackNetWideResNet50_2",
                "PackNetResNet52",
            ],
            ".configs.packnet_resnet": [
                "PackNetResNet18Config",
                "PackNetResNet34Config",
                "PackNetResNet50Config",
                "PackNetResNet101Config",
                "PackNetResNet152Config",
                "PackNetResNeXt50_32x4dConfig",
                "PackNetResNeXt101_32x8dConfig",
                "PackNetWideResNet50_2Config",
                "PackNetResNet52Config",
            ],
            ".piggyback_resnet": [
                "PiggybackResNet18",
                "PiggybackResNet34",
                "PiggybackResNet50",
                "PiggybackResNet101",
                "PiggybackResNet152",
                "PiggybackResNeXt50_32x4d",
                "PiggybackResNeXt101_32x8d",
                "PiggybackWideResNet50_2",
                "PiggybackResNet52",
            ],
            ".configs.piggyback_resnet": [
                "PiggybackResNet18Config",
                "PiggybackResNet34Config",
                "PiggybackResNet50Config",
                "PiggybackResNet101Config",
                "PiggybackResNet152Config",
                "PiggybackResNeXt50_32x4dConfig",
                "PiggybackResNeXt101_32x8dConfig",
                "PiggybackWideResNet50_2Config",
                "PiggybackResNet52Config",
            ],
            ".wsn_mask_resnet": [
                "WSNMaskResNet18",
                "WSNMaskResNet34",
                "WSNMaskResNet50",
                "WSNMaskResNet101",
                "WSNMaskResNet152",
                "WSNMaskResNeXt50_32x4d",
                "WSNMaskResNeXt101_32x8d",
                "WSNMaskWideResNet50_2",
                "WSNMaskResNet52",
            ],
            ".configs.wsn_mask_resnet": [
                "WSNMaskResNet18Config",
                "WSNMaskResNet34Config",
                "WSNMaskResNet50Config",
                "WSNMaskResNet101Config",
                "WSNMaskResNet152Config",
                "WSNMaskResNeXt50_32x4dConfig",
                "WSNMaskResNeXt101_32x8dConfig",
                "WSNMaskWideResNet50_2Config",
                "WSNMaskResNet52Config",
            ],
            ".amnesiac_hat_resnet": [
                "AmnesiacHATResNet18",
                "AmnesiacHATResNet34",
                "AmnesiacHATResNet50",
                "AmnesiacHATResNet101",
                "AmnesiacHATResNet152",
                "AmnesiacHATResNeXt50_32x4d",
                "AmnesiacHATResNeXt101_32x8d",
                "AmnesiacHATWideResNet50_2",
                "AmnesiacHATResNet52",
            ],
            ".configs.amnesiac_hat_resnet": [
                "AmnesiacHATResNet18Config",
                "AmnesiacHATResNet34Config",
                "AmnesiacHATResNet50Config",
                "AmnesiacHATResNet101Config",
                "AmnesiacHATResNet152Config",
                "AmnesiacHATResNeXt50_32x4dConfig",
                "AmnesiacHATResNeXt101_32x8dConfig",
                "AmnesiacHATWideResNet50_2Config",
                "AmnesiacHATResNet52Config",
            ],
            ".supsup_resnet": [
                "SupSupResNet18",
                "SupSupResNet34",
                "SupSupResNet50",
                "SupSupResNet101",
                "SupSupResNet152",
                "SupSupResNeXt50_32x4d",
                "SupSupResNeXt101_32x8d",
                "SupSupWideResNet50_2",
                "SupSupResNet52",
            ],
            ".configs.supsup_resnet": [
                "SupSupResNet18Config",
                "SupSupResNet34Config",
                "SupSupResNet50Config",
                "SupSupResNet101Config",
                "SupSupResNet152Config",
                "SupSupResNeXt50_32x4dConfig",
                "SupSupResNeXt101_32x8dConfig",
                "SupSupWideResNet50_2Config",
                "SupSupResNet52Config",
            ],
            ".slim_resnet": ["SlimResNet18"],
            ".configs.slim_resnet": ["SlimResNet18Config"],
            ".cl_slim_resnet": ["CLSlimResNet18"],
            ".configs.cl_slim_resnet": ["CLSlimResNet18Config"],
            ".hat_mask_slim_resnet": ["HATMaskSlimResNet18"],
            ".configs.hat_mask_slim_resnet": ["HATMaskSlimResNet18Config"],
            ".packnet_slim_resnet": ["PackNetSlimResNet18"],
            ".configs.packnet_slim_resnet": ["PackNetSlimResNet18Config"],
            ".piggyback_slim_resnet": ["PiggybackSlimResNet18"],
            ".configs.piggyback_slim_resnet": ["PiggybackSlimResNet18Config"],
            ".wsn_mask_slim_resnet": ["WSNMaskSlimResNet18"],
            ".configs.wsn_mask_slim_resnet": ["WSNMaskSlimResNet18Config"],
            ".amnesiac_hat_slim_resnet": ["AmnesiacHATSlimResNet18"],
            ".configs.amnesiac_hat_slim_resnet": ["AmnesiacHATSlimResNet18Config"],
            ".supsup_slim_resnet": ["SupSupSlimResNet18"],
            ".configs.supsup_slim_resnet": ["SupSupSlimResNet18Config"],
            ".tiny_net": ["TinyNet"],
            ".configs.tiny_net": ["TinyNetConfig"],
            ".cl_tiny_net": ["CLTinyNet"],
            ".configs.cl_tiny_net": ["CLTinyNetConfig"],
            ".hat_mask_tiny_net": ["HATMaskTinyNet"],
            ".configs.hat_mask_tiny_net": ["HATMaskTinyNetConfig"],
            ".packnet_tiny_net": ["PackNetTinyNet"],
            ".configs.packnet_tiny_net": ["PackNetTinyNetConfig"],
            ".piggyback_tiny_net": ["PiggybackTinyNet"],
            ".configs.piggyback_tiny_net": ["PiggybackTinyNetConfig"],
            ".wsn_mask_tiny_net": ["WSNMaskTinyNet"],
            ".configs.wsn_mask_tiny_net": ["WSNMaskTinyNetConfig"],
            ".amnesiac_hat_tiny_net": ["AmnesiacHATTinyNet"],
            ".configs.amnesiac_hat_tiny_net": ["AmnesiacHATTinyNetConfig"],
            ".supsup_tiny_net": ["SupSupTinyNet"],
            ".configs.supsup_tiny_net": ["SupSupTinyNetConfig"],
            ".vgg": ["VGG11", "VGG13", "VGG16", "VGG19"],
            ".configs.vgg": ["VGG11Config", "VGG13Config", "VGG16Config", "VGG19Config"],
            ".cl_vgg": ["CLVGG11", "CLVGG13", "CLVGG16", "CLVGG19"],
            ".configs.cl_vgg": ["CLVGG11Config", "CLVGG13Config", "CLVGG16Config", "CLVGG19Config"],
            ".hat_mask_vgg": ["HATMaskVGG11", "HATMaskVGG13", "HATMaskVGG16", "HATMaskVGG19"],
            ".configs.hat_mask_vgg": [
                "HATMaskVGG11Config",
                "HATMaskVGG13Config",
                "HATMaskVGG16Config",
                "HATMaskVGG19Config",
            ],
            ".packnet_vgg": ["PackNetVGG11", "PackNetVGG13", "PackNetVGG16", "PackNetVGG19"],
            ".configs.packnet_vgg": [
                "PackNetVGG11Config",
                "PackNetVGG13Config",
                "PackNetVGG16Config",
                "PackNetVGG19Config",
            ],
            ".piggyback_vgg": ["PiggybackVGG11", "PiggybackVGG13", "PiggybackVGG16", "PiggybackVGG19"],
            ".configs.piggyback_vgg": [
                "PiggybackVGG11Config",
                "PiggybackVGG13Config",
                "PiggybackVGG16Config",
                "PiggybackVGG19Config",
            ],
            ".wsn_mask_vgg": ["WSNMaskVGG11", "WSNMaskVGG13", "WSNMaskVGG16", "WSNMaskVGG19"],
            ".configs.wsn_mask_vgg": [
                "WSNMaskVGG11Config",
                "WSNMaskVGG13Config",
                "WSNMaskVGG16Config",
                "WSNMaskVGG19Config",
            ],
            ".amnesiac_hat_vgg": ["AmnesiacHATVGG11", "AmnesiacHATVGG13", "AmnesiacHATVGG16", "AmnesiacHATVGG19"],
            ".configs.amnesiac_hat_vgg": [
                "AmnesiacHATVGG11Config",
                "AmnesiacHATVGG13Config",
                "AmnesiacHATVGG16Config",
                "AmnesiacHATVGG19Config",
            ],
            ".supsup_vgg": ["SupSupVGG11", "SupSupVGG13", "SupSupVGG16", "SupSupVGG19"],
            ".configs.supsup_vgg": ["SupSupVGG11Config", "SupSupVGG13Config", "SupSupVGG16Config", "SupSupVGG19Config"],
            ".vit": ["ViTTiny16", "ViTSmall16", "ViTBase16"],
            ".configs.vit": ["ViTTiny16Config", "ViTSmall16Config", "ViTBase16Config"],
            ".cl_vit": ["CLViTTiny16", "CLViTSmall16", "CLViTBase16"],
            ".configs.cl_vit": ["CLViTTiny16Config", "CLViTSmall16Config", "CLViTBase16Config"],
            ".hat_mask_vit": ["HATMaskViTTiny16", "HATMaskViTSmall16", "HATMaskViTBase16"],
            ".configs.hat_mask_vit": ["HATMaskViTTiny16Config", "HATMaskViTSmall16Config", "HATMaskViTBase16Config"],
            ".packnet_vit": ["PackNetViTTiny16", "PackNetViTSmall16", "PackNetViTBase16"],
            ".configs.packnet_vit": ["PackNetViTTiny16Config", "PackNetViTSmall16Config", "PackNetViTBase16Config"],
            ".piggyback_vit": ["PiggybackViTTiny16", "PiggybackViTSmall16", "PiggybackViTBase16"],
            ".configs.piggyback_vit": [
                "PiggybackViTTiny16Config",
                "PiggybackViTSmall16Config",
                "PiggybackViTBase16Config",
            ],
            ".wsn_mask_vit": ["WSNMaskViTTiny16", "WSNMaskViTSmall16", "WSNMaskViTBase16"],
            ".configs.wsn_mask_vit": ["WSNMaskViTTiny16Config", "WSNMaskViTSmall16Config", "WSNMaskViTBase16Config"],
            ".amnesiac_hat_vit": ["AmnesiacHATViTTiny16", "AmnesiacHATViTSmall16", "AmnesiacHATViTBase16"],
            ".configs.amnesiac_hat_vit": [
                "AmnesiacHATViTTiny16Config",
                "AmnesiacHATViTSmall16Config",
                "AmnesiacHATViTBase16Config",
            ],
            ".supsup_vit": ["SupSupViTTiny16", "SupSupViTSmall16", "SupSupViTBase16"],
            ".configs.supsup_vit": ["SupSupViTTiny16Config", "SupSupViTSmall16Config", "SupSupViTBase16Config"],
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
            ".packnet_wide_resnet": ["PackNetWideResNet28_10", "PackNetWideResNet16_4", "PackNetWideResNet40_2"],
            ".configs.packnet_wide_resnet": [
                "PackNetWideResNet28_10Config",
                "PackNetWideResNet16_4Config",
                "PackNetWideResNet40_2Config",
            ],
            ".piggyback_wide_resnet": [
                "PiggybackWideResNet28_10",
                "PiggybackWideResNet16_4",
                "PiggybackWideResNet40_2",
            ],
            ".configs.piggyback_wide_resnet": [
                "PiggybackWideResNet28_10Config",
                "PiggybackWideResNet16_4Config",
                "PiggybackWideResNet40_2Config",
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
            ".supsup_wide_resnet": ["SupSupWideResNet28_10", "SupSupWideResNet16_4", "SupSupWideResNet40_2"],
            ".configs.supsup_wide_resnet": [
                "SupSupWideResNet28_10Config",
                "SupSupWideResNet16_4Config",
                "SupSupWideResNet40_2Config",
            ],
        },
    )

__all__ = [
    "CATALOG",
    "CLMLP",
    "CLVGG11",
    "CLVGG13",
    "CLVGG16",
    "CLVGG19",
    "MLP",
    "VGG11",
    "VGG13",
    "VGG16",
    "VGG19",
    "AmnesiacHATBackbone",
    "AmnesiacHATDenseNet121",
    "AmnesiacHATDenseNet121Config",
    "AmnesiacHATEfficientNetB0",
    "AmnesiacHATEfficientNetB0Config",
    "AmnesiacHATHATAlexNet",
    "AmnesiacHATHATAlexNetConfig",
    "AmnesiacHATLeNet",
    "AmnesiacHATLeNetConfig",
    "AmnesiacHATMLP",
    "AmnesiacHATMLPConfig",
    "AmnesiacHATMobileNetV2",
    "AmnesiacHATMobileNetV2Config",
    "AmnesiacHATResNeXt50_32x4d",
    "AmnesiacHATResNeXt50_32x4dConfig",
    "AmnesiacHATResNeXt101_32x8d",
    "AmnesiacHATResNeXt101_32x8dConfig",
    "AmnesiacHATResNet18",
    "AmnesiacHATResNet18Config",
    "AmnesiacHATResNet20",
    "AmnesiacHATResNet20Config",
    "AmnesiacHATResNet32",
    "AmnesiacHATResNet32Config",
    "AmnesiacHATResNet34",
    "AmnesiacHATResNet34Config",
    "AmnesiacHATResNet44",
    "AmnesiacHATResNet44Config",
    "AmnesiacHATResNet50",
    "AmnesiacHATResNet50Config",
    "AmnesiacHATResNet52",
    "AmnesiacHATResNet52Config",
    "AmnesiacHATResNet56",
    "AmnesiacHATResNet56Config",
    "AmnesiacHATResNet101",
    "AmnesiacHATResNet101Config",
    "AmnesiacHATResNet110",
    "AmnesiacHATResNet110Config",
    "AmnesiacHATResNet152",
    "AmnesiacHATResNet152Config",
    "AmnesiacHATSlimResNet18",
    "AmnesiacHATSlimResNet18Config",
    "AmnesiacHATTinyNet",
    "AmnesiacHATTinyNetConfig",
    "AmnesiacHATVGG11",
    "AmnesiacHATVGG11Config",
    "AmnesiacHATVGG13",
    "AmnesiacHATVGG13Config",
    "AmnesiacHATVGG16",
    "AmnesiacHATVGG16Config",
    "AmnesiacHATVGG19",
    "AmnesiacHATVGG19Config",
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
    "AmnesiacHATWideResNet50_2",
    "AmnesiacHATWideResNet50_2Config",
    "CLBackbone",
    "CLDenseNet121",
    "CLDenseNet121Config",
    "CLEfficientNetB0",
    "CLEfficientNetB0Config",
    "CLHATAlexNet",
    "CLHATAlexNetConfig",
    "CLLeNet",
    "CLLeNetConfig",
    "CLMLPConfig",
    "CLMobileNetV2",
    "CLMobileNetV2Config",
    "CLResNeXt50_32x4d",
    "CLResNeXt50_32x4dConfig",
    "CLResNeXt101_32x8d",
    "CLResNeXt101_32x8dConfig",
    "CLResNet18",
    "CLResNet18Config",
    "CLResNet20",
    "CLResNet20Config",
    "CLResNet32",
    "CLResNet32Config",
    "CLResNet34",
    "CLResNet34Config",
    "CLResNet44",
    "CLResNet44Config",
    "CLResNet50",
    "CLResNet50Config",
    "CLResNet52",
    "CLResNet52Config",
    "CLResNet56",
    "CLResNet56Config",
    "CLResNet101",
    "CLResNet101Config",
    "CLResNet110",
    "CLResNet110Config",
    "CLResNet152",
    "CLResNet152Config",
    "CLSlimResNet18",
    "CLSlimResNet18Config",
    "CLTinyNet",
    "CLTinyNetConfig",
    "CLVGG11Config",
    "CLVGG13Config",
    "CLVGG16Config",
    "CLVGG19Config",
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
    "CLWideResNet50_2",
    "CLWideResNet50_2Config",
    "CheckpointError",
    "ConfigError",
    "DenseNet121",
    "DenseNet121Config",
    "EfficientNetB0",
    "EfficientNetB0Config",
    "FeatureExtractor",
    "HATAlexNet",
    "HATAlexNetConfig",
    "HATMask",
    "HATMaskBackbone",
    "HATMaskConv1d",
    "HATMaskConv2d",
    "HATMaskConv3d",
    "HATMaskConvTranspose1d",
    "HATMaskConvTranspose2d",
    "HATMaskConvTranspose3d",
    "HATMaskDenseNet121",
    "HATMaskDenseNet121Config",
    "HATMaskEfficientNetB0",
    "HATMaskEfficientNetB0Config",
    "HATMaskEmbedding",
    "HATMaskHATAlexNet",
    "HATMaskHATAlexNetConfig",
    "HATMaskLeNet",
    "HATMaskLeNetConfig",
    "HATMaskLinear",
    "HATMaskMLP",
    "HATMaskMLPConfig",
    "HATMaskMobileNetV2",
    "HATMaskMobileNetV2Config",
    "HATMaskResNeXt50_32x4d",
    "HATMaskResNeXt50_32x4dConfig",
    "HATMaskResNeXt101_32x8d",
    "HATMaskResNeXt101_32x8dConfig",
    "HATMaskResNet18",
    "HATMaskResNet18Config",
    "HATMaskResNet20",
    "HATMaskResNet20Config",
    "HATMaskResNet32",
    "HATMaskResNet32Config",
    "HATMaskResNet34",
    "HATMaskResNet34Config",
    "HATMaskResNet44",
    "HATMaskResNet44Config",
    "HATMaskResNet50",
    "HATMaskResNet50Config",
    "HATMaskResNet52",
    "HATMaskResNet52Config",
    "HATMaskResNet56",
    "HATMaskResNet56Config",
    "HATMaskResNet101",
    "HATMaskResNet101Config",
    "HATMaskResNet110",
    "HATMaskResNet110Config",
    "HATMaskResNet152",
    "HATMaskResNet152Config",
    "HATMaskSlimResNet18",
    "HATMaskSlimResNet18Config",
    "HATMaskTinyNet",
    "HATMaskTinyNetConfig",
    "HATMaskVGG11",
    "HATMaskVGG11Config",
    "HATMaskVGG13",
    "HATMaskVGG13Config",
    "HATMaskVGG16",
    "HATMaskVGG16Config",
    "HATMaskVGG19",
    "HATMaskVGG19Config",
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
    "HATMaskWideResNet50_2",
    "HATMaskWideResNet50_2Config",
    "IsolationError",
    "LeNet",
    "LeNetConfig",
    "MLPConfig",
    "MobileNetV2",
    "MobileNetV2Config",
    "PackNetBackbone",
    "PackNetConv1d",
    "PackNetConv2d",
    "PackNetConv3d",
    "PackNetConvTranspose1d",
    "PackNetConvTranspose2d",
    "PackNetConvTranspose3d",
    "PackNetDenseNet121",
    "PackNetDenseNet121Config",
    "PackNetEfficientNetB0",
    "PackNetEfficientNetB0Config",
    "PackNetEmbedding",
    "PackNetHATAlexNet",
    "PackNetHATAlexNetConfig",
    "PackNetLeNet",
    "PackNetLeNetConfig",
    "PackNetLinear",
    "PackNetMLP",
    "PackNetMLPConfig",
    "PackNetMobileNetV2",
    "PackNetMobileNetV2Config",
    "PackNetResNeXt50_32x4d",
    "PackNetResNeXt50_32x4dConfig",
    "PackNetResNeXt101_32x8d",
    "PackNetResNeXt101_32x8dConfig",
    "PackNetResNet18",
    "PackNetResNet18Config",
    "PackNetResNet20",
    "PackNetResNet20Config",
    "PackNetResNet32",
    "PackNetResNet32Config",
    "PackNetResNet34",
    "PackNetResNet34Config",
    "PackNetResNet44",
    "PackNetResNet44Config",
    "PackNetResNet50",
    "PackNetResNet50Config",
    "PackNetResNet52",
    "PackNetResNet52Config",
    "PackNetResNet56",
    "PackNetResNet56Config",
    "PackNetResNet101",
    "PackNetResNet101Config",
    "PackNetResNet110",
    "PackNetResNet110Config",
    "PackNetResNet152",
    "PackNetResNet152Config",
    "PackNetSlimResNet18",
    "PackNetSlimResNet18Config",
    "PackNetTinyNet",
    "PackNetTinyNetConfig",
    "PackNetVGG11",
    "PackNetVGG11Config",
    "PackNetVGG13",
    "PackNetVGG13Config",
    "PackNetVGG16",
    "PackNetVGG16Config",
    "PackNetVGG19",
    "PackNetVGG19Config",
    "PackNetViTBase16",
    "PackNetViTBase16Config",
    "PackNetViTSmall16",
    "PackNetViTSmall16Config",
    "PackNetViTTiny16",
    "PackNetViTTiny16Config",
    "PackNetWideResNet16_4",
    "PackNetWideResNet16_4Config",
    "PackNetWideResNet28_10",
    "PackNetWideResNet28_10Config",
    "PackNetWideResNet40_2",
    "PackNetWideResNet40_2Config",
    "PackNetWideResNet50_2",
    "PackNetWideResNet50_2Config",
    "PiggybackBackbone",
    "PiggybackConv1d",
    "PiggybackConv2d",
    "PiggybackConv3d",
    "PiggybackConvTranspose1d",
    "PiggybackConvTranspose2d",
    "PiggybackConvTranspose3d",
    "PiggybackDenseNet121",
    "PiggybackDenseNet121Config",
    "PiggybackEfficientNetB0",
    "PiggybackEfficientNetB0Config",
    "PiggybackEmbedding",
    "PiggybackHATAlexNet",
    "PiggybackHATAlexNetConfig",
    "PiggybackLeNet",
    "PiggybackLeNetConfig",
    "PiggybackLinear",
    "PiggybackMLP",
    "PiggybackMLPConfig",
    "PiggybackMobileNetV2",
    "PiggybackMobileNetV2Config",
    "PiggybackResNeXt50_32x4d",
    "PiggybackResNeXt50_32x4dConfig",
    "PiggybackResNeXt101_32x8d",
    "PiggybackResNeXt101_32x8dConfig",
    "PiggybackResNet18",
    "PiggybackResNet18Config",
    "PiggybackResNet20",
    "PiggybackResNet20Config",
    "PiggybackResNet32",
    "PiggybackResNet32Config",
    "PiggybackResNet34",
    "PiggybackResNet34Config",
    "PiggybackResNet44",
    "PiggybackResNet44Config",
    "PiggybackResNet50",
    "PiggybackResNet50Config",
    "PiggybackResNet52",
    "PiggybackResNet52Config",
    "PiggybackResNet56",
    "PiggybackResNet56Config",
    "PiggybackResNet101",
    "PiggybackResNet101Config",
    "PiggybackResNet110",
    "PiggybackResNet110Config",
    "PiggybackResNet152",
    "PiggybackResNet152Config",
    "PiggybackSlimResNet18",
    "PiggybackSlimResNet18Config",
    "PiggybackTinyNet",
    "PiggybackTinyNetConfig",
    "PiggybackVGG11",
    "PiggybackVGG11Config",
    "PiggybackVGG13",
    "PiggybackVGG13Config",
    "PiggybackVGG16",
    "PiggybackVGG16Config",
    "PiggybackVGG19",
    "PiggybackVGG19Config",
    "PiggybackViTBase16",
    "PiggybackViTBase16Config",
    "PiggybackViTSmall16",
    "PiggybackViTSmall16Config",
    "PiggybackViTTiny16",
    "PiggybackViTTiny16Config",
    "PiggybackWideResNet16_4",
    "PiggybackWideResNet16_4Config",
    "PiggybackWideResNet28_10",
    "PiggybackWideResNet28_10Config",
    "PiggybackWideResNet40_2",
    "PiggybackWideResNet40_2Config",
    "PiggybackWideResNet50_2",
    "PiggybackWideResNet50_2Config",
    "PlainBackbone",
    "Problem",
    "Recipe",
    "ResNeXt50_32x4d",
    "ResNeXt50_32x4dConfig",
    "ResNeXt101_32x8d",
    "ResNeXt101_32x8dConfig",
    "ResNet18",
    "ResNet18Config",
    "ResNet20",
    "ResNet20Config",
    "ResNet32",
    "ResNet32Config",
    "ResNet34",
    "ResNet34Config",
    "ResNet44",
    "ResNet44Config",
    "ResNet50",
    "ResNet50Config",
    "ResNet52",
    "ResNet52Config",
    "ResNet56",
    "ResNet56Config",
    "ResNet101",
    "ResNet101Config",
    "ResNet110",
    "ResNet110Config",
    "ResNet152",
    "ResNet152Config",
    "Schedule",
    "SlimResNet18",
    "SlimResNet18Config",
    "SupSupBackbone",
    "SupSupConv1d",
    "SupSupConv2d",
    "SupSupConv3d",
    "SupSupConvTranspose1d",
    "SupSupConvTranspose2d",
    "SupSupConvTranspose3d",
    "SupSupDenseNet121",
    "SupSupDenseNet121Config",
    "SupSupEfficientNetB0",
    "SupSupEfficientNetB0Config",
    "SupSupEmbedding",
    "SupSupHATAlexNet",
    "SupSupHATAlexNetConfig",
    "SupSupLeNet",
    "SupSupLeNetConfig",
    "SupSupLinear",
    "SupSupMLP",
    "SupSupMLPConfig",
    "SupSupMobileNetV2",
    "SupSupMobileNetV2Config",
    "SupSupResNeXt50_32x4d",
    "SupSupResNeXt50_32x4dConfig",
    "SupSupResNeXt101_32x8d",
    "SupSupResNeXt101_32x8dConfig",
    "SupSupResNet18",
    "SupSupResNet18Config",
    "SupSupResNet20",
    "SupSupResNet20Config",
    "SupSupResNet32",
    "SupSupResNet32Config",
    "SupSupResNet34",
    "SupSupResNet34Config",
    "SupSupResNet44",
    "SupSupResNet44Config",
    "SupSupResNet50",
    "SupSupResNet50Config",
    "SupSupResNet52",
    "SupSupResNet52Config",
    "SupSupResNet56",
    "SupSupResNet56Config",
    "SupSupResNet101",
    "SupSupResNet101Config",
    "SupSupResNet110",
    "SupSupResNet110Config",
    "SupSupResNet152",
    "SupSupResNet152Config",
    "SupSupSlimResNet18",
    "SupSupSlimResNet18Config",
    "SupSupTinyNet",
    "SupSupTinyNetConfig",
    "SupSupVGG11",
    "SupSupVGG11Config",
    "SupSupVGG13",
    "SupSupVGG13Config",
    "SupSupVGG16",
    "SupSupVGG16Config",
    "SupSupVGG19",
    "SupSupVGG19Config",
    "SupSupViTBase16",
    "SupSupViTBase16Config",
    "SupSupViTSmall16",
    "SupSupViTSmall16Config",
    "SupSupViTTiny16",
    "SupSupViTTiny16Config",
    "SupSupWideResNet16_4",
    "SupSupWideResNet16_4Config",
    "SupSupWideResNet28_10",
    "SupSupWideResNet28_10Config",
    "SupSupWideResNet40_2",
    "SupSupWideResNet40_2Config",
    "SupSupWideResNet50_2",
    "SupSupWideResNet50_2Config",
    "TaskHeads",
    "TinyNet",
    "TinyNetConfig",
    "UnitMaskBackbone",
    "VGG11Config",
    "VGG13Config",
    "VGG16Config",
    "VGG19Config",
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
    "WSNMaskConvTranspose1d",
    "WSNMaskConvTranspose2d",
    "WSNMaskConvTranspose3d",
    "WSNMaskDenseNet121",
    "WSNMaskDenseNet121Config",
    "WSNMaskEfficientNetB0",
    "WSNMaskEfficientNetB0Config",
    "WSNMaskEmbedding",
    "WSNMaskHATAlexNet",
    "WSNMaskHATAlexNetConfig",
    "WSNMaskLeNet",
    "WSNMaskLeNetConfig",
    "WSNMaskLinear",
    "WSNMaskMLP",
    "WSNMaskMLPConfig",
    "WSNMaskMobileNetV2",
    "WSNMaskMobileNetV2Config",
    "WSNMaskResNeXt50_32x4d",
    "WSNMaskResNeXt50_32x4dConfig",
    "WSNMaskResNeXt101_32x8d",
    "WSNMaskResNeXt101_32x8dConfig",
    "WSNMaskResNet18",
    "WSNMaskResNet18Config",
    "WSNMaskResNet20",
    "WSNMaskResNet20Config",
    "WSNMaskResNet32",
    "WSNMaskResNet32Config",
    "WSNMaskResNet34",
    "WSNMaskResNet34Config",
    "WSNMaskResNet44",
    "WSNMaskResNet44Config",
    "WSNMaskResNet50",
    "WSNMaskResNet50Config",
    "WSNMaskResNet52",
    "WSNMaskResNet52Config",
    "WSNMaskResNet56",
    "WSNMaskResNet56Config",
    "WSNMaskResNet101",
    "WSNMaskResNet101Config",
    "WSNMaskResNet110",
    "WSNMaskResNet110Config",
    "WSNMaskResNet152",
    "WSNMaskResNet152Config",
    "WSNMaskSlimResNet18",
    "WSNMaskSlimResNet18Config",
    "WSNMaskTinyNet",
    "WSNMaskTinyNetConfig",
    "WSNMaskVGG11",
    "WSNMaskVGG11Config",
    "WSNMaskVGG13",
    "WSNMaskVGG13Config",
    "WSNMaskVGG16",
    "WSNMaskVGG16Config",
    "WSNMaskVGG19",
    "WSNMaskVGG19Config",
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
    "WSNMaskWideResNet50_2",
    "WSNMaskWideResNet50_2Config",
    "WeightMaskBackbone",
    "WideResNet16_4",
    "WideResNet16_4Config",
    "WideResNet28_10",
    "WideResNet28_10Config",
    "WideResNet40_2",
    "WideResNet40_2Config",
    "WideResNet50_2",
    "WideResNet50_2Config",
    "create",
    "is_checkpoint",
    "keep_freed_memory",
    "layers",
    "list_backbones",
    "load",
    "plots",
    "restore",
    "save",
    "validate",
]
