"""What the regression loss weighs."""

import torch

from steeraway_training.losses import picture_loss, structure_loss, structure_penalty


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


def step_at(place: int) -> torch.Tensor:
    picture = torch.zeros(1, 3, 64, 64)
    picture[..., place:] = 1
    return picture


def softened(picture: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.avg_pool2d(picture, 9, 1, 4, count_include_pad=False)


def test_structure_is_neither_place_nor_colour_but_sharpness():
    assert structure_loss(step_at(20), step_at(40)).item() < 1e-5
    assert structure_loss(step_at(20), step_at(20) * 0.999 + 0.3).item() < 1e-3
    assert structure_loss(step_at(20), softened(step_at(20))).item() > 0.1


def test_faint_shading_is_told_from_none():
    shading = torch.linspace(-0.3, 0.3, 64).expand(1, 3, 64, 64)
    assert structure_loss(torch.zeros(1, 3, 64, 64), shading).item() > 0.2


def test_structure_sharpens_what_is_soft():
    soft = softened(step_at(20)).requires_grad_()
    steepest = soft.diff(dim=3).max().item()
    optimizer = torch.optim.SGD([soft], lr=1)
    for _ in range(80):
        optimizer.zero_grad()
        structure_loss(soft, step_at(25)).sum().backward()
        optimizer.step()
    assert soft.diff(dim=3).max().item() > 1.5 * steepest


def test_the_penalty_is_the_mean_of_what_is_not_shown_and_some_of_the_rest():
    pictures, targets = step_at(20).repeat(4, 1, 1, 1), softened(step_at(20)).repeat(4, 1, 1, 1)
    shown = torch.tensor([1.0, 0.0, 1.0, 1.0])
    whole = structure_loss(pictures[:1], targets[:1]).item()
    assert abs(structure_penalty(pictures, targets, shown, 0.0).item() / (whole / 4) - 1) < 0.2
    assert abs(structure_penalty(pictures, targets, shown, 0.5).item() / (whole * (1 + 1.5) / 4) - 1) < 0.2
    assert structure_penalty(pictures, targets, torch.ones(4), 0.0).item() == 0
