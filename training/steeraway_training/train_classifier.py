"""Trains the evaluation's classifier on real renders: `python -m steeraway_training.train_classifier --minutes 12`.

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

from .captions import Sampler
from .classifier import HEADS, Classifier
from .factors import FACTORS
from .groups import GROUPS
from .pictures import load_pictures
from .render import render
from .text import PhraseCache

SEED = 4321
NEEDED = 0.97


class Renders:
    """Random factor assignments: half from the prior, half uniform, so that rare values are learnt as well."""

    def __init__(self, seed: int):
        self.pictures, self.names = load_pictures(64)
        self.random = random.Random(seed)

    def batch(self, count: int):
        subjects = [self.random.randrange(len(self.pictures)) for _ in range(count)]
        factors = [{k: self.value(k) for k in FACTORS} for _ in range(count)]
        targets = [torch.tensor([HEADS[k].index(self.visible(f, k)) for f in factors]) for k in HEADS]
        return self.disturb(render(self.pictures[subjects], factors)), [*targets, torch.tensor(subjects)]

    def value(self, key: str) -> str:
        factor = FACTORS[key]
        return self.random.choices(factor.values, factor.prior if self.random.random() < 0.5 else None)[0]

    @staticmethod
    def visible(factors: dict[str, str], key: str) -> str:
        if factors["quality"] == "grayscale":
            return {"background": "gray", "hue": "natural"}.get(key, factors[key])
        return factors[key]

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


def label_states(names: list[list[str]]) -> torch.Tensor:
    cache = PhraseCache([n[0] for n in names])
    states, mask = cache.batch([[n[0]] for n in names])
    return states.sum(1) / mask.sum(1, keepdim=True)  # mean over tokens, [N, 384]


@torch.no_grad()
def accuracy(net: Classifier, renders: Renders, batches: int = 40) -> dict[str, float]:
    net.eval()
    right = torch.zeros(len(HEADS) + 1)
    for _ in range(batches):
        picture, targets = renders.batch(64)
        right += torch.stack([(o.argmax(1) == t).float().sum() for o, t in zip(net(picture), targets)])
    return {name: float(r) / (64 * batches) for name, r in zip((*HEADS, "subject"), right)}


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
        loss = sum(F.cross_entropy(o.float(), t) for o, t in zip(outputs, targets))
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
        "groups": {g: [m.strip() for m in members.split(",")] for g, members in GROUPS.items() if g}, "heldOutAccuracy": report,
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
    net = Classifier(label_states(renders.names))
    train(net, renders, arguments.minutes, arguments.run / "checkpoint.pt")
    report = accuracy(net, Renders(SEED + 1))
    print("held-out accuracy", json.dumps(report), flush=True)
    export(net.eval(), renders.names, report, arguments.out)
    if not all(value >= NEEDED for value in report.values()):
        raise SystemExit(f"a head is below {NEEDED}: train longer before trusting this judge")


if __name__ == "__main__":
    main()
