"""Runs the whole distillation, resumable at any moment: `python -m steeraway_training.distillation.run`.

Phases: teacher, its pairs, the one-step start, one student a variant of Table 5 (`--jobs 2`: two at a time), figures and a contact sheet.
Give the same command again to go on; what is finished is not done again.
"""

import argparse
import json
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from ..workers import join
from .denoiser import Denoiser
from .evaluate import Drawing, evaluate_student, evaluate_teacher
from .judge import Judge
from .loop import Stop, Stopped
from .prompts import Prompts
from .report import seconds_of, write_report
from .scenes import Scenes, load_scenes
from .settings import Settings
from .sheet import draw_sheet
from .student import train_student
from .teacher import Pairs, start_student, train_teacher
from .variants import VARIANTS, variant_named


@dataclass
class Ready:
    """What every student needs."""

    scenes: Scenes
    prompts: Prompts
    teacher: Denoiser
    pairs: Pairs
    start: Denoiser


def prepare(settings: Settings) -> Ready:
    device = torch.device(settings.device)
    scenes = load_scenes(settings.names, settings.size, device)
    prompts = Prompts(scenes, device)
    teacher = train_teacher(settings, scenes, prompts)
    pairs = Pairs(settings, prompts, teacher)
    return Ready(scenes, prompts, teacher, pairs, start_student(settings, prompts, teacher, pairs))


def distil(settings: Settings, ready: Ready, name: str) -> Denoiser:
    return train_student(variant_named(name), settings, ready.prompts, ready.teacher, ready.start, ready.pairs)


def distil_apart(settings: Settings, names: list[str], jobs: int, threads: int):
    """Variants in processes of their own, `jobs` at a time. A stop reaches them all."""
    options = [part for key, value in asdict(settings).items() for part in spelled(key, value)]
    children: list[subprocess.Popen] = []

    def one(name: str) -> int:
        if Stop.asked:
            return 0
        command = [sys.executable, "-m", "steeraway_training.distillation.run", *options, "--only", name, "--threads", str(threads)]
        child = subprocess.Popen(command)
        children.append(child)
        return child.wait()

    with ThreadPoolExecutor(jobs) as pool:
        waiting = [pool.submit(one, name) for name in names]
        while not all(task.done() for task in waiting):
            if Stop.asked:
                for child in (c for c in children if c.poll() is None):
                    child.send_signal(signal.SIGTERM)
            time.sleep(0.5)
    if Stop.asked:
        raise Stopped("the students stopped and saved")
    failed = [name for name, task in zip(names, waiting) if task.result() != 0]
    if failed:
        raise SystemExit(f"the variants {', '.join(failed)} failed; the others are kept. Read the log, then give the same command again.")


def spelled(key: str, value) -> list[str]:
    option = "--" + key.replace("_", "-")
    return ([option] if value else []) if isinstance(value, bool) else [option, str(value)]


def report(settings: Settings, ready: Ready, names: list[str]):
    start, judge, out = time.monotonic(), Judge(ready.scenes), Path(settings.out)
    students = {name: distil(settings, ready, name) for name in names}
    teacher = evaluate_teacher(ready.teacher, judge, settings, ready.prompts)
    variants = {name: evaluate_student(net, judge, settings, ready.prompts) for name, net in students.items()}
    draw_sheet(out / "sheet.png", Drawing(settings, ready.prompts), {"start": ready.start, **students}, ready.teacher)
    results = write_report(out, asdict(settings), teacher, variants, seconds_of(out))
    print(f"evaluation seconds {time.monotonic() - start:.0f}: {out / 'results.md'}, {out / 'results.json'}, {out / 'sheet.png'}")
    print(json.dumps(results["order"]), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in asdict(Settings()).items():
        option = {"action": "store_true"} if isinstance(default, bool) else {"type": type(default), "default": default}
        parser.add_argument("--" + name.replace("_", "-"), **option)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--jobs", type=int, default=1, help="students that are trained at the same time")
    parser.add_argument("--only", default="", help="one variant, without the report: " + ", ".join(v.name for v in VARIANTS))
    arguments = vars(parser.parse_args())
    threads, jobs, only = (arguments.pop(key) for key in ("threads", "jobs", "only"))
    settings = Settings(**arguments)
    torch.set_num_threads(threads)
    join(settings.device)
    Stop.listen()
    names = [variant_named(only).name] if only else [v.name for v in VARIANTS]
    Path(settings.out).mkdir(parents=True, exist_ok=True)
    try:
        ready = prepare(settings)
        if only:
            distil(settings, ready, only)
            return
        draw_sheet(Path(settings.out) / "start.png", Drawing(settings, ready.prompts), {"start": ready.start}, ready.teacher)
        if jobs > 1:
            distil_apart(settings, names, jobs, max(1, threads // jobs))
        report(settings, ready, names)
    except Stopped as stopped:
        print(f"{stopped}. Give the same command again to go on.", flush=True)


if __name__ == "__main__":
    main()
