"""An index in milvus-lite over a few files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes import write_files

FILES = {
    "harbour.txt": "Harbour\n\nThe harbour has forty cameras. They were mounted in 2019.\n",
    "library.md": "# Library\n\nThe library lends telescopes. Books are lent for a month.\n",
    "svenska/hamn.txt": "Hamn\n\nHamnens kameror sattes upp 2019. De kostade en miljon kronor.\n",
}


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder of files."""
    return write_files(tmp_path / "documents", FILES)


@pytest.fixture
def address(tmp_path: Path) -> str:
    """Where the index is to be."""
    pytest.importorskip("milvus_lite")
    return f"milvus+lite:{tmp_path / 'index.db'}"
