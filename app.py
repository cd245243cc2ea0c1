"""The page of `citera app`: an Assistant's answers as widgets, served on this machine."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable
from pathlib import Path
from runpy import run_module
from typing import Any

import qa.web  # before Gradio, which it keeps from reporting home

# isort: split
import gradio as gr
from starlette.middleware import Middleware

from eval.report import pages as evaluations
from qa import CiteraError
from qa.api.application import PREFIX, application
from qa.api.gate.gate import Limits
from qa.api.gate.request import host_names
from qa.api.gate.tokens import Tokens
from qa.api.mcp.server import PATH, http_application, http_sessions, mcp_server
from qa.api.operating.probes import Probes
from qa.library.collection import Collection
from qa.library.library import Library
from qa.library.people.access import Access
from qa.library.people.users import Users
from qa.library.people.users_file import UsersFile
from qa.library.uploads import MAX_MEGABYTES
from qa.llm.address import is_loopback
from qa.web.adding.widgets import drop_anywhere
from qa.web.chat import chat_tab, skip_links
from qa.web.checking.tab import check_tab
from qa.web.choices import Choices
from qa.web.documents import documents_tab
from qa.web.evaluation import evaluation_tab
from qa.web.people.here import who_is_here
from qa.web.reading import reading_line, watch_reading
from qa.web.server.beside import Beside
from qa.web.server.endpoints import Endpoints
from qa.web.server.first_in_head import FirstInHead
from qa.web.server.guard import Guard
from qa.web.server.login_throttle import LoginThrottle
from qa.web.server.proxy import BehindProxy
from qa.web.server.sessions import Sessions, user_of
from qa.web.server.sign_in import RELOAD, SignIn
from qa.web.server.sparing import Sparing
from qa.web.sources.asked import asked_line
from qa.web.sources.column import list_after
from qa.web.trying.tab import evaluation_setting, wire_setting
from qa.web.viewer.routes import ViewerRoutes
from qa.web.wording.page_strings import HEAD, SWITCH, label

ANSWERS_AT_ONCE = 4
SECONDS_KEPT = 3600  # of what was uploaded
MAX_PAGES = 1_000  # open ones whose conversation is at hand; each takes a fifth of a megabyte
FONT = ("Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")  # none is downloaded
CSS = sorted(Path(qa.web.__file__).parent.rglob("static/*.css"))


def launch(
    library: Library,
    collection: Collection,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    users: Users | None = None,
    tokens: Tokens | None = None,
    mcp: bool = False,
    open_page: bool = False,
) -> None:
    """Serve the page, opened on `collection`, until interrupted.

    Port 0 is the first free one from 7860 on. `open_page`: in the browser of this machine. With
    `users`, only they get in, and programs only with one of `tokens`; with `mcp`, it is a server of
    MCP too. Raises CiteraError when the port cannot be had, or what MCP needs is not installed.
    """
    beside, lifespan = _beside(collection, host, users, tokens, mcp)
    page = build(library, collection, users, is_shared=not is_loopback(host))
    if isinstance(users, UsersFile):
        users.watch(lambda others: Access(library, others).check_for_everybody(collection.name))
    login = LoginThrottle(users) if users else None
    know: Any = login.know if login else None  # Gradio awaits it, which its types do not say
    sessions = Sessions(login) if login else None
    try:
        page.launch(
            server_name=host,
            server_port=port or None,
            prevent_thread_lock=True,
            inbrowser=open_page,
            quiet=True,
            share=False,
            ssr_mode=False,
            pwa=False,
            mcp_server=False,
            enable_monitoring=False,
            run_history=False,
            footer_links=[],
            state_session_capacity=MAX_PAGES,
            max_file_size=f"{MAX_MEGABYTES}mb",
            auth=know,
            app_kwargs={
                "lifespan": lifespan,
                "routes": ViewerRoutes(Access(library, users), user_of).routes,
                "middleware": [
                    Middleware(Probes, collection=collection, tokens=tokens),
                    *beside,
                    *_before_the_page(page, host, sessions),
                ],
            },
            theme=_theme(),
            css_paths=CSS,
            i18n=label,
        )
    except OSError as error:
        raise _port_error(host, port, error) from error
    print(f"Citera is at {page.local_url} (Ctrl-C ends it)", flush=True)
    if mcp:
        print(f"MCP clients find it at {page.local_url}mcp", flush=True)
    page.block_thread()


def _port_error(host: str, port: int, error: OSError) -> CiteraError:
    if error.errno is None:  # Gradio's own: every port that it tried is in use
        return CiteraError(
            "cannot serve on port {port} of {host}: it is taken, perhaps by another citera app. "
            "Choose another with --port, or the first free one with --port 0",
            port=port,
            host=host,
        )
    return CiteraError(
        "cannot serve on port {port} of {host}: {error}", port=port, host=host, error=error
    )


def build(
    library: Library,
    collection: Collection,
    users: Users | None = None,
    *,
    is_shared: bool = False,
) -> gr.Blocks:
    """The page: a tab for each thing that can be done; and the three endpoints."""
    # Gradio deletes what was uploaded: what is to stay is copied.
    choices = Choices(library, collection, users, is_shared=is_shared)
    page = gr.Blocks(title="Citera", delete_cache=(SECONDS_KEPT, SECONDS_KEPT))
    with page:
        skip_links()
        with gr.Row(elem_id="header"):
            gr.HTML("<h1>Citera</h1>", apply_default_css=False)
            gr.HTML(label("tagline"), apply_default_css=False)
            who_is_here(page, choices)
            language = gr.Button(label("other_language"), size="sm", scale=0, min_width=90)
        reading = reading_line()
        asked = asked_line()
        dropped = drop_anywhere()
        with gr.Tabs():
            with gr.Tab(label("chat_tab"), elem_id="chat-tab"):
                sources = chat_tab(page, choices, asked)
            with gr.Tab(label("check_tab"), elem_id="check-tab"):
                check_tab(choices, asked)
            with gr.Tab(label("documents_tab"), elem_id="documents-tab") as tab:
                documents_tab(page, tab, choices, asked, sources, dropped)
                setting = evaluation_setting()
            with gr.Tab(label("evaluation_tab"), visible=False) as tab:
                evaluation_tab(tab, choices, evaluations)
            wire_setting(page, setting, tab)
        list_after(watch_reading(page, choices, reading), choices, sources)
        language.click(None, None, None, js=SWITCH, api_visibility="private")
        Endpoints(collection).add()
    page.queue(default_concurrency_limit=ANSWERS_AT_ONCE)
    remember_parameters({type(block) for block in page.blocks.values()})
    return page


def remember_parameters(kinds: Iterable[Any]) -> None:
    """Keep the parameters of each kind of component where Python looks for them first.

    Gradio asks for those of every component whenever somebody new calls, programs each time.
    """
    for kind in kinds:
        made = kind.__init__
        made.__signature__ = inspect.signature(made)


def _before_the_page(page: gr.Blocks, host: str, sessions: Sessions | None) -> list[Middleware]:
    """What stands before Gradio's server: what may be reached, by whom, and how it is sent."""
    signing_in = [Middleware(SignIn, sessions=sessions)] if sessions else []
    head = Middleware(FirstInHead, head=HEAD + RELOAD if sessions else HEAD)
    guard = _guard(page, host, sessions)
    return [Middleware(Sparing), guard, head, *signing_in, Middleware(BehindProxy)]


def _guard(page: gr.Blocks, host: str, sessions: Sessions | None) -> Middleware:
    public = frozenset(
        number for number, each in page.fns.items() if each.api_visibility == "public"
    )
    return Middleware(Guard, public=public, sessions=sessions, hosts=host_names(host))


def _beside(
    collection: Collection, host: str, users: Users | None, tokens: Tokens | None, mcp: bool
) -> tuple[list[Middleware], Any]:
    """What programs ask beside the page, and what has to go on meanwhile: the HTTP API and, where
    it is wanted, MCP. Not where only the page's users get in: programs have tokens, not passwords.
    """
    if users and not tokens:
        if mcp:
            raise CiteraError("--mcp beside users needs --token-file: MCP clients send tokens.")
        return [], None
    hosts = host_names(host)
    api = application(collection, tokens=tokens, hosts=hosts)
    beside = [Middleware(Beside, api=api, below=PREFIX)]
    if not mcp:
        return beside, None
    limits = Limits()
    sessions = http_sessions(mcp_server(collection, limits), limits)
    tools = http_application(sessions, limits, tokens=tokens, hosts=hosts)
    return [*beside, Middleware(Beside, api=tools, below=PATH)], lambda _: sessions.run()


def _theme() -> gr.themes.Base:
    theme = gr.themes.Default(primary_hue="blue", font=FONT, font_mono="monospace")
    return theme.set(
        body_text_color_subdued="*neutral_500",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
    )


if __name__ == "__main__":
    sys.argv.insert(1, "app")  # `python app.py [DOCS]` is `citera app [DOCS]`
    run_module("qa.cli.main", run_name="__main__")  # which imports this module
