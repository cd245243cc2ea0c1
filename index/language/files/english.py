"""English names within files."""

from __future__ import annotations

from index.language.files import FileWording
from index.language.words import words

ENGLISH = FileWording(
    titles=words("title headline name subject question"),
    texts=words("text body content answer"),
    dates=words("published datePublished date"),
    sources=words("publisher source author"),
    writers=words("author authors organization organisation"),
    heading_styles=words("heading title subtitle"),
    caption_styles=("caption",),
    navigation=words(
        "nav navbar navigation menu submenu menubar toc tags taglist sitemap header topbar toolbar"
        " masthead tabs tablist teasers? promo search"
    ),
    clutter=words(
        "cookies? cookiebar consent gdpr newsletter subscribe signup related recommended"
        " recommendations trending popular mostread adverts? advertisement ads? sponsored comments?"
        " disqus popup modal overlay footer navheader navfooter breadcrumbs? pagination pager skip"
        " social share sharing sharebar"
    ),
    sides=words("sidebar sphinxsidebar"),
    bylines=(
        *words("byline author dateline pubdate timestamp published"),
        "by line",
        "(?:post|entry|article) meta",
    ),
)
