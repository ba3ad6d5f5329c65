"""Python syntax trees of the generated code: put together here, printed once, by `lines`.

The trees are those of the module `ast`, and nothing that was printed is read again.
"""

import ast
import copy
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeGuard, cast

from attrs import frozen

__all__ = [
    "Expr",
    "Made",
    "Stmt",
    "Type",
    "all_of",
    "appended",
    "assign",
    "attribute",
    "block_of",
    "both",
    "call",
    "constant",
    "dotted",
    "equal",
    "item",
    "lines",
    "listed",
    "loop",
    "members",
    "name",
    "operation",
    "plus",
    "same",
    "source",
    "tupled",
    "union",
    "unless_none",
    "updated",
    "without_unread",
]

Expr = ast.expr
Stmt = ast.stmt

Type = tuple[str, ...]
"""A type: the members of the union that it is, most often one, as Python source."""


@frozen
class Made:
    """An expression that makes something, and the type of what it makes."""

    value: Expr
    type: Type


def name(identifier: str) -> Expr:
    """A name."""
    return ast.Name(identifier, ast.Load())


def constant(value: object) -> Expr:
    """A number, a text, True, False or None."""
    return ast.Constant(value)  # pyright: ignore[reportArgumentType]


def attribute(value: Expr | str, *names: str) -> Expr:
    """`value.a.b`; a text is the name of the value."""
    found = name(value) if isinstance(value, str) else value
    for each in names:
        found = ast.Attribute(found, each, ast.Load())
    return found


def dotted(name: str) -> Expr:
    """`a.b.c`."""
    first, *rest = name.split(".")
    return attribute(first, *rest)


def under(prefix: str, name: str) -> Expr:
    """`f"{prefix}/name"`, where the prefix is a variable."""
    return ast.JoinedStr([ast.FormattedValue(ast.Name(prefix, ast.Load()), -1), ast.Constant(f"/{name}")])


def numbered(name: str, number: str) -> Expr:
    """`f"name/{number}"`, where the number is a variable."""
    return ast.JoinedStr([ast.Constant(f"{name}/"), ast.FormattedValue(ast.Name(number, ast.Load()), -1)])


def item(value: Expr, index: Expr) -> Expr:
    """`value[index]`."""
    return ast.Subscript(value, index, ast.Load())


def call(function: Expr | str, *arguments: Expr, **keywords: Expr) -> Expr:
    """A call; a text is the dotted name of the function."""
    function = dotted(function) if isinstance(function, str) else function
    return ast.Call(function, list(arguments), [ast.keyword(key, value) for key, value in keywords.items()])


def all_of(values: Sequence[Expr]) -> Expr:
    """`(*a, *b)`: the items of all values."""
    return ast.Tuple([ast.Starred(value, ast.Load()) for value in values], ast.Load())


def equal(left: Expr, right: Expr, *, negated: bool = False) -> Expr:
    """`left == right`, or `left != right`."""
    return ast.Compare(left, [ast.NotEq() if negated else ast.Eq()], [right])


def plus(left: Expr, right: Expr) -> Expr:
    """`left + right`."""
    return ast.BinOp(left, ast.Add(), right)


_OPERATORS: Mapping[str, type[ast.operator]] = {"add": ast.Add, "mul": ast.Mult}


def operation(function: str, values: Sequence[Expr]) -> Expr:
    """`a + b + c`, for the function of the module `operator` that computes it."""
    first, *rest = values
    for value in rest:
        first = ast.BinOp(first, _OPERATORS[function](), value)
    return first


def listed(values: Sequence[Expr]) -> Expr:
    """`[a, b]`."""
    return ast.List(list(values), ast.Load())


def tupled(value: Expr) -> Expr:
    """An expression with tuples in the place of lists."""
    return cast(Expr, _Tuples().visit(copy.deepcopy(value)))


class _Tuples(ast.NodeTransformer):
    def visit_List(self, node: ast.List) -> Expr:
        return ast.Tuple([cast(Expr, self.visit(each)) for each in node.elts], ast.Load())


def both(tests: Sequence[Expr], *, either: bool = False) -> Expr | None:
    """Tests joined by `and`, or by `or`; None without any."""
    if len(tests) < 2:
        return tests[0] if tests else None
    return ast.BoolOp(ast.Or() if either else ast.And(), list(tests))


def same(left: Expr, right: Expr) -> bool:
    """Whether two expressions are written alike."""
    return ast.dump(left) == ast.dump(right)


def assign(targets: Expr | Sequence[Expr], value: Expr, *, chained: bool = False) -> Stmt:
    """`target = value`; of several targets `a, b = value` or, chained, `a = b = value`."""
    if isinstance(targets, ast.expr):
        return ast.Assign([_stored(targets)], value, lineno=0)
    stored = [_stored(target) for target in targets]
    left: list[Expr] = stored if chained or len(stored) == 1 else [ast.Tuple(stored, ast.Store())]
    return ast.Assign(left, value, lineno=0)


def block_of(test: Expr, body: Iterable[Stmt]) -> Stmt:
    """`if test:` and what is done then."""
    return ast.If(test, list(body), [])


def unless_none(values: Sequence[Expr], body: Iterable[Stmt]) -> Stmt:
    """`if` none of the values is None, and what is done then."""
    tests: list[Expr] = [ast.Compare(value, [ast.IsNot()], [ast.Constant(None)]) for value in values]
    test = both(tests)
    assert test is not None
    return block_of(test, body)


def loop(targets: Sequence[str], values: Expr, body: Iterable[Stmt], *, number: str | None = None) -> Stmt:
    """`for a, b in values:` and what is done for each.

    Args:
        targets: The names.
        values: What they are bound to.
        body: What is done.
        number: The name of the round's number, which is counted where the body reads it.
    """
    names: list[Expr] = [ast.Name(target, ast.Store()) for target in targets]
    target = names[0] if len(names) == 1 else ast.Tuple(names, ast.Store())
    body = list(body)
    if any(node.id == number for statement in body for node in ast.walk(statement) if _is_read(node)):
        target = ast.Tuple([ast.Name(str(number), ast.Store()), target], ast.Store())
        values = call("enumerate", values)
    return ast.For(target, values, body, [], lineno=0)


def appended(target: Expr, value: Expr) -> Stmt:
    """`target.append(value)`."""
    return ast.Expr(call(attribute(target, "append"), value))


def updated(target: str, value: Expr) -> Stmt:
    """`target |= value`."""
    return ast.AugAssign(ast.Name(target, ast.Store()), ast.BitOr(), value)


def without_unread(statements: Sequence[Stmt]) -> list[Stmt]:
    """The statements with `_` for names of an unpacking that nothing after it reads."""
    kept: list[Stmt] = []
    for index, statement in enumerate(statements):
        if isinstance(statement, ast.Assign) and isinstance(target := statement.targets[0], ast.Tuple):
            read = {node.id for each in statements[index + 1 :] for node in ast.walk(each) if _is_read(node)}
            parts = [
                ast.Name("_", ast.Store()) if isinstance(part, ast.Name) and part.id not in read else part
                for part in target.elts
            ]
            kept.append(ast.Assign([ast.Tuple(parts, ast.Store())], statement.value, lineno=0))
        else:
            kept.append(statement)
    return kept


def _is_read(node: ast.AST) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)


def source(node: Expr | Stmt) -> str:
    """The text of a tree."""
    return ast.unparse(ast.fix_missing_locations(node))


def lines(statements: Iterable[Stmt]) -> list[str]:
    """The text of statements; the formatter decides about line breaks and quotes."""
    return [line for statement in statements for line in source(statement).splitlines()]


def members(kind: Expr) -> Type:
    """The members of a type that is written `A | B`."""
    found: list[str] = []
    while isinstance(kind, ast.BinOp) and isinstance(kind.op, ast.BitOr):
        found.insert(0, ast.unparse(kind.right))
        kind = kind.left
    return (ast.unparse(kind), *found)


def union(*types: Type) -> Type:
    """The union of types; None stands last."""
    return tuple(sorted(dict.fromkeys(member for kind in types for member in kind), key="None".__eq__))


def _stored(target: Expr) -> Expr:
    match target:
        case ast.Name(id=identifier):
            return ast.Name(identifier, ast.Store())
        case ast.Attribute(value=value, attr=attr):
            return ast.Attribute(value, attr, ast.Store())
        case ast.Subscript(value=value, slice=index):
            return ast.Subscript(value, index, ast.Store())
        case _:
            raise TypeError(f"nothing can be assigned to {source(target)}")
