"""Small HAT networks, and the arguments of a training step of theirs."""

from typing import Any, cast

import clbackbones

S_MAX = 400.0
SCHEDULE: dict[str, Any] = {"s_max": S_MAX, "batch_idx": 2, "num_batches": 10}


def hat_mlp(**fields: Any) -> Any:
    return cast(Any, clbackbones.HATMaskMLP)(**{"input_dim": 12, "hidden_dims": [9, 8], "output_dim": 8} | fields)


def hat_resnet() -> Any:
    return clbackbones.HATMaskResNet18(3, stem="cifar", bias=True)
