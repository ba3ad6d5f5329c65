"""Classes of torch by the dotted names under which the specification has them."""

import importlib

from torch import nn

__all__ = ["torch_class"]


def torch_class(name: str) -> type[nn.Module]:
    """The class at a dotted name, such as `torch.nn.Conv2d`."""
    module, _, attribute = name.rpartition(".")
    return getattr(importlib.import_module(module), attribute)
