"""Evidence as data: fenced so that nothing in a document can close the fence or pass for a message.

Documents are hostile. A fence has a name that is drawn at random for each question, so that no
document knows it, and what looks like a tag, like the special tokens of chat templates or like a
citation is written with other brackets: no text of a document has any of these.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence

from qa.writing.pieces import Piece

_TAG = re.compile(r"<(?=[^\s\d])")
_BRACKETS = str.maketrans("[]{}", "()()")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
MAX_FIELD = 200  # characters of a title, source or heading


def new_fence() -> str:
    """The name of a fence, of 64 random bits."""
    return f"evidence-{secrets.token_hex(8)}"


def as_data(text: str) -> str:
    """A text as it may stand within a fence: "<" begins nothing in it but a number."""
    return _TAG.sub("‹", _CONTROL.sub("", text).translate(_BRACKETS))


def fenced(pieces: Sequence[Piece], fence: str) -> str:
    """The pieces, numbered from 1, each within the fence with its title, date and source."""
    return "\n".join(_fenced(number, each, fence) for number, each in enumerate(pieces, start=1))


def _fenced(number: int, piece: Piece, fence: str) -> str:
    document = piece.document
    known = {
        "title": document.title,
        "date": document.published,
        "source": document.source or document.id,
        "section": piece.heading,
    }
    fields = [f"{name}: {as_data(_field(value))}" for name, value in known.items() if value]
    lines = [*fields, as_data(piece.text)]
    return "\n".join([f'<{fence} number="{number}">', *lines, f"</{fence}>"])


def _field(text: str) -> str:
    return " ".join(text.split())[:MAX_FIELD]
