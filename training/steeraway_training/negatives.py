"""Draws the negative prompt of a guided sample, and what it excludes. It never contradicts the prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .factors import FACTORS, QUALITY_LISTS, draw
from .latents import FACTOR_COORDINATE, select

if TYPE_CHECKING:
    from .captions import Sampler

WEIGHT = {"background": 7.0, "hue": 2.0, "quality": 3.0, "style": 8.0, "size": 1.0, "count": 1.0, "tone": 6.0}
"""How often each open factor is the one that the negative names: what is seldom open (tone) more often, and what has no plain value
to fall back to (style, background: the picture changes most) as well. At 3, 3 and 1, `3d`, `white background` and skin tones were what did
not go (run T of 10,000 steps: excluded .42 to .83 against .94 in all)."""

FACTOR_WORDS = frozenset(word for factor in FACTORS.values() for words in factor.words.values() for word in words)

Exclusion = tuple[list[str], dict[str, set[str]], set[int]]
"""Negative phrases, excluded values by factor, banned subjects."""


class Negatives:
    def __init__(self, sampler: Sampler):
        self.sampler, self.random = sampler, sampler.random

    def draw(self, members: list[int], factors: dict[str, str], free: list[str], latent: np.ndarray) -> Exclusion:
        """May change the latent, so that it selects what the negative names: other samples teach only that nothing changes."""
        pick, roll = self.random, self.random.random()
        if len(members) > 1 and roll < 0.4:
            phrases, banned = self.member(members, latent)
            more, excluded = self.factor(free, latent) if free and pick.random() < 0.15 else ([], {})
            return phrases + more, excluded, banned
        if free and roll < 0.75:
            return *self.factor(free, latent), set()
        if roll < 0.86 and "quality" in free:
            return list(pick.choice(QUALITY_LISTS)), {"quality": set(FACTORS["quality"].values) - {"clean"}}, set()
        return self.irrelevant(members, factors), {}, set()

    def member(self, members: list[int], latent: np.ndarray) -> tuple[list[str], set[int]]:
        target = self.sampler.member(members, latent) if self.random.random() < 0.6 else self.random.choice(members)
        return [self.name(target)], {target}

    def name(self, subject: int) -> str:
        """A name that is no word of a factor: as a negative, `orange` could mean the colour, `tangerine` cannot."""
        names = [name for name in self.sampler.names[subject] if name not in FACTOR_WORDS]
        return self.random.choice(names or self.sampler.names[subject])

    def factor(self, free: list[str], latent: np.ndarray) -> tuple[list[str], dict[str, set[str]]]:
        """One open factor, sometimes two: most of the time z is made to select the value, else what z drew, or any."""
        pick, phrases, excluded = self.random, [], {}
        for key in self.keys(free):
            factor = FACTORS[key]
            offered = [v for v in factor.values if v != factor.default]
            drawn = draw(factor, float(latent[FACTOR_COORDINATE[key]]))
            roll = pick.random()
            shares = [share for v, share in zip(factor.values, factor.shares) if v in offered]
            likely = pick.random() < 0.7  # what most pictures show is what most people will name
            value = drawn if roll < 0.3 and drawn in offered else pick.choices(offered, shares if likely else None)[0]
            if roll > 0.4:
                select(latent, key, value, pick)
            phrases.append(pick.choice(factor.words[value]))
            excluded[key] = {value}
        return phrases, excluded

    def keys(self, free: list[str]) -> list[str]:
        first = self.random.choices(free, [WEIGHT[k] for k in free])[0]
        others = [k for k in free if k != first]
        return [first, self.random.choice(others)] if others and self.random.random() < 0.15 else [first]

    def irrelevant(self, members: list[int], factors: dict[str, str]) -> list[str]:
        """Something that the picture does not show anyway: nothing may change (specificity)."""
        pick, sampler = self.random, self.sampler
        if factors and pick.random() < 0.4:
            key = pick.choice(list(factors))
            others = [v for v in FACTORS[key].values if v not in (factors[key], FACTORS[key].default)]
            return [pick.choice(FACTORS[key].words[pick.choice(others)])]
        outside = [i for i in range(len(sampler.names)) if i not in members]
        return [self.name(pick.choice(outside))] if outside else []
