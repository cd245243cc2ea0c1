"""What a text says about itself: its title, when it was published, and by whom.

Only marks made for the purpose are read: a heading, a date on a line of its own, a copyright line.
A date in running prose or in a photo's caption tells of an event, not of publication, and an
unknown date is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from index.language.lexicons import alternatives, any_of, words_of
from index.language.numbers import MONTHS
from index.split.wording import is_not_prose

EDGE_LINES = 10  # datelines, source lines and copyright lines stand this near the top or bottom
TOP_LINES = 40  # a title is looked for in so many lines, blank ones included
MAX_TITLE = 150  # characters; longer lines are paragraphs
SHORT_LINE = 60  # characters; a line this short may be a heading although it ends in a period
MAX_DATELINE = 100  # characters; longer lines are prose that happens to hold a date
OPENING = 80  # characters of the first sentence, where nothing better can serve as a title

_MONTH = rf"(?P<month>(?:{'|'.join(MONTHS)})\b)\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_ORDINAL = any_of("ordinal_endings")
_CENTURY = re.compile(r"19|20")
# 24/11/2019 and 11/24/2019 are left out: which number is the month depends on the writer.
_DATES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?!\d)",
        rf"\b(?:(?P<day>\d\d?){_ORDINAL}?\s+)?{_MONTH},?\s+{_YEAR}",
        rf"\b{_MONTH}\s+(?P<day>\d\d?){_ORDINAL}?,?\s+{_YEAR}",
    )
]

_UPDATE = any_of("page.updating")
_LABELS = rf"(?:{any_of('page.publishing')}|{_UPDATE})\b(?:\s+{any_of('page.before_dates')})?"
_UPDATED, _LABEL = (re.compile(label, re.IGNORECASE) for label in (_UPDATE, _LABELS))
_WEEKDAYS = words_of("weekdays")
_WEEKDAY = (
    rf"(?:{alternatives(_WEEKDAYS)}{any_of('weekday_endings')}?"
    rf"|{alternatives(day[:3] for day in _WEEKDAYS)})\b"
)
_PLACE = r"(?-i:[A-ZÅÄÖ][\w'’-]+(?:\s[A-ZÅÄÖ][\w'’-]+)?)"
# A writer or publisher; with a word of place in it, it is the caption of a photo.
_NAME = rf"(?!.*\b{any_of('page.captions')}\b)[^\W\d][^,]{{1,59}}"
_BEFORE_DATE = re.compile(
    rf"""\W*(?:.*[|·•:–—.]\s*)?  # anything set off by a separator
    (?:{_PLACE}\s+|{_NAME},\s*)?
    (?:{_LABELS}[\s:.,]*)?(?:{_WEEKDAY}[\s,.]*)?(?:{any_of("page.before_days")}\s+)?[\s"'(]*""",
    re.IGNORECASE | re.VERBOSE,
)
_AFTER_DATE = re.compile(
    rf"""[\s"')]*(?:
    T[\d:.,+Z-]+["']?                       # the time in an ISO 8601 timestamp
    |,?\s*{any_of("page.before_times")}?\s*\d\d?[:.]\d\d\b.* # a time of day
    |,?\s*{any_of("by")}\b.*                # a byline
    |,?\s*{_LABELS}.*                        # "Published …, updated …"
    |[|·•–—(].*                             # anything set off by a separator
    )?\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_COPYRIGHT = re.compile(
    rf"""[^\w©(]*(?:©|copyright:?\s*(?:©|\(c\)|(?=(?:19|20)\d\d|by\s))|\(c\)(?=\s*(?:19|20)\d\d))
    \s*(?:copyright\s*)?(?P<years>(?:19|20)\d\d(?:\s*[-–,]\s*(?:19|20)\d\d)*)?[\s,]*
    (?:{any_of("by")}\s)?(?P<holder>.{{0,200}})""",
    re.IGNORECASE | re.VERBOSE,
)
_TRAILING_YEAR = re.compile(r"[\s,]+(?P<years>(?:19|20)\d\d)\W*$")
# "All rights reserved" in its usual words, a separator or a new sentence end a publisher's name.
_AFTER_NAME = re.compile(rf"[\s.,;|–—-]*(?:\b{any_of('page.rights')}\b|[|·•]|\.\s+(?=[A-ZÅÄÖ])).*")
_SOURCE_LINE = re.compile(rf"{any_of('page.source')}\s*:\s*(?P<source>\S.{{1,79}})", re.IGNORECASE)
# What word processors and site templates write where the author wrote no title.
_NO_TITLE = re.compile(
    rf"{any_of('page.untitled')}[\s\d]*{any_of('page.document')}?"
    r"|.*\.(?:docx?|dotx?|pdf|indd|pptx?|xlsx?|odt|rtf|txt|tex|dvi)",
    re.IGNORECASE,
)

# What programs write where nobody gave a name.
_NO_AUTHOR = re.compile(
    rf"(?:{any_of('page.nobody')}|python-\w+|openpyxl|libreoffice|microsoft\b.*|\S*@\S*|\W*)\d*",
    re.IGNORECASE,
)
MAX_AUTHOR = 80  # characters


def usable_author(candidate: str | None) -> str | None:
    """`candidate` on one line, or None if it names nobody."""
    author = " ".join((candidate or "").split())
    is_name = author.isprintable() and len(author) <= MAX_AUTHOR
    return None if not is_name or _NO_AUTHOR.fullmatch(author) else author


def usable_title(candidate: str | None) -> str | None:
    """`candidate` on one line without unprintable characters, or None if it names nothing."""
    visible = "".join(c if c.isprintable() else " " for c in candidate or "")
    title = _shorten(visible, MAX_TITLE)
    return None if not title or _NO_TITLE.fullmatch(title) else title


def find_title(text: str, name: str) -> str:
    """The heading at the top of `text`, else the readable file name, else the opening words.

    `name` is the file's name or path; a name such as "001_da40df7c89ed4eff.txt" tells nobody
    anything, so the text's first words are shown instead.
    """
    paragraph = _first_paragraph(text)
    return (
        (usable_title(paragraph) if _is_heading(paragraph) else None)
        or _readable_name(name)
        or usable_title(_shorten(paragraph, OPENING))
        or repr(PurePosixPath(name).name)
    )


def find_markdown_title(text: str) -> str | None:
    """The first "# " heading outside fenced code, without the marks; else the front matter's."""
    prose = re.sub(r"^(```|~~~).*?^\1", "", text, flags=re.MULTILINE | re.DOTALL)
    if heading := re.search(r"^# +(.{1,300})", prose, re.MULTILINE):
        return re.sub(r" #* *$", "", heading[1])
    front_matter = text[: text.find("\n---", 3) + 1] if text.startswith("---\n") else ""
    named = re.search(r"^title: *(.{1,300})", front_matter, re.MULTILINE)
    return named[1].strip("\"' ") if named else None


def find_published(text: str, metadata_date: str | None = None) -> str | None:
    """When the text was published: ISO 8601, as precise as it is given, or None.

    In order of trust: a date on a line of its own near the top, the date in the file's metadata,
    a labelled date near the bottom, the year of the copyright line at the end.
    """
    top, bottom = _edges(text)
    # "Updated" often stands above "Published".
    datelines = sorted(_datelines(top), key=lambda found: bool(_UPDATED.search(found[0])))
    labelled = (day for line, day in _datelines(bottom) if _LABEL.search(line))
    return (
        next((day for _, day in datelines), None)
        or parse_date(metadata_date or "")
        or next(labelled, None)
        or next((year for year, _ in _copyrights(bottom) if year), None)
    )


def find_source(text: str) -> str | None:
    """Who published the text: the holder of its copyright, or what its "Source:" line names."""
    top, bottom = _edges(text)
    holder = next((holder for _, holder in _copyrights(bottom) if holder), None)
    named = (match for line in (*top, *bottom) if (match := _SOURCE_LINE.fullmatch(line)))
    return holder or next((_name_only(match["source"]) for match in named), None)


def parse_date(text: str) -> str | None:
    """The first date in `text` as ISO 8601 ("2019-11-24", "2019-11"), or None."""
    found = _first_date(text)
    return _iso(found) if found else None


def _first_date(text: str) -> re.Match[str] | None:
    if not _CENTURY.search(text):  # spares most lines the slower patterns
        return None
    matches = filter(None, (pattern.search(text) for pattern in _DATES))
    return min(matches, key=lambda match: match.start(), default=None)


def _iso(found: re.Match[str]) -> str | None:
    """The date that a pattern of `_DATES` found; None for one that no calendar has."""
    month = MONTHS.get(found["month"].lower()) or int(found["month"])
    try:
        day = date(int(found["year"]), month, int(found["day"] or 1))
    except ValueError:
        return None
    return day.isoformat() if found["day"] else day.isoformat()[:7]


def _datelines(lines: list[str]) -> Iterator[tuple[str, str]]:
    """The lines that hold a date and little else, each with its date; no prose."""
    for line in lines:
        if (day := _dateline(line)) is not None:
            yield line, day


def _dateline(line: str) -> str | None:
    if len(line) > MAX_DATELINE:
        return None
    line = line.removesuffix(".") if _LABEL.search(line) else line
    found = _first_date(line)
    if found is None or line.endswith((".", "!", "?")):
        return None
    before, after = line[: found.start()], line[found.end() :]
    alone = _BEFORE_DATE.fullmatch(before) and _AFTER_DATE.fullmatch(after)
    return _iso(found) if alone else None


def _copyrights(lines: list[str]) -> Iterator[tuple[str | None, str | None]]:
    """Year and holder of each copyright line, None for what it does not say.

    A range of years is the age of a site and dates no page of it, so it gives no year.
    """
    for line in lines:
        if not (match := _COPYRIGHT.fullmatch(line)):
            continue
        holder = _name_only(match["holder"])
        trailing = _TRAILING_YEAR.search(holder)
        years = match["years"] or (trailing and trailing["years"]) or ""
        holder = _TRAILING_YEAR.sub("", holder)
        yield (years if len(years) == 4 else None), (holder if re.search(r"\w", holder) else None)


def _name_only(text: str) -> str:
    return _AFTER_NAME.sub("", text, count=1).strip(" .,;")


def _edges(text: str) -> tuple[list[str], list[str]]:
    """The first and the last lines of the text that are not blank, stripped."""
    lines = [line.strip() for line in text.split("\n") if not line.isspace() and line]
    return lines[:EDGE_LINES], lines[-EDGE_LINES:]


def _first_paragraph(text: str) -> str:
    """The first line that may be prose or a heading, with the lines that run on from it."""
    lines = [line.strip() for line in text.lstrip().split("\n", TOP_LINES)[:TOP_LINES]]
    start = next((n for n, line in enumerate(lines) if _may_be_title(line)), None)
    if start is None:
        return lines[0]
    paragraph = [lines[start]]
    for line in lines[start + 1 :]:
        # Anything but the rest of a wrapped line: blank, a date, a heading or a new sentence.
        if not line[:1].islower() or _dateline(line):
            break
        paragraph.append(line)
    return " ".join(paragraph)


def _may_be_title(line: str) -> bool:
    has_word = re.search(r"[^\W\d_]{2}", line) is not None
    return has_word and not _dateline(line) and not _is_mark(line)


def _is_mark(line: str) -> bool:
    """Whether the line is an address, a copyright, a caption or a source: never a title."""
    return bool(
        re.match(r"https?://|www\.", line)
        or _COPYRIGHT.fullmatch(line)
        or _SOURCE_LINE.fullmatch(line)
        or is_not_prose(line)
    )


def _is_heading(paragraph: str) -> bool:
    """Whether a paragraph looks like a heading: short, and no sentence."""
    if paragraph.endswith((".", ".”", '."', ":")):
        return len(paragraph) <= SHORT_LINE
    return len(paragraph) <= MAX_TITLE and not paragraph.endswith((",", ";"))


def _readable_name(name: str) -> str | None:
    """The file's name in words; None if it is only numbers and hexadecimal digits."""
    stem = PurePosixPath(name).stem
    words = re.sub(r"_|(?<!\d)-|-(?!\d)", " ", stem)
    # Letters beyond f: a hash can spell "da" or "fee", but not a word with an r in it.
    has_word = re.search(r"(?=[a-f]*[^\W\d_a-f])[^\W\d_]{3,}", words.lower())
    return usable_title(words) if has_word else None


def _shorten(text: str, limit: int) -> str:
    """`text` on one line, cut between words to at most `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rsplit(" ", 1)[0] + "…"
