"""Reads the Fluent 3D emoji of the subjects from the npm packages and resizes them once."""

import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from .subjects import SUBJECTS, parse_subject

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "node_modules/@lobehub/fluent-emoji-3d/assets"
NAMES = ROOT / "node_modules/emojibase-data/en/data.json"


class MissingDataError(RuntimeError):
    """An npm package with pictures or names is absent or has changed."""


def emoji_file(hexcode: str) -> Path:
    code = hexcode.lower()
    for key in (code, code.replace("-fe0f", ""), code + "-fe0f"):
        if (path := ASSETS / f"{key}.webp").exists():
            return path
    raise MissingDataError(f"{ASSETS} has no picture {code}.webp: run `npm ci` to restore @lobehub/fluent-emoji-3d 1.1.0.")


def load_pictures(size: int) -> tuple[torch.Tensor, list[list[str]]]:
    """-> premultiplied RGBA [N, 4, size, size] in [0, 1] and, for each subject, its names (canonical first)."""
    if not NAMES.exists():
        raise MissingDataError(f"{NAMES} is missing: run `npm ci` in the repository root first.")
    by_label = {entry["label"]: entry for entry in json.loads(NAMES.read_text())}
    pictures, names = [], []
    for line in SUBJECTS:
        label, subject_names = parse_subject(line)
        if label not in by_label:
            raise MissingDataError(f'emojibase-data has no emoji labelled "{label}": version 17.0.0 is expected.')
        image = Image.open(emoji_file(by_label[label]["hexcode"])).convert("RGBA")
        rgba = torch.from_numpy(np.asarray(image, dtype=np.float32) / 255).permute(2, 0, 1)[None]
        rgba = torch.cat([rgba[:, :3] * rgba[:, 3:], rgba[:, 3:]], 1)  # premultiply, or edges get halos
        pictures.append(F.interpolate(rgba, (size, size), mode="area")[0])
        names.append(subject_names)
    return torch.stack(pictures), names
