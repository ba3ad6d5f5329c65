"""Law 9: networks that torchvision lacks compute what the same modules, made by hand from the papers' code, compute."""

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import pytest
import torch
from torch import Tensor, nn

import clbackbones

from .test_torchvision import random_norms


def fully_connected(*sizes: int, bias: bool, dropout: float = 0.0) -> list[nn.Module]:
    """Linear layers with ReLU and dropout."""
    made: list[nn.Module] = []
    for before, after in itertools.pairwise(sizes):
        made += [nn.Linear(before, after, bias=bias), nn.ReLU(), nn.Dropout(dropout)]
    return made


def lenet(first: int, second: int, features: Sequence[int]) -> nn.Module:
    """The LeNet of WSN's `lenet.py`."""
    return nn.Sequential(
        nn.Conv2d(3, first, 5, padding=2, bias=False),
        nn.ReLU(),
        nn.MaxPool2d(3, 2, padding=1),
        nn.Conv2d(first, second, 5, padding=2, bias=False),
        nn.ReLU(),
        nn.MaxPool2d(3, 2, padding=1),
        nn.Flatten(),
        *fully_connected(second * 8 * 8, *features, bias=False),
    )


def tiny_net() -> nn.Module:
    """The network of FS-DGPM for TinyImageNet."""
    made: list[nn.Module] = []
    for channels in (3, 160, 160, 160):
        made += [nn.Conv2d(channels, 160, 3, stride=2, padding=1, bias=False), nn.ReLU()]
    return nn.Sequential(*made, nn.Flatten(), *fully_connected(160 * 4 * 4, 640, 640, bias=False))


def alex_net(size: int, *, bias: bool, norm: bool) -> nn.Module:
    """The AlexNet of HAT's `alexnet_hat.py` for images of size x size; with norms and without biases that of GPM."""

    def normed(layer: nn.Module, one: type[nn.Module], units: int) -> list[nn.Module]:
        return [layer, *([one(units)] if norm else []), nn.ReLU()]

    made: list[nn.Module] = []
    for before, units, window, drop in ((3, 64, size // 8, 0.2), (64, 128, size // 10, 0.2), (128, 256, 2, 0.5)):
        made += normed(nn.Conv2d(before, units, window, bias=bias), nn.BatchNorm2d, units)
        made += [nn.Dropout(drop), nn.MaxPool2d(2)]
        size = (size - window + 1) // 2
    made.append(nn.Flatten())
    for before in (256 * size * size, 2048):
        made += [*normed(nn.Linear(before, 2048, bias=bias), nn.BatchNorm1d, 2048), nn.Dropout(0.5)]
    return nn.Sequential(*made)


class Zeros(nn.Module):
    """Every second row and column, and zeros for new channels, as in PyCIL's `cifar_resnet.py` (`DownsampleA`)."""

    def forward(self, x: Tensor) -> Tensor:
        """(batch, units, height, width) -> (batch, 2 * units, height / 2, width / 2)."""
        x = x[:, :, ::2, ::2]
        return torch.cat([x, x * 0], 1)


class Residual(nn.Module):
    """The basic block of FACIL's `resnet32.py`; or with a shortcut without weights."""

    def __init__(
        self,
        before: int,
        units: int,
        stride: int,
        *,
        zeros: bool = False,
        activation: Callable[..., Tensor] = torch.relu,
    ) -> None:
        super().__init__()
        self.activation = activation
        self.conv1 = nn.Conv2d(before, units, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(units)
        self.conv2 = nn.Conv2d(units, units, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(units)
        self.shortcut: nn.Module = nn.Identity()
        if stride != 1 or before != units:
            projection = nn.Sequential(nn.Conv2d(before, units, 1, stride, bias=False), nn.BatchNorm2d(units))
            self.shortcut = Zeros() if zeros else projection

    def forward(self, x: Tensor) -> Tensor:
        """(batch, before, height, width) -> (batch, units, height', width')."""
        y = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
        return self.activation(y + self.shortcut(x))


def residual_network(blocks: int, *stages: int, zeros: bool = False, last: bool = True) -> nn.Module:
    """A 3x3 convolution, then stages of basic blocks of so many units: FACIL's ResNet32, GEM's slim ResNet18.

    Without `last` no ReLU ends the last block, as in iCaRL's ResNet32.
    """
    made: list[nn.Module] = [nn.Conv2d(3, stages[0], 3, 1, 1, bias=False), nn.BatchNorm2d(stages[0]), nn.ReLU()]
    before = stages[0]
    for units in stages:
        for index in range(blocks):
            made.append(Residual(before, units, 2 if units > stages[0] and index == 0 else 1, zeros=zeros))
            before = units
    if not last:
        made[-1].activation = nn.Identity()
    return nn.Sequential(*made, nn.AdaptiveAvgPool2d(1), nn.Flatten())


class PreActivated(nn.Module):
    """The basic block of Zagoruyko and Komodakis's networks."""

    def __init__(self, before: int, units: int, stride: int) -> None:
        super().__init__()
        self.bn1 = nn.BatchNorm2d(before)
        self.conv1 = nn.Conv2d(before, units, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(units)
        self.conv2 = nn.Conv2d(units, units, 3, 1, 1, bias=False)
        self.shortcut = nn.Conv2d(before, units, 1, stride, bias=False) if before != units else None

    def forward(self, x: Tensor) -> Tensor:
        """(batch, before, height, width) -> (batch, units, height', width')."""
        y = torch.relu(self.bn1(x))
        shortcut = x if self.shortcut is None else self.shortcut(y)
        return self.conv2(torch.relu(self.bn2(self.conv1(y)))) + shortcut


def wide_resnet(blocks: int, widening: int) -> nn.Module:
    """A wide ResNet."""
    made: list[nn.Module] = [nn.Conv2d(3, 16, 3, 1, 1, bias=False)]
    before = 16
    for units in (16 * widening, 32 * widening, 64 * widening):
        for index in range(blocks):
            made.append(PreActivated(before, units, 2 if units > 16 * widening and index == 0 else 1))
            before = units
    return nn.Sequential(*made, nn.BatchNorm2d(before), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten())


NETWORKS: Sequence[tuple[str, dict[str, Any], int, Callable[[], nn.Module]]] = (
    ("LeNet", {}, 32, lambda: lenet(20, 50, (800, 500))),
    (
        "LeNet",
        {"conv_dims": [10, 20], "hidden_dims": [500], "output_dim": 300},
        32,
        lambda: lenet(10, 20, (500, 300)),
    ),
    ("TinyNet", {}, 64, tiny_net),
    ("HATAlexNet", {}, 32, lambda: alex_net(32, bias=True, norm=False)),
    ("HATAlexNet", {"bias": False, "batch_normalization": True}, 32, lambda: alex_net(32, bias=False, norm=True)),
    ("HATAlexNet", {"image_size": 51}, 51, lambda: alex_net(51, bias=True, norm=False)),
    ("ResNet20", {}, 32, lambda: residual_network(3, 16, 32, 64)),
    ("ResNet20", {"shortcut_type": "zero_padding"}, 32, lambda: residual_network(3, 16, 32, 64, zeros=True)),
    (
        "ResNet32",
        {"shortcut_type": "zero_padding", "last_activation": False},
        16,
        lambda: residual_network(5, 16, 32, 64, zeros=True, last=False),
    ),
    ("SlimResNet18", {}, 32, lambda: residual_network(2, 20, 40, 80, 160)),
    ("SlimResNet18", {"width": 6}, 20, lambda: residual_network(2, 6, 12, 24, 48)),
    ("WideResNet16_4", {}, 16, lambda: wide_resnet(2, 4)),
    ("WideResNet40_2", {}, 16, lambda: wide_resnet(6, 2)),
)


@pytest.mark.parametrize("training", [False, True], ids=["eval", "train"])
@pytest.mark.parametrize(("name", "fields", "size", "theirs"), NETWORKS)
def test_feature_is_that_of_the_modules_made_by_hand(
    name: str, fields: dict[str, Any], size: int, theirs: Callable[[], nn.Module], training: bool
) -> None:
    torch.manual_seed(0)
    expected = theirs().double()
    random_norms(expected)
    network: nn.Module = getattr(clbackbones, name)(3, **fields).double()
    copy_by_layer(expected, network)
    for module in (*expected.modules(), *network.modules()):
        if isinstance(module, nn.Dropout):
            module.p = 0.0
    images = torch.randn(4, 3, size, size, dtype=torch.float64)
    feature = network.train(training)(images, stage="train" if training else "test")[0]
    torch.testing.assert_close(feature, expected.train(training)(images), rtol=1e-10, atol=1e-12)
    assert feature.shape == (4, expected(images).shape[1])


@pytest.mark.parametrize("size", [12, 32, 64])
def test_dropout_of_hat_alex_net_is_the_papers_layer_by_layer(size: int) -> None:
    ours = clbackbones.HATAlexNet(3, image_size=size)
    drops = [module.p for module in _of_kind(ours, nn.Dropout)]
    assert drops == [module.p for module in _of_kind(alex_net(size, bias=True, norm=False), nn.Dropout)]
    images = torch.randn(4, 3, size, size)
    torch.manual_seed(0)
    feature = ours.train()(images, stage="train")[0]
    expected = alex_net(size, bias=True, norm=False).train()
    copy_by_layer(ours, expected)
    torch.manual_seed(0)
    assert torch.equal(feature, expected(images))


def copy_by_layer(source: nn.Module, target: nn.Module) -> None:
    """Copies layers and norms in the order of registration, each kind by itself: ours may stand in lists."""
    for kind in (nn.Conv2d, nn.Linear, nn.BatchNorm2d, nn.BatchNorm1d):
        pairs = zip(_of_kind(source, kind), _of_kind(target, kind), strict=True)
        for theirs, ours in pairs:
            ours.load_state_dict(theirs.state_dict())


def _of_kind(network: nn.Module, kind: type[nn.Module]) -> list[nn.Module]:
    return [module for module in network.modules() if isinstance(module, kind)]


@pytest.mark.parametrize(
    ("name", "fields", "parameters"),
    [
        ("ResNet20", {}, 272_474 - 650),
        ("ResNet20", {"shortcut_type": "zero_padding"}, 269_722 - 650),
        ("ResNet32", {}, 466_256),
        ("ResNet110", {}, 1_730_714 - 650),
        ("ResNet110", {"shortcut_type": "zero_padding"}, 1_727_962 - 650),
        ("SlimResNet18", {}, 1_093_140),
        ("WideResNet28_10", {}, 36_479_194 - 6_410),
    ],
)
def test_parameters_are_those_published(name: str, fields: dict[str, Any], parameters: int) -> None:
    """Without the head of ten classes."""
    assert getattr(clbackbones, f"{name}Config")(input_channels=3, **fields).num_parameters == parameters
