"""Reads a picture by its nearest render: nothing is learnt, so nothing in a loss can flatter it."""

from dataclasses import dataclass

import torch

from ..factors import FACTORS
from .scenes import DRAWN, Scenes

CHUNK = 256
ALIKE = 1e-5
"""Mean square error by which two renders must differ to be told apart."""


@dataclass
class Reading:
    """Of B pictures. values [B, 1 + factors]: what the nearest render shows. error [B]: mean square error (pixels in [-1, 1]) to the
    nearest valid render. unwanted [B]: the nearest render of all shows the unwanted value. asked [B]: it is a valid one."""

    values: torch.Tensor
    error: torch.Tensor
    unwanted: torch.Tensor
    asked: torch.Tensor


class Judge:
    def __init__(self, scenes: Scenes):
        self.scenes = scenes
        self.flat = scenes.pictures.flatten(1).float()  # [R, 3 N N]
        self.lengths = self.flat.square().sum(1)

    def errors(self, pictures: torch.Tensor) -> torch.Tensor:
        """Mean square error between pictures [B, 3, N, N] and every render -> [B, R]."""
        x = pictures.clamp(-1, 1).flatten(1).float()
        return (x.square().sum(1, keepdim=True) - 2 * x @ self.flat.T + self.lengths).clamp(min=0) / x.shape[1]

    def read(self, pictures: torch.Tensor, asked: list[tuple[int, dict[str, str], tuple[str, str]]]) -> Reading:
        """asked: the subject, the named factors and the unwanted (factor, value) of each picture. Valid is a render of the subject with
        the named factors and without the unwanted value. Two renders that look alike read as not unwanted."""
        parts = [self.read_chunk(pictures[i : i + CHUNK], asked[i : i + CHUNK]) for i in range(0, len(asked), CHUNK)]
        return Reading(*(torch.cat([getattr(p, name) for p in parts]) for name in ("values", "error", "unwanted", "asked")))

    def read_chunk(self, pictures: torch.Tensor, asked: list) -> Reading:
        errors = self.errors(pictures)
        showing = torch.stack([self.shows(*unwanted) for _, _, unwanted in asked])
        valid = torch.stack([self.fulfils(subject, named) for subject, named, _ in asked]) & ~showing
        far = torch.full_like(errors, float("inf"))
        nearest_with, nearest_without = (torch.where(mask, errors, far).amin(1) for mask in (showing, ~showing))
        nearest_valid, nearest = torch.where(valid, errors, far).amin(1), self.scenes.values[errors.argmin(1)]
        return Reading(nearest, nearest_valid, nearest_with < nearest_without - ALIKE, nearest_valid < errors.amin(1) + ALIKE)

    def shows(self, key: str, value: str) -> torch.Tensor:
        return self.scenes.values[:, 1 + DRAWN.index(key)] == FACTORS[key].values.index(value)

    def fulfils(self, subject: int, named: dict[str, str]) -> torch.Tensor:
        mask = self.scenes.values[:, 0] == subject
        for key, value in named.items():
            mask = mask & self.shows(key, value)
        return mask


def drift(values: torch.Tensor) -> float:
    """How far the drawn factors are from their prior, 0 to 1: the mean total variation distance. Near 1 a student has collapsed."""
    distances = []
    for place, key in enumerate(DRAWN):
        prior = torch.tensor(FACTORS[key].prior)
        seen = torch.bincount(values[:, 1 + place].cpu(), minlength=len(prior)).float() / len(values)
        distances.append(0.5 * (seen - prior).abs().sum())
    return float(torch.stack(distances).mean())
