"""results.json and results.md: every variant beside its row of the paper's Table 5, with n and intervals, and where the order differs."""

import json
from itertools import combinations
from pathlib import Path

import torch

from .. import checkpoint
from .evaluate import ALPHAS, GUIDED_ALPHA, Measured
from .intervals import mean, text
from .variants import VARIANTS, Variant

MODES = {"plain": "none"} | {f"nasa-{alpha}": str(alpha) for alpha in ALPHAS}
GUIDED = f"nasa-{GUIDED_ALPHA}"


def own_mode(variant: Variant) -> str:
    """How a variant is meant to be used: Table 5 gives one figure a row."""
    return GUIDED if variant.nasa else "plain"


def order(*scores: dict[str, torch.Tensor]) -> dict:
    """Each pair of variants: do their scores, one of each picture [n], rank it as HPSv2 does? All draw the same noise for the same prompts, so
    the differences are taken picture by picture. Where the interval of their mean holds zero, the next scores decide, if there are any."""
    agree, differ, undecided = [], [], []
    for first, second in combinations([v for v in VARIANTS if v.name in scores[0]], 2):
        better, worse = (first, second) if first.paper > second.paper else (second, first)
        found = (mean(by_name[better.name] - by_name[worse.name]) for by_name in scores)
        decided = next((f for f in found if f["low"] > 0 or f["high"] < 0), None)
        (undecided if decided is None else agree if decided["value"] > 0 else differ).append([better.name, worse.name])
    return {"agree": agree, "differ": differ, "undecided": undecided}


def orders(variants: dict[str, dict[str, Measured]]) -> dict[str, dict]:
    """asked, fidelity: each row as it is meant to be used. own: by what was asked, and by fidelity where that does not decide."""
    used = {v.name: variants[v.name][own_mode(v)] for v in VARIANTS if v.name in variants}
    asked, fidelity = ({name: getattr(found, key) for name, found in used.items()} for key in ("asked", "fidelity"))
    return {"own": order(asked, fidelity), "asked": order(asked), "fidelity": order(fidelity)}


def sentence(found: dict) -> str:
    total = sum(len(pairs) for pairs in found.values())
    parts = [f"Of {total} pairs of rows, {len(found['agree'])} are ordered as in the paper"]
    for kind, words in (("differ", "the other way round"), ("undecided", "undecided (the interval of their difference holds zero)")):
        listed = ", ".join(f"{a} over {b}" for a, b in found[kind])
        parts.append(f"{len(found[kind])} {words}" + (f": {listed}" if listed else ""))
    return "; ".join(parts) + "."


COLUMNS = "as asked | fidelity, dB | excluded | where shown | subject kept | drift |"


def cells(f: dict) -> str:
    """Of one mode, under COLUMNS."""
    shares = [text(f[key]) for key in ("excluded", "whereShown", "kept")]
    return " | ".join([text(f["asked"], 3), text(f["fidelity"]), *shares, f"{f['drift']:.2f}"]) + " |"


def table(variants: dict[str, dict]) -> list[str]:
    lines = [f"| variant | HPSv2, paper | alpha | {COLUMNS}", "|---|---|---|---|---|---|---|---|---|"]
    for variant in (v for v in VARIANTS if v.name in variants):
        for mode, alpha in MODES.items():
            own = " *" if mode == own_mode(variant) else ""
            lines.append(f"| {variant.title} | {variant.paper:.2f} | {alpha}{own} | {cells(variants[variant.name][mode])}")
    return lines


def teacher_table(teacher: dict[str, dict]) -> list[str]:
    titles = {"plain": "without guidance", "eq4": "eq. 4, kappa 2", "eq5": "eq. 5 with the negative, kappa 2"}
    rows = [f"| {title} | {cells(teacher[mode])}" for mode, title in titles.items()]
    return [f"| teacher | {COLUMNS}", "|---|---|---|---|---|---|---|", *rows]


def factor_table(variants: dict[str, dict]) -> list[str]:
    keys = list(next(iter(variants.values()))["plain"]["whereShownByFactor"])
    lines = [f"| variant, alpha {MODES[GUIDED]} | " + " | ".join(keys) + " |", "|---|" + "---|" * len(keys)]
    for variant in (v for v in VARIANTS if v.name in variants):
        shares = variants[variant.name][GUIDED]["whereShownByFactor"]
        lines.append(f"| {variant.title} | " + " | ".join(text(shares[key]) for key in keys) + " |")
    return lines


def markdown(results: dict) -> str:
    variants = results["variants"]
    lines = [
        "# Table 5, small", "",
        "Students of one teacher, each after the same steps. *: the mode in which a row is compared with the paper's. As asked: the nearest of",
        "all renders shows the right subject and not the unwanted value; it stands for HPSv2, which compares a picture with texts as well.",
        "Fidelity is the peak signal-to-noise ratio to the nearest such render. Excluded: the nearest of all renders does not show the",
        "unwanted value; where shown: among seeds whose own unguided picture showed it. Drift: distance of the drawn factors from their",
        "prior (1: collapsed). Shares have Wilson intervals, means normal ones, 95 % each; rows are compared picture by picture.", "",
        *table(variants), "",
        f"Each row as it is meant to be used (*), by what was asked, by fidelity where that does not decide: {sentence(results['order']['own'])}", "",
        f"As asked alone: {sentence(results['order']['asked'])}", "",
        f"By fidelity alone: {sentence(results['order']['fidelity'])}", "",
        "Where shown, by the factor of the negative:", "",
        *factor_table(variants), "",
        "The multi-step teacher on the same task:", "",
        *teacher_table(results["teacher"]), "",
    ]  # fmt: skip
    return "\n".join(lines)


def figures_of(modes: dict[str, Measured]) -> dict[str, dict]:
    return {mode: found.figures for mode, found in modes.items()}


def write_report(out: Path, settings: dict, teacher: dict[str, Measured], variants: dict[str, dict[str, Measured]], seconds: dict) -> dict:
    results = {
        "settings": settings, "seconds": seconds, "paper": {v.name: v.paper for v in VARIANTS},
        "variants": {name: figures_of(modes) for name, modes in variants.items()}, "teacher": figures_of(teacher), "order": orders(variants),
    }  # fmt: skip
    (out / "results.json").write_text(json.dumps(results, indent=1) + "\n")
    (out / "results.md").write_text(markdown(results))
    return results


def seconds_of(out: Path) -> dict[str, float]:
    """Training time of each phase, as its checkpoint has it."""
    names = ["teacher", "start", *(f"student-{v.name}" for v in VARIANTS)]
    return {name: checkpoint.load(out / f"{name}.pt")["seconds"] for name in names if (out / f"{name}.pt").exists()}
