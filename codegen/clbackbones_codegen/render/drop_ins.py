"""What the templates of `clbackbones.clarena` print: a class per class of ours whose mechanism CLArena has too."""

from collections.abc import Sequence

from attrs import frozen

from clbackbones_runtime.catalog import CLARENA

from ..ir.product import DropIn, Package
from ..spec.model import Spec
from . import prose, signature
from .network import Doc


@frozen(kw_only=True)
class DropInModule:
    """A module of drop-ins, as Python source."""

    head: Doc
    module: str
    network: str
    imports: list[tuple[str, list[str]]]
    exports: list[str]
    name: str
    counterparts: list[str]
    doc: Doc
    parameters: list[str]
    doc_of_init: Doc
    arguments: list[str]
    variants: list[str]
    aliases: list[tuple[str, str]]


@frozen(kw_only=True)
class DropInPackage:
    """The package of the drop-ins.

    Attributes:
        doc: What is said of the algorithms.
        example: What `_target_` says to name one of the classes.
        replaced: What it says to name CLArena's own class of that name; None where that is not known to be there.
        classes: Names by module.
        algorithms: Names by module of the runtime.
        exports: All names.
    """

    doc: list[str]
    example: str
    replaced: str | None
    classes: dict[str, list[str]]
    algorithms: dict[str, list[str]]
    exports: list[str]


def describe_drop_in(drop_in: DropIn, package: Package) -> DropInModule:
    """The module of the drop-ins for a pair.

    Args:
        drop_in: The drop-ins.
        package: The package that is generated.
    """
    pair = drop_in.pair
    variants = pair.class_names if pair.architecture.variants else []
    title = prose.title(pair.architecture, pair.mechanism)
    shared, own = signature.own_literals(pair.fields, pair.network.fields)
    _, added = signature.own_literals(drop_in.fields, pair.fields)
    clarena = pair.mechanism.clarena
    return DropInModule(
        head=prose.docstring([f"{title}, for CLArena."]),
        module=pair.name,
        network=pair.network.name,
        imports=[
            (pair.network.imported("configs.networks", "..configs.networks"), shared),
            (f"..configs.{pair.name}", [each.name for each in own]),
            (
                f"..configs.{drop_in.name}",
                [*(each.name for each in added), *(f"{name}Config" for name in pair.class_names)],
            ),
            (pair.network.imported("networks", "..networks"), [pair.network.name]),
        ],
        exports=pair.exports,
        name=pair.base,
        counterparts=[] if clarena is None else clarena.bases,
        doc=prose.docstring(
            [
                f"Base of the drop-ins for `{pair.base}`'s variants."
                if variants
                else f"`{package.name}.{pair.base}`, for CLArena."
            ]
        ),
        parameters=signature.parameters(drop_in.fields),
        doc_of_init=prose.sections(
            f"{title}, for CLArena: checks the arguments, then makes what it extends.",
            prose.items("Args", prose.field_entries(drop_in.fields)),
            prose.items("Raises", prose.CONFIG_ERROR),
        ),
        arguments=signature.arguments(drop_in.fields),
        variants=variants,
        aliases=pair.aliases,
    )


def describe_package(every: Sequence[DropIn], spec: Spec, package: Package) -> DropInPackage:
    """The package of the drop-ins.

    Args:
        every: All drop-ins.
        spec: The spec.
        package: The package that is generated.
    """
    classes = {each.pair.name: each.pair.exports for each in every}
    algorithms = {
        mechanism.clarena.module: mechanism.clarena.algorithms
        for mechanism in spec.own_mechanisms.values()
        if mechanism.clarena and mechanism.clarena.module and mechanism.clarena.algorithms
    }
    named = [f"`{name}`" for names in algorithms.values() for name in names]
    doc = prose.wrap(
        "CLArena's algorithms on them, each a subclass of CLArena's own that trains as its paper says; they need "
        f"Lightning, as CLArena does: {', '.join(named)}."
    )
    first = next(name for names in classes.values() for name in names)
    return DropInPackage(
        doc=doc if named else [],
        example=f"{package.name}.{CLARENA}.{first}",
        replaced=next((f"{other}.{first}" for other in package.accepted), None),
        classes=classes,
        algorithms=algorithms,
        exports=[name for names in (*classes.values(), *algorithms.values()) for name in names],
    )
