"""Checks of one mechanism: whom it extends, and that its modules define every name."""

import ast
from collections.abc import Iterator

from attrs import fields

from ..ir.ancestry import class_attributes
from ..ir.product import resolve_field
from ..ir.symbols import (
    RUNTIME,
    Symbols,
    bound_names,
    definition,
    exported_names,
    named_symbols,
    source_of,
)
from ..spec.faults import Fault, instead
from ..spec.inheritance import lineage, resolve_mechanism
from ..spec.model import Clarena, Pass, Sites, Spec
from .classes import check_class, check_imports
from .sites import check_sites, check_woven_sites


def check_mechanism(name: str, spec: Spec) -> Iterator[Fault]:
    """The faults of a mechanism."""
    file = spec.mechanism_file(name)
    broken = [*_lineage_faults(name, file, spec)]
    yield from broken
    if broken or not _is_sound(name, spec):
        return
    mechanism = spec.mechanisms[name]
    if spec.is_own(file):
        yield from check_imports(mechanism.module, file)
    symbols = Symbols.of(name, spec)
    possible = sorted(symbols.all)
    own = sorted(symbols.modules[mechanism.module])
    for symbol, at in named_symbols(mechanism):
        known = own if at.startswith("/exports") else possible
        if symbol not in known:
            inherited = "" if known is own or len(symbols.modules) == 1 else ", nor in those of what it extends"
            message = f"'{symbol}' is not defined in {mechanism.module}{inherited}"
            hint = instead(symbol, [each for each in known if not each.startswith("_")])
            if symbol in bound_names(mechanism.module):
                message, hint = f"{mechanism.module} imports '{symbol}' for itself alone", "list it in its `__all__`"
            yield Fault(file, at, message, hint)
    bases = {"/backbone": mechanism.backbone, "/layer/base": mechanism.layer and mechanism.layer.base}
    for at, base in bases.items():
        module = None if base is None else symbols.module_of(base)
        if module is not None and isinstance(definition(module, str(base)), ast.FunctionDef):
            yield Fault(file, at, f"'{base}' is a function", "name a class, which generated ones extend")
    for index, claim in enumerate(mechanism.claims or []):
        if claim.branch and "add" not in claim.steps:
            message = "`steps` has no `add`, whose branch could be taken over"
            yield Fault(file, f"/claims/{index}/branch", message, "leave `branch` out, or add `add` to `steps`")
    yield from check_sites(name, spec, symbols)
    if mechanism.prefix is not None:
        yield from _concrete(name, file, spec)
        yield from check_woven_sites(name, spec, symbols)
        yield from check_class(name, file, spec, symbols)
    if mechanism.clarena is not None:
        yield from _drop_in_fields(name, file, spec, symbols)
        yield from _algorithms(file, mechanism.clarena)


def _drop_in_fields(name: str, file: str, spec: Spec, symbols: Symbols) -> Iterator[Fault]:
    """The fields that drop-ins have besides are attributes of the backbone, and need not be given."""
    mechanism = spec.mechanisms[name]
    own = (mechanism.clarena and mechanism.clarena.fields) or {}
    base = mechanism.backbone
    if own and base is None:
        message = "there is no backbone whose attributes they are"
        yield Fault(file, "/clarena/fields", message, "add `backbone`, or remove them")
        return
    module = symbols.module_of(str(base))
    if module is None:  # which has been told
        return
    attributes = class_attributes(module, str(base)) | class_attributes(f"{RUNTIME}.clarena.drop_in", "DropIn")
    known = sorted(attribute for attribute in attributes if not attribute.startswith("_"))
    for key, field in own.items():
        at = f"/clarena/fields/{key}"
        if key not in known:
            yield Fault(file, at, f"'{key}' is no attribute of {base}", instead(key, known))
        if resolve_field(key, field, spec, inherit=False).required:
            message = f"'{key}' has no default, so that no config of CLArena would be valid"
            yield Fault(file, at, message, "add `default`")


def _algorithms(file: str, clarena: Clarena) -> Iterator[Fault]:
    """CLArena's algorithms that it has are exported by their module."""
    if clarena.module is None:
        return
    broken = [*_module_faults(clarena.module, file, "/clarena/module")]
    yield from broken
    exported = [] if broken else exported_names(clarena.module)
    for index, algorithm in enumerate([] if broken else clarena.algorithms or []):
        if algorithm not in exported:
            message = f"'{algorithm}' is not in `__all__` of {clarena.module}"
            yield Fault(file, f"/clarena/algorithms/{index}", message, instead(algorithm, exported))


def _module_faults(module: str, file: str, at: str) -> Iterator[Fault]:
    """A module is importable and is Python."""
    path = source_of(module)
    if path is None:
        yield Fault(
            file, at, f"there is no module {module} on Python's path", "write it, install it, or correct its name"
        )
        return
    try:
        compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        yield Fault(file, at, f"{module} is not Python ({error})", f"correct it{f' in line {line}' if line else ''}")


def _concrete(name: str, file: str, spec: Spec) -> Iterator[Fault]:
    """What a mechanism that is woven must have, inherited or its own."""
    whole, own = resolve_mechanism(name, spec), spec.mechanisms[name].sites or Sites()
    context = list(whole.context or {})
    # Told at the first of a family that is woven.
    woven = [each for each in lineage(name, spec) if spec.mechanisms[each].prefix is not None]
    for site in ("norm", "activation", "dropout") if woven == [name] else ():
        if getattr(whole.sites, site) is None:
            yield Fault(file, "/sites", f"nothing says how a module for `{site}` is made", f"add `{site}`, with `make`")
    for attribute in fields(Sites):
        site = getattr(whole.sites, attribute.name)
        for index, entry in enumerate(getattr(site, "pass_", None) or []):
            if entry.context in context:
                continue
            if getattr(own, attribute.name) is not None:
                at = f"/sites/{attribute.name}/pass/{index}/context"
                yield Fault(file, at, f"'{entry.context}' is not in `context`", instead(entry.context, context))
            elif not any(_has_fault(each, attribute.name, entry.context, spec) for each in woven[1:2]):
                message = f"the inherited site `{attribute.name}` passes '{entry.context}', which is not in `context`"
                yield Fault(file, "/context", message, f"add '{entry.context}', or a site of your own")


def _has_fault(name: str, site: str, context: str, spec: Spec) -> bool:
    """Whether a mechanism has the same fault, where it is told."""
    whole = resolve_mechanism(name, spec)
    passed: list[Pass] = getattr(getattr(whole.sites, site), "pass_", None) or []
    return context in [entry.context for entry in passed] and context not in (whole.context or {})


def _is_sound(name: str, spec: Spec) -> bool:
    """Whether everything that a mechanism builds on is there, without a circle."""
    seen: set[str] = set()
    current: str | None = name
    while current is not None:
        if current in seen or current not in spec.mechanisms or source_of(spec.mechanisms[current].module) is None:
            return False
        seen.add(current)
        current = spec.mechanisms[current].extends
    return True


def _lineage_faults(name: str, file: str, spec: Spec) -> Iterator[Fault]:
    """Who is extended exists, without a circle, and there is a module; each told where it is written."""
    yield from _module_faults(spec.mechanisms[name].module, file, "/module")
    extends = spec.mechanisms[name].extends
    if extends is not None and extends not in spec.mechanisms:
        others = [other for other in spec.mechanisms if other != name]
        yield Fault(file, "/extends", f"there is no mechanism '{extends}'", instead(extends, others))
    seen = [name]
    while extends in spec.mechanisms and extends not in seen:
        seen.append(extends)
        extends = spec.mechanisms[extends].extends
    if extends == name:
        yield Fault(file, "/extends", f"{' extends '.join([*seen, name])}", "break the circle")
