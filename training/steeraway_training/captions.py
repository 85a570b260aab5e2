"""Draws training samples: subject, factors, prompt phrases, latent z, and for guided samples a negative that the target obeys."""

import math
import random
from dataclasses import dataclass

import numpy as np
from .factors import FACTORS, QUALITY_LISTS, draw, normal_cdf
from .groups import GROUPS

LATENT = 16
FACTOR_COORDINATE = {"background": 0, "hue": 1, "quality": 2}
THRESHOLD_COORDINATE = 3
MEMBER_COORDINATE = 4
DECIDING = 5
"""The first coordinates of the latent decide between values; the others are free."""
MEMBER_BINS = 8
MENTION = 0.5
"""How often a factor's value is named in the prompt."""


@dataclass
class Sample:
    subject: int
    factors: dict[str, str]
    positive: list[str]
    negative: list[str]
    alpha: float
    latent: np.ndarray


def article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"


def subject_phrases(name: str) -> list[str]:
    return [name, f"{article(name)} {name}", f"an emoji of {article(name)} {name}"]


def inline_phrase(template: str, name: str) -> str:
    """`{a} red {s}` -> `a red cat`: the article agrees with the word behind it."""
    text = template.replace("{s}", name)
    words = text.split()
    return " ".join(article(words[i + 1]) if w == "{a}" and i + 1 < len(words) else w for i, w in enumerate(words))


class Sampler:
    """names[i]: the names of subject i, canonical first. group_share: how often a prompt names a group or nothing."""

    def __init__(self, names: list[list[str]], seed: int = 0, group_share: float = 0.5):
        self.names, self.group_share = names, group_share
        self.index = {name: i for i, group in enumerate(names) for name in group}
        self.groups = {g: [self.index[m.strip()] for m in members.split(",")] for g, members in GROUPS.items()}
        self.random = random.Random(seed)

    def phrases(self) -> list[str]:
        """Every phrase that a sample may hold."""
        subjects = [name for group in self.names for name in group] + [name for name in self.groups if name]
        factors = [word for f in FACTORS.values() for words in f.words.values() for word in words]
        inline = [
            inline_phrase(template, s)
            for s in subjects for f in FACTORS.values() for ts in f.inline.values() for template in ts
        ]  # fmt: skip
        return [p for s in subjects for p in subject_phrases(s)] + inline + factors + [p for q in QUALITY_LISTS for p in q]

    def latent(self) -> np.ndarray:
        return np.array([self.random.gauss(0, 1) for _ in range(LATENT)], dtype=np.float32)

    def member(self, members: list[int], latent: np.ndarray, banned: frozenset[int] = frozenset()) -> int:
        """The member that the latent selects; where it is banned, the next one in the list takes its place and all else stays.

        A staircase of eight steps over one coordinate, the same for every group. (Nearest of random codes in twelve
        dimensions, as in GLO and IMLE, was tried first: after 26,000 steps group words still drew the mean of their members.)
        """
        step = min(int(MEMBER_BINS * normal_cdf(float(latent[MEMBER_COORDINATE]))), MEMBER_BINS - 1)
        start = step * len(members) // MEMBER_BINS
        allowed = [m for m in members[start:] + members[:start] if m not in banned]
        return allowed[0] if allowed else members[start]

    def sample(self, guided: bool) -> Sample:
        latent, pick = self.latent(), self.random
        name, members = self.subject()
        factors, named = self.named_factors()
        free = [k for k in FACTORS if k not in factors]
        positive = self.compose(name, named)
        negative, excluded, banned = ([], {}, set())
        alpha = 0.0
        if guided:
            alpha = pick.uniform(0.0, 1.2)
            negative, excluded, banned = self.negative(name, members, factors, free, latent)
            if alpha <= self.threshold(latent):
                excluded, banned = {}, set()  # too weak to act on this seed: the picture stays
        subject = self.member(members, latent, frozenset(banned))
        for key in free:
            coordinate = float(latent[FACTOR_COORDINATE[key]])
            factors[key] = draw(FACTORS[key], coordinate, frozenset(excluded.get(key, ())))
        return Sample(subject, factors, positive, negative, alpha if negative else 0.0, latent)

    @staticmethod
    def threshold(latent: np.ndarray) -> float:
        """The alpha at which this latent starts to obey its negative, .12 to .52: the slider acts seed by seed, never by a mean."""
        return 0.12 + 0.4 * normal_cdf(float(latent[THRESHOLD_COORDINATE]))

    def subject(self) -> tuple[str, list[int]]:
        roll = self.random.random()
        if roll < self.group_share:
            name = self.random.choice(list(self.groups))
            return name, self.groups[name]
        i = self.random.randrange(len(self.names))
        name = self.names[i][0] if self.random.random() < 0.65 else self.random.choice(self.names[i])
        return name, [i]

    def named_factors(self) -> tuple[dict[str, str], list[tuple[str, str]]]:
        factors: dict[str, str] = {}
        for key, factor in FACTORS.items():
            if self.random.random() < MENTION:
                uniform = self.random.random() < 0.6
                factors[key] = self.random.choice(factor.values) if uniform else self.random.choices(factor.values, factor.prior)[0]
        named = list(factors.items())
        self.random.shuffle(named)
        return factors, named

    def compose(self, name: str, named: list[tuple[str, str]]) -> list[str]:
        """Subject first; at most one factor inside its phrase, the others as phrases of their own."""
        phrases, inline = [], None
        if name and named and self.random.random() < 0.4:
            key, value = named[0]
            if value in FACTORS[key].inline:
                inline = named[0]
                phrases.append(inline_phrase(self.random.choice(FACTORS[key].inline[value]), name))
        if name and inline is None:
            phrases.append(self.random.choices(subject_phrases(name), (0.6, 0.25, 0.15))[0])
        return phrases + [self.random.choice(FACTORS[k].words[v]) for k, v in named if (k, v) != inline]

    def negative(self, name, members, factors, free, latent):
        """-> (negative phrases, excluded values by factor, banned subjects). Never contradicts the prompt."""
        pick, roll = self.random, self.random.random()
        if len(members) > 1 and roll < 0.55:
            target = self.member(members, latent) if pick.random() < 0.6 else pick.choice(members)
            return [pick.choice(self.names[target])], {}, {target}
        if free and roll < 0.72:
            return self.factor_negative(free, latent)
        if roll < 0.82 and "quality" in free:
            return list(pick.choice(QUALITY_LISTS)), {"quality": set(FACTORS["quality"].values) - {"clean"}}, set()
        return self.irrelevant_negative(name, members, factors), {}, set()

    def factor_negative(self, free: list[str], latent: np.ndarray):
        """One or two open factors; more often than not the value that z would have drawn."""
        pick, phrases, excluded = self.random, [], {}
        for key in pick.sample(free, 2 if len(free) > 1 and pick.random() < 0.2 else 1):
            factor = FACTORS[key]
            drawn = draw(factor, float(latent[FACTOR_COORDINATE[key]]))
            value = drawn if pick.random() < 0.6 else pick.choice(factor.values)
            if value in ("clean", "natural"):  # nobody asks for less quality; name another value instead
                value = pick.choice([v for v in factor.values if v not in ("clean", "natural")])
            phrases.append(pick.choice(factor.words[value]))
            excluded[key] = {value}
        return phrases, excluded, set()

    def irrelevant_negative(self, name: str, members: list[int], factors: dict[str, str]) -> list[str]:
        """Something that the picture does not show anyway: nothing may change (specificity)."""
        pick = self.random
        settled = [k for k in factors if k in FACTORS]
        if settled and pick.random() < 0.4:
            key = pick.choice(settled)
            others = [v for v in FACTORS[key].values if v != factors[key] and v not in ("clean", "natural")]
            return [pick.choice(FACTORS[key].words[pick.choice(others)])]
        outside = [i for i in range(len(self.names)) if i not in members]
        return [pick.choice(self.names[pick.choice(outside)])] if outside else []
