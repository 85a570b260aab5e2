"""Trains the generator, resumable at any moment: `python -m steeraway_training.train`, or under `torchrun` on several devices.

Stages are counted in steps (config.py). A checkpoint holds everything (weights, EMA, optimiser, step), is written every few minutes
and at the end, and is resumed by default. Guided samples put NASA in the loop (NASA-T); `before_guidance.pt` are the last weights
that never saw a negative (NASA-I), where a run has such a time.
"""

import argparse
import json
import signal
import time
from dataclasses import asdict
from pathlib import Path

import torch

from . import checkpoint, memory
from .batches import Batches
from .config import TrainConfig, learning_rate_at, size_at, total_steps
from .critic import critic_penalty, load_critic
from .lesson import Lesson
from .losses import picture_loss, structure_penalty
from .model import Generator
from .workers import Workers, join

REPORT_STEPS = 200


def build_optimizer(net: Generator, config: TrainConfig) -> torch.optim.Optimizer:
    """AdamW; no weight decay on gains, biases and positions. (Muon was tried: a third of the steps in the same time, a higher loss.)"""
    decayed = [p for n, p in net.named_parameters() if p.dim() >= 2 and "position" not in n and "null_key" not in n]
    chosen = {id(p) for p in decayed}
    others = [p for p in net.parameters() if id(p) not in chosen]
    groups = [{"params": decayed, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=config.learning_rate, betas=(0.9, 0.99), fused=True)


class Trainer:
    def __init__(self, config: TrainConfig, workers: Workers):
        torch.manual_seed(config.seed)
        self.config, self.workers, self.directory = config, workers, Path(config.out)
        self.directory.mkdir(parents=True, exist_ok=True)
        self.net, self.average = (Generator().to(workers.device) for _ in range(2))
        if config.warm_start:
            self.net.load_state_dict(checkpoint.warm_weights(Path(config.warm_start)))
        self.average.load_state_dict(self.net.state_dict())
        self.optimizer = build_optimizer(self.net, config)
        self.step, self.seconds, self.mean, self.stopped, self.batch = 0, 0.0, None, False, config.batch
        self.resume()
        seed = config.seed + 1000 * self.step + workers.rank
        self.batches = Batches(config, seed, workers.device)
        self.critic = load_critic(Path(config.critic), self.batches.pictures.names).to(workers.device) if config.critic else None
        lesson = Lesson(self.net)
        self.forward = workers.wrap(torch.compile(lesson, dynamic=False) if config.compile else lesson)

    def resume(self):
        path = self.directory / "checkpoint.pt"
        if not path.exists():
            return
        state = checkpoint.read(path, self.workers.device)
        self.net.load_state_dict(state["net"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.seconds = state["step"], state["seconds"]
        self.say(f"resumed {path} at step {self.step}, {self.seconds:.0f} s")

    def say(self, line: str):
        if self.workers.leads:
            print(line, flush=True)

    def require_finite(self):
        """Before anything is written: the checkpoint there is stays the last good one."""
        if self.mean is not None and not torch.isfinite(self.mean).all():
            raise SystemExit(
                f"The loss is no number at step {self.step}; {self.directory} keeps its last checkpoint. With --compile, some processors"
                " compute so from the first step on (seen on a Xeon with AVX-512): try ATEN_CPU_CAPABILITY=avx2, or without --compile."
            )

    def save(self, name: str = "checkpoint.pt"):
        self.require_finite()
        if self.workers.leads:
            state = checkpoint.progress(self.step, self.seconds, self.net, self.average, self.optimizer, self.config)
            checkpoint.write(self.directory / name, state)

    def train_step(self) -> torch.Tensor:
        config, device = self.config, self.workers.device
        size = size_at(config, self.step)
        guided = round(self.batch * config.guided_share) if self.step >= config.guided_from else 0
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate_at(config, self.step)
        batch = self.batches.draw(self.batch, guided, size)
        with torch.autocast(device.type, dtype=torch.bfloat16):
            prediction, mismatch = self.forward(batch.z, batch.guidance, size, batch.explicit)
        prediction = prediction.float()
        loss = picture_loss(prediction, batch.target, batch.matte, batch.shown)
        total = loss + config.state_weight * mismatch
        total = total + config.structure_weight * structure_penalty(prediction, batch.target, batch.shown, config.shown_structure)
        if self.critic is not None:
            total = total + config.critic_weight * critic_penalty(self.critic, prediction, batch.labels, batch.shown, config.shown_critic)
        self.net.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self.optimizer.step()
        self.step += 1
        decay = min(config.weight_average, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.parameters()), list(self.net.parameters()), 1 - decay)
        return torch.stack([loss.detach(), mismatch.detach()])

    def careful_step(self) -> torch.Tensor:
        """Out of memory: half the batch from here on, said in the log."""
        while True:
            try:
                return self.train_step()
            except RuntimeError as error:
                # Of several processes the others wait in an exchange: no way back.
                if not memory.is_out_of_memory(error) or self.batch < 2 or self.workers.count > 1:
                    raise
                self.batch //= 2
                memory.free()
                self.say(f"out of memory at step {self.step}: the batch is {self.batch} from here on")

    def run(self):
        count, total = sum(p.numel() for p in self.net.parameters()), total_steps(self.config)
        self.say(f"{json.dumps(asdict(self.config))} {count / 1e6:.2f} M parameters, {self.workers.count} processes")
        for stop in (signal.SIGINT, signal.SIGTERM):
            signal.signal(stop, lambda *_: setattr(self, "stopped", True))
        saved = time.monotonic()
        while self.step < total and not self.workers.any(self.stopped):
            if self.step == self.config.guided_from > 0:
                self.save("before_guidance.pt")
            start = time.monotonic()
            loss = self.careful_step()
            if self.mean is None:
                self.mean = loss
                self.require_finite()
            self.mean = self.mean.lerp(loss, 0.01)
            self.seconds += time.monotonic() - start
            if self.step % REPORT_STEPS == 0:
                size = size_at(self.config, self.step - 1)
                picture, states = self.mean.tolist()
                self.say(f"step {self.step}/{total} size {size} seconds {self.seconds:.0f} loss {picture:.4f} states {states:.4f}")
            if time.monotonic() - saved > self.config.save_seconds:
                self.save()
                saved = time.monotonic()
        self.save()
        self.workers.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in asdict(TrainConfig()).items():
        option = {"action": "store_true"} if isinstance(default, bool) else {"type": type(default), "default": default}
        parser.add_argument("--" + name.replace("_", "-"), **option)
    parser.add_argument("--threads", type=int, default=2)
    arguments = vars(parser.parse_args())
    torch.set_num_threads(arguments.pop("threads"))
    config = TrainConfig(**arguments)
    Trainer(config, join(config.device)).run()


if __name__ == "__main__":
    main()
