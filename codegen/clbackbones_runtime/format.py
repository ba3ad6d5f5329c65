"""The number of the format in which generated packages and this runtime understand each other.

It goes up when a package that an older compiler wrote no longer works with this runtime, or the other way round. A
package checks it before anything else of it is imported, so this module needs neither the catalog nor attrs.
"""

from typing import Final

__all__ = ["FORMAT", "check_format"]

FORMAT: Final = 1
"""The format of this runtime, which the compiler beside it writes."""


def check_format(package: str, format: int, command: str) -> None:
    """Refuses a package that another version of the compiler generated.

    Args:
        package: Name of the package.
        format: The format that it was generated in.
        command: What generates it anew.

    Raises:
        ImportError: It is another format than that of this runtime.
    """
    if format != FORMAT:
        raise ImportError(
            f"{package} was generated in format {format}, and the installed clbackbones_runtime has format {FORMAT}; "
            f"generate it anew: {command}",
            name=package,
        )
