"""The critic of the training loss: a small network that reads subject and style off a picture, and how a generator learns from it.

Held-out combinations have no picture to learn from. Whether the subject and the style can be read off what the generator draws needs none.
The critic is trained on what training may see, and on nothing else; the judge of the evaluation (classifier.py) is another network
that takes part in no loss.
"""

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from . import checkpoint
from .factors import FACTORS
from .judge_data import SEEN, UNREADABLE, visible

CRITIC_VERSION = 1
STYLES = FACTORS["style"].values
WIDTHS = (48, 96, 160, 224)
SHIFT, NOISE = 2, 0.04
"""A generator is read at another place (up to so many of the critic's pixels) and under other noise in every step, so that no pattern
made for one reading pays."""
WORST = 6.0
"""Nats: a reading that is further off pulls no harder."""


class Critic(nn.Module):
    """picture [B, 3, 64, 64] in [-1, 1] -> logits of the subject [B, N] and of the style [B, 4].

    Without batch statistics: it reads generated pictures as it does real ones.
    """

    def __init__(self, subjects: int):
        super().__init__()
        layers: list[nn.Module] = []
        for before, width in zip((3, *WIDTHS), WIDTHS):
            layers += [nn.Conv2d(before, width, 4, 2, 1), nn.GroupNorm(8, width), nn.SiLU()]
            layers += [nn.Conv2d(width, width, 3, 1, 1, groups=8), nn.Conv2d(width, width, 1), nn.GroupNorm(8, width), nn.SiLU()]
        self.trunk = nn.Sequential(*layers)
        self.subject = nn.Linear(16 * WIDTHS[-1], subjects)
        self.style = nn.Linear(WIDTHS[-1], len(STYLES))

    def forward(self, picture: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        maps = self.trunk(picture)  # [B, 224, 4, 4]
        return self.subject(F.dropout(maps.flatten(1), 0.2, self.training)), self.style(maps.mean((2, 3)))


def labels_of(subjects: list[int], factors: list[dict[str, str]], toned: frozenset[int]) -> torch.Tensor:
    """-> [B, 2], subject and style of each picture; UNREADABLE where its other factors hide it."""
    rows = []
    for subject, drawn in zip(subjects, factors):
        seen = visible(drawn, subject in toned)
        rows.append((subject if seen["subject"] else UNREADABLE, STYLES.index(seen["style"]) if seen["style"] else UNREADABLE))
    return torch.tensor(rows)


def critic_loss(critic: Critic, prediction: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """prediction [B, 3, N, N]; labels [B, 2], subject and style (UNREADABLE: the picture is not to show it) -> [B], cross entropies in nats."""
    size = prediction.shape[-1]
    picture = F.avg_pool2d(prediction, size // SEEN) if size > SEEN else F.interpolate(prediction, (SEEN, SEEN), mode="bilinear")
    dx, dy = torch.randint(2 * SHIFT + 1, (2,)).tolist()
    picture = F.pad(picture, (SHIFT,) * 4, mode="replicate")[:, :, dy : dy + SEEN, dx : dx + SEEN]
    picture = picture.clamp(-1, 1) + NOISE * torch.randn_like(picture)
    losses = [F.cross_entropy(logits, labels[:, i], ignore_index=UNREADABLE, reduction="none") for i, logits in enumerate(critic(picture))]
    return sum(loss.clamp(max=WORST) for loss in losses)


def critic_penalty(critic: Critic, prediction: torch.Tensor, labels: torch.Tensor, shown: torch.Tensor, shown_weight: float) -> torch.Tensor:
    """The mean over a batch: what is not shown [B] counts in full, what is shown by `shown_weight`."""
    weight = torch.where(shown > 0, shown_weight, 1.0)
    rows = weight.nonzero()[:, 0]
    if not len(rows):
        return prediction.new_zeros(())
    return (critic_loss(critic, prediction[rows], labels[rows]) * weight[rows]).sum() / len(shown)


def load_critic(path: Path, names: list[list[str]]) -> Critic:
    """A critic for pictures whose subjects are labelled by their place in `names`; frozen."""
    if not path.exists():
        raise SystemExit(f"There is no critic {path}: python -m steeraway_training.train_critic makes one.")
    state = checkpoint.load(path)
    if state["version"] != CRITIC_VERSION:
        raise SystemExit(f"{path} is of critic version {state['version']}, this code reads {CRITIC_VERSION}: train it anew.")
    known = {name: i for i, name in enumerate(state["subjects"])}
    if missing := [group[0] for group in names if group[0] not in known]:
        raise SystemExit(f"{path} does not know {', '.join(missing[:5])}: train it anew on these subjects.")
    critic = Critic(len(known))
    critic.load_state_dict(state["net"])
    rows = [known[group[0]] for group in names]
    with torch.no_grad():  # the generator's order of subjects
        critic.subject.weight = nn.Parameter(critic.subject.weight[rows].clone())
        critic.subject.bias = nn.Parameter(critic.subject.bias[rows].clone())
    return critic.eval().requires_grad_(False)
