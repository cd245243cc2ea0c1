"""How a language says what belongs to a page rather than to its prose."""

from __future__ import annotations

from dataclasses import dataclass

from index.language.words import Words


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class PageWording:
    """Regular expressions, in lower case, that match whole words."""

    photo: Words = ()  # "Photo by …"
    credit: Words = ()
    rights: Words = ()
    reserved_rights: Words = ()
    copyright_sentences: Words = ()
    citations: Words = ()  # how to cite the page
    menus: Words = ()  # menus, buttons, banners
    sections: Words = ()  # entries of a menu that head a section as well
    labels: Words = ()  # "Author: …", beside the prose
    fact_labels: Words = ()  # "Phone: …", part of the prose
    source: Words = ()
    publishing: Words = ()  # "Published on 24 November 2019"
    updating: Words = ()
    before_dates: Words = ()
    before_days: Words = ()
    before_times: Words = ()
    captions: Words = ()  # words that a caption has and a by-line has not
    untitled: Words = ()  # titles that say nothing
    document: Words = ()
    nobody: Words = ()  # authors that are none
    contents: Words = ()  # the heading over a table of contents
    page_numbers: Words = ()  # "page 3"
    page_letters: Words = ()  # "p. 3"
    out_of: Words = ()  # "3 of 7"
    copied: Words = ()  # "Printed 2024-03-02": a stamp of when a copy was made
    teasers: Words = ()  # headings over links to other pages
    answers: Words = ()  # "yes", in a table's cell
    units: Words = ()  # behind a number in a cell
    before_numbers: Words = ()
