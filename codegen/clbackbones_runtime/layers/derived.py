"""What follows from other state, is found when it is needed and forgotten when that state changes."""

from abc import ABC, abstractmethod
from typing import Self

__all__ = ["Derived"]


class Derived(ABC):
    """Base of what a backbone derives from its weights and stored masks.

    A copy, and what comes out of a pickle, starts with nothing found: it derives its own.
    """

    @abstractmethod
    def forget(self) -> None:
        """Lets everything be found anew."""

    def __reduce__(self) -> tuple[type[Self], tuple[()]]:
        """Copies and pickles as if just made."""
        return type(self), ()
