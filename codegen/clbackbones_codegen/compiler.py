"""The pipeline, from `schema/` to the texts of the package."""

from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from .check import check, check_product, check_python, check_trials
from .data import describe
from .dialect import text
from .errors import Fault, SpecError
from .format import format_python
from .product import OURS, Package, product
from .publish import publish
from .read import find_schema, read, read_beside
from .render import class_table, render
from .sync import with_manifest
from .trial import run_trials
from .woven import weave

TABLE_MARKERS = ("<!-- classes:begin -->", "<!-- classes:end -->")


@frozen
class Compiled:
    """What the compiler makes of a spec.

    Attributes:
        files: Texts by path in the package `clbackbones`, the manifest among them.
        table: The class table of the README, in Markdown.
        dialect: The meta-schema of steps, which editors of a spec read.
    """

    files: dict[str, str]
    table: str
    dialect: str


def compile_schema(schema: Path, package: Package = OURS) -> Compiled:
    """Compiles a spec. Pure but for a temporary folder in which the formatter works.

    Args:
        schema: The folder `schema/`.
        package: The package that is generated.

    Raises:
        SpecError: If the spec has faults; all that can be told, since what needs sound files is looked at after them.
    """
    spec = read_beside(schema, find_schema(), package.parents[0]) if package.parents else read(schema)
    _demand(check(spec))
    pairs = product(spec, package)
    _demand(check_product(pairs))
    trials = run_trials(pairs)
    _demand(check_trials(spec, trials))
    data = describe(pairs, trials, package)
    files = format_python(render(weave(pairs, package), data) | publish(data))
    _demand(check_python(files, package.name))
    return Compiled(with_manifest(files), class_table(pairs), text(spec.dialect))


def insert_table(readme: str, table: str) -> str:
    """The README with the class table between its two markers; unchanged if it has none."""
    begin, end = TABLE_MARKERS
    before, marker, rest = readme.partition(begin)
    _, closing, after = rest.partition(end)
    return f"{before}{begin}\n{table.strip()}\n{end}{after}" if marker and closing else readme


def _demand(faults: Iterable[Fault]) -> None:
    """Goes on only without faults."""
    if found := [*faults]:
        raise SpecError(found)
