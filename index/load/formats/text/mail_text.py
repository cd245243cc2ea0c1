"""The text of a mail → its blocks: who writes to whom, what is said now, and what is quoted.

Marks of quotation stand at the start of each line, inside sentences: they are taken off, and the
lines joined to the paragraphs that someone wrote. Also mails that were saved as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from index.language.lexicons import alternatives, words_of
from index.language.mail.neighbours import NEIGHBOURS
from index.load.extracted import Extracted, TextBuilder
from index.load.metadata import parse_date, usable_title
from index.types import BlockKind


def _any(name: str) -> str:
    """A pattern for any word of that list in mails."""
    return alternatives((*words_of(f"mail.{name}"), *getattr(NEIGHBOURS, name)))


_ROLES = {
    "sender": _any("senders"),
    "recipient": _any("recipients"),
    "date": _any("dates"),
    "subject": _any("subjects"),
    "other": _any("others"),
}
_HEADER = re.compile(
    rf"\*?(?:{'|'.join(f'(?P<{role}>{names})' for role, names in _ROLES.items())})\s?:\*?"
    r"(?:\s+(?P<value>.*))?",
    re.IGNORECASE,
)
_ANY_HEADER = re.compile(r"[^\W\d][\w-]{1,38}(?: [\w-]{1,20})?\s?:(?:\s|$)")
_ENCODED = re.compile(r"^(?:mime-version|content-type|content-transfer-encoding):", re.I | re.M)
_MAX_HEAD = 200  # lines

_MIN_WRAP = 30  # characters; shorter lines end where their writer ended them
_MAX_WRAP = 120
_SHORT = 60  # characters of a greeting, a name or a heading
_ATTRIBUTION_LINES, _MAX_ATTRIBUTION = 3, 300  # lines, characters

_MARKS = re.compile(r"(?: ?>)+ ?")
_SIGNATURE = re.compile(r"--\s?")
_RULE = re.compile(r"[\W_]+")
_ITEM = re.compile(r"[-*•·–+]\s+\S|\(?\d{1,3}[.)]\s+\S|\(?[a-z][.)]\s+\S")
_LABEL = re.compile(r"[^\W\d_][^:.!?]{0,40}:(?:\s|$)")
_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]*]*$")
_CELLS = re.compile(r"\t+| {3,}| \| ")
_WROTE = rf"\b{_any('wrote')}\b"
# "On Mon, 3 Jun 2024 at 09:12, Johan Alm wrote:", "Den 3 juni 2024 skrev Johan Alm:"
_DATED = re.compile(
    rf"(?:{_any('before_dates')}\s(?=.*\d)|\d).*{_WROTE}[^.!?]*(?:\b\w\.[^.!?]*)?"
    r"(?:<[^>]*>|\S+@\S+)?\s*:",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"[^.!?]*(?:<\S*>)?\s*{_WROTE}[^!?]*:", re.IGNORECASE)
_FORWARDED = re.compile(
    rf"[-_*=> ]{{2,}}.*\b{_any('forwarded')}\b.*[-_*= ]{{2,}}|{_any('forwarding')}:",
    re.IGNORECASE,
)
_GREETING = re.compile(
    rf"{_any('greetings')}\b(?:[^.?:,;\d]*[,!]|(?:\s+\w+){{0,3}}\.?)", re.IGNORECASE
)
_CLOSING = re.compile(
    rf"/ ?\w[\w .-]*|{_any('closings')}[,!.]*(?:\s*(?-i:[A-ZÅÄÖ])\w+[.!]?)?"
    rf"|{_any('regards')}\b[^.?:;\d]*[,!.]?",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:[A-ZÅÄÖÉÆØ][\w.'-]*\s?){1,4}")
_SENT_FROM = re.compile(rf"{_any('devices')}\b.*", re.IGNORECASE)
_DISCLAIMER = re.compile(
    rf"{_any('disclaimed')}\b.{{0,40}}{_any('messages')}\b.{{0,80}}\b{_any('containing')}"
    rf"(?: {_any('between')})* {_any('confidential')}.*|{_any('disclaimers')}",
    re.IGNORECASE | re.DOTALL,
)


class _Line(NamedTuple):
    """A line without its marks of quotation; `depth`: how many they were."""

    depth: int
    text: str


class Header(NamedTuple):
    """A line of a mail's head, as "From: Petra Nyman"; `role`: what it says in any language."""

    role: str
    value: str


def looks_like_mail(text: str) -> bool:
    """Whether a plain text opens as a mail does: with two headers or more, then an empty line."""
    roles = {header.role for line in _head(text) if (header := header_of(line))}
    return len(roles) > 1 and bool(roles & {"sender", "subject"})


def is_encoded(text: str) -> bool:
    """Whether a mail stands in the text as it was sent, its parts encoded."""
    return _ENCODED.search("\n".join(_head(text))) is not None


def extracted_of_mail_text(text: str) -> Extracted:
    """A mail that was copied as plain text, as `looks_like_mail` and not `is_encoded` tell.

    Raises LoadError when the text grows too long.
    """
    text = text.lstrip("\ufeff\n")
    head = _head(text)
    builder = TextBuilder()
    found: dict[str, str] = {}
    for line in head:
        header = header_of(line)
        if header:
            found.setdefault(header.role, header.value)
        builder.add("heading" if header and header.role == "subject" else "aside", line)
    add_body(builder, text[text.index("\n\n") :])
    return builder.extracted(
        title=usable_title(found.get("subject")),
        source=sender_name(found.get("sender", "")),
        published=parse_date(found.get("date", "")),
    )


def sender_name(value: str) -> str | None:
    """Who a mail is from: the name, without the address where there is a name."""
    name = re.sub(r"\s*[<\[(][^<>\[\]()]*@[^<>\[\]()]*[>\])]", "", value).strip("\"' ")
    return usable_title(name or value.strip("<> "))


def header_of(line: str) -> Header | None:
    """What a line of a mail's head says; None where its name is not known."""
    match = _HEADER.fullmatch(line)
    if match is None:
        return None
    role = next(role for role in _ROLES if match[role])
    return Header(role, (match["value"] or "").strip())


def _head(text: str) -> list[str]:
    """The lines of a mail's head, each with those that continue it; none where there is no head."""
    head, blank, _ = text.lstrip("\ufeff\n").partition("\n\n")
    if not blank or head.count("\n") > _MAX_HEAD:
        return []
    lines: list[str] = []
    for line in head.split("\n"):
        if lines and line[:1] in (" ", "\t"):
            lines[-1] += f" {line.strip()}"
        elif _HEADER.match(line) or _ANY_HEADER.match(line):
            lines.append(line.strip())
        else:
            return []
    return lines


def add_body(builder: TextBuilder, text: str, flowed: bool = False, joined: bool = False) -> None:
    """Add what a mail says. `flowed`: its lines are broken as RFC 3676 has it, and `joined` without
    a space. Raises LoadError when the text grows too long.
    """
    lines = [_line(each) for each in text.split("\n")]
    if flowed:
        lines = list(_unflowed(lines, joined))
    runs = [list(run) for _, run in groupby(_mended(lines), key=lambda line: line.depth)]
    for run, following in zip(runs, [*runs[1:], []], strict=True):
        is_quoted_next = bool(following) and following[0].depth > run[0].depth
        for kind, block in _blocks([line.text.rstrip() for line in run], is_quoted_next):
            _add(builder, kind, block)


def _add(builder: TextBuilder, kind: BlockKind | None, text: str) -> None:
    rows = [_CELLS.split(line.strip()) for line in text.split("\n")]
    if len(rows) > 1 and len(rows[0]) > 1 and len({len(row) for row in rows}) == 1:
        builder.add_table(rows)
    else:
        builder.add(kind, text)


def _line(text: str) -> _Line:
    marks = _MARKS.match(text)
    return _Line(marks[0].count(">"), text[marks.end() :]) if marks else _Line(0, text)


def _unflowed(lines: Sequence[_Line], joined: bool) -> Iterator[_Line]:
    """A line that ends in a space runs on in the next of the same depth; one more space at its
    start stands before what would look like a quote.
    """
    pieces: list[str] = []
    for line, following in zip(lines, [*lines[1:], _Line(-1, "")], strict=True):
        text = line.text.removeprefix(" ")
        runs_on = text.endswith(" ") and text != "-- " and following.depth == line.depth
        pieces.append(text[:-1] if runs_on and joined else text)
        if not runs_on:
            yield _Line(line.depth, "".join(pieces))
            pieces = []


def _mended(lines: Sequence[_Line]) -> Iterator[_Line]:
    """The end of a quoted line that some program broke off has lost its mark; empty lines between
    two of one depth, too.
    """
    before = _Line(0, "")
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else _Line(0, "")
        torn = line.depth < before.depth == following.depth and (
            not line.text.strip() or (line.text[:1].islower() and not _ENDS.search(before.text))
        )
        before = _Line(before.depth, line.text) if torn else line
        yield before


Piece = tuple[BlockKind | None, str]
_Paragraph = list[str]


def _blocks(lines: Sequence[str], is_quoted_next: bool) -> Iterator[Piece]:
    """What one person wrote, up to what it quotes or what quotes it; the last of its lines may tell
    whom it quotes.
    """
    paragraphs = [list(group) for blank, group in groupby(lines, key=_is_blank) if not blank]
    section: list[Piece] = []
    for paragraph in paragraphs:
        is_last = paragraph is paragraphs[-1]
        for piece, opens in _parts(paragraph, is_quoted_next and is_last):
            if opens:  # what comes next is another mail's
                yield from _with_ending(section)
                yield piece
                section = []
            else:
                section.append(piece)
    yield from _with_ending(section)


def _is_blank(line: str) -> bool:
    return not line or line.isspace()


def _parts(lines: _Paragraph, is_quoted_next: bool) -> Iterator[tuple[Piece, bool]]:
    """The pieces of a paragraph, each with whether it opens another mail, forwarded or quoted."""
    start = place = 0
    while place < len(lines):
        count = _opening_lines(lines[place : place + _MAX_HEAD], is_quoted_next)
        if count:
            yield from ((piece, False) for piece in _written(lines[start:place]))
            start = place + count
            for line in _opening(lines[place:start]):
                yield ("aside", line), True
        place = max(place + 1, start)
    yield from ((piece, False) for piece in _written(lines[start:]))


def _opening_lines(lines: _Paragraph, is_quoted_next: bool) -> int:
    """How many of the lines tell of another mail that follows: a rule, a head, who wrote when."""
    first = lines[0].strip(" *")
    if len(first) <= _MAX_ATTRIBUTION and _FORWARDED.fullmatch(first):
        return 1
    headers = _leading_headers(lines)
    if headers > 1:
        return headers
    for count in range(1, min(_ATTRIBUTION_LINES, len(lines)) + 1):
        text = " ".join(line.strip() for line in lines[:count])
        if len(text) > _MAX_ATTRIBUTION:
            break
        if _DATED.fullmatch(text):
            return count
        if is_quoted_next and count == len(lines) and _NAMED.fullmatch(text):
            return count
    return 0


def _leading_headers(lines: _Paragraph) -> int:
    """How many lines are the head of a mail, such as Outlook puts above the one answered."""
    count = 0
    roles = set()
    for line in lines:
        header = header_of(line.strip())
        if header is None and not (count and line[:1] in (" ", "\t")):
            break
        count += 1
        roles |= {header.role} if header else set()
    return count if len(roles) > 1 and roles & {"sender", "subject"} else 0


def _opening(lines: _Paragraph) -> list[str]:
    if _leading_headers(lines):
        return [line.strip() for line in lines]
    return [" ".join(line.strip() for line in lines)]


def _written(lines: _Paragraph) -> Iterator[Piece]:
    """A paragraph's pieces, each whole: lines that a program wrapped are joined."""
    if not lines:
        return
    if len(lines) > 1 and all(len(_CELLS.split(line.strip())) > 1 for line in lines):
        yield None, "\n".join(lines)
        return
    wrapped = [len(line) for line in lines if len(line) <= _MAX_WRAP]
    width = max(wrapped, default=0)
    pieces: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        pieces.append(line.strip())
        if not following or not _runs_on(line, following, width):
            text = " ".join(pieces)
            yield _kind(text), text
            pieces = []


def _runs_on(line: str, following: str, width: int) -> bool:
    """Whether the sentence of a line runs on in the next, or may."""
    text = following.strip()
    if _ITEM.match(text) or _LABEL.match(text) or _is_set_off(line) or _is_set_off(text):
        return False
    if _ITEM.match(line.strip()) and following[:1] in (" ", "\t"):
        return True
    if width >= _MIN_WRAP and len(line) + 1 + len(text.split()[0]) > width:
        return len(line) <= _MAX_WRAP
    return text[0].islower() and not _ENDS.search(line)


def _is_set_off(line: str) -> bool:
    """Whether a line stands by itself, whatever comes next."""
    return _kind(line.strip()) == "aside" or _RULE.fullmatch(line) is not None


def _kind(text: str) -> BlockKind | None:
    if _SIGNATURE.fullmatch(text) or is_courtesy(text):
        return "aside"
    if _ITEM.match(text):
        return "item"
    if _RULE.fullmatch(text):
        return None
    return "prose" if len(text) > _SHORT or _ENDS.search(text) or _LABEL.match(text) else None


def is_courtesy(text: str) -> bool:
    """Whether a line greets or takes leave, or tells from what device a mail was sent."""
    patterns = (_GREETING, _CLOSING, _SENT_FROM)
    return len(text) <= _SHORT and any(pattern.fullmatch(text) for pattern in patterns)


def is_disclaimer(text: str) -> bool:
    """Whether a paragraph is what an organisation puts beneath all mail that leaves it."""
    return _DISCLAIMER.fullmatch(text) is not None


def is_attribution(text: str) -> bool:
    """Whether a line tells who wrote what is quoted next, and when."""
    return len(text) <= _MAX_ATTRIBUTION and _DATED.fullmatch(text) is not None


def _with_ending(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a mail, its names and numbers at the end set apart from what it says."""
    ended = [*pieces]
    signature = next((n for n, (_, text) in enumerate(pieces) if _SIGNATURE.fullmatch(text)), None)
    closing = next((n for n, (_, text) in enumerate(pieces) if _is_closing(text)), None)
    for place in range(len(pieces) - 1, 0, -1):
        kind, text = pieces[place]
        is_signed = signature is not None and place > signature
        if is_disclaimer(text):
            ended[place] = "boilerplate", text
        elif is_signed or (kind is None and (closing is not None or _NAME.fullmatch(text))):
            ended[place] = "aside", text
        elif kind != "aside":
            break
    return ended


def _is_closing(text: str) -> bool:
    return len(text) <= _SHORT and _CLOSING.fullmatch(text) is not None
