"""What is wrong with a config is said in one precise line, the same for files, mappings and config classes."""

import json
import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import attrs
import numpy
import pytest
import torch

import clbackbones
from clbackbones import CATALOG, ConfigError, validate
from clbackbones_runtime.catalog import Catalog
from clbackbones_runtime.config import rules

Json = Any

MLP: dict[str, Json] = {"_target_": "clbackbones.MLP", "input_dim": 784, "hidden_dims": [256], "output_dim": 64}
HAT: dict[str, Json] = {"_target_": "clbackbones.HATMaskResNet18", "input_channels": 3}
INTEGER = "write an integer of at least 1"
ACTIVATION = "write the name of an activation, such as 'ReLU', or null"
ACTIVATION_FORM = "'activation_layer' is {}, not one of its choices"


def said(value: Json) -> list[str]:
    return [str(problem) for problem in validate(value)]


FAULTS: list[tuple[dict[str, Json], str, str]] = [
    # Fields
    (MLP | {"gate": "sigmoid"}, "/gate", "'gate' is not a field of MLP; remove it, or write 'activation_layer', "),
    (MLP | {"droput": 0.1}, "/droput", "'droput' is not a field of MLP; did you mean 'dropout'?"),
    (MLP | {"Bias": True}, "/Bias", "'Bias' is not a field of MLP; did you mean 'bias'?"),
    (MLP | {"bias": True, "Bias": True}, "/Bias", "'Bias' is not a field of MLP; remove it, 'bias' is there already"),
    (
        MLP | {"batch_normalisation": True, "batch_normalizations": True},
        "/batch_normalizations",
        "'batch_normalizations' is not a field of MLP; remove it, 'batch_normalisation' is there already",
    ),
    (MLP | {"_args_": []}, "/_args_", "'_args_' is not a field of MLP; remove it, or write"),
    (HAT | {"input_dim": 3}, "/input_dim", "'input_dim' is not a field of HATMaskResNet18; did you mean 'output_dim'?"),
    (
        MLP | {"batch_normalization": True, "batch_normalisation": True},
        "/batch_normalisation",
        "'batch_normalization' and 'batch_normalisation' are two spellings of one field; "
        "write 'batch_normalization' alone",
    ),
    # Integers
    (MLP | {"input_dim": "784"}, "/input_dim", "'input_dim' is the string '784', not an integer; write 784 without"),
    (MLP | {"input_dim": 7.9}, "/input_dim", f"'input_dim' is 7.9, not an integer; {INTEGER}"),
    (MLP | {"input_dim": True}, "/input_dim", f"'input_dim' is true, not an integer; {INTEGER}"),
    (MLP | {"input_dim": None}, "/input_dim", f"'input_dim' is null, not an integer; {INTEGER}"),
    (MLP | {"input_dim": [784]}, "/input_dim", f"'input_dim' is a list, not an integer; {INTEGER}"),
    (MLP | {"input_dim": 0}, "/input_dim", f"'input_dim' is 0, below 1; {INTEGER}"),
    (MLP | {"input_dim": 2**53}, "/input_dim", "'input_dim' is 9007199254740992, beyond 9007199254740991; write a"),
    (MLP | {"input_dim": 10**5000}, "/input_dim", "'input_dim' is an integer of more than 40 digits, beyond"),
    (MLP | {"input_dim": 1e300}, "/input_dim", "'input_dim' is an integer of more than 40 digits, beyond"),
    # Lists of integers
    (MLP | {"hidden_dims": 256}, "/hidden_dims", "'hidden_dims' is 256, not a list; write [256]"),
    (MLP | {"hidden_dims": "256"}, "/hidden_dims", "'hidden_dims' is the string '256', not a list; write a list of"),
    (MLP | {"hidden_dims": None}, "/hidden_dims", "'hidden_dims' is null, not a list; write a list of integers of at"),
    (MLP | {"hidden_dims": [1, 2.5]}, "/hidden_dims/1", f"'hidden_dims[1]' is 2.5, not an integer; {INTEGER}"),
    (MLP | {"hidden_dims": [None]}, "/hidden_dims/0", f"'hidden_dims[0]' is null, not an integer; {INTEGER}"),
    (MLP | {"hidden_dims": [-1]}, "/hidden_dims/0", f"'hidden_dims[0]' is -1, below 1; {INTEGER}"),
    # Numbers
    (MLP | {"dropout": 1}, "/dropout", "'dropout' is 1, not below 1; write a number of at least 0 and below 1, or nu"),
    (MLP | {"dropout": "0.5"}, "/dropout", "'dropout' is the string '0.5', not a number; write a number of at least"),
    (MLP | {"dropout": float("nan")}, "/dropout", "'dropout' is nan, not a finite number; write a number"),
    (MLP | {"dropout": float("-inf")}, "/dropout", "'dropout' is -inf, not a finite number; write a number"),
    # Booleans
    (MLP | {"bias": "no"}, "/bias", "'bias' is the string 'no', not true or false; write true or false"),
    (MLP | {"bias": "True"}, "/bias", "'bias' is the string 'True', not true or false; write true"),
    (MLP | {"bias": 1}, "/bias", "'bias' is 1, not true or false; write true or false"),
    # Enums
    (HAT | {"gate": "sigmoit"}, "/gate", "'gate' is the string 'sigmoit', not one of its choices; did you mean 'sigm"),
    (HAT | {"stem": "x"}, "/stem", "'stem' is the string 'x', not one of its choices; write 'imagenet' or 'cifar'"),
    (
        HAT | {"batch_normalization": True},
        "/batch_normalization",
        "'batch_normalization' is true, not one of its choices; write null, 'shared' or 'independent'",
    ),
    # Activations
    (HAT | {"activation_layer": "relu"}, "/activation_layer", f"{ACTIVATION_FORM}; did you mean 'ReLU'?"),
    (HAT | {"activation_layer": "torch.nn.Relu"}, "/activation_layer", f"{ACTIVATION_FORM}; did you mean 'ReLU'?"),
    (HAT | {"activation_layer": "PReLU"}, "/activation_layer", f"{ACTIVATION_FORM}; {ACTIVATION}"),
    (HAT | {"activation_layer": ["ReLU"]}, "/activation_layer", f"{ACTIVATION_FORM}; {ACTIVATION}"),
    (HAT | {"activation_layer": {}}, "/activation_layer/_target_", "'activation_layer._target_' is missing; write"),
    (
        HAT | {"activation_layer": {"_target_": "torch.nn.ReLU"}},
        "/activation_layer/_partial_",
        f"'activation_layer._partial_' is missing; {ACTIVATION}, or add '_partial_: true'",
    ),
    (
        HAT | {"activation_layer": {"_target_": "torch.nn.ReLU", "_partial_": False}},
        "/activation_layer/_partial_",
        "'activation_layer._partial_' is false, not true; write true",
    ),
    (
        HAT | {"activation_layer": {"_target_": "torch.nn.GELU", "_partial_": True, "approximate": "tanh"}},
        "/activation_layer/approximate",
        "'activation_layer.approximate' is not possible; remove it; activations take no arguments",
    ),
    (
        HAT | {"activation_layer": {"_target_": "hydra.utils.get_class", "path": "ReLU"}},
        "/activation_layer/path",
        "'activation_layer.path' is the string 'ReLU', not an activation; write 'torch.nn.ReLU'",
    ),
    # Derived fields
    (
        HAT | {"output_dim": 10},
        "/output_dim",
        "a HATMaskResNet18 emits 512 features, not 10; write 512, or leave 'outp",
    ),
    (HAT | {"output_dim": 0}, "/output_dim", f"'output_dim' is 0, below 1; {INTEGER}, or null"),
    # Hydra's keys
    (MLP | {"_partial_": "yes"}, "/_partial_", "'_partial_' is the string 'yes', not true or false; write true or"),
    (MLP | {"_convert_": "every"}, "/_convert_", "'_convert_' is the string 'every', not 'none', 'partial', 'object'"),
    # The class
    ({"input_dim": 3}, "/_target_", "'_target_' is missing; add '_target_: clbackbones.MLP'"),
    ({"backbone": MLP}, "/_target_", "'_target_' is missing; the backbone is under the key 'backbone'"),
    ({"_target_": 3}, "/_target_", "'_target_' is 3, not a class; write a class such as 'clbackbones.MLP'"),
    ({"_target_": "MLP"}, "/_target_", "'MLP' is not a backbone; did you mean 'clbackbones.MLP'?"),
    ({"_target_": "torch.nn.Linear"}, "/_target_", "'torch.nn.Linear' is not a backbone; write a class such as"),
    ({"_target_": "clbackbones.MLP\n"}, "/_target_", "'clbackbones.MLP\\n' is not a backbone; did you mean"),
    (
        {"_target_": "clarena.backbones.HATMaskResnet18"},
        "/_target_",
        "'clarena.backbones.HATMaskResnet18' is not a backbone; did you mean 'clarena.backbones.HATMaskResNet18'?",
    ),
    # Interpolations that are none
    (MLP | {"input_dim": "${a"}, "/input_dim", "'input_dim' is '${a', an unfinished interpolation; end it with '}'"),
]


@pytest.mark.parametrize(("value", "pointer", "text"), FAULTS, ids=[f"{n}" for n in range(len(FAULTS))])
def test_a_fault_is_said_in_one_line_that_holds_the_remedy(value: Json, pointer: str, text: str) -> None:
    pattern = re.escape(text).replace(r"\{\}", ".*")
    (problem,) = validate(value)
    assert re.match(pattern, str(problem)), str(problem)
    assert problem.pointer == pointer
    assert "\n" not in str(problem)


def has_keywords(value: Json) -> bool:
    """Whether a mapping names a class, and only fields of it, which Python's keywords can say."""
    backbone = CATALOG.resolve(str(value.get("_target_")))
    return backbone is not None and {*value} <= {*backbone.fields, "_target_"}


SAID_IN_PYTHON = [fault for fault in FAULTS if has_keywords(fault[0])]


@pytest.mark.parametrize(("value", "pointer", "text"), SAID_IN_PYTHON, ids=[f"{n}" for n in range(len(SAID_IN_PYTHON))])
def test_config_classes_use_the_same_words(value: Json, pointer: str, text: str) -> None:
    backbone = CATALOG.resolve(str(value["_target_"]))
    assert backbone is not None
    fields = {key: field for key, field in value.items() if key != "_target_"}
    with pytest.raises(ConfigError) as caught:
        getattr(clbackbones, f"{backbone.name}Config")(**fields)
    # A class may be called by Hydra with what an environment variable gave, and says so of texts.
    problems = [str(problem).partition("; in a file of Hydra")[0] for problem in caught.value.problems]
    assert problems == said(value)
    assert isinstance(caught.value, ValueError)


def test_all_faults_are_told_at_once() -> None:
    value = {"_target_": "clbackbones.MLP", "input_dim": "x", "hidden_dims": [0, 1, None], "gait": 1}
    assert [problem.pointer for problem in validate(value)] == [
        "/input_dim",
        "/hidden_dims/0",
        "/hidden_dims/2",
        "/gait",
        "/output_dim",
    ]


def test_an_unknown_target_offers_the_nearest_classes() -> None:
    (text,) = said({"_target_": "clarena.backbones.CLResNet51"})
    assert "'clarena.backbones.CLResNet50'" in text
    assert "'clarena.backbones.CLResNet52'" in text


@pytest.mark.parametrize(
    "activation",
    [
        "LeakyReLU",
        "torch.nn.LeakyReLU",
        "torch.nn.modules.activation.LeakyReLU",
        {"_target_": "torch.nn.LeakyReLU", "_partial_": True},
        {"_target_": "torch.nn.modules.activation.LeakyReLU", "_partial_": True},
        {"_target_": "hydra.utils.get_class", "path": "torch.nn.LeakyReLU"},
    ],
)
def test_every_spelling_of_an_activation_is_its_name(activation: Json) -> None:
    config: Any = clbackbones.load(HAT | {"activation_layer": activation})
    assert config.activation_layer == "LeakyReLU"


@pytest.mark.parametrize(
    "value",
    [
        MLP | {"input_dim": "${dataset.dim}"},
        MLP | {"input_dim": "???"},
        MLP | {"input_dim": "1${zeros}"},
        MLP | {"hidden_dims": "${dims}"},
        MLP | {"hidden_dims": [3, "${dim}", "???"]},
        MLP | {"bias": "${oc.env:BIAS,true}"},
        MLP | {"_partial_": "${p}", "_convert_": "${c}", "_recursive_": "???"},
        HAT | {"output_dim": "${dim}", "gate": "${gate}"},
        HAT | {"activation_layer": "${name}"},
        HAT | {"activation_layer": {"_target_": "${name}", "slope": 3}},
        HAT | {"activation_layer": {"_target_": "torch.nn.ReLU", "_partial_": "${p}"}},
        HAT | {"activation_layer": {"_target_": "hydra.utils.get_class", "path": "${name}"}},
    ],
)
def test_interpolations_are_valid_in_files_and_name_their_field_at_load(value: Json) -> None:
    assert validate(value) == []
    with pytest.raises(ConfigError) as caught:
        clbackbones.load(value)
    for problem in caught.value.problems:
        assert re.search(r"is the unresolved interpolation '.*\$\{|is still to be given: \?\?\?", problem.message)
        field = re.split(r"/", problem.pointer)[1]
        assert field in problem.message
        assert problem.hint


@pytest.mark.parametrize("target", ["${backbone}", "clbackbones.${name}", "???"])
def test_an_interpolated_target_leaves_all_other_fields_open(target: str) -> None:
    value = {"_target_": target, "anything": [None], "_partial_": 3}
    assert validate(value) == []
    with pytest.raises(ConfigError, match="'_target_' is"):
        clbackbones.load(value)


def test_a_config_stores_numbers_as_its_fields_say() -> None:
    config = clbackbones.MLPConfig(input_dim=784.0, hidden_dims=[4.0, 5], output_dim=2, dropout=0)  # pyright: ignore[reportArgumentType]
    assert (config.input_dim, config.hidden_dims, config.dropout) == (784, (4, 5), 0.0)
    assert [type(value) for value in (config.input_dim, *config.hidden_dims, config.dropout)] == [int, int, int, float]
    assert hash(config) == hash(attrs.evolve(config))


def test_a_config_takes_booleans_of_numpy() -> None:
    config: Any = clbackbones.load(MLP | {"bias": numpy.bool_(False), "_partial_": numpy.bool_(True)})
    assert config.bias is False
    assert said(MLP | {"bias": [numpy.bool_(True)]}) == ["'bias' is a list, not true or false; write true or false"]
    (text,) = said(MLP | {"input_dim": numpy.bool_(True)})
    assert text.startswith("'input_dim' is true, not an integer;")


@pytest.mark.parametrize(
    ("path", "stored"),
    [
        (Path("r.pth"), "r.pth"),
        (Path("weights") / "r.pth", str(Path("weights") / "r.pth")),
        (Path("DEFAULT"), str(Path("x") / "DEFAULT").replace("x", ".", 1)),  # a file, not the name of published weights
    ],
)
def test_a_config_stores_the_path_of_weights_as_a_string(path: Path, stored: str) -> None:
    config = clbackbones.ResNet18Config(input_channels=3, pretrained_weights=path)
    assert (type(config.pretrained_weights), config.pretrained_weights) == (str, stored)
    assert clbackbones.load(config.to_yaml()) == config


def test_a_number_with_zeros_in_front_is_written_without_them() -> None:
    (text,) = said(MLP | {"input_dim": "0784"})
    assert text == "'input_dim' is the string '0784', not an integer; write 784"


def test_other_fields_take_no_path() -> None:
    (text,) = said(HAT | {"gate": Path("sigmoid")})
    assert text.startswith(f"'gate' is an object of type {type(Path()).__name__}, not one of its choices;")


def test_a_config_fills_in_what_the_network_determines() -> None:
    assert clbackbones.ResNet18Config(input_channels=3).output_dim == 512
    assert clbackbones.ResNet50Config(input_channels=3, output_dim=None).output_dim == 2048


def test_config_classes_take_the_class_of_an_activation() -> None:
    config = clbackbones.ResNet18Config(input_channels=3, activation_layer=torch.nn.ELU)
    assert config == clbackbones.ResNet18Config(input_channels=3, activation_layer=partial(torch.nn.ELU))
    assert config.activation_layer == "ELU"


def test_another_class_of_that_name_is_no_activation() -> None:
    other = type("ReLU", (torch.nn.ReLU,), {})
    with pytest.raises(ConfigError, match=r"the class ReLU, not one of its choices; did you mean 'ReLU'\?"):
        clbackbones.ResNet18Config(input_channels=3, activation_layer=other)
    with pytest.raises(ConfigError, match="not one of its choices"):
        clbackbones.ResNet18Config(input_channels=3, activation_layer=partial(torch.nn.ELU, alpha=2.0))


def test_an_unknown_keyword_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="hidden_dim"):
        clbackbones.MLPConfig(input_dim=3, hidden_dim=[], output_dim=2)  # pyright: ignore[reportCallIssue]


def test_the_base_of_config_classes_cannot_be_made() -> None:
    base = type.mro(clbackbones.ResNet18Config)[1]
    with pytest.raises(TypeError, match="base of several config classes"):
        base(input_channels=3)


def calls(function: Callable[[], object]) -> int:
    """Python and C functions that a call runs."""
    count = 0

    def profile(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        function()
    finally:
        sys.setprofile(None)
    return count


def test_validation_does_not_get_slower_with_the_number_of_classes(tmp_path: Path) -> None:
    data = json.loads((CATALOG.folder / "_spec.json").read_text("utf-8"))
    data["classes"] |= {f"MLP{n}": data["classes"]["MLP"] | {"aliases": [f"Perceptron{n}"]} for n in range(3000)}
    (tmp_path / "_spec.json").write_text(json.dumps(data), "utf-8")
    grown = Catalog("clbackbones", tmp_path)
    text = MLP | {"droput": 1, "_target_": "clarena.backbones.MLP"}
    counts: list[int] = []
    for catalog in (CATALOG, grown):
        rules.check(catalog, text, interpolations=True)
        counts.append(calls(lambda catalog=catalog: rules.check(catalog, text, interpolations=True)))
    assert counts[0] == counts[1]
    assert not rules.check(grown, MLP | {"_target_": "clbackbones.Perceptron2999"}, interpolations=True).faults
