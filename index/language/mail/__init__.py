"""How a language words a mail: its head as programs copy it, greetings, regards, what is quoted."""

from __future__ import annotations

from dataclasses import dataclass

from index.language.words import Words


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class MailWording:
    """Regular expressions, in lower case, that match whole words."""

    # Names of headers
    senders: Words = ()
    recipients: Words = ()
    dates: Words = ()
    subjects: Words = ()
    others: Words = ()

    greetings: Words = ()
    closings: Words = ()
    regards: Words = ()
    devices: Words = ()  # "Sent from my phone"

    # Around what is quoted
    before_dates: Words = ()  # "On Monday 3 June …"
    wrote: Words = ()  # "… Johan wrote:"
    forwarded: Words = ()  # "----- Original message -----"
    forwarding: Words = ()  # "Begin forwarded message:"

    # "This message may contain confidential information"
    disclaimed: Words = ()  # "this"
    messages: Words = ()
    containing: Words = ()  # verbs
    between: Words = ()  # small words before the adjective
    confidential: Words = ()
    disclaimers: Words = ()  # whole sentences
