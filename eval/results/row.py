"""One question: asked, and its answer scored."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from eval.metrics import (
    EvidenceParts,
    TextSpan,
    answer_hit,
    citation_precision,
    citation_recall,
    ndcg_at_k,
    recall_at_k,
    reciprocal_rank,
    token_f1,
    verbatim_rate,
)
from eval.questions import Question
from index.types import Document, Hit
from qa.types import Answer

DEPTH = 10
"""How many passages are asked for, and judged, for each question."""


class Respondent(Protocol):
    """What questions are put to: an assistant, or a conversation with one."""

    def ask(self, question: str) -> Answer:
        """Answer or refuse."""

    def search(self, question: str, k: int) -> Sequence[Hit]:
        """The `k` best passages, best first; a conversation gains no turn by it."""


class Evaluated(Respondent, Protocol):
    """The part of qa.Assistant that an evaluation uses.

    Its `corpus_hash` (str), `facts` (a mapping) and `settings` (a dataclass) are recorded where it
    has them.
    """

    @property
    def documents(self) -> Iterable[Document]:
        """Every document indexed."""

    def conversation(self) -> Respondent:
        """A new conversation."""


@dataclass(frozen=True, slots=True)
class Row:
    """One question and what came of it.

    `evidence`, part by part, and `hits`, best first, are places in the documents. `metrics` holds
    the figures defined for this question by name: "verbatim" for whatever was cited,
    "unsupported" for whatever a language model wrote,
    "standalone_right" for a follow-up that was also asked in full, the others for answerable
    questions only. `milliseconds` is the time `ask` took, in a process where the
    same question has been searched for already, so that no loading is counted.
    """

    question: Question
    evidence: tuple[tuple[TextSpan, ...], ...]
    answer: Answer
    hits: tuple[TextSpan, ...]
    metrics: dict[str, float]
    milliseconds: float

    @property
    def right(self) -> bool:
        """Whether what was said is right: an answer that hits, or a refusal where it is due.

        Where no aliases are known, an answer is right that cites evidence of every part.
        """
        if self.metrics.get("verbatim", 1.0) < 1:
            return False
        if not self.question.answerable:
            return not self.answer.answered
        return self.metrics["answer_hit" if self.question.answers else "citation_recall"] == 1


def ask_and_score(
    assistant: Evaluated,
    question: Question,
    evidence: tuple[tuple[TextSpan, ...], ...],
    documents: Mapping[str, Document],
) -> Row:
    """Ask one question, after its history, and score what was found and said."""
    asked = _with_history(assistant, question.history)
    hits = tuple(
        TextSpan(hit.passage.document_id, hit.passage.start, hit.passage.end)
        for hit in asked.search(question.question, k=DEPTH)
    )
    started = time.perf_counter()
    answer = asked.ask(question.question)
    milliseconds = 1000 * (time.perf_counter() - started)
    metrics = _metrics(question, evidence, answer, hits, documents)
    metrics |= _metrics_in_full(assistant, question, evidence, documents)
    return Row(question, evidence, answer, hits, metrics, milliseconds)


def _with_history(assistant: Evaluated, history: Sequence[str]) -> Respondent:
    if not history:
        return assistant
    conversation = assistant.conversation()
    for earlier in history:
        conversation.ask(earlier)
    return conversation


def _metrics_in_full(
    assistant: Evaluated,
    question: Question,
    evidence: tuple[tuple[TextSpan, ...], ...],
    documents: Mapping[str, Document],
) -> dict[str, float]:
    """What the assistant would get if the question were asked without its conversation."""
    if not question.standalone:
        return {}
    in_full = replace(question, question=question.standalone, history=(), standalone="")
    row = ask_and_score(assistant, in_full, evidence, documents)
    found = {"recall@5": row.metrics["recall@5"]} if question.answerable else {}
    return {
        f"standalone_{name}": each for name, each in {"right": float(row.right), **found}.items()
    }


def _metrics(
    question: Question,
    evidence: EvidenceParts,
    answer: Answer,
    hits: Sequence[TextSpan],
    documents: Mapping[str, Document],
) -> dict[str, float]:
    figures: dict[str, float | None] = {
        "verbatim": verbatim_rate(answer.citations, documents),
        "unsupported": answer.unsupported,
    }
    if question.answerable:
        cited = [TextSpan(c.document_id, c.start, c.end) for c in answer.citations]
        figures |= {
            "recall@1": recall_at_k(hits, evidence, 1),
            "recall@5": recall_at_k(hits, evidence, 5),
            "recall@10": recall_at_k(hits, evidence, 10),
            "mrr@10": reciprocal_rank(hits, evidence, 10),
            "ndcg@10": ndcg_at_k(hits, evidence, 10),
            "answered": float(answer.answered),
            "citation_recall": citation_recall(cited, evidence),
            "citation_precision": citation_precision(cited, evidence),
        }
    if question.answers:
        # A refusal may repeat the question, and with it an alias: it is no answer all the same.
        hit = answer.answered and answer_hit(answer.text, question.answers)
        figures["answer_hit"] = float(hit)
    if question.answerable and all(each.quote or each.sha256 for each in question.evidence):
        quotes = [citation.quote for citation in answer.citations]
        f1 = token_f1(quotes, [[_text(span, documents) for span in part] for part in evidence])
        figures |= {"token_f1": f1, "exact_match": float(f1 == 1)}
    return {name: value for name, value in figures.items() if value is not None}


def _text(span: TextSpan, documents: Mapping[str, Document]) -> str:
    return documents[span.document_id].text[span.start : span.end]
