"""Question sets: one JSON object a line, checked by hand when loaded."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from dataclasses import fields as dataclass_fields
from itertools import chain
from pathlib import Path
from typing import Any

from eval.metrics import TextSpan
from index.errors import CiteraError
from index.language.detect import detect
from index.types import Document

UNANSWERABLE_KINDS = ("false premise", "near miss", "off-topic")
FOLLOW_UP_KINDS = ("pronoun", "ellipsis", "topic switch")
UNSORTED = "unsorted"  # the kind of a question of which nobody has said what it tries
KINDS = (
    "same-language",
    "cross-language",
    "number",
    "name",
    "date",
    "why or how",
    "list",
    "two documents",
    "disagreement",
    "misspelt",
    "order",
    *FOLLOW_UP_KINDS,
    *UNANSWERABLE_KINDS,
)
"""What a question tries; "order" is one that also tries to give orders to the assistant."""


class QuestionFileError(CiteraError):
    """A question file cannot be used; the message names file, line, field and the right form."""


class EvidenceError(CiteraError):
    """The evidence of a question is not in the documents as the question file says."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Text that answers a question, or a part of it: by its words, or by where it stands.

    Either `quote` is given, or `start`, `end` and `sha256`: the hexadecimal hash of
    `document.text[start:end]` in UTF-8, for documents whose sentences may not be copied. With
    neither it is every place in the document where one of the question's answers stands or, where
    no answers are given, the whole document.
    `part`, counted from 0: a question in several parts (two documents, two sides of a
    disagreement) needs evidence for each; of the same part, each is enough.
    """

    document: str
    quote: str = ""
    start: int = 0
    end: int = 0
    sha256: str = ""
    part: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what a right answer holds.

    `answers`: groups of aliases; a right answer holds one alias of every group. Where there are
    none, a right answer is one that quotes the evidence. `evidence`: everything that answers it, or
    one of its parts, on its own; an unanswerable question has none. `evidence_language` is that of
    the evidence, or None where it is not said. `history`: the questions asked before it, oldest
    first; `standalone`: the same question as it would be asked without them.
    """

    id: str
    question: str
    language: str
    kind: str
    evidence_language: str | None
    answers: tuple[tuple[str, ...], ...]
    evidence: tuple[Evidence, ...]
    history: tuple[str, ...] = ()
    standalone: str = ""

    @property
    def split(self) -> str:
        """Half of the questions are "tune", for fitting; figures come from "report", the others."""
        return split_of(self.id)

    @property
    def answerable(self) -> bool:
        """Whether the documents hold an answer."""
        return bool(self.evidence)


def split_of(question_id: str) -> str:
    """Which half the question of that id is in, by a hash: nothing else decides it."""
    even = hashlib.sha256(question_id.encode()).digest()[0] % 2 == 0
    return "tune" if even else "report"


SHORT_EXAMPLE: dict[str, Any] = {
    "question": "How deep is the harbour?",
    "answers": ["12 metres", "12 meter"],
    "document": "hamn/djup.txt",
}
"""All that a question needs."""

EXAMPLE: dict[str, Any] = {
    "id": "harbour-001",
    "question": "And how deep is it?",
    "language": "en",
    "kind": "pronoun",
    "evidence_language": "sv",
    "answers": [["12 metres", "twelve metres", "12 meter"]],
    "evidence": [
        {"document": "hamn/djup.txt", "quote": "Hamnen är 12 meter djup."},
        {"document": "hamn/om.txt", "start": 120, "end": 144, "sha256": "0123456789abcdef" * 4},
    ],
    "history": ["Where is the harbour?"],
    "standalone": "How deep is the harbour?",
}
"""A question with all that can be said of it, shown field by field where a file is refused."""


def find_question_set(name: str) -> Path:
    """The file of a question set that ships, such as "commissioned", or else the path `name`.

    Raises QuestionFileError where there is neither.
    """
    folder = Path(__file__).parent / "questions"
    for path in (folder / f"{name}.jsonl", Path(name)):
        if path.is_file():
            return path
    ships = ", ".join(sorted(path.stem for path in folder.glob("*.jsonl")))
    raise QuestionFileError(
        f"there is no question set {name}; give one that ships ({ships}) or the path of a file"
    )


def load_questions(path: str | Path) -> tuple[Question, ...]:
    """The questions of a JSON Lines file, in its order; blank lines are skipped.

    Raises QuestionFileError for the first line that is not in the right form.
    """
    questions: dict[str, Question] = {}
    for number, line in enumerate(_read(Path(path)).split("\n"), start=1):
        if line.strip():
            place = f"{path}, line {number}"
            question = _parse(line, place)
            if question.id in questions:
                raise _refusal(place, "id", f'"{question.id}" stands on an earlier line too')
            questions[question.id] = question
    if not questions:
        raise QuestionFileError(
            f"{path} holds no question; a line is like {_as_json(SHORT_EXAMPLE)}"
        )
    return tuple(questions.values())


def save_questions(questions: Iterable[Question], path: Path) -> None:
    """Write a JSON Lines file that `load_questions` reads as the same questions."""
    with path.open("w", encoding="utf-8") as file:
        for question in questions:
            fields = _without_empty(asdict(question)) | {"answers": question.answers}
            fields["evidence"] = [_evidence_fields(each) for each in question.evidence]
            file.write(_as_json(fields) + "\n")


def _evidence_fields(evidence: Evidence) -> dict[str, Any]:
    fields = _without_empty(asdict(evidence))
    return fields | {"start": evidence.start} if evidence.sha256 else fields


def _without_empty(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


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


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionFileError(
            f"{path} cannot be read: {error}; give a JSON Lines file in UTF-8"
        ) from error


def _parse(line: str, place: str) -> Question:
    fields = _load_object(line, place)
    for field in fields.keys() - _CHECKS.keys():
        raise QuestionFileError(
            f'{place}, field "{field}": unknown; a line is like {_as_json(SHORT_EXAMPLE)} '
            f"or {_as_json(EXAMPLE)}"
        )
    for field in ("question", "answers"):
        if field not in fields:
            raise _refusal(place, field, "missing")
    for field, value in fields.items():
        if not _CHECKS[field](value):
            raise _refusal(place, field, f"{_as_json(value)} is not in the right form")
    if "document" in fields and "evidence" in fields:
        raise _refusal(place, "document", "not allowed beside evidence, which names documents")
    question = build_question(_complete(fields))
    _check_parts(question, place)
    _check_answers(question, place)
    if question.kind != UNSORTED:
        _check_kind(question, place)
    return question


def _load_object(line: str, place: str) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise QuestionFileError(
            f"{place}: not JSON ({error}); a line is like {_as_json(SHORT_EXAMPLE)}"
        ) from error
    if not isinstance(fields, dict):
        raise QuestionFileError(
            f"{place}: not a JSON object; a line is like {_as_json(SHORT_EXAMPLE)}"
        )
    return fields


def build_question(fields: Mapping[str, Any]) -> Question:
    """The question of an object as `asdict` made it; other fields are ignored."""
    lists = {
        "answers": tuple(tuple(group) for group in fields["answers"]),
        "evidence": tuple(Evidence(**evidence) for evidence in fields["evidence"]),
        "history": tuple(fields["history"]),
    }
    return Question(**{each.name: fields[each.name] for each in dataclass_fields(Question)} | lists)


def _complete(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with those that were left out."""
    answers = fields["answers"]
    if answers and isinstance(answers[0], str):  # aliases of the one answer there is
        answers = [answers]
    named = [{"document": fields["document"]}] if "document" in fields else []
    return {
        "id": fields["question"],
        "language": fields.get("language") or detect(fields["question"]),
        "kind": UNSORTED,
        "evidence_language": None,
        "evidence": named,
        "history": [],
        "standalone": "",
        **fields,
        "answers": answers,
    }


def _check_parts(question: Question, place: str) -> None:
    """Raise QuestionFileError where the parts of the evidence are not 0, 1, … without a gap."""
    parts = {evidence.part for evidence in question.evidence}
    for missing in set(range(len(parts))) - parts:
        problem = f"parts are {sorted(parts)}, and part {missing} is missing; count from 0"
        raise _refusal(place, "evidence", problem)


def _check_answers(question: Question, place: str) -> None:
    """Raise QuestionFileError where answers and evidence, or history and standalone, disagree."""
    for field in ("answers", "evidence_language"):
        if getattr(question, field) and not question.evidence:
            raise _refusal(place, "evidence", f"needed beside {field}, unless document is given")
    if question.standalone and not question.history:
        raise _refusal(place, "standalone", "not allowed without history")


def _check_kind(question: Question, place: str) -> None:
    """Raise QuestionFileError where another field contradicts the kind."""
    answerable, kind = question.answerable, question.kind
    if answerable == (kind in UNANSWERABLE_KINDS) and kind != "order":
        wanted = "not allowed (use [])" if answerable else "needed"
        raise _refusal(place, "evidence", f"{wanted} in a question of kind {kind}")
    held = question.evidence_language
    contradicted = "cross-language" if question.language == held else "same-language"
    if held and kind == contradicted:
        languages = f"language {question.language}, evidence_language {held}"
        raise _refusal(place, "kind", f"{kind} contradicts {languages}")
    if bool(question.history) != (kind in FOLLOW_UP_KINDS):
        wanted = "not allowed (use [])" if question.history else "needed"
        raise _refusal(place, "history", f"{wanted} in a question of kind {kind}")


def _refusal(place: str, field: str, problem: str) -> QuestionFileError:
    example = _as_json({field: {**SHORT_EXAMPLE, **EXAMPLE}[field]})[1:-1]
    return QuestionFileError(f'{place}, field "{field}": {problem}; for example {example}')


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(_is_text(item) for item in value)


def _are_answers(value: object) -> bool:
    return _are_texts(value) or (
        isinstance(value, list) and all(group and _are_texts(group) for group in value)
    )


def _is_language(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch("[a-z]{2,3}", value) is not None


def _are_evidence(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, dict)
        and _is_text(item.get("document"))
        and type(item.get("part", 0)) is int
        and (item.keys() - {"part"} == {"document"} or _is_quoted(item) or _is_placed(item))
        for item in value
    )


def _is_quoted(item: dict[str, object]) -> bool:
    return item.keys() - {"part"} == {"document", "quote"} and _is_text(item["quote"])


def _is_placed(item: dict[str, Any]) -> bool:
    return (
        item.keys() - {"part"} == {"document", "start", "end", "sha256"}
        and type(item["start"]) is type(item["end"]) is int
        and 0 <= item["start"] < item["end"]
        and re.fullmatch("[0-9a-f]{64}", str(item["sha256"])) is not None
    )


_CHECKS: dict[str, Callable[[object], bool]] = {
    "id": _is_text,
    "question": _is_text,
    "language": _is_language,
    "kind": lambda value: value in (*KINDS, UNSORTED),
    "evidence_language": lambda value: value is None or _is_language(value),
    "answers": _are_answers,
    "document": _is_text,
    "evidence": _are_evidence,
    "history": _are_texts,
    "standalone": lambda value: value == "" or _is_text(value),
}


def _locate(
    evidence: Evidence, question: Question, documents: Mapping[str, Document]
) -> list[tuple[int, int]]:
    document = documents.get(evidence.document)
    if document is None:
        raise EvidenceError(
            f"{question.id}: there is no document {evidence.document}; "
            "index the folder that the questions were written for"
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
            f"{question.id}: {' / '.join(map(_as_json, sought))} is not in {evidence.document}; "
            "copy the words from the document as it is now"
        )
    return spans


def _places(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the words stand in `text`, with any white space between them."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    return (match.span() for match in re.finditer(pattern, text))


def _check_hash(evidence: Evidence, question_id: str, text: str) -> None:
    found = hashlib.sha256(text[evidence.start : evidence.end].encode()).hexdigest()
    if found != evidence.sha256:
        raise EvidenceError(
            f"{question_id}: characters {evidence.start} to {evidence.end} of "
            f"{evidence.document} have sha256 {found}, not {evidence.sha256}; "
            "find the sentence anew: the document has changed"
        )
