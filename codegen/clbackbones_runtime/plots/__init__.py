"""Pictures of what masks use."""

from typing import Final

NEEDED: Final = "a picture needs matplotlib: pip install 'clbackbones[plot]'"
"""What users are told who do not have it."""
