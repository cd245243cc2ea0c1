"""What several commands print: errors, and files left out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from index import Document, Skipped
from index.types import MIN_SEARCHED
from qa.terminal import printable


def print_error(message: str) -> None:
    """Print one line on standard error, whatever the message holds."""
    print(f"citera: {printable(' '.join(message.split()))}", file=sys.stderr)


def print_skipped(skipped: Sequence[Skipped]) -> None:
    """Name the files left out on standard error."""
    for each in skipped:
        print_error(f"left out {each.reason}")


def print_little_searched(documents: Iterable[Document]) -> None:
    """Name the documents of which little can be searched on standard error."""
    for each in documents:
        if (share := each.searched_share) < MIN_SEARCHED:
            print_error(
                f"only {share:.0%} of {each.id!r} can be searched; see: citera inspect FILE"
            )
