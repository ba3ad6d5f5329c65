"""How units lie in values, told by the operations that these went through, before steps are lowered."""

from collections.abc import Iterable, Mapping, Sequence

from clbackbones_runtime.graph.operations import Arrangement, operation_class

from ..spec.model import INPUT, Architecture, Each, Operation, Stage


def arrangement_after(kinds: Iterable[str], before: Arrangement) -> Arrangement:
    """How units lie in what operations emit, told by how they lie in what the first gets."""
    for kind in kinds:
        before = operation_class(kind).arrangement or before
    return before


def kinds_of_stage(architecture: Architecture, block: str) -> Sequence[str]:
    """The operations that a block puts its value through; of a constant that holds blocks, the first of them."""
    blocks = architecture.blocks or {}
    named = next(name for name in blocks_named(architecture, block) if name in blocks)
    known: dict[str, Sequence[str]] = {INPUT: ()}
    path: Sequence[str] = ()
    for step in blocks[named].steps:
        source = step.of[0] if step.of else step.from_
        path = known[step.name] = (*(path if source is None else known[source]), step.kind)
    return path


def blocks_named(architecture: Architecture, block: str) -> Sequence[str]:
    """The block of a name, and those that a constant of that name holds."""
    rows = [row.constants.get(block) for row in architecture.variants or []]
    return (block, *(name for name in rows if isinstance(name, str)))


def given_to_stages(architecture: Architecture) -> Sequence[tuple[Stage, Sequence[str]]]:
    """The stages of a network, each with the operations that its value went through before."""
    found: list[tuple[Stage, Sequence[str]]] = []
    here: Sequence[str] = ()
    known: dict[str, Sequence[str]] = {INPUT: here}
    for step in architecture.network:
        here = known.get(step.from_ or "", here)
        match step:
            case Stage():
                found.append((step, here))
                here = known[step.stage] = (*here, *kinds_of_stage(architecture, step.block))
            case Operation():
                here = known[step.name] = (*(known[step.of[0]] if step.of else here), step.kind)
            case Each():
                here = (*here, *(each.kind for each in step.steps))
    return found


def given_to_blocks(architecture: Architecture) -> Mapping[str, Sequence[str]]:
    """The operations that the value of a block went through before."""
    given = given_to_stages(architecture)
    return {name: kinds for stage, kinds in given for name in blocks_named(architecture, stage.block)}


def start_of(architecture: Architecture) -> Arrangement:
    """How units lie in the network's input."""
    return "features" if len(architecture.input) == 1 else "channels"
