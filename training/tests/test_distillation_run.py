"""Tiny runs of every variant: what learns, what does not, and resuming bit for bit."""

import copy
import json
import math
import os
import shutil
import signal

import pytest
import torch

from steeraway_training import checkpoint
from steeraway_training.distillation import run, student
from steeraway_training.distillation.evaluate import cases, noise_of
from steeraway_training.distillation.guidance import classifier_free, negative_guided
from steeraway_training.distillation.loop import Loop, Stop, Stopped
from steeraway_training.distillation.settings import Settings
from steeraway_training.distillation.student import Distiller
from steeraway_training.distillation.variants import VARIANTS, variant_named
from steeraway_training.factors import FACTORS

TINY = {
    "subjects": 2, "batch": 4, "teacher_steps": 3, "solver_steps": 2, "pairs": 8, "start_steps": 2, "student_steps": 3, "lora_first": 1,
    "lora_updates": 1, "lora_rank": 2, "eval_seeds": 1, "widths": "tiny",
}  # fmt: skip
NAMES = [v.name for v in VARIANTS]


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    settings = Settings(**TINY, out=str(tmp_path_factory.mktemp("distillation")))
    return settings, run.prepare(settings)


def distiller(ready, name: str) -> Distiller:
    settings, r = ready
    return Distiller(variant_named(name), settings, r.prompts, r.teacher, r.start, r.pairs)


def weights(net) -> dict:
    return {name: tensor.clone() for name, tensor in net.state_dict().items()}


def same(first: dict, second: dict) -> bool:
    return all(torch.equal(first[name], second[name]) for name in first)


@pytest.mark.parametrize("name", NAMES)
def test_a_few_steps_move_the_student_and_the_lora_and_nothing_else(ready, name):
    d = distiller(ready, name)
    teacher, start = weights(d.teacher), weights(d.student.net)
    shown = [d.step(i) for i in range(3)]
    assert all(math.isfinite(float(value)) for values in shown for value in values.values())
    assert same(teacher, weights(d.teacher)) and all(p.grad is None for p in d.teacher.parameters())
    base = {n: p for n, p in d.fake.state_dict().items() if n.endswith("parametrizations.weight.original")}
    assert base and all(torch.equal(p, teacher[n.replace("parametrizations.weight.original", "weight")]) for n, p in base.items())
    assert not same(start, weights(d.student.net))
    assert any(p.any() for n, p in d.fake.named_parameters() if n.endswith(".up"))


def test_the_first_steps_are_the_lora_teachers(ready):
    d = distiller(ready, "baseline")
    start = weights(d.student.net)
    d.step(0)
    assert same(start, weights(d.student.net))


@pytest.mark.parametrize("name", NAMES)
def test_the_variant_decides_who_sees_the_negative(ready, name, monkeypatch):
    """Frozen teacher and LoRA teacher by eq. 4 or 5; the student's own pass with or without NASA."""
    d, seen = distiller(ready, name), []
    monkeypatch.setattr(student, "classifier_free", lambda *a: (seen.append(4), classifier_free(*a))[1])
    monkeypatch.setattr(student, "negative_guided", lambda *a: (seen.append(5), negative_guided(*a))[1])
    passes = []
    plain = d.student.net.in_one_step
    monkeypatch.setattr(d.student.net, "in_one_step", lambda z, g: (passes.append(g), plain(z, g))[1])
    d.step(0)
    assert seen == [5 if d.variant.teacher_negative else 4, 5 if d.variant.lora_negative else 4]
    assert (passes[0].negative is not None) == d.variant.nasa
    if d.variant.nasa:
        paired = round(d.settings.batch * d.settings.pair_share)
        assert passes[0].negative_mask[:-paired].any(1).all() and not passes[0].negative_mask[-paired:].any()
        assert 0 <= passes[0].alpha.min() and passes[0].alpha.max() <= 1 and not passes[0].alpha[-paired:].any()


def test_a_guided_prediction_is_the_formula_on_two_passes(ready):
    d = distiller(ready, "nasa-teacher")
    x, t, kappa = torch.randn(2, 3, 32, 32), torch.tensor([0.3, 0.8]), torch.tensor([0.5, 3.0])
    positive, negative = [["cat"], ["strawberry"]], [["blurry"], ["blue background"]]
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        apart = [d.teacher(x, t, d.prompts.guidance(texts)).float() for texts in (negative, positive)]
        guided = d.guided(d.teacher, x, t, positive, negative, kappa)
    torch.testing.assert_close(guided, negative_guided(*apart, kappa), atol=0.05, rtol=0.05)  # bfloat16 in other batches


def test_negatives_name_what_the_prompt_leaves_open(ready):
    _, r = ready
    pick, _ = student.draws(0, "test", 0)
    for _ in range(200):
        drawn = r.prompts.steered(pick)
        key, value = drawn.unwanted
        assert key not in drawn.named and value != FACTORS[key].default and drawn.negative[0] in FACTORS[key].words[value]


def train(ready, name: str, out, monkeypatch, stop_at: int | None = None, **other):
    settings, r = ready
    settings = Settings(**{**TINY, **other}, out=str(out))
    step = Distiller.step

    def stopping(self, i):
        if i == stop_at:
            monkeypatch.setattr(Stop, "asked", True)
        return step(self, i)

    with monkeypatch.context() as patch:
        patch.setattr(Distiller, "step", stopping)
        return student.train_student(variant_named(name), settings, r.prompts, r.teacher, r.start, r.pairs)


def test_a_stopped_student_goes_on_bit_for_bit(ready, tmp_path, monkeypatch):
    whole = weights(train(ready, "nasa-teacher", tmp_path / "whole", monkeypatch))
    with pytest.raises(Stopped, match="step 2 of 3"):
        train(ready, "nasa-teacher", tmp_path / "cut", monkeypatch, stop_at=1)
    monkeypatch.setattr(Stop, "asked", False)
    path = tmp_path / "cut" / "student-nasa-teacher.pt"
    assert checkpoint.load(path)["step"] == 2
    resumed = weights(train(ready, "nasa-teacher", tmp_path / "cut", monkeypatch))
    assert same(whole, resumed) and checkpoint.load(path)["step"] == 3


def test_other_options_are_refused(ready, tmp_path, monkeypatch):
    train(ready, "baseline", tmp_path, monkeypatch)
    with pytest.raises(SystemExit, match="lora_rank"):
        train(ready, "baseline", tmp_path, monkeypatch, lora_rank=3)


def test_the_report_has_every_variant_with_n_and_intervals(ready, monkeypatch, capsys):
    settings, r = ready
    run.report(settings, r, NAMES)
    out = run.Path(settings.out)
    results = json.loads((out / "results.json").read_text())
    n = len(cases(2, 1))
    assert list(results["variants"]) == NAMES
    for modes in (*results["variants"].values(), results["teacher"]):
        for figures in modes.values():
            fidelity = figures["fidelity"]
            assert figures["excluded"]["n"] == n and fidelity["low"] <= fidelity["value"] <= fidelity["high"]
    assert sum(len(pairs) for pairs in results["order"]["own"].values()) == 10
    assert all(f"{v.paper:.2f}" in (out / "results.md").read_text() for v in VARIANTS)
    assert (out / "sheet.png").stat().st_size > 1000
    before = checkpoint.load(out / "student-baseline.pt")["seconds"]
    run.report(settings, r, NAMES)  # what is finished is not trained again
    assert checkpoint.load(out / "student-baseline.pt")["seconds"] == before


def test_students_in_processes_of_their_own(ready, tmp_path, monkeypatch):
    """As `--jobs 2` makes them: they find teacher, pairs and start finished."""
    settings, _ = ready
    for name in ("teacher.pt", "pairs.pt", "start.pt"):
        shutil.copy(run.Path(settings.out) / name, tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(run.Path(__file__).parents[1]))
    apart = Settings(**TINY, out=str(tmp_path))
    run.distil_apart(apart, ["baseline", "nasa-teacher"], 2, 1)
    assert all(checkpoint.load(tmp_path / f"student-{name}.pt")["step"] == 3 for name in ("baseline", "nasa-teacher"))


def test_a_signal_asks_to_stop(monkeypatch):
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    monkeypatch.setattr(Stop, "asked", False)
    try:
        Stop.listen()
        os.kill(os.getpid(), signal.SIGTERM)
        assert Stop.asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def too_much_for_the_cpu():
    torch.empty(10**15)


def too_much_for_the_gpu():
    raise torch.OutOfMemoryError


@pytest.mark.parametrize("fail", [too_much_for_the_cpu, too_much_for_the_gpu])
def test_out_of_memory_halves_the_batch_and_tries_the_step_again(tmp_path, capsys, fail):
    settings, steps = Settings(batch=64, out=str(tmp_path)), []

    def step(i):
        steps.append((i, settings.batch))
        if settings.batch > 16:
            fail()
        return {"loss": torch.zeros(())}

    Loop("memory", 2, {}, settings, ()).run(step)
    assert steps == [(0, 64), (0, 32), (0, 16), (1, 16)]
    assert "out of memory at step 0: the batch is 32" in capsys.readouterr().out


def test_a_loss_that_is_no_number_ends_the_run_and_keeps_the_checkpoint(tmp_path):
    settings = Settings(out=str(tmp_path))
    Loop("broken", 1, {}, settings, ()).run(lambda i: {"loss": torch.ones(())})
    with pytest.raises(SystemExit, match="no number at step 2"):
        Loop("broken", 2, {}, settings, ()).run(lambda i: {"loss": torch.tensor(float("nan"))})
    assert checkpoint.load(tmp_path / "broken.pt")["step"] == 1


def test_every_case_has_noise_of_its_own():
    settings, chosen = Settings(**TINY), cases(2, 2)
    assert len({float(noise_of(case, settings)[0, 0, 0]) for case in chosen}) == len(chosen)
    assert torch.equal(noise_of(chosen[0], settings), noise_of(copy.copy(chosen[0]), settings))


def test_unknown_options_are_refused():
    with pytest.raises(SystemExit, match="no variant"):
        variant_named("dmd")
    with pytest.raises(SystemExit, match="--widths"):
        Settings(widths="huge").network  # noqa: B018
    with pytest.raises(SystemExit, match="--subjects"):
        Settings(subjects=99).names  # noqa: B018
