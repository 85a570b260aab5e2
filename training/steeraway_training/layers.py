"""The generator's layers. Shapes: B batch, S query tokens, T text tokens, d channels, N heads."""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

from .text import TEXT_WIDTH


class Norm(nn.LayerNorm):
    """LayerNorm over the last dimension with a gain and no bias."""

    def __init__(self, width: int):
        super().__init__(width, bias=False)


def heads_of(width: int) -> int:
    return max(1, width // 32)


def split_heads(x: torch.Tensor, heads: int) -> torch.Tensor:
    return x.view(x.shape[0], x.shape[1], heads, -1).transpose(1, 2)  # [B, N, S, d/N]


def attend(query, key, value, heads: int, mask=None) -> torch.Tensor:
    """[B, S, d] x [B, T, d] -> [B, S, d]; mask [B, T] is true where a key counts.

    Written out: on CPUs the fused attention's backward pass costs half of a whole training step at these sizes.
    """
    query, key, value = (split_heads(x, heads) for x in (query, key, value))
    scores = (query @ key.transpose(-2, -1)) * query.shape[-1] ** -0.5  # [B, N, S, T]
    if mask is not None:
        scores = scores.masked_fill(~mask[:, None, None], -1e4)
    z = scores.softmax(-1, dtype=scores.dtype) @ value
    return z.transpose(1, 2).flatten(2)


@dataclass
class Guidance:
    """What cross-attention reads: prompt states [B, T, 384] with masks [B, T], and NASA's alpha [B]."""

    positive: torch.Tensor
    positive_mask: torch.Tensor
    negative: torch.Tensor | None = None
    negative_mask: torch.Tensor | None = None
    alpha: torch.Tensor | None = None


class KeyValue(nn.Module):
    """Text -> keys and values of one layer, with a learned null token (its value is zero): a query may read nothing."""

    def __init__(self, width: int):
        super().__init__()
        self.norm = Norm(TEXT_WIDTH)
        self.key = nn.Linear(TEXT_WIDTH, width, bias=False)
        self.value = nn.Linear(TEXT_WIDTH, width, bias=False)
        self.null_key = nn.Parameter(torch.zeros(1, 1, width))

    def forward(self, states: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        y = self.norm(states)
        null = self.null_key.expand(states.shape[0], -1, -1).to(y.dtype)
        key, value = self.key(y), self.value(y)
        return torch.cat([key, null.to(key.dtype)], 1), F.pad(value, (0, 0, 0, 1))  # [B, T+1, d]


class CrossAttention(nn.Module):
    """x + out(Z+ - alpha * Z-): NASA, eq. 7 to 9 of arXiv 2412.02687. Without a negative it is plain cross-attention."""

    def __init__(self, width: int):
        super().__init__()
        self.heads = heads_of(width)
        self.norm, self.query, self.out = Norm(width), nn.Linear(width, width, bias=False), nn.Linear(width, width)
        self.text = KeyValue(width)
        nn.init.zeros_(self.out.bias)

    def forward(self, x: torch.Tensor, guidance: Guidance) -> torch.Tensor:
        query = self.query(self.norm(x))
        z = self.branch(query, guidance.positive, guidance.positive_mask)
        if guidance.negative is not None:
            z = z - guidance.alpha[:, None, None].to(z.dtype) * self.branch(query, guidance.negative, guidance.negative_mask)
        return x + self.out(z)

    def branch(self, query, states, mask) -> torch.Tensor:
        key, value = self.text(states)
        return attend(query, key, value, self.heads, F.pad(mask, (0, 1), value=True))


class SelfAttention(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.heads = heads_of(width)
        self.norm, self.qkv, self.out = Norm(width), nn.Linear(width, 3 * width, bias=False), nn.Linear(width, width)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        query, key, value = self.qkv(self.norm(x)).chunk(3, -1)
        return x + self.out(attend(query, key, value, self.heads))


class FeedForward(nn.Module):
    """z scales and shifts the normalised input: text and z must meet in a product, or a group word cannot become one of its members."""

    def __init__(self, width: int, latent_width: int):
        super().__init__()
        self.norm, self.up, self.down = Norm(width), nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.modulation = nn.Linear(latent_width, 2 * width)
        for layer in (self.down, self.modulation):
            nn.init.zeros_(layer.weight)
        nn.init.zeros_(self.modulation.bias)

    def forward(self, x: torch.Tensor, latent: torch.Tensor) -> torch.Tensor:
        scale, shift = self.modulation(latent)[:, None].chunk(2, -1)
        y = self.norm(x) * (1 + scale) + shift
        return x + self.down(F.gelu(self.up(y), approximate="tanh"))


class ResidualBlock(nn.Module):
    """Two 3x3 convolutions; z scales and shifts the normalised input."""

    def __init__(self, width: int, latent_width: int):
        super().__init__()
        self.norm, self.modulation = Norm(width), nn.Linear(latent_width, 2 * width)
        self.first, self.second = nn.Conv2d(width, width, 3, padding=1), nn.Conv2d(width, width, 3, padding=1)
        nn.init.zeros_(self.second.weight)

    def forward(self, x: torch.Tensor, latent: torch.Tensor) -> torch.Tensor:
        scale, shift = self.modulation(latent)[:, None, None].chunk(2, -1)
        y = (self.norm(x.permute(0, 2, 3, 1)) * (1 + scale) + shift).permute(0, 3, 1, 2)
        return x + self.second(F.silu(self.first(y)))


def to_tokens(x: torch.Tensor) -> torch.Tensor:
    return x.flatten(2).transpose(1, 2)  # [B, d, H, W] -> [B, H*W, d]


def to_grid(x: torch.Tensor, size: int) -> torch.Tensor:
    return x.transpose(1, 2).reshape(x.shape[0], -1, size, size)


def pooled(x: torch.Tensor, size: int) -> torch.Tensor:
    return F.avg_pool2d(x, size) if size > 1 else x


class GridStage(nn.Module):
    """Convolution, then text, twice, on one grid."""

    def __init__(self, width: int, latent_width: int, layers: int = 2):
        super().__init__()
        self.blocks = nn.ModuleList(ResidualBlock(width, latent_width) for _ in range(layers))
        self.texts = nn.ModuleList(CrossAttention(width) for _ in range(layers))

    def forward(self, x: torch.Tensor, latent: torch.Tensor, guidance: Guidance) -> torch.Tensor:
        size = x.shape[-1]
        for block, text in zip(self.blocks, self.texts):
            x = to_grid(text(to_tokens(block(x, latent)), guidance), size)
        return x


class CoreBlock(nn.Module):
    def __init__(self, width: int, latent_width: int):
        super().__init__()
        self.latent = nn.Linear(latent_width, width)
        self.self_attention, self.text = SelfAttention(width), CrossAttention(width)
        self.feed = FeedForward(width, latent_width)

    def forward(self, x: torch.Tensor, latent: torch.Tensor, guidance: Guidance) -> torch.Tensor:
        x = x + self.latent(latent)[:, None]
        return self.feed(self.text(self.self_attention(x), guidance), latent)


class Enlarge(nn.Module):
    """Features [B, d, H, H] and the picture of 2H px -> 4H px: bilinear, plus what the features know beyond it (at zero to begin with)."""

    def __init__(self, width: int, inner: int, latent_width: int):
        super().__init__()
        self.expand = nn.Conv2d(width, inner * 4, 3, padding=1)
        self.refine = ResidualBlock(inner, latent_width)
        self.out = nn.Conv2d(inner, 12, 3, padding=1)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)

    def forward(self, features: torch.Tensor, picture: torch.Tensor, latent: torch.Tensor) -> torch.Tensor:
        x = self.refine(F.pixel_shuffle(self.expand(features), 2), latent)
        smooth = F.interpolate(picture, scale_factor=2, mode="bilinear", align_corners=False)
        return smooth + F.pixel_shuffle(self.out(F.silu(x)), 2)
