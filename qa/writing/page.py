"""The answer as it is written: what was said, with which citations, and what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from index import Index, Sentence
from index.types import Span
from qa.answer.cite import citation_of
from qa.answer.compose import quoted, titled
from qa.answer.phrases import PHRASES
from qa.types import Citation
from qa.verify.types import Held
from qa.writing.draft import DraftSentence


@dataclass(slots=True)
class Page:
    """`text` only grows. `supported` and `unsupported` count sentences; `confidence` is that of the
    least certain one that is shown as supported.
    """

    index: Index
    language: str
    text: str = ""
    citations: list[Citation] = field(default_factory=list)
    supported: int = 0
    unsupported: int = 0
    confidence: float = 1.0
    _line: int | None = None
    _said: set[str] = field(default_factory=set)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is shown yet."""
        return not self.text

    @property
    def is_mostly_supported(self) -> bool:
        """Whether at least half of what was written, and something, is supported."""
        return self.supported > 0 and self.supported >= self.unsupported

    @property
    def share_unsupported(self) -> float | None:
        """Of what was written; None where nothing was."""
        written = self.supported + self.unsupported
        return self.unsupported / written if written else None

    def says(self, sentence: DraftSentence) -> bool:
        """Whether the same words were held against the documents before."""
        return sentence.text in self._said

    def add(self, sentence: DraftSentence, held: Held, *, is_shown: bool) -> str:
        """Note a sentence and what came of it; what it adds to the text, if it is shown."""
        self._said.add(sentence.text)
        is_supported = held.verdict == "supported"
        self.supported += is_supported
        self.unsupported += not is_supported
        if not is_shown:
            return ""
        if is_supported:
            self.confidence = min(self.confidence, held.confidence)
            numbers = "".join(f"[{each}]" for each in self._cite(held))
            shown = f"{sentence.text} {numbers}"
        else:
            shown = PHRASES[self.language]["unverified"].format(sentence=sentence.text)
        return self._append(f"{self._before(sentence)}{shown}")

    def add_quotes(self, citations: Iterable[Citation]) -> str:
        """Add quotes, a line each; what they add to the text. None is said twice."""
        known = {(each.document_id, each.start, each.end) for each in self.citations}
        lines = []
        for each in citations:
            if (each.document_id, each.start, each.end) not in known:
                self.citations.append(replace(each, number=len(self.citations) + 1))
                source = titled(each.title, self.language)
                lines.append(f"\n- {source}: {quoted(self.citations[-1], self.language)}")
        return self._append("".join(lines))

    def _append(self, text: str) -> str:
        self.text += text
        return text

    def _before(self, sentence: DraftSentence) -> str:
        """What stands between a sentence and the one before it."""
        if self.text and sentence.line == self._line:
            return " "
        self._line = sentence.line
        return ("\n" if self.text else "") + ("- " if sentence.is_item else "")

    def _cite(self, held: Held) -> Iterator[int]:
        """The numbers of the citations of the sentences that carry a claim."""
        for document_id, (start, end) in _runs(held.sentences):
            known = next(
                (
                    each.number
                    for each in self.citations
                    if (each.document_id, each.start, each.end) == (document_id, start, end)
                ),
                None,
            )
            if known is None:
                known = len(self.citations) + 1
                document = self.index.documents[document_id]
                citation = citation_of(known, document, (start, end))
                self.citations.append(replace(citation, score=held.confidence))
            yield known


def _runs(sentences: Sequence[Sentence]) -> list[tuple[str, Span]]:
    """Where sentences stand, those that follow one another in a document as one."""
    runs: list[tuple[str, Span]] = []
    last: Sentence | None = None
    for each in sorted(sentences, key=lambda sentence: sentence.row):
        if last and (last.document_id, last.row + 1) == (each.document_id, each.row):
            runs[-1] = each.document_id, (runs[-1][1][0], each.end)
        else:
            runs.append((each.document_id, (each.start, each.end)))
        last = each
    return runs
