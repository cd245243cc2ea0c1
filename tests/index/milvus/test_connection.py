"""Servers that are not there, refuse, or do not answer: one clear line, and no traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import StoreError
from index.milvus.address import Address, is_address, parse_address
from index.milvus.connection import Connection

pytest.importorskip("pymilvus")

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("text", "uri", "name"),
    [
        ("milvus://127.0.0.1:19531/town", "http://127.0.0.1:19531", "town"),
        ("milvus://milvus.example/a_1", "http://milvus.example:19530", "a_1"),
        ("milvus+tls://milvus.example/town", "https://milvus.example:19530", "town"),
        ("milvus://[::1]:1/town", "http://[::1]:1", "town"),
    ],
)
def test_an_address_names_a_server_and_an_index(text: str, uri: str, name: str) -> None:
    assert is_address(text)
    assert parse_address(text) == Address(text, uri, name, False)


def test_an_address_may_name_a_file(tmp_path: Path) -> None:
    address = parse_address(f"milvus+lite:{tmp_path / 'a.db'}")
    assert (address.uri, address.is_file) == (str(tmp_path / "a.db"), True)


@pytest.mark.parametrize(
    "text",
    [
        "milvus://host",
        "milvus://host/",
        "milvus:///town",
        "milvus://host:port/town",
        "milvus://host:99999/town",
        "milvus://user:secret@host/town",
        "milvus://host/a/b",
        "milvus://host/a-b",
        "milvus://host/å",
        "milvus+http://host/town",
        "milvus://host/town?db=1",
    ],
)
def test_what_is_no_address_is_refused_with_how_one_looks(text: str) -> None:
    assert is_address(text)
    with pytest.raises(StoreError, match="give milvus://HOST:19530/NAME"):
        parse_address(text)


@pytest.mark.parametrize("path", ["", ".db", "index", "index.DB", "a.db/"])
def test_a_file_is_known_by_its_suffix(path: str) -> None:
    with pytest.raises(StoreError, match=r"names no file of milvus-lite; .* ends in \.db\."):
        parse_address(f"milvus+lite:{path}")


@pytest.mark.parametrize("text", ["reports.index", "/milvus/index", "C:\\milvus", "https://host/a"])
def test_a_folder_is_no_address(text: str) -> None:
    assert not is_address(text)


def test_no_variable_is_taken_from_a_file_where_one_works(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("CITERA_LLM=http://192.0.2.1/v1\n")
    script = f"""
import os, sys
sys.ps1 = ">>> "  # as where one types, or in a notebook
sys.path.insert(0, {str(ROOT)!r})
from index.milvus.address import parse_address
from index.milvus.connection import Connection
Connection(parse_address("milvus+lite:index.db")).close()
print([each for each in os.environ if each in ("CITERA_LLM", "PYTHON_DOTENV_DISABLED")])
"""
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    assert (run.stdout, run.returncode) == ("[]\n", 0), run.stderr


def test_a_file_in_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "away" / "a.db"
    with pytest.raises(StoreError, match=r"the folder that .* is to be in is not there"):
        Connection(parse_address(f"milvus+lite:{place}"))
    assert not place.parent.exists()


def test_a_file_that_is_no_index_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("milvus_lite")
    (tmp_path / "a.db").write_text("not a database")
    with pytest.raises(StoreError, match="cannot be opened"):
        Connection(parse_address(f"milvus+lite:{tmp_path / 'a.db'}")).exists()
