"""What puts an answer into words: the one seam between finding and saying."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from index import Index
from qa.answer.compose import CitedPart
from qa.evidence.read import Evidence
from qa.evidence.reader.protocol import Reader
from qa.finding import Finding
from qa.types import Answer, StreamEvent
from qa.understand.followup import Understood


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question as it is `meant`, before it is put into words.

    `answer`: the answer in quotes, without text where `parts` are what it is made of. `evidence`:
    the sentences that may answer, best first. `findings`: what each part came to, with all that was
    considered. `summarised`: the ids of the documents that the question asks a summary of. `reader`
    loads what reads sentences.
    """

    index: Index
    meant: Understood
    answer: Answer
    reader: Callable[[], Reader | None]
    parts: Sequence[CitedPart] = ()
    evidence: Sequence[Evidence] = ()
    findings: Sequence[Finding] = ()
    summarised: Sequence[str] = ()

    @property
    def question(self) -> str:
        """The question in full."""
        return self.meant.in_full


class AnswerWriter(Protocol):
    """Puts what was found into words."""

    def write(self, found: Found) -> Iterator[StreamEvent]:
        """The answer in pieces, none of which is taken back; the last event carries the Answer.

        Whatever is cited must stand in the documents to the character. Closing the iterator ends
        the writing.
        """
