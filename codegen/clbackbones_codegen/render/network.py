"""What the template of a network's module prints: blocks, and the network that mechanisms share."""

from collections.abc import Mapping, Sequence
from typing import cast

from attrs import frozen

from clbackbones_runtime.graph.operations import camel, operation_class

from ..ir import python as py
from ..ir import steps as flat
from ..ir.expression import choose
from ..ir.lower import flattened
from ..ir.places import counted_by, stage_method
from ..ir.product import Network, variants_of
from ..ir.strides import total_stride
from ..ir.symbols import RUNTIME, Symbols
from ..ir.weave import StageHelper, Weaver, WovenClass
from ..spec.model import Architecture, Json, Spec
from . import prose
from .signature import off

Doc = list[str]
"""Lines of a docstring, quotes included."""


@frozen(kw_only=True)
class BlockClass:
    """A block, as Python source."""

    name: str
    doc: Doc
    attributes: Mapping[str, str]
    parameters: list[str]
    init: list[str]
    stages: list["StageMethod"]
    inputs: list[str]
    forward: list[str]


@frozen(kw_only=True)
class Constant:
    """A constant of variants, as Python source."""

    name: str
    type: str
    doc: Doc


@frozen(kw_only=True)
class StageMethod:
    """A method that makes a stage, as Python source."""

    name: str
    parameters: list[str]
    doc: Doc
    block: str
    arguments: list[str]
    kind: str


@frozen(kw_only=True)
class NetworkModule:
    """The module of a network, as Python source."""

    head: Doc
    imports: list[tuple[str, list[str]]]
    exports: list[str]
    blocks: list[BlockClass]
    name: str
    config: str
    doc: Doc
    constants: list[Constant]
    attributes: Mapping[str, str]
    init: list[str]
    scheme: str
    stages: list[StageMethod]
    inputs: list[str]
    doc_of_network: Doc
    forward: list[str]


def describe_network(network: Network, spec: Spec) -> NetworkModule:
    """The names, lines and docstrings of a network's module.

    Args:
        network: The network.
        spec: The spec.
    """
    architecture, mechanism, lowered = network.architecture, network.mechanism, network.lowered
    kinds = kinds_of_blocks(architecture, lowered)
    symbols = Symbols.of(network.mechanism_name, spec)
    switched_off = {name: off(field) for name, field in network.fields.items()}
    weaver = Weaver(mechanism, switched_off, lowered.blocks, kinds, symbols.made_by)
    classes = block_classes(network)
    blocks = [_block(network, weaver, name, classes[name]) for name in lowered.blocks]
    constants = list(architecture.constants or {})
    woven = weaver.network(lowered, list(network.fields), constants, classes)
    types = {
        member
        for kinds in (woven.attributes, *(woven.attributes for woven, _ in blocks))
        for kind in kinds.values()
        for member in kind
    }
    context = mechanism.context or {}
    used = {*weaver.symbols, *(name for name in types if symbols.module_of(name)), *context.values()}
    config = f"{network.name}Config"
    described = {name: symbols.description_of(kind) or f"{mechanism.title}." for name, kind in context.items()}
    input_shape = f"(batch, {', '.join(architecture.input)})"
    return NetworkModule(
        head=prose.docstring([f"{prose.title(architecture, mechanism)}: the layers, and how values flow."]),
        imports=[
            *_runtime_classes(lowered),
            *symbols.imports(used),
            (f"..configs.networks.{network.module}", [config]),
        ],
        exports=[*classes.values(), network.name],
        blocks=[made for _, made in blocks],
        name=network.name,
        config=config,
        doc=prose.sections(
            f"{architecture.title}: makes and runs the layers, for {mechanism.title} and all that weave as it does.",
            prose.wrap(architecture.description),
            prose.wrap(
                "Layers whose outputs are added share their units: they are one unit group, named after the last of "
                "them on the main path, and emit the sum."
            ),
            prose.wrap(prose.source(architecture, mechanism)),
            prose.wrap(f"Shapes: {input_shape}{said_of_input(lowered)} -> (batch, output_dim)."),
        ),
        constants=constants_of(architecture, classes),
        attributes=_printed(woven),
        init=py.lines(woven.init),
        scheme=_scheme(network),
        stages=[_stage_method(helper, network, classes) for helper in weaver.stages(lowered.steps)],
        inputs=["x: Tensor", *(f"{name}: {kind}" for name, kind in context.items())],
        doc_of_network=prose.sections(
            "Runs the layers on an input that has been checked.",
            prose.items("Args", {"x": f"{input_shape}.", **described}),
            [
                "Returns:",
                "    The feature, (batch, output_dim), and the activation of every weighted layer by its name.",
            ],
        ),
        forward=py.lines(woven.forward),
    )


def _runtime_classes(lowered: flat.Network) -> list[tuple[str, list[str]]]:
    """Imports of the operations whose classes are no classes of torch."""
    found: dict[str, set[str]] = {}
    for steps in (lowered.steps, *(block.steps for block in lowered.blocks.values())):
        for step in flat.walk(steps):
            own = isinstance(step, flat.Layer | flat.Plain)
            module, _, name = str(step.row.class_).rpartition(".") if own else ("", "", "")
            if module.startswith(RUNTIME):
                found.setdefault(module, set()).add(name)
    return [(module, sorted(names)) for module, names in sorted(found.items())]


def said_of_input(lowered: flat.Network) -> str:
    """What is said of the input of a network that flattens it first, or that reads ids."""
    first = next(step for step in lowered.steps if not isinstance(step, flat.Keep))
    if isinstance(first, flat.Layer) and operation_class(first.kind).ids is not None:
        return ", ids"
    any_shape = isinstance(first, flat.Plain) and operation_class(first.kind).takes_any_shape
    return ", or any other that flattens to it" if any_shape else ""


def block_classes(network: Network) -> dict[str, str]:
    """The class of each block."""
    return {name: network.class_name(f"{camel(name)}Block") for name in network.lowered.blocks}


def kinds_of_blocks(architecture: Architecture, lowered: flat.Network) -> dict[str, str]:
    """What a block counts, `channels` or `features`, by its name and by that of a constant that holds it."""
    kinds = {name: counted_by(block.steps, lowered.blocks) for name, block in lowered.blocks.items()}
    for variant in architecture.variants or []:
        kinds |= {name: kinds[value] for name, value in variant.constants.items() if isinstance(value, str)}
    return kinds


def _block(network: Network, weaver: Weaver, name: str, class_name: str) -> tuple[WovenClass, BlockClass]:
    block = (network.architecture.blocks or {})[name]
    woven = weaver.block(name, list(network.fields))
    kind, indexed = weaver.kinds[name], weaver.blocks[name].takes_index
    defaults = {key: argument.default for key, argument in block.arguments.items()}
    described = {
        "config": "Config of the network.",
        "name": "Name of the block; those of its layers start with it.",
        f"in_{kind}": f"{kind.capitalize()} of the input.",
        **({"index": "Its place in the stage, counted from 0."} if indexed else {}),
        **{key: argument.description for key, argument in block.arguments.items()},
    }
    made = BlockClass(
        name=class_name,
        doc=prose.sections(
            block.description,
            prose.wrap(f"Shapes: {_block_shapes(kind, weaver.blocks[name])}."),
            prose.items("Args", described),
        ),
        attributes=_printed(woven),
        parameters=[
            f"config: {network.name}Config",
            "name: str",
            f"in_{kind}: int",
            *(["index: int"] if indexed else []),
            *_integers(defaults),
        ],
        init=py.lines(woven.init),
        stages=[
            _stage_method(helper, network, block_classes(network))
            for helper in weaver.stages(weaver.blocks[name].steps)
        ],
        inputs=["input: Tensor", *(f"{key}: {kind}" for key, kind in (network.mechanism.context or {}).items())],
        forward=py.lines(woven.forward),
    )
    return woven, made


def _printed(woven: WovenClass) -> dict[str, str]:
    return {name: " | ".join(kind) for name, kind in woven.attributes.items()}


def _integers(defaults: Mapping[str, int | None]) -> list[str]:
    """Parameters that are integers, those without a default first."""
    required = [f"{name}: int" for name, default in defaults.items() if default is None]
    return [*required, *(f"{name}: int = {default}" for name, default in defaults.items() if default is not None)]


def _block_shapes(kind: str, block: flat.Block) -> str:
    if any(
        isinstance(step, flat.Plain) and operation_class(step.kind).takes_any_shape for step in flattened(block.steps)
    ):
        return f"(batch, in_{kind}, ...) -> (batch, out_{kind})"
    if kind == "features":
        return "(batch, in_features) -> (batch, out_features)"
    branches = [step for step in block.steps if isinstance(step, flat.Add)]
    stride: Json = branches[-1].stride if branches else total_stride(block.steps)
    ranks = [operation_class(step.kind).norm_rank for step in block.steps if isinstance(step, flat.Layer)]
    sizes = ["L"] if 1 in ranks else ["H", "W"]
    known = [size if stride == 1 else f"{size} / {stride}" for size in sizes]
    repeats = any(isinstance(step, flat.Stage) for step in block.steps)
    emitted = known if isinstance(stride, str | int) and not repeats else [f"{size}'" for size in sizes]
    return f"(batch, in_channels, {', '.join(sizes)}) -> (batch, out_channels, {', '.join(emitted)})"


def _stage_method(helper: StageHelper, network: Network, classes: Mapping[str, str]) -> StageMethod:
    given: dict[str, str] = {name: name for name in helper.parameters}
    ends: dict[str, int | None] = {}
    described = {
        "config": "Config of the network.",
        "name": "Name of the stage; those of its blocks start with it.",
        "blocks": "How many there are.",
        helper.kind: f"{helper.kind.capitalize()} of the input.",
        **{name: f"`{name}` of every block." for name in helper.parameters},
    }
    for end, index in (("first", "0"), ("last", "blocks - 1")):
        for name, default in helper.ends[end].items():
            rest = name if name in helper.parameters else str(default)
            given[name] = f"{end}_{name} if index == {index} else {rest}"
            ends[f"{end}_{name}"] = default
            described[f"{end}_{name}"] = f"`{name}` of the {end} block."
    return StageMethod(
        name=stage_method(helper.block),
        parameters=[
            f"config: {network.name}Config",
            "name: str",
            "blocks: int",
            f"{helper.kind}: int",
            *_integers({**helper.parameters, **ends}),
        ],
        doc=prose.sections(
            f"Makes a stage: the blocks, and the {helper.kind} that the last one emits.", prose.items("Args", described)
        ),
        block=classes.get(helper.block, f"self.{helper.block}"),
        arguments=[*(["index"] if helper.gives_index else []), *(f"{name}={value}" for name, value in given.items())],
        kind=helper.kind,
    )


def constants_of(architecture: Architecture, classes: Mapping[str, str]) -> list[Constant]:
    """The constants of an architecture's variants."""
    rows = [variant.constants for variant in variants_of(architecture)]
    return [
        Constant(
            name=name,
            type=constant_type([row[name] for row in rows], classes),
            doc=prose.docstring(prose.wrap(text, prose.WIDTH - len('"""'))),
        )
        for name, text in (architecture.constants or {}).items()
    ]


def constant_type(values: Sequence[Json], classes: Mapping[str, str]) -> str:
    """The type of a constant, as Python source."""
    if isinstance(values[0], str):
        return " | ".join(f"type[{classes[value]}]" for value in dict.fromkeys(values))
    kind, value = "int", values[0]
    while isinstance(value, list):
        kind, value = f"Sequence[{kind}]", next(iter(cast("list[Json]", value)), 0)
    return kind


def constant_value(value: Json, classes: Mapping[str, str]) -> str:
    """Python source of a constant; lists as tuples."""
    if isinstance(value, str):
        return classes[value]
    if not isinstance(value, list):
        return str(value)
    items = [constant_value(item, classes) for item in cast("list[Json]", value)]
    return f"({items[0]},)" if len(items) == 1 else f"({', '.join(items)})"


def _scheme(network: Network) -> str:
    weights = network.architecture.initial_weights
    names = {name: py.attribute("config", name) for name in network.fields}
    if weights is None:
        return "None"
    return py.source(choose(weights.when, py.constant(weights.scheme), py.constant(None), names))
