"""Architectures that no class of ours has, each one JSON file: what the dialect can say beyond MLP and ResNet."""

from typing import Any

Json = Any

PARTS = {"norm": "batch_normalization", "activation": "activation_layer", "bias": "bias"}

CONV_NET: dict[str, Json] = {
    "name": "ConvNet",
    "clarena": True,
    "title": "ConvNet",
    "description": "Convolutions, halved now and then by max-pooling, and linear layers.",
    "source": {"title": "Simonyan and Zisserman, ICLR 2015", "url": "https://arxiv.org/abs/1409.1556"},
    "input": ["input_channels", "height", "width"],
    "fields": {
        "input_channels": {},
        "height": {"type": "integer", "minimum": 4, "default": 32, "description": "Height of the input image."},
        "width": {"type": "integer", "minimum": 4, "default": 32, "description": "Width of the input image."},
        "hidden_dims": {"default": [64]},
        "output_dim": {},
        "activation_layer": {},
        "batch_normalization": {},
        "bias": {},
        "dropout": {},
    },
    "parts": {**PARTS, "dropout": "dropout"},
    "constants": {"rows": "Units and pooling window of each convolution."},
    "network": [
        {
            "each": ["units", "window"],
            "of": "rows",
            "steps": [
                {
                    "conv2d": "conv",
                    "units": "units",
                    "kernel_size": 3,
                    "padding": 1,
                    "norm": "conv_bn",
                    "activation": "conv_activation",
                },
                {"max_pool2d": "pool", "kernel_size": "window", "stride": "window", "when": {"window": [2, 4]}},
            ],
        },
        {"flatten": "flatten"},
        {
            "each": ["units"],
            "of": ["concat", "hidden_dims", ["list", "output_dim"]],
            "steps": [
                {
                    "linear": "fc",
                    "units": "units",
                    "norm": "fc_bn",
                    "activation": "fc_activation",
                    "dropout": "fc_dropout",
                }
            ],
        },
    ],
    "variants": [
        {"name": "ConvNet4", "rows": [[8, 2], [16, 1], [16, 2]]},
        {"name": "ConvNet3", "aliases": ["SmallConvNet"], "rows": [[8, 1], [16, 2]]},
    ],
}
"""Rows with several names, pooling in them, a flattened feature map, and sizes of the input that fields fix."""

INVERTED_RESIDUAL: dict[str, Json] = {
    "description": "A wide 3x3 convolution between two 1x1 convolutions; the last one is linear.",
    "arguments": {
        "units": {"description": "Units of the block."},
        "hidden": {"description": "Units inside the block."},
        "stride": {"description": "Stride of the block.", "default": 1},
    },
    "steps": [
        {
            "conv2d": "expand",
            "units": "hidden",
            "kernel_size": 1,
            "norm": "expand_bn",
            "activation": "expand_activation",
        },
        {
            "conv2d": "convolve",
            "units": "hidden",
            "kernel_size": 3,
            "padding": 1,
            "stride": "stride",
            "norm": "convolve_bn",
            "activation": "convolve_activation",
        },
        {
            "conv2d": "project",
            "units": "units",
            "kernel_size": 1,
            "norm": "project_bn",
            "add": {"same_shape": "input", "other_shape": None},
        },
    ],
}

TRANSITION: dict[str, Json] = {
    "description": "A convolution after its activation; a convolution of the input is added where the shape changes.",
    "arguments": {"units": {"description": "Units of the block."}},
    "steps": [
        {
            "conv2d": "conv",
            "units": "units",
            "kernel_size": 3,
            "padding": 1,
            "norm": "conv_bn",
            "activation": "conv_activation",
            "order": ["norm", "activation", "operation", "add", "unit", "dropout"],
            "add": {
                "same_shape": None,
                "other_shape": {
                    "from": "input",
                    "steps": [{"conv2d": "shortcut", "units": "units", "kernel_size": 1, "norm": "shortcut_bn"}],
                },
            },
        }
    ],
}

WIDE_OR_NARROW: Json = {"select": "head", "of": {"wide": ["*", "units", 2], "narrow": "units", "tiny": 3}}

DENSE: dict[str, Json] = {
    "description": "Two linear layers, to whose value the input is added.",
    "arguments": {"units": {"description": "Units of the block."}},
    "steps": [
        {"linear": "fc1", "units": ["*", "units", 2], "norm": "bn1", "activation": "activation1"},
        {
            "linear": "fc2",
            "units": WIDE_OR_NARROW,
            "activation": "activation2",
            "add": {
                "same_shape": "input",
                "other_shape": {
                    "from": "input",
                    "steps": [{"linear": "resize", "units": WIDE_OR_NARROW, "bias": False}],
                },
            },
        },
    ],
}

MOBILE_NET: dict[str, Json] = {
    "name": "MobileNet",
    "title": "Inverted residual network",
    "description": "Blocks that widen, convolve and narrow; the input is added where the shape stays the same.",
    "source": {"title": "Sandler et al., CVPR 2018", "url": "https://arxiv.org/abs/1801.04381"},
    "input": ["input_channels", "height", "width"],
    "fields": {
        "input_channels": {},
        "output_dim": {"derived": True},
        "activation_layer": {"default": "ReLU6"},
        "batch_normalization": {"default": True},
        "bias": {"default": False},
        "head": {
            "description": "What follows the blocks.",
            "default": "wide",
            "enum": {"wide": "Wide layers.", "narrow": "Narrow layers.", "tiny": "Layers of three units."},
        },
    },
    "parts": PARTS,
    "constants": {"depths": "Blocks per stage, of each kind.", "base": "Units of the stem."},
    "blocks": {"inverted_residual": INVERTED_RESIDUAL, "transition": TRANSITION, "dense": DENSE},
    "network": [
        {
            "conv2d": "stem",
            "units": "base",
            "kernel_size": 3,
            "stride": 2,
            "padding": 1,
            "activation": "stem_activation",
        },
        {"avg_pool2d": "pool", "kernel_size": 2, "stride": 2},
        {
            "stage": "stage1",
            "block": "inverted_residual",
            "repeat": ["[]", ["[]", "depths", 0], 0],
            "arguments": {"units": "base", "hidden": ["*", "base", 2]},
        },
        {
            "stage": "stage2",
            "block": "inverted_residual",
            "repeat": ["[]", ["[]", "depths", 0], 1],
            "arguments": {"units": ["*", "base", 2], "hidden": ["*", "base", 4]},
            "first": {"hidden": ["*", "base", 2], "stride": 2},
        },
        {
            "stage": "bridge",
            "block": "transition",
            "repeat": ["[]", ["[]", "depths", 1], 0],
            "arguments": {"units": ["*", "base", 3]},
        },
        {"norm": "last_bn"},
        {"activation": "last_activation"},
        {"global_average_pool": "average"},
        {"flatten": "flatten"},
        {
            "stage": "head_layers",
            "block": "dense",
            "repeat": 2,
            "arguments": {"units": ["*", "base", 2]},
            "first": {"units": {"select": "bias", "of": {"false": "base", "true": ["*", "base", 2]}}},
        },
    ],
    "variants": [
        {"name": "MobileNetA", "depths": [[1, 2], [2]], "base": 8},
        {"name": "MobileNetB", "depths": [[2, 1], [2]], "base": 4},
    ],
}
"""Additions of one kind only, norms before operations and standing alone, blocks of linear layers, a derived output."""

SEPARABLE: dict[str, Json] = {
    "name": "Separable",
    "title": "Depthwise separable network",
    "description": "Depthwise, grouped and dilated convolutions between 1x1 ones, then a fixed grid of means.",
    "source": {"title": "Howard et al. 2017", "url": "https://arxiv.org/abs/1704.04861"},
    "input": ["input_channels", "height", "width"],
    "fields": {
        "input_channels": {},
        "output_dim": {},
        "activation_layer": {},
        "batch_normalization": {},
        "bias": {},
    },
    "parts": PARTS,
    "constants": {"base": "Units of the stem.", "groups": "Groups of the grouped convolutions."},
    "blocks": {
        "separable": {
            "description": "A depthwise convolution, a grouped and dilated one, and a 1x1 convolution.",
            "arguments": {
                "breadth": {"description": "Units of the input and of the block."},
                "groups": {"description": "Groups of the second convolution.", "default": 2},
            },
            "steps": [
                {
                    "conv2d": "depthwise",
                    "units": ["*", "breadth", 2],
                    "kernel_size": 3,
                    "padding": 1,
                    "groups": "breadth",
                    "norm": "depthwise_bn",
                    "activation": "depthwise_activation",
                },
                {
                    "conv2d": "grouped",
                    "units": ["*", "breadth", 2],
                    "kernel_size": 3,
                    "padding": 2,
                    "dilation": 2,
                    "groups": "groups",
                    "norm": "grouped_bn",
                    "activation": "grouped_activation",
                },
                {
                    "conv2d": "project",
                    "units": "breadth",
                    "kernel_size": 1,
                    "norm": "project_bn",
                    "add": {"same_shape": "input", "other_shape": None},
                },
            ],
        }
    },
    "network": [
        {"conv2d": "stem", "units": "base", "kernel_size": 3, "stride": 2, "norm": "stem_bn", "activation": "stem_f"},
        {
            "stage": "stage1",
            "block": "separable",
            "repeat": 2,
            "arguments": {"breadth": "base", "groups": "groups"},
        },
        {"adaptive_average_pool2d": "grid", "output_size": 2},
        {"flatten": "flatten"},
        {"linear": "fc", "units": "output_dim", "norm": "fc_bn", "activation": "fc_activation"},
    ],
    "variants": [
        {"name": "Separable2", "base": 8, "groups": 2},
        {"name": "Separable4", "base": 4, "groups": 4},
    ],
}
"""Convolutions with groups and dilation, and a pool to a fixed size that is flattened."""

WAVE: dict[str, Json] = {
    "name": "Wave",
    "title": "One-dimensional network",
    "description": "Dilated convolutions along time, then a linear layer.",
    "source": {"title": "van den Oord et al. 2016", "url": "https://arxiv.org/abs/1609.03499"},
    "input": ["input_channels", "length"],
    "fields": {
        "input_channels": {},
        "length": {"type": "integer", "minimum": 8, "default": 24, "description": "Samples of the input."},
        "hidden_dims": {"default": [8, 6]},
        "output_dim": {},
        "activation_layer": {},
        "batch_normalization": {},
        "bias": {},
    },
    "parts": PARTS,
    "network": [
        {
            "each": ["units"],
            "of": "hidden_dims",
            "steps": [
                {
                    "conv1d": "conv",
                    "units": "units",
                    "kernel_size": 3,
                    "padding": 2,
                    "dilation": 2,
                    "norm": "conv_bn",
                    "activation": "conv_activation",
                }
            ],
        },
        {"conv1d": "last", "units": 5, "kernel_size": 2, "stride": 2, "norm": "last_bn"},
        {"flatten": "flatten"},
        {"linear": "fc", "units": "output_dim", "activation": "fc_activation"},
    ],
}
"""Sequences: an input of two dimensions."""
