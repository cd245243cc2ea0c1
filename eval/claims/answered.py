"""Claims made of questions and answers: a question with an answer behind it says that it is so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from eval.fit.reader_examples import Example, examples_of
from eval.fit.reader_pairs import LABELS, PairExample, answer_text, quote_of, shape_of
from index import Embedder
from qa.evidence.reader.protocol import Window

AS_SENTENCES = 0.2  # share of answers that are claimed in their sentence, without the question
WITH_NEIGHBOUR = 0.4  # share held against the answering sentence and one beside it
LONGEST = 300  # characters of a sentence that a claim is held against
NUMBER = "0"  # the shape of answers of which one of another article is as likely

Place = tuple[str, str, str]  # the answer's shape, its language and its article


def answered_examples(path: Path, embedder: Embedder, seed: int, at_most: int) -> list[PairExample]:
    """Of at most so many questions of a file (eval.fit.reader_examples).

    Each with its answer, behind the sentence that answers, which says so; with another answer of
    like shape, of the same article but for numbers, behind the same, which says otherwise; with
    either behind a sentence that does not answer.
    """
    found = [each for each in examples_of(path, embedder, seed, at_most) if _is_short(each)]
    rng = Random(f"{seed} {path.name}")
    answers: defaultdict[Place, list[str]] = defaultdict(list)
    for each in found:
        for place in _places(each):
            answers[place].append(answer_text(each))
    return [made for each in found for made in _made_of(each, answers, rng)]


def _is_short(example: Example) -> bool:
    return example.answer is not None and max(map(len, example.window.sentences)) <= LONGEST


def _places(example: Example) -> Sequence[Place]:
    """Where an answer may come from that stands in for the example's: the likest first."""
    shape, language = shape_of(answer_text(example)), example.languages[-2:]
    places = [(shape, language, example.window.heading)]
    return [*places, (shape, language, "")] if shape.startswith(NUMBER) else places


def _made_of(
    example: Example, answers: defaultdict[Place, list[str]], rng: Random
) -> Iterator[PairExample]:
    answer = answer_text(example)
    other = _other_answer(example, answers, rng)
    as_sentence = rng.random() < AS_SENTENCES
    yield _held(_claim(example, answer, as_sentence), _showing(example, rng), "same")
    if other is not None:
        wrong = _claim(example, other, as_sentence)
        yield _held(wrong, _showing(example, rng), "conflict")
    if beside := _not_answering(example):
        said = answer if other is None or rng.random() < 0.5 else other
        quote = quote_of(example, rng.choice(beside))
        yield _held(_claim(example, said, as_sentence), quote, "other")


def _other_answer(
    example: Example, answers: defaultdict[Place, list[str]], rng: Random
) -> str | None:
    answer = answer_text(example).lower()
    for place in _places(example):
        known = [each for each in answers[place] if not _overlap(each.lower(), answer)]
        if known:
            return rng.choice(known)
    return None


def _overlap(one: str, other: str) -> bool:
    return one in other or other in one


def _claim(example: Example, answer: str, as_sentence: bool) -> str:
    if not as_sentence:
        return f"{example.question} {answer}"
    sentence, start, end = example.answer or (0, 0, 0)
    text = example.window.sentences[sentence]
    return text[:start] + answer + text[end:]


def _showing(example: Example, rng: Random) -> Window:
    """The sentence that answers, now and then with one beside it."""
    sentence = example.answer[0] if example.answer else 0
    first = last = sentence
    if rng.random() < WITH_NEIGHBOUR:
        first, last = rng.choice(((sentence - 1, sentence), (sentence, sentence + 1)))
    return Window(example.window.heading, example.window.sentences[max(first, 0) : last + 1])


def _not_answering(example: Example) -> Sequence[str]:
    sentences = enumerate(example.window.sentences)
    return [each for place, each in sentences if place not in example.answering]


def _held(claim: str, quote: Window, label: str) -> PairExample:
    return PairExample(claim, quote, None, LABELS.index(label))
