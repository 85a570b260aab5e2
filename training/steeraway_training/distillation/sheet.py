"""Contact sheets: the same seeds drawn by the teacher and by every student, without and with NASA."""

from pathlib import Path

import numpy as np
import torch
from PIL import Image

from .denoiser import Denoiser
from .evaluate import GUIDED_ALPHA, Case, Drawing

SEEDS = 6
UNWANTED = (("background", "white"), ("background", "blue"), ("style", "3d"), ("style", "line art"))
GAP = 4


def shown_cases(subjects: int) -> list[Case]:
    """One row of seeds for each unwanted value, with a subject of its own."""
    return [Case(row % subjects, unwanted, seed) for row, unwanted in enumerate(UNWANTED) for seed in range(SEEDS)]


def grid(pictures: torch.Tensor) -> np.ndarray:
    """[rows * SEEDS, 3, N, N] -> bytes [rows * N, SEEDS * N, 3]."""
    rows = pictures.unflatten(0, (-1, SEEDS)).permute(0, 3, 1, 4, 2).flatten(0, 1).flatten(1, 2)
    return ((rows.clamp(-1, 1) + 1) * 127.5).round().byte().cpu().numpy()


def draw_sheet(path: Path, drawing: Drawing, students: dict[str, Denoiser], teacher: Denoiser, scale: int = 2):
    """Rows of blocks: the teacher (kappa 1, eq. 5), then each student (plain, NASA at GUIDED_ALPHA); a block's rows are UNWANTED."""
    chosen = shown_cases(drawing.settings.subjects)
    lines = [[drawing.teacher(teacher, False, 1.0), drawing.teacher(teacher, True, 2.0)]]
    lines += [[drawing.student(net, alpha) for alpha in (0.0, GUIDED_ALPHA)] for net in students.values()]
    blocks = [[grid(drawing.all(draw, chosen)) for draw in line] for line in lines]
    height, width = blocks[0][0].shape[:2]
    sheet = np.full((len(blocks) * (height + GAP) - GAP, 2 * width + GAP, 3), 255, np.uint8)
    for i, line in enumerate(blocks):
        for j, block in enumerate(line):
            sheet[i * (height + GAP) :, j * (width + GAP) :][:height, :width] = block
    Image.fromarray(sheet).resize((sheet.shape[1] * scale, sheet.shape[0] * scale), Image.Resampling.NEAREST).save(path)
