"""Compares torch with the exported stock-op graphs in ONNX Runtime, and writes the golden that the TypeScript tests read."""

import base64
import json
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from .latents import LATENT
from .model import Generator, Guidance
from .text import TEXT_WIDTH, TOKEN_LIMIT, load_encoder

TOLERANCE = 1e-3

GOLDEN_CASES = (
    {"positive": "cat", "negative": "", "scale": 0.0},
    {"positive": "a strawberry, white background", "negative": "blurry", "scale": 1.0},
    {"positive": "animal", "negative": "cat, blue background", "scale": 0.6},
    {"positive": "", "negative": "", "scale": 1.0},
)


def encode(prompt: str) -> torch.Tensor:
    """Phrases apart, [CLS] and [SEP] dropped -> encoder_hidden_states [1, T, 384]."""
    tokenizer, model = load_encoder()
    states = []
    for phrase in filter(None, (p.strip().lower() for p in prompt.split(","))):
        tokens = tokenizer(phrase, return_tensors="pt", truncation=True, max_length=TOKEN_LIMIT + 2)
        states.append(model(**tokens).last_hidden_state[0, 1:-1])
    return torch.cat(states)[None, :TOKEN_LIMIT] if states else torch.zeros(1, 0, TEXT_WIDTH)


@torch.no_grad()
def draw(net: Generator, latent, positive, negative, scale: float, size: int | None = None) -> torch.Tensor:
    """latent [1, 16], states [1, T, 384] of both prompts -> picture [1, 3, size, size]."""
    full = [torch.ones(1, t.shape[1], dtype=torch.bool) for t in (positive, negative)]
    return net(latent, Guidance(positive, full[0], negative, full[1], torch.tensor([scale])), size)


def session(source) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(source, providers=["CPUExecutionProvider"])


def check(label: str, actual: np.ndarray, expected: np.ndarray, tolerance: float):
    error = float(np.abs(actual - expected).max())
    print(f"{label}: max abs {error:.2e} (tolerance {tolerance:.0e})")
    if not error <= tolerance:
        raise SystemExit(f"{label} disagrees: max abs {error:.3e} > {tolerance:.0e}")


def verify_export(net: Generator, out: Path, graphs: dict[str, bytes]):
    """Text encoder: torch vs ORT. Prompt and plain frame graph, float32: torch vs ORT, guidance on."""
    tokenizer, model = load_encoder()
    tokens = tokenizer(["a cat on a blue background", "blurry"], padding=True, return_tensors="pt")
    hidden = session(str(out / "text_encoder.onnx")).run(None, {k: tokens[k].numpy() for k in ("input_ids", "attention_mask")})[0]
    mask = tokens["attention_mask"].bool().numpy()
    check("text encoder", hidden[mask], model(**tokens).last_hidden_state.numpy()[mask], TOLERANCE)

    positive, negative, scale = encode("a strawberry, white background"), encode("blurry, cat"), 0.8
    latent = torch.randn(1, LATENT, generator=torch.Generator().manual_seed(5))
    prompt = session(graphs["prompt"])
    names = [o.name for o in prompt.get_outputs()]
    feeds = {"latent": latent.numpy(), "guidance_scale": np.array([scale], np.float32)}
    for branch, states in (("positive", positive), ("negative", negative)):
        for name, value in zip(names, prompt.run(None, {"encoder_hidden_states": states.numpy()})):
            feeds[f"{branch}_{name}"] = value
    image = session(graphs["frame_plain"]).run(None, feeds)[0]
    check("frame, stock ops", image, draw(net, latent, positive, negative, scale).numpy(), TOLERANCE)


IMAGE_STEP = 2.0**-13
"""Golden pictures are int16 multiples of this: an error of 3e-5 at most, a fifth of the size of decimal text."""


def encode_image(image: torch.Tensor) -> str:
    steps = torch.round(image.float() / IMAGE_STEP).numpy()
    if not np.abs(steps).max() < 2**15:
        raise SystemExit("a golden picture leaves the range -4 to 4")
    return base64.b64encode(steps.astype("<i2").tobytes()).decode()


def write_golden(net: Generator, path: Path):
    """Latents, prompts and torch's pictures (float32), so that no random generator has to agree across languages."""
    cases = []
    for seed, case in enumerate(GOLDEN_CASES):
        latent = torch.randn(1, LATENT, generator=torch.Generator().manual_seed(seed))
        image = draw(net, latent, encode(case["positive"]), encode(case["negative"]), case["scale"])
        cases.append({**case, "latent": latent[0].tolist(), "image": encode_image(image)})
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"source": "python -m steeraway_training.export_onnx", "imageStep": IMAGE_STEP, "cases": cases}) + "\n")
