"""What is noted of tensors as they are, and forgotten when these change."""

from abc import ABC, abstractmethod
from typing import Self

__all__ = ["Notes"]


class Notes(ABC):
    """Base of what a backbone notes of its own tensors: what follows from them, where gradients come from, kept values.

    A copy, and what comes out of a pickle, starts with nothing noted: it has tensors of its own.
    """

    @abstractmethod
    def forget(self) -> None:
        """Forgets everything: the tensors are others, or have other values."""

    def __reduce__(self) -> tuple[type[Self], tuple[()]]:
        """Copies and pickles as if just made."""
        return type(self), ()
