"""Which documents a question may be answered from."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from qa.errors import QuestionError

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A choice of documents: those that meet every condition given. An index.DocumentFilter.

    `documents`: ids; `languages`: ISO 639-1 codes; none of either stands for all. `since` and
    `until`: dates such as "2019", "2019-11" or "2019-11-24", both included. A document whose date
    is less precise counts where it may lie between them, one without a date does not.
    """

    documents: Collection[str] = ()
    languages: Collection[str] = ()
    since: str | None = None
    until: str | None = None

    def __post_init__(self) -> None:
        """Raise QuestionError for what is no date."""
        for name in ("documents", "languages"):  # equal and hashable, in whatever order given
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))
        for date in (self.since, self.until):
            if date is not None and not _DATE.fullmatch(date):
                raise QuestionError(
                    "{date!r} is no date; write one as 2019, 2019-11 or 2019-11-24.", date=date
                )

    def allows(self, language: str, published: str | None) -> bool:
        """Whether a document of that language and date meets the conditions on them."""
        return (not self.languages or language in self.languages) and self._in_time(published)

    def _in_time(self, published: str | None) -> bool:
        if self.since is None and self.until is None:
            return True
        if published is None:
            return False
        # ISO dates sort as they are written; compared as far as both are precise.
        after = self.since is None or published[: len(self.since)] >= self.since[: len(published)]
        return after and (
            self.until is None or published[: len(self.until)] <= self.until[: len(published)]
        )
