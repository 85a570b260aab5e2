"""The one-step generator: picture = f(z, prompt), text acting through cross-attention only, so that NASA can steer all of it.

Shapes: B batch. Sizes are those of the 64 px trunk; the same weights run at 32 px on half-size grids, which the curriculum uses.
`Enlarge` makes the 128 px picture out of the trunk's last features. Layers: layers.py.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

from .latent import LatentEncoder
from .layers import CoreBlock, CrossAttention, Enlarge, GridStage, Guidance, ResidualBlock, pooled, to_grid, to_tokens

TRUNK = 64
"""Pixels that the trunk draws at most."""


@dataclass(frozen=True)
class GeneratorConfig:
    size: int = 128
    grid_width: int = 96  # channels on the 16x16 grid
    core_width: int = 256  # channels on the 8x8 grid
    fine_width: int = 48  # channels on the 32x32 grid
    enlarge_width: int = 32  # channels on the 64x64 grid
    blocks: int = 5
    latent_width: int = 192
    latent_levels: int = 32  # steps that each deciding coordinate of z is resolved into


class Generator(nn.Module):
    """z [B, 16] and a prompt -> picture [B, 3, size, size] in about [-1, 1]."""

    def __init__(self, config: GeneratorConfig = GeneratorConfig()):
        super().__init__()
        self.config = config
        c, w = config, config.latent_width
        self.latent = LatentEncoder(w, c.latent_levels)
        self.grid_position = nn.Parameter(torch.randn(1, c.grid_width, 16, 16) * 0.5)
        self.core_position = nn.Parameter(torch.randn(1, c.core_width, 8, 8) * 0.1)
        self.enter = nn.Linear(w, c.grid_width)
        self.encode = GridStage(c.grid_width, w)
        self.down = nn.Conv2d(c.grid_width, c.core_width, 3, 2, 1)
        self.core = nn.ModuleList(CoreBlock(c.core_width, w) for _ in range(c.blocks))
        self.up = nn.Conv2d(c.core_width + c.grid_width, c.grid_width, 3, padding=1)
        self.decode = GridStage(c.grid_width, w)
        self.expand = nn.Conv2d(c.grid_width, c.fine_width * 4, 3, padding=1)
        self.fine = GridStage(c.fine_width, w, 1)
        self.refine = ResidualBlock(c.fine_width, w)
        self.out = nn.Conv2d(c.fine_width, 12, 3, padding=1)
        self.enlarge = Enlarge(c.fine_width, c.enlarge_width, w)

    def forward(self, z: torch.Tensor, guidance: Guidance, size: int | None = None) -> torch.Tensor:
        return self.paint(self.latent(z), guidance, size or self.config.size)

    def paint(self, latent: torch.Tensor, guidance: Guidance, size: int, seen: torch.Tensor | None = None) -> torch.Tensor:
        """latent [B, w] -> picture. seen [B, grid_width, size/4, size/4]: what a network that starts from a noisy picture reads of it."""
        skip, states = self.core_states(latent, guidance, size, seen)
        return self.picture(skip, states[-1], latent, guidance, size)

    def core_states(self, latent, guidance: Guidance, size: int, seen=None) -> tuple[torch.Tensor, list[torch.Tensor]]:
        """-> the skip connection, and what each block of the core makes [B, (size/8)^2, core_width]: what is drawn is decided there."""
        pool = TRUNK // min(size, TRUNK)
        skip = pooled(self.grid_position, pool) + self.enter(latent)[:, :, None, None]
        skip = self.encode(skip if seen is None else skip + seen, latent, guidance)
        states = [to_tokens(self.down(skip) + pooled(self.core_position, pool))]
        for block in self.core:
            states.append(block(states[-1], latent, guidance))
        return skip, states[1:]

    def picture(self, skip: torch.Tensor, x: torch.Tensor, latent: torch.Tensor, guidance: Guidance, size: int) -> torch.Tensor:
        """x: the core's last state."""
        x = F.interpolate(to_grid(x, skip.shape[-1] // 2), scale_factor=2, mode="nearest")
        x = self.decode(self.up(torch.cat([x, skip], 1)), latent, guidance)
        x = self.fine(F.pixel_shuffle(self.expand(x), 2), latent, guidance)
        x = self.refine(x, latent)
        x = F.silu(x)
        picture = F.pixel_shuffle(self.out(x), 2)
        return self.enlarge(x, picture, latent) if size > TRUNK else picture

    def cross_attentions(self) -> list[CrossAttention]:
        """In the order in which they run."""
        return [*self.encode.texts, *(b.text for b in self.core), *self.decode.texts, *self.fine.texts]
