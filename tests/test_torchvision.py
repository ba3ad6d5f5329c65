"""Law 9: networks that torchvision has compute what torchvision's compute.

The weights of each are compared, and what most compute; the shallowest of each kind of block is looked at from all
sides, since the others run the same lines more often.
"""

import copy
from typing import Any, cast

import pytest
import torch
from attrs import asdict
from torch import Tensor, nn

import clbackbones
from clbackbones import CATALOG

from .backbones import CLASSES, LARGE, PAIRS, plain_class, small_config
from .torchvision_counterpart import network as torchvision_network
from .torchvision_counterpart import with_stem

TOLERANCE = {torch.float32: 1e-5, torch.float64: 1e-10}

COUNTERPARTS = tuple(
    name
    for name in CLASSES
    if CATALOG.backbone_class(name).torchvision
    and plain_class(name) == name
    and None in small_config(name).graph().input_shape
)
"""The plain classes that torchvision has too, and that take images of any size."""

TRIED = tuple(name for name in COUNTERPARTS if name in PAIRS)


def config(name: str, **fields: Any) -> Any:
    """The config of the network that torchvision has: what its published weights require."""
    weights = next(field for field in CATALOG.backbone_class(name).fields.values() if field.type == "weights")
    required = {other: values[0] for other, values in weights.requires.items()}
    return getattr(clbackbones, f"{name}Config")(**{**required, **fields})


def theirs(name: str, *, stem: str = "imagenet", **fields: Any) -> nn.Module:
    """Torchvision's network for a class of any mechanism."""
    values = asdict(config(name, **fields), recurse=False)
    builder = CATALOG.backbone_class(name).torchvision_of(values)
    assert builder is not None
    return with_stem(torchvision_network(builder), cifar=stem == "cifar")


def stems(name: str) -> list[str]:
    """The stems that a class has."""
    return [
        stem for stem in ("imagenet", "cifar") if stem == "imagenet" or "stem" in CATALOG.backbone_class(name).fields
    ]


def forms(name: str) -> list[dict[str, Any]]:
    """The fields of each of torchvision's networks that a class may be."""
    match CATALOG.backbone_class(name).torchvision:
        case {"select": field}:
            return [{field: value} for value in (True, False)]
        case _:
            return [{}]


def copy_by_position(source: nn.Module, target: nn.Module) -> None:
    """Copies parameters and buffers in the order of registration, whatever they are called."""
    names, values = list(target.state_dict()), list(source.state_dict().values())
    target.load_state_dict(dict(zip(names, values, strict=True)))


def relative_error(actual: Tensor, expected: Tensor) -> float:
    return ((actual - expected).abs().max() / expected.abs().max()).item()


def random_norms(network: nn.Module) -> None:
    """Gives norms the statistics and parameters of a trained network, so that evaluation depends on all of them."""
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            assert module.running_mean is not None and module.running_var is not None
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.uniform_(module.bias, -0.5, 0.5)
            nn.init.uniform_(module.running_mean, -0.5, 0.5)
            nn.init.uniform_(module.running_var, 0.5, 1.5)


def without_chance(network: nn.Module, has_dropout: bool) -> None:
    """Switches off what ours has not: dropout before the classifier, and blocks that are left out at random."""
    for module in network.modules():
        if type(module).__name__ == "StochasticDepth" or (isinstance(module, nn.Dropout) and not has_dropout):
            cast(Any, module).p = 0.0


def agree(name: str, stem: str, training: bool, dtype: torch.dtype) -> None:
    """Both networks compute the same and move their statistics alike."""
    torch.manual_seed(0)
    expected_network = theirs(name, stem=stem).to(dtype)
    if not training:
        random_norms(expected_network)
    network: nn.Module = config(name, **({"stem": stem} if len(stems(name)) > 1 else {})).build().to(dtype)
    copy_by_position(expected_network, network)
    without_chance(expected_network, "dropout" in CATALOG.backbone_class(name).fields)
    size = 64 if stem == "imagenet" else 24
    images = torch.randn(2, 3, size, size, dtype=dtype)

    with torch.no_grad():
        torch.manual_seed(1)  # for dropout
        expected: Tensor = expected_network.train(training)(images)
        torch.manual_seed(1)
        feature: Tensor = network.train(training)(images, stage="train" if training else "test")[0]

    assert relative_error(feature, expected) <= TOLERANCE[dtype]
    for value, expected_value in zip(
        network.state_dict().values(), expected_network.state_dict().values(), strict=True
    ):
        torch.testing.assert_close(value, expected_value)  # running statistics have moved alike


@pytest.mark.parametrize("name", COUNTERPARTS)
def test_feature_is_torchvisions(name: str) -> None:
    if name in PAIRS or config(name).num_parameters < LARGE:
        agree(name, "imagenet", training=False, dtype=torch.float32)


@pytest.mark.parametrize("dtype", TOLERANCE, ids=str)
@pytest.mark.parametrize("training", [True, False], ids=["train", "eval"])
@pytest.mark.parametrize(("name", "stem"), [(name, stem) for name in TRIED for stem in stems(name)])
def test_feature_is_torchvisions_with_every_stem(name: str, stem: str, training: bool, dtype: torch.dtype) -> None:
    if config(name).num_parameters < LARGE or dtype == torch.float32:
        agree(name, stem, training, dtype)


@pytest.mark.parametrize("name", [name for name in TRIED if config(name).num_parameters < LARGE])
def test_gradients_are_torchvisions(name: str) -> None:
    torch.manual_seed(0)
    expected_network = theirs(name).double()
    network = config(name).build().double()
    copy_by_position(expected_network, network)
    images = torch.randn(2, 3, 32, 32, dtype=torch.float64)

    expected_network.eval()(images).square().sum().backward()
    network.eval()(images, stage="test")[0].square().sum().backward()

    for parameter, expected in zip(network.parameters(), expected_network.parameters(), strict=True):
        assert parameter.grad is not None and expected.grad is not None
        assert relative_error(parameter.grad, expected.grad) <= 1e-10


@pytest.mark.parametrize("name", COUNTERPARTS)
def test_layers_stand_in_torchvisions_order(name: str) -> None:
    for fields in forms(name):
        with torch.device("meta"):
            expected, network = theirs(name, **fields), config(name, **fields).build()
        state, wanted = network.state_dict(), expected.state_dict()
        for (key, value), (other, theirs_) in zip(state.items(), wanted.items(), strict=True):
            assert (key.rpartition(".")[2], value.shape) == (other.rpartition(".")[2], theirs_.shape)
        assert config(name, **fields).num_parameters == sum(parameter.numel() for parameter in expected.parameters())


@pytest.mark.parametrize("name", [name for name in TRIED if CATALOG.backbone_class(name).architecture == "ResNet"])
def test_same_seed_draws_torchvisions_weights(name: str) -> None:
    torch.manual_seed(1)
    expected = theirs(name).state_dict()
    torch.manual_seed(1)
    state = config(name).build().state_dict()
    for value, expected_value in zip(state.values(), expected.values(), strict=True):
        assert torch.equal(value, expected_value)


def test_comparison_notices_a_moved_stride() -> None:
    torch.manual_seed(0)
    expected_network = theirs("ResNet18").eval()
    moved = copy.deepcopy(expected_network)
    block: Any = moved.get_submodule("layer2.0")
    block.conv1.stride, block.conv2.stride = block.conv2.stride, block.conv1.stride
    images = torch.randn(2, 3, 64, 64)
    assert relative_error(moved(images), expected_network(images)) > 1e-2
