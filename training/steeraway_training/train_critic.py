"""Trains the critic of the training loss: `python -m steeraway_training.train_critic --threads 1`.

It sees what training may see: of held-out combinations no picture. Those are read at the end alone, for its log.
Resumes from its checkpoint, written every two minutes: give the same command again.
"""

import argparse
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from . import checkpoint
from .critic import CRITIC_VERSION, Critic, labels_of
from .factors import FACTORS
from .held_out import is_held_out
from .judge_data import SEEN, UNREADABLE, Renders
from .render import render

SEED = 977
BATCH = 64
LEARNING_RATE = 2e-3
REPORT_STEPS = 200
SAVE_SECONDS = 120


class ShownRenders(Renders):
    """Renders of what training may see, or of the rest."""

    def draw(self, count: int, held_out: bool = False) -> tuple[torch.Tensor, torch.Tensor]:
        """-> picture [B, 3, 64, 64] and labels [B, 2]."""
        names, subjects, factors = self.pictures.names, [], []
        while len(subjects) < count:
            subject, drawn = self.subject(), {key: self.value(key) for key in FACTORS}
            if is_held_out(names[subject][0], drawn["style"]) == held_out:
                subjects.append(subject)
                factors.append(drawn)
        size = 2 * SEEN if self.random.random() < 0.5 else SEEN
        picture = render(self.pictures.take(subjects, factors, size), factors)[0]
        return self.disturb(F.avg_pool2d(picture, size // SEEN)), labels_of(subjects, factors, self.pictures.toned)


class Trainer:
    """Stopped at any moment it goes on from its last checkpoint as if nothing had been: chance is kept as well."""

    def __init__(self, renders: ShownRenders, steps: int, path: Path):
        self.renders, self.steps, self.path, self.step, self.seconds = renders, steps, path, 0, 0.0
        self.critic = Critic(len(renders.pictures.names)).to(memory_format=torch.channels_last)
        self.optimizer = torch.optim.AdamW(self.critic.parameters(), lr=LEARNING_RATE, weight_decay=0.05, fused=True)
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(self.optimizer, LEARNING_RATE, total_steps=steps, pct_start=0.05)
        self.parts = {"critic": self.critic, "optimizer": self.optimizer, "schedule": self.schedule}
        if path.exists():
            self.resume()

    @property
    def made(self) -> dict:
        """What a checkpoint must agree with to be continued."""
        return {"critic version": CRITIC_VERSION, "steps": self.steps, "subjects": [group[0] for group in self.renders.pictures.names]}

    def resume(self):
        state = checkpoint.load(self.path)
        checkpoint.agree(self.path, state.get("made", {}), self.made)
        for name, part in self.parts.items():
            part.load_state_dict(state[name])
        self.step, self.seconds = state["step"], state["seconds"]
        self.renders.random.setstate(state["pick"])
        torch.set_rng_state(state["noise"])
        print(f"resumed {self.path} at step {self.step}, {self.seconds:.0f} s", flush=True)

    def save(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        chance = {"pick": self.renders.random.getstate(), "noise": torch.get_rng_state()}
        states = {name: part.state_dict() for name, part in self.parts.items()}
        checkpoint.write(self.path, {"made": self.made, "step": self.step, "seconds": self.seconds, **chance, **states})

    def run(self) -> Critic:
        self.critic.train()
        saved = time.monotonic()
        while self.step < self.steps:
            start = time.monotonic()
            losses = self.learn()
            self.step, self.seconds = self.step + 1, self.seconds + time.monotonic() - start
            if self.step % REPORT_STEPS == 0:
                print(f"step {self.step}/{self.steps} seconds {self.seconds:.0f} losses {losses}", flush=True)
            if time.monotonic() - saved > SAVE_SECONDS:
                self.save()
                saved = time.monotonic()
        self.save()
        return self.critic.eval()

    def learn(self) -> list[float]:
        """One step -> the losses of subject and style."""
        picture, labels = self.renders.draw(BATCH)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            outputs = self.critic(picture.contiguous(memory_format=torch.channels_last))
        parts = [F.cross_entropy(o.float(), labels[:, i], ignore_index=UNREADABLE, label_smoothing=0.05) for i, o in enumerate(outputs)]
        self.optimizer.zero_grad()
        sum(parts).backward()
        self.optimizer.step()
        self.schedule.step()
        return [round(part.item(), 3) for part in parts]


@torch.no_grad()
def accuracy(critic: Critic, renders: ShownRenders, held_out: bool, batches: int = 30) -> list[float]:
    """Shares of subjects and of styles read right."""
    right, read = torch.zeros(2), torch.zeros(2)
    for _ in range(batches):
        picture, labels = renders.draw(BATCH, held_out)
        chosen = torch.stack([output.argmax(1) for output in critic(picture)], 1)
        right += (chosen == labels).sum(0)
        read += (labels != UNREADABLE).sum(0)
    return [round(float(r / n), 4) for r, n in zip(right, read)]


def save(critic: Critic, subjects: list[str], path: Path):
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"version": CRITIC_VERSION, "subjects": subjects, "net": critic.state_dict()}, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--subjects", type=int, default=0, help="only the first so many, for quick trials; 0 for all")
    parser.add_argument("--out", type=Path, default=Path("training/runs/critic.pt"))
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(SEED)
    renders = ShownRenders(SEED, arguments.subjects or None)
    critic = Trainer(renders, arguments.steps, arguments.out.with_suffix(".progress.pt")).run()
    save(critic, [group[0] for group in renders.pictures.names], arguments.out)
    fresh = ShownRenders(SEED + 1, arguments.subjects or None, from_prior=True)
    shown, rest = (accuracy(critic, fresh, held_out) for held_out in (False, True))
    print(f"read right, subject and style: {shown}; of held-out combinations, which it never saw: {rest}", flush=True)


if __name__ == "__main__":
    main()
