"""The strategies of one generated package."""

from attrs import frozen
from hypothesis.strategies import SearchStrategy

from ..catalog import Catalog, Json
from .configs import YamlText, configs, yaml_texts
from .faults import NearValid, near_valid
from .json_values import json_values

__all__ = ["Strategies"]


@frozen
class Strategies:
    """Hypothesis strategies for the classes of one generated package.

    Attributes:
        catalog: The package's catalog.
    """

    catalog: Catalog

    def configs(
        self,
        class_name: str | None = None,
        *,
        largest: int = 12,
        interpolations: bool = False,
        weights: bool = False,
    ) -> SearchStrategy[dict[str, Json]]:
        """Valid configs, in every spelling: aliases of classes and fields, 4.0 for 4, all ways to name an activation.

        Args:
            class_name: The class; by default any but the drop-ins for CLArena, which are called `clarena.NAME`.
            largest: Integers are at most this (unless a field demands more), and lists hold at most four of them, so
                that networks are as cheap as their architecture allows.
            interpolations: Whether values may be interpolations, which are valid in a file but do not load.
            weights: Whether configs may say where initial weights come from, which are valid but need these to be
                built.

        Returns:
            A strategy of mappings with `_target_`, as `load` and `hydra.utils.instantiate` take them.
        """
        return configs(self.catalog, class_name, largest=largest, interpolations=interpolations, weights=weights)

    def near_valid(self, class_name: str | None = None) -> SearchStrategy[NearValid]:
        """Configs with one fault, which is named.

        Args:
            class_name: The class before the fault; any of them by default.
        """
        return near_valid(self.catalog, class_name)

    def yaml_texts(self, class_name: str | None = None, *, interpolations: bool = False) -> SearchStrategy[YamlText]:
        """Valid configs as people write them: block, flow or mixed style, comments, a document marker, Windows lines.

        Args:
            class_name: The class; any of them by default.
            interpolations: Whether values may be interpolations.
        """
        return yaml_texts(self.catalog, class_name, interpolations=interpolations)

    def json_values(self, class_name: str | None = None) -> SearchStrategy[Json]:
        """Any JSON value, mostly near a config: valid, with one fault, changed at random, or arbitrary.

        Meant for comparing two judges of validity, such as a JSON Schema and `validate`.

        Args:
            class_name: The class to stay near; any of them by default.
        """
        return json_values(self.catalog, class_name)
