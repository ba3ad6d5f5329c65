"""What is on disk after the compiler ran: nobody's work is lost, nothing is half written, every difference is told."""

import json
import os
import shutil
from pathlib import Path

import pytest

from clbackbones_codegen import sync
from tests.specs import ROOT, Outcome, SpecCopy

pytestmark = pytest.mark.xdist_group("sync")

REPAIR = "repair with: make codegen"
FORCE = "repair with: python -m clbackbones_codegen --force"


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the spec, of two architectures, compiled."""
    copy = SpecCopy.in_folder(tmp_path_factory.mktemp("compiled"), "mlp", "resnet")
    copy.compile()
    return copy.folder


@pytest.fixture
def copy(compiled: Path, tmp_path: Path) -> SpecCopy:
    """A copy of the spec, compiled."""
    shutil.copytree(compiled, tmp_path, dirs_exist_ok=True)
    return SpecCopy(tmp_path)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def edit_by_hand(path: Path) -> None:
    path.write_text(path.read_text("utf-8") + "# mine\n", "utf-8")


def change_the_spec(copy: SpecCopy) -> None:
    copy.edit("architectures/mlp.json", {"/title": "Perceptron"})


def test_a_second_run_writes_nothing(copy: SpecCopy) -> None:
    times = {path: path.stat().st_mtime_ns for path in copy.package.rglob("*")}
    outcome = copy.compile()
    assert outcome.status == 0
    assert outcome.out.endswith("files, 0 written.\n")
    assert {path: path.stat().st_mtime_ns for path in copy.package.rglob("*")} == times


def test_a_checked_package_is_the_one_that_is_written(copy: SpecCopy) -> None:
    assert copy.compile("--check") == Outcome(0, "", "")


def test_only_what_changed_is_written(copy: SpecCopy) -> None:
    before = contents(copy.package)
    change_the_spec(copy)
    assert copy.compile().status == 0
    after = contents(copy.package)
    changed = {path for path in after if after[path] != before[path]}
    assert {"mlp.py", "hat_mask_mlp.py", "configs/mlp.py", "_spec.json", "_manifest.json"} <= changed
    assert not {path for path in changed if "resnet" in path.lower() and path.endswith(".py")}


def test_an_edit_by_hand_is_told_and_kept(copy: SpecCopy) -> None:
    edit_by_hand(copy.package / "mlp.py")
    change_the_spec(copy)
    before = contents(copy.package)
    outcome = copy.compile()
    assert outcome.status == 1
    assert "mlp.py: edited by hand\n" in outcome.err
    assert "-# mine\n" in outcome.err
    assert outcome.err.startswith("mlp.py: edited by hand\n--- mlp.py (found)\n+++ mlp.py (generated)\n")
    assert outcome.err.endswith(f"{FORCE}\n")
    assert "Nothing was written" in outcome.err
    assert contents(copy.package) == before


def test_force_overwrites_edits(copy: SpecCopy) -> None:
    before = contents(copy.package)
    edit_by_hand(copy.package / "mlp.py")
    assert copy.compile("--force").status == 0
    assert contents(copy.package) == before


def test_an_edit_that_equals_the_new_output_is_no_edit(copy: SpecCopy) -> None:
    change_the_spec(copy)
    wanted = copy.compile("--print", "mlp.py").out
    (copy.package / "mlp.py").write_text(wanted, "utf-8")
    assert copy.compile().status == 0


def test_force_touches_nothing_that_the_compiler_did_not_make(copy: SpecCopy) -> None:
    edit_by_hand(copy.package / "mlp.py")
    (copy.package / "notes" / "old").mkdir(parents=True)
    (copy.package / "notes" / "old" / "mine.md").write_text("Mine.\n", "utf-8")
    (copy.package / "mine.py").write_text("x = 1\n", "utf-8")
    (copy.package / "to nowhere").symlink_to("nothing")
    (copy.package / "to a folder").symlink_to("notes")
    before = contents(copy.package)
    outcome = copy.compile("--force")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.splitlines() == [
        *(
            f"{name}: kept (not made by the compiler)"
            for name in ("mine.py", "notes/old/mine.md", "to a folder", "to nowhere")
        ),
        f"{len(before) - 2} files, 1 written.",
    ]
    after = contents(copy.package)
    assert {path for path in after if after[path] != before.get(path)} == {"mlp.py"}
    assert before.keys() == after.keys()
    assert (copy.package / "to nowhere").readlink() == Path("nothing")
    assert (copy.package / "to a folder").readlink() == Path("notes")


@pytest.mark.parametrize("options", [(), ("--force",), ("--check",)])
def test_a_folder_that_is_no_package_is_left_alone(copy: SpecCopy, options: tuple[str, ...]) -> None:
    shutil.rmtree(copy.package)
    (copy.package / "thesis").mkdir(parents=True)
    (copy.package / "thesis" / "chapter.tex").write_text("Much work.\n", "utf-8")
    outcome = copy.compile(*options)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err == (
        f"{copy.package} holds files that the compiler did not make; name a new folder with --output\n"
    )
    assert contents(copy.package) == {"thesis/chapter.tex": b"Much work.\n"}


def test_a_folder_of_caches_is_a_new_one(copy: SpecCopy) -> None:
    shutil.rmtree(copy.package)
    (copy.package / "__pycache__").mkdir(parents=True)
    assert copy.compile().status == 0


@pytest.mark.parametrize("options", [(), ("--check",)])
def test_who_is_told_to_force_is_told_what_stays(copy: SpecCopy, options: tuple[str, ...]) -> None:
    warning = "Move those that it did not make elsewhere"
    edit_by_hand(copy.package / "mlp.py")
    assert warning not in copy.compile(*options).err
    (copy.package / "mine.py").write_text("x = 1\n", "utf-8")
    outcome = copy.compile(*options)
    assert "mine.py: not made by the compiler\n" in outcome.err
    assert warning in outcome.err.splitlines()[-1]
    assert outcome.err.endswith(f"{FORCE}\n")


def test_foreign_files_are_told_and_kept(copy: SpecCopy) -> None:
    (copy.package / "mine.py").write_text("x = 1\n", "utf-8")
    outcome = copy.compile()
    assert outcome.status == 1
    assert outcome.err.startswith("mine.py: not made by the compiler\n")
    assert (copy.package / "mine.py").read_text("utf-8") == "x = 1\n"


def test_orphaned_files_are_removed_with_their_folders(copy: SpecCopy) -> None:
    for mechanism in ("wsn_mask", "supsup"):  # which extends it
        (copy.schema / "mechanisms" / f"{mechanism}.json").unlink()
    manifest = json.loads((copy.package / "_manifest.json").read_text("utf-8"))
    text = "x = 1\n"
    (copy.package / "old").mkdir()
    (copy.package / "old" / "module.py").write_text(text, "utf-8")
    (copy.package / "old" / "__pycache__").mkdir()
    (copy.package / "old" / "__pycache__" / "module.cpython-311.pyc").write_bytes(b"")
    manifest["old/module.py"] = sync.hash_of(text.encode())
    (copy.package / "_manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert "old/module.py: orphaned" in copy.compile("--check").err
    outcome = copy.compile()
    assert outcome.status == 0
    assert "old/module.py: deleted (orphaned: no source makes it any more)\n" in outcome.out
    generated = set(contents(copy.package))
    assert not {path for path in generated if Path(path).name.startswith("wsn_mask_") or "WSNMask" in path}
    assert not (copy.package / "old").exists()


def test_caches_are_nobody_s(copy: SpecCopy) -> None:
    (copy.package / "__pycache__").mkdir()
    (copy.package / "__pycache__" / "mlp.cpython-311.pyc").write_bytes(b"")
    assert copy.compile("--check").status == 0


def test_check_tells_every_difference_and_writes_nothing(copy: SpecCopy) -> None:
    (copy.package / "resnet.py").unlink()
    change_the_spec(copy)
    before = contents(copy.package)
    outcome = copy.compile("--check")
    assert outcome.status == 1
    assert outcome.out == ""
    assert "resnet.py: missing\n" in outcome.err
    assert "mlp.py: stale\n--- mlp.py (found)\n+++ mlp.py (generated)\n" in outcome.err
    assert '+"""Perceptron, plain."""\n' in outcome.err
    assert outcome.err.splitlines()[-1].endswith(REPAIR)
    assert contents(copy.package) == before


def test_check_names_the_command_that_repairs_edits(copy: SpecCopy) -> None:
    edit_by_hand(copy.package / "mlp.py")
    outcome = copy.compile("--check")
    assert outcome.status == 1
    assert outcome.err.splitlines()[-1].endswith(FORCE)


def test_a_diff_is_cut_where_it_is_long(copy: SpecCopy) -> None:
    edit_by_hand(copy.package / "_spec.json")
    (copy.package / "resnet.py").write_text("\n" * 500, "utf-8")
    outcome = copy.compile("--check")
    assert max(map(len, outcome.err.splitlines())) < 250
    assert len(outcome.err.splitlines()) < 200
    assert "more lines\n" in outcome.err


@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b'"mlp.py"'])
def test_without_a_manifest_differing_files_count_as_edited(copy: SpecCopy, broken: bytes) -> None:
    (copy.package / "_manifest.json").write_bytes(broken)
    assert copy.compile().status == 0
    (copy.package / "_manifest.json").write_bytes(broken)
    change_the_spec(copy)
    assert "mlp.py: edited by hand" in copy.compile().err


def test_an_interrupted_write_leaves_the_old_file(copy: SpecCopy, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(copy.package)
    change_the_spec(copy)

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        outcome = copy.compile()
    assert outcome.status == 2
    assert outcome.err == f"{copy.package} cannot be brought up to date: no space left on device\n"
    assert contents(copy.package) == before


def test_an_interrupted_run_changes_nothing_and_the_next_finishes_it(
    copy: SpecCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(copy.package)
    change_the_spec(copy)
    replace, written = Path.replace, list[Path]()

    def killed_after_three(self: Path, target: Path) -> Path:
        if len(written) == 3:
            raise KeyboardInterrupt
        written.append(target)
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed_after_three)
        with pytest.raises(KeyboardInterrupt):
            copy.compile()
    assert len(written) == 3
    assert contents(copy.package) == before
    (copy.package / ".resnet.py.q1w2e3r4.partial").write_text("class", "utf-8")  # what older versions left when killed
    assert copy.compile().status == 0
    assert copy.compile("--check").status == 0


def test_written_files_are_readable_by_everybody(copy: SpecCopy) -> None:
    assert {path.stat().st_mode & 0o777 for path in copy.package.rglob("*") if path.is_file()} == {0o644}


@pytest.mark.parametrize(
    "name", ["mlp.py", "generated/clbackbones/mlp.py", "schemas/backbone.schema.json", "_manifest.json"]
)
def test_print_shows_one_file(copy: SpecCopy, name: str) -> None:
    outcome = copy.compile("--print", name)
    assert outcome.status == 0
    assert outcome.out == (copy.package / name.removeprefix("generated/clbackbones/")).read_text("utf-8")


def test_print_of_an_unknown_file_names_near_ones(copy: SpecCopy) -> None:
    outcome = copy.compile("--print", "hat_mask_mpl.py")
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith("hat_mask_mpl.py is not generated; near it: hat_mask_mlp.py, ")


README = "# Title\n\n<!-- classes:begin -->\nold\n<!-- classes:end -->\n\nEnd.\n"


def test_the_class_table_of_the_readme_is_kept(copy: SpecCopy) -> None:
    readme = copy.folder / "README.md"
    readme.write_text(README, "utf-8")
    outcome = copy.compile("--check")
    assert outcome.status == 1
    assert "README.md (class table): stale\n" in outcome.err
    assert readme.read_text("utf-8") == README
    assert copy.compile().status == 0
    lines = readme.read_text("utf-8").splitlines()
    assert lines[:3] == ["# Title", "", "<!-- classes:begin -->"]
    assert lines[-3:] == ["<!-- classes:end -->", "", "End."]
    assert any(line.startswith("| Multilayer perceptron | `MLP` | 233 k |") for line in lines)
    assert copy.compile("--check") == Outcome(0, "", "")


def test_a_readme_without_markers_is_left_alone(copy: SpecCopy) -> None:
    (copy.folder / "README.md").write_text("# Title\n", "utf-8")
    assert copy.compile().status == 0
    assert (copy.folder / "README.md").read_text("utf-8") == "# Title\n"


def test_the_readme_is_not_touched_while_edits_block(copy: SpecCopy) -> None:
    (copy.folder / "README.md").write_text(README, "utf-8")
    edit_by_hand(copy.package / "mlp.py")
    assert copy.compile().status == 1
    assert (copy.folder / "README.md").read_text("utf-8") == README


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs symbolic links")
def test_a_package_behind_a_link_is_written_through_it(copy: SpecCopy) -> None:
    real = copy.folder / "real"
    copy.package.rename(real)
    copy.package.symlink_to(real)
    change_the_spec(copy)
    assert copy.compile().status == 0
    assert copy.package.is_symlink()
    assert b"Perceptron, plain" in (real / "mlp.py").read_bytes()


def test_the_checked_in_package_is_what_the_compiler_makes() -> None:
    package = ROOT / "generated" / "clbackbones"
    recorded = json.loads((package / "_manifest.json").read_text("utf-8"))
    found = {path: sync.hash_of((package / path).read_bytes()) for path in recorded}
    assert found == recorded


# The spec alone


def test_faults_of_the_spec_are_told_without_a_package_and_without_a_difference(tmp_path: Path) -> None:
    copy = SpecCopy.in_folder(tmp_path)
    assert copy.compile("--check-spec") == Outcome(0, "no faults in schema/.\n", "")
    copy.edit("architectures/mlp.json", {"/title": "Another title"})
    assert copy.compile("--check-spec") == Outcome(0, "no faults in schema/.\n", "")
    copy.edit("architectures/mlp.json", {"/titel": "MLP"})
    assert copy.compile("--check-spec") == Outcome(
        1,
        "",
        "schema/architectures/mlp.json#/titel: 'titel' is no key of the dialect here: remove it; 'title' is there "
        "already\n1 fault in schema/; nothing was written.\n",
    )
    assert not copy.package.exists()
