"""Why a file was left out, in the language of the page.

The reasons are sentences in English, made where files are read; here each has its Swedish.
"""

from __future__ import annotations

import re

SWEDISH = (
    (r"is a link that leads out .*", r"är en länk ut ur mappen; lägg en kopia där i stället"),
    (r"cannot be reached \((.*)\); .*", r"går inte att nå (\1); laga eller ta bort den"),
    (r"is a folder that cannot .*", r"är en mapp som inte går att öppna; se över behörigheten"),
    (r"is a device, pipe .*", r"är ingen vanlig fil; ta bort eller flytta den"),
    (r"is not of a format .* to (?:one of )?(.*)", r"har fel format; gör om den till \1"),
    (r"has the name of another file.*", r"heter som en annan fil, med andra kodpunkter; byt namn"),
    (r"has more than (.*) MB; .*", r"har mer än \1 MB; dela upp den"),
    (r"holds .* as its name says.*", r"innehåller något annat än namnet säger; spara om den"),
    (r"is a file of the folder too; .*", r"är också en fil i mappen; byt namn"),
    (r"is empty.*", r"är tom; skriv något i den eller utelämna den"),
    (r"cannot be read \((.*)\); .*", r"går inte att läsa (\1); se över behörigheten"),
    (r"takes more memory .*", r"tar för mycket minne att läsa, eller är skadad; dela upp den"),
    (r"is damaged or no (\S+) file .*", r"är skadad eller ingen \1-fil; spara om den"),
    (r"is an old \.doc .*", r"är en gammal .doc eller har lösenord; spara som .docx utan lösenord"),
    (r"is not a \.docx .*", r"är ingen .docx; spara om den som .docx"),
    (r"unpacks to .*", r"blir för stor när den packas upp; dela upp den"),
    (r"nests its elements .*", r"har element i för många nivåer; spara om den"),
    (r"has no PDF header.*", r"är skadad eller ingen PDF; exportera den på nytt"),
    (r"has no text layer.*", r"har bara bilder, ingen text; kör OCR först, till exempel ocrmypdf"),
    (r"is protected by a password.*", r"är skyddad med lösenord; spara en kopia utan"),
    (r"has (?:.*) (?:bytes|characters).*", r"är för lång; dela upp den i mindre filer"),
    (r"looks like binary data.*", r"ser inte ut som text; ge den sitt formats filändelse"),
    (r"was not read within (\S+) seconds.*", r"lästes inte på \1 sekunder; dela upp den"),
    (r"made its parser crash.*", r"fick läsaren att krascha; spara om den"),
)  # fmt: skip
_REASON = re.compile(r"('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\") (.*)", re.DOTALL)


def reason_in(language: str, reason: str) -> str:
    """`reason`, which begins with the file's name in quotes, in a language; else as it is."""
    found = _REASON.fullmatch(reason)
    if found is None or language != "sv":
        return reason
    for pattern, swedish in SWEDISH:
        if matched := re.fullmatch(pattern, found[2], re.DOTALL):
            return f"{found[1]} {matched.expand(swedish)}"
    return reason
