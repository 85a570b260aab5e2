"""Draws prompts, with a render that fulfils them or with a negative. A batch follows from (seed, phase, step): runs resume exactly."""

import random
from dataclasses import dataclass, field

import torch

from ..captions import MENTION, Sampler
from ..factors import FACTORS
from ..layers import Guidance
from ..text import PhraseCache
from .scenes import DRAWN, Scenes

EMPTY_SHARE = 0.1
"""How often a teacher reads the empty prompt: the first term of eq. 4."""
FACTOR_ONLY_SHARE = 0.15
"""How often the frozen teacher reads a prompt without a subject, as y- of eq. 5 is: "line art" is any picture in line art."""


@dataclass
class Drawn:
    subject: int
    factors: dict[str, str]
    positive: list[str]
    named: tuple[str, ...] = ()
    negative: list[str] = field(default_factory=list)
    unwanted: tuple[str, str] | None = None


class Prompts:
    def __init__(self, scenes: Scenes, device: torch.device):
        self.scenes, self.device = scenes, device
        self.sampler = Sampler(scenes.names, group_share=0.0)
        self.cache = PhraseCache(self.sampler.phrases()).to(device)

    def captioned(self, pick: random.Random) -> Drawn:
        """What the frozen teacher learns: a picture, and a prompt that names some of what it shows, or nothing."""
        drawn, roll = self.described(pick), pick.random()
        if roll < EMPTY_SHARE:
            drawn.positive = []
        elif roll < EMPTY_SHARE + FACTOR_ONLY_SHARE:
            key = pick.choice(DRAWN)
            drawn.positive = [pick.choice(FACTORS[key].words[drawn.factors[key]])]
        return drawn

    def described(self, pick: random.Random) -> Drawn:
        """A subject, some factors in the prompt (rare values more often than the prior has them), the others from the prior."""
        subject = pick.randrange(len(self.scenes.names))
        keys = [key for key in DRAWN if pick.random() < MENTION[key]]
        pick.shuffle(keys)
        factors = {key: pick.choices(FACTORS[key].values, FACTORS[key].shares)[0] for key in DRAWN}
        for key in keys:
            if pick.random() < 0.6:
                factors[key] = pick.choice(FACTORS[key].values)
        names = self.scenes.names[subject]
        name = names[0] if pick.random() < 0.7 else pick.choice(names)
        self.sampler.random = pick
        positive = self.sampler.compose(name, [(key, factors[key]) for key in keys])
        return Drawn(subject, factors, positive, tuple(keys))

    def steered(self, pick: random.Random) -> Drawn:
        """A prompt, and a negative that names a value of a factor which the prompt leaves open."""
        drawn = self.described(pick)
        while len(drawn.named) == len(DRAWN):
            drawn = self.described(pick)
        key = pick.choice([key for key in DRAWN if key not in drawn.named])
        values, shares = unwanted_values(key)
        value = pick.choices(values, shares if pick.random() < 0.5 else None)[0]
        drawn.negative, drawn.unwanted = [pick.choice(FACTORS[key].words[value])], (key, value)
        return drawn

    def text(self, prompts: list[list[str]]) -> tuple[torch.Tensor, torch.Tensor]:
        """-> states [B, T, 384] and mask [B, T], T that of the longest prompt."""
        states, mask = self.cache.batch(prompts)
        longest = max(1, int(mask.sum(1).max()))
        return states[:, :longest], mask[:, :longest]

    def guidance(self, positive: list[list[str]], negative: list[list[str]] | None = None, alpha: torch.Tensor | None = None) -> Guidance:
        plain = Guidance(*self.text(positive))
        return plain if negative is None else Guidance(plain.positive, plain.positive_mask, *self.text(negative), alpha)


def unwanted_values(key: str) -> tuple[list[str], list[int]]:
    """Values of a factor that a negative may name, and their shares of the prior."""
    factor = FACTORS[key]
    pairs = [(value, share) for value, share in zip(factor.values, factor.shares) if value != factor.default]
    return [value for value, _ in pairs], [share for _, share in pairs]


def draws(seed: int, phase: str, step: int) -> tuple[random.Random, torch.Generator]:
    """The two sources of chance of one step of one phase."""
    pick = random.Random(f"{seed}/{phase}/{step}")
    return pick, torch.Generator().manual_seed(pick.getrandbits(62))
