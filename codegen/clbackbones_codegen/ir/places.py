"""Where statements stand, and how modules and layers are called there."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import frozen

from ..spec.model import Claim
from ..spec.operations import counted, method_of
from . import python as py
from . import steps as flat
from .expression import Names
from .lower import flattened
from .python import Expr
from .steps import FlatStep


@frozen(kw_only=True)
class Place:
    """Where steps stand.

    Attributes:
        names: How names in expressions are written.
        layer: How the name of a layer is written in `forward`.
        graph: How the constructor reads the graph of its config, and how the name of a step is written there.
        listed: Whether modules are items of lists, one per round of a loop.
    """

    names: Names
    layer: Callable[[str], Expr]
    graph: "tuple[Expr, Callable[[str], Expr]]"
    listed: bool = False

    def after(self, count: str, step: str) -> Expr:
        """What the graph counts behind a step, `features` or `tokens`."""
        graph, name = self.graph
        return py.call(py.attribute(graph, f"{count}_after"), name(step))

    def attribute(self, name: str) -> Expr:
        """Where the constructor puts a module."""
        return py.attribute("self", name)

    def module(self, name: str) -> Expr:
        """How `forward` calls it."""
        return py.name(name) if self.listed else py.attribute("self", name)


def stage_method(block: str) -> str:
    """The method that makes a stage of a block, or of what a constant holds."""
    return f"_{block}_stage"


def names_of(layer: str) -> str:
    """The attribute with the names of a layer that is there once per row."""
    return f"{layer}_names"


def name_of(layer: str) -> str:
    """One of these names, in a loop over the rows."""
    return f"{layer}_name"


def word_for(step: FlatStep) -> str:
    """The word for a step in a claim."""
    match step:
        case flat.Layer() | flat.Plain() | flat.Part() | flat.Merge():
            return step.kind
        case flat.Add():
            return "add"
        case flat.Keep():
            return "keep"
        case flat.Read():
            return "read"
        case flat.Optional():
            return "optional"
        case flat.UnitSite():
            return "unit"
        case flat.Stage():
            return "stage"
        case flat.Each():
            return "each"


def is_added_by(claim: Claim, step: flat.Add) -> bool:
    """Whether the function of a claim can take over this `add`."""
    if not (step.same_shape and step.branch):
        return False
    taken = claim.branch or []
    return [word_for(part) for part in step.branch[len(step.branch) - len(taken) :]] == taken


def modules_of(steps: Sequence[FlatStep]) -> list[str]:
    """The modules that steps make, in their order."""
    return [
        step.name
        for step in steps
        if isinstance(step, flat.Layer | flat.Part) or (isinstance(step, flat.Plain) and method_of(step.row) is None)
    ]


def counted_by(steps: Sequence[FlatStep], blocks: Mapping[str, flat.Block] = {}) -> str:
    """What goes into steps: what their first weighted layer counts, be it one of a block that they repeat.

    Args:
        steps: The steps.
        blocks: The blocks, where steps may repeat some.
    """
    return next(_counted(steps, blocks), "channels")


def _counted(steps: Sequence[FlatStep], blocks: Mapping[str, flat.Block]) -> Iterator[str]:
    for step in flattened(steps):
        match step:
            case flat.Layer():
                yield counted(step.kind)
            case flat.Stage():
                yield from _counted(blocks[step.block].steps, blocks)
            case _:
                pass


def layers_of(steps: Sequence[FlatStep]) -> list[str]:
    """The weighted layers of steps, those of branches included, in their order."""
    found: list[str] = []
    for step in steps:
        if isinstance(step, flat.Layer):
            found.append(step.name)
        elif isinstance(step, flat.Optional):
            found += layers_of(step.steps)
        elif isinstance(step, flat.Add):
            found += layers_of(step.branch or ())
    return found
