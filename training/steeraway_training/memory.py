"""Tells a failed allocation from other errors: on a GPU torch has a class for it, on a CPU only a message."""

import torch


def is_out_of_memory(error: RuntimeError) -> bool:
    return isinstance(error, torch.OutOfMemoryError) or "can't allocate memory" in str(error)


def free():
    """After a failed allocation, before the next try."""
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
