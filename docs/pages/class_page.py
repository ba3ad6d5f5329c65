"""The page of one class: what it is, YAML to copy, fields, a picture, layers, signatures."""

import inspect
from collections.abc import Iterator

import clbackbones
from clbackbones import CATALOG
from clbackbones_runtime.catalog import BackboneClass, Field
from clbackbones_runtime.cli.new import template
from clbackbones_runtime.config.scalars import written
from clbackbones_runtime.config.summary import layer_table, masks_of, totals
from clbackbones_runtime.config.wording import takes

from .markdown import bullets, fenced, html_table, link, page, paper, raw
from .networks import Network, network_of, same_network
from .picture import drawn, shape_text

__all__ = ["class_page", "summary_row"]

MOST_OPEN = 80
"""Rows of a table that is shown at once; a longer one opens on request."""


def class_page(name: str) -> str:
    """The page of a class, in Markdown.

    Args:
        name: The class.
    """
    network = network_of(name)
    backbone = network.backbone
    return page(
        name,
        backbone.description,
        bullets(_facts(network)),
        "## YAML",
        "What is behind `#` holds anyway. Interpolations such as `${dataset.input_dim}` may stand for any value.",
        fenced("yaml", template(backbone, "./backbone.schema.json")),
        "## Fields",
        "\n\n".join(map(_field, backbone.fields.values())),
        "## Picture",
        _about_picture(network),
        raw(drawn(network.graph, f"The network of {name}")),
        "## Layers",
        _layers(network),
        "## In Python",
        "Both take the fields as arguments; the second is the config alone, checked, without torch.",
        fenced(f"{{py:class}} {_signature(name)}", ""),
        fenced(f"{{py:class}} {_signature(f'{name}Config')}", ""),
        # Found from the index pages and by the search; several hundred entries beside each page would help nobody.
        front_matter="orphan: true",
    )


def summary_row(backbone: BackboneClass) -> str:
    """A link to the page of a class, its parameters and its multiplications, as a row of a table."""
    network = network_of(backbone.name)
    told = totals(network.config, network.graph)
    macs = told["MACs"].removesuffix(" per input")
    parameters = told["parameters"].partition(",  ")[0].partition(" of them")[0]
    return f"| {link(f'`{backbone.name}`', f'../classes/{backbone.name}.md')} | {parameters} | {macs} |"


def _facts(network: Network) -> Iterator[str]:
    backbone = network.backbone
    architecture, mechanism = CATALOG.architecture(backbone.architecture), CATALOG.mechanism(backbone.mechanism)
    told = totals(network.config, network.graph)
    at = link(architecture["title"], f"../architectures/{backbone.architecture}.md")
    yield ", ".join(filter(None, [f"Architecture: {at}", paper(architecture["source"])]))
    woven = link(mechanism["title"], f"../mechanisms/{backbone.mechanism}.md")
    yield ", ".join(filter(None, [f"Mechanism: {woven}", paper(mechanism.get("source"))]))
    yield f"Parameters: {told['parameters']}"
    yield f"Multiply-accumulate operations: {told['MACs']}, of {shape_text(network.graph.input_shape)}"
    yield f"Feature: {told['output']}"
    option = next(option for option, name in CATALOG.options().items() if name == backbone.name)
    yield f"In a defaults list of Hydra: `- backbone: {option}`; by name: `clbackbones.create({option!r}, ...)`"
    if backbone.torchvision:
        yield f"Computes what `torchvision.models.{backbone.torchvision}` computes with the same weights"
    if backbone.aliases:
        yield f"Other names: {', '.join(f'`{alias}`' for alias in backbone.aliases)}"
    if drop_in := backbone.drop_in():
        yield f"For [CLArena](../clarena.md): `{drop_in.target}`"
    others = [other for other in same_network(backbone) if other is not backbone]
    yield f"The same network: {', '.join(link(f'`{other.name}`', f'{other.name}.md') for other in others)}"


def _field(field: Field) -> str:
    """A field as an entry of a list of definitions."""
    if field.required:
        default = "required"
    elif field.derived:
        default = "follows from the network"
    else:
        default = f"default `{written(field.default)}`"
    kind = takes(field) if field.type not in ("enum", "activation") else _choice(field)
    parts = [field.description]
    if field.nullable:
        parts.append(f"- `null`: {field.null}")
    parts += [f"- `{name}`: {meaning}" for name, meaning in field.choices.items()]
    if field.aliases:
        parts.append(f"Also spelt {', '.join(f'`{alias}`' for alias in field.aliases)}.")
    lines = "\n\n".join(parts).replace("\n\n- ", "\n- ").replace("\n- ", "\n\n- ", 1).splitlines()
    indented = "\n".join(f"  {line}" if line else "" for line in lines).removeprefix("  ")
    return f"`{field.name}`: {kind}, {default}\n: {indented}"


def _choice(field: Field) -> str:
    return f"one of {len(field.choices) + field.nullable}"


def _signature(name: str) -> str:
    """A class with its arguments and their defaults; what they take, the fields say."""
    parameters = inspect.signature(getattr(clbackbones, name)).parameters.values()
    plain = [parameter.replace(annotation=inspect.Parameter.empty) for parameter in parameters]
    return f"clbackbones.{name}{inspect.Signature(plain)}"


def _about_picture(network: Network) -> str:
    masks = masks_of(network.config)
    groups = "Rows of one colour are one unit group: layers whose outputs are added, so that they share their units"
    use = {"unit": " and one mask.", "weight": ".", None: "."}[masks]
    return f"{groups}{use} Blocks that differ in sizes alone are drawn once; each has groups of its own."


def _layers(network: Network) -> str:
    table = html_table(layer_table(network.graph, masks_of(network.config)))
    count = len(network.graph.nodes)
    opened = " open" if count <= MOST_OPEN else ""
    given = {name: field.required for name, field in network.backbone.fields.items()}
    values = ", ".join(
        f"{name} {written(value)}" for name, value in network.config.to_dict().items() if given.get(name)
    )
    notes = totals(network.config, network.graph)
    said = f"With {values}, and defaults for the rest; for an input of {notes['input']}."
    masks = next(
        (
            f" Masks are put on {text} {term.removeprefix('mask ')}."
            for term, text in notes.items()
            if term.startswith("mask ")
        ),
        "",
    )
    return f"{said}{masks}\n\n{raw(f'<details{opened}><summary>{count} operations</summary>{table}</details>')}"
