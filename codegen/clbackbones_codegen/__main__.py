"""`python -m clbackbones_codegen`: compiles schema/ into generated/clbackbones."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from .compiler import compile_schema, insert_table
from .errors import SpecError
from .product import OURS
from .read import find_schema
from .sync import Difference, Mode, State, sync, write

COMMAND = "make codegen"
FORCE = "python -m clbackbones_codegen --force"
_FORCE_HELP = "overwrite files that were edited by hand, and delete those that the compiler did not make"


def main(arguments: Sequence[str] | None = None) -> int:
    """Compiles; returns the exit status: 0 done, 1 faults or differences, 2 wrong use."""
    options = _parser().parse_args(arguments)
    try:
        schema: Path = options.schema or find_schema()
        if not schema.is_dir():
            raise FileNotFoundError(f"there is no folder {schema}; name the spec's with --schema")
        compiled = compile_schema(schema)
    except SpecError as error:
        count = len(error.faults)
        print(error, file=sys.stderr)
        print(f"{count} fault{'s' if count > 1 else ''} in schema/; nothing was written.", file=sys.stderr)
        return 1
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 2
    if options.print is not None:
        return _print(compiled.files, options.print)
    root = schema.resolve().parent
    if options.output is None and not (root / "codegen").is_dir() and options.schema is None:
        print("the compiler is not run from its repository: name the package's folder with --output", file=sys.stderr)
        return 2
    package = options.output or root / "generated" / OURS.name
    mode = Mode.CHECK if options.check else Mode.WRITE
    try:
        differences = sync(compiled.files, package, mode, force=options.force)
        blocked = not options.force and any(difference.blocks for difference in differences)
        differences += _sync_readme(root / "README.md", compiled.table, Mode.CHECK if blocked else mode)
    except OSError as error:
        print(f"{package} cannot be brought up to date: {error}", file=sys.stderr)
        return 2
    return _report(differences, mode, blocked=blocked, count=len(compiled.files))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m clbackbones_codegen", description=__doc__)
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_true", help="compare only; exit 1 if a file differs")
    action.add_argument("--print", metavar="FILE", help="print one generated file, named by its path in the package")
    action.add_argument("--force", action="store_true", help=_FORCE_HELP)
    parser.add_argument("--schema", type=Path, help="the folder schema/ (default: the repository's)")
    parser.add_argument("--output", type=Path, help=f"the package's folder (default: generated/{OURS.name})")
    return parser


def _print(files: Mapping[str, str], path: str) -> int:
    name = path.removeprefix(f"generated/{OURS.name}/")
    if name not in files:
        near = get_close_matches(name, files, n=3, cutoff=0.4) or list(files)[:3]
        print(f"{path} is not generated; near it: {', '.join(near)}", file=sys.stderr)
        return 2
    sys.stdout.write(files[name])
    return 0


def _sync_readme(readme: Path, table: str, mode: Mode) -> list[Difference]:
    if not readme.is_file():
        return []
    found = readme.read_text(encoding="utf-8")
    wanted = insert_table(found, table)
    if wanted == found:
        return []
    if mode is Mode.WRITE:
        write(readme, wanted)
    return [Difference("README.md (class table)", State.STALE, found, wanted)]


def _report(differences: Sequence[Difference], mode: Mode, *, blocked: bool, count: int) -> int:
    """Says what was found and done; returns the exit status."""
    if mode is Mode.WRITE and not blocked:
        removed = [difference for difference in differences if difference.removed]
        for difference in removed:
            print(f"{difference.path}: deleted ({difference.state.value})")
        deleted = f", {len(removed)} deleted" if removed else ""
        print(f"{count} files, {len(differences) - len(removed)} written{deleted}.")
        return 0
    for difference in differences:
        if mode is Mode.CHECK or difference.blocks:
            print(f"{difference.path}: {difference.state.value}", file=sys.stderr)
            print(difference.diff, end="", file=sys.stderr)
    if blocked:
        said = "These files are" if mode is Mode.CHECK else "Nothing was written: these files are"
        foreign = any(difference.state is State.FOREIGN for difference in differences)
        lost = (
            " Files that the compiler did not make will be deleted: move those that you need elsewhere."
            if foreign
            else ""
        )
        print(
            f"{said} not what the compiler last wrote.{lost} Move your changes into schema/, the templates or the "
            f"runtime, then repair with: {FORCE}",
            file=sys.stderr,
        )
    elif differences:
        count = len(differences)
        print(f"{count} file{' differs' if count == 1 else 's differ'}; repair with: {COMMAND}", file=sys.stderr)
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
