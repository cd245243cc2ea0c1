"""What a reader in training reads, step by step: windows of questions, pairs of quotes between."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from random import Random
from typing import Any

from eval.fit.reader_examples import Example
from eval.fit.reader_model import Labels
from eval.fit.reader_pairs import PairExample, pair_input
from index.embed.e5.embedder import E5Embedder
from qa.evidence.reader.reader_input import ReaderInput, reader_inputs

MAX_RUN_TOKENS = 4096  # of a step, padding included
SORTED_AT_ONCE = 512  # questions: sorted by length among so many, so that little is padding
MAX_STRETCH = 1.25  # of the longest input of a batch against its shortest: the rest is padding
PAIR_EVERY = 4  # steps
PAIRS_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Step:
    """What one step reads: windows with their labels, or pairs with theirs."""

    inputs: Sequence[ReaderInput]
    labels: list[Any]
    pairs: bool


def questions_of(examples: Sequence[Example]) -> list[list[Example]]:
    """The windows of each question, which stand one after the other among examples."""
    return [list(found) for _, found in groupby(examples, key=lambda each: each.question)]


def steps(
    questions: Sequence[Sequence[Example]],
    pairs: Sequence[PairExample],
    embedder: E5Embedder,
    seed: int,
    skipped: int,
) -> Iterator[Step]:
    """Endless steps in an order that the seed decides, from number `skipped` on."""
    windows = _window_steps(questions, embedder, Random(seed))
    quotes = _pair_steps(pairs, embedder, Random(seed)) if pairs else None
    number = 0
    while True:
        source = quotes if quotes is not None and number % PAIR_EVERY == 0 else windows
        step = next(source)
        if number >= skipped:
            yield step()
        number += 1


def _window_steps(
    questions: Sequence[Sequence[Example]], embedder: E5Embedder, rng: Random
) -> Iterator[Callable[[], Step]]:
    while True:
        order = rng.sample(questions, len(questions))
        for start in range(0, len(order), SORTED_AT_ONCE):
            batches = list(_batches(order[start : start + SORTED_AT_ONCE]))
            rng.shuffle(batches)
            yield from (partial(_window_step, batch, embedder) for batch in batches)


def _batches(questions: Sequence[Sequence[Example]]) -> Iterator[list[Example]]:
    """Windows of like lengths, all of a question together; about MAX_RUN_TOKENS each, guessed from
    their characters.
    """
    batch: list[Example] = []
    for windows in sorted(questions, key=_longest):
        if batch and _longest(windows) * (len(batch) + len(windows)) > MAX_RUN_TOKENS:
            yield batch
            batch = []
        batch += windows
    yield batch


def _longest(windows: Sequence[Example]) -> float:
    return max(map(_length, windows))


def _length(example: Example) -> float:
    characters = len(example.question) + sum(map(len, example.window.sentences))
    return 12 + characters / 3.8


def _window_step(examples: Sequence[Example], embedder: E5Embedder) -> Step:
    """Shortest first."""
    inputs = [
        read for each in examples for read in reader_inputs(embedder, each.question, [each.window])
    ]
    ordered = sorted(
        zip(inputs, examples, strict=True), key=lambda each: (len(each[0].ids), each[0].ids)
    )
    labels = [Labels.of(example, read) for read, example in ordered]
    return Step([read for read, _ in ordered], labels, pairs=False)


def of_like_lengths(inputs: Sequence[ReaderInput]) -> list[list[ReaderInput]]:
    """Inputs in order of length, in batches of which little is padding."""
    batches: list[list[ReaderInput]] = []
    for each in inputs:
        if batches and len(each.ids) <= MAX_STRETCH * len(batches[-1][0].ids):
            batches[-1].append(each)
        else:
            batches.append([each])
    return batches


def _pair_steps(
    pairs: Sequence[PairExample], embedder: E5Embedder, rng: Random
) -> Iterator[Callable[[], Step]]:
    while True:
        order = rng.sample(pairs, len(pairs))
        for start in range(0, len(order), PAIRS_AT_ONCE):
            batch = order[start : start + PAIRS_AT_ONCE]
            yield partial(pair_step, batch, embedder)


def pair_step(pairs: Sequence[PairExample], embedder: E5Embedder) -> Step:
    """The inputs and labels of some pairs."""
    inputs = [pair_input(embedder, each) for each in pairs]
    return Step(inputs, [each.label for each in pairs], pairs=True)
