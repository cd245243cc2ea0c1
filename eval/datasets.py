"""Question-answering sets made by others, in this project's form: documents and questions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from eval.questions import Evidence, Question

HELD_OUT_SHARE = 5  # one article in so many is left out, so that its questions have no answer


def squad_parallel(source: Path, documents: Path) -> list[Question]:
    """SQuAD 2.0 / XQuAD paragraphs that exist in Swedish and English, asked in both languages.

    Each paragraph is written to the folder `documents` in one of its languages, chosen by a hash,
    so that half of the questions have their answer in the other language only. The questions on
    articles left out are unanswerable. SQuAD's own unanswerable questions are not used: most
    differ from an answerable one by a word, which only a trained reader notices.
    """
    documents.mkdir(parents=True, exist_ok=True)
    present = {}
    for paragraph in _lines(source / "corpus.jsonl"):
        if _is_chosen(paragraph):
            name = f"{sha256(paragraph['id'].encode()).hexdigest()[:16]}.txt"
            text = f"{paragraph['title'].replace('_', ' ')}\n\n{paragraph['text']}\n"
            (documents / name).write_text(text, encoding="utf-8")
            present[paragraph["id"]] = name
    lines = _lines(source / "questions.jsonl")
    return [_squad_question(line, present) for line in lines if line["answerable"]]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _hash(text: str) -> int:
    return int(sha256(text.encode()).hexdigest(), 16)


def _is_chosen(paragraph: dict[str, Any]) -> bool:
    held_out = _hash(paragraph["title"]) % HELD_OUT_SHARE == 0
    return not held_out and paragraph["lang"] == ("en", "sv")[_hash(paragraph["pair"]) % 2]


def _squad_question(line: dict[str, Any], present: dict[str, str]) -> Question:
    """The question with the paragraph that is present, in whichever language, as evidence."""
    found = [
        (identifier[:2], Evidence(present[identifier], quote=answer))
        for ids, answers in (("doc_ids", "answers"), ("xl_doc_ids", "xl_answers"))
        for identifier in line[ids]
        for answer in line[answers]
        if identifier in present
    ]
    language = found[0][0] if found else None
    kinds = {None: "off-topic", line["lang"]: "same-language"}
    return Question(
        id=line["id"],
        question=line["question"],
        language=line["lang"],
        kind=kinds.get(language, "cross-language"),
        evidence_language=language,
        answers=(tuple(evidence.quote for _, evidence in found),) if found else (),
        evidence=tuple(evidence for _, evidence in found),
        history=(),
    )
