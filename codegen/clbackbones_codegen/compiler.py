"""The pipeline, from `schema/` to the texts of a package; `sync.py` brings its folder in line with them.

An architecture declares the layers of a network, a mechanism what is woven between them for continual learning. Each
pair of the two gives a family of classes, one per variant of the architecture; all pairs together are their product.
"""

from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from .check.calls import check_calls
from .check.check import check, check_product, check_python, check_trials
from .check.figures import check_counts, check_figures
from .ir.counts import count_networks
from .ir.product import OURS, Package, Product, lower
from .ir.trial import run_trials
from .publish.classes import published_classes
from .publish.conf import config_group
from .publish.data import describe
from .publish.publish import publish
from .render.format import format_python
from .render.render import class_table, render
from .render.woven import weave
from .spec.dialect import text
from .spec.faults import Fault, SpecError
from .spec.read import find_schema, read, read_beside
from .sync import with_manifest

TABLE_MARKERS = ("<!-- classes:begin -->", "<!-- classes:end -->")


@frozen
class Compiled:
    """What the compiler makes of a spec.

    Attributes:
        files: Texts by path in the package, and the manifest of their hashes, by which `sync` knows what was edited by
            hand.
        table: The class table of the README, in Markdown.
        dialect: What steps of an architecture may say, as a JSON Schema for those who write one; it follows from the
            table of operations.
        product: The pairs that the package has.
    """

    files: dict[str, str]
    table: str
    dialect: str
    product: Product


def compile_schema(schema: Path, package: Package = OURS) -> Compiled:
    """Compiles a spec: reads its files, and writes none but for a temporary folder in which the formatter works.

    Args:
        schema: The folder `schema/`.
        package: The package that is generated. One that builds on another has a spec of its own beside that one's.

    Raises:
        SpecError: With all faults of the first check that finds any; later ones need what earlier ones have seen.
    """
    spec = read_beside(schema, find_schema(), package.parents[0]) if package.parents else read(schema)
    demand(check(spec))
    # The pairs, with their config fields, flat steps, and the networks that mechanisms share.
    product = lower(spec, package)
    demand(check_product(product))
    # Every variant, its shapes computed for all configs that change them: what it emits, or why it cannot be built.
    trials = run_trials(product)
    demand(check_trials(spec, trials))
    # What README's table says of each network.
    demand(check_figures(product))
    counts = count_networks(product)
    demand(check_counts(spec, counts))
    # The statements of classes, as modules that are finished but for printing.
    woven = weave(product, package)
    # The classes that a config can name, of which all that is published is made.
    classes = published_classes(product, trials)
    # Texts by path: Python and Hydra's configs, what the package looks up when it runs, the schema for editors.
    files = format_python(
        render(woven, config_group(classes, package))
        | describe(product, classes, package)
        | publish(classes, spec.activations, package)
    )
    # Names and expressions of the spec stand in the code, so that what is no Python is a fault of the spec.
    demand(check_python(files, package.name))
    demand(check_calls(files, spec))
    return Compiled(with_manifest(files), class_table(product, counts), text(spec.dialect), product)


def insert_table(readme: str, table: str) -> str:
    """The README with the class table between its two markers; unchanged if it has none."""
    begin, end = TABLE_MARKERS
    before, marker, rest = readme.partition(begin)
    _, closing, after = rest.partition(end)
    return f"{before}{begin}\n{table.strip()}\n{end}{after}" if marker and closing else readme


def demand(faults: Iterable[Fault]) -> None:
    """Goes on only without faults.

    Raises:
        SpecError: With all of them.
    """
    if found := [*faults]:
        raise SpecError(found)
