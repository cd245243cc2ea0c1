"""A Document → Passages of whole sentences within a token budget. Pure: no files, no model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from unicodedata import normalize

from index.blocks import split_blocks
from index.language import probabilities
from index.noise import noise_spans
from index.sentences import split_sentences
from index.tokens import count_tokens
from index.types import Document, Passage, Span

LONGEST_CONTEXT = 150  # characters of title, and of heading
LONGEST_HEADING = 2_000  # characters that are looked at: finding links takes their square in time
LONGEST_SENTENCE = 2_000  # characters; past it there is no sentence, only text without full stops
CLEAR_CHARACTERS = 100
CLEAR_PROBABILITY = 0.9

_MARKDOWN_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")


@dataclass(frozen=True, slots=True)
class SplitSettings:
    """`max_tokens`: a passage's budget in cl100k_base tokens. `overlap`: sentences shared by
    neighbouring passages.
    """

    max_tokens: int = 200
    overlap: int = 1


@dataclass(frozen=True, slots=True)
class Section:
    """The sentences under one heading (None before the first), noise left out."""

    heading: str | None
    sentences: list[Span]


@dataclass(frozen=True, slots=True)
class SplitPassage:
    """A passage, the sentences it holds (as a range into the document's), and what is embedded."""

    passage: Passage
    first: int
    last: int
    embedded_text: str


@dataclass(frozen=True, slots=True)
class SplitDocument:
    """A document's sentences, in order, and the passages made of them."""

    sentences: tuple[Span, ...]
    passages: tuple[SplitPassage, ...]


def split_document(
    document: Document,
    settings: SplitSettings,
    fits: Callable[[str], bool] = lambda text: True,
) -> SplitDocument:
    """Cut `document` into passages that cross neither a heading nor noise.

    `fits` is the embedder's own judgement of what it reads without cutting; a sentence that does
    not fit by itself is cut at a space near its middle until its parts do.
    """
    sentences: list[Span] = []
    passages: list[SplitPassage] = []
    for section in _sections(document.text, document.language):
        context = _context(document, section)
        if not fits(f"{context} {context}"):
            context = ""  # it would leave less room for the text than it takes itself
        in_context = partial(_fits_in_context, context, fits)
        spans = [
            part for span in section.sentences for part in _fitting(document.text, span, in_context)
        ]
        texts = [embedded_text(document.text[slice(*span)]) for span in spans]
        for first, last in _runs(texts, settings, context, fits):
            text = " ".join([context, *texts[first:last]]).strip()
            passage = _passage(document, spans[first][0], spans[last - 1][1], text)
            offset = len(sentences)
            passages.append(SplitPassage(passage, offset + first, offset + last, text))
        sentences.extend(spans)
    return SplitDocument(tuple(sentences), tuple(passages))


def embedded_text(text: str) -> str:
    """What of `text` an embedder and the lexical index read: words without layout or links."""
    return normalize("NFC", " ".join(_MARKDOWN_LINK.sub(r"\1", text).split()))


def _sections(text: str, language: str) -> Iterator[Section]:
    blocks = split_blocks(text)
    noise = set(noise_spans(text, blocks))
    own = [block for block in blocks if (block.start, block.end) not in noise]
    if own and all(block.kind == "heading" for block in own):
        # No prose at all, such as opening hours: then the short lines are what it says.
        yield Section(None, [(block.start, block.end) for block in own])
        return
    section = Section(None, [])
    for block in blocks:
        is_noise = (block.start, block.end) in noise
        if is_noise or block.kind == "heading":
            if section.sentences:
                yield section
            heading = section.heading if is_noise else text[block.start : block.end]
            section = Section(heading, [])
        else:
            section.sentences.extend(split_sentences(text, block, language))
    if section.sentences:
        yield section


def _context(document: Document, section: Section) -> str:
    """Title and heading: what a reader knows before the passage's first word."""
    heading = (section.heading or "")[:LONGEST_HEADING].lstrip("# ")
    parts = [document.title] if heading in document.title else [document.title, heading]
    return "".join(f"{embedded_text(part)[:LONGEST_CONTEXT]}. " for part in parts).strip()


def _fits_in_context(context: str, fits: Callable[[str], bool], text: str) -> bool:
    return fits(f"{context} {embedded_text(text)}")


def _fitting(text: str, span: Span, fits: Callable[[str], bool]) -> Iterator[Span]:
    start, end = span
    if end - start <= 1 or (end - start <= LONGEST_SENTENCE and fits(text[start:end])):
        yield span
        return
    middle = _space_nearest_middle(text, start, end)
    for part in ((start, middle), (middle, end)):
        if (stripped := _strip(text, *part)) is not None:
            yield from _fitting(text, stripped, fits)


def _space_nearest_middle(text: str, start: int, end: int) -> int:
    middle = (start + end) // 2
    before, after = text.rfind(" ", start, middle), text.find(" ", middle, end)
    spaces = [space for space in (before, after) if start < space < end - 1]
    return min(spaces, key=lambda space: abs(space - middle), default=middle)


def _strip(text: str, start: int, end: int) -> Span | None:
    part = text[start:end]
    stripped = part.strip()
    if not stripped:
        return None
    start += len(part) - len(part.lstrip())
    return start, start + len(stripped)


def _runs(
    texts: Sequence[str], settings: SplitSettings, context: str, fits: Callable[[str], bool]
) -> Iterator[tuple[int, int]]:
    """Ranges of sentences that fill the budget, each starting `overlap` before the last's end."""
    tokens = [count_tokens(text) for text in texts]
    first = 0
    while True:
        last, used = first + 1, tokens[first]
        while last < len(texts) and used + tokens[last] <= settings.max_tokens:
            used += tokens[last]
            last += 1
        while last > first + 1 and not fits(" ".join([context, *texts[first:last]])):
            last -= 1
        yield first, last
        if last == len(texts):
            return
        first = max(last - settings.overlap, first + 1)


def _passage(document: Document, start: int, end: int, text: str) -> Passage:
    # Named by its content: an edited or moved passage never answers to an old one's id.
    name = f"{document.id}\0{start}\0{end}\0{text}".encode()
    number = int.from_bytes(blake2b(name, digest_size=8).digest(), "big") >> 1
    return Passage(number, document.id, start, end, _passage_language(document, text))


def _passage_language(document: Document, text: str) -> str:
    """The document's language, unless the passage is clearly in another one."""
    if len(text) < CLEAR_CHARACTERS:
        return document.language
    code, share = next(iter(probabilities(text).items()))
    return code if share >= CLEAR_PROBABILITY else document.language
