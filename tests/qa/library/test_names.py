"""Names made of names that somebody else chose lead nowhere."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa.library.names import MAX_NAME_LENGTH, safe_name


@given(st.text(max_size=300))
@example("../../etc/passwd")
@example("..\\..\\boot.ini")
@example("/etc/cron.d/x.txt")
@example("....")
@example(".htaccess")
@example("a\u202egpj.txt")
@example("\x1b[2Jx.txt")
@example("C:\\x.txt:stream")
@example("x" * 300 + ".txt")
@example("." + "x" * 300)
def test_a_name_stays_in_its_folder_and_is_visible(name: str) -> None:
    safe = safe_name(name)
    path = Path("folder", safe)
    assert path.parent == Path("folder")
    assert path.name == safe
    assert safe not in {"", ".", ".."}
    assert not safe.startswith(".")
    assert not {unicodedata.category(each) for each in safe} & {"Cc", "Cf", "Cs", "Co", "Cn"}
    assert len(safe.encode()) < 1000
    assert len(safe) <= 2 * MAX_NAME_LENGTH + 1
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Årsrapport 2019.pdf", "Årsrapport 2019.pdf"),
        ("docs/ny/a.txt", "a.txt"),
        ("C:\\Documents\\a.txt", "a.txt"),
        ("<img src=x onerror=alert(1)>.txt", "_img src=x onerror=alert(1)_.txt"),
        ("a\u0308.md", "ä.md"),
        (".txt", "txt"),
        ("", "document"),
    ],
)
def test_a_name_stays_as_it_is_where_it_may(name: str, safe: str) -> None:
    assert safe_name(name) == safe
