"""A module with other tensors in it, which leaves the module itself as it is, for other threads too."""

from collections.abc import Mapping

from torch import Tensor, nn

from .notes import Notes

__all__ = ["with_tensors"]


def with_tensors(module: nn.Module, tensors: Mapping[str, Tensor]) -> nn.Module:
    """The same modules around the same tensors, but for some; not compiled.

    `torch.func.functional_call` puts the tensors into the module for the time of the call, so that whatever else runs
    in it then computes with them. Here modules are made anew, which costs microseconds each, and share everything but
    their tables of tensors and modules, and what they derive from them.

    Args:
        module: Any module; a tensor or a module that it adds or replaces later is not in what is returned, nor the
            other way round. The tensors are shared, so that statistics which move, move in both.
        tensors: What stands in the place of the tensors of these names, of the same shapes.
    """
    return _copied(module, tensors, "")


def _copied(module: nn.Module, tensors: Mapping[str, Tensor], prefix: str) -> nn.Module:
    copied: nn.Module = object.__new__(type(module))
    table = copied.__dict__
    for name, value in module.__getstate__().items():  # without what is compiled for the module
        table[name] = type(value)() if isinstance(value, Notes) else value
    for kind in ("_parameters", "_buffers"):
        table[kind] = {name: tensors.get(f"{prefix}{name}", tensor) for name, tensor in table[kind].items()}
    table["_modules"] = {
        name: None if child is None else _copied(child, tensors, f"{prefix}{name}.")
        for name, child in table["_modules"].items()
    }
    return copied
