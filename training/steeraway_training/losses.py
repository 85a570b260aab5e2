"""The regression loss of the one-step generator, as pure functions."""

import torch
import torch.nn.functional as F


def gradient_loss(prediction: torch.Tensor, target: torch.Tensor, weight: torch.Tensor, pool: int) -> torch.Tensor:
    """Weighted L1 between finite differences at one scale: edges, which plain L1 blurs."""
    difference = F.avg_pool2d(prediction - target, pool) if pool > 1 else prediction - target
    weight = F.avg_pool2d(weight, pool) if pool > 1 else weight
    across = (difference.diff(dim=3).abs() * weight[..., 1:]).mean()
    down = (difference.diff(dim=2).abs() * weight[..., 1:, :]).mean()
    return across + down


def picture_loss(prediction: torch.Tensor, target: torch.Tensor, matte: torch.Tensor, shown: torch.Tensor | None = None) -> torch.Tensor:
    """prediction, target [B, 3, N, N]; matte [B, 1, N, N] in [0, 1], the subject: it counts three times as much as the background.

    A small one counts more by as much as it is smaller than the mean of the batch (up to threefold), or nobody could tell what it is.
    shown [B]: 0 for pictures that do not count.
    """
    area = matte.mean((1, 2, 3), keepdim=True)
    weight = 1 + 2 * matte * (area.mean() / area.clamp(min=1e-6)).clamp(0.5, 3)
    weight = weight / weight.mean()
    if shown is not None:
        weight = weight * shown[:, None, None, None]
    difference = prediction - target
    loss = (0.5 * difference.abs() * weight + 2.0 * difference.square() * weight).mean()
    pools = (1, 2) if target.shape[-1] <= 64 else (1, 2, 4)
    return loss + sum(0.5 * gradient_loss(prediction, target, weight, pool) for pool in pools)
