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
from clbackbones_runtime.layers.distributed import from_first_process
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


def values_from_the_first(rank: int) -> list[torch.Tensor]:
    """Tensors of several layouts and types that each rank fills with its own values, after they were sent."""
    values = [
        torch.tensor([rank, -0.0, torch.inf, torch.nan]),
        torch.full((4, 3), rank + 0.1).t(),
        torch.full((4, 6), rank + 0.1)[:, ::2],
        torch.full((2, 3, 2, 2), rank + 0.1).to(memory_format=torch.channels_last),
        torch.tensor(rank),
        torch.tensor(rank == 0),
        torch.full((5,), rank + 0.1, dtype=torch.float64),
        torch.empty(0, 3),
        torch.nn.Parameter(torch.full((2,), rank + 0.1)),
    ]
    from_first_process(values)
    return [value.detach() for value in values]


@record
def main() -> None:
    dist.init_process_group("gloo", timeout=timedelta(seconds=60))
    rank, world = dist.get_rank(), dist.get_world_size()
    learned = {name: learn_mlp(name, DistributedDataParallel, rank, world) for name in MLPS}
    learned["resnet"] = learn_resnet(rank, world)
    content: dict[str, Any] = {name: asdict(each) for name, each in learned.items()}
    content |= {"buffers": buffers_after_a_step(rank)}
    content["values"] = values_from_the_first(rank)
    torch.save(content, Path(sys.argv[1], f"{rank}.pt"))
    dist.destroy_process_group()


if __name__ == "__main__":
    main()
