"""Networks for text of the literature, small, as a researcher declares them; and made by hand."""

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from tests.test_declared_networks import architecture

Json = Any

NORMS: Json = {"type": "boolean", "default": True, "description": "Whether there are norms."}
WORDS: Json = {"type": "integer", "minimum": 1, "default": 30, "description": "Words that there are."}


def _places(minimum: int) -> Json:
    return {"type": "integer", "minimum": minimum, "default": 9, "maximum": 64, "description": "Words of a text."}


def _text(name: str, fields: Json, network: Json, length: Json, **more: Json) -> Json:
    """An architecture whose input are ids of words."""
    fields = {"length": length, "words": WORDS, "output_dim": {"derived": True}, "activation_layer": {}, **fields}
    return {**architecture(name, {}, network, **more), "input": ["length"], "fields": fields}


def _windows(length: int) -> list[Json]:
    """Convolutions of windows of words, and the largest value of each."""
    name = f"conv{length}"
    conv = {"from": "series", "units": 5, "kernel_size": length, "activation": f"{name}_relu"}
    return [{"conv1d": name, **conv}, {"adaptive_max_pool1d": f"most{length}", "output_size": 1}]


TEXT_CNN = _text(
    "TextCNN",
    {"bias": {}, "dropout": {}},
    [
        {"embedding": "embedding", "num_embeddings": "words", "units": 12, "dropout": "embedding_dropout"},
        {"to_places1d": "series", "size": "length"},
        *(step for length in (3, 4, 5) for step in _windows(length)),
        {"concat": "all", "of": ["most3", "most4", "most5"]},
        {"flatten": "flatten"},
        {"dropout": "last_dropout"},
    ],
    _places(5),
    parts={"activation": "activation_layer", "bias": "bias", "dropout": "dropout"},
)
"""The convolutional network of Kim (EMNLP 2014) for sentences."""

BERT = _text(
    "Bert",
    {"activation_layer": {"default": "GELU"}, "bias": {}, "use_norm": NORMS},
    [
        {"embedding": "word", "num_embeddings": "words", "units": 12},
        {"positions": "positions"},
        {"norm": "norm", "form": "layer"},
        {"stage": "layer", "block": "layer", "repeat": 2},
        {"take_token": "first"},
        {"linear": "pooler", "units": 12, "activation": {"name": "tanh", "fixed": "Tanh"}},
    ],
    _places(1),
    parts={"norm": "use_norm", "activation": "activation_layer", "bias": "bias"},
    blocks={
        "layer": {
            "description": "Attention and two layers, each with a norm behind the sum (Devlin et al. 2019).",
            "arguments": {},
            "steps": [
                {"linear": "qkv", "units": ["*", 3, "input_units"]},
                {"attention": "attention", "heads": 3},
                {"linear": "proj", "units": "input_units"},
                {"add": "mixed", "of": ["input", "proj"]},
                {"norm": "norm1", "form": "layer"},
                {"linear": "fc1", "units": ["*", 4, "input_units"], "activation": "act"},
                {"linear": "fc2", "units": "input_units"},
                {"add": "sum", "of": ["norm1", "fc2"]},
                {"norm": "norm2", "form": "layer"},
            ],
        }
    },
)
"""BERT (Devlin et al., NAACL 2019) without the ids of segments."""

BAG = _text(
    "Bag",
    {"bias": {}},
    [
        {"embedding": "embedding", "num_embeddings": "words", "units": 12, "activation": "act"},
        {"average_tokens": "mean"},
        {"linear": "fc", "units": 8},
    ],
    {},
    parts={"activation": "activation_layer", "bias": "bias"},
)
"""The classifier of fastText (Joulin et al., EACL 2017) with a hidden layer, for texts of any length."""
del BAG["fields"]["length"]


class TextCNN(nn.Module):
    """The network that `TEXT_CNN` is."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(30, 12)
        self.convs = nn.ModuleList(nn.Conv1d(12, 5, length) for length in (3, 4, 5))

    def forward(self, ids: Tensor) -> Tensor:
        series = self.embedding(ids).mT
        return torch.cat([F.relu(conv(series)).amax(2) for conv in self.convs], 1)


class _Positions(nn.Module):
    def __init__(self, count: int, units: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(1, count, units))

    def forward(self, x: Tensor) -> Tensor:
        return x + self.weight


def bert() -> nn.Module:
    """BERT as `BERT` has it, of torch's encoder layers."""
    first = [nn.Embedding(30, 12), _Positions(9, 12), nn.LayerNorm(12, 1e-6)]
    moves: Json = {"dropout": 0, "activation": "gelu", "layer_norm_eps": 1e-6, "batch_first": True}
    layers = [nn.TransformerEncoderLayer(12, 3, 48, **moves) for _ in range(2)]
    return nn.Sequential(*first, *layers, _First(), nn.Linear(12, 12), nn.Tanh())


def bert_weights(made: nn.Module) -> list[Tensor]:
    """Its tensors in the order of `BERT`, whose first norm of a block stands before its linear layers."""
    parts = ("self_attn", "norm1", "linear", "norm2")
    blocks = [f"{block}.{part}" for block in (3, 4) for part in parts]
    return [
        value
        for name in ("0", "1", "2", *blocks, "6")
        for key, value in made.state_dict().items()
        if key.startswith(name)
    ]


class _First(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x[:, 0]


class Bag(nn.Module):
    """The network that `BAG` is."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding, self.fc = nn.Embedding(30, 12), nn.Linear(12, 8)

    def forward(self, ids: Tensor) -> Tensor:
        return self.fc(F.relu(self.embedding(ids)).mean(1))
