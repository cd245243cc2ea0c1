"""The strings of the column beside the chat, and of what is asked, in both languages; part of
page_strings.TEXTS.
"""

from __future__ import annotations

from collections.abc import Mapping

SOURCES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "conversations": "Conversations",
        "export_page": "Share as a page",
        "shared_note": "Answers quoted from documents by Citera. A number leads to its quote.",
        "characters": "characters {start}–{end}",
        "back_to_sources": "Back to the list of documents",
        "open_sources": "Documents and conversations",
        "close": "Close",
        "find_source": "Find a document…",
        "sources_shown": "{shown} of {all}",
        "ask_only": "Tick to ask only this and others that are ticked",
        "no_sources": "There is no document yet; add some under Documents.",
        "pages_of": "{count} pages",
        "one_page": "1 page",
        "little_searched": "only {percent}% can be searched",
        "ask_all": "Ask all documents",
        "asked": "Asked:",
        "asked_now": "Asked from now on: {documents}",
        "asked_all": "all documents",
        "scope_documents": "{count} documents",
        "scope_since": "from {date}",
        "scope_until": "to {date}",
        "to_question": "To the question",
        "to_answer": "To the newest answer",
        "earlier": "Show earlier answers ({count})",
    },
    "sv": {
        "conversations": "Samtal",
        "export_page": "Dela som sida",
        "shared_note": "Svar citerade ur dokument av Citera. En siffra leder till sitt citat.",
        "characters": "tecken {start}–{end}",
        "back_to_sources": "Tillbaka till dokumentlistan",
        "open_sources": "Dokument och samtal",
        "close": "Stäng",
        "find_source": "Hitta ett dokument…",
        "sources_shown": "{shown} av {all}",
        "ask_only": "Kryssa i för att fråga bara detta och andra som är ikryssade",
        "no_sources": "Här finns inget dokument än; lägg till några under Dokument.",
        "pages_of": "{count} sidor",
        "one_page": "1 sida",
        "little_searched": "bara {percent} % går att söka i",
        "ask_all": "Fråga alla dokument",
        "asked": "Tillfrågas:",
        "asked_now": "Tillfrågas från och med nu: {documents}",
        "asked_all": "alla dokument",
        "scope_documents": "{count} dokument",
        "scope_since": "från {date}",
        "scope_until": "till {date}",
        "to_question": "Till frågan",
        "to_answer": "Till det senaste svaret",
        "earlier": "Visa tidigare svar ({count})",
    },
}
