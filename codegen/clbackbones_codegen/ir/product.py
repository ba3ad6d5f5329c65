"""The product of architectures and mechanisms: pairs, their config fields, the networks that they share.

`lower` computes it once; every later stage reads it.
"""

from collections.abc import Iterator, Mapping
from typing import cast

from attrs import evolve, fields, frozen

from clbackbones_runtime.catalog import CLARENA, Field
from clbackbones_runtime.layers.names import snake

from ..spec import model
from ..spec.inheritance import lineage, resolve_mechanism, weaving_mechanism
from ..spec.model import ABSENT, Architecture, Json, Mechanism, Spec, Variant
from . import steps
from .expression import names_in
from .lower import lower_architecture
from .symbols import Symbols, woven_symbols


@frozen(kw_only=True)
class Package:
    """The package that is generated.

    Attributes:
        name: Its name, which stands before a class in `_target_`.
        accepted: What may stand there instead.
        parents: Packages that it builds on.
        command: What generates it.
        compiler: The same without `make`, so that options may follow.
    """

    name: str
    accepted: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    command: str
    compiler: str


OURS = Package(
    name="clbackbones",
    accepted=("clarena.backbones",),
    command="make codegen",
    compiler="python -m clbackbones_codegen",
)
"""The package of this repository."""


Fields = Mapping[str, Field]
"""Config fields by name, in the order of a constructor."""


@frozen(kw_only=True)
class Network:
    """What mechanisms that weave the same statements into an architecture share: the layers, and how values flow.

    Attributes:
        prefix: What stands before the architecture's and blocks' names in the names of its classes.
        module: Name of the generated module.
        mechanism: The mechanism that says how it is woven; it names the network.
        fields: The config fields that it reads.
        package: The package that has it, where that is another one than the one that is generated.
    """

    prefix: str
    module: str
    stem: str
    architecture: Architecture
    mechanism: Mechanism
    mechanism_name: str
    lowered: steps.Network
    fields: Fields
    package: str | None = None

    @property
    def name(self) -> str:
        """Name of the network's class."""
        return self.class_name(self.architecture.name)

    def class_name(self, name: str) -> str:
        """Name of the class of the architecture or of a block."""
        return f"{self.prefix}{name}"

    def imported(self, folder: str, here: str) -> str:
        """What stands after `from` where its module in a folder of the package that has it is imported.

        Args:
            folder: `networks`, or `configs.networks`.
            here: The same folder as the importing module calls it where that is in one package with the network.
        """
        place = here if self.package is None else f"{self.package}.{folder}"
        return f"{place}.{self.module}"


@frozen(kw_only=True)
class Pair:
    """An architecture and a mechanism, whose inheritance is resolved.

    Attributes:
        name: Name of the generated module.
        stem: Name of the architecture's file.
        mechanism_name: Name of the mechanism's file.
        fields: All config fields.
        network: What it extends.
    """

    name: str
    stem: str
    architecture: Architecture
    mechanism: Mechanism
    mechanism_name: str
    fields: Fields
    network: Network

    @property
    def variants(self) -> list[Variant]:
        """The rows of the architecture; one of its own name where it has none."""
        return variants_of(self.architecture)

    @property
    def description(self) -> str:
        """Two sentences for documentation: what the network is, and what the mechanism does to it."""
        return f"{self.architecture.description} {self.mechanism.description}"

    @property
    def base(self) -> str:
        """Name of the class of the architecture: the base of its variants, or the only class."""
        return self.class_name(self.architecture.name)

    @property
    def class_names(self) -> list[str]:
        """Names of the classes that users build, without aliases."""
        return [self.class_name(variant.name) for variant in self.variants]

    @property
    def aliases(self) -> list[tuple[str, str]]:
        """Other names of classes, with the class that each stands for."""
        return [
            (self.class_name(alias), self.class_name(variant.name))
            for variant in self.variants
            for alias in variant.aliases or []
        ]

    @property
    def exports(self) -> list[str]:
        """All names of the classes that users build."""
        return [*self.class_names, *(alias for alias, _ in self.aliases)]

    def class_name(self, name: str) -> str:
        """Name of the generated class of a variant or an alias."""
        return f"{self.mechanism.prefix}{name}"


@frozen(kw_only=True)
class DropIn:
    """A pair whose mechanism CLArena has too, and the fields of its drop-in: the same in the package `clarena`.

    The pair has but those variants that CLArena has.
    """

    pair: Pair
    fields: Fields

    @property
    def name(self) -> str:
        """Name of the generated module, inside of the package."""
        return f"{CLARENA}.{self.pair.name}"


@frozen(kw_only=True)
class Product:
    """The pairs, architectures first, in the order of their file names; plain before what builds on it.

    Attributes:
        spec: What it is the product of.
        lowered: The architectures' flat steps, by file name.
        every: All pairs, those included that another package has.
        pairs: Those that are generated.
        drop_ins: Those of them that CLArena has too.
    """

    spec: Spec
    lowered: Mapping[str, steps.Network]
    every: tuple[Pair, ...]
    pairs: tuple[Pair, ...]
    drop_ins: tuple[DropIn, ...]

    @property
    def networks(self) -> tuple[Network, ...]:
        """The networks of the pairs that the package has itself, each once."""
        networks = {pair.network.module: pair.network for pair in self.pairs if pair.network.package is None}
        return tuple(networks.values())


def variants_of(architecture: Architecture) -> list[Variant]:
    """The rows of an architecture; one of its own name where it has none."""
    return architecture.variants or [Variant(name=architecture.name, constants={})]


def lower(spec: Spec, package: Package) -> Product:
    """The product of a spec whose files are sound.

    Args:
        spec: The spec.
        package: The package that is generated; what its parents have is left to them.
    """
    concrete = [name for name, mechanism in spec.mechanisms.items() if mechanism.prefix is not None]
    # What is inherited comes first, so that a network that is there already is used.
    own = spec.own_mechanisms
    depth = {name: len({*lineage(name, spec)} & {*concrete}) for name in concrete}
    concrete.sort(key=lambda name: (bool(spec.inherited) and name in own, depth[name], name))
    lowered = {
        stem: lower_architecture(architecture, spec.operations) for stem, architecture in spec.architectures.items()
    }
    pairs: list[Pair] = []
    for stem, network in lowered.items():
        shared: dict[object, Network] = {}
        pairs += [_pair(stem, name, network, shared, spec, package) for name in concrete]
    generated = [pair for pair in pairs if not spec.inherits(pair.stem, pair.mechanism_name)]
    return Product(
        spec=spec,
        lowered=lowered,
        every=tuple(pairs),
        pairs=tuple(generated),
        drop_ins=tuple(_drop_ins(generated, spec)),
    )


def _pair(
    stem: str, name: str, lowered: steps.Network, shared: dict[object, Network], spec: Spec, package: Package
) -> Pair:
    architecture, mechanism = spec.architectures[stem], resolve_mechanism(name, spec)
    fields = _pair_fields(architecture, mechanism, spec)
    network = _network(stem, name, mechanism, lowered, fields, spec)
    if spec.inherits(stem, name):
        network = evolve(network, package=package.parents[0])
    return Pair(
        name=f"{name}_{stem}" if mechanism.prefix else stem,
        stem=stem,
        architecture=architecture,
        mechanism=mechanism,
        mechanism_name=name,
        fields=fields,
        network=shared.setdefault(_woven_alike(network, spec), network),
    )


def _network(stem: str, name: str, mechanism: Mechanism, lowered: steps.Network, fields: Fields, spec: Spec) -> Network:
    """The network of a pair, as it would be by itself."""
    architecture = spec.architectures[stem]
    read = _fields_read(architecture)
    weaving = weaving_mechanism(name, spec)
    prefix = spec.mechanisms[weaving].network or f"{mechanism.prefix}Network"
    return Network(
        prefix=prefix,
        module=f"{snake(prefix)}_{stem}",
        stem=stem,
        architecture=architecture,
        mechanism=resolve_mechanism(weaving, spec),
        mechanism_name=weaving,
        lowered=lowered,
        fields={key: field for key, field in fields.items() if key in read},
    )


def _woven_alike(network: Network, spec: Spec) -> object:
    """Equal for networks that consist of the same statements.

    These follow from sites, claims and context, from the modules that define the names in them, and from the types of
    the fields that are read.
    """
    mechanism, symbols = network.mechanism, Symbols.of(network.mechanism_name, spec)
    woven = repr((mechanism.sites, mechanism.claims, mechanism.context))
    modules = {name: symbols.module_of(name) for name, _ in woven_symbols(mechanism)}
    types = {name: _type(field) for name, field in network.fields.items()}
    return woven, repr(modules), repr(types)


def _type(field: Field) -> object:
    """What code says of a field but for its default and prose."""
    return field.type, field.nullable, field.derived, tuple(field.choices)


def _fields_read(architecture: Architecture) -> set[str]:
    return {*computed_names(architecture), architecture.input[0], *architecture.governors}


def _drop_ins(pairs: list[Pair], spec: Spec) -> Iterator[DropIn]:
    """Where a field has a choice that stands for CLArena's network, that is the default there."""
    for pair in pairs:
        architecture = pair.architecture
        variants = [variant for variant in architecture.variants or [] if architecture.clarena or variant.clarena]
        theirs = pair.mechanism.clarena
        if theirs is None or not (architecture.clarena or variants):
            continue
        if architecture.variants and theirs.variants is False:
            continue
        had = evolve(pair, architecture=evolve(architecture, variants=variants or None))
        own = {
            name: evolve(field, default=CLARENA) if CLARENA in field.choices else field
            for name, field in pair.fields.items()
        }
        added = theirs.fields or {}
        resolved = {key: resolve_field(key, field, spec, inherit=False) for key, field in added.items()}
        yield DropIn(pair=had, fields=own | {key: field for key, field in resolved.items() if key not in own})


def _pair_fields(architecture: Architecture, mechanism: Mechanism, spec: Spec) -> dict[str, Field]:
    """Config fields of a pair in the order of its constructor: required ones first."""
    ordered = {name: resolve_field(name, field, spec) for name, field in architecture.fields.items()}
    for part, field in (mechanism.parts or {}).items():
        for name in architecture.governing(part):
            replaced = resolve_field(part, field, spec, inherit=False)
            ordered[name] = evolve(replaced, name=name, aliases=ordered[name].aliases)
    added = {name: resolve_field(name, field, spec, inherit=False) for name, field in (mechanism.fields or {}).items()}
    # Names that both have are faults, which are told later.
    ordered |= {name: field for name, field in added.items() if name not in ordered}
    for name, field in ordered.items():
        if field.requires:
            requires = {other: required_values(values, ordered[other]) for other, values in field.requires.items()}
            ordered[name] = evolve(field, requires=requires)
    return dict(sorted(ordered.items(), key=lambda item: not item[1].required))


def resolve_field(name: str, field: model.Field, spec: Spec, *, inherit: bool = True) -> Field:
    """A field with what it takes from fields.json.

    Args:
        name: Its name.
        field: What its file says.
        spec: The spec.
        inherit: Whether it starts from the definition of its own name in fields.json, as in an architecture.
    """
    start = spec.fields.get(field.use or (name if inherit else "")) or model.Field()
    own = {a.name: value for a in fields(model.Field) if (value := getattr(field, a.name)) is not a.default}
    if {"enum", "type"} & own.keys():  # another type: nothing of the shared definition fits
        start = model.Field(description=start.description, aliases=start.aliases)
    whole = evolve(start, **own)
    if whole.derived:
        # Examples of the shared field say nothing here: the network says which value is right.
        whole = evolve(whole, examples=None, nullable=True, null="It follows from the network.")
    return Field(
        name=name,
        type=whole.type or "enum",  # pyright: ignore[reportArgumentType] - the dialect has checked it
        description=whole.description or "",
        required=not whole.derived and whole.default is ABSENT,
        default=None if whole.derived or whole.default is ABSENT else whole.default,
        derived=bool(whole.derived),
        minimum=whole.minimum,
        maximum=whole.maximum,
        exclusive_minimum=whole.exclusive_minimum,
        exclusive_maximum=whole.exclusive_maximum,
        nullable=bool(whole.nullable),
        null=whole.null or "",
        requires={other: _values(value) for other, value in (whole.requires or {}).items()},
        choices=_choices(whole, spec),
        aliases=tuple(whole.aliases or ()),
        examples=tuple(whole.examples or ()),
    )


def _values(value: Json) -> tuple[Json, ...]:
    return tuple(cast("list[Json]", value)) if isinstance(value, list) else (value,)


def _choices(field: model.Field, spec: Spec) -> dict[str, str]:
    if field.enum is not None:
        return dict(field.enum)
    if field.type != "activation":
        return {}
    return {
        key: activation.description
        for key, activation in spec.activations.items()
        if field.trained is not False or not activation.parameters
    }


def required_values(values: tuple[Json, ...], field: Field) -> tuple[Json, ...]:
    """The values that a field may have where another field requires something of it.

    Args:
        values: What is required.
        field: The field. Where it chooses between several forms of a part, true stands for all of them.
    """
    return tuple(field.choices) if values == (True,) and field.type == "enum" else values


def used_names(architecture: Architecture, block: model.Block | None = None, *, in_arguments: bool = True) -> set[str]:
    """Names that the steps of an architecture, or of one of its blocks, compute with; a stage's block among them.

    Args:
        architecture: The architecture.
        block: The block; None: all steps.
        in_arguments: Whether those in arguments of operations, such as `kernel_size`, count; and of blocks, as far as
            these have them in such arguments alone.
    """
    found: set[str] = set()
    inner = [step for each in (architecture.blocks or {}).values() for step in each.steps]
    for step in inner if block is None else block.steps:
        _collect(step, found, in_arguments)
    given = None if in_arguments else set(found)
    for step in architecture.network if block is None else ():
        _collect(step, found, in_arguments, given)
    return found


def computed_names(architecture: Architecture) -> set[str]:
    """Names of which it depends what a network consists of and how its weights are drawn."""
    weights = architecture.initial_weights
    return used_names(architecture) | set((weights and weights.when) or ())


def _collect(step: model.Step, found: set[str], in_arguments: bool, given: set[str] | None = None) -> None:
    """Adds the names with which a step computes; of arguments of blocks, those that are given, or all."""
    match step:
        case model.Stage():
            found |= {step.block} | names_in(step.repeat)
            for values in step.given.values():
                for name, value in values.items():
                    found |= names_in(value) if given is None or name in given else set()
            found |= set(step.when or {})
        case model.Each():
            found |= names_in(step.of) | set(step.when or {})
            for each in step.steps:
                _collect(each, found, in_arguments)
        case model.Operation():
            parts = step.parts().values()
            arguments = step.arguments.values() if in_arguments else ()
            for value in (
                step.units,
                *arguments,
                step.bias,
                *(value for part in parts for value in part.numbers.values()),
            ):
                found |= names_in(value)
            for when in (step.when, *(part.when for part in parts)):
                found |= set(when or {})
            if step.add is not None and step.add.other_shape is not None:
                for each in step.add.other_shape.steps:
                    _collect(each, found, in_arguments)
