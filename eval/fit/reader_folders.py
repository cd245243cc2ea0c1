"""Folders of documents with everyday questions → the windows that a reader learns from.

A folder's questions are those of `eval/everyday/question.py`, its documents stand beside them. Each
question is asked as the assistant understands it, after its history, and all windows that would be
read are kept: what is learnt is to choose among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from eval.everyday.question import EverydayQuestion, documents_of, load_everyday
from eval.everyday.rules import overlaps, stands_in
from eval.fit.reader_examples import Example
from index import Embedder, Index, Sentence
from index.embed.protocol import encodable
from index.split.reading import ReadText
from qa.assistant import Assistant
from qa.evidence.judge import READ
from qa.evidence.reader.load import OFF
from qa.evidence.reader.windows import placed_windows, read_texts, window_of
from qa.settings import Settings

PREFIX = "questions-"
READ_FOR = frozenset(
    "fact list steps definition who yes_no comparison table follow_up near_miss false_premise "
    "beyond".split()
)
"""The kinds of questions that sentences answer, or would if there were an answer."""
IN_MANY_SENTENCES = frozenset(("list", "steps", "comparison"))
"""The kinds of which a sentence that answers need not have a word that is looked for."""
MIN_ALIAS = 4  # characters; a shorter one stands in many sentences that say something else
DIRECTIONS = frozenset(("yes", "no", "ja", "nej"))


def is_folder(path: Path) -> bool:
    """Whether a file of questions has the documents that it asks of beside it."""
    return path.stem.startswith(PREFIX) and documents_of(_part(path), path.parent).is_dir()


def files_of_folder(path: Path) -> list[Path]:
    """The questions' file and the documents, in one order."""
    documents = documents_of(_part(path), path.parent).rglob("*")
    return [path, *sorted(each for each in documents if each.is_file())]


def _part(path: Path) -> str:
    return path.stem.removeprefix(PREFIX)


def folder_examples(path: Path, embedder: Embedder) -> list[Example]:
    """The windows of every question of `questions-X.jsonl`, those of one after the other."""
    part = _part(path)
    assistant = Assistant.from_documents(
        documents_of(part, path.parent), embedder=embedder, settings=Settings(reader=OFF)
    )
    asked = [each for each in load_everyday(part, path.parent) if each.kind in READ_FOR]
    return [*chain(*(_examples(assistant, each) for each in asked))]


def _examples(assistant: Assistant, question: EverydayQuestion) -> Iterator[Example]:
    conversation = assistant.conversation()
    for earlier in question.history:
        conversation.ask(earlier)
    answerer = assistant.answerer()
    meant = answerer.understood(question.question, conversation.turns)
    found = [each.sentence for each in answerer.evidence(meant)[:READ]]
    for window in placed_windows(answerer.index, found):
        texts = read_texts(answerer.index, window.sentences)
        answering = _answering(answerer.index, question, window.sentences, texts)
        if not answering and _may_answer(question, texts):
            continue
        yield Example(
            encodable(meant.together),
            window_of(answerer.index, window.document_id, texts),
            answering,
            _answer(question, answering, texts),
            f"{question.language}-{answerer.index.documents[window.document_id].language}",
            question.kind,
            "folder",
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
    wanted = _wanted(question)
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


def _wanted(question: EverydayQuestion) -> list[tuple[str, ...]]:
    return [each for each in question.holds if not DIRECTIONS & {one.casefold() for one in each}]


def _may_answer(question: EverydayQuestion, texts: Sequence[ReadText]) -> bool:
    """Whether a sentence has all that is looked for, though it is not told that it answers."""
    wanted = _wanted(question)
    telling = all(len(alias) >= MIN_ALIAS for alias in chain(*wanted))
    return bool(wanted and telling) and any(
        all(any(stands_in(alias, (each.text,)) for alias in group) for group in wanted)
        for each in texts
    )


def _answer(
    question: EverydayQuestion, answering: Sequence[int], texts: Sequence[ReadText]
) -> tuple[int, int, int] | None:
    """Where the answer stands, if it is one thing in one sentence."""
    wanted = _wanted(question)
    if len(wanted) != 1:
        return None
    for place in answering:
        text = texts[place].text.casefold()
        for alias in wanted[0]:
            start = text.find(alias.casefold())
            if start >= 0 and len(text) == len(texts[place].text):
                return place, start, start + len(alias)
    return None
