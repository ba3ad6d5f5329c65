"""MaxViT, small, as a researcher declares it, and as torchvision makes it."""

from typing import Any

import torch
from torch import Tensor, nn

from tests.test_declared_networks import IMAGES, architecture
from tests.torchvision_counterpart import models

Json = Any

WIDE: Json = ["*", 4, "units"]
DOWN: Json = {"first": {"stride": 2}}
BATCH_NORM: Json = {"eps": 1e-3, "momentum": 0.01}
SPARED: Json = ["*", "drop", 0.5, ["+", "before", "block_index"]]


def _partition(name: str, dilation: Json, reads: str) -> list[Json]:
    """Attention in windows and two layers, each added to what it reads."""
    return [
        {"norm": f"{name}_norm1", "form": "layer", "eps": 1e-5},
        {"linear": f"{name}_qkv", "units": ["*", 3, "units"]},
        {
            "window_attention2d": f"{name}_attention",
            "heads": ["//", "units", 4],
            "size": "grid",
            "window": 2,
            "dilation": dilation,
        },
        {"linear": f"{name}_merge", "units": "units"},
        {"stochastic_depth": f"{name}_drop1", "rate": SPARED},
        {"add": f"{name}_mixed", "of": [reads, f"{name}_drop1"]},
        {"norm": f"{name}_norm2", "form": "layer", "eps": 1e-5},
        {"linear": f"{name}_fc1", "units": ["*", 4, "units"], "activation": f"{name}_act"},
        {"linear": f"{name}_fc2", "units": "units"},
        {"stochastic_depth": f"{name}_drop2", "rate": SPARED},
        {"add": name, "of": [f"{name}_mixed", f"{name}_drop2"]},
    ]


def _inner(name: str, **window: Json) -> Json:
    """A convolution of the wide part of MBConv."""
    norm = {"name": f"{name}_bn", **BATCH_NORM}
    return {"conv2d": name, "units": WIDE, **window, "bias": False, "norm": norm, "activation": f"{name}_act"}


MAX_VIT = architecture(
    "MaxVit",
    {
        "batch_normalization": {"default": True},
        "activation_layer": {"default": "GELU"},
        "bias": {},
        "size": {"type": "integer", "minimum": 32, "maximum": 32, "default": 32, "description": "Of images."},
        "depth": {
            "type": "integer",
            "minimum": 0,
            "maximum": 2,
            "default": 2,
            "description": "Number of narrow blocks.",
        },
        "drop": {"type": "number", "minimum": 0, "maximum": 0.5, "default": 0.2, "description": "Last rate of depth."},
    },
    [
        {
            "conv2d": "conv1",
            "units": 6,
            "kernel_size": 3,
            "stride": 2,
            "padding": 1,
            "bias": False,
            "norm": {"name": "conv_bn1", **BATCH_NORM},
            "activation": "conv_act1",
        },
        {"conv2d": "conv2", "units": 6, "kernel_size": 3, "padding": 1},
        {"stage": "wide", "block": "maxvit", "repeat": 1, "arguments": {"units": 8, "grid": ["//", "size", 4]}, **DOWN},
        {
            "stage": "narrow",
            "block": "maxvit",
            "repeat": "depth",
            "arguments": {"units": 12, "grid": ["//", "size", 8], "before": 1},
            **DOWN,
        },
        {"global_average_pool": "mean"},
        {"flatten": "flatten"},
        {"norm": "norm", "form": "layer", "eps": 1e-5},
        {"linear": "fc", "units": 12, "activation": {"name": "tanh", "fixed": "Tanh"}},
    ],
    {"norm": "batch_normalization", "activation": "activation_layer", "bias": "bias"},
    input=[IMAGES[0], "size", "size"],
    blocks={
        "maxvit": {
            "description": "MBConv, attention in windows and attention over a grid (Tu et al. 2022, Fig. 2).",
            "arguments": {
                "units": {"description": "Channels that it emits."},
                "grid": {"description": "Places that it emits along each dimension."},
                "stride": {"description": "Stride of the depthwise convolution.", "default": 1},
                "before": {"description": "Blocks before the stage.", "default": 0},
            },
            "steps": [
                {"avg_pool2d": "pool", "kernel_size": 3, "stride": 2, "padding": 1, "when": {"stride": 2}},
                {"conv2d": "proj", "units": "units", "kernel_size": 1, "when": {"stride": 2}},
                {"norm": "pre_norm", "from": "input", **BATCH_NORM},
                _inner("conv_a", kernel_size=1),
                _inner("conv_b", kernel_size=3, padding=1, stride="stride", groups=WIDE),
                {"global_average_pool": "squeeze"},
                {
                    "conv2d": "reduce",
                    "units": ["//", "units", 4],
                    "kernel_size": 1,
                    "activation": {"name": "reduce_act", "fixed": "SiLU"},
                },
                {
                    "conv2d": "excite",
                    "units": WIDE,
                    "kernel_size": 1,
                    "activation": {"name": "gate", "fixed": "Sigmoid"},
                },
                {"multiply": "excited", "of": ["conv_b", "excite"]},
                {"conv2d": "conv_c", "units": "units", "kernel_size": 1},
                {"stochastic_depth": "drop", "rate": SPARED},
                {"add": "sum", "of": ["proj", "drop"]},
                {"to_tokens": "tokens"},
                *_partition("window", 1, "tokens"),
                *_partition("spread", ["//", "grid", 2], "window"),
                {"to_places2d": "places", "size": "grid"},
            ],
        }
    },
)
"""MaxViT (Tu et al., ECCV 2022) of three blocks, of which laws look at one."""


def max_vit() -> nn.Module:
    """The MaxViT of torchvision that has the sizes of `MAX_VIT`, up to the features that it classifies."""
    made = models().maxvit.MaxVit((32, 32), 6, 2, [8, 12], [1, 2], 4, 0.2)
    made.classifier[-1] = nn.Identity()
    return made


def max_vit_weights(made: nn.Module) -> list[Tensor]:
    """Its tensors in the order of `MAX_VIT`; it divides products of queries and keys by the root of all units."""
    state = made.state_dict()
    found: list[Tensor] = []
    for key, value in state.items():
        attention, packs, name = key.rpartition("to_qkv.")
        if packs:
            query, *rest = value.chunk(3)
            found.append(torch.cat([query * (4 / len(query)) ** 0.5, *rest]))
        elif "relative_position" not in key:
            found.append(value)
        if packs and name == "bias":
            found.append(state[f"{attention}relative_position_bias_table"])
    return found
