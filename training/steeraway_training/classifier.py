"""The judge of the evaluation: a small ResNet that reads a subject and the value of every factor off a picture, and tells pictures apart.

It never takes part in a loss of a generator. Its subject head compares a picture embedding with a projection of MiniLM's mean-pooled
states of every subject's name. Beside it a dual encoder: a second embedding, trained against whole captions (`CaptionTower`), for
CLIP-like scores and retrieval.
"""

import torch
import torch.nn.functional as F
from torch import nn

from .factors import FACTORS
from .text import TEXT_WIDTH

JUDGE_VERSION = 3
"""Raised with every change that the evaluation's code has to know of (eval/judge/labels.ts)."""

EMBEDDING = 64
CAPTION_EMBEDDING = 96
HEADS = {
    "background": (*FACTORS["background"].values, "gray"),  # a grayscale picture shows no background colour
    "hue": FACTORS["hue"].values,
    **{key: FACTORS[key].values for key in ("quality", "style", "size", "count", "tone")},
}
OUTPUTS = (*HEADS, "subject", "features", "embedding")


class Block(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(width, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU(),
            nn.Conv2d(width, width, 3, padding=1, bias=False), nn.BatchNorm2d(width),
        )  # fmt: skip

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.relu(x + self.body(x))


def tower(inputs: int, hidden: int) -> nn.Module:
    return nn.Sequential(nn.Linear(inputs, hidden), nn.GELU(), nn.Linear(hidden, CAPTION_EMBEDDING))


class Classifier(nn.Module):
    """picture [B, 3, 64, 64] in [-1, 1] -> a tensor for each of OUTPUTS, in that order.

    Logits [B, values] a head, then of the subjects [B, N]; features [B, 384] are the last before the heads; embedding [B, 96] has
    length 1 and is compared with captions.
    """

    def __init__(self, label_states: torch.Tensor, widths: tuple[int, ...] = (32, 64, 128, 192)):
        super().__init__()
        layers: list[nn.Module] = []
        for before, width in zip((3, *widths), widths):
            layers += [nn.Conv2d(before, width, 3, 2, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU(), Block(width)]
        self.trunk = nn.Sequential(*layers)
        self.heads = nn.ModuleDict({name: nn.Linear(2 * widths[-1], len(values)) for name, values in HEADS.items()})
        self.embed = nn.Linear(16 * widths[-1], EMBEDDING)
        self.project = nn.Linear(TEXT_WIDTH, EMBEDDING)
        self.temperature = nn.Parameter(torch.tensor(2.5))
        self.picture_tower = tower(2 * widths[-1] + EMBEDDING, 192)
        self.register_buffer("label_states", label_states)  # [N, 384]

    def forward(self, picture: torch.Tensor) -> tuple[torch.Tensor, ...]:
        maps = self.trunk(picture)  # [B, 192, 4, 4]
        features = torch.cat([maps.mean((2, 3)), maps.amax((2, 3))], 1)
        image = F.normalize(self.embed(maps.flatten(1)), dim=1)
        label = F.normalize(self.project(self.label_states), dim=1)
        subject = self.temperature.exp() * image @ label.T
        embedding = F.normalize(self.picture_tower(torch.cat([features, image], 1)), dim=1)
        return (*(head(features) for head in self.heads.values()), subject, features, embedding)


class CaptionTower(nn.Module):
    """MiniLM's token states of a caption, averaged, [B, 384] -> embedding [B, 96] of length 1."""

    def __init__(self):
        super().__init__()
        self.tower = tower(TEXT_WIDTH, 256)
        self.temperature = nn.Parameter(torch.tensor(2.5))

    def forward(self, pooled: torch.Tensor) -> torch.Tensor:
        return F.normalize(self.tower(pooled), dim=1)
