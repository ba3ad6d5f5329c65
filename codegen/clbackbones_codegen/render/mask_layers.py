"""What the template of layers for hand-made networks prints: a class for each mechanism with such layers and operation.

Classes have signatures and docstrings, and call what stands in the mechanism's module.
"""

from attrs import frozen

from clbackbones_runtime.graph.operations import Operation, operation_class

from ..ir.symbols import RUNTIME, Symbols, layer_symbols
from ..spec.model import Layer, LayerArgument, Mechanism, OperationArgument, OperationRow, Spec
from ..spec.operations import class_name, counted, is_weighted
from . import prose
from .network import Doc


@frozen(kw_only=True)
class LayerClass:
    """A layer, as Python source."""

    name: str
    bases: list[str]
    doc: Doc
    parameters: list[str]
    doc_of_init: Doc
    arguments: list[str]


@frozen(kw_only=True)
class LayersModule:
    """The module of the layers, as Python source."""

    imports: list[tuple[str, list[str]]]
    exports: list[str]
    layers: list[LayerClass]


def describe_layers(spec: Spec) -> LayersModule | None:
    """The layers of the mechanisms that are not inherited; None where none has any.

    Args:
        spec: The spec.
    """
    imports: dict[str, set[str]] = {}
    layers: list[LayerClass] = []
    for name, mechanism in spec.own_mechanisms.items():
        if mechanism.layer is not None:
            used = [symbol for symbol, _ in layer_symbols(mechanism.layer)]
            for module, names in Symbols.of(name, spec).imports(used):
                imports.setdefault(module, set()).update(names)
            rows = _weighted(spec)
            for row in rows.values():
                if (module := str(row.class_).rpartition(".")[0]).startswith(RUNTIME):
                    imports.setdefault(module, set()).add(class_name(row))
            layers += [_describe_layer(mechanism, mechanism.layer, row, kind) for kind, row in rows.items()]
    if not layers:
        return None
    return LayersModule(
        imports=[(module, sorted(names)) for module, names in sorted(imports.items())],
        exports=[layer.name for layer in layers],
        layers=layers,
    )


def layer_names(mechanism: Mechanism, spec: Spec) -> list[str]:
    """Names of a mechanism's layers for hand-made networks."""
    return [] if mechanism.layer is None else [_name(mechanism, row) for row in _weighted(spec).values()]


def layers_in_words(spec: Spec) -> str:
    """Which layers for hand-made networks there are, in a sentence; nothing where there are none."""
    prefixes = [str(each.prefix) for each in spec.own_mechanisms.values() if each.layer is not None]
    if not prefixes:
        return ""
    operations = [_operation(row) for row in _weighted(spec).values()]
    return f"Layers for networks made by hand: {', '.join(prefixes)} before {', '.join(operations)}."


def _weighted(spec: Spec) -> dict[str, OperationRow]:
    return {name: row for name, row in spec.operations.items() if is_weighted(name)}


def _name(mechanism: Mechanism, row: OperationRow) -> str:
    return f"{mechanism.prefix}{_operation(row)}"


def _operation(row: OperationRow) -> str:
    return class_name(row).removeprefix("nn.")


def _describe_layer(mechanism: Mechanism, layer: Layer, row: OperationRow, kind: str) -> LayerClass:
    """The class of one operation."""
    units, operation = counted(kind), operation_class(kind)
    rank, made, held = operation.rank or 1, class_name(row), layer.operation == "held"
    declared, biased = row.arguments or {}, "bias" not in (row.fixed or {})
    required = {name: argument.description for name, argument in declared.items() if argument.required}
    inputs = {f"in_{units}": f"{units.capitalize()} of the input."}
    if operation.ids is not None:
        inputs = {operation.ids: required.pop(operation.ids)}
    sizes = {**inputs, f"out_{units}": "Units.", **required}
    moves = {name: argument for name, argument in declared.items() if not argument.required}
    usual = {name: argument for name, argument in moves.items() if not argument.keyword}
    others = layer.arguments or {}
    types = {name: _sizes(argument, rank) for name, argument in declared.items()}
    keywords = [f"{name}: {types[name]} = {argument.default}" for name, argument in moves.items() if argument.keyword]
    keywords += [f"{name}: {_type(argument)} = {argument.default!r}" for name, argument in others.items()]
    described = {
        **sizes,
        **{name: argument.description for name, argument in usual.items()},
        **({"bias": "Whether the operation has a bias."} if biased else {}),
        **{name: argument.description for name, argument in moves.items() if argument.keyword},
        **{name: argument.description for name, argument in others.items()},
    }
    given = [*(f"{name}={name}" for name in moves), "bias=bias" if biased else "bias=False"]
    passed = [f"{name}={name}" for name in others]
    passed += ["axis=-1"] if held and operation.arrangement == "tokens" else []
    return LayerClass(
        name=_name(mechanism, row),
        bases=[layer.base] if held else [layer.base, made if layer.make is None else f"{layer.make}({made})"],
        doc=prose.sections(
            f"{mechanism.title} of a layer of a hand-made network: {row.title}.",
            prose.wrap(layer.description),
            prose.wrap(f"Shapes: {_shapes(operation, units)}."),
        ),
        parameters=[
            *(f"{name}: {types.get(name, 'int')}" for name in sizes),
            *(f"{name}: {types[name]} = {argument.default}" for name, argument in usual.items()),
            *(["bias: bool = True"] if biased else []),
            *(["*", *keywords] if keywords else []),
        ],
        doc_of_init=prose.sections(
            "Makes the layer.",
            prose.items("Args", described),
            prose.items("Raises", {} if held else {"ValueError": "A size is below 1."}),
        ),
        arguments=[f"{made}({', '.join([*sizes, *given])})", f"out_{units}", *passed]
        if held
        else [f"{{{', '.join(f'{name!r}: {name}' for name in sizes)}}}", *given, *passed],
    )


def _shapes(operation: type[Operation], units: str) -> str:
    """What a layer gets and emits."""
    if operation.ids is not None:
        return f"(batch, places), ids -> (batch, places, out_{units})"
    return f"(batch, in_{units}, ...) -> (batch, out_{units}, ...)"


def _sizes(argument: OperationArgument, rank: int) -> str:
    """The type of an argument of a layer that works along so many dimensions."""
    return f"int | tuple[{', '.join(['int'] * rank)}]" if argument.type == "sizes" else "int"


def _type(argument: LayerArgument) -> str:
    return f"{argument.type} | None" if argument.nullable else argument.type
