"""Swedish names within files."""

from __future__ import annotations

from index.language.files import FileWording
from index.language.words import words

SWEDISH = FileWording(
    titles=words("titel rubrik namn fråga"),
    texts=words("innehåll brödtext svar"),
    dates=words("publicerad datum"),
    sources=words("källa författare"),
    writers=("författare",),
    heading_styles=words("rubrik titel underrubrik"),
    caption_styles=words("beskrivning bildtext"),
    navigation=words("navigering meny sök"),
    clutter=words(
        "kakor nyhetsbrev prenumerera relaterat relaterade annons kommentarer sidfot brödsmulor"
    ),
    sides=("sidokolumn",),
)
