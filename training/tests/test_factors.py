"""The prior over rendering factors, and what a negative does to it."""

import random
from collections import Counter

import pytest

from steeraway_training.factors import FACTORS, LEVELS, coordinate_of, draw, usual


def test_every_border_lies_on_a_step_of_the_staircase():
    assert all(sum(factor.shares) == LEVELS and min(factor.shares) >= 2 for factor in FACTORS.values())


@pytest.mark.parametrize("key", FACTORS)
def test_draw_follows_the_prior(key):
    generator, factor = random.Random(0), FACTORS[key]
    counts = Counter(draw(factor, generator.gauss(0, 1)) for _ in range(20_000))
    for value, probability in zip(factor.values, factor.prior):
        assert counts[value] / 20_000 == pytest.approx(probability, abs=0.012)


@pytest.mark.parametrize("key", FACTORS)
def test_the_most_common_of_the_rest_takes_an_excluded_values_place(key):
    generator, factor = random.Random(1), FACTORS[key]
    for gone in factor.values:
        instead = {draw(factor, coordinate_of(factor, gone, generator.random()), frozenset({gone})) for _ in range(100)}
        assert len(instead) == 1
        shares = {value: share for value, share in zip(factor.values, factor.shares) if value != gone}
        assert shares[instead.pop()] == max(shares.values())


def test_what_takes_the_place_of_what_people_name_most():
    taken = {key: usual(FACTORS[key], frozenset({gone})) for key, gone in (("background", "white"), ("style", "3d"), ("hue", "red"))}
    assert taken == {"background": "blue", "style": "flat", "hue": "natural"}
    assert usual(FACTORS["background"], frozenset({"white", "blue"})) == "green"


@pytest.mark.parametrize("key", FACTORS)
def test_a_coordinate_that_does_not_select_the_excluded_value_keeps_its_own(key):
    generator, factor = random.Random(2), FACTORS[key]
    for _ in range(2000):
        coordinate = generator.gauss(0, 1)
        plain = draw(factor, coordinate)
        for gone in factor.values:
            assert (draw(factor, coordinate, frozenset({gone})) == plain) == (gone != plain)


@pytest.mark.parametrize("key", FACTORS)
def test_coordinate_of_is_the_inverse_of_draw(key):
    generator, factor = random.Random(3), FACTORS[key]
    for value in factor.values:
        for _ in range(200):
            assert draw(factor, coordinate_of(factor, value, generator.uniform(0.001, 0.999))) == value
