"""Rendering factors: what a picture may vary in besides its subject, the words that name each value, and the prior that z draws from.

A factor that the prompt leaves open is drawn by inverse CDF from one coordinate of z, so the target picture is a deterministic function
of (prompt, z) and plain regression gives sharp one-step samples. A negative prompt excludes values; where z selected one of them, its place
within that value's interval selects another: the replacement stays a learnable function of z.
"""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Factor:
    """values[i] has prior[i]; words[value] are the phrases that name it; inline[value] are words that fit before or after a subject."""

    values: tuple[str, ...]
    prior: tuple[float, ...]
    words: dict[str, tuple[str, ...]]
    inline: dict[str, tuple[str, ...]]


BACKGROUNDS = ("white", "blue", "red", "green", "yellow", "pink", "black")
HUES = ("red", "orange", "green", "blue", "purple")

FACTORS: dict[str, Factor] = {
    "background": Factor(
        BACKGROUNDS,
        (0.34, 0.11, 0.11, 0.11, 0.11, 0.11, 0.11),
        {c: (f"{c} background", f"{c} backdrop", f"on a {c} background") for c in BACKGROUNDS},
        {c: ("{a} {s} on a %s background" % c, "{s} on a %s background" % c) for c in BACKGROUNDS},
    ),
    "hue": Factor(
        ("natural", *HUES),
        (0.65, 0.07, 0.07, 0.07, 0.07, 0.07),
        {"natural": ("natural colors", "colorful"), **{c: (f"{c} colored", c, f"{c} tint") for c in HUES}},
        {c: ("{a} %s {s}" % c, "%s {s}" % c) for c in HUES},
    ),
    "quality": Factor(
        ("clean", "blurry", "pixelated", "grayscale", "dark"),
        (0.64, 0.15, 0.07, 0.07, 0.07),
        {
            "clean": ("sharp", "high quality", "crisp and detailed"),
            "blurry": ("blurry", "blur", "out of focus", "unclear details"),
            "pixelated": ("pixelated", "low resolution", "blocky pixels"),
            "grayscale": ("grayscale", "black and white", "monochrome"),
            "dark": ("dark", "underexposed", "too dark"),
        },
        {
            v: ("{a} %s {s}" % v, "{a} %s picture of {a} {s}" % v)
            for v in ("blurry", "pixelated", "grayscale", "dark")
        },
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


def draw(factor: Factor, coordinate: float, excluded: frozenset[str] = frozenset()) -> str:
    """The value that the standard normal `coordinate` selects from the prior; where that one is excluded, another takes its place.

    The place within the excluded value's interval selects the other from the renormalised rest. So a picture without the unwanted
    value does not change at all. (Versions before read the same level through the renormalised prior: then every seed changed its value.)
    """
    value, place = locate(factor.values, factor.prior, normal_cdf(coordinate))
    if value not in excluded:
        return value
    rest = [(v, p) for v, p in zip(factor.values, factor.prior) if v not in excluded]
    return locate([v for v, _ in rest], [p for _, p in rest], place)[0]


def locate(values, weights, level: float) -> tuple[str, float]:
    """The value whose interval holds `level` of the total weight, and the place in [0, 1] within that interval."""
    level *= sum(weights)
    for value, weight in zip(values, weights):
        if level <= weight:
            return value, level / weight
        level -= weight
    return values[-1], 1.0
