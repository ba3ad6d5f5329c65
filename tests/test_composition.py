"""What is said to be composed from the files of a project is what Hydra composes, with the place of every value."""

import contextlib
import itertools
import json
import re
import tempfile
import warnings
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import yaml
from hydra import compose as hydra_compose
from hydra import initialize_config_dir
from hydra.core.global_hydra import GlobalHydra
from hypothesis import event, given, settings
from hypothesis import strategies as st
from omegaconf import OmegaConf

from clbackbones import CATALOG
from clbackbones_runtime.config.composition import Composition, compose
from clbackbones_runtime.config.config_tree import ConfigTrees
from clbackbones_runtime.config.problems import Fault

Json = Any

GROUPS = ("", "backbone", "experiment", "experiment/deep", "other")
NAMES = ("a", "b")
HEADERS = (
    "",
    "# @package _global_\n",
    "# @package backbone\n",
    "#   @package  other.inner\n\n",
    "# text\n# @package x\n",
)
ROOT = "config"

SCALARS = st.sampled_from([1, 2, "???", None, "x", [1, 2], [3], {}, {"k": 1}, {"k": "???", "l": [4]}])
CONTENTS = st.dictionaries(
    st.sampled_from(["backbone", "gate", "other", "inner", "deep"]),
    SCALARS | st.dictionaries(st.sampled_from(["gate", "bias", "inner"]), SCALARS, max_size=3),
    max_size=3,
)
OPTIONS = st.sampled_from([*NAMES, "a.yaml", None, "absent", "???"]) | st.lists(st.sampled_from(NAMES), max_size=2)


@st.composite
def entries(draw: st.DrawFn) -> Json:
    kind = draw(st.sampled_from(["self", "config", "group", "group", "group", "override"]))
    package = draw(st.sampled_from(["", "", "", "@backbone", "@_global_", "@_here_", "@other.inner", "@_group_.deep"]))
    if kind == "self":
        return "_self_"
    slash = draw(st.sampled_from(["", "/"]))
    if kind == "config":
        return f"{slash}{draw(st.sampled_from(['a', 'b', 'backbone/a', 'deep/b']))}{package}"
    words = draw(st.sampled_from(["", "", "optional "]))
    group = draw(st.sampled_from(["backbone", "experiment", "deep", "experiment/deep", "other"]))
    if kind == "override":
        return {f"{words}override {slash}{group}{package}": draw(OPTIONS)}
    return {f"{words}{slash}{group}{package}": draw(OPTIONS)}


@st.composite
def files(draw: st.DrawFn) -> str:
    defaults = draw(st.lists(entries(), max_size=3))
    if draw(st.booleans()):  # as Hydra wants it: overrides at the end, and one '_self_'
        plain = [entry for entry in defaults if entry != "_self_" and "override" not in str(entry)]
        overrides = [entry for entry in defaults if "override" in str(entry)]
        defaults = [*plain, "_self_", *overrides] if draw(st.booleans()) else ["_self_", *plain, *overrides]
    config = {**({"defaults": defaults} if defaults else {}), **draw(CONTENTS)}
    # Through JSON, nothing is the same object twice, for which YAML would have an alias.
    return draw(st.sampled_from(HEADERS)) + yaml.safe_dump(json.loads(json.dumps(config)), sort_keys=False)


@st.composite
def trees(draw: st.DrawFn) -> dict[str, str]:
    places = [f"{group}/{name}".lstrip("/") for group in GROUPS for name in NAMES]
    chosen = draw(st.lists(st.sampled_from(places), max_size=7, unique=True))
    numbers = itertools.count(10)
    texts = {place: draw(files()) for place in [ROOT, *chosen]}
    return {place: re.sub(r"\b[0-9]\b", lambda _: str(next(numbers)), text) for place, text in texts.items()}


@contextlib.contextmanager
def written(tree: Mapping[str, str]) -> Generator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        for place, text in tree.items():
            path = Path(folder, f"{place}.yaml")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        yield Path(folder)


def of_hydra(folder: Path, *overrides: str) -> Json:
    GlobalHydra.instance().clear()
    with warnings.catch_warnings(), initialize_config_dir(str(folder), version_base="1.3"):
        warnings.simplefilter("ignore")
        return OmegaConf.to_container(hydra_compose(ROOT, list(overrides)), resolve=False)


def ours(folder: Path, choice: str = "") -> Composition:
    found = ConfigTrees(CATALOG)
    root = folder / f"{ROOT}.yaml"
    tree, file = found.locate(found.document(root), root)
    if not choice:
        return compose(tree, file)
    chosen = tree.find(choice)
    assert chosen is not None
    return compose(tree, file, chosen, next((key for key in compose(tree, file).keys if key == chosen.group), ""))


def leaves(value: Json, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Json]]:
    mapping = cast("dict[str, Json]", value if isinstance(value, dict) else {})
    for key, part in mapping.items():
        yield from leaves(part, (*path, key))
    if path and not mapping:
        yield path, value


@settings(max_examples=60, deadline=None)
@given(trees())
def test_what_is_known_is_what_hydra_composes(tree: dict[str, str]) -> None:
    with written(tree) as folder:
        composition = ours(folder)
        event(str(bool(composition.gaps or composition.is_part)))
        if composition.gaps or composition.is_part:
            return
        assert composition.value == of_hydra(folder)
        for path, value in leaves(composition.value):
            if isinstance(value, int):  # which stands once in all files
                problem = composition.locate(Fault(path, "x"))
                assert problem.path
                line = Path(problem.path).read_text("utf-8").splitlines()[(problem.line or 0) - 1]
                assert line.endswith(f": {value}")


@settings(max_examples=30, deadline=None)
@given(trees(), st.sampled_from(["experiment/a", "backbone/b"]))
def test_a_choice_is_composed_as_hydra_composes_it(tree: dict[str, str], choice: str) -> None:
    tree.setdefault(choice, "gate: 1\n")
    group, _, option = choice.rpartition("/")
    with written(tree) as folder:
        listed = group in ours(folder).keys
        composition = ours(folder, choice)
        if not composition.gaps:
            assert composition.value == of_hydra(folder, f"{'' if listed else '+'}{group}={option}")


def test_lists_that_never_end_are_no_composition() -> None:
    names = [f"n{index}" for index in range(12)]
    bomb = {ROOT: "defaults: [n0]\n"} | {
        name: f"defaults: [{', '.join(f'{after}@p{copy}' for copy in range(9))}]\n"
        for name, after in itertools.pairwise(names)
    }
    for tree in (
        {ROOT: "defaults: [a]\n", "a": "defaults: [b]\n", "b": "defaults: [a, a@x]\n"},
        bomb | {"n11": "k: 1\n"},
    ):
        with written(tree) as folder:
            assert any("without an end" in gap.message for gap in ours(folder).gaps)
