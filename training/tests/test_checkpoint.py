"""Checkpoints: weights of earlier versions draw the same pictures, other versions are refused, and no write destroys the last one."""

import pytest
import torch

from steeraway_training import checkpoint
from steeraway_training.checkpoint import CHECKPOINT_VERSION, from_version_1, warm_weights
from steeraway_training.layers import Guidance
from steeraway_training.model import Generator


def version_2(weights):
    """Weights as version 2 had them: staircases of five coordinates, no enlargement."""
    old = {name: w for name, w in weights.items() if not name.startswith("enlarge.")}
    return old | {"latent.stairs.weight": weights["latent.stairs.weight"][:, : 5 * 31].clone()}


def draw(net, size):
    generator = torch.Generator().manual_seed(1)
    states, mask = torch.randn(2, 5, 384, generator=generator), torch.ones(2, 5, dtype=torch.bool)
    with torch.no_grad():
        return net.eval()(torch.randn(2, 16, generator=generator), Guidance(states, mask), size)


def test_version_2_weights_draw_the_same_picture_and_its_bilinear_enlargement(tmp_path):
    torch.manual_seed(0)
    source = Generator()
    torch.nn.init.normal_(source.latent.stairs.weight, std=0.1)
    source.latent.stairs.weight.data[:, 5 * 31 :] = 0
    path = tmp_path / "v2.pt"
    torch.save({"version": 2, "average": version_2(source.state_dict())}, path)
    net = Generator()
    net.load_state_dict(warm_weights(path))
    small = draw(source, 64)
    torch.testing.assert_close(draw(net, 64), small)
    torch.testing.assert_close(draw(net, 128), torch.nn.functional.interpolate(small, scale_factor=2.0, mode="bilinear"))


def test_version_1_names_are_translated():
    one = torch.ones(1)
    assert from_version_1({"latent.0.weight": one, "latent.2.bias": one, "core.0.latent.bias": one}).keys() == {
        "latent.z.weight", "latent.then.bias", "core.0.latent.bias",
    }  # fmt: skip


def test_weights_that_do_not_fit_are_refused(tmp_path):
    weights = version_2(Generator().state_dict())
    torch.save({"version": 2, "average": weights | {"out.bias": torch.zeros(7)}}, tmp_path / "shape.pt")
    torch.save({"version": 99, "average": weights}, tmp_path / "newer.pt")
    with pytest.raises(SystemExit, match="does not fit"):
        warm_weights(tmp_path / "shape.pt")
    with pytest.raises(SystemExit, match="version 99"):
        warm_weights(tmp_path / "newer.pt")


def test_another_version_is_refused_with_the_way_out(tmp_path):
    torch.save({"version": 2, "average": {}}, tmp_path / "old.pt")
    with pytest.raises(SystemExit, match=f"version 2, this code reads {CHECKPOINT_VERSION}.*--warm-start"):
        checkpoint.read(tmp_path / "old.pt")


@pytest.mark.parametrize(("content", "message"), [(b"", "cannot be read"), (b"PK\x03\x04 cut", "cannot be read")])
def test_a_broken_file_is_named(tmp_path, content, message):
    (tmp_path / "broken.pt").write_bytes(content)
    with pytest.raises(SystemExit, match=message):
        checkpoint.read(tmp_path / "broken.pt")


def test_an_interrupted_write_keeps_the_last_checkpoint(tmp_path, monkeypatch):
    path = tmp_path / "checkpoint.pt"
    checkpoint.write(path, {"step": 1})

    def full_disk(state, target):
        target.write_bytes(b"half")
        raise OSError("no space left on device")

    monkeypatch.setattr(torch, "save", full_disk)
    with pytest.raises(OSError):
        checkpoint.write(path, {"step": 2})
    assert checkpoint.read(path)["step"] == 1
