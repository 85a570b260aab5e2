"""Draws a contact sheet from the repository's root, without PYTHONPATH: `python -m training.sample` (steeraway_training/sample.py)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from steeraway_training.sample import main  # noqa: E402: the path above makes it importable

if __name__ == "__main__":
    main()
