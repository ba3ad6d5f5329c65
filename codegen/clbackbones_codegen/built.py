"""Builds a small network of each mechanism of a package before it is written, in a process of its own."""

import itertools
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from clbackbones_runtime.testing.report import Counted, Step

from .compiler import Compiled
from .ir.product import Package, Product
from .spec.faults import Fault, pointer
from .spec.inheritance import lineage
from .spec.model import Spec

UNBUILT = "--unbuilt"
"""The option that writes a package without this."""

SECONDS = 120
"""More time than this the networks of all mechanisms together must not take."""

_PROGRAM = "clbackbones_runtime.testing.built"

_FACTORS = range(4)
"""How many parameters per unit, weight or such a mechanism is supposed to have."""

_REMEDIES = 2
"""How many ways to count parameters a fault names at most."""


def check_built(compiled: Compiled, package: Package) -> Iterator[Fault]:
    """What cannot be imported or built, makes no pass in training, or has other parameters than its config counts.

    Args:
        compiled: The package.
        package: Its name.

    Raises:
        OSError: The process that builds networks cannot be started.
    """
    product = compiled.product
    names = dict.fromkeys(pair.mechanism_name for pair in product.pairs)
    modules = {name: product.spec.mechanisms[name].module for name in names}
    steps, ended = _tried(compiled.files, package.name, modules)
    last = {step.mechanism: step for step in steps}
    if lacking := [step for step in steps if step.at == "class"]:
        yield from _lacking(lacking, product)
        return
    if not last or "" in last:
        what = last[""].raised if last else ended
        hint = f"see to it that torch and {package.name} can be imported, or write it with {UNBUILT}"
        yield Fault(package.name, "", f"the process that builds its networks {what}", hint)
        return
    failed = {name: step for name, step in last.items() if step.at not in ("built", "parameters")}
    yield from _failures(failed, ended, modules, product)
    yield from _miscounts({name: step for name, step in last.items() if step.at == "parameters"}, last, product)


def _tried(files: Mapping[str, str], package: str, modules: Mapping[str, str]) -> tuple[list[Step], str]:
    """What the process that builds networks has reported, and how it ended."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder, report = Path(name) / "package", Path(name) / "report"
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
        command = [sys.executable, "-P", "-B", "-m", _PROGRAM, str(folder), package, json.dumps(modules), str(report)]
        # It finds what the compiler finds, which may have been started in many ways.
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(place or str(Path.cwd()) for place in sys.path)}
        silent = subprocess.DEVNULL
        try:
            done = subprocess.run(
                command, env=environment, stdin=silent, stdout=silent, stderr=silent, timeout=SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            ended = f"takes more than {SECONDS} s"
        else:
            ended = f"ends its process with {_status(done.returncode)}"
        lines = report.read_text("ascii").splitlines(keepends=True) if report.is_file() else []
        return [Step.read(line) for line in lines if line.endswith("\n")], ended


def _status(returncode: int) -> str:
    """How a process ended, in words."""
    if returncode >= 0:
        return f"status {returncode}"
    try:
        return signal.Signals(-returncode).name
    except ValueError:  # which has no name
        return f"signal {-returncode}"


def _lacking(steps: Iterable[Step], product: Product) -> Iterator[Fault]:
    """Classes that tables name, and that are not there."""
    for step in steps:
        table, key = step.place.split("/")
        file = product.spec.places.get(f"{table}.json", f"schema/{table}.json")
        hint = "write one that the installed torch has, or correct its module"
        yield Fault(file, pointer(key, "class"), f"{step.name}, when it is looked up, {step.raised}", hint)


def _failures(last: Mapping[str, Step], ended: str, modules: Mapping[str, str], product: Product) -> Iterator[Fault]:
    """Mechanisms that raise, or end their process; those that raise alike are told once.

    What all fail to do is the network's fault, or that of what it is made of, rather than a mechanism's.
    """
    alike: dict[str, list[Step]] = {}
    shared = 1 < len(modules) == sum(step.at == "backbone" for step in last.values())
    for name, step in last.items():
        alike.setdefault("" if shared else step.raised or name, []).append(step)
    for step, *others in alike.values():
        module, more = modules[step.mechanism], _more(others)
        if step.at == "module":
            what, hint = f"{module}{more}, when it is imported,", f"import {module} in Python to see why"
        else:
            what = f"{step.name}{more}, when it is built and makes a pass,"
            hint = f"write the package with {UNBUILT}, and build one in Python to see why"
        hint = step.place or hint
        place = _blamed(step.mechanism, step, product)
        if shared:
            place, hint = _network(step, product), f"{hint}, and correct what operations.json or activations.json says"
        yield Fault(*place, f"{what} {step.raised or ended}", hint)


def _miscounts(wrong: Mapping[str, Step], tried: Iterable[str], product: Product) -> Iterator[Fault]:
    """Mechanisms that have other parameters than is said, told in the file that says it."""
    spec = product.spec
    alike: dict[str, list[Step]] = {}
    for name, step in wrong.items():
        source = _declaring(name, spec)
        all_wrong = all(other in wrong for other in tried if _declaring(other, spec) == source)
        told = source if all_wrong and spec.is_own(spec.mechanism_file(source)) else name
        alike.setdefault(told, []).append(step)
    for name, (step, *others) in alike.items():
        first, *_ = step.counted
        what = f"{first.name}{_more(others)} counts {first.said:,} parameters besides those of its layers"
        hint = _remedy(step.counted, inherits=any(spec.mechanisms[each].parameters for each in lineage(name, spec)[1:]))
        yield Fault(*_blamed(name, step, product), f"{what}, and has {first.found:,}", hint)


def _declaring(name: str, spec: Spec) -> str:
    """The mechanism that says which parameters one has; itself where none says it."""
    return next((each for each in lineage(name, spec) if spec.mechanisms[each].parameters is not None), name)


def _blamed(mechanism: str, step: Step, product: Product) -> tuple[str, str]:
    """The file, and the place in it, of what is wrong: a mechanism of another package works in networks of that."""
    spec = product.spec
    file = spec.mechanism_file(mechanism)
    return (file, f"/{step.at}") if spec.is_own(file) or step.at == "module" else _network(step, product)


def _network(step: Step, product: Product) -> tuple[str, str]:
    """The file of the architecture of a class, and the place in it."""
    stem = next(pair.stem for pair in product.pairs if step.name in pair.class_names)
    return product.spec.architecture_file(stem), "/network"


def _more(others: Sequence[Step]) -> str:
    return f" (and {len(others)} more)" if others else ""


def _remedy(counted: Sequence[Counted], *, inherits: bool) -> str:
    """What to write as `parameters`: the fewest kinds that explain what all networks have, if few things do.

    Args:
        counted: What the networks have.
        inherits: Whether something would be inherited without.
    """
    if counted[0].found < 0:
        return "let it keep the parameters of its layers, or correct what operations.json and activations.json count"
    kinds, found = [*counted[0].entries], list[dict[str, int]]()
    for factors in itertools.product(_FACTORS, repeat=len(kinds)):
        written = {kind: factor for kind, factor in zip(kinds, factors, strict=True) if factor}
        if all(sum(each.entries[kind] * written[kind] for kind in written) == each.found for each in counted):
            found.append(written)
    found = [written for written in found if len(written) == min(map(len, found))]
    if found == [{}] and not inherits:
        return "remove it"
    if not 0 < len(found) <= _REMEDIES:
        return "say how many it has per unit, output, input, weight or bias"
    return f"write {' or '.join(map(json.dumps, reversed(found)))}"
