"""Checks of one mechanism: whom it extends, and that its runtime module defines every name."""

from collections.abc import Iterator

from attrs import fields

from .errors import Fault, instead
from .model import ApplySite, Mechanism, Sites, Spec
from .symbols import RUNTIME, Symbols


def check_mechanism(name: str, spec: Spec) -> Iterator[Fault]:
    """The faults of a mechanism."""
    file = f"schema/mechanisms/{name}.json"
    broken = [*_lineage_faults(name, file, spec)]
    yield from broken
    if broken:
        return
    mechanism = spec.mechanisms[name]
    symbols = Symbols.of(name, spec)
    possible = sorted(set[str]().union(*symbols.modules.values()))
    own = sorted(symbols.modules[name])
    for at, symbol in _symbols(mechanism):
        known = own if at.startswith("/exports") else possible
        if symbol not in known:
            modules = f"runtime/{name}.py" if known is own else " or ".join(f"runtime/{m}.py" for m in symbols.modules)
            yield Fault(file, at, f"'{symbol}' is not defined in {modules}", instead(symbol, known))
    context = _context(name, spec)
    for at, used in _passed(mechanism):
        if used not in context and mechanism.prefix is not None:
            yield Fault(file, at, f"'{used}' is not in `context`", instead(used, context))
    if mechanism.prefix is not None:
        yield from _inherited_passes(name, file, context, spec)


def _lineage_faults(name: str, file: str, spec: Spec) -> Iterator[Fault]:
    """Who is extended exists, without a circle, and all have runtime modules."""
    seen = [name]
    while (extends := spec.mechanisms[seen[-1]].extends) is not None:
        if extends not in spec.mechanisms:
            yield Fault(file, "/extends", f"there is no mechanism '{extends}'", instead(extends, spec.mechanisms))
            return
        if extends in seen:
            yield Fault(file, "/extends", f"{' extends '.join([*seen, extends])}", "break the circle")
            return
        seen.append(extends)
    for module in seen:
        if not (RUNTIME / f"{module}.py").is_file():
            place = f"codegen/clbackbones_codegen/runtime/{module}.py"
            yield Fault(file, "", f"its runtime module {place} is missing", f"write {place}")


def _symbols(mechanism: Mechanism) -> Iterator[tuple[str, str]]:
    """Every name of a runtime module that the JSON file uses, with its pointer."""
    if mechanism.backbone is not None:
        yield "/backbone", mechanism.backbone
    for name, kind in (mechanism.context or {}).items():
        yield f"/context/{name}", kind
    for attribute in fields(Sites):
        site = getattr(mechanism.sites, attribute.name, None)
        at = f"/sites/{attribute.name}"
        if isinstance(site, ApplySite):
            yield f"{at}/apply", site.apply
        elif site is not None:
            makes = {"": site.make} if isinstance(site.make, str) else site.make
            for key, make in makes.items():
                yield f"{at}/make{'/' + key if key else ''}", make
    for index, claim in enumerate(mechanism.claims or []):
        yield f"/claims/{index}/apply", claim.apply
    for index, name in enumerate(mechanism.exports or []):
        yield f"/exports/{index}", name


def _passed(mechanism: Mechanism) -> Iterator[tuple[str, str]]:
    for attribute in fields(Sites):
        site = getattr(mechanism.sites, attribute.name, None)
        for index, entry in enumerate(getattr(site, "pass_", None) or []):
            yield f"/sites/{attribute.name}/pass/{index}/context", entry.context


def _context(name: str, spec: Spec) -> list[str]:
    return list(spec.mechanisms[name].context or {})


def _inherited_passes(name: str, file: str, context: list[str], spec: Spec) -> Iterator[Fault]:
    """What inherited sites pass must be in the context too."""
    own = spec.mechanisms[name].sites or Sites()
    parent = spec.mechanisms[name].extends
    while parent is not None:
        for at, used in _passed(spec.mechanisms[parent]):
            overridden = getattr(own, at.split("/")[2]) is not None
            if used not in context and not overridden:
                message = f"the site that {parent} weaves passes '{used}', which is not in `context`"
                yield Fault(file, "/context", message, f"add '{used}'")
        parent = spec.mechanisms[parent].extends
