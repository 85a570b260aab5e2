"""The rows of the paper's Table 5 as frozen data: where negatives take part in eq. 6, and whether the student runs with NASA."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Variant:
    """paper: HPSv2 of the paper's Table 5."""

    name: str
    title: str
    paper: float
    nasa: bool = False
    """The student runs with NASA(y-, alpha), alpha ~ U(0, 1)."""
    teacher_negative: bool = False
    """The frozen teacher is guided by eq. 5 with y-, not by eq. 4."""
    lora_negative: bool = False
    """The LoRA teacher is guided by eq. 5 with y-, not by eq. 4."""


VARIANTS = (
    Variant("baseline", "no negatives, no NASA", 30.34),
    Variant("teacher", "negatives in the frozen teacher", 29.84, teacher_negative=True),
    Variant("lora", "negatives in the LoRA teacher", 29.80, lora_negative=True),
    Variant("nasa-teacher", "NASA, negatives in the frozen teacher (NASA-T)", 30.61, nasa=True, teacher_negative=True),
    Variant("nasa-teacher-lora", "NASA, negatives in both teachers", 29.89, nasa=True, teacher_negative=True, lora_negative=True),
)


def variant_named(name: str) -> Variant:
    found = next((v for v in VARIANTS if v.name == name), None)
    if found is None:
        raise SystemExit(f"There is no variant {name}: choose one of {', '.join(v.name for v in VARIANTS)}.")
    return found
