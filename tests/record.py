"""What users' files and seeds depend on, recorded: `python -m tests.record` writes it anew, on purpose only.

For every class: the keys of its state dict after two tasks, the order of its parameters, numbers that tell one draw of
weights from another. For small networks of every mechanism also what they compute after two protected tasks, and a
checkpoint, written once by an earlier release, with the outputs that it had.
"""

import hashlib
import json
import warnings
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

import clbackbones

from .backbones import CLASSES, SMALL, normalized, small_config
from .forward_pass import (
    begin_task,
    live_through_a_task,
    stage_arguments,
    store_task,
    taken_by,
    training_arguments,
)

RECORD = Path(__file__).parent / "data" / "record"
CLASS_FILE = RECORD / "classes.json"
SHOWN = 6
"""Numbers kept of a tensor."""

Facts = dict[str, Any]


def recorded() -> dict[str, Facts]:
    """The record, by the name of a class."""
    return json.loads(CLASS_FILE.read_text("utf-8"))


def class_facts(name: str) -> Facts:
    """What a class is made of under one seed."""
    torch.manual_seed(0)
    backbone = _built(name)
    weights = _numbers(value for key, value in backbone.named_parameters() if "_score." not in key)
    live_through_a_task(backbone)
    return {
        "state": _hash(backbone.state_dict()),
        "parameters": _hash(key for key, _ in backbone.named_parameters()),
        "weights": weights,
    }


def trained_outputs(name: str) -> dict[str, list[float]]:
    """What a small network computes for each of two tasks that it was trained on, protected, without momentum."""
    torch.manual_seed(0)
    backbone = _built(name)
    for key, value in backbone.named_parameters():
        if "_score." in key:  # how scores are drawn is no promise
            value.data = torch.arange(value.numel()).mul(1.7).sin().view(value.shape)
    optimizer = torch.optim.SGD(backbone.parameters(), lr=1e-4)  # so that rounding stays rounding
    if hasattr(backbone, "protect"):
        backbone.protect(optimizer)
    inputs = fixed_input(backbone)
    for task_id in (1, 2):
        begin_task(backbone, task_id)
        backbone.train()
        for _ in range(2):
            optimizer.zero_grad()
            feature = backbone(inputs, **training_arguments(backbone))[0]
            (feature / feature.detach().norm()).square().sum().backward()
            optimizer.step()
        if hasattr(backbone, "store_mask"):
            store_task(backbone)
    return {str(task_id): _first(feature) for task_id, feature in task_outputs(backbone).items()}


def task_outputs(backbone: Any) -> dict[int, Tensor]:
    """The features of a fixed input, for each task of a backbone."""
    backbone.eval()
    inputs = fixed_input(backbone)
    with torch.no_grad():
        return {
            task_id: backbone(inputs, **{**stage_arguments(backbone, "test"), **tested(backbone, task_id)})[0]
            for task_id in (1, 2)
        }


def tested(backbone: Any, task_id: int) -> dict[str, int]:
    """The argument of a pass that says which task is tested, where there is one."""
    return taken_by(backbone.forward, {"test_task_id": task_id})


def fixed_input(backbone: Any) -> Tensor:
    """The same batch whatever the generator's state."""
    shape = (3, *(12 if size is None else size for size in backbone.graph.input_shape))
    return torch.arange(int(torch.tensor(shape).prod())).mul(0.37).sin().view(shape)


def checkpoints() -> list[Path]:
    """The checkpoints of the record."""
    return sorted(RECORD.glob("*.pt"))


def _built(name: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return small_config(name, hidden_dims=[24, 16], stem="cifar", **normalized(name, on=True)).build()


def _hash(names: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def _numbers(tensors: Iterable[Tensor]) -> list[float]:
    """Sums of all, and the first of the last: they differ between any two draws."""
    found = [tensor.detach().double() for tensor in tensors]
    return [float(sum(t.sum() for t in found)), float(sum(t.abs().sum() for t in found)), *_first(found[-1])]


def _first(tensor: Tensor) -> list[float]:
    return [float(number) for number in tensor.flatten()[:SHOWN].double()]


@contextmanager
def one_thread() -> Generator[None]:
    """Sums in one order."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def main() -> None:
    """Writes the record of the classes of today; checkpoints that are there already stay, and new classes get one."""
    RECORD.mkdir(parents=True, exist_ok=True)
    with one_thread():
        facts = {name: class_facts(name) for name in CLASSES}
        for name in SMALL:
            facts[name]["outputs"] = trained_outputs(name)
        CLASS_FILE.write_text(json.dumps(facts, indent=1) + "\n", "utf-8")
        for name in SMALL:
            path = RECORD / f"{name}.pt"
            layers = small_config(name).graph().layers
            if len(layers) < 10 and not path.exists():
                _write_checkpoint(name, path)


def _write_checkpoint(name: str, path: Path) -> None:
    torch.manual_seed(1)
    backbone = _built(name)
    live_through_a_task(backbone)
    if hasattr(backbone, "store_mask"):
        backbone.store_mask(**taken_by(backbone.store_mask, {"mask_percentage": 0.25}))
    clbackbones.save(backbone, path)
    outputs: dict[str, list[list[float]]] = {
        str(task_id): feature.tolist() for task_id, feature in task_outputs(backbone).items()
    }
    path.with_suffix(".json").write_text(json.dumps(outputs) + "\n", "utf-8")


if __name__ == "__main__":
    main()
