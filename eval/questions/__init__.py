"""Question sets: what is asked, and the gold evidence that answers it."""

from __future__ import annotations

from eval.questions.gold_evidence import EvidenceError, resolve_evidence
from eval.questions.question import (
    FOLLOW_UP_KINDS,
    KINDS,
    UNANSWERABLE_KINDS,
    UNSORTED,
    GoldEvidence,
    Question,
    split_of,
)
from eval.questions.question_file import (
    EXAMPLE,
    SHORT_EXAMPLE,
    QuestionFileError,
    build_question,
    find_question_set,
    load_questions,
    save_questions,
    usual_split,
)

__all__ = [
    "EXAMPLE",
    "FOLLOW_UP_KINDS",
    "KINDS",
    "SHORT_EXAMPLE",
    "UNANSWERABLE_KINDS",
    "UNSORTED",
    "EvidenceError",
    "GoldEvidence",
    "Question",
    "QuestionFileError",
    "build_question",
    "find_question_set",
    "load_questions",
    "resolve_evidence",
    "save_questions",
    "split_of",
    "usual_split",
]
