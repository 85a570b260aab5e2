"""Samples: what the prompt says is what the target shows, and what the negative says is what it does not show."""

import pytest

from steeraway_training.captions import Sampler, inline_phrase
from steeraway_training.factors import FACTORS
from steeraway_training.subjects import SUBJECTS, parse_subject


@pytest.fixture
def sampler():
    return Sampler([parse_subject(line)[1] for line in SUBJECTS], seed=3)


def words_of(key, value):
    return {*FACTORS[key].words[value]}


def test_articles_agree():
    assert inline_phrase("{a} red {s}", "apple pie") == "a red apple pie"
    assert inline_phrase("{a} {s} on a blue background", "owl") == "an owl on a blue background"
    assert inline_phrase("{a} orange {s}", "cat") == "an orange cat"


def test_every_phrase_of_a_sample_is_in_the_vocabulary(sampler):
    known = set(sampler.phrases())
    for i in range(3000):
        sample = sampler.sample(guided=i % 2 == 0)
        assert known.issuperset(sample.positive) and known.issuperset(sample.negative), sample


def test_a_strong_negative_is_obeyed(sampler):
    checked = 0
    for _ in range(6000):
        sample = sampler.sample(guided=True)
        if sample.alpha <= 0.53:  # below the highest threshold a seed may keep what is unwanted
            continue
        for key, value in sample.factors.items():
            named = words_of(key, value) & set(sample.negative)
            assert not named, (sample.positive, sample.negative, key, value)
        checked += len(sample.negative) > 0
    assert checked > 1000


def test_the_threshold_lies_where_it_is_documented(sampler):
    thresholds = [sampler.threshold(sampler.latent()) for _ in range(2000)]
    assert 0.12 <= min(thresholds) < 0.15 and 0.49 < max(thresholds) <= 0.52


def test_a_banned_member_is_replaced_and_nothing_else_changes(sampler):
    members = sampler.groups["fruit"]
    banana = sampler.index["banana"]
    drawn = [(z, sampler.member(members, z)) for z in (sampler.latent() for _ in range(800))]
    assert {m for _, m in drawn} == set(members)
    for z, member in drawn:
        left = sampler.member(members, z, frozenset({banana}))
        assert left != banana and (member == banana or left == member)
