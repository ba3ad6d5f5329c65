"""SENet, small, as a researcher declares it, and made by hand."""

from typing import Any

from torch import Tensor, nn
from torch.nn import functional as F

from tests.test_declared_networks import architecture

Json = Any


def _conv(name: str, units: Json, stride: Json, **more: Json) -> Json:
    return {
        "conv2d": name,
        "units": units,
        "kernel_size": 3,
        "padding": 1,
        "stride": stride,
        "norm": f"{name}_bn",
        **more,
    }


SE_NET = architecture(
    "SeNet",
    {"batch_normalization": {"default": True}, "activation_layer": {}},
    [
        _conv("stem", 8, 2, bias=False, activation="act"),
        {"stage": "body", "block": "se", "repeat": 2, "arguments": {"units": 12}, "first": {"stride": 2}},
        {"global_average_pool": "mean"},
        {"flatten": "flatten"},
    ],
    {"norm": "batch_normalization", "activation": "activation_layer"},
    blocks={
        "se": {
            "description": "A residual block that weighs its channels by all of them (Hu et al. 2018, Fig. 3).",
            "arguments": {
                "units": {"description": "Channels that it emits."},
                "stride": {"description": "Stride of the first convolution.", "default": 1},
            },
            "steps": [
                _conv("conv1", "units", "stride", bias=False, activation="act1"),
                _conv("conv2", "units", 1, bias=False),
                {"global_average_pool": "squeeze"},
                {"flatten": "row"},
                {"linear": "reduce", "units": ["//", "units", 4], "bias": True, "activation": "act2"},
                {
                    "linear": "excite",
                    "units": "units",
                    "bias": True,
                    "activation": {"name": "weigh", "fixed": "Sigmoid"},
                },
                {"to_places2d": "place", "size": 1},
                {"multiply": "weighed", "of": ["conv2", "place"]},
                {
                    "conv2d": "shortcut",
                    "from": "input",
                    "units": "units",
                    "kernel_size": 1,
                    "stride": "stride",
                    "bias": False,
                    "norm": "shortcut_bn",
                    "when": {"stride": {"not": 1}},
                },
                {"add": "sum", "of": ["weighed", "shortcut"]},
                {"activation": "out"},
            ],
        }
    },
)
"""SE-ResNet (Hu et al., CVPR 2018) of two blocks, with linear layers."""


class _Block(nn.Module):
    def __init__(self, channels: int, units: int, stride: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(channels, units, 3, stride, 1, bias=False),
            nn.BatchNorm2d(units),
            nn.ReLU(),
            nn.Conv2d(units, units, 3, 1, 1, bias=False),
            nn.BatchNorm2d(units),
        )
        self.gate = nn.Sequential(nn.Linear(units, units // 4), nn.ReLU(), nn.Linear(units // 4, units), nn.Sigmoid())
        self.shortcut = nn.Identity()
        if stride != 1:
            self.shortcut = nn.Sequential(nn.Conv2d(channels, units, 1, stride, bias=False), nn.BatchNorm2d(units))

    def forward(self, x: Tensor) -> Tensor:
        body = self.body(x)
        return F.relu(body * self.gate(body.mean((2, 3)))[:, :, None, None] + self.shortcut(x))


def se_net() -> nn.Module:
    """SENet as `SE_NET` has it."""
    stem = [nn.Conv2d(3, 8, 3, 2, 1, bias=False), nn.BatchNorm2d(8), nn.ReLU()]
    return nn.Sequential(*stem, _Block(8, 12, 2), _Block(12, 12, 1), nn.AdaptiveAvgPool2d(1), nn.Flatten())
