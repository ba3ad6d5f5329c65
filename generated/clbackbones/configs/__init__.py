# Generated from schema/.
# Do not edit: change the source and run `make codegen`.
"""Config classes, one per generated class; importing them does not import torch."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .amnesiac_hat_mlp import AmnesiacHATMLPConfig as AmnesiacHATMLPConfig
    from .amnesiac_hat_resnet import AmnesiacHATResNet18Config as AmnesiacHATResNet18Config
    from .amnesiac_hat_resnet import AmnesiacHATResNet34Config as AmnesiacHATResNet34Config
    from .amnesiac_hat_resnet import AmnesiacHATResNet50Config as AmnesiacHATResNet50Config
    from .amnesiac_hat_resnet import AmnesiacHATResNet52Config as AmnesiacHATResNet52Config
    from .amnesiac_hat_resnet import AmnesiacHATResNet101Config as AmnesiacHATResNet101Config
    from .amnesiac_hat_resnet import AmnesiacHATResNet152Config as AmnesiacHATResNet152Config
    from .cl_mlp import CLMLPConfig as CLMLPConfig
    from .cl_resnet import CLResNet18Config as CLResNet18Config
    from .cl_resnet import CLResNet34Config as CLResNet34Config
    from .cl_resnet import CLResNet50Config as CLResNet50Config
    from .cl_resnet import CLResNet52Config as CLResNet52Config
    from .cl_resnet import CLResNet101Config as CLResNet101Config
    from .cl_resnet import CLResNet152Config as CLResNet152Config
    from .hat_mask_mlp import HATMaskMLPConfig as HATMaskMLPConfig
    from .hat_mask_resnet import HATMaskResNet18Config as HATMaskResNet18Config
    from .hat_mask_resnet import HATMaskResNet34Config as HATMaskResNet34Config
    from .hat_mask_resnet import HATMaskResNet50Config as HATMaskResNet50Config
    from .hat_mask_resnet import HATMaskResNet52Config as HATMaskResNet52Config
    from .hat_mask_resnet import HATMaskResNet101Config as HATMaskResNet101Config
    from .hat_mask_resnet import HATMaskResNet152Config as HATMaskResNet152Config
    from .mlp import MLPConfig as MLPConfig
    from .packnet_mlp import PackNetMLPConfig as PackNetMLPConfig
    from .packnet_resnet import PackNetResNet18Config as PackNetResNet18Config
    from .packnet_resnet import PackNetResNet34Config as PackNetResNet34Config
    from .packnet_resnet import PackNetResNet50Config as PackNetResNet50Config
    from .packnet_resnet import PackNetResNet52Config as PackNetResNet52Config
    from .packnet_resnet import PackNetResNet101Config as PackNetResNet101Config
    from .packnet_resnet import PackNetResNet152Config as PackNetResNet152Config
    from .piggyback_mlp import PiggybackMLPConfig as PiggybackMLPConfig
    from .piggyback_resnet import PiggybackResNet18Config as PiggybackResNet18Config
    from .piggyback_resnet import PiggybackResNet34Config as PiggybackResNet34Config
    from .piggyback_resnet import PiggybackResNet50Config as PiggybackResNet50Config
    from .piggyback_resnet import PiggybackResNet52Config as PiggybackResNet52Config
    from .piggyback_resnet import PiggybackResNet101Config as PiggybackResNet101Config
    from .piggyback_resnet import PiggybackResNet152Config as PiggybackResNet152Config
    from .resnet import ResNet18Config as ResNet18Config
    from .resnet import ResNet34Config as ResNet34Config
    from .resnet import ResNet50Config as ResNet50Config
    from .resnet import ResNet52Config as ResNet52Config
    from .resnet import ResNet101Config as ResNet101Config
    from .resnet import ResNet152Config as ResNet152Config
    from .supsup_mlp import SupSupMLPConfig as SupSupMLPConfig
    from .supsup_resnet import SupSupResNet18Config as SupSupResNet18Config
    from .supsup_resnet import SupSupResNet34Config as SupSupResNet34Config
    from .supsup_resnet import SupSupResNet50Config as SupSupResNet50Config
    from .supsup_resnet import SupSupResNet52Config as SupSupResNet52Config
    from .supsup_resnet import SupSupResNet101Config as SupSupResNet101Config
    from .supsup_resnet import SupSupResNet152Config as SupSupResNet152Config
    from .wsn_mask_mlp import WSNMaskMLPConfig as WSNMaskMLPConfig
    from .wsn_mask_resnet import WSNMaskResNet18Config as WSNMaskResNet18Config
    from .wsn_mask_resnet import WSNMaskResNet34Config as WSNMaskResNet34Config
    from .wsn_mask_resnet import WSNMaskResNet50Config as WSNMaskResNet50Config
    from .wsn_mask_resnet import WSNMaskResNet52Config as WSNMaskResNet52Config
    from .wsn_mask_resnet import WSNMaskResNet101Config as WSNMaskResNet101Config
    from .wsn_mask_resnet import WSNMaskResNet152Config as WSNMaskResNet152Config
else:
    from clbackbones_runtime.lazy import attach

    __getattr__, __dir__ = attach(
        __name__,
        {
            ".mlp": ["MLPConfig"],
            ".cl_mlp": ["CLMLPConfig"],
            ".hat_mask_mlp": ["HATMaskMLPConfig"],
            ".packnet_mlp": ["PackNetMLPConfig"],
            ".piggyback_mlp": ["PiggybackMLPConfig"],
            ".wsn_mask_mlp": ["WSNMaskMLPConfig"],
            ".amnesiac_hat_mlp": ["AmnesiacHATMLPConfig"],
            ".supsup_mlp": ["SupSupMLPConfig"],
            ".resnet": [
                "ResNet18Config",
                "ResNet34Config",
                "ResNet50Config",
                "ResNet101Config",
                "ResNet152Config",
                "ResNet52Config",
            ],
            ".cl_resnet": [
                "CLResNet18Config",
                "CLResNet34Config",
                "CLResNet50Config",
                "CLResNet101Config",
                "CLResNet152Config",
                "CLResNet52Config",
            ],
            ".hat_mask_resnet": [
                "HATMaskResNet18Config",
                "HATMaskResNet34Config",
                "HATMaskResNet50Config",
                "HATMaskResNet101Config",
                "HATMaskResNet152Config",
                "HATMaskResNet52Config",
            ],
            ".packnet_resnet": [
                "PackNetResNet18Config",
                "PackNetResNet34Config",
                "PackNetResNet50Config",
                "PackNetResNet101Config",
                "PackNetResNet152Config",
                "PackNetResNet52Config",
            ],
            ".piggyback_resnet": [
                "PiggybackResNet18Config",
                "PiggybackResNet34Config",
                "PiggybackResNet50Config",
                "PiggybackResNet101Config",
                "PiggybackResNet152Config",
                "PiggybackResNet52Config",
            ],
            ".wsn_mask_resnet": [
                "WSNMaskResNet18Config",
                "WSNMaskResNet34Config",
                "WSNMaskResNet50Config",
                "WSNMaskResNet101Config",
                "WSNMaskResNet152Config",
                "WSNMaskResNet52Config",
            ],
            ".amnesiac_hat_resnet": [
                "AmnesiacHATResNet18Config",
                "AmnesiacHATResNet34Config",
                "AmnesiacHATResNet50Config",
                "AmnesiacHATResNet101Config",
                "AmnesiacHATResNet152Config",
                "AmnesiacHATResNet52Config",
            ],
            ".supsup_resnet": [
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
    "AmnesiacHATMLPConfig",
    "AmnesiacHATResNet18Config",
    "AmnesiacHATResNet34Config",
    "AmnesiacHATResNet50Config",
    "AmnesiacHATResNet52Config",
    "AmnesiacHATResNet101Config",
    "AmnesiacHATResNet152Config",
    "CLMLPConfig",
    "CLResNet18Config",
    "CLResNet34Config",
    "CLResNet50Config",
    "CLResNet52Config",
    "CLResNet101Config",
    "CLResNet152Config",
    "HATMaskMLPConfig",
    "HATMaskResNet18Config",
    "HATMaskResNet34Config",
    "HATMaskResNet50Config",
    "HATMaskResNet52Config",
    "HATMaskResNet101Config",
    "HATMaskResNet152Config",
    "MLPConfig",
    "PackNetMLPConfig",
    "PackNetResNet18Config",
    "PackNetResNet34Config",
    "PackNetResNet50Config",
    "PackNetResNet52Config",
    "PackNetResNet101Config",
    "PackNetResNet152Config",
    "PiggybackMLPConfig",
    "PiggybackResNet18Config",
    "PiggybackResNet34Config",
    "PiggybackResNet50Config",
    "PiggybackResNet52Config",
    "PiggybackResNet101Config",
    "PiggybackResNet152Config",
    "ResNet18Config",
    "ResNet34Config",
    "ResNet50Config",
    "ResNet52Config",
    "ResNet101Config",
    "ResNet152Config",
    "SupSupMLPConfig",
    "SupSupResNet18Config",
    "SupSupResNet34Config",
    "SupSupResNet50Config",
    "SupSupResNet52Config",
    "SupSupResNet101Config",
    "SupSupResNet152Config",
    "WSNMaskMLPConfig",
    "WSNMaskResNet18Config",
    "WSNMaskResNet34Config",
    "WSNMaskResNet50Config",
    "WSNMaskResNet52Config",
    "WSNMaskResNet101Config",
    "WSNMaskResNet152Config",
]
