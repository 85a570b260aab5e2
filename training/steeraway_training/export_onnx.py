"""Exports a checkpoint: `python -m steeraway_training.export_onnx --checkpoint training/runs/emoji-128/checkpoint.pt --name nasa-t`.

Into a folder of that name it writes prompt.onnx (text -> keys and values of every cross-attention), frame.onnx (latent, keys and values -> picture, with the custom op's
nodes), frame_plain.onnx (the same graph from stock ops), generator.weights (float16, shared by the three); beside the folders of all checkpoints lies
text_encoder.onnx (int8 weights). Ends by comparing torch with the stock-op graphs in ONNX Runtime and by writing the golden that the TypeScript tests read.
"""

import argparse
import copy
import hashlib
import io
import json
import shutil
from pathlib import Path

import onnx
import torch
from torch import nn

from .latents import LATENT
from .checkpoint import load_generator
from .export_layers import StoredText, rewrite
from .fold import fold_constants
from .model import Generator
from .onnx_tools import DOMAIN, SharedWeights, infer_types, quantize_linear_layers, to_half
from .text import TEXT_WIDTH, load_encoder, minilm_directory
from .verify_export import verify_export, write_golden

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


class TextGraph(nn.Module):
    def __init__(self, model: nn.Module):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask):
        return self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state


def export_text(out: Path):
    _, model = load_encoder()
    ids = torch.randint(1000, 2000, (2, 7))
    dynamic = {n: {0: "phrases", 1: "tokens"} for n in ("input_ids", "attention_mask", "last_hidden_state")}
    graph = export(TextGraph(model), (ids, torch.ones_like(ids)), ["input_ids", "attention_mask"], ["last_hidden_state"], dynamic)
    onnx.save(quantize_linear_layers(graph), out / "text_encoder.onnx")
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(minilm_directory() / name, out / name)


def write_manifest(out: Path):
    """Size and hash of every file: the page checks them before it trusts a download."""
    files = {
        path.relative_to(out).as_posix(): {"bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for path in sorted(out.rglob("*")) if path.is_file() and path.name != "manifest.json"
    }  # fmt: skip
    (out / "manifest.json").write_text(json.dumps({"files": files}, indent=2) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--name", choices=("nasa-t", "nasa-i"), required=True, help="the checkpoint's name in src/models/registry.ts")
    parser.add_argument("--out", type=Path, default=Path("public/models/emoji-128"))
    parser.add_argument("--golden", type=Path, default=Path("e2e/golden"), help="folder for the golden, emoji-128-NAME.json")
    parser.add_argument("--skip-text", action="store_true", help="keep the text encoder that is there")
    arguments = parser.parse_args()
    model = arguments.out
    out = model / arguments.name
    out.mkdir(parents=True, exist_ok=True)
    if not arguments.skip_text:
        export_text(model)
    shared = SharedWeights(out / "generator.weights")
    net = load_generator(arguments.checkpoint)  # once: a training that runs meanwhile replaces the file
    graphs = {
        "prompt": export_prompt(net),
        "frame": export_frame(copy.deepcopy(net), custom=True),
        "frame_plain": export_frame(copy.deepcopy(net), custom=False),
    }
    single = {name: graph.SerializeToString() for name, graph in graphs.items()}
    for name, graph in graphs.items():
        half = to_half(graph)
        shared.share(half)
        onnx.save(half, out / f"{name}.onnx")
    shared.save()
    write_manifest(model)
    verify_export(net, model, single)
    write_golden(net, arguments.golden / f"{model.name}-{arguments.name}.json")


if __name__ == "__main__":
    main()
