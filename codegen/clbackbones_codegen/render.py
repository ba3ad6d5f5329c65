"""Rendering: pairs and woven statements -> {path: text} of the package. Pure: it reads only templates and runtime files."""

import ast
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2

from . import prose
from .expression import choose, names_in
from .lower import lower
from .model import Json, Spec
from .product import Pair, pairs
from .publish import publish
from .symbols import RUNTIME, Symbols
from .weave import Weaver

COMMAND = "make codegen"
PACKAGE = "clbackbones"
# Runtime modules whose `__all__` is part of the package's own interface.
PUBLIC_MODULES = ("errors", "loading")

_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    autoescape=False,  # noqa: S701 - the output is Python, not HTML
)


def render(spec: Spec, data: Mapping[str, Json]) -> dict[str, str]:
    """All files of the package by their path in it, not yet formatted, and the class table as `README.md`."""
    every = list(pairs(spec))
    files = dict(_runtime_files())
    files["_spec.json"] = json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
    files["py.typed"] = ""
    files |= publish(data)
    for pair in every:
        files[f"{pair.name}.py"] = _module(pair, spec)
        files[f"configs/{pair.name}.py"] = _config(pair)
    files["configs/__init__.py"] = _configs_init(every)
    files["__init__.py"] = _package_init(every, spec)
    return files


def class_table(spec: Spec) -> str:
    """The generated classes as a Markdown table: a row per variant, a column per mechanism."""
    every = list(pairs(spec))
    columns = list(dict.fromkeys(pair.mechanism.title for pair in every))
    rows = [
        {"title": variant.name, "classes": [pair.class_name(variant.name) for pair in every if pair.architecture is a]}
        for a in spec.architectures.values()
        for variant in next(pair for pair in every if pair.architecture is a).variants
    ]
    return _ENVIRONMENT.get_template("classes.md.j2").render(columns=columns, rows=rows)


def _runtime_files() -> Iterator[tuple[str, str]]:
    for path in sorted(RUNTIME.rglob("*.py")):
        name = path.relative_to(RUNTIME).as_posix()
        if name != "__init__.py":
            source = f"codegen/clbackbones_codegen/runtime/{name}"
            header = _ENVIRONMENT.get_template("header.j2").render(sources=[source])
            yield name, header + path.read_text(encoding="utf-8")


def _sources(pair: Pair) -> list[str]:
    stem = pair.name.removeprefix(f"{pair.mechanism_name}_")
    return [f"schema/architectures/{stem}.json", f"schema/mechanisms/{pair.mechanism_name}.json"]


# Modules


def _module(pair: Pair, spec: Spec) -> str:
    architecture, mechanism = pair.architecture, pair.mechanism
    flat = lower(architecture)
    defaults = {key: value for block in flat["blocks"].values() for key, value in block["arguments"].items()}
    sizes = _size_arguments(flat)
    weaver = Weaver(mechanism, {name: _off(entry) for name, entry in pair.fields.items()}, defaults, sizes)
    classes = {name: f"{pair.class_name(_camel(name))}Block" for name in flat["blocks"]}
    context = [f"{name}: {kind}" for name, kind in (mechanism.context or {}).items()]
    blocks = [_block(pair, weaver, flat["blocks"][name], classes[name], context) for name in flat["blocks"]]
    woven = weaver.network(
        flat["steps"], list(pair.fields), list(architecture.constants or {}), classes, architecture.input[0]
    )
    names = [pair.class_name(variant.name) for variant in pair.variants]
    base = pair.class_name(architecture.name)
    concrete = names == [base]
    symbols = Symbols.of(pair.mechanism_name, spec)
    used = {str(mechanism.backbone), *weaver.symbols, *(mechanism.context or {}).values()}
    activation_fields = [name for name, entry in pair.fields.items() if entry["type"] == "activation"]
    if activation_fields:
        used.add("activation_name")
    types = [_camel(name) for name in activation_fields]
    configs = [f"{base}Config", *(f"{name}Config" for name in names if not concrete)]
    aliases = [
        (pair.class_name(alias), pair.class_name(variant.name))
        for variant in pair.variants
        for alias in variant.aliases or []
    ]
    return _ENVIRONMENT.get_template("module.py.j2").render(
        sources=_sources(pair),
        module={
            "title": prose.title(pair),
            "imports": [*symbols.imports(used), (f".configs.{pair.name}", sorted([*types, *configs]))],
            "exports": sorted([*names, *(alias for alias, _ in aliases)]),
            "blocks": blocks,
            "name": base,
            "base": mechanism.backbone,
            "doc": prose.class_doc(pair, _shapes(pair), raises=True),
            "constants": _constants(pair, classes),
            "config": f"{base}Config",
            "concrete": concrete,
            "parameters": _parameters(pair),
            "passed": [_passed(name, entry) for name, entry in pair.fields.items()],
            "woven": woven,
            "scheme": _scheme(pair),
            "inputs": ["x: Tensor", *context],
            "inputs_doc": _inputs_doc(pair),
            "variants": [] if concrete else _variants(pair, classes),
            "aliases": aliases,
        },
    )


def _block(
    pair: Pair, weaver: Weaver, block: Mapping[str, Json], name: str, context: Sequence[str]
) -> dict[str, Any]:
    arguments = [f"{key}: int" if value is None else f"{key}: int = {value}" for key, value in block["arguments"].items()]
    stride = "stride" in block["arguments"]
    size = "H / stride, W / stride" if stride else "H, W"
    return {
        "name": name,
        "doc": [block["description"], f"Shapes: (batch, in_channels, H, W) -> (batch, out_channels, {size})."],
        "parameters": [f"config: {pair.class_name(pair.architecture.name)}Config", "name: str", "in_channels: int", *arguments],
        "sizes": [f"{key}: int" for key in weaver.size_arguments],
        "inputs": ["input: Tensor", *context, "activations: dict[str, Tensor]"],
        "woven": weaver.block(block["steps"], list(block["arguments"]), list(pair.fields)),
    }


def _size_arguments(flat: Mapping[str, Json]) -> list[str]:
    """Arguments of the blocks on which their number of output channels depends."""
    blocks = flat["blocks"].values()
    last = [next(step["units"] for step in reversed(block["steps"]) if "units" in step) for block in blocks]
    return [name for name in _argument_names(flat) if any(name in names_in(expression) for expression in last)]


def _argument_names(flat: Mapping[str, Json]) -> list[str]:
    return list(dict.fromkeys(name for block in flat["blocks"].values() for name in block["arguments"]))


def _shapes(pair: Pair) -> str:
    sizes = ", ".join(pair.architecture.input)
    flat = lower(pair.architecture)["steps"][0]["step"] == "flatten"
    more = ", or any shape that flattens to it" if flat else ""
    return f"Shapes: input (batch, {sizes}){more}; feature (batch, output_dim)."


def _inputs_doc(pair: Pair) -> list[str]:
    lines = [f"x: Input, shape (batch, {', '.join(pair.architecture.input)})."]
    return lines + [f"{name}: What the mechanism passes to its sites." for name in pair.mechanism.context or {}]


def _constants(pair: Pair, classes: Mapping[str, str]) -> list[dict[str, str]]:
    rows = [variant.constants for variant in pair.variants]
    return [
        {"name": name, "doc": doc, "type": _constant_type([row[name] for row in rows], classes)}
        for name, doc in (pair.architecture.constants or {}).items()
    ]


def _constant_type(values: Sequence[Json], classes: Mapping[str, str]) -> str:
    if all(isinstance(value, str) for value in values):
        return " | ".join(f"type[{classes[value]}]" for value in dict.fromkeys(values))
    return "int" if all(isinstance(value, int) for value in values) else "Sequence[int]"


def _variants(pair: Pair, classes: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "name": pair.class_name(variant.name),
            "config": f"{pair.class_name(variant.name)}Config",
            "doc": f"{variant.name}, {pair.mechanism.title}; see `{pair.class_name(pair.architecture.name)}`.",
            "constants": [(name, _constant(value, classes)) for name, value in variant.constants.items()],
        }
        for variant in pair.variants
    ]


def _constant(value: Json, classes: Mapping[str, str]) -> str:
    if isinstance(value, str):
        return classes[value]
    return f"({', '.join(map(str, value))},)" if isinstance(value, list) else str(value)


def _scheme(pair: Pair) -> str:
    weights = pair.architecture.initial_weights
    if weights is None:
        return "None"
    names = {name: f"config.{name}" for name in pair.fields}
    return choose(weights.when, repr(weights.scheme), "None", names)


def _off(entry: Mapping[str, Json]) -> str:
    return "False" if entry["type"] == "boolean" else "None"


def _parameters(pair: Pair) -> list[str]:
    """The constructor's parameters after self: required fields, then keyword-only ones."""
    required = [f"{name}: {_type(entry, name)}" for name, entry in pair.fields.items() if "required" in entry]
    optional = [
        f"{name}: {_module_type(entry, name)} = {entry.get('default')!r}"
        for name, entry in pair.fields.items()
        if "required" not in entry
    ]
    return [*required, "*", *optional] if optional else required


def _module_type(entry: Mapping[str, Json], name: str) -> str:
    kind = _type(entry, name)
    return kind.replace(_camel(name), f"{_camel(name)} | Callable[..., nn.Module]") if entry["type"] == "activation" else kind


def _passed(name: str, entry: Mapping[str, Json]) -> str:
    return f"{name}=activation_name({name})" if entry["type"] == "activation" else f"{name}={name}"


# Configs


def _config(pair: Pair) -> str:
    base = pair.class_name(pair.architecture.name)
    names = [pair.class_name(variant.name) for variant in pair.variants]
    concrete = names == [base]
    types = [
        (_camel(name), f"Literal[{', '.join(map(repr, entry['choices']))}]")
        for name, entry in pair.fields.items()
        if entry["type"] == "activation"
    ]
    aliases = [
        (f"{pair.class_name(alias)}Config", f"{pair.class_name(variant.name)}Config")
        for variant in pair.variants
        for alias in variant.aliases or []
    ]
    exports = {f"{base}Config", *(f"{name}Config" for name in names), *(a for a, _ in aliases), *(t for t, _ in types)}
    return _ENVIRONMENT.get_template("config.py.j2").render(
        sources=_sources(pair),
        config={
            "title": prose.title(pair),
            "name": f"{base}Config",
            "class_name": base,
            "concrete": concrete,
            "exports": sorted(exports),
            "types": types,
            "doc": [
                f"Config of {'`' + base + '`' if concrete else 'the variants of ' + pair.architecture.name + ', ' + pair.mechanism.title}.",
                *prose.arguments_section(pair.fields),
                "",
                "Raises:",
                "    ConfigError: If the arguments are not valid; it lists all problems.",
            ],
            "fields": [
                {
                    "name": name,
                    "type": _config_type(entry, name),
                    "default": _config_default(entry),
                    "doc": _field_doc(entry),
                }
                for name, entry in pair.fields.items()
            ],
            "variants": []
            if concrete
            else [{"name": f"{name}Config", "class_name": name, "doc": f"Config of `{name}`."} for name in names],
            "aliases": aliases,
        },
    )


def _field_doc(entry: Mapping[str, Json]) -> list[str]:
    """The docstring under a field; a text too long for one line gets a paragraph of its own."""
    lines = prose.wrap(prose.field_prose(entry))
    return lines


def _type(entry: Mapping[str, Json], name: str) -> str:
    kinds = {"integer": "int", "number": "float", "boolean": "bool", "integers": "Sequence[int]"}
    kind = kinds.get(entry["type"]) or (
        _camel(name) if entry["type"] == "activation" else f"Literal[{', '.join(map(repr, entry['choices']))}]"
    )
    return f"{kind} | None" if entry.get("nullable") else kind


def _config_type(entry: Mapping[str, Json], name: str) -> str:
    if entry["type"] == "integers":
        return "tuple[int, ...]"
    return "int" if "derived" in entry else _type(entry, name)


def _config_default(entry: Mapping[str, Json]) -> str:
    options = [] if "required" in entry else [f"default={entry.get('default')!r}"]
    converter = "integers" if entry["type"] == "integers" else "derived" if "derived" in entry else None
    if converter is not None:
        return f" = field({', '.join([*options, f'converter={converter}'])})"
    return "" if "required" in entry else f" = {entry['default']!r}"


# Packages


def _configs_init(every: Sequence[Pair]) -> str:
    return _init(
        ["Config classes, one per generated class; importing them does not import torch."],
        {f".{pair.name}": _class_names(pair, "Config") for pair in every},
        "..lazy",
        sorted(f"schema/{kind}/*.json" for kind in ("architectures", "mechanisms")),
    )


def _package_init(every: Sequence[Pair], spec: Spec) -> str:
    exports: dict[str, list[str]] = {}
    for name in PUBLIC_MODULES:
        exports[f".{name}"] = _all_of(RUNTIME / f"{name}.py")
    for name, mechanism in spec.mechanisms.items():
        if mechanism.exports or mechanism.backbone:
            exports[f".{name}"] = sorted([*(mechanism.exports or []), *([mechanism.backbone] if mechanism.backbone else [])])
    for pair in every:
        exports[f".{pair.name}"] = _class_names(pair, "")
        exports[f".configs.{pair.name}"] = _class_names(pair, "Config")
    doc = [
        "Backbone networks for continual learning, generated from one JSON spec.",
        "Every architecture exists with every mechanism; each class `X` has a config class `XConfig` that needs no torch.",
        "",
        "    import clbackbones",
        "",
        '    config = clbackbones.load("backbone.yaml")',
        "    backbone = config.build()",
        "",
        "Architectures: " + ", ".join(dict.fromkeys(v.name for pair in every for v in pair.variants)) + ".",
        "Mechanisms (class-name prefix): "
        + ", ".join(dict.fromkeys(f"{p.mechanism.title} ({p.mechanism.prefix or 'none'})" for p in every))
        + ".",
    ]
    return _init(doc, exports, ".lazy", ["schema/"])


def _init(doc: list[str], exports: Mapping[str, list[str]], lazy: str, sources: Sequence[str]) -> str:
    return _ENVIRONMENT.get_template("init.py.j2").render(
        doc=[line for part in doc for line in (prose.wrap(part) or [""])] if len(doc) == 1 else doc,
        imports=[(module, [f"{name} as {name}" for name in names]) for module, names in exports.items()],
        table={module[1:]: names for module, names in exports.items()},
        exports=sorted(name for names in exports.values() for name in names),
        lazy=lazy,
        sources=sources,
    )


def _class_names(pair: Pair, suffix: str) -> list[str]:
    names = [name for variant in pair.variants for name in (variant.name, *(variant.aliases or []))]
    return sorted(f"{pair.class_name(name)}{suffix}" for name in names)


def _all_of(path: Path) -> list[str]:
    """`__all__` of a module, read off its syntax tree."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets):
            return sorted(ast.literal_eval(node.value))
    return []


def _camel(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))
