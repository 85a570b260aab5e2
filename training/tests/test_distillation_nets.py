"""The denoiser and its LoRA: starts, freezes, and leaves the generator as it was."""

import copy

import torch

from steeraway_training.distillation.denoiser import Denoiser
from steeraway_training.distillation.lora import add_lora
from steeraway_training.layers import Guidance
from steeraway_training.model import Generator, GeneratorConfig

SMALL = GeneratorConfig(size=32, grid_width=32, core_width=32, fine_width=16, enlarge_width=8, blocks=1, latent_width=16)


def inputs():
    generator = torch.Generator().manual_seed(3)
    x, states = torch.randn(2, 3, 32, 32, generator=generator), torch.randn(2, 4, 384, generator=generator)
    return x, torch.tensor([0.3, 0.9]), Guidance(states, torch.ones(2, 4, dtype=torch.bool))


def test_the_denoiser_reads_picture_time_and_prompt():
    torch.manual_seed(0)
    net, (x, t, guidance) = Denoiser(SMALL).eval(), inputs()
    out = net(x, t, guidance)
    assert out.shape == x.shape
    others = [net(x + 1, t, guidance), net(x, t / 2, guidance), net(x, t, Guidance(-guidance.positive, guidance.positive_mask))]
    assert all((out - other).abs().max() > 1e-4 for other in others)


def test_at_time_one_it_is_the_student():
    net, (x, _, guidance) = Denoiser(SMALL).eval(), inputs()
    assert torch.equal(net.in_one_step(x, guidance), net(x, torch.ones(2), guidance))
    assert torch.isfinite(net(x, torch.zeros(2), guidance)).all()


def test_the_generator_kept_its_weights():
    """Names and shapes of the shipped checkpoints: the denoiser adds its own in a subclass only."""
    generator, denoiser = Generator(SMALL).state_dict(), Denoiser(SMALL).state_dict()
    assert not any(name.startswith("see.") for name in generator)
    kept = {name for name in generator if not name.startswith(("latent.", "enlarge."))}
    assert kept == {name for name in denoiser if not name.startswith(("latent.", "see."))}


def test_lora_starts_as_the_identity_and_alone_learns():
    torch.manual_seed(0)
    net, (x, t, guidance) = Denoiser(SMALL), inputs()
    adapted = copy.deepcopy(net)
    learnt = add_lora(adapted, 4, 8.0)
    torch.testing.assert_close(adapted(x, t, guidance), net(x, t, guidance))
    before = {name: p.clone() for name, p in net.state_dict().items()}
    optimizer = torch.optim.SGD(learnt, 0.1)
    adapted(x, t, guidance).square().mean().backward()
    optimizer.step()
    assert (adapted(x, t, guidance) - net(x, t, guidance)).abs().max() > 1e-5
    frozen = [p for p in adapted.parameters() if not any(p is own for own in learnt)]
    assert frozen and all(p.grad is None for p in frozen)
    assert all(torch.equal(before[name], p) for name, p in net.state_dict().items())


def test_lora_adds_gamma_over_r_times_the_product():
    layer = torch.nn.Sequential(torch.nn.Linear(6, 5))
    weight = layer[0].weight.detach().clone()
    down, up = add_lora(layer, 2, 4.0)
    assert down.shape == (2, 6) and up.shape == (5, 2)
    torch.nn.init.normal_(up)
    torch.testing.assert_close(layer[0].weight, weight + 2.0 * up @ down)
