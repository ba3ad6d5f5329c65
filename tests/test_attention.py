"""Attention: the scale of gates anneals within an epoch, embeddings start as they are told to."""

from itertools import pairwise
from typing import Any

import pytest
import torch

from clbackbones_runtime.layers.attention import FreeUnits, annealed_scale

from .hat_networks import S_MAX, embeddings, hat_mlp


@pytest.fixture(autouse=True)
def seed() -> None:
    torch.manual_seed(0)


# annealing


def test_scale_rises_linearly_from_the_first_batch_to_the_last() -> None:
    scales = [annealed_scale(S_MAX, index, 5) for index in range(5)]
    assert scales[0] == 1 / S_MAX
    assert scales[-1] == pytest.approx(S_MAX)
    steps = [float(after - before) for before, after in pairwise(scales)]
    assert steps == pytest.approx([steps[0]] * 4)


def test_a_tensor_as_index_gives_the_same_scale() -> None:
    assert float(annealed_scale(S_MAX, torch.tensor(3), 10)) == pytest.approx(float(annealed_scale(S_MAX, 3, 10)))


def test_the_only_batch_of_an_epoch_runs_at_the_largest_scale() -> None:
    assert annealed_scale(S_MAX, 0, 1) == S_MAX
    backbone = hat_mlp()
    mask = backbone.get_mask("train", S_MAX, 0, 1)
    assert torch.equal(mask["fc/0"], torch.sigmoid(S_MAX * embeddings(backbone)["fc/0"][0]))


def test_the_first_batch_of_an_epoch_does_not_invert_the_mask() -> None:
    backbone = hat_mlp()
    for layer, mask in backbone.get_mask("train", S_MAX, 0, 10).items():
        assert torch.equal(mask > 0.5, embeddings(backbone)[layer][0] > 0)


def test_validation_uses_the_largest_scale_or_the_binary_mask() -> None:
    backbone = hat_mlp()
    embedding = embeddings(backbone)["fc/1"][0]
    assert torch.equal(backbone.get_mask("validation", S_MAX)["fc/1"], torch.sigmoid(S_MAX * embedding))
    assert torch.equal(backbone.get_mask("validation")["fc/1"], (embedding > 0).float())


# embeddings

RANGES = {"U-11": (-1, 1), "U01": (0, 1), "U-10": (-1, 0), "masked": (6, 6), "unmasked": (-6, -6)}


@pytest.mark.parametrize("mode", RANGES)
def test_embeddings_start_in_the_range_of_the_mode(mode: Any) -> None:
    backbone = hat_mlp()
    backbone.setup_task_id(1, embedding_init=mode)
    low, high = RANGES[mode]
    for embedding in embeddings(backbone).values():
        assert low <= embedding.min().item() <= embedding.max().item() <= high


def test_a_new_task_starts_from_new_embeddings_unless_told_otherwise() -> None:
    backbone = hat_mlp()
    backbone.setup_task_id(1)
    first = {group: embedding.clone() for group, embedding in embeddings(backbone).items()}
    backbone.setup_task_id(2, embedding_init="last")
    assert all(torch.equal(embedding, first[group]) for group, embedding in embeddings(backbone).items())
    backbone.setup_task_id(3)
    assert not any(torch.equal(embedding, first[group]) for group, embedding in embeddings(backbone).items())


def test_shares_of_free_units_are_found_once_and_add_up() -> None:
    used = [torch.tensor([1.0, 0.0, 0.0, 1.0]), torch.ones(4)]
    free = FreeUnits()
    assert torch.equal(free.shares(lambda: used[0]), torch.tensor([0.0, 0.5, 0.5, 0.0]))
    assert free.shares(lambda: used[1]).any()
    free.forget()
    assert not free.shares(lambda: used[1]).any()
