"""Search over a corpus in two languages: `python -m eval.retrieval PARALLEL [--split report]`.

PARALLEL is a set whose documents exist in both languages (squad_parallel, gnome_help; see
eval.questions.datasets). All of them are in one index. For each question that has an answer:

- *across*: the answer's document in the question's language is taken out of what is found, so that
  only the other language holds the answer: Recall@5, and what it would be in an index of the other
  language alone.
- *own*: whether the first passage found is of the answer's document, in either language, against
  what it would be in an index of the question's language alone: Recall@1 of both, and nDCG@10 of
  the latter.

`--share en=0.05` leaves out all but that share of a language's documents, and `--also
READER_TRAINING` adds that set's paragraphs and questions in languages that PARALLEL lacks.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from rich.console import Console

from eval.metrics import EvidenceParts, TextSpan, ndcg_at_k, recall_at_k
from eval.questions import split_of
from eval.questions.datasets import QUESTIONS, read_lines, write_documents
from eval.report.terminal import Blocks, figures_table
from eval.results.summary import Figure, mean_figure
from index import Hit
from qa import Assistant, Settings

RECOGNISED = {"nb": "no"}  # as what the language of a set's documents is recognised
DEPTH = 100  # passages: enough that ten are left when a document is taken out
SHOWN: Blocks = (
    {"across": "Recall@5 across", "across alone": "alone", "own": "Recall@1 own",
     "own alone": "alone", "ndcg alone": "nDCG@10 alone"},
)  # fmt: skip


def _share(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> tuple[str, float] | None:
    if value is None:
        return None
    language, _, share = value.partition("=")
    try:
        return language, float(share)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not like en=0.05.") from None


@click.command()
@click.argument("parallel", type=click.Path(path_type=Path, exists=True))
@click.option("--split", type=click.Choice(["tune", "report"]), default="report")
@click.option("--share", metavar="LANGUAGE=SHARE", callback=_share)
@click.option("--also", type=click.Path(path_type=Path, exists=True))
@click.option("--setting", multiple=True, metavar="NAME=VALUE")
def retrieval(
    parallel: Path,
    split: str,
    share: tuple[str, float] | None,
    also: Path | None,
    setting: tuple[str, ...],
) -> None:
    """Print the figures by the language asked in."""
    settings = Settings().with_pairs(setting)
    corpus = list(read_lines(parallel / "corpus.jsonl"))
    lines = [line for line in read_lines(parallel / QUESTIONS) if line["answerable"]]
    if also is not None:
        paragraphs, questions = _others(also, {line["lang"] for line in corpus})
        corpus += paragraphs
        lines += questions
    with TemporaryDirectory() as folder:
        names = write_documents([line for line in corpus if _is_kept(line, share)], Path(folder))
        assistant = Assistant.from_documents(folder, settings=settings)
    asked = [line for line in lines if split_of(line["id"]) == split]
    figures = measure(assistant, asked, names)
    Console(width=100).print(figures_table(f"Percent, split {split}", figures, SHOWN))


def _is_kept(line: Mapping[str, Any], share: tuple[str, float] | None) -> bool:
    """Whether the document is among the share kept, by a hash of its id."""
    if share is None or line["lang"] != share[0]:
        return True
    return int(sha256(line["id"].encode()).hexdigest(), 16) % 10_000 < 10_000 * share[1]


def _others(
    source: Path, present: Container[str]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Paragraphs, and the questions that they answer, in languages that are not `present`."""
    examples = [
        line for line in read_lines(source / "examples.jsonl") if line["lang"] not in present
    ]
    paragraphs = {
        line["context"]: {
            "id": line["context"],
            "title": line["article"],
            "text": line["context"],
            "lang": line["lang"],
        }
        for line in examples
    }
    questions = [
        {
            "id": f"{line['source']}-{number}",
            "lang": RECOGNISED.get(line["lang"], line["lang"]),
            "question": line["question"],
            "doc_ids": [line["context"]],
            "xl_doc_ids": [],
        }
        for number, line in enumerate(examples)
        if line["answerable"]
    ]
    return list(paragraphs.values()), questions


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
    own, other = (
        [names[each] for each in line[ids] if each in names] for ids in ("doc_ids", "xl_doc_ids")
    )
    without = [hit for hit in hits if hit.passage.document_id not in own]
    alone = [hit for hit in hits if hit.passage.language == line["lang"]]
    other_alone = [hit for hit in hits if hit.passage.language != line["lang"]]
    figures: dict[str, float] = {}
    if other:
        figures |= {
            "across": recall_at_k(_spans(without), _whole(assistant, other), 5),
            "across alone": recall_at_k(_spans(other_alone), _whole(assistant, other), 5),
        }
    if own:
        figures |= {
            "own": recall_at_k(_spans(hits), _whole(assistant, [*own, *other]), 1),
            "own alone": recall_at_k(_spans(alone), _whole(assistant, own), 1),
            "ndcg alone": ndcg_at_k(_spans(alone), _whole(assistant, own), 10),
        }
    return figures


def _spans(hits: Iterable[Hit]) -> list[TextSpan]:
    return [TextSpan(hit.passage.document_id, hit.passage.start, hit.passage.end) for hit in hits]


def _whole(assistant: Assistant, documents: Sequence[str]) -> EvidenceParts:
    return [[TextSpan(each, 0, len(assistant.document(each).text)) for each in documents]]


if __name__ == "__main__":
    retrieval()
