"""What `plain_loop.py` does, with Lightning: `pip install lightning`, then `python examples/lightning_loop.py`."""

from typing import Any

import torch
from lightning import LightningModule, Trainer
from plain_loop import EPOCHS, RATE, S_MAX, SPARSITY, TASKS, network, report, training_data
from torch import Tensor
from torch.nn import functional as F

import clbackbones


class Learner(LightningModule):
    """Learns one task after the other; `fit` is called once for each.

    Attributes:
        backbone: The backbone.
        heads: A head per task.
    """

    def __init__(self) -> None:
        """Draws the weights."""
        super().__init__()
        self.backbone, self.heads = network()

    def setup_task_id(self, task_id: int, num_classes: int) -> None:
        """Announces the task that the next `fit` learns."""
        self.backbone.setup_task_id(task_id)
        self.heads.setup_task_id(task_id, num_classes)

    def configure_optimizers(self) -> torch.optim.Optimizer:
        """One optimizer per task, since heads are added; protected, so that no stored task is forgotten."""
        optimizer = torch.optim.Adam([*self.backbone.parameters(), *self.heads.parameters()], RATE)
        self.backbone.protect(optimizer)
        return optimizer

    def training_step(self, batch: tuple[Tensor, Tensor], batch_idx: int) -> Tensor:
        """The loss of a batch."""
        images, labels = batch
        schedule = clbackbones.Schedule(S_MAX, batch_idx, int(self.trainer.num_training_batches))
        feature, mask, _ = self.backbone(images, stage="train", schedule=schedule)
        loss = F.cross_entropy(self.heads(feature, self.backbone.task_id), labels)
        return loss + SPARSITY * self.backbone.sparsity_regularization(mask)

    def on_train_batch_end(self, outputs: Any, batch: Any, batch_idx: int) -> None:
        """Keeps embeddings where their gates still learn."""
        self.backbone.clamp_embeddings()

    def on_train_end(self) -> None:
        """Stores what the task uses."""
        self.backbone.store_mask()


def main() -> list[list[float]]:
    """Trains all tasks.

    Returns:
        The accuracies after each task, one per task so far.
    """
    learner = Learner()
    accuracies: list[list[float]] = []
    for task_id, digits in enumerate(TASKS, start=1):
        learner.setup_task_id(task_id, len(digits))
        trainer = Trainer(max_epochs=EPOCHS, accelerator="cpu", logger=False, enable_checkpointing=False)
        trainer.fit(learner, training_data(digits, task_id))
        accuracies.append(report(learner.backbone, learner.heads, task_id))
    return accuracies


if __name__ == "__main__":
    main()
