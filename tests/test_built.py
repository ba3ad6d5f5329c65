"""Before a package is written, a small network of each mechanism is built: what fails or miscounts is a fault."""

import textwrap
from pathlib import Path
from typing import Any

import pytest

from clbackbones_codegen import __main__ as program
from clbackbones_codegen import built
from clbackbones_codegen.spec.faults import Fault
from tests.own_packages import MECHANISM, OwnPackage
from tests.specs import REMOVED, SpecCopy

Json = Any

PARAMETERS = "/parameters"


def test_parameters_that_a_mechanism_does_not_have_are_faults_and_the_old_package_stays(tmp_path: Path) -> None:
    copy = SpecCopy.in_folder(tmp_path, "mlp", "slim_resnet")
    assert copy.compile().status == 0
    before = contents(copy.package)
    copy.edit("mechanisms/hat_mask.json", {"/parameters/unit": 2})
    copy.edit("mechanisms/wsn_mask.json", {"/parameters/bias": REMOVED})
    copy.edit("mechanisms/piggyback.json", {"/parameters": {"output": 3}})
    copy.edit("mechanisms/packnet.json", {PARAMETERS: {"unit": 1}})
    copy.edit("mechanisms/plain.json", {PARAMETERS: {}})
    outcome = copy.compile(built=True)
    assert (outcome.status, outcome.out) == (1, "")
    besides = "parameters besides those of its layers, and has"
    assert outcome.err.splitlines() == [
        f"schema/mechanisms/hat_mask.json#/parameters: HATMaskMLP (and 1 more) counts 48 {besides} 24: "
        'write {"unit": 1}',
        f"schema/mechanisms/packnet.json#/parameters: PackNetMLP counts 24 {besides} 0: remove it",
        f'schema/mechanisms/piggyback.json#/parameters: PiggybackMLP counts 72 {besides} 192: write {{"weight": 1}}',
        f"schema/mechanisms/wsn_mask.json#/parameters: WSNMaskMLP (and 1 more) counts 192 {besides} 216: "
        'write {"weight": 1, "bias": 1}',
        "4 faults in schema/; nothing was written.",
    ]
    assert contents(copy.package) == before


def test_numbers_are_told_where_they_are_said_and_by_as_many_networks_as_it_takes(tmp_path: Path) -> None:
    copy = SpecCopy.in_folder(tmp_path, "mlp", "slim_resnet")
    copy.edit("mechanisms/hat_mask.json", {PARAMETERS: {"output": 1}})  # as many as units where nothing is added
    copy.edit("mechanisms/supsup.json", {PARAMETERS: {"unit": 1}})  # which it would inherit
    copy.edit("mechanisms/cl.json", {PARAMETERS: {"input": 1}})  # which others inherit, if they say nothing else
    copy.edit("mechanisms/masked.json", {PARAMETERS: {}})
    besides = "parameters besides those of its layers, and has"
    assert copy.compile(built=True).faults == [
        f"schema/mechanisms/cl.json#/parameters: CLMLP counts 24 {besides} 0: remove it",
        f"schema/mechanisms/hat_mask.json#/parameters: HATMaskSlimResNet18 (and 1 more) counts 600 {besides} 488: "
        'write {"unit": 1}',
        f"schema/mechanisms/supsup.json#/parameters: SupSupMLP counts 24 {besides} 216: "
        'write {"weight": 1, "bias": 1}',
    ]


def test_classes_that_torch_lacks_are_faults(tmp_path: Path) -> None:
    copy = SpecCopy.in_folder(tmp_path, "mlp")
    copy.edit("activations.json", {"/GELU/class": "torch.nn.GELUs", "/Tanh/class": "torch.nn.Parameter"})
    assert copy.compile(built=True).faults == [
        f"schema/activations.json#/{name}/class: {given}, when it is looked up, raises {raised}: "
        "write one that the installed torch has, or correct its module"
        for name, given, raised in (
            ("GELU", "torch.nn.GELUs", "AttributeError: module 'torch.nn' has no attribute 'GELUs'"),
            ("Tanh", "torch.nn.Parameter", "TypeError: torch.nn.Parameter is no nn.Module"),
        )
    ]


def test_what_no_mechanism_can_build_is_told_at_the_network(tmp_path: Path) -> None:
    copy = SpecCopy.in_folder(tmp_path, "mlp")
    copy.edit("activations.json", {"/ReLU/class": "torch.nn.GLU"})  # which halves what it gets
    (fault,) = copy.compile(built=True).faults
    assert fault.startswith(
        "schema/architectures/mlp.json#/network: MLP (and 7 more), when it is built and makes a pass, "
    )
    assert fault.endswith(", and correct what operations.json or activations.json says")


# What the module of a mechanism says, and what is told of it; the last one ends the process in which all are built.
MODULES: dict[str, tuple[str, str | None]] = {
    "breaks": (
        """
        from clbackbones import HATMaskBackbone

        class Backbone(HATMaskBackbone):
            def initialize_weights(self, scheme):
                super().initialize_weights({}["fc"])
        """,
        "/backbone: BreaksMLP, when it is built and makes a pass, raises KeyError: 'fc': correct line 5 of breaks.py",
    ),
    "fails": (
        """
        from clbackbones import HATMaskBackbone

        raise RuntimeError("no\\n::error::\\x1b[31mluck")

        class Backbone(HATMaskBackbone): ...
        """,
        r"/module: mylab.fails, when it is imported, raises RuntimeError: no\n::error::\x1b[31mluck: "
        "correct line 3 of fails.py",
    ),
    "leaves": (
        """
        from clbackbones import HATMaskBackbone

        class Backbone(HATMaskBackbone): ...

        raise SystemExit(0)
        """,
        "/module: mylab.leaves, when it is imported, raises SystemExit: 0: correct line 5 of leaves.py",
    ),
    "speaks": (
        """
        from clbackbones import HATMaskBackbone

        class Backbone(HATMaskBackbone): ...

        print("::error::nobody reads it")
        """,
        None,
    ),
    "twice": (
        """
        import torch

        from clbackbones import HATMaskBackbone

        class Backbone(HATMaskBackbone):
            def initialize_weights(self, scheme):
                super().initialize_weights(scheme)
                self.shifts = torch.nn.ParameterList([torch.zeros_like(each) for each in self._embeddings().values()])

            def _embeddings(self):
                return {group: each.weight for group, each in self.task_embedding_t.items()}
        """,
        '/parameters: TwiceMLP counts 24 parameters besides those of its layers, and has 48: write {"unit": 2}',
    ),
    "vanishes": (
        """
        import os

        from clbackbones import HATMaskBackbone

        class Backbone(HATMaskBackbone): ...

        os._exit(3)
        """,
        "/module: mylab.vanishes, when it is imported, ends its process with status 3: "
        "import mylab.vanishes in Python to see why",
    ),
}


def test_mechanisms_of_ones_own_that_fail_are_each_told_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path / "src"))
    own = OwnPackage(tmp_path)
    source = tmp_path / "src" / "mylab"
    source.mkdir(parents=True)
    for name, (text, _) in MODULES.items():
        source.joinpath(f"{name}.py").write_text(textwrap.dedent(text).lstrip(), "utf-8")
        mechanism = {"title": name, "description": "Of one's own.", "prefix": name.title(), "extends": "hat_mask"}
        own.add(f"mechanisms/{name}.json", {**mechanism, "module": f"mylab.{name}", "backbone": "Backbone"})
    outcome = own.compile_here(built=True)
    assert outcome.out == ""
    *faults, last = outcome.err.splitlines()
    assert faults == [f"my_schema/mechanisms/{name}.json#{told}" for name, (_, told) in MODULES.items() if told]
    assert last == f"5 faults in {tmp_path / 'my_schema'}; nothing was written."
    assert not own.package.exists()
    assert not any(source.rglob("*.pyc")), "nothing is left behind"


def test_a_package_of_ones_own_inside_of_another_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path / "src"))
    own = OwnPackage.in_folder(tmp_path, "mylab.backbones")
    own.add("mechanisms/slow_hat.json", {**MECHANISM, "parameters": {"unit": 1, "output": 1}})
    assert own.compile_here(built=True).faults == [
        "my_schema/mechanisms/slow_hat.json#/parameters: SlowHATMLP counts 48 parameters besides those of its layers, "
        'and has 24: write {"unit": 1}'
    ]


# In the place of the process that builds networks: the module is never imported to its end.
PROGRAM = """
import os, sys, time
from clbackbones_runtime.testing.report import Step

with open(sys.argv[-1], "w") as report:
    report.write(Step(mechanism="cl", at="built", name="CLMLP").line())
    report.write(Step(mechanism="hat_mask", at="backbone", name="HATMaskMLP").line())
    report.write('{"mechanism": "hat')
"""


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ("time.sleep(60)", "takes more than 2 s"),
        ("os.kill(os.getpid(), 9)", "ends its process with SIGKILL"),
        ("", "ends its process with status 0"),
    ],
)
def test_what_hangs_or_dies_is_told_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str, told: str
) -> None:
    (tmp_path / "program_that_ends.py").write_text(PROGRAM + end, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(built, "_PROGRAM", "program_that_ends")
    monkeypatch.setattr(built, "SECONDS", 2)
    copy = SpecCopy.in_folder(tmp_path / "copy", "mlp")
    assert copy.compile(built=True).err.splitlines() == [
        f"schema/mechanisms/hat_mask.json#/backbone: HATMaskMLP, when it is built and makes a pass, {told}: "
        "write the package with --unbuilt, and build one in Python to see why",
        "1 fault in schema/; nothing was written.",
    ]


def test_a_process_that_never_begins_is_told_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(built, "_PROGRAM", "no_such_program")
    copy = SpecCopy.in_folder(tmp_path, "mlp")
    (fault,) = copy.compile(built=True).faults
    assert fault == (
        "clbackbones#: the process that builds its networks ends its process with status 1: "
        "see to it that torch and clbackbones can be imported, or write it with --unbuilt"
    )


def test_nothing_is_built_where_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def noted(compiled: object, _: object) -> list[Fault]:
        asked.append(compiled)
        return []

    monkeypatch.setattr(program, "check_built", noted)
    copy = SpecCopy.in_folder(tmp_path, "mlp")
    for options in (["--check-spec"], ["--unbuilt"], [], ["--force"], ["--check"], ["--print", "mlp.py"]):
        assert copy.compile(*options, built=True).status == 0
    (copy.package / "mlp.py").write_text("edited", "utf-8")
    assert copy.compile(built=True).status == 1
    assert not asked
    assert copy.compile("--force", built=True).status == 0
    assert len(asked) == 1


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
