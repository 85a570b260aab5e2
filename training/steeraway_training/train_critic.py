"""Trains the critic of the training loss: `python -m steeraway_training.train_critic --threads 1`.

It sees what training may see: of held-out combinations no picture. Those are read at the end alone, for its log.
"""

import argparse
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from .critic import CRITIC_VERSION, Critic, labels_of
from .factors import FACTORS
from .held_out import is_held_out
from .judge_data import SEEN, UNREADABLE, Renders
from .render import render

SEED = 977
BATCH = 64
LEARNING_RATE = 2e-3
REPORT_STEPS = 200


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


def train(renders: ShownRenders, steps: int) -> Critic:
    critic = Critic(len(renders.pictures.names)).to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(critic.parameters(), lr=LEARNING_RATE, weight_decay=0.05, fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, LEARNING_RATE, total_steps=steps, pct_start=0.05)
    start = time.monotonic()
    for step in range(1, steps + 1):
        picture, labels = renders.draw(BATCH)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            outputs = critic(picture.contiguous(memory_format=torch.channels_last))
        parts = [F.cross_entropy(o.float(), labels[:, i], ignore_index=UNREADABLE, label_smoothing=0.05) for i, o in enumerate(outputs)]
        optimizer.zero_grad()
        sum(parts).backward()
        optimizer.step()
        schedule.step()
        if step % REPORT_STEPS == 0:
            print(f"step {step}/{steps} seconds {time.monotonic() - start:.0f} losses {[round(p.item(), 3) for p in parts]}", flush=True)
    return critic.eval()


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
    critic = train(renders, arguments.steps)
    save(critic, [group[0] for group in renders.pictures.names], arguments.out)
    fresh = ShownRenders(SEED + 1, arguments.subjects or None, from_prior=True)
    shown, rest = (accuracy(critic, fresh, held_out) for held_out in (False, True))
    print(f"read right, subject and style: {shown}; of held-out combinations, which it never saw: {rest}", flush=True)


if __name__ == "__main__":
    main()
