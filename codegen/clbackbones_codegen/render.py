"""Rendering: pairs and woven statements -> {path: text} of the package. Pure; it reads templates and the runtime."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import jinja2

from clbackbones_runtime.catalog import CLARENA
from clbackbones_runtime.format import FORMAT

from . import prose
from .check_names import API, PUBLIC_MODULES
from .conf import GROUP, config_group
from .config_classes import describe_configs, describe_drop_in_configs
from .drop_ins import describe_drop_in, describe_package
from .model import Json, Spec
from .module import describe_module
from .product import Package, Pair, drop_ins, pairs
from .publish import publish
from .symbols import RUNTIME

_SHIMS = ("__main__", "_api", "_catalog", "testing")
"""Modules of the package that stand for those of the runtime."""

_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    autoescape=False,
)


def render(spec: Spec, data: Mapping[str, Json], package: Package) -> dict[str, str]:
    """All files of the package by their path in it, not yet formatted.

    Args:
        spec: The spec, checked.
        data: The content of `_spec.json`.
        package: The package that is generated.
    """
    every = list(pairs(spec))
    files = {"_spec.json": json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", "py.typed": ""}
    files |= {f"{name}.py": _print(f"{name}.py.j2", package) for name in _SHIMS}
    files["conf/__init__.py"] = _print("conf_init.py.j2", package)
    files |= publish(data)
    for config in config_group(data):
        files[f"{GROUP}/{config.name}.yaml"] = _print("conf.yaml.j2", package, config=config)
    for pair in every:
        module, configs = describe_module(pair, spec), describe_configs(pair)
        files[f"{pair.name}.py"] = _print("module.py.j2", package, _sources(pair, spec), module=module)
        files[f"configs/{pair.name}.py"] = _print("config.py.j2", package, _sources(pair, spec), config=configs)
    files["configs/__init__.py"] = _configs_init(every, package)
    files |= _drop_in_files(spec, package)
    files["__init__.py"] = _package_init(every, spec, package)
    return files


def _drop_in_files(spec: Spec, package: Package) -> dict[str, str]:
    """The package of the drop-ins for CLArena, and that of their configs."""
    every = list(drop_ins(spec))
    files: dict[str, str] = {}
    for pair, drop_in in every:
        path, sources = f"{drop_in.name.replace('.', '/')}.py", _sources(pair, spec)
        files[path] = _print("drop_in.py.j2", package, sources, drop_in=describe_drop_in(pair, drop_in, package))
        configs = describe_drop_in_configs(pair, drop_in)
        files[f"configs/{path}"] = _print("config.py.j2", package, sources, config=configs)
    if every:
        ours = [pair for pair, _ in every]
        described = describe_package(ours, spec)
        files[f"{CLARENA}/__init__.py"] = _print("clarena.py.j2", package, drop_ins=described)
        files[f"configs/{CLARENA}/__init__.py"] = _configs_init(ours, package)
    return files


def class_table(spec: Spec) -> str:
    """The generated classes as a Markdown table: a row per variant, a column per mechanism."""
    by_architecture: dict[str, list[Pair]] = {}
    for pair in pairs(spec):
        by_architecture.setdefault(pair.architecture.name, []).append(pair)
    rows = [
        {"title": variant.name, "classes": [pair.class_name(variant.name) for pair in group]}
        for group in by_architecture.values()
        for variant in group[0].variants
    ]
    columns = [pair.mechanism.title.replace("|", r"\|") for pair in next(iter(by_architecture.values()))]
    return _ENVIRONMENT.get_template("classes.md.j2").render(columns=columns, rows=rows)


def _print(template: str, package: Package, sources: Sequence[str] = ("schema/",), **values: object) -> str:
    """A file from its template; `sources` are what its head names."""
    return _ENVIRONMENT.get_template(template).render(package=package, sources=sources, **values)


def _sources(pair: Pair, spec: Spec) -> list[str]:
    return [spec.architecture_file(pair.stem), spec.mechanism_file(pair.mechanism_name)]


def _configs_init(every: Sequence[Pair], package: Package) -> str:
    return _init(
        ["Config classes, one per generated class; importing them does not import torch."],
        {f".{pair.name}": _class_names(pair, "Config") for pair in every},
        package,
    )


_HELP_WIDTH = 76
"""`help` indents a docstring by 4 of 80 columns."""


def _package_init(every: Sequence[Pair], spec: Spec, package: Package) -> str:
    exports = {f".{module}": list(names) for module, names in API.items()}
    exports |= {f"{RUNTIME}.{module}": [*names] for module, names in PUBLIC_MODULES.items()}
    for mechanism in spec.own_mechanisms.values():
        names = [*(mechanism.exports or []), *([mechanism.backbone] if mechanism.backbone else [])]
        if names:
            exports.setdefault(mechanism.module, []).extend(names)
    for pair in every:
        exports[f".{pair.name}"] = _class_names(pair, "")
        exports[f".configs.{pair.name}"] = _class_names(pair, "Config")
    return _init(_package_doc(every, spec, package), exports, package, format=FORMAT)


def _package_doc(every: Sequence[Pair], spec: Spec, package: Package) -> list[str]:
    """The docstring of the package, for `help(clbackbones)` in 80 columns."""
    own = [pair for pair in every if f"architectures/{pair.stem}.json" not in spec.inherited]
    variants = dict.fromkeys(variant.name for pair in own for variant in pair.variants)
    mechanisms = {pair.mechanism.prefix: pair.mechanism for pair in every}
    layers = [name for mechanism in spec.own_mechanisms.values() for name in mechanism.exports or []]
    woven = dict.fromkeys(pair.mechanism.prefix or "" for pair in every if pair not in own)
    told = [f"Architectures: {', '.join(variants)}."] if variants else []
    told += [f"With {', '.join(woven)} also those of {', '.join(package.parents)}."] if woven else []
    return [
        "Backbones for continual learning, and their checked configs.",
        "",
        f"    import {package.name}",
        "",
        f'    config = {package.name}.load("backbone.yaml")  # ConfigError if invalid',
        f"    backbone = config.build(){' ' * len(package.name)}        # a torch.nn.Module",
        "",
        *_wrap(" ".join(told)),
        "",
        "Each exists with every mechanism, whose prefix stands before its name:"
        if variants
        else "The prefix of a mechanism stands before a name:",
        "",
        *(line for key, row in mechanisms.items() for line in _wrap(f"{key or '(none)'}: {row.description}", "- ")),
        "",
        *_wrap("Every class `X` has a config class `XConfig`, which needs no torch. Both take the same keywords."),
        "",
        *_wrap("`load` and `validate` read YAML. `save` and `restore` write and read checkpoints, masks included."),
        *(_wrap(f"Layers for networks made by hand: {', '.join(layers)}.") if layers else []),
        *_wrap(
            f"`{package.name}.testing` draws configs for hypothesis; `{package.name}.conf` is a config group of Hydra."
        ),
        "",
        f"In a terminal: `{'python -m ' if package.parents else ''}{package.name} --help`.",
    ]


def _wrap(text: str, bullet: str = "") -> list[str]:
    return prose.wrap(f"{bullet}{text}", _HELP_WIDTH, " " * len(bullet))


def _init(doc: list[str], exports: Mapping[str, list[str]], package: Package, format: int | None = None) -> str:
    return _print(
        "init.py.j2",
        package,
        doc=prose.docstring(doc),
        # `as` marks a name as exported for type checkers.
        imports=[(module, [f"{name} as {name}" for name in names]) for module, names in exports.items()],
        table=exports,
        exports=[name for names in exports.values() for name in names],
        format=format,
    )


def _class_names(pair: Pair, suffix: str) -> list[str]:
    names = [*(variant.name for variant in pair.variants), *(alias for v in pair.variants for alias in v.aliases or [])]
    return [f"{pair.class_name(name)}{suffix}" for name in names]
