"""Builds a small network of each mechanism of a package that is compiled and nowhere installed, and says what is wrong.

    python -P -m clbackbones_runtime.testing.built FOLDER PACKAGE MODULES REPORT

The compiler starts it, so that what modules of mechanisms print, raise, end or never finish happens in another process.
FOLDER holds the PACKAGE of that name, MODULES are those of its mechanisms as JSON, `{"slow_hat": "mylab.slow_hat"}`,
and to the file REPORT it writes a line for each step.
"""

import json
import math
import os
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from itertools import combinations
from pathlib import Path
from typing import Any, Final

from attrs import Factory, evolve, frozen

from ..catalog import BackboneClass, Catalog, Json
from ..config.config import Config, entries_of
from ..config.loading import load
from .law_error import LawError
from .report import Counted, Step
from .small_configs import input_shape, small_config

__all__ = ["main"]

_WIDTHS: Final = (8, 4, 16, 3, 32, 1, 64)
"""What stands for required integers of small configs, in turn, until there is such a network."""

_LONGEST: Final = 300
"""Characters of what was raised that are reported."""


def main(arguments: Sequence[str]) -> None:
    """Tries all mechanisms.

    Args:
        arguments: FOLDER, PACKAGE, MODULES, REPORT.
    """
    folder, package, modules, report = arguments
    with Path(report).open("w", encoding="ascii") as file:
        for step in _steps(Path(folder), package, json.loads(modules)):
            file.write(step.line())
            file.flush()


def _steps(folder: Path, package: str, modules: Mapping[str, str]) -> Iterator[Step]:
    """The steps of all mechanisms, none of which keeps others from being tried."""
    try:
        import_module("torch").set_num_threads(1)  # quicker for small networks
        catalog = _catalog(folder, package)
    except BaseException as error:
        yield _failed(Step(), error, package)
        return
    if lacking := [*_lacking(catalog)]:
        yield from lacking
        return
    for mechanism, module in modules.items():
        step = Step(mechanism=mechanism, at="module")
        try:
            for step in _trial(catalog, mechanism, module):
                yield step
        except BaseException as error:  # a module may raise SystemExit as well
            yield _failed(step, error, module)


def _catalog(folder: Path, package: str) -> Catalog:
    """The catalog of the package in a folder, which is imported under its name wherever another one of it is."""
    spec = spec_from_file_location(package, folder / "__init__.py", submodule_search_locations=[str(folder)])
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[package] = module
    spec.loader.exec_module(module)
    return module.CATALOG


def _lacking(catalog: Catalog) -> Iterator[Step]:
    """Classes that the tables of activations and operations name, and that are not there or no modules."""
    from torch import nn

    from ..layers.torch_names import torch_class

    tables = {"activations": catalog.activations(), "operations": catalog.operations()}
    for place, row in ((f"{table}/{key}", row) for table, rows in tables.items() for key, row in rows.items()):
        name: str | None = row["class"]
        if name is None:  # an operation that is a function alone
            continue
        try:
            found: Any = torch_class(name)
            if not issubclass(found, nn.Module):
                raise TypeError(f"{name} is no nn.Module")
        except BaseException as error:  # its module may be anybody's
            yield evolve(_failed(Step(at="class", name=name), error, ""), place=place)


def _trial(catalog: Catalog, mechanism: str, module: str) -> Iterator[Step]:
    """Imports a mechanism's module, and builds a small network, which makes a pass in training of a first task."""
    from .laws import shapes  # which imports torch

    yield Step(mechanism=mechanism, at="module")
    import_module(module)
    classes = _classes(catalog, mechanism)
    step = Step(mechanism=mechanism, at="backbone", name=classes[0].name)
    yield step
    classes.sort(key=lambda backbone: _facts(catalog, backbone.architecture).size)
    config = _smallest(classes)
    if config is None:  # its fields need values that no small config has
        yield evolve(step, at="built")
        return
    step = evolve(step, name=config.class_name)
    yield step
    shapes(config, input_shape(config), device="cpu")
    yield _compared(step, config, classes)


def _classes(catalog: Catalog, mechanism: str) -> list[BackboneClass]:
    """A class of each architecture with a mechanism."""
    classes: dict[str, BackboneClass] = {}
    for backbone in map(catalog.backbone_class, catalog.class_names()):
        if backbone.mechanism == mechanism:
            classes.setdefault(backbone.architecture, backbone)
    return [*classes.values()]


@frozen
class _Facts:
    """What a small network of an architecture has, whatever its mechanism.

    Attributes:
        size: Its layers, and their parameters.
        entries: What a mechanism may have parameters for.
    """

    size: tuple[float, int] = math.inf, 0
    entries: Mapping[str, int] = Factory(dict[str, int])


@cache
def _facts(catalog: Catalog, architecture: str) -> _Facts:
    classes = map(catalog.backbone_class, catalog.class_names())
    config = _small(next(backbone for backbone in classes if backbone.architecture == architecture))
    if config is None:
        return _Facts()
    graph = config.graph()
    return _Facts((len(graph.layers), sum(node.parameters for node in graph.nodes)), entries_of(graph))


def _small(backbone: BackboneClass) -> Config | None:
    """A small config of a class; None where its fields need other values than such a config has."""
    for width in _WIDTHS:
        with suppress(ValueError):
            return small_config(backbone, width)
    return None


def _smallest(classes: Iterable[BackboneClass]) -> Config | None:
    """The config of a small network, of one that has biases if there is any: they are counted too."""
    without: Config | None = None
    for config in filter(None, map(_small, classes)):
        for each in (config, *_varied(config)):
            if entries_of(each.graph())["bias"]:
                return each
        without = without or config
    return without


def _varied(config: Config) -> Iterator[Config]:
    """Configs that differ from one in a field: a switch, or a size that has no default."""
    backbone = config.backbone_class()
    values = {name: value for name, value in config.to_dict().items() if name not in backbone.derived}
    for field in backbone.fields.values():
        match values.get(field.name):
            case bool(value):
                other: Json = not value
            case int(value) if field.required:
                other = value + 1
            case [value, *more] if field.required:
                other = [value + 1, *more]
            case _:
                continue
        with suppress(ValueError):
            yield load(backbone.catalog, {**values, field.name: other})


def _compared(step: Step, config: Config, classes: Iterable[BackboneClass]) -> Step:
    """What the parameters of a network come to, if it has any for its mechanism, and those of networks beside it."""
    counted = [_counted(config)]
    if counted[0].said or counted[0].found:
        counted += map(_counted, filter(None, map(_small, _telling(counted[0].entries, classes))))
    wrong = [each for each in counted if each.said != each.found]
    if not wrong:
        return evolve(step, at="built")
    right = [each for each in counted if each.said == each.found]
    return evolve(step, at="parameters", counted=(*wrong, *right, *map(_counted, _varied(config))))


def _telling(entries: Mapping[str, int], classes: Iterable[BackboneClass]) -> Iterator[BackboneClass]:
    """Classes with other numbers of things that a network has equally many of: of units and biases, say."""
    alike = [pair for pair in combinations(entries, 2) if entries[pair[0]] == entries[pair[1]]]
    for backbone in classes:
        found = _facts(backbone.catalog, backbone.architecture).entries
        still = [(one, other) for one, other in alike if found.get(one) == found.get(other)]
        if still != alike:
            yield backbone
        alike = still


def _counted(config: Config) -> Counted:
    """The parameters of a backbone that has begun its first task, and those that its config counts."""
    from .passes import begin_task  # which imports torch

    backbone = config.build()
    begin_task(backbone)
    graph = config.graph()
    layers = sum(node.parameters for node in graph.nodes)
    found = sum(parameter.numel() for parameter in backbone.parameters())
    said = config.num_parameters
    return Counted(name=config.class_name, said=said - layers, found=found - layers, entries=entries_of(graph))


def _failed(step: Step, error: BaseException, module: str) -> Step:
    """The step with what it raised."""
    try:
        text = str(error)
    except Exception:  # of a class of somebody's
        text = ""
    raised = f"raises {': '.join(filter(None, (type(error).__name__, text)))}"
    what = f"breaks {text}" if isinstance(error, LawError) else raised
    return evolve(step, raised=what[:_LONGEST], place=_place(error, module))


def _place(error: BaseException, module: str) -> str:
    """Where it was raised, and what to do there: in the module if that stands in the traceback, or where it ends."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if not frame.filename.startswith("<")]
    source = getattr(sys.modules.get(module), "__file__", None)
    frame = next((frame for frame in reversed(frames) if frame.filename == source), frames[-1])
    todo = "correct" if source in (None, frame.filename) else "see"  # None: it is still being imported
    return f"{todo} line {frame.lineno} of {Path(frame.filename).name}"


if __name__ == "__main__":
    main(sys.argv[1:])
    os._exit(0)  # whatever threads that do not end a module has begun
