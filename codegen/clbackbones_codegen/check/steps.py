"""Checks of the steps of one architecture: names, expressions, blocks, and parts that a field governs."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import Factory, field, frozen

from clbackbones_runtime.config.wording import alternatives

from ..ir.kinds import BOOLEAN, INTEGER, LIST, Kind, Kinds, kind_of_value
from ..ir.lower import adds_input
from ..ir.product import variants_of
from ..spec.faults import Fault, instead
from ..spec.model import DEFAULT_ORDER, Add, Architecture, Each, Json, Operation, OperationRow, Stage
from ..spec.operations import is_weighted, method_of
from .expressions import ExpressionChecker

_KINDS: Mapping[str, Kind] = {"integer": INTEGER, "boolean": BOOLEAN}


def _expressions(checker: "StepChecker") -> ExpressionChecker:
    return ExpressionChecker(checker.file, checker.choices, variants_of(checker.architecture), checker.faults)


@frozen
class StepChecker:
    """Walks the steps with the names in scope.

    Attributes:
        file: File of the architecture.
        architecture: The architecture.
        kinds: Kinds of its config fields.
        choices: Values of each config field that has a fixed set of them.
        operations: The table of operations.
        faults: What was found.
    """

    file: str
    architecture: Architecture
    kinds: Kinds
    choices: Mapping[str, Sequence[Json]]
    operations: Mapping[str, OperationRow]
    faults: list[Fault] = field(factory=list[Fault])
    _check: ExpressionChecker = field(init=False, default=Factory(_expressions, takes_self=True))

    def run(self) -> list[Fault]:
        """The faults of the network, of every block, and of conditions elsewhere."""
        scope = {**self.kinds, **self._constants()}
        self._unique(self.architecture.network, "/network")
        for index, step in enumerate(self.architecture.network):
            at = f"/network/{index}"
            match step:
                case Stage():
                    self._stage(step, scope, at)
                case Each():
                    self._each(step, scope, at)
                case Operation():
                    self._operation(step, scope, at)
                    self._no_add(step, at)
        for name, block in (self.architecture.blocks or {}).items():
            at = f"/blocks/{name}"
            inner = {**self.kinds, **dict.fromkeys(block.arguments, INTEGER)}
            self._unique(block.steps, f"{at}/steps")
            for index, operation in enumerate(block.steps):
                self._operation(operation, inner, f"{at}/steps/{index}")
                self._no_flatten(operation, f"{at}/steps/{index}")
        if self.architecture.order is not None:
            self._order(self.architecture.order, "/order")
        if self.architecture.initial_weights is not None:
            self._check.when(self.architecture.initial_weights.when, self.kinds, "/initial_weights/when")
        return self.faults

    def _constants(self) -> dict[str, Kind | None]:
        """Kinds of the variants' constants; a block has none, since no expression can compute with it."""
        rows = variants_of(self.architecture)
        found: dict[str, Kind | None] = {}
        for name in self.architecture.constants or {}:
            kinds = {kind_of_value(row.constants[name]) for row in rows if name in row.constants}
            found[name] = kinds.pop() if len(kinds) == 1 else None
        return found

    def _unique(self, steps: Sequence[Operation | Stage | Each], at: str) -> None:
        seen: set[str] = set()
        for name in module_names(steps):
            if name in seen:
                self._check.fault(at, f"the name '{name}' stands twice", "give each operation a name of its own")
            seen.add(name)

    def _operation(self, step: Operation, scope: Kinds, at: str) -> None:
        arguments = self.operations[step.kind].arguments or {}
        given = [(key, value, _KINDS[arguments[key].type]) for key, value in step.arguments.items()]
        for key, value, wanted in [("units", step.units, INTEGER), *given, ("bias", step.bias, BOOLEAN)]:
            if value is not None:
                self._check.expression(value, scope, f"{at}/{key}", wanted)
        self._check.when(step.when, scope, f"{at}/when")
        for part in ("norm", "activation", "dropout"):
            used = step.kind == part or getattr(step, part) is not None
            if used and part not in self.architecture.parts:
                message = f"no config field governs the part '{part}'"
                self._check.fault(f"{at}/{part}", message, f"name one as `{part}` in `parts`")
        if step.order is not None:
            self._order(step.order, f"{at}/order")
        if step.add is not None:
            self._add(step.add, scope, f"{at}/add")

    def _order(self, order: Sequence[str], at: str) -> None:
        if not order.index("operation") < order.index("add") < order.index("unit"):
            message = "`operation`, `add` and `unit` do not follow each other"
            self._check.fault(at, message, f"write them in this order, as in {', '.join(DEFAULT_ORDER)}")

    def _add(self, add: Add, scope: Kinds, at: str) -> None:
        if add.other_shape is None:
            if add.same_shape is None:
                self._check.fault(at, "nothing is added", "leave `add` out, or name what is added")
            return
        steps = add.other_shape.steps
        if sum(is_weighted(step.kind) for step in steps) != 1:
            place = f"{at}/other_shape/steps"
            layers = alternatives([f"`{name}`" for name in self.operations if is_weighted(name)])
            self._check.fault(place, "there is not exactly one weighted layer", f"keep one {layers}")
        for index, step in enumerate(steps):
            place = f"{at}/other_shape/steps/{index}"
            self._operation(step, scope, place)
            self._no_add(step, place)
            self._no_flatten(step, place)

    def _no_add(self, step: Operation, at: str) -> None:
        if step.add is not None:
            self._check.fault(f"{at}/add", "only a layer of a block may have an `add`", "move the layers into a block")

    def _no_flatten(self, step: Operation, at: str) -> None:
        if method_of(self.operations[step.kind]) is not None:
            self._check.fault(at, f"`{step.kind}` stands in `network` alone", "move it there")

    def _each(self, step: Each, scope: Kinds, at: str) -> None:
        of = self._check.expression(step.of, scope, f"{at}/of", LIST)
        item = of and of.item
        kind = item if len(step.each) == 1 else item and item.item
        if item is not None and kind is None:
            message = f"the rows of `of` are no lists, and cannot give {', '.join(step.each)}"
            self._check.fault(f"{at}/of", message, "write a list of lists, or bind one name")
        inner = {**scope, **dict.fromkeys(step.each, kind)}
        for index, operation in enumerate(step.steps):
            self._operation(operation, inner, f"{at}/steps/{index}")
            self._no_add(operation, f"{at}/steps/{index}")
            self._no_flatten(operation, f"{at}/steps/{index}")

    def _stage(self, step: Stage, scope: Kinds, at: str) -> None:
        self._check.expression(step.repeat, scope, f"{at}/repeat", INTEGER)
        for group, values in (("arguments", step.arguments or {}), ("first", step.first or {})):
            for key, value in values.items():
                self._check.expression(value, scope, f"{at}/{group}/{key}", INTEGER)
        blocks = self.architecture.blocks or {}
        for place, name in self._blocks_of(step, at):
            if name not in blocks:
                self._check.fault(place, f"there is no block '{name}'", instead(name, blocks))
                continue
            arguments = blocks[name].arguments
            for group, values in (("arguments", step.arguments or {}), ("first", step.first or {})):
                for key in values:
                    if key not in arguments:
                        message = f"the block '{name}' has no argument '{key}'"
                        self._check.fault(f"{at}/{group}/{key}", message, instead(key, arguments))
            for key, argument in arguments.items():
                if argument.default is None and key not in (step.arguments or {}):
                    message = f"the argument '{key}' of the block '{name}' is missing"
                    self._check.fault(at, message, f"add it to `arguments` ({argument.description.rstrip('.')})")

    def _blocks_of(self, step: Stage, at: str) -> Iterator[tuple[str, str]]:
        """The blocks of a stage, with the place that names each."""
        if step.block not in (self.architecture.constants or {}):
            yield f"{at}/block", step.block
            return
        for index, row in enumerate(variants_of(self.architecture)):
            name = row.constants.get(step.block)
            if isinstance(name, str):
                yield f"/variants/{index}/{step.block}", name
            elif name is not None:
                message = f"'{step.block}' of {row.name} is not the name of a block"
                self._check.fault(f"/variants/{index}/{step.block}", message, "write one between quotes")


def module_names(steps: Sequence[Operation | Stage | Each]) -> Iterator[str]:
    """The attributes that steps make in their class, in the order of the steps."""
    for step in steps:
        if isinstance(step, Stage):
            yield step.stage
        elif isinstance(step, Each):
            yield from module_names(step.steps)
        else:
            parts = (step.name, step.norm, step.activation, step.dropout)
            yield from (name for name in parts if name is not None)
            if step.add is not None and step.add.other_shape is not None:
                yield from module_names(step.add.other_shape.steps)
            elif step.add is not None:
                yield adds_input(step.name)
