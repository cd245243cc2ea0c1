"""Fixtures of the page's tests."""

from __future__ import annotations

import gradio as gr
import pytest


@pytest.fixture
def warned(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the visitor is warned of or told."""
    said: list[str] = []
    for kind in ("Warning", "Info"):
        monkeypatch.setattr(gr, kind, said.append)
    return said
