"""Candidates → the questions to suggest: asked in the background, kept where the answer is likely.

What was found of all documents is kept in a file with the state of the documents that it was found
for; what was found of a choice of them, in memory.
"""

from __future__ import annotations

import json
import logging
import os
from collections import OrderedDict
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
from qa.understand.filters import Scope

MAX_SUGGESTED = 4  # questions of a language
MAX_ASKED = 16  # of a language, until so many are found
MAX_DOCUMENTS = 60  # that are looked at, spread over all
MAX_SCOPES = 100  # choices of documents of an Assistant, for which questions are remembered
MAX_VISITORS = 1_000  # whose last choice is remembered
MIN_READ = 20  # documents, before questions are looked for while others are still read

ALL = Scope()

Found = OrderedDict[Scope, list[Candidate] | None]
"""The questions for each choice of documents; None while they are being looked for."""


class Suggestions:
    """What is suggested for each Assistant; what is not known yet is found out in a thread, for
    one Assistant after the other.
    """

    def __init__(self) -> None:
        self._found: WeakKeyDictionary[Assistant, Found] = WeakKeyDictionary()
        self._wanted: OrderedDict[str, Scope] = OrderedDict()
        self._starting = Lock()
        self._asking = Lock()

    def of(
        self, assistant: Assistant, file: Path, scope: Scope = ALL, visitor: str = ""
    ) -> list[Candidate] | None:
        """The questions for an assistant, or for a choice of its documents; None while they are
        being looked for. `file` is where those for all documents are kept.

        What a `visitor` chose before is not looked for any more.
        """
        with self._starting:
            self._want(visitor, scope)
            found = self._found.setdefault(assistant, OrderedDict())
            if scope not in found and _is_read(assistant):
                found[scope] = None
                while len(found) > MAX_SCOPES:
                    found.popitem(last=False)
                Thread(target=self._find, args=(assistant, file, scope), daemon=True).start()
            return found.get(scope)

    def _want(self, visitor: str, scope: Scope) -> None:
        self._wanted[visitor] = scope
        self._wanted.move_to_end(visitor)
        while len(self._wanted) > MAX_VISITORS:
            self._wanted.popitem(last=False)

    def _find(self, assistant: Assistant, file: Path, scope: Scope) -> None:
        found: list[Candidate] = []
        try:
            with self._asking:
                if scope != ALL and scope not in [*self._wanted.values()]:
                    self._found[assistant].pop(scope, None)  # it may be chosen again
                    return
                found = (
                    _found_in(assistant, file)
                    if scope == ALL
                    else suggested(assistant.narrowed(scope))
                )
        except (CiteraError, OSError):  # such as an index that was deleted meanwhile
            logging.getLogger(__name__).debug("no questions are suggested", exc_info=True)
        self._found[assistant][scope] = found


def _found_in(assistant: Assistant, file: Path) -> list[Candidate]:
    """The questions for all documents, from the file where it knows them."""
    state = assistant.corpus_hash
    if (kept := _kept(file, state)) is not None:
        return kept
    found = suggested(assistant)
    if assistant.coverage is None:
        _keep(file, state, found)
    return found


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
    scope = assistant.scope or ALL
    facts = [
        each
        for each in assistant.document_facts
        if (not scope.documents or each.id in scope.documents)
        and scope.allows(each.language, each.published)
    ]
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
