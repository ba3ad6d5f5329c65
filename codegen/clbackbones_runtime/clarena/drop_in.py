"""What makes a backbone one of CLArena's as well, for its algorithms and pipelines."""

import importlib
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, cast

from attrs import evolve
from torch import nn
from torch.optim import Optimizer

from ..catalog import BackboneClass
from ..config.config import Config, config_class
from ..layers.task_norms import TaskBatchNorm

__all__ = ["DropIn", "check_backbone", "config_of_ours", "counterpart", "from_clarena", "goes_on", "optimizer_of"]

T = TypeVar("T")

if TYPE_CHECKING:

    class Algorithm(nn.Module):
        """An algorithm of CLArena, as far as type checkers need one: a base without a type would hide the others."""

        def __init__(self, *args: Any, **kwargs: Any) -> None: ...
        def __getattr__(self, name: str) -> Any: ...
        def configure_optimizers(self) -> Any: ...


def from_clarena(module: str) -> Any:
    """A module of CLArena.

    Args:
        module: Its name inside the package.

    Raises:
        ImportError: CLArena, or something that the module needs, is not installed or does not fit.
    """
    try:
        return importlib.import_module(f"clarena.{module}")
    except (ImportError, RuntimeError) as error:  # torchvision built for another torch raises a RuntimeError
        raise ImportError(f"clbackbones.clarena needs CLArena: pip install 'clbackbones[clarena]' ({error})") from error


def counterpart(*names: str) -> type[nn.Module]:
    """CLArena's base class of a mechanism.

    Args:
        *names: What it is called; the first that the installed CLArena has counts.

    Raises:
        ImportError: CLArena is not installed, or has none of them.
    """
    backbones = from_clarena("backbones")
    found = next((getattr(backbones, name) for name in names if hasattr(backbones, name)), None)
    if found is None:
        wanted = " or ".join(names)
        hint = "pip install --upgrade 'clbackbones[clarena]'"
        raise ImportError(f"the installed CLArena has no {wanted}; clbackbones.clarena needs a newer one: {hint}")
    return found


class DropIn:
    """Stands before a backbone of ours and CLArena's base class of its mechanism, in this order.

    CLArena's classes are there for its `isinstance` checks alone: no constructor of theirs runs. What they have under
    the names of their arguments (`input_dim`, `hidden_dims`, ...) is here too, unless ours has it anyway.

    Attributes:
        disable_unlearning: Whether the pipeline runs without unlearning.
    """

    config_class: ClassVar[type[Any]]
    config: Config
    disable_unlearning: bool

    @classmethod
    def from_config(cls, config: Any) -> Self:
        """Makes the backbone of a config.

        Args:
            config: The config of the drop-in; it was checked when it was made.
        """
        backbone = cast(Self, cast(Any, super()).from_config(config))
        backbone.configure(config)
        return backbone

    def configure(self, config: Config) -> None:
        """Takes over, after the backbone is made, what its config has that ours has not.

        Args:
            config: The config of the drop-in; of the backbone, everything that ours has is made from it already.
        """
        for name in config.backbone_class().fields:
            value: object = getattr(config, name)
            if name in _added(config) or not hasattr(self, name):
                setattr(self, name, list(cast("tuple[int, ...]", value)) if isinstance(value, tuple) else value)

    @property
    def activation(self) -> bool:
        """Whether weighted layers are followed by an activation, as CLArena's classes say it."""
        fields = self.config.backbone_class().fields.values()
        return any(getattr(self.config, field.name) is not None for field in fields if field.type == "activation")

    @property
    def dropout(self) -> bool:
        """Whether there is dropout, as CLArena's classes say it."""
        fields = self.config.backbone_class().part_fields("dropout")
        return any(getattr(self.config, name) is not None for name in fields)

    def get_bn(self, stage: str, test_task_id: int | None = None) -> nn.ModuleList | None:
        """The norms of a stage, from input to output, as CLArena's classes give them.

        Args:
            stage: The norms of a task are those of `test` and `unlearning_test`; in all other stages they are the live
                ones.
            test_task_id: The task; None: the current one.

        Returns:
            Those of a task are copies; None without batch normalization.

        Raises:
            KeyError: There are no norms of the task.
        """
        found: list[nn.Module] = []
        for module in cast(nn.Module, self).modules():
            if isinstance(module, nn.BatchNorm1d | nn.BatchNorm2d):
                found.append(module)
            elif isinstance(module, TaskBatchNorm):
                tests = module.independent and stage in ("test", "unlearning_test")
                task_id = getattr(self, "task_id", None) if test_task_id is None else test_task_id
                found.append(module.of_task(cast(int, task_id)) if tests else module)
        return nn.ModuleList(found) if found else None

    def current_config(self) -> Config:
        """The config with what has been set since; the algorithms in `clbackbones.clarena` change `annealing`."""
        return evolve(cast(Any, self.config), **{name: getattr(self, name) for name in _added(self.config)})


def config_of_ours(config: Config) -> Config:
    """The config of the class that a drop-in extends, from that of the drop-in."""
    ours = _extended(config)
    return config_class(ours)(**{name: getattr(config, name) for name in ours.fields})


def _added(config: Config) -> list[str]:
    """The fields that a drop-in has and the class that it extends has not."""
    return [name for name in config.backbone_class().fields if name not in _extended(config).fields]


def _extended(config: Config) -> BackboneClass:
    """The class that a drop-in extends."""
    return config.catalog.backbone_class(str(config.backbone_class().drop_in_of))


def check_backbone(backbone: object, wanted: type[T]) -> T:
    """The backbone that an algorithm gets.

    Args:
        backbone: What it was given.
        wanted: What it needs.

    Raises:
        ValueError: It is something else.
    """
    if not isinstance(backbone, wanted) or not isinstance(backbone, DropIn):
        kind = f"{type(backbone).__module__}.{type(backbone).__name__}"
        raise ValueError(f"this algorithm needs a backbone of clbackbones.clarena with its masks, got a {kind}")
    return backbone


def optimizer_of(configured: Any) -> Optimizer:
    """The optimizer in what `configure_optimizers` of an algorithm of CLArena's returns."""
    return configured if isinstance(configured, Optimizer) else configured["optimizer"]


def goes_on(algorithm: Any) -> bool:
    """Whether an algorithm of CLArena's goes on in the middle of a task, from a checkpoint of Lightning."""
    trainer = getattr(algorithm, "_trainer", None)  # the public attribute raises where there is none
    return trainer is not None and trainer.global_step > 0
