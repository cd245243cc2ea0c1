"""What each part of the assistant is worth: `python -m eval.ablation [SET…] [--docs FOLDER]`.

Each part is taken out by itself, the index is made anew and the questions are asked again. A figure
is the part's gain: how far the whole assistant is above one without it, in pairs of answers to the
same question, with its 95% interval. Weights are not fitted again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import click
from rich.console import Console

from eval.compare import compare_runs
from eval.questions import Question
from eval.report.terminal import Blocks, figures_table, load_sets
from eval.results.row import Row
from eval.results.summary import Figure
from eval.run import evaluate
from index.embed.protocol import Embedder, load_embedder
from qa import Assistant, Settings
from qa.answer.select import Selection
from qa.library.cache import sample_corpus
from qa.understand.followup import Understood

SHOWN: Blocks = (
    {"right": "right", "answer_hit": "answer hit", "citation_precision": "citation precision",
     "recall@5": "Recall@5"},
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the assistant, and what takes it out: other settings, or other code by its name."""

    settings: tuple[str, ...] = ()
    patches: Mapping[str, Any] = field(default_factory=dict)


PARTS: Mapping[str, Part] = {
    "languages merged by standing out": Part(
        patches={"qa.evidence.retrieve._shares": lambda likeness, _: likeness}
    ),
    "a passage's best sentence": Part(("sentence_weight=0", "other_sentence_weight=0")),
    "words beside vectors": Part(("lexical_weight=0", "other_lexical_weight=0")),
    "compounds": Part(patches={"index.search.bm25.COMPOUNDING": frozenset()}),
    "names with a genitive -s": Part(patches={"index.search.bm25.GENITIVE_S": frozenset()}),
    "å, ä, ö forgiven": Part(
        patches={"index.search.bm25.WordIndex._folded_ways": lambda *_: iter(())}
    ),
    "misspellings": Part(patches={"index.search.bm25.WordIndex._corrections": lambda *_: iter(())}),
    "numbers and dates in one notation": Part(
        patches={"index.search.bm25.numbers": lambda text: ([], text)}
    ),
    "tokens of alike meaning": Part(patches={"qa.evidence.read.alignment": lambda *_: 0.0}),
    "several things asked, apart": Part(
        patches={"qa.understand.decompose._JOINT": re.compile("(?!)")}
    ),
    "orders left out": Part(patches={"qa.understand.decompose._ORDERS": re.compile("(?!)")}),
    "the context of quotes": Part(
        patches={"qa.answer.cite.quoted_span": lambda _, sentence: (sentence.start, sentence.end)}
    ),
    "disagreements, shared sources": Part(patches={"qa.answer.select.facts": lambda *_: []}),
    "more than the best sentence": Part(
        patches={"qa.answerer.select": lambda _, __, evidence, ___: Selection(((evidence[0],),))}
    ),
    "follow-ups": Part(
        patches={"qa.conversation.understand": lambda question, _: Understood(question)}
    ),
}


@click.command()
@click.argument("sets", metavar="[SET]...", nargs=-1)
@click.option("--docs", type=click.Path(path_type=Path, exists=True), help="Their documents.")
@click.option("--split", type=click.Choice(["tune", "report", "all"]), default="report")
@click.option("--part", "names", type=click.Choice([*PARTS]), multiple=True, help="Repeatable.")
def ablation(sets: tuple[str, ...], docs: Path | None, split: str, names: tuple[str, ...]) -> None:
    """Print each part's gain on its own line."""
    questions = load_sets(sets or ["sample"], split)
    parts = {name: PARTS[name] for name in names or PARTS}
    gains = measure(docs or sample_corpus(), questions, load_embedder(None), parts)
    Console(width=100).print(figures_table("Gains in points, with 95% intervals", gains, SHOWN))


def measure(
    documents: Path,
    questions: Sequence[Question],
    embedder: Embedder,
    parts: Mapping[str, Part] = PARTS,
) -> dict[str, dict[str, Figure]]:
    """Each part's gain in every figure, by the part's name."""
    whole = _rows(documents, questions, embedder, Part())
    return {
        name: _gains(_rows(documents, questions, embedder, part), whole)
        for name, part in parts.items()
    }


def _rows(
    documents: Path, questions: Sequence[Question], embedder: Embedder, without: Part
) -> Sequence[Row]:
    with ExitStack() as patched:
        for name, stand_in in without.patches.items():
            patched.enter_context(patch(name, stand_in))
        settings = Settings().with_pairs(without.settings)
        assistant = Assistant.from_documents(documents, settings=settings, embedder=embedder)
        return evaluate(assistant, questions).rows


def _gains(without: Sequence[Row], whole: Sequence[Row]) -> dict[str, Figure]:
    figures = compare_runs(without, whole).figures
    return {name: difference.change for name, difference in figures.items()}


if __name__ == "__main__":
    ablation()
