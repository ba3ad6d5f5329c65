"""Expressions and conditions of the dialect as Python source."""

import ast
from collections.abc import Mapping
from typing import Literal, cast

from .model import Expression, Json, When

_OPERATORS: Mapping[str, type[ast.operator]] = {"+": ast.Add, "-": ast.Sub, "*": ast.Mult, "//": ast.FloorDiv}

# The keys of `select` that are no texts.
_VALUES: Mapping[str, Json] = {"true": True, "false": False, "null": None}

Names = Mapping[str, str]
"""Python source of every name in scope: `{"layout": "config.layout", "width": "width"}`."""


def python(expression: Expression, names: Names) -> str:
    """Python source of an expression."""
    return ast.unparse(_node(expression, names))


def condition(when: When, names: Names) -> str:
    """Python source of a condition."""
    return " and ".join(ast.unparse(_test(name, wanted, names)) for name, wanted in when.items())


def choose(when: When | None, value: str, otherwise: str, names: Names) -> str:
    """Python source of `value` where the condition holds, else of `otherwise`."""
    return value if when is None else conditional(value, condition(when, names), otherwise)


def conditional(value: str, test: str, otherwise: str) -> str:
    """Python source of a conditional expression."""
    return ast.unparse(ast.IfExp(_source(test), _source(value), _source(otherwise)))


def compare(left: str, operator: Literal["==", "!="], right: str) -> str:
    """Python source of a comparison."""
    node = ast.Eq() if operator == "==" else ast.NotEq()
    return ast.unparse(ast.Compare(_source(left), [node], [_source(right)]))


def names_in(expression: Expression) -> set[str]:
    """The names that an expression uses."""
    if isinstance(expression, str):
        return {expression}
    if isinstance(expression, Mapping):
        choice = cast("Mapping[str, Json]", expression)
        return {choice["select"]}.union(*(names_in(value) for value in choice["of"].values()))
    if isinstance(expression, list):
        return set[str]().union(*(names_in(operand) for operand in cast("list[Json]", expression)[1:]))
    return set()


def _node(expression: Expression, names: Names) -> ast.expr:
    if isinstance(expression, str):
        return _source(names[expression])
    if isinstance(expression, Mapping):
        return _select(cast("Mapping[str, Json]", expression), names)
    if isinstance(expression, list):
        operator, *operands = cast("list[Json]", expression)
        return _operation(operator, operands, names)
    return ast.Constant(expression)


def _operation(operator: str, operands: list[Expression], names: Names) -> ast.expr:
    if operator == "[]":
        items, index = (_node(operand, names) for operand in operands)
        return ast.Subscript(items, index, ast.Load())
    if operator == "list":
        return ast.List([_node(operand, names) for operand in operands], ast.Load())
    if operator == "concat":
        parts: list[ast.expr] = []
        for operand in operands:
            node = _node(operand, names)
            parts += node.elts if isinstance(node, ast.List) else [ast.Starred(node, ast.Load())]
        return ast.List(parts, ast.Load())
    if operator in ("min", "max"):
        return ast.Call(ast.Name(operator, ast.Load()), [_node(operand, names) for operand in operands], [])
    nodes = [_node(operand, names) for operand in operands]
    result = nodes[0] if len(nodes) > 1 else ast.UnaryOp(ast.USub(), nodes[0])
    for node in nodes[1:]:
        result = ast.BinOp(result, _OPERATORS[operator](), node)
    return result


def _select(choice: Mapping[str, Json], names: Names) -> ast.expr:
    options = list(cast("Mapping[str, Json]", choice["of"]).items())
    if all(value == options[0][1] for _, value in options):
        return _node(options[0][1], names)
    subject = _source(names[choice["select"]])
    if len(options) == 2:
        (key, first), (_, second) = options
        test = _test(choice["select"], _VALUES.get(key, key), names)
        return ast.IfExp(test, _node(first, names), _node(second, names))
    keys: list[ast.expr | None] = [ast.Constant(_VALUES.get(key, key)) for key, _ in options]
    table = ast.Dict(keys, [_node(value, names) for _, value in options])
    return ast.Subscript(table, subject, ast.Load())


def _test(name: str, wanted: Json, names: Names) -> ast.expr:
    subject = _source(names[name])
    if isinstance(wanted, list):
        values: list[ast.expr] = [ast.Constant(value) for value in cast("list[Json]", wanted)]
        return ast.Compare(subject, [ast.In()], [ast.Tuple(values, ast.Load())])
    if wanted is None or isinstance(wanted, bool):
        return ast.Compare(subject, [ast.Is()], [ast.Constant(wanted)])
    return ast.Compare(subject, [ast.Eq()], [ast.Constant(wanted)])


def _source(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body
