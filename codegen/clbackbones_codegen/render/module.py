"""What the template of a pair's module prints: a thin class over the shared network, and a class per variant."""

from attrs import frozen

from ..ir.product import Pair
from ..ir.symbols import Symbols
from ..spec.model import Spec
from . import prose, signature
from .network import Doc, block_classes, constant_type, constant_value, said_of_input


@frozen(kw_only=True)
class ConstantValue:
    """A constant of a variant, as Python source."""

    name: str
    type: str
    value: str


@frozen(kw_only=True)
class VariantClass:
    """A variant, as Python source."""

    name: str
    doc: Doc
    config: str
    constants: list[ConstantValue]


@frozen(kw_only=True)
class PairModule:
    """The module of a pair, as Python source."""

    head: Doc
    imports: list[tuple[str, list[str]]]
    exports: list[str]
    name: str
    bases: list[str]
    doc: Doc
    config: str
    parameters: list[str]
    doc_of_init: Doc
    arguments: list[str]
    variants: list[VariantClass]
    aliases: list[tuple[str, str]]


def describe_module(pair: Pair, spec: Spec) -> PairModule:
    """The names, lines and docstrings of the module.

    Args:
        pair: The pair.
        spec: The spec.
    """
    architecture, mechanism, network = pair.architecture, pair.mechanism, pair.network
    title = prose.title(architecture, mechanism)
    input_shape = f"(batch, {', '.join(architecture.input)})"
    symbols = Symbols.of(pair.mechanism_name, spec)
    backbone = str(mechanism.backbone)
    shared, types = signature.own_literals(pair.fields, network.fields)
    configs = dict.fromkeys(f"{name}Config" for name in (pair.base, *pair.class_names))
    named = {value for row in pair.variants for value in row.constants.values() if isinstance(value, str)}
    blocks = [made for name, made in block_classes(network).items() if name in named]
    return PairModule(
        head=prose.docstring([f"{title}."]),
        imports=[
            *symbols.imports({backbone}),
            (network.imported("configs.networks", ".configs.networks"), shared),
            (f".configs.{pair.name}", [*(alias.name for alias in types), *configs]),
            (network.imported("networks", ".networks"), [*blocks, network.name]),
        ],
        exports=pair.exports,
        name=pair.base,
        bases=[network.name, backbone],
        doc=prose.sections(
            f"{title}.",
            prose.wrap(pair.description),
            prose.wrap(
                f"`{network.name}` makes and runs the layers; `{backbone}` has `forward`"
                f"{', and what is kept for each task' if mechanism.masks else ''}."
            ),
            prose.wrap(prose.source(architecture, mechanism)),
            prose.wrap(f"Shapes: {input_shape}{said_of_input(network.lowered)} -> (batch, output_dim)."),
        ),
        config=f"{pair.base}Config",
        parameters=signature.parameters(pair.fields),
        # Here and not in the class's own, since editors explain a keyword from the docstring of the function it is for.
        doc_of_init=prose.sections(
            f"{title}: checks the arguments, then makes the layers and draws their weights.",
            prose.items("Args", prose.field_entries(pair.fields)),
            prose.items("Raises", prose.CONFIG_ERROR),
        ),
        arguments=signature.arguments(pair.fields),
        variants=_variants(pair) if architecture.variants else [],
        aliases=pair.aliases,
    )


def _variants(pair: Pair) -> list[VariantClass]:
    classes = block_classes(pair.network)
    constants = list(pair.architecture.constants or {})
    types = {name: constant_type([row.constants[name] for row in pair.variants], classes) for name in constants}
    return [
        VariantClass(
            name=pair.class_name(variant.name),
            doc=prose.docstring([f"{variant.name}, {pair.mechanism.title}; see `{pair.base}`."]),
            config=f"{pair.class_name(variant.name)}Config",
            constants=[
                ConstantValue(name=name, type=types[name], value=constant_value(value, classes))
                for name, value in variant.constants.items()
            ],
        )
        for variant in pair.variants
    ]
