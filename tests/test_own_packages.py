"""Packages that researchers generate from schema folders of their own: beside ours, in one process, without a clone."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.own_packages import MECHANISM, OwnPackage
from tests.published import acceptor
from tests.specs import SCHEMA

pytestmark = pytest.mark.xdist_group("own packages")

Json = Any

USE = """
import sys, warnings
import torch
import clbackbones, mybackbones
from clbackbones import CATALOG

MLP = {"input_dim": 4, "hidden_dims": [5], "output_dim": 3}
IMAGES = torch.randn(2, 3, 16, 16)
HERE = {"s_max": 4.0, "batch_idx": 0, "num_batches": 2}

# Either package loads the classes of both, each as its own package makes it.
for package in (clbackbones, mybackbones):
    theirs = package.load({"_target_": "mybackbones.SlowHATMLP", **MLP, "slowness": 2})
    assert type(theirs) is mybackbones.SlowHATMLPConfig and theirs.catalog is mybackbones.CATALOG
    ours = package.load({"_target_": "clbackbones.HATMaskMLP", **MLP})
    assert type(ours) is clbackbones.HATMaskMLPConfig and ours.catalog is CATALOG
    assert type(package.load({"_target_": "clarena.backbones.CLMLP", **MLP})) is clbackbones.CLMLPConfig
    assert package.validate({"_target_": "mybackbones.SlowHATMLP", **MLP, "slowness": 0})[0].pointer == "/slowness"
assert theirs.build().slowness == 2.0

# Saved, restored, compacted, by either package.
for target in ("mybackbones.HATMaskConvNet3", "mybackbones.SlowHATResNet18", "clbackbones.HATMaskResNet18"):
    fields = {"output_dim": 4, "height": 16, "width": 16} if "ConvNet" in target else {"stem": "cifar"}
    backbone = mybackbones.load({"_target_": target, "input_channels": 3, **fields}).build()
    backbone.setup_task_id(1)
    backbone(IMAGES, "train", **HERE)
    backbone.store_mask()
    backbone.eval()
    expected = backbone(IMAGES, "test", test_task_id=1)[0]
    for save, restore in ((clbackbones.save, mybackbones.restore), (mybackbones.save, clbackbones.restore)):
        save(backbone, "backbone.pt")
        again = restore("backbone.pt").eval()
        assert type(again) is type(backbone)
        assert torch.equal(again(IMAGES, "test", test_task_id=1)[0], expected)
    assert torch.allclose(backbone.compact(1)(IMAGES), expected, atol=1e-5)

# An architecture of theirs with a mechanism of ours; the network without masks is where it is generated.
assert mybackbones.AmnesiacHATConvNet3(3, 4).original_backbone_class is mybackbones.ConvNet3
assert issubclass(mybackbones.SlowHATMLP, clbackbones.HATMaskBackbone)
assert not hasattr(mybackbones, "HATMaskMLP")

# Hydra makes either.
from hydra.utils import instantiate
for target in ("mybackbones.SlowHATMLP", "clbackbones.MLP"):
    made = instantiate({"_target_": target, **MLP, "activation_layer": {"_target_": "torch.nn.ELU", "_partial_": True}})
    assert made.config.to_dict()["_target_"] == target and made.config.activation_layer == "ELU"

# State dicts of either are recognized by the package whose classes they are of.
from clbackbones_runtime.checkpoint.conversion import convert
for package, made in ((clbackbones, clbackbones.CLMLP(**MLP)), (mybackbones, mybackbones.SlowHATMLP(**MLP))):
    torch.save(made.state_dict(), "state.pth")
    target = made.config.to_dict()["_target_"]
    found = convert(package.CATALOG, "state.pth", "converted.pt", fields={"_target_": target})
    assert type(mybackbones.restore("converted.pt")) is type(made), found

# A name that is in neither is looked for in both.
(problem,) = mybackbones.validate({"_target_": "mybackbones.HATMaskMLP", **MLP})
assert problem.hint == "did you mean 'clbackbones.HATMaskMLP'?", problem
print("done")
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> OwnPackage:
    """A package with an architecture and a mechanism of its own."""
    package = OwnPackage.in_folder(tmp_path_factory.mktemp("own"))
    outcome = package.compile()
    assert (outcome.status, outcome.err) == (0, ""), outcome.err
    return package


def data_of(own: OwnPackage) -> Json:
    return json.loads((own.package / "_spec.json").read_text("utf-8"))


def test_their_product_is_theirs_and_ours_stays_ours(own: OwnPackage) -> None:
    data = data_of(own)
    mechanisms = {
        path.stem for path in (SCHEMA / "mechanisms").glob("*.json") if "prefix" in json.loads(path.read_text())
    }
    architectures = {json.loads(path.read_text())["name"] for path in (SCHEMA / "architectures").glob("*.json")}
    pairs = {(pair["architecture"], pair["mechanism"]) for pair in data["pairs"].values()}
    assert pairs == {("ConvNet", name) for name in {*mechanisms, "slow_hat"}} | {
        (name, "slow_hat") for name in architectures
    }
    for file in ("_api.py", "_catalog.py", "testing.py", "conf/backbone/slow_hat_mlp.yaml", "clarena/cl_conv_net.py"):
        assert (own.package / file).is_file(), file
    assert not any(path.name == "clbackbones_runtime" for path in own.package.rglob("*"))
    assert own.compile("--check").status == 0


def test_nothing_of_theirs_is_said_to_be_in_clarena(own: OwnPackage) -> None:
    text = (own.package / "clarena" / "__init__.py").read_text("utf-8")
    assert "_target_: mybackbones.clarena." in text
    assert "clarena.backbones" not in text


def test_two_packages_work_in_one_process(own: OwnPackage) -> None:
    outcome = own.run("-c", USE)
    assert (outcome.status, outcome.out) == (0, "done\n"), outcome.err


SMALL_OF_OURS = {"_target_": "clbackbones.MLP", "input_dim": 4, "hidden_dims": [3], "output_dim": 2}
SMALL_OF_THEIRS = {**SMALL_OF_OURS, "_target_": "mybackbones.SlowHATMLP"}
SCHEMAS = ("backbone", "experiment")

SIBLINGS = """
import clbackbones, mybackbones, yourbackbones
for target in ("mybackbones.CLConvNet3", "yourbackbones.CLConvNet3"):
    for package in (clbackbones, mybackbones, yourbackbones):
        made = package.load({"_target_": target, "input_channels": 3, "output_dim": 2}).build()
        package.save(made, "sibling.pt")
        assert type(yourbackbones.restore("sibling.pt")) is type(made)
    print(type(made).__module__)
"""


def test_packages_that_do_not_know_each_other_work_in_one_process(own: OwnPackage) -> None:
    other = OwnPackage(own.folder, "yourbackbones")
    assert other.compile().status == 0
    assert own.run("-c", SIBLINGS).out.split() == ["mybackbones.cl_conv_net", "yourbackbones.cl_conv_net"]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["list"], 0, "SlowHATResNet18"),
        (["show", "SlowHATMLP"], 0, "fc/0"),
        (["show", "MLP"], 0, "fc/0"),
        (["new", "ConvNet3"], 0, "_target_: mybackbones.ConvNet3"),
        (["schema"], 0, "mybackbones.SlowHATMLP"),
        (["schema"], 0, "A backbone of mybackbones:"),
        (["schema", "experiment"], 0, "mybackbones.SlowHATMLP"),
        (["validate", "src/mybackbones/conf"], 0, "files valid"),
        (["validate", "missing.yaml", "--format", "github"], 2, "title=mybackbones::"),
        (
            ["show", "ConvNet33"],
            2,
            "mybackbones: 'ConvNet33' is neither a file nor a backbone class; did you mean 'ConvNet3'",
        ),
        (["show", "--help"], 0, "mybackbones show CLASS FIELD=VALUE"),
    ],
)
def test_its_command_is_its_own(own: OwnPackage, arguments: list[str], status: int, said: str) -> None:
    outcome = own.run("-m", "mybackbones", *arguments)
    assert outcome.status == status
    assert said in outcome.out + outcome.err


def test_its_projects_may_use_the_classes_of_both(own: OwnPackage, tmp_path: Path) -> None:
    group = tmp_path / "configs/backbone"
    group.mkdir(parents=True)
    (group / "ours.yaml").write_text("_target_: clbackbones.MLP\n")
    (group / "theirs.yaml").write_text("_target_: mybackbones.SlowHATMLP\n")
    outcome = own.run("-m", "mybackbones", "init", str(tmp_path))
    assert (outcome.status, outcome.err) == (0, "")
    assert "!" not in (tmp_path / ".vscode/settings.json").read_text().split("experiment")[0]
    schemas = [json.loads((tmp_path / f".mybackbones/{name}.schema.json").read_text()) for name in SCHEMAS]
    backbone, experiment = (acceptor(schema) for schema in schemas)
    for config in (SMALL_OF_OURS, SMALL_OF_THEIRS):
        assert backbone(config)
        assert not backbone({**config, "hiden_dims": [3]})
        assert experiment({"backbone": config})
        assert not experiment({"backbone": {**config, "hiden_dims": [3]}})
    for option in ("mlp", "slow_hat_mlp"):
        assert experiment({"defaults": [{"backbone": option}], "backbone": {"hidden_dims": [3]}})
        assert not experiment({"defaults": [{"backbone": option}], "backbone": {"hiden_dims": [3]}})


RESTORE = """
import sys
import clbackbones
try:
    clbackbones.restore("backbone.pt")
except clbackbones.CheckpointError as error:
    print(error)
assert "mybackbones" not in sys.modules
"""


def test_a_file_of_an_unknown_package_says_what_to_install_and_imports_nothing(own: OwnPackage) -> None:
    saved = own.run("-c", "import mybackbones as m; m.save(m.SlowHATMLP(4, [5], 3), 'backbone.pt')")
    assert saved.status == 0, saved.err
    outcome = own.run("-c", RESTORE)
    assert outcome.out == (
        "backbone.pt holds a mybackbones.SlowHATMLP, of a package that is not known here; "
        "install the package 'mybackbones', or import it before this is called\n"
    ), outcome.err


REGISTERED = """
import sys
import clbackbones
value = {"input_dim": 4, "hidden_dims": [5], "output_dim": 3}
assert clbackbones.validate({"_target_": "broken_package.MLP", **value}) != []
config = clbackbones.load({"_target_": "mybackbones.SlowHATMLP", **value})
assert type(config).__module__ == "mybackbones.configs.slow_hat_mlp"
assert clbackbones.validate({"_target_": "loud.MLP", **value}) != []
import lazy_module
assert clbackbones.validate({"_target_": "lazy_module.MLP", **value}) != []
print([name for name in ("loud", "other_package") if name in sys.modules])
"""


def register(folder: Path, distribution: str, **entries: str) -> None:
    """Writes what an installed distribution says of itself."""
    metadata = folder / f"{distribution}-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1\n", "utf-8")
    lines = [f"{name} = {value}" for name, value in entries.items()]
    (metadata / "entry_points.txt").write_text("\n".join(["[clbackbones.catalogs]", *lines, ""]), "utf-8")


def test_two_installed_packages_of_one_name_are_told_in_one_line(own: OwnPackage, tmp_path: Path) -> None:
    register(tmp_path, "mine", twice="mine:CATALOG")
    register(tmp_path, "yours", twice="yours:CATALOG")
    outcome = own.run("-c", "import clbackbones; clbackbones.validate({'_target_': 'twice.MLP'})", path=str(tmp_path))
    assert outcome.err.splitlines()[-1] in {
        f"ImportError: {both} are both registered as the package 'twice'; uninstall one"
        for both in ("mine:CATALOG and yours:CATALOG", "yours:CATALOG and mine:CATALOG")
    }


def test_an_installed_package_is_found_by_its_entry_point_and_no_other_is_imported(
    own: OwnPackage, tmp_path: Path
) -> None:
    register(tmp_path, "mine", mybackbones="mybackbones:CATALOG", other_package="other_package:CATALOG")
    for name in ("loud", "other_package"):
        (tmp_path / f"{name}.py").write_text("raise RuntimeError('imported')\n", "utf-8")
    (tmp_path / "lazy_module.py").write_text("def __getattr__(name):\n    raise RuntimeError(name)\n", "utf-8")
    outcome = own.run("-c", REGISTERED, path=str(tmp_path))
    assert outcome.out == "[]\n", outcome.err


@pytest.mark.parametrize("statement", ["import mybackbones", "from mybackbones.configs.conv_net import ConvNet3Config"])
def test_a_package_of_another_format_says_so_in_one_line(own: OwnPackage, tmp_path: Path, statement: str) -> None:
    other = OwnPackage.in_folder(tmp_path)
    shutil.copytree(own.package, other.package)
    place = other.package / "__init__.py"
    text, count = re.subn(r"(check_format\(\s*__name__, )1,", r"\g<1>2,", place.read_text("utf-8"))
    assert count == 1
    place.write_text(text, "utf-8")
    outcome = other.run("-c", statement)
    assert outcome.status == 1
    assert outcome.err.splitlines()[-1] == (
        "ImportError: mybackbones was generated in format 2, and the installed clbackbones_runtime has format 1; "
        "generate it anew: "
        "python -m clbackbones_codegen --schema my_schema --output src/mybackbones --package mybackbones"
    )


def test_the_format_is_checked_before_anything_else(own: OwnPackage) -> None:
    text = (own.package / "__init__.py").read_text("utf-8").partition("else:\n")[2]
    assert text.index("check_format(") < text.index("attach(\n")
    assert text.split("\n")[:2] == [
        "    from clbackbones_runtime.format import check_format",
        "    from clbackbones_runtime.lazy import attach",
    ]


# Bad input


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OwnPackage:
    """A package that is sound until a test changes it."""
    monkeypatch.syspath_prepend(str(tmp_path / "src"))
    return OwnPackage.in_folder(tmp_path)


def architecture(name: str = "Net", **changes: Json) -> Json:
    return json.loads((SCHEMA / "architectures" / "mlp.json").read_text("utf-8")) | {"name": name, **changes}


def with_bias_called(name: str) -> Json:
    value = architecture()
    del value["fields"]["bias"]
    value["fields"][name] = {"use": "bias"}
    value["parts"]["bias"] = name
    return value


def with_field(name: str) -> Json:
    number = {"type": "number", "default": 1, "description": "A number."}
    return MECHANISM | {"fields": MECHANISM["fields"] | {name: number}}


@pytest.mark.parametrize(
    ("file", "value", "told"),
    [
        (
            "architectures/net.json",
            architecture("MLP"),
            "my_schema/architectures/net.json#/name: 'MLP' is the name of clbackbones/schema/architectures/mlp.json: "
            "choose another name",
        ),
        (
            "architectures/mlp.json",
            architecture(),
            "my_schema/architectures/mlp.json#: clbackbones/schema/architectures/mlp.json has the same name: "
            "rename the file",
        ),
        (
            "mechanisms/hat_mask.json",
            MECHANISM,
            "my_schema/mechanisms/hat_mask.json#: clbackbones/schema/mechanisms/hat_mask.json has the same name: "
            "rename the file",
        ),
        (
            "mechanisms/other.json",
            MECHANISM | {"prefix": "WSNMask"},
            "my_schema/mechanisms/other.json#/prefix: 'WSNMask' is the prefix of "
            "clbackbones/schema/mechanisms/wsn_mask.json: choose another",
        ),
        # What is at fault is told in a file of one's own, wherever the other one is.
        (
            "mechanisms/slow_hat.json",
            with_field("units"),
            "my_schema/mechanisms/slow_hat.json#/fields/units: 'units' is a name in an inherited architecture too: "
            "choose another name",
        ),
        (
            "mechanisms/slow_hat.json",
            with_field("bias"),
            "my_schema/mechanisms/slow_hat.json#/fields/bias: 'bias' is a config field of an inherited architecture "
            "too: choose another name, or let `parts` put it in that one's place",
        ),
        (
            "architectures/net.json",
            with_bias_called("gate"),
            "my_schema/architectures/net.json#/fields/gate: 'gate' is a config field of "
            "clbackbones/schema/mechanisms/hat_mask.json too: choose another name",
        ),
        (
            "architectures/net.json",
            with_bias_called("annealing"),
            "my_schema/architectures/net.json#/fields/annealing: 'annealing' is a config field of "
            "clbackbones/schema/mechanisms/hat_mask.json too: choose another name",
        ),
        (
            "fields.json",
            {"bias": {"type": "boolean", "default": False, "description": "Another bias."}},
            "my_schema/fields.json#/bias: 'bias' is declared in clbackbones/schema/fields.json: "
            "choose another name, or remove it",
        ),
        (
            "architectures/net.json",
            architecture("HATMaskMLP"),
            "my_schema/architectures/net.json#/name: the name HATMaskMLP is taken by "
            "clbackbones/schema/architectures/mlp.json#/name: choose another name",
        ),
    ],
)
def test_names_that_clash_are_told_with_both_places(faulty: OwnPackage, file: str, value: Json, told: str) -> None:
    faulty.add(file, value)
    outcome = faulty.compile_here()
    assert outcome.status == 1
    assert told in outcome.err.splitlines(), outcome.err
    assert all(line.startswith("my_schema/") for line in outcome.err.splitlines()[:-1]), outcome.err
    assert not faulty.package.exists()


def test_a_name_that_a_mechanism_defines_is_told_in_its_file(faulty: OwnPackage) -> None:
    module = faulty.folder / "src" / "mylab" / "slow_hat.py"
    module.write_text(module.read_text("utf-8") + "\n    depths: int = 3\n", "utf-8")
    assert faulty.compile().faults == [
        "my_schema/mechanisms/slow_hat.json#/module: 'depths', which it defines, is a name in an inherited "
        "architecture: choose another name there"
    ]


def test_the_spec_of_a_package_is_checked_without_its_folder(
    faulty: OwnPackage, capsys: pytest.CaptureFixture[str]
) -> None:
    from clbackbones_codegen.__main__ import main

    schema = str(faulty.folder / "my_schema")
    options = ["--schema", schema, "--package", "mybackbones", "--check-spec"]
    assert main(options) == 0
    assert capsys.readouterr().out == f"no faults in {schema}.\n"
    faulty.add("architectures/net.json", architecture(titel="Net"))
    assert main(options) == 1
    assert capsys.readouterr().err.endswith(f"1 fault in {schema}; nothing was written.\n")
    assert not faulty.package.exists()


def test_a_folder_that_gives_no_class_is_one_fault(tmp_path: Path) -> None:
    own = OwnPackage(tmp_path)
    (tmp_path / "my_schema").mkdir()
    assert own.compile_here().err.splitlines() == [
        "my_schema#: it gives no class: add architectures/NAME.json, or mechanisms/NAME.json with `prefix`",
        f"1 fault in {tmp_path / 'my_schema'}; nothing was written.",
    ]


def test_a_name_that_another_package_has_is_refused_in_one_line(faulty: OwnPackage) -> None:
    own = OwnPackage(faulty.folder, "yaml")
    outcome = own.compile_here()
    assert outcome.status == 2
    (line,) = outcome.err.splitlines()
    assert line.startswith("there is a package 'yaml' already, in ") and line.endswith("; choose another --package")


def test_a_folder_that_holds_another_package_is_refused_in_one_line(faulty: OwnPackage) -> None:
    faulty.package.mkdir(parents=True)
    (faulty.package / "_spec.json").write_text('{"targets": {"canonical": "yourbackbones"}}', "utf-8")
    outcome = faulty.compile_here()
    assert (outcome.status, outcome.err) == (
        2,
        f"{faulty.package} holds the package 'yourbackbones'; name another folder with --output\n",
    )
    (faulty.package / "_spec.json").rename(faulty.package / "notes.txt")
    outcome = faulty.compile_here()
    assert (outcome.status, outcome.err) == (
        2,
        f"{faulty.package} holds files that the compiler did not make; name a new folder with --output\n",
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("my-backbones", "'my-backbones' is no name of a package"),
        ("class", "'class' is no name of a package"),
        ("lab.backbones", "the folder of the package 'lab.backbones' has its name: --output "),
    ],
)
def test_names_of_packages_are_checked(
    faulty: OwnPackage, name: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from clbackbones_codegen.__main__ import main

    schema, output = str(faulty.folder / "my_schema"), str(faulty.package)
    assert main(["--schema", schema, "--output", output, "--package", name]) == 2
    assert capsys.readouterr().err.startswith(said)
    assert main(["--schema", schema, "--output", output]) == 2
    assert capsys.readouterr().err == (
        f"{schema} is no whole spec of clbackbones, since it has no architecture.schema.json; "
        "name your package: --package mybackbones --output src/mybackbones\n"
    )
    assert main(["--package", "mine"]) == 2
    assert capsys.readouterr().err == "a package of your own needs the folder of its spec and its own: add --schema\n"
