"""A question that asks for nothing new: "How do you know?", "What else?", "In Swedish, please"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["sources", "more", "language"]

_COURTESY = frozenset("please thanks thank tack snälla ok okay".split())
_CONNECTIVES = frozenset("and but so och men så".split())
_LANGUAGES = {"swedish": "sv", "svenska": "sv", "english": "en", "engelska": "en"}
_THAT = "(?:that|this|it|so|det|detta|det här|det där|så)"


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in patterns))


# In lower case, without punctuation and courtesies.
_REQUESTS: dict[Kind, re.Pattern[str]] = {
    "sources": _any_of(
        (
            f"how (?:do|can|could) you (?:know|tell|say)(?: {_THAT})?",
            f"where (?:does it say|does it stand|is|did you (?:read|find|get)) {_THAT}",
            f"where does {_THAT} (?:come from|stand|say {_THAT})",
            f"(?:who says|says who)(?: {_THAT})?|according to whom",
            f"(?:(?:what is|what are|what's) )?(?:the |your )?sources?(?: (?:for|of) {_THAT})?",
            "show (?:me )?(?:the|your) (?:sources?|quotes?)|(?:can you )?prove it",
            f"are you sure(?: (?:of|about) {_THAT})?",
            f"hur (?:vet du|kan du (?:veta|säga)) {_THAT}",
            f"var (?:står|sägs|framgår|läste du|hittade du) {_THAT}(?: någonstans)?",
            f"var(?:ifrån)? (?:kommer|har du) {_THAT}(?: i?från)?",
            f"i vilket dokument står {_THAT}|vem säger {_THAT}|enligt vem(?: då)?",
            "(?:(?:vad|vilken|vilka) är )?(?:din |dina )?(?:källa|källan|källor|källorna)"
            f"(?: (?:för|till) {_THAT})?",
            "visa (?:mig )?(?:källan|källorna|citatet|citaten)|är du säker(?: på det)?",
        )
    ),
    "more": _any_of(
        (
            "what else(?: do (?:the documents|they|you) (?:say|know)| is (?:there|known|said))?"
            f"(?: about {_THAT})?",
            f"(?:is there )?(?:anything|something) (?:else|more)(?: (?:on|about) {_THAT})?",
            f"(?:can you )?(?:tell|show) me more(?: about {_THAT})?|(?:any )?more|go on|continue",
            "vad (?:mer|annars)(?: (?:säger dokumenten|säger de|vet du|vet man|finns|står det))?"
            f"(?: om {_THAT})?",
            f"(?:finns det |är det )?(?:något|nåt) (?:mer|annat)(?: om {_THAT})?",
            f"(?:kan du )?(?:berätta|säga|säg|visa) (?:mig )?(?:lite )?mer(?: om {_THAT})?",
            "mera?|fortsätt",
        )
    ),
    "language": _any_of(
        (
            f"(?:(?:can|could) you )?(?:(?:answer|say|repeat|translate)(?: {_THAT})? )?"
            "(?:in|into|to) (swedish|english)(?: instead)?",
            "(?:kan du )?(?:(?:svara|säg|säga|upprepa|översätt|översätta)"
            f"(?: {_THAT})? )?(?:på|till) (svenska|engelska)(?: i ?stället)?",
        )
    ),
}


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted: the places of the quotes, further quotes, or the answer in `language`."""

    kind: Kind
    language: str | None = None


def request_in(question: str) -> Request | None:
    """The request, where `question` is nothing but one; else None."""
    words = [word for word in re.findall(r"[\w'’]+", question.lower()) if word not in _COURTESY]
    if words and words[0] in _CONNECTIVES:
        del words[0]
    said = " ".join(words).replace("’", "'")
    for kind, pattern in _REQUESTS.items():
        if match := pattern.fullmatch(said):
            named = next(filter(None, match.groups()), None)
            return Request(kind, _LANGUAGES[named] if named else None)
    return None
