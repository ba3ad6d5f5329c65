"""Law 9: ResNets with `layout: torchvision` compute what torchvision's ResNets compute."""

import copy
import warnings
from typing import Any

import pytest
import torch
from torch import Tensor, nn

import clbackbones

from .torchvision_counterpart import resnet

DEPTHS = (18, 34, 50, 101, 152)
TOLERANCE = {torch.float32: 1e-5, torch.float64: 1e-10}


def ours(depth: int, *, stem: str = "imagenet") -> nn.Module:
    backbone: nn.Module = getattr(clbackbones, f"ResNet{depth}")(3, stem=stem)
    return backbone


def theirs(depth: int, *, cifar: bool = False) -> nn.Module:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Initializing zero-element tensors")
        return resnet(depth, cifar=cifar)


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


@pytest.mark.parametrize("dtype", TOLERANCE, ids=str)
@pytest.mark.parametrize("training", [True, False], ids=["train", "eval"])
@pytest.mark.parametrize("stem", ["imagenet", "cifar"])
@pytest.mark.parametrize("depth", DEPTHS)
def test_feature_is_torchvisions(depth: int, stem: str, training: bool, dtype: torch.dtype) -> None:
    torch.manual_seed(depth)
    expected_network = theirs(depth, cifar=stem == "cifar").to(dtype)
    if not training:
        random_norms(expected_network)
    network = ours(depth, stem=stem).to(dtype)
    copy_by_position(expected_network, network)
    size = 64 if stem == "imagenet" else 24
    images = torch.randn(2, 3, size, size, dtype=dtype)

    expected: Tensor = expected_network.train(training)(images)
    feature: Tensor = network.train(training)(images, stage="train" if training else "test")[0]

    assert relative_error(feature, expected) <= TOLERANCE[dtype]
    for value, expected_value in zip(
        network.state_dict().values(), expected_network.state_dict().values(), strict=True
    ):
        torch.testing.assert_close(value, expected_value)  # running statistics have moved alike


@pytest.mark.parametrize("depth", DEPTHS)
def test_gradients_are_torchvisions(depth: int) -> None:
    torch.manual_seed(depth)
    expected_network = theirs(depth).double()
    network = ours(depth).double()
    copy_by_position(expected_network, network)
    images = torch.randn(2, 3, 32, 32, dtype=torch.float64)

    expected_network.eval()(images).square().sum().backward()
    network.eval()(images, stage="test")[0].square().sum().backward()

    for parameter, expected in zip(network.parameters(), expected_network.parameters(), strict=True):
        assert parameter.grad is not None and expected.grad is not None
        assert relative_error(parameter.grad, expected.grad) <= 1e-10


@pytest.mark.parametrize("depth", DEPTHS)
def test_as_many_parameters_as_torchvision(depth: int) -> None:
    expected = sum(parameter.numel() for parameter in theirs(depth).parameters())
    config = getattr(clbackbones, f"ResNet{depth}Config")(input_channels=3)
    assert sum(parameter.numel() for parameter in ours(depth).parameters()) == expected
    assert config.num_parameters == expected


@pytest.mark.parametrize("depth", DEPTHS)
def test_same_seed_draws_torchvisions_weights(depth: int) -> None:
    torch.manual_seed(depth)
    expected = theirs(depth).state_dict()
    torch.manual_seed(depth)
    state = ours(depth).state_dict()
    for value, expected_value in zip(state.values(), expected.values(), strict=True):
        assert torch.equal(value, expected_value)


def test_comparison_notices_a_moved_stride() -> None:
    torch.manual_seed(0)
    expected_network = theirs(18).eval()
    moved = copy.deepcopy(expected_network)
    block: Any = moved.get_submodule("layer2.0")
    block.conv1.stride, block.conv2.stride = block.conv2.stride, block.conv1.stride
    images = torch.randn(2, 3, 64, 64)
    assert relative_error(moved(images), expected_network(images)) > 1e-2
