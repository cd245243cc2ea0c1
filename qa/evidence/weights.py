"""Weights fitted on questions, not on taste, by `python -m eval.fit.weights`, with on what."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

WEIGHTS_FILE = Path(__file__).with_name("weights.json")


@cache
def weights(part: str) -> Mapping[str, float]:
    """The fitted weights of "reading" or "confidence", or of these "_with_reader", by feature."""
    fitted: dict[str, dict[str, float]] = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return fitted[part]
