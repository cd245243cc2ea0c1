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
from starlette.requests import HTTPConnection

from qa.markup import escaped
from qa.web.wording.checking_strings import CHECKING
from qa.web.wording.first_visit_strings import FIRST_VISIT
from qa.web.wording.messages import in_language
from qa.web.wording.notebook_strings import NOTEBOOK
from qa.web.wording.people_strings import PEOPLE
from qa.web.wording.sources_strings import SOURCES
from qa.web.wording.trying_strings import TRYING
from qa.web.wording.viewer_strings import VIEWER
from qa.web.wording.why_strings import WHY

COOKIE = "citera_language"
EVALUATES = "citera_evaluation"
"""The cookie that says whether a visitor wants to see what is about evaluation."""
DEFAULT = "en"

MIN_GROUPED = 10_000
GROUPS = {"en": ",", "sv": "\N{NO-BREAK SPACE}"}
"""What stands between the digits of a number from that on."""

TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        **CHECKING["en"],
        **FIRST_VISIT["en"],
        **NOTEBOOK["en"],
        **PEOPLE["en"],
        **SOURCES["en"],
        **TRYING["en"],
        **VIEWER["en"],
        **WHY["en"],
        "tagline": "Answers in your documents’ own words",
        "other_language": "Svenska",
        "chat_tab": "Chat",
        "conversation": "Conversation",
        "new_conversation": "New",
        "unnamed": "New conversation",
        "manage": "Rename, export or delete",
        "name": "Name of the conversation",
        "rename": "Rename",
        "export_markdown": "Export as Markdown",
        "export_json": "Export as JSON",
        "delete": "Delete",
        "question": "Question",
        "question_hint": "Ask a question…",
        "prose": "Prose instead of quotes",
        "written_by": "Written by {model}; each sentence with a number was held against its quote.",
        "send": "Send",
        "send_edited": "Ask instead",
        "stop": "Stop",
        "greeting": "Ask in English or Swedish.",
        "promise": "Answers are quoted from the documents, or not given.",
        "how": "A number such as [1] opens its quote in the document.",
        "example_across": "Quoted from a document in the other language",
        "example_differ": "Documents that contradict each other",
        "example_refused": "Not answered, because no document says so",
        "searching": "Searching the documents…",
        "stopped": "Stopped.",
        "no_document": "The document behind an answer opens here, its quote marked.",
        "from_collection": "From the collection “{collection}”",
        "from_deleted": "From the collection “{collection}”, which is no longer there",
        "understood": "Understood as: {question}",
        "sure": "Sure: a quote very probably answers this.",
        "likely": "Likely: a quote probably answers this; read it in its place.",
        "unsure": "Unsure: the quotes may miss what you asked; read them in their place.",
        "nearest": "Nearest in the documents",
        "sources": "Sources",
        "answer": "Answer",
        "page": "page {number}",
        "scanned": "scanned, {percent}% sure",
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
        "reason": "What was good or wrong? Kept where Citera runs, sent nowhere.",
        "save": "Save",
        "cancel": "Cancel",
        "thanks": "Thank you. It is kept where Citera runs.",
        "feedback_failed": "That could not be kept: {error}",
        "back": "Back to the answer",
        "back_to_search": "Back to the passages found",
        "nothing_to_ask": "There is no document in this collection yet; add some under Documents.",
        "empty_question": "The question is empty; write one.",
        "long_question": "The question is too long; ask in at most {most} characters.",
        "failed": "That did not work: {error}",
        "documents_tab": "Documents",
        "collection": "Collection",
        "collections": "New collection, or delete this one",
        "new_collection": "Name of a new collection",
        "create": "Create",
        "delete_collection": "Delete this collection…",
        "delete_collection_sure": "Delete “{title}”, with all that was uploaded to it?",
        "delete_yes": "Yes, delete",
        "upload": "Add documents",
        "upload_limits": (
            "PDF, Word, PowerPoint, Excel, OpenDocument, RTF, EPUB, mail, web pages, text, "
            "Markdown, CSV, JSON, XML, notebooks; up to {files} files of {megabytes}\xa0MB."
        ),
        "folder": "Add a folder on the server",
        "add": "Add",
        "looking_at": "Reading {file}",
        "indexing": "Indexing",
        "added": "{count} added.",
        "left_out": "{count} left out:",
        "fixed": "This index was opened without its files: it can be asked, not changed.",
        "find": "Search in the documents",
        "find_hint": "Words of a title, or a question…",
        "listed": "Documents",
        "list_state": "Documents: {shown} of {all}, {passages}",
        "reading_files": "Reading: {documents} of {files} files so far; {share}% of their text is "
        "found by meaning, the rest by words. You can ask already.",
        "no_documents": "There is no document here yet. Add some above.",
        "none_found": "No title has these words.",
        "passages_of": "{count} passages",
        "one_passage": "1 passage",
        "state_left_out": "left out",
        "found": "Passages found",
        "remove": "Remove those marked",
        "removed": "{count} removed.",
        "removed_kept": "What was removed last can be brought back for ten minutes.",
        "restore": "Undo",
        "restored": "{count} brought back.",
        "mark_some": "Mark some documents first.",
        "limits": "Which documents are asked",
        "limit_languages": "Only in these languages",
        "since": "From (2019, 2019-11 or 2019-11-24)",
        "until": "To",
        "apply": "Apply",
        "evaluation_tab": "Evaluation",
        "question_set": "Question set",
        "own_set": "Or your own questions (JSON Lines)",
        "split": "Which questions",
        "split_report": "Those that figures come from",
        "split_tune": "Those for tuning",
        "split_all": "All",
        "run": "Ask them all",
        "asking": "Asking: {done} of {all}",
        "run_done": "Done. Questions asked: {all}.",
        "run_shown": "Run",
        "run_compared": "Compared with",
        "show_report": "Show the report",
        "compare": "Compare the two",
        "no_run": "Choose a run above, or two to compare; where there is none, ask a set first.",
        "report_of": "Report of {run}",
        "fault": "That did not work, by a fault of Citera; the terminal says more.",
        "half_report": "the reported half",
        "half_tune": "the tuning half",
        "half_all": "both halves",
        "part": "{done} of {all} asked",
        "stop_run": "Stop",
        "stopping": "Stopping: {done} of {all}",
        "run_stopped": "Stopped: {done} of {all} questions asked. The rest can be asked later.",
        "go_on": "Ask the rest",
        "run_busy": "Questions are being asked already; wait, or stop that.",
        "download_report": "Download report (HTML)",
        "download_results": "Download answers (JSON Lines)",
    },
    "sv": {
        **CHECKING["sv"],
        **FIRST_VISIT["sv"],
        **NOTEBOOK["sv"],
        **PEOPLE["sv"],
        **SOURCES["sv"],
        **TRYING["sv"],
        **VIEWER["sv"],
        **WHY["sv"],
        "tagline": "Svar med dokumentens egna ord",
        "other_language": "English",
        "chat_tab": "Fråga",
        "conversation": "Samtal",
        "new_conversation": "Nytt",
        "unnamed": "Nytt samtal",
        "manage": "Döp om, spara eller ta bort",
        "name": "Samtalets namn",
        "rename": "Döp om",
        "export_markdown": "Spara som Markdown",
        "export_json": "Spara som JSON",
        "delete": "Ta bort",
        "question": "Fråga",
        "question_hint": "Ställ en fråga…",
        "prose": "Löpande text i stället för citat",
        "written_by": "Skrivet av {model}; varje mening med en siffra är prövad mot sitt citat.",
        "send": "Skicka",
        "send_edited": "Fråga i stället",
        "stop": "Stoppa",
        "greeting": "Fråga på svenska eller engelska.",
        "promise": "Svaren citeras ur dokumenten, eller ges inte.",
        "how": "En siffra som [1] öppnar sitt citat i dokumentet.",
        "example_across": "Citeras ur ett dokument på det andra språket",
        "example_differ": "Dokument som säger emot varandra",
        "example_refused": "Besvaras inte, för inget dokument säger det",
        "searching": "Söker i dokumenten…",
        "stopped": "Stoppat.",
        "no_document": "Här öppnas dokumentet bakom ett svar, med citatet markerat.",
        "from_collection": "Ur samlingen ”{collection}”",
        "from_deleted": "Ur samlingen ”{collection}”, som inte längre finns",
        "understood": "Uppfattat som: {question}",
        "sure": "Säkert: ett citat svarar med stor sannolikhet på frågan.",
        "likely": "Troligt: ett citat svarar förmodligen på frågan; läs det i sitt sammanhang.",
        "unsure": "Osäkert: citaten kan missa det du frågade; läs dem i sitt sammanhang.",
        "nearest": "Närmast i dokumenten",
        "sources": "Källor",
        "answer": "Svar",
        "page": "sida {number}",
        "scanned": "inskannad, {percent}\xa0% säker",
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
        "reason": "Vad var bra eller fel? Sparas där Citera körs, skickas ingenstans.",
        "save": "Spara",
        "cancel": "Avbryt",
        "thanks": "Tack. Det sparas där Citera körs.",
        "feedback_failed": "Det kunde inte sparas: {error}",
        "back": "Tillbaka till svaret",
        "back_to_search": "Tillbaka till styckena",
        "nothing_to_ask": "Samlingen har inget dokument än; lägg till några under Dokument.",
        "empty_question": "Frågan är tom; skriv en.",
        "long_question": "Frågan är för lång; fråga med högst {most} tecken.",
        "failed": "Det gick inte: {error}",
        "documents_tab": "Dokument",
        "collection": "Samling",
        "collections": "Ny samling, eller ta bort den här",
        "new_collection": "Den nya samlingens namn",
        "create": "Skapa",
        "delete_collection": "Ta bort samlingen…",
        "delete_collection_sure": "Ta bort ”{title}” med allt som har laddats upp till den?",
        "delete_yes": "Ja, ta bort",
        "upload": "Lägg till dokument",
        "upload_limits": (
            "PDF, Word, PowerPoint, Excel, OpenDocument, RTF, EPUB, e-post, webbsidor, text, "
            "Markdown, CSV, JSON, XML, notebooks; högst {files} filer på {megabytes}\xa0MB."
        ),
        "folder": "Lägg till en mapp på servern",
        "add": "Lägg till",
        "looking_at": "Läser {file}",
        "indexing": "Indexerar",
        "added": "{count} tillagda.",
        "left_out": "{count} utelämnade:",
        "fixed": "Indexet öppnades utan sina filer: det kan svara, men inte ändras.",
        "find": "Sök i dokumenten",
        "find_hint": "Ord ur en titel, eller en fråga…",
        "listed": "Dokument",
        "list_state": "Dokument: {shown} av {all}, {passages}",
        "reading_files": "Läser: {documents} av {files} filer hittills; {share} % av deras text "
        "hittas efter betydelse, resten efter ord. Du kan fråga redan nu.",
        "no_documents": "Här finns inget dokument än. Lägg till några ovan.",
        "none_found": "Ingen titel har de orden.",
        "passages_of": "{count} stycken",
        "one_passage": "1 stycke",
        "state_left_out": "utelämnad",
        "found": "Stycken som hittades",
        "remove": "Ta bort de markerade",
        "removed": "{count} borttagna.",
        "removed_kept": "Det som togs bort sist går att få tillbaka i tio minuter.",
        "restore": "Ångra",
        "restored": "{count} återställda.",
        "mark_some": "Markera några dokument först.",
        "limits": "Vilka dokument som tillfrågas",
        "limit_languages": "Bara på dessa språk",
        "since": "Från (2019, 2019-11 eller 2019-11-24)",
        "until": "Till",
        "apply": "Använd",
        "evaluation_tab": "Utvärdering",
        "question_set": "Frågor",
        "own_set": "Eller egna frågor (JSON Lines)",
        "split": "Vilka frågor",
        "split_report": "De som siffror kommer från",
        "split_tune": "De för justering",
        "split_all": "Alla",
        "run": "Ställ alla",
        "asking": "Frågar: {done} av {all}",
        "run_done": "Klart. Ställda frågor: {all}.",
        "run_shown": "Körning",
        "run_compared": "Jämförs med",
        "show_report": "Visa rapporten",
        "compare": "Jämför de två",
        "no_run": "Välj en körning ovan, eller två att jämföra. Finns ingen: ställ frågor först.",
        "report_of": "Rapport för {run}",
        "fault": "Det gick inte, genom ett fel i Citera; terminalen säger mer.",
        "half_report": "rapporthälften",
        "half_tune": "justeringshälften",
        "half_all": "båda hälfterna",
        "part": "{done} av {all} ställda",
        "stop_run": "Stoppa",
        "stopping": "Stoppar: {done} av {all}",
        "run_stopped": "Stoppat: {done} av {all} frågor ställda. Resten kan ställas senare.",
        "go_on": "Ställ resten",
        "run_busy": "Frågor ställs redan; vänta, eller stoppa det.",
        "download_report": "Hämta rapporten (HTML)",
        "download_results": "Hämta svaren (JSON Lines)",
    },
}

IN_ENGLISH_ONLY = {
    "Warning": "Varning",
    "Info": "Meddelande",
    "Error": "Fel",
    "Close": "Stäng",
    "More tabs": "Fler flikar",
    "Question": "Fråga",
    "Answer": "Svar",
    "Conversation": "Samtal",
}
"""What Gradio, or chat.js in its place, says in English whatever the language, and in Swedish."""

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
    const evaluates = /(?:^|; ){EVALUATES}=1/.test(document.cookie);
    document.documentElement.toggleAttribute('data-evaluates', evaluates);
}})();
</script>"""
"""The language chosen is the one that the browser seems to have; to run before Gradio's scripts."""

SWITCH = f"""() => {{
    const other = document.documentElement.lang === 'sv' ? 'en' : 'sv';
    document.cookie = `{COOKIE}=${{other}}; path=/; max-age=31536000; SameSite=Lax`;
    location.reload();
}}"""
"""On the click of the button that chooses the other language."""


def text(language: str, name: str, **values: Any) -> str:
    """The string of that name in `language`, its places filled in with `values`.

    Errors among them are said in that language too, and great numbers in groups of three digits.
    """
    said = {key: _value(language, each) for key, each in values.items()}
    return TEXTS[language][name].format(**said)


def _value(language: str, value: Any) -> Any:
    if type(value) is int and value >= MIN_GROUPED:
        return f"{value:,}".replace(",", GROUPS[language])
    return in_language(language, value)


def warn(language: str, name: str, **values: Any) -> None:
    """Show the string of that name for a while, as a warning."""
    gr.Warning(escaped(text(language, name, **values)))


def inform(language: str, name: str, **values: Any) -> None:
    """Show the string of that name for a while."""
    gr.Info(escaped(text(language, name, **values)))


def language_of(request: gr.Request | HTTPConnection) -> str:
    """The language that the visitor chose or, else, the browser's first that is one of these."""
    accepted = re.findall(r"([A-Za-z]+)[^,]*", request.headers.get("accept-language", ""))
    wanted = [request.cookies.get(COOKIE, ""), *(tag.lower() for tag in accepted)]
    return next((code for code in wanted if code in TEXTS), DEFAULT)
