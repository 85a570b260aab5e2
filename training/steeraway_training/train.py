"""Trains the generator, resumable at any moment: `python -m steeraway_training.train --minutes 100`.

Stages by share of the time: 32 px, then 64 px; from `guided_from` on, a share of each batch is guided (NASA in the loop, NASA-T).
A checkpoint holds everything (weights, EMA, optimisers, progress in seconds), is written every few minutes and resumed by default.
"""

import argparse
import json
import math
import signal
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from .captions import Sampler
from .checkpoint import CHECKPOINT_VERSION
from .losses import picture_loss
from .model import Generator, GeneratorConfig, Guidance
from .pictures import load_pictures
from .render import render
from .text import PhraseCache


@dataclass
class TrainConfig:
    minutes: float = 92.0
    batch: int = 16
    learning_rate: float = 8e-4
    seed: int = 0
    half_size_until: float = 0.5
    guided_from: float = 0.4
    guided_share: float = 0.5
    decay_from: float = 0.62
    warmup_steps: int = 200
    weight_average: float = 0.9985
    save_seconds: float = 240.0
    group_share: float = 0.5
    out: str = "training/runs/emoji-64"


class Batches:
    """Renders training batches at two sizes."""

    def __init__(self, seed: int, group_share: float):
        pictures, names = load_pictures(64)
        self.pictures = {64: pictures, 32: F.interpolate(pictures, (32, 32), mode="area")}
        self.sampler = Sampler(names, seed, group_share)
        self.cache = PhraseCache(self.sampler.phrases())

    def draw(self, count: int, guided: int, size: int):
        samples = [self.sampler.sample(i < guided) for i in range(count)]
        rgba = self.pictures[size][[s.subject for s in samples]]
        target = render(rgba, [s.factors for s in samples])
        z = torch.from_numpy(np.stack([s.latent for s in samples]))
        positive, positive_mask = self.cache.batch([s.positive for s in samples])
        guidance = Guidance(positive, positive_mask)
        if guided:
            guidance.negative, guidance.negative_mask = self.cache.batch([s.negative for s in samples])
            guidance.alpha = torch.tensor([s.alpha for s in samples])
        return z, guidance, target, rgba[:, 3:]


def build_optimizer(net: Generator, config: TrainConfig) -> torch.optim.Optimizer:
    """AdamW; no weight decay on gains, biases and positions. (Muon was tried: a third of the steps in the same time, a higher loss.)"""
    decayed = [p for n, p in net.named_parameters() if p.dim() >= 2 and "position" not in n and "null_key" not in n]
    chosen = {id(p) for p in decayed}
    others = [p for p in net.parameters() if id(p) not in chosen]
    groups = [{"params": decayed, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=config.learning_rate, betas=(0.9, 0.99), fused=True)


def learning_rate(config: TrainConfig, step: int, part: float) -> float:
    warm = min(1.0, (step + 1) / config.warmup_steps)
    if part < config.decay_from:
        return config.learning_rate * warm
    progress = (part - config.decay_from) / (1 - config.decay_from)
    return config.learning_rate * warm * max(0.02, 0.5 + 0.5 * math.cos(math.pi * progress))


class Trainer:
    def __init__(self, config: TrainConfig):
        torch.manual_seed(config.seed)
        self.config, self.directory = config, Path(config.out)
        self.directory.mkdir(parents=True, exist_ok=True)
        self.net, self.average = Generator(GeneratorConfig()), Generator(GeneratorConfig())
        self.average.load_state_dict(self.net.state_dict())
        self.optimizer = build_optimizer(self.net, config)
        self.step, self.seconds, self.mean, self.stopped = 0, 0.0, None, False
        self.resume()
        self.batches = Batches(config.seed + self.step, config.group_share)

    @property
    def part(self) -> float:
        return self.seconds / (60 * self.config.minutes)

    def resume(self):
        path = self.directory / "checkpoint.pt"
        if not path.exists():
            return
        state = torch.load(path, weights_only=False)
        if state["version"] != CHECKPOINT_VERSION:
            raise SystemExit(f"{path} is of checkpoint version {state['version']}, this code reads {CHECKPOINT_VERSION}: move it away.")
        self.net.load_state_dict(state["net"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.seconds = state["step"], state["seconds"]
        print(f"resumed {path} at step {self.step}, {self.seconds:.0f} s", flush=True)

    def save(self, name: str = "checkpoint.pt"):
        state = {
            "version": CHECKPOINT_VERSION, "config": asdict(self.config), "model": asdict(self.net.config),
            "net": self.net.state_dict(), "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(), "step": self.step, "seconds": self.seconds,
        }  # fmt: skip
        partial = self.directory / (name + ".part")
        torch.save(state, partial)
        partial.rename(self.directory / name)  # an interrupted save must not destroy the last one

    def train_step(self) -> float:
        config = self.config
        size = 32 if self.part < config.half_size_until else 64
        guided = round(config.batch * config.guided_share) if self.part > config.guided_from else 0
        rate = learning_rate(config, self.step, self.part)
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        z, guidance, target, matte = self.batches.draw(config.batch, guided, size)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            prediction = self.net(z, guidance, size)
        loss = picture_loss(prediction.float(), target, matte)
        self.net.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self.optimizer.step()
        self.step += 1
        decay = min(config.weight_average, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.parameters()), list(self.net.parameters()), 1 - decay)
        return loss.item()

    def run(self):
        count = sum(p.numel() for p in self.net.parameters())
        print(json.dumps(asdict(self.config)), f"{count / 1e6:.2f} M parameters", flush=True)
        saved, before_guidance = time.monotonic(), self.part <= self.config.guided_from
        for stop in (signal.SIGINT, signal.SIGTERM):
            signal.signal(stop, lambda *_: setattr(self, "stopped", True))
        while self.part < 1 and not self.stopped:
            start = time.monotonic()
            loss = self.train_step()
            self.mean = loss if self.mean is None else self.mean + (loss - self.mean) * 0.01
            self.seconds += time.monotonic() - start
            if before_guidance and self.part > self.config.guided_from:
                self.save("before_guidance.pt")  # NASA-I: weights that never saw a negative
                before_guidance = False
            if self.step % 200 == 0:
                print(f"step {self.step} seconds {self.seconds:.0f} part {self.part:.3f} loss {self.mean:.4f}", flush=True)
            if time.monotonic() - saved > self.config.save_seconds:
                self.save()
                saved = time.monotonic()
        self.save()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in asdict(TrainConfig()).items():
        parser.add_argument("--" + name.replace("_", "-"), type=type(default), default=default)
    parser.add_argument("--threads", type=int, default=2)
    arguments = vars(parser.parse_args())
    torch.set_num_threads(arguments.pop("threads"))
    Trainer(TrainConfig(**arguments)).run()


if __name__ == "__main__":
    main()
