"""Networks of the literature that are not in `schema/`, small, as a researcher declares them; and made by hand."""

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from tests.max_vit import MAX_VIT, max_vit, max_vit_weights
from tests.se_net import SE_NET, se_net
from tests.test_declared_networks import IMAGES, architecture
from tests.text_networks import BAG, BERT, TEXT_CNN, Bag, TextCNN, bert, bert_weights
from tests.torchvision_counterpart import models

Json = Any

NORM: Json = {"use_norm": {"type": "boolean", "default": True, "description": "Whether there are norms."}}
FIELDS: Json = {**NORM, "activation_layer": {}}
PARTS: Json = {"norm": "use_norm", "activation": "activation_layer"}
GELU: Json = {**NORM, "activation_layer": {"default": "GELU"}, "bias": {}}
HALF: Json = ["//", "input_units", 2]
DEPTH: Json = ["*", "drop", 0.3333333333333333, ["+", "before", "block_index"]]
END: Json = [{"global_average_pool": "mean"}, {"flatten": "flatten"}]


def _layer(name: str, units: Json, *, active: bool = True, **more: Json) -> Json:
    """A convolution of ShuffleNet, 1x1 if nothing else is said, with its norm and, if it is active, its activation."""
    parts = {"norm": f"{name}_bn", **({"activation": f"{name}_relu"} if active else {})}
    return {"conv2d": name, "units": units, "kernel_size": 1, "bias": False, **parts, **more}


def _depthwise(name: str, units: Json, stride: int, **more: Json) -> Json:
    window: Json = {"kernel_size": 3, "padding": 1, "stride": stride, "groups": units}
    return _layer(name, units, active=False, **window, **more)


SHUFFLE_NET = architecture(
    "ShuffleNet",
    FIELDS,
    [
        _layer("conv1", 12, kernel_size=3, stride=2, padding=1),
        {"max_pool2d": "pool", "kernel_size": 3, "stride": 2, "padding": 1},
        {"stage": "down", "block": "down", "repeat": 2, "arguments": {"half": 16}, "first": {"half": 12}},
        {"stage": "stage", "block": "unit", "repeat": 2},
        _layer("conv5", 40),
        *END,
    ],
    PARTS,
    blocks={
        "unit": {
            "description": "Half of the channels pass by, and channels are shuffled (Ma et al. 2018, Fig. 3c).",
            "arguments": {},
            "steps": [
                {"take_units": "left", "count": HALF},
                {"take_units": "right", "from": "input", "count": HALF, "start": HALF},
                _layer("conv1", HALF),
                _depthwise("conv2", HALF, 1),
                _layer("conv3", HALF),
                {"concat": "both", "of": ["left", "conv3"]},
                {"channel_shuffle": "shuffle", "groups": 2},
            ],
        },
        "down": {
            "description": "Two branches that halve height and width (Fig. 3d).",
            "arguments": {"half": {"description": "Channels of each branch."}},
            "steps": [
                _depthwise("left1", "input_units", 2),
                _layer("left2", "half"),
                {**_layer("conv1", "half"), "from": "input"},
                _depthwise("conv2", "half", 2),
                _layer("conv3", "half"),
                {"concat": "both", "of": ["left2", "conv3"]},
                {"channel_shuffle": "shuffle", "groups": 2},
            ],
        },
    },
)
"""ShuffleNetV2 (Ma et al., ECCV 2018) with a stage of two shapes."""

CONV_NEXT = architecture(
    "ConvNext",
    GELU,
    [
        {"conv2d": "stem", "units": 20, "kernel_size": 4, "stride": 4},
        {"norm": "stem_norm", "form": "layer"},
        {"stage": "stage1", "block": "block", "repeat": 1},
        {"norm": "down_norm", "form": "layer"},
        {"conv2d": "down", "units": 24, "kernel_size": 2, "stride": 2},
        {"stage": "stage2", "block": "block", "repeat": 2},
        {"global_average_pool": "mean"},
        {"norm": "norm", "form": "layer"},
        {"flatten": "flatten"},
    ],
    {**PARTS, "bias": "bias"},
    blocks={
        "block": {
            "description": "A depthwise convolution and two of 1x1, scaled and added (Liu et al. 2022, Fig. 4).",
            "arguments": {},
            "steps": [
                {"conv2d": "deep", "units": "input_units", "kernel_size": 7, "padding": 3, "groups": "input_units"},
                {"norm": "norm", "form": "layer"},
                {"conv2d": "wide", "units": ["*", 4, "input_units"], "kernel_size": 1, "activation": "act"},
                {"conv2d": "narrow", "units": "input_units", "kernel_size": 1},
                {
                    "conv2d": "scale",
                    "units": "input_units",
                    "kernel_size": 1,
                    "groups": "input_units",
                    "bias": False,
                    "add": {"same_shape": "input", "other_shape": None},
                },
            ],
        }
    },
)
"""ConvNeXt (Liu et al., CVPR 2022), whose layer scale is a depthwise convolution of 1x1."""


def _inception(name: str, reads: str, *, optional: bool = False) -> list[Json]:
    """A module of InceptionTime; the first has no convolution of length 1 where there is one series."""
    when: Json = {"when": {"series": {"not": 1}}} if optional else {}
    bottleneck = f"{name}_bottleneck"

    def conv(part: str, length: int, source: str, **more: Json) -> Json:
        window = {"kernel_size": length, "padding": length // 2, "bias": False}
        return {"conv1d": f"{name}_{part}", "from": source, "units": 8, **window, **more}

    return [
        conv("bottleneck", 1, reads, **when),
        *(conv(part, length, bottleneck) for part, length in (("long", 9), ("middle", 5), ("short", 3))),
        {"max_pool1d": f"{name}_pool", "from": reads, "kernel_size": 3, "padding": 1},
        conv("pooled", 1, f"{name}_pool"),
        {"concat": f"{name}_all", "of": [f"{name}_{part}" for part in ("long", "middle", "short", "pooled")]},
        {"norm": f"{name}_bn"},
        {"activation": f"{name}_out"},
    ]


INCEPTION_TIME = architecture(
    "Inception",
    FIELDS,
    [
        {"stage": "body", "block": "pair", "repeat": 2, "first": {"series": "input_channels"}},
        *END,
    ],
    PARTS,
    input=["input_channels", "length"],
    blocks={
        "pair": {
            "description": "Two modules and a shortcut around them (Fawaz et al. 2020, Fig. 1).",
            "arguments": {"series": {"description": "Series that the first module reads.", "default": 0}},
            "steps": [
                *_inception("m1", "input", optional=True),
                *_inception("m2", "m1_out"),
                {"conv1d": "shortcut", "from": "input", "units": 32, "kernel_size": 1, "bias": False, "norm": "bn"},
                {"add": "sum", "of": ["m2_out", "shortcut"]},
                {"activation": "out"},
            ],
        }
    },
)
"""InceptionTime (Fawaz et al., DMKD 2020) with shorter convolutions."""

CAUSAL = architecture(
    "Causal",
    {"input_channels": {}, "output_dim": {"derived": True}, "bias": {}, "activation_layer": {}, **NORM},
    [
        {"stage": "body", "block": "causal", "repeat": 2, "first": {"dilation": 1}, "arguments": {"dilation": 2}},
        {"adaptive_max_pool1d": "pool", "output_size": 4},
        {"to_tokens": "tokens"},
        {"norm": "norm", "form": "layer", "eps": 0.01},
        {"linear": "packed", "units": 36},
        {"attention": "mixed", "heads": 2},
        {"average_tokens": "mean"},
    ],
    {**PARTS, "bias": "bias"},
    input=["input_channels", "length"],
    blocks={
        "causal": {
            "description": "A convolution that sees no later places, and the input (Bai et al. 2018, Fig. 1).",
            "arguments": {"dilation": {"description": "Step from weight to weight."}},
            "steps": [
                {"pad_places": "pad", "before": ["*", 2, "dilation"]},
                {
                    "conv1d": "conv",
                    "units": 10,
                    "kernel_size": 3,
                    "dilation": "dilation",
                    "norm": {"name": "bn", "momentum": 0.3},
                    "activation": "act",
                },
                {"conv1d": "shortcut", "from": "input", "units": 10, "kernel_size": 1},
                {"add": "sum", "of": ["conv", "shortcut"]},
            ],
        }
    },
)
"""A temporal convolutional network (Bai et al. 2018) whose last values attend to each other."""

PATCHES = architecture(
    "Patches",
    {**GELU, "size": {"type": "integer", "minimum": 16, "maximum": 16, "default": 16, "description": "Of images."}},
    [
        {"conv2d": "stem", "units": 12, "kernel_size": 4, "stride": 4},
        {"to_tokens": "tokens"},
        {"stage": "body", "block": "gated", "repeat": 1},
        {"concat": "both", "of": ["tokens", "body"]},
        {"linear": "mix", "units": 10, "activation": "mix_act"},
        {"to_places2d": "image", "size": ["//", "size", 4]},
        {"norm": "image_bn"},
        {"pixel_unshuffle": "squares", "downscale_factor": 2},
        {"conv2d": "down", "units": 12, "kernel_size": 1},
        {"to_tokens": "again"},
        {"class_token": "distillation"},
        {"class_token": "token"},
        {"stage": "late", "block": "gated", "repeat": 1, "arguments": {"count": 6}},
        {"take_token": "first"},
        {"take_token": "second", "from": "late", "index": 1},
        {"concat": "two", "of": ["first", "second"]},
        {"features_to_tokens": "pair", "count": 2},
        {"average_tokens": "mean"},
        {"features_to_tokens": "row", "count": 1},
        {"linear": "head", "units": 5},
        {"take_token": "feature"},
    ],
    {**PARTS, "bias": "bias"},
    input=[IMAGES[0], "size", "size"],
    blocks={
        "gated": {
            "description": "Half of the units, mixed over tokens, gate the others (Liu et al. 2021, Fig. 1).",
            "arguments": {"count": {"description": "Number of tokens.", "default": 16}},
            "steps": [
                {"norm": "norm", "form": "layer"},
                {"linear": "fc1", "units": 16, "activation": "act"},
                {"take_units": "some", "count": 6},
                {"pad_units": "padded", "before": 1, "after": 1},
                {"channel_shuffle": "value", "groups": 2},
                {"take_units": "other", "from": "fc1", "count": 8, "start": 8},
                {"norm": "gate_norm", "form": "layer"},
                {"transpose": "across", "count": "count"},
                {"linear": "spatial", "units": "count"},
                {"transpose": "back", "count": 8},
                {"multiply": "gated", "of": ["value", "back"]},
                {"linear": "fc2", "units": "input_units", "add": {"same_shape": "input", "other_shape": None}},
            ],
        }
    },
)
"""Blocks of gMLP (Liu et al., NeurIPS 2021), a convolution of tokens as in CvT, and the two tokens of DeiT."""


def _frames(name: str, units: int) -> list[Json]:
    """A convolution of each frame and one along time."""
    flat = {"kernel_size": ["list", 1, 3, 3], "padding": ["list", 0, 1, 1], "stride": ["list", 1, 2, 2]}
    time = {"kernel_size": ["list", 3, 1, 1], "padding": ["list", 1, 0, 0]}
    return [
        {"conv3d": f"{name}_flat", "units": 9, **flat, "norm": f"{name}_flat_bn", "activation": f"{name}_flat_act"},
        {"conv3d": f"{name}_time", "units": units, **time, "norm": f"{name}_bn", "activation": f"{name}_act"},
    ]


VIDEO = architecture(
    "Video",
    {**FIELDS, "bias": {}},
    [
        *_frames("one", 8),
        {"local_response_norm": "response", "size": 3, "alpha": 0.5, "k": 2},
        {"scale_by": "halved", "factor": 0.5},
        *_frames("two", 12),
        *END,
    ],
    {**PARTS, "bias": "bias"},
    input=[IMAGES[0], "frames", *IMAGES[1:]],
)
"""Convolutions of space and of time in turn, as in R(2+1)D (Tran et al., CVPR 2018), with AlexNet's normalization."""

SWIN = architecture(
    "Swin",
    {
        **GELU,
        "size": {"type": "integer", "minimum": 16, "maximum": 16, "default": 16, "description": "Of images."},
        "drop": {"type": "number", "minimum": 0, "maximum": 0.5, "default": 0.1, "description": "Last rate of depth."},
    },
    [
        {"conv2d": "stem", "units": 12, "kernel_size": 4, "stride": 4},
        {"to_tokens": "tokens"},
        {"norm": "stem_norm", "form": "layer", "eps": 1e-5},
        {"stage": "wide", "block": "swin", "repeat": 2, "arguments": {"heads": 2, "grid": ["//", "size", 4]}},
        {"to_places2d": "image", "size": ["//", "size", 4]},
        {"pixel_unshuffle": "merged", "downscale_factor": 2},
        {"to_tokens": "again"},
        {"norm": "merged_norm", "form": "layer", "eps": 1e-5},
        {"linear": "reduction", "units": 24, "bias": False},
        {
            "stage": "narrow",
            "block": "swin",
            "repeat": 2,
            "arguments": {"heads": 4, "grid": ["//", "size", 8], "before": 2},
        },
        {"norm": "norm", "form": "layer", "eps": 1e-5},
        {"average_tokens": "mean"},
    ],
    {**PARTS, "bias": "bias"},
    input=[IMAGES[0], "size", "size"],
    blocks={
        "swin": {
            "description": "Attention in windows, which every second block shifts, then two layers (Liu et al. 2021).",
            "arguments": {
                "heads": {"description": "Heads of attention."},
                "grid": {"description": "Tokens along each dimension."},
                "before": {"description": "Blocks before the stage.", "default": 0},
            },
            "steps": [
                {"norm": "norm1", "form": "layer", "eps": 1e-5},
                {"linear": "qkv", "units": ["*", 3, "input_units"]},
                {
                    "window_attention2d": "attention",
                    "heads": "heads",
                    "size": "grid",
                    "window": 2,
                    "shift": "block_index",
                },
                {"linear": "proj", "units": "input_units"},
                {"stochastic_depth": "drop1", "rate": DEPTH},
                {"add": "mixed", "of": ["input", "drop1"]},
                {"norm": "norm2", "form": "layer", "eps": 1e-5},
                {"linear": "fc1", "units": ["*", 4, "input_units"], "activation": "act"},
                {"linear": "fc2", "units": "input_units"},
                {"stochastic_depth": "drop2", "rate": DEPTH},
                {"add": "sum", "of": ["mixed", "drop2"]},
            ],
        }
    },
)
"""A Swin transformer (Liu et al., ICCV 2021) of four blocks."""


def _strided(name: str, units: int, **more: Json) -> Json:
    """A convolution of 3x3 of U-Net, with its norm and activation."""
    return _layer(name, units, kernel_size=3, padding=1, **more)


U_NET = architecture(
    "UNet",
    FIELDS,
    [
        _strided("full", 8),
        _strided("halved", 12, stride=2),
        _strided("quarter", 16, stride=2),
        {"conv_transpose2d": "up1", "units": 10, "kernel_size": 2, "stride": 2, "activation": "up1_relu"},
        {"concat": "both1", "of": ["up1", "halved"]},
        _strided("mix1", 12),
        {
            "conv_transpose2d": "up2",
            "units": 6,
            "kernel_size": ["list", 3, 5],
            "stride": 2,
            "padding": ["list", 1, 2],
            "output_padding": 1,
            "norm": "up2_bn",
        },
        {"concat": "both2", "of": ["full", "up2"]},
        {"stage": "glass", "block": "glass", "repeat": 1},
        *END,
    ],
    PARTS,
    blocks={
        "glass": {
            "description": "Down, up by a convolution and by repetition, and the input (Newell et al. 2016, Fig. 3).",
            "arguments": {},
            "steps": [
                _strided("down", 6, stride=["list", 2, 4]),
                {"conv_transpose2d": "up", "units": 5, "kernel_size": ["list", 1, 2], "stride": ["list", 1, 2]},
                {"upsample": "wide", "scale_factor": 2},
                _layer("last", "input_units", add={"same_shape": "input", "other_shape": None}),
            ],
        }
    },
)
"""U-Net (Ronneberger et al., MICCAI 2015) as an encoder, and an hourglass."""

UNSEEN = (
    SHUFFLE_NET,
    CONV_NEXT,
    INCEPTION_TIME,
    CAUSAL,
    PATCHES,
    VIDEO,
    SWIN,
    MAX_VIT,
    SE_NET,
    U_NET,
    TEXT_CNN,
    BERT,
    BAG,
)


class _ShuffleBlock(nn.Module):
    def __init__(self, channels: int, half: int, stride: int) -> None:
        super().__init__()
        reads = channels if stride == 2 else half

        def deep(units: int) -> list[nn.Module]:
            return [nn.Conv2d(units, units, 3, stride, 1, groups=units, bias=False), nn.BatchNorm2d(units)]

        def flat(units: int) -> list[nn.Module]:
            return [nn.Conv2d(units, half, 1, bias=False), nn.BatchNorm2d(half), nn.ReLU()]

        self.left = nn.Sequential(*deep(channels), *flat(channels)) if stride == 2 else None
        self.right = nn.Sequential(*flat(reads), *deep(half), *flat(half))

    def forward(self, x: Tensor) -> Tensor:
        left, right = x.chunk(2, 1) if self.left is None else (self.left(x), x)
        return F.channel_shuffle(torch.cat([left, self.right(right)], 1), 2)


def shuffle_net() -> nn.Module:
    """ShuffleNetV2 as `SHUFFLE_NET` has it."""
    blocks = [_ShuffleBlock(12, 12, 2), _ShuffleBlock(24, 16, 2), *(_ShuffleBlock(32, 16, 1) for _ in range(2))]
    stem = [nn.Conv2d(3, 12, 3, 2, 1, bias=False), nn.BatchNorm2d(12), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    last = [nn.Conv2d(32, 40, 1, bias=False), nn.BatchNorm2d(40), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten()]
    return nn.Sequential(*stem, *blocks, *last)


class _Normed(nn.LayerNorm):
    def forward(self, input: Tensor) -> Tensor:
        return super().forward(input.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


class _Scale(nn.Module):
    def __init__(self, units: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(units, 1, 1))

    def forward(self, x: Tensor) -> Tensor:
        return self.weight * x


class _NextBlock(nn.Module):
    def __init__(self, units: int) -> None:
        super().__init__()
        self.deep = nn.Conv2d(units, units, 7, padding=3, groups=units)
        self.norm = _Normed(units, 1e-6)
        self.wide, self.narrow = nn.Conv2d(units, 4 * units, 1), nn.Conv2d(4 * units, units, 1)
        self.scale = _Scale(units)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.scale(self.narrow(F.gelu(self.wide(self.norm(self.deep(x))))))


def conv_next() -> nn.Module:
    """ConvNeXt as `CONV_NEXT` has it."""
    stem = [nn.Conv2d(3, 20, 4, 4), _Normed(20, 1e-6), _NextBlock(20)]
    body = [_Normed(20, 1e-6), nn.Conv2d(20, 24, 2, 2), _NextBlock(24), _NextBlock(24)]
    return nn.Sequential(*stem, *body, nn.AdaptiveAvgPool2d(1), _Normed(24, 1e-6), nn.Flatten())


class _Inception(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.bottleneck = nn.Conv1d(channels, 8, 1, bias=False)
        self.parts = nn.ModuleList(nn.Conv1d(8, 8, each, padding=each // 2, bias=False) for each in (9, 5, 3))
        self.pooled, self.bn = nn.Conv1d(channels, 8, 1, bias=False), nn.BatchNorm1d(32)

    def forward(self, x: Tensor) -> Tensor:
        inner = self.bottleneck(x)
        values = [part(inner) for part in self.parts]
        return F.relu(self.bn(torch.cat([*values, self.pooled(F.max_pool1d(x, 3, 1, 1))], 1)))


class _Pair(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.body = nn.Sequential(_Inception(channels), _Inception(32))
        self.shortcut = nn.Sequential(nn.Conv1d(channels, 32, 1, bias=False), nn.BatchNorm1d(32))

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(self.body(x) + self.shortcut(x))


def inception_time() -> nn.Module:
    """InceptionTime as `INCEPTION_TIME` has it."""
    return nn.Sequential(_Pair(3), _Pair(32), nn.AdaptiveAvgPool1d(1), nn.Flatten())


class _Causal(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.parts = nn.ModuleList()
        for dilation, units in ((1, 3), (2, 10)):
            conv = nn.Sequential(nn.ConstantPad1d((2 * dilation, 0), 0.0), nn.Conv1d(units, 10, 3, dilation=dilation))
            self.parts += [conv, nn.BatchNorm1d(10), nn.Conv1d(units, 10, 1)]
        self.norm, self.packed = nn.LayerNorm(10, 0.01), nn.Linear(10, 36)

    def forward(self, x: Tensor) -> Tensor:
        for conv, norm, shortcut in zip(self.parts[::3], self.parts[1::3], self.parts[2::3], strict=True):
            x = F.relu(norm(conv(x))) + shortcut(x)
        packed = self.packed(self.norm(F.adaptive_max_pool1d(x, 4).mT))
        q, k, v = (each.unflatten(-1, (2, 6)).transpose(1, 2) for each in packed.chunk(3, -1))
        return F.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2).mean(1)


class _Gated(nn.Module):
    def __init__(self, count: int) -> None:
        super().__init__()
        self.norm, self.fc1 = nn.LayerNorm(12, 1e-6), nn.Linear(12, 16)
        self.gate_norm, self.spatial = nn.LayerNorm(8, 1e-6), nn.Linear(count, count)
        self.fc2 = nn.Linear(8, 12)

    def forward(self, x: Tensor) -> Tensor:
        value, gate = F.gelu(self.fc1(self.norm(x))).chunk(2, -1)
        value = F.channel_shuffle(F.pad(value[..., :6], (1, 1)).mT, 2).mT
        return x + self.fc2(value * self.spatial(self.gate_norm(gate).mT).mT)


class _Token(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(1, 1, 12))

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([self.weight.expand(len(x), -1, -1), x], 1)


class _Patches(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.stem, self.body, self.mix = nn.Conv2d(3, 12, 4, 4), _Gated(16), nn.Linear(24, 10)
        self.down = nn.Sequential(nn.BatchNorm2d(10), nn.PixelUnshuffle(2), nn.Conv2d(40, 12, 1))
        self.late, self.head = nn.Sequential(_Token(), _Token(), _Gated(6)), nn.Linear(12, 5)

    def forward(self, x: Tensor) -> Tensor:
        tokens = self.stem(x).flatten(2).mT
        mixed = F.gelu(self.mix(torch.cat([tokens, self.body(tokens)], -1)))
        return self.head(self.late(self.down(mixed.mT.reshape(-1, 10, 4, 4)).flatten(2).mT)[:, :2].mean(1))


class _Half(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x / 2


def video() -> nn.Module:
    """The network that `VIDEO` is."""
    layers: list[nn.Module] = []
    for channels, units in ((3, 8), (8, 12)):
        layers += [nn.Conv3d(channels, 9, (1, 3, 3), (1, 2, 2), (0, 1, 1)), nn.BatchNorm3d(9), nn.ReLU()]
        layers += [nn.Conv3d(9, units, (3, 1, 1), padding=(1, 0, 0)), nn.BatchNorm3d(units), nn.ReLU()]
        layers += [nn.LocalResponseNorm(3, alpha=0.5, k=2), _Half()] if channels == 3 else []
    return nn.Sequential(*layers, nn.AdaptiveAvgPool3d(1), nn.Flatten())


def swin() -> nn.Module:
    """The Swin transformer of torchvision that has the sizes of `SWIN`, without its classifier."""
    made = models().SwinTransformer([4, 4], 12, [2, 2], [2, 4], [2, 2])
    made.head = nn.Identity()
    return made


def swin_weights(made: nn.Module) -> list[Tensor]:
    """Its tensors in the order of `SWIN`, whose merged units lie side by side."""
    state = made.state_dict()
    merged = {
        "features.2.norm.weight": state["features.2.norm.weight"].view(2, 2, 12).permute(2, 1, 0),
        "features.2.norm.bias": state["features.2.norm.bias"].view(2, 2, 12).permute(2, 1, 0),
        "features.2.reduction.weight": state["features.2.reduction.weight"].view(24, 2, 2, 12).permute(0, 3, 2, 1),
    }
    parts = ("norm1", "attn.qkv", "attn.relative_position_bias_table", "attn.proj", "norm2", "mlp.0", "mlp.3")
    blocks = {stage: [f"features.{stage}.{block}.{part}" for block in (0, 1) for part in parts] for stage in (1, 3)}
    names = ["features.0.0", "features.0.2", *blocks[1], "features.2.norm", "features.2.reduction", *blocks[3], "norm."]
    return [merged.get(key, value) for name in names for key, value in state.items() if key.startswith(name)]


def _stacked(channels: int, units: int, stride: int | tuple[int, int] = 1) -> nn.Module:
    layers = [nn.Conv2d(channels, units, 3, stride, 1, bias=False), nn.BatchNorm2d(units), nn.ReLU()]
    return nn.Sequential(*layers)


class _UNet(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.full, self.halved, self.quarter = _stacked(3, 8), _stacked(8, 12, 2), _stacked(12, 16, 2)
        self.up1 = nn.Sequential(nn.ConvTranspose2d(16, 10, 2, 2, bias=False), nn.ReLU())
        self.mix1, up2 = _stacked(22, 12), nn.ConvTranspose2d(12, 6, (3, 5), 2, (1, 2), 1, bias=False)
        self.up2 = nn.Sequential(up2, nn.BatchNorm2d(6))
        up = [nn.ConvTranspose2d(6, 5, (1, 2), (1, 2), bias=False), nn.Upsample(scale_factor=2)]
        self.glass = nn.Sequential(_stacked(14, 6, (2, 4)), *up)
        self.last = nn.Sequential(nn.Conv2d(5, 14, 1, bias=False), nn.BatchNorm2d(14))

    def forward(self, x: Tensor) -> Tensor:
        full = self.full(x)
        halved = self.halved(full)
        mixed = self.mix1(torch.cat([self.up1(self.quarter(halved)), halved], 1))
        both = torch.cat([full, self.up2(mixed)], 1)
        return F.relu(self.last(self.glass(both)) + both).mean((2, 3))


BY_HAND = {
    "ShuffleNet": shuffle_net,
    "ConvNext": conv_next,
    "Inception": inception_time,
    "Causal": _Causal,
    "Patches": _Patches,
    "Video": video,
    "Swin": swin,
    "MaxVit": max_vit,
    "SeNet": se_net,
    "UNet": _UNet,
    "TextCNN": TextCNN,
    "Bert": bert,
    "Bag": Bag,
}
"""What makes each as modules of torch, in the same order."""

WEIGHTS = {"Swin": swin_weights, "MaxVit": max_vit_weights, "Bert": bert_weights}
"""Tensors in the order of the declaration, where modules have another."""
