"""Weights to start from: those that torchvision publishes, or a file with a state dict of torchvision's network.

They are matched by position, not by name: a network whose layers are registered in torchvision's order has as many
convolutions and norms, in the same shapes, one after the other. Tensors that stand alone, such as class tokens, may be
registered elsewhere: they are told by a shape that no other tensor has. What a mechanism adds stays as it was drawn.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from ..catalog import BackboneClass
from ..config.config import Config
from ..config.wording import alternatives, visible
from ..graph.graph import Graph
from ..layers.names import module_path
from .state_dict_file import NoStateDictError, read_state_dict

__all__ = ["load_pretrained"]

_NAME = re.compile(r"(\w+_Weights\.)?[A-Z][A-Z0-9_]*")
"""`DEFAULT`, `IMAGENET1K_V1`, `ResNet18_Weights.DEFAULT`; anything else is a path."""

_MATCHED = ("weight", "bias", "running_mean", "running_var")
"""Entries of layers and norms. Files older than norms' batch counters lack these, and nothing is computed with them."""

_INSTALL = "pip install 'clbackbones[pretrained]'"
_SHOWN = 10


def load_pretrained(backbone: nn.Module, config: Config, graph: Graph) -> None:
    """Puts the weights that the config names into a backbone; does nothing where it names none.

    On the meta device, where a restored backbone waits for its own weights, nothing is read.

    Args:
        backbone: The backbone, its weights drawn.
        config: Its config.
        graph: Its graph.

    Raises:
        ValueError: There are no such published weights, or they do not fit the network.
        ImportError: Published weights need torchvision.
        OSError: The file cannot be read, or the weights cannot be downloaded.
    """
    known = config.backbone_class()
    field = next((field.name for field in known.fields.values() if field.type == "weights"), None)
    source: str | None = field and getattr(config, field)
    if source is None or next(backbone.parameters()).is_meta:
        return
    builder = known.torchvision_of({name: getattr(config, name) for name in known.fields})
    given = _published(known, builder, source) if _NAME.fullmatch(source) else _from_file(source)
    layers = {module_path(node.name) for node in graph.nodes}
    with torch.no_grad():
        for own, loaded in _matched(backbone, layers, given, f"{field}={source!r}", config.class_name):
            own.copy_(loaded)


def _matched(
    backbone: nn.Module, layers: Collection[str], given: Mapping[str, Tensor], origin: str, name: str
) -> Iterator[tuple[Tensor, Tensor]]:
    """Pairs of the own tensors of a backbone's layers and those given."""
    own = {key: tensor for key, tensor in backbone.state_dict().items() if key.rpartition(".")[0] in layers}
    own = {key: tensor for key, tensor in own.items() if _entry(key) in _MATCHED}
    loaded = {key: tensor for key, tensor in given.items() if _entry(key) in _MATCHED}
    if not _fits(own, loaded) and _fits(own, ordered := _in_order(own, loaded)):
        loaded = ordered
    classifier = {key.rpartition(".")[0] for key in list(loaded)[len(own) :]}
    problems = [
        f"{theirs}, {tuple(loaded[theirs].shape)}, stands where {key}, {tuple(own[key].shape)}, is expected"
        for key, theirs in zip(own, loaded, strict=False)
        # A convolution and a norm may have a bias of one shape: both have to agree.
        if loaded[theirs].shape != own[key].shape or _entry(theirs) != _entry(key)
    ]
    problems += [
        f"{theirs} is {loaded[theirs].dtype}, not a floating-point type"
        for _, theirs in zip(own, loaded, strict=False)
        if not loaded[theirs].is_floating_point()
    ]
    problems += [f"nothing stands for {key}, {tuple(own[key].shape)}" for key in list(own)[len(loaded) :]]
    if len(classifier) > 1:
        problems += [f"{name} is more than a classifier" for name in sorted(classifier)]
    if problems:
        more = [f"... and {len(problems) - _SHOWN} more"] if len(problems) > _SHOWN else []
        lines = "\n".join([*map(visible, problems[:_SHOWN]), *more])
        raise ValueError(f"{origin} does not fit a {name}:\n{lines}")
    return zip(own.values(), loaded.values(), strict=False)


def _entry(key: str) -> str:
    """Which entry of its layer a tensor is; a parameter of the network itself, such as a class token, is a weight."""
    leaf = key.rpartition(".")[2]
    known = [entry for entry in (*_MATCHED, "num_batches_tracked") if leaf == entry or leaf.endswith(f"_{entry}")]
    return known[0] if known else "weight"


def _fits(own: Mapping[str, Tensor], given: Mapping[str, Tensor]) -> bool:
    """Whether the tensors given stand where own ones of their shape stand; a classifier's may follow."""
    return len(own) <= len(given) and all(
        mine.shape == theirs.shape for mine, theirs in zip(own.values(), given.values(), strict=False)
    )


def _in_order(own: Mapping[str, Tensor], given: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The tensors given in the order of the own ones, where those that are the only ones of their shape are."""
    shapes = [tuple(tensor.shape) for tensor in own.values()]
    others = [tuple(tensor.shape) for tensor in given.values()]
    alone = {shape for shape in shapes if shapes.count(shape) == others.count(shape) == 1}
    placed = {tuple(tensor.shape): key for key, tensor in given.items() if tuple(tensor.shape) in alone}
    rest = iter([key for key in given if key not in placed.values()])
    ordered = [placed[shape] if shape in alone else next(rest, None) for shape in shapes]
    keys = [key for key in ordered if key is not None]
    return {key: given[key] for key in [*keys, *rest]}


def _from_file(source: str) -> Mapping[str, Tensor]:
    path = Path(source).expanduser()
    try:
        return read_state_dict(path)
    except FileNotFoundError as error:
        raise FileNotFoundError(
            f"there is no file {source!r}; published weights have names such as 'DEFAULT' or 'IMAGENET1K_V1'"
        ) from error
    except NoStateDictError as error:
        raise ValueError(f"{source!r} {error}") from error


def _published(known: BackboneClass, builder: str | None, name: str) -> Mapping[str, Tensor]:
    if builder is None:
        raise ValueError(f"no weights are published for {known.name}; give the path of a file instead of {name!r}")
    try:
        from torchvision import models  # pyright: ignore[reportMissingTypeStubs]
    except (ImportError, RuntimeError) as error:  # a build for another torch raises a RuntimeError
        raise ImportError(f"published weights need torchvision: {_INSTALL} ({error})") from error
    published: Any = models.get_model_weights(builder)
    full = name if "." in name else f"{published.__name__}.{name}"
    try:
        weights: Any = models.get_weight(full)
    except (ValueError, KeyError):
        weights = None
    if not isinstance(weights, published):
        names = alternatives(repr(each) for each in published.__members__)
        raise ValueError(f"there are no weights {name!r} for {known.name}; write {names}, or the path of a file")
    try:
        return weights.get_state_dict(progress=True, check_hash=True)
    except OSError as error:
        raise OSError(f"{full} cannot be downloaded ({error}); get {weights.url} and give the file's path") from error
