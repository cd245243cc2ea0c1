"""Evidence, in the order in which it was found → in the order of what a reader makes of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from math import exp, fsum, log

from index import Index
from index.split.reading import ReadText
from qa.evidence.confidence import probability
from qa.evidence.read import Evidence, rank
from qa.evidence.reader.protocol import Judgement, Reader, Reading, within_bounds
from qa.evidence.reader.windows import Placed, placed_windows, read_texts, window_of

READ = 16  # sentences, best first, that are looked for in windows
AT_ONCE = 4  # windows that are read before it is asked whether they decide
SURE = 0.95  # the probability from which nothing more is read
CHARACTERS_A_TOKEN = 4  # in Swedish and English, about


def judged(
    index: Index, reader: Reader, question: str, evidence: Sequence[Evidence], max_tokens: int
) -> list[Evidence]:
    """The evidence with a judgement where it was read, those first, best first; then the others.

    Windows with the best sentences are read until about `max_tokens` tokens have been, or until one
    surely answers.
    """
    windows = placed_windows(index, (each.sentence for each in evidence[:READ]))
    waiting = iter(_within(windows, index, question, max_tokens))
    judgements: dict[int, Judgement] = {}
    while part := list(islice(waiting, AT_ONCE)):
        texts = [read_texts(index, each.sentences) for each in part]
        windows_read = [
            window_of(index, window.sentences, read)
            for window, read in zip(part, texts, strict=True)
        ]
        readings = reader.read(question, windows_read)
        for window, read_of, reading in zip(part, texts, readings, strict=True):
            judgements |= _judgements(window, read_of, reading)
        read, _ = _split(evidence, judgements)
        if probability(read) >= SURE:
            break
    read, others = _split(evidence, judgements)
    return [*read, *others]


def _within(
    windows: Sequence[Placed], index: Index, question: str, max_tokens: int
) -> Iterator[Placed]:
    """The first windows, at least one, of so many tokens together with the question."""
    left = max_tokens
    for number, window in enumerate(windows):
        characters = sum(each.end - each.start for each in window.sentences)
        left -= (len(question) + characters) // CHARACTERS_A_TOKEN
        if left < 0 and number:
            return
        yield window


def _judgements(
    window: Placed, texts: Sequence[ReadText], reading: Reading
) -> dict[int, Judgement]:
    """By the rows of the window's sentences."""
    found = {}
    for sentence, text, read in zip(window.sentences, texts, reading.sentences, strict=True):
        span = None if read.span is None else text.in_document(*read.span)
        found[sentence.row] = Judgement(read.answers, reading.answered, read.span_score, span)
    return found


def _split(
    evidence: Sequence[Evidence], judgements: Mapping[int, Judgement]
) -> tuple[list[Evidence], list[Evidence]]:
    """What was read, best first, and what was not."""
    read = [
        replace(each, judgement=judgements[each.sentence.row])
        for each in evidence
        if each.sentence.row in judgements
    ]
    others = [each for each in evidence if each.sentence.row not in judgements]
    return sorted(_with_shares(read), key=rank), others


def _with_shares(read: Iterable[Evidence]) -> Iterator[Evidence]:
    """Each with its share among those of its document: another may say the same, or otherwise."""
    by_document: defaultdict[str, list[tuple[Evidence, Judgement]]] = defaultdict(list)
    for each in read:
        if each.judgement is not None:
            by_document[each.sentence.document_id].append((each, each.judgement))
    for found in by_document.values():
        total = log(fsum(exp(within_bounds(made.answers)) for _, made in found))
        for each, made in found:
            share = within_bounds(made.answers) - total
            yield replace(each, judgement=replace(made, share=share))
