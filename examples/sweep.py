"""A sweep of Hydra over mechanisms: `python examples/sweep.py -m backbone=hat_mask_mlp,wsn_mask_mlp,packnet_mlp`.

Any config of the group `backbone` will do, and any field: `backbone.hidden_dims=[64],[256,128]`.
"""

from typing import Any

import hydra
import torch
from omegaconf import DictConfig
from plain_loop import TASKS, images_of, training_data
from torch.nn import functional as F

import clbackbones


@hydra.main(version_base="1.3", config_path="conf", config_name="sweep")
def main(cfg: DictConfig) -> None:
    """Trains the backbone of a config on all tasks, and prints how well it knows them in the end."""
    torch.manual_seed(cfg.seed)
    backbone: Any = hydra.utils.instantiate(cfg.backbone)
    heads = clbackbones.TaskHeads(backbone.output_dim)
    for task_id, digits in enumerate(TASKS[: cfg.tasks], start=1):
        heads.setup_task_id(task_id, len(digits))
        learn(backbone, heads, task_id, cfg.epochs)
    accuracies = [accuracy(backbone, heads, task_id) for task_id in range(1, cfg.tasks + 1)]
    print(f"{type(backbone).__name__} {' '.join(f'{value:.3f}' for value in accuracies)}")


def learn(backbone: Any, heads: clbackbones.TaskHeads, task_id: int, epochs: int) -> None:
    """Trains a task as the recipe of the mechanism says."""
    batches, recipe = training_data(TASKS[task_id - 1], task_id), backbone.recipe()
    backbone.setup_task_id(task_id)
    optimizer = torch.optim.Adam([*backbone.parameters(), *heads.parameters()], 3e-3)
    backbone.protect(optimizer)
    backbone.train()
    for part in range(recipe.parts):
        for _ in range(epochs):
            for index, (images, labels) in enumerate(batches):
                feature, *masks, _ = backbone(images, "train", **recipe.arguments(index, len(batches)))
                loss = F.cross_entropy(heads(feature, task_id), labels) + recipe.regularizer(backbone, masks)
                optimizer.zero_grad()
                loss.backward()
                recipe.before_step(backbone, index, len(batches))
                optimizer.step()
                recipe.after_step(backbone)
        recipe.end_part(backbone, part)
    backbone.store_mask(**recipe.mask_arguments())


@torch.no_grad()
def accuracy(backbone: Any, heads: clbackbones.TaskHeads, task_id: int) -> float:
    """How well a task is known, with its own mask and head."""
    images, labels = images_of(TASKS[task_id - 1], test=True)
    feature, *_ = backbone.eval()(images, "test", test_task_id=task_id)
    return float((heads(feature, task_id).argmax(1) == labels).float().mean())


if __name__ == "__main__":
    main()
