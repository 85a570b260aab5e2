"""Trains the evaluation's classifier on real renders: `python -m steeraway_training.train_classifier --minutes 20`.

Pictures get small shifts, soft focus below the "blurry" level and noise, so that the judge reads generated pictures fairly.
Ends with the accuracy of every head on held-out renders (>= 97 % each, or it exits 1) and writes eval/models/classifier.onnx.
"""

import argparse
import json
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from .classifier import HEADS, Classifier
from .factors import FACTORS
from .groups import GROUPS
from .held_out import is_held_out
from .pictures import load_pictures
from .render import render
from .text import PhraseCache

SEED = 4321
NEEDED = 0.97
UNREADABLE = -100
"""A target that takes no part in the loss or the accuracy."""


class Renders:
    """Random factor assignments: half from the prior, half uniform, so that rare values are learnt as well."""

    def __init__(self, seed: int, subjects: int | None = None):
        self.pictures, self.random = load_pictures(subjects), random.Random(seed)

    def batch(self, count: int):
        """-> picture [B, 3, 64, 64] and the targets of every head; UNREADABLE where nobody could tell."""
        subjects = [self.random.randrange(len(self.pictures.names)) for _ in range(count)]
        factors = [{k: self.value(k) for k in FACTORS} for _ in range(count)]
        seen = [visible(f, s in self.pictures.toned) for f, s in zip(factors, subjects)]
        targets = [torch.tensor([HEADS[k].index(v[k]) if v[k] else UNREADABLE for v in seen]) for k in HEADS]
        known = torch.tensor([s if v["subject"] else UNREADABLE for s, v in zip(subjects, seen)])
        return self.disturb(render(self.pictures.take(subjects, factors, 64), factors)[0]), [*targets, known]

    def value(self, key: str) -> str:
        factor = FACTORS[key]
        return self.random.choices(factor.values, factor.shares if self.random.random() < 0.5 else None)[0]

    def disturb(self, picture: torch.Tensor) -> torch.Tensor:
        """Shift by up to 2 px, soft focus up to sigma 0.9 px (blurry is 2.2), noise."""
        dx, dy = self.random.randint(-2, 2), self.random.randint(-2, 2)
        picture = F.pad(picture, (2, 2, 2, 2), mode="replicate")[:, :, 2 + dy : 66 + dy, 2 + dx : 66 + dx]
        offsets = torch.arange(-3.0, 4.0)
        weights = torch.exp(-(offsets**2) / (2 * self.random.uniform(0.05, 0.9) ** 2))
        weights = (weights / weights.sum()).view(1, 1, 1, -1)
        flat = F.pad(picture.flatten(0, 1)[:, None], (3, 3, 3, 3), mode="replicate")
        picture = F.conv2d(F.conv2d(flat, weights), weights.mT).view_as(picture)
        return picture + torch.randn_like(picture) * self.random.uniform(0, 0.06)


def visible(factors: dict[str, str], toned: bool) -> dict[str, str | None]:
    """What the picture shows of each head's factor; None where two values look the same or the picture is too coarse to tell."""
    seen: dict[str, str | None] = {**factors, "subject": "yes"}
    gray, coarse = factors["quality"] == "grayscale", factors["quality"] in ("blurry", "pixelated")
    line, plain = factors["style"] == "line art", factors["hue"] == "natural"
    if gray:
        seen |= {"background": "gray", "hue": "natural"}
    if gray and line and plain and factors["background"] in ("white", "black"):
        seen |= {"background": None, "quality": None}  # black on white, with or without its colours
    if coarse:
        seen["style"] = None
    if coarse and (factors["size"] == "small" or factors["count"] != "one"):
        seen |= {"subject": None, "size": None}
    if not toned or line or gray or not plain or coarse or factors["quality"] == "dark":
        seen["tone"] = None
    return seen


def label_states(names: list[list[str]]) -> torch.Tensor:
    cache = PhraseCache([n[0] for n in names])
    states, mask = cache.batch([[n[0]] for n in names])
    return states.sum(1) / mask.sum(1, keepdim=True)  # mean over tokens, [N, 384]


def masked_loss(logits: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Cross entropy over the readable ones, weighted as if all were: zero where there is none."""
    return F.cross_entropy(logits, target, ignore_index=UNREADABLE, reduction="sum") / len(target)


@torch.no_grad()
def accuracy(net: Classifier, renders: Renders, batches: int = 40) -> dict[str, float]:
    net.eval()
    right, read = torch.zeros(len(HEADS) + 1), torch.zeros(len(HEADS) + 1)
    for _ in range(batches):
        picture, targets = renders.batch(64)
        right += torch.stack([(o.argmax(1) == t).float().sum() for o, t in zip(net(picture), targets)])
        read += torch.stack([(t != UNREADABLE).float().sum() for t in targets])
    return {name: float(r / n.clamp(min=1)) for name, r, n in zip((*HEADS, "subject"), right, read)}


def train(net: Classifier, renders: Renders, minutes: float, checkpoint: Path):
    """Resumes from the checkpoint, written every minute."""
    optimizer = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=0.02, fused=True)
    seconds, step, saved = 0.0, 0, time.monotonic()
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        net.load_state_dict(state["net"])
        optimizer.load_state_dict(state["optimizer"])
        seconds, step = state["seconds"], state["step"]
    net.train()
    while (part := seconds / (60 * minutes)) < 1:
        start = time.monotonic()
        for group in optimizer.param_groups:
            group["lr"] = 2e-3 * min(1, (step + 1) / 100) * (1 - part)
        picture, targets = renders.batch(64)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            outputs = net(picture)
        loss = sum(masked_loss(o.float(), t) for o, t in zip(outputs, targets))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        step += 1
        seconds += time.monotonic() - start
        if step % 100 == 0:
            print(f"step {step} seconds {seconds:.0f} loss {loss.item():.3f}", flush=True)
        if time.monotonic() - saved > 60:
            saved = time.monotonic()
            torch.save({"net": net.state_dict(), "optimizer": optimizer.state_dict(), "seconds": seconds, "step": step}, checkpoint)


def export(net: Classifier, names: list[list[str]], report: dict[str, float], out: Path):
    out.mkdir(parents=True, exist_ok=True)
    outputs = [*HEADS, "subject"]
    torch.onnx.export(
        net, (torch.zeros(2, 3, 64, 64),), str(out / "classifier.onnx"), input_names=["image"], output_names=outputs,
        dynamic_axes={n: {0: "batch"} for n in ["image", *outputs]}, opset_version=17, dynamo=False,
    )  # fmt: skip
    words = {k: {v: list(w) for v, w in f.words.items()} for k, f in FACTORS.items()}
    labels = {
        "heads": {k: list(v) for k, v in HEADS.items()}, "subjects": names, "words": words,
        "groups": {g: [m.strip() for m in members.split(",")] for g, members in GROUPS.items() if g},
        "heldOut": [[n[0], style] for n in names for style in FACTORS["style"].values if is_held_out(n[0], style)],
        "heldOutAccuracy": report,
    }  # fmt: skip
    (out / "labels.json").write_text(json.dumps(labels, indent=1) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=12)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--run", type=Path, default=Path("training/runs/classifier"))
    parser.add_argument("--out", type=Path, default=Path("eval/models"))
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(SEED)
    arguments.run.mkdir(parents=True, exist_ok=True)
    renders = Renders(SEED)
    names = renders.pictures.names
    net = Classifier(label_states(names))
    train(net, renders, arguments.minutes, arguments.run / "checkpoint.pt")
    report = accuracy(net, Renders(SEED + 1))
    print("held-out accuracy", json.dumps(report), flush=True)
    export(net.eval(), names, report, arguments.out)
    if not all(value >= NEEDED for value in report.values()):
        raise SystemExit(f"a head is below {NEEDED}: train longer before trusting this judge")


if __name__ == "__main__":
    main()
