"""What asks the documents for nothing new: "How do you know?", "What else?", "Hello"."""

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


_SMALL_TALK = _any_of(
    (
        "(?:hi|hello|hey|hej|hejsan|hallå|tjena?|god ?(?:dag|morgon|kväll)"
        "|good (?:day|morning|evening))(?: (?:there|you|du|på dig|igen|again))?",
        "how are you(?: doing)?(?: today)?|how is it going|how's it going|what's up",
        "hur (?:mår du|är läget|står det till)(?: med dig)?(?: idag| i dag)?|läget",
        "(?:who|what) are you|what(?: is|'s) your name|are you an? (?:human|robot|bot|ai)",
        "vem är du|vad är du|vad heter du|är du (?:en )?(?:människa|robot|bot|ai)",
        "what can (?:you|i) (?:do|ask)(?: (?:for me|here|you))?"
        "|how do (?:you work|i use (?:you|this))",
        "vad kan (?:du|jag) (?:göra|hjälpa (?:mig|till) med|fråga(?: (?:dig|om))?)"
        "(?: (?:för mig|här))?|hur (?:fungerar du|använder jag (?:dig|detta|det här))",
        "(?:can|could) you help(?: me)?|help(?: me)?|kan du hjälpa (?:mig|till)|hjälp(?: mig)?",
        "(?:thank you |tackar )?(?:(?:så |so |very |väldigt )?(?:mycket|much|a lot))?"
        "(?: ?(?:for|för) (?:(?:the|your|din) )?(?:help|answer|hjälpen|hjälp|svaret|svar))?",
        "(?:good)?bye|see you|hej ?då|adjö|vi ses|ha det (?:bra|gott)",
        "(?:that's |that is |det är |det var )?(?:great|good|nice|perfect|bra|fint|perfekt|toppen)",
    )
)


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted: the places of the quotes, further quotes, or the answer in `language`."""

    kind: Kind
    language: str | None = None


def request_in(question: str) -> Request | None:
    """The request, where `question` is nothing but one; else None."""
    said = _plain(question)
    for kind, pattern in _REQUESTS.items():
        if match := pattern.fullmatch(said):
            named = next(filter(None, match.groups()), None)
            return Request(kind, _LANGUAGES[named] if named else None)
    return None


def is_small_talk(question: str) -> bool:
    """Whether `question` greets, thanks or asks about the assistant, and nothing of documents."""
    said = _plain(question)
    thanks = not said and any(word in _COURTESY for word in re.findall(r"\w+", question.lower()))
    return thanks or bool(said and _SMALL_TALK.fullmatch(said))


def _plain(question: str) -> str:
    """In lower case, without punctuation, courtesies and a connective at the beginning."""
    words = [word for word in re.findall(r"[\w'’]+", question.lower()) if word not in _COURTESY]
    if words and words[0] in _CONNECTIVES:
        del words[0]
    return " ".join(words).replace("’", "'")
