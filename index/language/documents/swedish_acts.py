"""Swedish words for what is done with documents, by whom and when."""

from __future__ import annotations

_NOT_OF = r"(?<!\bde )(?<!\bden )(?<!\bdet )"  # "de ändrade reglerna": inte att de ändrades
_AT_END = r"(?=\s*(?:[.,;:?!]|\boch\b|\bo\b|\Z))"


def _past(*stems: str) -> str:
    """Verbs of the first conjugation, as something is said to have been done."""
    return rf"(?:{'|'.join(stems)})(?:de|t|d|des|ts)"


def _apart(verb: str, particle: str) -> str:
    """A verb and its particle, some words apart: "lades rapporten ut"."""
    return rf"(?:{verb})\b[^.,;:?!]{{0,60}}?\b(?:{particle})"


# fmt: off
ASKED = {
    "recipient": ("till (?:vem|vilka)", "mottagar(?:e|en|na)"),
    "who": (
        "vem", "vems", r"(?:av )?vilka(?= \w+(?:[dt]e|[dt]es|er|r)?\b)", "författar(?:e|en|na)",
        "avsändar(?:e|en|na)", "vilka personer",
    ),
    "where": (r"var(?= \w+[dst]\b)", r"(?:i )?vilke[nt] (?:plats|lokal|sal|rum)"),
    "when": (
        "när", r"(?:vilket |från vilket )?datum(?:et)?", r"vilken (?:dag|månad)", "vilket år",
        r"hur (?:gam(?:mal|malt|la)|färsk\w*)",
    ),
    "version": (r"vilken (?:version|utgåva|upplaga|revision)", "versionsnummer"),
    "number": (
        r"(?:dokument|diarie|ärende|referens|rapport|faktura|order|avtals|mål|plan)"
        r"(?:nummer|numret|nr\.?)", r"d\.?nr", r"vilket (?:nummer|nr)",
    ),
}
ACTS = {
    "written": (
        "skrev", "skrivit", "skrive[nt]", "skrivna", "skrevs", "författar(?:e|en|na)",
        _past("författa", "upprätta", "utarbeta", "sammanställ", "gjor", "skapa", "utforma",
              "formulera"),
        _apart("ställ(?:de|t|ts|des)|satt(?:e|es|s)?", "samman|ihop"), "framtage[nt]",
        _apart("t(?:ogs?|agits?)", "fram"), "text(?: och bild(?:er)?)?(?=:| av)",
        "rapportskrivare", "(?:ligger|låg|står|stod) bakom", "upprättandedatum",
        _apart("kom|kommit", f"till{_AT_END}"),
    ),
    "kept": (
        "fördes?", "förts?", r"(?:för|skriver)(?= protokoll\w*)", r"protokollförare\w*",
        r"sekreterare\w*", "vid protokollet", _past("anteckna", "nedteckna"), "antecknare",
    ),
    "chaired": ("ledde", "letts?", r"(?:mötes)?ordförande\w*", r"mötesledar\w+"),
    "missed": (
        "frånvarande", "förhindra(?:d|de)", "(?:anmält )?förhinder", "deltog inte",
        "var inte (?:med|på plats|närvarande)", "uteblev", "saknades",
    ),
    "attended": ("närvarande", "närvarade", "deltog", "deltagit", "deltagare", "var med"),
    "approved": (
        "godkän(?:de|t|d|da|des|ts)", "fastställ(?:de|t|d|da|des|ts)", "antogs?", "antagits?",
        "antag(?:en|et|na)", _past("klubba", "attestera", "bevilja"), "besluta[dt]s?",
        "beslutades?", "ok", "klartecken", "grönt ljus", "tummen upp",
        "(?:besluts|godkännande|fastställelse)datum",
    ),
    "signed": (
        _past("underteckna", "signera"), "undertecknare", "underskrift(?:er|en)?", "påskrive[nt]",
        "underskrive[nt]",
        _apart("skr(?:ev|evs|ivit|ivits|ivet|iven)", f"(?:under|på){_AT_END}"),
    ),
    "witnessed": (_past("bevittna"), "bevittnas", "vittnen", "vittnade"),
    "verified": (_past("justera", "intyga"), "justeras", r"justerings\w+", r"justerare\w*"),
    "reviewed": (
        _past("(?:fakta)?granska", "kontrollera"), "granskare", "korrekturläs(?:te|t|tes|ts)",
        "(?:gått|gick|läst|läste) igenom",
    ),
    "changed": (
        rf"{_NOT_OF}" + _past("uppdatera", "ändra", "revidera", "redigera", "bearbeta", "omarbeta"),
        "uppdatering(?:en|ar|arna)?", "ändring(?:en|ar|arna)?", "revidering(?:en|ar|arna)?",
        "rör(?:d|t|de|des|ts)", "(?:ändrings|uppdaterings|revisions|revideringss?)datum",
        _apart("gjor(?:de|des|t|ts)", "(?:ändring|uppdatering|revidering)(?:en|ar|arna)?"),
    ),
    "published": (
        _past("publicera", "utfärda", "meddela", "avkunna", "lansera"),
        _apart("la(?:de|des|gt|gts)?", "ut|upp"), "utlag[dt]a?",
        _apart("g(?:av|avs|ett|etts)|kom|kommit", "ut"), "utgiv(?:en|et|na|are|aren)",
        "släpp(?:te|tes|t|ts)", "utkom", "tillkännag(?:av|avs|etts)",
        "(?:publicerings|utgivnings|utfärdande)datum",
    ),
    "sent": (
        _past("skicka", "mejla", "maila", "(?:be)?svara"), "sän(?:de|des|t|ts|d)", "från(?=:)",
        "avsän(?:t|d|de|des|dare)",
    ),
    "received": (
        _apart("t(?:ogs?|agits?)", "emot"), "mottag(?:it|en|et|na|its)", "mottogs?",
        "inkom(?:mit|men|met|na)?", _apart("kom|kommit", "in"), "fick", "fått",
        _past("registrera", "diarieför"), "anlände",
        "(?:ankomst|mottagnings|registrerings)datum",
    ),
    "submitted": (
        _apart("lämna(?:de|t|des|ts)|skicka(?:de|t|des|ts)", "in"), _past("inlämna"),
        "inskicka[dt]", "insän[dt]", "inlämningsdatum",
    ),
    "accepted": (_past("acceptera"), "(?:tackade?|tackat|sa|sade|sagt) ja"),
    "translated": ("översatt(?:e|es|s)?", "översätt(?:ning|are|aren)"),
    "printed": (
        "utskrive[nt]", r"utskrift(?:s\w+)?", _apart("skr(?:ev|evs|ivit|ivits)", "ut"),
        "tryck(?:te|tes|t|ts)",
    ),
    "held": (
        "hölls?", "hållits?", _apart("ägde", "rum"), "visa(?:de|des|ts)", "mötesdatum",
        _past("presentera", "genomför", "utför"),
        r"(?:var|ägde)(?= \w*(?:möte|intervju|undersökning)\w*)",
    ),
    "dated": (r"datum(?:et)?", "datera(?:d|t|des)", "från när"),
    "valid": (
        "giltigt?", "i kraft", _apart("gäller|gällde", "från"), _apart("från", "gäller|gällde"),
    ),
}
EVENTS = {
    "minutes": (
        r"\w*möte(?:t|n|na)?", r"\w*stämman?", r"\w*sammanträde(?:t|n)?",
        r"\w*(?:nämnden|styrelsen)(?= (?:i|den) )",
    ),
    "e-mail": ("mejla(?:de|t|des)", "maila(?:de|t|des)", "skr(?:ev|ivit|iva) till"),
}
PASSING = (
    "senaste?", "sist", "sista", "nyligen", "först", "första", "ursprungligen", "egentligen",
)
LATEST = ("senaste?", "sista", "nyaste")
UNDONE = (
    "ska", "skall", "skulle", "måste", "bör", "borde", "får", "kan", "kunde", "behöver", "vill",
    "vara", "bli", "om man", "ifall", "enligt", "säger",
)
WONDERING = (
    "vet", "veta", "säga?", "minns", "kolla", "se", "reda på", "undrar", "framgår",
)
LONGEST = (
    "(?:vilken|vilket|vilka)(?: av)? {documents} är(?: det| den)? längsta?",
    "(?:(?:vad|vilken|vilket|vilka) är )?(?:det|den|de) längsta(?: av)? {documents}",
)
SHORTEST = (
    "(?:vilken|vilket|vilka)(?: av)? {documents} är(?: det| den)? kortast",
    "(?:(?:vad|vilken|vilket|vilka) är )?(?:det|den|de) kortaste(?: av)? {documents}",
)
FORMATS = (
    "(?:vilka|vilket) (?:fil)?format (?:har|är) {all}(?: i)?",
    "i (?:vilka|vilket) (?:fil)?format är {all}",
    "vilka (?:sorters|slags|typer av) (?:filer|dokument) finns(?: det)?(?: här)?",
)
LANGUAGES = (
    "(?:vilka|vilket) språk (?:är|har) {all}(?: skrivna)?(?: på)?",
    "på (?:vilka|vilket) språk är {all}(?: skrivna)?",
)
AUTHORED = (
    "(?:vad|vilk(?:a|et)(?: {documents})?) har {topic} (?:skrivit|författat|skickat|mejlat)",
    "(?:vad|vilk(?:a|et)(?: {documents})?) skrev {topic}",
    "vilk(?:a|et) {documents} är (?:skriv(?:na|et) |skicka(?:de|t) )?av {topic}",
)
