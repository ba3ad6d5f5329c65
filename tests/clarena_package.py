"""CLArena's backbones as released, beside which ours are tested.

`clarena.backbones` needs torch and torchvision alone, its algorithms captum, lightning and torchmetrics too; what else
CLArena depends on is for its training programs. Its released HAT-masked ResNets raise when they are constructed: what
is tested of them is written out in the tests.
"""

import importlib
from types import ModuleType

from .torchvision_counterpart import models


def backbones() -> ModuleType:
    """The module `clarena.backbones`."""
    models()  # so that its `import torchvision` works beside any build of torch
    return importlib.import_module("clarena.backbones")
