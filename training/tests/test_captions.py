"""Samples: what the prompt says is what the target shows, and what the negative says is what it does not show."""

import pytest

from steeraway_training.captions import Sampler
from steeraway_training.factors import FACTORS, draw
from steeraway_training.held_out import held_out_styles, is_held_out
from steeraway_training.latents import FACTOR_COORDINATE, draw_latent, threshold
from steeraway_training.people import PEOPLE
from steeraway_training.subjects import SUBJECTS, parse_subject, subject_set_named, with_others
from steeraway_training.text import TOKEN_LIMIT, load_encoder
from steeraway_training.wording import inline_phrase, plural

TONED = frozenset(range(len(SUBJECTS) - len(PEOPLE), len(SUBJECTS)))


@pytest.fixture
def sampler():
    return Sampler([parse_subject(line)[1] for line in SUBJECTS], TONED, seed=3)


def words_of(key, value):
    return {*FACTORS[key].words[value]}


def test_articles_agree():
    assert inline_phrase("{a} red {s}", "apple pie") == "a red apple pie"
    assert inline_phrase("{a} {s} on a blue background", "owl") == "an owl on a blue background"
    assert inline_phrase("{a} orange {s}", "cat") == "an orange cat"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("cat", "cats"), ("bus", "buses"), ("grapes", "grapes"), ("old woman", "old women"), ("teddy bear", "teddy bears"),
     ("puppy", "puppies"), ("monkey", "monkeys"), ("fox", "foxes"), ("fish", "fish")],
)  # fmt: skip
def test_plurals(name, expected):
    assert plural(name) == expected
    assert inline_phrase("two {p}", name) == f"two {expected}"


def test_every_phrase_of_a_sample_is_in_the_vocabulary(sampler):
    known = set(sampler.phrases())
    for i in range(3000):
        sample = sampler.sample(guided=i % 2 == 0)
        assert known.issuperset(sample.positive) and known.issuperset(sample.negative), sample


def test_no_prompt_is_cut(sampler):
    tokenizer, _ = load_encoder()
    known = sampler.phrases()
    tokens = {phrase: len(ids) - 2 for phrase, ids in zip(known, tokenizer(known)["input_ids"])}
    for i in range(6000):
        sample = sampler.sample(guided=i % 2 == 0)
        for prompt in (sample.positive, sample.negative):
            assert sum(tokens[phrase] for phrase in prompt) <= TOKEN_LIMIT, prompt


def test_a_strong_negative_is_obeyed(sampler):
    checked = set()
    for _ in range(8000):
        sample = sampler.sample(guided=True)
        if sample.alpha <= 0.53:  # below the highest threshold a seed may keep what is unwanted
            continue
        for key, value in sample.factors.items():
            assert not words_of(key, value) & set(sample.negative), (sample.positive, sample.negative, key, value)
            checked |= {key for v in FACTORS[key].values if words_of(key, v) & set(sample.negative)}
    assert checked == set(FACTORS)


def test_negatives_often_name_what_the_seed_would_have_shown(sampler):
    """Else training teaches only that nothing changes."""
    named = shown = 0
    for _ in range(4000):
        sample = sampler.sample(guided=True)
        if 0 < sample.alpha < 0.12:  # below every threshold: the target shows what z selects
            for key, value in sample.factors.items():
                named += any(words_of(key, v) & set(sample.negative) for v in FACTORS[key].values)
                shown += bool(words_of(key, value) & set(sample.negative))
    assert named > 100 and shown / named > 0.35


def test_held_out_pairs_are_never_shown_and_one_in_twenty(sampler):
    pairs = [(name[0], style) for name in sampler.names for style in FACTORS["style"].values]
    held = [pair for pair in pairs if is_held_out(*pair)]
    assert 0.02 < len(held) / len(pairs) < 0.06 and all(style != "3d" for _, style in held)
    for i in range(4000):
        sample = sampler.sample(guided=i % 2 == 0)
        assert sample.is_shown == ((sampler.names[sample.subject][0], sample.factors["style"]) not in held)


def test_where_z_selects_a_held_out_style_training_learns_only_which_prompt_means_it(sampler):
    unseen = 0
    for i in range(12000):
        sample = sampler.sample(guided=i % 2 == 0)
        if sample.is_shown:
            continue
        unseen += 1
        style = sample.factors["style"]
        assert style == draw(FACTORS["style"], float(sample.latent[FACTOR_COORDINATE["style"]]))
        assert not any(word in phrase for phrase in sample.positive for word in FACTORS["style"].words[style]), sample
        assert FACTORS["style"].words[style][0] in sample.explicit and sample.is_implicit
    assert unseen > 20


def test_what_takes_an_excluded_styles_place_was_shown(sampler):
    replaced = 0
    for _ in range(12000):
        sample = sampler.sample(guided=True)
        selected = draw(FACTORS["style"], float(sample.latent[FACTOR_COORDINATE["style"]]))
        if selected != sample.factors["style"] and words_of("style", selected) & set(sample.negative):
            replaced += bool(held_out_styles(sampler.names[sample.subject][0]))
            assert sample.is_shown, sample
    assert replaced > 20


def test_subjects_outside_the_core_are_drawn_by_name_and_belong_to_no_group():
    names = [parse_subject(line)[1] for line in SUBJECTS[:60]]
    sampler = Sampler(names, seed=4, group_share=0.4, core=20, other_share=0.5)
    assert all(member < 20 for members in sampler.groups.values() for member in members)
    drawn = [sampler.sample(guided=i % 2 == 0).subject for i in range(4000)]
    assert 0.26 < sum(subject >= 20 for subject in drawn) / len(drawn) < 0.34
    assert set(drawn) == set(range(60))


def test_what_is_held_out_is_asked_for_without_its_picture_but_never_by_name_in_the_core():
    names = [[f"thing {i}"] for i in range(200)]
    sampler = Sampler(names, seed=4, core=100, other_share=0.5, unseen_share=0.5)
    drawn = [sampler.sample(guided=i % 2 == 0) for i in range(1000)]
    unseen = [sample for sample in drawn if not sample.is_shown]
    assert 0.45 < len(unseen) / len(drawn) < 0.6
    for sample in unseen:
        is_named = bool(words_of("style", sample.factors["style"]) & set(sample.positive))
        assert not (is_named and sample.subject < 100)
        assert not is_held_out(names[sampler.stand_in(sample)][0], sample.factors["style"])
    assert {sample.subject < 100 for sample in unseen} == {True, False}


def test_a_set_with_the_others_begins_with_itself():
    chosen = subject_set_named("core")
    everything = with_others(chosen)
    assert everything[: len(chosen)] == chosen and len(everything) == len(set(everything)) == len(SUBJECTS)


def test_only_people_have_skin_tones(sampler):
    for _ in range(2000):
        sample = sampler.sample(guided=False)
        assert ("tone" in sample.factors) == (sample.subject in TONED)


def test_the_threshold_lies_where_it_is_documented(sampler):
    thresholds = [threshold(draw_latent(sampler.random)) for _ in range(2000)]
    assert 0.12 <= min(thresholds) < 0.15 and 0.49 < max(thresholds) <= 0.52


def test_a_banned_member_is_replaced_and_nothing_else_changes(sampler):
    members = sampler.groups["fruit"]
    banana = sampler.index["banana"]
    drawn = [(z, sampler.member(members, z)) for z in (draw_latent(sampler.random) for _ in range(800))]
    assert {m for _, m in drawn} == set(members)
    for z, member in drawn:
        left = sampler.member(members, z, frozenset({banana}))
        assert left != banana and (member == banana or left == member)


def test_few_subjects_have_the_groups_of_which_three_members_are_drawn():
    few = Sampler([parse_subject(line)[1] for line in SUBJECTS[:10]], seed=1)
    assert {name: len(members) for name, members in few.groups.items()} == {"animal": 4, "pet": 5}
    assert few.sample(guided=True).subject < 10


def test_the_explicit_prompt_names_the_member_and_what_takes_an_excluded_values_place(sampler):
    for _ in range(2000):
        sample = sampler.sample(guided=True)
        if not sample.is_implicit:
            assert not sample.negative
            continue
        subject, *others = sample.explicit
        assert subject == sampler.names[sample.subject][0]
        for phrase in others:
            assert any(phrase in words_of(key, value) for key, value in sample.factors.items()), (sample.negative, sample.explicit)
