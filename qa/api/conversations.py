"""Conversations that go on over several requests, in memory: bounded in number, length and age."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable, Sequence
from time import monotonic

from qa.errors import NothingThereError
from qa.types import Turn

MAX_CONVERSATIONS = 500  # the one that was used longest ago is forgotten first
MAX_TURNS = 20  # remembered of one; an answer with its passages takes some 20 kB
MAX_AGE = 3_600  # seconds since it was used


class Conversations:
    """The turns of each conversation by its id, which nobody can guess. For one thread."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """`clock`: seconds from any start."""
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, tuple[Turn, ...]]] = OrderedDict()

    def begin(self) -> str:
        """The id of a new one."""
        new = secrets.token_urlsafe()
        self.keep(new, ())
        return new

    def turns(self, conversation_id: str) -> tuple[Turn, ...]:
        """What was said in it. Raises NothingThereError where it is unknown or forgotten."""
        self._forget_old()
        if conversation_id not in self._kept:
            raise NothingThereError(
                "there is no conversation {conversation!r}; begin one anew.",
                conversation=conversation_id,
            )
        return self._kept[conversation_id][1]

    def add(self, conversation_id: str, turn: Turn) -> None:
        """Remember what was said last in it, unless it was ended meanwhile."""
        if conversation_id in self._kept:
            self.keep(conversation_id, (*self._kept[conversation_id][1], turn))

    def keep(self, conversation_id: str, turns: Sequence[Turn]) -> None:
        """Remember the last of `turns` under that id."""
        self._kept[conversation_id] = (self._clock(), tuple(turns[-MAX_TURNS:]))
        self._kept.move_to_end(conversation_id)
        self._forget_old()

    def end(self, conversation_id: str) -> None:
        """Forget it. Raises NothingThereError where it is unknown."""
        self.turns(conversation_id)
        del self._kept[conversation_id]

    def _forget_old(self) -> None:
        oldest = self._clock() - MAX_AGE
        while self._kept:
            at, _ = next(iter(self._kept.values()))
            if at >= oldest and len(self._kept) <= MAX_CONVERSATIONS:
                return
            self._kept.popitem(last=False)
