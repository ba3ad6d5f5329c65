"""What the fields of a config take: one check per type of field, over JSON values; see `rules` for the language."""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from numbers import Integral, Real
from os import PathLike, curdir, fspath, sep
from types import BuiltinFunctionType, FunctionType
from typing import Any, Final, Literal, cast

from attrs import Factory, define

from ..catalog import MAX_INTEGER, Field, FieldType, Json
from .problems import MAX_PROBLEMS, Fault, Interpolated, PathItem, Unreadable, dotted
from .wording import boolean, did_you_mean, item, nearest, out_of_range, quoted, shortened, shown, takes

__all__ = [
    "GET_CLASS",
    "INTERPOLATION",
    "TO_BE_GIVEN",
    "WEIGHTS",
    "Refused",
    "Report",
    "check_field",
    "exactly",
    "is_interpolation",
]

# The second alternative is `\$\{[^}]+\}`, written so that it takes no second look at any character: it goes on to the
# first `${` that is not `${}`. With the shorter one, a text of many `${` without a `}` costs the square of its length.
INTERPOLATION = r"^\?\?\?$(?!\n)|^(?:[^$]|\$+[^${]|\$+\{\})*\$+\{[^}]+\}"
"""Strings that OmegaConf resolves, or that a user is still to give; to be searched for, in Python or JavaScript."""

TO_BE_GIVEN = "???"
"""OmegaConf's word for a value that is still to be given."""

GET_CLASS = "hydra.utils.get_class"
"""Target of the mapping that yields a class."""

WEIGHTS = r"^(?![\s\S]*\$\{)[\s\S]*[^ \t\r\n]"
"""Strings that say where weights come from: neither blank nor, unless they are one, the start of an interpolation."""

MOST_SHOWN = 100
"""Digits of a text that are looked at for what to write instead."""

Path = tuple[PathItem, ...]

_interpolation = re.compile(INTERPOLATION).search
_weights_text = re.compile(WEIGHTS).search


def exactly(names: Iterable[str]) -> str:
    """A pattern that matches these dotted names as a whole, in Python and in JavaScript alike."""
    return f"^({'|'.join(names)})$(?!\\n)".replace(".", "\\.")


def is_interpolation(value: object) -> bool:
    """Whether a value is a string that OmegaConf resolves, or `???`."""
    return isinstance(value, str) and _interpolation(value) is not None


class Refused:
    """Stands for the value of a field that has a fault."""


_REFUSED = Refused()


@define
class Report:
    """What is wrong, as far as it has been found.

    Attributes:
        interpolations: Whether interpolations may stand for values.
        called: Whether a class is called with the values, maybe by Hydra, which resolves interpolations before.
        activations: All that are declared in the catalog of the class, by name.
        faults: What is wrong, up to `MAX_PROBLEMS`.
        remarks: What is not wrong, and better written otherwise.
        more: How much else is wrong.
    """

    interpolations: bool
    called: bool = False
    activations: Mapping[str, Mapping[str, Json]] = {}
    faults: list[Fault] = Factory(list[Fault])
    remarks: list[Fault] = Factory(list[Fault])
    more: int = 0

    @property
    def is_full(self) -> bool:
        """Whether nobody would read on."""
        return len(self.faults) >= MAX_PROBLEMS

    def add(
        self, path: Path, message: str, hint: str | None = None, at: Literal["key", "value", "first"] = "value"
    ) -> None:
        """Reports a fault."""
        if self.is_full:
            self.more += 1
            return
        self.faults.append(Fault(path, message, hint, at))

    def mismatch(self, path: Path, value: object, noun: str, remedy: str) -> str | Refused:
        """Reports a value that is not what it should be, unless it is an interpolation that may stand; returns that."""
        name = dotted(path)
        if isinstance(value, str) and is_interpolation(value):
            if self.interpolations:
                return value
            if value == TO_BE_GIVEN:
                self.add(path, f"'{name}' is still to be given: ???", remedy)
            else:
                message = f"'{name}' is the unresolved interpolation {quoted(value)}"
                self.add(path, message, f"resolve it, or {remedy}")
        elif isinstance(value, str) and "${" in value:
            self.add(path, f"'{name}' is {quoted(value)}, an unfinished interpolation", "end it with '}'")
        elif not isinstance(value, Unreadable):
            self.add(path, f"'{name}' is {shown(value)}, not {noun}", remedy)
        return _REFUSED


def _boolean(field: Field, value: object, path: Path, report: Report) -> object:
    truth = boolean(value)
    if truth is not None:
        return truth
    said = value.casefold() if isinstance(value, str) else None
    remedy = f"write {said if said in ('true', 'false') else takes(field)}"
    return report.mismatch(path, value, "true or false", _decoded(value, remedy, report))


def _integer(field: Field, value: object, path: Path, report: Report) -> object:
    number = value if type(value) is int else _integral(value)
    if number is None:
        digits = value.strip() if isinstance(value, str) else ""
        remedy = f"write {takes(field if field.type == 'integer' else item(field))}"
        if digits.isdecimal():
            remedy = _instead_of_text(str(value), digits)
        return report.mismatch(path, value, "an integer", _decoded(value, remedy, report))
    return number if _in_range(field, number, path, report, MAX_INTEGER) else _REFUSED


def _instead_of_text(text: str, digits: str) -> str:
    """What to write instead of a text that is an integer but for how it is written."""
    plain = "".join(str(int(digit)) for digit in digits[:MOST_SHOWN])
    number = shortened(plain.lstrip("0") or "0")
    if not digits.isascii():
        return f"write {number}, in the digits 0 to 9"
    if not text.isascii():
        return f"write {number}, without the {quoted(text.replace(digits, ''))} beside it"
    if digits[0] == "0":  # which make a string of a number even without quotes
        return f"write {number}"
    return f"write {number} without quotes"


def _decoded(value: object, remedy: str, report: Report) -> str:
    """What to write instead of a value that the field does not take: decoded where an interpolation gives a text."""
    if isinstance(value, Interpolated):
        return f"write ${{oc.decode:{shortened(value.source)}}}, since {shortened(value.source)} gives a text"
    if report.called and isinstance(value, str) and _DECODABLE.match(value):
        return f"{remedy}; in a file of Hydra, where an environment variable gives it, {_OF_ENVIRONMENT}"
    return remedy


_DECODABLE: Final = re.compile(r"\s*([-+.\d\[]|(true|false)\s*$)", re.IGNORECASE)
"""How texts begin that stand for a number, a list or a truth value."""

_OF_ENVIRONMENT: Final = "${oc.decode:${oc.env:NAME}}"


def _integral(value: object) -> int | None:
    """The integer that a value equals, if it is a number; a boolean is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real) and _is_finite(value):
        number = int(cast(Any, value))
        return number if number == value else None
    return None


def _is_finite(value: Real) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a fraction beyond all floats
        return True


def _number(field: Field, value: object, path: Path, report: Report) -> object:
    if isinstance(value, bool) or not isinstance(value, Real):
        return report.mismatch(path, value, "a number", _decoded(value, f"write {takes(field)}", report))
    if not isinstance(value, Integral) and not _is_finite(value):
        return report.mismatch(path, value, "a finite number", f"write {takes(field)}")
    whole = int(cast(Any, value))
    number = whole if isinstance(value, Integral) or abs(whole) >= 2**1023 else float(value)
    if not _in_range(field, number, path, report):
        return _REFUSED
    return float(number) if abs(number) < 2**1023 else number


def _in_range(field: Field, number: float, path: Path, report: Report, implied: float = math.inf) -> bool:
    reason = out_of_range(field, number, implied)
    if reason is not None:
        remedy = takes(item(field) if field.type == "integers" else field)
        if abs(number) > implied:
            remedy = "a smaller one"
        report.add(path, f"'{dotted(path)}' is {shown(number)}, {reason}", f"write {remedy}")
    return reason is None


def _integers(field: Field, value: object, path: Path, report: Report) -> object:
    if isinstance(value, str | bytes | bytearray) or not isinstance(value, Sequence):
        number = _integral(value)
        lone = number is not None and out_of_range(field, number, MAX_INTEGER) is None
        remedy = f"write {[number] if lone else takes(field)}"
        return report.mismatch(path, value, "a list", _decoded(value, remedy, report))
    items = cast(Sequence[object], value)
    return tuple(_integer(field, part, (*path, index), report) for index, part in enumerate(items))


def _enum(field: Field, value: object, path: Path, report: Report) -> object:
    if isinstance(value, str) and value in field.choices:
        # A member of an enumeration of strings is stored as its text.
        return str.__str__(value)
    return _not_among(field, value, value if isinstance(value, str) else "", path, report)


def _weights(field: Field, value: object, path: Path, report: Report) -> object:
    if isinstance(value, PathLike):
        value = _path_text(cast("PathLike[Any]", value))
    if isinstance(value, str) and _weights_text(value) and not is_interpolation(value):
        return str.__str__(value)
    return report.mismatch(path, value, "a name or a path", f"write {takes(field)}")


def _path_text(path: PathLike[Any]) -> object:
    """The string that says the same as a path object: never the name of published weights, such as `DEFAULT`."""
    text: object = fspath(path)
    return f"{curdir}{sep}{text}" if isinstance(text, str) and text.rpartition(".")[2].isupper() else text


def _not_among(field: Field, value: object, name: str, path: Path, report: Report) -> object:
    """Reports a value that is none of the choices; `name` is what it resembles them by."""
    # An activation that is known, but not for this class, is no misspelling.
    excluded = name in report.activations and name not in field.choices
    near = None if excluded else did_you_mean(name, tuple(field.choices))
    hint = near or f"write {takes(field)}"
    return report.mismatch(path, value, "one of its choices", hint)


def _activation(field: Field, value: object, path: Path, report: Report) -> object:
    if isinstance(value, str):
        name = _activation_name(field, value, report)
        return name if name is not None else _not_among(field, value, value.rpartition(".")[2], path, report)
    made = _made_by(value)
    if isinstance(made, type):
        name = _activation_of_class(field, made, report)
        return name if name is not None else _not_among(field, value, made.__name__, path, report)
    entries = _entries(value)
    if entries is not None:
        return _activation_mapping(field, entries, path, report)
    return _activation_object(field, value, path, report)


def _entries(value: object) -> Mapping[object, object] | None:
    """The entries of a mapping; None for what is none, or fails to be one."""
    if isinstance(value, dict) or not isinstance(value, Mapping):
        return cast("dict[object, object]", value) if isinstance(value, dict) else None
    try:
        return dict(cast(Mapping[object, object], value))
    except Exception:  # of a class of one's own, anything
        return None


def _made_by(value: object) -> object:
    """The class in a `partial` that adds nothing to it, as Hydra makes it; anything else as it is."""
    if not isinstance(value, partial):
        return value
    whole = cast("partial[object]", value)
    return whole if whole.args or whole.keywords else whole.func


def _activation_of_class(field: Field, made: type, report: Report) -> str | None:
    """The name of the activation that a class is, told by where the class says that it is defined."""
    rows = ((name, report.activations[name]) for name in field.choices)
    place = made.__module__, made.__qualname__
    return next((name for name, row in rows if place == (row["module"], row["class"].rpartition(".")[2])), None)


def _activation_object(field: Field, value: object, path: Path, report: Report) -> object:
    """An object of Python that is no class: a module, a function; one often has the name of the class that is meant."""
    name = _own_name(value)
    found = (
        nearest(name.replace("_", ""), tuple(field.choices))
        if name not in report.activations or name in field.choices
        else ()
    )
    if not found:
        return _not_among(field, value, "", path, report)
    hint = (
        f"write the name '{found[0]}', or, in the call of a backbone, the class {report.activations[found[0]]['class']}"
    )
    return report.mismatch(path, value, "one of its choices", hint)


def _own_name(value: object) -> str:
    """The name of a function, or of an object's class; of what a `partial` calls."""
    if isinstance(value, partial):
        return _own_name(cast("partial[object]", value).func)
    return value.__name__ if isinstance(value, type | FunctionType | BuiltinFunctionType) else type(value).__name__


def _activation_name(field: Field, text: str, report: Report, *, dotted_only: bool = False) -> str | None:
    module, dot, name = text.rpartition(".")
    if name not in field.choices:
        return None
    row = report.activations[name]
    known = module == row["module"] or text == row["class"]
    return str.__str__(name) if known or not (dot or dotted_only) else None


def _activation_mapping(field: Field, value: Mapping[object, object], path: Path, report: Report) -> object:
    """The forms in which Hydra makes an activation's class, or a function that calls it."""
    target = value.get("_target_")
    if is_interpolation(target):
        return report.mismatch((*path, "_target_"), target, "", f"write {takes(field)}")
    faults = len(report.faults)
    named, other = ("path", None) if target == GET_CLASS else ("_target_", "_partial_")
    missing = next((key for key in ("_target_", other or named) if key not in value), None)
    if missing is not None:
        example = report.activations[next(iter(field.choices))]["class"]
        form = {"_target_": "", "_partial_": ", or add '_partial_: true'", "path": f", or add 'path: {example}'"}
        hint = f"write {takes(field)}{form[missing]}"
        report.add((*path, missing), f"'{dotted((*path, missing))}' is missing", hint, "first")
    if missing == "_target_":
        return _REFUSED
    name = None
    for key, part in value.items():
        here = (*path, str(key))
        if key == named:
            name = _activation_name(field, part, report, dotted_only=True) if isinstance(part, str) else None
            if name is None:
                last = part.rpartition(".")[2] if isinstance(part, str) else ""
                found = nearest(last, tuple(field.choices))
                choice = found[0] if found else next(iter(field.choices))
                report.mismatch(here, part, "an activation", f"write '{report.activations[choice]['class']}'")
        elif key == other:
            if boolean(part) is not True:
                report.mismatch(here, part, "true", "write true")
        elif key != "_target_" and not isinstance(key, Unreadable):
            report.add(here, f"'{dotted(here)}' is not possible", "remove it; activations take no arguments", "key")
    return name if len(report.faults) == faults else _REFUSED


_CHECKS: Mapping[FieldType, Callable[[Field, object, Path, Report], object]] = {
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "integers": _integers,
    "enum": _enum,
    "activation": _activation,
    "weights": _weights,
}


def check_field(field: Field, value: object, path: Path, report: Report) -> object:
    """Checks the value of a field.

    Args:
        field: The field.
        value: A JSON value.
        path: Where it stands.
        report: Collects what is wrong.

    Returns:
        The value, normalised; `Refused` where it is wrong.
    """
    if value is None and field.nullable:
        return None
    if field.type == "enum" and field.nullable and boolean(value) is False:
        message = f"'{dotted(path)}' is false, which is taken for null"
        report.remarks.append(Fault(path, message, "write null"))
        return None
    return _CHECKS[field.type](field, value, path, report)
