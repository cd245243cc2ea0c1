"""What the tab that checks a text says, in both languages; part of page_strings.TEXTS."""

from __future__ import annotations

from collections.abc import Mapping

CHECKING: Mapping[str, Mapping[str, str]] = {
    "en": {
        "check_tab": "Check a text",
        "draft": "Text to check",
        "draft_hint": "Paste a text, plain or in Markdown…",
        "draft_file": "Or a text, Markdown or Word file",
        "check": "Check",
        "checking": "Checking… {count} sentences so far.",
        "claims_nothing": "No sentence of this text claims anything that could be checked.",
        "tally": "{supported} supported, {contradicted} contradicted, {not_found} not found.",
        "supported": "supported",
        "contradicted": "contradicted",
        "not_found": "not found",
        "how_sure": "{percent}% sure",
        "back_to_check": "Back to the text",
        "empty_draft": "There is no text to check; paste one.",
        "long_draft": "The text has {length} characters; check at most {most} at a time.",
    },
    "sv": {
        "check_tab": "Granska en text",
        "draft": "Text att granska",
        "draft_hint": "Klistra in en text, ren eller i Markdown…",
        "draft_file": "Eller en textfil, Markdown eller Word",
        "check": "Granska",
        "checking": "Granskar… {count} meningar hittills.",
        "claims_nothing": "Ingen mening i texten påstår något som går att granska.",
        "tally": "{supported} får stöd, {contradicted} motsägs, {not_found} hittas inte.",
        "supported": "får stöd",
        "contradicted": "motsägs",
        "not_found": "hittas inte",
        "how_sure": "{percent} % säkert",
        "back_to_check": "Tillbaka till texten",
        "empty_draft": "Det finns ingen text att granska; klistra in en.",
        "long_draft": "Texten har {length} tecken; granska högst {most} åt gången.",
    },
}
