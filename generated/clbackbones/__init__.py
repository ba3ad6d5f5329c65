# Generated from schema/.
# Do not edit: change the source and run `make codegen`.
"""Backbones for continual learning, and their checked configs.

    import clbackbones

    config = clbackbones.load("backbone.yaml")  # ConfigError if invalid
    backbone = config.build()                   # a torch.nn.Module

Architectures: ResNet20, ResNet32, ResNet44, ResNet56, ResNet110,
HATAlexNet, LeNet, MLP, ResNet18, ResNet34, ResNet50, ResNet101, ResNet152,
ResNeXt50_32x4d, ResNeXt101_32x8d, WideResNet50_2, TinyNet, VGG11, VGG13,
VGG16, VGG19.

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
    from .amnesiac_hat_cifar_resnet import AmnesiacHATResNet20 as AmnesiacHATResNet20
    from .amnesiac_hat_cifar_resnet import AmnesiacHATResNet32 as AmnesiacHATResNet32
    from .amnesiac_hat_cifar_resnet import AmnesiacHATResNet44 as AmnesiacHATResNet44
    from .amnesiac_hat_cifar_resnet import AmnesiacHATResNet56 as AmnesiacHATResNet56
    from .amnesiac_hat_cifar_resnet import AmnesiacHATResNet110 as AmnesiacHATResNet110
    from .amnesiac_hat_hat_alex_net import AmnesiacHATHATAlexNet as AmnesiacHATHATAlexNet
    from .amnesiac_hat_lenet import AmnesiacHATLeNet as AmnesiacHATLeNet
    from .amnesiac_hat_mlp import AmnesiacHATMLP as AmnesiacHATMLP
    from .amnesiac_hat_resnet import AmnesiacHATResNet18 as AmnesiacHATResNet18
    from .amnesiac_hat_resnet import AmnesiacHATResNet34 as AmnesiacHATResNet34
    from .amnesiac_hat_resnet import AmnesiacHATResNet50 as AmnesiacHATResNet50
    from .amnesiac_hat_resnet import AmnesiacHATResNet52 as AmnesiacHATResNet52
    from .amnesiac_hat_resnet import AmnesiacHATResNet101 as AmnesiacHATResNet101
    from .amnesiac_hat_resnet import AmnesiacHATResNet152 as AmnesiacHATResNet152
    from .amnesiac_hat_resnet import AmnesiacHATResNeXt50_32x4d as AmnesiacHATResNeXt50_32x4d
    from .amnesiac_hat_resnet import AmnesiacHATResNeXt101_32x8d as AmnesiacHATResNeXt101_32x8d
    from .amnesiac_hat_resnet import AmnesiacHATWideResNet50_2 as AmnesiacHATWideResNet50_2
    from .amnesiac_hat_tiny_net import AmnesiacHATTinyNet as AmnesiacHATTinyNet
    from .amnesiac_hat_vgg import AmnesiacHATVGG11 as AmnesiacHATVGG11
    from .amnesiac_hat_vgg import AmnesiacHATVGG13 as AmnesiacHATVGG13
    from .amnesiac_hat_vgg import AmnesiacHATVGG16 as AmnesiacHATVGG16
    from .amnesiac_hat_vgg import AmnesiacHATVGG19 as AmnesiacHATVGG19
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
    from .cl_hat_alex_net import CLHATAlexNet as CLHATAlexNet
    from .cl_lenet import CLLeNet as CLLeNet
    from .cl_mlp import CLMLP as CLMLP
    from .cl_resnet import CLResNet18 as CLResNet18
    from .cl_resnet import CLResNet34 as CLResNet34
    from .cl_resnet import CLResNet50 as CLResNet50
    from .cl_resnet import CLResNet52 as CLResNet52
    from .cl_resnet import CLResNet101 as CLResNet101
    from .cl_resnet import CLResNet152 as CLResNet152
    from .cl_resnet import CLResNeXt50_32x4d as CLResNeXt50_32x4d
    from .cl_resnet import CLResNeXt101_32x8d as CLResNeXt101_32x8d
    from .cl_resnet import CLWideResNet50_2 as CLWideResNet50_2
    from .cl_tiny_net import CLTinyNet as CLTinyNet
    from .cl_vgg import CLVGG11 as CLVGG11
    from .cl_vgg import CLVGG13 as CLVGG13
    from .cl_vgg import CLVGG16 as CLVGG16
    from .cl_vgg import CLVGG19 as CLVGG19
    from .configs.amnesiac_hat_cifar_resnet import AmnesiacHATResNet20Config as AmnesiacHATResNet20Config
    from .configs.amnesiac_hat_cifar_resnet import AmnesiacHATResNet32Config as AmnesiacHATResNet32Config
    from .configs.amnesiac_hat_cifar_resnet import AmnesiacHATResNet44Config as AmnesiacHATResNet44Config
    from .configs.amnesiac_hat_cifar_resnet import AmnesiacHATResNet56Config as AmnesiacHATResNet56Config
    from .configs.amnesiac_hat_cifar_resnet import AmnesiacHATResNet110Config as AmnesiacHATResNet110Config
    from .configs.amnesiac_hat_hat_alex_net import AmnesiacHATHATAlexNetConfig as AmnesiacHATHATAlexNetConfig
    from .configs.amnesiac_hat_lenet import AmnesiacHATLeNetConfig as AmnesiacHATLeNetConfig
    from .configs.amnesiac_hat_mlp import AmnesiacHATMLPConfig as AmnesiacHATMLPConfig
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNet18Config as AmnesiacHATResNet18Config
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNet34Config as AmnesiacHATResNet34Config
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNet50Config as AmnesiacHATResNet50Config
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNet52Config as AmnesiacHATResNet52Config
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNet101Config as AmnesiacHATResNet101Config
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNet152Config as AmnesiacHATResNet152Config
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNeXt50_32x4dConfig as AmnesiacHATResNeXt50_32x4dConfig
    from .configs.amnesiac_hat_resnet import AmnesiacHATResNeXt101_32x8dConfig as AmnesiacHATResNeXt101_32x8dConfig
    from .configs.amnesiac_hat_resnet import AmnesiacHATWideResNet50_2Config as AmnesiacHATWideResNet50_2Config
    from .configs.amnesiac_hat_tiny_net import AmnesiacHATTinyNetConfig as AmnesiacHATTinyNetConfig
    from .configs.amnesiac_hat_vgg import AmnesiacHATVGG11Config as AmnesiacHATVGG11Config
    from .configs.amnesiac_hat_vgg import AmnesiacHATVGG13Config as AmnesiacHATVGG13Config
    from .configs.amnesiac_hat_vgg import AmnesiacHATVGG16Config as AmnesiacHATVGG16Config
    from .configs.amnesiac_hat_vgg import AmnesiacHATVGG19Config as AmnesiacHATVGG19Config
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
    from .configs.cl_hat_alex_net import CLHATAlexNetConfig as CLHATAlexNetConfig
    from .configs.cl_lenet import CLLeNetConfig as CLLeNetConfig
    from .configs.cl_mlp import CLMLPConfig as CLMLPConfig
    from .configs.cl_resnet import CLResNet18Config as CLResNet18Config
    from .configs.cl_resnet import CLResNet34Config as CLResNet34Config
    from .configs.cl_resnet import CLResNet50Config as CLResNet50Config
    from .configs.cl_resnet import CLResNet52Config as CLResNet52Config
    from .configs.cl_resnet import CLResNet101Config as CLResNet101Config
    from .configs.cl_resnet import CLResNet152Config as CLResNet152Config
    from .configs.cl_resnet import CLResNeXt50_32x4dConfig as CLResNeXt50_32x4dConfig
    from .configs.cl_resnet import CLResNeXt101_32x8dConfig as CLResNeXt101_32x8dConfig
    from .configs.cl_resnet import CLWideResNet50_2Config as CLWideResNet50_2Config
    from .configs.cl_tiny_net import CLTinyNetConfig as CLTinyNetConfig
    from .configs.cl_vgg import CLVGG11Config as CLVGG11Config
    from .configs.cl_vgg import CLVGG13Config as CLVGG13Config
    from .configs.cl_vgg import CLVGG16Config as CLVGG16Config
    from .configs.cl_vgg import CLVGG19Config as CLVGG19Config
    from .configs.hat_alex_net import HATAlexNetConfig as HATAlexNetConfig
    from .configs.hat_mask_cifar_resnet import HATMaskResNet20Config as HATMaskResNet20Config
    from .configs.hat_mask_cifar_resnet import HATMaskResNet32Config as HATMaskResNet32Config
    from .configs.hat_mask_cifar_resnet import HATMaskResNet44Config as HATMaskResNet44Config
    from .configs.hat_mask_cifar_resnet import HATMaskResNet56Config as HATMaskResNet56Config
    from .configs.hat_mask_cifar_resnet import HATMaskResNet110Config as HATMaskResNet110Config
    from .configs.hat_mask_hat_alex_net import HATMaskHATAlexNetConfig as HATMaskHATAlexNetConfig
    from .configs.hat_mask_lenet import HATMaskLeNetConfig as HATMaskLeNetConfig
    from .configs.hat_mask_mlp import HATMaskMLPConfig as HATMaskMLPConfig
    from .configs.hat_mask_resnet import HATMaskResNet18Config as HATMaskResNet18Config
    from .configs.hat_mask_resnet import HATMaskResNet34Config as HATMaskResNet34Config
    from .configs.hat_mask_resnet import HATMaskResNet50Config as HATMaskResNet50Config
    from .configs.hat_mask_resnet import HATMaskResNet52Config as HATMaskResNet52Config
    from .configs.hat_mask_resnet import HATMaskResNet101Config as HATMaskResNet101Config
    from .configs.hat_mask_resnet import HATMaskResNet152Config as HATMaskResNet152Config
    from .configs.hat_mask_resnet import HATMaskResNeXt50_32x4dConfig as HATMaskResNeXt50_32x4dConfig
    from .configs.hat_mask_resnet import HATMaskResNeXt101_32x8dConfig as HATMaskResNeXt101_32x8dConfig
    from .configs.hat_mask_resnet import HATMaskWideResNet50_2Config as HATMaskWideResNet50_2Config
    from .configs.hat_mask_tiny_net import HATMaskTinyNetConfig as HATMaskTinyNetConfig
    from .configs.hat_mask_vgg import HATMaskVGG11Config as HATMaskVGG11Config
    from .configs.hat_mask_vgg import HATMaskVGG13Config as HATMaskVGG13Config
    from .configs.hat_mask_vgg import HATMaskVGG16Config as HATMaskVGG16Config
    from .configs.hat_mask_vgg import HATMaskVGG19Config as HATMaskVGG19Config
    from .configs.lenet import LeNetConfig as LeNetConfig
    from .configs.mlp import MLPConfig as MLPConfig
    from .configs.resnet import ResNet18Config as ResNet18Config
    from .configs.resnet import ResNet34Config as ResNet34Config
    from .configs.resnet import ResNet50Config as ResNet50Config
    from .configs.resnet import ResNet52Config as ResNet52Config
    from .configs.resnet import ResNet101Config as ResNet101Config
    from .configs.resnet import ResNet152Config as ResNet152Config
    from .configs.resnet import ResNeXt50_32x4dConfig as ResNeXt50_32x4dConfig
    from .configs.resnet import ResNeXt101_32x8dConfig as ResNeXt101_32x8dConfig
    from .configs.resnet import WideResNet50_2Config as WideResNet50_2Config
    from .configs.tiny_net import TinyNetConfig as TinyNetConfig
    from .configs.vgg import VGG11Config as VGG11Config
    from .configs.vgg import VGG13Config as VGG13Config
    from .configs.vgg import VGG16Config as VGG16Config
    from .configs.vgg import VGG19Config as VGG19Config
    from .configs.wsn_mask_cifar_resnet import WSNMaskResNet20Config as WSNMaskResNet20Config
    from .configs.wsn_mask_cifar_resnet import WSNMaskResNet32Config as WSNMaskResNet32Config
    from .configs.wsn_mask_cifar_resnet import WSNMaskResNet44Config as WSNMaskResNet44Config
    from .configs.wsn_mask_cifar_resnet import WSNMaskResNet56Config as WSNMaskResNet56Config
    from .configs.wsn_mask_cifar_resnet import WSNMaskResNet110Config as WSNMaskResNet110Config
    from .configs.wsn_mask_hat_alex_net import WSNMaskHATAlexNetConfig as WSNMaskHATAlexNetConfig
    from .configs.wsn_mask_lenet import WSNMaskLeNetConfig as WSNMaskLeNetConfig
    from .configs.wsn_mask_mlp import WSNMaskMLPConfig as WSNMaskMLPConfig
    from .configs.wsn_mask_resnet import WSNMaskResNet18Config as WSNMaskResNet18Config
    from .configs.wsn_mask_resnet import WSNMaskResNet34Config as WSNMaskResNet34Config
    from .configs.wsn_mask_resnet import WSNMaskResNet50Config as WSNMaskResNet50Config
    from .configs.wsn_mask_resnet import WSNMaskResNet52Config as WSNMaskResNet52Config
    from .configs.wsn_mask_resnet import WSNMaskResNet101Config as WSNMaskResNet101Config
    from .configs.wsn_mask_resnet import WSNMaskResNet152Config as WSNMaskResNet152Config
    from .configs.wsn_mask_resnet import WSNMaskResNeXt50_32x4dConfig as WSNMaskResNeXt50_32x4dConfig
    from .configs.wsn_mask_resnet import WSNMaskResNeXt101_32x8dConfig as WSNMaskResNeXt101_32x8dConfig
    from .configs.wsn_mask_resnet import WSNMaskWideResNet50_2Config as WSNMaskWideResNet50_2Config
    from .configs.wsn_mask_tiny_net import WSNMaskTinyNetConfig as WSNMaskTinyNetConfig
    from .configs.wsn_mask_vgg import WSNMaskVGG11Config as WSNMaskVGG11Config
    from .configs.wsn_mask_vgg import WSNMaskVGG13Config as WSNMaskVGG13Config
    from .configs.wsn_mask_vgg import WSNMaskVGG16Config as WSNMaskVGG16Config
    from .configs.wsn_mask_vgg import WSNMaskVGG19Config as WSNMaskVGG19Config
    from .hat_alex_net import HATAlexNet as HATAlexNet
    from .hat_mask_cifar_resnet import HATMaskResNet20 as HATMaskResNet20
    from .hat_mask_cifar_resnet import HATMaskResNet32 as HATMaskResNet32
    from .hat_mask_cifar_resnet import HATMaskResNet44 as HATMaskResNet44
    from .hat_mask_cifar_resnet import HATMaskResNet56 as HATMaskResNet56
    from .hat_mask_cifar_resnet import HATMaskResNet110 as HATMaskResNet110
    from .hat_mask_hat_alex_net import HATMaskHATAlexNet as HATMaskHATAlexNet
    from .hat_mask_lenet import HATMaskLeNet as HATMaskLeNet
    from .hat_mask_mlp import HATMaskMLP as HATMaskMLP
    from .hat_mask_resnet import HATMaskResNet18 as HATMaskResNet18
    from .hat_mask_resnet import HATMaskResNet34 as HATMaskResNet34
    from .hat_mask_resnet import HATMaskResNet50 as HATMaskResNet50
    from .hat_mask_resnet import HATMaskResNet52 as HATMaskResNet52
    from .hat_mask_resnet import HATMaskResNet101 as HATMaskResNet101
    from .hat_mask_resnet import HATMaskResNet152 as HATMaskResNet152
    from .hat_mask_resnet import HATMaskResNeXt50_32x4d as HATMaskResNeXt50_32x4d
    from .hat_mask_resnet import HATMaskResNeXt101_32x8d as HATMaskResNeXt101_32x8d
    from .hat_mask_resnet import HATMaskWideResNet50_2 as HATMaskWideResNet50_2
    from .hat_mask_tiny_net import HATMaskTinyNet as HATMaskTinyNet
    from .hat_mask_vgg import HATMaskVGG11 as HATMaskVGG11
    from .hat_mask_vgg import HATMaskVGG13 as HATMaskVGG13
    from .hat_mask_vgg import HATMaskVGG16 as HATMaskVGG16
    from .hat_mask_vgg import HATMaskVGG19 as HATMaskVGG19
    from .layers import HATMaskConv1d as HATMaskConv1d
    from .layers import HATMaskConv2d as HATMaskConv2d
    from .layers import HATMaskLinear as HATMaskLinear
    from .layers import WSNMaskConv1d as WSNMaskConv1d
    from .layers import WSNMaskConv2d as WSNMaskConv2d
    from .layers import WSNMaskLinear as WSNMaskLinear
    from .lenet import LeNet as LeNet
    from .mlp import MLP as MLP
    from .resnet import ResNet18 as ResNet18
    from .resnet import ResNet34 as ResNet34
    from .resnet import ResNet50 as ResNet50
    from .resnet import ResNet52 as ResNet52
    from .resnet import ResNet101 as ResNet101
    from .resnet import ResNet152 as ResNet152
    from .resnet import ResNeXt50_32x4d as ResNeXt50_32x4d
    from .resnet import ResNeXt101_32x8d as ResNeXt101_32x8d
    from .resnet import WideResNet50_2 as WideResNet50_2
    from .tiny_net import TinyNet as TinyNet
    from .vgg import VGG11 as VGG11
    from .vgg import VGG13 as VGG13
    from .vgg import VGG16 as VGG16
    from .vgg import VGG19 as VGG19
    from .wsn_mask_cifar_resnet import WSNMaskResNet20 as WSNMaskResNet20
    from .wsn_mask_cifar_resnet import WSNMaskResNet32 as WSNMaskResNet32
    from .wsn_mask_cifar_resnet import WSNMaskResNet44 as WSNMaskResNet44
    from .wsn_mask_cifar_resnet import WSNMaskResNet56 as WSNMaskResNet56
    from .wsn_mask_cifar_resnet import WSNMaskResNet110 as WSNMaskResNet110
    from .wsn_mask_hat_alex_net import WSNMaskHATAlexNet as WSNMaskHATAlexNet
    from .wsn_mask_lenet import WSNMaskLeNet as WSNMaskLeNet
    from .wsn_mask_mlp import WSNMaskMLP as WSNMaskMLP
    from .wsn_mask_resnet import WSNMaskResNet18 as WSNMaskResNet18
    from .wsn_mask_resnet import WSNMaskResNet34 as WSNMaskResNet34
    from .wsn_mask_resnet import WSNMaskResNet50 as WSNMaskResNet50
    from .wsn_mask_resnet import WSNMaskResNet52 as WSNMaskResNet52
    from .wsn_mask_resnet import WSNMaskResNet101 as WSNMaskResNet101
    from .wsn_mask_resnet import WSNMaskResNet152 as WSNMaskResNet152
    from .wsn_mask_resnet import WSNMaskResNeXt50_32x4d as WSNMaskResNeXt50_32x4d
    from .wsn_mask_resnet import WSNMaskResNeXt101_32x8d as WSNMaskResNeXt101_32x8d
    from .wsn_mask_resnet import WSNMaskWideResNet50_2 as WSNMaskWideResNet50_2
    from .wsn_mask_tiny_net import WSNMaskTinyNet as WSNMaskTinyNet
    from .wsn_mask_vgg import WSNMaskVGG11 as WSNMaskVGG11
    from .wsn_mask_vgg import WSNMaskVGG13 as WSNMaskVGG13
    from .wsn_mask_vgg import WSNMaskVGG16 as WSNMaskVGG16
    from .wsn_mask_vgg import WSNMaskVGG19 as WSNMaskVGG19
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
                "HATMaskLinear",
                "WSNMaskConv1d",
                "WSNMaskConv2d",
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
            ".hat_alex_net": ["HATAlexNet"],
            ".configs.hat_alex_net": ["HATAlexNetConfig"],
            ".cl_hat_alex_net": ["CLHATAlexNet"],
            ".configs.cl_hat_alex_net": ["CLHATAlexNetConfig"],
            ".hat_mask_hat_alex_net": ["HATMaskHATAlexNet"],
            ".configs.hat_mask_hat_alex_net": ["HATMaskHATAlexNetConfig"],
            ".wsn_mask_hat_alex_net": ["WSNMaskHATAlexNet"],
            ".configs.wsn_mask_hat_alex_net": ["WSNMaskHATAlexNetConfig"],
            ".amnesiac_hat_hat_alex_net": ["AmnesiacHATHATAlexNet"],
            ".configs.amnesiac_hat_hat_alex_net": ["AmnesiacHATHATAlexNetConfig"],
            ".lenet": ["LeNet"],
            ".configs.lenet": ["LeNetConfig"],
            ".cl_lenet": ["CLLeNet"],
            ".configs.cl_lenet": ["CLLeNetConfig"],
            ".hat_mask_lenet": ["HATMaskLeNet"],
            ".configs.hat_mask_lenet": ["HATMaskLeNetConfig"],
            ".wsn_mask_lenet": ["WSNMaskLeNet"],
            ".configs.wsn_mask_lenet": ["WSNMaskLeNetConfig"],
            ".amnesiac_hat_lenet": ["AmnesiacHATLeNet"],
            ".configs.amnesiac_hat_lenet": ["AmnesiacHATLeNetConfig"],
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
            ".tiny_net": ["TinyNet"],
            ".configs.tiny_net": ["TinyNetConfig"],
            ".cl_tiny_net": ["CLTinyNet"],
            ".configs.cl_tiny_net": ["CLTinyNetConfig"],
            ".hat_mask_tiny_net": ["HATMaskTinyNet"],
            ".configs.hat_mask_tiny_net": ["HATMaskTinyNetConfig"],
            ".wsn_mask_tiny_net": ["WSNMaskTinyNet"],
            ".configs.wsn_mask_tiny_net": ["WSNMaskTinyNetConfig"],
            ".amnesiac_hat_tiny_net": ["AmnesiacHATTinyNet"],
            ".configs.amnesiac_hat_tiny_net": ["AmnesiacHATTinyNetConfig"],
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
    "AmnesiacHATHATAlexNet",
    "AmnesiacHATHATAlexNetConfig",
    "AmnesiacHATLeNet",
    "AmnesiacHATLeNetConfig",
    "AmnesiacHATMLP",
    "AmnesiacHATMLPConfig",
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
    "AmnesiacHATWideResNet50_2",
    "AmnesiacHATWideResNet50_2Config",
    "CLBackbone",
    "CLHATAlexNet",
    "CLHATAlexNetConfig",
    "CLLeNet",
    "CLLeNetConfig",
    "CLMLPConfig",
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
    "CLTinyNet",
    "CLTinyNetConfig",
    "CLVGG11Config",
    "CLVGG13Config",
    "CLVGG16Config",
    "CLVGG19Config",
    "CLWideResNet50_2",
    "CLWideResNet50_2Config",
    "CheckpointError",
    "ConfigError",
    "HATAlexNet",
    "HATAlexNetConfig",
    "HATMask",
    "HATMaskBackbone",
    "HATMaskConv1d",
    "HATMaskConv2d",
    "HATMaskHATAlexNet",
    "HATMaskHATAlexNetConfig",
    "HATMaskLeNet",
    "HATMaskLeNetConfig",
    "HATMaskLinear",
    "HATMaskMLP",
    "HATMaskMLPConfig",
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
    "HATMaskWideResNet50_2",
    "HATMaskWideResNet50_2Config",
    "IsolationError",
    "LeNet",
    "LeNetConfig",
    "MLPConfig",
    "PlainBackbone",
    "Problem",
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
    "TinyNet",
    "TinyNetConfig",
    "VGG11Config",
    "VGG13Config",
    "VGG16Config",
    "VGG19Config",
    "WSNMaskBackbone",
    "WSNMaskConv1d",
    "WSNMaskConv2d",
    "WSNMaskHATAlexNet",
    "WSNMaskHATAlexNetConfig",
    "WSNMaskLeNet",
    "WSNMaskLeNetConfig",
    "WSNMaskLinear",
    "WSNMaskMLP",
    "WSNMaskMLPConfig",
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
    "WSNMaskWideResNet50_2",
    "WSNMaskWideResNet50_2Config",
    "WideResNet50_2",
    "WideResNet50_2Config",
    "create",
    "is_checkpoint",
    "keep_freed_memory",
    "list_backbones",
    "load",
    "restore",
    "save",
    "validate",
]
