"""Parameters and operations of the networks without a mechanism, for README."""

import math
from collections.abc import Mapping, Sequence

from ..ir.counts import Counts
from ..ir.product import variants_of
from ..spec.model import Architecture


def shown_figures(architecture: Architecture, counts: Sequence[Counts]) -> Mapping[str, str]:
    """What README says of an architecture: parameters and operations of its variants, and what they are compared with.

    Args:
        architecture: The architecture.
        counts: What the networks of its variants have.

    Returns:
        Texts, empty where the architecture does not say for which input.
    """
    figures = architecture.figures
    if figures is None:
        return {"parameters": "", "macs": "", "input": "", "equals": ""}
    named = ["torchvision"] if any(variant.torchvision for variant in variants_of(architecture)) else []
    return {
        "parameters": _range([each.parameters for each in counts]),
        "macs": _range([each.macs for each in counts]),
        "input": "x".join(map(str, figures.input)),
        "equals": ", ".join([*named, *([figures.equals] if figures.equals else [])]),
    }


def _range(counts: list[int]) -> str:
    """The smallest and the largest, with three digits each."""
    ends = list(dict.fromkeys(_short(count) for count in (min(counts), max(counts))))
    return " to ".join(ends)


def _short(count: int) -> str:
    """A count with three digits and the letter of its magnitude."""
    power = min(3, (len(str(count)) - 1) // 3)
    value = count / 1000**power
    digits = max(0, 2 - int(math.log10(value))) if value >= 1 else 2
    return f"{value:.{digits}f}{' kMG'[power].strip() and ' ' + ' kMG'[power]}"
