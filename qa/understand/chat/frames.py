"""What a question is wrapped in: "Could you tell me what it costs?", "My neighbour asks if dogs are
allowed". What is asked is "what it costs?" and "are dogs allowed".
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.language.lexicons import any_of
from qa.understand.chat.remarks import remark_in, without_remarks

MAX_FRAMES = 3  # "Sorry to bother you, quick question: do you know …"
MAX_SUBJECT = 6  # words between "whether" and its verb
MIN_ASKED = 2  # words
_BEFORE = any_of(
    "interjections", "conjunctions", "courtesies", "remarks.greetings", "remarks.apologies",
    "remarks.thanks", "remarks.fillers",
)  # fmt: skip
_INTERROGATIVE = rf"(?:{any_of('prepositions')}\s+)?{any_of('interrogatives')}\b"
_WHETHER = any_of("remarks.whether")
_POLAR = (
    rf"{_WHETHER}\s+(?P<subject>(?:\S+\s+){{1,{MAX_SUBJECT}}}?)(?P<verb>{any_of('yes_or_no')})\b"
)
_EMBEDDED = re.compile(_POLAR, re.IGNORECASE)
# "Ok so who leads it?": what leans on nothing but these is no follow-up.
_THEN = re.compile(
    rf"\A{any_of('interjections')}[\s,.!]+(?:{any_of('conjunctions')}\s+)(?={_INTERROGATIVE})",
    re.IGNORECASE,
)
_FRAME = re.compile(
    rf"\W*(?:{_BEFORE}[\s,.!;:–—-]+){{0,3}}{any_of('remarks.frames')}[\s,.:;–—-]+"
    rf"(?:{any_of('remarks.frame_links')}\s+)?"
    rf"(?={_INTERROGATIVE}|{_POLAR}|{any_of('remarks.frames')}\b|{any_of('yes_or_no')}\s)",
    re.IGNORECASE,
)
_STATED = re.compile(
    rf"(?P<asked>{any_of('remarks.embedded')})\s+(?P<thing>.+?)\s+"
    rf"(?P<verb>{any_of('shapes.being')})(?P<end>\W*)\Z",
    re.IGNORECASE,
)
_RELATIVE = re.compile(rf"({any_of('remarks.embedded')})\s+{any_of('comparing')}\s+", re.IGNORECASE)
_COURTESY = re.compile(rf"[\s,]+{any_of('remarks.behind')}(?P<end>[\s?.!]*)\Z", re.IGNORECASE)
_LAST_SENTENCE = re.compile(r"(?<=[?.!])\s+(?P<last>[^?.!]+[.!\s]*)\Z")


@lru_cache(maxsize=1_024)  # every question asks it again of all turns before
def bare_question(message: str) -> str:
    """`message` without small talk before and behind what it asks, nor a frame around it."""
    if remark_in(message) is not None:
        return message
    bare = asked = _THEN.sub("", _without_courtesies(without_remarks(message)), count=1)
    for _ in range(MAX_FRAMES):
        frame = _FRAME.match(asked)
        if frame is None or len(asked[frame.end() :].split()) < MIN_ASKED:
            break
        asked = asked[frame.end() :]
    return bare if asked == bare else _as_question(asked)


def _without_courtesies(message: str) -> str:
    """`message` without "Thanks in advance!" or "please" behind it."""
    found = _LAST_SENTENCE.search(message)
    message = message[: found.start()] if found and remark_in(found["last"]) else message
    return _COURTESY.sub(r"\g<end>", message)


def _as_question(asked: str) -> str:
    """What is asked within a frame, in the order of a question: "is the hall open" of "whether the
    hall is open", "who is the caretaker" of "who the caretaker is".
    """
    if polar := _EMBEDDED.match(asked):
        return f"{polar['verb']} {polar['subject'].strip()}{asked[polar.end() :]}"
    asked = _RELATIVE.sub(r"\1 ", asked, count=1) if _RELATIVE.match(asked) else asked
    if stated := _STATED.match(asked):
        return f"{stated['asked']} {stated['verb']} {stated['thing']}{stated['end']}"
    return asked
