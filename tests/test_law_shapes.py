"""Law 1: output (batch, output_dim), and the activations of all weighted layers with the shapes of the graph."""

import math
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import clbackbones
from clbackbones.testing import configs

from .backbones import CLASSES, normalized, small_config
from .forward_pass import begin_task, random_input, train_forward

pytestmark = pytest.mark.filterwarnings("ignore:.*batch_normalization='shared' forgets:UserWarning")


@st.composite
def input_shapes(draw: st.DrawFn, config: Any) -> tuple[int, ...]:
    """Legal shapes of one input: free sizes from 1 on; where the network flattens first, any shape of that many."""
    graph = config.graph()
    sizes = tuple(draw(st.integers(1, 40)) if size is None else size for size in graph.input_shape)
    if len(sizes) == 1 and draw(st.booleans()):
        factor = draw(st.sampled_from([n for n in range(1, sizes[0] + 1) if sizes[0] % n == 0]))
        return (factor, sizes[0] // factor)
    return sizes


@pytest.mark.parametrize("name", CLASSES)
@settings(max_examples=8)
@given(data=st.data())
def test_every_config_emits_what_the_graph_predicts(name: str, data: st.DataObject) -> None:
    config: Any = clbackbones.load(data.draw(configs(name)))
    shape = data.draw(input_shapes(config))
    batch = data.draw(st.integers(1, 4))
    with torch.device("meta"):
        backbone = config.build()
        begin_task(backbone)
        input = torch.empty(batch, *shape)
    predicted = config.activation_shapes(*shape)
    normed: list[Any] = [node for node in config.graph(shape).nodes if node.operation == "norm"]
    if any(batch * math.prod(node.shape[1:]) == 1 for node in normed):
        with pytest.raises(ValueError, match="more than 1 value per channel"):
            train_forward(backbone, input)
        return
    feature, activations = train_forward(backbone, input)
    assert tuple(feature.shape) == (batch, config.output_dim) == (batch, *config.output_shape(*shape))
    assert {key: tuple(value.shape) for key, value in activations.items()} == {
        key: (batch, *sizes) for key, sizes in predicted.items()
    }
    assert set(activations) == set(backbone.weighted_layer_names)


@pytest.mark.parametrize("name", CLASSES)
def test_the_numbers_are_finite_and_the_graph_counts_the_parameters(name: str) -> None:
    torch.manual_seed(0)
    config = small_config(name, **normalized(name, on=True))
    backbone = config.build()
    begin_task(backbone)
    feature, activations = train_forward(backbone, random_input(backbone, batch=4))
    assert feature.shape == (4, config.output_dim) == (4, backbone.output_dim)
    assert feature.isfinite().all()
    assert all(value.isfinite().all() for value in activations.values())
    assert config.num_parameters == sum(parameter.numel() for parameter in backbone.parameters())


@pytest.mark.parametrize("name", CLASSES)
def test_layers_of_the_graph_are_layers_of_the_module(name: str) -> None:
    with torch.device("meta"):
        backbone = small_config(name).build()
    for layer, node in backbone.graph.layers.items():
        module = backbone.get_layer_by_name(layer)
        assert module.weight.numel() == node.weight
        assert (0 if module.bias is None else module.bias.numel()) == node.bias
        assert module.weight.shape[0] == node.units
    assert backbone.weighted_layer_names == list(backbone.graph.layers)


@pytest.mark.parametrize("name", CLASSES)
def test_a_wrong_input_shape_names_what_is_expected_and_what_came(name: str) -> None:
    with torch.device("meta"):
        backbone = small_config(name).build()
        begin_task(backbone)
        wrong = torch.empty(2, 7, 5, 5)
    with pytest.raises(ValueError, match=r"\(batch, 8.*\(batch, 7, 5, 5\)"):
        train_forward(backbone, wrong)
