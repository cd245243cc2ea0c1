"""A run that is killed: readers see the state before or after, and the next run ends it."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from index import index_documents
from index.milvus.address import parse_address
from index.milvus.milvus_index import open_milvus_index
from index.milvus.update import update_milvus_index
from tests.fakes import HashedTokensEmbedder, write_files
from tests.index.milvus.killed import KILLED

pytestmark = pytest.mark.integration

EMBEDDER = HashedTokensEmbedder()
CHANGED = {
    "harbour.txt": "Harbour\n\nThe harbour has fifty cameras. They were mounted in 2021.\n",
    "new.txt": "New\n\nA new ferry has two decks. It sails to the island.\n",
}
A_FEW = (6, 9, 12)  # before the texts, before the manifest, after it


def held(index: Any) -> Any:
    """What an index holds, and how common its words are."""
    asked = "cameras harbour kameror ferry telescopes forty fifty"
    words = {
        code: (part.words.rarities(part.words.variants(asked)), len(part))
        for code, part in index.partitions.items()
        if len(part)
    }
    return dict(index.documents), set(index.passages), Counter(index.passages.per_document()), words


def read(address: str) -> Any:
    """What a reader finds there."""
    index = open_milvus_index(address, EMBEDDER.name)
    try:
        return held(index)
    finally:
        index.connection.close()


def let_go(address: str) -> None:
    """Have milvus-lite, which runs in this process, leave the file to another."""
    from milvus_lite.server_manager import server_manager_instance

    server_manager_instance.release_server(parse_address(address).uri)


def killed_run(address: str, documents: Path, number: int) -> bool:
    """Run in a process of its own; whether it was killed."""
    let_go(address)
    command = [sys.executable, "-m", "tests.index.milvus.killed", address, documents, str(number)]
    status = subprocess.run(list(map(str, command)), timeout=120).returncode
    assert status in (0, KILLED)
    return status == KILLED


def update(address: str, documents: Path, texts: str | None = None) -> None:
    """Bring the index up to date, whatever was before."""
    index, _ = update_milvus_index(documents, address, EMBEDDER, texts=texts)
    index.connection.close()


def check_kill(address: str, documents: Path, number: int, texts: str | None = None) -> bool:
    """Kill a change of an index there; whether there was so much to do."""
    update(address, documents, texts)
    before = read(address)
    write_files(documents, CHANGED)
    between = held(index_documents(documents, EMBEDDER)[0])  # what is gone goes last
    (documents / "library.md").unlink()
    after = held(index_documents(documents, EMBEDDER)[0])
    was_killed = killed_run(address, documents, number)
    seen = read(address)
    assert seen in (before, between, after)
    update(address, documents)
    assert read(address) == after
    return was_killed


@pytest.mark.parametrize("number", A_FEW)
def test_killed_at_one_of_a_few_points(address: str, documents: Path, number: int) -> None:
    assert check_kill(address, documents, number)


@pytest.mark.parametrize("number", A_FEW)
def test_killed_at_one_of_a_few_points_no_text_is_left_over(
    address: str, documents: Path, number: int, tmp_path: Path
) -> None:
    assert check_kill(address, documents, number, f"file://{tmp_path}/texts")
    check_texts(address, tmp_path / "texts")


def check_texts(address: str, folder: Path) -> None:
    """The texts that are kept are those of this state, and of what the next commit deletes."""
    index = open_milvus_index(address, EMBEDDER.name)
    rows = index.connection.query("documents", "generation >= 0", ["version"])
    index.connection.close()
    kept = {int(each.stem, 16) for each in folder.rglob("*.text")}
    assert kept == {int(row["version"]) for row in rows}


@pytest.mark.long
@pytest.mark.parametrize("apart", [False, True])
def test_killed_at_every_point(tmp_path: Path, apart: bool) -> None:
    from tests.index.milvus.conftest import FILES

    for number in count():
        folder, texts = write_files(tmp_path / f"{number}", FILES), tmp_path / f"texts{number}"
        address = f"milvus+lite:{tmp_path / f'{number}.db'}"
        if not check_kill(address, folder, number, f"file://{texts}" if apart else None):
            break
        if apart:
            check_texts(address, texts)
    assert number > max(A_FEW)
