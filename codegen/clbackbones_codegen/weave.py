"""Weaving: an architecture's flat steps and a mechanism's sites -> statements of the generated classes.

This is the only place where the two meet. What comes out is finished: the templates print it and decide nothing.
"""

from collections.abc import Callable, Mapping, Sequence

from attrs import field, frozen

from .expression import Names, choose, compare, conditional, python
from .lower import FlatStep, adds_input
from .model import Claim, Json, Mechanism, Pass
from .statements import Line, Statement, Suite, Woven

# How the operations of the dialect are made in torch; a mechanism's `weight` site may name another class for a layer.
_TORCH = {
    "linear": "nn.Linear",
    "conv2d": "nn.Conv2d",
    "max_pool2d": "nn.MaxPool2d",
    "avg_pool2d": "nn.AvgPool2d",
    "global_average_pool": "nn.AdaptiveAvgPool2d",
}

# Operations after which there is one entry per feature.
_FLAT = ("linear", "global_average_pool", "flatten")


@frozen(kw_only=True)
class _Place:
    """Where steps stand: how their modules, layer names and names in expressions are written."""

    names: Names
    layer: str
    """Template of the Python source of a layer's name: `f"{self.name}/%s"`."""
    module: str = "self.%s"
    listed: bool = False
    """Whether modules are items of lists, one per round of a loop."""

    def layer_name(self, name: str) -> str:
        return self.layer % name

    def module_name(self, name: str) -> str:
        return self.module % name


@frozen
class Weaver:
    """Weaves one mechanism into the steps of an architecture.

    Attributes:
        mechanism: The mechanism, inheritance resolved.
        off: Python source, per config field, of the value that switches a part off.
        defaults: Defaults of the blocks' arguments.
        kinds: What a block counts, `channels` or `features`, by its name or that of a constant that holds it.
        made_by: The type of what a class or function of the runtime makes, as Python source.
        symbols: Names of the runtime that the statements use; filled as they are woven.
    """

    mechanism: Mechanism
    off: Mapping[str, str]
    defaults: Mapping[str, int | None]
    kinds: Mapping[str, str]
    made_by: Callable[[str], str]
    symbols: set[str] = field(factory=set[str])

    def block(self, name: str, block: FlatStep, fields: Sequence[str]) -> Woven:
        """The statements of a block class; its constructor has `config`, `name`, `in_<kind>` and the block's arguments.

        Args:
            name: Name of the block.
            block: The block, lowered.
            fields: Config fields.
        """
        names = {name: f"config.{name}" for name in fields} | {name: name for name in block["arguments"]}
        place = _Place(names=names, layer='f"{self.name}/%s"')
        init: list[Statement] = []
        units = self._init(block["steps"], place, init, f"in_{self.kinds[name]}")
        init.append(Line(f"self.out_{self.kinds[name]} = {units}", "int"))
        return Woven(init=init, forward=self._forward(block["steps"], place, "x", "input"))

    def network(
        self,
        steps: Sequence[FlatStep],
        fields: Sequence[str],
        constants: Sequence[str],
        blocks: Mapping[str, str],
        input: Sequence[str],
    ) -> Woven:
        """The statements of a network.

        Args:
            steps: Its flat steps.
            fields: Config fields.
            constants: Constants of the variants.
            blocks: Class of each block.
            input: Names of the input's dimensions; the first is a field.
        """
        names = {name: f"config.{name}" for name in fields} | {name: f"self.{name}" for name in constants}
        place = _Place(names=names | dict(blocks), layer='"%s"')
        init: list[Statement] = []
        self._init(steps, place, init, f"config.{input[0]}", flat=len(input) == 1)
        return Woven(init=init, forward=self._forward(steps, place, "x", "x"))

    # Constructors

    def _init(
        self, steps: Sequence[FlatStep], place: _Place, init: list[Statement], units: str, *, flat: bool = False
    ) -> str:
        """Appends the statements that make the modules.

        Args:
            steps: The steps.
            place: Where they stand.
            init: What to append to.
            units: Python source of the number of features or channels that the first step reads.
            flat: Whether the first step reads one entry per feature.

        Returns:
            Python source of the number that the last step emits.
        """
        start = units
        for step in steps:
            match step["step"]:
                case "stage":
                    units = self._init_stage(step, place, init, units)
                case "each":
                    units = self._init_each(step, place, init, units)
                case "add":
                    self._init_add(step, place, init, start)
                case "flatten":
                    # Whatever the height and width: the graph of the config knows them.
                    units = units if flat else f'self.features_after("{step["name"]}")'
                case "unit":
                    continue
                case _:
                    made, kind = self._make(step, place, units)
                    target = place.module_name(step["name"])
                    line = Line(f"{target}.append({made})") if place.listed else Line(f"{target} = {made}", kind)
                    init.append(line)
                    units = python(step["units"], place.names) if "units" in step else units
            flat = step["step"] in _FLAT or (flat and step["step"] not in ("conv2d", "stage", "each"))
        return units

    def _make(self, step: FlatStep, place: _Place, units: str) -> tuple[str, str]:
        """Python source that makes the module of a step, and the module's type."""
        kind, names, sites = step["step"], place.names, self.mechanism.sites
        assert sites is not None
        if kind in ("conv2d", "linear"):
            make, made = self._symbol(sites.weight.make, kind) if sites.weight else (_TORCH[kind], _TORCH[kind])
            sizes = [units, python(step["units"], names), *self._window(step, place)]
            return f"{make}({', '.join(sizes)}, bias={python(step['bias'], names)})", made
        if kind in ("max_pool2d", "avg_pool2d"):
            made = f"{_TORCH[kind]}({', '.join(self._window(step, place))})"
            pooled = _TORCH[kind] if step.get("when") is None else f"{_TORCH[kind]} | nn.Identity"
            return choose(step.get("when"), made, "nn.Identity()", names), pooled
        if kind == "global_average_pool":
            return f"{_TORCH[kind]}(1)", _TORCH[kind]
        value = choose(step.get("when"), names[step["field"]], self.off[step["field"]], names)
        if kind == "norm":
            assert sites.norm is not None
            make, made = self._symbol(sites.norm.make, str(step["rank"]))
            return f"{make}({value}, {units})", made
        site = sites.activation if kind == "activation" else sites.dropout
        assert site is not None
        make, made = self._symbol(site.make, kind)
        # Which class an activation is, the package's catalog knows.
        return f"{make}({value}{', config.catalog' if kind == 'activation' else ''})", made

    def _window(self, step: FlatStep, place: _Place) -> list[str]:
        """The arguments of a convolution or pooling that say how its window moves; torch's defaults are left out."""
        if "kernel_size" not in step:
            return []
        kernel, stride, padding = (python(step[key], place.names) for key in ("kernel_size", "stride", "padding"))
        # A pooling's stride defaults to the size of its window, so it is always written.
        moves = [] if stride == "1" and "units" in step else [f"stride={stride}"]
        return [kernel, *moves, *([] if padding == "0" else [f"padding={padding}"])]

    def _init_add(self, step: FlatStep, place: _Place, init: list[Statement], start: str) -> None:
        units, stride = python(step["units"], place.names), python(step["stride"], place.names)
        if step["steps"] is None:
            same = [] if start == units else [compare(start, "==", units)]
            same += [] if stride == "1" else [compare(stride, "==", "1")]
            init.append(Line(f"self.{adds_input(step['layer'])} = {' and '.join(same) or True}", "bool"))
            return
        other = [] if start == units else [compare(start, "!=", units)]
        other += [] if stride == "1" else [compare(stride, "!=", "1")]
        made: list[Statement] = []
        self._init(step["steps"], place, made, start)
        init.append(Line(f"{_guard(step, place)} = None", "None"))
        init.append(Suite(f"if {' or '.join(other) or False}", made))

    def _init_stage(self, step: FlatStep, place: _Place, init: list[Statement], units: str) -> str:
        names = place.names
        arguments = {name: python(value, names) for name, value in step["arguments"].items()}
        given = dict(arguments)
        for name, value in step["first"].items():
            rest = arguments.get(name, str(self.defaults[name]))
            given[name] = conditional(python(value, names), "index == 0", rest)
        block = names[step["block"]]
        target = place.module_name(step["name"])
        passed = "".join(f", {name}={value}" for name, value in given.items())
        kind = self.kinds[step["block"]]
        made = f'{block}(config, f"{step["name"]}/{{index}}", {kind}{passed})'
        init += [Line(f"{kind} = {units}")] if units != kind else []
        init.append(Line(f"{target} = nn.ModuleList()", "nn.ModuleList"))
        body: list[Statement] = [
            Line(f"block = {made}"),
            Line(f"{target}.append(block)"),
            Line(f"{kind} = block.out_{kind}"),
        ]
        init.append(Suite(f"for index in range({python(step['repeat'], names)})", body))
        return kind

    def _init_each(self, step: FlatStep, place: _Place, init: list[Statement], units: str) -> str:
        names = dict(place.names) | {name: name for name in step["names"]}
        inner = _Place(names=names, layer=place.layer, module=place.module, listed=True)
        kind = "channels" if any(part["step"] == "conv2d" for part in step["steps"]) else "features"
        body: list[Statement] = []
        last = self._init(step["steps"], inner, body, kind)
        modules = [part["name"] for part in step["steps"] if part["step"] != "unit"]
        init += [Line(f"{kind} = {units}")] if units != kind else []
        init += [Line(f"{inner.module_name(name)} = nn.ModuleList()", "nn.ModuleList") for name in modules]
        if last != kind:
            body.append(Line(f"{kind} = {last}"))
        init.append(Suite(f"for {', '.join(step['names'])} in {python(step['of'], place.names)}", body))
        return kind

    # Forward

    def _forward(self, steps: Sequence[FlatStep], place: _Place, value: str, first: str) -> list[Statement]:
        """Statements that run the steps on `value`; the first one reads `first`."""
        statements: list[Statement] = []
        source, position = first, 0
        while position < len(steps):
            run = self._claimed(steps, position)
            if run is None:
                statements += self._run(steps[position], place, value, source)
                position += 1
            else:
                statements += self._run_claim(run, steps[position:], place, value, source)
                position += len(run.steps)
            source = value
        return statements

    def _claimed(self, steps: Sequence[FlatStep], position: int) -> Claim | None:
        for claim in self.mechanism.claims or []:
            run = steps[position : position + len(claim.steps)]
            complete = all(step["step"] != "add" or _is_added_by(claim, step) for step in run)
            if [step["step"] for step in run] == claim.steps and complete:
                return claim
        return None

    def _run_claim(
        self, claim: Claim, steps: Sequence[FlatStep], place: _Place, value: str, source: str
    ) -> list[Statement]:
        before: list[Statement] = []
        after: list[Statement] = []
        arguments = [source]
        for step, kind in zip(steps, claim.steps, strict=False):
            if kind == "add":
                taken = claim.branch or []
                before += self._shortcut(step, place, taken)
                arguments += ["shortcut", *(f"shortcut_{part}" for part in taken)]
            elif kind == "unit":
                arguments += self._passed("unit", step["layers"][-1], place)
                after += self._record(step, place, value)
            else:
                arguments.append(place.module_name(step["name"]))
                arguments += self._passed(kind, step["name"], place)
        call = f"{self._symbol(claim.apply)[0]}({', '.join(arguments)})"
        return [*before, Line(f"{value} = {call}"), *after]

    def _run(self, step: FlatStep, place: _Place, value: str, source: str) -> list[Statement]:
        match step["step"]:
            case "stage":
                call = Line(f"{value}, emitted = block({', '.join([source, *(self.mechanism.context or {})])})")
                body: list[Statement] = [call, Line("activations |= emitted")]
                return [Suite(f"for block in {place.module_name(step['name'])}", body)]
            case "each":
                return self._run_each(step, place, value)
            case "add":
                return self._run_add(step, place, value)
            case "unit":
                return self._run_unit(step, place, value)
            case "flatten":
                return [Line(f"{value} = {source}.flatten(1)")]
            case kind:
                site = "weight" if "units" in step else kind
                arguments = [source, *self._passed(site, step["name"], place)]
                return [Line(f"{value} = {place.module_name(step['name'])}({', '.join(arguments)})")]

    def _run_each(self, step: FlatStep, place: _Place, value: str) -> list[Statement]:
        counted = next(part["name"] for part in step["steps"] if part["step"] != "unit")
        inner = _Place(names=place.names, layer='f"%s/{index}"', module=f"{place.module}[index]", listed=True)
        body = self._forward(step["steps"], inner, value, value)
        return [Suite(f"for index in range(len({place.module_name(counted)}))", body)]

    def _shortcut(self, step: FlatStep, place: _Place, taken: Sequence[str] = ()) -> list[Statement]:
        """`shortcut`: the block's input, brought to the new shape where that differs.

        Args:
            step: The `add`.
            place: Where it stands.
            taken: The kinds of its last steps, of which only the modules are named, as `shortcut_<kind>`.
        """
        run = len(step["steps"]) - len(taken)
        branch = self._forward(step["steps"][:run], place, "shortcut", "input")
        modules = [place.module_name(part["name"]) for part in step["steps"][run:]]
        branch += [Line(f"shortcut_{kind} = {module}") for kind, module in zip(taken, modules, strict=True)]
        absent = [Line(f"shortcut_{kind} = None") for kind in taken]
        return [Line("shortcut = input"), *absent, Suite(f"if {_guard(step, place)} is not None", branch)]

    def _run_add(self, step: FlatStep, place: _Place, value: str) -> list[Statement]:
        if step["steps"] is None:
            return [Suite(f"if self.{adds_input(step['layer'])}", [Line(f"{value} = {value} + input")])]
        if step["same_shape"] is None:
            branch = self._forward(step["steps"], place, "shortcut", "input")
            body = [*branch, Line(f"{value} = {value} + shortcut")]
            return [Suite(f"if {_guard(step, place)} is not None", body)]
        return [*self._shortcut(step, place), Line(f"{value} = {value} + shortcut")]

    def _run_unit(self, step: FlatStep, place: _Place, value: str) -> list[Statement]:
        statements: list[Statement] = []
        site = self.mechanism.sites and self.mechanism.sites.unit
        if site is not None:
            arguments = [value, *self._passed("unit", step["layers"][-1], place)]
            statements.append(Line(f"{value} = {self._symbol(site.apply)[0]}({', '.join(arguments)})"))
        return [*statements, *self._record(step, place, value)]

    def _record(self, step: FlatStep, place: _Place, value: str) -> list[Statement]:
        """Statements that keep the value as the activation of the layers of a unit site."""
        *shortcuts, layer = step["layers"]
        statements: list[Statement] = [Line(f"activations[{place.layer_name(layer)}] = {value}")]
        for shortcut in shortcuts:
            line = Line(f"activations[{place.layer_name(shortcut)}] = {value}")
            statements.append(Suite(f"if {place.module_name(shortcut)} is not None", [line]))
        return statements

    # Names

    def _passed(self, site: str, layer: str, place: _Place) -> list[str]:
        """What a site gets from the context, as Python source."""
        passes: list[Pass] | None = getattr(getattr(self.mechanism.sites, site, None), "pass_", None)
        by_layer = {entry.context: f"[{place.layer_name(layer)}]" for entry in passes or [] if entry.by == "layer"}
        return [f"{entry.context}{by_layer.get(entry.context, '')}" for entry in passes or []]

    def _symbol(self, make: str | Mapping[str, str], key: str = "") -> tuple[str, str]:
        """A name of the runtime, and the type of what it makes."""
        name = make if isinstance(make, str) else make[key]
        self.symbols.add(name)
        return name, self.made_by(name)


def _is_added_by(claim: Claim, step: FlatStep) -> bool:
    """Whether the function of a claim can take over this `add`."""
    if not (step["same_shape"] and step["steps"]):
        return False
    taken = claim.branch or []
    return [part["step"] for part in step["steps"][len(step["steps"]) - len(taken) :]] == taken


def _guard(step: FlatStep, place: _Place) -> str:
    """The module whose presence says that an `add` has a branch: the weighted layer of the branch."""
    layer: Json = next(part for part in step["steps"] if "units" in part)
    return place.module_name(layer["name"])
