"""Bytes: what a training step and its backward pass need, and what masks take. They are counted, not timed."""

import io
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

import torch
from attrs import frozen
from torch import Tensor

from tests.backbones import mechanism_of
from tests.forward_pass import begin_task, train_forward

from .cases import Case, image_case, mlp_case
from .measure import ROOT, Figure
from .steps import plain_counterpart

TASKS = 20
"""Tasks whose masks are counted."""

ACTIVATIONS = 1.02
"""Most bytes of saved activations, against the plain network's."""


@frozen
class Promise:
    """What is promised of stored masks.

    Attributes:
        case: The network.
        share: Most bytes of a task's masks, against the same masks in float32.
    """

    case: Case
    share: float


BYTE_PER_UNIT, BIT_PER_PARAMETER = 1 / 4, 1.01 / 32
"""In float32 a unit and a parameter take four bytes; the last byte of each layer's bits may be full in part."""

MASKS: Sequence[Promise] = (
    Promise(mlp_case("HATMaskMLP", [256, 100]), BYTE_PER_UNIT),
    Promise(image_case("HATMaskResNet18", "imagenet"), BYTE_PER_UNIT),
    Promise(mlp_case("WSNMaskMLP", [256, 100]), BIT_PER_PARAMETER),
    Promise(image_case("WSNMaskResNet18", "imagenet"), BIT_PER_PARAMETER),
)


def figures(device: torch.device) -> Iterator[Figure]:
    """The figures, one after the other."""
    for stem in ("imagenet", "cifar"):
        case = image_case("HATMaskResNet18", stem)
        masked, plain = (saved_bytes(each, device) for each in (case, plain_counterpart(case)))
        yield Figure(work=f"saved activations of {case}", samples=[masked / plain], reach=ACTIVATIONS, unit="x")
    for promise in MASKS:
        stored, in_float32 = mask_bytes(promise.case, device)
        work = f"masks of a task, {promise.case}"
        yield Figure(work=work, samples=[stored / 1024], unit=" KiB")
        yield Figure(work=f"{work}, of float32", samples=[stored / in_float32], reach=promise.share, unit="x")

    for name in ("HATMaskResNet18", "HATMaskResNet50", "WSNMaskResNet18", "WSNMaskResNet50"):
        yield from _many_tasks(name)
    if device.type == "cpu" and sys.platform == "linux":
        for name in ("HATMaskResNet18", "WSNMaskResNet18"):
            plain, nothing_stored, protecting = (peak_bytes(name, tasks, plain=tasks is None) for tasks in (None, 0, 2))
            work = f"peak of a training step, {name}, cifar stem"
            yield Figure(work=f"{work}, of plain", samples=[nothing_stored / plain], unit="x")
            yield Figure(work=f"{work}, with two tasks protected, of plain", samples=[protecting / plain], unit="x")


def _many_tasks(name: str) -> Iterator[Figure]:
    """What the masks of many tasks take in memory, and in a file, and in float32."""
    case = image_case(name, "cifar")
    backbone = case.make()
    empty = _file_bytes(backbone)
    for task_id in range(1, TASKS + 1):
        begin_task(backbone, task_id)
    masks = [buffer for key, buffer in backbone.tasks.named_buffers() if "mask/" in key]
    in_float32 = TASKS * mask_bytes(case, torch.device("cpu"))[1]
    stored = sum(mask.nbytes for mask in masks)
    work = f"masks of {TASKS} tasks, {name}"
    yield Figure(work=f"{work}, in memory", samples=[stored / 2**20], unit=" MiB")
    yield Figure(work=f"{work}, in float32", samples=[in_float32 / 2**20], unit=" MiB")
    yield Figure(work=f"{work} and norms, in the file", samples=[(_file_bytes(backbone) - empty) / 2**20], unit=" MiB")


def _file_bytes(backbone: object) -> int:
    file = io.BytesIO()
    torch.save(cast(Any, backbone).state_dict(), file)
    return file.tell()


def peak_bytes(name: str, tasks: int | None, *, plain: bool) -> int:
    """The most that a training step takes, see `benchmarks.peak`."""
    command = [sys.executable, "-m", "benchmarks.peak", name, "cifar", str(tasks or 0), *(["plain"] if plain else [])]
    return int(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def saved_bytes(case: Case, device: torch.device) -> int:
    """Bytes that a training forward pass saves for the backward pass, besides parameters."""
    backbone = case.make().to(device)
    begin_task(backbone)
    input = case.batch_for(backbone).to(device)
    saved: list[Tensor] = []

    def keep(tensor: Tensor) -> Tensor:
        saved.append(tensor)
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
        train_forward(backbone, input)
    parameters = storages(backbone.parameters())
    return sum(size for place, size in storages(saved).items() if place not in parameters)


def storages(tensors: Iterable[Tensor]) -> dict[int, int]:
    """Bytes by address; views of one storage count once."""
    return {(storage := tensor.untyped_storage()).data_ptr(): storage.nbytes() for tensor in tensors}


def mask_bytes(case: Case, device: torch.device) -> tuple[int, int]:
    """Bytes that beginning a task allocates for its masks, and those that they would take in float32."""
    backbone = case.make().to(device)
    begin_task(backbone)
    masks = [buffer for name, buffer in backbone.tasks["1"].named_buffers() if "mask/" in name]
    layers = backbone.graph.layers
    entries = (
        sum(layer.weight + layer.bias for layer in layers.values())
        if mechanism_of(case.name)["masks"] == "weight"
        else sum(layers[group].units for group in backbone.graph.groups)
    )
    return sum(mask.nbytes for mask in masks), entries * torch.float32.itemsize
