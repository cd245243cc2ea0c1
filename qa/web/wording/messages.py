"""Messages of errors in the language of the page, by a catalogue for each (`errors_sv.po`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from index.messages import Catalogue, translated


def in_language(language: str, value: Any) -> Any:
    """A message or an exception in that language; any other value as it is."""
    return translated(value, catalogue(language))


@cache
def catalogue(language: str) -> Catalogue:
    """The templates of messages in that language; English, which they are made in, has none."""
    path = Path(__file__).with_name(f"errors_{language}.po")
    if not path.exists():
        return {}
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        return {str(each.id): str(each.string) for each in read_po(file) if each.id}
