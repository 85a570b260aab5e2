"""What each coordinate of the latent z decides, and how training draws z."""

import random

import numpy as np

from .factors import FACTORS, coordinate_of, normal_cdf

LATENT = 16
FACTOR_COORDINATE = {"background": 0, "hue": 1, "quality": 2, "style": 5, "size": 6, "count": 7, "tone": 8}
THRESHOLD_COORDINATE = 3
MEMBER_COORDINATE = 4
DECIDING = 9
"""The first coordinates of the latent decide between values; the others are free."""
EVEN_SHARE = 0.25
"""How often training makes a coordinate select every value of its factor alike: rare ones would be learnt late from the prior alone."""


def draw_latent(pick: random.Random) -> np.ndarray:
    """z [16], about N(0, I): see EVEN_SHARE."""
    latent = np.array([pick.gauss(0, 1) for _ in range(LATENT)], dtype=np.float32)
    for key in FACTORS:
        if pick.random() < EVEN_SHARE:
            select(latent, key, pick.choice(FACTORS[key].values), pick)
    return latent


def select(latent: np.ndarray, key: str, value: str, pick: random.Random):
    """Changes one coordinate so that it selects this value."""
    latent[FACTOR_COORDINATE[key]] = coordinate_of(FACTORS[key], value, pick.random())


def threshold(latent: np.ndarray) -> float:
    """The alpha at which this latent starts to obey its negative, .12 to .52: the slider acts seed by seed, never by a mean."""
    return 0.12 + 0.4 * normal_cdf(float(latent[THRESHOLD_COORDINATE]))
