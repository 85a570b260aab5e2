"""Flow matching with predictions of the clean picture: x_t = (1-t) x + t eps, t = 1 is noise alone."""

from collections.abc import Callable

import torch

from .guidance import per_sample

TIME_MEAN, TIME_SPREAD = 1.2, 1.6
"""logit t ~ N(mean, spread^2). Wider and noisier than usual: a background's colour is decided where t > 0.95, at 32 px as at any size."""
LEAST_TIME = 0.1
"""The velocity loss divides by no less. (JiT, arXiv 2511.13720: 0.05. The solver's last look here is at t = 0.2.)"""


def noised(picture: torch.Tensor, noise: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
    """x_t of pictures [B, 3, N, N] at the times t [B]."""
    return (1 - per_sample(t)) * picture + per_sample(t) * noise


def draw_times(count: int, generator: torch.Generator, least: float = 0.0, most: float = 1.0) -> torch.Tensor:
    """t [count] in [least, most]."""
    return torch.sigmoid(TIME_MEAN + TIME_SPREAD * torch.randn(count, generator=generator)).clamp(least, most)


def velocity_loss(prediction: torch.Tensor, picture: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
    """Mean square error of the velocity eps - x = (x_t - x) / t that the prediction of x stands for."""
    return ((prediction - picture) / per_sample(t.clamp(min=LEAST_TIME))).square().mean()


def time_steps(count: int, shift: float = 4.0) -> torch.Tensor:
    """count + 1 times from 1 to 0, denser at the noisy end."""
    even = torch.linspace(1, 0, count + 1)
    return shift * even / (1 + (shift - 1) * even)


def euler(predict: Callable[[torch.Tensor, torch.Tensor], torch.Tensor], noise: torch.Tensor, steps: int) -> torch.Tensor:
    """Follows dx/dt = (x_t - D(x_t, t)) / t from noise [B, 3, N, N] to a picture. predict: (x_t, t [B]) -> D."""
    x, times = noise, time_steps(steps).to(noise.device)
    for now, then in zip(times[:-1], times[1:]):
        prediction = predict(x, now.expand(len(noise)))
        x = prediction + (then / now) * (x - prediction)
    return x
