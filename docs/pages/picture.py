"""Draws a folded network as SVG: steps from top to bottom, a colour for each unit group, equal blocks once.

Colours of text and lines are those of the page around it, and fills are translucent, so that it is readable on a light
and on a dark page.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import accumulate

from attrs import frozen

from clbackbones_runtime.graph.graph import Graph, Node
from clbackbones_runtime.graph.shapes import Shape

from .folding import Part, Row, folded

__all__ = ["drawn", "shape_text"]

HUES = (212, 28, 145, 330, 52, 265, 178, 0, 95, 300)
"""Hues of unit groups, in degrees, in the order in which groups come; then again from the first."""

LEFT, WIDTH, HEIGHT, GAP, CAPTION, LANE = 16, 590, 24, 10, 20, 9
"""In pixels: where rows begin, their width and height, space between them, a block's caption, lines beside rows."""


@frozen
class _Line:
    """What a row reads that is not the row above it: a line beside the rows from one to another, in a lane."""

    source: int
    target: int
    lane: int


def drawn(graph: Graph, title: str) -> str:
    """The picture.

    Args:
        graph: The network.
        title: What it is a picture of.
    """
    parts = folded(graph)
    start = Row("input", (), (graph.input_shape, graph.input_shape))
    rows = [start, *(row for part in parts for row in part.rows)]
    tops = list(_tops(parts))
    straight, lines = _edges(parts)
    lanes = 1 + max((line.lane for line in lines), default=-1)
    width = LEFT + WIDTH + LANE * (lanes + 2)
    height = tops[-1] + HEIGHT + GAP
    colours = _colours(rows)
    body = [
        *_frames(parts, tops),
        *(
            f'<path d="M{LEFT + WIDTH // 2} {tops[row] + HEIGHT}V{tops[row + 1]}" marker-end="url(#tip)"/>'
            for row in straight
        ),
        *(_beside(line, tops) for line in lines),
        *(_box(row, top, colours, graph) for row, top in zip(rows, tops, strict=True)),
    ]
    tip = '<marker id="tip" viewBox="0 0 6 6" refX="6" refY="3" markerWidth="6" markerHeight="6" orient="auto">'
    return (
        f'<svg class="network" viewBox="0 0 {width} {height}" width="{width}" role="img" aria-label="{escape(title)}"'
        f' xmlns="http://www.w3.org/2000/svg"><defs>{tip}<path d="M0 0L6 3L0 6z"/></marker></defs>{"".join(body)}</svg>'
    )


def shape_text(shape: Shape) -> str:
    """A shape as `64x56x56`."""
    return "x".join("?" if size is None else str(size) for size in shape)


def _tops(parts: Sequence[Part]) -> Iterator[int]:
    """Where each row begins, the input's first; a block has a caption above and a margin below."""
    heights = [HEIGHT + GAP]
    for part in parts:
        for index in range(len(part.rows)):
            framed = bool(part.names)
            heights[-1] += CAPTION if framed and index == 0 else 0
            heights.append(HEIGHT + GAP + (GAP if framed and index == len(part.rows) - 1 else 0))
    return accumulate(heights[:-1], initial=GAP)


def _edges(parts: Sequence[Part]) -> tuple[list[int], list[_Line]]:
    """The rows that the next one reads, and the lines beside rows."""
    numbers = {"input": 0}
    first = 1
    for part in parts:
        numbers |= {name: first + row for name, row in part.stands_for.items()}
        first += len(part.rows)
    rows = [row for part in parts for row in part.rows]
    pairs = {(numbers[name], number) for number, row in enumerate(rows, start=1) for name in row.nodes[0].inputs}
    straight = sorted(source for source, target in pairs if target == source + 1)
    lines: list[_Line] = []
    for source, target in sorted(
        (pair for pair in pairs if pair[1] != pair[0] + 1), key=lambda pair: pair[1] - pair[0]
    ):
        taken = {line.lane for line in lines if line.source < target and source < line.target}
        lines.append(_Line(source, target, next(lane for lane in range(len(lines) + 1) if lane not in taken)))
    return straight, lines


def _frames(parts: Sequence[Part], tops: Sequence[int]) -> Iterator[str]:
    """A frame around each block, which says how often it comes."""
    first = 1
    for part in parts:
        last = first + len(part.rows) - 1
        if part.names:
            top, bottom = tops[first] - CAPTION, tops[last] + HEIGHT + GAP - 4
            begin, *others = part.names
            caption = f"{begin} to {others[-1]}: {len(part.names)} times" if others else begin
            yield f'<rect class="block" x="{LEFT - 8}" y="{top}" width="{WIDTH + 14}" height="{bottom - top}" rx="6"/>'
            yield f'<text class="caption" x="{LEFT}" y="{top + 14}">{escape(caption)}</text>'
        first = last + 1


def _beside(line: _Line, tops: Sequence[int]) -> str:
    right, lane = LEFT + WIDTH, LEFT + WIDTH + LANE * (line.lane + 1.5)
    above, below = tops[line.source] + HEIGHT - 6, tops[line.target] + 8
    return f'<path d="M{right} {above}H{lane}V{below}H{right}" marker-end="url(#tip)"/>'


def _colours(rows: Sequence[Row]) -> Mapping[str, int]:
    groups = dict.fromkeys(row.group for row in rows if row.group)
    return {group: HUES[index % len(HUES)] for index, group in enumerate(groups)}


def _box(row: Row, top: int, colours: Mapping[str, int], graph: Graph) -> str:
    """A row: its name, what it does, the shape that leaves it; and, on pointing at it, its unit group."""
    group = row.group
    fill = f"hsl({colours[group]} 75% 50% / 28%)" if group else "none"
    about = f"<title>{escape(_about(group, graph))}</title>" if group else ""
    middle = top + HEIGHT - 8
    shapes = " … ".join(dict.fromkeys(map(shape_text, row.shapes)))
    return (
        f'<g>{about}<rect x="{LEFT}" y="{top}" width="{WIDTH}" height="{HEIGHT}" rx="4" style="fill:{fill}"/>'
        f'<text class="name" x="{LEFT + 8}" y="{middle}">{escape(row.name)}</text>'
        f'<text x="{LEFT + 170}" y="{middle}">{escape(", ".join(map(_does, row.nodes)))}</text>'
        f'<text class="shape" x="{LEFT + WIDTH - 8}" y="{middle}">{shapes}</text></g>'
    )


def _about(group: str, graph: Graph) -> str:
    layers = graph.groups[group]
    return f"unit group {group}: {graph.layers[group].units} units of {', '.join(layers)}"


def _does(node: Node) -> str:
    """An operation with the arguments that a picture of it shows."""
    arguments = node.arguments
    text = node.operation.replace("_", " ")
    if size := arguments.get("kernel_size"):
        text += f" {size}x{size}" if isinstance(size, int) else f" {shape_text(size)}"
    for name in ("stride", "groups"):
        if (value := arguments.get(name, 1)) not in (1, (1, 1), [1, 1]):
            text += f" {name} {value}"
    return text
