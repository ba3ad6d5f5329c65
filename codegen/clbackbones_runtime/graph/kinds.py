"""Kinds of operations: what one does to the units that flow through it, which is all that masks have to know of it."""

from typing import Literal

from attrs import frozen

from .shapes import ShapeError

__all__ = ["Attention", "Effect", "Kind", "Merge", "Opaque", "PerTask", "PerUnit", "Reshape", "Select", "Weighted"]

Effect = Literal["identity", "norm", "map", "window", "padded window"]
"""What an operation computes, at rest, of the entries of a unit.

`identity`: the entries. `norm`: entry * scale + shift, of which each unit has its own, per task. `map`: each entry
alone, by one function. `window`: each output from some of them, so that a constant stays what it is. `padded window`:
the same, but zeros beyond the border count, so that of all constants 0 alone stays.
"""

PerTask = Literal["never", "by field", "always"]
"""Whether a task has parameters of its own: `by field` is a norm, of which a config field says so; `always`, such as a
class token, needs no field."""


@frozen(kw_only=True)
class Weighted:
    """Each unit is a weighted sum over inputs, maybe with a bias.

    Attributes:
        units: Features or channels that it emits.
        inputs: Features or channels that it reads; of ids, how many there are, since each is one of so many inputs.
        groups: Runs of equal length into which units and inputs are split; a unit reads the inputs of its own run. Of
            a weight with the units along axis 1, as a transposed convolution's, 1 alone.
        unit_axis: Axis of the weight along which the units lie, 0 or 1.
        input_axis: The other of the two: the inputs of a group lie along it. What follows them is the window.
        folds_constants: Whether a constant input adds the same to every output of a unit; not so where zeros surround
            the input.
    """

    units: int
    inputs: int
    groups: int = 1
    unit_axis: int = 0
    input_axis: int = 1
    folds_constants: bool = True

    def __attrs_post_init__(self) -> None:
        """Refuses weights whose groups lie along the axis of the inputs.

        Raises:
            ShapeError: There are groups, and the units lie along axis 1.
        """
        if self.groups > 1 and self.unit_axis == 1:
            message = f"groups is {self.groups}, which needs a weight with the units along axis 0"
            raise ShapeError(f"{message}; write 1, or let the class of the operation extend `Operation` alone")

    @property
    def depthwise(self) -> bool:
        """Whether each unit reads one input alone, of several."""
        return self.groups == self.inputs > 1


@frozen(kw_only=True)
class PerUnit:
    """Each unit is computed from itself alone.

    Attributes:
        effect: How.
        zero_to_zero: Whether it is 0 where it was 0 everywhere.
    """

    effect: Effect
    zero_to_zero: bool = True

    @property
    def keeps_constants(self) -> bool:
        """Whether every constant gives a constant, at the borders too."""
        return self.effect != "padded window"


@frozen(kw_only=True)
class Merge:
    """Several values become one: sums or products of values of one shape, or all units of all values.

    Attributes:
        effect: `add` and `multiply` go unit by unit; `concat` puts the units of one value behind those of another.
    """

    effect: Literal["add", "multiply", "concat"] = "add"


@frozen(kw_only=True)
class Select:
    """Each unit that it emits is one that it gets: some of them, or all in another order.

    Attributes:
        units: For each unit emitted, the index of the one that it is.
    """

    units: tuple[int, ...]


@frozen
class Reshape:
    """The entries of a unit, or parts of them, become units of their own, side by side."""


@frozen(kw_only=True)
class Opaque:
    """Anything: each entry may depend on every unit. It is run as it is, on all of them.

    Attributes:
        per_task: Whether a task has parameters of its own.
    """

    per_task: PerTask = "never"


@frozen(kw_only=True)
class Attention:
    """Units are queries, keys and values, a third each; the last third is emitted, each mixed over all places.

    A unit of the values that is 0 everywhere stays 0, whatever queries and keys are.

    Attributes:
        per_task: Whether a task has parameters of its own.
    """

    per_task: PerTask = "never"


Kind = Weighted | PerUnit | Merge | Select | Reshape | Attention | Opaque
