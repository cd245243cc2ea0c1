"""What is served, to browsers and to programs, and who may use it."""

from __future__ import annotations

import sys
import webbrowser
from collections.abc import Callable, Mapping
from functools import partial
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
PAGE_PORT = 7860
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
@_port(PAGE_PORT)
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
    from qa.api.server import serve as serve_app

    settings = settings_from(**{name: options[name] for name in SETTINGS})
    feedback = options["feedback"]
    if isinstance(feedback, str):
        check_feedback(feedback)
    place, roots = options["data"] or default_folder(), options["folders"]
    library = Library(place, settings, roots=roots, feedback=feedback)
    users = _users(options["auth"], options["users"])
    tokens = tokens_of(options["given_tokens"], options["token_file"])
    if users is None:
        _warn_of(options["host"], "read and change")

    configured = (options["configuration"], options["collection"])
    opened = _opener(library, settings, documents, index, docs, *configured)

    def make() -> Application:
        import app as web

        given = {"host": options["host"], "mcp": options["mcp"]}
        return web.application(library, opened(), users=users, tokens=tokens, **given)

    def tell(address: str) -> None:
        _say_where(f"{address}/")
        if options["mcp"]:
            print(f"MCP clients find it at {address}/mcp", flush=True)
        if options["open_page"]:
            webbrowser.open(address)

    # An open page takes a connection as long as it is open.
    serve_app(make, options["host"], options["port"], tell, first=PAGE_PORT, most=None)


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
    from qa.api.server import serve as serve_app

    host, allow_changes = options["host"], options["allow_changes"]
    tokens = tokens_of(options["given_tokens"], options["token_file"])
    if tokens is None:
        _warn_of(host, "read and change" if allow_changes else "read")
    opened = _opener_of(docs, index, options)

    def make() -> Application:
        from qa.api.application import application
        from qa.api.gate.gate import Limits
        from qa.api.gate.request import host_names
        from qa.api.operating.probes import Probes

        collection = opened()
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

    serve_app(make, host, options["port"], lambda address: _say_where(f"{address}/v1/"))


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
    limits, opened = Limits(), _opener_of(docs, index, options)
    if not options["http"]:
        server = mcp_server(opened(), limits)
        if sys.stdin.isatty():
            click.echo("Waiting for an assistant that speaks MCP here (Ctrl-C ends it)", err=True)
        serve_stdio(server)
        return
    if tokens is None:
        _warn_of(host, "read")

    def make() -> Application:
        server = mcp_server(opened(), limits)
        sessions = http_sessions(server, limits)
        return http_application(sessions, limits, tokens=tokens, hosts=host_names(host))

    serve_app(make, host, options["port"], lambda address: _say_where(f"{address}{PATH}"))


def _say_where(address: str) -> None:
    print(f"Citera is at {address} (Ctrl-C ends it)", flush=True)


def _warn_of(host: str, may: str) -> None:
    if not is_loopback(host):
        print_error(f"warning: anyone who reaches this machine can {may} the documents")


def _users(auth: str | None, place: Path | str | None) -> Users | None:
    if auth and place:
        raise SettingsError("--auth and --users were both given; give one of them.")
    if place:
        return UsersFile(place)
    return user_of(auth) if auth is not None else None


def _opener_of(
    docs: Path | None, index: Path | str | None, options: Mapping[str, Any]
) -> Callable[[], Collection]:
    """Opens what a command serves to programs."""
    settings = settings_from(**{name: options[name] for name in SETTINGS if name in options})
    library = Library(options["data"] or default_folder(), settings)
    configured = (options["configuration"], options["collection"])
    return _opener(library, settings, None, index, docs, *configured)


def _opener(
    library: Library,
    settings: Settings,
    documents: Path | None,
    index: Path | str | None,
    docs: Path | None,
    configuration: Configuration,
    name: str | None,
) -> Callable[[], Collection]:
    """Opens what the page opens with; `name`: of a collection in the configuration file. Raises
    SettingsError for what does not go together before anything is opened.
    """
    if name is not None:
        docs, index = place_from(documents or docs, index, configuration, name)
        if index is not None:
            opened = partial(open_assistant, docs, index, settings, wait=False)
            return lambda: library.show(name, opened())
    elif documents is not None and (index is not None or docs is not None):
        raise SettingsError("give DOCS by itself, or --index with the --docs that it was made of.")
    elif index is not None:
        return partial(_open_index, library, settings, index, docs)
    return partial(_open_documents, library, documents or docs or sample_corpus())


def _open_index(
    library: Library, settings: Settings, index: Path | str, docs: Path | None
) -> Collection:
    assistant = Assistant.open(index, settings=settings, documents=docs)
    name = index.resolve().name if isinstance(index, Path) else index
    return library.show(printable(name), assistant)


def _open_documents(library: Library, documents: Path) -> Collection:
    """Names the files left out on standard error."""
    with progress_bar("Embedding") as progress:
        collection = library.open_documents(documents, progress)
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
