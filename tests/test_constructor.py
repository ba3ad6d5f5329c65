"""Constructors of backbones, called from Python: every spelling of a field, and mistakes told like those of a file."""

import inspect
from functools import partial
from typing import Any, cast

import pytest
from torch import nn
from torch.nn import functional

import clbackbones
from clbackbones import CATALOG, ConfigError

from .backbones import CLASSES, SMALL, small_config

# Type checkers refuse most of what is tried here.
MLP: Any = clbackbones.MLP
CLASS: Any = clbackbones.CLMLP


@pytest.mark.parametrize("name", CLASSES)
def test_a_constructor_has_the_fields_as_its_parameters(name: str) -> None:
    fields = CATALOG.backbone_class(name).fields
    parameters = inspect.signature(getattr(clbackbones, name)).parameters
    assert list(parameters) == list(fields)
    for parameter, field in zip(parameters.values(), fields.values(), strict=True):
        keyword_only = parameter.kind is inspect.Parameter.KEYWORD_ONLY
        assert keyword_only == (not field.required)
        default = tuple(cast("list[object]", field.default)) if isinstance(field.default, list) else field.default
        assert field.required or parameter.default == default


ALIASES = [
    (name, field.name, alias)
    for name in SMALL
    for field in CATALOG.backbone_class(name).fields.values()
    for alias in field.aliases
    if not CATALOG.backbone_class(name).constants
]


@pytest.mark.parametrize(("name", "field", "alias"), ALIASES)
def test_a_constructor_takes_other_spellings(name: str, field: str, alias: str) -> None:
    arguments = small_config(name).to_dict()
    del arguments["_target_"]
    choices = list(CATALOG.backbone_class(name).fields[field].choices)
    arguments[alias] = choices[-1] if choices else not arguments[field]
    with pytest.raises(
        ConfigError, match=f"'{field}' and '{alias}' are two spellings of one field; write '{field}' alone"
    ):
        getattr(clbackbones, name)(**arguments)
    del arguments[field]
    backbone = getattr(clbackbones, name)(**arguments)
    assert getattr(backbone.config, field) == arguments[alias]


def test_unknown_and_missing_names_are_told_together_with_wrong_values() -> None:
    with pytest.raises(ConfigError) as caught:
        MLP(4, hidden_dim=[2], dropout=2, activation_layer=nn.GELU, disable_unlearning=True)
    assert [problem.message for problem in caught.value.problems] == [
        "'hidden_dim' is not a field of MLP",
        "'dropout' is 2, not below 1",
        "'disable_unlearning' is not a field of MLP",
        "'hidden_dims' is missing",
        "'output_dim' is missing",
    ]


GELU_MEANT = "write the name 'GELU', or, in the call of a backbone, the class torch.nn.GELU"
ANY = "write the name of an activation, such as 'ReLU', or null"


NO_CLASSES: list[tuple[Any, str, str]] = [
    (nn.GELU(), "an object of type GELU", GELU_MEANT),
    (functional.gelu, "the function gelu", GELU_MEANT),
    (functional.relu, "the function relu", GELU_MEANT.replace("GELU", "ReLU")),
    (functional.leaky_relu, "the function leaky_relu", GELU_MEANT.replace("GELU", "LeakyReLU")),
    (partial(nn.GELU, approximate="tanh"), "an object of type partial", GELU_MEANT),
    (lambda: None, "a function", ANY),
    (nn.Linear(1, 1), "an object of type Linear", ANY),
    (nn.GLU, "the class GLU", "did you mean 'GELU'?"),
]


@pytest.mark.parametrize(("activation", "said", "hint"), NO_CLASSES)
def test_an_activation_that_is_no_class_is_named_with_the_class_that_is_meant(
    activation: Any, said: str, hint: str
) -> None:
    for make in (MLP, clbackbones.MLPConfig):
        with pytest.raises(ConfigError) as caught:
            make(input_dim=4, hidden_dims=[3], output_dim=2, activation_layer=activation)
        assert str(caught.value) == f"'activation_layer' is {said}, not one of its choices; {hint}"


@pytest.mark.parametrize("name", SMALL)
def test_an_unknown_or_missing_keyword_is_a_type_error_as_in_any_call(name: str) -> None:
    arguments = small_config(name).to_dict()
    del arguments["_target_"]
    with pytest.raises(TypeError, match=f"'no_such_field' is not a field of {name}"):
        getattr(clbackbones, name)(**arguments, no_such_field=1)
    with pytest.raises(TypeError, match="is missing"):
        getattr(clbackbones, name)()


def test_an_alias_of_a_class_speaks_of_the_class() -> None:
    with pytest.raises(ConfigError, match="'width' is not a field of CLResNet50"):
        clbackbones.CLResNet52(3, width=2)  # pyright: ignore[reportCallIssue]


@pytest.mark.parametrize("arguments", [(1, [], 2, "GELU"), (1, [], 2, "GELU", False, True, None, None, None)])
def test_python_itself_objects_to_too_many_positional_arguments(arguments: tuple[Any, ...]) -> None:
    with pytest.raises(TypeError, match="positional arguments"):
        MLP(*arguments)


def test_python_itself_objects_to_an_argument_given_twice() -> None:
    with pytest.raises(TypeError, match="multiple values for argument 'input_dim'"):
        MLP(1, [], 2, input_dim=1)


@pytest.mark.parametrize("name", ["_target_", "_partial_", "_convert_"])
def test_keys_of_hydra_are_no_arguments(name: str) -> None:
    with pytest.raises(TypeError, match=f"unexpected keyword argument '{name}'"):
        MLP(1, [], 2, **{name: "all" if name == "_convert_" else True})


def test_a_subclass_has_parameters_of_its_own() -> None:
    class Wide(CLASS):
        def __init__(self, input_dim: int, factor: int) -> None:
            super().__init__(input_dim, [factor * input_dim], batch_normalisation=True, output_dim=2)

    assert Wide(3, factor=5).config == clbackbones.CLMLPConfig(
        input_dim=3, hidden_dims=[15], output_dim=2, batch_normalization=True
    )


def test_a_warning_points_at_the_caller() -> None:
    with pytest.warns(UserWarning, match="forgets") as caught:
        clbackbones.HATMaskMLP(1, [], 2, batch_normalization="shared")
    assert [warning.filename for warning in caught] == [__file__]


def test_the_base_of_variants_is_no_backbone() -> None:
    base: Any = type.mro(clbackbones.ResNet18)[1]
    with pytest.raises(AttributeError, match="config_class"):
        base(3)
