"""Phase 1: the multi-step teacher. Phase 2: the pictures that its solver makes of noise, and a one-step student that begins with them."""

import copy
import time
from pathlib import Path

import torch

from .. import checkpoint
from ..layers import Guidance
from .denoiser import Denoiser
from .flow import draw_times, euler, noised, velocity_loss
from .learner import Learner
from .loop import Loop, Stop, Stopped
from .prompts import Prompts, draws
from .scenes import Scenes
from .settings import PAIRED, SHARED, STARTED, Settings

PAIR_BATCH = 128


def autocast(settings: Settings) -> torch.autocast:
    return torch.autocast(settings.device.split(":")[0], dtype=torch.bfloat16)


def train_teacher(settings: Settings, scenes: Scenes, prompts: Prompts) -> Denoiser:
    """Flow matching, prediction of x, velocity loss -> the averaged weights, frozen."""
    torch.manual_seed(settings.seed)
    net = Denoiser(settings.network).to(settings.device)
    learner = Learner(net, list(net.parameters()), settings.teacher_rate, settings.teacher_steps)
    loop = Loop("teacher", settings.teacher_steps, {"learner": learner}, settings, SHARED)

    def step(i: int) -> dict[str, torch.Tensor]:
        pick, generator = draws(settings.seed, "teacher", i)
        drawn = [prompts.captioned(pick) for _ in range(settings.batch)]
        picture = scenes.take([scenes.row(d.subject, d.factors) for d in drawn])
        t = draw_times(len(drawn), generator).to(settings.device)
        noise = torch.randn(picture.shape, generator=generator).to(settings.device)
        with autocast(settings):
            prediction = net(noised(picture, noise, t), t, prompts.guidance([d.positive for d in drawn])).float()
        loss = velocity_loss(prediction, picture, t)
        learner.learn(loss, i)
        return {"loss": loss, "error": (prediction - picture).square().mean()}

    loop.run(step, 200)
    return learner.average


@torch.no_grad()
def solve(teacher: Denoiser, noise: torch.Tensor, guidance: Guidance, settings: Settings) -> torch.Tensor:
    """The teacher's picture, in `solver_steps` steps, without eq. 4."""
    with autocast(settings):
        return euler(lambda x, t: teacher(x, t, guidance).float(), noise, settings.solver_steps).clamp(-1, 1)


class Pairs:
    """Noise, prompt and the teacher's picture: half [P, 3, N, N] each. Made once, in batches that are kept one by one."""

    def __init__(self, settings: Settings, prompts: Prompts, teacher: Denoiser):
        self.settings, self.prompts, self.teacher = settings, prompts, teacher
        self.path = Path(settings.out) / "pairs.pt"
        self.made = settings.chosen(PAIRED)
        state = checkpoint.load(self.path) if self.path.exists() else {"made": self.made, "pictures": torch.zeros(0)}
        checkpoint.agree(self.path, state["made"], self.made)
        self.pictures = list(state["pictures"].split(PAIR_BATCH)) if len(state["pictures"]) else []
        self.complete()

    def source(self, batch: int) -> tuple[torch.Tensor, list[list[str]]]:
        """Noise and prompts of one batch: never stored, they follow from the seed."""
        pick, generator = draws(self.settings.seed, "pairs", batch)
        count = min(PAIR_BATCH, self.settings.pairs - batch * PAIR_BATCH)
        prompts = [self.prompts.described(pick).positive for _ in range(count)]
        return torch.randn(count, 3, self.settings.size, self.settings.size, generator=generator), prompts

    def complete(self):
        batches, start, saved = -(-self.settings.pairs // PAIR_BATCH), time.monotonic(), time.monotonic()
        for batch in range(len(self.pictures), batches):
            if Stop.asked:
                self.save()
                raise Stopped(f"pairs stopped and saved at {batch} of {batches} batches")
            noise, texts = self.source(batch)
            made = solve(self.teacher, noise.to(self.settings.device), self.prompts.guidance(texts), self.settings)
            self.pictures.append(made.half().cpu())
            if time.monotonic() - saved > self.settings.save_seconds or batch == batches - 1:
                self.save()
                saved = time.monotonic()
                print(f"pairs {batch + 1}/{batches} batches seconds {time.monotonic() - start:.0f}", flush=True)
        sources = [self.source(batch) for batch in range(batches)]
        self.noise = torch.cat([noise for noise, _ in sources])
        self.texts = [text for _, texts in sources for text in texts]
        self.targets = torch.cat(self.pictures).float()

    def save(self):
        checkpoint.write(self.path, {"made": self.made, "pictures": torch.cat(self.pictures) if self.pictures else torch.zeros(0)})

    def draw(self, count: int, pick) -> tuple[torch.Tensor, list[list[str]], torch.Tensor]:
        rows = [pick.randrange(len(self.texts)) for _ in range(count)]
        device = self.settings.device
        return self.noise[rows].to(device), [self.texts[row] for row in rows], self.targets[rows].to(device)


def start_student(settings: Settings, prompts: Prompts, teacher: Denoiser, pairs: Pairs) -> Denoiser:
    """A copy of the teacher that learns the pairs in one step: all variants go on from it."""
    net = copy.deepcopy(teacher).requires_grad_(True).train()
    learner = Learner(net, list(net.parameters()), settings.start_rate, settings.start_steps)
    loop = Loop("start", settings.start_steps, {"learner": learner}, settings, STARTED)

    def step(i: int) -> dict[str, torch.Tensor]:
        pick, _ = draws(settings.seed, "start", i)
        noise, texts, target = pairs.draw(settings.batch, pick)
        with autocast(settings):
            picture = net.in_one_step(noise, prompts.guidance(texts)).float()
        loss = (picture - target).square().mean()
        learner.learn(loss, i)
        return {"error": loss}

    loop.run(step)
    return learner.average
