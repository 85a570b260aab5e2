"""What the regression loss weighs."""

import torch

from steeraway_training.losses import picture_loss


def squares(*sides: int) -> torch.Tensor:
    """Mattes [B, 1, 64, 64] of squares in the middle."""
    mattes = torch.zeros(len(sides), 1, 64, 64)
    for matte, side in zip(mattes, sides):
        matte[:, 32 - side // 2 : 32 + side // 2, 32 - side // 2 : 32 + side // 2] = 1
    return mattes


def pull(mattes: torch.Tensor, at: int) -> list[float]:
    """How strongly the loss pulls one wrong pixel (at, at) of each picture."""
    target, prediction = torch.zeros(len(mattes), 3, 64, 64), torch.zeros(len(mattes), 3, 64, 64)
    prediction[:, :, at, at] = 0.5
    prediction.requires_grad_()
    picture_loss(prediction, target, mattes).backward()
    return prediction.grad[:, 0, at, at].tolist()


def test_a_right_picture_costs_nothing():
    picture = torch.rand(2, 3, 64, 64)
    assert picture_loss(picture, picture, squares(30, 30)).item() == 0


def test_a_pixel_of_the_subject_counts_three_times_as_much_as_one_of_the_background():
    mattes = squares(32, 32)
    assert abs(pull(mattes, 32)[0] / pull(mattes, 2)[0] - 3) < 0.05


def test_a_pixel_of_a_small_subject_counts_more_than_one_of_a_big_subject():
    small, big = pull(squares(16, 48), 32)
    assert 2 < small / big < 4


def test_a_picture_that_is_not_shown_pulls_at_nothing():
    target, prediction = torch.zeros(2, 3, 64, 64), torch.rand(2, 3, 64, 64, requires_grad=True)
    picture_loss(prediction, target, squares(30, 30), torch.tensor([0.0, 1.0])).backward()
    assert prediction.grad[0].abs().max() == 0 < prediction.grad[1].abs().max()


def test_an_empty_matte_is_a_number():
    assert torch.isfinite(picture_loss(torch.ones(1, 3, 64, 64), torch.zeros(1, 3, 64, 64), squares(0)))
