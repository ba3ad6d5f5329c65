"""Checks of config fields where an architecture meets a mechanism; faults are told in files of the package itself."""

from collections.abc import Iterator, Mapping

from ..ir.constructor import norm_key
from ..ir.kinds import kind_of_field
from ..ir.product import Pair, Product, computed_names, resolve_field
from ..ir.steps import Part, walk
from ..spec.faults import Fault, pointer
from ..spec.inheritance import declaring_mechanism
from ..spec.model import Spec
from .requirements import check_pair_requirements


def check_pair_fields(product: Product) -> Iterator[Fault]:
    """What holds for the fields of an architecture with those of a mechanism."""
    spec = product.spec
    for pair in product.pairs:
        added = pair.mechanism.fields or {}
        files = {
            name: spec.mechanism_file(declaring_mechanism(name, pair.mechanism_name, spec))
            if name in added
            else spec.architecture_file(pair.stem)
            for name in pair.fields
        }
        yield from check_pair_requirements(spec.architecture_file(pair.stem), pair, spec)
        yield from _names(pair, files, spec)
        yield from _spellings(pair, files, spec)
        yield from _computed(pair, spec)
        yield from _made_by_mechanism(pair, spec)


def _names(pair: Pair, files: Mapping[str, str], spec: Spec) -> Iterator[Fault]:
    """No field of the mechanism has the name of one of the architecture."""
    file = spec.architecture_file(pair.stem)
    owner = pair.architecture.name if spec.is_own(file) else "an inherited architecture"
    for name in sorted((pair.mechanism.fields or {}).keys() & pair.architecture.fields.keys()):
        at = f"/fields{pointer(name)}"
        if spec.is_own(files[name]):
            message = f"'{name}' is a config field of {owner} too"
            yield Fault(files[name], at, message, "choose another name, or let `parts` put it in that one's place")
        else:
            yield Fault(file, at, f"'{name}' is a config field of {files[name]} too", "choose another name")


def _spellings(pair: Pair, files: Mapping[str, str], spec: Spec) -> Iterator[Fault]:
    """No two fields have a spelling in common."""
    owners: dict[str, str] = {}
    for name, field in pair.fields.items():
        for spelling in (name, *field.aliases):
            if (owner := owners.setdefault(spelling, name)) != name:
                message = f"'{spelling}' is a spelling of both '{owner}' and '{name}' of {pair.architecture.name}"
                own = name if spec.is_own(files[name]) else owner
                yield Fault(files[own], f"/fields{pointer(own)}", message, "give one of them another name")


def _made_by_mechanism(pair: Pair, spec: Spec) -> Iterator[Fault]:
    """The mechanism says how norms are made for the architecture."""
    lowered, sites = pair.network.lowered, pair.mechanism.sites
    steps = [*lowered.steps, *(step for block in lowered.blocks.values() for step in block.steps)]
    norms = [step for step in walk(steps) if isinstance(step, Part) and step.kind == "norm"]
    make = sites.norm.make if sites is not None and sites.norm is not None else ""
    for key in dict.fromkeys(map(norm_key, norms)):
        if not isinstance(make, str) and key not in make:
            message = f"nothing says how a norm of kind '{key}' is made, which {pair.architecture.name} has"
            yield Fault(spec.mechanism_file(pair.mechanism_name), "/sites/norm/make", message, f"add '{key}'")


def _computed(pair: Pair, spec: Spec) -> Iterator[Fault]:
    """An architecture computes with no field in whose place the mechanism has one of other values."""
    file, title = spec.architecture_file(pair.stem), pair.architecture.name
    used = computed_names(pair.architecture)
    replaced = [(part, name) for part in pair.mechanism.parts or {} for name in pair.architecture.governing(part)]
    for part, name in replaced:
        if name not in used:
            continue
        own, now = resolve_field(name, pair.architecture.fields[name], spec), pair.fields[name]
        if kind_of_field(own) == kind_of_field(now) and [*own.choices] == [*now.choices]:
            continue
        if spec.is_own(file):
            message = f"steps or initial weights depend on '{name}', whose values differ from mechanism to mechanism"
            yield Fault(file, f"/parts/{part}", message, "let them depend on a field that governs no part")
        else:
            message = f"{title} depends on '{name}', which governs the part '{part}' and has other values here"
            yield Fault(spec.mechanism_file(pair.mechanism_name), f"/parts/{part}", message, "keep its values")
