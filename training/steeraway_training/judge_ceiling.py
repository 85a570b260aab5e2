"""How well the shipped judge's dual encoder retrieves *real* renders: `python -m steeraway_training.judge_ceiling`.

No generator can be expected to do better in the retrieval suite (eval/suites/retrieval.ts), whose captions, candidates and draws these are.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from .factors import FACTORS, draw
from .held_out import is_held_out
from .judge_data import SEEN
from .latents import FACTOR_COORDINATE, LATENT
from .pictures import SIZE, STYLES, PictureSet, load_pictures
from .render import render
from .subjects import subject_set_named
from .verify_export import encode, session

CANDIDATES = 100
SEED = 23
PICTURES = {"trainedCombinations": 1, "heldOutCombinations": 8}
"""Of each caption."""

Combination = tuple[int, str]
"""Subject, style."""


def among(index: int, total: int, rivals: list[int]) -> list[int]:
    """As in eval/suites/candidates.ts: the caption itself, its rivals, others at an even stride."""
    first = [index, *rivals]
    rest = [i % total for i in range(index, index + total) if i % total not in first]
    places = min(CANDIDATES, total) - len(first)
    return first + [rest[k * len(rest) // places] for k in range(places)]


class Ceiling:
    def __init__(self, pictures: PictureSet, judge: Path):
        self.pictures, self.random = pictures, np.random.default_rng(SEED)
        self.names = [names[0] for names in pictures.names]
        self.classifier, self.caption = session(str(judge / "classifier.onnx")), session(str(judge / "caption.onnx"))
        self.combinations = [(i, style) for i in range(len(self.names)) for style in STYLES]
        self.embeddings = np.concatenate([self.embed_caption(pair) for pair in self.combinations])

    @torch.no_grad()
    def embed_caption(self, pair: Combination) -> np.ndarray:
        """-> [1, 96], of length 1."""
        subject, style = pair
        pooled = encode(f"{self.names[subject]}, {FACTORS['style'].words[style][0]}").mean(1)
        return self.caption.run(["embedding"], {"pooled": pooled.numpy()})[0]

    def embed_render(self, pair: Combination) -> np.ndarray:
        """A sharp render in this style, all else from the prior -> [96], of length 1."""
        subject, style = pair
        z = self.random.standard_normal(LATENT)
        factors = {key: draw(factor, float(z[FACTOR_COORDINATE[key]])) for key, factor in FACTORS.items()}
        factors |= {"style": style, "quality": "clean"}
        if subject not in self.pictures.toned:
            del factors["tone"]
        picture = render(self.pictures.take([subject], [factors], SIZE), [factors])[0]
        return self.classifier.run(["embedding"], {"image": F.avg_pool2d(picture, SIZE // SEEN).numpy()})[0][0]

    def finds(self, index: int, with_styles: bool, embedding: np.ndarray) -> bool:
        subject = self.combinations[index][0]
        rivals = [i for i, (one, _) in enumerate(self.combinations) if one == subject and i != index] if with_styles else []
        scores = self.embeddings[among(index, len(self.combinations), rivals)] @ embedding
        return int(scores.argmax()) == 0

    def measure(self, kind: str) -> dict[str, float | int]:
        held_out = kind == "heldOutCombinations"
        asked = [i for i, (subject, style) in enumerate(self.combinations) if is_held_out(self.names[subject], style) == held_out]
        drawn = [(i, self.embed_render(self.combinations[i])) for i in asked for _ in range(PICTURES[kind])]
        share = {name: np.mean([self.finds(i, flag, e) for i, e in drawn]) for name, flag in (("dual", False), ("dualAmongStyles", True))}
        return {name: round(float(value), 4) for name, value in share.items()} | {"captions": len(asked), "n": len(drawn)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--judge", type=Path, default=Path("eval/models"))
    parser.add_argument("--subject-set", default="core")
    parser.add_argument("--out", type=Path, default=Path("eval/results/real-renders.json"))
    arguments = parser.parse_args()
    ceiling = Ceiling(load_pictures(None, subject_set_named(arguments.subject_set)), arguments.judge)
    figures = {kind: ceiling.measure(kind) for kind in PICTURES}
    arguments.out.write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
