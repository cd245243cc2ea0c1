"""Gradio writes stubs of its components while it is imported, unless it is kept from it."""

from __future__ import annotations

import inspect
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import gradio as gr
import pytest

from qa.web import without, without_stubs


class Stubbed(Exception):
    """A stub was to be written."""


@pytest.fixture(autouse=True)
def _stubs_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def create(source: str, events: object) -> str:
        raise Stubbed

    monkeypatch.setattr("gradio.component_meta.create_pyi", create)


def test_a_component_has_a_stub_unless_that_is_prevented() -> None:
    with without_stubs():

        class Quiet(gr.HTML):
            """One as any other."""

    with pytest.raises(Stubbed):

        class Loud(gr.HTML):
            """The same."""


def test_the_file_of_anything_else_is_known_meanwhile() -> None:
    with without_stubs():
        assert Path(inspect.getfile(Stubbed)).samefile(__file__)


def test_a_package_that_is_done_without_is_there_again_afterwards() -> None:
    assert "this" not in sys.modules
    with without("this"), pytest.raises(ModuleNotFoundError):
        import_module("this")
    assert "this" not in sys.modules
    with without("json"):
        assert import_module("json").loads("1") == 1


def test_the_page_is_imported_without_what_it_does_not_use() -> None:
    script = "import sys, app; print([each for each in ('mcp', 'torch') if each in sys.modules])"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (run.stdout, run.returncode) == ("[]\n", 0), run.stderr
