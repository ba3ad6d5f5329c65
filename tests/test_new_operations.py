"""An operation is a row and a class: graphs, masks, isolation and compact networks of every mechanism follow."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from clbackbones_codegen.ir.steps import Plain
from clbackbones_codegen.ir.strides import total_stride
from clbackbones_codegen.spec.model import OperationRow
from clbackbones_runtime.graph import operations
from clbackbones_runtime.graph.operations import Operation
from tests.architectures import SEPARABLE, WAVE
from tests.backbones import PREFIXES
from tests.specs import SpecCopy

Json = Any

# Trains two tasks of every class, protected where there are masks; holds graph, module and compact network together.
PROGRAM = """
import json, sys
import torch
import clbackbones
from attrs import frozen
from clbackbones import CATALOG
from clbackbones_runtime.graph import operations

@frozen(kw_only=True)
class Softmax(operations.Operation):
    dim: int

operations.Softmax = Softmax

done = {}
for name in CATALOG.class_names():
    backbone_class = CATALOG.backbone_class(name)
    if backbone_class.architecture not in sys.argv[1].split():
        continue
    torch.manual_seed(0)
    masks = CATALOG.mechanism(backbone_class.mechanism)["masks"]
    norm = "independent" if backbone_class.fields["batch_normalization"].choices else True
    backbone = getattr(clbackbones, name)(3, output_dim=7, bias=True, batch_normalization=norm)
    shape = tuple(13 if size is None else size for size in backbone.graph.input_shape)
    recipe = backbone.recipe()
    graph = backbone.config.graph(shape)
    optimizer = torch.optim.AdamW(backbone.parameters(), lr=0.01, weight_decay=0.1)
    if masks:
        backbone.protect(optimizer)
    input, outputs, compact = torch.randn(5, *shape), [], None
    for task_id in (1, 2):
        if hasattr(backbone, "setup_task_id"):
            backbone.setup_task_id(task_id)
        for _ in range(3):
            feature, *_, activations = backbone.train()(torch.randn(5, *shape), "train", **recipe.arguments(1, 3))
            optimizer.zero_grad()
            (feature * torch.randn_like(feature)).sum().backward()
            optimizer.step()
        if masks:
            for part in range(recipe.parts):
                recipe.end_part(backbone, part)
            backbone.store_mask(**recipe.mask_arguments())
            with torch.no_grad():
                outputs.append(backbone.eval()(input, "test", test_task_id=1)[0])
    assert all(parameter.grad is not None for parameter in backbone.parameters() if parameter.requires_grad)
    assert {key: tuple(value.shape[1:]) for key, value in activations.items()} == {
        key: layer.shape for key, layer in graph.layers.items()
    }
    assert sum(parameter.numel() for parameter in backbone.parameters()) == backbone.config.num_parameters
    for layer, node in graph.layers.items():
        assert backbone.get_layer_by_name(layer).weight.numel() == node.weight
    if masks:
        small = backbone.compact(1)
        with torch.no_grad():
            compact = bool((small(input) - outputs[1]).abs().max() < 1e-4)
        assert small.num_parameters < sum(layer.parameters for layer in graph.nodes)
    done[name] = [bool(all(torch.equal(outputs[0], other) for other in outputs)) if masks else None, compact]
json.dump(done, sys.stdout)
"""


def lived(copy: SpecCopy, *architectures: str) -> dict[str, list[bool | None]]:
    """Whether the first task stayed the same, and whether its compact network computes it, of every class."""
    path = os.pathsep.join([str(copy.package.parent), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path}
    command = [sys.executable, "-W", "error", "-c", PROGRAM, " ".join(architectures)]
    process = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=copy.folder)
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout)


def expected(*variants: str) -> dict[str, list[bool | None]]:
    holds = {prefix: True if has_masks else None for prefix, has_masks in PREFIXES.items()}
    return {f"{prefix}{variant}": [held, held] for prefix, held in holds.items() for variant in variants}


def test_groups_dilation_sequences_and_pools_to_a_fixed_size(tmp_path: Path) -> None:
    copy = SpecCopy.in_folder(tmp_path)
    copy.add("architectures/separable.json", SEPARABLE)
    copy.add("architectures/wave.json", WAVE)
    outcome = copy.compile()
    assert outcome.status == 0, outcome.err
    module = (copy.package / "networks" / "plain_separable.py").read_text("utf-8")
    assert "in_channels, breadth * 2, 3, padding=1, groups=breadth, bias=config.bias" in module
    assert "breadth * 2, breadth * 2, 3, padding=2, dilation=2, groups=groups, bias=config.bias" in module
    assert "self.grid = nn.AdaptiveAvgPool2d(2)" in module
    assert 'self.features_after("flatten")' in module
    assert lived(copy, "Separable", "Wave") == expected("Separable2", "Separable4", "Wave")


@frozen(kw_only=True)
class Softmax(Operation):
    """Nothing is said of it but its argument."""

    dim: int


SHARES: Json = {
    "title": "softmax",
    "class": "torch.nn.Softmax",
    "function": "torch.nn.functional.softmax",
    "arguments": {"dim": {"type": "integer", "description": "Entries along it sum to 1; 1 is that of channels."}},
}


def test_an_operation_that_nobody_thought_of_is_kept_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "Softmax", Softmax, raising=False)
    copy = SpecCopy.in_folder(tmp_path)
    copy.edit("operations.json", {"/softmax": SHARES})
    network = list(SEPARABLE["network"])
    network.insert(2, {"softmax": "shares", "dim": 1})
    copy.add("architectures/separable.json", {**SEPARABLE, "network": network})
    outcome = copy.compile()
    assert outcome.status == 0, outcome.err
    assert "self.shares = nn.Softmax(1)" in (copy.package / "networks/plain_separable.py").read_text("utf-8")
    assert lived(copy, "Separable") == expected("Separable2", "Separable4")


@pytest.mark.parametrize(
    ("factors", "total"),
    [
        ([("max_pool2d", 2), ("upsample", 2)], 1),
        ([("max_pool2d", 2), ("upsample", 4)], ["//", 2, 4]),
        ([("max_pool2d", ["list", 2, 3]), ("upsample", 2)], ["//", 3, 2]),
        ([("upsample", 2), ("max_pool2d", "stride"), ("max_pool2d", 2), ("max_pool2d", 3)], ["*", "stride", 3]),
    ],
)
def test_what_widens_takes_back_what_a_stride_has_shrunk(factors: list[tuple[str, Json]], total: Json) -> None:
    row = OperationRow(title="")
    names = {"max_pool2d": "stride", "upsample": "scale_factor"}
    steps = [Plain(kind=kind, row=row, name="a", arguments={names[kind]: factor}) for kind, factor in factors]
    assert total_stride(steps) == total
