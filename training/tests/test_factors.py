"""The prior over rendering factors, and what a negative does to it."""

import random
from collections import Counter

import pytest

from steeraway_training.factors import FACTORS, LEVELS, coordinate_of, draw


def test_every_border_lies_on_a_step_of_the_staircase():
    assert all(sum(factor.shares) == LEVELS and min(factor.shares) >= 2 for factor in FACTORS.values())


@pytest.mark.parametrize("key", FACTORS)
def test_draw_follows_the_prior(key):
    generator, factor = random.Random(0), FACTORS[key]
    counts = Counter(draw(factor, generator.gauss(0, 1)) for _ in range(20_000))
    for value, probability in zip(factor.values, factor.prior):
        assert counts[value] / 20_000 == pytest.approx(probability, abs=0.012)


@pytest.mark.parametrize("key", FACTORS)
def test_an_excluded_value_is_never_drawn_and_the_rest_fills_its_steps(key):
    generator, factor = random.Random(1), FACTORS[key]
    for gone, share in zip(factor.values, factor.shares):
        counts = Counter(draw(factor, generator.gauss(0, 1), frozenset({gone})) for _ in range(20_000))
        assert counts[gone] == 0
        for value, prior in zip(factor.values, factor.prior):
            if value != gone:  # its own steps, and of the excluded value's about its part of the rest, in whole steps
                expected = prior + share / LEVELS * prior / (1 - share / LEVELS)
                assert counts[value] / 20_000 == pytest.approx(expected, abs=1 / LEVELS + 0.012)


def test_without_white_every_other_background_takes_its_place():
    factor = FACTORS["background"]
    taken = {draw(factor, coordinate_of(factor, "white", (i + 0.5) / 11), frozenset({"white"})) for i in range(11)}
    assert taken == set(factor.values) - {"white"}


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
