"""Questions that a document suggests: those it asks itself, and those for what it says that
something is.

None is sure to be answered; `qa.suggest.suggestions` asks them before anybody sees them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from index import Document
from index.types import Block
from qa.suggest.forms import FORMS, PERSON, Form
from qa.understand.asked.question_type import is_question

MIN_WORDS, MAX_WORDS = 4, 14  # of a question that a document asks
MAX_LENGTH = 90  # characters of a question
MAX_EACH = 4  # from one document
MAX_STATED = 300  # characters of a text that are looked at for what it tells
KINDS = ("heading", "prose", "item")

_MARKS = re.compile(r"[#>\s]*(?:[-*•]\s+|\d+(?:\.\d+)*[.)]?\s+|(?:Q|F)\s*[:.]\s+)?\**")
_SPEAKER = re.compile(r"[A-ZÅÄÖ][A-ZÅÄÖ .]*:\s")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question in `language`, suggested by a document."""

    question: str
    language: str
    document_id: str


def candidates(documents: Sequence[Document]) -> list[Candidate]:
    """Of each document in turn its first, then of each its second, and so on; none twice. Last come
    those for what a document is about, the longest document's first.
    """
    rounds = zip_longest(*map(candidates_of, documents))
    longest = sorted(documents, key=lambda each: len(each.text), reverse=True)
    found = [*filter(None, chain.from_iterable(rounds)), *chain.from_iterable(map(_about, longest))]
    by_question: dict[str, Candidate] = {}
    for each in found:
        by_question.setdefault(each.question.casefold(), each)
    return list(by_question.values())


def candidates_of(document: Document) -> list[Candidate]:
    """The best of a document: what it asks itself before all else, then what tells most words."""
    form = FORMS.get(document.language)
    texts = [_text(document, block, form) for block in document.blocks if block.kind in KINDS]
    asked = [text for text in texts if _can_be_asked(text)]
    told = [] if form is None else sorted(_told(texts, form), key=_count, reverse=True)
    questions = [each for each in (*asked, *told) if len(each) <= MAX_LENGTH][:MAX_EACH]
    return [Candidate(each, document.language, document.id) for each in questions]


def _text(document: Document, block: Block, form: Form | None) -> str:
    """A block on one line, without what marks it as a heading or an item, and with a question mark
    where only that is missing.
    """
    line = " ".join(document.text[block.start : block.end].split())
    text = _MARKS.sub("", line, count=1).rstrip("*_ ")
    asks = form and block.kind == "heading" and form.asks.match(text)
    return f"{text}?" if asks and text[-1].isalnum() else text


def _about(document: Document) -> Iterator[Candidate]:
    """Where its title is one that a question can hold."""
    form = FORMS.get(document.language)
    if form is not None and document.title[-1:].isalnum():
        question = form.about.format(title=" ".join(document.title.split()))
        if len(question) <= MAX_LENGTH:
            yield Candidate(question, document.language, document.id)


def _count(question: str) -> int:
    return len(question.split())


def _can_be_asked(text: str) -> bool:
    """Whether it is one whole question that nobody is named to have asked, as in an interview."""
    is_one = is_question(text) and text[0].isalpha() and not re.search(r"[.?!]\s", text)
    return is_one and MIN_WORDS <= _count(text) <= MAX_WORDS and not _SPEAKER.match(text)


def _told(texts: Iterable[str], form: Form) -> Iterator[str]:
    """Asks for what the texts begin by telling; not what "the line" is, which may be any."""
    for text in texts:
        if stated := form.states.match(text[:MAX_STATED]):
            asking = _asking(stated["told"], form)
            subject = f"{stated['subject'][0].lower()}{stated['subject'][1:]}"
            if asking != form.what or form.is_specific.match(subject):
                yield asking.format(verb=stated["verb"], subject=subject)


def _asking(told: str, form: Form) -> str:
    if PERSON.match(told):
        return form.who
    return form.how_much if form.money.match(told) else form.what
