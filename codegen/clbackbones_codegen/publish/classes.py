"""The classes that a config can name: what the data of the catalog, the JSON Schema and Hydra's configs are made of."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from clbackbones_runtime.catalog import CLARENA, Case

from ..ir.product import DropIn, Fields, Package, Pair, Product
from ..ir.trial import Trial
from ..spec.model import OUTPUT_DIM, Variant


@frozen(kw_only=True)
class PublishedClass:
    """A variant of a pair, or the drop-in for one.

    Attributes:
        pair: The pair.
        variant: The variant.
        derived: Cases of each derived field; the first that fits holds. Without any, the graph of the network says it.
        drop_in: The drop-ins of the pair, where it is one of them.
    """

    pair: Pair
    variant: Variant
    derived: Mapping[str, tuple[Case, ...]]
    drop_in: DropIn | None = None

    @property
    def name(self) -> str:
        """What stands behind the package in `_target_`."""
        return self._in_package(self.variant.name)

    @property
    def aliases(self) -> list[str]:
        """What may stand there instead."""
        return [self._in_package(alias) for alias in self.variant.aliases or []]

    @property
    def module(self) -> str:
        """Name of the generated module, inside of the package; its classes have the same fields."""
        return (self.drop_in or self.pair).name

    @property
    def fields(self) -> Fields:
        """Its config fields."""
        return (self.drop_in or self.pair).fields

    def targets(self, package: Package) -> list[str]:
        """Everything that `_target_` may say to name the class, the canonical one first."""
        accepted = package.accepted if self.drop_in is None else ()
        return [f"{prefix}.{name}" for prefix in (package.name, *accepted) for name in (self.name, *self.aliases)]

    def _in_package(self, name: str) -> str:
        class_name = self.pair.class_name(name)
        return class_name if self.drop_in is None else f"{CLARENA}.{class_name}"


def published_classes(product: Product, trials: Sequence[Trial]) -> tuple[PublishedClass, ...]:
    """The classes of a product, drop-ins last.

    Args:
        product: All pairs.
        trials: What the variants emit.
    """
    derived = {
        (trial.stem, trial.variant.name): {OUTPUT_DIM: trial.output_dim}
        for trial in trials
        if product.spec.architectures[trial.stem].fields[OUTPUT_DIM].derived
    }
    every = [*((pair, None) for pair in product.pairs), *((each.pair, each) for each in product.drop_ins)]
    return tuple(
        PublishedClass(pair=pair, variant=variant, derived=derived.get((pair.stem, variant.name), {}), drop_in=drop_in)
        for pair, drop_in in every
        for variant in pair.variants
    )
