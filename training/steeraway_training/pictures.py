"""Reads every subject in four styles (and, for people, four skin tones) from the npm packages, and rasterises it once."""

import io
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from .factors import FACTORS
from .subjects import SUBJECTS, parse_subject

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "node_modules"
ASSETS = MODULES / "@lobehub/fluent-emoji-3d/assets"
NAMES = MODULES / "emojibase-data/en/data.json"
SIZE = 128
STYLES = FACTORS["style"].values
TONES = FACTORS["tone"].values
TONE_OF = {"light": 1, "medium": 3, "dark": 5}
"""Fitzpatrick modifiers as emojibase numbers them; the two between them are left out."""


class MissingDataError(RuntimeError):
    """An npm package with pictures or names is absent or has changed."""


@dataclass(frozen=True)
class Vectors:
    """An Iconify package: SVG bodies by name, names by code point."""

    package: str
    version: str

    @cached_property
    def data(self) -> tuple[dict, dict]:
        folder = MODULES / "@iconify-json" / self.package
        if not (folder / "icons.json").exists():
            raise MissingDataError(f"{folder} is missing: run `npm ci` in the repository root first.")
        return json.loads((folder / "chars.json").read_text()), json.loads((folder / "icons.json").read_text())

    def read(self, code: str) -> Image.Image:
        import resvg_py

        names, icons = self.data
        name = next((names[c] for c in spellings(code) if c in names), None)
        body = icons["icons"].get(name, {}).get("body")
        if body is None:
            raise MissingDataError(f"@iconify-json/{self.package} has no picture {code}: version {self.version} is expected, run `npm ci`.")
        box = f'viewBox="0 0 {icons["width"]} {icons["height"]}" width="{SIZE}" height="{SIZE}"'
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {box}>{body}</svg>'
        return Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))))


@dataclass(frozen=True)
class Rasters:
    """Fluent 3D: webp files by code point."""

    def read(self, code: str) -> Image.Image:
        path = next((p for c in spellings(code) if (p := ASSETS / f"{c}.webp").exists()), None)
        if path is None:
            raise MissingDataError(f"{ASSETS} has no picture {code}.webp: run `npm ci` to restore @lobehub/fluent-emoji-3d 1.1.0.")
        return Image.open(path)


SOURCES = {
    "3d": Rasters(),
    "flat": Vectors("fluent-emoji-flat", "1.2.6"),
    "noto": Vectors("noto", "1.2.9"),
    "line art": Vectors("fluent-emoji-high-contrast", "1.2.6"),
}


def spellings(code: str) -> tuple[str, ...]:
    """Packages differ in whether they write the variation selector fe0f."""
    code = code.lower()
    return code, code.replace("-fe0f", ""), code + "-fe0f"


def rasterise(image: Image.Image) -> torch.Tensor:
    """-> premultiplied RGBA uint8 [4, 128, 128]; premultiplied before resizing, or edges get halos."""
    rgba = torch.from_numpy(np.asarray(image.convert("RGBA"), dtype=np.float32)).permute(2, 0, 1)[None]
    rgba = torch.cat([rgba[:, :3] * rgba[:, 3:] / 255, rgba[:, 3:]], 1)
    return torch.nn.functional.interpolate(rgba, (SIZE, SIZE), mode="area")[0].round().byte()


@dataclass
class PictureSet:
    """pictures: uint8 [P, 4, 128, 128]. place[subject, style, tone]: which of them. names: canonical first."""

    pictures: torch.Tensor
    place: torch.Tensor
    names: list[list[str]]
    toned: frozenset[int]

    def to(self, device: torch.device) -> "PictureSet":
        return PictureSet(self.pictures.to(device), self.place.to(device), self.names, self.toned)

    def take(self, subjects: list[int], factors: list[dict[str, str]], size: int) -> torch.Tensor:
        """-> premultiplied RGBA [B, 4, size, size] in [0, 1] of each subject in its style and skin tone."""
        styles = [STYLES.index(f["style"]) for f in factors]
        tones = [TONES.index(f.get("tone", TONES[0])) for f in factors]
        rgba = self.pictures[self.place[subjects, styles, tones]].float() / 255
        return torch.nn.functional.avg_pool2d(rgba, SIZE // size) if size < SIZE else rgba


def load_pictures(limit: int | None = None, chosen: tuple[str, ...] = ()) -> PictureSet:
    """All subjects, or the `chosen` ones by canonical name, in that order; of them the first `limit` (quick trials)."""
    if not NAMES.exists():
        raise MissingDataError(f"{NAMES} is missing: run `npm ci` in the repository root first.")
    by_label = {entry["label"]: entry for entry in json.loads(NAMES.read_text())}
    pictures, names, toned = [], [], set()
    lines = (chosen_lines(chosen) if chosen else SUBJECTS)[:limit]
    place = torch.zeros(len(lines), len(STYLES), len(TONES), dtype=torch.long)
    for subject, line in enumerate(lines):
        label, subject_names = parse_subject(line)
        if label not in by_label:
            raise MissingDataError(f'emojibase-data has no emoji labelled "{label}": version 17.0.0 is expected.')
        names.append(subject_names)
        skins = {skin["tone"]: skin["hexcode"] for skin in by_label[label].get("skins", [])}
        if skins:
            toned.add(subject)
        for s, style in enumerate(STYLES):
            for t, tone in enumerate(TONES):
                own = t == 0 or (skins and style != "line art")  # line art has no skin
                if own:
                    pictures.append(rasterise(SOURCES[style].read(skins[TONE_OF[tone]] if t else by_label[label]["hexcode"])))
                place[subject, s, t] = len(pictures) - 1 if own else place[subject, s, 0]
    return PictureSet(torch.stack(pictures), place, names, frozenset(toned))


def chosen_lines(chosen: tuple[str, ...]) -> list[str]:
    lines = {parse_subject(line)[1][0]: line for line in SUBJECTS}
    unknown = [name for name in chosen if name not in lines]
    if unknown:
        raise MissingDataError(f"subjects.py has no subject named {', '.join(unknown)}.")
    return [lines[name] for name in chosen]
