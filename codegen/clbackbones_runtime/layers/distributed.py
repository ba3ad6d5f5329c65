"""What a backbone needs where several processes train it: agreement on what is drawn, and parameters kept in shards.

`DistributedDataParallel` keeps parameters equal only as long as every process draws the same ones; `fully_shard` leaves
each process a part of every parameter outside of a forward and backward pass. In one process none of it has an effect.
"""

import sys
from collections.abc import Callable, Iterable
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch import distributed as dist

__all__ = [
    "fill",
    "first_process",
    "from_first_process",
    "is_plain",
    "is_sharded",
    "local",
    "own_part",
    "put",
    "to_shards",
    "whole",
]


def is_plain(tensor: Tensor) -> bool:
    """Whether the tensor holds all of its values itself, unlike one in shards or a tracer's."""
    return type(tensor) in (Tensor, nn.Parameter)


def is_sharded(tensor: Tensor) -> bool:
    """Whether each process has a part of the tensor, as `fully_shard` leaves it (a `DTensor`)."""
    # Asked of the tensor itself: the import of DTensor takes half as long as that of torch, and few need it.
    return not is_plain(tensor) and hasattr(tensor, "full_tensor")


def whole(tensor: Tensor) -> Tensor:
    """All of a tensor; the tensor itself unless it is sharded, then every process has to call this.

    Its gradients are averaged over the processes, as those of weights are.
    """
    if not is_sharded(tensor):
        return tensor
    from torch.distributed.tensor import Partial

    sharded = cast(Any, tensor)
    return sharded.full_tensor(grad_placements=[Partial("avg")] * sharded.device_mesh.ndim)


def local(tensor: Tensor) -> Tensor:
    """This process's part of a tensor, without its history and in the same memory; all of it unless it is sharded."""
    return cast(Any, tensor).detach().to_local() if is_sharded(tensor) else tensor.detach()


def own_part(values: Tensor, like: Tensor) -> Tensor:
    """The part of a tensor that this process has of another.

    Args:
        values: All of it, the same in every process; in the shape of `like`, or one that expands to it.
        like: A tensor, sharded or not.

    Returns:
        Values for each entry of `local(like)`; all that were given unless `like` is sharded.
    """
    if not is_sharded(like):
        return values
    from torch.distributed.tensor import DTensor, Replicate

    mesh, placements = cast(Any, like).device_mesh, cast(Any, like).placements
    everywhere = DTensor.from_local(values.expand(like.shape), mesh, [Replicate()] * mesh.ndim, run_check=False)
    return everywhere.redistribute(placements=placements).to_local()


@torch.no_grad()
def put(tensor: Tensor, values: Tensor) -> None:
    """Copies values into a tensor, sharded or not.

    Args:
        tensor: What is overwritten.
        values: All values, the same in every process; in the shape of the tensor.
    """
    local(tensor).copy_(own_part(values, tensor))


def fill(tensor: Tensor, draw: Callable[[Tensor], object]) -> None:
    """Lets a function overwrite a tensor; in one that is sharded, every process gets its part of what the first draws.

    Args:
        tensor: What is overwritten.
        draw: Writes into the tensor that it is given.
    """
    if not is_sharded(tensor):
        draw(tensor.detach())
        return
    values = whole(tensor.detach())
    draw(values)
    from_first_process([values])
    put(tensor, values)


def first_process() -> bool:
    """Whether this is the first process of `torch.distributed`, or the only one."""
    return not _several_processes() or dist.get_rank() == 0


def from_first_process(tensors: Iterable[Tensor]) -> None:
    """Gives tensors the values that they have in the first process of `torch.distributed`, if there are several.

    Every process of the default group has to call this. Sharded tensors are left alone.

    Args:
        tensors: What is overwritten; as many in every process, of the same shapes.
    """
    if not _several_processes():
        return
    targets = [tensor.detach() for tensor in tensors if not is_sharded(tensor)]
    if not targets:
        return
    # One broadcast per dtype and device, of values that torch joins, sends and takes apart again, as it does for
    # DistributedDataParallel. `dist.broadcast` is for tensors that Python holds: gloo's threads take the interpreter's
    # lock to let go of one, and abort a program that has ended by then. Nothing is joined with a tensor that is alone.
    nothing = {(target.dtype, target.device): target.new_empty(0) for target in targets}
    cast(Any, dist)._broadcast_coalesced(dist.group.WORLD, [*nothing.values(), *targets], sys.maxsize, 0)


def to_shards(module: nn.Module) -> None:
    """Lets modules of `fully_shard` give up the whole parameters that a pass without gradients left them.

    Those are copies: what is written into them is lost.

    Args:
        module: The module with all that it contains.
    """
    if not (dist.is_available() and dist.is_initialized()):
        return
    for part in module.modules():
        reshard = getattr(part, "reshard", None)
        if reshard is not None:
            reshard()


def _several_processes() -> bool:
    return dist.is_available() and dist.is_initialized() and dist.get_world_size() > 1
