"""The core's states as a teacher: what counts in the distance, and that only the open prompt learns from it."""

import torch

from steeraway_training.layers import Guidance
from steeraway_training.lesson import Explicit, Lesson, state_mismatch
from steeraway_training.model import Generator, GeneratorConfig

SMALL = GeneratorConfig(grid_width=32, core_width=32, fine_width=16, enlarge_width=8, blocks=2, latent_width=16)


def prompts(count: int, seed: int) -> Guidance:
    return Guidance(torch.randn(count, 3, 384, generator=torch.Generator().manual_seed(seed)), torch.ones(count, 3, dtype=torch.bool))


def test_distance_in_parts_of_the_variance_and_only_of_rows_that_count():
    aim = torch.randn(3, 4, 8)
    far = torch.cat([aim[:1] + 2, aim[1:2] + 5, aim[2:]])
    found = state_mismatch([far, aim], [aim, aim], torch.tensor([1.0, 0.0, 1.0]))
    torch.testing.assert_close(found, (4 / 2) / aim.var() / 2)
    assert state_mismatch([far], [aim], torch.zeros(3)) == 0


def test_the_picture_is_the_networks_and_an_explicit_prompt_is_at_no_distance():
    net = Generator(SMALL)
    torch.nn.init.normal_(net.core[0].feed.down.weight)
    z, asked = torch.randn(4, 16), prompts(4, 1)
    rows, weights = torch.tensor([2, 0]), torch.ones(2)
    same = Explicit(Guidance(asked.positive[rows], asked.positive_mask[rows]), rows, weights)
    picture, mismatch = Lesson(net)(z, asked, 32, same)
    torch.testing.assert_close(picture, net(z, asked, 32))
    assert mismatch < 1e-9
    _, mismatch = Lesson(net)(z, asked, 32, Explicit(prompts(2, 2), rows, weights))
    assert mismatch > 1e-3


def test_the_explicit_side_is_the_teacher():
    net = Generator(SMALL)
    explicit = Explicit(prompts(1, 2), torch.tensor([0]), torch.ones(1))
    explicit.prompts.positive.requires_grad_(True)
    asked = prompts(2, 1)
    asked.positive.requires_grad_(True)
    Lesson(net)(torch.randn(2, 16), asked, 32, explicit)[1].backward()
    assert explicit.prompts.positive.grad is None
    assert asked.positive.grad[0].abs().max() > 0 and asked.positive.grad[1].abs().max() == 0
