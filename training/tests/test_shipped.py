"""The files that the page reads hold all weights: read back, they are those that were exported."""

import copy
import os
import subprocess
import sys
from pathlib import Path

import onnx
import pytest
import torch

from steeraway_training.export_graphs import export_frame, export_prompt
from steeraway_training.model import Generator, GeneratorConfig
from steeraway_training.onnx_tools import SharedWeights, to_half
from steeraway_training.shipped import shipped_weights

SMALL = GeneratorConfig(grid_width=32, core_width=32, fine_width=16, enlarge_width=8, blocks=2, latent_width=16)


def ship(net, folder):
    shared = SharedWeights(folder / "generator.weights")
    for name, graph in (("prompt", export_prompt(net)), ("frame", export_frame(copy.deepcopy(net), custom=True))):
        half = to_half(graph)
        shared.share(half)
        onnx.save(half, folder / f"{name}.onnx")
    shared.save()


def test_every_weight_comes_back(tmp_path):
    torch.manual_seed(2)
    net = Generator(SMALL).eval()
    for tensor in net.state_dict().values():
        tensor.copy_(torch.randn_like(tensor).half())
    ship(net, tmp_path)
    back = shipped_weights(tmp_path, SMALL)
    assert back.keys() == net.state_dict().keys()
    for name, tensor in net.state_dict().items():
        assert torch.equal(back[name], tensor), name


def test_a_folder_without_a_file_is_named(tmp_path):
    with pytest.raises(SystemExit, match="it has no prompt.onnx"):
        shipped_weights(tmp_path)


def test_a_contact_sheet_needs_no_path_to_be_set():
    root = Path(__file__).parents[2]
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-m", "training.sample", "--checkpoint", "nowhere.pt"]
    done = subprocess.run(command, cwd=root, env=bare, capture_output=True, text=True)
    assert done.returncode == 1 and done.stderr.strip() == "There is no checkpoint nowhere.pt."
