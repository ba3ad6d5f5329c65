"""The graph of a network as a person draws it: an operation and what follows it as one row, equal blocks once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from attrs import evolve, frozen

from clbackbones_runtime.graph.graph import Graph, Node
from clbackbones_runtime.graph.kinds import PerUnit
from clbackbones_runtime.graph.shapes import Shape

__all__ = ["Part", "Row", "folded"]


@frozen(eq=False)
class Row:
    """An operation, and what each of its units goes through right after: norm, activation, dropout.

    Attributes:
        name: Its name within its block.
        nodes: The operation and what follows it.
        shapes: The shape that leaves it, in the first and in the last of the blocks that it stands for.
    """

    name: str
    nodes: tuple[Node, ...]
    shapes: tuple[Shape, Shape]

    @property
    def group(self) -> str | None:
        """The unit group whose units it has: that of a weighted layer, or the one that is complete behind it."""
        return next((group for node in self.nodes if (group := node.group or node.site)), None)


@frozen(eq=False)
class Part:
    """Rows that belong together: a block, or what stands between blocks.

    Attributes:
        names: Names of the blocks that look like this; none for what is no block.
        rows: The rows of the first of them.
        stands_for: For each node of all of these blocks, the index of its row.
    """

    names: tuple[str, ...]
    rows: tuple[Row, ...]
    stands_for: dict[str, int]


def folded(graph: Graph) -> list[Part]:
    """A network in parts, from its input on; blocks in a row that differ in sizes alone are one part.

    Args:
        graph: The network.
    """
    readers = Counter(source for node in graph.nodes for source in node.inputs)
    parts: list[Part] = []
    signature: object = None
    for block, nodes in groupby(graph.nodes, _block):
        part = _part(block, list(nodes), readers)
        if block and parts and parts[-1].names and _signature(part, block) == signature:
            parts[-1] = _joined(parts[-1], part)
        else:
            parts.append(part)
            signature = _signature(part, block)
    return parts


def _block(node: Node) -> str:
    """The block that a node stands in, `conv2x/0`; empty where it stands in none."""
    parts = _own_name(node).split("/")
    return "/".join(parts[:2]) if len(parts) > 2 and parts[1].isdigit() else ""


def _own_name(node: Node) -> str:
    """The name of a node; of a sum behind a layer, that of the layer."""
    return node.name.removesuffix("/add") if node.operation == "add" else node.name


def _part(block: str, nodes: Sequence[Node], readers: Counter[str]) -> Part:
    rows: list[Row] = []
    for node in nodes:
        if rows and _follows(node, rows[-1].nodes[-1], readers):
            rows[-1] = evolve(rows[-1], nodes=(*rows[-1].nodes, node), shapes=(node.shape, node.shape))
        else:
            rows.append(Row(node.name.removeprefix(f"{block}/"), (node,), (node.shape, node.shape)))
    stands_for = {node.name: index for index, row in enumerate(rows) for node in row.nodes}
    return Part((block,) if block else (), tuple(rows), stands_for)


def _follows(node: Node, before: Node, readers: Counter[str]) -> bool:
    """Whether a node takes what the one before it emits, unit by unit, and nobody else does."""
    alone = node.inputs == (before.name,) and readers[before.name] == 1
    return alone and isinstance(node.kind, PerUnit) and node.shape == before.shape


def _signature(part: Part, block: str) -> object:
    """What blocks have in common that differ in sizes alone."""

    def inputs(node: Node) -> Iterable[str]:
        return (name.removeprefix(block) if name.startswith(f"{block}/") else "" for name in node.inputs)

    def all_nodes() -> Iterator[object]:
        for row in part.rows:
            for node in row.nodes:
                arguments = {name: value for name, value in node.arguments.items() if name != "groups"}
                yield node.name.removeprefix(block), node.operation, str(arguments), *inputs(node)

    return block.partition("/")[0], tuple(all_nodes())


def _joined(part: Part, other: Part) -> Part:
    """A part that stands for the blocks of both."""
    rows = [
        evolve(row, shapes=(row.shapes[0], last.shapes[1])) for row, last in zip(part.rows, other.rows, strict=True)
    ]
    return Part((*part.names, *other.names), tuple(rows), part.stands_for | other.stands_for)
