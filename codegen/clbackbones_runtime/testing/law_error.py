"""What a backbone that does not keep a law raises."""

__all__ = ["LawError", "require"]


class LawError(AssertionError):
    """A backbone does not keep a law; the text says which one, and where."""


def require(condition: object, message: str) -> None:
    """Raises the error with this message, unless the condition holds."""
    if not condition:
        raise LawError(message)
