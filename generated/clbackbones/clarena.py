# Generated from schema/.
# Do not edit: change the source and run `make codegen`.
"""The backbones as drop-ins for CLArena: each is a class of ours and of CLArena's base class for its mechanism.

    _target_: clbackbones.clarena.MLP    # in the place of clarena.backbones.MLP

Besides the fields of ours, constructors take the arguments that only CLArena's pipelines give, and where CLArena's
network differs from ours, it is CLArena's unless a field says otherwise. Nothing else of this package needs CLArena.

CLArena's algorithms on them, each a subclass of CLArena's own that trains as its paper says; they need Lightning,
as CLArena does: `AdaHAT`, `HAT`, `WSN`.
"""

from typing import TYPE_CHECKING

from . import (
    amnesiac_hat_mlp,
    amnesiac_hat_resnet,
    cl_mlp,
    cl_resnet,
    hat_mask_mlp,
    hat_mask_resnet,
    mlp,
    resnet,
    wsn_mask_mlp,
    wsn_mask_resnet,
)
from .drop_in import DropIn, counterpart

if TYPE_CHECKING:
    from .hat_mask_clarena import HAT as HAT
    from .hat_mask_clarena import AdaHAT as AdaHAT
    from .wsn_mask_clarena import WSN as WSN
else:
    from .lazy import attach

    # CLArena's algorithms are imported when one is asked for, since they need all that CLArena needs.
    __getattr__, __dir__ = attach(
        __name__, {"hat_mask_clarena": ["AdaHAT", "HAT"], "wsn_mask_clarena": ["WSN"]}, __package__
    )

__all__ = [
    "CLMLP",
    "MLP",
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
    "WSNMaskResNet18",
    "WSNMaskResNet34",
    "WSNMaskResNet50",
    "WSNMaskResNet52",
    "WSNMaskResNet101",
    "WSNMaskResNet152",
]


class MLP(DropIn, mlp.MLP, counterpart("Backbone")):
    """`clbackbones.MLP`, for CLArena."""


class CLMLP(DropIn, cl_mlp.CLMLP, counterpart("CLBackbone")):
    """`clbackbones.CLMLP`, for CLArena."""


class HATMaskMLP(DropIn, hat_mask_mlp.HATMaskMLP, counterpart("HATMaskBackbone")):
    """`clbackbones.HATMaskMLP`, for CLArena."""


class WSNMaskMLP(DropIn, wsn_mask_mlp.WSNMaskMLP, counterpart("WSNMaskBackbone")):
    """`clbackbones.WSNMaskMLP`, for CLArena."""


class AmnesiacHATMLP(DropIn, amnesiac_hat_mlp.AmnesiacHATMLP, counterpart("AmnesiacHATBackbone", "HATMaskBackbone")):
    """`clbackbones.AmnesiacHATMLP`, for CLArena."""


class ResNet18(DropIn, resnet.ResNet18, counterpart("Backbone")):
    """`clbackbones.ResNet18`, for CLArena."""


class ResNet34(DropIn, resnet.ResNet34, counterpart("Backbone")):
    """`clbackbones.ResNet34`, for CLArena."""


class ResNet50(DropIn, resnet.ResNet50, counterpart("Backbone")):
    """`clbackbones.ResNet50`, for CLArena."""


class ResNet101(DropIn, resnet.ResNet101, counterpart("Backbone")):
    """`clbackbones.ResNet101`, for CLArena."""


class ResNet152(DropIn, resnet.ResNet152, counterpart("Backbone")):
    """`clbackbones.ResNet152`, for CLArena."""


class CLResNet18(DropIn, cl_resnet.CLResNet18, counterpart("CLBackbone")):
    """`clbackbones.CLResNet18`, for CLArena."""


class CLResNet34(DropIn, cl_resnet.CLResNet34, counterpart("CLBackbone")):
    """`clbackbones.CLResNet34`, for CLArena."""


class CLResNet50(DropIn, cl_resnet.CLResNet50, counterpart("CLBackbone")):
    """`clbackbones.CLResNet50`, for CLArena."""


class CLResNet101(DropIn, cl_resnet.CLResNet101, counterpart("CLBackbone")):
    """`clbackbones.CLResNet101`, for CLArena."""


class CLResNet152(DropIn, cl_resnet.CLResNet152, counterpart("CLBackbone")):
    """`clbackbones.CLResNet152`, for CLArena."""


class HATMaskResNet18(DropIn, hat_mask_resnet.HATMaskResNet18, counterpart("HATMaskBackbone")):
    """`clbackbones.HATMaskResNet18`, for CLArena."""


class HATMaskResNet34(DropIn, hat_mask_resnet.HATMaskResNet34, counterpart("HATMaskBackbone")):
    """`clbackbones.HATMaskResNet34`, for CLArena."""


class HATMaskResNet50(DropIn, hat_mask_resnet.HATMaskResNet50, counterpart("HATMaskBackbone")):
    """`clbackbones.HATMaskResNet50`, for CLArena."""


class HATMaskResNet101(DropIn, hat_mask_resnet.HATMaskResNet101, counterpart("HATMaskBackbone")):
    """`clbackbones.HATMaskResNet101`, for CLArena."""


class HATMaskResNet152(DropIn, hat_mask_resnet.HATMaskResNet152, counterpart("HATMaskBackbone")):
    """`clbackbones.HATMaskResNet152`, for CLArena."""


class WSNMaskResNet18(DropIn, wsn_mask_resnet.WSNMaskResNet18, counterpart("WSNMaskBackbone")):
    """`clbackbones.WSNMaskResNet18`, for CLArena."""


class WSNMaskResNet34(DropIn, wsn_mask_resnet.WSNMaskResNet34, counterpart("WSNMaskBackbone")):
    """`clbackbones.WSNMaskResNet34`, for CLArena."""


class WSNMaskResNet50(DropIn, wsn_mask_resnet.WSNMaskResNet50, counterpart("WSNMaskBackbone")):
    """`clbackbones.WSNMaskResNet50`, for CLArena."""


class WSNMaskResNet101(DropIn, wsn_mask_resnet.WSNMaskResNet101, counterpart("WSNMaskBackbone")):
    """`clbackbones.WSNMaskResNet101`, for CLArena."""


class WSNMaskResNet152(DropIn, wsn_mask_resnet.WSNMaskResNet152, counterpart("WSNMaskBackbone")):
    """`clbackbones.WSNMaskResNet152`, for CLArena."""


class AmnesiacHATResNet18(
    DropIn, amnesiac_hat_resnet.AmnesiacHATResNet18, counterpart("AmnesiacHATBackbone", "HATMaskBackbone")
):
    """`clbackbones.AmnesiacHATResNet18`, for CLArena."""


class AmnesiacHATResNet34(
    DropIn, amnesiac_hat_resnet.AmnesiacHATResNet34, counterpart("AmnesiacHATBackbone", "HATMaskBackbone")
):
    """`clbackbones.AmnesiacHATResNet34`, for CLArena."""


class AmnesiacHATResNet50(
    DropIn, amnesiac_hat_resnet.AmnesiacHATResNet50, counterpart("AmnesiacHATBackbone", "HATMaskBackbone")
):
    """`clbackbones.AmnesiacHATResNet50`, for CLArena."""


class AmnesiacHATResNet101(
    DropIn, amnesiac_hat_resnet.AmnesiacHATResNet101, counterpart("AmnesiacHATBackbone", "HATMaskBackbone")
):
    """`clbackbones.AmnesiacHATResNet101`, for CLArena."""


class AmnesiacHATResNet152(
    DropIn, amnesiac_hat_resnet.AmnesiacHATResNet152, counterpart("AmnesiacHATBackbone", "HATMaskBackbone")
):
    """`clbackbones.AmnesiacHATResNet152`, for CLArena."""


ResNet52 = ResNet50
"""Another name of `ResNet50`."""


CLResNet52 = CLResNet50
"""Another name of `CLResNet50`."""


HATMaskResNet52 = HATMaskResNet50
"""Another name of `HATMaskResNet50`."""


WSNMaskResNet52 = WSNMaskResNet50
"""Another name of `WSNMaskResNet50`."""


AmnesiacHATResNet52 = AmnesiacHATResNet50
"""Another name of `AmnesiacHATResNet50`."""
