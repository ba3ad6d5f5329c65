"""Law 9 for vision transformers: torchvision's compute the same, and weights of torchvision's and timm's load."""

from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

import clbackbones

from .test_torchvision import relative_error
from .torchvision_counterpart import models

SIZE = 32


@pytest.fixture(scope="module")
def theirs() -> nn.Module:
    """Torchvision's ViT-B/16 for small images, as if it had been trained."""
    torch.manual_seed(0)
    made: Any = models().vit_b_16(image_size=SIZE)
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.add_(torch.randn_like(parameter), alpha=0.02)
    return made.eval()


def named_as_timm_does(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """A state dict of torchvision's under the names and in the order of timm's `vit_base_patch16_224`."""
    words: dict[str, str] = {
        "encoder.layers.encoder_layer_": "blocks.",
        "self_attention.in_proj_": "attn.qkv.",
        "self_attention.out_proj.": "attn.proj.",
        "ln_1": "norm1",
        "ln_2": "norm2",
        "mlp.0": "mlp.fc1",
        "mlp.3": "mlp.fc2",
        "encoder.ln": "norm",
        "encoder.pos_embedding": "pos_embed",
        "class_token": "cls_token",
        "conv_proj": "patch_embed.proj",
        "heads.head": "head",
    }
    named: dict[str, Tensor] = {}
    for key, tensor in state.items():
        timm = key
        for old, new in words.items():
            timm = timm.replace(old, new)
        named[timm] = tensor
    first = ("cls_token", "pos_embed")
    return {key: named[key] for key in (*first, *(key for key in named if key not in first))}


@pytest.mark.parametrize("names", ["torchvision", "timm"])
def test_feature_is_torchvisions_with_the_same_weights(theirs: nn.Module, names: str, tmp_path: Path) -> None:
    state = theirs.state_dict()
    torch.save(named_as_timm_does(state) if names == "timm" else state, tmp_path / "vit.pth")
    source = str(tmp_path / "vit.pth")
    backbone = clbackbones.ViTBase16(3, image_size=SIZE, pretrained_weights=source).eval()
    images = torch.randn(2, 3, SIZE, SIZE)
    with torch.no_grad():
        logits = theirs(images)
        feature = backbone(images)[0]
    head = theirs.get_submodule("heads.head")
    assert relative_error(head(feature), logits) < 1e-5


def test_masked_transformers_start_from_the_same_weights(theirs: nn.Module, tmp_path: Path) -> None:
    torch.save(theirs.state_dict(), tmp_path / "vit.pth")
    fields: dict[str, Any] = {"image_size": SIZE, "pretrained_weights": str(tmp_path / "vit.pth")}
    plain = clbackbones.ViTBase16(3, **fields).state_dict()
    masked = clbackbones.HATMaskViTBase16(3, layer_normalization="independent", **fields).state_dict()
    assert all(torch.equal(masked[key], value) for key, value in plain.items())


def test_width_is_a_multiple_of_the_heads() -> None:
    config = clbackbones.ViTTiny16Config(input_channels=1, image_size=SIZE, width_multiplier=0.3)
    assert config.output_dim == 57
    assert config.build()(torch.zeros(1, 1, SIZE, SIZE))[0].shape == (1, 57)
