"""Defects of CLArena that none of our backbones may have; the others are guarded where their subject is tested."""

import importlib
import warnings
from typing import Any

import pytest
import torch
from torch import Tensor

import clbackbones
from clbackbones import CATALOG

from . import clarena_package
from .backbones import CLASSES, MASKED, clarena_bases, mechanism_of, normalized, small_config

HAT = [name for name in MASKED if mechanism_of(name)["masks"] == "unit"]
RESNETS = [name for name in CLASSES if CATALOG.backbone_class(name).architecture == "ResNet"]
WSN = [name for name in MASKED if mechanism_of(name)["masks"] == "weight" and clarena_bases(name)]


@pytest.fixture(autouse=True)
def seed() -> None:
    torch.manual_seed(0)


def build(name: str, **fields: Any) -> Any:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*forgets")
        return small_config(name, **({"stem": "cifar"} | fields)).build()


def images(backbone: Any, batch: int = 4) -> Tensor:
    return torch.randn(batch, *(8 if size is None else size for size in backbone.graph.input_shape))


def small(names: list[str] | tuple[str, ...]) -> list[str]:
    return [name for name in names if name.endswith(("MLP", "18"))]


@pytest.mark.parametrize("name", small(WSN))
def test_wsn_trains(name: str) -> None:
    """Its straight-through backward has no body, so that training raises."""
    backbone = build(name)
    backbone.setup_task_id(1)
    before = {key: score.weight.clone() for key, score in backbone.weight_score_t.items()}
    optimizer = torch.optim.SGD(backbone.parameters(), lr=0.1)
    backbone(images(backbone), stage="train", mask_percentage=0.5)[0].square().sum().backward()
    optimizer.step()
    assert all(not torch.equal(before[key], score.weight) for key, score in backbone.weight_score_t.items())


@pytest.mark.parametrize("name", small(WSN))
def test_bias_scores_exist_where_biases_do(name: str) -> None:
    """It has bias scores without biases."""
    for bias in (True, False):
        backbone = build(name, bias=bias)
        for layer, score in backbone.bias_score_t.items():
            assert (score is None) == (backbone.get_layer_by_name(layer).bias is None)


@pytest.mark.parametrize("name", small(HAT))
def test_shortcut_convolutions_are_masked_and_protected(name: str) -> None:
    """Its shortcuts are neither: 172,032 weights of HATMaskResNet18 drift."""
    backbone = build(name)
    backbone.setup_task_id(1)
    mask = backbone.store_mask()
    assert mask.keys() == set(backbone.weighted_layer_names)
    shortcuts = [layer for layer in backbone.weighted_layer_names if backbone.graph.layers[layer].shortcut]
    assert bool(shortcuts) == name.endswith("18")
    union = {key: torch.ones_like(value) for key, value in mask.items()}
    for layer in shortcuts:
        weight, _ = backbone.get_layer_measure_parameter_wise(union, layer, "min")
        assert weight.eq(1).all()


@pytest.mark.parametrize("name", small([*HAT, *WSN]))
def test_checkpoints_with_norms_per_task_are_reloaded_strictly(name: str) -> None:
    """Masks, task ids and counters are missing from its state dict; with norms per task it cannot be reloaded."""
    backbone = build(name, **normalized(name, on=True))
    for task_id in (1, 2):
        backbone.setup_task_id(task_id)
        backbone.store_mask(*([0.5] if name in WSN else []))
    again = build(name, **normalized(name, on=True))
    again.load_state_dict(backbone.state_dict(), strict=True)
    assert (again.task_id, again.processed_task_ids, again.stored_task_ids) == (2, [1, 2], [1, 2])
    assert list(again.masks) == [1, 2]


@pytest.mark.parametrize("name", small([*HAT, *WSN]))
def test_setting_up_a_task_twice_overwrites_no_stored_norm(name: str) -> None:
    """Keys are ints and strings there, so the second call makes a new norm."""
    backbone = build(name, **normalized(name, on=True))
    backbone.setup_task_id(1)
    arguments = {"mask_percentage": 0.5} if name in WSN else {"s_max": 400.0, "batch_idx": 1, "num_batches": 3}
    backbone(images(backbone), stage="train", **arguments)
    backbone.store_mask(*([0.5] if name in WSN else []))
    before = {key: value.clone() for key, value in backbone.state_dict().items() if ".tasks.1." in key}
    assert before
    backbone.setup_task_id(1)
    after = backbone.state_dict()
    assert all(torch.equal(value, after[key]) for key, value in before.items())


@pytest.mark.parametrize("name", CLASSES)
def test_misspelt_fields_and_wrong_values_are_refused_before_anything_is_built(name: str) -> None:
    """`**kwargs` swallows misspelt fields; a bad enum value fails in the first forward."""
    backbone = CATALOG.backbone_class(name)
    required = {
        field.name: [8] if field.type == "integers" else 8 for field in backbone.fields.values() if field.required
    }
    cls = getattr(clbackbones, name)
    with pytest.raises(clbackbones.ConfigError, match="'batch_normalizaton' is not a field"):
        cls(**required, batch_normalizaton=True)
    for field in backbone.fields.values():
        if field.type == "enum":
            with pytest.raises(clbackbones.ConfigError, match=field.name):
                cls(**required, **{field.name: "xyz"})


@pytest.mark.parametrize("name", small(HAT))
def test_aggregation_mean_and_init_modes(name: str) -> None:
    """Mode "mean" raises a TypeError; unknown init modes are silent no-ops."""
    backbone = build(name)
    measure = {layer: torch.ones(node.units) for layer, node in backbone.graph.layers.items()}
    for layer in backbone.weighted_layer_names:
        assert backbone.get_layer_measure_parameter_wise(measure, layer, "mean")[0].eq(1).all()
    with pytest.raises(ValueError, match="starts as one of 'N01'"):
        backbone.initialize_task_embedding("N02")


@pytest.mark.parametrize("name", small(WSN))
def test_unknown_score_init_modes(name: str) -> None:
    with pytest.raises(ValueError, match="start as one of 'default'"):
        build(name).initialize_parameter_score("N02")


@pytest.mark.parametrize("name", RESNETS)
def test_an_unknown_layer_is_not_the_stem(name: str) -> None:
    """`get_layer_by_name("conv9x/7/conv1")` returns the stem there."""
    with torch.device("meta"):
        backbone = build(name)
    with pytest.raises(ValueError, match="'conv9x/7/conv1' is not a weighted layer"):
        backbone.get_layer_by_name("conv9x/7/conv1")


@pytest.mark.parametrize("name", RESNETS)
def test_output_dim_is_what_the_network_emits(name: str) -> None:
    """It declares 10 and emits 512."""
    with pytest.raises(clbackbones.ConfigError, match=r"emits (512|2048) features, not 10"):
        getattr(clbackbones, name)(3, output_dim=10)


@pytest.mark.parametrize("name", small(RESNETS))
def test_channels_last_images_are_taken(name: str) -> None:
    """Its `view` breaks on them."""
    backbone = build(name).to(memory_format=torch.channels_last)
    masked = mechanism_of(name)["masks"]
    arguments: dict[str, Any] = backbone.recipe().mask_arguments() if masked else {}
    feature = backbone(images(backbone).contiguous(memory_format=torch.channels_last), stage="validation", **arguments)[
        0
    ]
    assert feature.shape == (4, backbone.output_dim)


@pytest.mark.parametrize("name", small(HAT))
def test_an_embedding_stands_once_in_the_state_dict(name: str) -> None:
    backbone = build(name)
    keys = [key for key in backbone.state_dict() if "task_embedding_t" in key]
    assert keys == [f"task_embedding_t.{group}.weight" for group in backbone.graph.groups]
    assert len({value.data_ptr() for key, value in backbone.state_dict().items() if key in keys}) == len(keys)


@pytest.mark.parametrize("name", RESNETS)
def test_small_images_have_a_stem_of_their_own(name: str) -> None:
    """Images of 32x32 are 8x8 before the first stage there."""
    shapes = small_config(name, input_channels=3, stem="cifar").activation_shapes(3, 32, 32)
    assert shapes["conv1"] == (64, 32, 32)


def test_classes_are_exported() -> None:
    """`from clarena.backbones import *` does not export the classes."""
    names: dict[str, Any] = {}
    exec("from clbackbones import *", names)
    assert set(CLASSES) <= names.keys()
    clarena_package.backbones()
    assert {*CLASSES} - {*importlib.import_module("clbackbones.clarena").__all__} == {
        name for name in CLASSES if CATALOG.backbone_class(name).drop_in() is None
    }
