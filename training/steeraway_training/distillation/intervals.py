"""Figures with their n and 95 % interval."""

import math

import torch

Z = 1.96


def share(hits: torch.Tensor) -> dict:
    """Wilson's interval of a share. hits: bool [n]."""
    n = hits.numel()
    if n == 0:
        return {"n": 0, "value": None, "low": None, "high": None}
    p = float(hits.float().mean())
    middle, half = (p + Z * Z / (2 * n)), Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    scale = 1 + Z * Z / n
    return {"n": n, "value": p, "low": max(0.0, (middle - half) / scale), "high": min(1.0, (middle + half) / scale)}


def mean(values: torch.Tensor) -> dict:
    """Normal interval of a mean. values: [n]."""
    n = values.numel()
    if n < 2:
        raise ValueError(f"{n} value(s) have no interval")
    value, half = float(values.double().mean()), Z * float(values.double().std()) / math.sqrt(n)
    return {"n": n, "value": value, "low": value - half, "high": value + half}


def decibels(error: torch.Tensor) -> torch.Tensor:
    """Peak signal-to-noise ratio of mean square errors of pixels in [-1, 1]."""
    return 10 * torch.log10(4 / error.clamp(min=1e-8))


def text(figure: dict, digits: int = 2) -> str:
    """`0.93 (0.90-0.95, n 480)`."""
    if figure["value"] is None:
        return "none (n 0)"
    value, low, high = (f"{figure[key]:.{digits}f}" for key in ("value", "low", "high"))
    return f"{value} ({low} to {high}, n {figure['n']})"
