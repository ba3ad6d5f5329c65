"""Each kind of fault in `schema/` is told once, where it stands, with what to write instead; nothing is written."""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.specs import REMOVED, ROOT, SpecCopy

Json = Any

RESNET, MLP = "architectures/resnet.json", "architectures/mlp.json"
BROKEN = ("mlp", "resnet")
"""The architectures of the copies that are broken: a fault in a shared file is told for each that it concerns."""

# Rows of tests/data/spec_faults/: the file that is broken; what is set and removed there, by JSON pointer; what is told
# (a final … stands for any end).
TABLES = sorted((Path(__file__).parent / "data" / "spec_faults").glob("*.yaml"))
ROWS = [(table.stem, row) for table in TABLES for row in yaml.safe_load(table.read_text("utf-8"))]

VARIANTS: list[Json] = json.loads((ROOT / "schema" / RESNET).read_text("utf-8"))["variants"]


def identifier(row: tuple[str, Mapping[str, Json]]) -> str:
    kind, entry = row
    return f"{kind}:{Path(entry['file']).stem}{'+'.join([*entry.get('remove', ()), *entry.get('set', ())])}"


@pytest.mark.parametrize("row", ROWS, ids=identifier)
def test_a_fault_is_told_with_its_remedy(tmp_path: Path, row: tuple[str, Mapping[str, Json]]) -> None:
    _, entry = row
    copy = SpecCopy.in_folder(tmp_path, *BROKEN)
    copy.edit(entry["file"], {**entry.get("set", {}), **dict.fromkeys(entry.get("remove", ()), REMOVED)})
    outcome = copy.compile()
    # OTHERS stands for the variants besides the first, of which there may be more some day.
    wanted: str = entry["told"].replace("OTHERS", str(len(VARIANTS) - 1))
    # Variants of different blocks emit different numbers of features: one fault for each number.
    told = outcome.faults[0] if " emits " in wanted else "\n".join(outcome.faults)
    assert outcome.status == 1
    assert told.startswith(wanted[:-1]) if wanted.endswith("…") else told == wanted
    assert not copy.package.exists()


def test_the_kinds_of_faults_are_many() -> None:
    assert len(ROWS) >= 100


def test_faults_are_told_in_the_words_of_json_and_briefly(tmp_path: Path) -> None:
    copy = SpecCopy.in_folder(tmp_path)
    copy.edit(
        RESNET, {"/fields/stem/default": None, "/network/0/units": [["list"], None, True], "/variants/0/name": 18}
    )
    copy.edit(MLP, {"/network": [{"linear": "fc", "units": {"select": "bias", "of": {str(i): i for i in range(99)}}}]})
    for line in copy.compile().faults:
        assert "None" not in line and "True" not in line
        assert len(line) < 300


@pytest.mark.parametrize("module", ["sparse", "mylab.sparse", "clbackbones_runtime.sparse", "json.tool.sparse", "sys"])
def test_a_mechanism_without_its_module_is_a_fault(tmp_path: Path, module: str) -> None:
    copy = SpecCopy.in_folder(tmp_path)
    sparse = {"title": "sparse", "description": "It is new.", "module": module, "extends": "cl"}
    copy.add("mechanisms/sparse.json", sparse)
    assert copy.compile().faults == [
        f"schema/mechanisms/sparse.json#/module: there is no module {module} on Python's path: "
        "write it, install it, or correct its name"
    ]


def test_a_module_that_is_not_python_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken_mechanism.py").write_text("class Broken:\n    pass pass\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    copy = SpecCopy.in_folder(tmp_path)
    sparse = {"title": "sparse", "description": "It is new.", "module": "broken_mechanism", "extends": "cl"}
    copy.add("mechanisms/sparse.json", sparse)
    (told,) = copy.compile().faults
    assert told.startswith("schema/mechanisms/sparse.json#/module: broken_mechanism is not Python (invalid syntax")
    assert told.endswith(": correct it in line 2")


@pytest.mark.parametrize(
    ("stem", "said"),
    [
        ("networks", "its module networks.py would take the place of the package's own networks: rename the file"),
        ("my-net", "the file's name is no name of a module: "
         "rename it with lower-case letters, digits and underscores, as a Python module"),
    ],
)  # fmt: skip
def test_a_file_name_that_gives_no_module_is_a_fault(tmp_path: Path, stem: str, said: str) -> None:
    copy = SpecCopy.in_folder(tmp_path)
    (copy.schema / MLP).rename(copy.schema / f"architectures/{stem}.json")
    copy.edit(f"architectures/{stem}.json", {"/name": "Net"})
    assert f"schema/architectures/{stem}.json#: {said}" in copy.compile().faults


def test_two_files_that_give_one_module_are_a_fault(tmp_path: Path) -> None:
    copy = SpecCopy.in_folder(tmp_path)
    text = (copy.schema / MLP).read_text("utf-8")
    (copy.schema / "architectures/cl_mlp.json").write_text(text.replace('"MLP"', '"Net"'), "utf-8")
    assert copy.compile().faults == [
        "schema/architectures/mlp.json#: its module cl_mlp.py would take the place of "
        "schema/architectures/cl_mlp.json: rename the file"
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system that has pipes with names")
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_is_no_file_is_a_fault_and_is_not_read(tmp_path: Path, kind: str) -> None:
    copy = SpecCopy.in_folder(tmp_path)
    path = copy.schema / "architectures" / "odd.json"
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    assert copy.compile().faults == [
        "schema/architectures/odd.json#: the file cannot be read (it is a pipe or device): "
        "restore schema/architectures/odd.json"
    ]


def test_names_of_files_do_nothing_to_a_terminal(tmp_path: Path) -> None:
    copy = SpecCopy.in_folder(tmp_path)
    (copy.schema / "architectures" / "\x1b[31m\n::error::x.json").write_text("{}", "utf-8")
    lines = copy.compile().err.splitlines()
    assert all(line.isprintable() and not line.startswith("::") for line in lines)
    assert lines[0].startswith(r"schema/architectures/\x1b[31m\n::error::x.json: ")


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 3000 + "1" + "}" * 3000, '{"steps": ' + "[" * 101 + "]" * 101 + "}"]
)
def test_values_that_are_nested_too_deeply_are_a_fault(tmp_path: Path, text: str) -> None:
    copy = SpecCopy.in_folder(tmp_path)
    (copy.schema / "architectures" / "deep.json").write_text(text, "utf-8")
    (told,) = copy.compile().faults
    assert re.fullmatch(
        r"schema/architectures/deep\.json#: values are nested [\d,]+ deep, more than 100: nest them less", told
    )
