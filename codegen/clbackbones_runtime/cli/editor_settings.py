"""What settings of editors say about the files of a project: which schema each follows."""

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from attrs import frozen

from .jsonc import merged
from .project import Project

__all__ = [
    "IDEA",
    "VSCODE_EXTENSIONS",
    "VSCODE_SETTINGS",
    "Schemas",
    "idea_mappings",
    "vscode_extensions",
    "vscode_settings",
]

VSCODE_SETTINGS: Final = Path(".vscode", "settings.json")
VSCODE_EXTENSIONS: Final = Path(".vscode", "extensions.json")
IDEA: Final = Path(".idea", "jsonSchemas.xml")
"""Where editors look, below the folder that is opened."""

_YAML_EXTENSION: Final = "redhat.vscode-yaml"


@frozen
class Schemas:
    """Paths of schemas, from the project.

    Attributes:
        backbone: That of backbones.
        part: That of parts of backbones.
        experiment: That of configs that hold a backbone.
    """

    backbone: str
    part: str
    experiment: str


def vscode_settings(text: str, project: Project, group: str, schemas: Schemas) -> str:
    """The settings of VS Code, with patterns for the files of each schema.

    Args:
        text: The settings so far.
        project: The project.
        group: Name of the config group.
        schemas: The schemas.

    Raises:
        JsoncError: The settings are broken.
    """
    in_group = [f"{folder}/**/{group}/**" for folder in project.folders]
    besides = [f"!{name}" for name in (*project.parts, *project.others)]
    patterns = {
        schemas.backbone: [*(f"{each}/*.yaml" for each in in_group), *besides],
        schemas.part: list(project.parts),
        schemas.experiment: [f"{folder}/**/*.yaml" for folder in project.folders] + [f"!{each}" for each in in_group],
    }
    return merged(text, {"yaml.schemas": {f"./{schema}": files for schema, files in patterns.items() if files}})


def vscode_extensions(text: str) -> str:
    """What VS Code recommends to install, with the extension that reads the schemas.

    Raises:
        JsoncError: The file is broken.
    """
    return merged(text, {"recommendations": [_YAML_EXTENSION]})


def idea_mappings(text: str, project: Project, schemas: Schemas) -> str:
    """The mappings of JetBrains' editors; what is mapped already stays.

    Args:
        text: The mappings so far.
        project: The project.
        schemas: The schemas.

    Raises:
        ParseError: The file is no XML.
    """
    builder = ET.TreeBuilder(insert_comments=True)
    tree = ET.fromstring(text or '<project version="4" />', ET.XMLParser(target=builder))
    component = _child(tree, "component", {"name": "JsonSchemaMappingsProjectConfiguration"})
    entries = _child(_child(component, "state"), "map")
    groups = {path.relative_to(project.root).as_posix(): path for path in project.groups}
    experiments = {name: path.is_dir() for name, path in groups.items() if path.is_dir() or path.suffix == ".yaml"}
    files = {
        schemas.backbone: dict.fromkeys(project.backbones, False),
        schemas.part: dict.fromkeys(project.parts, False),
        schemas.experiment: experiments,
    }
    changed = False
    for schema, mapped in files.items():
        if not mapped:
            continue
        items = _items(entries, schema)
        known = {each.get("value") for each in items.iter("option") if each.get("name") == "path"}
        for path, folder in mapped.items():
            if path not in known:
                _options(ET.SubElement(items, "Item"), {**({"directory": "true"} if folder else {}), "path": path})
                changed = True
    if not changed:
        return text
    ET.indent(tree)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(tree, encoding="unicode")}\n'


def _child(parent: ET.Element, tag: str, attributes: Mapping[str, str] | None = None) -> ET.Element:
    """The element in another one; it is made where it is not there."""
    wanted = attributes or {}
    found = [each for each in parent.findall(tag) if wanted.items() <= each.attrib.items()]
    return found[0] if found else ET.SubElement(parent, tag, dict(wanted))


def _items(entries: ET.Element, schema: str) -> ET.Element:
    """The list of what a schema is mapped to; it is made where there is none."""
    for info in entries.iter("SchemaInfo"):
        if any((each.get("name"), each.get("value")) == ("relativePathToSchema", schema) for each in info):
            return _child(_child(info, "option", {"name": "patterns"}), "list")
    name = Path(schema).name
    info = ET.SubElement(ET.SubElement(ET.SubElement(entries, "entry", key=name), "value"), "SchemaInfo")
    _options(info, {"name": name, "relativePathToSchema": schema})
    return ET.SubElement(ET.SubElement(info, "option", name="patterns"), "list")


def _options(parent: ET.Element, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        ET.SubElement(parent, "option", name=name, value=value)
