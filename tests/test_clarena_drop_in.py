"""`clbackbones.clarena`: classes of ours that are CLArena's as well, and CLArena's algorithms on them."""

import copy
import importlib
import io
import sys
from functools import partial
from types import ModuleType
from typing import Any, ClassVar

import pytest
import torch
from hydra.utils import instantiate
from omegaconf import OmegaConf
from torch import Tensor, nn

import clbackbones
from clbackbones import spec

from . import clarena_package
from .backbones import CLASSES, mechanism_of

MLP: dict[str, Any] = {"input_dim": 20, "hidden_dims": [16, 16], "output_dim": 8}


@pytest.fixture(scope="module")
def theirs() -> ModuleType:
    return clarena_package.backbones()


@pytest.fixture(scope="module")
def drop_ins(theirs: ModuleType) -> ModuleType:
    return importlib.import_module("clbackbones.clarena")


def fields(name: str) -> dict[str, Any]:
    return MLP if name.endswith("MLP") else {"input_channels": 3}


@pytest.mark.parametrize("name", [name for name in CLASSES if mechanism_of(name)["clarena"]])
def test_each_class_is_one_of_ours_and_one_of_theirs(drop_ins: ModuleType, theirs: ModuleType, name: str) -> None:
    drop_in = getattr(drop_ins, name)
    base = next(getattr(theirs, base) for base in mechanism_of(name)["clarena"] if hasattr(theirs, base))
    assert issubclass(drop_in, getattr(clbackbones, name))
    assert issubclass(drop_in, base)
    assert name in drop_ins.__all__
    assert (drop_in.__module__, drop_in.__qualname__) == ("clbackbones.clarena", name)
    for alias in spec.backbone_class(name).aliases:
        assert getattr(drop_ins, alias) is drop_in


@pytest.mark.parametrize("name", ["MLP", "CLMLP", "HATMaskMLP", "WSNMaskMLP", "HATMaskResNet18", "WSNMaskResNet18"])
def test_they_compute_and_hold_what_ours_do(drop_ins: ModuleType, name: str) -> None:
    layout = {} if name.endswith("MLP") else {"layout": "clarena"}
    torch.manual_seed(0)
    ours = getattr(clbackbones, name)(**fields(name), **layout)
    torch.manual_seed(0)
    drop_in = getattr(drop_ins, name)(**fields(name), disable_unlearning=True)
    assert drop_in.disable_unlearning is True
    assert drop_in.config == ours.config
    assert list(drop_in.state_dict()) == list(ours.state_dict())
    assert all(torch.equal(value, drop_in.state_dict()[key]) for key, value in ours.state_dict().items())
    assert isinstance(drop_in, nn.Module) and drop_in.weighted_layer_names == ours.weighted_layer_names


@pytest.mark.parametrize("name", ["CLMLP", "HATMaskMLP", "WSNMaskMLP", "HATMaskResNet18"])
def test_they_are_copied_and_pickled_whole(drop_ins: ModuleType, name: str) -> None:
    backbone = getattr(drop_ins, name)(**fields(name))
    backbone.setup_task_id(1)
    file = io.BytesIO()
    torch.save(backbone, file)
    file.seek(0)
    for other in (copy.deepcopy(backbone), torch.load(file, weights_only=False)):
        assert type(other) is type(backbone)
        assert other.task_id == 1 and other.processed_task_ids == [1]
        assert all(torch.equal(value, other.state_dict()[key]) for key, value in backbone.state_dict().items())


def test_annealing_is_theirs_unless_told_otherwise(drop_ins: ModuleType, theirs: ModuleType) -> None:
    backbone = drop_ins.HATMaskMLP(**MLP)
    source = theirs.HATMaskMLP(**MLP, gate="sigmoid")
    backbone.load_state_dict(source.state_dict())
    for batch_idx in range(4):
        arguments: dict[str, Any] = {"s_max": 400.0, "batch_idx": batch_idx, "num_batches": 4}
        torch.testing.assert_close(backbone.get_mask("train", **arguments), source.get_mask("train", **arguments))
    assert backbone.get_mask("train", s_max=400.0, batch_idx=0, num_batches=1)  # where theirs divides by zero
    paper = drop_ins.HATMaskMLP(**MLP, annealing="paper")
    ours = clbackbones.HATMaskMLP(**MLP)
    paper.load_state_dict(ours.state_dict())
    first: dict[str, Any] = {"s_max": 400.0, "batch_idx": 0, "num_batches": 4}
    assert torch.equal(paper.get_mask("train", **first)["fc/0"], ours.get_mask("train", **first)["fc/0"])


def test_their_spelling_and_wrong_arguments(drop_ins: ModuleType) -> None:
    assert drop_ins.CLMLP(**MLP, batch_normalisation=True).config.batch_normalization is True
    with pytest.raises(clbackbones.ConfigError, match="'annealing' is not a field of CLMLP"):
        drop_ins.CLMLP(**MLP, annealing="paper")
    with pytest.raises(ValueError, match="annealing must be one of 'paper', 'clarena', got 'cosine'"):
        drop_ins.HATMaskMLP(**MLP, annealing="cosine")
    with pytest.raises(clbackbones.ConfigError, match="'hidden_dim' is not a field of CLMLP"):
        drop_ins.CLMLP(**MLP, hidden_dim=3)
    with pytest.raises(clbackbones.ConfigError, match="needs layout torchvision, not clarena"):
        drop_ins.CLResNet18(3, pretrained_weights="DEFAULT")


def test_hydra_builds_them_as_their_pipelines_do(drop_ins: ModuleType) -> None:
    text = "_target_: clbackbones.clarena.HATMaskMLP\ninput_dim: 20\nhidden_dims: [16, 16]\noutput_dim: 8\n"
    assert clbackbones.validate(text) == []
    backbone = instantiate(OmegaConf.create(text), disable_unlearning=False)
    assert type(backbone) is drop_ins.HATMaskMLP
    assert backbone.disable_unlearning is False


def test_without_clarena_one_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "clbackbones.clarena", raising=False)
    for name in [name for name in sys.modules if name.partition(".")[0] == "clarena"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "clarena", None)
    with pytest.raises(ImportError, match="needs CLArena: pip install clarena"):
        importlib.import_module("clbackbones.clarena")


def test_an_attribute_that_is_no_algorithm(drop_ins: ModuleType) -> None:
    with pytest.raises(AttributeError, match=r"clbackbones\.clarena has no attribute 'HATT'"):
        drop_ins.HATT  # noqa: B018 - to look it up is what fails


class TestAlgorithms:
    """With CLArena's own algorithms and Lightning, where they are installed."""

    HAT: ClassVar[dict[str, Any]] = {
        "s_max": 400.0,
        "clamp_threshold": 50.0,
        "mask_sparsity_reg_factor": 0.75,
    }

    @pytest.fixture(scope="class", autouse=True)
    def installed(self, theirs: ModuleType) -> None:
        for name in ("lightning", "torchmetrics", "captum"):
            pytest.importorskip(name)

    def data(self, task_id: int, shape: tuple[int, ...]) -> list[tuple[Tensor, Tensor]]:
        generator = torch.Generator().manual_seed(task_id)
        return [
            (torch.randn(8, *shape, generator=generator), torch.randint(0, 3, (8,), generator=generator))
            for _ in range(3)
        ]

    def loader(self, batches: Any) -> Any:
        return torch.utils.data.DataLoader(batches, batch_size=None)

    def logits_after_each_task(self, algorithm: Any, shape: tuple[int, ...]) -> dict[int, list[Tensor]]:
        """The logits of every task, after it and after each later one."""
        lightning = importlib.import_module("lightning")
        found: dict[int, list[Tensor]] = {}
        optimizer = partial(torch.optim.AdamW, lr=0.01, weight_decay=0.01)
        for task_id in (1, 2, 3):
            algorithm.setup_task_id(task_id=task_id, num_classes=3, optimizer=optimizer, lr_scheduler=None)
            trainer = lightning.Trainer(
                max_epochs=1,
                accelerator="cpu",
                logger=False,
                enable_checkpointing=False,
                enable_progress_bar=False,
                enable_model_summary=False,
            )
            trainer.fit(algorithm, self.loader(self.data(task_id, shape)))
            algorithm.eval()
            with torch.no_grad():
                for tested in range(1, task_id + 1):
                    images = self.data(tested, shape)[0][0]
                    found.setdefault(tested, []).append(algorithm.forward(images, stage="test", task_id=tested)[0])
        return found

    @pytest.mark.filterwarnings("ignore")
    @pytest.mark.parametrize("name", ["HATMaskMLP", "HATMaskResNet18", "WSNMaskMLP"])
    def test_ours_forget_nothing(self, drop_ins: ModuleType, name: str) -> None:
        heads = importlib.import_module("clarena.heads")
        norm = {} if name.endswith("MLP") else {"stem": "cifar", "batch_normalization": "independent"}
        backbone = getattr(drop_ins, name)(**fields(name), **norm)
        arguments = {"backbone": backbone, "heads": heads.HeadsTIL(input_dim=backbone.output_dim)}
        if name.startswith("HAT"):
            algorithm = drop_ins.HAT(**arguments, **self.HAT, adjustment_mode="hat")
            assert backbone.annealing == "paper"
        else:
            algorithm = drop_ins.WSN(**arguments, mask_percentage=0.5)
        shape = (20,) if name.endswith("MLP") else (3, 8, 8)
        for first, *later in self.logits_after_each_task(algorithm, shape).values():
            assert all(torch.equal(first, other) for other in later)
        torch.save(algorithm, io.BytesIO())

    @pytest.mark.filterwarnings("ignore")
    def test_theirs_and_adahat_train_ours(self, drop_ins: ModuleType) -> None:
        heads = importlib.import_module("clarena.heads")
        theirs = importlib.import_module("clarena.cl_algorithms")
        made = {
            theirs.HAT: {**self.HAT, "adjustment_mode": "hat"},
            drop_ins.AdaHAT: {**self.HAT, "adjustment_mode": "adahat", "adjustment_intensity": 1e-6},
        }
        for cls, arguments in made.items():
            backbone = drop_ins.HATMaskMLP(**MLP)
            algorithm = cls(backbone=backbone, heads=heads.HeadsTIL(input_dim=8), **arguments)
            assert len(self.logits_after_each_task(algorithm, (20,))) == 3
            assert list(backbone.masks) == [1, 2, 3]

    def test_a_backbone_that_is_not_ours(self, drop_ins: ModuleType, theirs: ModuleType) -> None:
        with pytest.raises(ValueError, match=r"needs a backbone of clbackbones\.clarena, got a HATMaskMLP"):
            drop_ins.HAT(theirs.HATMaskMLP(**MLP, gate="sigmoid"), None, **self.HAT, adjustment_mode="hat")
