"""What the trial of a compiled package reports: a line for each step, so that nothing is lost when its process dies."""

import json
from collections.abc import Mapping
from typing import Any, Literal

from attrs import asdict, frozen

__all__ = ["Counted", "Step"]


@frozen
class Counted:
    """The parameters that a small network has for its mechanism, besides those of its layers.

    Attributes:
        name: Its class.
        said: How many its config counts.
        found: How many there are.
        entries: What a mechanism may have parameters for; see `entries_of`.
    """

    name: str
    said: int
    found: int
    entries: Mapping[str, int]


@frozen(kw_only=True)
class Step:
    """How far the trial of a mechanism has come; of its steps, the last one tells.

    Attributes:
        mechanism: Name of the mechanism; empty before the first.
        at: What goes on: torch and the package are imported, a class of torch that the table at `place` names is looked
            up, a mechanism's module is imported, or a backbone is built and computes. Or what was found: parameters
            that are not counted rightly, or nothing, once it is built.
        name: The class that is looked up or built.
        raised: What came of it in words, `raises ValueError: how hot?`; empty if nothing was raised.
        place: Where in Python, `correct line 3 of hat_mask.py`; of a class that is looked up, `activations/ReLU`.
        counted: The parameters of a few networks, where they are not counted rightly in the first.
    """

    mechanism: str = ""
    at: Literal["start", "class", "module", "backbone", "parameters", "built"] = "start"
    name: str = ""
    raised: str = ""
    place: str = ""
    counted: tuple[Counted, ...] = ()

    @classmethod
    def read(cls, line: str) -> "Step":
        """The step of a line."""
        values: dict[str, Any] = json.loads(line)
        values["counted"] = tuple(Counted(**row) for row in values["counted"])
        return cls(**values)

    def line(self) -> str:
        """The step as a line of JSON."""
        return json.dumps(asdict(self)) + "\n"
