"""A Document → Passages of whole sentences within a token budget. Pure: no files, no model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b
from unicodedata import normalize

from index.language.detect import probabilities
from index.split.layout import lay_out
from index.split.reading import read_text
from index.split.sentences import split_sentences
from index.split.tokens import count_tokens
from index.types import Block, Document, Passage, Span

MAX_CONTEXT = 150  # characters of title, and of heading
MAX_HEADING = 2_000  # characters that are looked at: finding links takes their square in time
MAX_SENTENCE = 2_000  # characters; past it there is no sentence, only text without full stops
CLEAR_CHARACTERS = 100
CLEAR_PROBABILITY = 0.9

NOT_QUOTED = frozenset({"heading", "labels", "boilerplate"})

# A mark of a note or a power is no part of the number that it is raised beside.
_RAISED = re.compile(r"(\d)([⁰¹²³⁴⁵⁶⁷⁸⁹])")
_MARKDOWN_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")


@dataclass(frozen=True, slots=True)
class SplitSettings:
    """`max_tokens`: a passage's budget in cl100k_base tokens. `overlap`: sentences shared by
    neighbouring passages.
    """

    max_tokens: int = 200
    overlap: int = 1


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, or as much of one as fits, and the block that it stands in."""

    span: Span
    block: Block


@dataclass(frozen=True, slots=True)
class _Section:
    """Sentences under one heading (None before the first) that may share a passage."""

    heading: str | None
    sentences: list[_Sentence]


@dataclass(frozen=True, slots=True)
class SplitPassage:
    """A passage, the sentences it holds (as a range into the document's), and what is embedded."""

    passage: Passage
    first: int
    last: int
    embedded_text: str


@dataclass(frozen=True, slots=True)
class SplitDocument:
    """A document's sentences, in order, what is embedded of each, and the passages made of them."""

    sentences: tuple[Span, ...]
    sentence_texts: tuple[str, ...]
    passages: tuple[SplitPassage, ...]


def laid_out(document: Document) -> Document:
    """The document with its layout, where that is to be told by its text."""
    return document if document.blocks else replace(document, blocks=lay_out(document.text))


def split_document(
    document: Document,
    settings: SplitSettings,
    fits: Callable[[str], bool] = lambda text: True,
) -> SplitDocument:
    """Cut `document` into passages that cross neither a heading nor boilerplate.

    `fits` is the embedder's own judgement of what it reads without cutting; a sentence that does
    not fit by itself is cut at a space near its middle until its parts do.
    """
    document = laid_out(document)
    sentences: list[_Sentence] = []
    passages: list[SplitPassage] = []
    for section in _sections(document):
        context = _context(document, section)
        if not fits(f"{context} {context}"):
            context = ""  # it would leave less room for the text than it takes itself
        in_context = partial(_fits_in_context, document.text, context, fits)
        parts = [
            part
            for sentence in section.sentences
            for part in _fitting(document.text, sentence, in_context)
        ]
        texts = [_text_in_passage(document.text, part) for part in parts]
        for first, last in _runs(texts, settings, context, fits):
            text = " ".join([context, *texts[first:last]]).strip()
            passage = _passage(document, parts[first].span[0], parts[last - 1].span[1], text)
            offset = len(sentences)
            passages.append(SplitPassage(passage, offset + first, offset + last, text))
        sentences.extend(parts)
    spans = tuple(each.span for each in sentences)
    read = tuple(_sentence_text(document.text, each) for each in sentences)
    return SplitDocument(spans, read, tuple(passages))


def embedded_text(text: str) -> str:
    """What of `text` an embedder and the lexical index read: words without layout or links."""
    plain = _RAISED.sub(r"\1 \2", _MARKDOWN_LINK.sub(r"\1", text))
    return normalize("NFC", " ".join(plain.split()))


def _sentence_text(text: str, sentence: _Sentence) -> str:
    return embedded_text(read_text(text, sentence.span, sentence.block).text)


def _text_in_passage(text: str, sentence: _Sentence) -> str:
    """As much of it: in a passage a question or a list's first line stands above it anyway."""
    own = sentence.block.kind == "row"
    return _sentence_text(text, sentence) if own else embedded_text(text[slice(*sentence.span)])


def _sections(document: Document) -> Iterator[_Section]:
    """The parts that passages may be made of. What stands beside the prose is kept apart from it,
    and the labels of columns are in their rows.
    """
    text = document.text
    if all(block.kind in NOT_QUOTED for block in document.blocks):
        # No prose at all, such as opening hours: then the short lines are what it says.
        headings = (block for block in document.blocks if block.kind == "heading")
        short = [_Sentence((block.start, block.end), block) for block in headings]
        if short:
            yield _Section(None, short)
        return
    section, beside = _Section(None, []), False
    for block in document.blocks:
        if block.kind == "labels":
            continue
        apart = block.kind in ("heading", "boilerplate") or (block.kind == "aside") != beside
        if apart:
            if section.sentences:
                yield section
            above = text[block.start : block.end] if block.kind == "heading" else section.heading
            section, beside = _Section(above, []), block.kind == "aside"
        if block.kind not in NOT_QUOTED:
            spans = split_sentences(text, block, document.language)
            section.sentences.extend(_Sentence(span, block) for span in spans)
    if section.sentences:
        yield section


def _context(document: Document, section: _Section) -> str:
    """Title and heading: what a reader knows before the passage's first word."""
    heading = (section.heading or "")[:MAX_HEADING].lstrip("# ")
    parts = [document.title] if heading in document.title else [document.title, heading]
    return "".join(f"{embedded_text(part)[:MAX_CONTEXT]}. " for part in parts).strip()


def _fits_in_context(
    text: str, context: str, fits: Callable[[str], bool], sentence: _Sentence
) -> bool:
    return fits(f"{context} {_sentence_text(text, sentence)}")


def _fitting(
    text: str, sentence: _Sentence, fits: Callable[[_Sentence], bool]
) -> Iterator[_Sentence]:
    start, end = sentence.span
    if end - start <= 1 or (end - start <= MAX_SENTENCE and fits(sentence)):
        yield sentence
        return
    middle = _space_nearest_middle(text, start, end)
    for part in ((start, middle), (middle, end)):
        if (stripped := _strip(text, *part)) is not None:
            yield from _fitting(text, replace(sentence, span=stripped), fits)


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
