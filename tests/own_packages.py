"""Packages as researchers generate them from schema folders of their own, beside that of this repository."""

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from attrs import frozen

from clbackbones_codegen.__main__ import main
from clbackbones_codegen.built import UNBUILT
from tests.architectures import CONV_NET
from tests.specs import ROOT, Outcome

Json = Any

MECHANISM: Json = {
    "title": "Slow HAT",
    "description": "HAT whose gates open slowly.",
    "module": "mylab.slow_hat",
    "prefix": "SlowHAT",
    "extends": "hat_mask",
    "backbone": "SlowHATBackbone",
    "masks": "unit",
    "parameters": {"unit": 1},
    "fields": {
        "slowness": {"type": "number", "default": 1.0, "minimum": 1, "description": "What the scale is divided by."},
        # A field of this type whose values no network has yet.
        "gate_shape": {"use": "activation_layer", "default": None, "description": "What gates are formed by."},
    },
    "context": {"mask": "UnitMasks", "task_norm": "TaskNorm"},
}

MODULES = {
    # The compiler's own process does not run it.
    "__init__.py": "import sys\n\nassert 'clbackbones_codegen' not in sys.modules\n",
    "base.py": '''\
"""A base."""

from clbackbones import HATMaskBackbone


class SlowBackbone(HATMaskBackbone):
    """Takes its time."""

    @property
    def slowness(self) -> float:
        """What the config says."""
        return self.config.slowness
''',
    "slow_hat.py": '''\
"""HAT whose gates open slowly."""

from .base import SlowBackbone


class SlowHATBackbone(SlowBackbone):
    """HAT whose gates open slowly."""
''',
}


HALF_OF_THE_LAWS = """
import mybackbones
from mybackbones.testing import laws
names = laws.class_names
mechanisms = len({mybackbones.CATALOG.backbone_class(name).mechanism for name in names})
tried = [name for index, name in enumerate(names) if (index + index // mechanisms) % 2]
for name in tried:
    laws.check(name, **FIELDS)
print(len(tried))
"""
"""A program that holds each network to the laws with half of the mechanisms, in turn, and prints how many it tried."""


@frozen
class OwnPackage:
    """A folder with a spec in `my_schema`, Python modules in `src/mylab`, and what is generated in `src/NAME`."""

    folder: Path
    name: str = "mybackbones"

    @classmethod
    def in_folder(cls, folder: Path, name: str = "mybackbones") -> "OwnPackage":
        """One with an architecture and a mechanism, not compiled yet."""
        own = cls(folder, name)
        own.add("architectures/conv_net.json", CONV_NET)
        own.add("mechanisms/slow_hat.json", MECHANISM)
        (folder / "src" / "mylab").mkdir(parents=True)
        for file, text in MODULES.items():
            (folder / "src" / "mylab" / file).write_text(text, "utf-8")
        return own

    @property
    def package(self) -> Path:
        """The folder of the generated package."""
        return self.folder.joinpath("src", *self.name.split("."))

    def add(self, file: str, value: Json) -> None:
        """Writes a file of the spec."""
        path = self.folder / "my_schema" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")

    def compile(self, *options: str) -> Outcome:
        """Runs the compiler as its users do, in a process that finds their modules; no network is built first."""
        arguments = ["--schema", "my_schema", "--output", f"src/{self.name}", "--package", self.name]
        return self.run("-m", "clbackbones_codegen", *arguments, UNBUILT, *options)

    def compile_here(self, *options: str, built: bool = False) -> Outcome:
        """Runs the compiler in this process, for specs with faults; networks are built where a test is about it."""
        options = options if built else (UNBUILT, *options)
        out, err = io.StringIO(), io.StringIO()
        arguments = ["--schema", str(self.folder / "my_schema"), "--output", str(self.package), "--package", self.name]
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main([*arguments, *options])
        return Outcome(status, out.getvalue(), err.getvalue())

    def run(self, *arguments: str, path: str = "") -> Outcome:
        """Runs Python in the folder, with `src` and this repository's packages on its path."""
        places = [path, str(self.folder / "src"), str(ROOT / "generated"), str(ROOT / "codegen")]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, places)), "OMP_NUM_THREADS": "1"}
        command = [sys.executable, "-W", "error", *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False, timeout=300
        )
        return Outcome(done.returncode, done.stdout, done.stderr)
