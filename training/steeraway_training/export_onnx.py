"""Exports a checkpoint: `python -m steeraway_training.export_onnx --checkpoint training/runs/emoji-128/checkpoint.pt --name nasa-t`.

Into a folder of that name it writes prompt.onnx (text -> keys and values of every cross-attention), frame.onnx (latent, keys and values -> picture, with the custom op's
nodes), frame_plain.onnx (the same graph from stock ops), generator.weights (float16, shared by the three); beside the folders of all checkpoints lies
text_encoder.onnx (int8 weights). Ends by comparing torch with the stock-op graphs in ONNX Runtime and by writing the golden that the TypeScript tests read.
A folder that was written so is a checkpoint, too: `--checkpoint public/models/emoji-128/nasa-t` writes the same files again.
"""

import argparse
import copy
import hashlib
import json
import shutil
from pathlib import Path

import onnx
import torch
from torch import nn

from .checkpoint import load_generator
from .export_graphs import export, export_frame, export_prompt
from .onnx_tools import SharedWeights, quantize_linear_layers, to_half
from .text import load_encoder, minilm_directory
from .verify_export import verify_export, write_golden


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
    text = TextGraph(model).eval()  # or the exporter leaves the encoder as it finds the wrapper: in training, with dropout
    graph = export(text, (ids, torch.ones_like(ids)), ["input_ids", "attention_mask"], ["last_hidden_state"], dynamic)
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
