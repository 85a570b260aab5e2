"""Identities of guided cross-attention in the generator (paper eq. 7 to 9)."""

from statistics import NormalDist

import pytest
import torch

from steeraway_training.latent import staircase
from steeraway_training.layers import CrossAttention, Guidance
from steeraway_training.model import Generator, GeneratorConfig

SMALL = GeneratorConfig(grid_width=32, core_width=32, fine_width=16, enlarge_width=8, blocks=1, latent_width=16)


def prompt(tokens: int, seed: int, padding: int = 0):
    generator = torch.Generator().manual_seed(seed)
    states = torch.randn(2, tokens + padding, 384, generator=generator)
    return states, torch.arange(tokens + padding)[None].expand(2, -1) < tokens


def test_nasa_is_the_difference_of_the_branches():
    layer = CrossAttention(32).eval()
    x, (p, pm), (n, nm) = torch.randn(2, 5, 32), prompt(4, 1), prompt(3, 2)
    alpha = torch.tensor([0.3, 1.2])
    query = layer.query(layer.norm(x))
    z = layer.branch(query, p, pm) - alpha[:, None, None] * layer.branch(query, n, nm)
    torch.testing.assert_close(layer(x, Guidance(p, pm, n, nm, alpha)), x + layer.out(z))


def test_alpha_zero_and_an_empty_negative_are_plain():
    net = Generator(SMALL).eval()
    z, (p, pm), (n, nm) = torch.randn(2, 16), prompt(4, 1), prompt(3, 2)
    plain = net(z, Guidance(p, pm))
    torch.testing.assert_close(net(z, Guidance(p, pm, n, nm, torch.zeros(2))), plain)
    empty = torch.zeros_like(nm)
    torch.testing.assert_close(net(z, Guidance(p, pm, n, empty, torch.ones(2))), plain)


def test_padding_changes_nothing():
    net = Generator(SMALL).eval()
    z = torch.randn(2, 16)
    p, pm = prompt(4, 1, padding=6)
    torch.testing.assert_close(net(z, Guidance(p, pm)), net(z, Guidance(p[:, :4], pm[:, :4])), atol=1e-5, rtol=1e-4)


def test_the_same_negative_cancels_the_text():
    layer = CrossAttention(32).eval()
    x, (p, pm) = torch.randn(2, 5, 32), prompt(4, 1)
    out = layer(x, Guidance(p, pm, p, pm, torch.ones(2)))
    torch.testing.assert_close(out, x + layer.out.bias, atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize("size", [32, 64, 128])
def test_both_sizes_of_the_curriculum(size):
    p, pm = prompt(4, 1)
    assert Generator(SMALL)(torch.randn(2, 16), Guidance(p, pm), size).shape == (2, 3, size, size)


def test_the_staircase_counts_the_quantiles_below_a_coordinate():
    levels = 32
    slope, offset = staircase(levels)
    for level in range(levels):
        z = NormalDist().inv_cdf((level + 0.5) / levels)
        steps = torch.sigmoid(z * slope + offset)
        assert int((steps > 0.8).sum()) == level
        assert int((steps < 0.2).sum()) == levels - 1 - level


def test_new_layers_start_at_zero():
    """What they add is then learned, and nothing else changes at the start."""
    net = Generator(SMALL)
    zeros = [net.latent.stairs.weight, net.enlarge.out.weight, *(p for block in net.core for p in block.feed.modulation.parameters())]
    assert all(not p.any() for p in zeros)
