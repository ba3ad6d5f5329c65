"""Statements of generated classes, finished: the templates print them and decide nothing."""

from collections.abc import Iterator, Sequence

from attrs import frozen


@frozen
class Line:
    """A statement of one line.

    Attributes:
        text: The statement.
        kind: Of one that sets an attribute, the attribute's type as Python source.
    """

    text: str
    kind: str = ""


@frozen
class Suite:
    """A header and the statements under it."""

    header: str
    body: "list[Statement]"


Statement = Line | Suite


@frozen(kw_only=True)
class Woven:
    """The statements of a class: what its constructor and its forward do."""

    init: list[Statement]
    forward: list[Statement]

    @property
    def attributes(self) -> dict[str, str]:
        """Types of the attributes that the constructor sets, as Python source."""
        kinds: dict[str, list[str]] = {}
        for line in _lines(self.init):
            if line.kind:
                kinds.setdefault(line.text.partition(" = ")[0].removeprefix("self."), []).append(line.kind)
        return {name: " | ".join(sorted(found, key="None".__eq__)) for name, found in kinds.items()}


def _lines(statements: "Sequence[Statement]") -> Iterator[Line]:
    for statement in statements:
        if isinstance(statement, Line):
            yield statement
        else:
            yield from _lines(statement.body)
