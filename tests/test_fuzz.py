"""A slice of `make fuzz`: each of its tables with few tries."""

import pytest

from .fuzz.__main__ import TABLES


@pytest.mark.parametrize("name", TABLES)
def test_nothing_comes_of_a_try_that_must_not(name: str) -> None:
    if name == "documents":
        pytest.importorskip("jsonschema_rs")
    outcomes, _ = TABLES[name].timed(TABLES[name].few, 0)
    assert outcomes.wrong == []
    assert outcomes.tries >= TABLES[name].few
