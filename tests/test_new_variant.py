"""A variant is one row, an architecture one JSON file: everything else follows."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architectures import CONV_NET, MOBILE_NET
from tests.backbones import PREFIXES
from tests.specs import SpecCopy

pytestmark = pytest.mark.xdist_group("new variant")

# Builds every class of an architecture, runs one training step, and holds graph and module together.
PROGRAM = """
import json, sys
import torch
import clbackbones
from clbackbones import CATALOG

torch.manual_seed(0)
shape = (4, 3, 24, 20)
done = {}
for name in CATALOG.class_names():
    if not any(name.endswith(variant) for variant in sys.argv[1].split()):
        continue
    fields = CATALOG.backbone_class(name).fields
    wanted = {"input_channels": 3, "height": 24, "width": 20}
    values = {key: value for key, value in wanted.items() if key in fields}
    values |= {"output_dim": 7} if fields["output_dim"].required else {}
    norm = fields["batch_normalization"]
    values["batch_normalization"] = "independent" if norm.choices else True
    config = getattr(clbackbones, name + "Config")(**values)
    backbone = config.build()
    if hasattr(backbone, "setup_task_id"):
        backbone.setup_task_id(1)
    masks = CATALOG.mechanism(CATALOG.backbone_class(name).mechanism)["masks"]
    feature, *_, activations = backbone(torch.randn(shape), "train", **backbone.recipe().arguments(1, 3))
    graph = config.graph(shape[1:])
    assert {key: tuple(value.shape[1:]) for key, value in activations.items()} == config.activation_shapes(*shape[1:])
    assert list(backbone.weighted_layer_names) == list(graph.layers)
    assert sum(parameter.numel() for parameter in backbone.parameters()) == config.num_parameters
    for layer, node in graph.layers.items():
        weight = backbone.get_layer_by_name(layer).weight
        assert weight.numel() == node.weight
        if masks != "unit":
            continue
        # A measure of units as one of weights, also behind a flattened feature map; its cost is that of one matrix.
        units = {each: torch.rand(graph.layers[each].units) for each in graph.layers}
        measure = {each: units[graph.layers[each].group] for each in graph.layers}
        found, _ = backbone.get_layer_measure_parameter_wise(measure, layer, "min")
        expected = measure[layer][:, None]
        if (before := backbone.preceding_layer_name(layer)) is not None:
            entries = weight.shape[1] // len(measure[before])
            expected = torch.minimum(expected, measure[before][:, None].expand(-1, entries).flatten())
        assert torch.equal(found, expected[(...,) + (None,) * (weight.ndim - 2)].expand_as(weight))
        assert found.untyped_storage().nbytes() <= 4 * weight.shape[0] * weight.shape[1]
    feature.sum().backward()
    assert feature.isfinite().all()
    assert clbackbones.validate({"_target_": f"clbackbones.{name}", **values}) == []
    done[name] = list(feature.shape)
json.dump(done, sys.stdout)
"""


# Trains two tasks of every masked class of an architecture, protected, and compares what the first one computes.
ISOLATION = """
import itertools, json, sys
import torch
import clbackbones
from clbackbones import CATALOG

done = {}
for name, activation, normalized in itertools.product(CATALOG.class_names(), ("ReLU", "Sigmoid", None), (True, False)):
    masks = CATALOG.mechanism(CATALOG.backbone_class(name).mechanism)["masks"]
    if masks is None or not any(name.endswith(variant) for variant in sys.argv[1].split()):
        continue
    torch.manual_seed(0)
    fields = {"batch_normalization": "independent" if normalized else None, "activation_layer": activation}
    backbone = getattr(clbackbones, name)(3, bias=True, **fields)
    optimizer = torch.optim.AdamW(backbone.parameters(), lr=0.01, weight_decay=0.1)
    backbone.protect(optimizer)
    recipe = backbone.recipe()
    input, outputs = torch.randn(4, 3, 12, 12), []
    for task_id in (1, 2):
        backbone.train().setup_task_id(task_id)
        for _ in range(3):
            feature, *_ = backbone(torch.randn(4, 3, 12, 12), "train", **recipe.arguments(1, 3))
            optimizer.zero_grad()
            (feature * torch.randn_like(feature)).sum().backward()
            optimizer.step()
        for part in range(recipe.parts):
            recipe.end_part(backbone, part)
        backbone.store_mask(**recipe.mask_arguments())
        with torch.no_grad():
            outputs.append(backbone.eval()(input, "test", test_task_id=1)[0])
    compact = backbone.compact(1)(input).detach()
    done[f"{name}, {activation}, {normalized}"] = [
        float((outputs[0] - outputs[1]).abs().max()),
        bool(outputs[0].isfinite().all()) and float((compact - outputs[1]).abs().max()) < 1e-4,
    ]
json.dump(done, sys.stdout)
"""


def built(copy: SpecCopy, *variants: str, program: str = PROGRAM) -> dict[str, list[int]]:
    """What a program prints of all classes of some variants, in a process that has the copy's package."""
    environment = {**os.environ, "PYTHONPATH": copy.path, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-W", "error", "-c", program, " ".join(variants)]
    process = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=copy.folder)
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout)


def test_a_row_is_a_variant(tmp_path: Path) -> None:
    copy = SpecCopy.in_folder(tmp_path, "mlp", "resnet")
    (tmp_path / "README.md").write_text("<!-- classes:begin -->\n<!-- classes:end -->\n", "utf-8")
    copy.edit(
        "architectures/resnet.json",
        {
            "/variants/-": {
                "name": "ResNet14",
                "block": "bottleneck",
                "depths": [1, 1, 1, 1],
                "groups": 1,
                "group_width": 64,
            }
        },
    )
    assert copy.compile().status == 0
    names = [f"{prefix}ResNet14" for prefix in PREFIXES]
    published = (copy.package / "schemas" / "backbone.schema.json").read_text("utf-8")
    spec = json.loads((copy.package / "_spec.json").read_text("utf-8"))
    for name in names:
        assert f'"clbackbones.{name}"' in published
        assert spec["classes"][name]["derived"] == {"output_dim": [{"when": {}, "value": 2048}]}
    assert "`WideResNet50_2`, `ResNet14` |" in (tmp_path / "README.md").read_text("utf-8")
    assert built(copy, "ResNet14") == {name: [4, 2048] for name in names}


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> SpecCopy:
    """A copy of the spec with two more architectures, compiled."""
    copy = SpecCopy.in_folder(tmp_path_factory.mktemp("extended"), "mlp", "resnet")
    copy.add("architectures/conv_net.json", CONV_NET)
    copy.add("architectures/mobile_net.json", MOBILE_NET)
    outcome = copy.compile()
    assert outcome.status == 0, outcome.err
    return copy


def test_a_file_is_an_architecture(extended: SpecCopy) -> None:
    shapes = built(extended, "ConvNet3", "ConvNet4", "MobileNetA", "MobileNetB")
    units = {"ConvNet3": 7, "ConvNet4": 7, "MobileNetA": 32, "MobileNetB": 16}
    assert shapes == {f"{prefix}{name}": [4, size] for name, size in units.items() for prefix in PREFIXES}


def test_law_4_holds_where_norms_and_activations_stand_alone(extended: SpecCopy) -> None:
    found = built(extended, "MobileNetB", program=ISOLATION)
    assert len(found) == sum(PREFIXES.values()) * 6
    assert found == {key: [0.0, True] for key in found}


def test_what_an_enum_decides_is_published(extended: SpecCopy) -> None:
    spec = json.loads((extended.package / "_spec.json").read_text("utf-8"))
    assert spec["classes"]["MobileNetA"]["derived"] == {
        "output_dim": [
            {"when": {"head": "wide"}, "value": 32},
            {"when": {"head": "narrow"}, "value": 16},
            {"when": {"head": "tiny"}, "value": 3},
        ]
    }


def test_generated_code_passes_the_linter(extended: SpecCopy) -> None:
    modules = [path for path in extended.package.rglob("*.py") if re.search("conv_net|mobile_net", path.name)]
    networks = 3  # of the plain mechanisms, and of those with masks of units and of weights
    assert len(modules) >= 2 * 2 * (
        len(PREFIXES) + networks
    )  # modules and configs of both; drop-ins where there are any
    rules = ["--isolated", "--no-cache", "--line-length=120", "--select=B,C4,D,E,F,I,N,PIE,RET,RUF,SIM,UP,W"]
    first = ["--config", "lint.isort.known-first-party=['clbackbones_runtime']"]
    google = ["--config", 'lint.pydocstyle.convention="google"', "--config", 'target-version="py311"']
    command = [sys.executable, "-m", "ruff", "check", *rules, *first, *google, *map(str, modules)]
    linted = subprocess.run(command, capture_output=True, text=True, check=False)
    assert linted.returncode == 0, linted.stdout


def test_generated_code_reads_as_written_by_hand(extended: SpecCopy) -> None:
    module = (extended.package / "networks/unit_masked_mobile_net.py").read_text("utf-8")
    assert "self.project_adds_input = in_channels == units and stride == 1" in module
    assert "        if self.project_adds_input:\n            x = x + input\n" in module
    assert 'if in_features != {"wide": units * 2, "narrow": units, "tiny": 3}[config.head]:' in module
    assert "units=(16 if config.bias is True else 8) if index == 0 else" not in module
    assert "repeat" not in module
    module = (extended.package / "networks/plain_conv_net.py").read_text("utf-8")
    assert 'features = self.features_after("flatten")' in module
    assert "for units, window in self.rows:" in module
    module = (extended.package / "conv_net.py").read_text("utf-8")
    assert "        hidden_dims: Sequence[int] = (64,),\n" in module
    assert " = ((8, 2), (16, 1), (16, 2))\n" in module
    for path in extended.package.rglob("*.py"):
        text = path.read_text("utf-8")
        assert "\n\n\n\n" not in text, path
        assert max(map(len, text.splitlines()), default=0) <= 130, path
