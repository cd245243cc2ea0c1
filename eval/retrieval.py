"""Search over a corpus in two languages: `python -m eval.retrieval PARALLEL [--split report]`.

PARALLEL is a set whose documents exist in both languages (squad_parallel, gnome_help; see
eval.datasets). All of them are in one index. For each question that has an answer:

- *across*: the answer's document in the question's language is taken out of what is found, so that
  only the other language holds the answer: Recall@5, and what it would be in an index of the other
  language alone.
- *own*: whether the first passage found is of the answer's document, in either language, against
  what it would be in an index of the question's language alone: Recall@1 of both, and nDCG@10 of
  the latter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from eval.datasets import QUESTIONS, read_lines, write_documents
from eval.metrics import Parts, TextSpan, ndcg_at_k, recall_at_k
from eval.questions import split_of
from eval.report import Blocks, figures_table
from eval.summary import Figure, mean_figure
from index import Hit
from qa import Assistant, Settings
from qa.cache import index_dir_for
from qa.cli import open_assistant

DEPTH = 100  # passages: enough that ten are left when a document is taken out
SHOWN: Blocks = (
    {"across": "Recall@5 across", "across alone": "alone", "own": "Recall@1 own",
     "own alone": "alone", "ndcg alone": "nDCG@10 alone"},
)  # fmt: skip


@click.command()
@click.argument("parallel", type=click.Path(path_type=Path, exists=True))
@click.option("--split", type=click.Choice(["tune", "report"]), default="report")
@click.option("--setting", multiple=True, metavar="NAME=VALUE")
def retrieval(parallel: Path, split: str, setting: tuple[str, ...]) -> None:
    """Print the figures by the language asked in."""
    settings = Settings().with_pairs(setting)
    documents = index_dir_for(parallel, settings).with_suffix(".both")
    names = write_documents(read_lines(parallel / "corpus.jsonl"), documents)
    assistant = open_assistant(documents, None, settings)
    lines = [line for line in read_lines(parallel / QUESTIONS) if line["answerable"]]
    asked = [line for line in lines if split_of(line["id"]) == split]
    figures = measure(assistant, asked, names)
    Console(width=100).print(figures_table(f"Percent, split {split}", figures, SHOWN))


def measure(
    assistant: Assistant, lines: Iterable[Mapping[str, Any]], names: Mapping[str, str]
) -> dict[str, dict[str, Figure]]:
    """The figures of each language asked in; `names` are the documents' files by their ids."""
    values: dict[str, dict[str, list[float]]] = {}
    for line in lines:
        of_language = values.setdefault(line["lang"], {})
        for name, value in _figures(assistant, line, names).items():
            of_language.setdefault(name, []).append(value)
    return {
        language: {name: mean_figure(each) for name, each in of_language.items()}
        for language, of_language in sorted(values.items())
    }


def _figures(
    assistant: Assistant, line: Mapping[str, Any], names: Mapping[str, str]
) -> dict[str, float]:
    hits = assistant.search(line["question"], k=DEPTH)
    own, other = ([names[each] for each in line[ids]] for ids in ("doc_ids", "xl_doc_ids"))
    without = [hit for hit in hits if hit.passage.document_id not in own]
    alone = [hit for hit in hits if hit.passage.language == line["lang"]]
    other_alone = [hit for hit in hits if hit.passage.language != line["lang"]]
    return {
        "across": recall_at_k(_spans(without), _whole(assistant, other), 5),
        "across alone": recall_at_k(_spans(other_alone), _whole(assistant, other), 5),
        "own": recall_at_k(_spans(hits), _whole(assistant, [*own, *other]), 1),
        "own alone": recall_at_k(_spans(alone), _whole(assistant, own), 1),
        "ndcg alone": ndcg_at_k(_spans(alone), _whole(assistant, own), 10),
    }


def _spans(hits: Iterable[Hit]) -> list[TextSpan]:
    return [TextSpan(hit.passage.document_id, hit.passage.start, hit.passage.end) for hit in hits]


def _whole(assistant: Assistant, documents: Sequence[str]) -> Parts:
    return [[TextSpan(each, 0, len(assistant.document(each).text)) for each in documents]]


if __name__ == "__main__":
    retrieval()
