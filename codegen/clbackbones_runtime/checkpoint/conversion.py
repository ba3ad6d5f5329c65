"""From a state dict of CLArena to a checkpoint of ours: which backbone it is of, and whether it fits."""

import itertools
import math
import os
import re
import warnings
from collections.abc import Iterator, Mapping
from inspect import signature
from typing import Any, cast

import torch
from attrs import frozen
from torch import Tensor

from ..catalog import CLARENA, BackboneClass, Catalog
from ..config.config import Config
from ..config.loading import load
from ..config.wording import visible
from ..graph.graph import Node
from ..mechanisms.backbone import Backbone
from ..mechanisms.cl import TaskBackbone
from ..mechanisms.masked import MaskedBackbone
from ..weights.clarena_state import adopt
from ..weights.state_dict_file import NoStateDictError, find_state_dict, read_state_dict
from ..weights.tensor_file import NoTensorsError, read_tensors
from .checkpoint import CheckpointError, save
from .clarena_pickle import Model, find_model
from .reading import told
from .soundness import faults, types_of

__all__ = ["Converted", "convert"]

State = Mapping[str, Tensor]

_SHOWN = 10
"""Lines of an error at most."""

_TABLE = re.compile(r"_t\.|\.(weight|bias)_score\.weight$")
"""Embeddings and scores: CLArena has one table for all layers, of ours each layer has its scores."""

_MORE = re.compile(rf"{_TABLE.pattern}|^backup_backbones\.")
"""What has weights and is no layer of the network."""


@frozen
class Converted:
    """What a state dict was taken for.

    Attributes:
        config: The config that fits it.
        undecided: Fields of which it says nothing, or not all.
        others: Other classes that it fits as well.
        masks: What is masked, as the mechanism says it, where the file holds no masks of tasks, which CLArena does not
            save; else None.
    """

    config: Config
    undecided: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    masks: str | None = None


def convert(
    catalog: Catalog,
    source: str | os.PathLike[str],
    target: str | os.PathLike[str],
    config: Config | None = None,
    fields: Mapping[str, Any] | None = None,
    *,
    trust: bool = False,
) -> Converted:
    """`convert` of the generated package that a catalog is of; there it is said what is taken, returned and raised."""
    if os.path.exists(target) and os.path.samefile(source, target):  # noqa: PTH110, PTH121 - any kind of path
        raise CheckpointError(f"{visible(os.fsdecode(target))} is the file that is read; name another one to write")
    model, state = _read(os.fsdecode(source), trust)
    name = visible(os.fsdecode(source))
    if model is not None and model.ours is not None:
        save(model.ours, target)
        return Converted(model.ours.config)
    given = fields or {}
    if config is None:
        known = {} if model is None else model.fields(catalog)
        found = _recognized(catalog, state, {**known, **given}, name)
    else:
        _check(state, config, name)
        found = Converted(config)
    backbone = _built(found.config, state, name)
    if model is not None:
        _carry_over(model, backbone, state, name)
    save(backbone, target)
    kept = isinstance(backbone, MaskedBackbone) and backbone.processed_task_ids
    return Converted(found.config, found.undecided, found.others, None if kept else _masks(found.config))


def _read(path: str, trust: bool) -> tuple[Model | None, State]:
    """The model in a file that is trusted, if it holds one, and the state dict."""
    name = visible(path)
    try:
        if not trust:
            return None, read_state_dict(path)
        content = read_tensors(path, "cpu", trust=True)
        model = find_model(content)
        return model, find_state_dict(content) if model is None else model.backbone.state_dict()
    except NoTensorsError as error:
        raise CheckpointError(f"{name} is truncated, or holds what cannot be made here ({error})") from error
    except NoStateDictError as error:
        hint = (
            "" if trust else "; a model that was pickled whole is read with --trust (trust=True) by those who trust it"
        )
        raise CheckpointError(f"{name} {error}{hint}") from error


def _built(config: Config, state: State, name: str) -> Backbone:
    with torch.device("meta"):
        backbone: Backbone = config.build()
    types = types_of(backbone)
    backbone.load_state_dict(state, strict=True, assign=True)
    if problems := list(faults(backbone, types)):  # for which `restore` would refuse what is written
        raise CheckpointError(f"{name} does not fit {config.class_name}: {told(problems)}")
    return backbone


def _carry_over(model: Model, backbone: Backbone, state: State, name: str) -> None:
    """Takes over tasks and masks of a model, and checks that what is computed for each task stays the same."""
    if not isinstance(backbone, TaskBackbone):
        return
    last: Any = {"embedding_init": None} if "embedding_init" in signature(backbone.setup_task_id).parameters else {}
    for task_id in (*model.task_ids, *([] if model.task_id is None else [model.task_id])):
        backbone.setup_task_id(task_id, **last)
    backbone.load_state_dict(state, strict=False)  # what a task that is set up starts anew
    if isinstance(backbone, MaskedBackbone):
        try:
            cast(Any, backbone).masks = model.masks
        except ValueError as error:
            raise CheckpointError(f"{name} has masks that do not fit a {type(backbone).__name__}: {error}") from error
    for task_id in model.masks:
        try:
            theirs = _feature(model.backbone, model.masks[task_id], task_id, backbone)
        except Exception:  # whatever a class of CLArena's raises that does not run
            return
        ours = _feature(backbone, model.masks[task_id], task_id, backbone)
        if not torch.allclose(theirs, ours, rtol=1e-4, atol=1e-5):
            far = float((theirs - ours).abs().max())
            raise CheckpointError(
                f"{name}: of task {task_id} a {type(backbone).__name__} would compute other features, which differ by "
                f"{far:.3g}; its masks stand elsewhere than in the network that was trained"
            )


def _feature(module: Any, masks: Any, task_id: int, like: Backbone) -> Tensor:
    """What a backbone, ours or CLArena's, computes for a task of an input that is always the same."""
    sizes = (64 if size is None else size for size in like.graph.input_shape)
    example = next(like.parameters())
    input = torch.randn(2, *sizes, generator=torch.Generator().manual_seed(0)).to(example.dtype)
    arguments: dict[str, Any] = {"test_task_id": task_id}
    if "test_mask" in signature(module.forward).parameters:
        arguments = {"mask_percentage": 1.0, "test_mask": masks}
    was_training = module.training
    module.eval()
    try:
        with torch.no_grad():
            return module(input, stage="test", **arguments)[0]
    finally:
        module.train(was_training)


def _masks(config: Config) -> str | None:
    return config.catalog.mechanism(config.backbone_class().mechanism)["masks"]


def _recognized(catalog: Catalog, state: State, fields: Mapping[str, Any], name: str) -> Converted:
    """The config that fits; of several, CLArena's layout first, then defaults."""
    layers = _layers(state)
    fitting: dict[BackboneClass, list[Config]] = {}
    near: list[tuple[float, Config]] = []
    for backbone in _classes(catalog, fields):
        for config in _configs(backbone, layers, fields):
            nodes = config.graph().layers
            distance = len(nodes.keys() ^ layers.keys()) + 0.5 * (not _same_mechanism(config, state))
            if distance:
                near.append((distance, config))
                break
            if misfits := _misfits(nodes, layers, state):  # told without making the network
                near.append((0.5 * misfits / (misfits + 1), config))
                continue
            differences = [line for lines in _differences(state, config).values() for line in lines]
            if not differences:
                fitting.setdefault(backbone, []).append(config)
            else:  # nearer than any with other layers
                near.append((-1 / len(differences), config))
    if not fitting:
        if not near:
            raise CheckpointError(f"{name} holds no weights of a backbone")
        # Of what does not fit, the nearest tells most.
        _check(state, min(near, key=lambda pair: pair[0])[1], name)
    # Of two that fit, the plain network and the one for continual learning, CLArena's users mean the latter.
    classes = sorted(fitting, key=lambda each: not each.catalog.mechanism(each.mechanism)["prefix"])
    configs = fitting[classes[0]]
    drawn = {field: {getattr(config, field) for config in configs} for field in _choosing(classes[0])}
    known = classes[0].fields
    free = [field for field in known if field in drawn and len(drawn[field]) > 1]
    free += [field for field, facts in known.items() if facts.type in ("activation", "number")]
    undecided = tuple(field for field in known if field in free and field not in fields)
    return Converted(configs[0], undecided, tuple(each.name for each in classes[1:]))


def _classes(catalog: Catalog, fields: Mapping[str, Any]) -> list[BackboneClass]:
    target = fields.get("_target_")
    if target is None:
        return [catalog.backbone_class(name) for name in catalog.class_names()]
    backbone = catalog.resolve(target) if isinstance(target, str) else None
    return [
        load(catalog, {"_target_": target}).backbone_class() if backbone is None else backbone
    ]  # load says what is near


def _layers(state: State) -> dict[str, tuple[int, ...]]:
    """Shapes of the weights of layers, by the layers' names, in order: no vectors, embeddings, scores and backups."""
    return {
        key.removesuffix(".weight").replace(".", "/"): tuple(value.shape)
        for key, value in state.items()
        if key.endswith(".weight") and value.ndim > 1 and not _MORE.search(key)
    }


def _misfits(nodes: Mapping[str, Node], layers: Mapping[str, tuple[int, ...]], state: State) -> int:
    """How many layers have weights of another size, or a bias where the file has none, or none."""
    return sum(
        math.prod(layers[name]) != node.weight or (f"{name.replace('/', '.')}.bias" in state) != (node.bias > 0)
        for name, node in nodes.items()
    )


def _same_mechanism(config: Config, state: State) -> bool:
    """Whether the file has tables of embeddings or scores exactly where the mechanism has such parameters."""
    per = config.catalog.mechanism(config.backbone_class().mechanism)["parameters_per"]
    return bool(per) == any(_TABLE.search(key) for key in state)


def _choosing(backbone: BackboneClass) -> dict[str, list[Any]]:
    """Values of the fields that have few: CLArena's first, then the default."""
    choices: dict[str, list[Any]] = {}
    for name, field in backbone.fields.items():
        if field.type in ("boolean", "enum"):
            values: list[Any] = [True, False] if field.type == "boolean" else list(field.choices)
            values += [None] if field.nullable else []
            first = {CLARENA: 0, field.default: 1}
            choices[name] = sorted(values, key=lambda value, first=first: first.get(value, 2))
    return choices


def _configs(
    backbone: BackboneClass, layers: Mapping[str, tuple[int, ...]], fields: Mapping[str, Any]
) -> Iterator[Config]:
    """The configs of a class whose sizes are those of the layers."""
    if not layers:
        return
    shapes = list(layers.values())
    entries = backbone.catalog.architecture(backbone.architecture)
    sizes: dict[str, Any] = {entries["input"][0]: shapes[0][1]}
    for name, field in backbone.fields.items():
        if field.type == "integers":
            sizes[name] = [shape[0] for shape in shapes[:-1]]
        elif field.type == "integer" and field.required and name not in sizes:
            sizes[name] = shapes[-1][0]
    given = {key: value for key, value in fields.items() if key != "_target_"}
    choices = {name: values for name, values in _choosing(backbone).items() if name not in given}
    for values in itertools.product(*choices.values()):
        drawn = dict(zip(choices, values, strict=True))
        yield load(backbone.catalog, {"_target_": backbone.target, **sizes, **drawn, **given})


def _check(state: State, config: Config, name: str) -> None:
    found = _differences(state, config)
    if found:
        share = (_SHOWN - 1) // len(found)
        shown = "\n".join(line for kind, lines in found.items() for line in _shortened(kind, lines, share))
        raise CheckpointError(f"{name} does not fit {config.class_name}:\n{shown}")


def _shortened(kind: str, lines: list[str], most: int) -> list[str]:
    """The first lines, and how many there are besides."""
    lines = [visible(line) for line in lines]
    return lines if len(lines) <= most else [*lines[: most - 1], f"... and {len(lines) - most + 1} more {kind}"]


def _differences(state: State, config: Config) -> dict[str, list[str]]:
    """What is misshaped, missing, unexpected or no mask in a state dict for the backbone of a config, a line each."""
    with torch.device("meta"), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a trial would forget does not matter
        backbone: Backbone = config.build()
    adopted = dict(state)
    if isinstance(backbone, MaskedBackbone):  # as it does itself when it loads
        adopt(backbone, adopted, "")
    own = backbone.state_dict()
    misshaped = [key for key in own if key in adopted and own[key].shape != adopted[key].shape]
    rest = {key: value for key, value in adopted.items() if key not in misshaped}
    try:
        keys: Any = backbone.load_state_dict(rest, strict=False, assign=True)
    except RuntimeError as error:
        missing = [f"{key} is missing" for key in own if key not in adopted]
        return {"wrong": str(error).splitlines()[1:], **({"missing": missing} if missing else {})}
    found = {
        "misshaped": [f"{key} is {tuple(adopted[key].shape)}, not {tuple(own[key].shape)}" for key in misshaped],
        "missing": [f"{key} is missing" for key in keys.missing_keys if key not in misshaped],
        "unexpected": [f"{key} is unexpected" for key in keys.unexpected_keys],
    }
    return {kind: lines for kind, lines in found.items() if lines}
