"""Every setting of the distillation. The defaults are those of the hour on two cores."""

from dataclasses import dataclass

from ..model import GeneratorConfig

SUBJECTS = (
    "cat", "strawberry", "happy face", "rocket", "sunflower", "pizza", "heart", "star", "car", "tree", "guitar", "fish",
    "house", "banana", "butterfly", "robot", "soccer ball", "umbrella", "mushroom", "penguin", "key", "hamburger", "bicycle", "moon",
)  # fmt: skip
"""Unlike each other: a picture of 32 px must tell which it shows."""
SMALL = {"grid_width": 64, "core_width": 160, "fine_width": 32, "blocks": 3, "latent_width": 128}


@dataclass
class Settings:
    size: int = 32
    subjects: int = 12
    batch: int = 24
    full_width: bool = False
    """The shipped generator's widths; else about a third of its parameters."""
    teacher_steps: int = 12000
    teacher_rate: float = 1e-3
    solver_steps: int = 16
    """Euler steps of the teacher."""
    pairs: int = 3072
    """Noise and the picture that the teacher's solver makes of it: what the one-step student begins with."""
    start_steps: int = 1500
    student_steps: int = 1200
    student_rate: float = 1e-4
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
    eval_seeds: int = 8
    """Pictures of each subject and unwanted value."""
    out: str = "training/runs/distillation"

    @property
    def network(self) -> GeneratorConfig:
        return GeneratorConfig(size=self.size, **({} if self.full_width else SMALL))

    @property
    def names(self) -> tuple[str, ...]:
        if not 1 <= self.subjects <= len(SUBJECTS):
            raise SystemExit(f"--subjects {self.subjects}: between 1 and {len(SUBJECTS)} are chosen for this.")
        return SUBJECTS[: self.subjects]
