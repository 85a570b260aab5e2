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


def detail(target: torch.Tensor) -> torch.Tensor:
    """[B, 3, N, N] -> [B, 1, N, N] in [0, 1]: how far a pixel is from the mean around it, 1 at a tenth of the range."""
    size = target.shape[-1] // 16 + 1  # of the neighbourhood: 9 of 128 pixels, 5 of 64
    around = F.avg_pool2d(target, size, stride=1, padding=size // 2, count_include_pad=False)
    return ((target - around).abs().mean(1, keepdim=True) / 0.2).clamp(max=1)


def picture_loss(prediction: torch.Tensor, target: torch.Tensor, matte: torch.Tensor, shown: torch.Tensor | None = None) -> torch.Tensor:
    """prediction, target [B, 3, N, N]; matte [B, 1, N, N] in [0, 1], the subject: it counts three times as much as the background.

    A small one counts more by as much as it is smaller than the mean of the batch (up to threefold), or nobody could tell what it is, and
    its details count up to three times as much as its plain parts: without its seeds a strawberry is a lemon.
    shown [B]: 0 for pictures that do not count.
    """
    area = matte.mean((1, 2, 3), keepdim=True)
    weight = 1 + 2 * matte * (area.mean() / area.clamp(min=1e-6)).clamp(0.5, 3) * (1 + 2 * detail(target))
    weight = weight / weight.mean()
    if shown is not None:
        weight = weight * shown[:, None, None, None]
    difference = prediction - target
    loss = (0.5 * difference.abs() * weight + 2.0 * difference.square() * weight).mean()
    pools = (1, 2) if target.shape[-1] <= 64 else (1, 2, 4)
    return loss + sum(0.5 * gradient_loss(prediction, target, weight, pool) for pool in pools)
