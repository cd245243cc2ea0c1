"""The `citera` command. Exit status: 0 answered or done, 1 refused or incomplete, 2 user error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from qa.assistant import Assistant, Conversation
from qa.cache import index_dir_for, sample_corpus
from qa.errors import CiteraError, SettingsError
from qa.settings import Settings
from qa.terminal import json_text, printable, progress_bar
from qa.types import Answer

REFUSED = 1
USER_ERROR = 2
NEAREST_SHOWN = 3  # passages, with a refusal
NEAREST_WIDTH = 200  # characters of each


class Split(StrEnum):
    """Which half of a question set is asked."""

    TUNE = "tune"
    REPORT = "report"
    ALL = "all"


cli = typer.Typer(
    name="citera",
    help="Ask a folder of documents; get answers in their own words, each quote traceable.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

DocsOption = Annotated[
    Path | None,
    typer.Option("--docs", help="A folder or file to ask; its index is kept in the user's cache."),
]
IndexOption = Annotated[
    Path | None, typer.Option("--index", help="An index made with: citera index DOCS --out DIR")
]
ModelOption = Annotated[
    str | None,
    typer.Option("--model", help="A sentence-transformers model, by name or path."),
]
SettingOption = Annotated[
    list[str] | None, typer.Option("--setting", help="NAME=VALUE, as in docs/python-api.md.")
]
QuestionArgument = Annotated[str, typer.Argument(help="What to ask, in Swedish or English.")]


def main() -> None:
    """Run the command; a failure that the user can mend is one line, never a traceback."""
    try:
        cli()
    except CiteraError as error:
        print(f"citera: {printable(str(error))}", file=sys.stderr)
        sys.exit(USER_ERROR)
    except KeyboardInterrupt:
        sys.exit(130)


@cli.command()
def index(
    documents: Annotated[Path, typer.Argument(metavar="DOCS", help="A folder or file to index.")],
    out: Annotated[Path | None, typer.Option(help="Where the index is kept.")] = None,
    model: ModelOption = None,
    setting: SettingOption = None,
) -> None:
    """Make the index of DOCS, or bring it up to date.

    Example: citera index reports/ --out reports.index
    """
    settings = _settings(model, setting)
    folder = out or index_dir_for(documents, settings)
    assistant = _from_documents(documents, folder, settings)
    print(f"{len(assistant.documents)} documents indexed in {printable(str(folder))}")
    if assistant.skipped:
        sys.exit(REFUSED)


@cli.command()
def ask(
    question: QuestionArgument,
    docs: DocsOption = None,
    index: IndexOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the Answer as JSON.")] = False,
    model: ModelOption = None,
    setting: SettingOption = None,
) -> None:
    """Answer one question with quotes, or say that the documents do not.

    Example: citera ask "How many nations were represented?" --docs reports/
    """
    answer = _assistant(docs, index, _settings(model, setting)).ask(question)
    if as_json:
        print(json_text(asdict(answer)))
    else:
        _print_answer(answer)
    sys.exit(0 if answer.answered else REFUSED)


@cli.command()
def chat(
    docs: DocsOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    setting: SettingOption = None,
) -> None:
    """Ask one question after another; each may lean on the ones before. End with Ctrl-D.

    Example: citera chat --docs reports/
    """
    conversation = _assistant(docs, index, _settings(model, setting)).conversation()
    for question in _questions():
        _answer_in_chat(conversation, question)


@cli.command()
def search(
    question: QuestionArgument,
    docs: DocsOption = None,
    index: IndexOption = None,
    k: Annotated[int, typer.Option("-k", min=1, help="How many passages.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print the Hits as JSON.")] = False,
    model: ModelOption = None,
    setting: SettingOption = None,
) -> None:
    """Show the passages nearest to a question.

    Example: citera search "kameror i Belgrad" --docs reports/ -k 3
    """
    hits = _assistant(docs, index, _settings(model, setting)).search(question, k)
    if as_json:
        print(json_text([asdict(hit) for hit in hits]))
        return
    for hit in hits:
        place = f"{hit.passage.document_id}:{hit.passage.start}-{hit.passage.end}"
        print(f"{hit.score:.3f}  {printable(place)}\n    {printable(' '.join(hit.text.split()))}")


@cli.command()
def info(
    docs: DocsOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
) -> None:
    """Say what an index holds.

    Example: citera info --index reports.index
    """
    assistant = _assistant(docs, index, _settings(model, None))
    for document in assistant.documents:
        facts = [document.language, document.published, document.source, document.title]
        line = "  ".join(printable(fact) for fact in [document.id, *filter(None, facts)])
        print(line)
    for name, value in assistant.facts.items():
        print(f"{name}: {value}")


@cli.command()
def check(docs: DocsOption = None, index: IndexOption = None, model: ModelOption = None) -> None:
    """Read every byte of an index and name what is damaged.

    Example: citera check --index reports.index
    """
    from index import damage

    folder = index or index_dir_for(docs or sample_corpus(), _settings(model, None))
    found = damage(folder)
    for line in found:
        print(printable(line))
    print(f"{len(found)} damaged files in {printable(str(folder))}")
    sys.exit(REFUSED if found else 0)


@cli.command()
def app(
    documents: Annotated[
        Path | None, typer.Argument(metavar="[DOCS]", help="A folder or file to ask.")
    ] = None,
    index: IndexOption = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where the page is served.")] = 7860,
    host: Annotated[str, typer.Option(help="127.0.0.1 keeps others out.")] = "127.0.0.1",
    model: ModelOption = None,
    setting: SettingOption = None,
) -> None:
    """Open the chat in a web page, over DOCS or the sample corpus.

    Example: citera app reports/ --port 7861
    """
    import app as web

    web.launch(_assistant(documents, index, _settings(model, setting)), host=host, port=port)


@cli.command("eval")
def evaluate(
    sets: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SET]...", help="Question sets: names or paths of JSONL files."),
    ] = None,
    docs: DocsOption = None,
    index: IndexOption = None,
    split: Annotated[
        Split, typer.Option(help="Weights were fitted on tune; figures come from report.")
    ] = Split.REPORT,
    out: Annotated[Path | None, typer.Option(help="A folder for results and summary.")] = None,
    model: ModelOption = None,
    setting: SettingOption = None,
) -> None:
    """Ask the questions of a set and print how well it went.

    Example: citera eval my-questions.jsonl --docs reports/ --split all
    """
    from eval.report import evaluate_and_print

    assistant = _assistant(docs, index, _settings(model, setting))
    evaluate_and_print(assistant, sets or ["sample"], split, out)


def _settings(model: str | None, pairs: list[str] | None) -> Settings:
    return Settings(model=model).with_pairs(pairs or [])


def _assistant(docs: Path | None, index: Path | None, settings: Settings) -> Assistant:
    """Open the index named, or bring the one of the documents named up to date."""
    if docs is not None and index is not None:
        raise SettingsError("--docs and --index were both given; give one of them.")
    if index is not None:
        return Assistant.open(index, settings=settings)
    documents = docs or sample_corpus()
    return _from_documents(documents, index_dir_for(documents, settings), settings)


def _from_documents(documents: Path, folder: Path, settings: Settings) -> Assistant:
    with progress_bar("Embedding") as progress:
        assistant = Assistant.from_documents(
            documents, index_dir=folder, settings=settings, progress=progress
        )
    for each in assistant.skipped:
        line = f"left out {each.path}: {each.reason}"
        print(f"citera: {printable(line)}", file=sys.stderr)
    return assistant


def _print_answer(answer: Answer) -> None:
    print(printable(answer.text))
    for citation in answer.citations:
        page = f", p. {citation.page}" if citation.page else ""
        place = f"{citation.document_id}:{citation.start}-{citation.end}{page}"
        print(f"  [{citation.number}] {printable(place)}")
    if not answer.answered:
        for hit in answer.hits[:NEAREST_SHOWN]:
            text = " ".join(hit.text.split())
            print(f"  - {printable(hit.passage.document_id)}: {printable(text)[:NEAREST_WIDTH]}")


def _questions() -> Iterator[str]:
    """Lines from the keyboard or a pipe until they end."""
    while True:
        try:
            line = input("> " if sys.stdin.isatty() else "")
        except EOFError:
            return
        if line.strip():
            yield line


def _answer_in_chat(conversation: Conversation, question: str) -> None:
    try:
        _print_answer(conversation.ask(question))
    except CiteraError as error:
        print(f"citera: {printable(str(error))}", file=sys.stderr)
