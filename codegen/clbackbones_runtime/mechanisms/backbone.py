"""What every backbone has: its config, its graph, the names of its layers, and checks of what it is given."""

import copy
import difflib
import math
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, cast, overload

import torch
from torch import Tensor, nn

from ..config.capacity import machine_memory, too_large
from ..config.config import Config
from ..graph.graph import Graph
from ..graph.inputs import check_batch, describe_input, flattens
from ..layers.distributed import is_sharded
from ..layers.ids import check_ids
from ..layers.names import module_path
from ..layers.structure import with_tensors
from ..weights.pretrained import load_pretrained
from ..weights.tensor_file import mismatch
from .extended import extended
from .recipe import Recipe

if TYPE_CHECKING:
    from ..config.summary import Summary

__all__ = ["Activations", "Backbone", "InitialWeights", "Stage"]

Stage = Literal["train", "validation", "test", "unlearning_test"]
"""What a forward pass is for."""

Activations = dict[str, Tensor]
"""What a weighted layer emits, after norm, activation, mask and dropout, by the layer's name."""

InitialWeights = Literal["kaiming_normal", "xavier_uniform"]
"""`kaiming_normal`: convolutions as torchvision draws those of its ResNets (He et al. 2015, fan out). `xavier_uniform`:
linear layers as torchvision draws those of its vision transformers (Glorot and Bengio 2010), biases near 0."""


class Backbone(nn.Module):
    """Base of all backbones: a feature extractor, whose heads belong to the algorithm that trains it.

    Names of layers are those of the config's graph: `/`-separated, from input to output, a shortcut's before that of
    the layer that it is added to. A layer's module stands under the same name with dots.

    Attributes:
        config: The config that the backbone was built from.
        graph: Operations, shapes, unit groups and neighbours of this config, computed without torch.
        output_dim: Number of features emitted.
        weighted_layer_names: Names of all layers with weights, shortcut convolutions included.
        recipe: How it is trained: `backbone.recipe()` with the numbers of the paper.
    """

    recipe: ClassVar[type[Recipe]] = Recipe
    stages: ClassVar[tuple[str, ...]] = ("train", "validation", "test", "unlearning_test")

    @extended
    def __init__(self, config: Config) -> None:
        """Prepares everything but the layers, which the generated class builds.

        Args:
            config: A valid config.

        Raises:
            MemoryError: The parameters do not fit into the memory of the machine or of the default device.
        """
        # Named, so that a class with further bases after this one initialises `nn.Module` exactly once.
        nn.Module.__init__(self)
        self.config = config
        self.graph: Graph = config.graph()
        _check_size(config, config.parameters_of(self.graph))
        self._flattens_input = flattens(self._architecture())
        self.output_dim: int = self.graph.output_units
        self.weighted_layer_names: list[str] = list(self.graph.layers)

    def __repr__(self) -> str:
        """Its config, shapes, number of parameters and tasks, on a few lines; `summary` has all layers."""
        names, config = self.weighted_layer_names, repr(self.config).replace("Config(", "(", 1)
        sizes = ", ".join("?" if size is None else str(size) for size in self.graph.input_shape)
        lines = [
            config,
            f"  (batch, {sizes}) -> (batch, {self.output_dim})",
            f"  {self.config.num_parameters:,} parameters, {len(names)} weighted layers: {names[0]} to {names[-1]}",
            *(f"  {line}" for line in self._state()),
        ]
        return "\n".join(lines)

    def _state(self) -> Iterator[str]:
        """What has changed since it was built, in lines for users."""
        yield from ()

    def summary(self, *input_shape: int) -> "Summary":
        """All layers with shapes, parameters, multiplications and masks, as a table of rich.

        Args:
            *input_shape: Shape of one input, without the batch; without it, sizes that the config does not fix are
                unknown.

        Returns:
            A `rich.table.Table`, which notebooks and `print` show.

        Raises:
            ShapeError: If the network cannot take the input.
        """
        from ..config.summary import summary

        return summary(self.config, input_shape or None)

    @extended
    def _complete(self, scheme: InitialWeights | None) -> None:
        """The last call of a generated `__init__`, when all layers are made: `initialize_weights`."""
        self.initialize_weights(scheme)

    @extended
    def initialize_weights(self, scheme: InitialWeights | None) -> None:
        """Draws the initial weights, or takes those that the config names; once the layers are made.

        Args:
            scheme: How they are drawn; None keeps what torch's layers draw themselves.

        Raises:
            ValueError: The weights that the config names do not exist or do not fit.
            ImportError: They are published ones, and torchvision is not installed.
            OSError: They cannot be read.
        """
        self._draw_weights(scheme)
        load_pretrained(self, self.config, self.graph)

    def _draw_weights(self, scheme: InitialWeights | None) -> None:
        """Draws the initial weights, in the place of which those that the config names may come."""
        if scheme == "kaiming_normal":
            layers = {self.get_layer_by_name(name) for name in self.weighted_layer_names}
            for module in self.modules():
                if module in layers and (weight := cast(Tensor, module.weight)).ndim > 2:
                    nn.init.kaiming_normal_(weight, mode="fan_out", nonlinearity="relu")
        if scheme == "xavier_uniform":
            for module in self.modules():
                if isinstance(module, nn.Linear):
                    nn.init.xavier_uniform_(module.weight)
                    if (bias := cast("Tensor | None", module.bias)) is not None:
                        nn.init.normal_(bias, std=1e-6)  # where biases are 0, no score of one would learn

    @overload
    def get_layer_by_name(self, layer_name: str) -> nn.Module: ...

    @overload
    def get_layer_by_name(self, layer_name: None) -> None: ...

    def get_layer_by_name(self, layer_name: str | None) -> nn.Module | None:
        """The module of a weighted layer, with `weight` and `bias` (maybe None).

        Args:
            layer_name: One of `weighted_layer_names`; None, the neighbour of a first or last layer, gives None.

        Raises:
            ValueError: No weighted layer has this name.
        """
        if layer_name is None:
            return None
        self.check_layer_name(layer_name)
        module: nn.Module = self
        for name in module_path(layer_name).split("."):
            # Not `get_submodule`, which takes many times as long, since every pass asks for all layers.
            module = cast(nn.Module, module._modules[name])
        return module

    def preceding_layer_name(self, layer_name: str) -> str | None:
        """The weighted layer before this one on the main path; None for the first.

        Raises:
            ValueError: No weighted layer has this name.
        """
        self.check_layer_name(layer_name)
        return self.graph.preceding(layer_name)

    def next_layer_name(self, layer_name: str) -> str | None:
        """The weighted layer after this one on the main path; None for the last.

        Raises:
            ValueError: No weighted layer has this name.
        """
        self.check_layer_name(layer_name)
        return self.graph.next(layer_name)

    def features_after(self, operation_name: str) -> int:
        """Number of features, or channels, that an operation emits for this config.

        Args:
            operation_name: Name of an operation in the config's graph.
        """
        return self.graph.features_after(operation_name)

    def tokens_after(self, operation_name: str) -> int:
        """How many tokens an operation emits, for the generated constructors.

        Args:
            operation_name: Name of an operation in the config's graph.
        """
        return self.graph.tokens_after(operation_name)

    def load_state_dict(self, state_dict: Mapping[str, Any], strict: bool = True, assign: bool = False) -> Any:
        """Loads as any module does, but all of it or nothing.

        Args:
            state_dict: Tensors by key.
            strict: Whether the keys have to be those of this backbone.
            assign: Whether its tensors take the place of those here, rather than be copied into them.

        Returns:
            The missing and the unexpected keys.

        Raises:
            TypeError: No state dict, or one that holds something else than tensors.
            RuntimeError: Keys, shapes or values differ; which, in ten lines at most.
        """
        _check_state_dict(state_dict)
        if not any(map(is_sharded, self.parameters())):
            self._try_to_load(state_dict, strict)
        try:
            return self._load(state_dict, strict, assign)
        except RuntimeError as error:
            raise RuntimeError(mismatch(error)) from None

    def _load(self, state_dict: Mapping[str, Any], strict: bool, assign: bool) -> Any:
        return super().load_state_dict(state_dict, strict, assign)

    def _try_to_load(self, state_dict: Mapping[str, Any], strict: bool) -> None:
        """Raises what loading would raise, which torch does after it has loaded what fits."""
        own: dict[str, Tensor] = {name: each.detach() for name, each in self.named_buffers()}
        own |= {name: nn.Parameter(each.detach(), requires_grad=False) for name, each in self.named_parameters()}
        given = OrderedDict(
            (key, each.detach() if isinstance(each, Tensor) else each) for key, each in state_dict.items()
        )
        # A copy: torch notes in it that tensors are taken over, and would do so when it is loaded next.
        cast(Any, given)._metadata = copy.deepcopy(getattr(state_dict, "_metadata", None))
        trial = cast(Self, with_tensors(self, own))
        try:
            trial._load(given, strict, assign=True)  # into tables of its own, without a copy of any tensor
            if faults := list(trial.faults_of_tasks()):
                raise RuntimeError("\n".join([f"nothing is loaded into the {type(self).__name__}:", *faults]))
        except RuntimeError as error:
            raise RuntimeError(mismatch(error)) from None

    def faults_of_tasks(self) -> Iterator[str]:
        """What this object holds of tasks that no backbone stores, one line each."""
        yield from ()

    def check_layer_name(self, layer_name: str) -> None:
        """Raises a ValueError that lists the nearest names, unless a weighted layer has this name."""
        if layer_name not in self.graph.layers:
            names = self.weighted_layer_names
            nearest = difflib.get_close_matches(str(layer_name), names) or names[:3]
            raise ValueError(
                f"{layer_name!r} is not a weighted layer of this {type(self).__name__}; "
                f"near it: {', '.join(map(repr, nearest))} (all: weighted_layer_names)"
            )

    def check_stage(self, stage: str) -> None:
        """Raises a ValueError that lists the stages, unless this is one of them."""
        if stage not in self.stages:
            raise ValueError(f"stage must be one of {', '.join(map(repr, self.stages))}, got {stage!r}")

    def check_input(self, input: Tensor) -> None:
        """Raises an error that says what the network takes, unless the input is a tensor of such a shape.

        Args:
            input: (batch, ...).

        Raises:
            TypeError: No tensor; or one of other numbers than integers, where the network takes ids.
            ValueError: Another shape; or an id that is out of range, on the CPU, where one has not to wait for that.
        """
        if not isinstance(input, Tensor):  # pyright: ignore[reportUnnecessaryIsInstance] - of users' own programs
            raise TypeError(
                f"the input must be a tensor of shape {describe_input(self._architecture(), self._input_sizes())}, got "
                f"{_no_tensor(input, 'of the dtype of the weights' if self.graph.ids is None else 'of ids')}"
            )
        sizes, given = self.graph.input_shape, input.shape[1:]
        if self._flattens_input:
            fits = input.ndim > 1 and math.prod(given) == math.prod(cast("tuple[int, ...]", sizes))
        else:
            # Not `in`, which `torch.compile` answers wrongly once a size has become a symbol.
            fits = len(given) == len(sizes) and all(
                size is None or size == got for size, got in zip(sizes, given, strict=True)
            )
        if not fits:
            check_batch(self._architecture(), self._input_sizes(), tuple(input.shape))
        if self.graph.ids is not None:
            check_ids(input, self.graph.ids)

    def _input_sizes(self) -> dict[str, Any]:
        return dict(zip(self._architecture()["input"], self.graph.input_shape, strict=True))

    def _architecture(self) -> Mapping[str, Any]:
        return self.config.catalog.architecture(self.config.backbone_class().architecture)


def _no_tensor(given: object, tensor: str) -> str:
    """What was given for an input that is no tensor, and what to do, for the end of an error."""
    kind = type(given).__name__
    if isinstance(given, list | tuple) and any(isinstance(each, Tensor) for each in cast("list[object]", given)):
        return f"a {kind} of {len(cast('list[object]', given))}; give one of its entries"
    if isinstance(given, Mapping):
        return f"a {kind}; give one of its values"
    if isinstance(given, list | tuple) or hasattr(given, "__array__"):
        return f"a {kind}; give torch.as_tensor(input), {tensor}"
    return f"a {kind}" if given is not None else "None"


def _check_state_dict(given: object) -> None:
    """Raises a TypeError unless this is a mapping of tensors, beside what modules of others add to a state dict."""
    if not isinstance(given, Mapping):
        raise TypeError(f"a state dict is a mapping of tensors by key, not a {type(given).__name__}: give state_dict()")
    entries = cast("Mapping[object, object]", given).items()
    strangers = [
        f"{key!r} is a {type(each).__name__}"
        for key, each in entries
        if not isinstance(each, Tensor) and not str(key).endswith("_extra_state")
    ]
    if strangers:
        more = f", and {len(strangers) - 1} more" if len(strangers) > 1 else ""
        raise TypeError(f"a state dict holds tensors, but {strangers[0]}{more}")


def _check_size(config: Config, parameters: int) -> None:
    """Refuses what would not fit, before the first layer is made: an allocation that fails names no field.

    Raises:
        MemoryError: There are more bytes of parameters than of memory.
    """
    device = torch.empty(0).device  # torch 2.6 tells of `with torch.device("meta")` in no other way
    if device.type == "cpu":
        memory = machine_memory()
    elif device.type == "cuda":
        memory = int(cast(Any, torch.cuda.get_device_properties(device)).total_memory)
    else:  # none is needed on the device "meta"
        return
    refusal = too_large(config.class_name, parameters, torch.get_default_dtype().itemsize, memory)
    if refusal is not None:
        raise MemoryError(refusal)
