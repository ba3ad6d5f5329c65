"""Names of a package that are imported when they are first used, so that `import clbackbones` stays quick."""

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

__all__ = ["attach"]


def attach(
    module: str, exports: Mapping[str, Sequence[str]]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """The `__getattr__` and `__dir__` of a module whose names live in others.

    Args:
        module: Name of the module, which is a package.
        exports: For each of the others, absolute or relative to the package, the names that it defines; for `.`, those
            of modules in the package.

    Returns:
        Two functions for the module's namespace. The first imports what defines a name and keeps the name.
    """
    sources = {name: source for source, names in exports.items() for name in names}

    def getattr_(name: str) -> object:
        if name not in sources:
            raise AttributeError(f"module {module!r} has no attribute {name!r}", name=name, obj=sys.modules[module])
        source = sources[name]
        value = import_module(f".{name}", module) if source == "." else getattr(import_module(source, module), name)
        setattr(sys.modules[module], name, value)
        return value

    def dir_() -> list[str]:
        return sorted({*vars(sys.modules[module]), *sources})

    return getattr_, dir_
