"""ResNets of every mechanism start from torchvision's weights, or say why they cannot."""

import pickle
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from torch import Tensor, nn

import clbackbones
from clbackbones import CATALOG, restore, save
from clbackbones_runtime.testing.passes import keep_everything

from .backbones import CLASSES, LARGE, mechanism_of, normalized, plain_class
from .test_torchvision import COUNTERPARTS, TRIED, config, forms, random_norms, relative_error, theirs
from .torchvision_counterpart import models

PRETRAINED = tuple(name for name in CLASSES if "pretrained_weights" in CATALOG.backbone_class(name).fields)
SMALL = tuple(name for name in PRETRAINED if plain_class(name) == "ResNet18")
"""One network with every mechanism."""

OTHERS = tuple(name for name in TRIED if name not in SMALL and config(name).num_parameters < LARGE)
"""One variant of each other network."""


@pytest.fixture(autouse=True)
def seed() -> None:
    torch.manual_seed(0)


def networks(name: str, **fields: Any) -> nn.Module:
    """What torchvision has for a class, as if it had been trained."""
    network = theirs(name, **{**normalized(name, on=True), **fields}).eval()
    random_norms(network)
    return network


def saved(network: nn.Module, path: Path, **entries: Tensor) -> str:
    """A file as torchvision publishes it: a state dict whose last entries are a classifier's."""
    classifier = {"fc.weight": torch.zeros(10, 8), "fc.bias": torch.zeros(10)}
    torch.save({**network.state_dict(), **classifier, **entries}, path)
    return str(path)


def build(name: str, **fields: Any) -> Any:
    return config(name, **{**normalized(name, on=True), **fields}).build()


def feature(backbone: Any, images: Tensor) -> Tensor:
    """The feature of the whole network, without masks."""
    stage = {"stage": "test"}
    if mechanism_of(backbone.config.class_name)["masks"]:
        stage = {"stage": "train", **keep_everything(backbone)}
    return backbone.eval()(images, **stage)[0]


def test_resnets_of_every_mechanism_take_weights() -> None:
    assert {mechanism_of(name)["prefix"] for name in SMALL} == {mechanism_of(name)["prefix"] for name in CLASSES}


@pytest.mark.parametrize("name", [*SMALL, *OTHERS])
def test_feature_is_torchvisions_with_the_same_file(name: str, tmp_path: Path) -> None:
    network = networks(name)
    backbone = build(name, pretrained_weights=saved(network, tmp_path / "resnet.pth"))
    images = torch.randn(2, 3, 64, 64)
    with torch.no_grad():
        assert relative_error(feature(backbone, images), network(images)) <= 1e-5


DECIDED = next(name for name in COUNTERPARTS if len(forms(name)) > 1)


@pytest.mark.parametrize("fields", forms(DECIDED), ids=str)
def test_where_a_field_decides_the_feature_is_that_of_each_network_bit_for_bit(
    fields: dict[str, Any], tmp_path: Path
) -> None:
    network = networks(DECIDED, **fields)
    backbone = build(DECIDED, pretrained_weights=saved(network, tmp_path / "weights.pth"), **fields)
    images = torch.randn(1, 3, 32, 32)
    with torch.no_grad():
        assert torch.equal(backbone.eval()(images)[0], network(images))


def test_norms_of_a_mechanism_decide_as_those_of_the_architecture() -> None:
    for name in PRETRAINED:
        known = CATALOG.backbone_class(name)
        plain = CATALOG.backbone_class(plain_class(name))
        for fields in forms(name):
            on = next(iter(fields.values()), True)
            mine, theirs_ = normalized(name, on=on), normalized(plain_class(name), on=on)
            assert known.torchvision_of(mine) == plain.torchvision_of(theirs_)


@pytest.mark.parametrize("name", [name for name in SMALL if mechanism_of(name)["masks"]])
def test_every_task_starts_from_the_norms_of_the_file(name: str, tmp_path: Path) -> None:
    network = networks(name)
    backbone = build(name, pretrained_weights=saved(network, tmp_path / "resnet.pth"))
    wanted = network.get_submodule("bn1").state_dict()
    for task_id in (1, 2):
        backbone.setup_task_id(task_id)
        for key in ("weight", "bias", "running_mean", "running_var"):
            torch.testing.assert_close(backbone.conv_bn1.state_dict()[key], wanted[key])
            backbone.conv_bn1.state_dict()[key].add_(1)


def test_only_what_the_file_holds_is_changed(tmp_path: Path) -> None:
    path = saved(networks("ResNet18"), tmp_path / "resnet.pth")
    torch.manual_seed(1)
    drawn = build("WSNMaskResNet18").state_dict()
    torch.manual_seed(1)
    loaded = build("WSNMaskResNet18", pretrained_weights=path).state_dict()
    changed = {key for key in drawn if not torch.equal(drawn[key], loaded[key])}
    assert {key for key in changed if "score" in key} == set()
    assert {key for key in drawn if key.endswith(("conv1.weight", "conv2.weight"))} <= changed


@pytest.mark.parametrize("key", ["state_dict", "model"])
def test_files_of_training_programs_are_unwrapped(key: str, tmp_path: Path) -> None:
    network = networks("ResNet18")
    path = tmp_path / "checkpoint.pth"
    torch.save({"epoch": 3, key: network.state_dict()}, path)
    backbone = clbackbones.ResNet18(3, pretrained_weights=path)
    assert torch.equal(backbone.conv1.weight, network.get_parameter("conv1.weight"))


def test_files_without_batch_counters_are_taken(tmp_path: Path) -> None:
    network = networks("ResNet18")
    path = tmp_path / "old.pth"
    torch.save({key: value for key, value in network.state_dict().items() if "num_batches" not in key}, path)
    images = torch.randn(2, 3, 64, 64)
    with torch.no_grad():
        backbone = build("ResNet18", pretrained_weights=str(path))
        assert relative_error(feature(backbone, images), network(images)) <= 1e-5


def test_a_saved_backbone_is_restored_without_the_file(tmp_path: Path) -> None:
    path = tmp_path / "resnet.pth"
    backbone = build("CLResNet18", pretrained_weights=saved(networks("ResNet18"), path))
    save(backbone, tmp_path / "backbone.pt")
    path.unlink()
    again = restore(tmp_path / "backbone.pt")
    assert again.config == backbone.config
    assert torch.equal(again.conv1.weight, backbone.conv1.weight)


class TestFaults:
    def refused(self, name: str, **fields: Any) -> str:
        with pytest.raises(clbackbones.ConfigError) as caught:
            getattr(clbackbones, f"{name}Config")(**{"input_channels": 3, "pretrained_weights": "DEFAULT", **fields})
        return str(caught.value)

    @pytest.mark.parametrize(
        ("field", "value", "possible"),
        [
            ("input_channels", 1, "input_channels 3, not 1; write 'input_channels: 3'"),
            ("layout", "clarena", "layout torchvision, not clarena; write 'layout: torchvision'"),
            ("stem", "cifar", "stem imagenet, not cifar; write 'stem: imagenet'"),
            ("bias", True, "bias false, not true; write 'bias: false'"),
            ("batch_normalization", False, "batch_normalization true, not false; write 'batch_normalization: true'"),
        ],
    )
    def test_a_config_that_they_cannot_fit_says_what_is_possible(self, field: str, value: Any, possible: str) -> None:
        assert f"'pretrained_weights' needs {possible}, or leave 'pretrained_weights' out" in self.refused(
            "ResNet18", **{field: value}
        )

    @pytest.mark.parametrize(
        ("name", "norms"),
        [("HATMaskResNet18", "shared or independent"), ("WSNMaskResNet18", "shared, fixed or independent")],
    )
    def test_a_default_that_they_cannot_fit_is_named(self, name: str, norms: str) -> None:
        assert f"needs batch_normalization {norms}, not null" in self.refused(name)

    def test_the_fault_stands_where_the_other_field_is(self) -> None:
        text = "_target_: clbackbones.ResNet18\npretrained_weights: DEFAULT\ninput_channels: 3\nlayout: clarena\n"
        (problem,) = clbackbones.validate(text)
        assert (problem.line, problem.pointer) == (4, "/layout")

    def test_a_file_that_is_not_there(self) -> None:
        with pytest.raises(FileNotFoundError, match=r"there is no file 'resnet\.pth'; .* names such as 'DEFAULT'"):
            build("ResNet18", pretrained_weights="resnet.pth")

    def test_weights_of_another_depth(self, tmp_path: Path) -> None:
        path = saved(networks("ResNet34"), tmp_path / "resnet.pth")
        with pytest.raises(ValueError, match=r"does not fit a ResNet18:") as caught:
            build("ResNet18", pretrained_weights=path)
        assert "stands where conv3x.0.conv1.weight, (128, 64, 3, 3), is expected" in str(caught.value)
        assert len(str(caught.value).splitlines()) <= 12

    def test_too_few_weights(self, tmp_path: Path) -> None:
        path = tmp_path / "resnet.pth"
        torch.save(dict(list(networks("ResNet18").state_dict().items())[:-2]), path)
        with pytest.raises(ValueError, match=r"nothing stands for conv5x\.1\.conv_bn2\.running_var, \(512,\)"):
            build("ResNet18", pretrained_weights=str(path))

    def test_more_than_a_classifier(self, tmp_path: Path) -> None:
        path = saved(networks("ResNet18"), tmp_path / "resnet.pth", **{"head.weight": torch.zeros(2, 2)})
        with pytest.raises(ValueError, match="head is more than a classifier"):
            build("ResNet18", pretrained_weights=path)

    def test_entries_in_another_order(self, tmp_path: Path) -> None:
        path = tmp_path / "sorted.pth"
        torch.save(dict(sorted(networks("ResNet18").state_dict().items())), path)
        with pytest.raises(ValueError, match=r"stands where conv1\.weight"):
            build("ResNet18", pretrained_weights=str(path))

    def test_a_model_that_was_saved_whole_is_told_in_few_words(self, tmp_path: Path) -> None:
        path = tmp_path / "resnet.pth"
        torch.save(nn.Linear(2, 2), path)
        with pytest.raises(ValueError, match="something else than tensors") as caught:
            clbackbones.ResNet18(3, pretrained_weights=str(path))
        assert "\x1b" not in str(caught.value) and "weights_only" not in str(caught.value)

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04", pickle.dumps(print, protocol=2)])
    def test_a_file_that_holds_no_tensors(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "resnet.pth"
        path.write_bytes(content)
        with pytest.raises(ValueError, match=r"(is truncated, or )?holds no state dict \("):
            build("ResNet18", pretrained_weights=str(path))


class TestPublished:
    @pytest.fixture
    def downloads(self, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
        """Real torchvision, whose downloads end in memory: the weights that each one asked for, and what it got."""
        network = networks("ResNet18")
        found = SimpleNamespace(asked=[], network=network)

        def get_state_dict(self: Any, **_: object) -> dict[str, Tensor]:
            found.asked.append(str(self))
            return network.state_dict()

        monkeypatch.setattr(models().WeightsEnum, "get_state_dict", get_state_dict)
        return found

    @pytest.mark.parametrize("name", ["DEFAULT", "IMAGENET1K_V1", "ResNet18_Weights.IMAGENET1K_V1"])
    def test_they_come_from_torchvision(self, downloads: SimpleNamespace, name: str) -> None:
        backbone = build("HATMaskResNet18", pretrained_weights=name)
        assert downloads.asked == ["ResNet18_Weights.IMAGENET1K_V1"]
        assert torch.equal(backbone.conv1.weight, downloads.network.get_parameter("conv1.weight"))

    @pytest.mark.parametrize("name", ["IMAGENET1K_V3", "ResNet34_Weights.DEFAULT", "ResNet18_Weights.X", "Y_Weights.X"])
    def test_a_misspelt_name_lists_the_names(self, downloads: SimpleNamespace, name: str) -> None:
        with pytest.raises(ValueError, match=r"no weights .* for ResNet18; write 'IMAGENET1K_V1' or 'DEFAULT'"):
            build("ResNet18", pretrained_weights=name)
        assert downloads.asked == []

    def test_a_failed_download_names_the_address(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def get_state_dict(self: Any, **_: object) -> dict[str, Tensor]:
            raise OSError("no route")

        monkeypatch.setattr(models().WeightsEnum, "get_state_dict", get_state_dict)
        with pytest.raises(OSError, match=r"cannot be downloaded \(no route\); get https://.*resnet18.* give the file"):
            build("ResNet18", pretrained_weights="DEFAULT")

    def test_without_torchvision_the_message_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "torchvision", None)
        with pytest.raises(ImportError, match=r"need torchvision: pip install 'clbackbones\[pretrained\]'"):
            build("ResNet18", pretrained_weights="DEFAULT")
