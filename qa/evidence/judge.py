"""Evidence, in the order in which it was found → in the order of what a reader makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice, repeat

from index import Index
from index.split.reading import ReadText
from qa.evidence.confidence import probability
from qa.evidence.read import Evidence, rank
from qa.evidence.reader.protocol import Judgement, Reader, Reading
from qa.evidence.reader.windows import Placed, placed_windows, read_texts, window_of

READ = 16  # sentences, best first, that are looked for in windows
FIRST, AT_ONCE = 2, 4  # windows that are read before it is asked whether they decide; then more
LEAST = 4  # windows that are read, unless they decide before, however unlike the question
FAR = 0.3
"""How much less like the question than the best the others may be: none of 455 everyday and own
questions (tune halves) has what stands first behind that, but a tenth of the reading."""
SURE = 0.9  # the probability from which nothing more is read
CHARACTERS_A_TOKEN = 4  # in Swedish and English, about


def judged(
    index: Index, reader: Reader, question: str, evidence: Sequence[Evidence], max_tokens: int
) -> list[Evidence]:
    """The evidence with a judgement where it was read, those first, best first; then the others.

    Windows with the best sentences are read until about `max_tokens` tokens have been, until one
    surely answers, or until those left are much less like the question.
    """
    windows = placed_windows(index, (each.sentence for each in evidence[:READ]))
    waiting = iter(_within(_likely(windows, evidence), index, question, max_tokens))
    known: dict[int, Judgement] = {}
    for count in chain([FIRST], repeat(AT_ONCE)):
        if not (part := list(islice(waiting, count))):
            break
        known |= judgements(index, reader, question, part)
        read, _ = _split(evidence, known)
        if probability(read) >= SURE:
            break
    read, others = _split(evidence, known)
    return [*read, *others]


def _likely(windows: Sequence[Placed], evidence: Sequence[Evidence]) -> list[Placed]:
    """The first windows, and those with a sentence hardly less like the question than the best."""
    least = evidence[0].likeness - FAR if evidence else 0.0
    rows = {each.sentence.row for each in evidence[:READ] if each.likeness >= least}
    others = (each for each in windows[LEAST:] if not rows.isdisjoint(each.rows))
    return [*windows[:LEAST], *others]


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


def judgements(
    index: Index, reader: Reader, question: str, windows: Sequence[Placed]
) -> dict[int, Judgement]:
    """What a reader makes of the windows' sentences, by their rows."""
    texts = [read_texts(index, each.sentences) for each in windows]
    read = [
        window_of(index, window.sentences, of_window)
        for window, of_window in zip(windows, texts, strict=True)
    ]
    found: dict[int, Judgement] = {}
    for window, of_window, reading in zip(windows, texts, reader.read(question, read), strict=True):
        found |= _judgements(window, of_window, reading)
    return found


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
    evidence: Sequence[Evidence], known: Mapping[int, Judgement]
) -> tuple[list[Evidence], list[Evidence]]:
    """What was read, best first, and what was not."""
    read = [
        replace(each, judgement=known[each.sentence.row])
        for each in evidence
        if each.sentence.row in known
    ]
    others = [each for each in evidence if each.sentence.row not in known]
    return sorted(read, key=rank), others
