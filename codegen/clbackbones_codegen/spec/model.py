"""The spec as typed, frozen objects, one to one with the dialect; `converter.py` makes them of JSON.

A key that a file leaves out is None here, except for `Field.default`, where null is a value of its own and `ABSENT`
stands for "left out".
"""

import enum
from collections.abc import Mapping
from typing import Any, Final, Literal

from attrs import frozen

# JSON values: expressions, conditions, defaults. The dialect's meta-schema has checked their form.
Json = Any
Expression = Json
When = Mapping[str, Json]


class Absent(enum.Enum):
    """The type of `ABSENT`."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT

OUTPUT_DIM: Final = "output_dim"
"""The config field that says how many features a network emits, the only one that can be derived."""

INPUT: Final = "input"
"""The name by which steps read the value with which their list starts."""

INPUT_UNITS: Final = "input_units"
"""The name by which expressions of a block read how many units its input has."""

BLOCK_INDEX: Final = "block_index"
"""The name by which expressions of a block read its place in its stage, counted from 0."""

DEFAULT_ORDER: Final = ("operation", "norm", "add", "activation", "unit", "dropout")


@frozen(kw_only=True)
class Source:
    """A publication."""

    title: str
    url: str


@frozen(kw_only=True)
class Activation:
    """A row of activations.json."""

    description: str
    class_: str
    zero_at_zero: bool
    positively_homogeneous: bool
    module: str | None = None
    arguments: dict[str, Json] | None = None
    parameters: int | None = None

    @property
    def defined_in(self) -> str:
        """The module of torch that defines it."""
        return self.module or "torch.nn.modules.activation"


@frozen(kw_only=True)
class OperationArgument:
    """An argument of an operation; without a default it is required."""

    type: str
    description: str
    default: Json = ABSENT
    explicit: bool | None = None
    keyword: bool | None = None

    @property
    def required(self) -> bool:
        """Whether every step gives it."""
        return self.default is ABSENT


@frozen(kw_only=True)
class OperationRow:
    """A row of operations.json."""

    title: str
    class_: str | None = None
    function: str | None = None
    arguments: dict[str, OperationArgument] | None = None
    fixed: dict[str, Json] | None = None
    emits: Expression = None


@frozen(kw_only=True)
class Field:
    """A config field; see `field` in architecture.schema.json."""

    use: str | None = None
    type: str | None = None
    enum: dict[str, str] | None = None
    description: str | None = None
    default: Json = ABSENT
    derived: bool | None = None
    minimum: Json = None
    maximum: Json = None
    exclusive_minimum: Json = None
    exclusive_maximum: Json = None
    nullable: bool | None = None
    null: str | None = None
    requires: dict[str, Json] | None = None
    trained: bool | None = None
    aliases: list[str] | None = None
    examples: list[Json] | None = None


@frozen(kw_only=True)
class Part:
    """A norm, an activation or a dropout beside a weighted layer; the others as `Operation` has them.

    Attributes:
        groups: Of a norm of form `group`, how many.
        eps: Of a norm, what is added to the variance; None: what torch or the paper of its form adds.
        momentum: Of a norm of form `batch`, the share of a batch in the running statistics; None: torch's 0.1.
    """

    name: str
    by: str | None = None
    fixed: Json = None
    form: str | None = None
    groups: Expression = None
    eps: Expression = None
    momentum: Expression = None
    when: When | None = None

    @property
    def numbers(self) -> "dict[str, Expression]":
        """What it says of a norm in numbers, by name."""
        found = {"groups": self.groups, "eps": self.eps, "momentum": self.momentum}
        return {name: value for name, value in found.items() if value is not None}


@frozen(kw_only=True)
class Branch:
    """Steps that start from another value than the running one."""

    from_: str
    steps: "list[Operation]"


@frozen(kw_only=True)
class Add:
    """What is added to a layer's value."""

    same_shape: str | None
    other_shape: Branch | None


@frozen(kw_only=True)
class Operation:
    """One operation with its parts; `kind` is the key that names it in JSON.

    Attributes:
        arguments: Those that its row declares, as far as they are given.
        from_: The earlier value that it reads; None: that of the step before.
        of: Of a merge, the values that it merges.
        by: Of a part that stands alone, the field that governs it; None: the one that `parts` names.
        fixed: The value that it has, whatever the config says.
        form: Of a norm, over what it normalizes.
    """

    kind: str
    name: str
    arguments: dict[str, Expression]
    from_: str | None = None
    of: list[str] | None = None
    units: Expression = None
    bias: Expression = None
    norm: Part | None = None
    activation: Part | None = None
    dropout: Part | None = None
    add: Add | None = None
    order: list[str] | None = None
    when: When | None = None
    by: str | None = None
    fixed: Json = None
    form: str | None = None

    def parts(self) -> "dict[str, Part]":
        """The parts that stand beside it, or the one that it is, by their kind."""
        beside = {"norm": self.norm, "activation": self.activation, "dropout": self.dropout}
        if self.kind in beside:
            own = Part(name=self.name, by=self.by, fixed=self.fixed, form=self.form, when=self.when, **self.arguments)
            return {self.kind: own}
        return {kind: part for kind, part in beside.items() if part is not None}


@frozen(kw_only=True)
class Stage:
    """A block repeated; `from_` and `when` as of an operation."""

    stage: str
    block: str
    repeat: Expression
    from_: str | None = None
    arguments: dict[str, Expression] | None = None
    first: dict[str, Expression] | None = None
    last: dict[str, Expression] | None = None
    when: When | None = None

    @property
    def given(self) -> "dict[str, dict[str, Expression]]":
        """What it says of the block's arguments, by the key under which it does."""
        return {"arguments": self.arguments or {}, "first": self.first or {}, "last": self.last or {}}


@frozen(kw_only=True)
class Each:
    """Steps repeated once per row; `from_` and `when` as of an operation."""

    each: list[str]
    of: Expression
    steps: list[Operation]
    from_: str | None = None
    when: When | None = None


Step = Operation | Stage | Each


@frozen(kw_only=True)
class Argument:
    """An argument of a block."""

    description: str
    default: int | None = None


@frozen(kw_only=True)
class Block:
    """Steps with arguments; none is an `Each`."""

    description: str
    arguments: dict[str, Argument]
    steps: list[Step]


@frozen(kw_only=True)
class Variant:
    """One class of an architecture; `constants` are the columns of its row.

    Attributes:
        torchvision: torchvision's builder of it, or `{select, of}`, one for each value of a config field.
    """

    name: str
    constants: dict[str, Json]
    aliases: list[str] | None = None
    clarena: bool | None = None
    torchvision: Json = None


@frozen(kw_only=True)
class InitialWeights:
    """How weights are drawn."""

    scheme: str
    when: When | None = None


@frozen(kw_only=True)
class Figures:
    """With what an architecture's parameters and operations are counted."""

    input: list[int]
    fields: dict[str, Json] | None = None
    equals: str | None = None


@frozen(kw_only=True)
class Architecture:
    """A file of schema/architectures."""

    name: str
    title: str
    description: str
    source: Source
    input: list[str]
    fields: dict[str, Field]
    parts: dict[str, str | list[str]]
    network: list[Step]
    clarena: bool | None = None
    figures: Figures | None = None
    order: list[str] | None = None
    initial_weights: InitialWeights | None = None
    constants: dict[str, str] | None = None
    blocks: dict[str, Block] | None = None
    variants: list[Variant] | None = None

    def governing(self, part: str) -> list[str]:
        """The config fields that govern a part of layers; the first one where a step names none."""
        named = self.parts.get(part, [])
        return [named] if isinstance(named, str) else named

    @property
    def governors(self) -> dict[str, str]:
        """The fields that govern parts, each with its part."""
        return {name: part for part in self.parts for name in self.governing(part)}


@frozen(kw_only=True)
class Pass:
    """One argument that a site gets from the context."""

    context: str
    by: str | None = None


@frozen(kw_only=True)
class MakeSite:
    """A site where a mechanism makes the module; `make` is one symbol, or one per kind of value."""

    make: str | dict[str, str]
    pass_: list[Pass] | None = None


@frozen(kw_only=True)
class ApplySite:
    """A site where a mechanism applies a function to the value."""

    apply: str
    pass_: list[Pass] | None = None


@frozen(kw_only=True)
class Sites:
    """Where a mechanism weaves."""

    weight: MakeSite | None = None
    norm: MakeSite | None = None
    trained: MakeSite | None = None
    activation: MakeSite | None = None
    dropout: MakeSite | None = None
    unit: ApplySite | None = None


@frozen(kw_only=True)
class Claim:
    """A run of steps that one function takes over."""

    steps: list[str]
    apply: str
    branch: list[str] | None = None


@frozen(kw_only=True)
class Clarena:
    """What CLArena has of a mechanism."""

    bases: list[str]
    variants: bool | None = None
    fields: dict[str, Field] | None = None
    module: str | None = None
    algorithms: list[str] | None = None


@frozen(kw_only=True)
class LayerArgument:
    """An argument of layers for hand-made networks."""

    type: str
    description: str
    default: Json
    nullable: bool | None = None


@frozen(kw_only=True)
class Layer:
    """Layers for hand-made networks, one for each weighted operation."""

    base: str
    operation: Literal["held", "extended"]
    description: str
    make: str | None = None
    arguments: dict[str, LayerArgument] | None = None


@frozen(kw_only=True)
class Mechanism:
    """A file of schema/mechanisms."""

    title: str
    description: str
    module: str
    source: Source | None = None
    prefix: str | None = None
    extends: str | None = None
    backbone: str | None = None
    clarena: Clarena | None = None
    masks: str | None = None
    parameters: dict[str, int] | None = None
    fields: dict[str, Field] | None = None
    parts: dict[str, Field] | None = None
    context: dict[str, str] | None = None
    sites: Sites | None = None
    claims: list[Claim] | None = None
    exports: list[str] | None = None
    network: str | None = None
    layer: Layer | None = None


@frozen(kw_only=True)
class Spec:
    """All of schema/; architectures and mechanisms by file name without .json.

    Attributes:
        fields: What fields.json declares.
        activations: What activations.json declares.
        operations: What operations.json declares.
        architectures: The architectures.
        mechanisms: The mechanisms.
        places: Where the files of architectures, mechanisms, fields and activations are, as faults name them.
        inherited: Files that a package takes from the one that it builds on, whose own product it leaves to that one.
    """

    fields: dict[str, Field]
    activations: dict[str, Activation]
    operations: dict[str, OperationRow]
    architectures: dict[str, Architecture]
    mechanisms: dict[str, Mechanism]
    dialect: Mapping[str, Json]
    """The meta-schema of steps, which follows from the operations."""
    places: Mapping[str, str]
    inherited: frozenset[str] = frozenset()

    def architecture_file(self, stem: str) -> str:
        """Where an architecture is declared, as faults name it."""
        return self.places[f"architectures/{stem}.json"]

    def mechanism_file(self, name: str) -> str:
        """Where a mechanism is declared, as faults name it."""
        return self.places[f"mechanisms/{name}.json"]

    def is_own(self, place: str) -> bool:
        """Whether a file, as faults name it, is none of those that are inherited."""
        return place not in {self.places[file] for file in self.inherited}

    @property
    def own_mechanisms(self) -> dict[str, Mechanism]:
        """The mechanisms that are not inherited."""
        return {name: each for name, each in self.mechanisms.items() if f"mechanisms/{name}.json" not in self.inherited}

    def inherits(self, stem: str, mechanism: str) -> bool:
        """Whether the product of an architecture and a mechanism is another package's."""
        return self.inherited >= {f"architectures/{stem}.json", f"mechanisms/{mechanism}.json"}
