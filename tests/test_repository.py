"""The repository: what its pages promise exists and works, and nothing in it belongs to one machine."""

import json
import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

import clbackbones
from clbackbones import CATALOG

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "CONTRIBUTING.md")
GUIDES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md"))
MADE = ("architectures/", "mechanisms/", "classes/", "programs/", "reference/")
"""Folders of pages that `make docs` makes; whether links to these lead somewhere, it finds itself."""


def git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def files() -> list[Path]:
    """Every file that is, or would be, under version control."""
    names = git("ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    return [path for name in names if name and (path := ROOT / name).is_file()]


def blocks(page: str, language: str, section: str = "") -> list[str]:
    """The code blocks of a page, or of one of its sections, in one language."""
    text = (ROOT / page).read_text(encoding="utf-8")
    if section:
        text = text.split(f"\n## {section}\n")[1].split("\n## ")[0]
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


def commands(page: str, program: str) -> set[str]:
    """First words after a program's name, in shell blocks and in code spans."""
    text = (ROOT / page).read_text(encoding="utf-8")
    spans = re.findall(r"`([^`\n]+)`", text)
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()] + spans
    return {match[1] for line in lines if (match := re.match(rf"{program} ([a-z-]+)\b", line))}


@pytest.mark.parametrize(
    ("path", "attributes"),
    [
        ("generated/clbackbones/hat_mask_resnet.py", {"linguist-generated": "true", "diff": "unspecified"}),
        ("generated/clbackbones/configs/mlp.py", {"linguist-generated": "true", "diff": "unspecified"}),
        ("generated/clbackbones/_spec.json", {"linguist-generated": "true", "diff": "unset"}),
        ("generated/clbackbones/schemas/backbone.schema.json", {"linguist-generated": "true", "diff": "unset"}),
        ("schema/architectures/resnet.json", {"linguist-generated": "unspecified", "diff": "unspecified"}),
        ("codegen/clbackbones_runtime/graph/graph.py", {"linguist-generated": "unspecified", "eol": "lf"}),
        ("tests/data/valid/mlp.yaml", {"text": "unset"}),
    ],
)
def test_attributes_match_the_files_they_are_meant_for(path: str, attributes: dict[str, str]) -> None:
    assert (ROOT / path).is_file()
    lines = git("check-attr", *attributes, "--", path).splitlines()
    assert dict(line.split(": ")[1:] for line in lines) == attributes


@pytest.mark.parametrize("page", PAGES)
def test_make_targets_named_in_pages_exist(page: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))
    named = commands(page, "make")
    assert {"codegen", "test"} <= named <= targets


def test_all_operations_are_listed_where_architectures_are_explained() -> None:
    section = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("\n## The dialect\n")[1].split("\n## ")[0]
    rows = section.split("| what | operations |\n|---|---|\n")[1].split("\n\n")[0]
    listed = re.findall(r"`(\w+)`", rows)
    assert sorted(listed) == sorted(json.loads((ROOT / "schema" / "operations.json").read_text("utf-8")))


def test_commands_named_in_pages_exist() -> None:
    named = {name for page in ("README.md", *GUIDES) for name in commands(page, "clbackbones")}
    assert {"validate", "show", "new", "schema", "list"} <= named
    for command in named:
        program = Path(sys.executable).with_name("clbackbones")
        subprocess.run([program, command, "--help"], check=True, capture_output=True, timeout=60)


def test_yaml_in_readme_is_valid() -> None:
    examples = [block for block in blocks("README.md", "yaml") if "_target_" in block]
    assert examples
    for example in examples:
        assert clbackbones.validate(example) == []


def test_error_in_readme_is_what_the_command_prints(tmp_path: Path) -> None:
    (tmp_path / "backbone.yaml").write_text(blocks("README.md", "yaml")[0].replace("stem:", "stems:"), encoding="utf-8")
    (session,) = blocks("README.md", "console", "A backbone is a YAML file")
    command, _, printed = session.partition("\n")
    program = Path(sys.executable).with_name("clbackbones")
    result = subprocess.run(
        [program, *command.split()[2:]], check=False, cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert (result.returncode, result.stdout) == (1, printed)


def test_python_in_readme_and_in_the_guides_of_training_runs(tmp_path: Path) -> None:
    (tmp_path / "backbone.yaml").write_text(blocks("README.md", "yaml")[0], encoding="utf-8")
    pages = [*blocks("README.md", "python", "In Python"), *blocks("docs/training.md", "python")]
    program = "\n".join([*pages, *blocks("docs/wsn.md", "python")])
    subprocess.run([sys.executable, "-c", program], check=True, cwd=tmp_path, timeout=300)


@pytest.mark.parametrize("page", [*PAGES, *GUIDES, "CHANGELOG.md", "SECURITY.md"])
def test_relative_links_in_pages_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        if not target.startswith(("http:", "https:", "mailto:", *MADE)):
            assert (ROOT / page).parent.joinpath(target).exists(), target


def test_no_file_names_a_folder_of_one_machine() -> None:
    pattern = re.compile(rb"(?<![\w.])/(?:home|root|Users|work|opt|tmp|mnt|srv)/[\w.]")
    named = {str(path.relative_to(ROOT)) for path in files() if pattern.search(path.read_bytes())}
    assert named == set()


def pins(name: str) -> dict[str, str]:
    """Versions in a file of exact requirements, by normalized name."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    stated = [line.split(";")[0].strip() for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][0-9a-z.]*", line) for line in stated)
    return {normalized(package): version for package, version in (line.split("==") for line in stated)}


def requirements(*, development: bool = True) -> list[Requirement]:
    """What the package and its extras need to be built, used and, by default, developed and documented."""
    file = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = file["project"]
    extras = [
        needed
        for name, needed in project["optional-dependencies"].items()
        if development or name not in ("dev", "docs")
    ]
    stated: list[str] = [*file["build-system"]["requires"], *project["dependencies"], *chain(*extras)]
    return [found for each in stated if (found := Requirement(each)).name != "clbackbones"]


@pytest.mark.xdist_group("one process")
def test_groups_of_tests_run_in_one_process(request: pytest.FixtureRequest) -> None:
    """pytest-xdist groups by what it appends to the id, and does nothing beside a pytest that has other ids."""
    grouped: bool = getattr(request.config.option, "loadgroup", False)
    assert request.node.nodeid.endswith("@one process") == grouped


def test_every_dependency_is_pinned_for_development() -> None:
    pinned = pins("constraints.txt")
    for requirement in requirements():
        assert requirement.specifier.contains(pinned[normalized(requirement.name)])


def test_lower_bounds_are_the_releases_that_tests_are_run_with() -> None:
    oldest = pins("constraints-oldest.txt")
    assert {normalized(requirement.name) for requirement in requirements(development=False)} <= oldest.keys()
    for requirement in requirements():
        # What only developers need is pinned in constraints.txt, and has no bound unless it is run.
        run = oldest.get(normalized(requirement.name))
        bounds = [Version(specifier.version) for specifier in requirement.specifier]
        assert bounds == ([] if run is None else [Version(run)]), requirement


def test_citation_says_what_the_project_does() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert (citation["cff-version"], citation["type"]) == ("1.2.0", "software")
    assert citation["message"]
    assert citation["title"].startswith(project["name"])
    assert [citation[key] for key in ("version", "license", "authors")] == [
        project[key] for key in ("version", "license", "authors")
    ]


def test_extras_named_in_pages_and_messages_exist() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    texts = [
        ROOT / "README.md",
        *(ROOT / guide for guide in GUIDES),
        *(ROOT / "codegen" / "clbackbones_runtime").rglob("*.py"),
    ]
    named = {name for path in texts for name in re.findall(r"\bclbackbones\[(\w+)\]", path.read_text(encoding="utf-8"))}
    assert {"clarena", "pretrained"} <= named <= set(project["optional-dependencies"])


def normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_generated_code_grows_with_pairs_and_data_with_classes() -> None:
    """Per pair of architecture and mechanism and per class, so that more of them are no reason to raise a limit."""
    lines = {path: path.read_bytes().count(b"\n") for path in Path(clbackbones.__file__).parent.rglob("*.*")}
    code = sum(count for path, count in lines.items() if path.suffix == ".py")
    data = sum(count for path, count in lines.items() if path.suffix in (".json", ".yaml"))
    classes = (*CATALOG.class_names(), *CATALOG.drop_in_names())
    assert code < 400 * len({CATALOG.backbone_class(name).pair for name in classes})
    assert data < 80 * len(classes)
