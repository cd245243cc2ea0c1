"""The page of `citera app`: an Assistant's answers as widgets, served on this machine."""

from __future__ import annotations

import sys
from pathlib import Path

import qa.web  # before Gradio, which it keeps from reporting home

# isort: split
import gradio as gr

from qa import Assistant, CiteraError
from qa.web.chat import chat_tab
from qa.web.endpoints import Endpoints
from qa.web.texts import HEAD, SWITCH, label

ANSWERS_AT_ONCE = 4
FONT = ("Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")  # none is downloaded
CSS = Path(qa.web.__file__).with_name("page.css")


def launch(assistant: Assistant, *, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serve the page until interrupted; port 0 is the first free one from 7860 on.

    Raises CiteraError when the port cannot be had.
    """
    page = build(assistant)
    try:
        page.launch(
            server_name=host,
            server_port=port or None,
            prevent_thread_lock=True,
            quiet=True,
            share=False,
            ssr_mode=False,
            pwa=False,
            mcp_server=False,
            enable_monitoring=False,
            run_history=False,
            footer_links=[],
            theme=_theme(),
            css_paths=CSS,
            head=HEAD,
            i18n=label,
        )
    except OSError as error:
        raise CiteraError(f"cannot serve on port {port} of {host}: {error}") from error
    print(f"Citera is at {page.local_url} (Ctrl-C ends it)", flush=True)
    page.block_thread()


def build(assistant: Assistant) -> gr.Blocks:
    """The page: a tab for each thing that can be done; and the three endpoints."""
    page = gr.Blocks(title="Citera")
    with page:
        with gr.Row(elem_id="header"):
            gr.HTML("<h1>Citera</h1>", apply_default_css=False)
            gr.HTML(label("tagline"), apply_default_css=False)
            language = gr.Button(label("other_language"), size="sm", scale=0, min_width=90)
        with gr.Tabs(), gr.Tab(label("chat_tab")):
            chat_tab(page, assistant)
        language.click(None, None, None, js=SWITCH, api_visibility="private")
        Endpoints(assistant).add()
    page.queue(default_concurrency_limit=ANSWERS_AT_ONCE)
    return page


def _theme() -> gr.themes.Base:
    theme = gr.themes.Default(primary_hue="blue", font=FONT, font_mono="monospace")
    return theme.set(body_text_color_subdued="*neutral_500", input_placeholder_color="*neutral_500")


if __name__ == "__main__":
    from qa.cli import main

    sys.argv.insert(1, "app")  # `python app.py [DOCS]` is `citera app [DOCS]`
    main()
