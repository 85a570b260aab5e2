"""Pictures from the packages, and how size, count and style change what is rendered."""

import pytest
import torch

from steeraway_training import packages
from steeraway_training.factors import BACKGROUNDS, FACTORS
from steeraway_training.layout import PLACES, SCALE, place
from steeraway_training.packages import MissingDataError, Package, Rasters, Vectors
from steeraway_training.people import PEOPLE
from steeraway_training.pictures import load_pictures
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


CAT = "1f431"


def installed(folder, version: str, files: dict[str, str]):
    for name, text in {"package.json": '{"version": "%s"}' % version, **files}.items():
        path = folder / "noto" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@pytest.mark.parametrize(
    ("version", "files", "said"),
    [
        (None, {}, "is missing: run `npm ci`"),
        ("1.3.0", {}, "is version 1.3.0, 1.2.9 is expected: run `npm ci`"),
        ("1.2.9", {}, "chars.json cannot be read"),
        ("1.2.9", {"chars.json": "{", "icons.json": "{}"}, "chars.json cannot be read"),
        ("1.2.9", {"chars.json": "{}", "icons.json": '{"icons": {}}'}, f"has no picture {CAT}: run `npm ci`"),
    ],
)
def test_a_missing_or_changed_package_says_what_to_run(tmp_path, monkeypatch, version, files, said):
    monkeypatch.setattr(packages, "MODULES", tmp_path)
    if version:
        installed(tmp_path, version, files)
    with pytest.raises(MissingDataError, match=said):
        Vectors(Package("noto", "1.2.9")).read(CAT)


def test_a_picture_that_was_cut_short_says_what_to_run(tmp_path, monkeypatch):
    monkeypatch.setattr(packages, "MODULES", tmp_path)
    installed(tmp_path, "1.1.0", {f"assets/{CAT}.webp": "RIFF"})
    with pytest.raises(MissingDataError, match="cannot be read.*npm ci"):
        Rasters(Package("noto", "1.1.0")).read(CAT)


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
