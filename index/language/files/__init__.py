"""How a language names things within files: fields of data, styles, parts of a web page."""

from __future__ import annotations

from dataclasses import dataclass

from index.language.words import Words


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class FileWording:
    """Words; names of styles and of a page's parts are regular expressions."""

    # Fields, the likeliest first
    titles: Words = ()
    texts: Words = ()  # of a title
    dates: Words = ()
    sources: Words = ()
    writers: Words = ()

    # Styles
    heading_styles: Words = ()
    caption_styles: Words = ()

    # Classes and ids of a web page's parts
    navigation: Words = ()
    clutter: Words = ()  # banners, advertisements, links elsewhere
    sides: Words = ()
    bylines: Words = ()
