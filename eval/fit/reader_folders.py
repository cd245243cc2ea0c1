"""Folders of documents with everyday questions → the windows that a reader learns from.

A folder's questions are those of `eval/everyday/question.py`, its documents stand beside them. Each
question is asked as the assistant understands it, after its history, and all windows that would be
read are kept: what is learnt is to choose among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from eval.everyday.as_questions import wanted_of
from eval.everyday.question import EverydayQuestion, documents_of, load_everyday
from eval.everyday.rules import overlaps, stands_in
from eval.fit.reader_examples import Example
from index import Embedder, Index, Sentence
from index.embed.protocol import encodable
from index.split.reading import ReadText
from qa.answerer import Answerer
from qa.assistant import Assistant
from qa.evidence.asked_list import Candidate, list_window, lists_asked
from qa.evidence.judge import READ
from qa.evidence.lists import ItemList
from qa.evidence.read import Evidence
from qa.evidence.reader.load import OFF
from qa.evidence.reader.windows import placed_windows, read_texts, window_of
from qa.settings import Settings
from qa.understand.asked.answer_shape import list_asked
from qa.understand.followup import Understood

PREFIX = "questions-"
READ_FOR = frozenset(
    "fact list steps definition who yes_no comparison table follow_up near_miss false_premise "
    "beyond".split()
)
"""The kinds of questions that sentences answer, or would if there were an answer."""
IN_MANY_SENTENCES = frozenset(("list", "steps", "comparison"))
"""The kinds of which a sentence that answers need not have a word that is looked for."""
MAX_OTHER_LISTS = 6  # of a question, beside those that answer
MIN_ALIAS = 4  # characters; a shorter one stands in many sentences that say something else


def is_folder(path: Path) -> bool:
    """Whether a file of questions has the documents that it asks of beside it."""
    return path.stem.startswith(PREFIX) and documents_in(path).is_dir()


def files_of_folder(path: Path) -> list[Path]:
    """The questions' file and the documents, in one order."""
    return [path, *sorted(each for each in documents_in(path).rglob("*") if each.is_file())]


def documents_in(path: Path) -> Path:
    """The folder of the documents that a file of questions asks of."""
    return documents_of(_part(path), path.parent)


def _part(path: Path) -> str:
    return path.stem.removeprefix(PREFIX)


def asked_in(path: Path) -> list[EverydayQuestion]:
    """Its questions that sentences answer, or would."""
    return [each for each in load_everyday(_part(path), path.parent) if each.kind in READ_FOR]


def folder_examples(path: Path, embedder: Embedder) -> list[Example]:
    """The windows of every question of `questions-X.jsonl`, those of one after the other; then the
    lists that may be asked for.
    """
    settings = Settings(reader=OFF)
    assistant = Assistant.from_documents(documents_in(path), embedder=embedder, settings=settings)
    asked = [Asked.of(assistant, each) for each in asked_in(path)]
    return [*chain(*map(_examples, asked)), *chain(*map(_list_examples, asked))]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is understood after its history, and what answers it."""

    question: EverydayQuestion
    answerer: Answerer
    meant: Understood
    evidence: Sequence[Evidence]

    @classmethod
    def of(cls, assistant: Assistant, question: EverydayQuestion) -> Asked:
        """Ask what was asked before it."""
        conversation = assistant.conversation()
        for earlier in question.history:
            conversation.ask(earlier)
        answerer = assistant.answerer()
        meant = answerer.understood(question.question, conversation.turns)
        return cls(question, answerer, meant, answerer.evidence(meant))

    def lists(self) -> list[Candidate]:
        """The lists that may be asked for."""
        query = self.answerer.query(self.meant)
        asked = list_asked(query.text)
        if not asked:
            return []
        further = self.answerer.further(query, self.evidence)
        return lists_asked(self.answerer.index, query, [*self.evidence, *further], asked)

    def quoted(self, found: ItemList) -> list[int]:
        """The places of a list's items that a good answer quotes."""
        if found.document_id not in self.question.documents:
            return []
        text = self.answerer.index.documents[found.document_id].text
        return [
            place
            for place, span in enumerate(found.items)
            if overlaps(text[slice(*span)], self.question.quotes)
        ]

    def languages(self, document_id: str) -> str:
        """Of the question and of a document."""
        return f"{self.question.language}-{self.answerer.index.documents[document_id].language}"


def _examples(asked: Asked) -> Iterator[Example]:
    question, index = asked.question, asked.answerer.index
    found = [each.sentence for each in asked.evidence[:READ]]
    for window in placed_windows(index, found):
        texts = read_texts(index, window.sentences)
        answering = _answering(index, question, window.sentences, texts)
        if not answering and _may_answer(question, texts):
            continue
        yield Example(
            encodable(asked.meant.together),
            window_of(index, window.sentences, texts),
            answering,
            _answer(question, answering, texts),
            asked.languages(window.document_id),
            question.kind,
            "folder",
        )


def _list_examples(asked: Asked) -> Iterator[Example]:
    """Those with an item that is quoted, and the first others."""
    others = MAX_OTHER_LISTS
    for each in asked.lists():
        window = list_window(asked.answerer.index, each.found)
        read = range(len(window.sentences))
        answering = tuple(place for place in asked.quoted(each.found) if place in read)
        others -= not answering
        if answering or others >= 0:
            yield Example(
                encodable(asked.meant.together),
                window,
                answering,
                None,
                asked.languages(each.found.document_id),
                asked.question.kind,
                "list",
            )


def _answering(
    index: Index,
    question: EverydayQuestion,
    sentences: Sequence[Sentence],
    texts: Sequence[ReadText],
) -> tuple[int, ...]:
    """The places of those that a good answer quotes, and that have what is looked for."""
    if sentences[0].document_id not in question.documents:
        return ()
    wanted = wanted_of(question)
    return tuple(
        place
        for place, (sentence, read) in enumerate(zip(sentences, texts, strict=True))
        if overlaps(index.text_of(sentence), question.quotes)
        and (
            question.kind in IN_MANY_SENTENCES
            or not wanted
            or any(stands_in(alias, (read.text,)) for alias in chain(*wanted))
        )
    )


def _may_answer(question: EverydayQuestion, texts: Sequence[ReadText]) -> bool:
    """Whether a sentence has all that is looked for, though it is not told that it answers."""
    wanted = wanted_of(question)
    telling = all(len(alias) >= MIN_ALIAS for alias in chain(*wanted))
    return bool(wanted and telling) and any(
        all(any(stands_in(alias, (each.text,)) for alias in group) for group in wanted)
        for each in texts
    )


def _answer(
    question: EverydayQuestion, answering: Sequence[int], texts: Sequence[ReadText]
) -> tuple[int, int, int] | None:
    """Where the answer stands, if it is one thing in one sentence."""
    wanted = wanted_of(question)
    if len(wanted) != 1:
        return None
    for place in answering:
        text = texts[place].text.casefold()
        for alias in wanted[0]:
            start = text.find(alias.casefold())
            if start >= 0 and len(text) == len(texts[place].text):
                return place, start, start + len(alias)
    return None
