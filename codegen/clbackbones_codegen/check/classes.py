"""Checks of the Python class of a mechanism, and of what its module imports, as far as these can be read."""

import ast
from collections.abc import Iterator

from clbackbones_runtime.config.wording import alternatives

from ..ir.ancestry import (
    assigned_in,
    class_attributes,
    extends_class,
    is_class,
    misnamed,
    passed_to_network,
    read_of_config,
    undefined_names,
    unheeded,
)
from ..ir.symbols import FOLLOWED, RUNTIME, Symbols, bound_names, followed_imports, source_of
from ..spec.faults import Fault, instead
from ..spec.inheritance import resolve_mechanism
from ..spec.model import Spec

ROOT = (f"{RUNTIME}.mechanisms.backbone", "Backbone")
"""The class that all backbones extend."""

RECIPE = (f"{RUNTIME}.mechanisms.recipe", "Recipe")
"""The class that says how a mechanism is trained."""

MARKER = "extended"
"""The decorator of methods that those which take their place have to call."""


def check_class(name: str, file: str, spec: Spec, symbols: Symbols) -> Iterator[Fault]:
    """The class of a mechanism that is woven: whom it extends, what it defines, and what it calls."""
    backbone = str(spec.mechanisms[name].backbone)
    module = symbols.module_of(backbone)
    if module is None:  # which has been told
        return
    if extends_class(module, backbone, ROOT) is False:
        hint = "let it extend UnitMaskBackbone, WeightMaskBackbone or the class of another mechanism"
        yield Fault(file, "/backbone", f"{backbone} extends no backbone", hint)
        return
    yield from _context(name, file, spec, backbone, passed_to_network(module, backbone))
    yield from _reads(name, file, spec, backbone, module)
    for left, base in undefined_names(module, backbone).items():
        message = f"{backbone} lacks `{left}`, which {base} leaves to it"
        yield Fault(file, "/backbone", message, f"define it in {module}; {base} says what it is")
    for cls, method, base in unheeded(module, backbone, MARKER):
        message = f"`{method}` of {cls} does not call that of {base}, whose place it takes"
        yield Fault(file, "/backbone", message, f"call super().{method}(...) in it")
    for cls, method, near in misnamed(module, backbone, private=True):
        yield Fault(file, "/backbone", f"`{method}` of {cls} is called by nobody", f"write `{near}`, or remove it")
    yield from _recipe(file, backbone, module)


def _recipe(file: str, backbone: str, module: str) -> Iterator[Fault]:
    """What says how the mechanism is trained is a class, whose methods are those that training calls."""
    found = assigned_in(module, backbone, "recipe")
    if found is None:
        return
    source, owner, value = found
    if isinstance(value, ast.Call):
        hint = f"write {ast.unparse(value.func)}, without parentheses"
        yield Fault(file, "/backbone", f"`recipe` of {owner} is an object, not its class", hint)
    if not isinstance(value, ast.Name) or not is_class(source, value.id):
        return
    if extends_class(source, value.id, RECIPE) is False:
        message = f"`recipe` of {owner} is {value.id}, which extends no recipe"
        yield Fault(file, "/backbone", message, f"let it extend {RECIPE[1]}")
    for cls, method, near in misnamed(source, value.id, private=False):
        yield Fault(file, "/backbone", f"`{method}` of {cls} is called by nobody", f"write `{near}`, or remove it")


def _reads(name: str, file: str, spec: Spec, backbone: str, module: str) -> Iterator[Fault]:
    """What the class reads of its config is a field, or an attribute that each config has."""
    declared = [*(resolve_mechanism(name, spec).fields or {})]
    elsewhere = {*spec.fields, *(each for found in spec.architectures.values() for each in found.fields)}
    known = {*declared, *elsewhere, *class_attributes(f"{RUNTIME}.config.config", "Config")}
    for attribute, cls in read_of_config(module, backbone).items():
        if attribute not in known:
            hint = f"declare the field, or let {cls} read {alternatives(declared)}" if declared else "declare the field"
            yield Fault(file, "/fields", f"{cls} reads '{attribute}' of its config, and there is no such field", hint)


def _context(name: str, file: str, spec: Spec, backbone: str, passed: tuple[str, list[str]] | None) -> Iterator[Fault]:
    """What `forward` gives the network is what the network takes."""
    context = list(resolve_mechanism(name, spec).context or {})
    if passed is not None and passed[1] != context:
        given, wanted = (", ".join(each) or "nothing" for each in (passed[1], context))
        message = f"`forward` of {passed[0]}, which {backbone} has, gives the network {given}, not {wanted}"
        yield Fault(file, "/context", message, f"extend another class, or define `forward` in {backbone}")


def check_imports(module: str, file: str) -> Iterator[Fault]:
    """What a module imports by name from the packages that are followed is there."""
    for source, name in followed_imports(module):
        if source_of(source) is None:
            hint = f"import from {' or '.join(FOLLOWED)}"
            yield Fault(file, "/module", f"{module} imports from {source}, which is no module", hint)
        elif name not in (names := bound_names(source)):
            message = f"{module} imports '{name}' from {source}, which has none"
            yield Fault(file, "/module", message, instead(name, sorted(each for each in names if each[0] != "_")))
