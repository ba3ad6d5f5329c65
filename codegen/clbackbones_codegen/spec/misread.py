"""Steps that cannot be read, told before the meta-schema tells them: one fault where it would make several guesses."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, cast

from attrs import frozen

from .dialect import beside_layers
from .faults import Fault, cut, instead, nearest, pointer, shown
from .model import Json, OperationRow

Schema = Mapping[str, Any]

# Names of operations are short, and many end alike: only what is written nearly so is meant.
_NEAR = 0.75
_LISTED = 3
_REPEATS = ("stage", "each")

_NONE = "there is nothing like it; CONTRIBUTING says how to add an operation"
_INSTEAD: Mapping[str, str] = {
    "global_max": "write `adaptive_max_pool1d`, or 2d or 3d, with an `output_size` of 1",
    "deconv": "write `conv_transpose1d`, or 2d or 3d",
    "subtract": "write `scale_by` with a `factor` of -1, and then `add`",
    "split": "write `take_units` for each part, `from` the value that is split",
    "chunk": "write `take_units` for each part, `from` the value that is split",
    "reshape": "write `flatten`, `to_tokens`, `features_to_tokens`, or from tokens or features `to_places1d`, 2d or 3d",
    "view": "write `flatten`, `to_tokens`, `features_to_tokens`, or from tokens or features `to_places1d`, 2d or 3d",
    "unflatten": "write `features_to_tokens`, or from tokens or features `to_places1d`, 2d or 3d",
    "permute": "write `to_tokens`, from tokens `to_places1d`, 2d or 3d, or `transpose` between tokens and units",
    "batch_norm": "write `norm`",
    "layer_norm": "write `norm`, of `form` layer",
    "group_norm": "write `norm`, of `form` group",
    "instance_norm": "write `norm`, of `form` group with as many groups as units",
    "space_to_depth": "write `pixel_unshuffle`",
    "lrn": "write `local_response_norm`",
    "drop_path": "write `stochastic_depth`",
    "drop_connect": "write `stochastic_depth`",
    "grid_attention": "write `window_attention1d`, or 2d or 3d, with a `dilation`",
    "dilated_attention": "write `window_attention1d`, or 2d or 3d, with a `dilation`",
    "squeeze_excitation": "write `global_average_pool`, two weighted layers behind it, and `multiply`",
    "cross_attention": "write `attention`, of the tokens of one value to each other; there is no other",
    **dict.fromkeys(("softmax", "matmul", "einsum", "bmm", "lstm", "gru", "rnn"), _NONE),
}
"""What to write for operations of papers and libraries that have another name here, by words of theirs."""


@frozen
class Misread:
    """A fault of a step.

    Attributes:
        fault: What is told.
        covers: Pointer of what it is about; whatever else is found there is no news.
    """

    fault: Fault
    covers: str

    def hides(self, fault: Fault) -> bool:
        """Whether another fault has the same cause."""
        return fault.pointer == self.covers or fault.pointer.startswith(f"{self.covers}/")


@frozen
class StepReader:
    """Tells which operation a step is.

    Attributes:
        file: The file.
        keys: What steps of each kind may say, by the key that names the kind.
        parts: Kinds that stand beside a layer as parts of it, or alone.
    """

    file: str
    keys: Mapping[str, Sequence[str]]
    parts: Sequence[str]

    @classmethod
    def of(cls, file: str, rows: Mapping[str, OperationRow], steps: Schema, base: Schema) -> "StepReader":
        """The reader of one file.

        Args:
            file: The file.
            rows: The table of operations.
            steps: The meta-schema of steps.
            base: The meta-schema of architectures.
        """
        kinds = {name: steps["$defs"][name] for name in rows} | {name: base["$defs"][name] for name in _REPEATS}
        keys = {name: [*cast(Schema, kind["properties"])] for name, kind in kinds.items()}
        return cls(file, keys, beside_layers(rows, base))

    def misread(self, architecture: Json) -> Iterator[Misread]:
        """The steps of an architecture that cannot be read, whatever else is wrong with it."""
        yield from self._steps(_item(architecture, "network"), "/network")
        blocks = _item(architecture, "blocks")
        for name in cast("Mapping[str, Json]", blocks) if isinstance(blocks, Mapping) else ():
            yield from self._steps(_item(blocks, name, "steps"), f"/blocks{pointer(name)}/steps", ["each"])

    def _steps(self, steps: Json, at: str, refused: Sequence[str] = ()) -> Iterator[Misread]:
        for index, step in enumerate(cast("list[Json]", steps) if isinstance(steps, list) else ()):
            here = f"{at}/{index}"
            if repeats := [key for key in refused if _item(step, key) is not None]:
                places = "`network` and in blocks" if repeats[0] == "stage" else "`network`"
                hint = "write it there, once for each time, or its steps here one after the other"
                yield self._told(here, here, f"`{repeats[0]}` stands in {places} alone", hint)
                continue
            yield from self._step(step, here)
            yield from self._steps(_item(step, "steps"), f"{here}/steps", _REPEATS)
            at_add = f"{here}/add/other_shape/steps"
            yield from self._steps(_item(step, "add", "other_shape", "steps"), at_add, _REPEATS)

    def _step(self, step: Json, at: str) -> Iterator[Misread]:
        if not isinstance(step, Mapping):
            hint = 'write an object, such as {"flatten": "flatten"}'
            yield self._told(at, at, f"{shown(step)} is no step", hint)
            return
        given = cast("Mapping[str, Json]", step)
        named = [key for key in given if key in self.keys]
        heads = [key for key in named if key not in self.parts]
        others = [key for key in given if key not in named]
        if len(heads) > 1:
            message = f"{_quoted(heads)} both say which operation it is"
            yield self._told(at, at, message, "make a step of each, or keep one")
        elif foreign := [part for part in named if heads and part not in (heads[0], *self.keys[heads[0]])]:
            yield self._told(f"{at}/{foreign[0]}", at, f"`{heads[0]}` has no '{foreign[0]}'", "make a step of it")
        elif heads:
            yield from self._foreign(heads[0], given, at)
        elif len(named) > 1 and not others:
            message = f"nothing says of which layer {_quoted(named)} are parts"
            yield self._told(at, at, message, "name the layer, or make a step of each")
        elif not named or not all(nearest(key, self.keys[named[0]], _NEAR) for key in others):
            yield self._unnamed(given, others, at)

    def _foreign(self, kind: str, given: Mapping[str, Json], at: str) -> Iterator[Misread]:
        """Keys that steps of other kinds have."""
        for key in given:
            takers = [other for other, keys in self.keys.items() if key in keys]
            if key in self.keys[kind] or not takers:
                continue
            here = f"{at}{pointer(key)}"
            if len(takers) > _LISTED:
                hint = "remove it; other operations have it"
            else:
                listed = " and ".join(f"`{taker}`" for taker in takers)
                hint = f"remove it; {listed} {'have' if len(takers) > 1 else 'has'} it"
            yield self._told(here, here, f"`{kind}` has no '{key}'", hint)

    def _unnamed(self, given: Mapping[str, Json], others: Sequence[str], at: str) -> Misread:
        """A step whose operation is not known."""
        known = {key for keys in self.keys.values() for key in keys}
        strangers = [key for key in others if key not in known]
        # The key that names an operation has a name as its value.
        meant = next((key for key in strangers if isinstance(given[key], str)), next(iter(strangers), None))
        fitting = [
            kind for kind, keys in self.keys.items() if all(key in keys or key in strangers for key in given)
        ] or [*self.keys]
        if meant is None:
            return self._told(at, at, "nothing says which operation it is", instead("", fitting))
        at_name = f"{at}{pointer(meant)}"
        if (
            known_as := next((hint for name, hint in _INSTEAD.items() if _words(name) <= _words(meant)), None)
        ) is not None:
            return self._told(at_name, at, f"'{cut(meant)}' is no operation", known_as)
        near = get_close_matches(meant, fitting, n=_LISTED, cutoff=_NEAR) or _of_its_words(meant, fitting)
        hint = instead("", [kind for kind in fitting if kind in near] or fitting)
        return self._told(at_name, at, f"'{cut(meant)}' is no operation", hint)

    def _told(self, at: str, covers: str, message: str, hint: str) -> Misread:
        return Misread(Fault(self.file, at, message, hint), covers)


def _item(value: Json, *keys: str) -> Json:
    """What stands under keys, one inside the other; None where there is nothing."""
    for key in keys:
        value = cast("Mapping[str, Json]", value).get(key) if isinstance(value, Mapping) else None
    return value


def _of_its_words(name: str, kinds: Sequence[str]) -> Sequence[str]:
    """The kinds that share most words with a name, which `layer_norm` has of `norm`; none if there are many.

    Of these, those that have fewest of their own: `depthwise_conv2d` is no `conv_transpose2d`.
    """
    shared = {kind: len(_words(kind) & _words(name)) for kind in kinds}
    alike = {kind: (shared[kind], -len(_words(kind))) for kind in kinds if shared[kind]}
    found = [kind for kind in alike if alike[kind] == max(alike.values())]
    return found if len(found) <= _LISTED else ()


def _words(name: str) -> set[str]:
    """The words of a name, without the dimensions behind them."""
    return {re.sub(r"\d+d?$", "", word) for word in name.lower().split("_")} - {""}


def _quoted(names: Sequence[str]) -> str:
    return " and ".join(f"'{name}'" for name in names)
