"""Weights back out of the files that the page reads: `public/models/emoji-128/nasa-t` is a checkpoint, for export and for a warm start.

The exporter transposes, splits and renames layers. Instead of a second description of all that, it exports a network whose every weight is
its own number: what stands in a tensor of that graph says which weight of the network stands there in the shipped one.
"""

import copy
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from .export_graphs import export_frame, export_prompt
from .model import Generator, GeneratorConfig

FIRST = 1 << 20
"""The number of the first weight: constants of the graphs are smaller. float32 counts exactly to 2^24."""


def numbered(net: Generator) -> int:
    """Gives every weight its number -> the first that is not given."""
    at = FIRST
    for tensor in net.state_dict().values():
        tensor.copy_(torch.arange(at, at + tensor.numel(), dtype=tensor.dtype).view_as(tensor))
        at += tensor.numel()
    if at > 1 << 24:
        raise SystemExit("float32 cannot number so many weights.")
    return at


def operands(model: onnx.ModelProto) -> list[tuple[str, list[np.ndarray | None]]]:
    """Each node's type and float weights, in order and past the casts, which float16 graphs have more of. Names count nodes: they may differ."""
    tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    found = []
    for node in model.graph.node:
        inputs = [tensors.get(name) for name in node.input]
        if node.op_type == "Cast":
            tensors.update({node.output[0]: inputs[0]} if inputs[0] is not None else {})
        else:
            found.append((node.op_type, [x if x is not None and np.issubdtype(x.dtype, np.floating) else None for x in inputs]))
    return found


def read_back(templates: list[onnx.ModelProto], shipped: list[onnx.ModelProto], net: Generator, end: int) -> dict[str, torch.Tensor]:
    values = np.full(end - FIRST, np.nan, np.float32)
    for template, model in zip(templates, shipped):
        ours, theirs = operands(template), operands(model)
        if [kind for kind, _ in ours] != [kind for kind, _ in theirs]:
            raise SystemExit("The shipped graphs have other nodes than this code writes: another version of it wrote them.")
        for (_, numbers), (_, tensors) in zip(ours, theirs):
            for number, tensor in zip(numbers, tensors):
                if number is not None and number.size and number.min() >= FIRST:
                    values[number.astype(np.int64).ravel() - FIRST] = tensor.ravel()
    if missing := int(np.isnan(values).sum()):
        raise SystemExit(f"{missing} weights are not in the shipped files: another version of this code wrote them.")
    state, at = {}, 0
    for name, tensor in net.state_dict().items():
        state[name] = torch.from_numpy(values[at : at + tensor.numel()]).view_as(tensor).clone()
        at += tensor.numel()
    return state


def shipped_weights(folder: Path, config: GeneratorConfig = GeneratorConfig()) -> dict[str, torch.Tensor]:
    """A folder with prompt.onnx, frame.onnx and generator.weights -> the network's weights, float16 values as float32."""
    for name in ("prompt.onnx", "frame.onnx", "generator.weights"):
        if not (folder / name).is_file():
            raise SystemExit(f"{folder} is no exported checkpoint: it has no {name}.")
    net = Generator(config).eval()
    end = numbered(net)
    templates = [export_prompt(net), export_frame(copy.deepcopy(net), custom=True)]
    return read_back(templates, [onnx.load(folder / f"{name}.onnx") for name in ("prompt", "frame")], net, end)
