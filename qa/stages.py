"""The stages of a question, each a plain function: a program that wants another passes its own.

`Stages(writer=mine)` has answers put into words by another program, `Stages(reader=mine)` has
sentences read by another model, `Stages(retrieve=from_a_server)` has passages found elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from index import Hit, Index
from qa.answer.cite import CitedStatement, cite_each
from qa.answer.select import Selection, select
from qa.evidence.confidence import probability
from qa.evidence.read import Evidence, read
from qa.evidence.reader.protocol import Reader
from qa.evidence.retrieve import Query, retrieve_each
from qa.settings import Settings
from qa.types import Turn
from qa.understand.decompose import parts_of
from qa.understand.followup import Understood, understand
from qa.writing.protocol import AnswerWriter
from qa.writing.quotes import QuotingWriter


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """What takes a question from what was typed to an answer's text, in this order.

    `reader` reads the sentences found with the question in mind; None means the one that the
    settings name. Quotes are checked against their documents whatever a stage returns.
    """

    understand: Callable[[str, Sequence[Turn]], Understood] = understand
    decompose: Callable[[str], list[str]] = parts_of
    retrieve: Callable[[Index, Query, int, Settings], list[Hit]] = retrieve_each
    read: Callable[[Index, Query, Iterable[Hit]], list[Evidence]] = read
    reader: Reader | None = None
    confidence: Callable[[Sequence[Evidence]], float] = probability
    select: Callable[[Index, str, Sequence[Evidence], Settings], Selection] = select
    cite: Callable[[Index, Iterable[Selection]], list[tuple[CitedStatement, ...]]] = cite_each
    writer: AnswerWriter = field(default_factory=QuotingWriter)


STAGES = Stages()
"""The usual ones."""
