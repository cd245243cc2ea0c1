"""What the figures are without any skill: `python -m eval.baselines [SET…] [--docs FOLDER]`.

A baseline searches as the assistant does, so that only answers and refusals differ.
"""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from rich.console import Console

from eval.metrics import TextSpan
from eval.questions import Question
from eval.report.terminal import Blocks, figures_table, load_sets
from eval.results.row import Evaluated
from eval.results.summary import Figure, Summary
from eval.run import evaluate
from index import Document, Hit
from index.split.passages import split_document
from qa import Answer, Assistant, Citation, Settings
from qa.cli.opening import open_assistant

SHOWN: Blocks = (
    {"answer_hit": "answer hit", "token_f1": "token F1", "citation_recall": "citation recall"},
    {"refusal recall": "refusal recall"},
    {"refusal f1": "refusal F1"},
)


class Refuser:
    """Always refuses."""

    def __init__(self, assistant: Assistant) -> None:
        """Search where `assistant` does."""
        self._assistant = assistant

    @property
    def documents(self) -> tuple[Document, ...]:
        """Those of the assistant."""
        return self._assistant.documents

    def search(self, question: str, k: int) -> list[Hit]:
        """What the assistant finds."""
        return self._assistant.search(question, k)

    def conversation(self) -> Refuser:
        """The same, for it remembers nothing."""
        return self

    def ask(self, question: str) -> Answer:
        """Refuse."""
        return Answer(question, "", (), answered=False, confidence=0.0, language="en", hits=())


class Quoter(Refuser, ABC):
    """Always answers with one quote; which one, the subclasses say."""

    def ask(self, question: str) -> Answer:
        """Quote, with full confidence."""
        span = self.choose(question)
        document = self._assistant.document(span.document_id)
        quote = document.text[span.start : span.end]
        citation = Citation(
            1, document.id, document.title, quote, span.start, span.end, document.language, None, 1
        )
        return Answer(question, quote, (citation,), True, 1.0, document.language, ())

    @abstractmethod
    def choose(self, question: str) -> TextSpan:
        """What to quote."""

    def _sentences(self) -> Iterator[TextSpan]:
        for document in self.documents:
            for start, end in split_document(document, self._assistant.settings.split).sentences:
                yield TextSpan(document.id, start, end)


class Constant(Quoter):
    """Quotes the first sentence of the first document, whatever is asked."""

    def choose(self, question: str) -> TextSpan:
        """The first sentence."""
        return next(self._sentences())


class FirstPassage(Quoter):
    """Quotes the whole of the passage found first."""

    def choose(self, question: str) -> TextSpan:
        """The first passage."""
        passage = self.search(question, k=1)[0].passage
        return TextSpan(passage.document_id, passage.start, passage.end)


class RandomSentence(Quoter):
    """Quotes a sentence drawn by chance; the question is the seed."""

    def choose(self, question: str) -> TextSpan:
        """Any sentence, the same one for the same question."""
        return random.Random(question).choice(list(self._sentences()))


@click.command()
@click.argument("sets", metavar="[SET]...", nargs=-1)
@click.option("--docs", type=click.Path(path_type=Path, exists=True), help="Their documents.")
@click.option("--split", type=click.Choice(["tune", "report", "all"]), default="report")
def baselines(sets: tuple[str, ...], docs: Path | None, split: str) -> None:
    """Print the figures of the assistant and of the baselines, each on its own line."""
    assistant = open_assistant(docs, None, Settings())
    figures = compare(assistant, load_sets(sets or ["sample"], split))
    Console(width=100).print(figures_table("Percent, with 95% intervals", figures, SHOWN))


def compare(assistant: Assistant, questions: Sequence[Question]) -> dict[str, dict[str, Figure]]:
    """The figures over all questions of the assistant and of each baseline, by their names."""
    answerers: dict[str, Evaluated] = {
        "assistant": assistant,
        "first passage": FirstPassage(assistant),
        "random": RandomSentence(assistant),
        "constant": Constant(assistant),
        "refuser": Refuser(assistant),
    }
    return {
        name: _overall(evaluate(answerer, questions).summary)
        for name, answerer in answerers.items()
    }


def _overall(summary: Summary) -> dict[str, Figure]:
    refusal = {f"refusal {name}": each for name, each in summary.refusal["all"].items()}
    return {**summary.answerable["all"], **refusal}


if __name__ == "__main__":
    baselines()
