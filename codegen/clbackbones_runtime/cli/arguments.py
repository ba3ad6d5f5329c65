"""The arguments of the command line, and their help."""

import re
import sys
from argparse import Action, ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from typing import NoReturn

from ..catalog import Catalog
from ..config.wording import shortened
from .completion import CLASS, FILE, FOLDER, PrintCompletion, completed
from .terminal import harmless

__all__ = ["parse"]

AddParser = Callable[..., ArgumentParser]
"""`add_parser` of argparse's subparsers, whose type has no public name."""

DESCRIPTION = "Backbones for continual learning, configured by YAML that is checked before anything trains."

VALIDATE = """\
Check configs of backbones, and say everything that is wrong with them: where,
and what to write instead. Interpolations (${...}, ???) stand for any value.
Warnings do not make a file invalid.
"""

VALIDATE_EPILOG = """\
A file that is named is checked as the config of a backbone. In a folder, all
*.yaml and *.yml files are, at any depth, except for those in hidden folders
and those that configure something else: lists, empty files, other groups.
Backbones inside of larger files are found by their _target_, and checked.

A file with a defaults list is checked as Hydra composes it, from the groups of
its project and those of this package; problems are in the file that a value
comes from. What only Hydra knows is told as "not checked". With --compose, the
installed Hydra composes; what follows are overrides.

exit status:
  0  nothing is wrong with what was checked
  1  a file is invalid
  2  a file or folder cannot be read, or a folder holds no backbone

examples:
  %(prog)s conf/
  %(prog)s conf/experiment/*.yaml --key backbone
  %(prog)s --compose conf -cn train backbone.dropout=0.1
"""

SHOW = """\
Show the layers of a backbone: operations, shapes of their outputs, parameters,
multiply-accumulate operations (MACs) for one input, and how many units or
weights masks are put on. Batch sizes are left out of shapes.
"""

SHOW_EPILOG = """\
A class needs values for its required fields: those that you give as
FIELD=VALUE, written as in YAML; otherwise examples, which are then named.

examples:
  %(prog)s backbone.yaml --input 3,32,32
  %(prog)s experiment.yaml --key backbone
  %(prog)s CLASS FIELD=VALUE FIELD=VALUE
"""

NEW = """\
Print a config to begin with: required fields have examples as values, all
other fields stand in comments, with what they mean and with their defaults.
"""

NEW_EPILOG = """\
example:
  %(prog)s CLASS > backbone.yaml
"""

SCHEMA = """\
Print a JSON Schema, or write schemas to a folder. With one, an editor that has
a YAML language server completes, explains and checks configs while they are
written.
"""

SCHEMA_EPILOG = """\
In a YAML file, the comment
  # yaml-language-server: $schema=./backbone.schema.json
tells editors which schema it follows. It is the first line, or the second,
after "# @package".

examples:
  %(prog)s --out configs/    all schemas, each class has its own
  %(prog)s CLASS             the schema of one class, printed
"""

INIT = """\
Set up the editors of a Hydra project: write the schemas to one folder, and map
them to the files in conf/, config/ or configs/ that hold backbones, in
.vscode/settings.json (of which nothing is lost, comments neither) and, where
there is one, in .idea. What is changed is told first. Done again, it changes
only what is not up to date.
"""

INIT_EPILOG = """\
FOLDER is the one that you open in your editor. For other editors than VS Code
and JetBrains' write modelines, which they read.

examples:
  %(prog)s
  %(prog)s --dry-run
  %(prog)s path/to/project --modelines
"""

CONVERT = """\
Write a checkpoint that clbackbones.restore reads from a state dict of CLArena
or of ours: of the backbone, of an algorithm that has it, or inside of what a
training program writes, such as a checkpoint of Lightning. The config is read
off the shapes and printed. State dicts of CLArena have neither masks nor task
ids. The models that its SaveModels pickles (cl_model.pth) have, and keep them;
reading one runs whatever the file says, which --trust allows.
"""

CONVERT_EPILOG = """\
examples:
  %(prog)s clarena.pth backbone.pt
  %(prog)s clarena.pth backbone.pt activation_layer=Sigmoid
  %(prog)s clarena.pth backbone.pt --config lab.yaml --key backbone
  %(prog)s cl_model.pth backbone.pt --trust
"""

PLOT = """\
Draw how the tasks of a backbone share it, from a file of clbackbones.save: per
layer and task the fraction of units or weights that masks keep, what is left
after each task, and how much every two tasks share. Needs matplotlib
(pip install 'clbackbones[plot]').
"""

PLOT_EPILOG = """\
examples:
  %(prog)s backbone.pt                   writes backbone.png
  %(prog)s backbone.pt --out masks.svg
"""


class _Parser(ArgumentParser):
    """A parser whose messages show what users wrote with escapes for what would act on a terminal."""

    def error(self, message: str) -> NoReturn:
        super().error(harmless(message))


class _Version(Action):
    """Prints the version, which is found out when it is asked for."""

    def __call__(self, parser: ArgumentParser, *_: object) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"{parser.prog} {version(parser.prog)}")
        except PackageNotFoundError:
            print(f"{parser.prog}, not installed")
        parser.exit()


def parse(catalog: Catalog, arguments: Sequence[str] | None) -> Namespace:
    """The options of a command line.

    Args:
        catalog: The catalog of the package, whose name is that of the program.
        arguments: What follows the name of the program; None for those of the process.

    Raises:
        SystemExit: After help, or when the arguments make no sense.
    """
    parser = _Parser(catalog.package, description=DESCRIPTION, epilog="%(prog)s COMMAND --help says more.")
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    parser.add_argument(
        "--print-completion",
        action=PrintCompletion,
        catalog=catalog,
        metavar="SHELL",
        help="print what makes bash or zsh complete this command",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for command in (_init, _validate, _list, _show, _new, _schema, _convert, _plot):
        command(commands.add_parser)
    options, rest = parser.parse_known_args(arguments)
    # argparse takes no more positional arguments after an option: `validate a.yaml --key backbone b.yaml`.
    more = {"validate": "paths", "show": "fields", "convert": "fields"}.get(options.command)
    if more is None or any(text.startswith("-") and text != "-" for text in rest):
        if rest:
            parser.error(f"unrecognized arguments: {' '.join(rest)}")
    else:
        getattr(options, more).extend(rest)
    if options.command == "validate" and options.compose is None:
        if options.config_name is not None:
            parser.error("--config-name goes with --compose FOLDER")
        if not options.paths:
            parser.error("name the files or folders to check")
    if options.command is None:
        parser.print_help(sys.stderr)
        parser.exit(2)
    return options


def _command(add: AddParser, name: str, help: str, description: str, epilog: str | None = None) -> ArgumentParser:
    return add(name, help=help, description=description, epilog=epilog, formatter_class=RawDescriptionHelpFormatter)


def _validate(add: AddParser) -> None:
    parser = _command(add, "validate", "check configs", VALIDATE, VALIDATE_EPILOG)
    paths = parser.add_argument(
        "paths",
        nargs="*",
        default=[],
        metavar="PATH",
        help="file, folder, or - for standard input; with --compose, overrides as Hydra takes them",
    )
    completed(paths, FILE)
    _add_key(parser)
    compose = parser.add_argument(
        "--compose",
        type=_path,
        metavar="FOLDER",
        help="let Hydra compose the config in this folder, and check the backbones in it",
    )
    completed(compose, FOLDER)
    parser.add_argument("-cn", "--config-name", metavar="NAME", help="name of the config that Hydra composes")
    parser.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="text (default), json, or github: annotations of a GitHub workflow",
    )


def _init(add: AddParser) -> None:
    parser = _command(add, "init", "set up the editors of a project", INIT, INIT_EPILOG)
    folder = parser.add_argument(
        "folder", nargs="?", type=_path, default=".", metavar="FOLDER", help="the project (default: this folder)"
    )
    completed(folder, FOLDER)
    parser.add_argument("--dry-run", action="store_true", help="only say what would be changed")
    parser.add_argument("--modelines", action="store_true", help="name the schema in the first line of each config too")


def _list(add: AddParser) -> None:
    parser = _command(add, "list", "list the classes", "List the classes of backbones.")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text (default) or json")


def _show(add: AddParser) -> None:
    parser = _command(add, "show", "show the layers of a backbone", SHOW, SHOW_EPILOG)
    backbone = parser.add_argument(
        "backbone", metavar="FILE_OR_CLASS", help="config, - for standard input, or name of a class"
    )
    completed(backbone, FILE)
    parser.add_argument(
        "fields", nargs="*", default=[], metavar="FIELD=VALUE", help="value of a field, instead of the config's"
    )
    parser.add_argument("--input", metavar="C,H,W", type=_sizes, help="shape of one input, without the batch")
    _add_key(parser)


def _new(add: AddParser) -> None:
    parser = _command(add, "new", "begin a config", NEW, NEW_EPILOG)
    completed(parser.add_argument("name", metavar="CLASS", help="name of a class"), CLASS)
    parser.add_argument(
        "--schema",
        metavar="PATH",
        default="./backbone.schema.json",
        help="where editors find the schema: a URL, or a path from the folder of the config (default: %(default)s)",
    )


def _schema(add: AddParser) -> None:
    parser = _command(add, "schema", "print or write JSON Schemas for editors", SCHEMA, SCHEMA_EPILOG)
    name = parser.add_argument(
        "name",
        nargs="?",
        metavar="CLASS",
        help="name of a class, or experiment: the schema of configs that hold a backbone (default: of all classes)",
    )
    completed(name, CLASS)
    out = parser.add_argument(
        "--out", type=_path, metavar="DIR", help="write to this folder: the schema of CLASS, or all schemas"
    )
    completed(out, FOLDER)


def _convert(add: AddParser) -> None:
    parser = _command(add, "convert", "take over a checkpoint of CLArena", CONVERT, CONVERT_EPILOG)
    completed(parser.add_argument("source", type=_path, metavar="IN", help="file with a state dict of CLArena"), FILE)
    completed(parser.add_argument("target", type=_path, metavar="OUT", help="where to write the checkpoint"), FILE)
    parser.add_argument(
        "fields", nargs="*", default=[], metavar="FIELD=VALUE", help="value of a field that shapes do not tell"
    )
    config = parser.add_argument(
        "--config", type=_path, metavar="FILE", help="config of the backbone (default: read off the shapes)"
    )
    completed(config, FILE)
    parser.add_argument(
        "--trust",
        action="store_true",
        help="read a whole model too, as CLArena's SaveModels pickles it; that runs whatever IN says",
    )
    _add_key(parser)


def _plot(add: AddParser) -> None:
    parser = _command(add, "plot", "draw the mask use of a saved backbone", PLOT, PLOT_EPILOG)
    completed(parser.add_argument("file", type=_path, metavar="FILE", help="file of clbackbones.save"), FILE)
    out = parser.add_argument(
        "--out", type=_path, metavar="PICTURE", help="PNG or SVG file to write (default: FILE's name with .png)"
    )
    completed(out, FILE)


def _add_key(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--key", type=_key, help="key of the backbone in a larger file, such as backbone or experiment.backbone"
    )


def _path(text: str) -> str:
    """A path, as it is; an empty one is a variable of a shell that is not set, and would be this folder."""
    if not text:
        raise ArgumentTypeError("the path is empty; write . for this folder")
    return text


def _key(text: str) -> str:
    """`experiment.backbone`, as it is."""
    if not all(text.split(".")):
        raise ArgumentTypeError(f"{text!r} is not a key; write names with dots between them: experiment.backbone")
    return text


def _sizes(text: str) -> tuple[int, ...]:
    """`3,32,32` or `3x32x32` as numbers."""
    sizes = [size.strip() for size in text.replace("x", ",").split(",")]
    if not all(re.fullmatch("[0-9]{1,10}", size) and 0 < int(size) < 2**31 for size in sizes):
        given = shortened(repr(text))
        raise ArgumentTypeError(f"{given} is not a shape; write sizes with commas between them, such as 3,32,32")
    return tuple(map(int, sizes))
