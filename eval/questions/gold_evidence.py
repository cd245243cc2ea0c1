"""Where the gold evidence of a question stands in the documents."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain

from eval.metrics import TextSpan
from eval.questions.question import GoldEvidence, Question
from index.errors import CiteraError
from index.types import Document


class EvidenceError(CiteraError):
    """The evidence of a question is not in the documents as the question file says."""


def resolve_evidence(
    question: Question, documents: Mapping[str, Document]
) -> tuple[tuple[TextSpan, ...], ...]:
    """Where the evidence of a question stands in the documents, given by their ids: part by part.

    A quote stands wherever its words do, with any white space between them: each place is a span.
    Raises EvidenceError for a missing document, a quote that is not there, or a changed text.
    """
    parts: dict[int, list[TextSpan]] = {}
    for evidence in question.evidence:
        spans = parts.setdefault(evidence.part, [])
        for start, end in _locate(evidence, question, documents):
            spans.append(TextSpan(evidence.document, start, end))
    return tuple(tuple(parts[part]) for part in sorted(parts))


def _locate(
    evidence: GoldEvidence, question: Question, documents: Mapping[str, Document]
) -> list[tuple[int, int]]:
    document = documents.get(evidence.document)
    if document is None:
        raise EvidenceError(
            "{question}: there is no document {document}; index the folder that "
            "the questions were written for",
            question=question.id,
            document=evidence.document,
        )
    if evidence.sha256:
        _check_hash(evidence, question.id, document.text)
        return [(evidence.start, evidence.end)]
    sought = [evidence.quote] if evidence.quote else list(chain(*question.answers))
    if not sought:
        return [(0, len(document.text))]
    spans = list(chain.from_iterable(_places(each, document.text) for each in sought))
    if not spans:
        raise EvidenceError(
            "{question}: {words} is not in {document}; copy the words from the "
            "document as it is now",
            question=question.id,
            words=" / ".join(json.dumps(each, ensure_ascii=False) for each in sought),
            document=evidence.document,
        )
    return spans


def _places(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the words stand in `text`, with any white space between them."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    return (match.span() for match in re.finditer(pattern, text))


def _check_hash(evidence: GoldEvidence, question_id: str, text: str) -> None:
    found = hashlib.sha256(text[evidence.start : evidence.end].encode()).hexdigest()
    if found != evidence.sha256:
        raise EvidenceError(
            "{question}: characters {start} to {end} of {document} have sha256 "
            "{found}, not {sha256}; find the sentence anew: the document has "
            "changed",
            question=question_id,
            start=evidence.start,
            end=evidence.end,
            document=evidence.document,
            found=found,
            sha256=evidence.sha256,
        )
