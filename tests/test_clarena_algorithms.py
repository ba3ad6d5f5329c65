"""CLArena's algorithms, with Lightning, on the drop-ins of `clbackbones.clarena`: theirs, and ours that extend them."""

import importlib
import io
from functools import partial
from types import ModuleType
from typing import Any, ClassVar

import pytest
import torch
from hydra.utils import instantiate
from omegaconf import OmegaConf
from torch import Tensor

import clbackbones

from . import clarena_package

pytestmark = pytest.mark.xdist_group("clarena algorithms")

MLP: dict[str, Any] = {"input_dim": 20, "hidden_dims": [16, 16], "output_dim": 8}


@pytest.fixture(scope="module")
def theirs() -> ModuleType:
    return clarena_package.backbones()


@pytest.fixture(scope="module")
def drop_ins(theirs: ModuleType) -> ModuleType:
    return importlib.import_module("clbackbones.clarena")


def fields(name: str) -> dict[str, Any]:
    return MLP if name.endswith("MLP") else {"input_channels": 3}


# Lightning's own loops use a class that torch has deprecated.
@pytest.mark.filterwarnings("ignore:.*LeafSpec.* is deprecated:FutureWarning")
class TestAlgorithms:
    """With CLArena's own algorithms and Lightning."""

    HAT: ClassVar[dict[str, Any]] = {
        "s_max": 400.0,
        "clamp_threshold": 50.0,
        "mask_sparsity_reg_factor": 0.75,
    }
    HYPERPARAMETERS: ClassVar[dict[str, dict[str, Any]]] = {
        "Finetuning": {},
        "Independent": {},
        "Fix": {},
        "LwF": {"distillation_reg_factor": 1.0, "distillation_reg_temperature": 2.0},
        "EWC": {"parameter_change_reg_factor": 0.1, "when_calculate_fisher_information": "train_end"},
        "HAT": {**HAT, "adjustment_mode": "hat"},
        "AdaHAT": {**HAT, "adjustment_mode": "adahat", "adjustment_intensity": 1e-6},
        "FGAdaHAT": {
            **HAT,
            "adjustment_intensity": 1e-6,
            "importance_type": "output_weight_abs_sum_x_activation_abs",
            "importance_summing_strategy": "add_average",
            "importance_scheduler_type": "sparsity_reg",
            "neuron_to_weight_importance_aggregation_mode": "mean",
        },
        "WSN": {"mask_percentage": 0.5},
    }

    def data(self, task_id: int, shape: tuple[int, ...]) -> list[tuple[Tensor, Tensor]]:
        generator = torch.Generator().manual_seed(task_id)
        return [
            (torch.randn(8, *shape, generator=generator), torch.randint(0, 3, (8,), generator=generator))
            for _ in range(3)
        ]

    def data_module(self, task_id: int, shape: tuple[int, ...]) -> Any:
        module: Any = importlib.import_module("lightning").LightningDataModule()
        batches: Any = self.data(task_id, shape)
        loader: Any = torch.utils.data.DataLoader(batches, batch_size=None)
        module.train_dataloader = module.val_dataloader = lambda: loader
        return module

    def logits_after_each_task(
        self,
        algorithm: Any,
        shape: tuple[int, ...],
        task_ids: tuple[int, ...] = (1, 2, 3),
        tested: tuple[int, ...] = (),
    ) -> dict[int, list[Tensor]]:
        """The logits of every task, or of those in `tested`, after it and after each later one."""
        lightning = importlib.import_module("lightning")
        found: dict[int, list[Tensor]] = {}
        optimizer = partial(torch.optim.AdamW, lr=0.01, weight_decay=0.01)
        for task_id in task_ids:
            algorithm.setup_task_id(task_id=task_id, num_classes=3, optimizer=optimizer, lr_scheduler=None)
            trainer = lightning.Trainer(
                max_epochs=1,
                accelerator="cpu",
                logger=False,
                enable_checkpointing=False,
                enable_progress_bar=False,
                enable_model_summary=False,
            )
            trainer.fit(algorithm.train(), datamodule=self.data_module(task_id, shape))
            algorithm.eval()
            with torch.no_grad():
                for each in tested or range(1, task_id + 1):
                    images = self.data(each, shape)[0][0]
                    found.setdefault(each, []).append(algorithm.forward(images, stage="test", task_id=each)[0])
        return found

    @pytest.mark.parametrize("norm", [None, "independent"])
    @pytest.mark.parametrize("name", ["HATMaskMLP", "HATMaskResNet18", "WSNMaskMLP"])
    def test_ours_forget_nothing(self, drop_ins: ModuleType, name: str, norm: str | None) -> None:
        heads = importlib.import_module("clarena.heads")
        stem = {} if name.endswith("MLP") else {"stem": "cifar"}
        backbone = getattr(drop_ins, name)(**fields(name), **stem, batch_normalization=norm)
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

    @pytest.mark.parametrize(
        ("module", "algorithm", "backbone"),
        [
            ("clarena.cl_algorithms", "Finetuning", "CLResNet18"),
            ("clarena.cl_algorithms", "Independent", "CLMLP"),
            ("clarena.cl_algorithms", "Fix", "CLMLP"),
            ("clarena.cl_algorithms", "LwF", "CLMLP"),
            ("clarena.cl_algorithms", "EWC", "CLMLP"),
            ("clarena.cl_algorithms", "HAT", "HATMaskMLP"),
            ("clarena.cl_algorithms", "AdaHAT", "HATMaskResNet18"),
            ("clarena.cl_algorithms", "FGAdaHAT", "HATMaskMLP"),
            ("clarena.cl_algorithms", "FGAdaHAT", "HATMaskResNet18"),
            ("clarena.cl_algorithms", "WSN", "WSNMaskMLP"),
            ("clbackbones.clarena", "AdaHAT", "HATMaskMLP"),
        ],
    )
    def test_theirs_and_adahat_train_ours(
        self, drop_ins: ModuleType, module: str, algorithm: str, backbone: str
    ) -> None:
        heads = importlib.import_module("clarena.heads")
        network = getattr(drop_ins, backbone)(**fields(backbone))
        before = {key: value.clone() for key, value in network.state_dict().items()}
        made = getattr(importlib.import_module(module), algorithm)(
            backbone=network, heads=heads.HeadsTIL(input_dim=network.output_dim), **self.HYPERPARAMETERS[algorithm]
        )
        shape = (20,) if backbone.endswith("MLP") else (3, 16, 16)
        logits = self.logits_after_each_task(made, shape)
        assert all(value.isfinite().all() for found in logits.values() for value in found)
        assert any(not torch.equal(value, network.state_dict()[key]) for key, value in before.items())
        if "HAT" in algorithm:
            assert list(network.masks) == [1, 2, 3]
        file = io.BytesIO()
        torch.save(network, file)  # as their callbacks do

    def test_hydra_builds_an_algorithm_as_their_pipelines_do(self, drop_ins: ModuleType) -> None:
        heads = importlib.import_module("clarena.heads")
        config = OmegaConf.create({"_target_": "clbackbones.clarena.HAT", **self.HYPERPARAMETERS["HAT"]})
        backbone = drop_ins.HATMaskMLP(**MLP)
        algorithm = instantiate(config, backbone=backbone, heads=heads.HeadsTIL(input_dim=8))
        assert type(algorithm) is drop_ins.HAT
        assert algorithm.backbone.annealing == "paper"

    def test_a_backbone_that_is_not_ours(self, drop_ins: ModuleType, theirs: ModuleType) -> None:
        with pytest.raises(ValueError, match=r"needs a backbone of clbackbones\.clarena.*, got a clarena\.backbones\."):
            drop_ins.HAT(theirs.HATMaskMLP(**MLP, gate="sigmoid"), None, **self.HAT, adjustment_mode="hat")

    def made(self, module: Any, name: str, backbone: Any, **settings: Any) -> Any:
        heads = importlib.import_module("clarena.heads").HeadsTIL(input_dim=backbone.output_dim)
        return getattr(module, name)(backbone=backbone, heads=heads, **{**self.HYPERPARAMETERS[name], **settings})

    @pytest.mark.parametrize(
        ("name", "backbone"), [("HAT", "HATMaskMLP"), ("AdaHAT", "HATMaskMLP"), ("WSN", "WSNMaskMLP")]
    )
    def test_ours_go_on_from_what_is_loaded(self, drop_ins: ModuleType, name: str, backbone: str) -> None:
        trained = self.made(drop_ins, name, getattr(drop_ins, backbone)(**MLP))
        logits = self.logits_after_each_task(trained, (20,))
        again = self.made(drop_ins, name, getattr(drop_ins, backbone)(**MLP))
        for task_id in (1, 2, 3):  # heads are made task by task
            again.setup_task_id(task_id=task_id, num_classes=3, optimizer=torch.optim.SGD, lr_scheduler=None)
        again.load_state_dict(trained.state_dict())
        with torch.no_grad():
            tested = again.eval().forward(self.data(1, (20,))[0][0], stage="test", task_id=1)[0]
        assert torch.equal(tested, logits[1][-1])
        later = self.logits_after_each_task(again, (20,), task_ids=(4,), tested=(1, 2, 3))
        if name != "AdaHAT":  # which changes what is used on purpose
            assert all(torch.equal(later[task_id][0], logits[task_id][-1]) for task_id in (1, 2, 3))

    def test_tasks_may_have_any_ids(self, drop_ins: ModuleType) -> None:
        for name, backbone in (("HAT", "HATMaskMLP"), ("WSN", "WSNMaskMLP")):
            algorithm = self.made(drop_ins, name, getattr(drop_ins, backbone)(**MLP))
            first, second = self.logits_after_each_task(algorithm, (20,), task_ids=(3, 5), tested=(3,))[3]
            assert torch.equal(first, second)

    def test_wrong_modes_and_backbones_are_refused(self, drop_ins: ModuleType) -> None:
        hat = drop_ins.HATMaskMLP(**MLP)
        with pytest.raises(ValueError, match=r"must be one of 'hat', 'hat_random', .*, got 'HAT'"):
            self.made(drop_ins, "HAT", hat, adjustment_mode="HAT")
        with pytest.raises(ValueError, match=r"must be one of 'adahat', .*, got 'hat'"):
            self.made(drop_ins, "AdaHAT", hat, adjustment_mode="hat")
        for name, backbone in (
            ("HAT", clbackbones.HATMaskMLP(**MLP)),
            ("WSN", clbackbones.WSNMaskMLP(**MLP)),
            ("WSN", hat),
            ("HAT", drop_ins.WSNMaskMLP(**MLP)),
        ):
            with pytest.raises(ValueError, match=r"needs a backbone of clbackbones\.clarena.*, got a clbackbones\."):
                self.made(drop_ins, name, backbone)

    def test_the_clamp_threshold_counts(self, drop_ins: ModuleType) -> None:
        found: list[Tensor] = []
        for threshold in (50.0, 0.5):
            torch.manual_seed(0)
            algorithm = self.made(drop_ins, "HAT", drop_ins.HATMaskMLP(**MLP), clamp_threshold=threshold)
            schedule = {"batch_idx": 1, "num_batches": 300}
            algorithm.backbone(torch.ones(2, 20), "train", s_max=400.0, **schedule)[0].sum().backward()
            algorithm.compensate_task_embedding_gradients(**schedule)
            found.append(algorithm.backbone.task_embedding_t["fc/0"].weight.grad)
        assert not torch.equal(*found)

    def test_a_group_counts_once_in_the_sparsity(self, drop_ins: ModuleType) -> None:
        backbone = drop_ins.HATMaskResNet18(3)
        algorithm = self.made(drop_ins, "HAT", backbone)
        mask = backbone.get_mask("train", s_max=400.0, batch_idx=0, num_batches=3)
        nothing = {name: torch.zeros_like(units) for name, units in mask.items()}
        loss, sparsity = algorithm.mark_sparsity_reg(mask, nothing)
        torch.testing.assert_close(loss, 0.75 * backbone.sparsity_regularization(mask))
        assert list(sparsity) == backbone.weighted_layer_names

    @pytest.mark.parametrize("carried", [True, False])
    def test_the_backbone_says_whether_scores_carry_over(self, drop_ins: ModuleType, carried: bool) -> None:
        algorithm = self.made(drop_ins, "WSN", drop_ins.WSNMaskMLP(**MLP, carry_over_scores=carried))
        self.logits_after_each_task(algorithm, (20,), task_ids=(1,), tested=(1,))
        scores = algorithm.backbone.weight_score_t["fc/0"].weight
        before = scores.detach().clone()
        algorithm.setup_task_id(task_id=2, num_classes=3, optimizer=torch.optim.SGD, lr_scheduler=None)
        algorithm.on_train_start()
        assert torch.equal(before, scores) is carried

    def test_their_wsn_cannot_forget_by_its_norms_unnoticed(self, drop_ins: ModuleType) -> None:
        backbone = drop_ins.WSNMaskMLP(**MLP, batch_normalization="independent")
        algorithm = self.made(importlib.import_module("clarena.cl_algorithms"), "WSN", backbone)
        with pytest.raises(ValueError, match="test_mask needs test_task_id, whose norms or tokens are used"):
            self.logits_after_each_task(algorithm, (20,))
