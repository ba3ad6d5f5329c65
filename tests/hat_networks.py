"""Small HAT networks, their embeddings, and the arguments of a training step of theirs."""

from typing import Any, cast

from torch import Tensor

import clbackbones

S_MAX = 400.0
SCHEDULE: dict[str, Any] = {"s_max": S_MAX, "batch_idx": 2, "num_batches": 10}


def hat_mlp(**fields: Any) -> Any:
    return cast(Any, clbackbones.HATMaskMLP)(**{"input_dim": 12, "hidden_dims": [9, 8], "output_dim": 8} | fields)


def hat_resnet() -> Any:
    return clbackbones.HATMaskResNet18(3, stem="cifar", bias=True)


def embeddings(backbone: Any) -> dict[str, Tensor]:
    """The task embeddings, (1, units), per unit group."""
    return {group: embedding.weight.detach() for group, embedding in backbone.task_embedding_t.items()}
