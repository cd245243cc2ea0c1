"""Mail (.eml, .mbox) → what its reader sees: the head, the text, and the attachments' own text.

Headers are decoded here: the policy that the standard library offers for it raises on damaged ones
and takes quadratic time on long ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from pathlib import Path
from typing import BinaryIO, NamedTuple

from index.errors import LoadError
from index.load.extracted import Extracted, TextBuilder
from index.load.formats.attached import parse_attached
from index.load.formats.markup.blocks import add_blocks
from index.load.formats.markup.html import load_markup, parse_page
from index.load.formats.text.encodings import load_text
from index.load.formats.text.mail_text import (
    add_body,
    is_attribution,
    is_courtesy,
    is_disclaimer,
    sender_name,
)
from index.load.metadata import parse_date, usable_title
from index.types import BlockKind

MAX_MESSAGE_BYTES = 50_000_000  # attachments and all
_MAX_ATTACHMENTS = 50  # that are read; of others, the names are shown
_MAX_MAIL_DEPTH = 2  # a mail attached to a mail that is attached to a mail
_MAX_PART_DEPTH = 20
_MAX_HEADER = 10_000  # characters
_MAX_LINE = 65_536  # bytes
_SHOWN = ("From", "To", "Cc", "Date")
# So much more does a mail's HTML say than its plain text where that is a summary or a notice.
_MORE = 1.2

_HEAD = re.compile(rb"^(?:from|to|subject|date|received):", re.IGNORECASE | re.MULTILINE)
_HEAD_BYTES = 100_000
_WIDE = 4  # bytes of the longest character
_FROM_LINE = re.compile(rb"From .*\d\d:\d\d")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_ADDRESS = re.compile(r"https?://\S+")


def parse_eml(path: Path) -> Extracted:
    """A mail: its head, what it says, and the text of what is attached.

    Raises LoadError for what is no mail, or too large.
    """
    size = path.stat().st_size
    if size > MAX_MESSAGE_BYTES:
        raise _too_large(size)
    data = path.read_bytes()
    if b"\0" in data[:_WIDE]:  # saved as UTF-16 or UTF-32
        data = load_text(data).encode()
    if not _HEAD.search(data[:_HEAD_BYTES]):
        raise LoadError("is no mail: it has no head with a sender or a subject; save it anew")
    return extracted_of_message(data)


def parse_mbox(path: Path) -> Extracted:
    """The mails of a folder, each on a page of its own.

    Raises LoadError for what is no folder of mails, and for a mail that is too large.
    """
    builder = TextBuilder()
    facts: list[_Facts] = []
    with path.open("rb") as file:
        for data in _messages(file):
            builder.begin_page()
            facts.append(_Reader(builder).add_mail(message_from_bytes(data)))
    return builder.extracted(*(facts[0] if len(facts) == 1 else ()))


def extracted_of_message(data: bytes, with_attachments: bool = True) -> Extracted:
    """A mail as it was sent. Without attachments, these are only named.

    Raises LoadError when the text grows too long.
    """
    builder = TextBuilder()
    reader = _Reader(builder, attachments=_MAX_ATTACHMENTS if with_attachments else 0)
    return builder.extracted(*reader.add_mail(message_from_bytes(data)))


def _too_large(size: int) -> LoadError:
    return LoadError(
        "has a mail of {size:,} bytes, over the limit of {limit:,}; save its attachments apart",
        size=size,
        limit=MAX_MESSAGE_BYTES,
    )


def _messages(file: BinaryIO) -> Iterator[bytes]:
    """The mails of a folder, less the line above each."""
    message: list[bytes] | None = None
    size, is_apart = 0, True
    for line in iter(lambda: file.readline(_MAX_LINE), b""):
        if is_apart and _FROM_LINE.match(line):
            if message is not None:
                yield _unescaped(message)
            message, size = [], 0
        elif message is not None:
            message.append(line)
            size += len(line)
        elif line.strip():
            break
        if size > MAX_MESSAGE_BYTES:
            raise _too_large(size)
        is_apart = not line.strip()
    if message is None:
        raise LoadError("is no .mbox: it does not begin with a mail's From line; export it anew")
    yield _unescaped(message)


def _unescaped(lines: Sequence[bytes]) -> bytes:
    return _ESCAPED.sub(rb"\1", b"".join(lines))


class _Facts(NamedTuple):
    """What a mail's head says of it."""

    title: str | None
    source: str | None
    published: str | None


class _Reader:
    """Adds a mail to a builder, and what is attached to it."""

    def __init__(
        self, builder: TextBuilder, depth: int = 0, attachments: int = _MAX_ATTACHMENTS
    ) -> None:
        """`depth`: in how many mails this one lies; `attachments`: how many may be read."""
        self._builder = builder
        self._depth = depth
        self._attachments = attachments

    def add_mail(self, message: Message) -> _Facts:
        """Add the head, the text and the attachments of a mail; what its head says."""
        head = _head(message)
        self._builder.add("heading", head.get("subject", ""))
        for name in _SHOWN:
            if name.lower() in head:
                self._builder.add("aside", f"{name}: {head[name.lower()]}")
        self._add_part(message, 0)
        return _Facts(
            usable_title(head.get("subject")),
            sender_name(head.get("from", "")),
            parse_date(head.get("date", "")),
        )

    def _add_part(self, part: Message, level: int) -> None:
        kind = part.get_content_type()
        parts = _parts(part)
        if kind.startswith("multipart/") and parts:
            if level < _MAX_PART_DEPTH:
                self._add_parts(parts, kind, level + 1)
        elif kind == "message/rfc822" and parts:
            self._add_mail_within(parts[0])
        elif name := _attached_name(part):
            self._add_attachment(part, name)
        elif kind == "text/plain" or kind.startswith("multipart/"):  # of which no part begins
            flowed = str(part.get_param("format", "")).lower() == "flowed"
            joined = str(part.get_param("delsp", "")).lower() == "yes"
            add_body(self._builder, _text(part), flowed, joined)
        elif kind == "text/html":
            self._builder.append(_of_markup(_text(part)))

    def _add_parts(self, parts: Sequence[Message], kind: str, level: int) -> None:
        if kind == "multipart/alternative":
            self._builder.append(_fullest([self._extracted(part, level) for part in parts]))
            return
        for part in parts:
            self._add_part(part, level)

    def _extracted(self, part: Message, level: int) -> Extracted:
        builder = TextBuilder()
        reader = _Reader(builder, self._depth, self._attachments)
        reader._add_part(part, level)
        self._attachments = reader._attachments
        return builder.extracted()

    def _add_mail_within(self, message: Message) -> None:
        if self._depth == _MAX_MAIL_DEPTH:
            self._builder.add("aside", _head(message).get("subject", ""))
            return
        reader = _Reader(self._builder, self._depth + 1, self._attachments)
        reader.add_mail(message)
        self._attachments = reader._attachments

    def _add_attachment(self, part: Message, name: str) -> None:
        payload = part.get_payload(decode=True)
        suffix = Path(name).suffix.lower()
        found = None
        if isinstance(payload, bytes) and self._attachments > 0:
            self._attachments -= 1
            if suffix == ".eml":
                self._builder.add("heading", name)
                self._add_mail_within(message_from_bytes(payload))
                return
            found = parse_attached(payload, suffix)
        self._builder.add("aside" if found is None else "heading", name)
        if found is not None:
            self._builder.append(found)


def _head(message: Message) -> dict[str, str]:
    """The headers of a mail, by their names in lower case; of several, the first."""
    head: dict[str, str] = {}
    for name, value in message.raw_items():
        head.setdefault(name.lower(), _decoded(str(value)))
    return head


def _parts(part: Message) -> list[Message]:
    """The parts that a part of a mail consists of; none for one that is whole."""
    payload = part.get_payload()
    return [each for each in payload if isinstance(each, Message)] if part.is_multipart() else []


def _attached_name(part: Message) -> str:
    """The name of the file that a part is; empty for a part of the text, or a picture in it."""
    name = " ".join(_decoded(part.get_filename() or "").split())
    is_picture = part.get_content_maintype() == "image" and "content-id" in part
    return "" if is_picture and part.get_content_disposition() != "attachment" else name


def _text(part: Message) -> str:
    """The text of a part; empty where it is none."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    charset = part.get_content_charset()
    try:
        if charset is None and part.get_content_type() == "text/html":
            return load_markup(payload)
        return load_text(payload, charset)
    except LoadError:
        return ""


def _of_markup(markup: str) -> Extracted:
    """What a mail in HTML says, courtesies and disclaimers set apart as in plain text."""
    builder = TextBuilder()
    tree = parse_page(markup) if markup.strip() else None
    if tree is not None:
        add_blocks(tree, builder)
    found = builder.extracted()
    blocks = tuple(
        replace(block, kind=_kind_in_mail(block.kind, found.text[block.start : block.end]))
        for block in found.blocks
    )
    return replace(found, blocks=blocks)


def _kind_in_mail(kind: BlockKind, text: str) -> BlockKind:
    if kind not in ("prose", "heading"):
        return kind
    if is_disclaimer(text):
        return "boilerplate"
    return "aside" if is_courtesy(text) or is_attribution(text) else kind


def _fullest(versions: Sequence[Extracted]) -> Extracted:
    """Of the versions of one text, the first, plainest, unless a later one says more or has tables
    that it lacks.
    """
    chosen = Extracted("")
    for version in versions:
        rows = sum(block.kind == "row" for block in version.blocks)
        has_more = _words(version) > _MORE * _words(chosen)
        has_rows = rows > sum(block.kind == "row" for block in chosen.blocks)
        if has_more or (has_rows and _words(version) > _words(chosen) / _MORE):
            chosen = version
    return chosen


def _words(found: Extracted) -> int:
    return len(re.findall(r"\w+", _ADDRESS.sub("", found.text)))


def _decoded(value: str) -> str:
    """A header as it is shown, on one line."""
    raw = value[:_MAX_HEADER].encode("utf-8", "surrogateescape")
    try:
        whole = load_text(raw).replace("\n", " ")
        pieces = [
            piece if isinstance(piece, str) else _decoded_piece(piece, charset)
            for piece, charset in decode_header(whole)
        ]
    except (LoadError, ValueError, HeaderParseError):
        return " ".join(raw.decode("utf-8", "replace").split())
    return " ".join("".join(pieces).split())


def _decoded_piece(piece: bytes, charset: str | None) -> str:
    return piece.decode("raw-unicode-escape") if charset is None else load_text(piece, charset)
