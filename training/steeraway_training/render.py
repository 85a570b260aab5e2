"""Renders pictures under their factors, a batch at a time, as float tensors. Nothing here is random: see captions.py."""

import torch
import torch.nn.functional as F

from .layout import place

BACKGROUND_COLOR = {
    "white": (1.0, 1.0, 1.0), "blue": (0.2, 0.4, 0.9), "red": (0.9, 0.2, 0.2), "green": (0.2, 0.7, 0.3),
    "yellow": (1.0, 0.85, 0.2), "pink": (1.0, 0.6, 0.75), "black": (0.05, 0.05, 0.05),
}  # fmt: skip
TINT = {
    "red": (1.0, 0.25, 0.2), "orange": (1.0, 0.6, 0.15), "green": (0.3, 0.85, 0.35),
    "blue": (0.3, 0.5, 1.0), "purple": (0.65, 0.35, 0.95),
}  # fmt: skip
INK_GAIN = 0.6  # a tinted line on a background of its own colour must show
TINT_GAIN = 1.25  # the tints darken: lift the luminance that carries them
DARK_GAIN = 0.4
PIXELATED_GRID = 12
BLUR_SIGMA = 2.2 / 64  # of the picture's width


def render(rgba: torch.Tensor, factors: list[dict[str, str]]) -> tuple[torch.Tensor, torch.Tensor]:
    """rgba: premultiplied [B, 4, N, N] in [0, 1] -> picture [B, 3, N, N] in [-1, 1] and matte [B, 1, N, N], one factor assignment each."""
    rgba = place(rgba, factors)
    rgb, alpha = rgba[:, :3], rgba[:, 3:]
    rgb = ink(tint(rgb, alpha, [f["hue"] for f in factors]), alpha, factors)
    background = torch.tensor([BACKGROUND_COLOR[f["background"]] for f in factors], device=rgba.device)[:, :, None, None]
    picture = rgb + (1 - alpha) * background
    return degrade(picture, [f["quality"] for f in factors]) * 2 - 1, alpha


def tint(rgb: torch.Tensor, alpha: torch.Tensor, hues: list[str]) -> torch.Tensor:
    """Recolours the chosen pictures: straight-alpha luminance times the tint."""
    chosen = [i for i, hue in enumerate(hues) if hue != "natural"]
    if not chosen:
        return rgb
    luminance = (rgb[chosen] / alpha[chosen].clamp(min=1e-3)).mean(1, keepdim=True)
    colors = torch.tensor([TINT[hues[i]] for i in chosen], device=rgb.device)[:, :, None, None]
    rgb = rgb.clone()
    rgb[chosen] = (luminance * TINT_GAIN * colors).clamp(0, 1) * alpha[chosen]
    return rgb


def ink(rgb: torch.Tensor, alpha: torch.Tensor, factors: list[dict[str, str]]) -> torch.Tensor:
    """Line art is drawn in one colour, dark, or light on black: the sources have only a shape."""
    chosen = [i for i, f in enumerate(factors) if f.get("style") == "line art"]
    if not chosen:
        return rgb
    colors = torch.tensor([ink_color(factors[i]) for i in chosen], device=rgb.device)[:, :, None, None]
    rgb = rgb.clone()
    rgb[chosen] = colors * alpha[chosen]
    return rgb


def ink_color(factors: dict[str, str]) -> tuple[float, ...]:
    on_black = factors["background"] == "black"
    if factors["hue"] == "natural":
        return (1.0, 1.0, 1.0) if on_black else (0.1, 0.1, 0.1)
    return tuple(c * (1.0 if on_black else INK_GAIN) for c in TINT[factors["hue"]])


def degrade(picture: torch.Tensor, qualities: list[str]) -> torch.Tensor:
    picture = picture.clone()
    for quality, apply in (("blurry", blur), ("pixelated", pixelate), ("grayscale", grayscale), ("dark", darken)):
        chosen = [i for i, q in enumerate(qualities) if q == quality]
        if chosen:
            picture[chosen] = apply(picture[chosen])
    return picture


def blur(picture: torch.Tensor) -> torch.Tensor:
    size = picture.shape[-1]
    radius = max(1, round(3 * BLUR_SIGMA * size))
    offsets = torch.arange(-radius, radius + 1, dtype=torch.float32, device=picture.device)
    weights = torch.exp(-(offsets**2) / (2 * (BLUR_SIGMA * size) ** 2))
    weights = weights / weights.sum()
    flat = F.pad(picture.flatten(0, 1)[:, None], (radius,) * 4, mode="reflect")
    flat = F.conv2d(F.conv2d(flat, weights.view(1, 1, 1, -1)), weights.view(1, 1, -1, 1))
    return flat.view_as(picture)


def pixelate(picture: torch.Tensor) -> torch.Tensor:
    coarse = F.interpolate(picture, (PIXELATED_GRID, PIXELATED_GRID), mode="area")
    return F.interpolate(coarse, picture.shape[-2:], mode="nearest")


def grayscale(picture: torch.Tensor) -> torch.Tensor:
    return picture.mean(1, keepdim=True).expand_as(picture)


def darken(picture: torch.Tensor) -> torch.Tensor:
    return picture * DARK_GAIN
