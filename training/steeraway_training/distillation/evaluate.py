"""Draws the same prompts, seeds and unwanted values with every student and the teacher, and reads what came of them."""

from collections.abc import Callable
from dataclasses import dataclass

import torch

from ..factors import FACTORS
from .denoiser import Denoiser
from .flow import euler
from .guidance import classifier_free, negative_guided
from .intervals import decibels, mean, share
from .judge import Judge, Reading, drift
from .prompts import Prompts, unwanted_values
from .scenes import DRAWN
from .settings import Settings
from .student import joined
from .teacher import autocast

ALPHAS = (0.25, 0.5, 0.75, 1.0)
GUIDED_ALPHA = 0.5
"""The middle of alpha ~ U(0, 1), with which students with NASA are trained, and the paper's default for PixArt."""
TEACHER_KAPPA = 2.0
TEACHER_SEEDS = 4
BATCH = 128


@dataclass(frozen=True)
class Case:
    """One picture to draw: a subject's name as the prompt, a seed, and what must not be there."""

    subject: int
    unwanted: tuple[str, str]
    seed: int


def cases(subjects: int, seeds: int) -> list[Case]:
    """Every subject with every value that a negative may name, `seeds` times; the same noise for all methods."""
    wanted = [(key, value) for key in DRAWN for value in unwanted_values(key)[0]]
    return [Case(s, unwanted, seed) for unwanted in wanted for s in range(subjects) for seed in range(seeds)]


def noise_of(case: Case, settings: Settings) -> torch.Tensor:
    """Seeds differ between unwanted values too: more of the prior is seen."""
    key, value = case.unwanted
    number = (DRAWN.index(key) * 100 + FACTORS[key].values.index(value)) * 10_000 + case.subject * 100 + case.seed
    return torch.randn(3, settings.size, settings.size, generator=torch.Generator().manual_seed(7_000_000 + number))


class Drawing:
    """The ways to draw: a student with NASA at any alpha, the teacher with eq. 4 or 5."""

    def __init__(self, settings: Settings, prompts: Prompts):
        self.settings, self.prompts = settings, prompts

    def texts(self, chosen: list[Case]) -> tuple[list[list[str]], list[list[str]]]:
        names = self.prompts.scenes.names
        return [[names[c.subject][0]] for c in chosen], [[FACTORS[c.unwanted[0]].words[c.unwanted[1]][0]] for c in chosen]

    def student(self, net: Denoiser, alpha: float) -> Callable[[list[Case], torch.Tensor], torch.Tensor]:
        def draw(chosen: list[Case], noise: torch.Tensor) -> torch.Tensor:
            positive, negative = self.texts(chosen)
            strength = torch.full((len(chosen),), alpha, device=noise.device)
            return net.in_one_step(noise, self.prompts.guidance(positive, negative if alpha else None, strength)).float()

        return draw

    def teacher(self, net: Denoiser, with_negative: bool, kappa: float) -> Callable[[list[Case], torch.Tensor], torch.Tensor]:
        def draw(chosen: list[Case], noise: torch.Tensor) -> torch.Tensor:
            positive, negative = self.texts(chosen)
            both = joined(self.prompts.guidance(positive), self.prompts.guidance(negative if with_negative else [[]] * len(chosen)))
            strength = torch.full((len(chosen),), kappa, device=noise.device)
            combine = negative_guided if with_negative else classifier_free

            def predict(x: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
                towards, origin = net(torch.cat([x, x]), torch.cat([t, t]), both).float().chunk(2)
                return combine(origin, towards, strength)

            return euler(predict, noise, self.settings.solver_steps)

        return draw

    @torch.no_grad()
    def all(self, draw: Callable, chosen: list[Case]) -> torch.Tensor:
        pictures = []
        for start in range(0, len(chosen), BATCH):
            part = chosen[start : start + BATCH]
            noise = torch.stack([noise_of(case, self.settings) for case in part]).to(self.settings.device)
            with autocast(self.settings):
                pictures.append(draw(part, noise).clamp(-1, 1).float())
        return torch.cat(pictures)


@dataclass(frozen=True)
class Measured:
    """The figures of one way to draw, and what they are the means of, picture by picture: [n] each."""

    figures: dict
    asked: torch.Tensor
    fidelity: torch.Tensor


def measured(reading: Reading, plain: Reading, chosen: list[Case]) -> Measured:
    return Measured(figures(reading, plain, chosen), reading.asked.float(), decibels(reading.error))


def figures(reading: Reading, plain: Reading, chosen: list[Case]) -> dict:
    """asked: the nearest render of all is valid, with the right subject and without the unwanted value. excluded: the unwanted value is not
    drawn. whereShown: among seeds whose unguided picture shows it. kept: the subject is right. fidelity: dB to the nearest valid render."""
    subject = torch.tensor([c.subject for c in chosen], device=reading.values.device)
    keys = [c.unwanted[0] for c in chosen]
    by_factor = {key: torch.tensor([k == key for k in keys], device=subject.device) for key in DRAWN}
    return {
        "asked": share(reading.asked),
        "excluded": share(~reading.unwanted),
        "whereShown": share(~reading.unwanted[plain.unwanted]),
        "whereShownByFactor": {key: share(~reading.unwanted[plain.unwanted & mask]) for key, mask in by_factor.items()},
        "kept": share(reading.values[:, 0] == subject),
        "fidelity": mean(decibels(reading.error)),
        "drift": drift(reading.values),
    }  # fmt: skip


def evaluate_student(net: Denoiser, judge: Judge, settings: Settings, prompts: Prompts) -> dict[str, Measured]:
    """-> by mode: plain, and nasa-0.25 to nasa-1.0."""
    drawing, chosen = Drawing(settings, prompts), cases(settings.subjects, settings.eval_seeds)
    asked = [(c.subject, {}, c.unwanted) for c in chosen]
    plain = judge.read(drawing.all(drawing.student(net, 0.0), chosen), asked)
    modes = {"plain": measured(plain, plain, chosen)}
    for alpha in ALPHAS:
        modes[f"nasa-{alpha}"] = measured(judge.read(drawing.all(drawing.student(net, alpha), chosen), asked), plain, chosen)
    return modes


def evaluate_teacher(net: Denoiser, judge: Judge, settings: Settings, prompts: Prompts) -> dict[str, Measured]:
    """-> by mode: plain (kappa = 1), and eq. 4 and 5 at kappa = 2. Fewer seeds: each takes many steps."""
    drawing, chosen = Drawing(settings, prompts), cases(settings.subjects, min(TEACHER_SEEDS, settings.eval_seeds))
    asked = [(c.subject, {}, c.unwanted) for c in chosen]
    plain = judge.read(drawing.all(drawing.teacher(net, False, 1.0), chosen), asked)
    modes = {"plain": measured(plain, plain, chosen)}
    for name, with_negative in (("eq4", False), ("eq5", True)):
        reading = judge.read(drawing.all(drawing.teacher(net, with_negative, TEACHER_KAPPA), chosen), asked)
        modes[name] = measured(reading, plain, chosen)
    return modes
