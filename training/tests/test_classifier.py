"""The judge's training data: what can be read off a picture, and what cannot."""

import torch

from steeraway_training.classifier import HEADS, Classifier
from steeraway_training.train_classifier import UNREADABLE, Renders, masked_loss, visible

CLEAN = {"background": "blue", "hue": "natural", "quality": "clean", "style": "3d", "size": "normal", "count": "one", "tone": "dark"}


def test_what_cannot_be_told_is_left_out():
    assert visible(CLEAN, toned=True) == CLEAN | {"subject": "yes"}
    assert visible(CLEAN, toned=False)["tone"] is None
    gray = visible(CLEAN | {"quality": "grayscale", "hue": "red"}, toned=True)
    assert (gray["background"], gray["hue"], gray["tone"]) == ("gray", "natural", None)
    black_on_white = visible(CLEAN | {"quality": "grayscale", "style": "line art", "background": "white"}, toned=False)
    assert black_on_white["quality"] is None and black_on_white["style"] == "line art"
    tiny = visible(CLEAN | {"quality": "pixelated", "count": "three"}, toned=True)
    assert tiny["subject"] is None and tiny["style"] is None and tiny["count"] == "three"


def test_batches_hold_a_target_for_every_head():
    picture, targets = Renders(seed=1, subjects=5).batch(40)
    assert picture.shape == (40, 3, 64, 64) and len(targets) == len(HEADS) + 1
    net = Classifier(torch.randn(5, 384), widths=(8, 8, 8, 8))
    outputs = net(picture)
    for output, target in zip(outputs, targets):
        assert ((target == UNREADABLE) | (target < output.shape[1])).all() and torch.isfinite(masked_loss(output, target))
    assert (targets[list(HEADS).index("tone")] == UNREADABLE).all()  # the first five subjects are animals


def test_the_loss_of_no_readable_target_is_zero():
    assert masked_loss(torch.randn(3, 4, requires_grad=True), torch.full((3,), UNREADABLE)) == 0
