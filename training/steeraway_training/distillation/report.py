"""results.json and results.md: every variant beside its row of the paper's Table 5, with n and intervals, and where the order differs."""

import json
from itertools import combinations
from pathlib import Path

from .. import checkpoint
from .intervals import text
from .variants import VARIANTS, Variant

MODES = {"plain": "none", "nasa-0.5": "0.5", "nasa-1.0": "1.0"}


def own_mode(variant: Variant) -> str:
    """How a variant is meant to be used: Table 5 gives one figure a row."""
    return "nasa-1.0" if variant.nasa else "plain"


def order(results: dict[str, dict], modes: dict[str, str]) -> dict:
    """Each pair of variants: does `fidelity` rank it as HPSv2 does? Undecided where the intervals overlap."""
    agree, differ, undecided = [], [], []
    for first, second in combinations([v for v in VARIANTS if v.name in results], 2):
        better, worse = (first, second) if first.paper > second.paper else (second, first)
        ours = [results[v.name][modes[v.name]]["fidelity"] for v in (better, worse)]
        overlap = ours[0]["low"] <= ours[1]["high"] and ours[1]["low"] <= ours[0]["high"]
        (undecided if overlap else agree if ours[0]["value"] > ours[1]["value"] else differ).append([better.name, worse.name])
    return {"agree": agree, "differ": differ, "undecided": undecided}


def sentence(found: dict) -> str:
    total = sum(len(pairs) for pairs in found.values())
    parts = [f"Of {total} pairs of rows, {len(found['agree'])} are ordered as in the paper"]
    for kind, words in (("differ", "the other way round"), ("undecided", "undecided (their intervals overlap)")):
        listed = ", ".join(f"{a} over {b}" for a, b in found[kind])
        parts.append(f"{len(found[kind])} {words}" + (f": {listed}" if listed else ""))
    return "; ".join(parts) + "."


def table(variants: dict[str, dict]) -> list[str]:
    lines = [
        "| variant | HPSv2, paper | alpha | fidelity, dB | excluded | where shown | subject kept | drift |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for variant in (v for v in VARIANTS if v.name in variants):
        for mode, alpha in MODES.items():
            f = variants[variant.name][mode]
            own = " *" if mode == own_mode(variant) else ""
            cells = [text(f["fidelity"]), text(f["excluded"]), text(f["whereShown"]), text(f["kept"]), f"{f['drift']:.2f}"]
            lines.append(f"| {variant.title} | {variant.paper:.2f} | {alpha}{own} | " + " | ".join(cells) + " |")
    return lines


def teacher_table(teacher: dict[str, dict]) -> list[str]:
    titles = {"plain": "without guidance", "eq4": "eq. 4, kappa 2", "eq5": "eq. 5 with the negative, kappa 2"}
    lines = ["| teacher | fidelity, dB | excluded | where shown | subject kept | drift |", "|---|---|---|---|---|---|"]
    for mode, title in titles.items():
        f = teacher[mode]
        cells = [text(f["fidelity"]), text(f["excluded"]), text(f["whereShown"]), text(f["kept"]), f"{f['drift']:.2f}"]
        lines.append(f"| {title} | " + " | ".join(cells) + " |")
    return lines


def factor_table(variants: dict[str, dict]) -> list[str]:
    keys = list(next(iter(variants.values()))["plain"]["whereShownByFactor"])
    lines = ["| variant, alpha 1 | " + " | ".join(keys) + " |", "|---|" + "---|" * len(keys)]
    for variant in (v for v in VARIANTS if v.name in variants):
        shares = variants[variant.name]["nasa-1.0"]["whereShownByFactor"]
        lines.append(f"| {variant.title} | " + " | ".join(text(shares[key]) for key in keys) + " |")
    return lines


def markdown(results: dict) -> str:
    variants = results["variants"]
    lines = [
        "# Table 5, small", "",
        "Students of one teacher, each after the same steps. *: the mode in which a row is compared with the paper's. Fidelity is the",
        "peak signal-to-noise ratio to the nearest valid render (right subject, without the unwanted value), no HPSv2: it rewards the same",
        "things on a world of known pictures. Excluded: the nearest of all renders does not show the unwanted value; where shown: among",
        "seeds whose own unguided picture showed it. Drift: distance of the drawn factors from their prior (1: collapsed). Shares have",
        "Wilson intervals, means normal ones, 95 % each.", "",
        *table(variants), "",
        f"Each row as it is meant to be used (*): {sentence(results['order']['own'])}", "",
        f"All rows with NASA at alpha 1: {sentence(results['order']['nasa'])}", "",
        "Where shown, by the factor of the negative:", "",
        *factor_table(variants), "",
        "The multi-step teacher on the same task:", "",
        *teacher_table(results["teacher"]), "",
    ]  # fmt: skip
    return "\n".join(lines)


def write_report(out: Path, settings: dict, teacher: dict, variants: dict[str, dict], seconds: dict[str, float]) -> dict:
    modes = {v.name: own_mode(v) for v in VARIANTS}
    orders = {"own": order(variants, modes), "nasa": order(variants, dict.fromkeys(modes, "nasa-1.0"))}
    paper = {v.name: v.paper for v in VARIANTS}
    results = {"settings": settings, "seconds": seconds, "paper": paper, "variants": variants, "teacher": teacher, "order": orders}
    (out / "results.json").write_text(json.dumps(results, indent=1) + "\n")
    (out / "results.md").write_text(markdown(results))
    return results


def seconds_of(out: Path) -> dict[str, float]:
    """Training time of each phase, as its checkpoint has it."""
    names = ["teacher", "start", *(f"student-{v.name}" for v in VARIANTS)]
    return {name: checkpoint.load(out / f"{name}.pt")["seconds"] for name in names if (out / f"{name}.pt").exists()}
