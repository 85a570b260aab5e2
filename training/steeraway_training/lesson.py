"""One training pass: the picture, and how far the core's states are from those that the explicit prompt makes of the same z.

A prompt that leaves its subject open ("animal"), or takes something away, has to end where a prompt ends that asks for the same picture
outright ("dog"). From the picture alone the network learns which one to draw late, or draws the mean of all: everything else in the
picture is noise to that question. The states of the same network at the same z differ in that answer only, so it learns from them at
once. The explicit side takes no gradient: it is the teacher.
"""

from dataclasses import dataclass

import torch
from torch import nn

from .layers import Guidance
from .model import Generator


@dataclass
class Explicit:
    """The explicit prompts of some samples: `rows` [K] says which, `weights` [K] are 0 for those that were explicit anyway."""

    prompts: Guidance
    rows: torch.Tensor
    weights: torch.Tensor


def state_mismatch(states: list[torch.Tensor], aims: list[torch.Tensor], weights: torch.Tensor) -> torch.Tensor:
    """States [K, S, d] of each block -> the mean over blocks of the squared distance in parts of the aims' variance."""
    share = weights / weights.sum().clamp(min=1)
    parts = []
    for state, aim in zip(states, aims):
        aim = aim.float()
        parts.append(((state.float() - aim).square().mean((1, 2)) * share).sum() / aim.var())
    return torch.stack(parts).mean()


class Lesson(nn.Module):
    def __init__(self, net: Generator):
        super().__init__()
        self.net = net

    def forward(self, z: torch.Tensor, guidance: Guidance, size: int, explicit: Explicit) -> tuple[torch.Tensor, torch.Tensor]:
        net, latent = self.net, self.net.latent(z)
        skip, states = net.core_states(latent, guidance, size)
        with torch.no_grad():
            _, aims = net.core_states(latent[explicit.rows], explicit.prompts, size)
        mismatch = state_mismatch([state[explicit.rows] for state in states], aims, explicit.weights)
        return net.picture(skip, states[-1], latent, guidance, size), mismatch
