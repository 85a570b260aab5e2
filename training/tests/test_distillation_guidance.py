"""Equations 4, 5 and 6 against hand-made cases."""

import pytest
import torch

from steeraway_training.distillation.flow import euler, noised, time_steps, velocity_loss
from steeraway_training.distillation.guidance import classifier_free, negative_guided, per_sample, surrogate_loss, vsd_gradient

SHAPE = (3, 3, 4, 4)


def tensors(count: int) -> list[torch.Tensor]:
    generator = torch.Generator().manual_seed(5)
    return [torch.randn(SHAPE, generator=generator) for _ in range(count)]


@pytest.mark.parametrize("guide", [classifier_free, negative_guided])
def test_kappa_one_is_the_positive_and_zero_the_other(guide):
    other, positive = tensors(2)
    torch.testing.assert_close(guide(other, positive, torch.ones(3)), positive)
    assert torch.equal(guide(other, positive, torch.zeros(3)), other)


@pytest.mark.parametrize("guide", [classifier_free, negative_guided])
def test_equal_prompts_give_no_guidance(guide):
    (positive,) = tensors(1)
    assert torch.equal(guide(positive, positive, torch.tensor([0.5, 2.0, 4.0])), positive)


def test_each_sample_has_its_own_kappa():
    negative, positive = torch.full(SHAPE, 1.0), torch.full(SHAPE, 3.0)
    guided = negative_guided(negative, positive, torch.tensor([0.5, 1.0, 4.0]))
    assert guided[:, 0, 0, 0].tolist() == [2.0, 3.0, 9.0]  # (1-k) 1 + k 3


def test_guidance_of_noise_and_of_pictures_is_the_same():
    """eps^ = (x_t - (1-t) D) / t turns eq. 5 in D into eq. 5 in eps^."""
    negative, positive, x = tensors(3)
    t, kappa = torch.tensor([0.2, 0.5, 0.9]), torch.tensor([0.5, 2.0, 4.0])
    noise = lambda d: (x - (1 - per_sample(t)) * d) / per_sample(t)  # noqa: E731
    in_noise = (1 - per_sample(kappa)) * noise(negative) + per_sample(kappa) * noise(positive)
    torch.testing.assert_close(noise(negative_guided(negative, positive, kappa)), in_noise)


def test_eq_6_by_hand():
    real, fake, picture = (torch.full((1, 1, 1, 2), value) for value in (0.25, 0.75, 0.5))
    picture = picture + torch.tensor([0.0, 0.5])  # |x - D_psi| is .25 and .75: their mean is .5
    torch.testing.assert_close(vsd_gradient(real, fake, picture), torch.full((1, 1, 1, 2), 1.0))


def test_eq_6_points_as_the_difference_of_the_noise_predictions():
    real, fake, picture, x = tensors(4)
    t = torch.tensor([0.2, 0.5, 0.9])
    noise = lambda d: (x - (1 - per_sample(t)) * d) / per_sample(t)  # noqa: E731
    difference = noise(real) - noise(fake)  # eps_psi - eps_pi
    weight = per_sample(t / (1 - t)) / (picture - real).abs().mean((1, 2, 3), keepdim=True)
    torch.testing.assert_close(vsd_gradient(real, fake, picture), weight * difference)


def test_the_surrogate_loss_applies_the_gradient_through_the_student():
    """d L / d theta of a linear student x = theta z is, in closed form, mean over B of sum over pixels of gradient z."""
    z, gradient = tensors(2)
    theta = torch.tensor(0.7, requires_grad=True)
    surrogate_loss(theta * z, gradient).backward()
    torch.testing.assert_close(theta.grad, (gradient * z).sum() / SHAPE[0])


def test_the_surrogate_loss_does_not_follow_the_gradient_itself():
    picture, gradient = (t.requires_grad_(True) for t in tensors(2))
    surrogate_loss(picture, gradient).backward()
    torch.testing.assert_close(picture.grad, gradient / SHAPE[0])
    assert gradient.grad is None


def test_the_ends_of_the_flow():
    picture, noise = tensors(2)
    assert torch.equal(noised(picture, noise, torch.zeros(3)), picture)
    assert torch.equal(noised(picture, noise, torch.ones(3)), noise)
    assert time_steps(8)[0] == 1 and time_steps(8)[-1] == 0 and (time_steps(8).diff() < 0).all()


def test_the_velocity_loss_is_that_of_the_velocity():
    picture, noise, wrong = tensors(3)
    t = torch.tensor([0.2, 0.5, 1.0])
    x = noised(picture, noise, t)
    velocity = lambda d: (x - d) / per_sample(t)  # noqa: E731
    torch.testing.assert_close(velocity(picture), noise - picture, atol=1e-5, rtol=1e-4)
    torch.testing.assert_close(velocity_loss(wrong, picture, t), (velocity(wrong) - velocity(picture)).square().mean())


@pytest.mark.parametrize("steps", [1, 5])
def test_the_solver_ends_at_what_a_perfect_denoiser_sees(steps):
    picture, noise = tensors(2)
    torch.testing.assert_close(euler(lambda x, t: picture, noise, steps), picture)
