"""Reads every subject in four styles (and, for people, four skin tones) from the npm packages, and rasterises it once."""

from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image

from .factors import FACTORS
from .packages import PICTURES, SIZE, entry
from .subjects import SUBJECTS, parse_subject

STYLES = FACTORS["style"].values
TONES = FACTORS["tone"].values
TONE_OF = {"light": 1, "medium": 3, "dark": 5}
"""Fitzpatrick modifiers as emojibase numbers them; the two between them are left out."""


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
    pictures, names, toned = [], [], set()
    lines = (chosen_lines(chosen) if chosen else SUBJECTS)[:limit]
    place = torch.zeros(len(lines), len(STYLES), len(TONES), dtype=torch.long)
    for subject, line in enumerate(lines):
        label, subject_names = parse_subject(line)
        emoji = entry(label)
        names.append(subject_names)
        skins = {skin["tone"]: skin["hexcode"] for skin in emoji.get("skins", [])}
        if skins:
            toned.add(subject)
        for s, style in enumerate(STYLES):
            for t, tone in enumerate(TONES):
                own = t == 0 or (skins and style != "line art")  # line art has no skin
                if own:
                    pictures.append(rasterise(PICTURES[style].read(skins[TONE_OF[tone]] if t else emoji["hexcode"])))
                place[subject, s, t] = len(pictures) - 1 if own else place[subject, s, 0]
    return PictureSet(torch.stack(pictures), place, names, frozenset(toned))


def chosen_lines(chosen: tuple[str, ...]) -> list[str]:
    lines = {parse_subject(line)[1][0]: line for line in SUBJECTS}
    unknown = [name for name in chosen if name not in lines]
    if unknown:
        raise SystemExit(f"subjects.py has no subject named {', '.join(unknown)}.")
    return [lines[name] for name in chosen]
