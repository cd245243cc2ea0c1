"""What is served, to browsers and to programs, and who may use it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from qa.api.gate.request import Application
from qa.api.gate.tokens import tokens_of
from qa.assistant import Assistant
from qa.cli.opening import open_assistant, place_from
from qa.cli.options import (
    collection_options,
    file_or_url_type,
    joined,
    llm_options,
    path_type,
    place_options,
    place_type,
    settings_from,
    settings_options,
    source_options,
)
from qa.cli.output import print_error, print_skipped
from qa.configuration.file import Configuration
from qa.errors import SettingsError
from qa.library.cache import sample_corpus
from qa.library.collection import Collection
from qa.library.feedback import check_feedback
from qa.library.library import Library, default_folder
from qa.library.people.audit import Audit
from qa.library.people.roles import Role
from qa.library.people.users import Users, user_of, users_line
from qa.library.people.users_file import UsersFile
from qa.llm.address import is_loopback
from qa.settings import Settings
from qa.terminal import printable, progress_bar


def _port(default: int) -> Callable[[Any], Any]:
    return click.option(
        "--port", type=click.IntRange(0, 65535), default=default, help="Where it is served."
    )


server_options = joined(
    click.option("--host", default="127.0.0.1", help="127.0.0.1 keeps others out."),
    click.option(
        "--token",
        "given_tokens",
        metavar="TOKEN",
        multiple=True,
        envvar="CITERA_TOKENS",
        show_envvar=True,
        help="Let only programs in that send it; repeatable. Others on this machine can see it in "
        "the list of processes; a file or the environment, with spaces between, is better.",
    ),
    click.option(
        "--token-file",
        type=file_or_url_type,
        metavar="FILE|URL",
        help="Let only programs in that send one of its tokens, one a line.",
    ),
    click.option("--data", type=path_type, help="Where collections are kept; else in your data."),
)
SETTINGS = (
    *("configuration", "collection"),
    *("model", "reranker", "reader", "setting", "llm", "llm_model"),
)


@click.command()
@click.argument("documents", metavar="[DOCS]", type=path_type, required=False)
@click.option(
    "--index",
    type=place_type,
    metavar="DIR|ADDRESS",
    help="An index made with: citera index DOCS --out DIR, or in Milvus: milvus://HOST/NAME",
)
@click.option(
    "--docs",
    type=click.Path(exists=True, path_type=Path),
    help="What --index was made of, so that pages of PDFs are shown.",
)
@_port(7860)
@server_options
@click.option("--auth", metavar="USER:PASSWORD", help="Let only this user in.")
@click.option(
    "--users",
    type=file_or_url_type,
    metavar="FILE|URL",
    help="Let only its users in; see: citera user --help",
)
@click.option(
    "--feedback",
    type=file_or_url_type,
    metavar="FILE|URL",
    help="Where it is kept what users think of answers; else in your data.",
)
@click.option(
    "--folders", type=path_type, multiple=True, help="Folders below it may be added; repeatable."
)
@click.option("--open", "open_page", is_flag=True, help="Open the page in the browser.")
@click.option("--mcp", is_flag=True, help="Serve assistants by MCP at /mcp, too; see docs/mcp.md.")
@collection_options
@settings_options
@llm_options
def app(
    documents: Path | None, index: Path | str | None, docs: Path | None, **options: Any
) -> None:
    """Open the chat in a web page, over DOCS or the sample corpus.

    Example: citera app reports/ --port 7861
    """
    import app as web

    chosen = {name: options.pop(name) for name in SETTINGS}
    settings = settings_from(**chosen)
    feedback, place = options.pop("feedback"), options.pop("data") or default_folder()
    if isinstance(feedback, str):
        check_feedback(feedback)
    library = Library(place, settings, roots=options.pop("folders"), feedback=feedback)
    users = _users(options.pop("auth"), options.pop("users"))
    tokens = tokens_of(options.pop("given_tokens"), options.pop("token_file"))
    if users is None:
        _warn_of(options["host"], "read and change")
    configured = (chosen["configuration"], chosen["collection"])
    collection = _collection(library, settings, documents, index, docs, *configured)
    web.launch(library, collection, users=users, tokens=tokens, **options)


@click.command()
@source_options
@_port(7861)
@server_options
@click.option("--allow-changes", is_flag=True, help="Let programs upload and remove documents.")
@click.option(
    "--allow-origin",
    metavar="ORIGIN",
    multiple=True,
    help="Let pages of that site ask, as https://example.org; repeatable.",
)
@click.option(
    "--requests-per-minute",
    type=click.IntRange(1),
    default=120,
    show_default=True,
    help="From one client.",
)
def serve(docs: Path | None, index: Path | str | None, **options: Any) -> None:
    """Answer programs over HTTP, with OpenAI's chat completions too; see docs/http-api.md.

    Example: citera serve --docs reports/ --token-file tokens.txt
    """
    from qa.api.server import serve_once_made

    host, allow_changes = options["host"], options["allow_changes"]
    tokens = tokens_of(options["given_tokens"], options["token_file"])
    if tokens is None:
        _warn_of(host, "read and change" if allow_changes else "read")
    settings = _settings_of(options)

    def make() -> Application:
        from qa.api.application import application
        from qa.api.gate.gate import Limits
        from qa.api.gate.request import host_names
        from qa.api.operating.probes import Probes

        collection = _collection_of(settings, docs, index, options)
        api = application(
            collection,
            tokens=tokens,
            limits=Limits(requests_per_minute=options["requests_per_minute"]),
            hosts=host_names(host),
            origins=options["allow_origin"],
            allow_changes=allow_changes,
            audit=Audit(options["data"] or default_folder()),
        )
        return Probes(api, collection=collection, tokens=tokens)

    serve_once_made(make, host, options["port"], "/v1/")


@click.command()
@place_options
@collection_options
@settings_options
@click.option("--http", is_flag=True, help="Serve it over HTTP, not to who starts the command.")
@_port(7862)
@server_options
def mcp(docs: Path | None, index: Path | str | None, **options: Any) -> None:
    """Answer assistants by the Model Context Protocol; see docs/mcp.md.

    Example: citera mcp --docs reports/
    """
    from qa.api.gate.gate import Limits
    from qa.api.gate.request import host_names
    from qa.api.mcp.server import (
        PATH,
        http_application,
        http_sessions,
        mcp_server,
        serve_stdio,
    )
    from qa.api.server import serve as serve_app

    host, tokens = options["host"], tokens_of(options["given_tokens"], options["token_file"])
    limits = Limits()
    server = mcp_server(_collection_of(_settings_of(options), docs, index, options), limits)
    if not options["http"]:
        if sys.stdin.isatty():
            click.echo("Waiting for an assistant that speaks MCP here (Ctrl-C ends it)", err=True)
        serve_stdio(server)
        return
    if tokens is None:
        _warn_of(host, "read")
    sessions = http_sessions(server, limits)
    app = http_application(sessions, limits, tokens=tokens, hosts=host_names(host))
    serve_app(app, host, options["port"], PATH)


def _warn_of(host: str, may: str) -> None:
    if not is_loopback(host):
        print_error(f"warning: anyone who reaches this machine can {may} the documents")


def _users(auth: str | None, place: Path | str | None) -> Users | None:
    if auth and place:
        raise SettingsError("--auth and --users were both given; give one of them.")
    if place:
        return UsersFile(place)
    return user_of(auth) if auth is not None else None


def _settings_of(options: Mapping[str, Any]) -> Settings:
    return settings_from(**{name: options[name] for name in SETTINGS if name in options})


def _collection_of(
    settings: Settings, docs: Path | None, index: Path | str | None, options: Mapping[str, Any]
) -> Collection:
    """What a command serves to programs."""
    library = Library(options["data"] or default_folder(), settings)
    configured = (options["configuration"], options["collection"])
    return _collection(library, settings, docs, index, None, *configured)


def _collection(
    library: Library,
    settings: Settings,
    documents: Path | None,
    index: Path | str | None,
    docs: Path | None,
    configuration: Configuration,
    name: str | None,
) -> Collection:
    """What the page opens with; `name`: of a collection in the configuration file. Names the files
    left out on standard error.
    """
    if name is not None:
        docs, index = place_from(documents or docs, index, configuration, name)
        if index is not None:
            return library.show(name, open_assistant(docs, index, settings, wait=False))
    elif documents is not None and (index is not None or docs is not None):
        raise SettingsError("give DOCS by itself, or --index with the --docs that it was made of.")
    elif index is not None:
        assistant = Assistant.open(index, settings=settings, documents=docs)
        name = index.resolve().name if isinstance(index, Path) else index
        return library.show(printable(name), assistant)
    with progress_bar("Embedding") as progress:
        collection = library.open_documents(documents or docs or sample_corpus(), progress)
    print_skipped(collection.assistant.skipped)
    return collection


@click.command()
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice([each.value for each in Role]),
    default=Role.MANAGE.value,
    show_default=True,
    help="What they may do: ask and read, add documents too, or all.",
)
@click.option(
    "--group",
    "groups",
    metavar="GROUP",
    multiple=True,
    help="A group that they are in, for collections that only its members use; repeatable.",
)
def user(name: str, role: str, groups: tuple[str, ...]) -> None:
    """Ask for a password, and print the new user's line of a users file.

    Example: citera user anna --role read >> users.txt
    """
    password = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    print(users_line(name, password, Role(role), groups))
