"""Draws training samples: subject, factors, prompt phrases, latent z, and for guided samples a negative that the target obeys."""

import random
from dataclasses import dataclass

import numpy as np

from .factors import FACTORS, QUALITY_LISTS, draw, normal_cdf
from .groups import GROUPS
from .held_out import held_out_styles, is_held_out
from .latents import FACTOR_COORDINATE, MEMBER_COORDINATE, draw_latent, threshold
from .negatives import Negatives
from .wording import fits, inline_phrase, subject_phrases

MEMBER_BINS = 8
LEAST_MEMBERS = 3
"""Drawn members that make a group worth its word."""
MENTION = {"background": 0.45, "hue": 0.35, "quality": 0.4, "style": 0.5, "size": 0.2, "count": 0.2, "tone": 0.4}
"""How often a factor's value is named in the prompt."""
MOST_NAMED = 4
"""Factors that one prompt names at most: 24 tokens must hold it."""


@dataclass
class Sample:
    subject: int
    factors: dict[str, str]
    positive: list[str]
    negative: list[str]
    alpha: float
    latent: np.ndarray
    explicit: list[str]
    """The prompt that asks for the same picture of the same z outright: the member by name, what takes an excluded value's place, and a
    held-out style that z selects."""
    is_shown: bool = True
    """Whether training may see the picture. Of a held-out combination it learns which explicit prompt means it, and how the style is drawn."""

    @property
    def is_implicit(self) -> bool:
        return bool(self.negative) or self.explicit != self.positive


class Sampler:
    """names[i]: the names of subject i, canonical first. toned: subjects with skin tones. group_share: how often a prompt names a group.

    core: how many of the subjects are to be learnt well, all by default; those behind them belong to no group and are drawn in `other_share`
    of the prompts that name a subject. unseen_share: see `sample`.
    """

    def __init__(
        self,
        names: list[list[str]],
        toned: frozenset[int] = frozenset(),
        seed: int = 0,
        group_share: float = 0.35,
        core: int | None = None,
        other_share: float = 0.0,
        unseen_share: float = 0.0,
    ):
        self.unseen_share = unseen_share
        self.names, self.toned, self.group_share = names, toned, group_share
        self.core, self.other_share = len(names) if core is None else core, other_share
        self.index = {name: i for i, group in enumerate(names) for name in group}
        self.groups = self.known_groups()
        self.random = random.Random(seed)
        self.negatives = Negatives(self)

    def known_groups(self) -> dict[str, list[int]]:
        groups = {g: [m.strip() for m in members.split(",")] for g, members in GROUPS.items()}
        known = {g: [self.index[m] for m in members if self.index.get(m, self.core) < self.core] for g, members in groups.items()}
        return {g: members for g, members in known.items() if len(members) >= LEAST_MEMBERS}

    def phrases(self) -> list[str]:
        """Every phrase that a sample may hold."""
        subjects = [name for group in self.names for name in group] + [name for name in self.groups if name]
        factors = [word for f in FACTORS.values() for words in f.words.values() for word in words]
        templates = [t for f in FACTORS.values() for ts in f.inline.values() for t in ts]
        inline = [inline_phrase(t, s) for s in subjects for t in templates if fits(t, s)]
        return [p for s in subjects for p in subject_phrases(s)] + inline + factors + [p for q in QUALITY_LISTS for p in q]

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
        """One sample; drawn anew where its prompt names a held-out combination of the core. Where z alone selects one, or it is of another subject,
        its picture is not shown; `unseen_share` of the samples are such."""
        is_to_be_unseen = self.random.random() < self.unseen_share
        while True:
            sample = self.any_sample(guided)
            if sample is not None and not (is_to_be_unseen and sample.is_shown):
                return sample

    def any_sample(self, guided: bool) -> Sample | None:
        latent, pick = draw_latent(self.random), self.random
        name, members = self.subject()
        keys = [k for k in FACTORS if k != "tone" or self.toned.issuperset(members)]
        factors, named = self.named_factors(keys)
        free = [k for k in keys if k not in factors]
        positive = self.compose(name, named)
        negative, excluded, banned, alpha = [], {}, set(), 0.0
        if guided:
            alpha = pick.uniform(0.0, 1.2) if pick.random() < 0.7 else pick.uniform(0.8, 1.2)
            negative, excluded, banned = self.negatives.draw(members, factors, free, latent)
            if alpha <= threshold(latent):
                excluded, banned = {}, set()  # too weak to act on this seed: the picture stays
        subject = self.member(members, latent, frozenset(banned))
        for key in free:
            factors[key] = self.open_value(key, subject, latent, excluded.get(key, set()))
        is_shown = not is_held_out(self.names[subject][0], factors["style"])
        if not is_shown and "style" not in free and subject < self.core:
            return None
        outright = dict(named) | {key: factors[key] for key in excluded} | ({} if is_shown else {"style": factors["style"]})
        is_implicit = len(members) > 1 or bool(negative) or not is_shown
        explicit = self.outright(subject, list(outright.items())) if is_implicit else positive
        return Sample(subject, factors, positive, negative, alpha if negative else 0.0, latent, explicit, is_shown)

    def stand_in(self, sample: Sample) -> int:
        """Another subject, which training may see in the style of a sample that is not shown."""
        while True:
            subject = self.random.randrange(len(self.names))
            if not is_held_out(self.names[subject][0], sample.factors["style"]) and ("tone" in sample.factors) == (subject in self.toned):
                return subject

    def open_value(self, key: str, subject: int, latent: np.ndarray, excluded: set[str]) -> str:
        """What z selects of a factor that the prompt leaves open; in the place of what is excluded, the most common value that is not held out."""
        factor, coordinate = FACTORS[key], float(latent[FACTOR_COORDINATE[key]])
        if key == "style" and draw(factor, coordinate) in excluded:
            excluded = excluded | held_out_styles(self.names[subject][0])
        return draw(factor, coordinate, frozenset(excluded))

    def outright(self, subject: int, named: list[tuple[str, str]]) -> list[str]:
        return [self.names[subject][0], *(FACTORS[key].words[value][0] for key, value in named)]

    def subject(self) -> tuple[str, list[int]]:
        if self.groups and self.random.random() < self.group_share:
            name = self.random.choice(list(self.groups))
            return name, self.groups[name]
        is_other = self.core < len(self.names) and self.random.random() < self.other_share
        i = self.random.randrange(self.core, len(self.names)) if is_other else self.random.randrange(self.core)
        name = self.names[i][0] if self.random.random() < 0.65 else self.random.choice(self.names[i])
        return name, [i]

    def named_factors(self, keys: list[str]) -> tuple[dict[str, str], list[tuple[str, str]]]:
        pick = self.random
        chosen = [key for key in keys if pick.random() < MENTION[key]]
        pick.shuffle(chosen)
        factors: dict[str, str] = {}
        for key in chosen[:MOST_NAMED]:
            factor = FACTORS[key]
            factors[key] = pick.choice(factor.values) if pick.random() < 0.6 else pick.choices(factor.values, factor.shares)[0]
        return factors, list(factors.items())

    def compose(self, name: str, named: list[tuple[str, str]]) -> list[str]:
        """Subject first; at most one factor inside its phrase, the others as phrases of their own."""
        phrases, inline = [], None
        if name and named and self.random.random() < 0.4:
            key, value = named[0]
            templates = [t for t in FACTORS[key].inline.get(value, ()) if fits(t, name)]
            if templates:
                inline = named[0]
                phrases.append(inline_phrase(self.random.choice(templates), name))
        if name and inline is None:
            phrases.append(self.random.choices(subject_phrases(name), (0.6, 0.25, 0.15))[0])
        return phrases + [self.random.choice(FACTORS[k].words[v]) for k, v in named if (k, v) != inline]
