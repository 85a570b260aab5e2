"""The schedule, and whole short runs: resumed, and on two processes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from steeraway_training import checkpoint
from steeraway_training.config import TrainConfig, learning_rate_at, size_at, stages_of, total_steps
from steeraway_training.critic import Critic
from steeraway_training.subjects import subject_set_named
from steeraway_training.train_critic import save as save_critic

TRAINING = Path(__file__).resolve().parents[1]
QUICK = ["--subjects", "6", "--batch", "2", "--threads", "1"]


def test_stages_follow_each_other():
    config = TrainConfig(stages="32:3,128:2")
    assert [size_at(config, step) for step in range(6)] == [32, 32, 32, 128, 128, 128]
    assert total_steps(config) == 5


@pytest.mark.parametrize("stages", ["32", "32:5:1", "48:10", "32:-1"])
def test_other_stages_are_refused(stages):
    with pytest.raises(SystemExit, match="--stages"):
        stages_of(TrainConfig(stages=stages))


def test_the_learning_rate_warms_up_holds_and_falls():
    config = TrainConfig(stages="32:1000", warmup_steps=100, learning_rate=1.0, decay_from=0.5)
    assert learning_rate_at(config, 0) == pytest.approx(0.01)
    assert learning_rate_at(config, 300) == 1.0
    assert learning_rate_at(config, 750) == pytest.approx(0.5, abs=0.01)
    assert learning_rate_at(config, 1000) == 0.02


def train(out: Path, *arguments: str, launcher: tuple[str, ...] = ()) -> str:
    module = [*launcher, "-m", "steeraway_training.train", "--out", str(out), *QUICK, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(TRAINING), "OMP_NUM_THREADS": "1"}
    return subprocess.run([sys.executable, *module], env=environment, check=True, capture_output=True, text=True).stdout


def test_a_run_resumes_where_it_stopped_and_keeps_the_weights_from_before_negatives(tmp_path):
    train(tmp_path, "--stages", "32:2", "--guided-from", "3")
    assert checkpoint.read(tmp_path / "checkpoint.pt")["step"] == 2 and not (tmp_path / "before_guidance.pt").exists()
    said = train(tmp_path, "--stages", "32:3,128:1", "--guided-from", "3")
    assert "at step 2" in said
    assert checkpoint.read(tmp_path / "checkpoint.pt")["step"] == 4
    assert checkpoint.read(tmp_path / "before_guidance.pt")["step"] == 3


def test_a_loss_that_is_no_number_ends_the_run_and_keeps_the_last_checkpoint(tmp_path):
    train(tmp_path, "--stages", "32:2")
    kept = (tmp_path / "checkpoint.pt").read_bytes()
    with pytest.raises(subprocess.CalledProcessError) as failed:
        train(tmp_path, "--stages", "32:9", "--learning-rate", "inf")
    assert "The loss is no number" in failed.value.stderr
    assert (tmp_path / "checkpoint.pt").read_bytes() == kept


def test_a_critic_joins_the_loss(tmp_path):
    torch.manual_seed(0)
    save_critic(Critic(6), list(subject_set_named("core")[:6]), tmp_path / "critic.pt")
    weights = []
    for name, critic in (("without", []), ("with", ["--critic", str(tmp_path / "critic.pt"), "--shown-critic", "1"])):
        train(tmp_path / name, "--stages", "32:2", *critic)
        weights.append(checkpoint.read(tmp_path / name / "checkpoint.pt")["net"])
    assert any(not torch.equal(weights[0][name], weights[1][name]) for name in weights[0])


def test_two_processes_train_one_network(tmp_path):
    launcher = ("-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2")
    said = train(tmp_path, "--stages", "32:2,128:1", launcher=launcher)
    assert said.count("2 processes") == 1  # the first process alone speaks and writes
    state = checkpoint.read(tmp_path / "checkpoint.pt")
    assert state["step"] == 3 and all(torch.isfinite(w).all() for w in state["net"].values())
