"""Trains the evaluation's judge on real renders: `python -m steeraway_training.train_classifier --threads 1`.

Pictures get small shifts, soft focus below the "blurry" level and noise, so that the judge reads generated pictures fairly.
Ends with the accuracy of every head on held-out renders and writes eval/models; exits 1 where a head is below 97 %.
Resumes from its checkpoint, written every two minutes: give the same command again.
"""

import argparse
import json
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from . import checkpoint
from .classifier import HEADS, JUDGE_VERSION, CaptionTower, Classifier
from .export_classifier import export
from .judge_data import UNREADABLE, RenderBatch, Renders, mean_states
from .subjects import subject_set_named
from .text import PhraseCache

SEED = 4321
NEEDED = 0.97
BATCH = 64
LEARNING_RATE = 2e-3
CAPTION_WEIGHT = 0.5
SAVE_SECONDS = 120


def masked_loss(logits: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Cross entropy over the readable ones, weighted as if all were: zero where there is none."""
    return F.cross_entropy(logits, target, ignore_index=UNREADABLE, reduction="sum") / len(target)


def caption_loss(image: torch.Tensor, text: torch.Tensor, matches: torch.Tensor, scale: torch.Tensor) -> torch.Tensor:
    """InfoNCE both ways (CLIP, arXiv 2103.00020). Captions of others that happen to be true of a picture as well do not compete."""
    logits = scale * image @ text.T  # [B, B]
    own = torch.arange(len(logits))
    others = matches & ~torch.eye(len(logits), dtype=torch.bool)
    logits = logits.masked_fill(others, float("-inf"))
    return (F.cross_entropy(logits, own) + F.cross_entropy(logits.T, own)) / 2


class Trainer:
    def __init__(self, renders: Renders, folder: Path, steps: int, widths: tuple[int, ...] = (32, 64, 128, 192)):
        self.renders, self.steps, self.step = renders, steps, 0
        folder.mkdir(parents=True, exist_ok=True)
        self.checkpoint = folder / "checkpoint.pt"
        self.cache = PhraseCache(renders.phrases())
        self.net = Classifier(mean_states(self.cache, [[group[0]] for group in renders.pictures.names]), widths)
        self.tower = CaptionTower()
        parameters = [*self.net.parameters(), *self.tower.parameters()]
        self.optimizer = torch.optim.AdamW(parameters, lr=LEARNING_RATE, weight_decay=0.02, fused=True)
        self.resume()

    def parts(self) -> dict:
        return {"net": self.net, "tower": self.tower, "optimizer": self.optimizer}

    def resume(self):
        if not self.checkpoint.exists():
            return
        state = checkpoint.load(self.checkpoint)
        if state["version"] != JUDGE_VERSION:
            raise SystemExit(f"{self.checkpoint} is of judge version {state['version']}, not {JUDGE_VERSION}: give another --run.")
        for name, part in self.parts().items():
            part.load_state_dict(state[name])
        self.step = state["step"]
        self.renders.random.seed(SEED + self.step)
        print(f"resumed {self.checkpoint} at step {self.step}", flush=True)

    def save(self):
        states = {name: part.state_dict() for name, part in self.parts().items()}
        checkpoint.write(self.checkpoint, {"version": JUDGE_VERSION, "step": self.step, **states})

    def loss(self, batch: RenderBatch) -> torch.Tensor:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            *logits, _, image = self.net(batch.picture.contiguous(memory_format=torch.channels_last))
            text = self.tower(mean_states(self.cache, batch.captions))
            names = self.tower(mean_states(self.cache, self.renders.names()))
        heads = sum(masked_loss(output.float(), batch.targets[:, i]) for i, output in enumerate(logits))
        image, scale = image.float(), self.tower.temperature.exp()
        named = masked_loss(scale * image @ names.float().T, batch.targets[:, -1])
        return heads + CAPTION_WEIGHT * (caption_loss(image, text.float(), batch.matches, scale) + named)

    def run(self):
        self.net.to(memory_format=torch.channels_last).train()
        saved, start = time.monotonic(), time.monotonic()
        while self.step < self.steps:
            for group in self.optimizer.param_groups:
                group["lr"] = LEARNING_RATE * min(1, (self.step + 1) / 100) * max(0.01, 1 - self.step / self.steps)
            loss = self.loss(self.renders.batch(BATCH))
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
            self.step += 1
            if self.step % 100 == 0:
                print(f"step {self.step}/{self.steps} seconds {time.monotonic() - start:.0f} loss {loss.item():.3f}", flush=True)
            if time.monotonic() - saved > SAVE_SECONDS:
                saved = time.monotonic()
                self.save()
        self.save()


@torch.no_grad()
def accuracy(net: Classifier, tower: CaptionTower, cache: PhraseCache, renders: Renders, batches: int = 120) -> dict[str, dict]:
    """Of every head, and of the dual encoder finding the subject's name among all, on renders of another seed with factors from the prior:
    what open prompts show. (Training draws half of them evenly, so that rare values are learnt as well.)"""
    net.eval()
    names = (*HEADS, "subject")
    labels = tower(mean_states(cache, [[group[0]] for group in renders.pictures.names]))  # [N, 96]
    right, read = torch.zeros(len(names) + 1), torch.zeros(len(names) + 1)
    for _ in range(batches):
        batch = renders.batch(BATCH)
        *logits, _, image = net(batch.picture)
        chosen = torch.stack([output.argmax(1) for output in [*logits, image @ labels.T]], 1)
        targets = torch.cat([batch.targets, batch.targets[:, -1:]], 1)
        right += (chosen == targets).sum(0)
        read += (targets != UNREADABLE).sum(0)
    return {
        name: {"value": round(float(r / n.clamp(min=1)), 4), "n": int(n), "trusted": bool(r / n.clamp(min=1) >= NEEDED)}
        for name, r, n in zip((*names, "caption"), right, read)
    }  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=9000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--run", type=Path, default=Path("training/runs/classifier"))
    parser.add_argument("--out", type=Path, default=Path("eval/models"))
    parser.add_argument("--subject-set", default="core", help="what the generator learns: real renders to compare with are of these")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(SEED)
    trainer = Trainer(Renders(SEED), arguments.run, arguments.steps)
    trainer.run()
    report = accuracy(trainer.net, trainer.tower, trainer.cache, Renders(SEED + 1, from_prior=True))
    print("held-out accuracy", json.dumps(report), flush=True)
    pictures = trainer.renders.pictures
    names = [group[0] for group in pictures.names]
    drawn = [names.index(name) for name in subject_set_named(arguments.subject_set)] or list(range(len(names)))
    export(trainer.net, trainer.tower, pictures, drawn, report, arguments.out)
    if low := [name for name in (*HEADS, "subject") if not report[name]["trusted"]]:
        raise SystemExit(f"below {NEEDED}: {', '.join(low)}. Train longer before trusting them.")


if __name__ == "__main__":
    main()
