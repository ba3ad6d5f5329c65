"""The statements of forward passes: they run the modules of steps, and what a mechanism puts between them."""

from collections.abc import Collection, Sequence

from attrs import evolve, frozen

from clbackbones_runtime.graph.operations import operation_class

from ..spec.model import INPUT, Claim, Mechanism, Pass
from ..spec.operations import method_of
from . import python as py
from . import steps as flat
from .expression import python
from .lower import adds_input, is_there
from .places import Place, is_added_by, layers_of, modules_of, name_of, names_of, word_for
from .python import Expr, Stmt
from .steps import FlatStep, SingleStep


@frozen
class ForwardWeaver:
    """Weaves the sites of a mechanism that apply something, and its claims.

    Attributes:
        mechanism: The mechanism, inheritance resolved.
        symbols: Names of the runtime that the statements use; filled as they are woven.
        attributes: What the constructor has set.
    """

    mechanism: Mechanism
    symbols: set[str]
    attributes: Collection[str]

    def steps(self, steps: Sequence[FlatStep], place: Place, value: Expr, first: Expr) -> list[Stmt]:
        """Statements that run the steps on `value`; the first one reads `first`."""
        statements: list[Stmt] = []
        reads, position = first, 0
        while position < len(steps):
            rest, step = steps[position:], steps[position]
            if isinstance(step, flat.Read):
                reads, position = py.name(step.name), position + 1
                continue
            if isinstance(step, flat.Keep):
                if step.name != INPUT or not py.same(reads, py.name(INPUT)):
                    statements.append(py.assign(py.name(step.name), reads))
                position += 1
                continue
            if isinstance(step, flat.Stage):
                stages = _leading_stages(rest)
                statements += [*_started(reads, value), self._run_stages(stages, place, value)]
                position += len(stages)
            elif (claim := self._claimed(rest)) is not None:
                taken = rest[: len(claim.steps)]
                statements += self._run_claim(claim, taken, place, value, reads)
                position += len(taken)
            else:
                statements += self._run(step, place, value, reads)
                position += 1
            reads = value
        return statements

    def _claimed(self, steps: Sequence[FlatStep]) -> Claim | None:
        """The claim that takes over the first of these steps."""
        for claim in self.mechanism.claims or []:
            run = steps[: len(claim.steps)]
            complete = all(not isinstance(step, flat.Add) or is_added_by(claim, step) for step in run)
            # The functions of claims know of no tokens.
            complete = complete and not any(isinstance(step, flat.UnitSite) and step.last for step in run)
            if [word_for(step) for step in run] == claim.steps and complete:
                return claim
        return None

    def _run_claim(self, claim: Claim, steps: Sequence[FlatStep], place: Place, value: Expr, reads: Expr) -> list[Stmt]:
        before: list[Stmt] = []
        after: list[Stmt] = []
        arguments = [reads]
        for step in steps:
            match step:
                case flat.Add():
                    taken = claim.branch or []
                    before += self._shortcut(step, place, taken)
                    arguments += [py.name("shortcut"), *(py.name(f"shortcut_{part}") for part in taken)]
                case flat.UnitSite():
                    arguments += self._passed("unit", step.layers[-1], place)
                    after += self._record(step, place, value)
                case flat.Layer() | flat.Plain() | flat.Part():
                    arguments.append(place.module(step.name))
                    arguments += self._passed(_site_of(step), step.name, place)
                case _:
                    raise TypeError(f"no claim takes over {step}")
        self.symbols.add(claim.apply)
        return [*before, py.assign(value, py.call(claim.apply, *arguments)), *after]

    def _run(self, step: SingleStep, place: Place, value: Expr, reads: Expr) -> list[Stmt]:
        match step:
            case flat.Each():
                return [*_started(reads, value), *self._run_each(step, place, value)]
            case flat.Add():
                return self._run_add(step, place, value)
            case flat.Merge():
                return [py.assign(value, _merged(step, reads))]
            case flat.Optional():
                started = _started(reads, value)
                guards = [place.module(name) for name in modules_of(step.steps)]
                body = self.steps(step.steps, place, value, value)
                if guards:
                    return [*started, py.unless_none(guards, body)]
                return [*started, py.block_of(py.attribute("self", is_there(step.name)), body)]
            case flat.UnitSite():
                return self._run_unit(step, place, value)
            case flat.Plain() if (method := method_of(step.row)) is not None:
                arguments = [python(argument, place.names) for argument in step.arguments.values()]
                return [py.assign(value, py.call(py.attribute(reads, method), *arguments))]
            case flat.Layer() | flat.Plain() | flat.Part():
                passed = self._passed(_site_of(step), step.name, place)
                return [py.assign(value, py.call(place.module(step.name), reads, *passed))]

    def _run_stages(self, stages: Sequence[flat.Stage], place: Place, value: Expr) -> Stmt:
        """A loop over the blocks of stages that follow each other."""
        context = [py.name(name) for name in self.mechanism.context or {}]
        emitted = py.name("emitted")
        body = [
            py.assign([value, emitted], py.call(py.name("block"), value, *context)),
            py.updated("activations", emitted),
        ]
        blocks = [place.module(stage.name) for stage in stages]
        return py.loop(["block"], blocks[0] if len(blocks) == 1 else py.all_of(blocks), body)

    def _run_each(self, step: flat.Each, place: Place, value: Expr) -> list[Stmt]:
        inner = evolve(place, layer=_row_name, listed=True)
        modules, layers = modules_of(step.steps), layers_of(step.steps)
        lists = [names_of(layer) for layer in layers] + modules
        rows = py.call("zip", *(py.attribute("self", name) for name in lists), strict=py.constant(True))
        body = self.steps(step.steps, inner, value, value)
        return [py.loop([*map(name_of, layers), *modules], rows, body)]

    def _shortcut(self, step: flat.Add, place: Place, taken: Sequence[str] = ()) -> list[Stmt]:
        """`shortcut`: the block's input, brought to the new shape where that differs.

        Args:
            step: The `add`.
            place: Where it stands.
            taken: The kinds of its last steps, of which only the modules are named, as `shortcut_<kind>`.
        """
        assert step.branch is not None
        run, rest = step.branch[: len(step.branch) - len(taken)], step.branch[len(step.branch) - len(taken) :]
        shortcut, start = py.name("shortcut"), py.name(step.from_)
        branch = self.steps(run, place, shortcut, start)
        modules = [place.module(name) for name in modules_of(rest)]
        kept = [py.name(f"shortcut_{kind}") for kind in taken]
        branch += [py.assign(target, module) for target, module in zip(kept, modules, strict=True)]
        absent = [py.assign(target, py.constant(None)) for target in kept]
        guards = [place.module(name) for name in modules_of(run)]
        same = py.name(str(step.same_shape))
        return [py.assign(shortcut, same), *absent, py.unless_none(guards, branch)]

    def _run_add(self, step: flat.Add, place: Place, value: Expr) -> list[Stmt]:
        def plus(name: str) -> Stmt:
            return py.assign(value, py.plus(value, py.name(name)))

        if step.branch is None:
            added = [plus(str(step.same_shape))]
            known = adds_input(step.layer)
            return [py.block_of(py.attribute("self", known), added)] if known in self.attributes else added
        if step.same_shape is None:
            branch = self.steps(step.branch, place, py.name("shortcut"), py.name(step.from_))
            return [
                py.unless_none([place.module(name) for name in modules_of(step.branch)], [*branch, plus("shortcut")])
            ]
        return [*self._shortcut(step, place), plus("shortcut")]

    def _run_unit(self, step: flat.UnitSite, place: Place, value: Expr) -> list[Stmt]:
        statements: list[Stmt] = []
        site = self.mechanism.sites and self.mechanism.sites.unit
        if site is not None:
            self.symbols.add(site.apply)
            passed = self._passed("unit", step.layers[-1], place)
            axis = {"axis": py.constant(-1)} if step.last else {}
            statements.append(py.assign(value, py.call(site.apply, value, *passed, **axis)))
        return [*statements, *self._record(step, place, value)]

    def _record(self, step: flat.UnitSite, place: Place, value: Expr) -> list[Stmt]:
        """Statements that keep the value as the activation of the layers of a unit site."""
        *shortcuts, layer = step.layers

        def record(name: str) -> Stmt:
            return py.assign(py.item(py.name("activations"), place.layer(name)), value)

        return [record(layer), *(py.unless_none([place.module(name)], [record(name)]) for name in shortcuts)]

    def _passed(self, site: str, layer: str, place: Place) -> list[Expr]:
        """What a site gets from the context."""
        passes: list[Pass] = getattr(getattr(self.mechanism.sites, site, None), "pass_", None) or []
        return [
            py.item(py.name(entry.context), place.layer(layer)) if entry.by == "layer" else py.name(entry.context)
            for entry in passes
        ]


def _site_of(step: flat.Layer | flat.Plain | flat.Part) -> str:
    """The site of a mechanism at which the module of a step is made."""
    match step:
        case flat.Layer():
            return "weight"
        case flat.Plain():
            return "trained" if operation_class(step.kind).trains else ""
        case flat.Part():
            return step.kind


def _started(reads: Expr, value: Expr) -> list[Stmt]:
    """What lets steps start from a value, where one statement runs several of them, or maybe none."""
    return [] if py.same(reads, value) else [py.assign(value, reads)]


def _merged(step: flat.Merge, last: Expr) -> Expr:
    """The value of a merge: an operator between its values, or a function of all of them."""
    values = [last if name is None else py.name(name) for name in step.of]
    module, _, function = str(step.row.function).rpartition(".")
    if module == "operator":
        return py.operation(function, values)
    return py.call(str(step.row.function), py.listed(values), dim=py.constant(-1 if step.last else 1))


def _leading_stages(steps: Sequence[FlatStep]) -> list[flat.Stage]:
    """The stages with which steps begin."""
    found: list[flat.Stage] = []
    for step in steps:
        if not isinstance(step, flat.Stage):
            break
        found.append(step)
    return found


def _row_name(layer: str) -> Expr:
    """The name of a layer in a loop over the rows."""
    return py.name(name_of(layer))
