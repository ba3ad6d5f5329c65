"""The spec's objects from JSON and back, lossless: `dump(load(value, cls)) == value` for every file in schema/."""

from collections.abc import Mapping
from typing import Any, Final, TypeVar

import cattrs
from attrs import fields, has, resolve_types
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

from clbackbones_runtime.graph.operations import operation_of

from .model import Branch, Each, Json, Operation, Part, Stage, Step, Variant

__all__ = ["dump", "load"]

T = TypeVar("T")


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter()

    def keys(cls: type) -> dict[str, Any]:
        """JSON keys that are Python keywords end in an underscore here."""
        names = [attribute.name for attribute in fields(cls) if attribute.name.endswith("_")]
        return {name: cattrs.override(rename=name.rstrip("_")) for name in names}

    def reader(cls: Any) -> Any:
        return make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True, **keys(cls))

    def writer(cls: Any) -> Any:
        return make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=True, **keys(cls))

    converter.register_structure_hook_factory(has, reader)
    converter.register_unstructure_hook_factory(has, writer)
    for several in (str | dict[str, str], str | list[str]):
        converter.register_structure_hook(several, lambda value, _: value)
    resolve_types(Branch)
    part = reader(Part)
    part_json = writer(Part)

    def read_part(value: Json, _: object) -> Part:
        return Part(name=value) if isinstance(value, str) else part(value, Part)

    def dump_part(value: Part) -> Json:
        written = part_json(value)
        return value.name if written == {"name": value.name} else written

    converter.register_structure_hook(Part, read_part)
    converter.register_unstructure_hook(Part, dump_part)
    operation = reader(Operation)
    operation_json = writer(Operation)

    def read_operation(value: Mapping[str, Json], _: object) -> Operation:
        kind = operation_of(value)
        own = {each.name.rstrip("_") for each in fields(Operation)}
        parts = {key: item for key, item in value.items() if key in own and key != kind}
        arguments = {key: item for key, item in value.items() if key not in own and key != kind}
        return operation({"kind": kind, "name": value[kind], "arguments": arguments, **parts}, Operation)

    def dump_operation(value: Operation) -> dict[str, Json]:
        parts = operation_json(value)
        return {parts.pop("kind"): parts.pop("name"), **parts.pop("arguments"), **parts}

    def read_step(value: Mapping[str, Json], _: object) -> Step:
        cls = Stage if "stage" in value else Each if "each" in value else Operation
        return converter.structure(value, cls)

    def read_variant(value: Mapping[str, Json], _: object) -> Variant:
        own = {"name", "aliases", "clarena", "torchvision"}
        constants = {key: item for key, item in value.items() if key not in own}
        return Variant(constants=constants, **{key: value[key] for key in own & value.keys()})

    def dump_variant(value: Variant) -> dict[str, Json]:
        own = {key: getattr(value, key) for key in ("name", "aliases", "clarena", "torchvision")}
        return {**{key: item for key, item in own.items() if item is not None}, **value.constants}

    converter.register_structure_hook(Operation, read_operation)
    converter.register_unstructure_hook(Operation, dump_operation)
    converter.register_structure_hook(Step, read_step)
    converter.register_structure_hook(Variant, read_variant)
    converter.register_unstructure_hook(Variant, dump_variant)
    return converter


CONVERTER: Final = _converter()


def load(value: Json, cls: type[T]) -> T:
    """A JSON value that the dialect accepts, as an object of the model."""
    return CONVERTER.structure(value, cls)


def dump(value: object) -> Json:
    """The JSON value that `load` made the object from."""
    return CONVERTER.unstructure(value)
