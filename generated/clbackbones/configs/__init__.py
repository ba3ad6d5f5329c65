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
    from .amnesiac_hat_densenet import AmnesiacHATDenseNet121Config as AmnesiacHATDenseNet121Config
    from .amnesiac_hat_efficientnet import AmnesiacHATEfficientNetB0Config as AmnesiacHATEfficientNetB0Config
    from .amnesiac_hat_hat_alex_net import AmnesiacHATHATAlexNetConfig as AmnesiacHATHATAlexNetConfig
    from .amnesiac_hat_lenet import AmnesiacHATLeNetConfig as AmnesiacHATLeNetConfig
    from .amnesiac_hat_mlp import AmnesiacHATMLPConfig as AmnesiacHATMLPConfig
    from .amnesiac_hat_mobilenet_v2 import AmnesiacHATMobileNetV2Config as AmnesiacHATMobileNetV2Config
    from .amnesiac_hat_resnet import AmnesiacHATResNet18Config as AmnesiacHATResNet18Config
    from .amnesiac_hat_resnet import AmnesiacHATResNet34Config as AmnesiacHATResNet34Config
    from .amnesiac_hat_resnet import AmnesiacHATResNet50Config as AmnesiacHATResNet50Config
    from .amnesiac_hat_resnet import AmnesiacHATResNet52Config as AmnesiacHATResNet52Config
    from .amnesiac_hat_resnet import AmnesiacHATResNet101Config as AmnesiacHATResNet101Config
    from .amnesiac_hat_resnet import AmnesiacHATResNet152Config as AmnesiacHATResNet152Config
    from .amnesiac_hat_resnet import AmnesiacHATResNeXt50_32x4dConfig as AmnesiacHATResNeXt50_32x4dConfig
    from .amnesiac_hat_resnet import AmnesiacHATResNeXt101_32x8dConfig as AmnesiacHATResNeXt101_32x8dConfig
    from .amnesiac_hat_resnet import AmnesiacHATWideResNet50_2Config as AmnesiacHATWideResNet50_2Config
    from .amnesiac_hat_slim_resnet import AmnesiacHATSlimResNet18Config as AmnesiacHATSlimResNet18Config
    from .amnesiac_hat_tiny_net import AmnesiacHATTinyNetConfig as AmnesiacHATTinyNetConfig
    from .amnesiac_hat_vgg import AmnesiacHATVGG11Config as AmnesiacHATVGG11Config
    from .amnesiac_hat_vgg import AmnesiacHATVGG13Config as AmnesiacHATVGG13Config
    from .amnesiac_hat_vgg import AmnesiacHATVGG16Config as AmnesiacHATVGG16Config
    from .amnesiac_hat_vgg import AmnesiacHATVGG19Config as AmnesiacHATVGG19Config
    from .amnesiac_hat_vit import AmnesiacHATViTBase16Config as AmnesiacHATViTBase16Config
    from .amnesiac_hat_vit import AmnesiacHATViTSmall16Config as AmnesiacHATViTSmall16Config
    from .amnesiac_hat_vit import AmnesiacHATViTTiny16Config as AmnesiacHATViTTiny16Config
    from .amnesiac_hat_wide_resnet import AmnesiacHATWideResNet16_4Config as AmnesiacHATWideResNet16_4Config
    from .amnesiac_hat_wide_resnet import AmnesiacHATWideResNet28_10Config as AmnesiacHATWideResNet28_10Config
    from .amnesiac_hat_wide_resnet import AmnesiacHATWideResNet40_2Config as AmnesiacHATWideResNet40_2Config
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
    from .cl_densenet import CLDenseNet121Config as CLDenseNet121Config
    from .cl_efficientnet import CLEfficientNetB0Config as CLEfficientNetB0Config
    from .cl_hat_alex_net import CLHATAlexNetConfig as CLHATAlexNetConfig
    from .cl_lenet import CLLeNetConfig as CLLeNetConfig
    from .cl_mlp import CLMLPConfig as CLMLPConfig
    from .cl_mobilenet_v2 import CLMobileNetV2Config as CLMobileNetV2Config
    from .cl_resnet import CLResNet18Config as CLResNet18Config
    from .cl_resnet import CLResNet34Config as CLResNet34Config
    from .cl_resnet import CLResNet50Config as CLResNet50Config
    from .cl_resnet import CLResNet52Config as CLResNet52Config
    from .cl_resnet import CLResNet101Config as CLResNet101Config
    from .cl_resnet import CLResNet152Config as CLResNet152Config
    from .cl_resnet import CLResNeXt50_32x4dConfig as CLResNeXt50_32x4dConfig
    from .cl_resnet import CLResNeXt101_32x8dConfig as CLResNeXt101_32x8dConfig
    from .cl_resnet import CLWideResNet50_2Config as CLWideResNet50_2Config
    from .cl_slim_resnet import CLSlimResNet18Config as CLSlimResNet18Config
    from .cl_tiny_net import CLTinyNetConfig as CLTinyNetConfig
    from .cl_vgg import CLVGG11Config as CLVGG11Config
    from .cl_vgg import CLVGG13Config as CLVGG13Config
    from .cl_vgg import CLVGG16Config as CLVGG16Config
    from .cl_vgg import CLVGG19Config as CLVGG19Config
    from .cl_vit import CLViTBase16Config as CLViTBase16Config
    from .cl_vit import CLViTSmall16Config as CLViTSmall16Config
    from .cl_vit import CLViTTiny16Config as CLViTTiny16Config
    from .cl_wide_resnet import CLWideResNet16_4Config as CLWideResNet16_4Config
    from .cl_wide_resnet import CLWideResNet28_10Config as CLWideResNet28_10Config
    from .cl_wide_resnet import CLWideResNet40_2Config as CLWideResNet40_2Config
    from .densenet import DenseNet121Config as DenseNet121Config
    from .efficientnet import EfficientNetB0Config as EfficientNetB0Config
    from .hat_alex_net import HATAlexNetConfig as HATAlexNetConfig
    from .hat_mask_cifar_resnet import HATMaskResNet20Config as HATMaskResNet20Config
    from .hat_mask_cifar_resnet import HATMaskResNet32Config as HATMaskResNet32Config
    from .hat_mask_cifar_resnet import HATMaskResNet44Config as HATMaskResNet44Config
    from .hat_mask_cifar_resnet import HATMaskResNet56Config as HATMaskResNet56Config
    from .hat_mask_cifar_resnet import HATMaskResNet110Config as HATMaskResNet110Config
    from .hat_mask_densenet import HATMaskDenseNet121Config as HATMaskDenseNet121Config
    from .hat_mask_efficientnet import HATMaskEfficientNetB0Config as HATMaskEfficientNetB0Config
    from .hat_mask_hat_alex_net import HATMaskHATAlexNetConfig as HATMaskHATAlexNetConfig
    from .hat_mask_lenet import HATMaskLeNetConfig as HATMaskLeNetConfig
    from .hat_mask_mlp import HATMaskMLPConfig as HATMaskMLPConfig
    from .hat_mask_mobilenet_v2 import HATMaskMobileNetV2Config as HATMaskMobileNetV2Config
    from .hat_mask_resnet import HATMaskResNet18Config as HATMaskResNet18Config
    from .hat_mask_resnet import HATMaskResNet34Config as HATMaskResNet34Config
    from .hat_mask_resnet import HATMaskResNet50Config as HATMaskResNet50Config
    from .hat_mask_resnet import HATMaskResNet52Config as HATMaskResNet52Config
    from .hat_mask_resnet import HATMaskResNet101Config as HATMaskResNet101Config
    from .hat_mask_resnet import HATMaskResNet152Config as HATMaskResNet152Config
    from .hat_mask_resnet import HATMaskResNeXt50_32x4dConfig as HATMaskResNeXt50_32x4dConfig
    from .hat_mask_resnet import HATMaskResNeXt101_32x8dConfig as HATMaskResNeXt101_32x8dConfig
    from .hat_mask_resnet import HATMaskWideResNet50_2Config as HATMaskWideResNet50_2Config
    from .hat_mask_slim_resnet import HATMaskSlimResNet18Config as HATMaskSlimResNet18Config
    from .hat_mask_tiny_net import HATMaskTinyNetConfig as HATMaskTinyNetConfig
    from .hat_mask_vgg import HATMaskVGG11Config as HATMaskVGG11Config
    from .hat_mask_vgg import HATMaskVGG13Config as HATMaskVGG13Config
    from .hat_mask_vgg import HATMaskVGG16Config as HATMaskVGG16Config
    from .hat_mask_vgg import HATMaskVGG19Config as HATMaskVGG19Config
    from .hat_mask_vit import HATMaskViTBase16Config as HATMaskViTBase16Config
    from .hat_mask_vit import HATMaskViTSmall16Config as HATMaskViTSmall16Config
    from .hat_mask_vit import HATMaskViTTiny16Config as HATMaskViTTiny16Config
    from .hat_mask_wide_resnet import HATMaskWideResNet16_4Config as HATMaskWideResNet16_4Config
    from .hat_mask_wide_resnet import HATMaskWideResNet28_10Config as HATMaskWideResNet28_10Config
    from .hat_mask_wide_resnet import HATMaskWideResNet40_2Config as HATMaskWideResNet40_2Config
    from .lenet import LeNetConfig as LeNetConfig
    from .mlp import MLPConfig as MLPConfig
    from .mobilenet_v2 import MobileNetV2Config as MobileNetV2Config
    from .packnet_cifar_resnet import PackNetResNet20Config as PackNetResNet20Config
    from .packnet_cifar_resnet import PackNetResNet32Config as PackNetResNet32Config
    from .packnet_cifar_resnet import PackNetResNet44Config as PackNetResNet44Config
    from .packnet_cifar_resnet import PackNetResNet56Config as PackNetResNet56Config
    from .packnet_cifar_resnet import PackNetResNet110Config as PackNetResNet110Config
    from .packnet_densenet import PackNetDenseNet121Config as PackNetDenseNet121Config
    from .packnet_efficientnet import PackNetEfficientNetB0Config as PackNetEfficientNetB0Config
    from .packnet_hat_alex_net import PackNetHATAlexNetConfig as PackNetHATAlexNetConfig
    from .packnet_lenet import PackNetLeNetConfig as PackNetLeNetConfig
    from .packnet_mlp import PackNetMLPConfig as PackNetMLPConfig
    from .packnet_mobilenet_v2 import PackNetMobileNetV2Config as PackNetMobileNetV2Config
    from .packnet_resnet import PackNetResNet18Config as PackNetResNet18Config
    from .packnet_resnet import PackNetResNet34Config as PackNetResNet34Config
    from .packnet_resnet import PackNetResNet50Config as PackNetResNet50Config
    from .packnet_resnet import PackNetResNet52Config as PackNetResNet52Config
    from .packnet_resnet import PackNetResNet101Config as PackNetResNet101Config
    from .packnet_resnet import PackNetResNet152Config as PackNetResNet152Config
    from .packnet_resnet import PackNetResNeXt50_32x4dConfig as PackNetResNeXt50_32x4dConfig
    from .packnet_resnet import PackNetResNeXt101_32x8dConfig as PackNetResNeXt101_32x8dConfig
    from .packnet_resnet import PackNetWideResNet50_2Config as PackNetWideResNet50_2Config
    from .packnet_slim_resnet import PackNetSlimResNet18Config as PackNetSlimResNet18Config
    from .packnet_tiny_net import PackNetTinyNetConfig as PackNetTinyNetConfig
    from .packnet_vgg import PackNetVGG11Config as PackNetVGG11Config
    from .packnet_vgg import PackNetVGG13Config as PackNetVGG13Config
    from .packnet_vgg import PackNetVGG16Config as PackNetVGG16Config
    from .packnet_vgg import PackNetVGG19Config as PackNetVGG19Config
    from .packnet_vit import PackNetViTBase16Config as PackNetViTBase16Config
    from .packnet_vit import PackNetViTSmall16Config as PackNetViTSmall16Config
    from .packnet_vit import PackNetViTTiny16Config as PackNetViTTiny16Config
    from .packnet_wide_resnet import PackNetWideResNet16_4Config as PackNetWideResNet16_4Config
    from .packnet_wide_resnet import PackNetWideResNet28_10Config as PackNetWideResNet28_10Config
    from .packnet_wide_resnet import PackNetWideResNet40_2Config as PackNetWideResNet40_2Config
    from .piggyback_cifar_resnet import PiggybackResNet20Config as PiggybackResNet20Config
    from .piggyback_cifar_resnet import PiggybackResNet32Config as PiggybackResNet32Config
    from .piggyback_cifar_resnet import PiggybackResNet44Config as PiggybackResNet44Config
    from .piggyback_cifar_resnet import PiggybackResNet56Config as PiggybackResNet56Config
    from .piggyback_cifar_resnet import PiggybackResNet110Config as PiggybackResNet110Config
    from .piggyback_densenet import PiggybackDenseNet121Config as PiggybackDenseNet121Config
    from .piggyback_efficientnet import PiggybackEfficientNetB0Config as PiggybackEfficientNetB0Config
    from .piggyback_hat_alex_net import PiggybackHATAlexNetConfig as PiggybackHATAlexNetConfig
    from .piggyback_lenet import PiggybackLeNetConfig as PiggybackLeNetConfig
    from .piggyback_mlp import PiggybackMLPConfig as PiggybackMLPConfig
    from .piggyback_mobilenet_v2 import PiggybackMobileNetV2Config as PiggybackMobileNetV2Config
    from .piggyback_resnet import PiggybackResNet18Config as PiggybackResNet18Config
    from .piggyback_resnet import PiggybackResNet34Config as PiggybackResNet34Config
    from .piggyback_resnet import PiggybackResNet50Config as PiggybackResNet50Config
    from .piggyback_resnet import PiggybackResNet52Config as PiggybackResNet52Config
    from .piggyback_resnet import PiggybackResNet101Config as PiggybackResNet101Config
    from .piggyback_resnet import PiggybackResNet152Config as PiggybackResNet152Config
    from .piggyback_resnet import PiggybackResNeXt50_32x4dConfig as PiggybackResNeXt50_32x4dConfig
    from .piggyback_resnet import PiggybackResNeXt101_32x8dConfig as PiggybackResNeXt101_32x8dConfig
    from .piggyback_resnet import PiggybackWideResNet50_2Config as PiggybackWideResNet50_2Config
    from .piggyback_slim_resnet import PiggybackSlimResNet18Config as PiggybackSlimResNet18Config
    from .piggyback_tiny_net import PiggybackTinyNetConfig as PiggybackTinyNetConfig
    from .piggyback_vgg import PiggybackVGG11Config as PiggybackVGG11Config
    from .piggyback_vgg import PiggybackVGG13Config as PiggybackVGG13Config
    from .piggyback_vgg import PiggybackVGG16Config as PiggybackVGG16Config
    from .piggyback_vgg import PiggybackVGG19Config as PiggybackVGG19Config
    from .piggyback_vit import PiggybackViTBase16Config as PiggybackViTBase16Config
    from .piggyback_vit import PiggybackViTSmall16Config as PiggybackViTSmall16Config
    from .piggyback_vit import PiggybackViTTiny16Config as PiggybackViTTiny16Config
    from .piggyback_wide_resnet import PiggybackWideResNet16_4Config as PiggybackWideResNet16_4Config
    from .piggyback_wide_resnet import PiggybackWideResNet28_10Config as PiggybackWideResNet28_10Config
    from .piggyback_wide_resnet import PiggybackWideResNet40_2Config as PiggybackWideResNet40_2Config
    from .resnet import ResNet18Config as ResNet18Config
    from .resnet import ResNet34Config as ResNet34Config
    from .resnet import ResNet50Config as ResNet50Config
    from .resnet import ResNet52Config as ResNet52Config
    from .resnet import ResNet101Config as ResNet101Config
    from .resnet import ResNet152Config as ResNet152Config
    from .resnet import ResNeXt50_32x4dConfig as ResNeXt50_32x4dConfig
    from .resnet import ResNeXt101_32x8dConfig as ResNeXt101_32x8dConfig
    from .resnet import WideResNet50_2Config as WideResNet50_2Config
    from .slim_resnet import SlimResNet18Config as SlimResNet18Config
    from .supsup_cifar_resnet import SupSupResNet20Config as SupSupResNet20Config
    from .supsup_cifar_resnet import SupSupResNet32Config as SupSupResNet32Config
    from .supsup_cifar_resnet import SupSupResNet44Config as SupSupResNet44Config
    from .supsup_cifar_resnet import SupSupResNet56Config as SupSupResNet56Config
    from .supsup_cifar_resnet import SupSupResNet110Config as SupSupResNet110Config
    from .supsup_densenet import SupSupDenseNet121Config as SupSupDenseNet121Config
    from .supsup_efficientnet import SupSupEfficientNetB0Config as SupSupEfficientNetB0Config
    from .supsup_hat_alex_net import SupSupHATAlexNetConfig as SupSupHATAlexNetConfig
    from .supsup_lenet import SupSupLeNetConfig as SupSupLeNetConfig
    from .supsup_mlp import SupSupMLPConfig as SupSupMLPConfig
    from .supsup_mobilenet_v2 import SupSupMobileNetV2Config as SupSupMobileNetV2Config
    from .supsup_resnet import SupSupResNet18Config as SupSupResNet18Config
    from .supsup_resnet import SupSupResNet34Config as SupSupResNet34Config
    from .supsup_resnet import SupSupResNet50Config as SupSupResNet50Config
    from .supsup_resnet import SupSupResNet52Config as SupSupResNet52Config
    from .supsup_resnet import SupSupResNet101Config as SupSupResNet101Config
    from .supsup_resnet import SupSupResNet152Config as SupSupResNet152Config
    from .supsup_resnet import SupSupResNeXt50_32x4dConfig as SupSupResNeXt50_32x4dConfig
    from .supsup_resnet import SupSupResNeXt101_32x8dConfig as SupSupResNeXt101_32x8dConfig
    from .supsup_resnet import SupSupWideResNet50_2Config as SupSupWideResNet50_2Config
    from .supsup_slim_resnet import SupSupSlimResNet18Config as SupSupSlimResNet18Config
    from .supsup_tiny_net import SupSupTinyNetConfig as SupSupTinyNetConfig
    from .supsup_vgg import SupSupVGG11Config as SupSupVGG11Config
    from .supsup_vgg import SupSupVGG13Config as SupSupVGG13Config
    from .supsup_vgg import SupSupVGG16Config as SupSupVGG16Config
    from .supsup_vgg import SupSupVGG19Config as SupSupVGG19Config
    from .supsup_vit import SupSupViTBase16Config as SupSupViTBase16Config
    from .supsup_vit import SupSupViTSmall16Config as SupSupViTSmall16Config
    from .supsup_vit import SupSupViTTiny16Config as SupSupViTTiny16Config
    from .supsup_wide_resnet import SupSupWideResNet16_4Config as SupSupWideResNet16_4Config
    from .supsup_wide_resnet import SupSupWideResNet28_10Config as SupSupWideResNet28_10Config
    from .supsup_wide_resnet import SupSupWideResNet40_2Config as SupSupWideResNet40_2Config
    from .tiny_net import TinyNetConfig as TinyNetConfig
    from .vgg import VGG11Config as VGG11Config
    from .vgg import VGG13Config as VGG13Config
    from .vgg import VGG16Config as VGG16Config
    from .vgg import VGG19Config as VGG19Config
    from .vit import ViTBase16Config as ViTBase16Config
    from .vit import ViTSmall16Config as ViTSmall16Config
    from .vit import ViTTiny16Config as ViTTiny16Config
    from .wide_resnet import WideResNet16_4Config as WideResNet16_4Config
    from .wide_resnet import WideResNet28_10Config as WideResNet28_10Config
    from .wide_resnet import WideResNet40_2Config as WideResNet40_2Config
    from .wsn_mask_cifar_resnet import WSNMaskResNet20Config as WSNMaskResNet20Config
    from .wsn_mask_cifar_resnet import WSNMaskResNet32Config as WSNMaskResNet32Config
    from .wsn_mask_cifar_resnet import WSNMaskResNet44Config as WSNMaskResNet44Config
    from .wsn_mask_cifar_resnet import WSNMaskResNet56Config as WSNMaskResNet56Config
    from .wsn_mask_cifar_resnet import WSNMaskResNet110Config as WSNMaskResNet110Config
    from .wsn_mask_densenet import WSNMaskDenseNet121Config as WSNMaskDenseNet121Config
    from .wsn_mask_efficientnet import WSNMaskEfficientNetB0Config as WSNMaskEfficientNetB0Config
    from .wsn_mask_hat_alex_net import WSNMaskHATAlexNetConfig as WSNMaskHATAlexNetConfig
    from .wsn_mask_lenet import WSNMaskLeNetConfig as WSNMaskLeNetConfig
    from .wsn_mask_mlp import WSNMaskMLPConfig as WSNMaskMLPConfig
    from .wsn_mask_mobilenet_v2 import WSNMaskMobileNetV2Config as WSNMaskMobileNetV2Config
    from .wsn_mask_resnet import WSNMaskResNet18Config as WSNMaskResNet18Config
    from .wsn_mask_resnet import WSNMaskResNet34Config as WSNMaskResNet34Config
    from .wsn_mask_resnet import WSNMaskResNet50Config as WSNMaskResNet50Config
    from .wsn_mask_resnet import WSNMaskResNet52Config as WSNMaskResNet52Config
    from .wsn_mask_resnet import WSNMaskResNet101Config as WSNMaskResNet101Config
    from .wsn_mask_resnet import WSNMaskResNet152Config as WSNMaskResNet152Config
    from .wsn_mask_resnet import WSNMaskResNeXt50_32x4dConfig as WSNMaskResNeXt50_32x4dConfig
    from .wsn_mask_resnet import WSNMaskResNeXt101_32x8dConfig as WSNMaskResNeXt101_32x8dConfig
    from .wsn_mask_resnet import WSNMaskWideResNet50_2Config as WSNMaskWideResNet50_2Config
    from .wsn_mask_slim_resnet import WSNMaskSlimResNet18Config as WSNMaskSlimResNet18Config
    from .wsn_mask_tiny_net import WSNMaskTinyNetConfig as WSNMaskTinyNetConfig
    from .wsn_mask_vgg import WSNMaskVGG11Config as WSNMaskVGG11Config
    from .wsn_mask_vgg import WSNMaskVGG13Config as WSNMaskVGG13Config
    from .wsn_mask_vgg import WSNMaskVGG16Config as WSNMaskVGG16Config
    from .wsn_mask_vgg import WSNMaskVGG19Config as WSNMaskVGG19Config
    from .wsn_mask_vit import WSNMaskViTBase16Config as WSNMaskViTBase16Config
    from .wsn_mask_vit import WSNMaskViTSmall16Config as WSNMaskViTSmall16Config
    from .wsn_mask_vit import WSNMaskViTTiny16Config as WSNMaskViTTiny16Config
    from .wsn_mask_wide_resnet import WSNMaskWideResNet16_4Config as WSNMaskWideResNet16_4Config
    from .wsn_mask_wide_resnet import WSNMaskWideResNet28_10Config as WSNMaskWideResNet28_10Config
    from .wsn_mask_wide_resnet import WSNMaskWideResNet40_2Config as WSNMaskWideResNet40_2Config
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
            ".packnet_cifar_resnet": [
                "PackNetResNet20Config",
                "PackNetResNet32Config",
                "PackNetResNet44Config",
                "PackNetResNet56Config",
                "PackNetResNet110Config",
            ],
            ".piggyback_cifar_resnet": [
                "PiggybackResNet20Config",
                "PiggybackResNet32Config",
                "PiggybackResNet44Config",
                "PiggybackResNet56Config",
                "PiggybackResNet110Config",
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
            ".supsup_cifar_resnet": [
                "SupSupResNet20Config",
                "SupSupResNet32Config",
                "SupSupResNet44Config",
                "SupSupResNet56Config",
                "SupSupResNet110Config",
            ],
            ".densenet": ["DenseNet121Config"],
            ".cl_densenet": ["CLDenseNet121Config"],
            ".hat_mask_densenet": ["HATMaskDenseNet121Config"],
            ".packnet_densenet": ["PackNetDenseNet121Config"],
            ".piggyback_densenet": ["PiggybackDenseNet121Config"],
            ".wsn_mask_densenet": ["WSNMaskDenseNet121Config"],
            ".amnesiac_hat_densenet": ["AmnesiacHATDenseNet121Config"],
            ".supsup_densenet": ["SupSupDenseNet121Config"],
            ".efficientnet": ["EfficientNetB0Config"],
            ".cl_efficientnet": ["CLEfficientNetB0Config"],
            ".hat_mask_efficientnet": ["HATMaskEfficientNetB0Config"],
            ".packnet_efficientnet": ["PackNetEfficientNetB0Config"],
            ".piggyback_efficientnet": ["PiggybackEfficientNetB0Config"],
            ".wsn_mask_efficientnet": ["WSNMaskEfficientNetB0Config"],
            ".amnesiac_hat_efficientnet": ["AmnesiacHATEfficientNetB0Config"],
            ".supsup_efficientnet": ["SupSupEfficientNetB0Config"],
            ".hat_alex_net": ["HATAlexNetConfig"],
            ".cl_hat_alex_net": ["CLHATAlexNetConfig"],
            ".hat_mask_hat_alex_net": ["HATMaskHATAlexNetConfig"],
            ".packnet_hat_alex_net": ["PackNetHATAlexNetConfig"],
            ".piggyback_hat_alex_net": ["PiggybackHATAlexNetConfig"],
            ".wsn_mask_hat_alex_net": ["WSNMaskHATAlexNetConfig"],
            ".amnesiac_hat_hat_alex_net": ["AmnesiacHATHATAlexNetConfig"],
            ".supsup_hat_alex_net": ["SupSupHATAlexNetConfig"],
            ".lenet": ["LeNetConfig"],
            ".cl_lenet": ["CLLeNetConfig"],
            ".hat_mask_lenet": ["HATMaskLeNetConfig"],
            ".packnet_lenet": ["PackNetLeNetConfig"],
            ".piggyback_lenet": ["PiggybackLeNetConfig"],
            ".wsn_mask_lenet": ["WSNMaskLeNetConfig"],
            ".amnesiac_hat_lenet": ["AmnesiacHATLeNetConfig"],
            ".supsup_lenet": ["SupSupLeNetConfig"],
            ".mlp": ["MLPConfig"],
            ".cl_mlp": ["CLMLPConfig"],
            ".hat_mask_mlp": ["HATMaskMLPConfig"],
            ".packnet_mlp": ["PackNetMLPConfig"],
            ".piggyback_mlp": ["PiggybackMLPConfig"],
            ".wsn_mask_mlp": ["WSNMaskMLPConfig"],
            ".amnesiac_hat_mlp": ["AmnesiacHATMLPConfig"],
            ".supsup_mlp": ["SupSupMLPConfig"],
            ".mobilenet_v2": ["MobileNetV2Config"],
            ".cl_mobilenet_v2": ["CLMobileNetV2Config"],
            ".hat_mask_mobilenet_v2": ["HATMaskMobileNetV2Config"],
            ".packnet_mobilenet_v2": ["PackNetMobileNetV2Config"],
            ".piggyback_mobilenet_v2": ["PiggybackMobileNetV2Config"],
            ".wsn_mask_mobilenet_v2": ["WSNMaskMobileNetV2Config"],
            ".amnesiac_hat_mobilenet_v2": ["AmnesiacHATMobileNetV2Config"],
            ".supsup_mobilenet_v2": ["SupSupMobileNetV2Config"],
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
            ".packnet_resnet": [
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
            ".supsup_resnet": [
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
            ".slim_resnet": ["SlimResNet18Config"],
            ".cl_slim_resnet": ["CLSlimResNet18Config"],
            ".hat_mask_slim_resnet": ["HATMaskSlimResNet18Config"],
            ".packnet_slim_resnet": ["PackNetSlimResNet18Config"],
            ".piggyback_slim_resnet": ["PiggybackSlimResNet18Config"],
            ".wsn_mask_slim_resnet": ["WSNMaskSlimResNet18Config"],
            ".amnesiac_hat_slim_resnet": ["AmnesiacHATSlimResNet18Config"],
            ".supsup_slim_resnet": ["SupSupSlimResNet18Config"],
            ".tiny_net": ["TinyNetConfig"],
            ".cl_tiny_net": ["CLTinyNetConfig"],
            ".hat_mask_tiny_net": ["HATMaskTinyNetConfig"],
            ".packnet_tiny_net": ["PackNetTinyNetConfig"],
            ".piggyback_tiny_net": ["PiggybackTinyNetConfig"],
            ".wsn_mask_tiny_net": ["WSNMaskTinyNetConfig"],
            ".amnesiac_hat_tiny_net": ["AmnesiacHATTinyNetConfig"],
            ".supsup_tiny_net": ["SupSupTinyNetConfig"],
            ".vgg": ["VGG11Config", "VGG13Config", "VGG16Config", "VGG19Config"],
            ".cl_vgg": ["CLVGG11Config", "CLVGG13Config", "CLVGG16Config", "CLVGG19Config"],
            ".hat_mask_vgg": ["HATMaskVGG11Config", "HATMaskVGG13Config", "HATMaskVGG16Config", "HATMaskVGG19Config"],
            ".packnet_vgg": ["PackNetVGG11Config", "PackNetVGG13Config", "PackNetVGG16Config", "PackNetVGG19Config"],
            ".piggyback_vgg": [
                "PiggybackVGG11Config",
                "PiggybackVGG13Config",
                "PiggybackVGG16Config",
                "PiggybackVGG19Config",
            ],
            ".wsn_mask_vgg": ["WSNMaskVGG11Config", "WSNMaskVGG13Config", "WSNMaskVGG16Config", "WSNMaskVGG19Config"],
            ".amnesiac_hat_vgg": [
                "AmnesiacHATVGG11Config",
                "AmnesiacHATVGG13Config",
                "AmnesiacHATVGG16Config",
                "AmnesiacHATVGG19Config",
            ],
            ".supsup_vgg": ["SupSupVGG11Config", "SupSupVGG13Config", "SupSupVGG16Config", "SupSupVGG19Config"],
            ".vit": ["ViTTiny16Config", "ViTSmall16Config", "ViTBase16Config"],
            ".cl_vit": ["CLViTTiny16Config", "CLViTSmall16Config", "CLViTBase16Config"],
            ".hat_mask_vit": ["HATMaskViTTiny16Config", "HATMaskViTSmall16Config", "HATMaskViTBase16Config"],
            ".packnet_vit": ["PackNetViTTiny16Config", "PackNetViTSmall16Config", "PackNetViTBase16Config"],
            ".piggyback_vit": ["PiggybackViTTiny16Config", "PiggybackViTSmall16Config", "PiggybackViTBase16Config"],
            ".wsn_mask_vit": ["WSNMaskViTTiny16Config", "WSNMaskViTSmall16Config", "WSNMaskViTBase16Config"],
            ".amnesiac_hat_vit": [
                "AmnesiacHATViTTiny16Config",
                "AmnesiacHATViTSmall16Config",
                "AmnesiacHATViTBase16Config",
            ],
            ".supsup_vit": ["SupSupViTTiny16Config", "SupSupViTSmall16Config", "SupSupViTBase16Config"],
            ".wide_resnet": ["WideResNet28_10Config", "WideResNet16_4Config", "WideResNet40_2Config"],
            ".cl_wide_resnet": ["CLWideResNet28_10Config", "CLWideResNet16_4Config", "CLWideResNet40_2Config"],
            ".hat_mask_wide_resnet": [
                "HATMaskWideResNet28_10Config",
                "HATMaskWideResNet16_4Config",
                "HATMaskWideResNet40_2Config",
            ],
            ".packnet_wide_resnet": [
                "PackNetWideResNet28_10Config",
                "PackNetWideResNet16_4Config",
                "PackNetWideResNet40_2Config",
            ],
            ".piggyback_wide_resnet": [
                "PiggybackWideResNet28_10Config",
                "PiggybackWideResNet16_4Config",
                "PiggybackWideResNet40_2Config",
            ],
            ".wsn_mask_wide_resnet": [
                "WSNMaskWideResNet28_10Config",
                "WSNMaskWideResNet16_4Config",
                "WSNMaskWideResNet40_2Config",
            ],
            ".amnesiac_hat_wide_resnet": [
                "AmnesiacHATWideResNet28_10Config",
                "AmnesiacHATWideResNet16_4Config",
                "AmnesiacHATWideResNet40_2Config",
            ],
            ".supsup_wide_resnet": [
                "SupSupWideResNet28_10Config",
                "SupSupWideResNet16_4Config",
                "SupSupWideResNet40_2Config",
            ],
        },
    )

__all__ = [
    "AmnesiacHATDenseNet121Config",
    "AmnesiacHATEfficientNetB0Config",
    "AmnesiacHATHATAlexNetConfig",
    "AmnesiacHATLeNetConfig",
    "AmnesiacHATMLPConfig",
    "AmnesiacHATMobileNetV2Config",
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
    "AmnesiacHATSlimResNet18Config",
    "AmnesiacHATTinyNetConfig",
    "AmnesiacHATVGG11Config",
    "AmnesiacHATVGG13Config",
    "AmnesiacHATVGG16Config",
    "AmnesiacHATVGG19Config",
    "AmnesiacHATViTBase16Config",
    "AmnesiacHATViTSmall16Config",
    "AmnesiacHATViTTiny16Config",
    "AmnesiacHATWideResNet16_4Config",
    "AmnesiacHATWideResNet28_10Config",
    "AmnesiacHATWideResNet40_2Config",
    "AmnesiacHATWideResNet50_2Config",
    "CLDenseNet121Config",
    "CLEfficientNetB0Config",
    "CLHATAlexNetConfig",
    "CLLeNetConfig",
    "CLMLPConfig",
    "CLMobileNetV2Config",
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
    "CLSlimResNet18Config",
    "CLTinyNetConfig",
    "CLVGG11Config",
    "CLVGG13Config",
    "CLVGG16Config",
    "CLVGG19Config",
    "CLViTBase16Config",
    "CLViTSmall16Config",
    "CLViTTiny16Config",
    "CLWideResNet16_4Config",
    "CLWideResNet28_10Config",
    "CLWideResNet40_2Config",
    "CLWideResNet50_2Config",
    "DenseNet121Config",
    "EfficientNetB0Config",
    "HATAlexNetConfig",
    "HATMaskDenseNet121Config",
    "HATMaskEfficientNetB0Config",
    "HATMaskHATAlexNetConfig",
    "HATMaskLeNetConfig",
    "HATMaskMLPConfig",
    "HATMaskMobileNetV2Config",
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
    "HATMaskSlimResNet18Config",
    "HATMaskTinyNetConfig",
    "HATMaskVGG11Config",
    "HATMaskVGG13Config",
    "HATMaskVGG16Config",
    "HATMaskVGG19Config",
    "HATMaskViTBase16Config",
    "HATMaskViTSmall16Config",
    "HATMaskViTTiny16Config",
    "HATMaskWideResNet16_4Config",
    "HATMaskWideResNet28_10Config",
    "HATMaskWideResNet40_2Config",
    "HATMaskWideResNet50_2Config",
    "LeNetConfig",
    "MLPConfig",
    "MobileNetV2Config",
    "PackNetDenseNet121Config",
    "PackNetEfficientNetB0Config",
    "PackNetHATAlexNetConfig",
    "PackNetLeNetConfig",
    "PackNetMLPConfig",
    "PackNetMobileNetV2Config",
    "PackNetResNeXt50_32x4dConfig",
    "PackNetResNeXt101_32x8dConfig",
    "PackNetResNet18Config",
    "PackNetResNet20Config",
    "PackNetResNet32Config",
    "PackNetResNet34Config",
    "PackNetResNet44Config",
    "PackNetResNet50Config",
    "PackNetResNet52Config",
    "PackNetResNet56Config",
    "PackNetResNet101Config",
    "PackNetResNet110Config",
    "PackNetResNet152Config",
    "PackNetSlimResNet18Config",
    "PackNetTinyNetConfig",
    "PackNetVGG11Config",
    "PackNetVGG13Config",
    "PackNetVGG16Config",
    "PackNetVGG19Config",
    "PackNetViTBase16Config",
    "PackNetViTSmall16Config",
    "PackNetViTTiny16Config",
    "PackNetWideResNet16_4Config",
    "PackNetWideResNet28_10Config",
    "PackNetWideResNet40_2Config",
    "PackNetWideResNet50_2Config",
    "PiggybackDenseNet121Config",
    "PiggybackEfficientNetB0Config",
    "PiggybackHATAlexNetConfig",
    "PiggybackLeNetConfig",
    "PiggybackMLPConfig",
    "PiggybackMobileNetV2Config",
    "PiggybackResNeXt50_32x4dConfig",
    "PiggybackResNeXt101_32x8dConfig",
    "PiggybackResNet18Config",
    "PiggybackResNet20Config",
    "PiggybackResNet32Config",
    "PiggybackResNet34Config",
    "PiggybackResNet44Config",
    "PiggybackResNet50Config",
    "PiggybackResNet52Config",
    "PiggybackResNet56Config",
    "PiggybackResNet101Config",
    "PiggybackResNet110Config",
    "PiggybackResNet152Config",
    "PiggybackSlimResNet18Config",
    "PiggybackTinyNetConfig",
    "PiggybackVGG11Config",
    "PiggybackVGG13Config",
    "PiggybackVGG16Config",
    "PiggybackVGG19Config",
    "PiggybackViTBase16Config",
    "PiggybackViTSmall16Config",
    "PiggybackViTTiny16Config",
    "PiggybackWideResNet16_4Config",
    "PiggybackWideResNet28_10Config",
    "PiggybackWideResNet40_2Config",
    "PiggybackWideResNet50_2Config",
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
    "SlimResNet18Config",
    "SupSupDenseNet121Config",
    "SupSupEfficientNetB0Config",
    "SupSupHATAlexNetConfig",
    "SupSupLeNetConfig",
    "SupSupMLPConfig",
    "SupSupMobileNetV2Config",
    "SupSupResNeXt50_32x4dConfig",
    "SupSupResNeXt101_32x8dConfig",
    "SupSupResNet18Config",
    "SupSupResNet20Config",
    "SupSupResNet32Config",
    "SupSupResNet34Config",
    "SupSupResNet44Config",
    "SupSupResNet50Config",
    "SupSupResNet52Config",
    "SupSupResNet56Config",
    "SupSupResNet101Config",
    "SupSupResNet110Config",
    "SupSupResNet152Config",
    "SupSupSlimResNet18Config",
    "SupSupTinyNetConfig",
    "SupSupVGG11Config",
    "SupSupVGG13Config",
    "SupSupVGG16Config",
    "SupSupVGG19Config",
    "SupSupViTBase16Config",
    "SupSupViTSmall16Config",
    "SupSupViTTiny16Config",
    "SupSupWideResNet16_4Config",
    "SupSupWideResNet28_10Config",
    "SupSupWideResNet40_2Config",
    "SupSupWideResNet50_2Config",
    "TinyNetConfig",
    "VGG11Config",
    "VGG13Config",
    "VGG16Config",
    "VGG19Config",
    "ViTBase16Config",
    "ViTSmall16Config",
    "ViTTiny16Config",
    "WSNMaskDenseNet121Config",
    "WSNMaskEfficientNetB0Config",
    "WSNMaskHATAlexNetConfig",
    "WSNMaskLeNetConfig",
    "WSNMaskMLPConfig",
    "WSNMaskMobileNetV2Config",
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
    "WSNMaskSlimResNet18Config",
    "WSNMaskTinyNetConfig",
    "WSNMaskVGG11Config",
    "WSNMaskVGG13Config",
    "WSNMaskVGG16Config",
    "WSNMaskVGG19Config",
    "WSNMaskViTBase16Config",
    "WSNMaskViTSmall16Config",
    "WSNMaskViTTiny16Config",
    "WSNMaskWideResNet16_4Config",
    "WSNMaskWideResNet28_10Config",
    "WSNMaskWideResNet40_2Config",
    "WSNMaskWideResNet50_2Config",
    "WideResNet16_4Config",
    "WideResNet28_10Config",
    "WideResNet40_2Config",
    "WideResNet50_2Config",
]
