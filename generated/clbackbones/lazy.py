# Generated from codegen/clbackbones_codegen/runtime/lazy.py.
# Do not edit: change the source and run `make codegen`.
"""Names of a package that are imported when they are first used, so that `import clbackbones` stays quick."""

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

__all__ = ["attach"]


def attach(
    package: str, exports: Mapping[str, Sequence[str]]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """The `__getattr__` and `__dir__` of a package whose names live in its modules.

    Args:
        package: Name of the package.
        exports: For each module, relative to the package, the names that it defines.

    Returns:
        Two functions for the package's namespace. The first imports a name's module and keeps the name.
    """
    modules = {name: module for module, names in exports.items() for name in names}

    def getattr_(name: str) -> object:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}", name=name, obj=sys.modules[package])
        value = getattr(import_module(f"{package}.{modules[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    def dir_() -> list[str]:
        return sorted({*vars(sys.modules[package]), *modules})

    return getattr_, dir_
