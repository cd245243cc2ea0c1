"""A message is English text that can still be said in another language."""

from __future__ import annotations

import json
import pickle

import pytest

from index.errors import LoadError
from index.messages import Message, joined, message_of

SWEDISH = {
    "{name!r} has {size:,} bytes ({reason})": "{name!r} har {size:,} byte ({reason})",
    "too many": "för många",
    "[Errno {number}] {reason}: {file!r}": "{reason}: {file!r}",
    "Is a directory": "det är en mapp",
}
LARGE = LoadError(
    "{name!r} has {size:,} bytes ({reason})",
    name="a{0}.txt",
    size=12_000,
    reason=Message("too many"),
)


def test_a_message_is_its_english_text() -> None:
    assert str(LARGE) == LARGE.message == "'a{0}.txt' has 12,000 bytes (too many)"


def test_a_message_is_translated_with_the_messages_in_it() -> None:
    assert LARGE.message.translated(SWEDISH) == "'a{0}.txt' har 12,000 byte (för många)"
    assert LARGE.message.translated({}) == str(LARGE)


def test_what_has_no_values_is_no_template() -> None:
    assert str(LoadError("write {}, or {name}")) == "write {}, or {name}"


def test_a_message_is_the_same_after_a_process_or_a_file() -> None:
    read = Message.decoded(json.loads(json.dumps(LARGE.message.encoded())))
    for message in (read, pickle.loads(pickle.dumps(LARGE)).message):
        assert message == LARGE.message
        assert message.translated(SWEDISH) == LARGE.message.translated(SWEDISH)


def test_what_an_earlier_release_kept_is_taken_as_it_stands() -> None:
    assert Message.decoded("'a' has {} bytes") == "'a' has {} bytes"


@pytest.mark.parametrize("template", ["{a:99999999999}", "{a:{b}}", "{a!r:>999}"])
def test_a_forged_message_takes_no_memory(template: str) -> None:
    with pytest.raises(ValueError, match="padded"):
        Message.decoded([template, {"a": "x", "b": 10**12}])


@pytest.mark.parametrize(
    "error",
    [
        OSError(21, "Is a directory", "a b"),
        OSError(21, "Is a directory"),
        OSError(21, "Is a directory", "a", None, "b"),
        OSError("no number"),
        KeyError("a"),
        ValueError(),
    ],
)
def test_other_exceptions_say_what_they_always_say(error: Exception) -> None:
    assert message_of(error) == str(error)


def test_the_systems_reason_is_translated() -> None:
    error = OSError(21, "Is a directory", "a b")
    assert message_of(error).translated(SWEDISH) == "det är en mapp: 'a b'"


def test_messages_are_joined() -> None:
    both = joined("; ", [Message("too many"), Message("Is a directory")])
    assert both == "too many; Is a directory"
    assert both.translated(SWEDISH) == "för många; det är en mapp"
    assert joined("; ", []) == ""
