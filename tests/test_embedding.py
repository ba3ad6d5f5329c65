"""Networks for text: ids go in, embeddings are masked, protected and compacted as any weight is."""

import importlib
import pickle
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch._subclasses.fake_tensor import FakeTensorMode

import clbackbones
from clbackbones import layers
from clbackbones_runtime.graph.graph import build_graph
from clbackbones_runtime.graph.shapes import ShapeError
from clbackbones_runtime.layers.hat_layers import HATMask
from clbackbones_runtime.layers.ids import Embedding
from clbackbones_runtime.layers.masked_layers import masked
from clbackbones_runtime.testing.small_configs import small_config
from tests.backbones import PREFIXES
from tests.own_packages import OwnPackage
from tests.test_declared_networks import END, architecture, convolution
from tests.test_no_synchronisation import protected, train_step
from tests.text_networks import TEXT_CNN

Json = Any
Steps = list[dict[str, Json]]

LENGTH = 40
"""Words of a text, more than small configs have."""

MASKED = [prefix for prefix, has_masks in PREFIXES.items() if has_masks]


@pytest.fixture(scope="module", autouse=True)
def text(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A package with the network of Kim and every mechanism."""
    own = OwnPackage(tmp_path_factory.mktemp("text"), "textbackbones")
    fields = {**TEXT_CNN["fields"], "length": {**TEXT_CNN["fields"]["length"], "default": LENGTH}}
    own.add("architectures/text_cnn.json", {**TEXT_CNN, "fields": fields})
    outcome = own.compile_here()
    assert (outcome.status, outcome.err) == (0, ""), outcome.err
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(own.package.parent)
        yield importlib.import_module(own.name)


def learned(text: Any, prefix: str, **fields: Json) -> Any:
    """A backbone that has stored a task and begun another one."""
    torch.manual_seed(0)
    backbone = getattr(text, f"{prefix}TextCNN")(**fields)
    recipe = backbone.recipe()
    backbone.setup_task_id(1)
    for part in range(recipe.parts):
        recipe.end_part(backbone, part)
    backbone.store_mask(**recipe.mask_arguments())
    backbone.setup_task_id(2)
    return backbone.eval()


def of_first(backbone: Any, ids: Tensor) -> Tensor:
    return backbone(ids, "test", test_task_id=1)[0]


# what an input holds


@pytest.mark.parametrize("dtype", [torch.int64, torch.int32])
def test_ids_are_integers_whatever_the_dtype_of_the_network(text: Any, dtype: torch.dtype) -> None:
    backbone, ids = learned(text, "HATMask"), torch.randint(30, (2, LENGTH))
    expected = of_first(backbone, ids)
    assert torch.equal(of_first(backbone, ids.to(dtype)), expected)
    for low in (torch.float16, torch.bfloat16):
        found = of_first(backbone.to(low), ids.to(dtype))
        assert found.dtype == low
        torch.testing.assert_close(found.float(), expected, rtol=0.1, atol=0.1)


WRONG: dict[str, tuple[Callable[[Tensor], Tensor], type[Exception], str]] = {
    "floats": (lambda ids: ids.float(), TypeError, "it is of torch.float32: give input.long()"),
    "bytes": (lambda ids: ids.byte(), TypeError, "it is of torch.uint8: give input.long()"),
    "too large": (lambda ids: ids.index_fill(1, torch.tensor([4]), 30), ValueError, "it holds 30"),
    "negative": (lambda ids: ids - 30, ValueError, "it holds -30"),
}


@pytest.mark.parametrize("case", WRONG)
@pytest.mark.parametrize("prefix", PREFIXES)
def test_what_is_no_id_is_told_before_anything_changes(text: Any, prefix: str, case: str) -> None:
    change, kind, told = WRONG[case]
    backbone = getattr(text, f"{prefix}TextCNN")()
    if hasattr(backbone, "setup_task_id"):
        backbone.setup_task_id(1)
    message = f"the input must hold ids, integers from 0 to 29; {told}"
    with pytest.raises(kind, match=f"^{re.escape(message)}$"):
        backbone(change(torch.zeros(2, LENGTH, dtype=torch.long)), "train", **backbone.recipe().arguments(0, 2))


def test_shapes_are_told_first_and_where_there_are_no_values_none_are_looked_at(text: Any) -> None:
    with pytest.raises(TypeError, match=r"got a list; give torch.as_tensor\(input\), of ids$"):
        text.TextCNN()([[1] * LENGTH])
    with pytest.raises(ValueError, match=re.escape("the input must have shape (batch, 40); it has (batch, 8)")):
        text.TextCNN()(torch.randn(2, 8))
    with torch.device("meta"):
        feature, _ = text.TextCNN()(torch.empty(2, LENGTH, dtype=torch.long))
    assert feature.shape == (2, 15)
    assert text.TextCNN().eval()(torch.empty(0, LENGTH, dtype=torch.long))[0].shape == (0, 15)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_training_looks_at_no_ids_where_it_would_wait_for_them(text: Any, prefix: str) -> None:
    with FakeTensorMode():
        backbone = getattr(text, f"{prefix}TextCNN")()
        if hasattr(backbone, "setup_task_id"):
            backbone.setup_task_id(1)
        train_step(backbone, protected(backbone), torch.randint(30, (2, LENGTH)))


@pytest.mark.parametrize("prefix", ["HATMask", "WSNMask"])
def test_a_pass_compiles_to_one_graph(text: Any, prefix: str) -> None:
    backbone, ids = learned(text, prefix), torch.randint(30, (2, LENGTH))
    compiled = torch.compile(backbone, fullgraph=True, backend="eager")
    torch.testing.assert_close(of_first(compiled, ids), of_first(backbone, ids))


def test_small_configs_have_short_texts_of_few_words(text: Any) -> None:
    small: Any = small_config(text.CATALOG.backbone_class("TextCNN"))
    assert (small.length, small.words) == (32, 8)


# what masks and protection do


def test_the_embedding_is_the_first_layer_and_has_no_bias(text: Any) -> None:
    backbone = text.TextCNN()
    assert type(backbone.embedding) is Embedding
    assert isinstance(backbone.embedding, nn.Embedding)
    first, *_ = backbone.graph.nodes
    assert (first.weight, first.bias, first.parameters, first.macs) == (30 * 12, 0, 30 * 12, 0)
    assert backbone.config.num_parameters == sum(each.numel() for each in backbone.parameters())
    assert backbone.config.activation_shapes()["embedding"] == (LENGTH, 12)


def test_the_vectors_of_a_stored_task_are_protected_unit_by_unit(text: Any) -> None:
    backbone = learned(text, "HATMask")
    used = backbone.masks[1]["embedding"] > 0
    assert used.any() and not used.all()
    ids = torch.randint(30, (2, LENGTH))
    feature, *_ = backbone.train()(ids, "train", **backbone.recipe().arguments(0, 2))
    feature.sum().backward()
    backbone.mask_gradients()
    changed = backbone.embedding.weight.grad.any(0)
    assert not changed[used].any()
    assert changed[~used].any()


@pytest.mark.parametrize("prefix", MASKED)
def test_compact_networks_take_ids_and_lack_the_units_that_no_task_uses(text: Any, prefix: str) -> None:
    backbone, ids = learned(text, prefix).double(), torch.randint(30, (3, LENGTH))
    small = backbone.compact(1)
    torch.testing.assert_close(small(ids), of_first(backbone, ids))
    rows, units = small.layers["embedding"].weight.shape
    assert rows == 30 and units <= 12
    if prefix == "HATMask":
        assert units == int(backbone.masks[1]["embedding"].sum()) < 12


# layers for hand-made networks


def test_layers_of_hand_made_networks_mask_units_of_tokens() -> None:
    torch.manual_seed(0)
    ids = torch.randint(20, (2, 12))
    layer = clbackbones.HATMaskEmbedding(20, 12)
    emitted = layer(ids)
    shut = layer.mask.weight[0] <= 0
    assert not emitted[..., shut].any()
    assert torch.equal(emitted[..., ~shut], layer.operation(ids)[..., ~shut])
    gate = HATMask(12, init="masked", axis=-1)
    assert torch.equal(gate(emitted), emitted)


@pytest.mark.parametrize("name", [name for name in layers.__all__ if name.endswith("Embedding")])
def test_layers_of_hand_made_networks_come_back_from_a_pickle(name: str) -> None:
    ids = torch.randint(20, (2, 5))
    layer = getattr(clbackbones, name)(20, 6)
    assert layer(ids).shape == (2, 5, 6)
    again = pickle.loads(pickle.dumps(layer))
    assert torch.equal(again(ids), layer(ids))


def test_layers_without_ids_have_nothing_to_score() -> None:
    with pytest.raises(ValueError, match=r"^num_embeddings is 0, below 1; "):
        clbackbones.WSNMaskEmbedding(0, 6)


def test_a_masked_embedding_computes_with_what_it_is_given() -> None:
    layer, ids = masked(Embedding)(20, 6, bias=False), torch.randint(20, (2, 5))
    assert torch.equal(layer(ids), nn.functional.embedding(ids, layer.weight))
    assert torch.equal(layer(ids, 2 * layer.weight, None), 2 * layer(ids))
    again = pickle.loads(pickle.dumps(layer))
    assert type(again) is type(layer)
    with pytest.raises(ValueError, match=r"^an embedding has no bias: give bias=False$"):
        Embedding(20, 6, bias=True)


# what cannot be declared


def embedding(name: str, count: int = 7) -> Steps:
    step = {"step": "embedding", "name": name, "units": 3, "num_embeddings": count, "bias": False}
    return [step, {"step": "unit", "layers": [name]}]


KEPT: Steps = [{"step": "keep", "name": "input"}]
READ: Steps = [{"step": "read", "name": "input"}]


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        (embedding("a", 0), "a: num_embeddings is 0; it must be at least 1"),
        ([*embedding("a"), *embedding("b")], "b: it takes ids, which the input holds where it is the first step"),
        ([*KEPT, *embedding("a"), *READ, *embedding("b", 8)], "b: num_embeddings is 8; the input holds one of 7 ids"),
        ([*KEPT, *embedding("a"), *READ, {"step": "flatten", "name": "b"}], "b: it takes no ids"),
        (
            [*KEPT, *embedding("a"), {"step": "merge", "operation": "add", "name": "b", "of": [None, "input"]}],
            "b: it takes no ids",
        ),
    ],
)
def test_ids_and_numbers_are_not_taken_for_each_other(steps: Steps, told: str) -> None:
    with pytest.raises(ShapeError, match=f"^{told}"):
        build_graph({"steps": steps, "input": ["length"]}, {"length": 5})


def test_two_embeddings_may_read_the_same_ids() -> None:
    merge = {"step": "merge", "operation": "concat", "name": "both", "of": ["a", None]}
    mean = {"step": "average_tokens", "name": "mean"}
    steps = [*KEPT, *embedding("a"), {"step": "keep", "name": "a"}, *READ, *embedding("b"), merge, mean]
    graph = build_graph({"steps": steps, "input": ["length"]}, {})
    assert (graph.ids, graph.inputs, graph.input_shape, graph.output_units) == (7, 7, (None,), 6)


@pytest.mark.parametrize(
    ("network", "told"),
    [
        (
            [{"embedding": "words", "num_embeddings": 9, "units": 3, "bias": True}, {"average_tokens": "mean"}],
            "/network/0/bias: `embedding` has no 'bias': remove it; other operations have it",
        ),
        (
            [convolution("conv1"), {"embedding": "words", "num_embeddings": 9, "units": 3}, *END],
            "Trial cannot be built with input_channels: 3: words: it takes ids, which the input holds where it is the "
            "first step of `network`, without `when`: correct that step",
        ),
    ],
)
def test_what_an_embedding_cannot_be_is_one_fault(tmp_path: Path, network: Json, told: str) -> None:
    own = OwnPackage(tmp_path)
    own.add("architectures/trial.json", architecture("Trial", {"activation_layer": {}, "bias": {}}, network))
    (fault,) = own.compile_here().faults
    assert told in fault
