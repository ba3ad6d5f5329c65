"""Checks of the steps of one architecture: names in scope, choices complete, blocks and parts that exist."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import cast

from attrs import frozen

from .errors import Fault, instead, pointer
from .expression import names_in
from .model import LAYERS, Add, Architecture, Each, Expression, Json, Operation, Stage, When
from .product import variants_of


@frozen
class StepChecker:
    """Walks the steps with the names in scope.

    Attributes:
        file: File of the architecture.
        architecture: The architecture.
        choices: Values of its enum fields.
    """

    file: str
    architecture: Architecture
    choices: Mapping[str, Sequence[str]]

    def run(self) -> Iterator[Fault]:
        """The faults of the network, of every block, and of the conditions elsewhere."""
        fields = set(self.architecture.fields)
        constants = set(self.architecture.constants or {})
        network = fields | constants
        yield from self._unique(self._names(self.architecture.network), "/network")
        for index, step in enumerate(self.architecture.network):
            at = f"/network/{index}"
            match step:
                case Stage():
                    yield from self._stage(step, network, at)
                case Each():
                    yield from self._expression(step.of, network, f"{at}/of")
                    for inner, operation in enumerate(step.steps):
                        yield from self._operation(operation, network | set(step.each), f"{at}/steps/{inner}")
                        yield from self._no_add(operation, f"{at}/steps/{inner}")
                case Operation():
                    yield from self._operation(step, network, at)
                    yield from self._no_add(step, at)
        for name, block in (self.architecture.blocks or {}).items():
            at = f"/blocks/{pointer(name)[1:]}"
            yield from self._unique(self._names(block.steps), at)
            for index, operation in enumerate(block.steps):
                yield from self._operation(operation, fields | set(block.arguments), f"{at}/steps/{index}")
            if block.steps[-1].kind not in LAYERS:
                yield Fault(self.file, f"{at}/steps", "a block ends with a weighted layer", "move other steps before it")
            elif outside := names_in(block.steps[-1].units) - set(block.arguments):
                message = f"the units of a block follow from its arguments, not from {', '.join(sorted(outside))}"
                yield Fault(self.file, f"{at}/steps/{len(block.steps) - 1}/units", message, "pass it as an argument")
            for argument in set(block.arguments) & fields:
                yield Fault(self.file, f"{at}/arguments/{argument}", f"'{argument}' is a config field too", "rename it")
        weights = self.architecture.initial_weights
        if weights is not None:
            yield from self._when(weights.when, fields, "/initial_weights/when")

    def _names(self, steps: Sequence[Operation | Stage | Each]) -> Iterator[str]:
        """Names of modules, in the order of the steps."""
        for step in steps:
            if isinstance(step, Stage):
                yield step.stage
            elif isinstance(step, Each):
                yield from self._names(step.steps)
            else:
                parts = (step.name, step.norm, step.activation, step.dropout)
                yield from (name for name in parts if name is not None)
                if step.add is not None and step.add.other_shape is not None:
                    yield from self._names(step.add.other_shape.steps)

    def _unique(self, names: Iterator[str], at: str) -> Iterator[Fault]:
        seen: set[str] = set()
        for name in names:
            if name in seen:
                yield Fault(self.file, at, f"the name '{name}' stands twice", "give each operation a name of its own")
            seen.add(name)

    def _operation(self, step: Operation, scope: Collection[str], at: str) -> Iterator[Fault]:
        for key in ("units", "kernel_size", "stride", "padding", "bias"):
            yield from self._expression(getattr(step, key), scope, f"{at}/{key}")
        yield from self._when(step.when, scope, f"{at}/when")
        used = [part for part in ("norm", "activation", "dropout") if step.kind == part or getattr(step, part) is not None]
        for part in used:
            if part not in self.architecture.parts:
                message = f"no config field governs the part '{part}'"
                yield Fault(self.file, f"{at}/{part}", message, f"name it in `parts`, as `parts.{part}`")
        if step.add is not None:
            yield from self._add(step.add, scope, f"{at}/add")

    def _add(self, add: Add, scope: Collection[str], at: str) -> Iterator[Fault]:
        if add.other_shape is None:
            if add.same_shape is None:
                yield Fault(self.file, at, "nothing is added", "leave `add` out, or name what is added")
            return
        steps = add.other_shape.steps
        if sum(step.kind in LAYERS for step in steps) != 1:
            yield Fault(self.file, f"{at}/other_shape/steps", "a branch has exactly one weighted layer", "keep one of them")
        for index, step in enumerate(steps):
            yield from self._operation(step, scope, f"{at}/other_shape/steps/{index}")
            yield from self._no_add(step, f"{at}/other_shape/steps/{index}")

    def _no_add(self, step: Operation, at: str) -> Iterator[Fault]:
        if step.add is not None:
            yield Fault(self.file, f"{at}/add", "only a layer of a block may have an `add`", "move the layers into a block")

    def _stage(self, step: Stage, scope: Collection[str], at: str) -> Iterator[Fault]:
        yield from self._expression(step.repeat, scope, f"{at}/repeat")
        blocks = self.architecture.blocks or {}
        constants = self.architecture.constants or {}
        if step.block in constants:
            rows = enumerate(variants_of(self.architecture))
            given = {f"/variants/{i}/{step.block}": row.constants.get(step.block) for i, row in rows}
        else:
            given = {f"{at}/block": step.block}
        for place, name in given.items():
            if name not in blocks:
                yield Fault(self.file, place, f"there is no block '{name}'", instead(name, blocks))
                continue
            arguments = blocks[cast("str", name)].arguments
            for group, values in (("arguments", step.arguments or {}), ("first", step.first or {})):
                for key, value in values.items():
                    if key not in arguments:
                        message = f"the block '{name}' has no argument '{key}'"
                        yield Fault(self.file, f"{at}/{group}/{key}", message, instead(key, arguments))
                    yield from self._expression(value, scope, f"{at}/{group}/{key}")
            for key, argument in arguments.items():
                if argument.default is None and key not in (step.arguments or {}):
                    yield Fault(self.file, at, f"the argument '{key}' of '{name}' is missing", f"add it ({argument.description})")

    def _when(self, when: When | None, scope: Collection[str], at: str) -> Iterator[Fault]:
        for name, wanted in (when or {}).items():
            if name not in scope:
                yield Fault(self.file, f"{at}/{name}", f"'{name}' is not in scope here", instead(name, scope))
            elif name in self.choices:
                values = cast("list[Json]", wanted) if isinstance(wanted, list) else [wanted]
                for value in values:
                    if value is not None and value not in self.choices[name]:
                        message = f"{value!r} is no value of '{name}'"
                        yield Fault(self.file, f"{at}/{name}", message, instead(value, self.choices[name]))

    def _expression(self, expression: Expression, scope: Collection[str], at: str) -> Iterator[Fault]:
        if isinstance(expression, str):
            if expression not in scope:
                yield Fault(self.file, at, f"'{expression}' is not in scope here", instead(expression, scope))
        elif isinstance(expression, list):
            for index, operand in enumerate(cast("list[Json]", expression)[1:], 1):
                yield from self._expression(operand, scope, f"{at}/{index}")
        elif isinstance(expression, Mapping):
            choice = cast("Mapping[str, Json]", expression)
            name, options = choice["select"], choice["of"]
            if name not in scope:
                yield Fault(self.file, f"{at}/select", f"'{name}' is not in scope here", instead(name, scope))
            for value in options.keys() - set(self.choices.get(name, options)):
                hint = instead(value, self.choices[name])
                yield Fault(self.file, f"{at}/of/{value}", f"'{value}' is no value of '{name}'", hint)
            for value in set(self.choices.get(name, ())) - options.keys():
                yield Fault(self.file, f"{at}/of", f"nothing is said for {name} '{value}'", f"add '{value}'")
            for value, option in options.items():
                yield from self._expression(option, scope, f"{at}/of/{value}")


