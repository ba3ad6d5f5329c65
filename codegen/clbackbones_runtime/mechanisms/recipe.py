"""How a mechanism is trained, told in one place to whoever trains any backbone: laws, examples, loops of your own."""

from typing import Any

from attrs import frozen
from torch import Tensor

__all__ = ["Recipe"]


@frozen(kw_only=True)
class Recipe:
    """What training does with the backbones of a mechanism, between `setup_task_id` and `store_mask`.

    One loop trains every backbone:

        recipe = backbone.recipe()  # with the numbers of the paper; others are arguments
        backbone.protect(optimizer)
        for task_id, batches in tasks.items():
            backbone.setup_task_id(task_id)
            for part in range(recipe.parts):
                for index, (input, target) in enumerate(batches):
                    feature, *masks, _ = backbone(input, "train", **recipe.arguments(index, len(batches)))
                    loss = F.cross_entropy(heads[task_id](feature), target) + recipe.regularizer(backbone, masks)
                    optimizer.zero_grad()
                    loss.backward()
                    recipe.before_step(backbone, index, len(batches))
                    optimizer.step()
                    recipe.after_step(backbone)
                recipe.end_part(backbone, part)
            backbone.store_mask(**recipe.mask_arguments())

    This one is that of a network whose passes take nothing, and which needs nothing between them. A mechanism that is
    trained otherwise says so in a class of its own, which its backbone names as `recipe`; its attributes are numbers
    that users choose. Defaults suit networks of any size, small ones included, for which the laws are tested.
    """

    @property
    def parts(self) -> int:
        """How often a task is trained: as many epochs as it takes, and then again what `end_part` has left of it."""
        return 1

    def arguments(self, batch_idx: int, num_batches: int) -> dict[str, Any]:
        """Arguments of a pass in stage `train`, besides the input and the stage.

        Args:
            batch_idx: Index of the batch in its epoch, from 0.
            num_batches: Batches per epoch.
        """
        return {}

    def mask_arguments(self) -> dict[str, Any]:
        """Arguments of `store_mask`, and of a pass in stage `validation` besides the input and the stage."""
        return {}

    def keep_everything(self, backbone: Any) -> dict[str, Any]:
        """Makes the mask of the first task all ones; returns the arguments of a pass in which it is.

        Args:
            backbone: A backbone that has just begun its first task.
        """
        return self.mask_arguments()

    def regularizer(self, backbone: Any, masks: list[Any]) -> Tensor | float:
        """What is added to the loss.

        Args:
            backbone: The backbone.
            masks: What a pass in stage `train` returned between the feature and the activations.
        """
        return 0.0

    def before_step(self, backbone: Any, batch_idx: int, num_batches: int) -> None:
        """What follows `backward`, before gradients are clipped and the optimizer makes its step.

        Args:
            backbone: The backbone.
            batch_idx: As given to the pass.
            num_batches: As given to the pass.
        """

    def after_step(self, backbone: Any) -> None:
        """What follows the optimizer's step."""

    def end_part(self, backbone: Any, part: int) -> None:
        """What follows the last step of a part of the training, such as pruning what the next part trains again.

        Args:
            backbone: The backbone.
            part: Its number, from 0; after the last one the mask is stored.
        """
