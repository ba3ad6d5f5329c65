"""What an editor knows of the package's Python: every keyword, its values and its prose, and the types."""

import inspect
import re
from collections.abc import Mapping

import pytest

import clbackbones
from clbackbones import CATALOG
from clbackbones_runtime.catalog import Field

from ..backbones import SMALL
from .documents import value_of
from .session import CURSOR, Session

pytestmark = pytest.mark.xdist_group("Python editor")

CONSTRUCTORS = [constructor for name in SMALL for constructor in (name, f"{name}Config")]
ONE_PER_PAIR = list({CATALOG.backbone_class(name).pair: name for name in SMALL}.values())
IMPORT = "import clbackbones\n"


def fields_of(constructor: str) -> Mapping[str, Field]:
    return CATALOG.backbone_class(constructor.removesuffix("Config")).fields


def keywords(constructor: str) -> dict[str, str]:
    """All keywords with valid values."""
    return {key: repr(value_of(field)) for key, field in fields_of(constructor).items()}


def call(constructor: str, given: Mapping[str, str]) -> str:
    return f"clbackbones.{constructor}({', '.join(f'{key}={value}' for key, value in given.items())})"


def words(markdown: str) -> str:
    """The text of Markdown, however it is broken into lines."""
    return " ".join(re.sub(r"&nbsp;|\\(?=\W)", "", markdown).split())


def test_mistakes_are_underlined_and_nothing_else(python_editor: Session) -> None:
    lines = [IMPORT.rstrip()]
    expected: dict[int, str] = {}

    def wrong(line: str, named: str) -> None:
        lines.append(line)
        expected[len(lines)] = named

    for constructor in CONSTRUCTORS:
        given = keywords(constructor)
        lines.append(call(constructor, given))
        wrong(call(constructor, {**given, "xyz": "1"}), "xyz")
        for key, field in fields_of(constructor).items():
            wrong(call(constructor, {**given, key: "object()"}), "object")
            if field.required:
                others = {other: value for other, value in given.items() if other != key}
                wrong(call(constructor, others), key)
    wrong("print(clbackbones.HATMaskResnet18)", "HATMaskResnet18")
    (faults,) = python_editor.diagnostics(["\n".join(lines)])["."]
    assert [fault.line for fault in faults] == list(expected)
    for fault in faults:
        assert expected[fault.line] in fault.message


def test_public_names_are_known_by_name_and_by_star(python_editor: Session) -> None:
    names = sorted(clbackbones.__all__)
    star = f"from clbackbones import *\nnames = [{', '.join(names)}]\nprint(something_else)\n"
    (faults,) = python_editor.diagnostics([f"from clbackbones import {', '.join(names)}\n{star}"])["."]
    assert [fault.line for fault in faults] == [4]
    offered = python_editor.completions(f"{IMPORT}clbackbones.{CURSOR}")
    assert set(names) <= {item.label for item in offered}


def test_keywords_are_offered_first(python_editor: Session) -> None:
    constructors = [*ONE_PER_PAIR, *(f"{name}Config" for name in ONE_PER_PAIR)]
    calls = [f"clbackbones.{constructor}({CURSOR})\n" for constructor in constructors]
    offered = python_editor.all_completions(IMPORT + "".join(calls))
    for constructor, items in zip(constructors, offered, strict=True):
        wanted = {f"{key}=" for key in fields_of(constructor)}
        assert {item.label for item in items[: len(wanted)]} == wanted, constructor


def test_values_are_offered(python_editor: Session) -> None:
    fields = {
        (constructor, key): field
        for constructor in (*ONE_PER_PAIR, *(f"{name}Config" for name in ONE_PER_PAIR))
        for key, field in fields_of(constructor).items()
        if field.choices
    }
    calls = [call(constructor, {**keywords(constructor), key: f'"{CURSOR}"'}) for constructor, key in fields]
    offered = python_editor.all_completions(IMPORT + "\n".join(calls))
    for (place, field), items in zip(fields.items(), offered, strict=True):
        assert sorted(item.label.strip("\"'") for item in items) == sorted(field.choices), place


def test_keywords_are_explained(python_editor: Session) -> None:
    pointed = {
        constructor: call(
            constructor, {f"{key[0]}{CURSOR}{key[1:]}": value for key, value in keywords(constructor).items()}
        )
        for constructor in CONSTRUCTORS
    }
    shown = iter(python_editor.all_hovers(IMPORT + "\n".join(pointed.values())))
    for constructor in CONSTRUCTORS:
        for field in fields_of(constructor).values():
            told = words(next(shown))
            assert f"{field.name}: " in told, constructor
            # Some editors show no more than the first line of it.
            assert field.description[:60] in told, constructor


def test_classes_that_load_lazily_show_signature_and_prose(python_editor: Session) -> None:
    pointed = [call(f"{name[0]}{CURSOR}{name[1:]}", keywords(name)) for name in SMALL]
    for name, shown in zip(SMALL, python_editor.all_hovers(IMPORT + "\n".join(pointed)), strict=True):
        told = words(shown)
        assert f"class {name}(" in told
        for key, field in fields_of(name).items():
            assert re.search(rf"\b{key}: [\w(]", told), name
            assert field.description in told, name


def test_types_are_known(python_editor: Session) -> None:
    kinds = {
        "clbackbones.load('backbone.yaml')": "Config",
        "clbackbones.load({}, key='backbone').output_shape(3, 32, 32)": r"(Shape|tuple\[int \| None, \.\.\.\])",
        "clbackbones.validate('backbone.yaml')": r"list\[Problem\]",
        "clbackbones.validate('backbone.yaml')[0].line": r"int \| None",
        "clbackbones.ConfigError([]).problems": r"tuple\[Problem, \.\.\.\]",
    }
    for name in SMALL:
        config, backbone = call(f"{name}Config", keywords(name)), call(name, keywords(name))
        kinds |= {
            config: f"{name}Config",
            f"{config}.build()": name,
            f"{config}.num_parameters": "int",
            f"{config}.{next(iter(fields_of(name)))}": "int",
            backbone: name,
            f"{backbone}.get_layer_by_name('x')": "Module",
        }
    lines = [f"v{CURSOR}alue{index} = {expression}" for index, expression in enumerate(kinds)]
    shown = python_editor.all_hovers(IMPORT + "\n".join(lines))
    for told, (expression, kind) in zip(shown, kinds.items(), strict=True):
        assert re.search(rf"^(\(variable\) value\d+: )?{kind}$", told, re.MULTILINE), (expression, told)


def test_package_is_explained(python_editor: Session) -> None:
    shown = words(python_editor.hover(f"import clback{CURSOR}bones\n"))
    assert words(inspect.getdoc(clbackbones) or "")[:80] in shown
