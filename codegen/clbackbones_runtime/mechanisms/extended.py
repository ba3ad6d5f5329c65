"""Marks methods of base classes that do what no mechanism can leave out."""

from typing import TypeVar

__all__ = ["extended"]

_F = TypeVar("_F")


def extended(method: _F) -> _F:
    """A method that those which take its place have to call; the compiler tells of mechanisms that do not."""
    return method
