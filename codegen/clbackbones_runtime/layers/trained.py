"""What operations train besides weights of layers, such as a class token: one for all tasks, or one per task."""

import sys
from typing import Any, TypeVar, cast

from torch import Tensor, nn

from .task_norms import PerTask, TaskNorm
from .task_state import TaskDict

__all__ = ["TaskTrained", "Trained", "per_task"]

Part = TypeVar("Part", bound="Trained")


class Trained(nn.Module):
    """An operation with a tensor that is trained.

    Attributes:
        weight: The tensor.
    """

    weight: nn.Parameter

    def compute(self, x: Tensor, weight: Tensor) -> Tensor:
        """The operation with a tensor in the place of its own.

        Args:
            x: What it gets.
            weight: The tensor, in the shape of its own.
        """
        raise NotImplementedError

    def forward(self, x: Tensor) -> Tensor:
        """The operation."""
        return self.compute(x, self.weight)


class TaskTrained(PerTask, Trained):
    """What stands before such an operation in the bases of the class that has one tensor per task."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Makes the operation.

        Args:
            *args: Its arguments.
            **kwargs: The same by keyword.
        """
        super().__init__(*args, **kwargs)
        self.independent = True
        self.tasks: TaskDict = TaskDict()

    def forward(self, x: Tensor, task_norm: TaskNorm = "train") -> Tensor:
        """The operation with the tensor of a task.

        Args:
            x: What it gets.
            task_norm: Whose tensor: `train` or `live`, that of the task being learned; or a task's id.
        """
        return self.compute(x, self.state(task_norm)["weight"])

    def _live(self) -> dict[str, Tensor]:
        return {"weight": self.weight}


def per_task(part: type[Part]) -> type[Part]:
    """The class of an operation that has one tensor per task: `Task` and its name, defined beside it.

    Args:
        part: The class of the operation.
    """
    return cast("type[Part]", getattr(sys.modules[part.__module__], f"Task{part.__name__}"))
