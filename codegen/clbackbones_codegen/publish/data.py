"""`_spec.json`: everything that the package knows at run time, as plain JSON."""

import json
from collections.abc import Mapping, Sequence
from typing import cast

from attrs import fields

from clbackbones_runtime.catalog import CLARENA, Field
from clbackbones_runtime.graph.expression import key_of

from ..ir.kinds import fixed_values
from ..ir.product import Package, Product
from ..ir.steps import dump
from ..spec.converter import dump as dump_spec
from ..spec.inheritance import resolve_mechanism
from ..spec.model import Activation, Json, Mechanism
from .classes import PublishedClass


def describe(product: Product, classes: Sequence[PublishedClass], package: Package) -> dict[str, str]:
    """Writes what the package looks up when it runs.

    Args:
        product: All pairs.
        classes: The classes of all pairs.
        package: The package that is generated.

    Returns:
        Texts by path: `_spec.json`.
    """
    spec = product.spec
    used = {pair.mechanism_name for pair in product.pairs} | spec.own_mechanisms.keys()
    stems = dict.fromkeys(pair.stem for pair in product.pairs)
    names = {each.name for each in classes}
    data = {
        "targets": {"canonical": package.name, "accepted": list(package.accepted)},
        "activations": {name: _activation(row) for name, row in spec.activations.items()},
        "operations": {name: {"class": row.class_} for name, row in spec.operations.items()},
        "architectures": {spec.architectures[stem].name: dump(product.lowered[stem]) for stem in stems},
        "mechanisms": {
            name: _mechanism(resolve_mechanism(name, spec), own=name in spec.own_mechanisms)
            for name, mechanism in spec.mechanisms.items()
            if mechanism.backbone and name in used
        },
        "pairs": {each.module: _pair(each) for each in {each.module: each for each in classes}.values()},
        "classes": {each.name: _class(each, f"{CLARENA}.{each.name}" in names) for each in classes if not each.drop_in},
    }
    return {"_spec.json": json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"}


def _pair(one: PublishedClass) -> dict[str, Json]:
    """What the classes of a module have in common, told by one of them."""
    return {
        "architecture": one.pair.architecture.name,
        "mechanism": one.pair.mechanism_name,
        "fields": {name: _field(field) for name, field in one.fields.items()},
    }


def _class(one: PublishedClass, has_drop_in: bool) -> dict[str, Json]:
    return {
        "pair": one.module,
        "description": one.pair.description,
        "constants": one.variant.constants,
        "aliases": one.aliases,
        "drop_in": has_drop_in,
        "torchvision": _torchvision(one),
        "derived": {
            name: [{"when": dict(case.when), "value": case.value} for case in cases]
            for name, cases in one.derived.items()
        },
    }


def _torchvision(one: PublishedClass) -> Json:
    """Torchvision's builder; where a field decides, one for each value that it has with this mechanism."""
    if not isinstance(one.variant.torchvision, Mapping):
        return one.variant.torchvision
    choice = cast("Mapping[str, Json]", one.variant.torchvision)
    builders: Mapping[str, str] = choice["of"]
    keys = {value: key_of(value) for value in fixed_values(one.fields[choice["select"]])}
    # A mechanism may have several forms of a part, where the architecture says whether it is there.
    given = {key: key if key in builders else key_of(bool(value)) for value, key in keys.items()}
    return {"select": choice["select"], "of": {key: builders[wanted] for key, wanted in given.items()}}


def _field(field: Field) -> dict[str, Json]:
    """A field as JSON; what is as usual is left out, but for a default of null."""
    left_out = {"name", *(["default"] if field.required or field.derived else [])}
    values: dict[str, Json] = {each.name: getattr(field, each.name) for each in fields(Field)}
    return {
        key: _plain(values[key])
        for key in values
        if key not in left_out and (key in ("type", "default") or values[key] != getattr(_USUAL, key))
    }


_USUAL = Field(name="", type="integer")


def _activation(row: Activation) -> dict[str, Json]:
    return {
        "description": row.description,
        "class": row.class_,
        "module": row.defined_in,
        "arguments": row.arguments or {},
        "zero_at_zero": row.zero_at_zero,
        "positively_homogeneous": row.positively_homogeneous,
        "parameters": row.parameters or 0,
    }


def _mechanism(mechanism: Mechanism, *, own: bool) -> dict[str, Json]:
    """What the catalog says of a mechanism; algorithms of an inherited one are those of the package that has it."""
    clarena = mechanism.clarena
    algorithms = (clarena and clarena.algorithms) or [] if own else []
    return {
        "title": mechanism.title,
        "description": mechanism.description,
        "source": dump_spec(mechanism.source),
        "prefix": mechanism.prefix,
        "masks": mechanism.masks,
        "clarena": None if clarena is None else {"bases": clarena.bases, "algorithms": algorithms},
        "parameters_per": mechanism.parameters or {},
    }


def _plain(value: Json) -> Json:
    """Tuples as lists, within mappings too."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in cast("Mapping[str, Json]", value).items()}
    return list(cast("tuple[Json, ...]", value)) if isinstance(value, tuple) else value
