"""The words around quotes, in each language that answers are given in; a new one gets a table."""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: dict[str, Mapping[str, str]] = {
    "en": {
        "says": "According to {source}: {quotes}",
        "source": "“{title}”",
        "dated": "{source} ({date})",
        "in_other_language": "{source}, in {language}",
        "quote": "“{quote}” [{number}]",
        "also": "(also in {sources})",
        "differ": "The sources differ:",
        "refusal": "I found no answer to that in the documents.",
        "unsure": "I am not sure; this comes closest.",
        "unsupported": "{presupposed} I am not sure that the documents say so; this comes closest.",
        "part_refusal": "I found no answer to “{question}” in the documents.",
        "part_unsure": "I am not sure of an answer to “{question}”.",
        "understood": "Understood as: {question}",
        "place": "[{number}] {source} ({place}): “{quote}”",
        "page": "page {page}",
        "small_talk": "I answer questions about these documents, with quotes from them. Ask me "
        "something that stands in them.",
        "no_more": "I found nothing more on that in the documents.",
        "untranslated": "The documents do not answer that as well in English; quotes are not "
        "translated.",
    },
    "sv": {
        "says": "Enligt {source}: {quotes}",
        "source": "”{title}”",
        "dated": "{source} ({date})",
        "in_other_language": "{source}, på {language}",
        "quote": "”{quote}” [{number}]",
        "also": "(även i {sources})",
        "differ": "Källorna är inte eniga:",
        "refusal": "Jag hittar inget svar på det i dokumenten.",
        "unsure": "Jag är inte säker; det här ligger närmast.",
        "unsupported": "{presupposed} Jag är inte säker på att dokumenten säger det; det här ligger "
        "närmast.",
        "part_refusal": "Jag hittar inget svar på ”{question}” i dokumenten.",
        "part_unsure": "Jag är inte säker på något svar på ”{question}”.",
        "understood": "Tolkad som: {question}",
        "place": "[{number}] {source} ({place}): ”{quote}”",
        "page": "sidan {page}",
        "small_talk": "Jag svarar på frågor om de här dokumenten, med citat ur dem. Fråga om något "
        "som står i dem.",
        "no_more": "Jag hittar inget mer om det i dokumenten.",
        "untranslated": "Dokumenten svarar inte lika bra på svenska; citat översätts inte.",
    },
}
