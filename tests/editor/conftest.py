"""Editors that are opened once for all tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .servers import PYTHON_SERVERS, python_session, yaml_session
from .session import Session


@pytest.fixture(scope="session")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the schemas of all classes, alone and together."""
    return tmp_path_factory.mktemp("schemas")


@pytest.fixture(scope="session")
def yaml_editor(schemas: Path) -> Iterator[Session]:
    with yaml_session(schemas) as session:
        yield session


@pytest.fixture(scope="session", params=PYTHON_SERVERS)
def python_editor(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with python_session(request.param, tmp_path_factory.mktemp("python")) as session:
        yield session
