"""The compiler reads its dialect losslessly, describes it wholly, and never leaves half a package behind."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from jsonschema import Draft202012Validator
from torch import nn

from clbackbones_codegen import compiler
from clbackbones_codegen.check import reserved
from clbackbones_codegen.ir import trial
from clbackbones_codegen.spec import model
from clbackbones_codegen.spec.converter import dump, load
from clbackbones_runtime.graph.graph import build_graph
from tests.specs import SCHEMA, SpecCopy

Json = Any

CLASSES: dict[str, Any] = {
    "fields.json": dict[str, model.Field],
    "activations.json": dict[str, model.Activation],
    "operations.json": dict[str, model.OperationRow],
    **{f"architectures/{path.name}": model.Architecture for path in (SCHEMA / "architectures").glob("*.json")},
    **{f"mechanisms/{path.name}": model.Mechanism for path in (SCHEMA / "mechanisms").glob("*.json")},
}
META_SCHEMAS = ("architecture.schema.json", "mechanism.schema.json", "operations.schema.json")


@pytest.fixture
def copy(tmp_path: Path) -> SpecCopy:
    return SpecCopy.in_folder(tmp_path)


def read(file: str) -> Json:
    return json.loads((SCHEMA / file).read_text("utf-8"))


@pytest.mark.parametrize("file", CLASSES)
def test_the_model_is_lossless(file: str) -> None:
    value = read(file)
    assert dump(load(value, CLASSES[file])) == value


def test_every_file_of_the_spec_is_read() -> None:
    files = {path.relative_to(SCHEMA).as_posix() for path in SCHEMA.rglob("*") if path.is_file()}
    assert files == {*CLASSES, *META_SCHEMAS}


# The dialect


def subschemas(schema: Json, at: str = "#") -> Iterator[tuple[str, dict[str, Json]]]:
    """Every schema inside a schema, with its place."""
    if isinstance(schema, list):
        for index, item in enumerate(cast("list[Json]", schema)):
            yield from subschemas(item, f"{at}/{index}")
    elif isinstance(schema, dict):
        entries = cast("dict[str, Json]", schema)
        yield at, entries
        for keyword, value in entries.items():
            if keyword in ("properties", "$defs"):
                for name, item in value.items():
                    yield from subschemas(item, f"{at}/{keyword}/{name}")
            elif keyword not in ("enum", "const", "required", "default", "dependentRequired"):
                yield from subschemas(value, f"{at}/{keyword}")


def described(schema: dict[str, Json]) -> bool:
    """Whether a reader of the schema is told what a value means, here or where it refers to."""
    return bool(schema.get("description") or schema.get("$ref"))


@pytest.mark.parametrize("file", META_SCHEMAS)
def test_the_meta_schemas_are_schemas(file: str) -> None:
    Draft202012Validator.check_schema(read(file))


@pytest.mark.parametrize("file", META_SCHEMAS)
def test_every_key_of_the_dialect_is_described(file: str) -> None:
    for at, schema in subschemas(read(file)):
        for name, value in schema.get("properties", {}).items():
            assert described(value), f"{file}{at}/properties/{name}"
        for name, value in schema.get("$defs", {}).items():
            assert described(value), f"{file}{at}/$defs/{name}"
        if isinstance(values := schema.get("additionalProperties"), dict):
            assert described(cast("dict[str, Json]", values)), f"{file}{at}/additionalProperties"


@pytest.mark.parametrize("file", META_SCHEMAS)
def test_the_dialect_allows_nothing_extra(file: str) -> None:
    for at, schema in subschemas(read(file)):
        if schema.get("properties") and schema.get("type") == "object":
            assert "additionalProperties" in schema, f"{file}{at}"


@pytest.mark.parametrize("file", META_SCHEMAS)
def test_descriptions_in_the_dialect_are_sentences(file: str) -> None:
    for at, schema in subschemas(read(file)):
        if (text := schema.get("description")) is not None:
            assert text.endswith((".", ".)")), f"{file}{at}"
            assert text[0].isupper() or text[0] == "`" or text.startswith("torch"), f"{file}{at}"


def test_the_dialect_names_the_operations_of_the_model() -> None:
    steps = read("operations.schema.json")["$defs"]["step"]["anyOf"]
    assert {key for step in steps for key in step["required"]} == {*read("operations.json"), "stage", "each"}


def test_the_dialect_of_steps_follows_from_the_operations(copy: SpecCopy) -> None:
    path = copy.schema / "operations.schema.json"
    checked_in = path.read_text("utf-8")
    path.unlink()
    assert copy.compile().status == 0
    assert path.read_text("utf-8") == checked_in
    path.write_text("{}", "utf-8")
    outcome = copy.compile("--check")
    assert outcome.status == 1
    assert outcome.err.startswith("schema/operations.schema.json: ")


# The pipeline


def test_the_spec_compiles(copy: SpecCopy) -> None:
    outcome = copy.compile()
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == f"{len(files_of(copy.package))} files, {len(files_of(copy.package))} written.\n"


def files_of(package: Path) -> list[Path]:
    return [path for path in package.rglob("*") if path.is_file()]


def test_nothing_is_written_after_a_fault(copy: SpecCopy) -> None:
    copy.edit("architectures/mlp.json", {"/parts/norm": "batch_norm"})
    assert copy.compile().status == 1
    assert not copy.package.exists()


def test_a_fault_leaves_the_package_as_it_was(copy: SpecCopy) -> None:
    copy.compile()
    before = {path: path.read_bytes() for path in files_of(copy.package)}
    copy.edit("mechanisms/cl.json", {"/backbone": "CLBackbon"})
    assert copy.compile("--force").status == 1
    assert {path: path.read_bytes() for path in files_of(copy.package)} == before


def test_nothing_is_written_if_a_module_is_not_python(copy: SpecCopy, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(files: dict[str, str]) -> dict[str, str]:
        return {**files, "mlp.py": "class MLP:\n    def forward(self:\n", "cl_mlp.py": "x = (\n"}

    monkeypatch.setattr(compiler, "format_python", broken)
    outcome = copy.compile()
    assert outcome.status == 1
    assert [line.split(": ")[0] for line in outcome.faults] == [
        "clbackbones/cl_mlp.py:1:5",
        "clbackbones/mlp.py:2:16",
    ]
    assert all(": not Python (" in line and ": correct the template" in line for line in outcome.faults)
    assert not copy.package.exists()


def test_faults_of_all_files_are_told_at_once(copy: SpecCopy) -> None:
    copy.edit("architectures/mlp.json", {"/titel": "MLP", "/network/0": {"flaten": "flatten"}})
    copy.edit("mechanisms/cl.json", {"/prefix": "cl"})
    copy.edit("fields.json", {"/bias/type": "bool"})
    (copy.schema / "activations.json").write_text('{"ReLU": }', "utf-8")
    outcome = copy.compile()
    assert outcome.faults == [
        "schema/activations.json:1:10: not JSON (Expecting value): correct the syntax",
        "schema/architectures/mlp.json#/network/0/flaten: 'flaten' is no operation: write 'flatten'",
        "schema/architectures/mlp.json#/titel: 'titel' is no key of the dialect here: "
        "remove it; 'title' is there already",
        "schema/fields.json#/bias/type: \"bool\" is not possible here: write 'boolean'",
        'schema/mechanisms/cl.json#/prefix: "cl" is not written as it must be: '
        "write letters and digits, a capital first, or nothing",
    ]
    assert outcome.err.endswith("5 faults in schema/; nothing was written.\n")


def test_faults_across_files_are_told_at_once(copy: SpecCopy) -> None:
    copy.edit("architectures/resnet.json", {"/network/2/block": "blok", "/parts/bias": "bais"})
    copy.edit("architectures/mlp.json", {"/network/1/steps/0/units": "unit"})
    copy.edit("mechanisms/wsn_mask.json", {"/exports": ["WSNMaskLayr"]})
    assert copy.compile().faults == [
        "schema/architectures/mlp.json#/network/1/steps/0/units: 'unit' is not in scope here: write 'units'",
        "schema/architectures/resnet.json#/network/2/block: there is no block 'blok': "
        "write one of 'basic', 'bottleneck'",
        "schema/architectures/resnet.json#/parts/bias: 'bais' is no field: write 'bias'",
        "schema/mechanisms/wsn_mask.json#/exports/0: 'WSNMaskLayr' is not defined in "
        "clbackbones_runtime.mechanisms.wsn_mask: write 'WSNMaskLayer'",
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"{", ":1:2: not JSON (Expecting property name enclosed in double quotes): correct the syntax"),
        (b"", ":1:1: not JSON (Expecting value): correct the syntax"),
        (b'{"bias": "\xff"}', ":1:11: byte 0xff is not UTF-8: save the file as UTF-8"),
        (b'{\r\n  "bias": "\xc3\xa9\xe2\x82"}', ":2:13: byte 0xe2 is not UTF-8: save the file as UTF-8"),
        (b'{"bias": {}, "bias": {}}', "#/bias: the key 'bias' stands twice: keep one of the two"),
        (b'{"bias": [0, {"a/b": 1, "a/b": 2}]}', "#/bias/1/a~1b: the key 'a/b' stands twice: keep one of the two"),
        (b'{"bias": {"a": 1, "a": 2}, "bias": 0}', "#/bias: the key 'bias' stands twice: keep one of the two"),
        (b'{"bias": NaN}', "#/bias: NaN is no number of JSON: write a finite number"),
        (b'{"bias": {"minimum": -Infinity}}', "#/bias/minimum: -Infinity is no number of JSON: write a finite number"),
        (b'{"bias": {"maximum": 1e400}}', "#/bias/maximum: 1e400 is too large for a number: write a finite number"),
        (b"[%s]" % (b"9" * 9999), "#/0: 99999999"),
        (b"NaN", "#: NaN is no number of JSON: write a finite number"),
        (b"null", "#: null is not an object: write an object (The form of fields"),
        (b"[]", "#: [] is not an object: write an object (The form of fields"),
    ],
)
def test_a_file_that_is_no_json_is_a_fault(copy: SpecCopy, content: bytes, fault: str) -> None:
    (copy.schema / "fields.json").write_bytes(content)
    outcome = copy.compile()
    assert outcome.status == 1
    assert outcome.faults[0].startswith(f"schema/fields.json{fault}")


def test_all_places_of_a_file_that_is_no_json_are_told(copy: SpecCopy) -> None:
    text = '{"bias": {"type": 1, "type": {"a": 1, "a": 2}, "default": [NaN, Infinity]}, "bias": {}}'
    (copy.schema / "fields.json").write_text(text, "utf-8")
    assert [fault.split(": ")[0] for fault in copy.compile().faults] == [
        "schema/fields.json#/bias",
        "schema/fields.json#/bias/default/0",
        "schema/fields.json#/bias/default/1",
        "schema/fields.json#/bias/type",
        "schema/fields.json#/bias/type/a",
    ]


def test_a_missing_file_is_a_fault(copy: SpecCopy) -> None:
    (copy.schema / "fields.json").unlink()
    assert copy.compile().faults == [
        "schema/fields.json#: the file cannot be read (No such file or directory): restore schema/fields.json"
    ]


def test_a_folder_without_files_is_a_fault(copy: SpecCopy) -> None:
    for path in (copy.schema / "mechanisms").iterdir():
        path.unlink()
    assert copy.compile().faults == ["schema/mechanisms#: there are no files: add a JSON file to schema/mechanisms"]


def test_every_variant_costs_the_same(copy: SpecCopy, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[object] = []

    def counted(*arguments: Any) -> object:
        calls.append(arguments)
        return build_graph(*arguments)

    monkeypatch.setattr(trial, "build_graph", counted)
    counts: list[int] = []
    for number in range(3):
        row = {"name": f"ResNet{number}", "block": "basic", "depths": [1, 1, 1, 1], "groups": 1, "group_width": 64}
        copy.edit("architectures/resnet.json", {"/variants/-": row})
        assert copy.compile("--print", "mlp.py").status == 0
        counts.append(len(calls))
        calls.clear()
    # Twice for each combination of `stem` and `layout`.
    assert (counts[1] - counts[0], counts[2] - counts[1]) == (8, 8)


def test_names_of_torch_modules_are_reserved() -> None:
    names = {name for name in (*dir(nn.Module), *vars(nn.Module())) if not name.startswith("_")}
    assert names <= reserved.MODULE_ATTRIBUTES
    names = {name for name in (*dir(nn.ModuleDict), *dir(nn.ModuleList)) if not name.startswith("_")}
    assert names <= reserved.MODULE_ATTRIBUTES | reserved.CONTAINER_ATTRIBUTES
