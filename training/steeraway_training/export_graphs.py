"""The generator as ONNX graphs: prompt (text -> keys and values of every cross-attention) and frame (latent, keys and values -> picture)."""

import io

import onnx
import torch
from torch import nn

from .export_layers import StoredText, rewrite
from .fold import fold_constants
from .latents import LATENT
from .model import Generator
from .onnx_tools import DOMAIN, infer_types
from .text import TEXT_WIDTH

OPSET = 17


class PromptGraph(nn.Module):
    def __init__(self, net: Generator):
        super().__init__()
        self.texts = nn.ModuleList(layer.text for layer in net.cross_attentions())

    def forward(self, encoder_hidden_states):
        return tuple(tensor for text in self.texts for tensor in text(encoder_hidden_states))


class FrameGraph(nn.Module):
    def __init__(self, net: Generator, custom: bool):
        super().__init__()
        self.net, self.custom, self.texts = net, custom, []
        for stage in (net.encode, net.decode, net.fine):
            for i, layer in enumerate(stage.texts):
                stage.texts[i] = StoredText(layer, custom)
        for block in net.core:
            block.text = StoredText(block.text, custom)
        self.texts = net.cross_attentions()
        rewrite(net)

    def forward(self, latent, *states):
        scale = None if self.custom else states[-1]
        for i, text in enumerate(self.texts):
            text.states, text.scale = states[4 * i : 4 * i + 4], scale
        return self.net(latent, None)


def state_names(layers: int) -> list[str]:
    return [f"{branch}_{kind}_{i}" for i in range(layers) for branch in ("positive", "negative") for kind in ("key", "value")]


def export(module: nn.Module, inputs: tuple, names: list[str], outputs: list[str], dynamic: dict) -> onnx.ModelProto:
    buffer = io.BytesIO()
    with torch.no_grad():
        torch.onnx.export(
            module, inputs, buffer, input_names=names, output_names=outputs, dynamic_axes=dynamic,
            opset_version=OPSET, dynamo=False, custom_opsets={DOMAIN: 1, "com.microsoft": 1},
        )  # fmt: skip
    model = infer_types(fold_constants(infer_types(onnx.load_from_string(buffer.getvalue()))))
    for node in model.graph.node:
        node.ClearField("doc_string")
    return model


def export_prompt(net: Generator) -> onnx.ModelProto:
    layers = len(net.cross_attentions())
    outputs = [f"{kind}_{i}" for i in range(layers) for kind in ("key", "value")]
    dynamic = {"encoder_hidden_states": {1: "tokens"}, **{o: {1: "tokens_and_null"} for o in outputs}}
    return export(PromptGraph(net), (torch.randn(1, 5, TEXT_WIDTH),), ["encoder_hidden_states"], outputs, dynamic)


def export_frame(net: Generator, custom: bool) -> onnx.ModelProto:
    """Rewrites `net` on the way: give it a copy."""
    widths = [layer.out.out_features for layer in net.cross_attentions()]
    names = ["latent", *state_names(len(widths))]
    length = {"positive": 6, "negative": 4}
    states = [torch.randn(1, length[n.split("_")[0]], widths[int(n.split("_")[2])]) for n in names[1:]]
    dynamic = {n: {1: n.split("_")[0] + "_tokens"} for n in names[1:]}
    inputs = [torch.randn(1, LATENT), *states]
    if not custom:
        names.append("guidance_scale")
        inputs.append(torch.ones(1))
    return export(FrameGraph(net, custom), tuple(inputs), names, ["image"], dynamic)
