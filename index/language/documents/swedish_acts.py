"""Swedish words for what is done with documents, by whom and when."""

from __future__ import annotations

# A verb and its particle may stand some words apart: "lades rapporten ut".
_APART = r"[^.,;:?!]{0,60}?"
_AT_END = r"(?=\s*(?:[.,;:?!]|\boch\b|\bo\b|\Z))"

# fmt: off
ASKED = {
    "recipient": ("till (?:vem|vilka)", "mottagar(?:e|en|na)"),
    "who": ("vem", "vems", r"(?:av )?vilka(?= \w+(?:[dt]e|[dt]es|er|r)?\b)", r"författar(?:e|en|na)"),
    "when": (
        "när", r"(?:vilket |från vilket )?datum(?:et)?", r"vilken (?:dag|månad)", "vilket år",
        r"hur (?:gam(?:mal|malt|la)|färsk\w*)",
    ),
    "version": (r"vilken (?:version|utgåva|upplaga|revision)", "versionsnummer"),
    "number": (
        r"(?:dokument|diarie|ärende|referens|rapport|faktura|order|avtals|mål|plan)(?:nummer|numret|nr\.?)",
        r"d\.?nr", r"vilket (?:nummer|nr)",
    ),
}
ACTS = {
    "": ("senaste?", "sist", "sista", "nyligen", "först", "första", "ursprungligen", "egentligen"),
    "written": (
        "skrev", "skrivit", "skrive[nt]", "skrivna", "skrevs", r"författa(?:de|t|d|des|ts)",
        r"författar(?:e|en|na)", r"upprätta(?:de|t|d|des|ts)", r"utarbeta(?:de|t|d|des|ts)",
        r"sammanställ(?:de|t|d|des|ts)", rf"ställ(?:de|t|ts|des)\b{_APART}\b(?:samman|ihop)",
        rf"satt(?:e|es|s)?\b{_APART}\b(?:samman|ihop)", rf"t(?:ogs?|agits?)\b{_APART}\bfram",
        r"framtage[nt]", r"gjor(?:de|t|d|des|ts)", r"skapa(?:de|t|d|des|ts)",
        r"utforma(?:de|t|d|des|ts)", r"text(?: och bild(?:er)?)?(?=:| av)",
        r"formulera(?:de|t|d|des|ts)", "rapportskrivare",
    ),
    "kept": (
        "fördes?", "fört", "förts", r"protokollförare\w*", r"sekreterare\w*", "vid protokollet",
        r"anteckna(?:de|t|d|des|re|ts)", r"nedteckna(?:de|t|d|des|ts)", "antecknat av",
    ),
    "approved": (
        r"godkän(?:de|t|d|da|des|ts)", r"fastställ(?:de|t|d|da|des|ts)", "antogs?", "antagits?",
        r"antag(?:en|et|na)", r"klubba(?:de|t|d|des|ts)", r"besluta[dt]s?", "beslutades?",
        r"attestera(?:de|t|d|des|ts)", "ok", "klartecken", "grönt ljus", "tummen upp",
        r"bevilja(?:de|t|d|des|ts)", "sa(?:de)? ja",
    ),
    "signed": (
        r"underteckna(?:de|t|d|des|ts|re)", r"signera(?:de|t|d|des|ts)", r"underskrift(?:er|en)?",
        rf"skr(?:ev|evs|ivit|ivits|ivet|iven)\b{_APART}\b(?:under|på){_AT_END}", r"påskrive[nt]",
        r"underskrive[nt]",
    ),
    "witnessed": (r"bevittna(?:de|t|d|des|ts|s)", "vittnen", "vittnade"),
    "verified": (r"justera(?:de|t|d|des|ts)", r"justerare\w*", r"intyga(?:de|t|d|des|ts)"),
    "reviewed": (
        r"(?:fakta)?granska(?:de|t|d|des|ts|re)", r"kontrollera(?:de|t|d|des|ts)",
        r"korrekturläs(?:te|t|tes|ts)", "gått igenom", "gick igenom", "läst igenom", "läste igenom",
    ),
    "changed": (
        r"uppdatera(?:de|t|d|des|ts)", r"uppdatering(?:en|ar|arna)?", r"ändra(?:de|t|d|des|ts)",
        r"ändring(?:en|ar|arna)?", r"revidera(?:de|t|d|des|ts)", r"revidering(?:en|ar|arna)?",
        r"redigera(?:de|t|d|des|ts)", r"bearbeta(?:de|t|d|des|ts)", r"omarbeta(?:de|t|d|des|ts)",
        rf"gjor(?:de|des|t|ts)\b{_APART}\b(?:ändring|uppdatering|revidering)(?:en|ar|arna)?",
    ),
    "published": (
        r"publicera(?:de|t|d|des|ts)", r"la(?:de|des|des|gt|gts)?\b(?! fram)[^.,;:?!]{0,60}?\b(?:ut|upp)",
        r"utlag[dt]a?", rf"g(?:av|avs|ett|etts)\b{_APART}\but", r"utgiv(?:en|et|na|are|aren)",
        r"släpp(?:te|tes|t|ts)", r"utfärda(?:de|t|d|des|ts)", rf"kom(?:mit)?\b{_APART}\but",
        "utkom", r"meddela(?:de|t|d|des|ts)", r"avkunna(?:de|t|d|des|ts)",
        r"lansera(?:de|t|d|des|ts)", r"tillkännag(?:av|avs|etts)",
    ),
    "sent": (
        r"skicka(?:de|t|d|des|ts)", r"sän(?:de|des|t|ts|d)", r"mejla(?:de|t|d|des|ts)",
        r"maila(?:de|t|d|des|ts)", "från(?=:)", r"avsän(?:t|d|de|des|dare)", r"(?:be)?svara(?:de|t|d|des|ts)",
    ),
    "received": (
        rf"t(?:ogs?|agits?)\b{_APART}\bemot", r"mottag(?:it|en|et|na|its)", "mottogs?",
        r"inkom(?:mit|men|met|na)?", rf"kom(?:mit)?\b{_APART}\bin", "fick", "fått",
        r"registrera(?:de|t|d|des|ts)", r"diarieför(?:de|t|d|des|ts)", "anlände",
    ),
    "submitted": (
        rf"lämna(?:de|t|des|ts)\b{_APART}\bin", r"inlämna(?:de|t|d|des|ts)", r"inskicka[dt]",
        rf"skicka(?:de|t|des|ts)\b{_APART}\bin", r"insän[dt]",
    ),
    "accepted": (r"acceptera(?:de|t|d|des|ts)",),
    "translated": (r"översatt(?:e|es|s)?", r"översätt(?:ning|are|aren)"),
    "printed": (
        r"utskrive[nt]", "utskrift", rf"skr(?:ev|evs|ivit|ivits)\b{_APART}\but",
        r"tryck(?:te|tes|t|ts)",
    ),
    "held": (
        "hölls?", "hållits?", r"ägde\b[^.,;:?!]{0,60}?\brum", r"visa(?:de|des|ts)",
        r"presentera(?:de|t|d|des|ts)", r"(?:var|ägde)(?= \w*(?:möte|intervju|undersökning)\w*)",
    ),
    "dated": (r"datum(?:et)?", r"datera(?:d|t|des)", "från när"),
    "valid": (r"giltigt?", "i kraft", r"gäll(?:er|de)\b[^.,;:?!]{0,60}?\bfrån", r"från\b[^.,;:?!]{0,30}?\bgäll(?:er|de)"),
}
UNDONE = (
    "ska", "skall", "skulle", "måste", "bör", "borde", "får", "kan", "kunde", "behöver", "vill",
    "vara", "bli", "om man", "ifall",
)
