"""The one-step generator: picture = f(z, prompt), text acting through cross-attention only, so that NASA can steer all of it.

Shapes: B batch, S query tokens, T text tokens, d channels, N heads. Sizes are those of the 64 px model; the same weights run at
32 px on half-size grids, which the curriculum uses.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

from .latent import LatentEncoder
from .text import TEXT_WIDTH


@dataclass(frozen=True)
class GeneratorConfig:
    size: int = 64
    grid_width: int = 96  # channels on the 16x16 grid
    core_width: int = 256  # channels on the 8x8 grid
    fine_width: int = 48  # channels on the 32x32 grid
    blocks: int = 5
    latent_width: int = 192
    latent_levels: int = 32  # steps that each deciding coordinate of z is resolved into


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


class Generator(nn.Module):
    """z [B, 16] and a prompt -> picture [B, 3, size, size] in about [-1, 1]."""

    def __init__(self, config: GeneratorConfig = GeneratorConfig()):
        super().__init__()
        self.config = config
        c, w = config, config.latent_width
        self.latent = LatentEncoder(w, c.latent_levels)
        self.grid_position = nn.Parameter(torch.randn(1, c.grid_width, 16, 16) * 0.5)
        self.core_position = nn.Parameter(torch.randn(1, c.core_width, 8, 8) * 0.1)
        self.enter = nn.Linear(w, c.grid_width)
        self.encode = GridStage(c.grid_width, w)
        self.down = nn.Conv2d(c.grid_width, c.core_width, 3, 2, 1)
        self.core = nn.ModuleList(CoreBlock(c.core_width, w) for _ in range(c.blocks))
        self.up = nn.Conv2d(c.core_width + c.grid_width, c.grid_width, 3, padding=1)
        self.decode = GridStage(c.grid_width, w)
        self.expand = nn.Conv2d(c.grid_width, c.fine_width * 4, 3, padding=1)
        self.fine = GridStage(c.fine_width, w, 1)
        self.refine = ResidualBlock(c.fine_width, w)
        self.out = nn.Conv2d(c.fine_width, 12, 3, padding=1)

    def forward(self, z: torch.Tensor, guidance: Guidance, size: int | None = None) -> torch.Tensor:
        grid = (size or self.config.size) // 4
        latent = self.latent(z)
        pool = 16 // grid
        skip = pooled(self.grid_position, pool) + self.enter(latent)[:, :, None, None]
        skip = self.encode(skip, latent, guidance)
        x = to_tokens(self.down(skip) + pooled(self.core_position, pool))
        for block in self.core:
            x = block(x, latent, guidance)
        x = F.interpolate(to_grid(x, grid // 2), scale_factor=2, mode="nearest")
        x = self.decode(self.up(torch.cat([x, skip], 1)), latent, guidance)
        x = self.fine(F.pixel_shuffle(self.expand(x), 2), latent, guidance)
        x = self.refine(x, latent)
        return F.pixel_shuffle(self.out(F.silu(x)), 2)

    def cross_attentions(self) -> list[CrossAttention]:
        """In the order in which they run."""
        return [*self.encode.texts, *(b.text for b in self.core), *self.decode.texts, *self.fine.texts]
