"""What was added and removed is noted, for the owner of the file alone."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from threading import Thread

import pytest

from qa.library.people.audit import Audit


def test_entries_are_kept_in_order_and_by_collection(tmp_path: Path) -> None:
    audit = Audit(tmp_path / "new")
    assert audit.latest("Ellery", 5) == []
    audit.note("anna", "added", "Ellery", ["å.txt", "b\n.txt"])
    audit.note("", "fetched", "Ellery", ["c.html"], "https://example.org/")
    audit.note("bo", "removed", "Hamnen", ["d.txt"])
    newest, first = audit.latest("Ellery", 5)
    assert (first["who"], first["documents"]) == ("anna", ["å.txt", "b\n.txt"])
    assert (newest["did"], newest["source"]) == ("fetched", "https://example.org/")
    assert audit.latest("Ellery", 1) == [newest]
    assert set(newest) == {"time", "who", "did", "collection", "documents", "source"}
    if os.name == "posix":
        assert stat.S_IMODE(audit.path.stat().st_mode) == 0o600


def test_a_line_that_breaks_off_hides_no_other(tmp_path: Path) -> None:
    audit = Audit(tmp_path)
    audit.note("anna", "added", "Ellery", ["a.txt"])
    with audit.path.open("a") as file:
        file.write('[]\n{"time": \n')
    audit.note("anna", "removed", "Ellery", ["a.txt"])
    assert [each["did"] for each in audit.latest("Ellery", 5)] == ["removed", "added"]


def test_who_writes_at_once_writes_line_by_line(tmp_path: Path) -> None:
    audits = [Audit(tmp_path) for _ in range(4)]
    threads = [
        Thread(target=lambda audit=each: [audit.note("a", "added", "E", ["x" * 999])] * 20)
        for each in audits
        for _ in range(5)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    lines = audits[0].path.read_text("utf-8").splitlines()
    assert len(lines) == len(threads)
    assert all(json.loads(each)["documents"] == ["x" * 999] for each in lines)


def test_a_log_that_cannot_be_written_is_no_secret(tmp_path: Path) -> None:
    (tmp_path / "audit.jsonl").mkdir()
    with pytest.raises(OSError, match="audit"):
        Audit(tmp_path).note("anna", "added", "Ellery")
