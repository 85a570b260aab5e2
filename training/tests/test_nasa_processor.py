"""The NASA attention processor that the stock-model goldens come from."""

import pytest

pytest.importorskip("diffusers", reason="diffusers is in training/fixtures/requirements.txt only")

import torch  # noqa: E402
from diffusers.models.attention_processor import Attention, AttnProcessor2_0  # noqa: E402

from fixtures.stock.families import build  # noqa: E402
from fixtures.stock.layers import attention_layers  # noqa: E402
from fixtures.stock.models import TEXT  # noqa: E402
from fixtures.stock.nasa import NasaProcessor, run_with_nasa  # noqa: E402
from fixtures.stock.styles import GOLDEN_SIZES  # noqa: E402


def attention(**options):
    torch.manual_seed(0)
    layer = Attention(query_dim=8, cross_attention_dim=6, heads=2, dim_head=4, **options).eval().requires_grad_(False)
    return layer, torch.randn(1, 5, 8), torch.randn(1, 7, 6), torch.randn(1, 3, 6)


@pytest.mark.parametrize("options", [{}, {"residual_connection": True, "rescale_output_factor": 2.0}])
def test_scale_zero_is_the_stock_processor(options):
    layer, hidden, positive, negative = attention(**options)
    stock = layer(hidden, encoder_hidden_states=positive)
    layer.set_processor(NasaProcessor(negative, 0))
    assert torch.allclose(layer(hidden, encoder_hidden_states=positive), stock, atol=1e-6)


def test_the_negative_is_subtracted_before_to_out():
    """By the stock processor alone: to_out(Z+ - s Z-) = to_out(Z+) - s (to_out(Z-) - bias)."""
    layer, hidden, positive, negative = attention()
    layer.set_processor(AttnProcessor2_0())
    plus, minus = layer(hidden, encoder_hidden_states=positive), layer(hidden, encoder_hidden_states=negative)
    layer.set_processor(NasaProcessor(negative, 0.35))
    expected = plus - 0.35 * (minus - layer.to_out[0].bias)
    assert torch.allclose(layer(hidden, encoder_hidden_states=positive), expected, atol=1e-6)


def test_a_case_by_hand():
    """One head of one dimension, every weight 1: two equal keys are averaged; a negative key far behind counts for nothing."""
    layer = Attention(query_dim=1, cross_attention_dim=1, heads=1, dim_head=1, out_bias=True).requires_grad_(False)
    for linear in (layer.to_q, layer.to_k, layer.to_v, layer.to_out[0]):
        linear.weight.fill_(1.0)
    layer.to_out[0].bias.fill_(10.0)
    positive, negative = torch.tensor([[[3.0], [3.0]]]), torch.tensor([[[2.0], [-98.0]]])
    layer.set_processor(NasaProcessor(negative, 0.5))
    out = layer(torch.tensor([[[1.0]]]), encoder_hidden_states=positive)
    assert out.item() == pytest.approx(3.0 - 0.5 * 2.0 + 10.0, abs=1e-6)


def test_masked_tokens_of_either_prompt_count_for_nothing():
    layer, hidden, positive, negative = attention()
    layer.set_processor(NasaProcessor(negative[:, :2], 0.7))
    short = layer(hidden, encoder_hidden_states=positive[:, :4])
    bias_of = lambda length, kept: torch.where(torch.arange(length) < kept, 0.0, -10000.0)[None, None]  # noqa: E731
    layer.set_processor(NasaProcessor(negative, 0.7, bias_of(3, 2)))
    masked = layer(hidden, encoder_hidden_states=positive, attention_mask=bias_of(7, 4))
    assert torch.allclose(masked, short, atol=1e-6)


def test_self_attention_is_left_alone():
    torch.manual_seed(1)
    layer = Attention(query_dim=8, heads=2, dim_head=4).eval().requires_grad_(False)
    hidden = torch.randn(1, 5, 8)
    stock = layer(hidden)
    layer.set_processor(NasaProcessor(torch.randn(1, 3, 8), 1.0))
    assert torch.allclose(layer(hidden), stock, atol=1e-6)


@pytest.mark.parametrize("family", ["sd21", "sd15", "sdxl", "pixart"])
def test_a_whole_model_at_scale_zero_is_stock_and_keeps_its_processors(family):
    model = build(family)
    inputs, negative = model.example_inputs(GOLDEN_SIZES), model.example_negative(GOLDEN_SIZES)
    stock = model(**inputs)
    assert torch.allclose(run_with_nasa(model, inputs, negative, 0), stock, atol=1e-6)
    assert (run_with_nasa(model, inputs, negative, 1) - stock).abs().max() > 0.05
    assert torch.equal(model(**inputs), stock)


def test_padding_of_a_pixart_negative_counts_for_nothing():
    model = build("pixart")
    inputs, padded = model.example_inputs(GOLDEN_SIZES), model.example_negative(GOLDEN_SIZES)
    kept = int(padded["encoder_attention_mask"].sum())
    assert 0 < kept < padded[TEXT].shape[1]
    short = {name: value[:, :kept] for name, value in padded.items()}
    out, expected = run_with_nasa(model, inputs, padded, 0.7), run_with_nasa(model, inputs, short, 0.7)
    assert torch.allclose(out, expected, atol=1e-5)


@pytest.mark.parametrize(
    ("family", "counts"),
    [("sd21", (4, 4, 0)), ("sd15", (4, 4, 0)), ("sdxl", (8, 8, 0)), ("pixart", (2, 2, 0)), ("sd3", (0, 0, 2)), ("unconditional", (0, 4, 0))],
)
def test_the_layer_list_names_every_attention_once(family, counts):
    model = build(family)
    layers = attention_layers(model, model.example_inputs(GOLDEN_SIZES))
    assert tuple(sum(layer["kind"] == kind for layer in layers) for kind in ("cross", "self", "joint")) == counts
    assert len({layer["name"] for layer in layers}) == len(layers)
