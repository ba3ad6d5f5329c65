"""`torchrun -m tests.distributed.sharded FOLDER`: fully_shard; trains, saves, restores, writes what each rank has."""

import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import torch
from attrs import asdict, evolve
from torch import Tensor, nn
from torch import distributed as dist
from torch.distributed.elastic.multiprocessing.errors import record
from torch.distributed.fsdp import MixedPrecisionPolicy, fully_shard

import clbackbones
from clbackbones import CATALOG
from clbackbones_runtime.layers.distributed import is_sharded
from tests.distributed.training import MASK_PERCENTAGE, MLPS, features, fingerprints, learn, learn_mlp
from tests.forward_pass import begin_task, train_forward

SHARDED_MLPS = tuple(name for name in MLPS if "disable_unlearning" not in CATALOG.backbone_class(name).fields)
"""Backups, which are made when a task is stored, cannot be sharded with the network."""

RESNETS: dict[str, Callable[..., Any]] = {
    "HATMaskResNet50": clbackbones.HATMaskResNet50,
    "WSNMaskResNet18": clbackbones.WSNMaskResNet18,
}


def shard_layers(backbone: Any) -> nn.Module:
    """Shards an MLP: each layer by itself, then what is left."""
    for layer in backbone.fc:
        fully_shard(layer)
    return cast(nn.Module, fully_shard(backbone))


def shard_blocks(backbone: Any, **options: Any) -> nn.Module:
    """Shards a ResNet: each block by itself, then what is left; options are those of `fully_shard`."""
    for stage in (backbone.conv2x, backbone.conv3x, backbone.conv4x, backbone.conv5x):
        for block in stage:
            fully_shard(block, **options)
    fully_shard(backbone, **options)
    assert all(map(is_sharded, backbone.parameters()))
    return backbone


def learn_resnet(name: str, rank: int, world: int, folder: Path) -> dict[str, Any]:
    """Trains, saves, and shards what the file holds."""
    torch.manual_seed(0)
    backbone = RESNETS[name](3, batch_normalization="independent")
    learned = learn(backbone, (3, 32, 32), shard_blocks, rank, world, tasks=2, steps=1, batch=4)
    clbackbones.save(backbone, folder / f"{name}.pt")
    restored = clbackbones.restore(folder / f"{name}.pt")
    shard_blocks(restored)
    inputs = torch.randn(2, 3, 32, 32, generator=torch.Generator().manual_seed(1))
    _, *_, activations = backbone(inputs, "test", test_task_id=1)
    return {
        **asdict(evolve(learned, states=[fingerprints(state) for state in learned.states])),
        "inputs": inputs,
        "before": features(backbone, inputs),
        "restored": features(restored, inputs),
        "activations": list(activations),
        "activations_of_bfloat16": list(activations_of_bfloat16(name, inputs)),
        "mask": mask_outside_a_pass(backbone),
        "compact": backbone.compact(1)(inputs).detach(),
    }


def activations_of_bfloat16(name: str, inputs: Tensor) -> dict[str, Tensor]:
    """What a sharded backbone emits in lower precision: `fully_shard` converts all that a block is called with."""
    backbone = RESNETS[name](3)
    begin_task(backbone, 1)
    shard_blocks(backbone, mp_policy=MixedPrecisionPolicy(param_dtype=torch.bfloat16))
    _, activations = train_forward(backbone, inputs)
    return activations


def refusal_of_backups() -> str:
    """What is said where backups are asked of a sharded backbone."""
    backbone = clbackbones.AmnesiacHATMLP(8, [8], 8)
    backbone.setup_task_id(1)
    backbone.store_mask()
    fully_shard(backbone)
    try:
        backbone.instantiate_backup_backbones([1])
    except ValueError as error:
        return str(error)
    return ""


def mask_outside_a_pass(backbone: Any) -> list[Tensor]:
    """The mask that validation uses now."""
    backbone.reshard()
    if isinstance(backbone, clbackbones.WSNMaskBackbone):
        return [mask.detach() for mask in backbone.get_mask("validation", MASK_PERCENTAGE)[0].values()]
    return [cast(Tensor, mask).detach() for mask in backbone.get_mask("validation").values()]


@record
def main() -> None:
    dist.init_process_group("gloo", timeout=timedelta(seconds=60))
    rank, world, folder = dist.get_rank(), dist.get_world_size(), Path(sys.argv[1])
    content: dict[str, Any] = {"refusal": refusal_of_backups()}
    for name in SHARDED_MLPS:
        learned = learn_mlp(name, shard_layers, rank, world)
        content[name] = asdict(learned)
    for name in RESNETS:
        content[name] = learn_resnet(name, rank, world, folder)
    torch.save(content, folder / f"{rank}.pt")
    dist.destroy_process_group()


if __name__ == "__main__":
    main()
