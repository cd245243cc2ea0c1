"""Swedish words on a page."""

from __future__ import annotations

from index.language.pages import PageWording
from index.language.words import words

# fmt: off
SWEDISH = PageWording(
    photo=words("foto bild"),
    rights=("alla rättigheter", "med ensamrätt"),
    reserved_rights=("alla rättigheter (?:förbehållna|reserverade)", "med ensamrätt"),
    copyright_sentences=(
        r"(?:denna?|detta|den här|det här|innehållet|allt)\b.{0,40}\bskyddas av upphovsrätt",
    ),
    menus=(
        *words("annons meny sök hem kontakta?"), "lämna en kommentar",
        r"kommentera\b.{0,30}", "din e-postadress kommer inte publiceras.*",
        "obligatoriska fält är märkta.*", "till toppen", "tillbaka till toppen",
        "hoppa till innehåll(?:et)?", r"dela (?:artikeln|på|denna)\b.{0,40}",
        r"följ oss\b.{0,40}", r"prenumerera\b.{0,60}", "logga in", "läs mer",
        r"läs även\b.{0,80}", "kontakta oss", "om oss", "integritetspolicy",
        r"(?:vi använder|godkänn)\b.{0,40}\b(?:cookies|kakor)\b.{0,80}",
        r"sidan?\s+\d+(?:\s*(?:av|/)\s*\d+)?",
    ),
    sections=(*words("kontakt sök integritetspolicy"), "kontakta oss", "om oss"),
    labels=(
        *words("källa datum publicera[dt] författare av"), "(?:senast )?uppdatera[dt]",
    ),
    fact_labels=words(
        "kontakt(?:person)? ansvarig ordförande sekreterare kassör telefon e-post adress"
        " plats tid lokal datum pris avgift"
    ),
    source=("källa",),
    publishing=words("publicera[dt] publiceringsdatum datum utgive[nt] skapa[dt]"),
    updating=(r"(?:senast\s+)?(?:uppdatera[dt]|ändra[dt]|granska[dt])",),
    before_days=("den",),
    before_times=(r"kl\.?",),
    captions=words("i på vid från foto bild(?:en)?"),
    untitled=(*words("namnlös dokument startsida"), "word(?: |-)dokument"),
    document=("dokument",),
    nobody=words("användare författare okänd ägare administratör"),
    contents=("innehåll(?:sförteckning)?",),
    page_numbers=words("sida sidan sid"),
    page_letters=("s",),
    out_of=("av",),
    copied=words(r"utskri\w+ hämtad nedladdad genererad"),
    teasers=(
        "läs (?:också|även|mer|vidare)", r"relatera(?:de|t)\b", "mest läst", "senaste nytt",
        "fler (?:artiklar|nyheter)", "mer (?:från|om ämnet)", r"rekommendera(?:de|t)\b",
        "kommentarer",
    ),
    answers=words("ja nej"),
    units=words("kronor minuter timmar"),
    before_numbers=words(r"ca\.? kl\.?"),
)
