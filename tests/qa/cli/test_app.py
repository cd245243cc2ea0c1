"""The command that opens the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.qa.cli.conftest import Citera

pytestmark = pytest.mark.usefixtures("few_resamples")


def test_app_serves_the_documents_at_the_address_given(
    citera: Citera, docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[Any] = []
    monkeypatch.setattr(
        "app.launch",
        lambda library, collection, **options: served.append((collection.assistant.facts, options)),
    )
    data = ("--data", tmp_path / "data")
    assert citera("app", docs, "--port", 0, "--host", "127.0.0.2", *data).status == 0
    ((facts, options),) = served
    assert facts["documents"] == 3
    address = {"host": "127.0.0.2", "port": 0}
    assert options == address | {"users": None, "mcp": False, "open_page": False}
