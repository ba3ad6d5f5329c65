"""Everything that the templates print, for all pairs: the value between weaving and rendering."""

from attrs import frozen

from ..ir.product import DropIn, Network, Package, Pair, Product
from .config_classes import ConfigModule, describe_configs, describe_drop_in_configs, describe_network_config
from .drop_ins import DropInModule, DropInPackage, describe_drop_in, describe_package
from .mask_layers import LayersModule, describe_layers
from .module import PairModule, describe_module
from .network import NetworkModule, describe_network


@frozen(kw_only=True)
class Woven:
    """The modules of the package, finished but for printing, with what each is made from."""

    package: Package
    product: Product
    networks: tuple[tuple[Network, NetworkModule, ConfigModule], ...]
    pairs: tuple[tuple[Pair, PairModule, ConfigModule], ...]
    drop_ins: tuple[tuple[DropIn, DropInModule, ConfigModule], ...]
    drop_in_package: DropInPackage | None
    layers: LayersModule | None


def weave(product: Product, package: Package) -> Woven:
    """Weaves every mechanism into every architecture, once for all that weave alike.

    Args:
        product: All pairs.
        package: The package that is generated.
    """
    spec = product.spec
    return Woven(
        package=package,
        product=product,
        networks=tuple(
            (each, describe_network(each, spec), describe_network_config(each)) for each in product.networks
        ),
        pairs=tuple((pair, describe_module(pair, spec), describe_configs(pair)) for pair in product.pairs),
        drop_ins=tuple(
            (each, describe_drop_in(each, package), describe_drop_in_configs(each)) for each in product.drop_ins
        ),
        drop_in_package=describe_package(product.drop_ins, spec, package) if product.drop_ins else None,
        layers=describe_layers(spec),
    )
