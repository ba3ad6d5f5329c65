"""Checks of expressions and conditions: names in scope, kinds that fit, choices complete."""

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from attrs import frozen

from ..ir.kinds import INTEGER, LIST, NUMBER, Kind, Kinds, kind_of_value, list_of
from ..spec.faults import Fault, instead, pointer, shown
from ..spec.model import Expression, Json, Variant, When

_ARITHMETIC = ("+", "-", "*", "//", "min", "max", "round_to_multiple")
# Least and most operands of operators, where these are not two and any number.
_MANY = 1000
_OPERANDS: Mapping[str, tuple[int, int]] = {
    "-": (1, _MANY),
    "//": (2, 2),
    "round_to_multiple": (2, 2),
    "[]": (2, 2),
    "concat": (1, _MANY),
    "list": (1, _MANY),
}


@frozen
class ExpressionChecker:
    """Checks expressions of one file.

    Attributes:
        file: The file.
        choices: The values of each config field that has a fixed set of them, as `select` and `when` write them.
        variants: The rows of the architecture.
        faults: What was found.
    """

    file: str
    choices: Mapping[str, Sequence[Json]]
    variants: Sequence[Variant]
    faults: list[Fault]

    def fault(self, at: str, message: str, hint: str) -> None:
        """Notes a fault."""
        self.faults.append(Fault(self.file, at, message, hint))

    def expression(self, expression: Expression, scope: Kinds, at: str, wanted: Kind | None = None) -> Kind | None:
        """Checks an expression.

        Args:
            expression: The expression.
            scope: Names that it may use.
            at: Its JSON pointer.
            wanted: The kind that it must have; None for any.

        Returns:
            Its kind; None after a fault.
        """
        if isinstance(expression, Mapping):
            return self._select(cast("Mapping[str, Json]", expression), scope, at, wanted)
        if isinstance(expression, list):
            kind = self._operation(cast("list[Json]", expression), scope, at)
        elif isinstance(expression, str):
            if expression not in scope:
                self.fault(at, f"'{expression}' is not in scope here", instead(expression, scope))
                return None
            kind = scope[expression]
        else:
            kind = kind_of_value(expression)
        if kind is None or wanted is None or kind.fits(wanted):
            return kind
        self.fault(at, f"{shown(cast(Json, expression))} is {kind.in_words()}", f"write {wanted.in_words()}")
        return None

    def _operation(self, expression: Sequence[Json], scope: Kinds, at: str) -> Kind | None:
        operator, *operands = expression
        least, most = _OPERANDS.get(operator, (2, _MANY))
        if not least <= len(operands) <= most:
            many = f"{least}" if least == most else f"at least {least}"
            self.fault(at, f"`{operator}` has {len(operands)} operands", f"give it {many}")
            return None
        places = [f"{at}/{index}" for index in range(1, len(expression))]
        if operator == "[]":
            return self._item(operands, scope, places)
        wanted = NUMBER if operator in _ARITHMETIC else LIST if operator == "concat" else None
        kinds = {self.expression(each, scope, place, wanted) for each, place in zip(operands, places, strict=True)}
        if None in kinds:
            return None
        if operator in _ARITHMETIC:
            return NUMBER if NUMBER in kinds and operator != "round_to_multiple" else INTEGER
        if len(kinds) > 1:
            self.fault(at, f"the operands of `{operator}` differ in kind", "give it operands of one kind")
            return None
        return kinds.pop() if operator == "concat" else list_of(kinds)

    def _item(self, operands: Sequence[Json], scope: Kinds, places: Sequence[str]) -> Kind | None:
        index: Json = operands[1]
        kind = self.expression(operands[0], scope, places[0], LIST)
        self.expression(index, scope, places[1], INTEGER)
        name = operands[0] if isinstance(operands[0], str) else ""
        rows = {row.name: row.constants[name] for row in self.variants if name in row.constants}
        if kind is not None and not rows and not self._is_nested(operands[0]):
            hint = "index a constant of the variants, or use `each`"
            self.fault(places[0], f"the length of {shown(operands[0])} is not fixed", hint)
        for variant, row in rows.items():
            count = len(cast("list[Json]", row)) if isinstance(row, list) else 0
            if isinstance(row, list) and isinstance(index, int) and not 0 <= index < count:
                message = f"'{name}' of {variant} has no item {index}"
                self.fault(places[1], message, f"write an index from 0 to {count - 1}" if count else "make it longer")
                break
        return kind and kind.item

    def _is_nested(self, items: Json) -> bool:
        """Whether it is an item of an item of a constant."""
        while isinstance(items, list) and items[0] == "[]":
            items = cast(Json, items[1])
        return any(items in row.constants for row in self.variants if isinstance(items, str))

    def _select(self, choice: Mapping[str, Json], scope: Kinds, at: str, wanted: Kind | None) -> Kind | None:
        options: Mapping[str, Json] = choice["of"]
        self.options(choice, scope, at)
        kinds = {self.expression(each, scope, f"{at}/of{pointer(value)}", wanted) for value, each in options.items()}
        return kinds.pop() if len(kinds) == 1 else None

    def options(self, choice: Mapping[str, Json], scope: Kinds, at: str) -> None:
        """Checks that `{select, of}` says something for each value of a field."""
        name: str = choice["select"]
        options: Mapping[str, Json] = choice["of"]
        if name in scope and scope[name] is None:
            return  # it has a fault of its own
        if name not in self.choices or name not in scope:
            hint = instead(name, (each for each in self.choices if each in scope))
            self.fault(f"{at}/select", f"'{name}' is no field with a fixed set of values", hint)
            return
        known = [value if isinstance(value, str) else shown(value) for value in self.choices[name]]
        for value in options:
            if value not in known:
                place = f"{at}/of{pointer(value)}"
                self.fault(place, f"'{value}' is no value of '{name}'", instead(value, known))
        for value in known:
            if value not in options:
                self.fault(f"{at}/of", f"nothing is said for '{name}' being '{value}'", f"add '{value}'")

    def when(self, when: When | None, scope: Kinds, at: str) -> None:
        """Checks a condition."""
        for name, wanted in (when or {}).items():
            place = f"{at}{pointer(name)}"
            if name not in scope:
                self.fault(place, f"'{name}' is not in scope here", instead(name, scope))
                continue
            named = cast("Mapping[str, Json]", wanted)["not"] if isinstance(wanted, Mapping) else wanted
            values = cast("list[Json]", named) if isinstance(named, list) else [named]
            if not values:
                self.fault(place, "the condition never holds", "write the values for which it does")
            self._values(name, values, scope[name], place)

    def _values(self, name: str, values: Iterable[Json], kind: Kind | None, at: str) -> None:
        for value in values:
            if name in self.choices:
                known = self.choices[name]
                if not any(type(value) is type(each) and value == each for each in known):
                    names = [each if isinstance(each, str) else shown(each) for each in known]
                    self.fault(at, f"{shown(value)} is no value of '{name}'", instead(value, names))
            elif kind is not None and (kind.base != "integer" or kind.depth):
                self.fault(at, f"no condition can be put on '{name}', which is {kind.in_words()}", "name another field")
            elif kind is not None and not kind.has(value):
                self.fault(at, f"{shown(value)} is no value of '{name}'", f"write {kind.in_words()}")
