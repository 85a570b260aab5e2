"""The generator's trunk as a denoiser: a noisy picture and its time in place of the latent. Teacher and students are this network."""

import math

import torch
import torch.nn.functional as F
from torch import nn

from ..layers import Guidance
from ..model import TRUNK, Generator, GeneratorConfig

FREQUENCIES = 8
CLIP = 7.0
"""logit t is cut here: 0.999 and 1 look alike."""
PATCH = 4


class TimeEncoder(nn.Module):
    """t [B] in [0, 1] -> [B, w], through waves of logit t (the log of the noise-to-signal ratio)."""

    def __init__(self, width: int):
        super().__init__()
        self.enter, self.then = nn.Linear(2 * FREQUENCIES, width), nn.Linear(width, width)

    def forward(self, t: torch.Tensor) -> torch.Tensor:
        place = torch.logit(t.float(), eps=1e-6).clamp(-CLIP, CLIP) / CLIP
        angles = place[:, None] * (math.pi / 2) * 2.0 ** torch.arange(FREQUENCIES, device=t.device)
        return F.silu(self.then(F.silu(self.enter(torch.cat([angles.sin(), angles.cos()], 1)))))


class Denoiser(Generator):
    """x_t [B, 3, N, N] at t [B] and a prompt -> the clean picture [B, 3, N, N]. As a student it runs once, at t = 1, on noise alone.

    Text acts through the generator's cross-attentions, so NASA steers it in the same way. `latent` encodes the time; no 128 px head.
    """

    def __init__(self, config: GeneratorConfig):
        super().__init__(config)
        if config.size > TRUNK:
            raise SystemExit(f"--size {config.size}: the distillation runs at 32 or {TRUNK} px.")
        self.latent = TimeEncoder(config.latent_width)
        self.see = nn.Conv2d(3 * PATCH**2, config.grid_width, 3, padding=1)
        del self.enlarge

    def forward(self, x: torch.Tensor, t: torch.Tensor, guidance: Guidance) -> torch.Tensor:
        seen = self.see(F.pixel_unshuffle(x, PATCH))
        return self.paint(self.latent(t), guidance, x.shape[-1], seen)

    def in_one_step(self, noise: torch.Tensor, guidance: Guidance) -> torch.Tensor:
        """f(z, y): the student's picture."""
        return self(noise, torch.ones(len(noise), device=noise.device), guidance)
