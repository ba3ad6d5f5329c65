"""The real torchvision's networks, importable beside any build of torch.

torchvision's wheel brings operators compiled for one build of torch. Beside another build they do not load, and the
import stops because two of them have no schema. Networks need none of these operators, so empty schemas are enough.
"""

import importlib
import warnings
from typing import Any

import torch
from torch import nn

_OPERATORS = ("nms", "qnms")
_libraries: list[Any] = []  # a library's definitions live as long as the object


def models() -> Any:
    """The module `torchvision.models`."""
    try:
        return importlib.import_module("torchvision.models")
    except RuntimeError as error:
        if "torchvision::nms" not in str(error):
            raise
    library: Any = torch.library.Library("torchvision", "DEF")
    for operator in _OPERATORS:
        library.define(f"{operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    _libraries.append(library)
    return importlib.import_module("torchvision.models")


def network(builder: str) -> nn.Module:
    """One of torchvision's networks without its classifier.

    Args:
        builder: The function that makes it, such as `resnet18`.

    Returns:
        A network from images to features.
    """
    # No classes: the classifier has no weights to draw, so the network takes from the random generator what it keeps.
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Initializing zero-element tensors")
        try:
            made: Any = getattr(models(), builder)(num_classes=0)
        except ZeroDivisionError:  # one that draws its classifier from a range that depends on the number of classes
            made = getattr(models(), builder)(num_classes=1)
    modules: dict[str, nn.Module] = dict(made.named_modules())
    classifier = [name for name, module in modules.items() if isinstance(module, nn.Linear)][-1]
    parent, _, last = classifier.rpartition(".")
    setattr(made.get_submodule(parent), last, nn.Identity())
    return made


def resnet(depth: int, *, cifar: bool = False) -> nn.Module:
    """Torchvision's ResNet without its classifier.

    Args:
        depth: Number of layers in its name.
        cifar: Replace the stem by a 3x3 convolution of stride 1 and no pooling.

    Returns:
        A network from images to features `(batch, 512)` or `(batch, 2048)`.
    """
    return with_stem(network(f"resnet{depth}"), cifar=cifar)


def with_stem(made: nn.Module, *, cifar: bool) -> nn.Module:
    """A ResNet of torchvision, for small images if that is asked for."""
    if cifar:
        made.add_module("conv1", nn.Conv2d(3, 64, kernel_size=3, stride=1, padding=1, bias=False))
        made.add_module("maxpool", nn.Identity())
    return made
