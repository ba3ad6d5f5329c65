"""Checks of names: classes, modules and attributes that would take the place of another."""

import itertools
import keyword
from collections.abc import Collection, Iterable, Iterator, Mapping

from attrs import frozen

from clbackbones_runtime.catalog import CLARENA, config_name

from ..ir.ancestry import class_attributes
from ..ir.lower import read_later, units_of
from ..ir.places import names_of
from ..ir.product import Pair, Product, used_names
from ..ir.symbols import RUNTIME, Symbols
from ..render.mask_layers import layer_names
from ..render.network import block_classes
from ..render.render import API, PUBLIC_MODULES, SHIMS
from ..render.signature import literals
from ..spec.faults import Fault
from ..spec.inheritance import declaring_mechanism, lineage
from ..spec.model import INPUT, Architecture, Each, Spec, Stage
from ..spec.operations import is_weighted
from .reserved import (
    ANNOTATIONS,
    CLASSES,
    CONFIG_ANNOTATIONS,
    CONSTRUCTOR,
    CONTAINER_ATTRIBUTES,
    FORWARD,
    MODULE_ATTRIBUTES,
)
from .steps import module_names

_MEANING = "has another meaning in the generated code"


def check_names(product: Product) -> Iterator[Fault]:
    """Names of files, classes, fields and attributes are free."""
    spec = product.spec
    yield from _file_names(spec)
    yield from _architecture_names(spec)
    prefixes: dict[str, str] = {}
    for name, mechanism in spec.mechanisms.items():
        if mechanism.prefix is not None and (owner := prefixes.setdefault(mechanism.prefix, name)) != name:
            # Which of two files of the package is the newer one, nobody can know.
            for file, other in itertools.permutations(map(spec.mechanism_file, (name, owner))):
                if spec.is_own(file):
                    yield Fault(file, "/prefix", f"'{mechanism.prefix}' is the prefix of {other}", "choose another")
    yield from _module_clashes(product.every, spec)
    yield from _class_clashes(product.every, spec)
    yield from _config_clashes(product.every, spec)
    for pair in product.pairs:
        yield from _attribute_clashes(pair, spec)


def _file_names(spec: Spec) -> Iterator[Fault]:
    for kind, names in (("architectures", spec.architectures), ("mechanisms", spec.mechanisms)):
        for name in names:
            if not name.isidentifier() or keyword.iskeyword(name) or name != name.lower():
                hint = "rename it with lower-case letters, digits and underscores, as a Python module"
                yield Fault(spec.places[f"{kind}/{name}.json"], "", "the file's name is no name of a module", hint)


def _architecture_names(spec: Spec) -> Iterator[Fault]:
    owners: dict[str, str] = {}
    for stem, architecture in spec.architectures.items():
        file = spec.architecture_file(stem)
        if (owner := owners.setdefault(architecture.name, file)) != file:
            yield Fault(file, "/name", f"'{architecture.name}' is the name of {owner}", "choose another name")
        for index, variant in enumerate(architecture.variants or []):
            if variant.name == architecture.name:
                message = f"'{variant.name}' is the name of the architecture, the base of its variants"
                yield Fault(file, f"/variants/{index}/name", message, "choose another name")
        defaults: dict[str, tuple[str, int | None]] = {}
        for block, definition in (architecture.blocks or {}).items():
            for name, argument in definition.arguments.items():
                owner, default = defaults.setdefault(name, (block, argument.default))
                if default != argument.default:
                    message = f"'{name}' has another default than in the block '{owner}'"
                    at = f"/blocks/{block}/arguments/{name}"
                    yield Fault(file, at, message, "give them the same default, or one of them another name")


def _module_clashes(every: Iterable[Pair], spec: Spec) -> Iterator[Fault]:
    """Each pair has a module of its own, and none takes the place of another of the package."""
    folders = ("conf", "configs", "layers", "networks", "schemas", CLARENA)
    owners = {name: f"the package's own {name}" for name in (*SHIMS, *folders)}
    for pair in every:
        file = spec.architecture_file(pair.stem)
        owner = owners.setdefault(pair.name, file)
        if owner != file:
            file = file if spec.is_own(file) else spec.mechanism_file(pair.mechanism_name)
            yield Fault(file, "", f"its module {pair.name}.py would take the place of {owner}", "rename the file")


def _class_clashes(every: Iterable[Pair], spec: Spec) -> Iterator[Fault]:
    """Everything that the package exports has a name of its own; one fault for each place."""
    owners: dict[str, str] = {}
    told: set[str] = set()
    for module, names in API.items():
        owners |= dict.fromkeys(names, f"the package's {module}.py")
    for module, names in PUBLIC_MODULES.items():
        owners |= dict.fromkeys(names, f"clbackbones_runtime.{module}")
    for name, mechanism in spec.mechanisms.items():
        symbols = [*(mechanism.exports or []), *([mechanism.backbone] if mechanism.backbone else [])]
        symbols += layer_names(mechanism, spec)
        symbols += (mechanism.clarena and mechanism.clarena.algorithms) or []
        owners |= dict.fromkeys(symbols, spec.mechanism_file(name))
    for pair in every:
        file = spec.architecture_file(pair.stem)
        reserved = CLASSES | Symbols.of(pair.mechanism_name, spec).all
        places = [(pair.architecture.name, "/name")] if pair.architecture.variants else []
        for index, variant in enumerate(pair.variants):
            at = f"/variants/{index}" if pair.architecture.variants else "/name"
            names = (variant.name, *(variant.aliases or []))
            places += [(name, at) for name in names if name != pair.architecture.name or not pair.architecture.variants]
            if len({variant.name, *(variant.aliases or [])}) <= len(variant.aliases or []):
                yield Fault(file, f"/variants/{index}", f"{variant.name} has a name twice", "keep one of the two")
        for name, at in places:
            place = f"{file}#{at}"
            for given in (pair.class_name(name), f"{pair.class_name(name)}Config"):
                owner = owners.setdefault(given, place)
                wrong = f"is taken by {owner}" if owner != place else _MEANING if given in reserved else ""
                if wrong and place not in told:
                    told.add(place)
                    yield _blamed(pair, at, f"the name {given} {wrong}", spec)
        blocks = {pair.network.name: f"the network of {pair.architecture.name}"}
        for block, given in block_classes(pair.network).items():
            # Blocks of other architectures have modules of their own.
            owner, at = owners.get(given) or blocks.setdefault(given, f"the block '{block}'"), f"{file}#/blocks/{block}"
            if owner != f"the block '{block}'" and at not in told:
                told.add(at)
                yield Fault(file, f"/blocks/{block}", f"the name {given} is taken by {owner}", "rename the block")


def _config_clashes(every: Iterable[Pair], spec: Spec) -> Iterator[Fault]:
    """Each class has a config for Hydra of its own, under a name in lower case; one fault for each place."""
    owners: dict[str, str] = {}
    told: set[tuple[str, str]] = set()
    for pair in every:
        file = spec.architecture_file(pair.stem)
        for index, variant in enumerate(pair.variants):
            at = f"/variants/{index}" if pair.architecture.variants else "/name"
            for given in map(pair.class_name, (variant.name, *(variant.aliases or []))):
                option = config_name(given, pair.mechanism_name, str(pair.mechanism.prefix))
                if (owner := owners.setdefault(option, given)) != given and (file, at) not in told:
                    told.add((file, at))
                    message = f"the config {option}.yaml of {given} would take the place of that of {owner}"
                    yield _blamed(pair, at, message, spec)


def _blamed(pair: Pair, at: str, message: str, spec: Spec) -> Fault:
    """A fault of a class's name, told in a file of the package itself: the architecture's, or else the mechanism's."""
    file = spec.architecture_file(pair.stem)
    if spec.is_own(file):
        return Fault(file, at, message, "choose another name")
    return Fault(spec.mechanism_file(pair.mechanism_name), "/prefix", message, "choose another")


def _attribute_clashes(pair: Pair, spec: Spec) -> Iterator[Fault]:
    """Names in the generated code do not hide those that its base classes define, or that it uses."""
    architecture, mechanism = pair.architecture, pair.mechanism
    symbols = Symbols.of(pair.mechanism_name, spec)
    functions = symbols.all
    base = str(mechanism.backbone)
    inherited: frozenset[str] = (
        class_attributes(str(symbols.module_of(base)), base) | MODULE_ATTRIBUTES | ANNOTATIONS | {"config_class"}
    )
    inherited |= class_attributes(f"{RUNTIME}.clarena.drop_in", "DropIn") if mechanism.clarena else frozenset()
    in_config = class_attributes(f"{RUNTIME}.config.config", "Config") | functions | CONFIG_ANNOTATIONS
    in_config |= CONSTRUCTOR - {"in_channels", "in_features", "name"}
    in_config |= {alias.field for alias in literals(pair.fields) if alias.name in CLASSES | functions}
    constants = {name: f"/constants/{name}" for name in architecture.constants or {}}
    at_fields = {name: f"/fields/{name}" for name in architecture.fields}
    at_network = dict.fromkeys(module_names(architecture.network, spec.operations), "/network")
    loops = [step for step in architecture.network if isinstance(step, Each)]
    rows = {name: "/network" for step in loops for name in step.each}
    report = _Report.of(pair, spec)
    yield from _input_clashes(report, architecture)
    yield from report.taken(at_fields, in_config)
    yield from report.taken(constants, inherited)
    yield from report.taken(at_network, inherited | CONTAINER_ATTRIBUTES)
    yield from report.repeated(at_network, constants, "a constant")
    kept = {units_of(name) for name in read_later(architecture.network)}
    yield from report.taken(rows, CONSTRUCTOR | functions | kept)
    in_forward = FORWARD | functions | set(mechanism.context or {})
    in_blocks = {f"/blocks/{name}/steps": block.steps for name, block in (architecture.blocks or {}).items()}
    for at, steps in (
        ("/network", architecture.network),
        *(("/network", loop.steps) for loop in loops),
        *in_blocks.items(),
    ):
        yield from report.taken(dict.fromkeys(sorted(read_later(steps) - {INPUT}), at), in_forward)
    looped = dict.fromkeys((name for step in loops for name in module_names(step.steps, spec.operations)), "/network")
    yield from report.taken(looped, in_forward)
    yield from report.repeated(_row_names(loops), at_network, "a name")
    yield from report.repeated(rows, constants, "a constant")
    blocks = {name: f"/blocks/{name}" for name in architecture.blocks or {}}
    yield from report.repeated(blocks, constants, "a constant")
    for names in (rows, constants, blocks):
        yield from report.fields(names, pair, spec)
    lists = (architecture.network, *(block.steps for block in (architecture.blocks or {}).values()))
    stages = [step for steps in lists for step in steps if isinstance(step, Stage)]
    at_ends = {f"{end}_{key}" for stage in stages for end in ("first", "last") for key in stage.given[end]}
    in_block = MODULE_ATTRIBUTES | ANNOTATIONS | {"names", "out_channels", "out_features"}
    for name, block in (architecture.blocks or {}).items():
        arguments = {argument: f"/blocks/{name}/arguments/{argument}" for argument in block.arguments}
        yield from report.taken(arguments, CONSTRUCTOR | functions | at_ends)
        yield from report.fields(arguments, pair, spec)
        modules = dict.fromkeys(module_names(block.steps, spec.operations), f"/blocks/{name}/steps")
        yield from report.taken(modules, in_block)
    for name in mechanism.fields or {}:
        owner = declaring_mechanism(name, pair.mechanism_name, spec)
        yield from _Report(spec.mechanism_file(owner)).taken({name: f"/fields/{name}"}, in_config)
    for each in lineage(pair.mechanism_name, spec):
        if (context := spec.mechanisms[each].context) is not None:
            at_context = {name: f"/context/{name}" for name in context}
            yield from _Report(spec.mechanism_file(each)).taken(at_context, FORWARD | functions)
            break
    report = _Report(spec.mechanism_file(pair.mechanism_name))
    at_drop_ins = {name: f"/clarena/fields/{name}" for name in _own_drop_in_fields(pair, spec)}
    yield from report.taken(at_drop_ins, in_config)
    if spec.is_own(report.file):
        yield from report.repeated(at_drop_ins, architecture.fields, f"a config field of {architecture.name}")
    else:
        own = {name: f"/fields/{name}" for name in architecture.fields}
        yield from _Report.of(pair, spec).repeated(own, at_drop_ins, f"a config field of {report.file}")


def _input_clashes(report: "_Report", architecture: Architecture) -> Iterator[Fault]:
    """What has the name of a dimension of the input would fix the size of every input."""
    role = "a dimension of the input"
    blocks = architecture.blocks or {}
    constants = {name: f"/constants/{name}" for name in architecture.constants or {}}
    arguments = [
        {argument: f"/blocks/{name}/arguments/{argument}" for argument in block.arguments}
        for name, block in blocks.items()
    ]
    # A field of that name says how large the input is. Windows may follow from that; numbers of units and blocks mean
    # something else.
    used = used_names(architecture, in_arguments=False)
    fields = {name: f"/fields/{name}" for name in architecture.fields if name in used}
    yield from report.repeated(fields, architecture.input[1:], f"{role}, from which windows alone can follow,")
    for names in (constants, *arguments):
        yield from report.repeated(names, architecture.input, role)


def _row_names(loops: Iterable[Each]) -> dict[str, str]:
    """Attributes for the names of layers that are there once per row."""
    layers = (step.name for each in loops for step in each.steps if is_weighted(step.kind))
    return {names_of(layer): "/network" for layer in layers}


def _own_drop_in_fields(pair: Pair, spec: Spec) -> Iterable[str]:
    """The fields that the mechanism itself declares for its drop-ins."""
    clarena = spec.mechanisms[pair.mechanism_name].clarena
    return (clarena and clarena.fields) or {}


@frozen
class _Report:
    """Faults of one file.

    Attributes:
        file: The file.
        inherited: Whether that is a mechanism's, since the package takes the architecture from another one, whose
            names the mechanism has to leave alone.
    """

    file: str
    inherited: bool = False

    @classmethod
    def of(cls, pair: Pair, spec: Spec) -> "_Report":
        """The faults of an architecture's names, told in a file of the package itself."""
        file = spec.architecture_file(pair.stem)
        return cls(file) if spec.is_own(file) else cls(spec.mechanism_file(pair.mechanism_name), inherited=True)

    def taken(self, names: Mapping[str, str], taken: Collection[str]) -> Iterator[Fault]:
        """The names that Python or the generated code needs for something else."""
        for name, at in names.items():
            if keyword.iskeyword(name):
                yield Fault(self.file, at, f"'{name}' is a word of Python", "choose another name")
            elif name in taken and self.inherited:
                message = f"'{name}', which it defines, is a name in an inherited architecture"
                yield Fault(self.file, "/module", message, "choose another name there")
            elif name in taken:
                message = f"'{name}' {_MEANING}"
                yield Fault(self.file, at, message, "choose another name")

    def repeated(self, names: Mapping[str, str], others: Collection[str], role: str) -> Iterator[Fault]:
        """The names that are something else as well."""
        for name, at in names.items():
            if name in others:
                yield Fault(self.file, at, f"'{name}' is {role} too", "choose another name")

    def fields(self, names: Mapping[str, str], pair: Pair, spec: Spec) -> Iterator[Fault]:
        """The names that are config fields as well, be it of the architecture or of the mechanism."""
        own = pair.architecture.fields
        yield from self.repeated(names, own, "a config field")
        added = pair.mechanism.fields or {}
        if not self.inherited:
            yield from self.repeated(names, added, "a config field of a mechanism")
            return
        for name in sorted(names.keys() & added):
            file = spec.mechanism_file(declaring_mechanism(name, pair.mechanism_name, spec))
            message = f"'{name}' is a name in an inherited architecture too"
            yield Fault(file, f"/fields/{name}", message, "choose another name")
