# Generated from schema/.
# Do not edit: change the source and run `make codegen`.
"""The backbones as drop-ins for CLArena: each is a class of ours and of CLArena's base class for its mechanism.

    _target_: clbackbones.clarena.DenseNet121    # in the place of clarena.backbones.DenseNet121

Besides the fields of ours, configs and constructors take what only CLArena's pipelines give, and where CLArena's
network differs from ours, it is CLArena's unless a field says otherwise. Nothing else of this package needs CLArena.

CLArena's algorithms on them, each a subclass of CLArena's own that trains as its paper says; they need Lightning,
as CLArena does: `AmnesiacHAT`, `AdaHAT`, `FGAdaHAT`, `HAT`, `WSN`.
"""

from typing import TYPE_CHECKING

from .amnesiac_hat_densenet import AmnesiacHATDenseNet121
from .amnesiac_hat_efficientnet import AmnesiacHATEfficientNetB0
from .amnesiac_hat_mlp import AmnesiacHATMLP
from .amnesiac_hat_mobilenet_v2 import AmnesiacHATMobileNetV2
from .amnesiac_hat_resnet import (
    AmnesiacHATResNet18,
    AmnesiacHATResNet34,
    AmnesiacHATResNet50,
    AmnesiacHATResNet52,
    AmnesiacHATResNet101,
    AmnesiacHATResNet152,
)
from .amnesiac_hat_slim_resnet import AmnesiacHATSlimResNet18
from .amnesiac_hat_vit import AmnesiacHATViTBase16, AmnesiacHATViTSmall16, AmnesiacHATViTTiny16
from .amnesiac_hat_wide_resnet import AmnesiacHATWideResNet16_4, AmnesiacHATWideResNet28_10, AmnesiacHATWideResNet40_2
from .cl_densenet import CLDenseNet121
from .cl_efficientnet import CLEfficientNetB0
from .cl_mlp import CLMLP
from .cl_mobilenet_v2 import CLMobileNetV2
from .cl_resnet import CLResNet18, CLResNet34, CLResNet50, CLResNet52, CLResNet101, CLResNet152
from .cl_slim_resnet import CLSlimResNet18
from .cl_vit import CLViTBase16, CLViTSmall16, CLViTTiny16
from .cl_wide_resnet import CLWideResNet16_4, CLWideResNet28_10, CLWideResNet40_2
from .densenet import DenseNet121
from .efficientnet import EfficientNetB0
from .hat_mask_densenet import HATMaskDenseNet121
from .hat_mask_efficientnet import HATMaskEfficientNetB0
from .hat_mask_mlp import HATMaskMLP
from .hat_mask_mobilenet_v2 import HATMaskMobileNetV2
from .hat_mask_resnet import (
    HATMaskResNet18,
    HATMaskResNet34,
    HATMaskResNet50,
    HATMaskResNet52,
    HATMaskResNet101,
    HATMaskResNet152,
)
from .hat_mask_slim_resnet import HATMaskSlimResNet18
from .hat_mask_vit import HATMaskViTBase16, HATMaskViTSmall16, HATMaskViTTiny16
from .hat_mask_wide_resnet import HATMaskWideResNet16_4, HATMaskWideResNet28_10, HATMaskWideResNet40_2
from .mlp import MLP
from .mobilenet_v2 import MobileNetV2
from .resnet import ResNet18, ResNet34, ResNet50, ResNet52, ResNet101, ResNet152
from .slim_resnet import SlimResNet18
from .vit import ViTBase16, ViTSmall16, ViTTiny16
from .wide_resnet import WideResNet16_4, WideResNet28_10, WideResNet40_2
from .wsn_mask_densenet import WSNMaskDenseNet121
from .wsn_mask_efficientnet import WSNMaskEfficientNetB0
from .wsn_mask_mlp import WSNMaskMLP
from .wsn_mask_mobilenet_v2 import WSNMaskMobileNetV2
from .wsn_mask_resnet import (
    WSNMaskResNet18,
    WSNMaskResNet34,
    WSNMaskResNet50,
    WSNMaskResNet52,
    WSNMaskResNet101,
    WSNMaskResNet152,
)
from .wsn_mask_slim_resnet import WSNMaskSlimResNet18
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
    "HAT",
    "MLP",
    "WSN",
    "AdaHAT",
    "AmnesiacHAT",
    "AmnesiacHATDenseNet121",
    "AmnesiacHATEfficientNetB0",
    "AmnesiacHATMLP",
    "AmnesiacHATMobileNetV2",
    "AmnesiacHATResNet18",
    "AmnesiacHATResNet34",
    "AmnesiacHATResNet50",
    "AmnesiacHATResNet52",
    "AmnesiacHATResNet101",
    "AmnesiacHATResNet152",
    "AmnesiacHATSlimResNet18",
    "AmnesiacHATViTBase16",
    "AmnesiacHATViTSmall16",
    "AmnesiacHATViTTiny16",
    "AmnesiacHATWideResNet16_4",
    "AmnesiacHATWideResNet28_10",
    "AmnesiacHATWideResNet40_2",
    "CLDenseNet121",
    "CLEfficientNetB0",
    "CLMobileNetV2",
    "CLResNet18",
    "CLResNet34",
    "CLResNet50",
    "CLResNet52",
    "CLResNet101",
    "CLResNet152",
    "CLSlimResNet18",
    "CLViTBase16",
    "CLViTSmall16",
    "CLViTTiny16",
    "CLWideResNet16_4",
    "CLWideResNet28_10",
    "CLWideResNet40_2",
    "DenseNet121",
    "EfficientNetB0",
    "FGAdaHAT",
    "HATMaskDenseNet121",
    "HATMaskEfficientNetB0",
    "HATMaskMLP",
    "HATMaskMobileNetV2",
    "HATMaskResNet18",
    "HATMaskResNet34",
    "HATMaskResNet50",
    "HATMaskResNet52",
    "HATMaskResNet101",
    "HATMaskResNet152",
    "HATMaskSlimResNet18",
    "HATMaskViTBase16",
    "HATMaskViTSmall16",
    "HATMaskViTTiny16",
    "HATMaskWideResNet16_4",
    "HATMaskWideResNet28_10",
    "HATMaskWideResNet40_2",
    "MobileNetV2",
    "ResNet18",
    "ResNet34",
    "ResNet50",
    "ResNet52",
    "ResNet101",
    "ResNet152",
    "SlimResNet18",
    "ViTBase16",
    "ViTSmall16",
    "ViTTiny16",
    "WSNMaskDenseNet121",
    "WSNMaskEfficientNetB0",
    "WSNMaskMLP",
    "WSNMaskMobileNetV2",
    "WSNMaskResNet18",
    "WSNMaskResNet34",
    "WSNMaskResNet50",
    "WSNMaskResNet52",
    "WSNMaskResNet101",
    "WSNMaskResNet152",
    "WSNMaskSlimResNet18",
    "WSNMaskViTBase16",
    "WSNMaskViTSmall16",
    "WSNMaskViTTiny16",
    "WSNMaskWideResNet16_4",
    "WSNMaskWideResNet28_10",
    "WSNMaskWideResNet40_2",
    "WideResNet16_4",
    "WideResNet28_10",
    "WideResNet40_2",
]
