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
    from .resnet import ResNet18Config as ResNet18Config
    from .resnet import ResNet34Config as ResNet34Config
    from .resnet import ResNet50Config as ResNet50Config
    from .resnet import ResNet52Config as ResNet52Config
    from .resnet import ResNet101Config as ResNet101Config
    from .resnet import ResNet152Config as ResNet152Config
    from .wsn_mask_mlp import WSNMaskMLPConfig as WSNMaskMLPConfig
else:
    from clbackbones_runtime.lazy import attach

    __getattr__, __dir__ = attach(
        __name__,
        {
            ".mlp": ["MLPConfig"],
            ".cl_mlp": ["CLMLPConfig"],
            ".hat_mask_mlp": ["HATMaskMLPConfig"],
            ".wsn_mask_mlp": ["WSNMaskMLPConfig"],
            ".amnesiac_hat_mlp": ["AmnesiacHATMLPConfig"],
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
            ".amnesiac_hat_resnet": [
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
    "ResNet18Config",
    "ResNet34Config",
    "ResNet50Config",
    "ResNet52Config",
    "ResNet101Config",
    "ResNet152Config",
    "WSNMaskMLPConfig",
]
