"""The start of a server is measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.bench.growth import Taken
from eval.bench.start import table, until_ready
from index import default_embedder, update_index
from tests.fakes import write_files


@pytest.mark.integration
def test_a_server_is_started_until_it_is_ready(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "documents", {"a.txt": "The quay has nine cranes.\n"})
    update_index(folder, tmp_path / "index", default_embedder())
    taken = until_ready("serve", str(tmp_path / "index"))
    assert min(taken) > 0
    with pytest.raises(RuntimeError, match="citera serve did not start"):
        until_ready("serve", str(tmp_path / "nowhere"))


def test_the_quickest_start_counts() -> None:
    *_, row = table([("serve", [Taken(2.0, 1.5), Taken(3.0, 1.25)])])
    assert row == "| `citera serve` | 2 (1.25) |"
