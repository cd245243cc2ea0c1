"""The configuration file is changed in one place and stays as it is in all others."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from qa.configuration.edit import add_collection, remove_collection
from qa.configuration.file import NamedCollection, read_configuration
from qa.errors import CollectionError

NEW = {"docs": "/reports", "index": "milvus://host/reports", "hits": 3, "model": ""}
FILES = {
    "empty": "",
    "comments alone": "# mine\n",
    "settings": "# mine\n[settings]\nhits = 3 # few\n",
    "settings last": "[collections.a]\ndocs='x'\n\n# after\n[settings]\nhits=2\n",
    "no newline at the end": "[collections.a]\ndocs='x'",
    "comments after": "[collections.a]\n# in it\ndocs='x' # there\n# behind\n\n",
    "a table of tables": "[collections]\na={docs='x'}\n",
    "dotted keys": "collections.a.docs='x'\n[settings]\nhits=2\n",
    "quoted": "[ 'collections' . \"a\" ] # c\ndocs='x'\n[collections.ab]\ndocs='y'\n",
    "carriage returns": "[collections.a]\r\ndocs='x'\r\n[settings]\r\nhits=2\r\n",
    "several lines": "[collections.a]\ndocs='''x\n[settings]\n'''\nhits=2\n",
}
HARD_TO_CHANGE = {"a table of tables", "dotted keys", "several lines"}
"""Where the collection a is none of its own lines."""


def write(path: Path, text: str) -> Path:
    path.write_bytes(text.encode())
    return path


def expected(text: str, changed: Mapping[str, Any]) -> dict[str, Any]:
    return {"collections": {}} | tomllib.loads(text) | {"collections": dict(changed)}


def content(path: Path) -> dict[str, Any]:
    return {"collections": {}} | tomllib.loads(path.read_bytes().decode())


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_what_is_added_comes_last_and_goes_without_a_trace(tmp_path: Path, text: str) -> None:
    path = write(tmp_path / "citera.toml", text)
    collection = NamedCollection(
        "new", Path("/reports"), "milvus://host/reports", {"hits": 3, "model": None}
    )
    add_collection(read_configuration(path), collection)
    assert path.read_bytes().decode().startswith(text)
    before = tomllib.loads(text).get("collections", {})
    assert content(path) == expected(text, {**before, "new": NEW})
    assert read_configuration(path).collection("new") == collection
    assert remove_collection(read_configuration(path), "new") == collection
    assert path.read_bytes().decode().rstrip() == text.rstrip()


@pytest.mark.parametrize(
    "name",
    [name for name, text in FILES.items() if "a" in tomllib.loads(text).get("collections", {})],
)
def test_only_the_lines_of_a_collection_go_or_none(tmp_path: Path, name: str) -> None:
    text = FILES[name]
    path = write(tmp_path / "citera.toml", text)
    if name in HARD_TO_CHANGE:
        with pytest.raises(CollectionError, match="by hand"):
            remove_collection(read_configuration(path), "a")
        assert path.read_bytes().decode() == text
        return
    remove_collection(read_configuration(path), "a")
    others = {key: each for key, each in tomllib.loads(text)["collections"].items() if key != "a"}
    assert content(path) == expected(text, others)
    kept = [line for line in text.splitlines() if line.startswith("#") and line != "# in it"]
    assert [line for line in path.read_text().splitlines() if line.startswith("#")] == kept


def test_a_file_that_cannot_take_a_collection_stays_as_it_is(tmp_path: Path) -> None:
    for text, docs in (("collections = {a={docs='x'}}\n", "/x"), ("", "/caf\udce9"), ("", "/\x7f")):
        path = write(tmp_path / "citera.toml", text)
        with pytest.raises(CollectionError, match="by hand"):
            add_collection(read_configuration(path), NamedCollection("b", Path(docs), None))
        assert path.read_text() == text


@pytest.mark.parametrize("name", ["", "A", "a b", "a.b", "../a", "å", "a\n", "x" * 61, "a]"])
def test_a_name_is_confined(tmp_path: Path, name: str) -> None:
    path = tmp_path / "citera.toml"
    with pytest.raises(CollectionError, match=r"a-z, 0-9, _ and -"):
        add_collection(read_configuration(write(path, "")), NamedCollection(name, tmp_path, None))
    assert path.read_text() == ""


def test_a_name_that_is_there_or_is_not_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "citera.toml", "[collections.a]\ndocs='x'\n")
    with pytest.raises(CollectionError, match="citera collections remove a"):
        add_collection(read_configuration(path), NamedCollection("a", tmp_path, None))
    with pytest.raises(CollectionError, match=r"no collection 'b'.*which has: a\."):
        remove_collection(read_configuration(path), "b")


def test_a_link_and_the_permissions_stay(tmp_path: Path) -> None:
    target = write(tmp_path / "mine.toml", "# mine\n")
    target.chmod(0o600)
    link = tmp_path / "link.toml"
    link.symlink_to(target)
    add_collection(read_configuration(link), NamedCollection("a", tmp_path, None))
    assert link.is_symlink()
    assert "[collections.a]" in target.read_text()
    assert target.stat().st_mode & 0o777 == 0o600
    assert sorted(os.listdir(tmp_path)) == ["link.toml", "mine.toml"]
