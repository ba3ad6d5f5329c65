"""How units lie in values, told by the operations that these went through, before steps are lowered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from clbackbones_runtime.graph.operations import Arrangement, operation_class

from ..spec.model import INPUT, Architecture, Each, Operation, Stage, Step


def arrangement_after(kinds: Iterable[str], before: Arrangement) -> Arrangement:
    """How units lie in what operations emit, told by how they lie in what the first gets."""
    for kind in kinds:
        before = operation_class(kind).arrangement or before
    return before


@frozen
class GivenStage:
    """A stage, where it stands.

    Attributes:
        stage: The stage.
        at: Its JSON pointer.
        kinds: The operations that its value went through before.
    """

    stage: Stage
    at: str
    kinds: Sequence[str]


@frozen
class GivenEach:
    """An `each`, where it stands.

    Attributes:
        each: The `each`.
        at: Its JSON pointer.
        kinds: The operations that its value went through before.
        after: The same, behind its first round.
    """

    each: Each
    at: str
    kinds: Sequence[str]
    after: Sequence[str]


def kinds_of_stage(architecture: Architecture, block: str) -> Sequence[str]:
    """The operations that a block puts its value through; of a constant that holds blocks, the first of them."""
    return next(_through_blocks(architecture, block, (), []))


def blocks_named(architecture: Architecture, block: str) -> Sequence[str]:
    """The block of a name, and those that a constant of that name holds."""
    rows = [row.constants.get(block) for row in architecture.variants or []]
    return (block, *(name for name in rows if isinstance(name, str)))


def given_to_stages(architecture: Architecture) -> Sequence[GivenStage]:
    """The stages of a network and of the blocks that it repeats."""
    return [given for given in _given(architecture) if isinstance(given, GivenStage)]


def given_to_each(architecture: Architecture) -> Sequence[GivenEach]:
    """The `each` of a network."""
    return [given for given in _given(architecture) if isinstance(given, GivenEach)]


def given_to_blocks(architecture: Architecture) -> Mapping[str, Sequence[str]]:
    """The operations that the value of a block went through before."""
    given = given_to_stages(architecture)
    return {name: each.kinds for each in given for name in blocks_named(architecture, each.stage.block)}


def _given(architecture: Architecture) -> Sequence[GivenStage | GivenEach]:
    """What repeats steps in a network and in its blocks."""
    found: list[GivenStage | GivenEach] = []
    _through(architecture, architecture.network, "/network", (), found)
    return found


def _through(
    architecture: Architecture, steps: Sequence[Step], at: str, here: Sequence[str], found: list[GivenStage | GivenEach]
) -> Sequence[str]:
    """The operations that the last value of a list went through, and before it those that its first one did.

    Args:
        architecture: The architecture.
        steps: The list.
        at: Its JSON pointer.
        here: What the value with which it starts went through.
        found: Where its stages and `each` are added.
    """
    known: dict[str, Sequence[str]] = {INPUT: here}
    for index, step in enumerate(steps):
        here = known.get(step.from_ or "", here)
        match step:
            case Stage():
                found.append(GivenStage(step, f"{at}/{index}", here))
                ends = [*_through_blocks(architecture, step.block, here, found)]
                here = known[step.stage] = ends[0]
            case Operation():
                here = known[step.name] = (*(known[step.of[0]] if step.of else here), step.kind)
            case Each():
                after = _through(architecture, step.steps, f"{at}/{index}/steps", here, found)
                found.append(GivenEach(step, f"{at}/{index}", here, after))
                here = after
    return here


def _through_blocks(
    architecture: Architecture, block: str, here: Sequence[str], found: list[GivenStage | GivenEach]
) -> Iterator[Sequence[str]]:
    """The same for a block, or for those that a constant holds."""
    blocks = architecture.blocks or {}
    for name in blocks_named(architecture, block):
        if name in blocks:
            yield _through(architecture, blocks[name].steps, f"/blocks/{name}/steps", here, found)


def start_of(architecture: Architecture) -> Arrangement:
    """How units lie in the network's input."""
    return "features" if len(architecture.input) == 1 else "channels"
