"""What the tab does: a text is read from a file, and checked sentence by sentence."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from qa.errors import CiteraError
from qa.library.uploads import check_upload
from qa.verify.check import check
from qa.verify.draft_file import read_draft
from qa.verify.types import CheckedSentence
from qa.web.checking.checked_text import checked_html
from qa.web.choices import Choices
from qa.web.page import View
from qa.web.wording.page_strings import language_of, warn

MAX_CHARACTERS = 20_000
"""Of a text: some 200 sentences, which take about two minutes of one processor."""


class CheckHandlers:
    """A visitor's text and what came of it, as values of the tab's widgets."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices

    def read(self, path: str, request: gr.Request) -> tuple[None, Any]:
        """The text of a file that was dropped, into the box; the file is not kept."""
        file, language = Path(path), language_of(request)
        try:
            check_upload(file.name, file)
            draft = read_draft(file)
        except CiteraError as error:
            warn(language, "failed", error=error)
            return None, gr.skip()
        finally:
            file.unlink(missing_ok=True)
        return None, draft if _may_be_checked(draft, language) else gr.skip()

    def check(self, draft: str, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """The text as far as it is checked, after each sentence."""
        assistant = self._choices.assistant(request)
        view = View(assistant.document, language_of(request))
        if self._choices.collection_of(request).is_empty:
            warn(view.language, "nothing_to_ask")
        elif _may_be_checked(draft, view.language):
            checked: list[CheckedSentence] = []
            yield checked_html(draft, checked, view, is_complete=False), *_buttons(checking=True)
            try:
                for each in check(assistant.answerer(), draft):
                    checked.append(each)
                    shown = checked_html(draft, checked, view, is_complete=False)
                    yield shown, gr.skip(), gr.skip()
            except CiteraError as error:
                warn(view.language, "failed", error=error)
            except Exception:  # a fault of ours must not leave the page waiting
                logging.getLogger(__name__).exception("a text could not be checked")
                warn(view.language, "fault")
            else:
                yield checked_html(draft, checked, view, is_complete=True), gr.skip(), gr.skip()
        yield gr.skip(), *_buttons(checking=False)

    def stopped(self) -> tuple[gr.Button, gr.Button]:
        """The buttons, when a check was stopped; what is marked by then stays."""
        return _buttons(checking=False)


def _buttons(*, checking: bool) -> tuple[gr.Button, gr.Button]:
    """The one that begins a check, and the one that stops it."""
    return gr.Button(visible=not checking), gr.Button(visible=checking)


def _may_be_checked(draft: str, language: str) -> bool:
    """Whether a text can be checked; the visitor is told why not."""
    if not draft.strip():
        warn(language, "empty_draft")
        return False
    if len(draft) > MAX_CHARACTERS:
        warn(language, "long_draft", length=len(draft), most=MAX_CHARACTERS)
        return False
    return True
