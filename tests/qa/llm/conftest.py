"""A scripted model, and what asks it without waiting long."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from qa.llm.endpoint import Endpoint
from qa.llm.protocol import Message
from tests.scripted_model import ScriptedModel, serving

Ask = Callable[..., list[str]]

KEY = "sk-Zq7_secret-key-0123456789"
NAME = "tiny-model"


@pytest.fixture
def scripted() -> Iterator[ScriptedModel]:
    """A server of a language model."""
    with serving() as model:
        yield model


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that would have been waited between two tries."""
    seconds: list[float] = []
    monkeypatch.setattr("qa.llm.endpoint.sleep", seconds.append)
    return seconds


@pytest.fixture
def ask(scripted: ScriptedModel, waits: list[float]) -> Ask:
    """Asks the scripted model, and gives the texts that came."""

    def texts(seconds: float = 30) -> list[str]:
        endpoint = Endpoint(scripted.address, NAME, seconds, KEY)
        return list(endpoint.stream([Message("user", "How many?")], 100))

    return texts
