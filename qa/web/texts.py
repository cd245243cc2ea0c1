"""Every string of the page, in Swedish and English, and which of the two a visitor reads.

Labels of widgets are translated in the browser (`label`), what is made here with `text`. Both
follow the browser's first language that is one of these, unless the visitor has chosen the other
one, which a cookie remembers; `HEAD` makes Gradio's own strings do the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import gradio as gr

COOKIE = "citera_language"
DEFAULT = "en"

TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "tagline": "Answers in your documents’ own words",
        "other_language": "Svenska",
        "chat_tab": "Chat",
        "conversation": "Conversation",
        "new_conversation": "New",
        "manage": "Rename, export or delete",
        "name": "Name of the conversation",
        "rename": "Rename",
        "export_markdown": "Export as Markdown",
        "export_json": "Export as JSON",
        "delete": "Delete",
        "question": "Question",
        "question_hint": "Ask a question…",
        "send": "Send",
        "send_edited": "Ask instead",
        "stop": "Stop",
        "greeting": "Ask in English or Swedish.",
        "promise": "Answers are quoted from the documents, or not given.",
        "example_across": "Quoted from a document in the other language",
        "example_differ": "Documents that contradict each other",
        "example_refused": "Not answered, because no document says so",
        "searching": "Searching the documents…",
        "stopped": "Stopped.",
        "no_document": "The document behind an answer opens here, its quote marked.",
        "understood": "Understood as: {question}",
        "sure": "Sure: a quote very probably answers this.",
        "likely": "Likely: a quote probably answers this; read it in its place.",
        "unsure": "Unsure: the quotes may miss what you asked; read them in their place.",
        "nearest": "Nearest in the documents, though no answer",
        "sources": "Sources",
        "answer": "Answer",
        "page": "page {number}",
        "en": "English",
        "sv": "Swedish",
        "gone": "The documents no longer say this there.",
        "open_quote": "Open quote {number} in its document",
        "copy": "Copy with sources",
        "copied": "Copied",
        "retry": "Ask again",
        "edit": "Edit question",
        "good": "Good answer",
        "bad": "Poor answer",
        "reason": "What was good or wrong? Kept on this computer only.",
        "save": "Save",
        "cancel": "Cancel",
        "thanks": "Thank you. It is kept on this computer only.",
        "feedback_failed": "That could not be kept: {error}",
        "text_of_document": "Text of the document",
        "show_text": "Show text",
        "show_page": "Show page",
        "picture_of_page": "Page {number} of {title}, the quote outlined",
        "back": "Back to the answer",
        "empty_question": "The question is empty; write one.",
        "long_question": "The question is too long; ask in at most {most} characters.",
        "failed": "That did not work: {error}",
    },
    "sv": {
        "tagline": "Svar med dokumentens egna ord",
        "other_language": "English",
        "chat_tab": "Fråga",
        "conversation": "Samtal",
        "new_conversation": "Nytt",
        "manage": "Döp om, spara eller ta bort",
        "name": "Samtalets namn",
        "rename": "Döp om",
        "export_markdown": "Spara som Markdown",
        "export_json": "Spara som JSON",
        "delete": "Ta bort",
        "question": "Fråga",
        "question_hint": "Ställ en fråga…",
        "send": "Skicka",
        "send_edited": "Fråga i stället",
        "stop": "Stoppa",
        "greeting": "Fråga på svenska eller engelska.",
        "promise": "Svaren citeras ur dokumenten, eller ges inte.",
        "example_across": "Citeras ur ett dokument på det andra språket",
        "example_differ": "Dokument som säger emot varandra",
        "example_refused": "Besvaras inte, för inget dokument säger det",
        "searching": "Söker i dokumenten…",
        "stopped": "Stoppat.",
        "no_document": "Här öppnas dokumentet bakom ett svar, med citatet markerat.",
        "understood": "Uppfattat som: {question}",
        "sure": "Säkert: ett citat svarar med stor sannolikhet på frågan.",
        "likely": "Troligt: ett citat svarar förmodligen på frågan; läs det i sitt sammanhang.",
        "unsure": "Osäkert: citaten kan missa det du frågade; läs dem i sitt sammanhang.",
        "nearest": "Närmast i dokumenten, fast inget svar",
        "sources": "Källor",
        "answer": "Svar",
        "page": "sida {number}",
        "en": "engelska",
        "sv": "svenska",
        "gone": "Dokumenten säger inte längre detta där.",
        "open_quote": "Öppna citat {number} i sitt dokument",
        "copy": "Kopiera med källor",
        "copied": "Kopierat",
        "retry": "Fråga igen",
        "edit": "Ändra frågan",
        "good": "Bra svar",
        "bad": "Dåligt svar",
        "reason": "Vad var bra eller fel? Sparas bara på den här datorn.",
        "save": "Spara",
        "cancel": "Avbryt",
        "thanks": "Tack. Det sparas bara på den här datorn.",
        "feedback_failed": "Det kunde inte sparas: {error}",
        "text_of_document": "Dokumentets text",
        "show_text": "Visa text",
        "show_page": "Visa sidan",
        "picture_of_page": "Sida {number} av {title}, citatet inramat",
        "back": "Tillbaka till svaret",
        "empty_question": "Frågan är tom; skriv en.",
        "long_question": "Frågan är för lång; fråga med högst {most} tecken.",
        "failed": "Det gick inte: {error}",
    },
}

label = gr.I18n(**{language: dict(texts) for language, texts in TEXTS.items()})
"""`label(name)` is a string that the browser translates."""

HEAD = f"""<script>
(() => {{
    const known = {json.dumps([*TEXTS])};
    const chosen = document.cookie.match(/(?:^|; ){COOKIE}=(\\w+)/)?.[1];
    const read = [chosen, ...navigator.languages.map(tag => tag.split('-')[0].toLowerCase())];
    const language = read.find(code => known.includes(code)) ?? '{DEFAULT}';
    Object.defineProperty(navigator, 'language', {{get: () => language}});
    Object.defineProperty(navigator, 'languages', {{get: () => [language]}});
    document.documentElement.lang = language;
}})();
</script>"""
"""Before Gradio's own scripts: the language chosen is the one that the browser seems to have."""

SWITCH = f"""() => {{
    const other = document.documentElement.lang === 'sv' ? 'en' : 'sv';
    document.cookie = `{COOKIE}=${{other}}; path=/; max-age=31536000; SameSite=Lax`;
    location.reload();
}}"""
"""On the click of the button that chooses the other language."""


def text(language: str, name: str, **values: Any) -> str:
    """The string of that name in `language`, its places filled in with `values`."""
    return TEXTS[language][name].format(**values)


def language_of(request: gr.Request) -> str:
    """The language that the visitor chose or, else, the browser's first that is one of these."""
    accepted = re.findall(r"([A-Za-z]+)[^,]*", request.headers.get("accept-language", ""))
    wanted = [request.cookies.get(COOKIE, ""), *(tag.lower() for tag in accepted)]
    return next((code for code in wanted if code in TEXTS), DEFAULT)
