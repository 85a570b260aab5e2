"""Which emoji training may draw although no list names them."""

import json

from steeraway_training.batches import tiers_of
from steeraway_training.captions import Sampler
from steeraway_training.config import TrainConfig
from steeraway_training.factors import FACTORS
from steeraway_training.pictures import NAMES, unlisted_lines
from steeraway_training.subjects import SUBJECTS, parse_subject, subject_set_named
from steeraway_training.unlisted import unlisted_labels

ENTRIES = [
    {"label": "Zany face", "group": 0, "hexcode": "1"},
    {"label": "grinning cat", "group": 0, "hexcode": "2"},
    {"label": "caterpillar", "group": 3, "hexcode": "3"},
    {"label": "stop button", "group": 8, "hexcode": "4"},
    {"label": "bat", "group": 3, "hexcode": "5"},
    {"label": "yo-yo", "group": 6, "hexcode": "6"},
    {"label": "regional indicator A", "hexcode": "7"},
]


def test_known_names_near_twins_symbols_and_what_a_style_lacks_stay_out():
    found = unlisted_labels(ENTRIES, {"bat"}, ["cat", "love face"], lambda code: code != "6")
    assert found == ["Zany face", "caterpillar"]


def test_no_unlisted_name_is_one_that_training_knows():
    lines = unlisted_lines({entry["label"]: entry for entry in json.loads(NAMES.read_text())})
    known = {name for line in SUBJECTS for name in parse_subject(line)[1]}
    names = [name for line in lines for name in parse_subject(line)[1]]
    assert len(lines) > 500 and not known & set(names)
    assert not any(f" {core} " in f" {name} " for name in names for core in subject_set_named("core"))


def test_tiers_follow_the_shares():
    config = TrainConfig(other_share=0.2, unlisted_share=0.3)
    assert tiers_of(config, 64, 248, 949) == [(64, 0.5), (248, 0.2), (949, 0.3)]
    assert tiers_of(TrainConfig(other_share=0.4), 64, 248, 248) == [(64, 0.6), (248, 0.4)]
    assert tiers_of(TrainConfig(unlisted_share=0.5), 64, 64, 700) == [(64, 0.5), (700, 0.5)]
    assert tiers_of(TrainConfig(), 64, 64, 64) == [(64, 1)]
    assert tiers_of(TrainConfig(unlisted_share=0.5), 5, 5, 706) == [(5, 0.5), (706, 0.5)]


def test_each_tier_is_drawn_as_often_as_it_is_to_be_and_shows_its_styles_alike():
    names = [[f"thing {i}"] for i in range(60)]
    sampler = Sampler(names, seed=4, tiers=[(20, 0.5), (40, 0.2), (60, 0.3)])
    drawn = [sampler.sample(guided=False) for _ in range(6000)]
    shares = [sum(low <= s.subject < high for s in drawn) / len(drawn) for low, high in ((0, 20), (20, 40), (40, 60))]
    assert all(abs(share - aim) < 0.03 for share, aim in zip(shares, (0.5, 0.2, 0.3)))
    styles = FACTORS["style"].words
    unnamed = [s for s in drawn if s.subject >= 20 and not any(word in p for p in s.positive for words in styles.values() for word in words)]
    for style in styles:
        assert 0.18 < sum(s.factors["style"] == style for s in unnamed) / len(unnamed) < 0.32, style
