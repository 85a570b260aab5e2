"""Reads pictures and names from the npm packages, and says which of them is missing or has changed."""

import io
import json
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from PIL import Image

MODULES = Path(__file__).resolve().parents[2] / "node_modules"
SIZE = 128
RESTORE = "run `npm ci` in the repository root"


class MissingDataError(SystemExit):
    """An npm package with pictures or names is absent or has changed. It ends a command with its message."""


@dataclass(frozen=True)
class Package:
    """An npm package of the version that the subjects were chosen from."""

    name: str
    version: str

    @cached_property
    def folder(self) -> Path:
        folder = MODULES / self.name
        if not (folder / "package.json").exists():
            raise MissingDataError(f"{folder} is missing: {RESTORE} first.")
        found = read_json(folder / "package.json").get("version")
        if found != self.version:
            raise MissingDataError(f"{folder} is version {found}, {self.version} is expected: {RESTORE}.")
        return folder

    def json(self, path: str) -> list | dict:
        return read_json(self.folder / path)


def read_json(path: Path) -> list | dict:
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise MissingDataError(f"{path} cannot be read ({error}): {RESTORE} to restore it.") from error


@dataclass(frozen=True)
class Vectors:
    """An Iconify package: SVG bodies by name, names by code point."""

    package: Package

    @cached_property
    def data(self) -> tuple[dict, dict]:
        return self.package.json("chars.json"), self.package.json("icons.json")

    def read(self, code: str) -> Image.Image:
        import resvg_py

        names, icons = self.data
        name = next((names[c] for c in spellings(code) if c in names), None)
        body = icons["icons"].get(name, {}).get("body")
        if body is None:
            raise MissingDataError(f"{self.package.folder} has no picture {code}: {RESTORE} to restore it.")
        box = f'viewBox="0 0 {icons["width"]} {icons["height"]}" width="{SIZE}" height="{SIZE}"'
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {box}>{body}</svg>'
        return Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))))


@dataclass(frozen=True)
class Rasters:
    """Files of pixels by code point."""

    package: Package

    def read(self, code: str) -> Image.Image:
        folder = self.package.folder / "assets"
        path = next((p for c in spellings(code) if (p := folder / f"{c}.webp").exists()), None)
        if path is None:
            raise MissingDataError(f"{folder} has no picture {code}.webp: {RESTORE} to restore it.")
        try:
            image = Image.open(path)
            image.load()
        except OSError as error:
            raise MissingDataError(f"{path} cannot be read ({error}): {RESTORE} to restore it.") from error
        return image


PICTURES = {
    "3d": Rasters(Package("@lobehub/fluent-emoji-3d", "1.1.0")),
    "flat": Vectors(Package("@iconify-json/fluent-emoji-flat", "1.2.6")),
    "noto": Vectors(Package("@iconify-json/noto", "1.2.9")),
    "line art": Vectors(Package("@iconify-json/fluent-emoji-high-contrast", "1.2.6")),
}
"""By style."""
LABELS = Package("emojibase-data", "17.0.0")


@cache
def entries() -> dict[str, dict]:
    """Of every emoji, by its label."""
    return {entry["label"]: entry for entry in LABELS.json("en/data.json")}


def entry(label: str) -> dict:
    if label not in entries():
        raise MissingDataError(f'{LABELS.folder} has no emoji labelled "{label}": {RESTORE} to restore it.')
    return entries()[label]


def spellings(code: str) -> tuple[str, ...]:
    """Packages differ in whether they write the variation selector fe0f."""
    code = code.lower()
    return code, code.replace("-fe0f", ""), code + "-fe0f"
