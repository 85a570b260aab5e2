"""Training checkpoints: version, how they are written and read, and what becomes of weights of an earlier version."""

from dataclasses import asdict
from pathlib import Path

import torch

from .latents import DECIDING
from .model import Generator, GeneratorConfig
from .shipped import shipped_weights

CHECKPOINT_VERSION = 3
"""Raised whenever checkpoints of before cannot be read any more. 2: the staircases; 3: styles, sizes, counts, skin tones, 128 px."""

Weights = dict[str, torch.Tensor]


def write(path: Path, state: dict):
    """An interrupted write must not destroy the last checkpoint."""
    partial = path.with_name(path.name + ".part")
    torch.save({"version": CHECKPOINT_VERSION, **state}, partial)
    partial.rename(path)


def read(path: Path, device: torch.device | str = "cpu") -> dict:
    """A checkpoint of this version, or SystemExit saying what to do."""
    state = load(path, device)
    if state["version"] != CHECKPOINT_VERSION:
        raise SystemExit(
            f"{path} is of checkpoint version {state['version']}, this code reads {CHECKPOINT_VERSION}. "
            f"Its weights can begin a new run: --warm-start {path} with another --out."
        )
    return state


def load(path: Path, device: torch.device | str = "cpu") -> dict:
    if not path.exists():
        raise SystemExit(f"There is no checkpoint {path}.")
    try:
        state = torch.load(path, map_location=device, weights_only=True)
    except Exception as error:
        raise SystemExit(f"{path} cannot be read as a checkpoint ({error}): it may be cut short. Take an earlier copy.") from error
    if not isinstance(state, dict) or "version" not in state:
        raise SystemExit(f"{path} is not a checkpoint of this project: it states no version.")
    return state


def agree(path: Path, before: dict, now: dict):
    """A run is continued only with what it was begun with."""
    changed = [key for key, value in now.items() if before.get(key) != value]
    if changed:
        raise SystemExit(f"{path} was made with another {', '.join(changed)}: give the same options, or another --out.")


def load_generator(path: Path) -> Generator:
    """The averaged weights, rounded to float16 as they ship. `path` may also be a folder that was exported."""
    if path.is_dir():
        net = Generator().eval()
        net.load_state_dict(shipped_weights(path))
        return net
    state = read(path)
    net = Generator(GeneratorConfig(**state["model"])).eval()
    net.load_state_dict({name: tensor.half().float() for name, tensor in state["average"].items()})
    return net


def warm_weights(path: Path) -> Weights:
    """The averaged weights of a checkpoint of any version, or of a folder that was exported. What is new starts so that nothing changes."""
    if path.is_dir():
        return shipped_weights(path)
    state = load(path)
    if state["version"] == CHECKPOINT_VERSION:
        return state["average"]
    if state["version"] not in UPGRADES:
        raise SystemExit(f"{path} is of checkpoint version {state['version']}: this code knows 1 to {CHECKPOINT_VERSION}.")
    weights = state["average"]
    for version in range(state["version"], CHECKPOINT_VERSION):
        weights = UPGRADES[version](weights)
    fresh = Generator().state_dict()
    surprising = weights.keys() - fresh.keys()
    if surprising or any(weights[name].shape != fresh[name].shape for name in weights):
        raise SystemExit(f"{path} does not fit the generator of today: {sorted(surprising)[:3] or 'other shapes'}.")
    return fresh | weights


def from_version_1(weights: Weights) -> Weights:
    """The latent's layers got names; staircases and modulated feed-forward layers are new, at zero."""
    renamed = {"latent.0.": "latent.z.", "latent.2.": "latent.then."}
    return {next((new + name[len(old) :] for old, new in renamed.items() if name.startswith(old)), name): w for name, w in weights.items()}


def from_version_2(weights: Weights) -> Weights:
    """Four more coordinates of z have staircases: columns of zeros behind the five of before. `enlarge` is new, its last layer at zero."""
    name = "latent.stairs.weight"
    if name not in weights:
        return weights
    stairs = weights[name]  # [w, 5 * 31]
    steps = stairs.shape[1] // 5
    return weights | {name: torch.cat([stairs, stairs.new_zeros(stairs.shape[0], (DECIDING - 5) * steps)], 1)}


UPGRADES = {1: from_version_1, 2: from_version_2}


def progress(step: int, seconds: float, net: Generator, average: Generator, optimizer: torch.optim.Optimizer, config) -> dict:
    """What a resumed run needs."""
    return {
        "config": asdict(config), "model": asdict(net.config), "net": net.state_dict(), "average": average.state_dict(),
        "optimizer": optimizer.state_dict(), "step": step, "seconds": seconds,
    }  # fmt: skip
