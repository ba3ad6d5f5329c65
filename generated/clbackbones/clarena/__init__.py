# Generated from schema/.
# Do not edit: change the source and run `make codegen`.
"""The backbones as drop-ins for CLArena: each is a class of ours and of CLArena's base class for its mechanism.

    _target_: clbackbones.clarena.MLP    # in the place of clarena.backbones.MLP

Besides the fields of ours, configs and constructors take what only CLArena's pipelines give, and where CLArena's
network differs from ours, it is CLArena's unless a field says otherwise. Nothing else of this package needs CLArena.

CLArena's algorithms on them, each a subclass of CLArena's own that trains as its paper says; they need Lightning,
as CLArena does: `AmnesiacHAT`, `AdaHAT`, `FGAdaHAT`, `HAT`, `WSN`.
"""

from typing import TYPE_CHECKING

from .amnesiac_hat_mlp import AmnesiacHATMLP
from .amnesiac_hat_resnet import (
    AmnesiacHATResNet18,
    AmnesiacHATResNet34,
    AmnesiacHATResNet50,
    AmnesiacHATResNet52,
    AmnesiacHATResNet101,
    AmnesiacHATResNet152,
)
from .cl_mlp import CLMLP
from .cl_resnet import CLResNet18, CLResNet34, CLResNet50, CLResNet52, CLResNet101, CLResNet152
from .hat_mask_mlp import HATMaskMLP
from .hat_mask_resnet import (
    HATMaskResNet18,
    HATMaskResNet34,
    HATMaskResNet50,
    HATMaskResNet52,
    HATMaskResNet101,
    HATMaskResNet152,
)
from .mlp import MLP
from .resnet import ResNet18, ResNet34, ResNet50, ResNet52, ResNet101, ResNet152
from .wsn_mask_mlp import WSNMaskMLP

if TYPE_CHECKING:
    from clbackbones_runtime.clarena.amnesiac_hat import AmnesiacHAT as AmnesiacHAT
    from clbackbones_runtime.clarena.hat_mask import HAT as HAT
    from clbackbones_runtime.clarena.hat_mask import AdaHAT as AdaHAT
    from clbackbones_runtime.clarena.hat_mask import FGAdaHAT as FGAdaHAT
    from clbackbones_runtime.clarena.wsn_mask import WSN as WSN
else:
    from clbackbones_runtime.lazy import attach

    # CLArena's algorithms are imported when one is asked for, since they need all that CLArena needs.
    __getattr__, __dir__ = attach(
        __name__,
        {
            "clbackbones_runtime.clarena.amnesiac_hat": ["AmnesiacHAT"],
            "clbackbones_runtime.clarena.hat_mask": ["AdaHAT", "FGAdaHAT", "HAT"],
            "clbackbones_runtime.clarena.wsn_mask": ["WSN"],
        },
    )

__all__ = [
    "CLMLP",
    "HAT",
    "MLP",
    "WSN",
    "AdaHAT",
    "AmnesiacHAT",
    "AmnesiacHATMLP",
    "AmnesiacHATResNet18",
    "AmnesiacHATResNet34",
    "AmnesiacHATResNet50",
    "AmnesiacHATResNet52",
    "AmnesiacHATResNet101",
    "AmnesiacHATResNet152",
    "CLResNet18",
    "CLResNet34",
    "CLResNet50",
    "CLResNet52",
    "CLResNet101",
    "CLResNet152",
    "FGAdaHAT",
    "HATMaskMLP",
    "HATMaskResNet18",
    "HATMaskResNet34",
    "HATMaskResNet50",
    "HATMaskResNet52",
    "HATMaskResNet101",
    "HATMaskResNet152",
    "ResNet18",
    "ResNet34",
    "ResNet50",
    "ResNet52",
    "ResNet101",
    "ResNet152",
    "WSNMaskMLP",
]
