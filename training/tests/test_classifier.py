"""The judge: what can be read off a picture and what cannot, captions and what they are true of, resuming, and the files that it writes."""

import json

import numpy as np
import pytest
import torch

from steeraway_training.classifier import HEADS, OUTPUTS, CaptionTower, Classifier
from steeraway_training.export_classifier import export, sharpness
from steeraway_training.judge_data import UNREADABLE, Renders, mean_states, true_of, visible
from steeraway_training.text import PhraseCache
from steeraway_training.train_classifier import Trainer, accuracy, caption_loss, masked_loss

CLEAN = {"background": "blue", "hue": "natural", "quality": "clean", "style": "3d", "size": "normal", "count": "one", "tone": "dark"}
SMALL = (8, 8, 8, 8)


def test_what_cannot_be_told_is_left_out():
    assert visible(CLEAN, toned=True) == CLEAN | {"subject": "yes"}
    assert visible(CLEAN, toned=False)["tone"] is None
    gray = visible(CLEAN | {"quality": "grayscale", "hue": "red"}, toned=True)
    assert (gray["background"], gray["hue"], gray["tone"]) == ("gray", "natural", None)
    black_on_white = visible(CLEAN | {"quality": "grayscale", "style": "line art", "background": "white"}, toned=False)
    assert black_on_white["quality"] is None and black_on_white["style"] == "line art"
    assert visible(CLEAN | {"size": "small", "count": "two"}, toned=True)["style"] is None  # copies of 20 px
    tiny = visible(CLEAN | {"quality": "pixelated", "count": "three"}, toned=True)
    assert tiny["subject"] is None and tiny["style"] is None and tiny["count"] == "three"


def test_batches_hold_a_target_for_every_head():
    batch = Renders(seed=1, subjects=5).batch(40)
    assert batch.picture.shape == (40, 3, 64, 64) and batch.targets.shape == (40, len(HEADS) + 1)
    *logits, features, embedding = Classifier(torch.randn(5, 384), widths=SMALL)(batch.picture)
    for output, target in zip(logits, batch.targets.T):
        assert ((target == UNREADABLE) | (target < output.shape[1])).all() and torch.isfinite(masked_loss(output, target))
    assert features.shape == (40, 16) and torch.allclose(embedding.norm(dim=1), torch.ones(40), atol=1e-5)
    assert (batch.targets[:, list(HEADS).index("tone")] == UNREADABLE).all()  # the first five subjects are animals


def test_pictures_of_one_subject_compete_in_training_and_not_where_accuracy_is_measured():
    for renders, most in ((Renders(seed=2, subjects=200), 11), (Renders(seed=2, subjects=200, from_prior=True), 30)):
        subjects = renders.batch(42).targets[:, -1]
        named = {int(s) for s in subjects if s != UNREADABLE}
        assert len(subjects) == 42 and (len(named) <= most) == (most == 11)


def test_every_caption_is_true_of_its_own_picture_and_known_to_the_cache():
    renders = Renders(seed=3, subjects=12)
    batch = renders.batch(60)
    assert batch.matches.diagonal().all() and not batch.matches.all()
    states = mean_states(PhraseCache(renders.phrases()), batch.captions)
    assert states.shape == (60, 384) and torch.isfinite(states).all()


def test_a_caption_is_true_of_another_picture_unless_that_contradicts_it():
    seen = torch.tensor([[0, 1], [0, UNREADABLE], [2, 1]])
    claims = torch.tensor([[0, UNREADABLE], [UNREADABLE, 1], [2, 1]])
    allowed = torch.tensor([[True, True], [True, False], [True, True]])  # caption 1 names subject 0
    matches = true_of(seen, claims, subjects=torch.tensor([0, 1, 0]), allowed=allowed)
    assert matches.tolist() == [[True, True, False], [True, False, False], [False, True, True]]


def test_true_captions_of_others_do_not_compete():
    image, text = torch.eye(3), torch.eye(3)[[0, 0, 2]]  # captions 0 and 1 say the same
    own, ambiguous = torch.eye(3, dtype=torch.bool), torch.eye(3, dtype=torch.bool)
    ambiguous[0, 1] = True
    scale = torch.tensor(20.0)
    assert caption_loss(image, text, ambiguous, scale) < caption_loss(image, text, own, scale)


def test_the_loss_of_no_readable_target_is_zero():
    assert masked_loss(torch.randn(3, 4, requires_grad=True), torch.full((3,), UNREADABLE)) == 0


def test_sharpness_is_the_laplacian():
    flat, dot = torch.zeros(1, 3, 5, 5), torch.zeros(1, 3, 5, 5)
    dot[..., 2, 2] = 1
    assert sharpness(flat).item() == 0 and abs(sharpness(dot).item() - 8 / 9) < 1e-6


def test_a_run_resumes_and_refuses_other_versions(tmp_path, capsys):
    renders = Renders(seed=1, subjects=4)
    first = Trainer(renders, tmp_path, steps=2, widths=SMALL)
    first.run()
    again = Trainer(renders, tmp_path, steps=3, widths=SMALL)
    assert again.step == 2 and "resumed" in capsys.readouterr().out
    assert torch.equal(again.net.embed.weight, first.net.embed.weight)
    state = torch.load(tmp_path / "checkpoint.pt", weights_only=True)
    torch.save(state | {"version": 2}, tmp_path / "checkpoint.pt")
    with pytest.raises(SystemExit, match="judge version 2"):
        Trainer(renders, tmp_path, steps=3, widths=SMALL)


def test_the_files_that_eval_reads(tmp_path):
    import onnxruntime

    renders = Renders(seed=1, subjects=4)
    net, tower = Classifier(torch.randn(4, 384), SMALL), CaptionTower()
    report = accuracy(net, tower, PhraseCache(renders.phrases()), renders, batches=1)
    assert report["count"]["n"] == 64 and set(report) == {*HEADS, "subject", "caption"}
    export(net, tower, renders.pictures, [0, 2, 3], report, tmp_path)
    labels = json.loads((tmp_path / "labels.json").read_text())
    facts = labels["features"]
    rows = np.fromfile(tmp_path / "features.bin", "<f2").reshape(-1, facts["width"])
    assert len(rows) == facts["renders"] + facts["bank"] and facts["bank"] == 3 * len(labels["heads"]["style"])
    assert labels["drawn"] == [renders.pictures.names[i][0] for i in (0, 2, 3)]
    assert 0.5 < facts["clean"] / facts["renders"] < 0.75  # 20 of 32
    picture = torch.randn(1, 3, 64, 64).clamp(-1, 1)
    found = onnxruntime.InferenceSession(tmp_path / "classifier.onnx").run(None, {"image": picture.numpy()})
    for name, one, other in zip(OUTPUTS, found, net(picture), strict=True):
        assert np.allclose(one, other.detach().numpy(), atol=1e-3), name
