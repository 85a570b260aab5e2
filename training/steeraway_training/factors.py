"""Rendering factors: what a picture may vary in besides its subject, the words that name each value, and the prior that z draws from.

A factor that the prompt leaves open is drawn by inverse CDF from one coordinate of z, so the target picture is a deterministic function
of (prompt, z) and plain regression gives sharp one-step samples. A negative prompt excludes values; where z selected one of them, the most
common of the others takes its place.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist

LEVELS = 32
"""Steps of the staircases that the network reads of z. Every border between values lies on one, or seeds beside it would be blends."""


@dataclass(frozen=True)
class Factor:
    """values[i] holds shares[i] of the 32 levels; words[value] are the phrases that name it; inline[value] fit around a subject."""

    values: tuple[str, ...]
    shares: tuple[int, ...]
    words: dict[str, tuple[str, ...]]
    inline: dict[str, tuple[str, ...]]
    default: str | None = None
    """The value that nobody asks to be without."""

    @property
    def prior(self) -> tuple[float, ...]:
        return tuple(share / LEVELS for share in self.shares)


BACKGROUNDS = ("white", "blue", "red", "green", "yellow", "pink", "black")
HUES = ("red", "orange", "green", "blue", "purple")
DEGRADED = ("blurry", "pixelated", "grayscale", "dark")
TONES = ("light", "medium", "dark")

FACTORS: dict[str, Factor] = {
    "background": Factor(
        BACKGROUNDS,
        (11, 4, 3, 4, 3, 4, 3),
        {c: (f"{c} background", f"{c} backdrop", f"on a {c} background") for c in BACKGROUNDS},
        {c: ("{a} {s} on a %s background" % c, "{s} on a %s background" % c) for c in BACKGROUNDS},
    ),
    "hue": Factor(
        ("natural", *HUES),
        (21, 2, 2, 3, 2, 2),
        {"natural": ("natural colors", "colorful"), **{c: (f"{c} colored", c, f"{c} tint") for c in HUES}},
        {c: ("{a} %s {s}" % c, "%s {s}" % c) for c in HUES},
        "natural",
    ),
    "quality": Factor(
        ("clean", *DEGRADED),
        (20, 5, 3, 2, 2),
        {
            "clean": ("sharp", "high quality", "crisp and detailed"),
            "blurry": ("blurry", "blur", "out of focus", "unclear details"),
            "pixelated": ("pixelated", "low resolution", "blocky pixels"),
            "grayscale": ("grayscale", "black and white", "monochrome"),
            "dark": ("dark", "underexposed", "too dark"),
        },
        {v: ("{a} %s {s}" % v, "{a} %s picture of {a} {s}" % v) for v in DEGRADED},
        "clean",
    ),
    "style": Factor(
        ("3d", "flat", "noto", "line art"),
        (16, 6, 6, 4),
        {
            "3d": ("3d render", "3d", "3d style"),
            "flat": ("flat", "flat design", "flat style"),
            "noto": ("noto style", "noto emoji", "noto"),
            "line art": ("line art", "line drawing", "silhouette icon"),
        },
        {
            "3d": ("{a} 3d {s}", "3d render of {a} {s}"),
            "flat": ("{a} flat {s}", "flat design of {a} {s}"),
            "noto": ("{a} noto {s}", "noto style {s}"),
            "line art": ("line art of {a} {s}", "{s} line art"),
        },
    ),
    "size": Factor(
        ("normal", "small", "big"),
        (24, 4, 4),
        {"normal": ("medium size", "normal size"), "small": ("small", "tiny", "far away"), "big": ("big", "large", "close-up")},
        {"small": ("{a} small {s}", "{a} tiny {s}"), "big": ("{a} big {s}", "close-up of {a} {s}")},
        "normal",
    ),
    "count": Factor(
        ("one", "two", "three"),
        (28, 2, 2),
        {"one": ("single", "only one"), "two": ("two", "a pair", "two of them"), "three": ("three", "three of them")},
        {"two": ("two {p}", "a pair of {p}"), "three": ("three {p}",)},
        "one",
    ),
    "tone": Factor(
        ("yellow", *TONES),
        (20, 4, 4, 4),
        {"yellow": ("yellow skin",), **{t: (f"{t} skin", f"{t} skin tone") for t in TONES}},
        {t: ("{a} {s} with %s skin" % t,) for t in TONES},
        "yellow",
    ),
}

QUALITY_LISTS = (
    ("low quality",),
    ("worst quality", "low quality"),
    ("bad quality",),
    ("blurry", "pixelated", "low resolution"),
    ("blurry", "pixelated", "grayscale", "dark"),
    ("low quality", "blurry", "dark"),
)
"""Negatives that exclude every degradation at once."""


def normal_cdf(x: float) -> float:
    return 0.5 * (1.0 + math.erf(x / math.sqrt(2.0)))


def level_of(coordinate: float) -> int:
    """The step of the staircase, 0 to 31, on which a standard normal coordinate stands."""
    return min(int(LEVELS * normal_cdf(coordinate)), LEVELS - 1)


def draw(factor: Factor, coordinate: float, excluded: frozenset[str] = frozenset()) -> str:
    """The value that the standard normal `coordinate` selects from the prior; where that one is excluded, the most common of the rest.

    So a picture without the unwanted value does not change at all, and what takes its place is the same for every seed: blue for a white
    background, flat for 3D, the plain value for what has one. (Where the seed's place within the excluded interval chose among the rest,
    as before, the network drew their mean: grey for "no white background", after 19,000 steps of negatives still in a fifth of the pictures.)
    """
    level = level_of(coordinate)
    for value, share in zip(factor.values, factor.shares):
        if level < share:
            break
        level -= share
    return value if value not in excluded else usual(factor, excluded)


def usual(factor: Factor, excluded: frozenset[str]) -> str:
    """The most common value that is not excluded; of equals the first."""
    rest = [(share, value) for share, value in zip(factor.shares, factor.values) if value not in excluded]
    return max(rest, key=lambda pair: pair[0])[1]


def coordinate_of(factor: Factor, value: str, place: float) -> float:
    """A coordinate that selects `value`, at `place` in (0, 1) within its interval: the inverse of `draw`."""
    at = factor.values.index(value)
    level = sum(factor.shares[:at]) + place * factor.shares[at]
    return NormalDist().inv_cdf(min(max(level / LEVELS, 1e-4), 1 - 1e-4))
