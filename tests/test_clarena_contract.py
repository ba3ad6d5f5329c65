"""What CLArena's algorithms do with a backbone, call by call, done by small algorithms of our own.

CLArena's released package lacks half of what its repository has. So these algorithms make the calls that its algorithms
make, under the names and with the keywords that they use, on every class of the mechanism.
"""

import copy
from collections.abc import Iterator
from functools import partial
from typing import Any, cast

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from clbackbones import CATALOG

from .backbones import SMALL, clarena_bases, mechanism_of, normalized, small_config

CL = [name for name in SMALL if "CL" in mechanism_of(name)["prefix"]]
HAT = [name for name in SMALL if "HATMaskBackbone" in clarena_bases(name)]
WSN = [name for name in SMALL if "WSNMaskBackbone" in clarena_bases(name)]
TASKS = (1, 2)
S_MAX = 400.0


@pytest.fixture(autouse=True)
def seed() -> None:
    torch.manual_seed(0)


def build(name: str, **fields: Any) -> Any:
    return small_config(name, **({"stem": "cifar"} | fields)).build()


def batches(backbone: Any, count: int = 3) -> list[tuple[Tensor, Tensor]]:
    shape = (4, *(8 if size is None else size for size in backbone.graph.input_shape))
    return [(torch.randn(shape), torch.randint(0, 3, (4,))) for _ in range(count)]


class Algorithm(nn.Module):
    """What all of CLArena's algorithms do: heads on `output_dim`, one task after the other."""

    def __init__(self, backbone: Any) -> None:
        super().__init__()
        self.backbone = backbone
        self.heads = nn.ModuleDict()
        self.task_id = 0

    def train_task(self, task_id: int) -> None:
        self.task_id = task_id
        self.backbone.setup_task_id(task_id=task_id)
        self.heads[str(task_id)] = nn.Linear(self.backbone.output_dim, 3)
        self.on_train_start()
        optimizer = torch.optim.SGD(self.parameters(), lr=0.01)
        data = batches(self.backbone)
        for batch_idx, (input, target) in enumerate(data):
            optimizer.zero_grad()
            feature, activations = self.features(input, batch_idx, len(data))
            F.cross_entropy(self.heads[str(task_id)](feature), target).backward()
            self.adjust_gradients(batch_idx, len(data))
            optimizer.step()
            assert activations.keys() == set(self.backbone.weighted_layer_names)
        self.on_train_end()

    def layers(self) -> Iterator[tuple[str, Any]]:
        for name in self.backbone.weighted_layer_names:
            layer = self.backbone.get_layer_by_name(name)
            assert layer.weight.grad is not None and (layer.bias is None or layer.bias.grad is not None)
            yield name, layer

    def on_train_start(self) -> None: ...

    def features(self, input: Tensor, batch_idx: int, num_batches: int) -> tuple[Tensor, dict[str, Tensor]]:
        raise NotImplementedError

    def adjust_gradients(self, batch_idx: int, num_batches: int) -> None: ...

    def on_train_end(self) -> None: ...

    def test(self, input: Tensor, task_id: int, stage: str = "test") -> Tensor:
        raise NotImplementedError


class Finetuning(Algorithm):
    """Trains on, and reads two models' entries apart, as an unlearning algorithm does."""

    def features(self, input: Tensor, batch_idx: int, num_batches: int) -> tuple[Tensor, dict[str, Tensor]]:
        return self.backbone(input, stage="train", task_id=self.task_id)

    def adjust_gradients(self, batch_idx: int, num_batches: int) -> None:
        assert list(self.layers())

    def test(self, input: Tensor, task_id: int, stage: str = "test") -> Tensor:
        return self.backbone(input, stage=stage, task_id=task_id)[0]


class HATAlgorithm(Algorithm):
    """Hard-clips gradients with the union of the masks; calls as in CLArena's `hat.py` and `adahat.py`."""

    def on_train_start(self) -> None:
        self.backbone.initialize_task_embedding(mode="N01")
        self.backbone.initialize_independent_bn()
        if self.task_id == TASKS[0]:
            names = self.backbone.weighted_layer_names
            sizes = {name: self.backbone.get_layer_by_name(name).weight.shape[0] for name in names}
            self.cumulative: dict[str, Tensor] = {name: torch.zeros(size) for name, size in sizes.items()}

    def features(self, input: Tensor, batch_idx: int, num_batches: int) -> tuple[Tensor, dict[str, Tensor]]:
        feature, mask, activations = self.backbone(
            input, stage="train", s_max=S_MAX, batch_idx=batch_idx, num_batches=num_batches, test_task_id=None
        )
        for name in self.backbone.weighted_layer_names:
            assert mask[name].shape == self.cumulative[name].shape
        return feature, activations

    def adjust_gradients(self, batch_idx: int, num_batches: int) -> None:
        for name, layer in self.layers():
            for mode in ("min", "max", "mean"):
                weight_measure, bias_measure = self.backbone.get_layer_measure_parameter_wise(
                    neuron_wise_measure=self.cumulative, layer_name=name, aggregation_mode=mode
                )
                assert weight_measure.shape == layer.weight.shape
                if mode == "min":
                    layer.weight.grad.data *= 1 - weight_measure
                    if layer.bias is not None:
                        layer.bias.grad.data *= 1 - bias_measure
        for embedding in self.backbone.task_embedding_t.values():
            assert embedding.weight.shape[0] == 1
            embedding.weight.grad.data *= 1.0

    def on_train_end(self) -> None:
        mask: dict[str, Tensor] = self.backbone.store_mask()
        self.backbone.store_bn()
        assert mask.keys() == self.cumulative.keys() == self.backbone.te_to_binary_mask().keys()
        self.cumulative = {name: torch.max(self.cumulative[name], mask[name]) for name in mask}

    def test(self, input: Tensor, task_id: int, stage: str = "test") -> Tensor:
        return self.backbone(input, stage=stage, s_max=None, batch_idx=None, num_batches=None, test_task_id=task_id)[0]


class WSNAlgorithm(Algorithm):
    """Keeps the masks itself; calls as in CLArena's `wsn.py`."""

    percentage = 0.5

    def __init__(self, backbone: Any) -> None:
        super().__init__(backbone)
        self.stored: dict[int, tuple[dict[str, Tensor], dict[str, Tensor | None]]] = {}

    def on_train_start(self) -> None:
        self.backbone.initialize_parameter_score(mode="default")

    def features(self, input: Tensor, batch_idx: int, num_batches: int) -> tuple[Tensor, dict[str, Tensor]]:
        feature, weight_mask, bias_mask, activations = self.backbone(
            input, stage="train", mask_percentage=self.percentage, test_mask=None
        )
        assert weight_mask.keys() == bias_mask.keys() == activations.keys()
        return feature, activations

    def adjust_gradients(self, batch_idx: int, num_batches: int) -> None:
        for name, layer in self.layers():
            for weight_mask, bias_mask in self.stored.values():
                layer.weight.grad.data *= 1 - weight_mask[name]
                if layer.bias is not None:
                    layer.bias.grad.data *= 1 - cast(Tensor, bias_mask[name])

    def on_train_end(self) -> None:
        weight_mask: dict[str, Tensor] = {}
        bias_mask: dict[str, Tensor | None] = {}
        gate = self.backbone.gate_fn
        for name in self.backbone.weighted_layer_names:
            layer, score = self.backbone.get_layer_by_name(name), self.backbone.weight_score_t[name].weight
            assert score.shape == layer.weight.shape
            weight_mask[name] = gate.apply(score, self.percentage).detach()
            bias_score = self.backbone.bias_score_t[name]
            assert (bias_score is None) == (layer.bias is None)
            if bias_score is not None:
                assert bias_score.weight.shape == (1, *layer.bias.shape)
                bias_mask[name] = gate.apply(bias_score.weight.squeeze(0), self.percentage).detach()
            else:
                bias_mask[name] = None
        self.stored[self.task_id] = weight_mask, bias_mask

    def test(self, input: Tensor, task_id: int, stage: str = "test") -> Tensor:
        return self.backbone(input, stage=stage, mask_percentage=self.percentage, test_mask=self.stored[task_id])[0]


MADE: list[tuple[type[Algorithm], list[str]]] = [(Finetuning, CL), (HATAlgorithm, HAT)]
ALGORITHMS = [
    *((made, name, norm) for norm in (False, True) for made, names in MADE for name in names),
    # CLArena's WSN tests with masks alone, which say nothing of norms per task; its backbones have none.
    *((WSNAlgorithm, name, False) for name in WSN),
]


@pytest.mark.parametrize(("algorithm", "name", "norm"), ALGORITHMS)
def test_an_algorithm_trains_and_tests_two_tasks(algorithm: type[Algorithm], name: str, norm: bool) -> None:
    made = algorithm(build(name, **normalized(name, on=norm), bias=True))
    features: dict[int, Tensor] = {}
    input = batches(made.backbone, 1)[0][0]
    for task_id in TASKS:
        made.train().train_task(task_id)
        with torch.no_grad():
            features[task_id] = made.eval().test(input, task_id)
    assert made.backbone.task_id == TASKS[-1]
    assert made.backbone.processed_task_ids == list(TASKS)
    with torch.no_grad():
        assert torch.equal(made.test(input, TASKS[-1], "unlearning_test"), features[TASKS[-1]])
        if algorithm is not Finetuning:
            assert torch.equal(made.test(input, TASKS[0]), features[TASKS[0]]), (
                "plain SGD and masked gradients are exact"
            )
    copied = copy.deepcopy(made)
    with torch.no_grad():
        assert torch.equal(copied.test(input, TASKS[0]), made.test(input, TASKS[0]))


@pytest.mark.parametrize("name", [*CL, *HAT, *WSN, "CLResNet50", "HATMaskResNet50"])
def test_layers_are_found_by_name_along_the_main_path(name: str) -> None:
    backbone = build(name)
    names: list[str] = backbone.weighted_layer_names
    assert type(names) is list and names == list(dict.fromkeys(names))
    assert backbone.get_layer_by_name(None) is None
    assert all(hasattr(backbone.get_layer_by_name(each), "bias") for each in names)
    with pytest.raises(ValueError, match="near it"):
        backbone.get_layer_by_name(f"{names[-1]}x")
    with pytest.raises(ValueError, match="None is not a weighted layer"):
        backbone.preceding_layer_name(None)
    assert backbone.preceding_layer_name(names[0]) is None
    assert backbone.next_layer_name(names[-1]) is None
    for each in names:
        before = backbone.preceding_layer_name(each)
        if before is not None:
            width = backbone.get_layer_by_name(before).weight.shape[0]
            # Behind a flatten, a unit has several entries.
            assert backbone.get_layer_by_name(each).weight.shape[1] % width == 0


def _append(ran: list[str], name: str, *_: object) -> None:
    ran.append(name)


@pytest.mark.parametrize("name", [*CL, *HAT, *WSN])
def test_attribution_hooks_attach_to_weighted_layers(name: str) -> None:
    backbone = build(name)
    ran: list[str] = []
    for each in backbone.weighted_layer_names:
        backbone.get_layer_by_name(each).register_forward_hook(partial(_append, ran, each))
    backbone.setup_task_id(task_id=1)
    arguments = {"s_max": S_MAX} if name in HAT else {"mask_percentage": 0.5} if name in WSN else {}
    activations = backbone(batches(backbone, 1)[0][0], stage="validation", **arguments)[-1]
    assert sorted(ran) == sorted(backbone.weighted_layer_names) == sorted(activations)


@pytest.mark.parametrize("name", [*CL, *HAT, *WSN])
def test_other_stages_are_refused(name: str) -> None:
    backbone = build(name)
    backbone.setup_task_id(task_id=1)
    with pytest.raises(ValueError, match="stage must be one of 'train', 'validation', 'test'"):
        backbone(batches(backbone, 1)[0][0], stage="eval")


@pytest.mark.parametrize("name", [*CL, *HAT, *WSN])
def test_state_dicts_are_subtracted_entry_by_entry(name: str) -> None:
    backbone = build(name, **normalized(name, on=True))
    backbone.setup_task_id(task_id=1)
    state, other = backbone.state_dict(), copy.deepcopy(backbone).state_dict()
    difference = {key: state[key] - other[key] for key in state}  # bool tensors cannot be subtracted
    assert all(isinstance(value, Tensor) for value in difference.values())
    assert {f"{each.replace('/', '.')}.weight" for each in backbone.weighted_layer_names} <= difference.keys()
    keys = list(state)
    made = (HATAlgorithm if name in HAT else WSNAlgorithm if name in WSN else Finetuning)(backbone)
    made.train_task(1)
    assert list(backbone.state_dict()) == keys, "no keys are born after setup_task_id"


def test_unlearning_by_subtraction_leaves_masks_and_takes_what_the_task_changed() -> None:
    backbone = build("AmnesiacHATMLP", **normalized("AmnesiacHATMLP", on=True))
    updates: dict[int, dict[str, Tensor]] = {}
    for task_id in (1, 2):
        backbone.setup_task_id(task_id=task_id)
        start = copy.deepcopy(backbone.state_dict())
        with torch.no_grad():
            for parameter in backbone.parameters():
                parameter.add_(torch.randn_like(parameter))
        backbone.store_mask()
        updates[task_id] = {key: value - start[key] for key, value in backbone.state_dict().items()}
    masks, weight = backbone.masks, backbone.fc[0].weight.detach().clone()
    state = copy.deepcopy(backbone.state_dict())
    for key, value in updates[1].items():
        state[key] -= value
    backbone.load_state_dict(state, strict=False)
    torch.testing.assert_close(backbone.fc[0].weight, weight - updates[1]["fc.0.weight"])
    assert sorted(backbone.masks) == [1, 2]
    assert all(torch.equal(mask[name], masks[task][name]) for task, mask in backbone.masks.items() for name in mask)
    backbone.combine_masks([backbone.masks[2], backbone.masks[1]], "intersection")
    again = build("AmnesiacHATMLP", **normalized("AmnesiacHATMLP", on=True))
    again.load_state_dict(state, strict=False)  # which knows no more than the state dict says
    assert list(again.masks) == [2]


@pytest.mark.parametrize("name", [*HAT, *WSN])
def test_masks_are_assigned(name: str) -> None:
    backbone: Any = build(name)
    for task_id in (1, 2):
        backbone.setup_task_id(task_id=task_id)
        backbone.store_mask(**{"mask_percentage": 0.5} if name in WSN else {})
    masks = backbone.masks
    given: Any = {"2": masks[1]}
    backbone.masks = given
    assert list(backbone.masks) == [2]
    assert str(backbone.masks[2]) == str(masks[1])
    assert [int(backbone.tasks[task_id]["stored"]) for task_id in (1, 2)] == [0, 1]
    backbone.masks = {}
    assert backbone.masks == {}
    with pytest.raises(ValueError, match=r"the masks of task 3 need room: call setup_task_id\(3\) first"):
        backbone.masks = {3: masks[1]}


@pytest.mark.parametrize("name", CL)
def test_a_baseline_reloads_the_initial_state_strictly(name: str) -> None:
    backbone = build(name)
    initial = copy.deepcopy(backbone.state_dict())
    made = Finetuning(backbone)
    for task_id in TASKS:
        made.train_task(task_id)
        backbone.load_state_dict(initial, strict=True)


@pytest.mark.parametrize("name", HAT)
def test_hats_attributes(name: str) -> None:
    backbone = build(name)
    assert backbone.batch_normalization is None
    backbone.setup_task_id(task_id=1)
    mask: dict[str, Tensor] = backbone.store_mask()
    assert type(mask) is dict and list(backbone.masks) == [1]
    assert "1" in backbone.masks and "2" not in backbone.masks and backbone.masks.get("1") is not None
    for key in (1, "1"):
        assert all(torch.equal(backbone.masks[key][each], mask[each]) for each in mask)
    assert all(value.is_floating_point() and value.ndim == 1 for value in backbone.masks[1].values())
    union = backbone.combine_masks(list(backbone.masks.values()), mode="union")
    assert all(torch.equal(union[each], mask[each]) for each in mask)
    embeddings = [embedding.weight for embedding in backbone.task_embedding_t.values()]
    assert len({id(weight) for weight in embeddings}) == len(embeddings)
    for mode in ("N01", "U-11", "U01", "U-10", "last", "masked", "unmasked"):
        backbone.initialize_task_embedding(mode=mode)


def test_every_architecture_is_among_them() -> None:
    found = [{CATALOG.backbone_class(name).architecture for name in names} for names in (CL, HAT, WSN)]
    assert found[0] == found[1] == found[2]
