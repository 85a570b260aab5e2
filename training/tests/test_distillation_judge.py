"""The judge reads real renders right, and figures have the intervals that they claim."""

import pytest
import torch

from steeraway_training.distillation.intervals import decibels, mean, share, text
from steeraway_training.distillation.judge import Judge, drift
from steeraway_training.distillation.report import order, sentence
from steeraway_training.distillation.scenes import DRAWN, load_scenes
from steeraway_training.factors import FACTORS

PLAIN = {"style": "3d", "background": "white"}


@pytest.fixture(scope="module")
def scenes():
    return load_scenes(("cat", "strawberry"), 32, torch.device("cpu"))


def test_a_row_is_the_render_of_its_factors(scenes):
    for subject, factors in ((0, PLAIN), (1, PLAIN | {"style": "noto", "background": "black"})):
        values = scenes.values[scenes.row(subject, factors)]
        assert values.tolist() == [subject, *(FACTORS[key].values.index(factors[key]) for key in DRAWN)]
    white, blue = (scenes.take([scenes.row(0, PLAIN | {"background": b})])[0, :, 0, 0] for b in ("white", "blue"))
    assert white.tolist() == [1, 1, 1] and blue[2] > blue[0]


def test_noisy_renders_are_read_right(scenes):
    torch.manual_seed(0)
    rows = [scenes.row(s, {"background": b, "style": style}) for s in (0, 1) for b in ("white", "red") for style in ("3d", "flat")]
    pictures = scenes.take(rows)
    asked = [(int(scenes.values[row, 0]), {}, ("background", "white")) for row in rows]
    reading = Judge(scenes).read(pictures + 0.05 * torch.randn_like(pictures), asked)
    assert torch.equal(reading.values, scenes.values[rows])
    assert reading.unwanted.tolist() == [bool(scenes.values[row, 2] == 0) for row in rows]
    assert torch.equal(reading.asked, ~reading.unwanted)
    far, near = reading.error[reading.unwanted], reading.error[~reading.unwanted]
    assert near.max() < 0.01 < far.min()  # the nearest valid render has another background


def test_a_named_factor_makes_other_renders_invalid(scenes):
    picture = scenes.take([scenes.row(0, PLAIN)])
    judge, unwanted = Judge(scenes), ("style", "noto")
    asked = [(0, {"background": "white"}, unwanted), (0, {"background": "red"}, unwanted), (1, {}, unwanted)]
    reading = judge.read(picture.repeat(3, 1, 1, 1), asked)
    assert reading.error[0] < 1e-4 and reading.error[1:].min() > 0.1
    assert reading.asked.tolist() == [True, False, False] and not reading.unwanted.any()


def test_drift_is_none_for_the_prior_and_large_after_a_collapse(scenes):
    torch.manual_seed(0)
    columns = [torch.multinomial(torch.tensor(FACTORS[key].prior), 4000, True) for key in DRAWN]
    drawn = torch.stack([torch.zeros(4000, dtype=torch.long), *columns], 1)
    assert drift(drawn) < 0.03
    assert drift(scenes.values[[0] * 100]) > 0.4


def test_intervals():
    figure = share(torch.tensor([True] * 9 + [False]))
    assert (figure["n"], figure["value"]) == (10, pytest.approx(0.9))
    assert figure["low"] == pytest.approx(0.596, abs=1e-3) and figure["high"] == pytest.approx(0.982, abs=1e-3)  # Wilson's of 9 of 10
    assert share(torch.zeros(0, dtype=torch.bool))["value"] is None
    assert mean(torch.tensor([1.0, 3.0]))["value"] == 2 and mean(torch.tensor([1.0, 3.0]))["high"] == pytest.approx(3.96)
    assert decibels(torch.tensor([0.04])).item() == pytest.approx(20)
    assert text(figure) == "0.90 (0.60 to 0.98, n 10)"


def test_the_order_says_where_it_differs():
    shared = 5 * torch.randn(400, generator=torch.Generator().manual_seed(0))  # what the noise makes of any row: larger than any difference
    wiggle = 0.1 * torch.tensor([1.0, -1.0]).repeat(200)
    results = {"baseline": shared, "teacher": shared + 0.2 + wiggle, "nasa-teacher": shared + 0.2 - wiggle}
    found = order(results)
    assert found["agree"] == [["nasa-teacher", "baseline"]] and found["differ"] == [["baseline", "teacher"]]
    assert found["undecided"] == [["nasa-teacher", "teacher"]]
    assert "the other way round: baseline over teacher" in sentence(found)
    nothing = dict.fromkeys(results, torch.zeros(400))
    assert order(nothing, results) == found and len(order(nothing)["undecided"]) == 3
