"""`torchrun -m tests.distributed.data_parallel FOLDER`: DistributedDataParallel; trains, writes what each rank has."""

import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import torch
from attrs import asdict, evolve
from torch import distributed as dist
from torch.distributed.elastic.multiprocessing.errors import record
from torch.nn.parallel import DistributedDataParallel

import clbackbones
from tests.distributed.training import MASK_PERCENTAGE, MLPS, fingerprints, learn, learn_mlp


def learn_resnet(rank: int, world: int) -> Any:
    torch.manual_seed(0)
    backbone = clbackbones.HATMaskResNet18(3, batch_normalization="independent")
    learned = learn(backbone, (3, 32, 32), DistributedDataParallel, rank, world, tasks=2, steps=2, batch=4)
    return evolve(learned, states=[fingerprints(state) for state in learned.states])


def buffers_after_a_step(rank: int) -> list[float]:
    """A mask and a statistic that this rank alone has changed since it wrapped the backbone, after one pass."""
    torch.manual_seed(0)
    backbone = clbackbones.WSNMaskMLP(8, [8], 8, batch_normalization="independent")
    backbone.setup_task_id(1)
    backbone.store_mask(MASK_PERCENTAGE)
    wrapped = DistributedDataParallel(backbone)
    buffers = backbone.get_buffer("tasks.1.weight_mask/fc/0"), backbone.get_buffer("fc_bn.0.running_mean")
    for buffer in buffers:
        buffer.fill_(rank)
    inputs = torch.zeros(4, 8)
    wrapped(inputs, "train", mask_percentage=MASK_PERCENTAGE)
    return [buffer.float().max().item() for buffer in buffers]


@record
def main() -> None:
    dist.init_process_group("gloo", timeout=timedelta(seconds=60))
    rank, world = dist.get_rank(), dist.get_world_size()
    learned = {name: learn_mlp(name, DistributedDataParallel, rank, world) for name in MLPS}
    learned["resnet"] = learn_resnet(rank, world)
    content: dict[str, Any] = {name: asdict(each) for name, each in learned.items()}
    torch.save({**content, "buffers": buffers_after_a_step(rank)}, Path(sys.argv[1], f"{rank}.pt"))
    dist.destroy_process_group()


if __name__ == "__main__":
    main()
