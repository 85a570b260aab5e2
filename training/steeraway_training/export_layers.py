"""The generator's layers as they are exported: text from outside, the custom op's nodes, fewer and fused nodes for the rest."""

import torch
import torch.nn.functional as F
from torch import nn

from .layers import CrossAttention, FeedForward, ResidualBlock, SelfAttention, attend
from .onnx_tools import DOMAIN


class NasaCrossAttentionOp(torch.autograd.Function):
    """A node of the custom op in the exported graph; in torch it computes nothing, the plain twin is what gets compared."""

    @staticmethod
    def forward(ctx, query, positive_key, positive_value, negative_key, negative_value, heads):
        return torch.zeros_like(query)

    @staticmethod
    def symbolic(g, query, positive_key, positive_value, negative_key, negative_value, heads):
        inputs = (query, positive_key, positive_value, negative_key, negative_value)
        return g.op(f"{DOMAIN}::NasaCrossAttention", *inputs, num_heads_i=heads).setType(query.type())


class StoredText(nn.Module):
    """Takes the place of a cross-attention in the frame graph: its keys and values come from outside."""

    def __init__(self, layer: CrossAttention, custom: bool):
        super().__init__()
        self.layer, self.custom = layer, custom
        self.states: tuple[torch.Tensor, ...] = ()
        self.scale: torch.Tensor | None = None

    def forward(self, x, guidance):
        layer, (pk, pv, nk, nv) = self.layer, self.states
        query = layer.query(layer.norm(x))
        if self.custom:
            z = NasaCrossAttentionOp.apply(query, pk, pv, nk, nv, layer.heads)
        else:
            z = attend(query, pk, pv, layer.heads) - self.scale * attend(query, nk, nv, layer.heads)
        return x + layer.out(z)


class FusedActivation(torch.autograd.Function):
    """GELU (tanh form) and SiLU as one node each: ONNX Runtime's FastGelu and QuickGelu (alpha 1), on every provider."""

    @staticmethod
    def forward(ctx, x, name):
        return F.silu(x) if name == "QuickGelu" else F.gelu(x, approximate="tanh")

    @staticmethod
    def symbolic(g, x, name):
        extra = {"alpha_f": 1.0} if name == "QuickGelu" else {}
        return g.op(f"com.microsoft::{name}", x, **extra).setType(x.type())


def linear_parts(linear: nn.Linear, count: int) -> list[nn.Linear]:
    """A linear layer as `count` of them, each of which makes the same number of its outputs, in order."""
    width = linear.out_features // count
    parts = [nn.Linear(linear.in_features, width, bias=linear.bias is not None) for _ in range(count)]
    for i, part in enumerate(parts):
        rows = slice(i * width, (i + 1) * width)
        part.weight.data = linear.weight.data[rows]
        if linear.bias is not None:
            part.bias.data = linear.bias.data[rows]
    return parts


class SplitSelfAttention(nn.Module):
    """Query, key and value as three products: no slicing of a joint one."""

    def __init__(self, layer: SelfAttention):
        super().__init__()
        self.layer, self.parts = layer, nn.ModuleList(linear_parts(layer.qkv, 3))

    def forward(self, x):
        y = self.layer.norm(x)
        return x + self.layer.out(attend(*(part(y) for part in self.parts), self.layer.heads))


class SplitResidualBlock(nn.Module):
    """Scale and shift as two products."""

    def __init__(self, block: ResidualBlock):
        super().__init__()
        self.block = block
        self.scale, self.shift = linear_parts(block.modulation, 2)

    def forward(self, x, latent):
        y = self.block.norm(x.permute(0, 2, 3, 1)) * (1 + self.scale(latent)) + self.shift(latent)
        y = FusedActivation.apply(self.block.first(y.permute(0, 3, 1, 2)), "QuickGelu")
        return x + self.block.second(y)


class SplitFeedForward(nn.Module):
    """Scale and shift as two products."""

    def __init__(self, layer: FeedForward):
        super().__init__()
        self.layer = layer
        self.scale, self.shift = linear_parts(layer.modulation, 2)

    def forward(self, x, latent):
        layer = self.layer
        y = layer.norm(x) * (1 + self.scale(latent)) + self.shift(latent)
        return x + layer.down(FusedActivation.apply(layer.up(y), "FastGelu"))


REWRITES = {SelfAttention: SplitSelfAttention, ResidualBlock: SplitResidualBlock, FeedForward: SplitFeedForward}


def rewrite(module: nn.Module):
    """Replaces layers by forms that export to fewer nodes. Same numbers, verified at the end."""
    for name, child in module.named_children():
        if type(child) in REWRITES:
            setattr(module, name, REWRITES[type(child)](child))
        else:
            rewrite(child)
