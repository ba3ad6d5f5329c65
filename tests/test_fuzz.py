"""A slice of `make fuzz`: each of its tables with few tries; and the page that it and `make mutants` write."""

import ast
from pathlib import Path

import pytest

from .fuzz.__main__ import TABLES
from .fuzz.page import insert
from .mutants.__main__ import FOLDER, RUNTIME, TESTS
from .mutants.mutant import mutants

ROOT = Path(__file__).parent.parent


@pytest.mark.filterwarnings("ignore:no weight is free:UserWarning")
@pytest.mark.parametrize("name", TABLES)
def test_nothing_comes_of_a_try_that_must_not(name: str) -> None:
    if name == "documents":
        pytest.importorskip("jsonschema_rs")
    outcomes, _ = TABLES[name].timed(TABLES[name].few, 0)
    assert outcomes.wrong == []
    assert outcomes.tries >= TABLES[name].few


@pytest.mark.parametrize("name", [*TABLES, "mutants"])
def test_the_page_has_a_place_for_each_table(name: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text((ROOT / "SECURITY.md").read_text("utf-8"), "utf-8")
    insert(page, name, "A table.")
    insert(page, name, "Another table.")
    assert f"<!-- {name}:begin -->\n\nAnother table.\n\n<!-- {name}:end -->" in page.read_text("utf-8")
    with pytest.raises(ValueError, match="has no markers for none"):
        insert(page, "none", "A table.")


def test_mutants_are_other_programs_each_once() -> None:
    pytest.importorskip("cosmic_ray")
    path = FOLDER / "layers" / "annealing.py"
    found = [*mutants(f"{RUNTIME}.layers.annealing", path)]
    programs = {ast.dump(ast.parse(mutant.text)) for mutant in found}
    assert len(programs) == len(found) > 50
    assert ast.dump(ast.parse(path.read_text("utf-8"))) not in programs
    assert len({mutant.digest for mutant in found}) == len(found)


def test_modules_that_hold_formulas_have_tests() -> None:
    for module, tests in TESTS.items():
        assert FOLDER.joinpath(*module.split(".")).with_suffix(".py").is_file()
        assert all((ROOT / test).is_file() for test in tests if test.startswith("tests/"))
