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


KERNELS, KERNEL_SIDE = 32, 5
FAINT = 0.03
"""Of the range of 2: differences below it count in proportion, those above by their logarithm, so that soft shading is told from none."""
SHOWN_ROWS = 3
"""Sorting is slow: so many of the pictures that are shown are compared in each step, at random."""


def structure_loss(prediction: torch.Tensor, other: torch.Tensor) -> torch.Tensor:
    """[B, 3, N, N] each -> [B]: how unlike the local structure of two pictures is, wherever in them it stands and whatever its colour.

    The sliced Wasserstein distance between their patches without the patches' means, at two scales (as in Elnekave and Weiss, arXiv 2203.11862,
    which compares whole patches; the logarithm is ours): sharp lines, plain areas and soft shading tell styles apart.
    """
    kernels = torch.randn(KERNELS, 3, KERNEL_SIDE, KERNEL_SIDE, device=prediction.device)
    kernels = kernels - kernels.mean((2, 3), keepdim=True)
    kernels = kernels / kernels.square().sum((1, 2, 3), keepdim=True).sqrt()

    x, y = torch.randint(2, (2,)).tolist()  # every other patch is enough, from either end

    def responses(picture: torch.Tensor, stride: int) -> torch.Tensor:
        return (1 + F.conv2d(picture, kernels, stride=stride).abs() / FAINT).log().flatten(2).sort(2).values  # [B, KERNELS, patches]

    parts = []
    for pool in (1, 2):
        ours, theirs = (responses(F.avg_pool2d(picture[..., y:, x:], pool), 3 - pool) for picture in (prediction, other))
        parts.append((ours - theirs).abs().mean((1, 2)))
    return torch.stack(parts).mean(0)


def structure_penalty(prediction: torch.Tensor, target: torch.Tensor, shown: torch.Tensor, shown_weight: float) -> torch.Tensor:
    """The mean over a batch: what is not shown [B] in full, against another subject's picture; what is shown by `shown_weight`, against its own."""
    unseen, seen = (rows.nonzero()[:, 0] for rows in (shown == 0, shown > 0))
    total = prediction.new_zeros(())
    if len(unseen):
        total = total + structure_loss(prediction[unseen], target[unseen]).sum()
    if shown_weight and len(seen):
        some = seen[torch.randperm(len(seen), device=seen.device)[:SHOWN_ROWS]]
        total = total + shown_weight * len(seen) * structure_loss(prediction[some], target[some]).mean()
    return total / len(shown)
