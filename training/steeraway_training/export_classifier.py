"""Writes the judge for eval/: classifier.onnx, caption.onnx, labels.json, and features of real renders for the distances between pictures."""

import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from .classifier import HEADS, JUDGE_VERSION, OUTPUTS, CaptionTower, Classifier
from .factors import FACTORS, draw
from .groups import GROUPS
from .held_out import is_held_out
from .judge_data import SEEN
from .pictures import SIZE, STYLES, PictureSet
from .render import render
from .text import TEXT_WIDTH

RENDERS = 2000
SEED = 97
CANONICAL = {"background": "white", "hue": "natural", "quality": "clean", "size": "normal", "count": "one", "tone": "yellow"}
"""How the bank of training pictures shows every subject in every style."""


def export(net: Classifier, tower: CaptionTower, pictures: PictureSet, drawn: list[int], report: dict[str, dict], out: Path):
    """drawn: the subjects that the generator learns. features.bin: float16, [RENDERS + drawn * styles, 384]; what each row is: `features` of labels.json."""
    out.mkdir(parents=True, exist_ok=True)
    net, tower = net.eval().to(memory_format=torch.contiguous_format), tower.eval()
    to_onnx(net, torch.zeros(2, 3, SEEN, SEEN), "image", OUTPUTS, out / "classifier.onnx")
    to_onnx(tower, torch.zeros(2, TEXT_WIDTH), "pooled", ("embedding",), out / "caption.onnx")
    renders, clean, sharpness = real_renders(net, pictures, drawn)
    bank = training_bank(net, pictures, drawn)
    (out / "features.bin").write_bytes(np.concatenate([renders, bank]).astype("<f2").tobytes())
    facts = {"width": renders.shape[1], "renders": len(renders), "clean": clean, "bank": len(bank), "sharpness": sharpness}
    (out / "labels.json").write_text(json.dumps(labels(pictures.names, drawn, report, facts), indent=1) + "\n")


def to_onnx(net: torch.nn.Module, example: torch.Tensor, name: str, outputs: tuple[str, ...], path: Path):
    axes = {n: {0: "batch"} for n in [name, *outputs]}
    torch.onnx.export(
        net, (example,), str(path), input_names=[name], output_names=list(outputs), dynamic_axes=axes, opset_version=17, dynamo=False
    )


def labels(names: list[list[str]], drawn: list[int], report: dict[str, dict], features: dict) -> dict:
    return {
        "version": JUDGE_VERSION,
        "heads": {k: list(v) for k, v in HEADS.items()}, "subjects": names, "drawn": [names[i][0] for i in drawn],
        "words": {k: {v: list(w) for v, w in f.words.items()} for k, f in FACTORS.items()},
        "groups": {g: [m.strip() for m in members.split(",")] for g, members in GROUPS.items() if g},
        "heldOut": [[n[0], style] for n in (names[i] for i in drawn) for style in STYLES if is_held_out(n[0], style)],
        "heldOutAccuracy": report,
        "features": features,
    }  # fmt: skip


@torch.no_grad()
def real_renders(net: Classifier, pictures: PictureSet, drawn: list[int]) -> tuple[np.ndarray, int, dict[str, float]]:
    """Subjects uniform, factors from the prior, as an unguided prompt that names the subject alone -> features, the clean ones first.

    Also how many are clean, and how sharp those are at 64 and at 128 px: the mean of |Laplacian| over pixels in [-1, 1].
    """
    pick = np.random.default_rng(SEED)
    subjects = [drawn[i] for i in pick.integers(len(drawn), size=RENDERS)]
    factors = [{k: draw(f, float(pick.standard_normal())) for k, f in FACTORS.items()} for _ in subjects]
    order = sorted(range(RENDERS), key=lambda i: factors[i]["quality"] != "clean")
    clean = sum(f["quality"] == "clean" for f in factors)
    rows, sums = [], {SEEN: 0.0, SIZE: 0.0}
    for start in range(0, RENDERS, 50):
        chosen = order[start : start + 50]
        those = [factors[i] for i in chosen]
        picture = render(pictures.take([subjects[i] for i in chosen], those, SIZE), those)[0]
        seen = F.avg_pool2d(picture, SIZE // SEEN)
        rows.append(features_of(net, seen))
        part = max(0, min(50, clean - start))
        sums[SEEN] += float(sharpness(seen[:part]).sum())
        sums[SIZE] += float(sharpness(picture[:part]).sum())
    return np.concatenate(rows), clean, {str(size): round(total / clean, 6) for size, total in sums.items()}


@torch.no_grad()
def training_bank(net: Classifier, pictures: PictureSet, drawn: list[int]) -> np.ndarray:
    """Every drawn subject in every style, row = its place in `drawn` * styles + style, held-out pairs among them: see `heldOut`."""
    rows = []
    for subject in drawn:
        factors = [{**CANONICAL, "style": style} for style in STYLES]
        picture = render(pictures.take([subject] * len(STYLES), factors, SIZE), factors)[0]
        rows.append(features_of(net, F.avg_pool2d(picture, SIZE // SEEN)))
    return np.concatenate(rows)


def features_of(net: Classifier, seen: torch.Tensor) -> np.ndarray:
    return net(seen)[OUTPUTS.index("features")].numpy()


def sharpness(picture: torch.Tensor) -> torch.Tensor:
    """Mean |4 p - its four neighbours| over inner pixels and channels of each picture, [B, 3, N, N] -> [B]."""
    inner = picture[:, :, 1:-1, 1:-1]
    around = picture[:, :, :-2, 1:-1] + picture[:, :, 2:, 1:-1] + picture[:, :, 1:-1, :-2] + picture[:, :, 1:-1, 2:]
    return (4 * inner - around).abs().mean((1, 2, 3))
