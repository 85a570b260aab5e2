"""Equations 4, 5 and 6 of NASA (arXiv 2412.02687) as pure functions, on predictions of the clean picture.

With x_t = (1-t) x + t eps a prediction D of x and one of the noise are affine in each other, eps^ = (x_t - (1-t) D) / t, and the weights
of eq. 4 and 5 add up to one: so both hold for D as they are written for eps^.
"""

import torch


def per_sample(values: torch.Tensor) -> torch.Tensor:
    """[B] -> [B, 1, 1, 1]."""
    return values[:, None, None, None]


def classifier_free(unconditional: torch.Tensor, positive: torch.Tensor, kappa: torch.Tensor) -> torch.Tensor:
    """Eq. 4: (1-k) D(x_t, t) + k D(x_t, t, y). Predictions [B, 3, N, N], kappa [B]."""
    return extrapolated(unconditional, positive, kappa)


def negative_guided(negative: torch.Tensor, positive: torch.Tensor, kappa: torch.Tensor) -> torch.Tensor:
    """Eq. 5: (1-k) D(x_t, t, y-) + k D(x_t, t, y): the negative prompt stands where the empty one stood. This is NASA-T's target."""
    return extrapolated(negative, positive, kappa)


def extrapolated(origin: torch.Tensor, towards: torch.Tensor, kappa: torch.Tensor) -> torch.Tensor:
    return origin + per_sample(kappa) * (towards - origin)


def vsd_gradient(real: torch.Tensor, fake: torch.Tensor, picture: torch.Tensor) -> torch.Tensor:
    """Eq. 6: w(t) (eps^_psi - eps^_pi) for the student's picture, [B, 3, N, N].

    real, fake: guided predictions of the frozen teacher psi and of the LoRA teacher pi from the same noisy picture x_t. In predictions of
    x the difference reads (1-t)/t (D_pi - D_psi); w(t) = t/(1-t) / mean|x - D_psi|, the mean over a sample, as DMD weighs it.
    """
    weight = (picture - real).abs().mean((1, 2, 3), keepdim=True).clamp(min=1e-4)
    return (fake - real) / weight


def surrogate_loss(picture: torch.Tensor, gradient: torch.Tensor) -> torch.Tensor:
    """A loss whose derivative by `picture` is gradient / B (DMD): backpropagating it applies eq. 6's d f_theta / d theta."""
    target = (picture - gradient).detach()
    return 0.5 * (picture - target).square().sum() / picture.shape[0]
