"""The content of `_spec.json`: everything that the package knows at run time, as plain JSON."""

from collections.abc import Mapping, Sequence
from typing import cast

from attrs import fields

from clbackbones_runtime.catalog import Case, Field

from ..ir.product import ACTIVATION_MODULE, Package, Product, class_description
from ..ir.steps import dump
from ..ir.trial import Trial
from ..spec.inheritance import resolve_mechanism
from ..spec.model import Activation, Json, Mechanism, Spec


def describe(product: Product, trials: Sequence[Trial], package: Package) -> dict[str, Json]:
    """The content of `_spec.json`.

    Args:
        product: All pairs.
        trials: What the variants emit.
        package: The package that is generated.
    """
    spec = product.spec
    derived = {(trial.stem, trial.variant.name): trial.output_dim for trial in trials if trial.output_dim}
    used = {pair.mechanism_name for pair in product.pairs} | spec.own_mechanisms.keys()
    stems = dict.fromkeys(pair.stem for pair in product.pairs)
    pairs = [(pair.name, pair, pair.fields) for pair in product.pairs]
    pairs += [(drop_in.name, drop_in.pair, drop_in.fields) for drop_in in product.drop_ins]
    return {
        "targets": {"canonical": package.name, "accepted": list(package.accepted)},
        "activations": activation_rows(spec),
        "operations": {name: {"class": row.class_} for name, row in spec.operations.items()},
        "architectures": {spec.architectures[stem].name: dump(product.lowered[stem]) for stem in stems},
        "mechanisms": {
            name: _mechanism(resolve_mechanism(name, spec), own=name in spec.own_mechanisms)
            for name, mechanism in spec.mechanisms.items()
            if mechanism.backbone and name in used
        },
        "pairs": {
            name: {
                "architecture": pair.architecture.name,
                "mechanism": pair.mechanism_name,
                "fields": {key: dump_field(field) for key, field in own.items()},
            }
            for name, pair, own in pairs
        },
        "classes": {
            pair.class_name(variant.name): {
                "pair": pair.name,
                "description": class_description(pair),
                "constants": variant.constants,
                "aliases": [pair.class_name(alias) for alias in variant.aliases or []],
                "torchvision": variant.torchvision,
                "derived": _derived(derived.get((pair.stem, variant.name), ())),
            }
            for pair in product.pairs
            for variant in pair.variants
        },
    }


def dump_field(field: Field) -> dict[str, Json]:
    """A field as JSON; what is as usual is left out, but for a default of null."""
    left_out = {"name", *(["default"] if field.required or field.derived else [])}
    values: dict[str, Json] = {each.name: getattr(field, each.name) for each in fields(Field)}
    return {
        key: _plain(values[key])
        for key in values
        if key not in left_out and (key in ("type", "default") or values[key] != getattr(_USUAL, key))
    }


_USUAL = Field(name="", type="integer")


def activation_rows(spec: Spec) -> dict[str, dict[str, Json]]:
    """The activations."""
    return {name: _activation(row) for name, row in spec.activations.items()}


def _activation(row: Activation) -> dict[str, Json]:
    return {
        "description": row.description,
        "class": row.class_,
        "module": row.module or ACTIVATION_MODULE,
        "arguments": row.arguments or {},
        "zero_at_zero": row.zero_at_zero,
        "positively_homogeneous": row.positively_homogeneous,
        "parameters": row.parameters or 0,
    }


def _mechanism(mechanism: Mechanism, *, own: bool) -> dict[str, Json]:
    """What the catalog says of a mechanism; algorithms of an inherited one are those of the package that has it."""
    source, clarena = mechanism.source, mechanism.clarena
    algorithms = (clarena and clarena.algorithms) or [] if own else []
    return {
        "title": mechanism.title,
        "description": mechanism.description,
        "source": None if source is None else {"title": source.title, "url": source.url},
        "prefix": mechanism.prefix,
        "masks": mechanism.masks,
        "clarena": None if clarena is None else {"bases": clarena.bases, "algorithms": algorithms},
        "parameters_per": mechanism.parameters or {},
    }


def _derived(cases: Sequence[Case]) -> dict[str, Json]:
    return {"output_dim": [{"when": dict(case.when), "value": case.value} for case in cases]} if cases else {}


def _plain(value: Json) -> Json:
    """Tuples as lists, within mappings too."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in cast("Mapping[str, Json]", value).items()}
    return list(cast("tuple[Json, ...]", value)) if isinstance(value, tuple) else value
