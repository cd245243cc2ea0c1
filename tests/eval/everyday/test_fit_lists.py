"""Fitting how likely it is that a list is the one asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.everyday.fit_lists import fit, list_rows
from qa.settings import Settings
from tests.eval.fit.test_reader_folders import ASKED, LIST
from tests.fakes import SharedWordsReader, write_files

DOCUMENTS = {
    "courses.md": "# Courses\n\nBring the following:\n\n- a life jacket\n- dry socks\n",
    "hut.md": "# The hut\n\nThe hut has:\n\n- a stove\n- two tables\n",
}


def test_a_list_is_asked_for_where_most_of_its_items_are_quoted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.answerer.load_reader", lambda *args: SharedWordsReader())
    write_files(tmp_path / "documents" / "h", DOCUMENTS)
    path = tmp_path / "questions-h.jsonl"
    path.write_text(json.dumps(ASKED | LIST) + "\n", encoding="utf-8")
    rows = list(list_rows(path, Settings()))
    assert sorted(right for _, right in rows) == [False, True]
    assert all("answers" in features for features, _ in rows)


def test_what_tells_the_list_asked_for_has_weight_in_its_own_unit() -> None:
    rows = [
        ({"intercept": 1.0, "likeness": 0.8 + right / 100, "answers": 3.0 * right}, bool(right))
        for right in (0, 1, 0, 1, 0, 1)
    ]
    fitted = fit(rows)
    assert fitted["likeness"] > 10 * fitted["answers"] > 0
    log_odds = [sum(fitted[name] * value for name, value in row.items()) for row, _ in rows]
    assert [each > 0 for each in log_odds] == [right for _, right in rows]
