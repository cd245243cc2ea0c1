"""What a document may do to a terminal: nothing."""

from __future__ import annotations

import json
import sys
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.terminal import json_text, printable, progress_bar

UNSAFE = [
    *(chr(code) for code in range(0x20) if code not in b"\t\n"),
    *map(chr, range(0x7F, 0xA0)),
    *"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
]

texts = st.text(st.one_of(st.characters(), st.sampled_from(UNSAFE)))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
)


@pytest.mark.parametrize("character", UNSAFE)
def test_a_control_or_direction_mark_is_spelt_out(character: str) -> None:
    assert printable(f"a{character}b") == f"a\\u{ord(character):04x}b"
    assert json.loads(json_text(character)) == character
    assert character not in json_text(character)


@given(texts)
def test_everything_else_stays(text: str) -> None:
    escaped = (f"\\u{ord(each):04x}" if each in UNSAFE else each for each in text)
    assert printable(text) == "".join(escaped)


def test_letters_quotes_and_emoji_stay() -> None:
    text = "Åäö “quotes” ”citat” – 中文 \u00ad\u200b😀\tone\ntwo"
    assert printable(text) == text


@given(values)
def test_json_means_the_value_and_holds_nothing_unsafe(value: Any) -> None:
    text = json_text(value)
    assert json.loads(text) == value
    assert not set(text) & set(UNSAFE)


def test_json_is_readable_in_swedish() -> None:
    assert json_text({"svar": "ja, på ön"}) == '{\n  "svar": "ja, på ön"\n}'


class Terminal(StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        """It is."""
        return True


def test_progress_is_silent_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar("Embedding") as progress:
        progress(1, 2)
    assert capsys.readouterr() == ("", "")


def test_progress_is_drawn_on_a_terminals_standard_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with progress_bar("Embedding") as progress:
        progress(1, 2)
    assert "Embedding" in terminal.getvalue()
    assert "50%" in terminal.getvalue()
    assert capsys.readouterr().out == ""
