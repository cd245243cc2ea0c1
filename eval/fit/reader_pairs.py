"""Pairs of quotes on one question, and of a claim and a quote: whether they agree, conflict or do
neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from eval.fit.reader_examples import Example
from eval.questions.datasets import read_lines
from index.embed.e5.tokenizer import END
from qa.evidence.reader.protocol import Window
from qa.evidence.reader.reader_input import (
    MAX_QUOTE,
    TEXT_TYPE,
    ReaderInput,
    Tokenizer,
    add_text,
    claim_inputs,
    opened,
    tokens_of,
)
from qa.evidence.reader.windows import heading

LABELS = ("same", "conflict", "other")
IDENTICAL = 0.1  # share of questions with one window of which its sentence makes a pair with itself
OF_WORDS = "a"  # the shape of answers that are neither names nor numbers


@dataclass(frozen=True, slots=True)
class PairExample:
    """Two quotes on one question; or, without `other`, a claim, which stands as the question, and
    what it is held against. `label` is a place in LABELS.
    """

    question: str
    one: Window
    other: Window | None
    label: int


@dataclass(slots=True)
class PairInput(ReaderInput):
    """`quotes`: the tokens of the two that are held against each other."""

    quotes: list[range] = field(default_factory=list)


def pair_input(tokenizer: Tokenizer, pair: PairExample) -> PairInput:
    """What is read of a pair of quotes, each the last sentence of its window; of a claim and a
    quote the same as of a question and a window.
    """
    if pair.other is None:
        (held,) = claim_inputs(tokenizer, pair.question, [pair.one])
        quotes = [held.question, held.sentences[-1]]
        return PairInput(held.ids, held.types, held.spans, held.question, held.sentences, quotes)
    (asked,), *texts = tokens_of(tokenizer, pair.question, [pair.one, pair.other])
    start = opened(asked)
    read = PairInput(start.ids, start.types, start.spans)
    for head, *sentences in texts:
        add_text(read, head, sentences, MAX_QUOTE)
        read.quotes.append(read.sentences[-1])
        read.close(TEXT_TYPE, END)
    return read


def pair_examples(files: Iterable[Path]) -> list[PairExample]:
    """The pairs of quotes in the files, asked about in either language and either order."""
    examples = []
    for path in files:
        for line in read_lines(path):
            one, other = (_quote_window(line[side]) for side in "ab")
            label = LABELS.index(line["label"])
            for language in ("sv", "en"):
                examples.append(PairExample(line[language], one, other, label))
                examples.append(PairExample(line[language], other, one, label))
    return examples


def made_pairs(examples: Sequence[Example], rng: Random) -> list[PairExample]:
    """Pairs made of answered questions, as many of each label: two sentences that answer the same
    question agree, such as a sentence and its translation, or itself; with another name or number
    put in the place of one's answer they conflict; with a sentence beside the answer they do
    neither.
    """
    by_question: defaultdict[str, list[Example]] = defaultdict(list)
    answers: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for example in examples:
        if example.answer is not None:
            by_question[example.question].append(example)
            answers[shape_of(answer_text(example)), example.languages[-2:]].append(
                answer_text(example)
            )
    pairs: dict[str, list[PairExample]] = {label: [] for label in LABELS}
    for question, found in by_question.items():
        one, other = rng.choice(found), rng.choice(found)
        sentence, start, end = other.answer or (0, 0, 0)
        text = other.window.sentences[sentence]
        if one is not other or rng.random() < IDENTICAL:
            pairs["same"].append(_made_pair(question, one, quote_of(other, text), "same"))
        kind = shape_of(text[start:end])
        replaced = rng.choice(answers[kind, other.languages[-2:]])
        known = {answer_text(each).lower() for each in found}
        if replaced.lower() not in known and not kind.startswith(OF_WORDS):
            changed = quote_of(other, text[:start] + replaced + text[end:])
            pairs["conflict"].append(_made_pair(question, one, changed, "conflict"))
        if beside := [
            each
            for place, each in enumerate(other.window.sentences)
            if place not in other.answering
        ]:
            chosen = quote_of(other, rng.choice(beside))
            pairs["other"].append(_made_pair(question, one, chosen, "other"))
    fewest = min(map(len, pairs.values()))
    return [each for made in pairs.values() for each in rng.sample(made, fewest)]


def answer_text(example: Example) -> str:
    sentence, start, end = example.answer or (0, 0, 0)
    return example.window.sentences[sentence][start:end]


def shape_of(answer: str) -> str:
    """Answers of one shape may stand in each other's place: as many numbers, names or words."""
    kind = "0" if any(map(str.isdigit, answer)) else "A" if answer[:1].isupper() else OF_WORDS
    return f"{kind}{min(len(answer.split()), 6)}"


def quote_of(example: Example, sentence: str) -> Window:
    return Window(example.window.heading, (sentence,))


def _made_pair(question: str, one: Example, other: Window, label: str) -> PairExample:
    own = quote_of(one, one.window.sentences[one.answering[0]])
    return PairExample(question, own, other, LABELS.index(label))


def _quote_window(side: Mapping[str, Any]) -> Window:
    before = (side["before"],) if side.get("before") else ()
    return Window(heading(side["title"], side.get("date")), (*before, side["text"]))
