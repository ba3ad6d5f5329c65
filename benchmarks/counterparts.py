"""Classes without masks against torchvision's networks: a training step and an evaluation cost the same."""

import warnings
from collections.abc import Iterator, Mapping, Sequence

import torch
from torch import nn

from clbackbones import CATALOG
from tests.backbones import CLASSES, mechanism_of
from tests.torchvision_counterpart import resnet

from .cases import evaluation, image_case, step, training
from .measure import Figure, Work, interleaved

DEPTHS = (18, 50)

REACH = 1.02
"""Two networks of the same operations; what remains is noise."""

BATCH, IMAGE = 64, (3, 32, 32)


def figures(device: torch.device) -> Iterator[Figure]:
    """The ratios, torchvision's network and all of ours in the same rounds."""
    for depth in DEPTHS:
        names = [name for name in CLASSES if is_counterpart(name, depth)]
        for kind, works in (("step", steps(depth, names, device)), ("evaluation", evaluations(depth, names, device))):
            rounds = interleaved(*works.values(), device=device)
            for index, name in enumerate(names, start=1):
                samples = [row[index] / row[0] for row in rounds]
                yield Figure(work=f"{kind} of {name} against torchvision's", samples=samples, reach=REACH, unit="x")


def is_counterpart(name: str, depth: int) -> bool:
    """Whether a class computes what torchvision's network of that depth does."""
    return CATALOG.backbone_class(name).torchvision == f"resnet{depth}" and not mechanism_of(name)["masks"]


def steps(depth: int, names: Sequence[str], device: torch.device) -> Mapping[str, Work]:
    """Training steps, torchvision's first."""
    network, images = theirs(depth, device)
    own = {name: step(image_case(name, "imagenet"), device) for name in names}
    return {"torchvision": training(network, lambda: network(images)), **own}


def evaluations(depth: int, names: Sequence[str], device: torch.device) -> Mapping[str, Work]:
    """Forward passes without gradients, torchvision's first."""
    network, images = theirs(depth, device)
    network.eval()
    own = {name: own_evaluation(name, images) for name in names}
    return {"torchvision": evaluation(lambda: network(images)), **own}


def own_evaluation(name: str, images: torch.Tensor) -> Work:
    """A forward pass of one of our networks."""
    backbone = image_case(name, "imagenet").make().to(images.device).eval()
    return evaluation(lambda: backbone(images, "test"))


def theirs(depth: int, device: torch.device) -> tuple[nn.Module, torch.Tensor]:
    """Torchvision's network without its classifier, and images for it."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Initializing zero-element tensors")
        network = resnet(depth).to(device)
    return network, torch.randn(BATCH, *IMAGE, device=device)
