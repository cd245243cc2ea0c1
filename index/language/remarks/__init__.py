"""How a language says what asks documents for nothing: greetings, thanks, orders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from index.language.words import Words


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class RemarkWording:
    """Regular expressions, in lower case, that match whole words without punctuation."""

    # Small talk
    greetings: Words = ()
    thanks: Words = ()
    goodbyes: Words = ()
    acknowledgements: Words = ()
    apologies: Words = ()
    laughter: Words = ()
    wellbeing: Words = ()  # "how are you"
    praise: Words = ()
    complaints: Words = ()
    fillers: Words = ()  # what may stand between them

    # About the assistant
    identity: Words = ()
    abilities: Words = ()
    languages: Words = ()
    privacy: Words = ()  # networks, and where data goes
    grounds: Words = ()  # where answers come from
    formats: Words = ()  # of files

    addressing: Words = ()  # words of a question about the assistant, or of whoever asks
    about: Mapping[str, Words] = field(default_factory=dict)
    """What such a question may speak of, nothing else with it, by what it is then about."""
    about_all: Words = ()  # what may stand with that, and alone says nothing of the assistant

    # What is none of its business
    politeness: Words = ()  # before an order
    outside: Words = ()
    calculations: Words = ()  # "what is", before "2 + 2"
    operators: Words = ()

    # What a question is wrapped in
    frames: Words = ()  # "could you tell me"
    frame_links: Words = ()  # what may stand between a frame and what is asked: "about"
    behind: Words = ()  # courtesies after it
    whether: Words = ()
    embedded: Words = ()  # before a thing that a verb follows there: "who the caretaker is"

    spelt: Words = ()  # words that one slip of the finger is mended in
    quitting: Words = ()  # what ends a chat in a terminal
    vague: Words = ()  # what says nothing where nothing was said before, beside stop words
