"""Texts that once meant something else to OmegaConf's loader, which judges what a text means; see `tests/fuzz` too."""

import math

import pytest

from clbackbones_runtime.config.reader import read
from tests.fuzz.texts import verdict


@pytest.mark.parametrize(
    "text",
    [
        "{pretrained_weights: what?.pt}\n",
        "{input_dim: ???, hidden_dims: [???]}\n",
        "a: [b ?c, ???]\n",
        "base: {a: !!null, b: 1}\n",
        "a: 1\n\ufeffb: 2\n",
        "a:\n  b: &a {c: 1}\n\ufeff  <<: *a\n",
        "a: 1\n\ufeff",
        "\ufeff\ufeffa: 1\n",
        "\ufeffa: 1\n",
        "a: 'b\ufeffc'\n",
        "{a:[b]}\n",
        "{/a/1/b:[c], d: 1}\n",
    ],
)
def test_what_libyaml_takes_otherwise_is_read_as_hydra_reads_it(text: str) -> None:
    verdict(text)


def test_numbers_that_are_no_numbers_are_one_problem() -> None:
    for scalar in ("0" + "7" * 4800, "0b" + "1" * 14300, "1" + ":59" * 2500, "1" + ":59" * 2500 + ".5", "9" * 4301):
        (problem,) = read(f"a: {scalar}\n").local
        assert "has more than 4,300 characters" in problem.message
    assert read(f"a: 1{':59' * 1000}.5\n").local
    assert math.isclose(read("a: 1:30.5\n").value["a"], 90.5)  # pyright: ignore[reportIndexIssue, reportUnknownArgumentType]
