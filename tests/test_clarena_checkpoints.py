"""State dicts of CLArena's backbones load strictly into ours, and `clbackbones convert` makes checkpoints of them."""

import re
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

import clbackbones
from clbackbones import restore

from . import clarena_package
from .backbones import small_config
from .command_line import clbackbones as run

State = dict[str, Tensor]

MLP: dict[str, Any] = {"input_dim": 20, "hidden_dims": [12, 16], "output_dim": 8}


def theirs(name: str, *args: Any, **fields: Any) -> Any:
    """A network of CLArena's, its weights drawn."""
    torch.manual_seed(0)
    return getattr(clarena_package.backbones(), name)(*args, **fields)


def ours(name: str, **fields: Any) -> Any:
    torch.manual_seed(1)
    return getattr(clbackbones, name)(**fields)


def trained(network: nn.Module) -> nn.Module:
    """The network with statistics that are not those of a new one."""
    for module in network.modules():
        if isinstance(module, nn.BatchNorm1d | nn.BatchNorm2d):
            assert module.running_mean is not None and module.running_var is not None
            assert module.num_batches_tracked is not None
            nn.init.uniform_(module.running_mean, -0.5, 0.5)
            nn.init.uniform_(module.running_var, 0.5, 1.5)
            module.num_batches_tracked.fill_(7)
    return network.eval()


CASES: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "MLP": ("MLP", MLP, {}),
    "CLMLP": ("CLMLP", MLP, {}),
    "CLMLP, normalized": ("CLMLP", {**MLP, "batch_normalization": True}, {}),
    "CLMLP, linear": ("CLMLP", {**MLP, "hidden_dims": [], "bias": False}, {}),
    "CLResNet18": ("CLResNet18", {"input_channels": 3, "output_dim": 512}, {"layout": "clarena"}),
    "CLResNet50": ("CLResNet50", {"input_channels": 1, "output_dim": 2048}, {"layout": "clarena"}),
}


@pytest.mark.parametrize("case", CASES)
def test_a_state_dict_loads_strictly_and_computes_the_same(case: str) -> None:
    name, fields, more = CASES[case]
    source = trained(theirs(name, **fields))
    backbone = ours(name, **fields, **more).eval()
    assert list(backbone.state_dict()) == list(source.state_dict())
    backbone.load_state_dict(source.state_dict(), strict=True)
    # Released CLResNets return None; the networks that they are made from compute.
    reference = theirs(name.removeprefix("CL"), **fields).eval()
    reference.load_state_dict(source.state_dict())
    inputs = torch.randn(2, 20) if "MLP" in name else torch.randn(2, fields["input_channels"], 64, 64)
    with torch.no_grad():
        feature, activations = backbone(inputs, stage="test")
        wanted, wanted_activations = reference(inputs, stage="test")
    torch.testing.assert_close(feature, wanted)
    for key, value in wanted_activations.items():
        torch.testing.assert_close(activations[key], value)


@pytest.mark.parametrize("norm", [None, "shared"])
def test_hat_masked_mlp_computes_the_same(norm: str | None) -> None:
    fields = {**MLP, "gate": "sigmoid", "batch_normalization": norm}
    source = theirs("HATMaskMLP", **fields)
    source = trained(source) if norm else source.eval()
    with pytest.warns(match="forgets") if norm else nullcontext():
        backbone = ours("HATMaskMLP", **fields).eval()
    backbone.load_state_dict(source.state_dict(), strict=True)
    inputs = torch.randn(2, 20)
    with torch.no_grad():
        feature, mask, _ = backbone(inputs, stage="validation", s_max=400.0)
        wanted, wanted_mask, _ = source(inputs, stage="validation", s_max=400.0)
    torch.testing.assert_close(feature, wanted)
    torch.testing.assert_close(mask, wanted_mask)
    assert backbone.masks == {}
    with pytest.raises(ValueError, match=r"whose mask is stored \(none\)"):
        backbone(inputs, stage="test", test_task_id=1)


def test_a_norm_that_was_trained_is_not_dropped() -> None:
    fields = {**MLP, "gate": "sigmoid"}
    state = trained(theirs("HATMaskMLP", **fields, batch_normalization="shared")).state_dict()
    with pytest.raises(RuntimeError, match=r'Unexpected key.*"fc_bn\.0\.weight"'):
        ours("HATMaskMLP", **fields).load_state_dict(state)


def test_norms_of_tasks_come_with_a_hat_masked_mlp() -> None:
    fields = {**MLP, "gate": "sigmoid", "batch_normalization": "independent"}
    source = theirs("HATMaskMLP", **fields)
    for task_id in (1, 2):
        source.setup_task_id(task_id)
        source.initialize_independent_bn()
        source.train()(torch.randn(6, 20), stage="train", s_max=400.0, batch_idx=1, num_batches=3)
        source.store_bn()
    backbone = ours("HATMaskMLP", **fields)
    backbone.load_state_dict(source.state_dict(), strict=True)
    for task_id in ("1", "2"):
        for index in range(3):
            stored = backbone.fc_bn[index].tasks[task_id]
            wanted = source.fc_bns[task_id][index]
            assert torch.equal(stored["running_mean"], wanted.running_mean)
            assert torch.equal(stored["weight"], wanted.weight)
    backbone.setup_task_id(3)
    assert torch.equal(backbone.fc_bn[0].running_mean, torch.zeros(12)), "a task starts from an untrained norm"


@pytest.mark.parametrize("bias", [True, False])
def test_scores_come_with_a_wsn_masked_mlp(bias: bool) -> None:
    source = theirs("WSNMaskMLP", **MLP, bias=bias)
    backbone = ours("WSNMaskMLP", **MLP, bias=bias)
    backbone.load_state_dict(source.state_dict(), strict=True)
    for name, score in source.weight_score_t.items():
        assert torch.equal(backbone.weight_score_t[name].weight, score.weight)
        assert torch.equal(backbone.get_layer_by_name(name).weight, source.get_layer_by_name(name).weight)
    for name, score in source.bias_score_t.items():
        assert not bias or torch.equal(backbone.bias_score_t[name].weight, score.weight)


def resnet_state(depth: int) -> State:
    """What CLArena's HATMaskResNet18 and 50 save: its names, and every embedding of a block a second time inside it."""
    units, layers = ((1, 1), (2, 2, 2, 2)) if depth == 18 else ((1, 1, 4), (3, 4, 6, 3))
    state = {"conv1.weight": torch.randn(64, 3, 7, 7), "task_embedding_t.conv1.weight": torch.randn(1, 64)}
    width_in = 64
    for stage, blocks in enumerate(layers):
        width = 64 * 2**stage
        for block in range(blocks):
            place = f"conv{stage + 2}x.{block}"
            before = width_in
            for index, factor in enumerate(units, 1):
                size = 1 if len(units) == 3 and index != 2 else 3
                state[f"{place}.conv{index}.weight"] = torch.randn(width * factor, width_in, size, size)
                width_in = width * factor
                embedding = torch.randn(1, width_in)
                layer = f"conv{stage + 2}x/{block}/conv{index}"
                state[f"{place}.task_embedding_t.{layer}.weight"] = embedding
                state[f"task_embedding_t.{layer}.weight"] = embedding
            if block == 0 and before != width_in:
                state[f"{place}.identity_downsample.weight"] = torch.randn(width_in, before, 1, 1)
    return state


@pytest.mark.parametrize("depth", [18, 50])
def test_a_hat_masked_resnet_takes_doubled_embeddings_and_never_writes_them(depth: int) -> None:
    backbone = ours(f"HATMaskResNet{depth}", input_channels=3, layout="clarena")
    state = resnet_state(depth)
    backbone.load_state_dict(state, strict=True)
    written = backbone.state_dict()
    assert written.keys() == {key for key in state if ".task_embedding_t." not in key}
    assert all(torch.equal(written[key], state[key]) for key in written)


def test_a_backbone_inside_an_algorithm_takes_them_too() -> None:
    algorithm = nn.Module()
    algorithm.backbone = ours("HATMaskResNet18", input_channels=3, layout="clarena")
    state = resnet_state(18)
    algorithm.load_state_dict({f"backbone.{key}": value for key, value in state.items()}, strict=True)
    assert torch.equal(algorithm.backbone.conv1.weight, state["conv1.weight"])


def test_loading_leaves_the_state_dict_alone() -> None:
    state = resnet_state(18)
    keys = list(state)
    ours("HATMaskResNet18", input_channels=3, layout="clarena").load_state_dict(state)
    assert list(state) == keys


def test_norms_per_task_survive_the_task_s_return() -> None:
    source = theirs("HATMaskMLP", **MLP, gate="sigmoid", batch_normalization="independent")
    source.setup_task_id(1)
    source.initialize_independent_bn()
    trained(source)
    source.store_bn()
    backbone = ours("HATMaskMLP", **MLP, batch_normalization="independent")
    backbone.load_state_dict(source.state_dict(), strict=True)
    norm = backbone.fc_bn[0]
    stored = {key: value.clone() for key, value in norm.state(1).items()}
    backbone.setup_task_id(1, embedding_init="last")
    assert all(torch.equal(value, stored[key]) for key, value in norm.state(1).items())
    assert all(torch.equal(value, stored[key]) for key, value in norm.state("live").items())
    backbone.setup_task_id(2)
    assert torch.equal(norm.state("live")["running_mean"], torch.zeros(12))


def test_another_architecture_is_told_in_ten_lines_by_strict_loading_too() -> None:
    backbone = clbackbones.CLResNet50(3, layout="clarena")
    with pytest.raises(RuntimeError, match=r"Error\(s\) in loading state_dict for CLResNet50") as caught:
        backbone.load_state_dict(theirs("CLResNet18", 3, 512).state_dict())
    lines = str(caught.value).splitlines()
    assert len(lines) == 10
    assert re.fullmatch(r"\.\.\. and \d+ more", lines[-1])
    assert max(map(len, lines)) <= 300


class TestConvert:
    def convert(self, state: Any, folder: Path, *arguments: str) -> Any:
        torch.save(state, folder / "in.pth")
        return run("convert", str(folder / "in.pth"), str(folder / "out.pt"), *arguments)

    def test_the_config_is_read_off_the_shapes(self, tmp_path: Path) -> None:
        source = theirs("CLMLP", **MLP)
        outcome = self.convert(source.state_dict(), tmp_path)
        assert outcome.status == 0, outcome.err
        backbone = restore(tmp_path / "out.pt")
        assert backbone.config == clbackbones.CLMLPConfig(**MLP)
        assert outcome.out == backbone.config.to_yaml()
        assert "the file does not tell activation_layer=ReLU" in outcome.err
        assert "it fits MLP as well" in outcome.err
        assert "masks" not in outcome.err
        assert torch.equal(backbone.fc[0].weight, source.fc[0].weight)

    @pytest.mark.parametrize(
        ("name", "make"),
        [
            ("HATMaskMLP", lambda: theirs("HATMaskMLP", **MLP, gate="sigmoid").state_dict()),
            ("WSNMaskMLP", lambda: theirs("WSNMaskMLP", **MLP).state_dict()),
            # Whose norms have seen no batch.
            ("CLMLP", lambda: theirs("CLMLP", **MLP, batch_normalization=True).state_dict()),
            ("CLResNet18", lambda: trained(theirs("CLResNet18", 3, 512)).state_dict()),
            ("HATMaskResNet18", lambda: resnet_state(18)),
            ("HATMaskResNet50", lambda: resnet_state(50)),
        ],
    )
    def test_every_class_is_recognized(self, tmp_path: Path, name: str, make: Callable[[], State]) -> None:
        state = make()
        outcome = self.convert(state, tmp_path)
        assert outcome.status == 0, outcome.err
        backbone = restore(tmp_path / "out.pt")
        assert type(backbone).__name__ == name
        assert getattr(backbone.config, "layout", "clarena") == "clarena"
        assert ("masks and task ids are absent" in outcome.err) == ("Mask" in name)
        again = ours(name, **{key: value for key, value in backbone.config.to_dict().items() if key != "_target_"})
        again.load_state_dict(state)
        for key, value in again.state_dict().items():
            assert torch.equal(backbone.state_dict()[key], value)

    def test_a_checkpoint_of_lightning_is_taken(self, tmp_path: Path) -> None:
        state = theirs("CLMLP", **MLP).state_dict()
        whole = {f"backbone.{key}": value for key, value in state.items()} | {"heads.1.weight": torch.zeros(2, 8)}
        assert self.convert({"state_dict": whole, "epoch": 3}, tmp_path).status == 0

    def test_a_state_dict_of_ours_keeps_its_masks(self, tmp_path: Path) -> None:
        source = ours("HATMaskMLP", **MLP)
        source.setup_task_id(4)
        source.store_mask()
        outcome = self.convert(
            {"state_dict": {f"backbone.{key}": x for key, x in source.state_dict().items()}}, tmp_path
        )
        assert outcome.status == 0
        assert "mask" not in outcome.err
        assert restore(tmp_path / "out.pt").stored_task_ids == [4]

    def test_a_file_is_not_overwritten_by_what_is_read_from_it(self, tmp_path: Path) -> None:
        path = tmp_path / "in.pth"
        torch.save(theirs("CLMLP", **MLP).state_dict(), path)
        before = path.read_bytes()
        outcome = run("convert", str(path), str(tmp_path / "." / "in.pth"))
        assert (outcome.status, path.read_bytes()) == (2, before)
        assert "is the file that is read; name another one to write" in outcome.err

    def test_a_checkpoint_of_ours_needs_no_conversion(self, tmp_path: Path) -> None:
        clbackbones.save(ours("HATMaskMLP", **MLP), tmp_path / "ours.pt")
        outcome = run("convert", str(tmp_path / "ours.pt"), str(tmp_path / "out.pt"))
        assert outcome.status == 2
        assert "ours.pt was written by clbackbones.save; clbackbones.restore reads it as it is" in outcome.err

    @pytest.mark.parametrize("name", ["HATMaskMLP", "WSNMaskMLP"])
    def test_the_mask_of_the_last_task_follows_as_the_command_says(self, tmp_path: Path, name: str) -> None:
        source = theirs(name, **MLP, **{"gate": "sigmoid"} if name == "HATMaskMLP" else {})
        source.setup_task_id(1)
        outcome = self.convert(source.state_dict(), tmp_path, f"_target_=clbackbones.{name}")
        backbone = restore(tmp_path / "out.pt")
        if name == "HATMaskMLP":
            assert 'setup_task_id(task_id, embedding_init="last"), then store_mask()' in outcome.err
            backbone.setup_task_id(1, embedding_init="last")
            mask = backbone.store_mask()
            for layer, embedding in source.task_embedding_t.items():
                assert torch.equal(mask[layer], (embedding.weight[0] > 0).float())
        else:
            assert "setup_task_id(task_id), then store_mask(mask_percentage)" in outcome.err
            backbone.setup_task_id(1)
            assert torch.equal(backbone.weight_score_t["fc/0"].weight, source.weight_score_t["fc/0"].weight)
            backbone.store_mask(mask_percentage=0.5)

    def test_what_shapes_do_not_tell_is_given(self, tmp_path: Path) -> None:
        state = theirs("MLP", **MLP).state_dict()
        outcome = self.convert(state, tmp_path, "_target_=clbackbones.MLP", "activation_layer=Sigmoid")
        assert outcome.status == 0, outcome.err
        assert restore(tmp_path / "out.pt").config == clbackbones.MLPConfig(**MLP, activation_layer="Sigmoid")
        assert "activation_layer" not in outcome.err

    def test_a_config_is_given(self, tmp_path: Path) -> None:
        (tmp_path / "experiment.yaml").write_text(
            "backbone: {_target_: clarena.backbones.CLMLP, input_dim: 20, hidden_dims: [12, 16], output_dim: 8}\n"
        )
        options = ("--config", str(tmp_path / "experiment.yaml"), "--key", "backbone")
        assert self.convert(theirs("CLMLP", **MLP).state_dict(), tmp_path, *options).status == 0
        outcome = self.convert(theirs("CLMLP", **{**MLP, "hidden_dims": [12]}).state_dict(), tmp_path, *options)
        assert outcome.status == 2
        assert "does not fit CLMLP:\nfc.1.weight is (8, 12), not (16, 12)\n" in outcome.err
        assert "fc.2.weight is missing" in outcome.err

    def test_another_architecture_is_told_in_ten_lines(self, tmp_path: Path) -> None:
        state = resnet_state(18)
        state["conv6x.0.conv1.weight"] = torch.zeros(8, 8, 3, 3)
        del state["conv5x.1.conv2.weight"]
        state["conv1.weight"] = torch.zeros(8, 3, 7, 7)
        outcome = self.convert(state, tmp_path)
        assert outcome.status == 2
        assert "does not fit HATMaskResNet18:" in outcome.err
        assert "conv1.weight is (8, 3, 7, 7), not (64, 3, 7, 7)" in outcome.err
        assert "conv5x.1.conv2.weight is missing" in outcome.err
        assert "conv6x.0.conv1.weight is unexpected" in outcome.err
        many = self.convert(theirs("CLResNet50", 3, 2048).state_dict(), tmp_path, "_target_=clbackbones.ResNet18")
        assert len(many.err.splitlines()) <= 10
        for kind in ("misshaped", "unexpected"):
            assert re.search(rf"\.\.\. and \d+ more {kind}", many.err)
        assert not (tmp_path / "out.pt").exists()

    @pytest.mark.parametrize("name", ["HATMaskMLP", "WSNMaskMLP"])
    def test_masks_that_are_none_are_told(self, name: str, tmp_path: Path) -> None:
        backbone = small_config(name).build()
        backbone.setup_task_id(1)
        state = {key: value + 200.5 if "mask/" in key else value for key, value in backbone.state_dict().items()}
        outcome = self.convert(state, tmp_path)
        said = rf"in.pth does not fit {name}:\ntask 1 has masks that are none: .*\n"
        assert re.search(f"{said}$", outcome.err)
        assert outcome.status == 2
        assert not (tmp_path / "out.pt").exists()

    def test_files_of_safetensors_are_told_apart(self, tmp_path: Path) -> None:
        safetensors = pytest.importorskip("safetensors.torch")
        clbackbones.save(small_config("HATMaskMLP").build(), tmp_path / "ours.safetensors")
        safetensors.save_file({"fc.0.weight": torch.zeros(2, 2)}, tmp_path / "theirs.safetensors")
        for file in ("ours", "theirs"):
            outcome = run("convert", str(tmp_path / f"{file}.safetensors"), str(tmp_path / "out.pt"))
            assert "is a file of safetensors: clbackbones.restore reads" in outcome.err
            assert (outcome.status, outcome.err.count("\n")) == (2, 1)

    def test_the_nearest_config_is_the_one_that_is_told(self, tmp_path: Path) -> None:
        state = dict(theirs("CLMLP", **MLP, batch_normalization=True).state_dict())
        state["fc_bn.0.weight"] = torch.zeros(3)
        lines = self.convert(state, tmp_path).err.splitlines()
        assert lines[1:] == [f"fc_bn.0.weight is (3,), not ({MLP['hidden_dims'][0]},)"]

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (MLP, "holds no state dict"),
            ({"a": torch.zeros(3)}, "holds no weights of a backbone"),
            (nn.Linear(2, 2), "holds no state dict (it holds something else than tensors and plain values)"),
        ],
    )
    def test_no_state_dict(self, tmp_path: Path, content: Any, said: str) -> None:
        outcome = self.convert(content, tmp_path)
        assert outcome.status == 2
        assert said in outcome.err

    def test_mistakes_of_the_command_line(self, tmp_path: Path) -> None:
        state = theirs("CLMLP", **MLP).state_dict()
        assert "did you mean 'clbackbones.CLMLP'" in self.convert(state, tmp_path, "_target_=clbackbones.CLMLQ").err
        assert "--key goes with --config" in self.convert(state, tmp_path, "--key", "backbone").err
        assert "activation_layer" in self.convert(state, tmp_path, "activation_layer=ReLUU").err
        assert run("convert", str(tmp_path / "none.pth"), "out.pt").status == 2
