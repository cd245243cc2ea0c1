"""Conversations as the browser keeps them between visits, and as files.

The browser's storage is the one place for them, which all its windows share: what is kept is read
as a handler is called (`READ`), and a handler says only what is to change (`put`, `forget`), which
`CHANGE` does to what is there by then. So no window undoes what was done in another one.

What comes back from a browser may be anything: what is not a conversation is passed over, and a
citation is shown as one only where its document still says so (`View.stands`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from itertools import chain, islice, repeat
from typing import Any
from uuid import uuid4

from index.messages import Message
from qa.conversation import Conversation
from qa.markup import markdown
from qa.types import Answer, Citation, Turn, Writing
from qa.web.page import View, copied_text

MAX_CONVERSATIONS = 50  # conversations; the oldest goes first
MAX_CHARACTERS = 2_000_000  # of them all as JSON; browsers keep 5 million for a site
MAX_NAME_LENGTH = 60  # characters
SHOWN = 30  # answers in the page at first, and that many more whenever one asks for earlier ones
KEY = "citera-conversations"
"""Where in the browser's storage they are, as JSON."""

STORED = f"""(() => {{
    try {{
        const kept = JSON.parse(localStorage.getItem('{KEY}'));
        return Array.isArray(kept) ? kept : [];
    }} catch {{
        return []; // not ours, or the browser lets nobody store anything
    }}
}})()"""

READ = f"(...inputs) => [...inputs.slice(0, -1), {STORED}]"
"""Before a handler whose last input is what the browser keeps."""

CHANGE = f"""change => {{
    if (!change || window.citeraChange === change.key) return;
    window.citeraChange = change.key; // a handler that changes nothing leaves the last one there
    const others = {STORED}.filter(each => each.id !== change.id);
    const kept = change.put ? [change.put, ...others].slice(0, {MAX_CONVERSATIONS}) : others;
    while (JSON.stringify(kept).length > {MAX_CHARACTERS}) kept.pop();
    try {{
        localStorage.setItem('{KEY}', JSON.stringify(kept));
    }} catch (error) {{
        console.error('conversations cannot be kept:', error);
    }}
}}"""
"""After a handler that says what is to change: the conversation used last comes first."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation under a name; `id` is another one's never.

    `collections`: the name of the one that each turn was answered from, "" where it is not known.
    """

    id: str
    name: str
    turns: tuple[Turn, ...]
    collections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """The conversation that a visitor sees; `editing`: the next question replaces the last one.

    `collections`: the name of the one that each turn was answered from, and that a question under
    way is asked of. `most`: of how many answers, the last, it is made of in the page.
    """

    conversation: Conversation
    collections: tuple[str, ...] = ()
    id: str = field(default_factory=lambda: uuid4().hex)
    name: str = ""
    editing: bool = False
    most: int = SHOWN

    @property
    def kept(self) -> Kept:
        """What the browser is to keep of it."""
        turns = self.conversation.turns
        return Kept(self.id, self.name, turns, self.collections[: len(turns)])


def put(kept: Kept) -> dict[str, Any]:
    """Have the browser keep a conversation, in place of what it keeps under that id."""
    return {"key": uuid4().hex, "id": kept.id, "put": as_value(kept)}


def forget(conversation_id: str) -> dict[str, Any]:
    """Have the browser forget a conversation."""
    return {"key": uuid4().hex, "id": conversation_id}


def as_value(kept: Kept) -> dict[str, Any]:
    """A conversation as a JSON value, which `from_browser` reads."""
    turns = [_turn_json(turn) for turn in kept.turns]
    collections = list(kept.collections)
    return {"id": kept.id, "name": kept.name, "turns": turns, "collections": collections}


def from_browser(value: Any) -> list[Kept]:
    """The conversations in what a browser kept; none where it is something else."""
    try:
        return [_kept(each) for each in value or []]
    except (TypeError, KeyError, ValueError, AttributeError):
        return []


def _kept(value: Any) -> Kept:
    turns = tuple(map(_turn, value["turns"]))
    collections = chain(map(str, value.get("collections", ())), repeat(""))
    return Kept(str(value["id"]), str(value["name"]), turns, tuple(islice(collections, len(turns))))


def name_of(question: str) -> str:
    """What a conversation is called that begins with `question`."""
    words = " ".join(question.split())
    return words if len(words) <= MAX_NAME_LENGTH else f"{words[: MAX_NAME_LENGTH - 1].rstrip()}…"


def as_json(kept: Kept) -> str:
    """The conversation as a JSON file, with its citations."""
    value = {"name": kept.name, "turns": [_turn_json(turn) for turn in kept.turns]}
    return json.dumps(value, ensure_ascii=False, indent=2)


def as_markdown(kept: Kept, views: Sequence[View]) -> str:
    """The conversation as a Markdown file: each question, its answer and numbered sources.

    Each turn is seen with its view. Text is shown to the letter: nothing in it is Markdown.
    """
    turns = (
        _escaped_lines(copied_text(turn, view).split("\n"))
        for turn, view in zip(kept.turns, views, strict=True)
    )
    blocks = [f"# {markdown(kept.name)}", *(f"## {lines}" for lines in turns)]
    return "\n\n".join(blocks) + "\n"


def _escaped_lines(lines: Iterable[str]) -> str:
    return "\n".join(f"{markdown(line)}  " if line else "" for line in lines)


def _turn_json(turn: Turn) -> dict[str, Any]:
    answer = asdict(turn.answer)
    del answer["hits"]  # whole passages; nothing that is shown needs them
    return {"question": turn.question, "answer": answer}


def _turn(value: Any) -> Turn:
    answer = value["answer"]
    return Turn(
        str(value["question"]),
        Answer(
            question=str(answer["question"]),
            text=str(answer["text"]),
            citations=_citations(answer["citations"]),
            answered=bool(answer["answered"]),
            confidence=float(answer["confidence"]),
            language=str(answer["language"]),
            hits=(),
            nearest=_citations(answer["nearest"]),
            understood=None if answer["understood"] is None else str(answer["understood"]),
            sides=tuple(tuple(map(int, side)) for side in answer["sides"]),
            written_by=_writing(answer.get("written_by")),
            fallback=None if answer.get("fallback") is None else Message(str(answer["fallback"])),
        ),
    )


def _writing(value: Any) -> Writing | None:
    return None if value is None else Writing(str(value["model"]), str(value["prompt"]))


def _citations(values: Any) -> tuple[Citation, ...]:
    return tuple(
        Citation(
            number=int(each["number"]),
            document_id=str(each["document_id"]),
            title=str(each["title"]),
            quote=str(each["quote"]),
            start=int(each["start"]),
            end=int(each["end"]),
            language=str(each["language"]),
            page=_number(each["page"]),
            score=float(each["score"]),
            answer_start=_number(each.get("answer_start")),
            answer_end=_number(each.get("answer_end")),
            scanned=None if each.get("scanned") is None else float(each["scanned"]),
        )
        for each in values
    )


def _number(value: Any) -> int | None:
    return None if value is None else int(value)
