"""Weaving: an architecture's flat steps and a mechanism's sites -> statements of the generated classes.

This is the only place where the two meet. What comes out is finished: the templates print it and decide nothing.

A block hands the activations of its layers back rather than write them into a dict that it is given: `fully_shard` in
lower precision converts all that a module is called with, and what was written into the copy would be lost.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

from attrs import field, frozen

from ..spec.model import BLOCK_INDEX, INPUT_UNITS, Expression, Mechanism
from . import python as py
from . import steps as flat
from .constructor import ClassBody, ConstructorWeaver
from .forward import ForwardWeaver
from .places import Place, layers_of
from .python import Stmt, Type


@frozen(kw_only=True)
class WovenClass:
    """A class, finished but for its signature and prose.

    Attributes:
        attributes: Types of the attributes that its constructor sets.
        init: What the constructor does.
        forward: What `forward` or `network` does.
    """

    attributes: Mapping[str, Type]
    init: Sequence[Stmt]
    forward: Sequence[Stmt]


@frozen(kw_only=True)
class StageHelper:
    """The method that makes the stages of a network.

    Attributes:
        kind: What its blocks count, `channels` or `features`.
        block: What makes a block.
        parameters: Arguments of every block, with their defaults.
        ends: Arguments of the `first` and of the `last` block alone.
        gives_index: Whether blocks are told their place.
    """

    kind: str
    block: str
    parameters: Mapping[str, int | None]
    ends: Mapping[str, Mapping[str, int | None]]
    gives_index: bool


@frozen
class Weaver:
    """Weaves one mechanism into the steps of an architecture.

    Attributes:
        mechanism: The mechanism, inheritance resolved.
        off: The value of each config field that switches a part off.
        blocks: The blocks by name.
        kinds: What a block counts, `channels` or `features`, by its name or that of a constant that holds it.
        made_by: The type of what a class or function of the runtime makes.
        symbols: Names of the runtime that the statements use; filled as they are woven.
    """

    mechanism: Mechanism
    off: Mapping[str, bool | None]
    blocks: Mapping[str, flat.Block]
    kinds: Mapping[str, str]
    made_by: Callable[[str], Type]
    symbols: set[str] = field(factory=set[str])

    def _constructor(self, stages: Sequence[StageHelper] = ()) -> ConstructorWeaver:
        assert self.mechanism.sites is not None
        ends = {stage.block: stage.ends for stage in stages}
        return ConstructorWeaver(self.mechanism.sites, self.off, self.kinds, self.made_by, self.symbols, ends)

    def _forward(self, made: ClassBody) -> ForwardWeaver:
        return ForwardWeaver(self.mechanism, self.symbols, made.attributes)

    def block(self, name: str, fields: Sequence[str]) -> WovenClass:
        """The statements of a block class; its constructor has `config`, `name`, `in_<kind>` and the block's arguments.

        Args:
            name: Name of the block.
            fields: Config fields.
        """
        block, kind = self.blocks[name], self.kinds[name]
        names = {each: py.attribute("config", each) for each in fields} | {
            each: py.name(each) for each in block.arguments
        }
        names |= {INPUT_UNITS: py.name(f"in_{kind}"), BLOCK_INDEX: py.name("index")}
        place = Place(
            names=names,
            layer=lambda layer: py.item(py.attribute("self", "names"), py.constant(layer)),
            graph=(py.call("config.graph"), lambda step: py.under("name", step)),
        )
        made = ClassBody()
        layers = [py.constant(layer) for layer in layers_of(block.steps)]
        made.init.append(py.assign(py.attribute("self", "names"), py.call("layer_names", py.name("name"), *layers)))
        made.declare("names", ("dict[str, str]",))
        units = self._constructor(self.stages(block.steps)).steps(block.steps, place, made, py.name(f"in_{kind}"))
        made.init.append(py.assign(py.attribute("self", f"out_{kind}"), units))
        made.declare(f"out_{kind}", ("int",))
        forward = self._forward(made).steps(block.steps, place, py.name("x"), py.name("input"))
        return WovenClass(attributes=made.attributes, init=py.without_unread(made.init), forward=forward)

    def network(
        self, network: flat.Network, fields: Sequence[str], constants: Sequence[str], blocks: Mapping[str, str]
    ) -> WovenClass:
        """The statements of a network.

        Args:
            network: Its flat steps.
            fields: Config fields.
            constants: Constants of the variants.
            blocks: Class of each block.
        """
        names = {name: py.attribute("config", name) for name in fields}
        names |= {name: py.attribute("self", name) for name in constants}
        names |= {name: py.name(made) for name, made in blocks.items()}
        place = Place(names=names, layer=py.constant, graph=(py.name("self"), py.constant))
        made = ClassBody()
        start = py.attribute("config", network.input[0])
        self._constructor(self.stages(network.steps)).steps(
            network.steps, place, made, start, flattened=len(network.input) == 1
        )
        forward = self._forward(made).steps(network.steps, place, py.name("x"), py.name("x"))
        return WovenClass(attributes=made.attributes, init=py.without_unread(made.init), forward=forward)

    def stages(self, steps: Sequence[flat.FlatStep]) -> Sequence[StageHelper]:
        """The methods that make the stages of a list, one for each block that these repeat."""
        stages = [step for step in steps if isinstance(step, flat.Stage)]
        return [self._stage_helper(name, stages) for name in dict.fromkeys(stage.block for stage in stages)]

    def _stage_helper(self, block: str, stages: Sequence[flat.Stage]) -> StageHelper:
        of_block = [stage for stage in stages if stage.block == block]

        def given(*values: Mapping[str, Expression]) -> Mapping[str, int | None]:
            return {name: default for name, default in self.arguments(block).items() if any(name in v for v in values)}

        return StageHelper(
            kind=self.kinds[block],
            block=block,
            parameters=given(*(stage.arguments for stage in of_block)),
            ends={
                "first": given(*(stage.first for stage in of_block)),
                "last": given(*(stage.last for stage in of_block)),
            },
            gives_index=any(each.takes_index for each in self._made_by(block)),
        )

    def arguments(self, block: str) -> Mapping[str, int | None]:
        """The arguments of a block, or of the blocks that a constant may hold, with their defaults."""
        return {name: default for each in self._made_by(block) for name, default in each.arguments.items()}

    def _made_by(self, block: str) -> Collection[flat.Block]:
        """The block of a name, or those that a constant may hold."""
        return [self.blocks[block]] if block in self.blocks else self.blocks.values()
