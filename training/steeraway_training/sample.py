"""Draws a contact sheet: `python -m steeraway_training.sample --out sheet.png`, of the shipped weights or of another `--checkpoint`.

One row a prompt pair: four seeds without guidance, then the same four with NASA.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from .latents import LATENT
from .checkpoint import load_generator
from .verify_export import draw, encode

PAIRS = (
    ("cat", "white background"), ("strawberry, white background", "blurry"), ("animal, 3d render", "cat"), ("star, 3d", "red colored"),
    ("pizza, flat", "blue background"), ("fruit, line art", "banana"), ("rocket", "low quality, blurry, dark"), ("penguin", "out of focus"),
    ("happy face", "black and white"), ("car, white background", "flat"), ("sunflower, noto style", "pixelated"), ("pet", "dog"),
    ("two apples, sharp", "3d render"), ("tiger, sharp, white background", "line art"), ("woman, 3d, sharp", "dark skin"),
    ("small house, sharp, noto style", "green background"),
)  # fmt: skip
SEEDS = 4
SHIPPED = Path(__file__).parents[2] / "public/models/emoji-128/nasa-t"


def to_bytes(picture: torch.Tensor) -> np.ndarray:
    return ((picture[0].permute(1, 2, 0).clamp(-1, 1) + 1) * 127.5).round().byte().numpy()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, default=SHIPPED, help="a run's checkpoint.pt, or a folder that was exported")
    parser.add_argument("--out", type=Path, default=Path("sheet.png"))
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--size", type=int, choices=(32, 64, 128), default=128, help="what the run trains at the moment")
    arguments = parser.parse_args()
    net, rows = load_generator(arguments.checkpoint), []
    empty = encode("")
    for positive, negative in PAIRS:
        states, away = encode(positive), encode(negative)
        latents = [torch.randn(1, LATENT, generator=torch.Generator().manual_seed(seed)) for seed in range(SEEDS)]
        plain = [to_bytes(draw(net, z, states, empty, 0.0, arguments.size)) for z in latents]
        guided = [to_bytes(draw(net, z, states, away, arguments.scale, arguments.size)) for z in latents]
        rows.append(np.concatenate(plain + guided, 1))
    columns = [np.concatenate(rows[i::2], 0) for i in range(2)]
    Image.fromarray(np.concatenate(columns, 1)).save(arguments.out)


if __name__ == "__main__":
    main()
