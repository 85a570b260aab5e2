"""One process or many: what `torchrun` sets, and the few exchanges between its processes."""

import os
from dataclasses import dataclass

import torch
import torch.distributed as dist
from torch import nn


@dataclass(frozen=True)
class Workers:
    rank: int
    count: int
    device: torch.device

    @property
    def leads(self) -> bool:
        return self.rank == 0

    def wrap(self, net: nn.Module) -> nn.Module:
        """Gradients averaged over the processes. (Before the 128 px stage a part of the network takes no part.)"""
        return nn.parallel.DistributedDataParallel(net, find_unused_parameters=True) if self.count > 1 else net

    def any(self, flag: bool) -> bool:
        """True on all as soon as it is true on one: no process may leave the others waiting."""
        if self.count == 1:
            return flag
        vote = torch.tensor(float(flag), device=self.device)
        dist.all_reduce(vote, dist.ReduceOp.MAX)
        return bool(vote)

    def close(self):
        if self.count > 1:
            dist.destroy_process_group()


def join(device: str) -> Workers:
    """`torchrun` sets RANK, LOCAL_RANK and WORLD_SIZE; without it there is one process."""
    count, rank = int(os.environ.get("WORLD_SIZE", 1)), int(os.environ.get("RANK", 0))
    if device.startswith("cuda") and not torch.cuda.is_available():
        raise SystemExit(f"--device {device}: this torch sees no GPU. Use --device cpu, or install the CUDA build of torch.")
    if count == 1:
        return Workers(0, 1, torch.device(device))
    chosen = torch.device("cuda", int(os.environ["LOCAL_RANK"])) if device.startswith("cuda") else torch.device("cpu")
    dist.init_process_group("nccl" if chosen.type == "cuda" else "gloo")
    return Workers(rank, count, chosen)
