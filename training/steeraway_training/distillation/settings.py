"""Every setting of the distillation. The defaults are those of the hour."""

from dataclasses import dataclass

from ..model import GeneratorConfig

SUBJECTS = (
    "cat", "strawberry", "happy face", "rocket", "sunflower", "pizza", "heart", "star", "car", "tree", "guitar", "fish",
    "house", "banana", "butterfly", "robot", "soccer ball", "umbrella", "mushroom", "penguin", "key", "hamburger", "bicycle", "moon",
)  # fmt: skip
"""Unlike each other: a picture of 32 px must tell which it shows."""
WIDTHS = {
    "tiny": {"grid_width": 32, "core_width": 64, "fine_width": 32, "blocks": 2, "latent_width": 64},
    "small": {"grid_width": 64, "core_width": 160, "fine_width": 32, "blocks": 3, "latent_width": 128},
    "full": {},
}
"""Of the network, by name: tiny for tests and quick looks, small (2.7 M parameters) for an hour, full as the shipped generator."""


SHARED = ("size", "subjects", "widths", "seed", "teacher_steps", "teacher_rate")
"""Settings that decide what the teacher becomes. (The batch may shrink on the way.)"""
PAIRED = (*SHARED, "pairs", "solver_steps")
STARTED = (*PAIRED, "start_steps", "start_rate")
"""And the student that every variant begins with."""
DISTILLED = (
    *STARTED, "student_steps", "student_rate", "lora_rate", "lora_updates", "lora_first", "lora_rank", "lora_gamma", "kappa_least",
    "kappa_most", "pair_share",
)  # fmt: skip


@dataclass
class Settings:
    size: int = 32
    subjects: int = 12
    batch: int = 24
    widths: str = "small"
    teacher_steps: int = 8000
    teacher_rate: float = 7e-4
    solver_steps: int = 16
    """Euler steps of the teacher."""
    pairs: int = 3072
    """Noise and the picture that the teacher's solver makes of it: what the one-step student begins with."""
    start_steps: int = 1500
    start_rate: float = 3.5e-4
    student_steps: int = 1500
    student_rate: float = 2e-4
    lora_rate: float = 1e-3
    lora_updates: int = 2
    """Steps of the LoRA teacher for each of the student."""
    lora_first: int = 100
    """Steps at the start in which only the LoRA teacher learns."""
    lora_rank: int = 16
    lora_gamma: float = 32.0
    kappa_least: float = 0.5
    kappa_most: float = 4.0
    """kappa ~ U(least, most) for each picture, the same for both teachers."""
    pair_share: float = 0.25
    """Of each student batch, how many regress to the teacher's pairs, without negatives: they keep the student from collapsing."""
    seed: int = 0
    save_seconds: float = 120.0
    device: str = "cpu"
    eval_seeds: int = 16
    """Pictures of each subject and unwanted value."""
    out: str = "training/runs/distillation"

    @property
    def network(self) -> GeneratorConfig:
        if self.widths not in WIDTHS:
            raise SystemExit(f"--widths {self.widths}: choose one of {', '.join(WIDTHS)}.")
        return GeneratorConfig(size=self.size, **WIDTHS[self.widths])

    @property
    def names(self) -> tuple[str, ...]:
        if not 1 <= self.subjects <= len(SUBJECTS):
            raise SystemExit(f"--subjects {self.subjects}: between 1 and {len(SUBJECTS)} are chosen for this.")
        return SUBJECTS[: self.subjects]

    def chosen(self, keys: tuple[str, ...]) -> dict:
        return {key: getattr(self, key) for key in keys}
