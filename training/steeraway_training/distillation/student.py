"""Phase 3: one student a variant of Table 5, distilled by eq. 6 from the frozen teacher and a LoRA teacher that follows the student."""

import copy
import random

import torch

from ..layers import Guidance
from .denoiser import Denoiser
from .flow import draw_times, noised, velocity_loss
from .guidance import classifier_free, negative_guided, surrogate_loss, vsd_gradient
from .learner import Learner
from .loop import Loop
from .lora import add_lora
from .prompts import EMPTY_SHARE, Prompts, draws
from .settings import DISTILLED, Settings
from .teacher import Pairs, autocast
from .variants import Variant

LEAST, MOST = 0.02, 0.98
"""Times of eq. 6."""


Texts = list[list[str]]
"""Prompts as lists of phrases."""


def joined(first: Guidance, second: Guidance) -> Guidance:
    """Two lists of prompts as one batch."""
    longest = max(first.positive.shape[1], second.positive.shape[1])
    states, masks = zip(*(padded(g.positive, g.positive_mask, longest) for g in (first, second)))
    return Guidance(torch.cat(states), torch.cat(masks))


def padded(states: torch.Tensor, mask: torch.Tensor, length: int) -> tuple[torch.Tensor, torch.Tensor]:
    more = length - states.shape[1]
    return torch.nn.functional.pad(states, (0, 0, 0, more)), torch.nn.functional.pad(mask, (0, more))


class Distiller:
    """parts: `student` and `lora`, as the loop saves them."""

    def __init__(self, variant: Variant, settings: Settings, prompts: Prompts, teacher: Denoiser, start: Denoiser, pairs: Pairs):
        self.variant, self.settings, self.prompts, self.teacher, self.pairs = variant, settings, prompts, teacher, pairs
        net = copy.deepcopy(start).requires_grad_(True).train()
        self.student = Learner(net, list(net.parameters()), settings.student_rate, settings.student_steps, 0.99)
        self.fake = copy.deepcopy(teacher)
        learnt = add_lora(self.fake, settings.lora_rank, settings.lora_gamma, settings.seed)
        self.lora = Learner(self.fake, learnt, settings.lora_rate, settings.student_steps, 0.0)

    def step(self, i: int) -> dict[str, torch.Tensor]:
        settings = self.settings
        pick, generator = draws(settings.seed, "student", i)  # the same for every variant
        paired = round(settings.batch * settings.pair_share)
        count = settings.batch - paired
        drawn = [self.prompts.steered(pick) for _ in range(count)]
        pair_noise, pair_texts, target = self.pairs.draw(paired, pick)
        noise = torch.cat([self.noise(count, generator), pair_noise])
        alpha = torch.cat([torch.rand(count, generator=generator), torch.zeros(paired)]).to(settings.device)
        positive = [d.positive for d in drawn]
        negative = [d.negative for d in drawn]
        guidance = self.prompts.guidance(positive + pair_texts, negative + [[]] * paired if self.variant.nasa else None, alpha)
        with autocast(settings):
            pictures = self.student.net.in_one_step(noise, guidance).float()
        picture, error = pictures[:count], (pictures[count:] - target).square().mean() if paired else pictures.new_zeros(())
        gradient = self.gradient(picture.detach(), positive, negative, generator)
        if i >= settings.lora_first:
            self.student.learn(surrogate_loss(picture, gradient) / picture[0].numel() + error, i)
        loss = torch.stack([self.follow(picture.detach(), positive, pick, generator, i) for _ in range(settings.lora_updates)])
        return {"gradient": gradient.abs().mean(), "pairs": error.detach(), "lora": loss.mean()}

    def noise(self, count: int, generator: torch.Generator) -> torch.Tensor:
        return torch.randn(count, 3, self.settings.size, self.settings.size, generator=generator).to(self.settings.device)

    @torch.no_grad()
    def gradient(self, picture: torch.Tensor, positive: Texts, negative: Texts, generator: torch.Generator) -> torch.Tensor:
        """Eq. 6 for the student's pictures [B, 3, N, N], each teacher guided by eq. 4 or 5, as the variant says."""
        count, settings = len(picture), self.settings
        t = draw_times(count, generator, LEAST, MOST).to(settings.device)
        kappa = settings.kappa_least + (settings.kappa_most - settings.kappa_least) * torch.rand(count, generator=generator)
        x = noised(picture, self.noise(count, generator), t)
        kappa = kappa.to(settings.device)
        real = self.guided(self.teacher, x, t, positive, negative if self.variant.teacher_negative else None, kappa)
        fake = self.guided(self.fake, x, t, positive, negative if self.variant.lora_negative else None, kappa)
        return vsd_gradient(real, fake, picture)

    def guided(self, net: Denoiser, x, t, positive: Texts, negative: Texts | None, kappa) -> torch.Tensor:
        """Both terms of eq. 4, or of eq. 5 where there are negatives, in one batch."""
        other = negative if negative is not None else [[]] * len(positive)
        with autocast(self.settings):
            both = joined(self.prompts.guidance(positive), self.prompts.guidance(other))
            predictions = net(torch.cat([x, x]), torch.cat([t, t]), both).float()
        towards, origin = predictions.chunk(2)
        return (classifier_free if negative is None else negative_guided)(origin, towards, kappa)

    def follow(self, picture: torch.Tensor, positive: Texts, pick: random.Random, generator: torch.Generator, i: int) -> torch.Tensor:
        """The LoRA teacher learns to denoise the student's pictures, under their prompts or none, never under negatives."""
        t = draw_times(len(picture), generator).to(self.settings.device)
        x = noised(picture, self.noise(len(picture), generator), t)
        texts = [[] if pick.random() < EMPTY_SHARE else text for text in positive]
        with autocast(self.settings):
            prediction = self.fake(x, t, self.prompts.guidance(texts)).float()
        loss = velocity_loss(prediction, picture, t)
        self.lora.learn(loss, i)
        return loss.detach()


def train_student(variant: Variant, settings: Settings, prompts: Prompts, teacher: Denoiser, start: Denoiser, pairs: Pairs) -> Denoiser:
    """-> the averaged weights of the variant's student."""
    distiller = Distiller(variant, settings, prompts, teacher, start, pairs)
    parts = {"student": distiller.student, "lora": distiller.lora}
    loop = Loop(f"student-{variant.name}", settings.student_steps, parts, settings, DISTILLED)
    loop.run(distiller.step)
    return distiller.student.average
