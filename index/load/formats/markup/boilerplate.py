"""What blocks of a page are menus and teasers, as their links and neighbours tell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from index.load.formats.markup.found_blocks import FoundBlock

MIN_LINKS = 3  # in a row that make a menu
MAX_LINK = 120  # characters of an entry in a menu
TEASER_LINKS = 3  # one of so many blocks of a teaser is a link
MIN_SHARE = 0.2  # of a page's text; where less is its subject, the names of its parts mislead
MIN_PARAGRAPH = 100  # characters of a paragraph that is no entry of a menu


def mark_boilerplate(found: list[FoundBlock], is_marked: bool) -> None:
    """Tell menus and teasers by their links. `is_marked`: the page names its main part."""
    _mark_menus(found, is_marked)
    _mark_teasers(found)
    _doubt_names(found)


def _mark_menus(found: list[FoundBlock], is_marked: bool) -> None:
    """Rows of short links are menus: outside of the main part, and where they lead to its parts."""
    first, last = _extent(found)
    start = 0
    while start < len(found):
        end = start
        while end < len(found) and _is_entry(found[end]):
            end += 1
        run = range(start, end)
        is_outside = not found[start].in_main if is_marked else not first <= start <= last
        if len(run) >= MIN_LINKS and (is_outside or all(found[n].is_local for n in run)):
            for number in run:
                found[number].kind = "boilerplate"
        start = max(end, start + 1)


def _extent(found: Sequence[FoundBlock]) -> tuple[int, int]:
    """The places of the first heading and of the last block that is no link."""
    headings = (n for n, each in enumerate(found) if each.kind == "heading")
    texts = (n for n in reversed(range(len(found))) if not found[n].is_linked)
    return next(headings, 0), next(texts, len(found))


def _is_entry(found: FoundBlock) -> bool:
    is_text = found.kind in ("prose", "item", None) and not found.rows
    return is_text and found.is_linked and len(found.text) <= MAX_LINK


def _mark_teasers(found: Sequence[FoundBlock]) -> None:
    """What stands beneath "Read also" and links to other pages, up to the next heading as large."""
    for place, head in enumerate(found):
        if head.until is None or head.kind != "heading":
            continue
        section = [head]
        for each in islice(found, place + 1, head.until):
            if each.kind == "heading" and each.rank <= head.rank:
                break
            section.append(each)
        if sum(each.is_linked for each in section) * TEASER_LINKS >= len(section) - 1 > 0:
            for each in section:
                each.kind = "boilerplate"


def _doubt_names(found: Sequence[FoundBlock]) -> None:
    """Where hardly anything is left, as on pages of a forum, long paragraphs are the subject."""
    lengths = [(each.kind == "boilerplate", len(each.text)) for each in found if not each.is_linked]
    kept = sum(length for is_boilerplate, length in lengths if not is_boilerplate)
    if kept >= MIN_SHARE * sum(length for _, length in lengths):
        return
    for each in found:
        if each.kind == "boilerplate" and not each.is_linked and len(each.text) >= MIN_PARAGRAPH:
            each.kind = "prose"
