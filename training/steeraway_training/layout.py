"""Places a subject on its canvas: how big, how many. Scales and places are multiples of 1/32, so that every size of the curriculum agrees."""

import torch
import torch.nn.functional as F

SCALE = {"normal": 1.0, "small": 0.625, "big": 1.25}
PLACES = {
    "one": (1.0, ((0.5, 0.5),)),
    "two": (0.5, ((0.25, 0.5), (0.75, 0.5))),
    "three": (0.5, ((0.5, 0.25), (0.25, 0.75), (0.75, 0.75))),
}
"""Scale of each copy, and the centres (x, y), as parts of the canvas."""


def place(rgba: torch.Tensor, factors: list[dict[str, str]]) -> torch.Tensor:
    """Premultiplied [B, 4, N, N] -> the same shape, with the size and count of each picture's factors."""
    out = rgba.clone()
    kinds: dict[tuple[str, str], list[int]] = {}
    for i, f in enumerate(factors):
        kinds.setdefault((f.get("size", "normal"), f.get("count", "one")), []).append(i)
    for (size, count), rows in kinds.items():
        if (size, count) != ("normal", "one"):
            out[rows] = arrange(rgba[rows], SCALE[size] * PLACES[count][0], PLACES[count][1])
    return out


def arrange(rgba: torch.Tensor, scale: float, centres: tuple[tuple[float, float], ...]) -> torch.Tensor:
    """Copies of [b, 4, N, N] at `scale` around each centre, later ones over earlier ones, cut at the edges."""
    n = rgba.shape[-1]
    side = round(scale * n)
    copy = F.interpolate(rgba, (side, side), mode="bilinear", antialias=True, align_corners=False)
    canvas = torch.zeros_like(rgba)
    for x, y in centres:
        left, top = round(x * n - side / 2), round(y * n - side / 2)
        x0, y0, x1, y1 = max(left, 0), max(top, 0), min(left + side, n), min(top + side, n)
        part = copy[:, :, y0 - top : y1 - top, x0 - left : x1 - left]
        under = canvas[:, :, y0:y1, x0:x1]
        canvas[:, :, y0:y1, x0:x1] = part + (1 - part[:, 3:]) * under
    return canvas
