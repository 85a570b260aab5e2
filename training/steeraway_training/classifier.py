"""The judge of the evaluation: a small ResNet that reads a subject and the value of every factor off a picture.

It never takes part in a loss of the generator. Its subject head compares a picture embedding with a projection of MiniLM's mean-pooled
states of every subject's name (a dual encoder), so it serves retrieval and the "kept" and "excluded" figures alike.
"""

import torch
import torch.nn.functional as F
from torch import nn

from .factors import FACTORS
from .text import TEXT_WIDTH

EMBEDDING = 64
HEADS = {
    "background": (*FACTORS["background"].values, "gray"),  # a grayscale picture shows no background colour
    "hue": FACTORS["hue"].values,
    **{key: FACTORS[key].values for key in ("quality", "style", "size", "count", "tone")},
}


class Block(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(width, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU(),
            nn.Conv2d(width, width, 3, padding=1, bias=False), nn.BatchNorm2d(width),
        )  # fmt: skip

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.relu(x + self.body(x))


class Classifier(nn.Module):
    """picture [B, 3, 64, 64] in [-1, 1] -> logits: one tensor [B, values] a head, in the order of HEADS, then subject [B, N]."""

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
        self.register_buffer("label_states", label_states)  # [N, 384]

    def forward(self, picture: torch.Tensor) -> tuple[torch.Tensor, ...]:
        features = self.trunk(picture)  # [B, 192, 4, 4]
        pooled = torch.cat([features.mean((2, 3)), features.amax((2, 3))], 1)
        image = F.normalize(self.embed(features.flatten(1)), dim=1)
        label = F.normalize(self.project(self.label_states), dim=1)
        return (*(head(pooled) for head in self.heads.values()), self.temperature.exp() * image @ label.T)
