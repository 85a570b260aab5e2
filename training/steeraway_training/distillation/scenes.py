"""Every picture that there is: all renders of the chosen subjects under the drawn factors. Training shows them, the judge knows them."""

from dataclasses import dataclass
from itertools import product

import torch

from ..factors import FACTORS
from ..pictures import load_pictures
from ..render import render

DRAWN = ("style", "background")
"""Factors that the prompt may leave to chance; the others keep their first value. Both are choices between alternatives. Hues and qualities
are changes of scale ("dark" is the picture times a number), and away from those eq. 5 with kappa up to 4 has no end: white-out."""
FIXED = {key: factor.values[0] for key, factor in FACTORS.items() if key not in DRAWN}


@dataclass
class Scenes:
    """pictures: half [R, 3, N, N] in [-1, 1]. values[r]: the subject's index, then the index of each drawn factor's value."""

    pictures: torch.Tensor
    values: torch.Tensor
    names: list[list[str]]

    def row(self, subject: int, factors: dict[str, str]) -> int:
        """Rows count subjects first, then the factors in the order of DRAWN."""
        row = subject
        for key in DRAWN:
            row = row * len(FACTORS[key].values) + FACTORS[key].values.index(factors[key])
        return row

    def take(self, rows: list[int]) -> torch.Tensor:
        return self.pictures[torch.tensor(rows, device=self.pictures.device)].float()


def combinations() -> list[dict[str, str]]:
    return [dict(zip(DRAWN, values)) for values in product(*(FACTORS[key].values for key in DRAWN))]


def load_scenes(names: tuple[str, ...], size: int, device: torch.device) -> Scenes:
    pictures = load_pictures(chosen=names)
    factors = [{**FIXED, **drawn} for drawn in combinations()]
    sheets = [render(pictures.take([subject] * len(factors), factors, size), factors)[0].half() for subject in range(len(names))]
    places = [[FACTORS[key].values.index(f[key]) for key in DRAWN] for f in factors]
    values = torch.tensor([[subject, *place] for subject in range(len(names)) for place in places])
    return Scenes(torch.cat(sheets).to(device), values.to(device), pictures.names)
