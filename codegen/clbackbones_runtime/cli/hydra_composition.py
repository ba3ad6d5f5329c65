"""What the installed Hydra composes, and from which file or override each value of it comes."""

import warnings
from argparse import Namespace
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

from attrs import frozen

from ..catalog import Catalog
from ..config.composition import Composition, Layer, key_path
from ..config.config_tree import ConfigFile, ConfigTrees, is_regular
from ..config.document import Document
from ..config.examination import examine_part
from ..config.problems import Problem
from ..config.wording import alternatives, quoted, visible
from .mistakes import Mistake
from .report import Outcome
from .selection import backbones_in

__all__ = ["composed"]


def composed(catalog: Catalog, options: Namespace) -> list[Outcome]:
    """Lets Hydra compose a config, and checks the backbones in it.

    Args:
        catalog: The catalog of the package that is asked.
        options: `compose` is the folder, `config_name` the config, `paths` are overrides, `key` leads to the backbone.

    Raises:
        Mistake: Hydra is not installed, or composes nothing; its reason is told.
    """
    if find_spec("hydra") is None:
        raise Mistake(f"--compose needs Hydra: pip install '{catalog.package}[hydra]'")
    folder = Path(options.compose)
    if not folder.is_dir():
        raise Mistake(f"--compose {visible(options.compose)}: there is no such folder")
    trees = ConfigTrees(catalog)
    name: str = options.config_name or _only_primary(trees, folder)
    composition = _composition(trees, folder, name, options.paths)
    own = composition.file.document
    paths = backbones_in(catalog, composition, options.key)
    if not paths:
        where = f"no {quoted(options.key)}" if options.key else "no backbone"
        reason = f"{visible(own.path or name)}: there is {where} in what Hydra composes"
        return [Outcome(path=own.path or name, status="unreadable", reason=reason)]
    found = [examine_part(catalog, composition, path, interpolations=True) for path in paths]
    problems: tuple[Problem, ...] = tuple(dict.fromkeys(problem for each in found for problem in each.problems))
    texts = {layer.document.path or "": layer.document.text for layer in composition.layers}
    invalid = any(each.errors for each in found)
    return [Outcome(path=own.path or name, status="invalid" if invalid else "valid", problems=problems, texts=texts)]


def _only_primary(trees: ConfigTrees, folder: Path) -> str:
    names = [file.name for file in trees.composed_in(folder.absolute())]
    if len(names) == 1:
        return names[0]
    which = f"one of {alternatives(map(quoted, names))}" if names else "the name of a file without .yaml"
    raise Mistake(f"--compose {visible(str(folder))}: say which config Hydra is to compose: --config-name {which}")


@frozen
class _Told:
    """What Hydra tells of a composition.

    Attributes:
        config: The whole, interpolations as they are.
        defaults: The path and the package of every config, in order.
        overrides: The overrides of values: their text, the key and the value.
        places: Folders in which configs are, in the order in which they are looked for.
    """

    config: object
    defaults: Sequence[tuple[str, str]]
    overrides: Sequence[tuple[str, str, object]]
    places: Sequence[Path]


def _composition(trees: ConfigTrees, folder: Path, name: str, overrides: Sequence[str]) -> Composition:
    told = _ask_hydra(folder, name, overrides)
    layers = [*_layers(trees, told), *_override_layers(told)]
    document = next((layer.document for layer in layers if layer.name == name), Document("", name))
    return Composition(ConfigFile(document, name=name), (), tuple(layers), (), told.config)


def _ask_hydra(folder: Path, name: str, overrides: Sequence[str]) -> _Told:
    from hydra import compose, initialize_config_dir
    from hydra.core.global_hydra import GlobalHydra
    from hydra.types import RunMode
    from omegaconf import OmegaConf

    try:
        with warnings.catch_warnings(), initialize_config_dir(str(folder.absolute()), version_base=None):
            warnings.simplefilter("ignore")
            config: Any = compose(name, list(overrides), return_hydra_config=True)
            loader = GlobalHydra.instance().config_loader()
            listed: Any = loader.compute_defaults_list(name, list(overrides), RunMode.RUN)
            sources: Any = config.hydra.runtime.config_sources
            whole: Any = OmegaConf.to_container(config, resolve=False)
    except Exception as error:  # of Hydra, OmegaConf or PyYAML, or whatever they stumble over in users' files
        if isinstance(error, OSError) and error.errno is not None:  # the system's, which says of what file
            raise
        raise Mistake(f"Hydra cannot compose {quoted(name)}: {visible(_reason(error))}") from None
    whole.pop("hydra", None)
    given = [
        (str(override.input_line), str(override.key_or_group), cast("object", override.value()))
        for override in listed.config_overrides
        if not override.is_delete() and not override.is_sweep_override()
    ]
    defaults = [(str(each.config_path), str(each.package or "")) for each in listed.defaults]
    places = [place for source in sources for place in _place(str(source.schema), str(source.path))]
    return _Told(whole, [each for each in defaults if not each[0].startswith("hydra/")], given, places)


def _reason(error: Exception) -> str:
    """What an error says, on one line."""
    if isinstance(error, RecursionError):
        return "something is nested too deep, or leads back to itself: a defaults list, an alias or an interpolation"
    lines = (line.strip() for line in (str(error) or str(error.__cause__)).splitlines())
    text = " ".join(line for line in lines if line)
    return f"{type(error).__name__}: {text}" if isinstance(error, AttributeError | LookupError) else text


def _place(schema: str, path: str) -> Iterator[Path]:
    """The folder of a source of configs; nothing for one that is none."""
    if schema == "file":
        yield Path(path)
    elif schema == "pkg" and path:
        try:
            found = find_spec(path)
        except (ImportError, ValueError):
            return
        yield from (Path(place) for place in (found.submodule_search_locations or ()) if found) if found else ()


def _layers(trees: ConfigTrees, told: _Told) -> Iterator[Layer]:
    """The files, in the order in which they are composed; what is registered in a program has none."""
    shipped = {each.group.parent for each in trees.catalog.family}
    for path, package in told.defaults:
        file = path if path.endswith(".yaml") else f"{path}.yaml"
        place = next((place for place in told.places if is_regular(place / file)), None)
        if place is not None:
            document = trees.document(place / file)
            yield Layer(document, key_path(package), document.value, path, place in shipped)


def _override_layers(told: _Told) -> Iterator[Layer]:
    for text, key, value in told.overrides:
        for name in reversed(key_path(key)):
            value = {name: value}  # noqa: PLW2901 - level by level
        yield Layer(Document.of_python(value, f"override {quoted(text)}"), (), value)
