"""A remark on the answer before, which asks for nothing new: "How do you know?", "What else?"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["sources", "more", "language"]

_LANGUAGES = {"swedish": "sv", "svenska": "sv", "english": "en", "engelska": "en"}
_POLITE = r"(?:(?:please|thanks|thank you|tack|snälla|är du snäll)\b\W*)*"
_OPENING = rf"\W*(?:(?:ok|okay|and|but|so|och|men|så)\b\W*)*{_POLITE}"
_PATTERNS: dict[Kind, str] = {
    "sources": r"how (?:do|can|could) you (?:know|tell|say)(?: (?:that|this|so|it))?"
    r"|(?:where|which document|what document) (?:does it say|says|is it written|is|do you get|did "
    r"you (?:get|read|find)|do you have|can i (?:read|find|see)) (?:that|this|it|so)(?: from)?"
    r"|where does (?:that|this|it) (?:come from|stand|say (?:so|that|this))"
    r"|(?:who says|says who|according to whom)(?: (?:so|that))?"
    r"|(?:what (?:is|are|was) |what's )?(?:the|your) (?:sources?|evidence|proof)(?: (?:for|of) (?:that|this|it))?"
    r"|sources?|(?:can you )?(?:prove|show) (?:it|that|(?:me )?(?:the|your) (?:sources?|quotes?|evidence))"
    r"|are you sure(?: (?:of|about) (?:that|this|it))?"
    r"|hur (?:vet|kan) du (?:det|detta|veta det|säga (?:det|så))"
    r"|var(?:ifrån)? (?:står|kommer|har du|hittade du|läste du|kan jag läsa|sägs|framgår) "
    r"(?:det|detta|det där|den uppgiften)(?: (?:ifrån|från|skrivet|någonstans))?"
    r"|i vilket dokument står (?:det|detta)|vem (?:säger|påstår) (?:det|så|detta)|enligt vem(?: då)?"
    r"|(?:vad är |vilken är |vilka är )?(?:din |dina |er |era )?(?:källan?|källor(?:na)?|belägg(?:et|en)?)"
    r"(?: (?:för|till) (?:det|detta))?"
    r"|(?:kan du )?(?:visa|bevisa) (?:det|(?:mig )?(?:källan|källorna|citaten?))|är du säker(?: på det)?",
    "more": r"what else(?: (?:do (?:they|the documents|you|we) (?:say|know)|is (?:there|known|said)|can you "
    r"(?:say|tell me)))?(?: about (?:it|that|this|them))?|(?:is there )?(?:anything|something) (?:else|more)"
    r"(?: (?:on|about) (?:it|that|this))?"
    r"|(?:can you )?(?:tell|show|give) me more(?: (?:about|on) (?:it|that|this|them))?|(?:say )?more|go on|continue"
    r"|any(?:thing)? more|vad (?:mer|annars)(?: (?:säger de|säger dokumenten|vet du|vet man|finns|står det))?"
    r"(?: om (?:det|detta|saken|dem))?|(?:finns det |är det )?(?:något|nåt) (?:mer|annat)(?: om (?:det|detta|saken))?"
    r"|(?:kan du )?(?:berätta|säga|säg|visa)(?: mig)? (?:lite )?mer(?: om (?:det|detta|saken|dem))?|mer|fortsätt|mera",
    "language": r"(?:(?:can|could) you |kan du |say it |say that |answer |svara |säg det |translate |översätt )*"
    r"(?:(?:answer|say|repeat|translate|give)(?: (?:that|it|this))?\s|(?:svara|säga|upprepa|översätta)(?: det)?\s)?"
    r"(?:in|into|to|på|till) (?P<language>swedish|english|svenska|engelska)(?: instead| i stället| istället)?",
}
_REQUESTS = {
    kind: re.compile(rf"{_OPENING}(?:{pattern})\W*{_POLITE}\W*", re.IGNORECASE)
    for kind, pattern in _PATTERNS.items()
}


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted: the places of the quotes, more of them, or the answer in `language`."""

    kind: Kind
    language: str | None = None


def request_in(question: str) -> Request | None:
    """The request, where `question` is nothing but one; else None."""
    for kind, pattern in _REQUESTS.items():
        if match := pattern.fullmatch(question):
            named = match.groupdict().get("language")
            return Request(kind, _LANGUAGES[named.lower()] if named else None)
    return None
