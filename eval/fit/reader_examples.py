"""Question sets → the windows that a reader learns from, with which sentences answer.

Two kinds of files, JSON Lines (also with .gz):

- documents with hard questions written for this: `text`, `title`, `date`, `language`, `questions`
  (each in several languages: `evidence`, `answer`; without an answer: `near`, the sentence that
  tempts). Their windows are those that the assistant would read, with all documents of a file
  indexed together, so that other documents' tempting windows are there as well;
- extractive examples of others: `question`, `context`, `answers` with `text` and `answer_start`.
"""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from eval.metrics import TextSpan, matches
from eval.questions.datasets import read_lines
from index import Document, Embedder, Index, Sentence
from index.build import build_index
from index.split.sentences import split_sentences
from index.types import Block, Span
from qa.answerer import Answerer
from qa.evidence.reader.load import OFF
from qa.evidence.reader.protocol import Window
from qa.evidence.reader.windows import heading, placed_windows, read_texts, window_of
from qa.settings import Settings
from qa.understand.followup import Understood

READ = 12  # sentences that the assistant finds, best first, of which windows are made
OTHERS = (2, 3, 4)  # windows beside the one with the answer, of those that would be read
DROPPED_DATES = 0.3  # share of windows read without the date, as many documents have none
DROPPED_HEADINGS = 0.1
MAX_CONTEXT = 7  # sentences of a borrowed context that are read as they are
STRAYED = 0.1  # share of borrowed questions asked of another text of their article as well
SWAPPED = 0.12  # share of answered questions asked again of something else

_NAME = re.compile(r"(?<=\s)[A-ZÅÄÖ][\wåäöé-]+(?:\s[A-ZÅÄÖ][\wåäöé-]+)*|\b\d[\d.,]*\d\b|\b\d\b")


@dataclass(frozen=True, slots=True)
class Example:
    """A question, a window, and what a reader should make of it.

    `answering`: the sentences that answer; `answer`: one of them and the answer's characters in it,
    None where there is none or it is not known. `languages`: of question and text ("sv-en").
    """

    question: str
    window: Window
    answering: tuple[int, ...]
    answer: tuple[int, int, int] | None
    languages: str
    kind: str
    source: str


def examples_of(path: Path, embedder: Embedder, seed: int, max_borrowed: int) -> list[Example]:
    """Those of a file; of one of others at most `max_borrowed`."""
    rng = Random(f"{seed} {path.name}")
    lines = list(read_lines(path))
    if "questions" in lines[0]:
        found = written_examples(lines, embedder, rng)
    else:
        chosen = rng.sample(lines, min(len(lines), max_borrowed))
        found = [borrowed_example(line, rng) for line in chosen]
        found += _strayed(found, rng)
    return [*found, *_swapped(found, rng)]


def index_of(lines: Iterable[Mapping[str, Any]], embedder: Embedder) -> Index:
    """An index of the documents of a written file."""
    documents = [
        Document(line["id"], line["title"], line["text"], line["language"], None, line["date"])
        for line in lines
    ]
    return build_index(documents, embedder, Settings().split)


def written_examples(
    lines: Sequence[Mapping[str, Any]], embedder: Embedder, rng: Random
) -> list[Example]:
    """The windows that the assistant would read for each question in each language."""
    index = index_of(lines, embedder)
    answerer = Answerer(index, embedder, Settings(reader=OFF))
    sentences: dict[str, list[Sentence]] = {}
    for each in index.sentences:
        sentences.setdefault(each.document_id, []).append(each)
    examples: list[Example] = []
    for line in lines:
        for question in line["questions"]:
            for language in ("sv", "en"):
                asked = question[language]
                found = [each.sentence for each in answerer.evidence(Understood(asked))]
                target = _holding(line, question["evidence"] or question["near"], sentences)
                for window in _chosen(index, found, target, rng):
                    example = written_example(index, line, question, language, window)
                    examples.append(_with_less_heading(example, rng))
    return examples


def _holding(
    line: Mapping[str, Any], quotes: Iterable[str], sentences: Mapping[str, Sequence[Sentence]]
) -> list[Sentence]:
    """The sentences of the document that hold one of the quotes."""
    spans = _spans(line, quotes)
    own = sentences.get(line["id"], ())
    return [each for each in own if any(matches(_place(each), span) for span in spans)]


def _spans(line: Mapping[str, Any], quotes: Iterable[str]) -> list[TextSpan]:
    starts = [(line["text"].find(quote), quote) for quote in quotes]
    return [TextSpan(line["id"], start, start + len(quote)) for start, quote in starts]


def _place(sentence: Sentence) -> TextSpan:
    return TextSpan(sentence.document_id, sentence.start, sentence.end)


def _chosen(
    index: Index, found: Sequence[Sentence], target: Sequence[Sentence], rng: Random
) -> list[list[Sentence]]:
    """The windows with a sentence of `target`, and a few others that would be read."""
    rows = {each.row for each in target}
    windows = [each.sentences for each in placed_windows(index, found[:READ])]
    hits = [window for window in windows if rows & {each.row for each in window}]
    if not hits:
        hits = [each.sentences for each in placed_windows(index, target[:1])]
    others = [window for window in windows if window not in hits]
    # The first are the most tempting.
    weighed = sorted(others, key=lambda window: rng.random() * (1 + others.index(window)))
    return [*hits[:2], *weighed[: rng.choice(OTHERS)]]


def written_example(
    index: Index,
    line: Mapping[str, Any],
    question: Mapping[str, Any],
    language: str,
    window: Sequence[Sentence],
) -> Example:
    """What a reader should make of some sentences, of this document or of another."""
    spans = _spans(line, question["evidence"])
    answering = tuple(
        place
        for place, each in enumerate(window)
        if any(matches(_place(each), span) for span in spans)
    )
    answer = None
    texts = read_texts(index, window)
    for place in answering:
        found = index.text_of(window[place]).find(question["answer"])
        start = texts[place].place_of(window[place].start + found) if found >= 0 else None
        if start is not None:
            answer = (place, start, start + len(question["answer"]))
            break
    own = window[0].document_id == line["id"]
    return Example(
        question[language],
        window_of(index, window, texts),
        answering,
        answer,
        f"{language}-{index.documents[window[0].document_id].language}",
        question["kind"] if own else "other_document",
        "written",
    )


def _with_less_heading(example: Example, rng: Random) -> Example:
    drawn = rng.random()
    head = example.window.heading
    if drawn < DROPPED_HEADINGS:
        head = ""
    elif drawn < DROPPED_HEADINGS + DROPPED_DATES:
        head = re.sub(r" \([\d-]+\)\.$", ".", head)
    return replace(example, window=replace(example.window, heading=head))


def borrowed_example(line: Mapping[str, Any], rng: Random) -> Example:
    """A window of the context about the answer, or of as many sentences where there is none."""
    context = line["context"]
    block = Block(0, len(context), "prose")
    spans = split_sentences(context, block, line["lang"])
    answers = line["answers"] if line["answerable"] else []
    places = [(each["answer_start"], each["answer_start"] + len(each["text"])) for each in answers]
    hits = [n for n, span in enumerate(spans) if any(_overlap(span, place) for place in places)]
    first, last = _cut(len(spans), hits[:1], rng)
    chosen = spans[first:last]
    texts = tuple(context[slice(*span)] for span in chosen)
    head = heading(line["article"].replace("_", " "), None) if ":" not in line["article"] else ""
    answer = None if line.get("sentence_answer") else _answer_in(chosen, places)
    text_language = line.get("context_lang", line["lang"])
    return Example(
        line["question"],
        Window(head, texts),
        tuple(hit - first for hit in hits if first <= hit < last),
        answer,
        f"{line['lang']}-{text_language}",
        line["source"],
        "borrowed",
    )


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _cut(count: int, hits: Sequence[int], rng: Random) -> tuple[int, int]:
    """The first and last sentence of a window, as long as those that the assistant reads."""
    length = rng.choice((3, 4, 5, 6))
    if count <= length or (not hits and count <= MAX_CONTEXT):
        return 0, count
    hit = hits[0] if hits else rng.randrange(count)
    first = max(0, min(hit - rng.randrange(length), count - length))
    return first, first + length


def _answer_in(spans: Sequence[Span], places: Sequence[Span]) -> tuple[int, int, int] | None:
    for number, (start, end) in enumerate(spans):
        for first, last in places:
            if start <= first and last <= end:
                return number, first - start, last - start
    return None


def _strayed(examples: Sequence[Example], rng: Random) -> list[Example]:
    """Questions asked of another window of the same article and language; none has an answer."""
    windows: defaultdict[tuple[str, str], list[Window]] = defaultdict(list)
    for example in examples:
        windows[example.window.heading, example.languages[-2:]].append(example.window)
    strayed = []
    for example in examples:
        if rng.random() >= STRAYED or not example.window.heading:
            continue
        other = rng.choice(windows[example.window.heading, example.languages[-2:]])
        if not set(other.sentences) & set(example.window.sentences):
            strayed.append(
                replace(example, window=other, answering=(), answer=None, kind="strayed")
            )
    return strayed


def _swapped(examples: Sequence[Example], rng: Random) -> list[Example]:
    """Answered questions asked of another name or number than the text tells of: of another one in
    the same text where there is one, which is more tempting. None of them has an answer.
    """
    swapped = []
    for example in examples:
        if not example.answering or rng.random() >= SWAPPED:
            continue
        text = " ".join(example.window.sentences)
        named = [each for each in _NAME.findall(example.question) if each in text]
        if not named:
            continue
        old = rng.choice(named)
        numeric = old[0].isdigit()
        others = [
            each
            for each in _NAME.findall(text)
            if each[0].isdigit() == numeric and each not in example.question and old not in each
        ]
        if not others:
            continue
        question = example.question.replace(old, rng.choice(others))
        swapped.append(
            replace(example, question=question, answering=(), answer=None, kind="swapped")
        )
    return swapped


def save_examples(examples: Iterable[Example], path: Path) -> None:
    """Write a JSON Lines file that `load_examples` reads, whole or not at all."""
    written = path.with_suffix(".new")
    with written.open("w", encoding="utf-8") as file:
        for example in examples:
            file.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")
    os.replace(written, path)


def load_examples(path: Path) -> list[Example]:
    """What `save_examples` wrote."""
    return [_loaded(line) for line in read_lines(path)]


def _loaded(line: dict[str, Any]) -> Example:
    window = Window(line["window"]["heading"], tuple(line["window"]["sentences"]))
    answer = tuple(line["answer"]) if line["answer"] else None
    changed = {"window": window, "answering": tuple(line["answering"]), "answer": answer}
    return Example(**(line | changed))
