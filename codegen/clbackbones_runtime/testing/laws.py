"""The laws: what every backbone keeps, whatever its architecture and its mechanism. Each function checks one config.

`Laws` is the same for all classes of a generated package: `mybackbones.testing.laws.check("SlowHATMLP")` in a test of
one's own holds a new mechanism to what holds for those of this library.
"""

import copy
import json
import math
import pickle
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import torch
from attrs import frozen
from torch import Tensor

from ..catalog import BackboneClass, Catalog
from ..checkpoint.checkpoint import restore, save
from ..config.config import Config
from ..config.loading import load
from ..config.problems import ConfigError
from ..graph.kinds import PerUnit, Weighted
from .agreement import agreement
from .law_compaction import compaction
from .law_error import LawError, require
from .law_isolation import isolation, purity
from .law_speed import speed
from .passes import (
    DRAWS,
    SIZE,
    all_outputs,
    begin_task,
    keep_everything,
    learned,
    random_input,
    random_values,
    tensors_in,
    train_forward,
)
from .small_configs import input_shape, small_config

__all__ = [
    "LawError",
    "Laws",
    "agreement",
    "compaction",
    "identity",
    "isolation",
    "layers",
    "learning",
    "numbers",
    "persistence",
    "purity",
    "round_trip",
    "shapes",
    "small_config",
    "speed",
]

_WIDE: Final = 32
"""Required integers of a small config whose masks of several tasks have to leave some units to each."""

_DEEP: Final = 10
"""Layers from which on a network that can have norms is not trained without."""

_NARROW: Final = 5
"""How many times the share of law 12 small networks may have, of whose layers one unit is a large part."""


def shapes(config: Config, input_shape: Sequence[int], batch: int = 2, device: str = "meta") -> None:
    """Law 1: output (batch, output_dim), and activations of all weighted layers in the shapes of the graph.

    Args:
        config: The config.
        input_shape: Shape of one input.
        batch: Number of inputs.
        device: Where the network is made; on `meta`, nothing is computed, whatever its size.

    Raises:
        LawError: One has another shape.
    """
    with torch.device(device):
        backbone = config.build()
        begin_task(backbone)
        input = random_values(backbone, (batch, *input_shape))
    nodes = config.graph(tuple(input_shape)).nodes
    normed = [node for node in nodes if node.per_task != "never" and isinstance(node.kind, PerUnit)]
    if any(batch * math.prod(size or 1 for size in node.shape[1:]) == 1 for node in normed):
        require(_refuses(backbone, input), "law 1: a norm of a single value is no error")
        return
    feature, activations = train_forward(backbone, input)
    wanted = (batch, *config.output_shape(*input_shape))
    require(tuple(feature.shape) == wanted, f"law 1: the feature is {tuple(feature.shape)}, not {wanted}")
    require(backbone.output_dim == wanted[-1], f"law 1: output_dim is {backbone.output_dim}, not {wanted[-1]}")
    found = {name: tuple(value.shape) for name, value in activations.items()}
    predicted = {name: (batch, *sizes) for name, sizes in config.activation_shapes(*input_shape).items()}
    require(found == predicted, f"law 1: activations are {found}, not {predicted}")


def _refuses(backbone: Any, input: Tensor) -> bool:
    try:
        train_forward(backbone, input)
    except ValueError as error:
        return "more than 1 value per channel" in str(error)
    return False


def numbers(config: Config) -> None:
    """Law 1: what a backbone computes is finite, and the graph counts its parameters.

    Raises:
        LawError: It is not, or there are more or fewer.
    """
    backbone = config.build()
    begin_task(backbone)
    feature, activations = train_forward(backbone, random_input(backbone, batch=4))
    require(feature.isfinite().all(), "law 1: the feature is not finite")
    for name, value in activations.items():
        require(value.isfinite().all(), f"law 1: the activation of {name} is not finite")
    count = sum(parameter.numel() for parameter in backbone.parameters())
    counted = f"law 1: the config counts {config.num_parameters} parameters, and the backbone has {count}"
    require(config.num_parameters == count, f"{counted}: `parameters` of the mechanism says what it has besides")


def layers(config: Config) -> None:
    """Law 1: the weighted layers of the graph are those of the module.

    Raises:
        LawError: A layer has other weights.
    """
    with torch.device("meta"):
        backbone = config.build()
    names = list(backbone.graph.layers)
    require(backbone.weighted_layer_names == names, f"law 1: weighted_layer_names is not {names}")
    for name, node in backbone.graph.layers.items():
        module = backbone.get_layer_by_name(name)
        bias = 0 if module.bias is None else module.bias.numel()
        assert isinstance(node.kind, Weighted)
        found = module.weight.numel(), bias, module.weight.shape[node.kind.unit_axis]
        wanted = node.weight, node.bias, node.units
        require(found == wanted, f"law 1: {name} has (weight, bias, units) {found}, not {wanted}")


def identity(config: Config, size: int = 16) -> None:
    """Law 2: a masked network whose mask keeps everything computes what the plain one computes, bit for bit.

    Args:
        config: The config of a masked backbone.
        size: Height and width of images, where the network takes any.

    Raises:
        LawError: A feature, an activation or a running statistic differs.
    """
    plain_class = config.backbone_class().plain()
    require(plain_class is not None, f"law 2: there is no class like {config.class_name} without masks")
    assert plain_class is not None
    masked, plain = config.build(), _plain_config(config, plain_class).build()
    state = masked.state_dict()
    plain.load_state_dict({key: value for key, value in state.items() if key in plain.state_dict()})
    begin_task(masked)
    keeping = keep_everything(masked)
    input = random_input(masked, batch=2, size=size)
    for mode in (True, False):
        masked.train(mode)
        plain.train(mode)
        (expected, _), (found, masks) = _outputs(plain, input, {}), _outputs(masked, input, keeping)
        opened = all((mask == 1).all() for mask in tensors_in(masks))
        remedy = "" if opened else "; the mask is not all ones, which `keep_everything` of its recipe makes it"
        require(expected.keys() == found.keys(), f"law 2: activations are {list(found)}, not {list(expected)}")
        for name, value in expected.items():
            same = torch.equal(found[name].nan_to_num(), value.nan_to_num())
            require(same, f"law 2: {name} differs {'in training' if mode else 'at rest'}{remedy}")
    after = masked.state_dict()
    for key, value in plain.state_dict().items():
        require(torch.equal(after[key], value), f"law 2: {key} moved differently in training")


def _plain_config(config: Config, plain: BackboneClass) -> Config:
    """The config of the same network without masks."""
    values = {key: value for key, value in config.to_dict().items() if key in plain.fields}
    for name, field in plain.fields.items():
        # A mechanism's norm per task stands where the plain network has a norm or none.
        if field.type == "boolean" and not isinstance(values[name], bool):
            values[name] = values[name] is not None
    return load(plain.catalog, {"_target_": plain.target, **values})


def _outputs(backbone: Any, input: Tensor, arguments: Mapping[str, Any]) -> tuple[dict[str, Tensor], list[Any]]:
    """Feature and activations, and what stands between them; dropout draws the same for everybody."""
    torch.manual_seed(1)
    feature, *masks, activations = backbone(input, stage="train", **arguments)
    return {"feature": feature, **activations}, masks


def learning(config: Config) -> None:
    """Law 3: the first batch gives every weight, embedding and score a finite gradient that is not all zero.

    Parameters that a mechanism has frozen are no such thing; then it trains something else of the layer, or, where all
    layers are frozen, beside them.

    Raises:
        LawError: One has none, or of a layer nothing is trained; or one is all zero whatever weights are drawn.
    """
    shut = _without_gradient(config)
    for _ in range(1, DRAWS if shut else 1):
        shut = [key for key in _without_gradient(config) if key in shut]
    remedy = f"in each of {DRAWS} draws; give the class fields with which more of its units are open"
    require(not shut, f"law 3: the gradient of {shut[0] if shut else None} is all zero {remedy}")


def _without_gradient(config: Config) -> list[str]:
    """Parameters whose gradient is all zero in the first batch, such as those of a layer whose ReLU shuts all units."""
    backbone = config.build()
    begin_task(backbone)
    feature, _ = train_forward(backbone, random_input(backbone, batch=8))
    (feature * torch.randn_like(feature)).mean().backward()
    layers = {name: backbone.get_layer_by_name(name) for name in backbone.weighted_layer_names}
    frozen = [name for name, layer in layers.items() if not any(each.requires_grad for each in layer.parameters())]
    # Where all layers are, the mechanism trains something else, such as factors of units.
    sound = not frozen or (len(frozen) == len(layers) and any(each.requires_grad for each in backbone.parameters()))
    require(sound, f"law 3: nothing of {next(iter(frozen), None)} is trained")
    shut: list[str] = []
    for key, parameter in backbone.named_parameters():
        if key.rpartition(".")[2] == "bias" or not parameter.requires_grad:
            continue  # the bias before a norm has none by construction
        require(parameter.grad is not None, f"law 3: {key} has no gradient")
        assert parameter.grad is not None
        require(parameter.grad.isfinite().all(), f"law 3: the gradient of {key} is not finite")
        shut += [] if parameter.grad.any() else [key]
    return shut


def persistence(config: Config, folder: Path, tasks: int = 2, size: int = 2 * SIZE) -> None:
    """Law 5: saved after some tasks and loaded into a fresh object, a backbone computes the same for each.

    Args:
        config: The config.
        folder: Where files may be written.
        tasks: Number of tasks, 3 at most; after 3, masked backbones begin a further one.
        size: Height and width of images, where the network takes any.

    Raises:
        LawError: A fresh or a restored object computes something else.
    """
    backbone = learned(config, tasks, size)
    input = random_input(backbone, batch=2, size=size)
    torch.save(torch.nn.ModuleDict({"backbone": backbone}).state_dict(), folder / "learner.pt")
    fresh = torch.nn.ModuleDict({"backbone": config.build()})
    fresh.load_state_dict(torch.load(folder / "learner.pt", weights_only=True), strict=True)
    _same(fresh["backbone"], backbone, input, "a fresh object")
    save(backbone, folder / "backbone.pt")
    restored = restore(config.catalog, folder / "backbone.pt")
    require(type(restored) is type(backbone), f"law 5: restored is a {type(restored).__name__}")
    require(restored.config == config, f"law 5: the restored config is {restored.config}")
    _same(restored, backbone, input, "the restored object")


def _same(found: Any, backbone: Any, input: Tensor, what: str) -> None:
    expected, given = all_outputs(backbone, input), all_outputs(found, input)
    require(list(given) == list(expected), f"law 5: {what} has the tasks {list(given)}, not {list(expected)}")
    for task_id, feature in expected.items():
        same, task = torch.equal(given[task_id], feature), "the current task" if task_id is None else f"task {task_id}"
        require(same, f"law 5: {what} computes something else for {task}: what that follows from has to be a buffer")
    # A state dict tells the tasks of backbones that store masks; of others, only a file of `save` does.
    for state in ("task_id", "processed_task_ids", "stored_task_ids") if hasattr(backbone, "store_mask") else ():
        require(getattr(found, state) == getattr(backbone, state), f"law 5: {what} has another {state}")


def round_trip(config: Config) -> None:
    """Law 7: from a config to YAML, JSON, a copy or a pickle and back is the same config.

    Raises:
        LawError: It is another one.
    """
    again = load(config.catalog, config.to_yaml())
    require(type(again) is type(config) and again == config, f"law 7: from YAML comes {again}, not {config}")
    require(again.to_yaml() == config.to_yaml(), "law 7: the YAML is written otherwise the second time")
    mapping = json.loads(json.dumps(config.to_dict(), allow_nan=False))
    require(load(config.catalog, mapping) == config, "law 7: from JSON comes another config")
    copies = (copy.deepcopy(config), pickle.loads(pickle.dumps(config)))
    require(all(each == config for each in copies), "law 7: a copy is another config")


@frozen
class Laws:
    """The laws for the classes of one generated package.

    Attributes:
        catalog: Its catalog.
    """

    catalog: Catalog

    @property
    def class_names(self) -> tuple[str, ...]:
        """The classes that the laws are for."""
        return self.catalog.class_names()

    def check(self, class_name: str, seed: int = 0, **fields: object) -> None:
        """Holds a class to all laws, with small configs: with norms and without, as far as it has them.

        Args:
            class_name: The class.
            seed: Seed of all that is drawn; torch's own generator is left as it was.
            **fields: Values of fields for which the class needs other than the smallest, such as the size of images.

        Raises:
            LawError: It does not keep one.
            KeyError: The package has no such class.
        """
        backbone = self.catalog.backbone_class(class_name)
        with torch.random.fork_rng(devices=[]), tempfile.TemporaryDirectory() as folder:
            configs = self._configs(backbone, fields)
            for config in configs:
                torch.manual_seed(seed)
                size, masked = 2 * SIZE, hasattr(config.build(), "store_mask")
                shapes(config, input_shape(config, size))
                numbers(config)
                layers(config)
                learning(config)
                persistence(config, Path(folder), size=size)
                round_trip(config)
                agreement(self.catalog, config.to_dict())
                purity(config, size)
                if masked:
                    isolation(config, size=size)
                    compaction(config, size)
                if masked and (config is configs[-1] or len(config.graph().layers) < _DEEP):
                    # What is multiplied layer by layer stays in range by norms, where the network can have them.
                    speed(config, size, allowance=_NARROW)
                if masked and backbone.plain() is not None:
                    identity(config, size)

    def _configs(self, backbone: BackboneClass, fields: Mapping[str, object]) -> list[Config]:
        """Small configs: the defaults, and each choice of a norm that tasks do not share."""
        configs = [small_config(backbone, _WIDE, **fields)]
        for field in map(backbone.fields.__getitem__, sorted({*backbone.part_fields("norm")} - {*fields})):
            value = True if field.type == "boolean" else list(field.choices)[-1]
            try:
                configs.append(small_config(backbone, _WIDE, **{**fields, field.name: value}))
            except ConfigError:
                continue  # another field forbids it
        return list(dict.fromkeys(configs))
