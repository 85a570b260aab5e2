"""Combinations that training never shows, for the evaluation: one in twenty pairs of a subject and a style other than 3D."""

import zlib

from .factors import FACTORS

ONE_IN = 20


def is_held_out(subject: str, style: str) -> bool:
    """subject: canonical name. The same pairs on every machine. (Version 2, where training starts, knew nothing but 3D.)"""
    return style != "3d" and zlib.crc32(f"{subject}/{style}".encode()) % ONE_IN == 0


def held_out_styles(subject: str) -> set[str]:
    """The styles in which training never shows this subject."""
    return {style for style in FACTORS["style"].values if is_held_out(subject, style)}
