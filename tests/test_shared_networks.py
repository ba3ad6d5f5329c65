"""Law 11: what mechanisms weave alike is generated once, and a config is checked once on its way to a backbone."""

import ast
import importlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import clbackbones
from clbackbones_runtime.config import config as configs
from clbackbones_runtime.config import examination

from . import clarena_package
from .backbones import CLASSES, SMALL, SMALL_DROP_INS, small_config
from .own_packages import OwnPackage

PACKAGE = Path(clbackbones.__file__).parent


@pytest.fixture(autouse=True)
def clarena() -> None:
    clarena_package.backbones()


class _Unnamed(ast.NodeTransformer):
    """Takes the names, texts and docstrings out of a syntax tree: what is left is its structure."""

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name("_", node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return ast.arg("_")

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        return ast.Attribute(self.visit(node.value), "_", node.ctx)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return ast.Constant("_") if isinstance(node.value, str) else node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.generic_visit(node)
        node.name = "_"
        return node


def network_classes() -> Iterator[tuple[str, ast.ClassDef]]:
    for path in sorted((PACKAGE / "networks").glob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                yield f"{path.stem}.{node.name}", node


def structure(node: ast.ClassDef) -> str:
    body = [
        _Unnamed().visit(statement) for statement in node.body if not isinstance(statement, ast.AnnAssign | ast.Expr)
    ]
    return ast.dump(ast.Module(body, []))


def test_no_two_networks_or_blocks_have_one_structure() -> None:
    structures = {name: structure(node) for name, node in network_classes()}
    assert structures
    repeated = [found for found, count in Counter(structures.values()).items() if count > 1]
    assert not [[name for name, each in structures.items() if each == found] for found in repeated]


def test_mechanisms_that_weave_alike_share_a_network() -> None:
    names = {name: getattr(clbackbones, name).__mro__ for name in CLASSES}
    assert clbackbones.ResNet18.network is clbackbones.CLResNet18.network
    assert clbackbones.HATMaskResNet18.network is clbackbones.AmnesiacHATResNet18.network
    assert clbackbones.HATMaskResNet18.network is not clbackbones.WSNMaskResNet18.network
    assert all(any(cls.__module__.startswith("clbackbones.networks.") for cls in mro) for mro in names.values())


@pytest.mark.parametrize("name", [*SMALL, *SMALL_DROP_INS])
def test_a_config_is_checked_once_from_mapping_to_module(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    values = small_config(name).to_dict()
    checks: list[object] = []
    for module in (examination, configs):
        check = module.check

        def counted(*arguments: Any, check: Any = check, **options: Any) -> Any:
            checks.append(arguments)
            return check(*arguments, **options)

        monkeypatch.setattr(module, "check", counted)
    config = clbackbones.load(values)
    backbone = config.build()
    assert len(checks) == 1
    assert backbone.config is config


@pytest.mark.parametrize("name", SMALL_DROP_INS)
def test_a_drop_in_made_by_keywords_is_what_its_config_builds(name: str) -> None:
    config = small_config(name)
    fields = {key: value for key, value in config.to_dict().items() if key != "_target_"}
    drop_in = getattr(importlib.import_module("clbackbones.clarena"), name.removeprefix("clarena."))(**fields)
    assert drop_in.config == config
    assert drop_in.disable_unlearning is config.build().disable_unlearning


def test_a_mechanism_that_means_something_else_by_a_name_gets_a_network_of_its_own(tmp_path: Path) -> None:
    own = OwnPackage.in_folder(tmp_path)
    module = own.folder / "src" / "mylab" / "slow_hat.py"
    assert own.compile().status == 0
    assert not list((own.package / "networks").glob("*resnet.py"))
    module.write_text(f"{module.read_text('utf-8')}\n\ndef mask_units(x, mask):\n    return x\n", "utf-8")
    assert own.compile().status == 0
    text = (own.package / "networks" / "slow_hat_network_resnet.py").read_text("utf-8")
    assert "class SlowHATNetworkResNet(Backbone):" in text
