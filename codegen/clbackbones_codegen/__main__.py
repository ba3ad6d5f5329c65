"""`python -m clbackbones_codegen`: compiles schema/ into generated/clbackbones."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from .compiler import compile_schema, compile_table, insert_table
from .errors import SpecError
from .read import find_schema
from .render import COMMAND, PACKAGE
from .sync import Difference, Mode, State, sync, write


def main(arguments: Sequence[str] | None = None) -> int:
    """Compiles; returns the exit status: 0 done, 1 faults or differences, 2 wrong use."""
    options = _parser().parse_args(arguments)
    try:
        schema = options.schema or find_schema()
        files = compile_schema(schema)
    except SpecError as error:
        print(error, file=sys.stderr)
        print(f"{len(error.faults)} faults in schema/; nothing was written.", file=sys.stderr)
        return 1
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 2
    if options.print is not None:
        return _print(files, options.print)
    root = schema.resolve().parent
    package = options.output or root / "generated" / PACKAGE
    mode = Mode.CHECK if options.check else Mode.WRITE
    differences = sync(files, package, mode, force=options.force)
    blocked = not options.force and any(difference.blocks for difference in differences)
    differences += _sync_readme(root / "README.md", schema, Mode.CHECK if blocked else mode)
    return _report(differences, mode, blocked=blocked, count=len(files))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m clbackbones_codegen", description=__doc__)
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_true", help="compare only; exit 1 if a file differs")
    action.add_argument("--print", metavar="FILE", help="print one generated file, named by its path in the package")
    action.add_argument("--force", action="store_true", help="overwrite files that were edited by hand")
    parser.add_argument("--schema", type=Path, help="the folder schema/ (default: the repository's)")
    parser.add_argument("--output", type=Path, help=f"the package's folder (default: generated/{PACKAGE})")
    return parser


def _print(files: dict[str, str], path: str) -> int:
    name = path.removeprefix(f"generated/{PACKAGE}/")
    if name not in files:
        print(f"{path} is not generated; one of: {', '.join(sorted(files))}", file=sys.stderr)
        return 2
    sys.stdout.write(files[name])
    return 0


def _sync_readme(readme: Path, schema: Path, mode: Mode) -> list[Difference]:
    if not readme.is_file():
        return []
    found = readme.read_text(encoding="utf-8")
    wanted = insert_table(found, compile_table(schema))
    if wanted == found:
        return []
    if mode is Mode.WRITE:
        write(readme, wanted)
    return [Difference("README.md (class table)", State.STALE, "")]


def _report(differences: Sequence[Difference], mode: Mode, *, blocked: bool, count: int) -> int:
    """Says what was found and done; returns the exit status."""
    if mode is Mode.WRITE and not blocked:
        print(f"{count} files, {len(differences)} written.")
        return 0
    for difference in differences:
        if mode is Mode.CHECK or difference.blocks:
            print(f"{difference.path}: {difference.state.value}", file=sys.stderr)
            print(difference.diff, end="", file=sys.stderr)
    if blocked and mode is Mode.WRITE:
        print(
            "Nothing was written. Move your changes into schema/, the templates or the runtime and run "
            f"`{COMMAND}`, or overwrite them: `python -m clbackbones_codegen --force`.",
            file=sys.stderr,
        )
    elif differences:
        print(f"{len(differences)} files differ; repair them with: {COMMAND}", file=sys.stderr)
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
