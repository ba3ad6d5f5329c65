"""Rendering: pairs and woven statements -> {path: text} of the package. Pure; it reads templates."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import jinja2

from clbackbones_runtime.catalog import CLARENA
from clbackbones_runtime.format import FORMAT

from ..ir.counts import Counts
from ..ir.product import Package, Pair, Product, variants_of
from ..ir.symbols import RUNTIME, exported_names
from ..publish.conf import GROUP, GroupConfig
from ..spec.model import Source, Spec
from . import prose
from .figures import shown_figures
from .mask_layers import layers_in_words
from .woven import Woven

API = {
    "": ("plots",),
    "_api": ("create", "list_backbones", "load", "restore", "validate"),
    "_catalog": ("CATALOG",),
}
"""What modules of the package define for its interface; of the package itself, modules that are attributes of it."""

PUBLIC_MODULES = {
    "checkpoint.checkpoint": ("CheckpointError", "is_checkpoint", "save"),
    "config.problems": ("ConfigError", "Problem"),
    "heads.features": ("FeatureExtractor",),
    "heads.task_heads": ("TaskHeads",),
    "layers.memory": ("keep_freed_memory",),
    "mechanisms.protection": ("IsolationError",),
}
"""What runtime modules define for it."""

SHIMS = ("__main__", "_api", "_catalog", "conversion", "plots", "testing")
"""Modules of the package that stand for those of the runtime."""

_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    autoescape=False,
)


def render(woven: Woven, group: Iterable[GroupConfig]) -> dict[str, str]:
    """All files of the package but those of JSON, by their path in it, not yet formatted.

    Args:
        woven: The modules.
        group: The configs for Hydra.
    """
    package, pairs, spec = woven.package, woven.product.pairs, woven.product.spec
    files = {"py.typed": ""}
    figures = exported_names(f"{RUNTIME}.plots.figures")
    files |= {f"{name}.py": _print(f"{name}.py.j2", package, figures=figures) for name in SHIMS}
    files["conf/__init__.py"] = _print("conf_init.py.j2", package)
    for config in group:
        files[f"{GROUP}/{config.name}.yaml"] = _print("conf.yaml.j2", package, config=config)
    for network, module, config in woven.networks:
        sources = _sources(network.stem, network.mechanism_name, spec)
        files[f"networks/{network.module}.py"] = _print("network.py.j2", package, sources, module=module)
        files[f"configs/networks/{network.module}.py"] = _print("config.py.j2", package, sources, config=config)
    for pair, module, config in woven.pairs:
        sources = _sources(pair.stem, pair.mechanism_name, spec)
        files[f"{pair.name}.py"] = _print("module.py.j2", package, sources, module=module)
        files[f"configs/{pair.name}.py"] = _print("config.py.j2", package, sources, config=config)
    files["networks/__init__.py"] = _print("networks_init.py.j2", package)
    files["configs/networks/__init__.py"] = _print("networks_init.py.j2", package)
    files["configs/__init__.py"] = _configs_init(pairs, package)
    if woven.layers is not None:
        files["layers.py"] = _print("layers.py.j2", package, module=woven.layers)
    files |= _drop_in_files(woven)
    files["__init__.py"] = _package_init(woven)
    return files


def _drop_in_files(woven: Woven) -> dict[str, str]:
    """The package of the drop-ins for CLArena, and that of their configs."""
    package, files = woven.package, dict[str, str]()
    if woven.drop_in_package is None:
        return files
    for drop_in, module, config in woven.drop_ins:
        path = f"{drop_in.name.replace('.', '/')}.py"
        sources = _sources(drop_in.pair.stem, drop_in.pair.mechanism_name, woven.product.spec)
        files[path] = _print("drop_in.py.j2", package, sources, drop_in=module)
        files[f"configs/{path}"] = _print("config.py.j2", package, sources, config=config)
    files[f"{CLARENA}/__init__.py"] = _print("clarena.py.j2", package, drop_ins=woven.drop_in_package)
    files[f"configs/{CLARENA}/__init__.py"] = _configs_init([drop_in.pair for drop_in, _, _ in woven.drop_ins], package)
    return files


def class_table(product: Product, counts: Sequence[Counts]) -> str:
    """The generated classes as two Markdown tables: a row per architecture, and a row per mechanism.

    Args:
        product: All pairs.
        counts: What the networks have that the figures are of.
    """
    architectures = {pair.stem: pair.architecture for pair in product.pairs}
    mechanisms: dict[str, Pair] = {}
    for pair in product.pairs:
        mechanisms.setdefault(pair.mechanism_name, pair)
    families = [
        {
            "title": _cell(architecture.title),
            "classes": [variant.name for variant in variants_of(architecture)],
            "source": _link(architecture.source),
            **shown_figures(architecture, [each for each in counts if each.stem == stem]),
        }
        for stem, architecture in architectures.items()
    ]
    rows = [
        {
            "title": _cell(pair.mechanism.title),
            "example": pair.class_names[0],
            "source": "" if pair.mechanism.source is None else _link(pair.mechanism.source),
        }
        for pair in mechanisms.values()
    ]
    return _ENVIRONMENT.get_template("classes.md.j2").render(families=families, mechanisms=rows)


def _link(source: Source) -> str:
    return f"[{_cell(source.title)}]({source.url})"


def _cell(text: str) -> str:
    """A text that ends no cell of a table."""
    return text.replace("|", r"\|")


def _print(template: str, package: Package, sources: Sequence[str] = ("schema/",), **values: object) -> str:
    """A file from its template; `sources` are what its head names."""
    return _ENVIRONMENT.get_template(template).render(package=package, sources=sources, **values)


def _sources(stem: str, mechanism: str, spec: Spec) -> list[str]:
    return [spec.architecture_file(stem), spec.mechanism_file(mechanism)]


def _configs_init(every: Sequence[Pair], package: Package) -> str:
    return _init(
        ["Config classes, one per generated class; importing them does not import torch."],
        {f".{pair.name}": _config_names(pair) for pair in every},
        package,
    )


def _config_names(pair: Pair) -> list[str]:
    return [f"{name}Config" for name in pair.exports]


_HELP_WIDTH = 76
"""`help` indents a docstring by 4 of 80 columns."""


def _package_init(woven: Woven) -> str:
    every, spec, package = woven.product.pairs, woven.product.spec, woven.package
    exports = {f".{module}": list(names) for module, names in API.items()}
    exports |= {f"{RUNTIME}.{module}": [*names] for module, names in PUBLIC_MODULES.items()}
    for mechanism in spec.own_mechanisms.values():
        names = [*(mechanism.exports or []), *([mechanism.backbone] if mechanism.backbone else [])]
        if names:
            exports.setdefault(mechanism.module, []).extend(names)
    if woven.layers is not None:
        exports["."].append("layers")
        exports[".layers"] = woven.layers.exports
    for pair in every:
        exports[f".{pair.name}"] = pair.exports
        exports[f".configs.{pair.name}"] = _config_names(pair)
    return _init(_package_doc(every, spec, package), exports, package, format=FORMAT)


def _package_doc(every: Sequence[Pair], spec: Spec, package: Package) -> list[str]:
    """The docstring of the package, for `help(clbackbones)` in 80 columns."""
    own = [pair for pair in every if f"architectures/{pair.stem}.json" not in spec.inherited]
    variants = dict.fromkeys(variant.name for pair in own for variant in pair.variants)
    mechanisms = {pair.mechanism.prefix: pair.mechanism for pair in every}
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
        *_wrap(layers_in_words(spec)),
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
