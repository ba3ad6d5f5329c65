"""What the template of a pair's module prints: blocks, the network, and a class per variant."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from . import prose, signature
from .expression import choose
from .lower import FlatStep, lower, total_stride
from .model import Architecture, Json, Spec
from .product import Pair, block_class
from .statements import Line, Statement
from .symbols import Symbols, names_in
from .weave import Weaver


def describe_module(pair: Pair, spec: Spec) -> dict[str, Any]:
    """The names, lines and docstrings of the module."""
    architecture, mechanism = pair.architecture, pair.mechanism
    flat = lower(architecture)
    defaults = {key: value for block in flat["blocks"].values() for key, value in block["arguments"].items()}
    kinds = _kinds(architecture, flat)
    off = {name: signature.off(entry) for name, entry in pair.fields.items()}
    symbols = Symbols.of(pair.mechanism_name, spec)
    weaver = Weaver(mechanism, off, defaults, kinds, symbols.made_by)
    classes = {name: pair.class_name(block_class(name)) for name in flat["blocks"]}
    context = mechanism.context or {}
    blocks = [_block(pair, weaver, name, flat["blocks"][name], classes[name]) for name in flat["blocks"]]
    woven = weaver.network(
        flat["steps"], list(pair.fields), list(architecture.constants or {}), classes, architecture.input
    )
    names = [pair.class_name(variant.name) for variant in pair.variants]
    base = pair.class_name(architecture.name)
    types = [name for name, _ in signature.literals(pair)]
    made = [kind for part in (woven.attributes, *(block["attributes"] for block in blocks)) for kind in part.values()]
    declared = {name for kind in made for name in names_in(kind) if symbols.module_of(name)}
    used = {
        str(mechanism.backbone),
        *weaver.symbols,
        *declared,
        *context.values(),
    }
    configs = dict.fromkeys(f"{name}Config" for name in (base, *names))
    input_shape = f"(batch, {', '.join(architecture.input)})"
    described = {name: symbols.description_of(kind) or f"{mechanism.title}." for name, kind in context.items()}
    flattens = ", or any other that flattens to it" if flat["steps"][0]["step"] == "flatten" else ""
    return {
        "head": prose.docstring([f"{prose.title(pair)}."]),
        "imports": [
            *symbols.imports(used),
            (f".configs.{pair.name}", [*types, *configs]),
            ("clbackbones_runtime.mechanisms.constructor", ["checked_names"]),
        ],
        "exports": [*names, *(alias for alias, _ in aliases(pair))],
        "blocks": blocks,
        "name": base,
        "base": mechanism.backbone,
        "doc": prose.sections(
            f"{prose.title(pair)}.",
            prose.wrap(f"{architecture.description} {mechanism.description}"),
            prose.wrap(prose.source(pair)),
            prose.wrap(f"Shapes: {input_shape}{flattens} -> (batch, output_dim)."),
        ),
        # Here and not in the class's own, since editors explain a keyword from the docstring of the function it is for.
        "init_doc": prose.sections(
            f"{prose.title(pair)}: checks the arguments, then makes the layers and draws their weights.",
            prose.items("Args", prose.field_entries(pair)),
            prose.items("Raises", prose.CONFIG_ERROR),
        ),
        "constants": _constants(pair, classes),
        "config": f"{base}Config",
        "concrete": not architecture.variants,
        "parameters": signature.parameters(pair),
        "arguments": signature.arguments(pair),
        "attributes": woven.attributes,
        "init": _lines(woven.init),
        "scheme": _scheme(pair),
        "inputs": ["x: Tensor", *(f"{name}: {kind}" for name, kind in context.items())],
        "network_doc": prose.sections(
            "Runs the layers on an input that has been checked.",
            prose.items("Args", {"x": f"{input_shape}.", **described}),
            [
                "Returns:",
                "    The feature, (batch, output_dim), and the activation of every weighted layer by its name.",
            ],
        ),
        "network": _lines(woven.forward),
        "variants": _variants(pair, classes) if architecture.variants else [],
        "aliases": aliases(pair),
    }


def aliases(pair: Pair) -> list[tuple[str, str]]:
    """Other names of classes, with the class that each stands for."""
    return [
        (pair.class_name(alias), pair.class_name(variant.name))
        for variant in pair.variants
        for alias in variant.aliases or []
    ]


def _lines(statements: Sequence[Statement], indent: str = "") -> list[str]:
    lines: list[str] = []
    for statement in statements:
        if isinstance(statement, Line):
            lines.append(f"{indent}{statement.text}")
        else:
            lines += [f"{indent}{statement.header}:", *_lines(statement.body, f"{indent}    ")]
    return lines


def _kinds(architecture: Architecture, flat: Mapping[str, Json]) -> dict[str, str]:
    """What a block counts, by its name and by that of a constant that holds it."""
    kinds = {
        name: "features" if any(step["step"] == "linear" for step in block["steps"]) else "channels"
        for name, block in flat["blocks"].items()
    }
    for variant in architecture.variants or []:
        kinds |= {name: kinds[value] for name, value in variant.constants.items() if isinstance(value, str)}
    return kinds


def _block(pair: Pair, weaver: Weaver, name: str, flat: FlatStep, class_name: str) -> dict[str, Any]:
    block = (pair.architecture.blocks or {})[name]
    woven = weaver.block(name, flat, list(pair.fields))
    kind = weaver.kinds[name]
    parameters = {
        "config": f"{pair.class_name(pair.architecture.name)}Config",
        "name": "str",
        f"in_{kind}": "int",
        **{key: "int" if each.default is None else f"int = {each.default}" for key, each in block.arguments.items()},
    }
    described = {
        "config": "Config of the network.",
        "name": "Name of the block; those of its layers start with it.",
        f"in_{kind}": f"{kind.capitalize()} of the input.",
        **{key: argument.description for key, argument in block.arguments.items()},
    }
    context = [f"{name}: {kind}" for name, kind in (pair.mechanism.context or {}).items()]
    return {
        "name": class_name,
        "doc": prose.sections(
            block.description,
            prose.wrap(f"Shapes: {_block_shapes(kind, flat)}."),
            prose.items("Args", described),
        ),
        "parameters": [f"{name}: {kind}" for name, kind in parameters.items()],
        "inputs": ["input: Tensor", *context],
        "attributes": woven.attributes,
        "init": _lines(woven.init),
        "forward": _lines(woven.forward),
    }


def _block_shapes(kind: str, flat: Mapping[str, Json]) -> str:
    if kind == "features":
        return "(batch, in_features) -> (batch, out_features)"
    branches = [step for step in flat["steps"] if step["step"] == "add"]
    stride: Json = branches[-1]["stride"] if branches else total_stride(flat["steps"])
    size = "H, W" if stride == 1 else f"H / {stride}, W / {stride}" if isinstance(stride, str | int) else "H', W'"
    return f"(batch, in_channels, H, W) -> (batch, out_channels, {size})"


def _constants(pair: Pair, classes: Mapping[str, str]) -> list[dict[str, Any]]:
    rows = [variant.constants for variant in pair.variants]
    return [
        {
            "name": name,
            "type": _constant_type([row[name] for row in rows], classes),
            "doc": prose.docstring(prose.wrap(text, prose.WIDTH - len('"""'))),
        }
        for name, text in (pair.architecture.constants or {}).items()
    ]


def _constant_type(values: Sequence[Json], classes: Mapping[str, str]) -> str:
    if isinstance(values[0], str):
        return " | ".join(f"type[{classes[value]}]" for value in dict.fromkeys(values))
    kind, value = "int", values[0]
    while isinstance(value, list):
        kind, value = f"Sequence[{kind}]", next(iter(cast("list[Json]", value)), 0)
    return kind


def _variants(pair: Pair, classes: Mapping[str, str]) -> list[dict[str, Any]]:
    kinds = {constant["name"]: constant["type"] for constant in _constants(pair, classes)}
    return [
        {
            "name": pair.class_name(variant.name),
            "config": f"{pair.class_name(variant.name)}Config",
            "doc": prose.docstring(
                [f"{variant.name}, {pair.mechanism.title}; see `{pair.class_name(pair.architecture.name)}`."]
            ),
            "constants": [
                {"name": name, "type": kinds[name], "value": _constant(value, classes)}
                for name, value in variant.constants.items()
            ],
        }
        for variant in pair.variants
    ]


def _constant(value: Json, classes: Mapping[str, str]) -> str:
    """Python source of a constant; lists as tuples."""
    if isinstance(value, str):
        return classes[value]
    if not isinstance(value, list):
        return str(value)
    items = [_constant(item, classes) for item in cast("list[Json]", value)]
    return f"({items[0]},)" if len(items) == 1 else f"({', '.join(items)})"


def _scheme(pair: Pair) -> str:
    weights = pair.architecture.initial_weights
    names = {name: f"config.{name}" for name in pair.fields}
    return "None" if weights is None else choose(weights.when, repr(weights.scheme), "None", names)
