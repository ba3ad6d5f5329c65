"""Law 1: output (batch, output_dim), and the activations of all weighted layers with the shapes of the graph."""

from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import clbackbones
from clbackbones.testing import configs
from clbackbones_runtime.testing.laws import layers, numbers, shapes
from clbackbones_runtime.testing.small_configs import input_shape

from .backbones import CLASSES, PAIRS, normalized, small_config
from .forward_pass import begin_task, train_forward

pytestmark = pytest.mark.filterwarnings("ignore:.*='shared' forgets:UserWarning")


@st.composite
def input_shapes(draw: st.DrawFn, config: Any) -> tuple[int, ...]:
    """Legal shapes of one input; where the network flattens first, any shape with as many entries."""
    graph, least = config.graph(), input_shape(config, 1)
    drawn = (draw(st.integers(low, low + 39)) for low in least)
    sizes = tuple(low if size is None else size for low, size in zip(drawn, graph.input_shape, strict=True))
    if len(sizes) == 1 and draw(st.booleans()):
        factor = draw(st.sampled_from([n for n in range(1, sizes[0] + 1) if sizes[0] % n == 0]))
        return (factor, sizes[0] // factor)
    return sizes


@pytest.mark.parametrize("name", PAIRS)
@settings(max_examples=3)
@given(data=st.data())
def test_every_config_emits_what_the_graph_predicts(name: str, data: st.DataObject) -> None:
    config: Any = clbackbones.load(data.draw(configs(name)))
    shape = data.draw(input_shapes(config))
    shapes(config, shape, data.draw(st.integers(1, 4)))


@pytest.mark.parametrize("name", PAIRS)
def test_the_numbers_are_finite_and_the_graph_counts_the_parameters(name: str) -> None:
    torch.manual_seed(0)
    numbers(small_config(name, **normalized(name, on=True)))


@pytest.mark.parametrize("name", CLASSES)
def test_layers_of_the_graph_are_layers_of_the_module(name: str) -> None:
    config = small_config(name)
    layers(config)
    shapes(config, input_shape(config))


@pytest.mark.parametrize("name", PAIRS)
def test_a_wrong_input_shape_names_what_is_expected_and_what_came(name: str) -> None:
    with torch.device("meta"):
        backbone = small_config(name).build()
        begin_task(backbone)
        wrong = torch.empty(2, 7, 5, 5)
    with pytest.raises(ValueError, match=r"\(batch, 8.*\(batch, 7, 5, 5\)"):
        train_forward(backbone, wrong)
