"""`python -m clbackbones_codegen`: compiles schema/ into generated/clbackbones, or a folder beside it into a package.

python -m clbackbones_codegen                                   # in the repository: schema/ -> generated/clbackbones
python -m clbackbones_codegen --schema my_schema --output src/mybackbones --package mybackbones
"""

import argparse
import json
import keyword
import sys
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from .built import UNBUILT, check_built
from .compiler import Compiled, compile_schema, demand, insert_table
from .ir.product import OURS, Package
from .ir.symbols import source_of
from .spec.dialect import BASE, OPERATIONS
from .spec.faults import SpecError
from .spec.read import find_schema
from .sync import Difference, Mode, State, holds_others, sync, will_write, write

FORCE = "--force"
_FORCE_HELP = "overwrite files that were edited by hand, and leave those alone that the compiler did not make"
_CHECK_SPEC_HELP = "tell the faults of the spec only, whatever the package is like; exit 1 if there are any"
_UNBUILT_HELP = "write without building a small network of each mechanism first"
_PACKAGE_HELP = f"a package of your own, which builds on {OURS.name} (default: {OURS.name} itself)"


def main(arguments: Sequence[str] | None = None) -> int:
    """Compiles; returns the exit status: 0 done, 1 faults or differences, 2 wrong use."""
    options = _parser().parse_args(arguments)
    schema: Path | None = options.schema
    try:
        schema = schema or find_schema()
        package = _package(options)
        if not schema.is_dir():
            raise FileNotFoundError(f"there is no folder {schema}; name the spec's with --schema")
        folder = schema if options.check_spec else _folder(options, schema, package)
        compiled = compile_schema(schema, package)
    except SpecError as error:
        return _refuse(error, schema, options)
    except (FileNotFoundError, _WrongUse) as error:
        print(error, file=sys.stderr)
        return 2
    if options.check_spec:
        print(f"no faults in {_called(schema, options)}.")
        return 0
    if options.print is not None:
        return _print(compiled.files, options.print)
    mode = Mode.CHECK if options.check else Mode.WRITE
    try:
        if mode is Mode.WRITE and not options.unbuilt and will_write(compiled.files, folder, force=options.force):
            demand(check_built(compiled, package))
        return _write(compiled, schema, folder, package, mode, force=options.force)
    except SpecError as error:
        return _refuse(error, schema, options)
    except OSError as error:
        print(f"{folder} cannot be brought up to date: {error}", file=sys.stderr)
        return 2


def _refuse(error: SpecError, schema: Path | None, options: argparse.Namespace) -> int:
    """Tells the faults; returns the exit status."""
    count = len(error.faults)
    print(error, file=sys.stderr)
    where = _called(schema, options)
    print(f"{count} fault{'s' if count > 1 else ''} in {where}; nothing was written.", file=sys.stderr)
    return 1


def _called(schema: Path | None, options: argparse.Namespace) -> str:
    """The folder of the spec, for messages."""
    return str(schema) if schema is not None and options.package else "schema/"


class _WrongUse(Exception):  # noqa: N818 - the user's, not the program's
    """The options make no sense; the text says why and what to write."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m clbackbones_codegen",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_true", help="compare only; exit 1 if a file differs")
    action.add_argument("--check-spec", action="store_true", help=_CHECK_SPEC_HELP)
    action.add_argument("--print", metavar="FILE", help="print one generated file, named by its path in the package")
    action.add_argument(FORCE, action="store_true", help=_FORCE_HELP)
    parser.add_argument(UNBUILT, action="store_true", help=_UNBUILT_HELP)
    parser.add_argument("--schema", type=Path, help="the folder schema/ (default: the repository's)")
    parser.add_argument("--output", type=Path, help=f"the package's folder (default: generated/{OURS.name})")
    parser.add_argument("--package", metavar="NAME", help=_PACKAGE_HELP)
    return parser


def _package(options: argparse.Namespace) -> Package:
    """The package that is to be generated.

    Raises:
        _WrongUse: A package of one's own is not named as Python names packages, or lacks its schema or its folder.
    """
    name: str | None = options.package
    if name is None or name == OURS.name:
        if options.schema is not None and options.schema.is_dir() and not (options.schema / BASE).is_file():
            hint = "name your package: --package mybackbones --output src/mybackbones"
            raise _WrongUse(f"{options.schema} is no whole spec of {OURS.name}, since it has no {BASE}; {hint}")
        return OURS
    if not all(part.isidentifier() and not keyword.iskeyword(part) for part in name.split(".")):
        raise _WrongUse(
            f"'{name}' is no name of a package; write letters, digits and underscores: --package mybackbones"
        )
    last = name.rpartition(".")[2]
    if options.check_spec and options.schema is not None:
        return Package(name=name, parents=(OURS.name,), command=OURS.compiler, compiler=OURS.compiler)
    if options.schema is None or options.output is None:
        missing = "--schema" if options.schema is None else f"--output src/{last}"
        raise _WrongUse(f"a package of your own needs the folder of its spec and its own: add {missing}")
    if options.output.resolve().name != last:
        raise _WrongUse(f"the folder of the package '{name}' has its name: --output {options.output / last}")
    paths = [path.name if path.is_absolute() else path.as_posix() for path in (options.schema, options.output)]
    command = f"{OURS.compiler} --schema {paths[0]} --output {paths[1]} --package {name}"
    return Package(name=name, parents=(OURS.name,), command=command, compiler=command)


def _folder(options: argparse.Namespace, schema: Path, package: Package) -> Path:
    """The folder that the package is written to.

    Raises:
        _WrongUse: It is not known, or holds something else; or another package has the name.
    """
    root = schema.resolve().parent
    if options.output is None and not (root / "codegen").is_dir() and options.schema is None and not options.print:
        raise _WrongUse("the compiler is not run from its repository: name the package's folder with --output")
    folder: Path = options.output or root / "generated" / OURS.name
    held = _held(folder)
    # Before anything is compared: a folder may hold anything, and very much of it.
    if not options.print and held is None and holds_others(folder):
        raise _WrongUse(f"{folder} holds files that the compiler did not make; name a new folder with --output")
    if not package.parents:
        return folder
    found = source_of(package.name)
    if found is not None and found.parent.resolve() != folder.resolve():
        raise _WrongUse(f"there is a package '{package.name}' already, in {found.parent}; choose another --package")
    if held not in (None, package.name):
        raise _WrongUse(f"{folder} holds the package '{held}'; name another folder with --output")
    return folder


def _held(folder: Path) -> str | None:
    """The name of the generated package that a folder holds; None where it holds none."""
    try:
        return str(json.loads((folder / "_spec.json").read_bytes())["targets"]["canonical"])
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _write(compiled: Compiled, schema: Path, folder: Path, package: Package, mode: Mode, *, force: bool) -> int:
    differences = sync(compiled.files, folder, mode, force=force)
    blocked = not force and any(difference.blocks for difference in differences)
    if not package.parents:
        beside = Mode.CHECK if blocked else mode
        differences += _sync_readme(schema.resolve().parent / "README.md", compiled.table, beside)
        differences += _sync_file(schema / OPERATIONS, f"schema/{OPERATIONS}", compiled.dialect, beside)
    return _report(differences, mode, package, blocked=blocked, count=len(compiled.files))


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
    wanted = insert_table(readme.read_text(encoding="utf-8"), table)
    return _sync_file(readme, "README.md (class table)", wanted, mode)


def _sync_file(path: Path, name: str, wanted: str, mode: Mode) -> list[Difference]:
    """A file outside of the package that follows from the spec."""
    found = path.read_text(encoding="utf-8") if path.is_file() else ""
    if wanted == found:
        return []
    if mode is Mode.WRITE:
        write(path, wanted)
    return [Difference(name, State.STALE, found, wanted)]


def _report(differences: Sequence[Difference], mode: Mode, package: Package, *, blocked: bool, count: int) -> int:
    """Says what was found and done; returns the exit status."""
    if mode is Mode.WRITE and not blocked:
        removed = [difference for difference in differences if difference.removed]
        for difference in removed:
            print(f"{difference.path}: deleted ({difference.state.value})")
        kept = [difference for difference in differences if difference.kept]
        for difference in kept:
            print(f"{difference.path}: kept ({difference.state.value})")
        deleted = f", {len(removed)} deleted" if removed else ""
        print(f"{count} files, {len(differences) - len(removed) - len(kept)} written{deleted}.")
        return 0
    for difference in differences:
        if mode is Mode.CHECK or difference.blocks:
            print(f"{difference.path}: {difference.state.value}", file=sys.stderr)
            print(difference.diff, end="", file=sys.stderr)
    if blocked:
        said = "These files are" if mode is Mode.CHECK else "Nothing was written: these files are"
        foreign = any(difference.kept for difference in differences)
        moved = " Move those that it did not make elsewhere: it deletes none of them." if foreign else ""
        print(
            f"{said} not what the compiler last wrote.{moved} Move your changes into the schema or the "
            f"templates, then repair with: {package.compiler} {FORCE}",
            file=sys.stderr,
        )
    elif differences:
        count = len(differences)
        print(
            f"{count} file{' differs' if count == 1 else 's differ'}; repair with: {package.command}", file=sys.stderr
        )
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
