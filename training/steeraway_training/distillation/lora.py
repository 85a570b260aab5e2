"""LoRA (arXiv 2106.09685) on every linear and convolutional layer: with it alone the second teacher of eq. 6 follows the student."""

import torch
from torch import nn
from torch.nn.utils import parametrize


class LowRank(nn.Module):
    """W -> W + (gamma / r) up @ down. `up` starts at zero, so the layer starts as it was.

    It is added to the weight and not to the layer's output: at these sizes a product of r columns is cheaper than a second path.
    """

    def __init__(self, weight: torch.Tensor, rank: int, gamma: float, generator: torch.Generator):
        super().__init__()
        inputs = weight[0].numel()
        rank = min(rank, len(weight), inputs)
        self.gain = gamma / rank
        self.down = nn.Parameter(torch.randn(rank, inputs, generator=generator) * inputs**-0.5)
        self.up = nn.Parameter(torch.zeros(len(weight), rank))

    def forward(self, weight: torch.Tensor) -> torch.Tensor:
        return weight + self.gain * (self.up @ self.down).view_as(weight)


def add_lora(net: nn.Module, rank: int, gamma: float, seed: int = 0) -> list[nn.Parameter]:
    """Freezes the network and gives its layers low-rank changes -> the parameters that learn."""
    generator = torch.Generator().manual_seed(seed)
    layers = [module for module in net.modules() if isinstance(module, (nn.Linear, nn.Conv2d))]
    net.requires_grad_(False)
    for layer in layers:
        change = LowRank(layer.weight.cpu(), rank, gamma, generator).to(layer.weight.device)
        parametrize.register_parametrization(layer, "weight", change, unsafe=True)
    return [parameter for parameter in net.parameters() if parameter.requires_grad]
