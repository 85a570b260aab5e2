"""A loop of training steps that stops at SIGINT and SIGTERM without losing anything, and goes on exactly where it stopped."""

import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from .. import checkpoint, memory
from .settings import Settings


class Stopped(Exception):
    """The process was asked to stop, and everything is saved."""


class Stop:
    """Asked to stop: set by a signal, read between steps."""

    asked = False

    @classmethod
    def listen(cls):
        for stop in (signal.SIGINT, signal.SIGTERM):
            signal.signal(stop, lambda *_: setattr(cls, "asked", True))


class Loop:
    """parts: whatever has state_dict and load_state_dict. keys: the settings that a checkpoint must agree with to be continued."""

    def __init__(self, name: str, total: int, parts: dict[str, Any], settings: Settings, keys: tuple[str, ...]):
        self.name, self.total, self.parts, self.settings, self.keys = name, total, parts, settings, keys
        self.path = Path(settings.out) / f"{name}.pt"
        self.step, self.seconds, self.history = 0, 0.0, []
        if self.path.exists():
            self.resume()

    @property
    def finished(self) -> bool:
        return self.step >= self.total

    def resume(self):
        state = checkpoint.load(self.path, "cpu")
        checkpoint.agree(self.path, state.get("settings", {}), self.settings.chosen(self.keys))
        for name, part in self.parts.items():
            part.load_state_dict(state[name])
        self.step, self.seconds, self.history = state["step"], state["seconds"], state["history"]

    def save(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        state = {name: part.state_dict() for name, part in self.parts.items()}
        own = {"step": self.step, "seconds": self.seconds, "history": self.history, "settings": self.settings.chosen(self.keys)}
        checkpoint.write(self.path, {**state, **own})

    def run(self, step: Callable[[int], dict[str, torch.Tensor]], report_steps: int = 100):
        """step(i) trains once and returns what the log shows; means over `report_steps` are printed and kept."""
        saved, sums, count = time.monotonic(), {}, 0
        while not self.finished:
            if Stop.asked:
                self.save()
                raise Stopped(f"{self.name} stopped and saved at step {self.step} of {self.total}")
            start = time.monotonic()
            for key, value in self.careful(step).items():
                sums[key] = sums.get(key, 0.0) + value.detach()
            self.step, count, self.seconds = self.step + 1, count + 1, self.seconds + time.monotonic() - start
            if self.step % report_steps == 0 or self.finished:
                means = {key: float(value) / count for key, value in sums.items()}
                self.history.append({"step": self.step, **means})
                shown = " ".join(f"{key} {value:.4f}" for key, value in means.items())
                about = self.seconds / self.step * self.total
                print(f"{self.name} {self.step}/{self.total} seconds {self.seconds:.0f} of about {about:.0f} {shown}", flush=True)
                sums, count = {}, 0
                if not all(value == value and abs(value) != float("inf") for value in means.values()):
                    raise SystemExit(f"{self.name}: a loss is no number at step {self.step}. The last checkpoint is kept; lower the rate.")
            if time.monotonic() - saved > self.settings.save_seconds or self.finished:
                self.save()
                saved = time.monotonic()

    def careful(self, step: Callable[[int], dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
        """Out of memory: half the batch from here on, said in the log."""
        while True:
            try:
                return step(self.step)
            except RuntimeError as error:
                if not memory.is_out_of_memory(error) or self.settings.batch < 8:
                    raise
                self.settings.batch //= 2
                memory.free()
                print(f"out of memory at step {self.step}: the batch is {self.settings.batch} from here on", flush=True)
