"""Measuring an assistant on questions with known answers."""

from __future__ import annotations

from eval.questions import load_questions
from eval.run import evaluate, load_run

__all__ = ["evaluate", "load_questions", "load_run"]
