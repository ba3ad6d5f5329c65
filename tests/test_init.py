"""`clbackbones init`: editors are set up, nothing of their settings is lost, nothing is done that was not told."""

import json
import re
from pathlib import Path
from unittest.mock import patch
from xml.etree import ElementTree

import pytest
import yaml

from .command_line import Run, clbackbones
from .published import acceptor
from .test_whole_projects import SOUND

FILES = {
    "configs/config.yaml": "defaults:\n  - backbone: mine\n",
    "configs/backbone/mine.yaml": "_target_: clbackbones.HATMaskMLP\n",
    "configs/backbone/misspelt.yaml": "_target_: clbackbone.HATMaskMLP\n",
    "configs/backbone/resnet18.yaml": "_target_: torchvision.models.resnet18\n",
    "configs/backbone/partial.yaml": "defaults:\n  - mine\ndropout: 0.1\n",
    "configs/experiment/one.yaml": "# @package _global_\r\nbackbone:\r\n  dropout: 0.1\r\n",
    "configs/trainer/list.yaml": "- a\n",
}
SETTINGS = '{\n  // mine\n  "editor.fontSize": 12, // large\n}\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def told(run: Run, folder: Path) -> set[str]:
    """The files that a run says it writes."""
    lines = [
        line.split(": ")[0].split(" ", 1) for line in run.out.splitlines() if line.startswith(("create", "change"))
    ]
    return {Path(name).relative_to(folder).as_posix() for _, name in lines}


def test_what_is_told_is_done_and_nothing_else(project: Path) -> None:
    (project / ".vscode").mkdir()
    (project / ".vscode/settings.json").write_text(SETTINGS)
    (project / ".idea").mkdir()
    before = contents(project)
    dry = clbackbones("init", project, "--dry-run", "--modelines")
    assert contents(project) == before
    assert "none was" in dry.out
    run = clbackbones("init", project, "--modelines")
    after = contents(project)
    changed = {name for name, content in after.items() if before.get(name) != content}
    assert (run.status, run.err) == (dry.status, dry.err) == (0, "")
    assert changed == told(run, project) == told(dry, project)
    assert after[".vscode/settings.json"].decode().startswith(SETTINGS.rstrip("\n}"))
    assert '+   "yaml.schemas"' in dry.out
    again = clbackbones("init", project, "--modelines")
    assert (again.status, again.out) == (0, f"nothing to change: {project} is set up\n")
    assert contents(project) == after


def test_files_get_the_schema_of_what_they_are(project: Path) -> None:
    (project / ".idea").mkdir()
    clbackbones("init", project)
    settings = json.loads((project / ".vscode/settings.json").read_text())
    assert settings["yaml.schemas"] == {
        "./.clbackbones/backbone.schema.json": [
            "configs/**/backbone/**/*.yaml",
            "!configs/backbone/partial.yaml",
            "!configs/backbone/resnet18.yaml",
        ],
        "./.clbackbones/part.schema.json": ["configs/backbone/partial.yaml"],
        "./.clbackbones/experiment.schema.json": ["configs/**/*.yaml", "!configs/**/backbone/**"],
    }
    extensions = json.loads((project / ".vscode/extensions.json").read_text())
    assert extensions == {"recommendations": ["redhat.vscode-yaml"]}
    entries = ElementTree.parse(project / ".idea/jsonSchemas.xml").iter("SchemaInfo")
    mapped = [[each.get("value") for each in entry.iter("option") if each.get("name") == "path"] for entry in entries]
    assert mapped == [
        ["configs/backbone/mine.yaml", "configs/backbone/misspelt.yaml"],
        ["configs/backbone/partial.yaml"],
        ["configs/config.yaml", "configs/experiment", "configs/trainer"],
    ]


def test_editors_find_nothing_wrong_in_a_sound_project(tmp_path: Path) -> None:
    for name, text in SOUND.items():
        path = tmp_path / "configs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert clbackbones("init", tmp_path, "--modelines").status == 0
    schemas = {path.name: acceptor(json.loads(path.read_text())) for path in (tmp_path / ".clbackbones").iterdir()}
    assert len(schemas) == 3
    used: set[str] = set()
    for path in (tmp_path / "configs").rglob("*.yaml"):
        found = re.search(r"\$schema=.*/(.*)$", path.read_text(), re.MULTILINE)
        # Outside of the group, the patterns give a file without a modeline the schema of experiments too.
        schema = found[1] if found else "experiment.schema.json"
        assert found or path.parent.name != "backbone", path
        assert schemas[schema](yaml.safe_load(path.read_text())), path
        used.add(schema)
    assert used == schemas.keys()


def test_new_files_are_mapped_by_the_next_run(project: Path) -> None:
    (project / ".idea").mkdir()
    (project / ".idea/jsonSchemas.xml").write_text('<project version="4"><!-- mine --></project>')
    clbackbones("init", project)
    (project / "configs/backbone/new.yaml").write_text("_target_: clbackbones.MLP\n")
    (project / "configs/backbone/other.yaml").write_text("- a\n")
    run = clbackbones("init", project)
    assert told(run, project) == {".idea/jsonSchemas.xml", ".vscode/settings.json"}
    mappings = (project / ".idea/jsonSchemas.xml").read_text()
    assert "configs/backbone/new.yaml" in mappings
    assert "<!-- mine -->" in mappings


def test_modelines_stand_where_editors_and_hydra_look(project: Path) -> None:
    (project / "configs/backbone/mine.yaml").write_text("# yaml-language-server: $schema=mine.json\nbias: true\n")
    clbackbones("init", project, "--modelines")
    after = contents(project)
    of_experiments = "# yaml-language-server: $schema=../{}.clbackbones/experiment.schema.json"
    assert after["configs/config.yaml"].decode().splitlines()[0] == of_experiments.format("")
    assert after["configs/experiment/one.yaml"].decode() == (
        f"# @package _global_\r\n{of_experiments.format('../')}\r\nbackbone:\r\n  dropout: 0.1\r\n"
    )
    assert after["configs/backbone/mine.yaml"].startswith(b"# yaml-language-server: $schema=mine.json\nbias")
    assert after["configs/trainer/list.yaml"].decode() == FILES["configs/trainer/list.yaml"]
    assert after["configs/backbone/resnet18.yaml"].decode() == FILES["configs/backbone/resnet18.yaml"]


@pytest.mark.parametrize("place", ["conf", "src/lab/config"])
def test_config_folders_are_found(tmp_path: Path, place: str) -> None:
    (tmp_path / place / "backbone").mkdir(parents=True)
    (tmp_path / "node_modules/x/conf").mkdir(parents=True)
    assert clbackbones("init", tmp_path).status == 0
    assert f'"{place}/**/backbone/**/*.yaml"' in (tmp_path / ".vscode/settings.json").read_text()
    assert "node_modules" not in (tmp_path / ".vscode/settings.json").read_text()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (".vscode/settings.json", '{\n  "a" 1\n}', "settings.json:2:7: a colon is expected, not '1'; correct it first"),
        (".vscode/settings.json", '{"yaml.schemas": []}', "settings.json:1:18: 'yaml.schemas' is to be a mapping"),
        (
            ".vscode/extensions.json",
            '{"recommendations": {}}',
            "extensions.json:1:21: 'recommendations' is to be a list",
        ),
        (".vscode/settings.json", "\udcff", "settings.json: it is not UTF-8"),
        (".idea/jsonSchemas.xml", "<project", "jsonSchemas.xml: unclosed token"),
    ],
)
def test_broken_settings_are_told_and_nothing_is_changed(project: Path, name: str, text: str, message: str) -> None:
    path = project / name
    path.parent.mkdir()
    path.write_bytes(text.encode(errors="surrogateescape"))
    before = contents(project)
    run = clbackbones("init", project)
    assert (run.status, run.out) == (2, "")
    assert message in run.err
    assert contents(project) == before


def test_folder_without_configs_is_told(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    run = clbackbones("init", tmp_path)
    assert (run.status, run.out) == (2, "")
    assert "there is no folder 'conf', 'config' or 'configs' in it; name the folder that" in run.err
    assert (
        clbackbones("init", tmp_path / "absent").err == f"clbackbones: {tmp_path}/absent: no such file or directory\n"
    )
    assert list(tmp_path.iterdir()) == [tmp_path / "src"]


@pytest.mark.parametrize("failing", range(1, 5))
def test_without_the_right_to_write_one_file_none_is_written(project: Path, failing: int) -> None:
    (project / ".vscode").mkdir()
    (project / ".vscode/settings.json").write_text(SETTINGS)
    before, calls = contents(project), 0

    def replaced(path: Path, content: bytes) -> None:
        nonlocal calls
        calls += 1
        if calls == failing:
            raise PermissionError(13, "Permission denied", str(path))
        path.write_bytes(content)

    with patch("clbackbones_runtime.cli.init._put", replaced):
        run = clbackbones("init", project)
    assert run.status == 2
    assert "permission denied; nothing was changed" in run.err
    assert contents(project) == before
    assert sorted(path.name for path in project.iterdir()) == [".vscode", "configs"]
