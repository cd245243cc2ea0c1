"""English words in mails."""

from __future__ import annotations

from index.language.mail import MailWording
from index.language.words import words

# fmt: off
ENGLISH = MailWording(
    senders=words("from sender"),
    recipients=words("to cc bcc reply-to"),
    dates=words("date sent"),
    subjects=("subject",),
    others=words("attachments? importance"),
    greetings=(*words("hi hello dear"), "good (?:morning|afternoon|evening)"),
    closings=(
        *words("best cheers yours thanks"), "thank you",
        r"thanks(?: (?:for|in)(?: \w+){1,2})",
    ),
    regards=(
        "(?:best |kind |warm )?(?:regards|wishes)", "(?:yours )?(?:sincerely|faithfully)",
    ),
    devices=("sent from (?:my|mail for|outlook)", "get outlook for"),
    before_dates=words("on at"),
    wrote=words("wrote writes"),
    forwarded=words("original forwarded"),
    forwarding=("begin forwarded message",),
    disclaimed=("this", "the information in this"),
    messages=words("mail message"),
    containing=words("is are be contains?"),
    between=words("may strictly legally only solely information and or for the"),
    confidential=words("confidential privileged intended"),
    disclaimers=(
        "if you are not the (?:intended|named) .*", "please consider the environment .*",
        r".{0,40}\bvirus(?:-| )free\b.*",
    ),
)
