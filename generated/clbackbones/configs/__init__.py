# Generated from schema/.
# Do not edit: change the source and run `make codegen`.
"""Config classes, one per generated class; importing them does not import torch."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .amnesiac_hat_cifar_resnet import AmnesiacHATResNet20Config as AmnesiacHATResNet20Config
    from .amnesiac_hat_cifar_resnet import AmnesiacHATResNet32Config as AmnesiacHATResNet32Config
    from .amnesiac_hat_cifar_resnet import AmnesiacHATResNet44Config as AmnesiacHATResNet44Config
    from .amnesiac_hat_cifar_resnet import AmnesiacHATResNet56Config as AmnesiacHATResNet56Config
    from .amnesiac_hat_cifar_resnet import AmnesiacHATResNet110Config as AmnesiacHATResNet110Config
    from .amnesiac_hat_hat_alex_net import AmnesiacHATHATAlexNetConfig as AmnesiacHATHATAlexNetConfig
    from .amnesiac_hat_lenet import AmnesiacHATLeNetConfig as AmnesiacHATLeNetConfig
    from .amnesiac_hat_mlp import AmnesiacHATMLPConfig as AmnesiacHATMLPConfig
    from .amnesiac_hat_resnet import AmnesiacHATResNet18Config as AmnesiacHATResNet18Config
    from .amnesiac_hat_resnet import AmnesiacHATResNet34Config as AmnesiacHATResNet34Config
    from .amnesiac_hat_resnet import AmnesiacHATResNet50Config as AmnesiacHATResNet50Config
    from .amnesiac_hat_resnet import AmnesiacHATResNet52Config as AmnesiacHATResNet52Config
    from .amnesiac_hat_resnet import AmnesiacHATResNet101Config as AmnesiacHATResNet101Config
    from .amnesiac_hat_resnet import AmnesiacHATResNet152Config as AmnesiacHATResNet152Config
    from .amnesiac_hat_resnet import AmnesiacHATResNeXt50_32x4dConfig as AmnesiacHATResNeXt50_32x4dConfig
    from .amnesiac_hat_resnet import AmnesiacHATResNeXt101_32x8dConfig as AmnesiacHATResNeXt101_32x8dConfig
    from .amnesiac_hat_resnet import AmnesiacHATWideResNet50_2Config as AmnesiacHATWideResNet50_2Config
    from .amnesiac_hat_tiny_net import AmnesiacHATTinyNetConfig as AmnesiacHATTinyNetConfig
    from .amnesiac_hat_vgg import AmnesiacHATVGG11Config as AmnesiacHATVGG11Config
    from .amnesiac_hat_vgg import AmnesiacHATVGG13Config as AmnesiacHATVGG13Config
    from .amnesiac_hat_vgg import AmnesiacHATVGG16Config as AmnesiacHATVGG16Config
    from .amnesiac_hat_vgg import AmnesiacHATVGG19Config as AmnesiacHATVGG19Config
    from .cifar_resnet import ResNet20Config as ResNet20Config
    from .cifar_resnet import ResNet32Config as ResNet32Config
    from .cifar_resnet import ResNet44Config as ResNet44Config
    from .cifar_resnet import ResNet56Config as ResNet56Config
    from .cifar_resnet import ResNet110Config as ResNet110Config
    from .cl_cifar_resnet import CLResNet20Config as CLResNet20Config
    from .cl_cifar_resnet import CLResNet32Config as CLResNet32Config
    from .cl_cifar_resnet import CLResNet44Config as CLResNet44Config
    from .cl_cifar_resnet import CLResNet56Config as CLResNet56Config
    from .cl_cifar_resnet import CLResNet110Config as CLResNet110Config
    from .cl_hat_alex_net import CLHATAlexNetConfig as CLHATAlexNetConfig
    from .cl_lenet import CLLeNetConfig as CLLeNetConfig
    from .cl_mlp import CLMLPConfig as CLMLPConfig
    from .cl_resnet import CLResNet18Config as CLResNet18Config
    from .cl_resnet import CLResNet34Config as CLResNet34Config
    from .cl_resnet import CLResNet50Config as CLResNet50Config
    from .cl_resnet import CLResNet52Config as CLResNet52Config
    from .cl_resnet import CLResNet101Config as CLResNet101Config
    from .cl_resnet import CLResNet152Config as CLResNet152Config
    from .cl_resnet import CLResNeXt50_32x4dConfig as CLResNeXt50_32x4dConfig
    from .cl_resnet import CLResNeXt101_32x8dConfig as CLResNeXt101_32x8dConfig
    from .cl_resnet import CLWideResNet50_2Config as CLWideResNet50_2Config
    from .cl_tiny_net import CLTinyNetConfig as CLTinyNetConfig
    from .cl_vgg import CLVGG11Config as CLVGG11Config
    from .cl_vgg import CLVGG13Config as CLVGG13Config
    from .cl_vgg import CLVGG16Config as CLVGG16Config
    from .cl_vgg import CLVGG19Config as CLVGG19Config
    from .hat_alex_net import HATAlexNetConfig as HATAlexNetConfig
    from .hat_mask_cifar_resnet import HATMaskResNet20Config as HATMaskResNet20Config
    from .hat_mask_cifar_resnet import HATMaskResNet32Config as HATMaskResNet32Config
    from .hat_mask_cifar_resnet import HATMaskResNet44Config as HATMaskResNet44Config
    from .hat_mask_cifar_resnet import HATMaskResNet56Config as HATMaskResNet56Config
    from .hat_mask_cifar_resnet import HATMaskResNet110Config as HATMaskResNet110Config
    from .hat_mask_hat_alex_net import HATMaskHATAlexNetConfig as HATMaskHATAlexNetConfig
    from .hat_mask_lenet import HATMaskLeNetConfig as HATMaskLeNetConfig
    from .hat_mask_mlp import HATMaskMLPConfig as HATMaskMLPConfig
    from .hat_mask_resnet import HATMaskResNet18Config as HATMaskResNet18Config
    from .hat_mask_resnet import HATMaskResNet34Config as HATMaskResNet34Config
    from .hat_mask_resnet import HATMaskResNet50Config as HATMaskResNet50Config
    from .hat_mask_resnet import HATMaskResNet52Config as HATMaskResNet52Config
    from .hat_mask_resnet import HATMaskResNet101Config as HATMaskResNet101Config
    from .hat_mask_resnet import HATMaskResNet152Config as HATMaskResNet152Config
    from .hat_mask_resnet import HATMaskResNeXt50_32x4dConfig as HATMaskResNeXt50_32x4dConfig
    from .hat_mask_resnet import HATMaskResNeXt101_32x8dConfig as HATMaskResNeXt101_32x8dConfig
    from .hat_mask_resnet import HATMaskWideResNet50_2Config as HATMaskWideResNet50_2Config
    from .hat_mask_tiny_net import HATMaskTinyNetConfig as HATMaskTinyNetConfig
    from .hat_mask_vgg import HATMaskVGG11Config as HATMaskVGG11Config
    from .hat_mask_vgg import HATMaskVGG13Config as HATMaskVGG13Config
    from .hat_mask_vgg import HATMaskVGG16Config as HATMaskVGG16Config
    from .hat_mask_vgg import HATMaskVGG19Config as HATMaskVGG19Config
    from .lenet import LeNetConfig as LeNetConfig
    from .mlp import MLPConfig as MLPConfig
    from .resnet import ResNet18Config as ResNet18Config
    from .resnet import ResNet34Config as ResNet34Config
    from .resnet import ResNet50Config as ResNet50Config
    from .resnet import ResNet52Config as ResNet52Config
    from .resnet import ResNet101Config as ResNet101Config
    from .resnet import ResNet152Config as ResNet152Config
    from .resnet import ResNeXt50_32x4dConfig as ResNeXt50_32x4dConfig
    from .resnet import ResNeXt101_32x8dConfig as ResNeXt101_32x8dConfig
    from .resnet import WideResNet50_2Config as WideResNet50_2Config
    from .tiny_net import TinyNetConfig as TinyNetConfig
    from .vgg import VGG11Config as VGG11Config
    from .vgg import VGG13Config as VGG13Config
    from .vgg import VGG16Config as VGG16Config
    from .vgg import VGG19Config as VGG19Config
    from .wsn_mask_cifar_resnet import WSNMaskResNet20Config as WSNMaskResNet20Config
    from .wsn_mask_cifar_resnet import WSNMaskResNet32Config as WSNMaskResNet32Config
    from .wsn_mask_cifar_resnet import WSNMaskResNet44Config as WSNMaskResNet44Config
    from .wsn_mask_cifar_resnet import WSNMaskResNet56Config as WSNMaskResNet56Config
    from .wsn_mask_cifar_resnet import WSNMaskResNet110Config as WSNMaskResNet110Config
    from .wsn_mask_hat_alex_net import WSNMaskHATAlexNetConfig as WSNMaskHATAlexNetConfig
    from .wsn_mask_lenet import WSNMaskLeNetConfig as WSNMaskLeNetConfig
    from .wsn_mask_mlp import WSNMaskMLPConfig as WSNMaskMLPConfig
    from .wsn_mask_resnet import WSNMaskResNet18Config as WSNMaskResNet18Config
    from .wsn_mask_resnet import WSNMaskResNet34Config as WSNMaskResNet34Config
    from .wsn_mask_resnet import WSNMaskResNet50Config as WSNMaskResNet50Config
    from .wsn_mask_resnet import WSNMaskResNet52Config as WSNMaskResNet52Config
    from .wsn_mask_resnet import WSNMaskResNet101Config as WSNMaskResNet101Config
    from .wsn_mask_resnet import WSNMaskResNet152Config as WSNMaskResNet152Config
    from .wsn_mask_resnet import WSNMaskResNeXt50_32x4dConfig as WSNMaskResNeXt50_32x4dConfig
    from .wsn_mask_resnet import WSNMaskResNeXt101_32x8dConfig as WSNMaskResNeXt101_32x8dConfig
    from .wsn_mask_resnet import WSNMaskWideResNet50_2Config as WSNMaskWideResNet50_2Config
    from .wsn_mask_tiny_net import WSNMaskTinyNetConfig as WSNMaskTinyNetConfig
    from .wsn_mask_vgg import WSNMaskVGG11Config as WSNMaskVGG11Config
    from .wsn_mask_vgg import WSNMaskVGG13Config as WSNMaskVGG13Config
    from .wsn_mask_vgg import WSNMaskVGG16Config as WSNMaskVGG16Config
    from .wsn_mask_vgg import WSNMaskVGG19Config as WSNMaskVGG19Config
else:
    from clbackbones_runtime.lazy import attach

    __getattr__, __dir__ = attach(
        __name__,
        {
            ".cifar_resnet": [
                "ResNet20Config",
                "ResNet32Config",
                "ResNet44Config",
                "ResNet56Config",
                "ResNet110Config",
            ],
            ".cl_cifar_resnet": [
                "CLResNet20Config",
                "CLResNet32Config",
                "CLResNet44Config",
                "CLResNet56Config",
                "CLResNet110Config",
            ],
            ".hat_mask_cifar_resnet": [
                "HATMaskResNet20Config",
                "HATMaskResNet32Config",
                "HATMaskResNet44Config",
                "HATMaskResNet56Config",
                "HATMaskResNet110Config",
            ],
            ".wsn_mask_cifar_resnet": [
                "WSNMaskResNet20Config",
                "WSNMaskResNet32Config",
                "WSNMaskResNet44Config",
                "WSNMaskResNet56Config",
                "WSNMaskResNet110Config",
            ],
            ".amnesiac_hat_cifar_resnet": [
                "AmnesiacHATResNet20Config",
                "AmnesiacHATResNet32Config",
                "AmnesiacHATResNet44Config",
                "AmnesiacHATResNet56Config",
                "AmnesiacHATResNet110Config",
            ],
            ".hat_alex_net": ["HATAlexNetConfig"],
            ".cl_hat_alex_net": ["CLHATAlexNetConfig"],
            ".hat_mask_hat_alex_net": ["HATMaskHATAlexNetConfig"],
            ".wsn_mask_hat_alex_net": ["WSNMaskHATAlexNetConfig"],
            ".amnesiac_hat_hat_alex_net": ["AmnesiacHATHATAlexNetConfig"],
            ".lenet": ["LeNetConfig"],
            ".cl_lenet": ["CLLeNetConfig"],
            ".hat_mask_lenet": ["HATMaskLeNetConfig"],
            ".wsn_mask_lenet": ["WSNMaskLeNetConfig"],
            ".amnesiac_hat_lenet": ["AmnesiacHATLeNetConfig"],
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
                "ResNeXt50_32x4dConfig",
                "ResNeXt101_32x8dConfig",
                "WideResNet50_2Config",
                "ResNet52Config",
            ],
            ".cl_resnet": [
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
            ".tiny_net": ["TinyNetConfig"],
            ".cl_tiny_net": ["CLTinyNetConfig"],
            ".hat_mask_tiny_net": ["HATMaskTinyNetConfig"],
            ".wsn_mask_tiny_net": ["WSNMaskTinyNetConfig"],
            ".amnesiac_hat_tiny_net": ["AmnesiacHATTinyNetConfig"],
            ".vgg": ["VGG11Config", "VGG13Config", "VGG16Config", "VGG19Config"],
            ".cl_vgg": ["CLVGG11Config", "CLVGG13Config", "CLVGG16Config", "CLVGG19Config"],
            ".hat_mask_vgg": ["HATMaskVGG11Config", "HATMaskVGG13Config", "HATMaskVGG16Config", "HATMaskVGG19Config"],
            ".wsn_mask_vgg": ["WSNMaskVGG11Config", "WSNMaskVGG13Config", "WSNMaskVGG16Config", "WSNMaskVGG19Config"],
            ".amnesiac_hat_vgg": [
                "AmnesiacHATVGG11Config",
                "AmnesiacHATVGG13Config",
                "AmnesiacHATVGG16Config",
                "AmnesiacHATVGG19Config",
            ],
        },
    )

__all__ = [
    "AmnesiacHATHATAlexNetConfig",
    "AmnesiacHATLeNetConfig",
    "AmnesiacHATMLPConfig",
    "AmnesiacHATResNeXt50_32x4dConfig",
    "AmnesiacHATResNeXt101_32x8dConfig",
    "AmnesiacHATResNet18Config",
    "AmnesiacHATResNet20Config",
    "AmnesiacHATResNet32Config",
    "AmnesiacHATResNet34Config",
    "AmnesiacHATResNet44Config",
    "AmnesiacHATResNet50Config",
    "AmnesiacHATResNet52Config",
    "AmnesiacHATResNet56Config",
    "AmnesiacHATResNet101Config",
    "AmnesiacHATResNet110Config",
    "AmnesiacHATResNet152Config",
    "AmnesiacHATTinyNetConfig",
    "AmnesiacHATVGG11Config",
    "AmnesiacHATVGG13Config",
    "AmnesiacHATVGG16Config",
    "AmnesiacHATVGG19Config",
    "AmnesiacHATWideResNet50_2Config",
    "CLHATAlexNetConfig",
    "CLLeNetConfig",
    "CLMLPConfig",
    "CLResNeXt50_32x4dConfig",
    "CLResNeXt101_32x8dConfig",
    "CLResNet18Config",
    "CLResNet20Config",
    "CLResNet32Config",
    "CLResNet34Config",
    "CLResNet44Config",
    "CLResNet50Config",
    "CLResNet52Config",
    "CLResNet56Config",
    "CLResNet101Config",
    "CLResNet110Config",
    "CLResNet152Config",
    "CLTinyNetConfig",
    "CLVGG11Config",
    "CLVGG13Config",
    "CLVGG16Config",
    "CLVGG19Config",
    "CLWideResNet50_2Config",
    "HATAlexNetConfig",
    "HATMaskHATAlexNetConfig",
    "HATMaskLeNetConfig",
    "HATMaskMLPConfig",
    "HATMaskResNeXt50_32x4dConfig",
    "HATMaskResNeXt101_32x8dConfig",
    "HATMaskResNet18Config",
    "HATMaskResNet20Config",
    "HATMaskResNet32Config",
    "HATMaskResNet34Config",
    "HATMaskResNet44Config",
    "HATMaskResNet50Config",
    "HATMaskResNet52Config",
    "HATMaskResNet56Config",
    "HATMaskResNet101Config",
    "HATMaskResNet110Config",
    "HATMaskResNet152Config",
    "HATMaskTinyNetConfig",
    "HATMaskVGG11Config",
    "HATMaskVGG13Config",
    "HATMaskVGG16Config",
    "HATMaskVGG19Config",
    "HATMaskWideResNet50_2Config",
    "LeNetConfig",
    "MLPConfig",
    "ResNeXt50_32x4dConfig",
    "ResNeXt101_32x8dConfig",
    "ResNet18Config",
    "ResNet20Config",
    "ResNet32Config",
    "ResNet34Config",
    "ResNet44Config",
    "ResNet50Config",
    "ResNet52Config",
    "ResNet56Config",
    "ResNet101Config",
    "ResNet110Config",
    "ResNet152Config",
    "TinyNetConfig",
    "VGG11Config",
    "VGG13Config",
    "VGG16Config",
    "VGG19Config",
    "WSNMaskHATAlexNetConfig",
    "WSNMaskLeNetConfig",
    "WSNMaskMLPConfig",
    "WSNMaskResNeXt50_32x4dConfig",
    "WSNMaskResNeXt101_32x8dConfig",
    "WSNMaskResNet18Config",
    "WSNMaskResNet20Config",
    "WSNMaskResNet32Config",
    "WSNMaskResNet34Config",
    "WSNMaskResNet44Config",
    "WSNMaskResNet50Config",
    "WSNMaskResNet52Config",
    "WSNMaskResNet56Config",
    "WSNMaskResNet101Config",
    "WSNMaskResNet110Config",
    "WSNMaskResNet152Config",
    "WSNMaskTinyNetConfig",
    "WSNMaskVGG11Config",
    "WSNMaskVGG13Config",
    "WSNMaskVGG16Config",
    "WSNMaskVGG19Config",
    "WSNMaskWideResNet50_2Config",
    "WideResNet50_2Config",
]
