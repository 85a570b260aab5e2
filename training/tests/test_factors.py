"""The prior over rendering factors, and what a negative does to it."""

import random
from collections import Counter

import pytest

from steeraway_training.factors import FACTORS, draw


@pytest.mark.parametrize("key", FACTORS)
def test_draw_follows_the_prior(key):
    generator, factor = random.Random(0), FACTORS[key]
    counts = Counter(draw(factor, generator.gauss(0, 1)) for _ in range(20_000))
    for value, probability in zip(factor.values, factor.prior):
        assert counts[value] / 20_000 == pytest.approx(probability, abs=0.012)


@pytest.mark.parametrize("key", FACTORS)
def test_an_excluded_value_is_never_drawn_and_the_rest_keeps_its_proportions(key):
    generator, factor = random.Random(1), FACTORS[key]
    gone, *rest = factor.values
    counts = Counter(draw(factor, generator.gauss(0, 1), frozenset({gone})) for _ in range(20_000))
    assert counts[gone] == 0
    remaining = sum(p for v, p in zip(factor.values, factor.prior) if v != gone)
    for value in rest:
        expected = factor.prior[factor.values.index(value)] / remaining
        assert counts[value] / 20_000 == pytest.approx(expected, abs=0.015)


def test_the_replacement_is_a_function_of_the_coordinate():
    factor = FACTORS["background"]
    assert draw(factor, 0.3, frozenset({"blue"})) == draw(factor, 0.3, frozenset({"blue"}))


@pytest.mark.parametrize("key", FACTORS)
def test_a_coordinate_that_does_not_select_the_excluded_value_keeps_its_own(key):
    generator, factor = random.Random(2), FACTORS[key]
    for _ in range(2000):
        coordinate = generator.gauss(0, 1)
        plain = draw(factor, coordinate)
        for gone in factor.values:
            assert (draw(factor, coordinate, frozenset({gone})) == plain) == (gone != plain)
