"""Swedish words in mails."""

from __future__ import annotations

from index.language.mail import MailWording
from index.language.words import words

# fmt: off
SWEDISH = MailWording(
    senders=words("från avsändare"),
    recipients=("till", "kopia", "hemlig kopia", "svara till"),
    dates=words("datum skickat skickad"),
    subjects=("ämne",),
    others=words("bilag(?:a|or) prioritet viktighet"),
    greetings=(
        *words("hej(?:san)? hallå tjena tja god(?:morgon|kväll) bästa kära"),
        "god (?:morgon|kväll|dag)",
    ),
    closings=(
        *words("mvh vh tack"), "ha det(?: så)? bra", "vi hörs",
        r"tack(?: (?:för|på)(?: \w+){1,2})",
    ),
    regards=(
        r"med (?:vänlig|bästa|varma?)\w*", "(?:bästa |vänliga? )?hälsning(?:ar)?",
    ),
    devices=("skickat från (?:min|e-post)", "hämta outlook"),
    before_dates=("den",),
    wrote=words("skrev skriver"),
    forwarded=words("ursprungligt vidarebefordrat"),
    forwarding=("vidarebefordrat (?:brev|meddelande)",),
    disclaimed=words("detta denna"),
    messages=words("meddelande post"),
    containing=words(r"innehåll\w* är kan"),
    between=words("som är endast enbart och"),
    confidential=words("konfidentiell sekretess avse(?:tt|dd) informationen"),
    disclaimers=(
        "om du inte är (?:rätt|avsedd) .*", "tänk på miljön .*",
        "när du skickar e-post till .*personuppgifter.*",
    ),
)
