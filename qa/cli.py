"""The `citera` command. Exit status: 0 answered or done, 1 refused or incomplete, 2 user error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from qa.assistant import Assistant, Conversation
from qa.cache import index_dir_for, sample_corpus
from qa.errors import CiteraError, SettingsError
from qa.settings import Settings
from qa.terminal import json_text, printable, progress_bar
from qa.types import Answer

REFUSED = 1
USER_ERROR = 2

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
    for name, value in assistant.facts().items():
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
