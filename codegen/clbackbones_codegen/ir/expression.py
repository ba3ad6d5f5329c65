"""Expressions and conditions of the dialect as Python syntax trees."""

import ast
from collections.abc import Mapping
from typing import cast

from ..spec.model import Expression, Json, When
from .python import Expr, both, constant, item, same

_OPERATORS: Mapping[str, type[ast.operator]] = {"+": ast.Add, "-": ast.Sub, "*": ast.Mult, "//": ast.FloorDiv}

# The keys of `select` that are no texts.
_VALUES: Mapping[str, Json] = {"true": True, "false": False, "null": None}

Names = Mapping[str, Expr]
"""How every name in scope is written: `layout` as `config.layout`, `width` as `width`."""


def python(expression: Expression, names: Names) -> Expr:
    """An expression."""
    if isinstance(expression, str):
        return names[expression]
    if isinstance(expression, Mapping):
        choice = cast("Mapping[str, Json]", expression)
        if "when" in choice:
            return choose(choice["when"], python(choice["then"], names), python(choice["else"], names), names)
        return _select(choice, names)
    if isinstance(expression, list):
        operator, *operands = cast("list[Json]", expression)
        return _operation(operator, operands, names)
    return constant(expression)


def condition(when: When, names: Names) -> Expr:
    """Whether a condition holds."""
    test = both([_test(name, wanted, names) for name, wanted in when.items()])
    assert test is not None
    return test


def choose(when: When | None, value: Expr, otherwise: Expr, names: Names) -> Expr:
    """`value` where the condition holds, else `otherwise`."""
    test = both([_test(name, wanted, names) for name, wanted in (when or {}).items()])
    return value if test is None else ast.IfExp(test, value, otherwise)


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


def _operation(operator: str, operands: list[Expression], names: Names) -> Expr:
    nodes = [python(operand, names) for operand in operands]
    match operator:
        case "[]":
            return item(nodes[0], nodes[1])
        case "list":
            return ast.List(nodes, ast.Load())
        case "concat":
            parts = [node.elts if isinstance(node, ast.List) else [ast.Starred(node, ast.Load())] for node in nodes]
            return ast.List([part for found in parts for part in found], ast.Load())
        case "min" | "max" | "round_to_multiple":
            return ast.Call(ast.Name(operator, ast.Load()), nodes, [])
        case "//" if (left := _without_factor(nodes[0], nodes[1])) is not None:
            return left
        case _:
            result = nodes[0] if len(nodes) > 1 else ast.UnaryOp(ast.USub(), nodes[0])
            for node in nodes[1:]:
                result = ast.BinOp(result, _OPERATORS[operator](), node)
            return result


def _without_factor(product: Expr, factor: Expr) -> Expr | None:
    """What is left of `factor * x` without the factor; None for what is no such product."""
    match product:
        case ast.BinOp(left=left, op=ast.Mult(), right=right) if same(left, factor):
            return right
        case _:
            return None


def _select(choice: Mapping[str, Json], names: Names) -> Expr:
    options = list(cast("Mapping[str, Json]", choice["of"]).items())
    if all(value == options[0][1] for _, value in options):
        return python(options[0][1], names)
    if len(options) == 2:
        (key, first), (_, second) = options
        test = _test(choice["select"], _VALUES.get(key, key), names)
        return ast.IfExp(test, python(first, names), python(second, names))
    keys: list[Expr | None] = [constant(_VALUES.get(key, key)) for key, _ in options]
    return item(ast.Dict(keys, [python(value, names) for _, value in options]), names[choice["select"]])


def _test(name: str, wanted: Json, names: Names) -> Expr:
    subject, negated = names[name], isinstance(wanted, Mapping)
    if negated:
        wanted = cast("Mapping[str, Json]", wanted)["not"]
    if isinstance(wanted, list):
        values: list[Expr] = [constant(value) for value in cast("list[Json]", wanted)]
        return ast.Compare(subject, [ast.NotIn() if negated else ast.In()], [ast.Tuple(values, ast.Load())])
    same, other = (ast.Is, ast.IsNot) if wanted is None or isinstance(wanted, bool) else (ast.Eq, ast.NotEq)
    return ast.Compare(subject, [other() if negated else same()], [constant(wanted)])
