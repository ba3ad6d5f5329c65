# Generated from schema/.
# Do not edit: change the source and run `make codegen`.
"""The backbones as drop-ins for CLArena: each is a class of ours and of CLArena's base class for its mechanism.

    _target_: clbackbones.clarena.ResNet20    # in the place of clarena.backbones.ResNet20

Besides the fields of ours, configs and constructors take what only CLArena's pipelines give, and where CLArena's
network differs from ours, it is CLArena's unless a field says otherwise. Nothing else of this package needs CLArena.

CLArena's algorithms on them, each a subclass of CLArena's own that trains as its paper says; they need Lightning,
as CLArena does: `AmnesiacHAT`, `AdaHAT`, `FGAdaHAT`, `HAT`, `WSN`.
"""

from typing import TYPE_CHECKING

from .amnesiac_hat_cifar_resnet import (
    AmnesiacHATResNet20,
    AmnesiacHATResNet32,
    AmnesiacHATResNet44,
    AmnesiacHATResNet56,
    AmnesiacHATResNet110,
)
from .amnesiac_hat_densenet import AmnesiacHATDenseNet121
from .amnesiac_hat_efficientnet import AmnesiacHATEfficientNetB0
from .amnesiac_hat_hat_alex_net import AmnesiacHATHATAlexNet
from .amnesiac_hat_lenet import AmnesiacHATLeNet
from .amnesiac_hat_mlp import AmnesiacHATMLP
from .amnesiac_hat_mobilenet_v2 import AmnesiacHATMobileNetV2
from .amnesiac_hat_resnet import (
    AmnesiacHATResNet18,
    AmnesiacHATResNet34,
    AmnesiacHATResNet50,
    AmnesiacHATResNet52,
    AmnesiacHATResNet101,
    AmnesiacHATResNet152,
    AmnesiacHATResNeXt50_32x4d,
    AmnesiacHATResNeXt101_32x8d,
    AmnesiacHATWideResNet50_2,
)
from .amnesiac_hat_slim_resnet import AmnesiacHATSlimResNet18
from .amnesiac_hat_tiny_net import AmnesiacHATTinyNet
from .amnesiac_hat_vgg import AmnesiacHATVGG11, AmnesiacHATVGG13, AmnesiacHATVGG16, AmnesiacHATVGG19
from .amnesiac_hat_vit import AmnesiacHATViTBase16, AmnesiacHATViTSmall16, AmnesiacHATViTTiny16
from .amnesiac_hat_wide_resnet import AmnesiacHATWideResNet16_4, AmnesiacHATWideResNet28_10, AmnesiacHATWideResNet40_2
from .cifar_resnet import ResNet20, ResNet32, ResNet44, ResNet56, ResNet110
from .cl_cifar_resnet import CLResNet20, CLResNet32, CLResNet44, CLResNet56, CLResNet110
from .cl_densenet import CLDenseNet121
from .cl_efficientnet import CLEfficientNetB0
from .cl_hat_alex_net import CLHATAlexNet
from .cl_lenet import CLLeNet
from .cl_mlp import CLMLP
from .cl_mobilenet_v2 import CLMobileNetV2
from .cl_resnet import (
    CLResNet18,
    CLResNet34,
    CLResNet50,
    CLResNet52,
    CLResNet101,
    CLResNet152,
    CLResNeXt50_32x4d,
    CLResNeXt101_32x8d,
    CLWideResNet50_2,
)
from .cl_slim_resnet import CLSlimResNet18
from .cl_tiny_net import CLTinyNet
from .cl_vgg import CLVGG11, CLVGG13, CLVGG16, CLVGG19
from .cl_vit import CLViTBase16, CLViTSmall16, CLViTTiny16
from .cl_wide_resnet import CLWideResNet16_4, CLWideResNet28_10, CLWideResNet40_2
from .densenet import DenseNet121
from .efficientnet import EfficientNetB0
from .hat_alex_net import HATAlexNet
from .hat_mask_cifar_resnet import HATMaskResNet20, HATMaskResNet32, HATMaskResNet44, HATMaskResNet56, HATMaskResNet110
from .hat_mask_densenet import HATMaskDenseNet121
from .hat_mask_efficientnet import HATMaskEfficientNetB0
from .hat_mask_hat_alex_net import HATMaskHATAlexNet
from .hat_mask_lenet import HATMaskLeNet
from .hat_mask_mlp import HATMaskMLP
from .hat_mask_mobilenet_v2 import HATMaskMobileNetV2
from .hat_mask_resnet import (
    HATMaskResNet18,
    HATMaskResNet34,
    HATMaskResNet50,
    HATMaskResNet52,
    HATMaskResNet101,
    HATMaskResNet152,
    HATMaskResNeXt50_32x4d,
    HATMaskResNeXt101_32x8d,
    HATMaskWideResNet50_2,
)
from .hat_mask_slim_resnet import HATMaskSlimResNet18
from .hat_mask_tiny_net import HATMaskTinyNet
from .hat_mask_vgg import HATMaskVGG11, HATMaskVGG13, HATMaskVGG16, HATMaskVGG19
from .hat_mask_vit import HATMaskViTBase16, HATMaskViTSmall16, HATMaskViTTiny16
from .hat_mask_wide_resnet import HATMaskWideResNet16_4, HATMaskWideResNet28_10, HATMaskWideResNet40_2
from .lenet import LeNet
from .mlp import MLP
from .mobilenet_v2 import MobileNetV2
from .resnet import (
    ResNet18,
    ResNet34,
    ResNet50,
    ResNet52,
    ResNet101,
    ResNet152,
    ResNeXt50_32x4d,
    ResNeXt101_32x8d,
    WideResNet50_2,
)
from .slim_resnet import SlimResNet18
from .tiny_net import TinyNet
from .vgg import VGG11, VGG13, VGG16, VGG19
from .vit import ViTBase16, ViTSmall16, ViTTiny16
from .wide_resnet import WideResNet16_4, WideResNet28_10, WideResNet40_2
from .wsn_mask_cifar_resnet import WSNMaskResNet20, WSNMaskResNet32, WSNMaskResNet44, WSNMaskResNet56, WSNMaskResNet110
from .wsn_mask_densenet import WSNMaskDenseNet121
from .wsn_mask_efficientnet import WSNMaskEfficientNetB0
from .wsn_mask_hat_alex_net import WSNMaskHATAlexNet
from .wsn_mask_lenet import WSNMaskLeNet
from .wsn_mask_mlp import WSNMaskMLP
from .wsn_mask_mobilenet_v2 import WSNMaskMobileNetV2
from .wsn_mask_resnet import (
    WSNMaskResNet18,
    WSNMaskResNet34,
    WSNMaskResNet50,
    WSNMaskResNet52,
    WSNMaskResNet101,
    WSNMaskResNet152,
    WSNMaskResNeXt50_32x4d,
    WSNMaskResNeXt101_32x8d,
    WSNMaskWideResNet50_2,
)
from .wsn_mask_slim_resnet import WSNMaskSlimResNet18
from .wsn_mask_tiny_net import WSNMaskTinyNet
from .wsn_mask_vgg import WSNMaskVGG11, WSNMaskVGG13, WSNMaskVGG16, WSNMaskVGG19
from .wsn_mask_vit import WSNMaskViTBase16, WSNMaskViTSmall16, WSNMaskViTTiny16
from .wsn_mask_wide_resnet import WSNMaskWideResNet16_4, WSNMaskWideResNet28_10, WSNMaskWideResNet40_2

if TYPE_CHECKING:
    from clbackbones_runtime.clarena.amnesiac_hat import AmnesiacHAT as AmnesiacHAT
    from clbackbones_runtime.clarena.hat_mask import HAT as HAT
    from clbackbones_runtime.clarena.hat_mask import AdaHAT as AdaHAT
    from clbackbones_runtime.clarena.hat_mask import FGAdaHAT as FGAdaHAT
    from clbackbones_runtime.clarena.wsn_mask import WSN as WSN
else:
    from clbackbones_runtime.lazy import attach

    # CLArena's algorithms are imported when one is asked for, since they need all that CLArena needs.
    __getattr__, __dir__ = attach(
        __name__,
        {
            "clbackbones_runtime.clarena.amnesiac_hat": ["AmnesiacHAT"],
            "clbackbones_runtime.clarena.hat_mask": ["AdaHAT", "FGAdaHAT", "HAT"],
            "clbackbones_runtime.clarena.wsn_mask": ["WSN"],
        },
    )

__all__ = [
    "CLMLP",
    "CLVGG11",
    "CLVGG13",
    "CLVGG16",
    "CLVGG19",
    "HAT",
    "MLP",
    "VGG11",
    "VGG13",
    "VGG16",
    "VGG19",
    "WSN",
    "AdaHAT",
    "AmnesiacHAT",
    "AmnesiacHATDenseNet121",
    "AmnesiacHATEfficientNetB0",
    "AmnesiacHATHATAlexNet",
    "AmnesiacHATLeNet",
    "AmnesiacHATMLP",
    "AmnesiacHATMobileNetV2",
    "AmnesiacHATResNeXt50_32x4d",
    "AmnesiacHATResNeXt101_32x8d",
    "AmnesiacHATResNet18",
    "AmnesiacHATResNet20",
    "AmnesiacHATResNet32",
    "AmnesiacHATResNet34",
    "AmnesiacHATResNet44",
    "AmnesiacHATResNet50",
    "AmnesiacHATResNet52",
    "AmnesiacHATResNet56",
    "AmnesiacHATResNet101",
    "AmnesiacHATResNet110",
    "AmnesiacHATResNet152",
    "AmnesiacHATSlimResNet18",
    "AmnesiacHATTinyNet",
    "AmnesiacHATVGG11",
    "AmnesiacHATVGG13",
    "AmnesiacHATVGG16",
    "AmnesiacHATVGG19",
    "AmnesiacHATViTBase16",
    "AmnesiacHATViTSmall16",
    "AmnesiacHATViTTiny16",
    "AmnesiacHATWideResNet16_4",
    "AmnesiacHATWideResNet28_10",
    "AmnesiacHATWideResNet40_2",
    "AmnesiacHATWideResNet50_2",
    "CLDenseNet121",
    "CLEfficientNetB0",
    "CLHATAlexNet",
    "CLLeNet",
    "CLMobileNetV2",
    "CLResNeXt50_32x4d",
    "CLResNeXt101_32x8d",
    "CLResNet18",
    "CLResNet20",
    "CLResNet32",
    "CLResNet34",
    "CLResNet44",
    "CLResNet50",
    "CLResNet52",
    "CLResNet56",
    "CLResNet101",
    "CLResNet110",
    "CLResNet152",
    "CLSlimResNet18",
    "CLTinyNet",
    "CLViTBase16",
    "CLViTSmall16",
    "CLViTTiny16",
    "CLWideResNet16_4",
    "CLWideResNet28_10",
    "CLWideResNet40_2",
    "CLWideResNet50_2",
    "DenseNet121",
    "EfficientNetB0",
    "FGAdaHAT",
    "HATAlexNet",
    "HATMaskDenseNet121",
    "HATMaskEfficientNetB0",
    "HATMaskHATAlexNet",
    "HATMaskLeNet",
    "HATMaskMLP",
    "HATMaskMobileNetV2",
    "HATMaskResNeXt50_32x4d",
    "HATMaskResNeXt101_32x8d",
    "HATMaskResNet18",
    "HATMaskResNet20",
    "HATMaskResNet32",
    "HATMaskResNet34",
    "HATMaskResNet44",
    "HATMaskResNet50",
    "HATMaskResNet52",
    "HATMaskResNet56",
    "HATMaskResNet101",
    "HATMaskResNet110",
    "HATMaskResNet152",
    "HATMaskSlimResNet18",
    "HATMaskTinyNet",
    "HATMaskVGG11",
    "HATMaskVGG13",
    "HATMaskVGG16",
    "HATMaskVGG19",
    "HATMaskViTBase16",
    "HATMaskViTSmall16",
    "HATMaskViTTiny16",
    "HATMaskWideResNet16_4",
    "HATMaskWideResNet28_10",
    "HATMaskWideResNet40_2",
    "HATMaskWideResNet50_2",
    "LeNet",
    "MobileNetV2",
    "ResNeXt50_32x4d",
    "ResNeXt101_32x8d",
    "ResNet18",
    "ResNet20",
    "ResNet32",
    "ResNet34",
    "ResNet44",
    "ResNet50",
    "ResNet52",
    "ResNet56",
    "ResNet101",
    "ResNet110",
    "ResNet152",
    "SlimResNet18",
    "TinyNet",
    "ViTBase16",
    "ViTSmall16",
    "ViTTiny16",
    "WSNMaskDenseNet121",
    "WSNMaskEfficientNetB0",
    "WSNMaskHATAlexNet",
    "WSNMaskLeNet",
    "WSNMaskMLP",
    "WSNMaskMobileNetV2",
    "WSNMaskResNeXt50_32x4d",
    "WSNMaskResNeXt101_32x8d",
    "WSNMaskResNet18",
    "WSNMaskResNet20",
    "WSNMaskResNet32",
    "WSNMaskResNet34",
    "WSNMaskResNet44",
    "WSNMaskResNet50",
    "WSNMaskResNet52",
    "WSNMaskResNet56",
    "WSNMaskResNet101",
    "WSNMaskResNet110",
    "WSNMaskResNet152",
    "WSNMaskSlimResNet18",
    "WSNMaskTinyNet",
    "WSNMaskVGG11",
    "WSNMaskVGG13",
    "WSNMaskVGG16",
    "WSNMaskVGG19",
    "WSNMaskViTBase16",
    "WSNMaskViTSmall16",
    "WSNMaskViTTiny16",
    "WSNMaskWideResNet16_4",
    "WSNMaskWideResNet28_10",
    "WSNMaskWideResNet40_2",
    "WSNMaskWideResNet50_2",
    "WideResNet16_4",
    "WideResNet28_10",
    "WideResNet40_2",
    "WideResNet50_2",
]
