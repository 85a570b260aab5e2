"""What the judge is trained on: real renders, what can be read off each, and captions that say part of it."""

import random
from dataclasses import dataclass

import torch
import torch.nn.functional as F

from .classifier import HEADS
from .factors import FACTORS
from .groups import GROUPS
from .pictures import load_pictures
from .render import render
from .text import PhraseCache
from .wording import subject_phrases

SEEN = 64
"""Pixels on a side that the judge sees; larger pictures are averaged over squares."""
UNREADABLE = -100
"""A target that takes no part in the loss or the accuracy."""
LARGE_SHARE = 0.25
"""How many batches are rendered at 128 px and averaged, as the pictures of a 128 px model come."""
NAMED = (0.2, 0.4, 0.25, 0.15)
"""How often a caption names none, one, two, three factors."""
ALIKE = 4
"""Pictures of each subject in a batch of training: captions must tell them apart by what else they show."""
TONED_SHARE = 0.15
"""How often a subject is drawn from the few that have skin tones: the tone shows on few of their pictures."""


@dataclass
class RenderBatch:
    """picture [B, 3, 64, 64]; targets [B, 8], the heads' and the subject's; captions and claims [B, 7 + N] of each."""

    picture: torch.Tensor
    targets: torch.Tensor
    captions: list[list[str]]
    matches: torch.Tensor
    """[B, B]: may caption j be true of picture i? The diagonal is."""


class Renders:
    """Random factor assignments: half from the prior, half uniform, so that rare values are learnt as well."""

    def __init__(self, seed: int, subjects: int | None = None, from_prior: bool = False):
        self.pictures, self.random, self.from_prior = load_pictures(subjects), random.Random(seed), from_prior
        names = self.pictures.names
        index = {name: i for i, group in enumerate(names) for name in group}
        members = {g: {index.get(m.strip()) for m in line.split(",")} for g, line in GROUPS.items() if g}
        self.groups = {g: of for g, of in members.items() if None not in of}

    def phrases(self) -> list[str]:
        """Every phrase that a caption may hold."""
        subjects = [name for group in self.pictures.names for name in group] + list(self.groups)
        return [p for s in subjects for p in subject_phrases(s)] + [w for f in FACTORS.values() for words in f.words.values() for w in words]

    def batch(self, count: int) -> RenderBatch:
        alike = 1 if self.from_prior else ALIKE
        subjects = [subject for _ in range(-(-count // alike)) for subject in [self.subject()] * alike][:count]
        factors = [{k: self.value(k) for k in FACTORS} for _ in range(count)]
        seen = [visible(f, s in self.pictures.toned) for f, s in zip(factors, subjects)]
        heads = [[HEADS[k].index(v[k]) if v[k] else UNREADABLE for k in HEADS] for v in seen]
        targets = torch.tensor([[*row, s if v["subject"] else UNREADABLE] for row, s, v in zip(heads, subjects, seen)])
        captions, claims, allowed = zip(*(self.caption(s, v) for s, v in zip(subjects, seen)))
        matches = true_of(targets[:, :-1], torch.stack(claims), torch.tensor(subjects), torch.stack(allowed))
        size = 128 if self.random.random() < LARGE_SHARE else SEEN
        picture = render(self.pictures.take(subjects, factors, size), factors)[0]
        return RenderBatch(self.disturb(F.avg_pool2d(picture, size // SEEN)), targets, list(captions), matches)

    def subject(self) -> int:
        if self.pictures.toned and self.random.random() < TONED_SHARE:
            return self.random.choice(sorted(self.pictures.toned))
        return self.random.randrange(len(self.pictures.names))

    def value(self, key: str) -> str:
        factor, prior = FACTORS[key], self.from_prior or self.random.random() < 0.5
        return self.random.choices(factor.values, factor.shares if prior else None)[0]

    def names(self) -> list[list[str]]:
        """One of the names of every subject, at random, as a prompt each."""
        return [[self.random.choice(group)] for group in self.pictures.names]

    def caption(self, subject: int, seen: dict[str, str | None]) -> tuple[list[str], torch.Tensor, torch.Tensor]:
        """-> phrases, claimed values [7] (UNREADABLE: none), and the subjects [N] that the caption is true of."""
        pick = self.random
        readable = [k for k in FACTORS if seen[k] in FACTORS[k].values]
        named = pick.sample(readable, min(len(readable), pick.choices(range(4), NAMED)[0]))
        allowed = torch.ones(len(self.pictures.names), dtype=torch.bool)
        phrases = [pick.choice(FACTORS[k].words[seen[k]]) for k in named]
        if seen["subject"] and (not phrases or pick.random() < 0.8):
            name, members = self.subject_name(subject)
            phrases.insert(0, pick.choice(subject_phrases(name)))
            allowed = torch.zeros_like(allowed).scatter(0, torch.tensor(sorted(members)), True)
        if not phrases:  # too coarse to tell the subject, and nothing was picked: the count always shows
            named = ["count"]
            phrases.append(pick.choice(FACTORS["count"].words[seen["count"]]))
        claims = torch.tensor([HEADS[k].index(seen[k]) if k in named else UNREADABLE for k in HEADS])
        return phrases, claims, allowed

    def subject_name(self, subject: int) -> tuple[str, set[int]]:
        groups = [g for g, members in self.groups.items() if subject in members]
        if groups and self.random.random() < 0.25:
            group = self.random.choice(groups)
            return group, self.groups[group]
        return self.random.choice(self.pictures.names[subject]), {subject}

    def disturb(self, picture: torch.Tensor) -> torch.Tensor:
        """Shift by up to 2 px, soft focus up to sigma 0.9 px (blurry is 2.2), noise."""
        dx, dy = self.random.randint(-2, 2), self.random.randint(-2, 2)
        picture = F.pad(picture, (2, 2, 2, 2), mode="replicate")[:, :, 2 + dy : 66 + dy, 2 + dx : 66 + dx]
        offsets = torch.arange(-3.0, 4.0)
        weights = torch.exp(-(offsets**2) / (2 * self.random.uniform(0.05, 0.9) ** 2))
        weights = (weights / weights.sum()).view(1, 1, 1, -1)
        flat = F.pad(picture.flatten(0, 1)[:, None], (3, 3, 3, 3), mode="replicate")
        picture = F.conv2d(F.conv2d(flat, weights), weights.mT).view_as(picture)
        return picture + torch.randn_like(picture) * self.random.uniform(0, 0.06)


def visible(factors: dict[str, str], toned: bool) -> dict[str, str | None]:
    """What the picture shows of each head's factor; None where two values look the same or the picture is too coarse to tell."""
    seen: dict[str, str | None] = {**factors, "subject": "yes"}
    gray, coarse = factors["quality"] == "grayscale", factors["quality"] in ("blurry", "pixelated")
    line, plain = factors["style"] == "line art", factors["hue"] == "natural"
    if gray:
        seen |= {"background": "gray", "hue": "natural"}
    if gray and line and plain and factors["background"] in ("white", "black"):
        seen |= {"background": None, "quality": None}  # black on white, with or without its colours
    if coarse or (factors["size"] == "small" and factors["count"] != "one"):  # copies of 20 px
        seen["style"] = None
    if coarse and (factors["size"] == "small" or factors["count"] != "one"):
        seen |= {"subject": None, "size": None}
    if not toned or line or gray or not plain or coarse or factors["quality"] == "dark":
        seen["tone"] = None
    return seen


def true_of(seen: torch.Tensor, claims: torch.Tensor, subjects: torch.Tensor, allowed: torch.Tensor) -> torch.Tensor:
    """seen, claims [B, K]; subjects [B]; allowed [B, N] of captions -> [B, B]: nothing that can be read off picture i contradicts caption j."""
    both = (seen[:, None] != UNREADABLE) & (claims[None] != UNREADABLE)
    contradicted = (both & (seen[:, None] != claims[None])).any(2)
    return allowed[:, subjects].T & ~contradicted


def mean_states(cache: PhraseCache, prompts: list[list[str]]) -> torch.Tensor:
    """MiniLM's states averaged over the tokens of each prompt, [B, 384]."""
    states, mask = cache.batch(prompts)
    return states.sum(1) / mask.sum(1, keepdim=True)
