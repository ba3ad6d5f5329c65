"""Operations as the compiler sees them: the rows of the table, and what the runtime's classes know of each."""

from collections.abc import Collection, Iterator, Mapping

from attrs import fields

from clbackbones_runtime.graph.operations import (
    MergeOperation,
    Operation,
    PartOperation,
    WeightedOperation,
    camel,
    find_operation,
    operation_class,
)

from .faults import Fault, instead, shown
from .model import Json, OperationRow

_FILE = "schema/operations.json"

_METHOD = "torch.Tensor."


def is_weighted(name: str) -> bool:
    """Whether an operation has weights."""
    return issubclass(operation_class(name), WeightedOperation)


def is_merge(name: str) -> bool:
    """Whether an operation merges several values."""
    return issubclass(operation_class(name), MergeOperation)


def merge_effect(name: str) -> str:
    """What a merge does to the units of its values, see `kinds.Merge`."""
    merge = operation_class(name)
    assert issubclass(merge, MergeOperation)
    return merge.effect


def is_part(name: str) -> bool:
    """Whether an operation stands beside a weighted layer as a part of it, or else alone."""
    return issubclass(operation_class(name), PartOperation)


def method_of(row: OperationRow) -> str | None:
    """The method of a value that an operation is written as; None for one that is a module."""
    function = row.function or ""
    return function.removeprefix(_METHOD) if function.startswith(_METHOD) else None


def class_name(row: OperationRow) -> str:
    """The class of an operation, as generated code writes it."""
    module, _, name = str(row.class_).rpartition(".")
    return f"nn.{name}" if module == "torch.nn" else name


def counted(name: str) -> str:
    """What the units of a weighted operation are: features, where each is one entry, else channels."""
    return "features" if operation_class(name).single else "channels"


def emits_one_entry(name: str, before: bool) -> bool:
    """Whether there is one entry per feature behind an operation, told by whether there was one before."""
    single = operation_class(name).single
    return before if single is None else single


def check_operations(rows: Mapping[str, OperationRow]) -> Iterator[Fault]:
    """Each row has a class in the runtime, which takes what the row declares."""
    for name, row in rows.items():
        found = find_operation(name)
        if found is None:
            hint = f"write {camel(name)} in graph/operations.py of the runtime"
            yield Fault(_FILE, f"/{name}", f"the operation '{name}' has no class", hint)
            continue
        given = {**(row.arguments or {}), **(row.fixed or {})}
        if row.class_ is None and not issubclass(found, MergeOperation | PartOperation):
            yield Fault(_FILE, f"/{name}", f"nothing says what computes '{name}'", "add `class` and `function`")
        if row.class_ is not None:
            yield from _arguments(name, row.arguments or {}, given, found)
        yield from _relied_on(name, row.fixed or {}, found)


def _relied_on(name: str, fixed: Mapping[str, Json], found: type[Operation]) -> Iterator[Fault]:
    """Arguments with which the class computes shapes have the values that it takes for granted."""
    for argument, value in found.relies_on.items():
        given = fixed.get(argument)
        if (type(given), given) != (type(value), value):
            at = f"/{name}/fixed/{argument}" if argument in fixed else f"/{name}"
            message = f"{found.__name__} is what it says where '{argument}' is {shown(value)} in every step"
            yield Fault(_FILE, at, message, f"write {shown(value)} for it under `fixed`")


def _arguments(name: str, declared: Collection[str], given: Collection[str], found: type[Operation]) -> Iterator[Fault]:
    sizes = ("units", "bias") if issubclass(found, WeightedOperation) else ()
    taken = [each.name for each in fields(found) if each.name not in sizes]
    for argument in declared:
        if argument not in taken:
            message = f"'{argument}' is no attribute of {found.__name__}"
            yield Fault(_FILE, f"/{name}/arguments/{argument}", message, instead(argument, taken))
    for attribute in taken:
        if attribute not in given and attribute not in found.relies_on:
            message = f"'{attribute}' of {found.__name__} has no value"
            yield Fault(_FILE, f"/{name}", message, "add it to `arguments`, or to `fixed`")
