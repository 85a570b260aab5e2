"""A network that learns: its averaged weights, its optimiser and its learning rate."""

import copy

import torch
from torch import nn

WARMUP_STEPS = 100
DECAY_FROM = 0.6
"""Part of all steps after which the rate falls to nothing, linearly."""


class Learner:
    def __init__(self, net: nn.Module, parameters: list[nn.Parameter], rate: float, total: int, average: float = 0.998):
        self.net, self.parameters, self.rate, self.total, self.longest_average = net, parameters, rate, total, average
        self.average = copy.deepcopy(net).requires_grad_(False).eval() if average else None
        self.optimizer = torch.optim.AdamW(parameters, lr=rate, betas=(0.9, 0.99), weight_decay=0.01, fused=True)

    def learn(self, loss: torch.Tensor, step: int):
        for group in self.optimizer.param_groups:
            group["lr"] = self.rate * self.schedule(step)
        for parameter in self.parameters:
            parameter.grad = None
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.parameters, 1.0)
        self.optimizer.step()
        if self.average is not None:
            decay = min(self.longest_average, (1 + step) / (10 + step))
            with torch.no_grad():
                torch._foreach_lerp_(list(self.average.parameters()), list(self.net.parameters()), 1 - decay)

    def schedule(self, step: int) -> float:
        part = step / self.total
        return min(1.0, (step + 1) / WARMUP_STEPS) * min(1.0, max(0.02, (1 - part) / (1 - DECAY_FROM)))

    def state_dict(self) -> dict:
        """Only what learns: the frozen weights below a LoRA are the teacher's."""
        net = {n: p.detach() for n, p in self.net.named_parameters() if p.requires_grad}
        return {"net": net, "optimizer": self.optimizer.state_dict(), "average": self.average.state_dict() if self.average else {}}

    def load_state_dict(self, state: dict):
        unknown = self.net.load_state_dict(state["net"], strict=False).unexpected_keys
        if unknown:
            raise SystemExit(f"a checkpoint has weights that this network lacks ({unknown[0]}): begin anew in another --out.")
        self.optimizer.load_state_dict(state["optimizer"])
        if self.average is not None:
            self.average.load_state_dict(state["average"])
