"""The `citera` command. Exit status: 0 answered or done, 1 refused or incomplete, 2 user error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from time import sleep
from typing import Any

import click

from index import (
    Embedder,
    Skipped,
    StoredIndex,
    Update,
    compact_index,
    damage,
    load_embedder,
    preview_update,
    update_index,
)
from index.errors import IndexDamagedError
from index.load.each import load_each
from qa.answer.cite import quote_parts
from qa.answer.compose import understood_text
from qa.answerer import MOST_HITS
from qa.assistant import Assistant
from qa.cli.inspection import inspected
from qa.conversation import Conversation
from qa.errors import CiteraError, SettingsError
from qa.library.cache import index_dir_for, sample_corpus
from qa.library.collections import Collection, Library
from qa.library.collections import default_folder as collections_folder
from qa.library.feedback import feedback_file, questions_from, read_feedback
from qa.library.users import Users, read_users, user_of, users_line
from qa.settings import Settings
from qa.terminal import bold, json_text, printable, progress_bar
from qa.types import Answer, Citation

REFUSED = 1
USER_ERROR = 2
WATCH_SECONDS = 2  # between two looks at the documents
INTERRUPTED = 130  # 128 + SIGINT, as shells report it


def main() -> None:
    """Run the command; a failure that the user can mend is one line, never a traceback."""
    try:
        sys.exit(cli(prog_name="citera", standalone_mode=False))
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
    except click.ClickException as error:
        _print_error(f"{error.format_message()} See: citera --help")
    except CiteraError as error:
        _print_error(str(error))
    except OSError as error:  # a full disk, a closed pipe
        _print_error(str(error))
    except (click.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    sys.exit(USER_ERROR)


def _options(*decorators: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Several options as one decorator, in the order given."""

    def decorate(command: Any) -> Any:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


path_type = click.Path(path_type=Path)
settings_options = _options(
    click.option("--model", help="A sentence-transformers model, by name or path."),
    click.option("--reranker", help="A cross-encoder that reorders what is found, likewise."),
    click.option(
        "--reader", help="What reads the sentences found: off, a QA model likewise, or a .npz file."
    ),
    click.option(
        "--setting", multiple=True, metavar="NAME=VALUE", help="See docs/python-api.md; repeatable."
    ),
)
load_options = _options(
    click.option("--include", multiple=True, metavar="GLOB", help="Only such files; repeatable."),
    click.option("--exclude", multiple=True, metavar="GLOB", help="No such files; repeatable."),
    click.option("--max-megabytes", type=int, help="Leave out larger files; else 200."),
    click.option("--parse-seconds", type=int, help="Give up on a file after this; else 60."),
    click.option("--parse-megabytes", type=int, help="Memory for a file's parser; else 2000."),
)
place_options = _options(
    click.option("--docs", type=path_type, help="A folder or file; its index is in your cache."),
    click.option("--index", type=path_type, help="An index made with: citera index DOCS --out DIR"),
)
source_options = _options(place_options, settings_options)
_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


class _WithEvaluation(click.Group):
    """Has the evaluation's commands, which are imported when one of them is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), "eval"])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name != "eval":
            return super().get_command(ctx, cmd_name)
        from eval.cli import eval_group

        return eval_group


@click.group(cls=_WithEvaluation)
def cli() -> None:
    """Ask a folder of documents; get answers in their own words, each quote traceable."""


@cli.command("index")
@click.argument("documents", metavar="DOCS", type=path_type)
@click.option("--out", type=path_type, help="Where the index is kept; else in your cache.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--compact", is_flag=True, help="Give back the space of all that was deleted.")
@click.option("--watch", is_flag=True, help="Keep the index up to date until interrupted.")
@load_options
@settings_options
def index_command(
    documents: Path,
    out: Path | None,
    dry_run: bool,
    compact: bool,
    watch: bool,
    model: str | None,
    reranker: str | None,
    reader: str | None,
    setting: tuple[str, ...],
    **load: Any,
) -> None:
    """Make the index of DOCS, or bring it up to date.

    Example: citera index reports/ --out reports.index
    """
    settings = _settings(model, reranker, reader, (*setting, *_load_pairs(load)))
    folder = out or index_dir_for(documents, settings)
    embedder = load_embedder(settings.model, **settings.running)
    if dry_run:
        update = preview_update(documents, folder, embedder, settings.split, settings.load)
        _print_update(update)
        sys.exit(REFUSED if update.skipped else 0)
    index, update = _update(documents, folder, embedder, settings)
    if compact:
        index = compact_index(folder, embedder.name)
    print(f"{len(index.documents)} documents indexed in {printable(str(folder))}")
    if watch:
        _watch(documents, embedder, settings, index, update)
    sys.exit(REFUSED if update.skipped else 0)


def _update(
    documents: Path, folder: Path, embedder: Embedder, settings: Settings, repair: bool = False
) -> tuple[StoredIndex, Update]:
    """Bring an index up to date, or repair it, and name the files that are left out."""
    with progress_bar("Embedding") as progress:
        index, update = update_index(
            documents,
            folder,
            embedder,
            settings.split,
            progress,
            settings.load,
            limits=settings.limits,
            repair=repair,
        )
    _print_skipped(update.skipped)
    return index, update


def _watch(
    documents: Path, embedder: Embedder, settings: Settings, index: StoredIndex, update: Update
) -> None:
    """Keep the index in step with the documents, naming what changes, until interrupted."""
    skipped, failure = update.skipped, ""
    while True:
        sleep(WATCH_SECONDS)
        try:
            index, update = update_index(
                documents,
                index.folder,
                embedder,
                settings.split,
                load=settings.load,
                before=index,
                limits=settings.limits,
            )
        except (CiteraError, OSError) as error:  # it may pass: a folder that is away, a full disk
            if str(error) != failure:
                _print_error(str(error))
            failure = str(error)
            continue
        failure = ""
        _print_changes(update)
        _print_skipped(tuple(each for each in update.skipped if each not in skipped))
        skipped = update.skipped


def _print_update(update: Update) -> None:
    _print_changes(update)
    _print_skipped(update.skipped)
    print(
        f"{len(update.added)} to add, {len(update.changed)} to change, "
        f"{len(update.removed)} to remove, {len(update.skipped)} left out"
    )


def _print_changes(update: Update) -> None:
    changes = {"added": update.added, "changed": update.changed, "removed": update.removed}
    for change, names in changes.items():
        for name in names:
            print(f"{change} {printable(repr(name))}", flush=True)


def _print_skipped(skipped: Sequence[Skipped]) -> None:
    for each in skipped:
        _print_error(f"left out {each.reason}")


@cli.command()
@click.argument("question")
@source_options
@_json_option
def ask(question: str, as_json: bool, **source: Any) -> None:
    """Answer one question with quotes, or say that the documents do not.

    Example: citera ask "How many nations were represented?" --docs reports/
    """
    answer = _assistant(**source).ask(question)
    if as_json:
        print(json_text(asdict(answer)))
    else:
        _print_answer(answer)
    sys.exit(0 if answer.answered else REFUSED)


@cli.command()
@source_options
def chat(**source: Any) -> None:
    """Ask one question after another; each may lean on the ones before. End with Ctrl-D.

    Example: citera chat --docs reports/
    """
    conversation = _assistant(**source).conversation()
    for question in _questions():
        _answer_in_chat(conversation, question)


@cli.command()
@click.argument("question")
@click.option("-k", type=click.IntRange(1, MOST_HITS), default=10, help="How many passages.")
@source_options
@_json_option
def search(question: str, k: int, as_json: bool, **source: Any) -> None:
    """Show the passages nearest to a question.

    Example: citera search "kameror i Belgrad" --docs reports/ -k 3
    """
    hits = _assistant(**source).search(question, k)
    if as_json:
        print(json_text([asdict(hit) for hit in hits]))
        return
    for hit in hits:
        place = f"{hit.passage.document_id}:{hit.passage.start}-{hit.passage.end}"
        print(f"{hit.score:.3f}  {printable(place)}\n    {printable(' '.join(hit.text.split()))}")


@cli.command()
@source_options
def info(**source: Any) -> None:
    """Say what an index holds.

    Example: citera info --index reports.index
    """
    assistant = _assistant(**source)
    for document in assistant.documents:
        facts = [document.language, document.published, document.source, document.title]
        print("  ".join(printable(fact) for fact in [document.id, *filter(None, facts)]))
    for name, value in assistant.facts.items():
        print(f"{name}: {value}")


@cli.command()
@click.argument("documents", metavar="FILE|FOLDER", type=click.Path(exists=True, path_type=Path))
def inspect(documents: Path) -> None:
    """Show how files are read: their blocks, what each is, and what is left out.

    Example: citera inspect report.pdf
    """
    for each in load_each(documents):
        if isinstance(each, Skipped):
            _print_skipped([each])
            continue
        print(printable(each.id))
        for line in inspected(each):
            print(f"  {line}")


@cli.command()
@click.option("--repair", is_flag=True, help="Make what is damaged again from --docs.")
@source_options
def check(docs: Path | None, index: Path | None, repair: bool, **chosen: Any) -> None:
    """Read every byte of an index and name what is damaged.

    Example: citera check --index reports.index --docs reports/ --repair
    """
    if repair and docs is None and index is not None:
        raise SettingsError("--repair reads the documents again; name them with --docs.")
    settings, documents = _settings(**chosen), docs or sample_corpus()
    folder = index or index_dir_for(documents, settings)
    found = _damage(folder)
    for line in found:
        print(printable(line))
    print(f"{len(found)} damaged files in {printable(str(folder))}")
    if found and repair:
        embedder = load_embedder(settings.model, **settings.running)
        _update(documents, folder, embedder, settings, repair=True)
        found = damage(folder)
        print(f"{len(found)} damaged files after the repair")
    sys.exit(REFUSED if found else 0)


def _damage(folder: Path) -> list[str]:
    try:
        return damage(folder)
    except IndexDamagedError as error:  # the manifest, without which nothing can be told
        return [str(error)]


@cli.command()
@click.argument("documents", metavar="[DOCS]", type=path_type, required=False)
@click.option("--index", type=path_type, help="An index made with: citera index DOCS --out DIR")
@click.option(
    "--docs",
    type=click.Path(exists=True, path_type=Path),
    help="What --index was made of, so that pages of PDFs are shown.",
)
@click.option("--port", type=click.IntRange(0, 65535), default=7860, help="Where it is served.")
@click.option("--host", default="127.0.0.1", help="127.0.0.1 keeps others out.")
@click.option("--auth", metavar="USER:PASSWORD", help="Let only this user in.")
@click.option("--users", type=path_type, help="Let only its users in; see: citera user --help")
@click.option(
    "--folders", type=path_type, multiple=True, help="Folders below it may be added; repeatable."
)
@click.option("--data", type=path_type, help="Where collections are kept; else in your data.")
@click.option("--open", "open_page", is_flag=True, help="Open the page in the browser.")
@click.option("--mcp", is_flag=True, help="Serve ask, search and documents as MCP tools too.")
@settings_options
def app(documents: Path | None, index: Path | None, docs: Path | None, **options: Any) -> None:
    """Open the chat in a web page, over DOCS or the sample corpus.

    Example: citera app reports/ --port 7861
    """
    import app as web

    names = ("model", "reranker", "reader", "setting")
    settings = _settings(**{name: options.pop(name) for name in names})
    library = Library(
        options.pop("data") or collections_folder(), settings, roots=options.pop("folders")
    )
    users = _users(options.pop("auth"), options.pop("users"))
    if users is None and not web.is_loopback(options["host"]):
        _print_error("warning: anyone who reaches this machine can read and change the documents")
    collection = _collection(library, documents, index, docs, settings)
    web.launch(library, collection, users=users, **options)


def _users(auth: str | None, path: Path | None) -> Users | None:
    if auth and path:
        raise SettingsError("--auth and --users were both given; give one of them.")
    if path:
        return read_users(path)
    return user_of(auth) if auth is not None else None


def _collection(
    library: Library,
    documents: Path | None,
    index: Path | None,
    docs: Path | None,
    settings: Settings,
) -> Collection:
    """What the page opens with. Names the files left out on standard error."""
    if documents is not None and (index is not None or docs is not None):
        raise SettingsError("give DOCS by itself, or --index with the --docs that it was made of.")
    if index is not None:
        assistant = Assistant.open(index, settings=settings, documents=docs)
        return library.show(printable(index.resolve().name), assistant)
    with progress_bar("Embedding") as progress:
        collection = library.open_documents(documents or docs or sample_corpus(), progress)
    _print_skipped(collection.assistant.skipped)
    return collection


@cli.command()
@click.argument("name")
def user(name: str) -> None:
    """Ask for a password, and print the new user's line of a users file.

    Example: citera user anna >> users.txt
    """
    password = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    print(users_line(name, password))


@cli.group("feedback")
def feedback_group() -> None:
    """What was said of answers in the app.

    Example: citera feedback export my-questions.jsonl
    """


@feedback_group.command("export")
@click.argument("file", metavar="FILE", type=path_type)
def export_feedback(file: Path) -> None:
    """Write the good answers to FILE, as questions to evaluate.

    Example: citera feedback export my-questions.jsonl
    """
    if file.exists():
        raise CiteraError(f"{str(file)!r} already exists; name another file.")
    feedback = read_feedback(feedback_file())
    questions = questions_from(feedback)
    file.write_text(
        "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in questions), "utf-8"
    )
    poor = sum(not each["good"] for each in feedback)
    print(f"{len(questions)} questions written to {printable(str(file))}")
    print(f"{poor} poor answers left out: nobody has said what is right")


@cli.command("export-model")
@click.argument("folder", metavar="DIR", type=path_type)
def export_model_command(folder: Path) -> None:
    """Write the bundled model to DIR, as a folder that sentence-transformers loads.

    Example: citera export-model multilingual-e5-small
    """
    from index.embed.e5.export import export_model

    export_model(folder)
    print(f"the bundled model is in {printable(str(folder))}")


def _settings(
    model: str | None, reranker: str | None, reader: str | None, setting: tuple[str, ...]
) -> Settings:
    return Settings(model=model, reranker=reranker, reader=reader).with_pairs(setting)


def _load_pairs(options: dict[str, Any]) -> list[str]:
    """The options of `load_options` that were given, as --setting takes them."""
    texts = {
        name: ",".join(value) if isinstance(value, tuple) else value
        for name, value in options.items()
    }
    return [f"{name}={text}" for name, text in texts.items() if text not in ("", None)]


def _assistant(docs: Path | None, index: Path | None, **chosen: Any) -> Assistant:
    return open_assistant(docs, index, _settings(**chosen))


def open_assistant(docs: Path | None, index: Path | None, settings: Settings) -> Assistant:
    """Open the index named, or bring the one of the documents named up to date.

    Without either it is the sample corpus. Names the files left out on standard error.
    """
    if docs is not None and index is not None:
        raise SettingsError("documents and --index were both given; give one of them.")
    if index is not None:
        return Assistant.open(index, settings=settings)
    documents = docs or sample_corpus()
    return _from_documents(documents, index_dir_for(documents, settings), settings)


def _from_documents(documents: Path, folder: Path, settings: Settings) -> Assistant:
    with progress_bar("Embedding") as progress:
        assistant = Assistant.from_documents(
            documents, index_dir=folder, settings=settings, progress=progress
        )
    _print_skipped(assistant.skipped)
    return assistant


def _print_answer(answer: Answer) -> None:
    if understood := understood_text(answer):
        print(printable(understood))
    print(_emphasised(answer) if sys.stdout.isatty() else printable(answer.text))
    for citation in answer.citations:
        print(f"  [{citation.number}] {_place(citation)}")
        for lead in citation.lead.splitlines():
            print(f"      {printable(lead)}")
    if not answer.answered:
        for citation in answer.nearest:
            quote = " ".join(citation.quote.split())
            print(f"  - {_place(citation)}: {printable(quote)}")


def _emphasised(answer: Answer) -> str:
    """The answer's text for a terminal, with the words in its quotes that answer in bold."""
    shown = printable(answer.text)
    for citation in answer.citations:
        before, words, after = map(printable, quote_parts(citation))
        if words:
            shown = shown.replace(f"{before}{words}{after}", f"{before}{bold(words)}{after}", 1)
    return shown


def _place(citation: Citation) -> str:
    page = f", p. {citation.page}" if citation.page else ""
    scanned = "" if citation.scanned is None else ", scanned"
    return printable(f"{citation.document_id}:{citation.start}-{citation.end}{page}{scanned}")


def _print_error(message: str) -> None:
    print(f"citera: {printable(' '.join(message.split()))}", file=sys.stderr)


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
        _print_error(str(error))
