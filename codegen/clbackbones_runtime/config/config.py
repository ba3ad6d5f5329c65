"""Configs: frozen, checked values of a backbone's fields, with what follows from them before torch is there."""

import importlib
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from os import PathLike
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Self, TypeVar, cast

from ..catalog import BackboneClass, Catalog, Field
from ..graph.kinds import Weighted
from ..graph.shapes import Shape
from .problems import ConfigError
from .rules import check
from .scalars import written

if TYPE_CHECKING:
    from ..graph.graph import Graph

__all__ = ["ClassOrName", "Config", "config_class", "derived", "entries_of", "integers", "weights_source"]

T = TypeVar("T")

_COLUMNS: Final = 80
"""Characters of a line on a screen."""

_ITEMS: Final = 12
"""Items of a list that are shown."""


class Config:
    """Base of all config classes: one per backbone class, its name with `Config` behind it.

    A config is checked when it is made and cannot be changed afterwards (`attrs.evolve` makes a changed copy). Numbers
    are stored as the field's type (4.0 as 4), lists as tuples, activations by their name in `torch.nn`, and
    what the network determines (`output_dim` of a ResNet) is filled in.

    Attributes:
        catalog: What is known about the package that the class is in.
        class_name: Name of the backbone class that the config is for; `clarena.NAME` for a drop-in.

    Raises:
        ConfigError: If fields are invalid; it carries all problems. An unknown keyword is a TypeError.
    """

    __slots__ = ()

    catalog: ClassVar[Catalog]
    class_name: ClassVar[str]

    def __attrs_post_init__(self) -> None:
        """Checks the fields and stores them normalised."""
        backbone = self.backbone_class()
        given = {"_target_": backbone.target, **self._values()}
        checked = check(backbone.catalog, given, interpolations=False, called=True)
        if checked.faults:
            raise ConfigError(fault.problem() for fault in checked.faults)
        for name, value in checked.values.items():
            object.__setattr__(self, name, value)

    @classmethod
    def of_checked(cls, values: Mapping[str, object]) -> Self:
        """A config of values that have been checked already.

        Args:
            values: What `check` made of the fields that are given; those that are not have their defaults.
        """
        config = object.__new__(cls)
        for field in cls.backbone_class().fields.values():
            object.__setattr__(config, field.name, values.get(field.name, _default(field)))
        return config

    @classmethod
    def backbone_class(cls) -> BackboneClass:
        """What the catalog says about the backbone class.

        Raises:
            TypeError: The config class is the base of several.
        """
        try:
            return cls.catalog.backbone_class(cls.class_name)
        except AttributeError:
            raise TypeError(f"{cls.__name__} is the base of several config classes; use one of these") from None

    def _values(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.backbone_class().fields}

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names of the backbone class, accepted in `_target_`."""
        return self.backbone_class().aliases

    @property
    def num_parameters(self) -> int:
        """Number of trained parameters of the backbone, those of its masks included."""
        return self.parameters_of(self.graph())

    def parameters_of(self, graph: "Graph") -> int:
        """Number of trained parameters of the backbone.

        Args:
            graph: The graph of this config, where it has been made already.
        """
        per = self.catalog.mechanism(self.backbone_class().mechanism)["parameters_per"]
        entries = entries_of(graph)
        return sum(node.parameters for node in graph.nodes) + sum(per[kind] * entries[kind] for kind in per)

    def build(self) -> Any:
        """Builds the backbone, a `torch.nn.Module`; imports torch.

        Returns:
            A new object of the backbone class of this config, whose `config` is this one.
        """
        backbone = self.backbone_class()
        module = importlib.import_module(backbone.module)
        return getattr(module, backbone.class_name).from_config(self)

    def graph(self, input_shape: tuple[int | None, ...] | None = None) -> "Graph":
        """The network as a graph of operations, with shapes and parameters; without torch.

        Args:
            input_shape: Shape of one input, without the batch; None leaves sizes unknown that the config does not fix.

        Raises:
            ShapeError: If the network cannot take the input; the text says what it expects.
        """
        return _graph(self, None if input_shape is None else tuple(input_shape))

    def output_shape(self, *input_shape: int) -> Shape:
        """Shape of the feature, without the batch.

        Args:
            *input_shape: Shape of one input, without the batch; without it, sizes that the config does not fix are
                unknown.

        Raises:
            ShapeError: If the network cannot take the input.
        """
        return self.graph(input_shape or None).nodes[-1].shape

    def activation_shapes(self, *input_shape: int) -> dict[str, Shape]:
        """Shapes of the activations that `forward` returns, by weighted layer, without the batch.

        Args:
            *input_shape: As for `output_shape`.

        Raises:
            ShapeError: If the network cannot take the input.
        """
        return {name: layer.shape for name, layer in self.graph(input_shape or None).layers.items()}

    def __repr__(self) -> str:
        """The config as Python writes it, without fields that have their defaults; what is long is cut short."""
        fields = self.backbone_class().fields
        given = [
            f"{name}={_short(value)}" for name, value in self._values().items() if not _is_default(fields[name], value)
        ]
        line = f"{self.class_name}Config({', '.join(given)})"
        if len(line) <= _COLUMNS:
            return line
        return f"{self.class_name}Config(\n" + "".join(f"    {each},\n" for each in given) + ")"

    def to_dict(self) -> dict[str, Any]:
        """The config as JSON values: `_target_`, then all fields in the order of the signature; for `load`."""
        values = self._values()
        lists = {name: list(cast("tuple[int]", value)) for name, value in values.items() if isinstance(value, tuple)}
        return {"_target_": self.backbone_class().target, **values, **lists}

    def to_yaml(self) -> str:
        """The config as YAML in canonical spelling, one field per line; `load` reads it back."""
        return "".join(f"{name}: {written(value)}\n" for name, value in self.to_dict().items())


def entries_of(graph: "Graph") -> dict[str, int]:
    """How many there are in a network of what a mechanism may have parameters for, by the names in its declaration."""
    layers = graph.layers.values()
    return {
        "unit": sum(graph.layers[name].units for name in graph.groups),
        "output": sum(layer.units for layer in layers),
        "input": sum(layer.kind.inputs // layer.kind.groups for layer in layers if isinstance(layer.kind, Weighted)),
        "weight": sum(layer.weight for layer in layers),
        "bias": sum(layer.bias for layer in layers),
    }


@lru_cache(maxsize=64)
def _graph(config: Config, input_shape: tuple[int | None, ...] | None) -> "Graph":
    """The graph of a config, which is made once: whoever validates, counts, builds and compacts asks for it."""
    from ..graph.graph import build_graph

    backbone = config.backbone_class()
    values = {**backbone.constants, **{name: getattr(config, name) for name in backbone.fields}}
    architecture, activations = config.catalog.architecture(backbone.architecture), config.catalog.activations()
    return build_graph(architecture, values, input_shape, activations)


def _default(field: Field) -> object:
    """The default of a field as a config stores it."""
    return tuple(cast("list[int]", field.default)) if isinstance(field.default, list) else field.default


def _is_default(field: Field, value: object) -> bool:
    """Whether a field says nothing that its class does not say."""
    return field.derived or (not field.required and value == _default(field))


def _short(value: object) -> str:
    """A value as Python writes it, on one line: the begin and the end of a long one."""
    if isinstance(value, tuple):
        shown = list(map(str, cast("tuple[int, ...]", value)))
        if len(shown) > _ITEMS:
            return f"({', '.join(shown[: _ITEMS - 2])}, ..., {shown[-1]})"
    text = repr(cast(object, value))
    return text if len(text) <= _COLUMNS else f"{text[: _COLUMNS // 2]}...{text[-_COLUMNS // 4 :]}"


def derived(value: int | None) -> int:
    """Converter of a field that the network determines; the check of the config fills it in.

    It changes nothing: its types tell type checkers that None may be given and is never stored.
    """
    return cast(int, value)


def integers(value: Sequence[int]) -> tuple[int, ...]:
    """Converter of a field that holds a list of integers; the check of the config stores a tuple.

    It changes nothing: its types tell type checkers that any sequence may be given and a tuple is stored.
    """
    return cast("tuple[int, ...]", value)


class ClassOrName(Generic[T]):
    """Converter of a field that holds the name of an activation; the check of the config stores that.

    It changes nothing: its types tell type checkers that the class may be given as well.
    """

    def __call__(self, value: T | Callable[..., object]) -> T:
        """The value as it is."""
        return cast(T, value)


def weights_source(value: str | PathLike[str] | None) -> Any:
    """Converter of a field that says where initial weights come from; the check of the config stores a string.

    It changes nothing: its types tell type checkers that a path object may be given.
    """
    return value


def config_class(backbone: BackboneClass) -> type[Config]:
    """The config class of a backbone class."""
    return getattr(importlib.import_module(backbone.config_module), f"{backbone.class_name}Config")
