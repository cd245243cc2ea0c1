"""Words in mails of languages without a lexicon: mails come from programs of the neighbours, too.

Norwegian, Danish and German, and what French programs write around a quoted mail.
"""

from __future__ import annotations

from index.language.mail import MailWording
from index.language.words import words

# fmt: off
NEIGHBOURS = MailWording(
    senders=words("fra von avsender afsender absender"),
    recipients=words("til an kopi kopie"),
    dates=words("dato sendt gesendet"),
    subjects=words("emne betreff"),
    others=words("vedlegg anlagen?"),
    greetings=(
        *words("hallo liebe[rs]? kjære kære hei"), "sehr geehrte[rs]?", "guten tag",
    ),
    closings=("danke",),
    regards=(
        r"med (?:venlig|vennlig)\w*", "(?:venlig |vennlig )?hilsen", "mit freundlichen",
        "viele grüße",
    ),
    devices=("sendt fra min", r"von meinem \w+ gesendet"),
    before_dates=words("am le"),
    wrote=("schrieb", "schreibt", "a écrit"),
    forwarded=words("opprinnelig oprindelig ursprüngliche videresendt weitergeleitete"),
    forwarding=("videresendt melding", "anfang der weitergeleiteten nachricht"),
    disclaimed=words("dette diese"),
    messages=("nachricht",),
    containing=words("er enthält"),
    between=words("og inneholde vertrauliche"),
    confidential=("fortrolig",),
)
