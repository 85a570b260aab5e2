"""Pictures from the packages, and how size, count and style change what is rendered."""

import pytest
import torch

from steeraway_training import pictures as pictures_module
from steeraway_training.factors import BACKGROUNDS, FACTORS
from steeraway_training.layout import PLACES, SCALE, place
from steeraway_training.pictures import MissingDataError, Vectors, load_pictures
from steeraway_training.people import PEOPLE
from steeraway_training.render import BACKGROUND_COLOR, render
from steeraway_training.subjects import SUBJECTS

PLAIN = {"background": "white", "hue": "natural", "quality": "clean", "style": "3d", "size": "normal", "count": "one"}


@pytest.fixture(scope="module")
def pictures():
    return load_pictures()


def test_every_subject_in_every_style_and_people_in_their_tones(pictures):
    people = range(len(SUBJECTS) - len(PEOPLE), len(SUBJECTS))
    assert pictures.toned == frozenset(people)
    flat, line = (FACTORS["style"].values.index(style) for style in ("flat", "line art"))
    for subject in range(len(SUBJECTS)):
        assert len(set(pictures.place[subject, :, 0].tolist())) == 4
        assert len(set(pictures.place[subject, flat].tolist())) == (4 if subject in pictures.toned else 1)
        assert len(set(pictures.place[subject, line].tolist())) == 1
    coverage = pictures.pictures[:, 3].float().mean((1, 2)) / 255
    assert coverage.min() > 0.03
    assert (pictures.pictures[:, :3] <= pictures.pictures[:, 3:].clamp(max=254) + 1).all()  # premultiplied, up to rounding


def test_a_missing_package_says_what_to_run(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures_module, "MODULES", tmp_path)
    with pytest.raises(MissingDataError, match="npm ci"):
        Vectors("noto", "1.2.9").read("1f431")


@pytest.mark.parametrize("count", PLACES)
@pytest.mark.parametrize("size", SCALE)
def test_a_layout_covers_what_it_should_at_every_size_of_the_curriculum(count, size):
    factors = [{"size": size, "count": count}]
    for pixels in (32, 64, 128):
        canvas = torch.zeros(1, 4, pixels, pixels)
        canvas[:, :, pixels // 4 : 3 * pixels // 4, pixels // 4 : 3 * pixels // 4] = 1  # an opaque square on the middle quarter
        area = float(place(canvas, factors)[0, 3].mean())
        scale, centres = PLACES[count]
        assert area == pytest.approx(len(centres) * (scale * SCALE[size] / 2) ** 2, rel=0.06)


def test_line_art_shows_on_every_background_in_every_hue(pictures):
    cases = [{**PLAIN, "style": "line art", "background": b, "hue": h} for b in BACKGROUNDS for h in FACTORS["hue"].values]
    image, matte = render(pictures.take([0] * len(cases), cases, 64), cases)
    for picture, alpha, case in zip(image, matte, cases):
        ink = (picture * alpha).sum((1, 2)) / alpha.sum()
        behind = torch.tensor(BACKGROUND_COLOR[case["background"]]) * 2 - 1
        assert (ink - behind).abs().max() > 0.35, case


def test_plain_factors_change_nothing(pictures):
    rgba = pictures.take([0, 5], [PLAIN, PLAIN], 128)
    image, matte = render(rgba, [PLAIN, PLAIN])
    torch.testing.assert_close(matte, rgba[:, 3:])
    torch.testing.assert_close(image, (rgba[:, :3] + 1 - rgba[:, 3:]) * 2 - 1)
