"""Names of layers, put together once, when a network is made, and how Python spells names."""

import re

__all__ = ["layer_names", "module_path", "row_names", "snake"]


def layer_names(block: str, *layers: str) -> dict[str, str]:
    """The names of a block's layers in the network, by their names in the block: `conv1` is `conv2x/0/conv1`.

    Args:
        block: Name of the block.
        *layers: Names of its layers.
    """
    return {layer: f"{block}/{layer}" for layer in layers}


def row_names(layer: str, rows: int) -> list[str]:
    """The names of a layer that is there once per row: `fc/0`, `fc/1`, ...

    Args:
        layer: Name of the layer.
        rows: How many rows there are.
    """
    return [f"{layer}/{row}" for row in range(rows)]


def module_path(layer: str) -> str:
    """Where the module of a layer is in the network, as torch writes it: `conv2x/0/conv1` is `conv2x.0.conv1`.

    Args:
        layer: Name of the layer, or of any other node of the graph.
    """
    return layer.replace("/", ".")


def snake(name: str) -> str:
    """A class's name as that of a module or function: `ConvTranspose2d` as `conv_transpose2d`, `CLMLP` as `clmlp`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
