"""The network of each class, with the input that its architecture's file names: config and graph, without torch."""

import math
from collections.abc import Iterator, Mapping
from functools import cache

from attrs import frozen

from clbackbones import CATALOG
from clbackbones_codegen.spec.model import Architecture, Spec
from clbackbones_codegen.spec.read import find_schema, read
from clbackbones_runtime.catalog import BackboneClass
from clbackbones_runtime.cli.new import example
from clbackbones_runtime.config.config import Config
from clbackbones_runtime.config.loading import load
from clbackbones_runtime.graph.graph import Graph
from clbackbones_runtime.graph.inputs import flattens

__all__ = ["Network", "architecture_of", "classes", "network_of", "plain_name", "same_network", "spec"]


@frozen(eq=False)
class Network:
    """A class with values for what it requires, and its graph.

    Attributes:
        backbone: What the catalog says about it.
        config: Its defaults, and for required fields what the input of the architecture's file says, or examples.
        graph: The network for that input.
    """

    backbone: BackboneClass
    config: Config
    graph: Graph


@cache
def spec() -> Spec:
    """What `schema/` declares."""
    return read(find_schema())


def classes() -> Iterator[BackboneClass]:
    """All classes but the drop-ins, in the order of the specification."""
    return map(CATALOG.backbone_class, CATALOG.class_names())


@cache
def _architectures() -> Mapping[str, Architecture]:
    return {architecture.name: architecture for architecture in spec().architectures.values()}


def architecture_of(backbone: BackboneClass) -> Architecture:
    """The file of the class's architecture."""
    return _architectures()[backbone.architecture]


@cache
def network_of(name: str) -> Network:
    """The network of a class."""
    backbone = CATALOG.backbone_class(name)
    figures = architecture_of(backbone).figures
    shape = tuple(figures.input) if figures else None
    names: list[str] = CATALOG.architecture(backbone.architecture)["input"]
    sizes = dict(zip(names, shape or (), strict=False))
    if shape and len(names) == 1 and flattens(CATALOG.architecture(backbone.architecture)):
        sizes = {names[0]: math.prod(shape)}
    required = [field for field in backbone.fields.values() if field.required]
    values = {field.name: sizes.get(field.name, example(field)) for field in required}
    values |= {name: value for name, value in ((figures and figures.fields) or {}).items() if name in backbone.fields}
    config = load(CATALOG, {"_target_": backbone.target, **values})
    return Network(backbone, config, config.graph(shape))


def same_network(backbone: BackboneClass) -> list[BackboneClass]:
    """The classes of the same architecture and variant, one for each mechanism, itself included."""
    wanted = backbone.architecture, plain_name(backbone)
    return [other for other in classes() if (other.architecture, plain_name(other)) == wanted]


def plain_name(backbone: BackboneClass) -> str:
    """The name of the class without the prefix of its mechanism."""
    return backbone.name.removeprefix(CATALOG.mechanism(backbone.mechanism)["prefix"])
