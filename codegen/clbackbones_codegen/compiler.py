"""The pipeline, from `schema/` to the texts of the package."""

from pathlib import Path

from attrs import frozen

from .check import check, check_python
from .format import format_python
from .product import OURS, Package, describe
from .read import find_schema, read, read_beside
from .render import class_table, render
from .sync import with_manifest

TABLE_MARKERS = ("<!-- classes:begin -->", "<!-- classes:end -->")


@frozen
class Compiled:
    """What the compiler makes of a spec.

    Attributes:
        files: Texts by path in the package `clbackbones`, the manifest among them.
        table: The class table of the README, in Markdown.
    """

    files: dict[str, str]
    table: str


def compile_schema(schema: Path, package: Package = OURS) -> Compiled:
    """Compiles a spec. Pure but for a temporary folder in which the formatter works.

    Args:
        schema: The folder `schema/`.
        package: The package that is generated.

    Raises:
        SpecError: If the spec has faults; all of them.
    """
    spec = read_beside(schema, find_schema(), package.parents[0]) if package.parents else read(schema)
    data = describe(spec, check(spec), package)
    files = format_python(render(spec, data, package))
    check_python(files, package.name)
    return Compiled(with_manifest(files), class_table(spec))


def insert_table(readme: str, table: str) -> str:
    """The README with the class table between its two markers; unchanged if it has none."""
    begin, end = TABLE_MARKERS
    before, marker, rest = readme.partition(begin)
    _, closing, after = rest.partition(end)
    return f"{before}{begin}\n{table.strip()}\n{end}{after}" if marker and closing else readme
