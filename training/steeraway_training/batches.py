"""Training batches: samples drawn on the CPU, text gathered and targets rendered on the training device."""

import numpy as np
import torch

from .captions import Sampler
from .layers import Guidance
from .pictures import load_pictures
from .render import render
from .text import PhraseCache


class Batches:
    def __init__(self, seed: int, group_share: float, device: torch.device, subjects: int | None = None):
        pictures = load_pictures(subjects)
        self.sampler = Sampler(pictures.names, pictures.toned, seed, group_share)
        self.cache = PhraseCache(self.sampler.phrases()).to(device)
        self.pictures, self.device = pictures.to(device), device

    def draw(self, count: int, guided: int, size: int):
        """`count` samples, the first `guided` with a negative -> (z [B, 16], Guidance, target [B, 3, N, N], matte [B, 1, N, N])."""
        samples = [self.sampler.sample(i < guided) for i in range(count)]
        factors = [s.factors for s in samples]
        target, matte = render(self.pictures.take([s.subject for s in samples], factors, size), factors)
        z = torch.from_numpy(np.stack([s.latent for s in samples])).to(self.device)
        positive, positive_mask = self.cache.batch([s.positive for s in samples])
        guidance = Guidance(positive, positive_mask)
        if guided:
            guidance.negative, guidance.negative_mask = self.cache.batch([s.negative for s in samples])
            guidance.alpha = torch.tensor([s.alpha for s in samples], device=self.device)
        return z, guidance, target, matte
