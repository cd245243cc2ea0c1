"""Measuring an assistant on questions with known answers."""

from __future__ import annotations

from eval.questions import load_questions
from eval.run import evaluate

__all__ = ["evaluate", "load_questions"]
