"""Every setting of a training run, and the schedule that follows from it. It counts steps: a paused process loses nothing."""

import math
from dataclasses import dataclass


@dataclass
class TrainConfig:
    stages: str = "32:14000,64:14000,128:8000"
    """Pixels and optimiser steps of each stage, in order, with the same weights."""
    batch: int = 12
    learning_rate: float = 6e-4
    seed: int = 0
    guided_from: int = 0
    """The first step that sees negatives. What came before is kept as before_guidance.pt (NASA-I)."""
    guided_share: float = 0.5
    group_share: float = 0.3
    state_weight: float = 0.25
    """Of the distance between the core's states and those of the explicit prompt (lesson.py)."""
    decay_from: float = 0.6
    """Part of all steps after which the learning rate falls to 2 % by a cosine."""
    subject_set: str = "core"
    """core: the 64 of core.py; all: the 248, for GPUs."""
    other_share: float = 0.0
    """Of the prompts that name a subject, how many name one outside the set: styles are to be learnt from more than 64 subjects."""
    unseen_share: float = 0.0
    """How many of the samples are held-out combinations, of whose pictures only the style's structure is learnt, from other subjects."""
    structure_weight: float = 0.5
    """Of the structure of what is not shown (losses.py)."""
    shown_structure: float = 0.0
    """Of the structure of what is shown, in parts of that."""
    critic: str = ""
    """A file of train_critic.py, whose readings of subject and style join the loss; none by default."""
    critic_weight: float = 0.03
    """Of the critic's cross entropies on what is not shown (critic.py)."""
    shown_critic: float = 0.0
    """Of those on what is shown, in parts of that."""
    subjects: int = 0
    """Only the first so many subjects, for quick trials; 0 for all."""
    warmup_steps: int = 300
    weight_average: float = 0.9985
    save_seconds: float = 300.0
    device: str = "cpu"
    compile: bool = False
    warm_start: str = ""
    """A checkpoint of this or an earlier version whose weights the run begins with."""
    out: str = "training/runs/emoji-128"


def stages_of(config: TrainConfig) -> list[tuple[int, int]]:
    """-> (pixels, steps) of each stage."""
    stages = [tuple(int(part) for part in stage.split(":")) for stage in config.stages.split(",")]
    if any(len(stage) != 2 or stage[0] not in (32, 64, 128) or stage[1] < 0 for stage in stages):
        raise SystemExit(f"--stages {config.stages}: expected pixels:steps with 32, 64 or 128 pixels, such as 32:1000,64:2000.")
    return stages


def total_steps(config: TrainConfig) -> int:
    return sum(steps for _, steps in stages_of(config))


def size_at(config: TrainConfig, step: int) -> int:
    for size, steps in stages_of(config):
        if step < steps:
            return size
        step -= steps
    return stages_of(config)[-1][0]


def learning_rate_at(config: TrainConfig, step: int) -> float:
    rate = config.learning_rate * min(1.0, (step + 1) / config.warmup_steps)
    part = step / total_steps(config)
    if part < config.decay_from:
        return rate
    progress = (part - config.decay_from) / (1 - config.decay_from)
    return rate * max(0.02, 0.5 + 0.5 * math.cos(math.pi * min(1.0, progress)))
