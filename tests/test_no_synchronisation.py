"""Nothing in a training step waits for the device: no value of a tensor decides what Python does next.

On a GPU each such place stops the queue of work until it is empty. Without one, tensors without values show them, and
so do the marks that torch puts on its operators; and the syntax of what runs shows what no run came across.
"""

import ast
import inspect
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest
import torch
from torch import Tensor
from torch._subclasses.fake_tensor import DataDependentOutputException, DynamicOutputShapeException, FakeTensorMode
from torch.utils._python_dispatch import TorchDispatchMode

import clbackbones
import clbackbones_runtime
from tests.backbones import KINDS, SMALL, SMALLEST, normalized, small_config
from tests.forward_pass import begin_task, live_through_a_task, random_input, stage_arguments

SIZE = 16
"""Height and width of images."""

WAITING = {"cpu", "equal", "item", "nonzero", "numpy", "tolist", "masked_select", "unique", "synchronize", "is_nonzero"}
"""Methods and functions that bring values of tensors, or shapes that depend on them, to Python."""

NUMBERS = {"bool", "float", "int"}
"""Functions that do so with what is computed in their argument."""


def built(name: str) -> Any:
    torch.manual_seed(0)
    return small_config(name, **normalized(name, on=True)).build()


def train_step(backbone: Any, optimizer: torch.optim.Optimizer, input: Tensor, stage: str = "train") -> None:
    """A step of training with everything that the mechanism adds to it."""
    recipe = backbone.recipe()
    feature, *masks, _ = backbone(input, stage, **recipe.arguments(0, 10))
    loss = feature.square().mean() + recipe.regularizer(backbone, masks)
    optimizer.zero_grad()
    loss.backward()
    recipe.before_step(backbone, 0, 10)
    optimizer.step()
    recipe.after_step(backbone)


def protected(backbone: Any) -> torch.optim.Optimizer:
    optimizer = torch.optim.SGD(backbone.parameters(), lr=0.1, momentum=0.9)
    if hasattr(backbone, "protect"):
        backbone.protect(optimizer)
    return optimizer


def training_stages(name: str) -> list[str]:
    return [stage for stage in getattr(clbackbones, name).stages if stage.startswith("train")]


# what happens


@pytest.mark.parametrize("name", KINDS)
def test_training_needs_no_value(name: str) -> None:
    with FakeTensorMode():
        backbone = built(name)
        begin_task(backbone)
        train_step(backbone, protected(backbone), random_input(backbone, batch=2, size=SIZE))


def positive(x: Tensor) -> Tensor:
    return x[x > 0]


@pytest.mark.parametrize("read", [bool, int, Tensor.item, torch.nonzero, positive])
def test_tensors_without_values_tell_who_asks_for_one(read: Callable[[Tensor], Any]) -> None:
    with FakeTensorMode():
        asked = torch.ones(1)
        with pytest.raises((DataDependentOutputException, DynamicOutputShapeException)):
            read(asked)


class NothingWaits(TorchDispatchMode):
    """Refuses operators whose output, or its shape, is for Python to look at."""

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        """Runs the operator, or raises."""
        waits = {torch.Tag.data_dependent_output, torch.Tag.dynamic_output_shape} & set(func.tags)
        if waits and not _picks_by_number(func, args):
            raise AssertionError(f"{func} waits for the device")
        return func(*args, **(kwargs or {}))


def _picks_by_number(func: Any, args: Any) -> bool:
    """Whether an operator indexes by integers, and not by what is true."""
    return func is torch.ops.aten.index.Tensor and not any(
        index is not None and index.dtype in (torch.bool, torch.uint8) for index in args[1]
    )


@pytest.mark.parametrize(("name", "stage"), [(name, stage) for name in SMALLEST for stage in training_stages(name)])
def test_training_on_a_later_task_waits_for_nothing(name: str, stage: str) -> None:
    """Layers are so small that scores are ranked here as they are on a device, see `_search`'s callers below."""
    backbone = built(name)
    live_through_a_task(backbone)
    optimizer, input = protected(backbone), random_input(backbone, batch=4)
    train_step(backbone, optimizer, input, stage)  # finds, once per task, what is protected
    with NothingWaits():
        train_step(backbone, optimizer, input, stage)
        with pytest.raises(AssertionError, match="waits for the device"):
            bool(input.sum())


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
@pytest.mark.parametrize("name", KINDS)
def test_training_on_a_gpu_never_synchronises(name: str) -> None:
    for stage in training_stages(name):
        backbone = built(name).cuda()
        live_through_a_task(backbone)
        optimizer, input = protected(backbone), random_input(backbone, batch=4, size=SIZE).cuda()
        train_step(backbone, optimizer, input, stage)
        torch.cuda.set_sync_debug_mode("error")
        try:
            train_step(backbone, optimizer, input, stage)
        finally:
            torch.cuda.set_sync_debug_mode("default")


# what is written


def functions_run(call: Callable[[], object]) -> set[CodeType]:
    """The code of this package's functions that run in a call."""
    packages = tuple(str(Path(str(package.__file__)).parent) for package in (clbackbones, clbackbones_runtime))
    found = set[CodeType]()

    def note(frame: FrameType, event: str, argument: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(packages):
            found.add(frame.f_code)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        call()
    finally:
        sys.setprofile(before)
    return found


def waits(tree: ast.AST) -> Iterator[str]:
    """What in a piece of syntax brings values of tensors to Python, by line."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) if name in WAITING:
                yield f"{node.lineno}: .{name}()"
            case ast.Call(func=ast.Name(id=name), args=[ast.Call(func=ast.Attribute()) | ast.Subscript()]) if (
                name in NUMBERS
            ):
                yield f"{node.lineno}: {name}(...)"
            case ast.Subscript(slice=index) if any(isinstance(part, ast.Compare) for part in ast.walk(index)):
                yield f"{node.lineno}: an index that is true or false"
            case _:
                pass


def for_the_cpu(tree: ast.Module) -> set[str]:
    """Functions of a module that are called under `if ....is_cpu`, or by such functions, and from nowhere else."""
    functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    guarded = {
        id(part)
        for branch in ast.walk(tree)
        if isinstance(branch, ast.If) and ".is_cpu" in ast.unparse(branch.test)
        for statement in branch.body
        for part in ast.walk(statement)
    }
    calls = {
        name: [
            (caller, id(node) in guarded)
            for caller, body in functions.items()
            for node in ast.walk(body)
            if isinstance(node, ast.Name) and node.id == name
        ]
        for name in functions
    }
    found: set[str] = set()
    while True:
        more = {
            name
            for name in functions.keys() - found
            if any(guard or caller in found for caller, guard in calls[name])
            and all(guard or caller in {*found, name} for caller, guard in calls[name])
        }
        if not more:
            return found
        found |= more


def test_the_code_that_training_runs_does_not_wait() -> None:
    """Where the processor computes, there is nothing to wait for: `_search` may look at what it counts."""
    run: set[CodeType] = set()
    for name in SMALL:
        for stage in training_stages(name):
            backbone = built(name)
            live_through_a_task(backbone)
            with torch.no_grad():  # a step of an optimizer, after which nothing holds that was computed before
                for parameter in backbone.parameters():
                    parameter.mul_(1)
            input, arguments = random_input(backbone, batch=2, size=SIZE), stage_arguments(backbone, stage)
            run |= functions_run(lambda b=backbone, x=input, a=arguments: b(x, **a)[0].square().mean().backward())
    faults: list[str] = []
    exempt: set[str] = set()
    for path in {code.co_filename for code in run}:
        tree = ast.parse(Path(path).read_text("utf-8"))
        lines = {code.co_firstlineno for code in run if code.co_filename == path}
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and {node.lineno, *(d.lineno for d in node.decorator_list)} & lines:
                found = [f"{Path(path).name}:{wait}" for wait in waits(node)]
                if node.name in for_the_cpu(tree):
                    exempt |= {node.name} if found else set()
                else:
                    faults += found
    assert not faults
    assert exempt, "nothing needs the exemption for the processor any more: remove it"


WRITTEN = """
def scan(score):
    return select(score) if score.is_cuda else score

def select(score):
    if score.is_cpu and score.numel() > 9:
        return search(score)
    return score.relu()

def search(score):
    return search(score.float()) if int(score.sum()) else helper(score[score > 0])

def helper(score):
    return score.item()

def both(score):
    if score.is_cpu:
        return shared(score)
    return shared(score)

def shared(score):
    return float(score[0])
"""


def test_what_is_looked_for_is_found_and_only_code_for_the_processor_is_exempt() -> None:
    tree = ast.parse(inspect.cleandoc(WRITTEN))
    assert for_the_cpu(tree) == {"search", "helper"}
    assert sorted(waits(tree)) == [
        "10: an index that is true or false",
        "10: int(...)",
        "13: .item()",
        "21: float(...)",
    ]
