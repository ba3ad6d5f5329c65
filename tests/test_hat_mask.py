"""HAT: masks are stored as bits, gate the right units, and come back from a state dict."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn

import clbackbones
from clbackbones_runtime.layers.masked_units import mask_units, norm_activation_mask, norm_add_activation_mask
from clbackbones_runtime.mechanisms.hat_mask import HATMask
from clbackbones_runtime.mechanisms.masked import TaskBatchNorm

from .hat_networks import S_MAX, SCHEDULE, embeddings, hat_mlp

STEP: dict[str, Any] = {"stage": "train", **SCHEDULE}


@pytest.fixture(autouse=True)
def seed() -> None:
    torch.manual_seed(0)


def resnet(**fields: Any) -> Any:
    defaults: dict[str, Any] = {"stem": "cifar", "batch_normalization": "independent"}
    return clbackbones.HATMaskResNet18(3, **defaults | fields)


def learn(backbone: Any, task_id: int, input: Tensor) -> None:
    """Two training steps on one batch, and what ends a task."""
    backbone.train()
    backbone.setup_task_id(task_id)
    optimizer = torch.optim.SGD(backbone.parameters(), 0.1)
    for index in range(2):
        optimizer.zero_grad()
        backbone(input, "train", S_MAX, index, 2)[0].square().mean().backward()
        optimizer.step()
    backbone.store_mask()


# where masks go


def test_layers_of_a_unit_group_share_the_mask() -> None:
    backbone = resnet()
    _, mask, _ = backbone(torch.randn(2, 3, 8, 8), **STEP)
    assert list(mask) == backbone.weighted_layer_names
    assert mask["conv3x/0/identity_downsample"] is mask["conv3x/0/conv2"]
    assert len({id(tensor) for tensor in mask.values()}) == len(backbone.task_embedding_t) == 17


@pytest.mark.parametrize("norm", [None, "independent"])
@pytest.mark.parametrize("activation", ["ReLU", "LeakyReLU", "Sigmoid", "GELU", None])
def test_masked_units_emit_zero(activation: str | None, norm: str | None) -> None:
    backbone = hat_mlp(activation_layer=activation, batch_normalization=norm)
    backbone.setup_task_id(1)
    backbone.store_mask()
    _, mask, activations = backbone(torch.randn(6, 12), "test", test_task_id=1)
    for layer, value in activations.items():
        assert mask[layer].any()
        assert not mask[layer].all()
        assert not value[:, mask[layer] == 0].any()
        assert value[:, mask[layer] == 1].any()


@pytest.mark.parametrize("activation", [nn.ReLU(), nn.LeakyReLU(), nn.Identity(), nn.Sigmoid(), nn.Softplus()])
@pytest.mark.parametrize("added", ["nothing", "a value", "a norm of a value"])
def test_masking_inside_the_norm_is_masking_the_output(activation: nn.Module, added: str) -> None:
    norms = [TaskBatchNorm(5).double(), TaskBatchNorm(5).double()]
    for parameter in (parameter for norm in norms for parameter in norm.parameters()):
        nn.init.normal_(parameter)
    inputs = [torch.randn(4, 5, 3, 3).double(), torch.rand(5).double(), torch.randn(4, 5, 3, 3).double()]
    norm, shortcut_norm = norms[0], norms[1] if added == "a norm of a value" else None
    results: list[list[Tensor]] = []
    for folded in (True, False):
        x, mask, shortcut = (tensor.clone().requires_grad_() for tensor in inputs)
        if not folded:
            addend = 0 if added == "nothing" else shortcut if shortcut_norm is None else shortcut_norm(shortcut)
            y = mask_units(activation(norm(x) + addend), mask)
        elif added == "nothing":
            y = norm_activation_mask(x, norm, "train", activation, mask)
        else:
            y = norm_add_activation_mask(x, norm, "train", shortcut, shortcut_norm, activation, mask)
        trained = [x, mask, norm.weight, norm.bias, *([] if added == "nothing" else [shortcut])]
        trained += [] if shortcut_norm is None else [shortcut_norm.weight, shortcut_norm.bias]
        results.append([y, *torch.autograd.grad(y.sin().sum(), trained)])
    for found, expected in zip(*results, strict=True):
        torch.testing.assert_close(found, expected, rtol=1e-10, atol=1e-12)


def test_masks_inside_the_norms_keep_next_to_nothing_for_the_backward_pass() -> None:
    def saved_bytes(backbone: Any, **arguments: Any) -> int:
        own = {parameter.untyped_storage().data_ptr() for parameter in backbone.parameters()}
        kept: dict[int, int] = {}

        def pack(tensor: Tensor) -> Tensor:
            storage = tensor.untyped_storage()
            if storage.data_ptr() not in own:
                kept[storage.data_ptr()] = storage.nbytes()
            return tensor

        def unpack(tensor: Tensor) -> Tensor:
            return tensor

        with torch.autograd.graph.saved_tensors_hooks(pack, unpack):
            output = backbone(torch.ones(8, 3, 32, 32), **arguments)
        assert output
        return sum(kept.values())

    plain = saved_bytes(clbackbones.ResNet18(3, stem="cifar"))
    assert saved_bytes(resnet(), **STEP) <= 1.01 * plain  # outside the norms: 1.6


# stored masks and norms


def test_stored_masks_are_the_signs_of_the_embeddings_and_stay() -> None:
    backbone = resnet()
    backbone.setup_task_id(1)
    expected = {group: (embedding[0] > 0).float() for group, embedding in embeddings(backbone).items()}
    stored = backbone.store_mask()
    assert list(stored) == backbone.weighted_layer_names
    backbone.initialize_task_embedding("U01")
    mask = backbone.get_mask("test", test_task_id=1)
    for layer, node in backbone.graph.layers.items():
        assert torch.equal(mask[layer], expected[node.group])
        assert torch.equal(stored[layer], expected[node.group])
        assert torch.equal(backbone.masks[1][layer], expected[node.group])


def test_a_stored_mask_takes_a_byte_per_unit() -> None:
    backbone = hat_mlp()
    backbone.setup_task_id(1)
    masks = [buffer for name, buffer in backbone.named_buffers() if "/" in name]
    assert sum(mask.numel() * mask.element_size() for mask in masks) == 9 + 8 + 8


def test_each_task_is_tested_with_its_own_norms() -> None:
    backbone = hat_mlp(batch_normalization="independent")
    first, second = torch.randn(16, 12), torch.randn(16, 12) * 3 + 2
    learn(backbone, 1, first)
    norm: Any = backbone.fc_bn[0]
    learned = {name: norm.tasks[1][name].clone() for name in ("weight", "running_mean")}
    assert torch.equal(learned["running_mean"], norm.running_mean)
    learn(backbone, 2, second)
    for name, value in learned.items():
        assert torch.equal(norm.tasks[1][name], value)
        assert not torch.equal(norm.tasks[2][name], value)


def test_a_new_task_starts_from_the_norms_before_the_first() -> None:
    backbone = hat_mlp(batch_normalization="independent")
    nn.init.constant_(backbone.fc_bn[0].weight, 3.0)  # as pretrained weights would
    learn(backbone, 1, torch.randn(16, 12))
    assert not torch.equal(backbone.fc_bn[0].weight, torch.full((9,), 3.0))
    backbone.setup_task_id(2)
    assert torch.equal(backbone.fc_bn[0].weight, torch.full((9,), 3.0))
    assert not backbone.fc_bn[0].running_mean.any()


@pytest.mark.parametrize("stage", ["validation", "test"])
def test_statistics_move_only_in_stage_train(stage: Any) -> None:
    backbone = hat_mlp(batch_normalization="independent")
    input = torch.randn(16, 12)
    learn(backbone, 1, input)
    before = {key: value.clone() for key, value in backbone.state_dict().items()}
    backbone.train()
    backbone(input, stage, S_MAX, test_task_id=1)
    assert all(torch.equal(value, before[key]) for key, value in backbone.state_dict().items())
    backbone(input, **STEP)
    assert not torch.equal(backbone.fc_bn[0].running_mean, before["fc_bn.0.running_mean"])
    assert torch.equal(backbone.fc_bn[0].tasks[1]["running_mean"], before["fc_bn.0.running_mean"])


def test_setting_up_a_task_again_overwrites_nothing() -> None:
    backbone = hat_mlp(batch_normalization="independent")
    learn(backbone, 1, torch.randn(16, 12))
    learn(backbone, 2, torch.randn(16, 12))
    before = {key: value.clone() for key, value in backbone.state_dict().items() if not key.endswith(".current")}
    backbone.setup_task_id(2)
    backbone.setup_task_id(1)
    assert backbone.task_id == 1
    assert backbone.processed_task_ids == [1, 2]
    assert all(torch.equal(backbone.state_dict()[key], value) for key, value in before.items())


def test_a_shared_norm_warns_and_names_what_does_not_forget() -> None:
    with pytest.warns(UserWarning, match="'independent'") as warned:
        backbone = hat_mlp(batch_normalization="shared")
    learn(backbone, 1, torch.randn(16, 12))
    learn(backbone, 2, torch.randn(16, 12))
    assert len(warned) == 1
    assert backbone(torch.randn(3, 12), "test", test_task_id=1)[0].shape == (3, 8)


# measures of units

AGGREGATIONS: dict[Any, Callable[[Tensor, Tensor], Tensor]] = {
    "min": torch.minimum,
    "max": torch.maximum,
    "mean": lambda fed, read: (fed + read) / 2,
}


@pytest.mark.parametrize("mode", AGGREGATIONS)
def test_a_weights_measure_comes_from_the_units_that_it_connects(mode: Any) -> None:
    backbone = resnet()
    measure = {group: torch.rand(node.units) for group, node in backbone.graph.layers.items()}
    for layer, read in (
        ("conv1", None),
        ("conv2x/1/conv2", "conv2x/1/conv1"),
        ("conv3x/0/identity_downsample", "conv2x/1/conv2"),
    ):
        weight, bias = backbone.get_layer_measure_parameter_wise(measure, layer, mode)
        expected = measure[layer][:, None]
        if read is not None:
            expected = AGGREGATIONS[mode](expected, measure[read][None])
        shape = backbone.get_layer_by_name(layer).weight.shape
        assert torch.equal(weight, expected[..., None, None].expand(shape))
        assert torch.equal(bias, measure[layer])
    with pytest.raises(ValueError, match="'min', 'max' or 'mean', got 'sum'"):
        backbone.get_layer_measure_parameter_wise(measure, "conv1", "sum")
    del measure["conv2x/1/conv1"]
    with pytest.raises(ValueError, match="'conv2x/1/conv2' needs the measure of 'conv2x/1/conv1'"):
        backbone.get_layer_measure_parameter_wise(measure, "conv2x/1/conv2", "min")


def test_masks_combine_to_their_union_and_intersection() -> None:
    backbone = hat_mlp()
    for task_id in (1, 2):
        backbone.setup_task_id(task_id)
        backbone.store_mask()
    first, second = (backbone.masks[str(task_id)]["fc/0"] for task_id in (1, 2))
    masks = backbone.masks.values()
    assert torch.equal(backbone.combine_masks(masks, "union")["fc/0"], ((first + second) > 0).float())
    assert torch.equal(backbone.combine_masks(masks, "intersection")["fc/0"], first * second)
    assert not backbone.combine_masks([], "union")["fc/0"].any()
    assert backbone.combine_masks([], "intersection")["fc/0"].all()
    with pytest.raises(ValueError, match="'union' or 'intersection', got 'xor'"):
        backbone.combine_masks(masks, "xor")


def test_hooks_on_norms_see_what_the_norms_emit() -> None:
    backbone = resnet()
    seen: dict[str, tuple[Tensor, Tensor]] = {}
    gradients: list[Tensor] = []

    def note(name: str) -> Callable[..., None]:
        def hook(module: nn.Module, arguments: Any, emitted: Tensor) -> None:
            seen[name] = emitted, emitted.detach().clone()

        return hook

    for name, module in backbone.named_modules():
        if isinstance(module, TaskBatchNorm):
            module.register_forward_hook(note(name))
            module.register_full_backward_hook(lambda module, inputs, outputs: gradients.append(outputs[0]))
    backbone.setup_task_id(1)
    feature, *_ = backbone(torch.randn(2, 3, 8, 8), "train", **SCHEDULE)
    feature.sum().backward()
    assert len(seen) == len(gradients) == 20
    assert all(torch.equal(emitted, then) for emitted, then in seen.values())


# initial weights


@pytest.mark.parametrize("name", ["MLP", "ResNet18"])
def test_weights_are_those_of_the_plain_network_under_the_same_seed(name: str) -> None:
    fields = {"input_dim": 5, "hidden_dims": [9], "output_dim": 8} if name == "MLP" else {"input_channels": 3}
    torch.manual_seed(3)
    plain = getattr(clbackbones, name)(**fields, batch_normalization=False).state_dict()
    torch.manual_seed(3)
    masked = getattr(clbackbones, f"HATMask{name}")(**fields).state_dict()
    assert all(torch.equal(masked[key], value) for key, value in plain.items())


# state


class Learner(nn.Module):
    """A module that holds a backbone, as every training framework has one."""

    def __init__(self) -> None:
        super().__init__()
        self.backbone = hat_mlp(batch_normalization="independent")


@pytest.mark.parametrize("tasks", [[], [1], [3, 1, -2]])
def test_a_fresh_object_makes_room_for_the_tasks_of_a_state_dict(tasks: list[int]) -> None:
    learner, fresh = Learner(), Learner()
    input = torch.randn(16, 12)
    for task_id in tasks:
        learn(learner.backbone, task_id, input)
    learner.backbone.setup_task_id(7)  # allocated, not stored
    fresh.load_state_dict(learner.state_dict(), strict=True)
    assert fresh.state_dict().keys() == learner.state_dict().keys()
    assert fresh.backbone.task_id == 7
    assert fresh.backbone.processed_task_ids == [*tasks, 7]
    assert fresh.backbone.stored_task_ids == tasks
    for task_id in tasks:
        results = [learner.backbone(input, "test", test_task_id=task_id)[0] for learner in (learner, fresh)]
        assert torch.equal(*results)
    with pytest.raises(ValueError, match="got 7"):
        fresh.backbone(input, "test", test_task_id=7)


def test_state_is_numbers_and_starts_without_tasks() -> None:
    backbone = hat_mlp(batch_normalization="independent")
    assert not any(".tasks." in f".{key}" for key in backbone.state_dict())
    backbone.setup_task_id(1)
    assert all(value.dtype != torch.bool for value in backbone.state_dict().values())
    assert int(backbone.state_dict()["tasks.1.stored"]) == 0
    backbone.store_mask()
    assert int(backbone.state_dict()["tasks.1.stored"]) == 1


def test_state_of_plain_networks_does_not_grow() -> None:
    backbone = clbackbones.CLMLP(12, [9], 8, batch_normalization=True)
    keys = list(backbone.state_dict())
    backbone.setup_task_id(1)
    assert list(backbone.state_dict()) == keys
    assert (backbone.task_id, backbone.processed_task_ids) == (1, [1])


def test_new_buffers_follow_the_module() -> None:
    backbone = hat_mlp(batch_normalization="independent").double()
    backbone.setup_task_id(1)
    backbone.store_mask()
    assert backbone.fc_bn[0].tasks[1]["weight"].dtype == torch.float64
    assert backbone.get_mask("test", test_task_id=1)["fc/0"].dtype == torch.float64
    with torch.device("meta"):
        unreal = hat_mlp()
    unreal.setup_task_id(1)
    assert {value.device.type for value in unreal.state_dict().values()} == {"meta"}


# layers for hand-made networks


def test_layers_mask_what_their_operation_emits() -> None:
    image = torch.randn(2, 3, 4, 4)
    layers = [
        (clbackbones.HATMaskLinear(6, 5, activation=nn.Sigmoid()), torch.randn(2, 6)),
        (clbackbones.HATMaskConv2d(3, 5, 3, padding=1), image),
        (clbackbones.HATMaskConvTranspose2d(3, 5, 3, 2, output_padding=1), image),
    ]
    for layer, input in layers:
        output = layer(input)
        assert not output[:, layer.mask.weight[0] <= 0].any()
        layer(input, s=2.0).sum().backward()
        assert layer.mask.weight.grad is not None
        assert layer.mask.weight.grad.any()
    gate = HATMask(4, init="masked")
    input = torch.randn(2, 4)
    assert torch.equal(gate(input), input)


# bad input

BAD: dict[str, tuple[Callable[[Any, Tensor], object], str]] = {
    "nothing for a training step": (lambda b, x: b(x, "train"), "missing: s_max, batch_idx, num_batches"),
    "no batch_idx": (lambda b, x: b(x, "train", S_MAX, num_batches=3), "missing: batch_idx"),
    "batch_idx too large": (lambda b, x: b(x, "train", S_MAX, 3, 3), "from 0 to num_batches - 1 = 2, got 3"),
    "batch_idx below 0": (lambda b, x: b(x, "train", S_MAX, -1, 3), "got -1"),
    "no batches": (lambda b, x: b(x, "train", S_MAX, 0, 0), "num_batches must be at least 1, got 0"),
    "s_max of 0": (lambda b, x: b(x, "train", 0.0, 0, 3), "s_max must be above 0, got 0.0"),
    "s_max that is no number": (lambda b, x: b(x, "validation", float("nan")), "s_max must be above 0, got nan"),
    "unknown stage": (
        lambda b, x: b(x, "training"),
        "'train', 'validation', 'test', 'unlearning_test', got 'training'",
    ),
    "test without a task": (lambda b, x: b(x, "test"), "stored (1), got None"),
    "test of a task never stored": (lambda b, x: b(x, "test", test_task_id=2), "stored (1), got 2"),
    "input shape": (lambda b, x: b(x[:, :5], **STEP), "it has (batch, 5)"),
    "init mode": (lambda b, x: b.initialize_task_embedding("N02"), "'unmasked', got 'N02'"),
    "init mode of a task": (lambda b, x: b.setup_task_id(2, "N02"), "got 'N02'"),
    "task id": (lambda b, x: b.setup_task_id("1"), "task_id must be an integer, got '1'"),
    "task id that is a bool": (lambda b, x: b.setup_task_id(True), "task_id must be an integer, got True"),
    "layer name": (lambda b, x: b.get_layer_by_name("fc/9"), "near it: 'fc/2'"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_with_what_is_possible(case: str) -> None:
    backbone = hat_mlp()
    backbone.setup_task_id(1)
    backbone.store_mask()
    call, message = BAD[case]
    with pytest.raises(ValueError, match=re.escape(message)):
        call(backbone, torch.randn(2, 12))
    assert backbone.processed_task_ids == [1]


def test_store_mask_needs_a_task() -> None:
    with pytest.raises(ValueError, match="setup_task_id"):
        hat_mlp().store_mask()


def test_store_mask_refuses_nan() -> None:
    backbone = hat_mlp()
    backbone.setup_task_id(1)
    embeddings(backbone)["fc/1"].data[0, 2] = float("nan")
    with pytest.raises(ValueError, match="'fc/1' is NaN"):
        backbone.store_mask()
    assert not backbone.stored_task_ids
