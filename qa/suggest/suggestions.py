"""Candidates → the questions to suggest: asked in the background, kept where the answer is likely.

What was found is kept in a file with the state of the documents that it was found for.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Sequence
from dataclasses import astuple
from itertools import groupby, islice
from pathlib import Path
from threading import Lock, Thread
from weakref import WeakKeyDictionary

from index import Document
from qa.answer.certainty import certainty
from qa.assistant import Assistant
from qa.errors import CiteraError
from qa.suggest.candidates import Candidate, candidates

MAX_SUGGESTED = 4  # questions of a language
MAX_ASKED = 16  # of a language, until so many are found
MAX_DOCUMENTS = 60  # that are looked at, spread over all
MIN_READ = 20  # documents, before questions are looked for while others are still read


class Suggestions:
    """What is suggested for each Assistant; what is not known yet is found out in a thread, for
    one Assistant after the other.
    """

    def __init__(self) -> None:
        self._found: WeakKeyDictionary[Assistant, list[Candidate] | None] = WeakKeyDictionary()
        self._starting = Lock()
        self._asking = Lock()

    def of(self, assistant: Assistant, file: Path) -> list[Candidate] | None:
        """The questions for an assistant; None while they are being looked for. `file` is where
        they are kept.
        """
        with self._starting:
            if assistant not in self._found and _is_read(assistant):
                self._found[assistant] = None
                Thread(target=self._find, args=(assistant, file), daemon=True).start()
            return self._found.get(assistant)

    def _find(self, assistant: Assistant, file: Path) -> None:
        found: list[Candidate] = []
        try:
            with self._asking:
                state = assistant.corpus_hash
                kept = _kept(file, state)
                found = suggested(assistant) if kept is None else kept
            if kept is None and assistant.coverage is None:
                _keep(file, state, found)
        except (CiteraError, OSError):  # such as an index that was deleted meanwhile
            logging.getLogger(__name__).debug("no questions are suggested", exc_info=True)
        finally:
            self._found[assistant] = found


def suggested(assistant: Assistant) -> list[Candidate]:
    """What the documents suggest and what is answered from the same document, at least "likely"."""
    ordered = sorted(candidates(_spread(assistant)), key=lambda each: each.language)
    found: list[Candidate] = []
    for _, group in groupby(ordered, key=lambda each: each.language):
        asked = islice(group, MAX_ASKED)
        answered = (each for each in asked if _is_answered(assistant, each))
        found += islice(answered, MAX_SUGGESTED)
    return found


def _is_read(assistant: Assistant) -> bool:
    coverage = assistant.coverage
    return coverage is None or coverage.documents >= MIN_READ


def _spread(assistant: Assistant) -> list[Document]:
    facts = assistant.document_facts
    step = max(1, -(-len(facts) // MAX_DOCUMENTS))
    return [assistant.document(each.id) for each in facts[::step]]


def _is_answered(assistant: Assistant, candidate: Candidate) -> bool:
    answer = assistant.in_quotes().ask(candidate.question)
    quoted = {each.document_id for each in answer.citations}
    return certainty(answer) in ("sure", "likely") and candidate.document_id in quoted


def _kept(file: Path, state: str) -> list[Candidate] | None:
    """What was kept for that state of the documents."""
    try:
        value = json.loads(file.read_text("utf-8"))
        if value["state"] != state:
            return None
        return [Candidate(*map(str, each)) for each in value["questions"]]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(file: Path, state: str, found: Sequence[Candidate]) -> None:
    questions = [astuple(each) for each in found]
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f"{file.name}.new")
    new.write_text(
        json.dumps({"state": state, "questions": questions}, ensure_ascii=False), "utf-8"
    )
    os.replace(new, file)
