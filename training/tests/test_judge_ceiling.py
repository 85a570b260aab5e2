"""The candidates of the ceiling are those of the retrieval suite, and a figure is a share of what was drawn."""

from pathlib import Path

import pytest

from steeraway_training import judge_ceiling
from steeraway_training.judge_ceiling import PICTURES, Ceiling, among
from steeraway_training.pictures import load_pictures
from steeraway_training.subjects import subject_set_named


def test_candidates_are_those_of_the_suite():
    """Two cases of eval/suites/candidates.test.ts, and a stride computed by hand: 7 candidates of 3 others and 4 places."""
    chosen = among(17, 256, [16, 18, 19])
    assert chosen[:4] == [17, 16, 18, 19] and len(set(chosen)) == 100
    assert sorted(among(3, 7, [])) == list(range(7))
    assert among(0, 256, [])[:4] == [0, 1, 3, 6]  # floor(k * 255 / 99) past the caption itself


@pytest.fixture
def ceiling(monkeypatch):
    monkeypatch.setattr(judge_ceiling, "PICTURES", {"trainedCombinations": 1, "heldOutCombinations": 2})
    return Ceiling(load_pictures(None, subject_set_named("core")[:12]), Path("eval/models"))


def test_the_judge_finds_most_real_renders(ceiling):
    assert PICTURES["heldOutCombinations"] == 8
    figures = ceiling.measure("trainedCombinations")
    assert figures["n"] == figures["captions"] and figures["dual"] > 0.6
    assert 0 < figures["dualAmongStyles"] <= figures["dual"]
    held = ceiling.measure("heldOutCombinations")
    assert held["n"] == 2 * held["captions"]
