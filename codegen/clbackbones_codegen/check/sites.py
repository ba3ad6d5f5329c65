"""Checks of what a mechanism makes and applies at its sites, by what generated code gives there; nothing is run."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import fields

from ..ir.ancestry import passed_positions
from ..ir.called import is_callable, made_types, makes_classes, makes_modules, positional_of, takes
from ..ir.kinds import fixed_values
from ..ir.product import resolve_field
from ..ir.symbols import Symbols, first_parameter, is_mapping, made_symbols, woven_symbols
from ..spec.faults import Fault, shown
from ..spec.inheritance import lineage, resolve_mechanism
from ..spec.model import ApplySite, Field, MakeSite, Sites, Spec

_GIVEN: Mapping[str, Sequence[str]] = {
    "weight": ("type",),
    "trained": ("type",),
    "norm": ("", "int", "int"),
    "activation": ("str", "Catalog"),
    "dropout": ("float",),
}
"""What makers get by position, as `ir/constructor.py` writes it; none here for the field that governs norms, whose
values are compared one by one. Fields that may be null are null too at times, which makers of parts know."""

_OF_CLASSES = ("weight", "trained")
"""Sites whose makers get a class and make one."""


def check_sites(name: str, spec: Spec, symbols: Symbols) -> Iterator[Fault]:
    """The faults of the sites that stand in the file of a mechanism."""
    file, mechanism = spec.mechanism_file(name), spec.mechanisms[name]
    for symbol, at in woven_symbols(mechanism):
        module = None if at.startswith("/context/") else symbols.module_of(symbol)  # of others it has been told
        if module is not None and not is_callable(module, symbol):
            yield Fault(file, at, f"'{symbol}' is neither a function nor a class", "name one that makes or applies")
    for attribute in fields(Sites):
        site: MakeSite | ApplySite | None = getattr(mechanism.sites, attribute.name, None)
        if site is None:
            continue
        at = f"/sites/{attribute.name}"
        if isinstance(site, MakeSite):
            for make, key in made_symbols(site):
                module = symbols.module_of(make)
                misfit = None if module is None else _misfit(module, make, attribute.name)
                if misfit is not None:
                    yield Fault(file, f"{at}/make{key}", f"'{make}' {misfit}", "name another")
            if attribute.name not in _OF_CLASSES:
                yield from _passes(file, site, at, symbols)


def check_woven_sites(name: str, spec: Spec, symbols: Symbols) -> Iterator[Fault]:
    """The faults of the sites of a mechanism that is woven, inherited or its own, by what the whole of it says.

    Args:
        name: The mechanism.
        spec: The spec.
        symbols: The names within its reach.
    """
    yield from _norm_values(name, spec, symbols)
    yield from _entries(name, spec, symbols)


def _norm_values(name: str, spec: Spec, symbols: Symbols) -> Iterator[Fault]:
    """What makes norms takes every value of the field that governs them, which is a boolean but for `parts`."""
    whole = resolve_mechanism(name, spec)
    field = (whole.parts or {}).get("norm", Field(type="boolean"))
    values = fixed_values(resolve_field("norm", field, spec, inherit=False))
    site = whole.sites and whole.sites.norm
    if site is None:
        return
    file = spec.mechanism_file(_holder(name, "norm", spec))
    for make, key in made_symbols(site):
        module = symbols.module_of(make)  # of others it has been told
        parameter = None if module is None else first_parameter(module, make)
        if parameter is not None and not set(values) <= set(parameter[1]):
            listed, given = (" or ".join(map(shown, each)) for each in (parameter[1], values))
            message = f"'{make}' takes {listed} as '{parameter[0]}', and the field that governs norms is {given}"
            hint = "declare a field of these values as `norm` under `parts`, or name what takes the others"
            yield Fault(file, f"/sites/norm/make{key}", message, hint)


def _misfit(module: str, make: str, site: str) -> str | None:
    """Why what makes something at a site is not what is wanted there; None where it is, or where nobody can tell."""
    made = made_types(module, make)
    if site in _OF_CLASSES:
        if made is not None and not all(makes_classes(module, each) for each in made):
            return f"makes {' | '.join(made)}, and a maker of `{site}` makes a class of another"
    elif made is not None and not all(makes_modules(module, each) for each in made):
        return f"makes {' | '.join(made)}, and a maker of `{site}` makes a module"
    source, positional = positional_of(module, make)
    for parameter, given in zip(positional, _GIVEN[site], strict=False):
        if given and not takes(source, parameter.annotation, given):
            return f"takes no {given} as '{parameter.arg}', which a maker of `{site}` is given"
    return None


def _entries(name: str, spec: Spec, symbols: Symbols) -> Iterator[Fault]:
    """Of a mapping a module takes one entry, of what is none it takes all."""
    whole = resolve_mechanism(name, spec)
    for attribute in fields(Sites):
        site: MakeSite | ApplySite | None = getattr(whole.sites, attribute.name)
        for index, entry in enumerate((site and site.pass_) or []):
            kind = (whole.context or {}).get(entry.context)
            module = None if kind is None else symbols.module_of(kind)
            if kind is None or module is None:  # which has been told
                continue
            file, at = spec.mechanism_file(_holder(name, attribute.name, spec)), f"/sites/{attribute.name}/pass/{index}"
            if not is_mapping(module, kind) and entry.by is not None:
                yield Fault(file, f"{at}/by", f"'{entry.context}' is {kind}, which has no entries", "remove `by`")
            elif is_mapping(module, kind) and entry.by is None and isinstance(site, MakeSite):
                message = f"'{entry.context}' is {kind}, of which a module takes one entry"
                yield Fault(file, at, message, 'add "by": "layer"')


def _holder(name: str, site: str, spec: Spec) -> str:
    """The mechanism whose file has a site that another one has."""
    return next(each for each in lineage(name, spec) if getattr(spec.mechanisms[each].sites, site, None) is not None)


def _passes(file: str, site: MakeSite, at: str, symbols: Symbols) -> Iterator[Fault]:
    """The modules that are made take what is passed to them."""
    given = 1 + len(site.pass_ or [])
    makes = [make for make, _ in made_symbols(site) if symbols.module_of(make) is not None]
    for made in sorted({each for make in makes for each in symbols.made_by(make)}):
        module = symbols.module_of(made)
        taken = None if module is None else passed_positions(module, made, "forward")
        if taken is not None and taken < given:
            message = f"`forward` of {made} takes {taken} arguments by position, and generated code gives {given}"
            yield Fault(file, f"{at}/pass", message, "pass less")
