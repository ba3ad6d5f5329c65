"""Backbones compile and export as one graph, in every stage, and then compute the same.

Tracing takes time per layer. So the shallowest networks (`SMALL`) are traced in all stages, one class for each kind of
block (`KINDS`) in training, and of the deeper ones, which only run the same lines more often, a few drawn at random, on
meta tensors.
"""

import copy
import pickle
import shutil
import sysconfig
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn
from torch._dynamo.testing import CompileCounterWithBackend

import clbackbones
from clbackbones import IsolationError
from clbackbones_runtime.layers.structure import with_tensors
from tests.backbones import (
    CLASSES,
    KINDS,
    MASKED,
    SMALL,
    SMALLEST,
    WOVEN,
    mechanism_of,
    normalized,
    plain_class,
    small_config,
)
from tests.forward_pass import begin_task, live_through_a_task, random_input, stage_arguments, training_arguments

SIZE = 16
"""Height and width of images."""

DEEPER = tuple(name for name in CLASSES if name not in KINDS)

pytestmark = pytest.mark.skipif(torch.__version__ < "2.9", reason="one graph without breaks needs torch 2.9")

CXX = (shutil.which("c++") or shutil.which("g++")) and Path(sysconfig.get_path("include"), "Python.h").exists()


@pytest.fixture(autouse=True)
def _forget_compiled_code() -> Iterator[None]:  # pyright: ignore[reportUnusedFunction]  # pytest uses it
    torch.compiler.reset()
    yield
    torch.compiler.reset()


def cases() -> Iterator[Any]:
    """Classes and stages: the smallest class of a mechanism in all, one of each network in those that differ."""
    for name in KINDS:
        if name not in {*SMALLEST, *WOVEN}:
            continue
        stages = getattr(clbackbones, name).stages
        chosen = stages if name in SMALLEST else ("train",)
        for stage in chosen if name in MASKED else ("train",):
            yield pytest.param(name, stage, id=f"{name}, {stage}")


def experienced(name: str, stage: str) -> Any:
    """A backbone that has stored a task, has begun another, and is in the mode for the stage."""
    torch.manual_seed(0)
    backbone = small_config(name, **normalized(name, on=True)).build()
    live_through_a_task(backbone)
    return backbone.train(stage.startswith("train"))


def compiled(function: Any, backend: str = "eager") -> tuple[Any, Any]:
    """The function compiled as one graph, and the counter of its compilations."""
    counter: Any = CompileCounterWithBackend(backend)
    return torch.compile(function, fullgraph=True, backend=counter), counter


def tensors(value: object) -> Iterator[Tensor]:
    """All tensors in what a forward pass returns."""
    match value:
        case Tensor():
            yield value
        case Mapping():
            for item in cast("Mapping[object, object]", value).values():
                yield from tensors(item)
        case tuple():
            for item in cast("tuple[object, ...]", value):
                yield from tensors(item)
        case _:
            assert value is None


def features(value: Any) -> list[Tensor]:
    """The feature of a pass, and those with backups."""
    return [value[0], *(value[1].values() if len(value) > 2 and isinstance(next(iter(value[1]), None), int) else ())]


def trained(backbone: Any, forward: Any, input: Tensor, arguments: dict[str, Any]) -> list[Tensor]:
    """What a training pass emits, the gradients, and the state that it leaves."""
    backbone.zero_grad()
    result = forward(input, **arguments)
    torch.stack([feature.square().sum() for feature in features(result)]).sum().backward()
    gradients = [parameter.grad for parameter in backbone.parameters() if parameter.grad is not None]
    return [*tensors(result), *gradients, *(value.clone() for value in backbone.state_dict().values())]


@pytest.mark.parametrize(("name", "stage"), list(cases()))
def test_a_compiled_pass_is_one_graph_that_computes_the_same(name: str, stage: str) -> None:
    backbone, trains = experienced(name, stage), stage.startswith("train")
    eager = copy.deepcopy(backbone)
    # Gradients are traced as well, except where another class has the same mechanism, or the same blocks.
    forward, counter = compiled(backbone, "aot_eager" if trains and name in SMALL else "eager")
    input, arguments = random_input(backbone, batch=4, size=SIZE), stage_arguments(backbone, stage)
    if trains:
        found, expected = (trained(*each, input, arguments) for each in ((backbone, forward), (eager, eager)))
    else:
        with torch.no_grad():
            found, expected = (list(tensors(each(input, **arguments))) for each in (forward, eager))
    for value, wanted in zip(found, expected, strict=True):
        torch.testing.assert_close(value, wanted)
    assert counter.frame_count == 1


# Torch asks any tensor for its gradient, and hides the warning of those that can have none, but not from pytest.
@pytest.mark.filterwarnings("ignore:The .grad attribute of a Tensor that is not a leaf")
@pytest.mark.parametrize("name", [name for name in SMALLEST if mechanism_of(name)["masks"] == "weight"])
def test_the_layers_alone_are_one_graph_for_all_tasks_and_are_not_copied(name: str) -> None:
    backbone = experienced(name, "train")
    eager, counter = copy.deepcopy(backbone), CompileCounterWithBackend("aot_eager")
    for _ in range(2):  # the second one is in the place of the first
        backbone.compile(fullgraph=True, backend=counter)
    input, arguments = random_input(backbone, batch=4, size=SIZE), training_arguments(backbone)
    for task_id in (98, 99):
        for each in (backbone, eager):
            torch.manual_seed(task_id)
            each.setup_task_id(task_id)
        found, expected = (trained(each, each, input, arguments) for each in (backbone, eager))
        for value, wanted in zip(found, expected, strict=True):
            torch.testing.assert_close(value, wanted)
    assert counter.frame_count == 1
    for copied in (copy.deepcopy(backbone), pickle.loads(pickle.dumps(backbone))):
        for norm in copied.modules():
            if getattr(norm, "running_mean", None) is not None:
                norm.running_mean.add_(1)
        feature = copied.eval()(input, **arguments)[0]
        assert not torch.equal(feature, backbone.eval()(input, **arguments)[0])
    assert counter.frame_count == 2, "of the backbone alone, in evaluation"


@pytest.mark.filterwarnings("ignore:The .grad attribute of a Tensor that is not a leaf")
@pytest.mark.parametrize("name", [name for name in SMALLEST if mechanism_of(name)["masks"]])
def test_the_same_network_with_other_tensors_is_not_that_which_was_compiled(name: str) -> None:
    backbone = experienced(name, "train").eval()
    backbone.compile(backend="eager")
    input, arguments = random_input(backbone, batch=4, size=SIZE), {"stage": "test", "test_task_id": 1}
    expected = backbone(input, **arguments)[0]
    tensors = {key: torch.zeros_like(value) for key, value in backbone.named_parameters()}
    others = [with_tensors(backbone, tensors)]
    if mechanism_of(name)["masks"] == "weight":  # as DataParallel has them on other devices
        others += [backbone._replicate_for_data_parallel()]
        assert "network" not in vars(others[1])
    assert not others[0](input, **arguments)[0].any()
    assert torch.equal(backbone(input, **arguments)[0], expected)
    if hasattr(backbone, "infer_task_id"):  # which asks networks with norms of several tasks
        head, eager = nn.Linear(backbone.output_dim, 3), copy.deepcopy(backbone)
        gradients = [each.superposition_gradient(input, head, [1, 1]) for each in (backbone, eager)]
        torch.testing.assert_close(*gradients)


@settings(max_examples=1)
@given(name=st.sampled_from(DEEPER), stage=st.sampled_from(["train", "validation"]))
def test_deeper_networks_are_one_graph_too(name: str, stage: str) -> None:
    torch.compiler.reset()
    with torch.device("meta"):  # on which no task is stored, to be tested
        backbone = small_config(name, **normalized(name, on=True)).build()
        begin_task(backbone)
        forward, counter = compiled(backbone)
        forward(random_input(backbone, batch=2, size=SIZE), **stage_arguments(backbone, stage))
    assert counter.frame_count == 1


@pytest.mark.parametrize("name", {mechanism_of(name)["masks"]: name for name in SMALLEST if name in MASKED}.values())
def test_writes_between_compiled_passes_are_told_by_what_runs_outside_of_them(name: str) -> None:
    backbone = experienced(name, "train")
    optimizer = torch.optim.SGD(backbone.parameters(), lr=0.1)
    backbone.protect(optimizer)
    graph = torch.compile(backbone, fullgraph=True, backend="eager")
    task_id, layer = backbone.stored_task_ids[0], backbone.get_layer_by_name(backbone.weighted_layer_names[0])
    input = random_input(backbone, batch=4, size=SIZE)
    graph(input, **training_arguments(backbone))[0].sum().backward()
    optimizer.step()
    with torch.no_grad():
        layer.weight.add_(1)
        graph(input, stage="test", test_task_id=task_id)  # which compares nothing
    calls: list[Any] = [optimizer.step, backbone.mask_gradients, lambda: backbone.setup_task_id(99)]
    for call in calls:
        with pytest.raises(IsolationError):
            call()


@pytest.mark.parametrize(("name", "stage"), [case for case in cases() if case.values[0] in SMALL])
def test_an_exported_pass_takes_any_batch(name: str, stage: str) -> None:
    backbone = experienced(name, stage)
    arguments = stage_arguments(backbone, stage)
    if "batch_idx" in arguments:
        arguments["batch_idx"] = torch.tensor(0)
    free: dict[str, Any] = {"input": {0: torch.export.Dim.DYNAMIC}} | dict.fromkeys(arguments)
    input = random_input(backbone, batch=4, size=SIZE)
    module = torch.export.export(backbone, (input,), arguments, dynamic_shapes=free).module()
    if "batch_idx" in arguments:
        arguments["batch_idx"] = torch.tensor(7)
    input = random_input(backbone, batch=3, size=SIZE)
    for found, expected in zip(*(tensors(each(input, **arguments)) for each in (module, backbone)), strict=True):
        torch.testing.assert_close(found, expected)


@pytest.mark.parametrize("name", SMALLEST)
def test_batches_are_counted_without_compiling_for_each(name: str) -> None:
    backbone = experienced(name, "train")
    arguments, input = training_arguments(backbone), random_input(backbone, batch=4)
    for as_tensor in (False, True):
        torch.compiler.reset()
        forward, counter = compiled(backbone)
        for index in range(6):
            batch_idx = torch.tensor(index) if as_tensor else index
            counted = {**arguments, "batch_idx": batch_idx} if "batch_idx" in arguments else arguments
            result = forward(input, **counted)
            torch.testing.assert_close(result[0], backbone(input, **counted)[0])
        # An int becomes a symbol once it changes; a tensor is one from the start.
        assert counter.frame_count <= (2 if "batch_idx" in arguments and not as_tensor else 1)


@pytest.mark.parametrize("name", [name for name in SMALL if name == plain_class(name)])
def test_networks_of_any_width_share_a_process(name: str) -> None:
    """Sizes that differ between networks become symbols, those that a network checks included."""
    for units in (3, 8):
        fields = dict.fromkeys(("input_dim", "input_channels"), units)
        backbone = small_config(name, **fields).build()
        forward, _ = compiled(backbone)
        forward(random_input(backbone, batch=4, size=SIZE), "train")


@pytest.mark.parametrize("name", SMALLEST)
def test_a_loss_is_compiled_with_the_network(name: str) -> None:
    backbone = experienced(name, "train")
    arguments, input = training_arguments(backbone), random_input(backbone, batch=4)

    recipe = backbone.recipe()

    def loss(input: Tensor) -> Tensor:
        feature, *masks, _ = backbone(input, **arguments)
        return feature.square().mean() + recipe.regularizer(backbone, masks)

    with torch.autocast("cpu", torch.bfloat16):
        forward, _ = compiled(loss, "aot_eager")
        found, expected = forward(input), loss(input)
    torch.testing.assert_close(found, expected, rtol=0.02, atol=0.02)
    found.backward()
    assert all(parameter.grad is None or parameter.grad.isfinite().all() for parameter in backbone.parameters())


# Inductor takes half a minute to start; where all operators are torch's own, its own tests will do. Its modules use
# what torch has deprecated.
@pytest.mark.filterwarnings("ignore:.*torch.jit.script:DeprecationWarning")
@pytest.mark.skipif(not CXX, reason="inductor needs a C++ compiler and Python.h")
@pytest.mark.parametrize(
    "name", [name for name in SMALLEST if hasattr(getattr(clbackbones, name), "weight_score_t")][:1]
)
def test_inductor_computes_the_same(name: str) -> None:
    backbone = experienced(name, "train")
    arguments, input = training_arguments(backbone), random_input(backbone, batch=4)
    eager = copy.deepcopy(backbone)
    expected = trained(eager, eager, input, arguments)
    found = trained(backbone, torch.compile(backbone, fullgraph=True), input, arguments)
    for value, wanted in zip(found, expected, strict=True):
        torch.testing.assert_close(value, wanted, rtol=1e-4, atol=1e-5)


def masked_by_hand(layer: Any, input: Tensor) -> Tensor:
    """What a layer of a hand-made network computes with its mask."""
    return layer(input, *layer.mask(0.5)) if hasattr(layer, "weight_score") else layer(input, 2.0)


@pytest.mark.parametrize(
    ("layer", "sizes"),
    [
        (clbackbones.HATMask, [5]),
        (clbackbones.HATMaskLinear, [5, 5]),
        (clbackbones.HATMaskConv2d, [5, 5, 1]),
        (clbackbones.WSNMaskLinear, [5, 5]),
        (clbackbones.WSNMaskConv2d, [5, 5, 1]),
    ],
)
def test_layers_of_hand_made_networks_compile(layer: type[nn.Module], sizes: list[int]) -> None:
    made = layer(*sizes)
    input = torch.randn(4, 5, 2, 2) if len(sizes) > 2 else torch.randn(4, 5)
    forward, _ = compiled(masked_by_hand)
    torch.testing.assert_close(forward(made, input), masked_by_hand(made, input))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.bfloat16], ids=str)
def test_the_operator_of_the_selection_is_sound_for_compilers(dtype: torch.dtype) -> None:
    scores = [torch.randn(shape, dtype=dtype, requires_grad=True) for shape in ((6, 5), (1, 7), (2, 3, 3, 3))]
    results = torch.library.opcheck(torch.ops.clbackbones.keep_largest, (scores, 0.5))
    assert set(results.values()) == {"SUCCESS"}
