"""What the network sees of z: the numbers themselves, and the deciding ones as staircases."""

from statistics import NormalDist

import torch
import torch.nn.functional as F
from torch import nn

from .latents import DECIDING, LATENT


class LatentEncoder(nn.Module):
    """z [B, 16] -> [B, w]. The coordinates that decide between values are also given as staircases of soft steps.

    Which value z decides for is a step function of one coordinate; on z alone a small network smooths the steps, and seeds near
    a border drew a blend of both values (of a group word's members: of all of them).
    """

    def __init__(self, width: int, levels: int):
        super().__init__()
        self.z, self.stairs = nn.Linear(LATENT, width), nn.Linear(DECIDING * (levels - 1), width, bias=False)
        self.then = nn.Linear(width, width)
        nn.init.zeros_(self.stairs.weight)
        slope, offset = staircase(levels)
        self.register_buffer("slope", slope, persistent=False)
        self.register_buffer("offset", offset, persistent=False)

    def forward(self, z: torch.Tensor) -> torch.Tensor:
        # Products of elements, not a matrix product: autocast would round those to bfloat16 and move the steps.
        steps = torch.sigmoid(z[:, :DECIDING, None] * self.slope + self.offset)  # [B, D, levels-1]
        return F.silu(self.then(F.silu(self.z(z) + self.stairs(steps.flatten(1)))))


def staircase(levels: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Slopes and offsets [levels-1] of sigmoids that rise where a coordinate passes the quantiles k/levels of N(0, 1).

    Each as steep as the next quantile is near. Rounded to float16, as the weights ship.
    """
    edges = torch.tensor([NormalDist().inv_cdf(k / levels) for k in range(1, levels)])
    gaps = torch.minimum(edges.diff(append=edges[-1:] + 1), edges.diff(prepend=edges[:1] - 1))
    slope = (4 / gaps).half().float()
    return slope, -(slope * edges).half().float()
