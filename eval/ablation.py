"""What each part of the assistant is worth: `python -m eval.ablation [SET…] [--docs FOLDER]`.

Each part is taken out by itself, the index is made anew and the questions are asked again. A figure
is the part's gain: how far the whole assistant is above one without it, in pairs of answers to the
same question, with its 95% interval. Weights are not fitted again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import click
from rich.console import Console

from eval.compare import compare_runs
from eval.questions import Question
from eval.report.terminal import Blocks, figures_table, load_sets
from eval.results.row import Row
from eval.results.summary import Figure
from eval.run import evaluate
from index import Hit, Index
from index.embed.load import load_embedder
from index.embed.protocol import Embedder
from index.search.word_search import VARIANTS, VariantKind
from qa import Assistant, Settings
from qa.answer.cite import cite_each
from qa.answer.select import Selection, select
from qa.evidence.read import Evidence, read
from qa.evidence.retrieve import Query, retrieve_each
from qa.library.cache import sample_corpus
from qa.stages import STAGES, Stages
from qa.understand.decompose import joined_questions, without_orders
from qa.understand.followup import Understood

SHOWN: Blocks = (
    {"right": "right", "answer_hit": "answer hit", "citation_precision": "citation precision",
     "recall@5": "Recall@5"},
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Component:
    """A part of the assistant, and what takes it out: other settings, or other stages."""

    settings: tuple[str, ...] = ()
    stages: Stages = STAGES


def _retrieve_without(
    kind: VariantKind, index: Index, query: Query, k: int, settings: Settings
) -> list[Hit]:
    return retrieve_each(index, replace(query, variants=VARIANTS - {kind}), k, settings)


def _without_variant(kind: VariantKind) -> Component:
    return Component(stages=Stages(retrieve=partial(_retrieve_without, kind)))


def _read_without_tokens(index: Index, query: Query, hits: Iterable[Hit]) -> list[Evidence]:
    return read(index, replace(query, tokens=None), hits)


COMPONENTS: Mapping[str, Component] = {
    "languages merged by standing out": Component(
        stages=Stages(retrieve=partial(retrieve_each, comparable=lambda likeness, _: likeness))
    ),
    "a passage's best sentence": Component(("sentence_weight=0", "other_sentence_weight=0")),
    "words beside vectors": Component(("lexical_weight=0", "other_lexical_weight=0")),
    "compounds": _without_variant("compound"),
    "names with a genitive -s": _without_variant("genitive"),
    "å, ä, ö forgiven": _without_variant("folded"),
    "misspellings": _without_variant("misspelt"),
    "words as they are called in another language": _without_variant("translated"),
    "tokens of alike meaning": Component(stages=Stages(read=_read_without_tokens)),
    "several things asked, apart": Component(
        stages=Stages(decompose=lambda question: [without_orders(question)])
    ),
    "orders left out": Component(stages=Stages(decompose=joined_questions)),
    "the context of quotes": Component(
        stages=Stages(
            cite=partial(cite_each, span_of=lambda _, sentence: (sentence.start, sentence.end))
        )
    ),
    "disagreements, shared sources": Component(
        stages=Stages(select=partial(select, answers_of=lambda *_: []))
    ),
    "more than the best sentence": Component(
        stages=Stages(select=lambda _, __, evidence, ___: Selection(((evidence[0],),)))
    ),
    "follow-ups": Component(stages=Stages(understand=lambda question, _: Understood(question))),
}


@click.command()
@click.argument("sets", metavar="[SET]...", nargs=-1)
@click.option("--docs", type=click.Path(path_type=Path, exists=True), help="Their documents.")
@click.option("--split", type=click.Choice(["tune", "report", "all"]), default="report")
@click.option(
    "--part", "names", type=click.Choice([*COMPONENTS]), multiple=True, help="Repeatable."
)
def ablation(sets: tuple[str, ...], docs: Path | None, split: str, names: tuple[str, ...]) -> None:
    """Print each part's gain on its own line."""
    questions = load_sets(sets or ["sample"], split)
    parts = {name: COMPONENTS[name] for name in names or COMPONENTS}
    gains = measure(docs or sample_corpus(), questions, load_embedder(None), parts)
    Console(width=100).print(figures_table("Gains in points, with 95% intervals", gains, SHOWN))


def measure(
    documents: Path,
    questions: Sequence[Question],
    embedder: Embedder,
    parts: Mapping[str, Component] = COMPONENTS,
) -> dict[str, dict[str, Figure]]:
    """Each part's gain in every figure, by the part's name."""
    whole = _rows(documents, questions, embedder, Component())
    return {
        name: _gains(_rows(documents, questions, embedder, part), whole)
        for name, part in parts.items()
    }


def _rows(
    documents: Path, questions: Sequence[Question], embedder: Embedder, without: Component
) -> Sequence[Row]:
    settings = Settings().with_pairs(without.settings)
    assistant = Assistant.from_documents(
        documents, settings=settings, embedder=embedder, stages=without.stages
    )
    return evaluate(assistant, questions).rows


def _gains(without: Sequence[Row], whole: Sequence[Row]) -> dict[str, Figure]:
    figures = compare_runs(without, whole).figures
    return {name: difference.change for name, difference in figures.items()}


if __name__ == "__main__":
    ablation()
