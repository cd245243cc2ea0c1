"""An answer in a language model's sentences, each verified before it is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain

from index import Index, Sentence
from index.language.detect import detect_surely
from index.messages import Message
from index.search.blas_threads import on_one_thread
from qa.answer.compose import answer_language, refusal
from qa.answer.stream import events
from qa.errors import LanguageModelError
from qa.evidence.reader.protocol import Reader
from qa.llm.protocol import LanguageModel
from qa.llm.protocol import Message as ChatMessage
from qa.settings import Unsupported
from qa.types import Answer, StreamEvent, Writing
from qa.understand.asked.comparison import compared
from qa.verify.claim import NOT_HELD
from qa.verify.types import Held
from qa.writing.draft import DraftSentence, drafted
from qa.writing.page import Page
from qa.writing.pieces import Piece, pieces_of
from qa.writing.prompt import Prompt, Task, messages_for, prompt_for
from qa.writing.protocol import Found
from qa.writing.quotes import in_quotes

MAX_ANSWER_TOKENS = 800  # of the model's own; the longest summary asked for takes half of it
_DECLINES = re.compile(r"NOT[\W_]+IN[\W_]+SOURCES")  # prompt.NOT_FOUND, as models spell it

Hold = Callable[[Index, Reader | None, str, str, Sequence[Sentence]], Held]
"""What holds a claim in a language against sentences, as qa.verify.claim.hold does."""


@dataclass(frozen=True, slots=True)
class ProseWriter:
    """Has `model` write from numbered evidence of `max_tokens`, about, and shows what `hold` finds
    supported. `unsupported`: what becomes of the other sentences.

    The model is not asked where nothing was found. Where it fails, or most of what it writes is
    unsupported, there are quotes, and the answer's `fallback` says why.
    """

    model: LanguageModel
    hold: Hold
    max_tokens: int
    unsupported: Unsupported = "drop"

    def write(self, found: Found) -> Iterator[StreamEvent]:
        """The sentences, each when it has been verified; quotes where there are none."""
        pieces = pieces_of(found, self.max_tokens)
        if not pieces:
            yield from events(in_quotes(found))
            return
        prompt = prompt_for(_task_of(found))
        page = Page(found.index, answer_language(found.answer.language))
        fault = None
        try:
            with closing(self._chunks(prompt, found, pieces)) as chunks:
                for sentence in drafted(chunks, page.language):
                    if not _DECLINES.search(sentence.text):
                        yield from self._verified(sentence, found, pieces, page)
                    elif page.is_empty:
                        yield from events(_declined(found))
                        return
        except LanguageModelError as error:
            fault = _fault(error)
        yield from self._ended(page, found, prompt, fault)

    def _chunks(self, prompt: Prompt, found: Found, pieces: Sequence[Piece]) -> Generator[str]:
        """The model's text; closing it closes the model's stream."""
        messages: list[ChatMessage] = messages_for(
            prompt, found.question, pieces, answer_language(found.answer.language)
        )
        yield from self.model.stream(messages, MAX_ANSWER_TOKENS)

    def _verified(
        self, sentence: DraftSentence, found: Found, pieces: Sequence[Piece], page: Page
    ) -> Iterator[StreamEvent]:
        """The sentence as it is shown; nothing where it is left out."""
        if not sentence.claims or page.says(sentence):
            return
        held = self._held(sentence, found, pieces, page.language)
        is_shown = held.verdict == "supported" or self.unsupported == "mark"
        said = page.add(sentence, held, is_shown=is_shown)
        if said:
            yield StreamEvent(said)

    @on_one_thread()
    def _held(
        self, sentence: DraftSentence, found: Found, pieces: Sequence[Piece], language: str
    ) -> Held:
        """What the pieces that it cites say of the sentence."""
        are_given = all(1 <= number <= len(pieces) for number in sentence.cited)
        if not sentence.cited or not are_given or _is_in_another(sentence.text, language, found):
            return NOT_HELD
        cited = chain(*(pieces[number - 1].sentences for number in sentence.cited))
        against = list({each.row: each for each in cited}.values())
        held = self.hold(found.index, found.reader(), sentence.text, language, against)
        return held if held.sentences or held.verdict != "supported" else NOT_HELD

    def _ended(
        self, page: Page, found: Found, prompt: Prompt, fault: Message | None
    ) -> Iterator[StreamEvent]:
        """The end of the answer: the Answer, or quotes first where too little was verified."""
        fallback = fault or (None if page.is_mostly_supported else _UNVERIFIED)
        quotes = replace(in_quotes(found), fallback=fallback, unsupported=page.share_unsupported)
        if page.is_empty:
            yield from events(quotes)
            return
        if fallback is not None:
            yield StreamEvent(page.add_quotes(quotes.citations))
        yield StreamEvent(
            "",
            replace(
                quotes,
                text=page.text,
                citations=tuple(page.citations),
                confidence=min(quotes.confidence, page.confidence),
                sides=(),
                kind="answer",
                written_by=Writing(self.model.name, prompt.version),
            ),
        )


_UNVERIFIED = Message(
    "Too little of what the language model wrote is in the documents; these are quotes instead."
)


def _fault(error: LanguageModelError) -> Message:
    return Message("No answer of the language model, so these are quotes: {error}", error=error)


def _task_of(found: Found) -> Task:
    if found.summarised:
        return "summary"
    return "answer" if compared(found.question) is None else "comparison"


def _is_in_another(text: str, language: str, found: Found) -> bool:
    """Whether a sentence is surely not in the language that was asked for."""
    surely = detect_surely(text, {language, *found.index.languages})
    return surely is not None and surely != language


def _declined(found: Found) -> Answer:
    """A refusal: the model finds no answer in the evidence, whose quotes come nearest."""
    answer = found.answer
    language = answer_language(answer.language)
    return replace(
        answer,
        text=refusal(found.question, language, near=True),
        citations=(),
        answered=False,
        nearest=answer.citations,
        sides=(),
        kind="answer",
    )
