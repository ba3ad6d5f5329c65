"""Protection holds whatever the optimizer does, is found once per task, and follows what is stored, loaded or moved."""

import copy
import math
import pickle
from collections.abc import Callable
from typing import Any, cast

import pytest
import torch
from torch import Tensor, nn

import clbackbones
from clbackbones_runtime.mechanisms import protected
from clbackbones_runtime.testing.passes import store_task
from tests.backbones import SMALLEST, mechanism_of, small_config
from tests.hat_networks import SCHEDULE, hat_mlp, hat_resnet


@pytest.fixture(autouse=True)
def seed() -> None:
    torch.manual_seed(0)


def wsn_mlp(**fields: Any) -> Any:
    return cast(Any, clbackbones.WSNMaskMLP)(**{"input_dim": 12, "hidden_dims": [9, 8], "output_dim": 8} | fields)


def store_tasks(backbone: Any, number: int = 1) -> Any:
    """Stores masks of new tasks and begins the next one."""
    for task_id in range(1, number + 1):
        backbone.setup_task_id(task_id)
        if isinstance(backbone, clbackbones.WSNMaskBackbone):
            backbone.initialize_parameter_score("N01")
            backbone.store_mask(0.3)
        else:
            backbone.store_mask()
    backbone.setup_task_id(number + 1)
    return backbone


def fill_gradients(backbone: nn.Module, value: float = 1.0) -> None:
    for parameter in backbone.parameters():
        parameter.grad = torch.full_like(parameter, value)


def protected_by_formula(backbone: Any, layer: str) -> tuple[Tensor, Tensor]:
    """min(M_post[i], M_pre[j]) for the weights of a layer, M_post for its biases, read off the paper."""
    union = backbone.combine_masks(backbone.masks.values(), "union")
    post = union[layer]
    module = backbone.get_layer_by_name(layer)
    read = [name.group for name in backbone.graph.layers[layer].segments]
    weight = post[:, None] * (union[read[0]] if read else torch.ones(module.weight.shape[1]))
    return weight[(...,) + (None,) * (module.weight.ndim - 2)].expand(module.weight.shape), post


@pytest.mark.parametrize("tasks", [1, 3])
def test_gradients_of_units_that_stored_tasks_use_become_0(tasks: int) -> None:
    backbone = store_tasks(hat_resnet(), tasks)
    fill_gradients(backbone, 2.0)
    backbone.mask_gradients()
    for layer in backbone.weighted_layer_names:
        module = backbone.get_layer_by_name(layer)
        weight, bias = protected_by_formula(backbone, layer)
        assert torch.equal(module.weight.grad, 2 * (1 - weight))
        if module.bias is not None:
            assert torch.equal(module.bias.grad, 2 * (1 - bias))
    assert all((embedding.weight.grad == 2).all() for embedding in backbone.task_embedding_t.values())


@pytest.mark.parametrize("tasks", [1, 3])
def test_gradients_of_weights_that_stored_tasks_use_become_0(tasks: int) -> None:
    backbone = store_tasks(wsn_mlp(), tasks)
    fill_gradients(backbone, 2.0)
    backbone.mask_gradients()
    for layer in backbone.weighted_layer_names:
        module = backbone.get_layer_by_name(layer)
        weight = torch.stack([weights[layer] for weights, _ in backbone.masks.values()]).amax(0)
        bias = torch.stack([biases[layer] for _, biases in backbone.masks.values()]).amax(0)
        assert torch.equal(module.weight.grad, 2 * (1 - weight))
        assert torch.equal(module.bias.grad, 2 * (1 - bias))
        assert (module.weight_score.weight.grad == 2).all()


def stored_weights(backbone: Any) -> list[Tensor]:
    """Clones of the protected entries, in order."""
    return [
        parameter.detach()[used.expand_as(parameter)].clone()
        for parameter, used in backbone._used_by_stored_tasks()  # pyright: ignore[reportPrivateUsage]
    ]


@pytest.mark.parametrize("few", [0.0, 1.0], ids=["swept", "visited"])
@pytest.mark.parametrize("make", [hat_mlp, hat_resnet, wsn_mlp])
@pytest.mark.parametrize("memory_format", [torch.contiguous_format, torch.channels_last], ids=["", "channels last"])
def test_weights_come_back_even_from_nan(
    make: Callable[[], Any], few: float, memory_format: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protected, "_FEW", few)
    monkeypatch.setattr(protected, "_FEW_RUNS", few)
    backbone = store_tasks(make(), 2).to(memory_format=memory_format)
    expected = stored_weights(backbone)
    fill_gradients(backbone)
    backbone.mask_gradients()
    gradients = [parameter.grad for parameter, _ in backbone._used_by_stored_tasks()]
    for gradient, (_, used) in zip(gradients, backbone._used_by_stored_tasks(), strict=True):
        assert torch.equal(gradient, (~used).to(gradient.dtype).expand_as(gradient))
    with torch.no_grad():
        for parameter in backbone.parameters():
            parameter.fill_(math.nan)
    backbone.restore_weights()
    for kept, before in zip(stored_weights(backbone), expected, strict=True):
        assert torch.equal(kept, before)
    free = [parameter[~used.expand_as(parameter)] for parameter, used in backbone._used_by_stored_tasks()]
    assert all(values.isnan().all() for values in free)


def test_a_gradient_in_another_memory_layout_is_masked_too() -> None:
    backbone = store_tasks(hat_resnet())
    weight = backbone.get_layer_by_name("conv2x/0/conv1").weight
    weight.grad = torch.ones_like(weight).to(memory_format=torch.channels_last)
    backbone.mask_gradients()
    assert torch.equal(weight.grad, 1 - protected_by_formula(backbone, "conv2x/0/conv1")[0])


def test_nothing_is_protected_before_a_task_is_stored() -> None:
    backbone = hat_mlp()
    backbone.setup_task_id(1)
    fill_gradients(backbone)
    backbone.mask_gradients()
    backbone.restore_weights()
    assert all((parameter.grad == 1).all() for parameter in backbone.parameters())


def test_what_is_protected_is_found_once_per_task(monkeypatch: pytest.MonkeyPatch) -> None:
    backbone = hat_mlp()
    found: list[int] = []
    cls: Any = clbackbones.HATMaskMLP
    original = cls._used_by_stored_tasks

    def counted(self: Any) -> Any:
        found.append(1)
        return original(self)

    monkeypatch.setattr(cls, "_used_by_stored_tasks", counted)
    optimizer = torch.optim.SGD(backbone.parameters(), lr=0.1)
    backbone.protect(optimizer)
    for task_id in (1, 2, 3):
        backbone.setup_task_id(task_id)
        for _ in range(4):
            fill_gradients(backbone)
            optimizer.step()
        backbone.store_mask()
    assert len(found) == 3  # when each was stored


CHANGES: dict[str, Callable[[Any], object]] = {
    "cast": lambda backbone: backbone.double(),
    "copied": lambda backbone: backbone.load_state_dict(store_tasks(hat_mlp(), 2).state_dict()),
    "assigned": lambda backbone: backbone.load_state_dict(store_tasks(hat_mlp(), 2).state_dict(), assign=True),
    "stored": lambda backbone: (backbone.setup_task_id(7), backbone.store_mask()),
}


@pytest.mark.parametrize("change", CHANGES)
def test_protection_follows_what_is_stored_loaded_or_moved(change: str) -> None:
    backbone = store_tasks(hat_mlp())
    fill_gradients(backbone)
    backbone.mask_gradients()
    CHANGES[change](backbone)
    expected = stored_weights(backbone)
    fill_gradients(backbone)
    backbone.mask_gradients()
    with torch.no_grad():
        for parameter in backbone.parameters():
            parameter.add_(1)
    backbone.restore_weights()
    assert all(torch.equal(*pair) for pair in zip(stored_weights(backbone), expected, strict=True))
    mask = backbone.get_mask("train", **SCHEDULE)
    assert backbone.sparsity_regularization(mask).dtype == mask["fc/0"].dtype


def pickled(backbone: Any) -> Any:
    return pickle.loads(pickle.dumps(backbone))


@pytest.mark.parametrize("duplicate", [cast(Any, copy.deepcopy), pickled])
def test_a_copy_of_the_backbone_protects_its_own_weights(duplicate: Callable[[Any], Any]) -> None:
    backbone = store_tasks(hat_mlp())
    fill_gradients(backbone)
    backbone.mask_gradients()
    backbone.sparsity_regularization(backbone.get_mask("train", **SCHEDULE))
    other = duplicate(backbone)
    expected, own = stored_weights(other), stored_weights(backbone)
    other.mask_gradients()
    with torch.no_grad():
        for parameter in other.parameters():
            parameter.add_(1)
    other.restore_weights()
    assert all(torch.equal(*pair) for pair in zip(stored_weights(other), expected, strict=True))
    assert all(torch.equal(*pair) for pair in zip(stored_weights(backbone), own, strict=True))


def test_a_step_with_a_closure_is_protected() -> None:
    backbone = store_tasks(hat_mlp())
    input = torch.randn(4, 12)
    expected = backbone(input, "test", test_task_id=1)[0]
    optimizer = torch.optim.LBFGS(backbone.parameters(), lr=0.01, max_iter=3)

    def closure() -> Tensor:
        optimizer.zero_grad()
        loss = backbone(input, "train", **SCHEDULE)[0].square().sum()
        loss.backward()
        return loss

    weight = backbone.get_layer_by_name("fc/0").weight
    before = weight.detach().clone()
    with backbone.protect(optimizer):
        optimizer.step(closure)
    assert not torch.equal(weight, before)
    assert torch.equal(backbone(input, "test", test_task_id=1)[0], expected)


# handles, and what is refused


def test_a_removed_handle_protects_no_longer() -> None:
    backbone = store_tasks(hat_mlp())
    optimizer = torch.optim.SGD(backbone.parameters(), lr=0.1)
    expected = stored_weights(backbone)
    handle = backbone.protect(optimizer)
    fill_gradients(backbone)
    optimizer.step()
    assert all(torch.equal(*pair) for pair in zip(stored_weights(backbone), expected, strict=True))
    handle.remove()
    fill_gradients(backbone)
    optimizer.step()
    assert not any(torch.equal(*pair) for pair in zip(stored_weights(backbone), expected, strict=True))


def test_an_optimizer_of_something_else_is_refused() -> None:
    backbone = hat_mlp()
    with pytest.raises(ValueError, match=r"no parameter of this HATMaskMLP; make it from backbone.parameters\(\)"):
        backbone.protect(torch.optim.SGD(copy.deepcopy(backbone).parameters(), lr=0.1))


def test_restoring_without_masking_first_is_refused() -> None:
    with pytest.raises(RuntimeError, match="call mask_gradients before the step"):
        store_tasks(hat_mlp()).restore_weights()


def test_frozen_weights_are_no_obstacle() -> None:
    backbone = store_tasks(hat_mlp())
    backbone.get_layer_by_name("fc/0").requires_grad_(False)
    optimizer = torch.optim.Adam([parameter for parameter in backbone.parameters() if parameter.requires_grad])
    backbone.protect(optimizer)
    backbone(torch.randn(4, 12), "train", **SCHEDULE)[0].sum().backward()
    optimizer.step()


@pytest.mark.parametrize("name", [name for name in SMALLEST if mechanism_of(name)["masks"]])
def test_weights_that_follow_from_others_are_refused(name: str) -> None:
    backbone = small_config(name).build()
    optimizer = torch.optim.SGD(backbone.parameters(), 0.1)
    first = backbone.weighted_layer_names[0]
    backbone.protect(optimizer)
    nn.utils.parametrizations.weight_norm(backbone.get_layer_by_name(first))
    with pytest.raises(ValueError, match=f"weight of '{first}' is computed from other parameters"):
        backbone.protect(torch.optim.SGD(backbone.parameters(), 0.1))
    backbone.setup_task_id(1)
    with pytest.raises(ValueError, match="remove its parametrization"):
        store_task(backbone)
    assert backbone.stored_task_ids == []


@pytest.mark.parametrize("name", ["HATMaskMLP", "WSNMaskMLP"])
def test_gradients_of_what_is_used_are_0_and_all_others_stay(name: str) -> None:
    torch.manual_seed(0)
    backbone = small_config(name).build()
    backbone.setup_task_id(1)
    store_task(backbone)
    backbone.setup_task_id(2)
    for parameter in backbone.parameters():
        parameter.grad = torch.ones_like(parameter)
    backbone.mask_gradients()
    used = {id(parameter): entries for parameter, entries in backbone._used_by_stored_tasks()}  # pyright: ignore[reportPrivateUsage]
    assert used
    for parameter in backbone.parameters():
        assert parameter.grad is not None
        free = ~used[id(parameter)].bool() if id(parameter) in used else torch.ones_like(parameter, dtype=torch.bool)
        assert torch.equal(parameter.grad != 0, free.expand_as(parameter))


@pytest.mark.parametrize("name", ["HATMaskMLP", "WSNMaskMLP"])
def test_what_is_used_gets_its_values_back_and_all_else_keeps_what_was_written(name: str) -> None:
    torch.manual_seed(0)
    backbone = small_config(name).build()
    backbone.setup_task_id(1)
    store_task(backbone)
    backbone.mask_gradients()
    before = [parameter.detach().clone() for parameter in backbone.parameters()]
    with torch.no_grad():
        for parameter in backbone.parameters():
            parameter.add_(1)
    backbone.restore_weights()
    used = {id(parameter): entries for parameter, entries in backbone._used_by_stored_tasks()}  # pyright: ignore[reportPrivateUsage]
    for parameter, old in zip(backbone.parameters(), before, strict=True):
        kept = used[id(parameter)].bool() if id(parameter) in used else torch.zeros_like(parameter, dtype=torch.bool)
        assert torch.equal(parameter.detach(), torch.where(kept, old, old + 1))
