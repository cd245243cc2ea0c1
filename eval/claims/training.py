"""Train what holds claims against quotes.

    python -m eval.claims.training --out RUN --claims CLAIMS DOCUMENTS [--claims …]
        [--restated CLAIMS] [--asked QUESTIONS] [--answered ANSWERED]
        [--valid CLAIMS DOCUMENTS] [--from WEIGHTS]

CLAIMS and DOCUMENTS are as in eval.claims.cases; what is claimed may be asked instead: "yes" is
supported then, "no" contradicted. With --restated, claims are held against each other: each against
itself and its translation, and what is so against what is not. QUESTIONS are everyday ones, of
which those are taken that want a yes or a no; ANSWERED holds questions with an answer, of which
claims are made (eval.claims.answered). RUN is as in eval.fit.reader, but for the weights,
claims.npz. Training goes on from WEIGHTS, such a file or a reader's: qa/evidence/reader/reader.npz
unless it is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

import click
import torch

from eval.claims.answered import answered_examples
from eval.claims.cases import LANGUAGES, Case, answerer_over, cases
from eval.fit.reader import Plan, learn, log, note_settings, trainer_of
from eval.fit.reader_pairs import LABELS, PairExample, PairInput, pair_input
from eval.fit.reader_steps import MAX_RUN_TOKENS, Step
from eval.fit.reader_validation import validate_pairs
from eval.fit.reader_weights import save_weights
from eval.questions.datasets import read_lines
from index import Sentence
from index.embed.e5.embedder import E5Embedder
from qa.evidence.reader.e5_reader import WEIGHTS_FILE
from qa.evidence.reader.load import OFF
from qa.evidence.reader.protocol import Window
from qa.evidence.reader.windows import heading, quote_window
from qa.settings import Settings
from qa.verify.features import Quote, quotes_among

LABELS_OF_CLAIMS = {"supported": "same", "contradicted": "conflict", "not_found": "other"}
LEARNED = ("encoder.", "pair.")  # the reader's other heads are left as they were
DIRECTIONS = {frozenset(("ja", "yes")): "same", frozenset(("nej", "no")): "conflict"}
BESIDE = 0.5  # share of claims held against one more sentence beside the one that shows it, too
OTHERS = 2  # quotes that show nothing of it that a claim is held against, too
SORTED_AT_ONCE = 1024  # examples: by length among so many, so that little is padding

path_type = click.Path(path_type=Path, exists=True, dir_okay=False)
files_option = partial(click.option, type=(path_type, path_type), multiple=True)


@click.command()
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The run's folder.")
@files_option("--claims")
@click.option("--restated", type=path_type, multiple=True, help="Claims.")
@click.option("--asked", type=path_type, multiple=True, help="Everyday questions.")
@click.option("--answered", type=path_type, multiple=True, help="Questions with an answer.")
@click.option("--at-most", default=3000, help="Questions of one file with answers.")
@files_option("--valid")
@click.option("--from", "start", type=path_type, default=WEIGHTS_FILE, help="Weights.")
@click.option("--tokens", default=6_000_000, help="To read before the end.")
@click.option("--rate", default=1e-4, help="Of learning.")
@click.option("--seed", default=1)
@click.option("--threads", default=0, help="0: as many as there are processors.")
def main(
    out: Path,
    claims: tuple[tuple[Path, Path], ...],
    restated: tuple[Path, ...],
    asked: tuple[Path, ...],
    answered: tuple[Path, ...],
    at_most: int,
    valid: tuple[tuple[Path, Path], ...],
    start: Path,
    tokens: int,
    rate: float,
    seed: int,
    threads: int,
) -> None:
    """Train on pairs of files, or go on with the run in --out."""
    out.mkdir(parents=True, exist_ok=True)
    if threads:
        torch.set_num_threads(threads)
    plan = Plan(tokens, rate, seed)
    data = {
        "claims": tuple(chain(*claims)),
        "restated": restated,
        "asked": asked,
        "answered": answered,
        "valid": tuple(chain(*valid)),
    }
    note_settings(out, plan, {"from": start, "at_most": at_most}, data)
    embedder = E5Embedder()
    learnt = [each for files in claims for each in examples_of(*files, Random(seed))]
    learnt += [each for path in restated for each in restated_examples(path, Random(seed))]
    learnt += [each for path in asked for each in asked_examples(path)]
    learnt += [
        each for path in answered for each in answered_examples(path, embedder, seed, at_most)
    ]
    held_out = [each for files in valid for each in examples_of(*files, Random(seed))]
    trainer = trainer_of(out, plan, start)
    learn(trainer, steps(learnt, embedder, seed, trainer.step), out)
    if held_out:
        log(out, **validate_pairs(trainer.model, held_out, embedder, trainer.device))
    learned = {name: each for name, each in trainer.full.items() if name.startswith(LEARNED)}
    save_weights(learned, out / "claims.npz")


def examples_of(claims: Path, documents: Path, rng: Random) -> list[PairExample]:
    """Each claim of a file, in both languages, behind what shows whether it is so, and behind some
    of what else is found for it, which does not.
    """
    answerer = answerer_over(documents, Settings(reader=OFF))
    found = cases(claims, answerer, given=False)
    return [_example(case, *held) for case in found for held in _held(case, rng)]


def restated_examples(path: Path, rng: Random) -> list[PairExample]:
    """Each claim of a file behind itself, in one language or across, which says the same; and those
    that are so behind one that is not, on the same sentences, which says otherwise.
    """
    lines = list(read_lines(path))
    examples = []
    for line in lines:
        claimed, said = rng.choice(LANGUAGES), rng.choice(LANGUAGES)
        examples.append(_restated(line[claimed], line, line[said], "same"))
        against = [each for each in lines if _is_against(line, each)]
        if against:
            other = rng.choice(against)
            examples.append(_restated(line[claimed], other, other[said], "conflict"))
    return examples


def _is_against(line: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    labels = {line["label"], other["label"]}
    return labels == {"supported", "contradicted"} and line["evidence"] == other["evidence"]


def _restated(claim: str, of: Mapping[str, Any], text: str, label: str) -> PairExample:
    window = Window(heading(of["title"], of["date"]), (text,))
    return PairExample(claim, window, None, LABELS.index(label))


def asked_examples(path: Path) -> list[PairExample]:
    """The everyday questions of a file that want a yes or a no, behind what the documents say."""
    examples = []
    for line in read_lines(path):
        said = {each.lower() for each in chain(*line["holds"][:1])}
        label = next((label for words, label in DIRECTIONS.items() if said & words), None)
        if line["kind"] == "yes_no" and line["quotes"] and label:
            window = Window("", tuple(line["quotes"]))
            examples.append(PairExample(line["question"], window, None, LABELS.index(label)))
    return examples


def _held(case: Case, rng: Random) -> Iterator[tuple[Quote, str]]:
    """What a claim is held against, and what comes of it."""
    label = LABELS_OF_CLAIMS[case.label]
    shown = tuple(case.shown)
    others = [each for each in quotes_among(case.sentences) if not {*each} & {*shown}]
    if shown:
        yield shown, label
        if len(shown) == 1 and rng.random() < BESIDE and (beside := _beside(case, others)):
            yield tuple(sorted([*shown, *beside[0]], key=_row)), label
    for quote in rng.sample(others, min(OTHERS, len(others))):
        yield quote, "other"


def _beside(case: Case, others: Sequence[Quote]) -> list[Quote]:
    return [each for each in others if len(each) == 1 and each[0].document_id == case.document]


def _row(sentence: Sentence) -> int:
    return sentence.row


def _example(case: Case, quote: Quote, label: str) -> PairExample:
    window = quote_window(case.index, quote)
    return PairExample(case.text, window, None, LABELS.index(label))


def steps(
    examples: Sequence[PairExample], embedder: E5Embedder, seed: int, skipped: int
) -> Iterator[Step]:
    """Endless steps in an order that the seed decides, from number `skipped` on."""
    inputs = [(pair_input(embedder, each), each.label) for each in examples]
    rng, number = Random(seed), 0
    while True:
        order = rng.sample(inputs, len(inputs))
        for start in range(0, len(order), SORTED_AT_ONCE):
            batches = list(_batches(order[start : start + SORTED_AT_ONCE]))
            for batch in rng.sample(batches, len(batches)):
                if number >= skipped:
                    read, labels = zip(*batch, strict=True)
                    yield Step(read, list(labels), pairs=True)
                number += 1


def _batches(inputs: Sequence[tuple[PairInput, int]]) -> Iterator[list[tuple[PairInput, int]]]:
    """Of like lengths, about MAX_RUN_TOKENS each."""
    batch: list[tuple[PairInput, int]] = []
    for each in sorted(inputs, key=lambda one: len(one[0].ids)):
        if batch and len(each[0].ids) * (len(batch) + 1) > MAX_RUN_TOKENS:
            yield batch
            batch = []
        batch.append(each)
    yield batch


if __name__ == "__main__":
    main()
