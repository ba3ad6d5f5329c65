"""The statements of constructors: they make the modules of steps, in the order of the steps."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

from attrs import Factory, define, evolve, frozen

from clbackbones_runtime.graph.operations import operation_class

from ..spec.model import MakeSite, OperationArgument, Sites
from ..spec.operations import class_name, emits_one_entry, merge_effect, method_of
from . import python as py
from . import steps as flat
from .expression import choose, condition, python
from .lower import adds_input, is_there, units_of
from .places import Place, counted_by, layers_of, modules_of, names_of, stage_method
from .python import Expr, Made, Stmt, Type
from .steps import FlatStep

_NONE: Type = ("None",)


@define
class ClassBody:
    """A class while it is woven."""

    attributes: dict[str, Type] = Factory(dict[str, Type])
    init: list[Stmt] = Factory(list[Stmt])

    def declare(self, name: str, *types: Type) -> None:
        """Notes that an attribute may have values of these types, besides others."""
        self.attributes[name] = py.union(self.attributes.get(name, ()), *types)


_Kept = tuple[Expr, bool]
"""The units of a value, and whether it has one entry per unit."""


@frozen
class ConstructorWeaver:
    """Weaves the sites of a mechanism that make something.

    Attributes:
        sites: The sites, inheritance resolved.
        off: The value of each config field that switches a part off.
        kinds: What a block counts, `channels` or `features`, by its name or that of a constant that holds it.
        made_by: The type of what a class or function of the runtime makes.
        symbols: Names of the runtime that the statements use; filled as they are woven.
        ends: By what stages repeat, the arguments that differ in the `first` and in the `last` block of some of them.
    """

    sites: Sites
    off: Mapping[str, bool | None]
    kinds: Mapping[str, str]
    made_by: Callable[[str], Type]
    symbols: set[str]
    ends: Mapping[str, Mapping[str, Collection[str]]]

    def steps(
        self,
        steps: Sequence[FlatStep],
        place: Place,
        made: ClassBody,
        units: Expr,
        *,
        flattened: bool = False,
        kept: Mapping[str, _Kept] = {},
    ) -> Expr:
        """Appends the statements that make the modules.

        Args:
            steps: The steps.
            place: Where they stand.
            made: What to append to.
            units: The number of features or channels that the first step reads.
            flattened: Whether the first step reads one entry per feature.
            kept: Earlier values that the steps may read.

        Returns:
            The number that the last step emits.
        """
        kept = {**kept}
        for index, step in enumerate(steps):
            match step:
                case flat.Keep():
                    kept[step.name] = self._keep(step, steps[index + 1 :], made, units), flattened
                case flat.Read():
                    units, flattened = kept[step.name]
                case flat.Merge():
                    units, flattened = _merged_units(
                        step, [(units, flattened) if n is None else kept[n] for n in step.of]
                    )
                case flat.Optional():
                    units = self._init_optional(step, place, made, units, kept)
                case flat.Stage():
                    units = self._init_stage(step, place, made, units)
                case flat.Each():
                    units = self._init_each(step, place, made, units)
                case flat.Add():
                    same = kept[step.same_shape or step.from_][0]
                    self._init_add(step, place, made, same, kept[step.from_][0] if step.branch else same)
                case flat.UnitSite():
                    continue
                case flat.Plain() if method_of(step.row) is not None:
                    # Whatever the height and width: the graph of the config knows them.
                    units = units if flattened else place.after("features", step.name)
                case flat.Layer():
                    self._put(step.name, self._layer(step, place, units), place, made)
                    units = python(step.units, place.names)
                case flat.Plain():
                    self._put(step.name, self._operation(step, place, units), place, made)
                    units = self._emitted(step, place, units)
                case flat.Part():
                    self._put(step.name, self._part(step, place, units), place, made)
            match step:
                case flat.Stage() | flat.Each():
                    flattened = False
                case flat.Layer() | flat.Plain(when=None):
                    flattened = emits_one_entry(step.kind, flattened)
                case _:
                    pass
        return units

    def _keep(self, step: flat.Keep, rest: Sequence[FlatStep], made: ClassBody, units: Expr) -> Expr:
        """The units of a value that is kept, under a name of their own where the name that they have changes."""
        changed = {
            self.kinds[each.block] if isinstance(each, flat.Stage) else counted_by(each.steps)
            for each in rest
            if isinstance(each, flat.Stage | flat.Each)
        }
        if not any(py.same(units, py.name(name)) for name in changed):
            return units
        own = py.name(units_of(step.name))
        made.init.append(py.assign(own, units))
        return own

    def _init_optional(
        self, step: flat.Optional, place: Place, made: ClassBody, units: Expr, kept: Mapping[str, _Kept]
    ) -> Expr:
        """Modules that are there where a condition holds, otherwise None."""
        inner = ClassBody()
        after = self.steps(step.steps, place, inner, units, kept=kept)
        test = condition(step.when, place.names)
        if not inner.attributes:
            made.init.append(py.assign(py.attribute("self", is_there(step.name)), test))
            made.declare(is_there(step.name), ("bool",))
        else:
            for name, kind in inner.attributes.items():
                made.declare(name, kind, _NONE)
            targets = [py.attribute("self", name) for name in inner.attributes]
            made.init.append(py.assign(targets, py.constant(None), chained=True))
            made.init.append(py.block_of(test, inner.init))
        return units if py.same(units, after) else choose(step.when, after, units, place.names)

    def _put(self, name: str, module: Made, place: Place, made: ClassBody) -> None:
        """Puts a module where it belongs."""
        target = place.attribute(name)
        if place.listed:
            made.init.append(py.appended(target, module.value))
        else:
            made.init.append(py.assign(target, module.value))
            made.declare(name, module.type)

    def _layer(self, step: flat.Layer, place: Place, units: Expr) -> Made:
        site = self.sites.weight
        name, operation = class_name(step.row), operation_class(step.kind)
        made = py.dotted(name)
        if operation.ids is not None:
            units = python(step.arguments[operation.ids], place.names)
            step = evolve(step, arguments={key: each for key, each in step.arguments.items() if key != operation.ids})
        if site is not None:
            made = py.call(self._symbol(site, step.kind)[0], made)
        arguments, keywords = self._arguments(step, place)
        keywords["bias"] = python(step.bias, place.names)
        return Made(py.call(made, units, python(step.units, place.names), *arguments, **keywords), (name,))

    def _emitted(self, step: flat.Plain, place: Place, units: Expr) -> Expr:
        """How many units an operation without weights emits."""
        if step.row.emits is None:
            return units
        given = {name: python(value, place.names) for name, value in step.arguments.items()}
        emitted = python(step.row.emits, {**given, "units": units})
        return emitted if step.when is None else choose(step.when, emitted, units, place.names)

    def _operation(self, step: flat.Plain, place: Place, units: Expr) -> Made:
        name, operation = class_name(step.row), operation_class(step.kind)
        made = py.dotted(name)
        if operation.trains and self.sites.trained is not None:
            made = py.call(self._symbol(self.sites.trained, step.kind)[0], made)
        arguments, keywords = self._arguments(step, place)
        keywords |= {"axis": py.constant(-1)} if step.last else {}
        tokens = [place.after("tokens", step.name)] if operation.counts_tokens else []
        arguments = [*([units] if operation.counts_units else []), *tokens, *arguments]
        value = choose(step.when, py.call(made, *arguments, **keywords), py.call("nn.Identity"), place.names)
        return Made(value, (name,) if step.when is None else (name, "nn.Identity"))

    def _part(self, step: flat.Part, place: Place, units: Expr) -> Made:
        sites = self.sites
        off = py.constant(None if step.field is None else self.off[step.field])
        given = py.constant(step.fixed) if step.field is None else place.names[step.field]
        value = choose(step.when, given, off, place.names)
        if step.kind == "norm":
            assert sites.norm is not None
            name, kind = self._symbol(sites.norm, norm_key(step))
            numbers = {key: python(number, place.names) for key, number in step.numbers.items()}
            return Made(py.call(name, value, units, **numbers), kind)
        site = sites.activation if step.kind == "activation" else sites.dropout
        assert site is not None
        name, kind = self._symbol(site, step.kind)
        # Which class an activation is, the catalog of the package knows.
        catalog = [py.attribute("config", "catalog")] if step.kind == "activation" else []
        return Made(py.call(name, value, *catalog), kind)

    def _arguments(self, step: flat.Layer | flat.Plain, place: Place) -> tuple[list[Expr], dict[str, Expr]]:
        """What torch's class is given besides sizes: what every step says, and by name what is not torch's default."""
        declared = step.row.arguments or {}
        made = {name: _given(declared.get(name), python(value, place.names)) for name, value in step.arguments.items()}
        optional = {name: argument for name, argument in declared.items() if not argument.required or argument.explicit}
        keywords = {
            name: made[name]
            for name, argument in optional.items()
            if argument.explicit or not py.same(made[name], py.constant(argument.default))
        }
        return [value for name, value in made.items() if name not in optional], keywords

    def _init_add(self, step: flat.Add, place: Place, made: ClassBody, same: Expr, start: Expr) -> None:
        """The modules of the branch of an `add`, where the value that is added otherwise has another shape.

        Args:
            step: The `add`.
            place: Where it stands.
            made: What to append to.
            same: Units of the value that is added where the shape is the same.
            start: Units of the value that the branch starts from.
        """
        units, stride = python(step.units, place.names), python(step.stride, place.names)
        differs = [] if py.same(same, units) else [(same, units)]
        differs += [] if py.same(stride, py.constant(1)) else [(stride, py.constant(1))]
        if step.branch is None:
            # Where shapes are always the same, nothing has to be remembered.
            if (test := py.both([py.equal(left, right) for left, right in differs])) is not None:
                made.init.append(py.assign(py.attribute("self", adds_input(step.layer)), test))
                made.declare(adds_input(step.layer), ("bool",))
            return
        inner = ClassBody()
        self.steps(step.branch, place, inner, start)
        for name, kind in inner.attributes.items():
            made.declare(name, kind, _NONE)
        targets = [py.attribute("self", name) for name in inner.attributes]
        made.init.append(py.assign(targets, py.constant(None), chained=True))
        test = py.both([py.equal(left, right, negated=True) for left, right in differs], either=True)
        made.init.append(py.block_of(test or py.constant(False), inner.init))

    def _init_stage(self, step: flat.Stage, place: Place, made: ClassBody, units: Expr) -> Expr:
        kind = self.kinds[step.block]
        given = {name: python(value, place.names) for name, value in step.arguments.items()}
        for end, own in (("first", step.first), ("last", step.last)):
            rest = {name: value for name, value in step.arguments.items() if name in self.ends[step.block][end]}
            given |= {f"{end}_{name}": python(value, place.names) for name, value in {**rest, **own}.items()}
        name, repeat = place.graph[1](step.name), python(step.repeat, place.names)
        stage = py.call(f"self.{stage_method(step.block)}", py.name("config"), name, repeat, units, **given)
        made.init.append(py.assign([place.attribute(step.name), py.name(kind)], stage))
        made.declare(step.name, ("nn.ModuleList",))
        return py.name(kind)

    def _init_each(self, step: flat.Each, place: Place, made: ClassBody, units: Expr) -> Expr:
        names = {**place.names, **{name: py.name(name) for name in step.names}}
        graph = (place.graph[0], partial(py.numbered, number="index"))
        inner = evolve(place, names=names, graph=graph, listed=True)
        kind = py.name(counted_by(step.steps))
        body = ClassBody()
        last = self.steps(step.steps, inner, body, kind)
        if not py.same(units, kind):
            made.init.append(py.assign(kind, units))
        for name in modules_of(step.steps):
            made.init.append(py.assign(py.attribute("self", name), py.call("nn.ModuleList")))
            made.declare(name, ("nn.ModuleList",))
        if not py.same(last, kind):
            body.init.append(py.assign(kind, last))
        made.init.append(py.loop(step.names, python(step.of, place.names), body.init, number="index"))
        for layer in layers_of(step.steps):
            count = py.call("len", py.attribute("self", layer))
            made.init.append(
                py.assign(py.attribute("self", names_of(layer)), py.call("row_names", py.constant(layer), count))
            )
            made.declare(names_of(layer), ("list[str]",))
        return kind

    def _symbol(self, site: MakeSite, key: str) -> tuple[str, Type]:
        """A name of the runtime, and the type of what it makes."""
        name = site.make if isinstance(site.make, str) else site.make[key]
        self.symbols.add(name)
        return name, self.made_by(name)


def norm_key(step: flat.Part) -> str:
    """The kind of a norm: the dimensions of what a batch norm takes besides the batch, or else its form."""
    if step.of_places:
        return "layer_of_places"
    return str(step.rank) if step.form == "batch" else str(step.form)


def _merged_units(step: flat.Merge, values: Sequence[_Kept]) -> _Kept:
    """The units of a merge, and whether it emits one entry per unit."""
    units = [each for each, _ in values]
    adds_up = merge_effect(step.kind) == "concat"
    return py.operation("add", units) if adds_up else units[0], values[0][1]


def _given(declared: OperationArgument | None, value: Expr) -> Expr:
    """The value of an argument; sizes that are written one by one as a tuple."""
    return py.tupled(value) if declared is not None and declared.type == "sizes" else value
