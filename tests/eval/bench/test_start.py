"""The start of a server is measured."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from eval.bench.start import row, taken, until_living, until_ready
from index import default_embedder, update_index
from tests.fakes import write_files

pytestmark = pytest.mark.integration


@pytest.fixture
def index(tmp_path: Path) -> str:
    """One of a document."""
    folder = write_files(tmp_path / "documents", {"a.txt": "The quay has nine cranes.\n"})
    update_index(folder, tmp_path / "index", default_embedder())
    return str(tmp_path / "index")


def test_a_server_is_started_until_it_lives_and_until_it_is_ready(
    index: str, tmp_path: Path
) -> None:
    compiled = str(tmp_path / "compiled")
    for wait in (until_living, until_ready):
        assert min(taken("serve", index, compiled, wait)) > 0
    with pytest.raises(RuntimeError, match="the server did not start"):
        taken("serve", str(tmp_path / "nowhere"), compiled, until_ready)


def test_a_command_has_a_row(index: str, tmp_path: Path) -> None:
    number = r"[\d.]+ \([\d.]+\)"
    told = row("serve", index, 1, str(tmp_path / "compiled"))
    assert re.fullmatch(rf"\| `citera serve` \| {number} \| {number} \|", told)
