"""WSN: selection is exact, its gradient straight-through, masks are stored as bits and come back from a state dict."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn

import clbackbones
from clbackbones import WSNMaskConv2d, WSNMaskConvTranspose2d, WSNMaskLinear
from clbackbones_runtime.layers.task_state import pack_bits, unpack_bits
from tests.sorting import by_sorting


@pytest.fixture(autouse=True)
def seed() -> None:
    torch.manual_seed(0)


def mlp(**fields: Any) -> Any:
    defaults: dict[str, Any] = {"input_dim": 12, "hidden_dims": [9, 8], "output_dim": 8}
    return clbackbones.WSNMaskMLP(**defaults | fields)


@given(st.lists(st.sampled_from([0.0, 1.0]), min_size=1, max_size=30))
def test_packed_bits_come_back(bits: list[float]) -> None:
    mask = torch.tensor(bits)
    packed = pack_bits(mask)
    assert packed.numel() == -(-len(bits) // 8)
    assert torch.equal(unpack_bits(packed, mask), mask)


# the network


def test_masks_keep_the_fraction_of_the_largest_magnitudes() -> None:
    backbone = mlp()
    _, weight_mask, bias_mask, _ = backbone(torch.randn(2, 12), "train", 0.3)
    assert list(weight_mask) == list(bias_mask) == backbone.weighted_layer_names
    for name in backbone.weighted_layer_names:
        assert torch.equal(weight_mask[name], by_sorting(backbone.weight_score_t[name].weight, 0.3))
        assert torch.equal(bias_mask[name], by_sorting(backbone.bias_score_t[name].weight[0], 0.3))
        assert weight_mask[name].shape == backbone.get_layer_by_name(name).weight.shape


def test_masked_weights_count_for_nothing() -> None:
    backbone = mlp()
    input = torch.randn(2, 12)
    before, weight_mask, bias_mask, _ = backbone(input, "train", 0.3)
    for name in backbone.weighted_layer_names:
        layer = backbone.get_layer_by_name(name)
        layer.weight.data[weight_mask[name] == 0] = 100.0
        layer.bias.data[bias_mask[name] == 0] = 100.0
    assert torch.equal(backbone(input, "train", 0.3)[0], before)


def test_no_bias_no_bias_scores() -> None:
    backbone = mlp(bias=False)
    backbone.setup_task_id(1)
    _, bias_mask = backbone.store_mask(0.5)
    assert set(bias_mask.values()) == set(backbone.bias_score_t.values()) == {None}
    assert not any("bias" in key for key in backbone.state_dict())
    assert backbone(torch.randn(2, 12), "test", test_task_id=1)[0].shape == (2, 8)


@pytest.mark.parametrize("carry_over", [True, False])
def test_scores_carry_over_to_the_next_task_or_are_drawn_anew(carry_over: bool) -> None:
    backbone = mlp(carry_over_scores=carry_over)
    scores = backbone.weight_score_t["fc/0"].weight
    constructed = scores.clone()
    backbone.setup_task_id(1)
    assert torch.equal(scores, constructed)
    backbone.setup_task_id(2)
    assert torch.equal(scores, constructed) == carry_over
    learned = scores.clone()
    backbone.setup_task_id(1)
    assert torch.equal(scores, learned)


@pytest.mark.parametrize("layout", ["torchvision", "clarena"])
def test_scores_start_apart_from_the_weights(layout: Any) -> None:
    backbone: Any = clbackbones.WSNMaskResNet18(3, layout=layout)
    for name, score in backbone.weight_score_t.items():
        weight = backbone.get_layer_by_name(name).weight
        bound = weight[0].numel() ** -0.5
        assert 0.9 < (score.weight.abs().max() / bound).item() < 1.00001
        correlation = torch.corrcoef(torch.stack([weight.flatten(), score.weight.flatten()]))[0, 1]
        assert abs(correlation.item()) < 5 * weight.numel() ** -0.5


@pytest.mark.parametrize(("mode", "low", "high"), [("default", -0.29, 0.29), ("U01", 0, 1), ("N01", -9, 9)])
def test_scores_start_in_the_range_of_the_mode(mode: Any, low: float, high: float) -> None:
    backbone = mlp()
    backbone.initialize_parameter_score(mode)
    score = backbone.weight_score_t["fc/0"].weight
    assert low <= score.min().item() < score.max().item() <= high


def test_scores_start_with_the_default_distribution() -> None:
    backbone: Any = clbackbones.WSNMaskMLP(100, [10_000], 8)
    quantiles = torch.linspace(0, 1, 11)
    for score in (backbone.weight_score_t["fc/0"], backbone.bias_score_t["fc/0"]):
        drawn = score.weight.detach().flatten()
        torch.testing.assert_close(drawn.quantile(quantiles), quantiles / 5 - 0.1, atol=0.005, rtol=0)


NETWORKS: list[tuple[str, dict[str, Any]]] = [
    ("MLP", {"input_dim": 80, "hidden_dims": [70], "output_dim": 8}),
    ("ResNet18", {"input_channels": 3}),
    ("ResNet18", {"input_channels": 3, "bias": True, "stem": "cifar"}),
    ("ResNet18", {"input_channels": 3, "bias": True, "layout": "clarena"}),
]


@pytest.mark.parametrize(("name", "fields"), NETWORKS)
def test_weights_are_those_of_the_plain_network_under_the_same_seed(name: str, fields: dict[str, Any]) -> None:
    torch.manual_seed(3)
    plain = getattr(clbackbones, name)(**fields, batch_normalization=False).state_dict()
    torch.manual_seed(3)
    masked = getattr(clbackbones, f"WSNMask{name}")(**fields).state_dict()
    assert all(torch.equal(masked[key], value) for key, value in plain.items())


# stored masks


def test_stored_masks_are_binary_and_stay() -> None:
    backbone = mlp()
    input = torch.randn(4, 12)
    backbone.setup_task_id(1)
    weight_mask, bias_mask = backbone.store_mask(0.4)
    feature = backbone(input, "train", 0.4)[0]
    backbone.initialize_parameter_score("N01")
    tested, *_ = backbone(input, "test", test_task_id=1)
    assert torch.equal(tested, feature)
    for stored, given_back in ((backbone.masks[1][0], weight_mask), (backbone.masks[1][1], bias_mask)):
        for name, mask in stored.items():
            assert torch.equal(mask, given_back[name])
            assert not mask.requires_grad
            assert set(mask.unique().tolist()) == {0.0, 1.0}


def test_a_given_mask_is_used_for_the_test() -> None:
    backbone = mlp()
    input = torch.randn(4, 12)
    feature, weight_mask, bias_mask, _ = backbone(input, "validation", 0.4)
    backbone.initialize_parameter_score("N01")
    assert torch.equal(backbone(input, "test", test_mask=(weight_mask, bias_mask))[0], feature)
    with pytest.raises(ValueError, match="test_mask has nothing for 'fc/0'"):
        backbone(input, "test", test_mask=({}, bias_mask))
    with pytest.raises(ValueError, match="without test_mask, test_task_id must be a task whose mask is stored"):
        backbone(input, "test")


def test_stored_masks_take_a_bit_per_parameter() -> None:
    backbone = clbackbones.WSNMaskMLP(64, [32], 16)
    backbone.setup_task_id(1)
    masks = [buffer for name, buffer in backbone.named_buffers() if "/" in name]
    assert 8 * sum(mask.numel() * mask.element_size() for mask in masks) == 64 * 32 + 32 + 32 * 16 + 16


class Learner(nn.Module):
    """A module that holds a backbone, as every training framework has one."""

    def __init__(self) -> None:
        super().__init__()
        self.backbone = mlp(batch_normalization="independent")


def test_a_fresh_object_makes_room_for_the_tasks_of_a_state_dict() -> None:
    learner, fresh = Learner(), Learner()
    input = torch.randn(16, 12)
    for task_id, fraction in ((4, 0.3), (2, 0.6)):
        learner.backbone.setup_task_id(task_id)
        learner.backbone(input * task_id, "train", fraction)
        learner.backbone.store_mask(fraction)
    fresh.load_state_dict(learner.state_dict(), strict=True)
    assert (fresh.backbone.task_id, fresh.backbone.stored_task_ids) == (2, [4, 2])
    for task_id in (4, 2):
        assert torch.equal(*(m.backbone(input, "test", test_task_id=task_id)[0] for m in (learner, fresh)))


# layers for hand-made networks


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: WSNMaskLinear(0, 3), "in_features"),
        (lambda: WSNMaskLinear(3, 0), "out_features"),
        (lambda: WSNMaskConv2d(0, 3, 1), "in_channels"),
        (lambda: WSNMaskConv2d(3, 0, 1), "out_channels"),
        (lambda: WSNMaskConv2d(3, 3, 0), "kernel_size"),
    ],
)
def test_layers_without_weights_have_nothing_to_score(make: Callable[[], nn.Module], name: str) -> None:
    with pytest.raises(ValueError, match=f"^{name} is 0, below 1; "):
        make()


def test_layers_keep_their_largest_scores() -> None:
    linear, conv = WSNMaskLinear(6, 5), WSNMaskConv2d(3, 5, 3, padding=1, bias=False)
    image, wide = torch.randn(2, 3, 4, 4), WSNMaskConvTranspose2d(3, 5, (3, 2), 2, output_padding=(1, 0))
    for layer, input in ((linear, torch.randn(2, 6)), (conv, image), (wide, image)):
        weight_mask, bias_mask = layer.mask(0.5)
        assert torch.equal(weight_mask, by_sorting(layer.weight_score.weight, 0.5))
        assert torch.equal(layer(input, *layer.mask(1.0)), layer(input))
        layer(input, weight_mask, bias_mask).sum().backward()
        assert layer.weight_score.weight.grad is not None


# bad input

BAD: dict[str, tuple[Callable[[Any, Tensor], object], str]] = {
    "no fraction": (lambda b, x: b(x, "train"), "mask_percentage must be in (0, 1], got None"),
    "fraction 0": (lambda b, x: b(x, "train", 0.0), "got 0.0"),
    "fraction above 1": (lambda b, x: b(x, "validation", 1.01), "got 1.01"),
    "fraction to store": (lambda b, x: b.store_mask(float("nan")), "got nan"),
    "unknown stage": (lambda b, x: b(x, "training", 0.5), "got 'training'"),
    "test without a task": (lambda b, x: b(x, "test"), "stored (1), got None"),
    "test of a task never stored": (lambda b, x: b(x, "test", test_task_id=2), "stored (1), got 2"),
    "init mode": (lambda b, x: b.initialize_parameter_score("N02"), "'U01', got 'N02'"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_with_what_is_possible(case: str) -> None:
    backbone = mlp()
    backbone.setup_task_id(1)
    backbone.store_mask(0.5)
    call, message = BAD[case]
    with pytest.raises(ValueError, match=re.escape(message)):
        call(backbone, torch.randn(2, 12))


def test_store_mask_needs_a_task() -> None:
    with pytest.raises(ValueError, match="setup_task_id"):
        mlp().store_mask(0.5)


def test_store_mask_refuses_nan() -> None:
    backbone = mlp()
    backbone.setup_task_id(1)
    backbone.bias_score_t["fc/1"].weight.data[0, 2] = float("nan")
    with pytest.raises(ValueError, match="'fc/1' is NaN"):
        backbone.store_mask(0.5)
    assert not backbone.stored_task_ids


# changes that torch's version counters miss


@pytest.mark.parametrize("make", [torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW])
def test_masks_follow_the_steps_of_fused_optimizers(make: Any) -> None:
    backbone = clbackbones.WSNMaskMLP(784, [], 64, bias=False)
    backbone.setup_task_id(1)
    optimizer = make(backbone.parameters(), lr=1e-2, fused=True)
    for _ in range(3):
        input = torch.rand(8, 784)
        input[:, :28] = 0  # as the margin of digits is: scores of these columns get no gradient
        feature, weight_masks, _, _ = backbone(input, "train", mask_percentage=0.3)
        assert torch.equal(weight_masks["fc/0"], by_sorting(backbone.weight_score_t["fc/0"].weight.detach(), 0.3))
        optimizer.zero_grad()
        feature.square().sum().backward()
        optimizer.step()
    weight_masks, _ = backbone.store_mask(0.3)
    assert torch.equal(weight_masks["fc/0"], by_sorting(backbone.weight_score_t["fc/0"].weight.detach(), 0.3))


def test_what_is_stored_is_exact_whatever_changed_the_scores() -> None:
    backbone = clbackbones.WSNMaskMLP(300, [400], 8)
    backbone.setup_task_id(1)
    backbone(torch.randn(2, 300), "train", mask_percentage=0.1)
    score = backbone.weight_score_t["fc/0"].weight
    score.detach().numpy()[7, 11] = 1e3
    weight_masks, _ = backbone.store_mask(0.1)
    assert weight_masks["fc/0"][7, 11] == 1
    assert torch.equal(weight_masks["fc/0"], by_sorting(score.detach(), 0.1))


def test_what_store_mask_returns_is_the_caller_s() -> None:
    backbone = clbackbones.WSNMaskMLP(12, [9], 8)
    backbone.setup_task_id(1)
    weight_masks, _ = backbone.store_mask(0.5)
    before = weight_masks["fc/0"].clone()
    weight_masks["fc/0"].data.zero_()
    assert torch.equal(backbone(torch.randn(2, 12), "train", mask_percentage=0.5)[1]["fc/0"], before)
    assert torch.equal(backbone.store_mask(0.5)[0]["fc/0"], before)
