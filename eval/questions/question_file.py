"""Question sets as files: one JSON object a line, checked by hand when loaded."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from dataclasses import fields as dataclass_fields
from pathlib import Path
from typing import Any

from eval.questions.question import (
    FOLLOW_UP_KINDS,
    KINDS,
    UNANSWERABLE_KINDS,
    UNSORTED,
    GoldEvidence,
    Question,
)
from index.errors import CiteraError
from index.language.detect import detect
from index.messages import Message


class QuestionFileError(CiteraError):
    """A question file cannot be used; the message names file, line, field and the right form."""


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
    folder = Path(__file__).parent
    for path in (folder / f"{name}.jsonl", Path(name)):
        if path.is_file():
            return path
    ships = ", ".join(sorted(path.stem for path in folder.glob("*.jsonl")))
    raise QuestionFileError(
        "there is no question set {name}; give one that ships ({ships}) or the path of a file",
        name=name,
        ships=ships,
    )


def usual_split(sets: Iterable[str]) -> str:
    """Which half is asked unless one is named: of the sets that ship the one that nothing was
    fitted on, of a user's own file all questions.
    """
    shipping = {path.stem for path in Path(__file__).parent.glob("*.jsonl")}
    return "report" if shipping.issuperset(sets) else "all"


def load_questions(path: str | Path) -> tuple[Question, ...]:
    """The questions of a JSON Lines file, in its order; blank lines are skipped.

    Raises QuestionFileError for the first line that is not in the right form.
    """
    questions: dict[str, Question] = {}
    for number, line in enumerate(_read(Path(path)).split("\n"), start=1):
        if line.strip():
            place = Message("{path}, line {number}", path=path, number=number)
            question = _parse(line, place)
            if question.id in questions:
                raise _refusal(
                    place, "id", Message('"{id}" stands on an earlier line too', id=question.id)
                )
            questions[question.id] = question
    if not questions:
        raise QuestionFileError(
            "{path} holds no question; a line is like {short}",
            path=path,
            short=_as_json(SHORT_EXAMPLE),
        )
    return tuple(questions.values())


def save_questions(questions: Iterable[Question], path: Path) -> None:
    """Write a JSON Lines file that `load_questions` reads as the same questions."""
    with path.open("w", encoding="utf-8") as file:
        for question in questions:
            fields = _without_empty(asdict(question)) | {"answers": question.answers}
            fields["evidence"] = [_evidence_fields(each) for each in question.evidence]
            file.write(_as_json(fields) + "\n")


def _evidence_fields(evidence: GoldEvidence) -> dict[str, Any]:
    fields = _without_empty(asdict(evidence))
    return fields | {"start": evidence.start} if evidence.sha256 else fields


def _without_empty(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionFileError(
            "{path} cannot be read: {error}; give a JSON Lines file in UTF-8",
            path=path,
            error=error,
        ) from error


def _parse(line: str, place: Message) -> Question:
    fields = _load_object(line, place)
    for field in fields.keys() - _CHECKS.keys():
        raise QuestionFileError(
            '{place}, field "{field}": unknown; a line is like {short} or {example}',
            place=place,
            field=field,
            short=_as_json(SHORT_EXAMPLE),
            example=_as_json(EXAMPLE),
        )
    for field in ("question", "answers"):
        if field not in fields:
            raise _refusal(place, field, Message("missing"))
    for field, value in fields.items():
        if not _CHECKS[field](value):
            raise _refusal(
                place, field, Message("{value} is not in the right form", value=_as_json(value))
            )
    if "document" in fields and "evidence" in fields:
        raise _refusal(
            place, "document", Message("not allowed beside evidence, which names documents")
        )
    question = build_question(_complete(fields))
    _check_parts(question, place)
    _check_answers(question, place)
    if question.kind != UNSORTED:
        _check_kind(question, place)
    return question


def _load_object(line: str, place: Message) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise QuestionFileError(
            "{place}: not JSON ({error}); a line is like {short}",
            place=place,
            error=error,
            short=_as_json(SHORT_EXAMPLE),
        ) from error
    if not isinstance(fields, dict):
        raise QuestionFileError(
            "{place}: not a JSON object; a line is like {short}",
            place=place,
            short=_as_json(SHORT_EXAMPLE),
        )
    return fields


def build_question(fields: Mapping[str, Any]) -> Question:
    """The question of an object as `asdict` made it; other fields are ignored."""
    lists = {
        "answers": tuple(tuple(group) for group in fields["answers"]),
        "evidence": tuple(GoldEvidence(**evidence) for evidence in fields["evidence"]),
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


def _check_parts(question: Question, place: Message) -> None:
    """Raise QuestionFileError where the parts of the evidence are not 0, 1, … without a gap."""
    parts = {evidence.part for evidence in question.evidence}
    for missing in set(range(len(parts))) - parts:
        problem = Message(
            "parts are {parts}, and part {missing} is missing; count from 0",
            parts=sorted(parts),
            missing=missing,
        )
        raise _refusal(place, "evidence", problem)


def _check_answers(question: Question, place: Message) -> None:
    """Raise QuestionFileError where answers and evidence, or history and standalone, disagree."""
    for field in ("answers", "evidence_language"):
        if getattr(question, field) and not question.evidence:
            problem = Message("needed beside {field}, unless document is given", field=field)
            raise _refusal(place, "evidence", problem)
    if question.standalone and not question.history:
        raise _refusal(place, "standalone", Message("not allowed without history"))


def _check_kind(question: Question, place: Message) -> None:
    """Raise QuestionFileError where another field contradicts the kind."""
    answerable, kind = question.answerable, question.kind
    if answerable == (kind in UNANSWERABLE_KINDS) and kind != "order":
        raise _refusal(place, "evidence", _of_kind(kind, needed=not answerable))
    held = question.evidence_language
    contradicted = "cross-language" if question.language == held else "same-language"
    if held and kind == contradicted:
        problem = Message(
            "{kind} contradicts language {language}, evidence_language {evidence_language}",
            kind=kind,
            language=question.language,
            evidence_language=held,
        )
        raise _refusal(place, "kind", problem)
    if bool(question.history) != (kind in FOLLOW_UP_KINDS):
        raise _refusal(place, "history", _of_kind(kind, needed=not question.history))


def _of_kind(kind: str, needed: bool) -> Message:
    wanted = Message("needed") if needed else Message("not allowed (use [])")
    return Message("{wanted} in a question of kind {kind}", wanted=wanted, kind=kind)


def _refusal(place: Message, field: str, problem: Message) -> QuestionFileError:
    example = _as_json({field: {**SHORT_EXAMPLE, **EXAMPLE}[field]})[1:-1]
    return QuestionFileError(
        '{place}, field "{field}": {problem}; for example {example}',
        place=place,
        field=field,
        problem=problem,
        example=example,
    )


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
