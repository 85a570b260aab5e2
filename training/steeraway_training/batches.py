"""Training batches: samples drawn on the CPU, text gathered and targets rendered on the training device."""

from dataclasses import dataclass

import numpy as np
import torch

from .captions import Sample, Sampler
from .config import TrainConfig
from .critic import labels_of
from .layers import Guidance
from .lesson import Explicit
from .pictures import load_pictures
from .render import render
from .subjects import subject_set_named, with_others
from .text import PhraseCache


@dataclass
class Batch:
    """z [B, 16]; target [B, 3, N, N] and its matte [B, 1, N, N]; shown [B], 1 or 0; labels [B, 2], what subject and style can be read off."""

    z: torch.Tensor
    guidance: Guidance
    target: torch.Tensor
    matte: torch.Tensor
    shown: torch.Tensor
    labels: torch.Tensor
    explicit: Explicit


class Batches:
    def __init__(self, config: TrainConfig, seed: int, device: torch.device):
        chosen = subject_set_named(config.subject_set)
        pictures = load_pictures(config.subjects or None, with_others(chosen) if config.other_share else chosen)
        core = min(len(chosen), len(pictures.names)) or None
        self.sampler = Sampler(pictures.names, pictures.toned, seed, config.group_share, core, config.other_share, config.unseen_share)
        self.cache = PhraseCache(self.sampler.phrases()).to(device)
        self.pictures, self.device = pictures.to(device), device

    def draw(self, count: int, guided: int, size: int) -> Batch:
        """`count` samples, the first `guided` with a negative.

        The target of a sample that is not shown is another subject in the same style and all other factors."""
        samples = [self.sampler.sample(i < guided) for i in range(count)]
        factors = [s.factors for s in samples]
        subjects = [s.subject if s.is_shown else self.sampler.stand_in(s) for s in samples]
        target, matte = render(self.pictures.take(subjects, factors, size), factors)
        z = torch.from_numpy(np.stack([s.latent for s in samples])).to(self.device)
        positive, positive_mask = self.cache.batch([s.positive for s in samples])
        guidance = Guidance(positive, positive_mask)
        if guided:
            guidance.negative, guidance.negative_mask = self.cache.batch([s.negative for s in samples])
            guidance.alpha = torch.tensor([s.alpha for s in samples], device=self.device)
        shown = torch.tensor([float(s.is_shown) for s in samples], device=self.device)
        labels = labels_of([s.subject for s in samples], factors, self.pictures.toned).to(self.device)
        return Batch(z, guidance, target, matte, shown, labels, self.explicit(samples))

    def explicit(self, samples: list[Sample]) -> Explicit:
        """Half of the samples, implicit ones first: a fixed number, so that a compiled pass keeps its shapes."""
        rows = sorted(range(len(samples)), key=lambda i: not samples[i].is_implicit)[: (len(samples) + 1) // 2]
        weights = [float(samples[i].is_implicit) for i in rows]
        prompts = Guidance(*self.cache.batch([samples[i].explicit for i in rows]))
        return Explicit(prompts, torch.tensor(rows, device=self.device), torch.tensor(weights, device=self.device))
