"""Swedish words for people."""

from __future__ import annotations

from index.language.people import PeopleWording

_BE = r"(?:är|var|blev)(?: nu)?"
_NOW = r"(?: nu| just nu| idag| i dag| numera)?"

# fmt: off
SWEDISH = PeopleWording(
    offices={
        "chair": ("ordförande",),
        "secretary": ("sekreterare", "protokollförare"),
        "treasurer": ("kassör", "kassaförvaltare"),
        "auditor": ("revisor",),
        "internal auditor": ("internrevisor", "förtroendevald revisor"),
        "convener": ("sammankallande",),
        "managing director": ("verkställande direktör", "vd"),
        "finance manager": ("ekonomichef",),
        "sales manager": ("försäljningschef", "säljchef"),
        "marketing manager": ("marknadschef",),
        "personnel manager": ("personalchef", "hr-chef"),
        "IT manager": ("it-chef",),
        "technical director": ("teknisk chef", "teknisk direktör"),
        "project manager": ("projektledare",),
        "department head": ("avdelningschef", "enhetschef"),
        "site manager": ("platschef",),
        "property manager": ("förvaltare",),
        "principal": ("rektor",),
        "editor": ("redaktör",),
        "coordinator": ("samordnare", "koordinator"),
        "supervisor": ("handledare",),
        "caretaker": ("vaktmästare", "fastighetsskötare"),
        "case officer": ("handläggare",),
        "contact person": ("kontaktperson",),
        "safety representative": ("skyddsombud",),
        "data protection officer": ("dataskyddsombud",),
        "spokesperson": ("talesperson", "talesman"),
        "landlord": ("hyresvärd",),
        "tenant": ("hyresgäst",),
        "owner": ("ägare",),
        "founder": ("grundare",),
        "coach": ("tränare",),
        "physician": ("läkare",),
        "nurse": ("sjuksköterska",),
        "dean": ("dekan",),
        "librarian": ("bibliotekarie",),
    },
    deputies=(
        "biträdande", "vice", "ställföreträdande", "tillförordnad", "tf", "tidigare", "förre",
        "förra", "avgående",
    ),
    holders=(
        rf"vem {_BE} {{office}}{_NOW}",
        rf"vem {_BE} {{office}} (?:för|i|på|vid|av|till|hos|under|åt|den) {{one}}?{_NOW}",
        rf"vem {_BE} {{one}}s {{office}}{_NOW}",
        r"vad heter {office}(?: (?:för|i|på|vid|av|till|hos) {one})?",
    ),
    pronouns=("han", "honom", "hans", "hon", "henne", "hennes"),
    attributes={
        "mobile": (r"mobil(?:en|nummer|numret|telefon\w*)?",),
        "phone": (r"telefon(?:en|nummer|numret|nr)?", r"anknytning(?:en)?", r"tfn", r"tel"),
        "e-mail": (r"e-?post(?:en|adress\w*)?", r"(?:e-?)?(?:mejl|mail)(?:en|adress\w*)?"),
        "address": (r"(?:hem|bostads|post|gatu)?adress(?:en)?", r"var bor"),
        "age": (r"hur gammal (?:är|var)", r"ålder"),
        "birth": (r"född(?:es)?", r"fyller", r"födelse\w*"),
        "pay": (r"lön(?:en)?", r"tjänar"),
    },
    tellings={
        "mobile": (r"mobil\w*",),
        "phone": (r"telefon\w*", r"tel", r"tfn", r"mobil\w*", r"anknytning\w*", r"ankn"),
        "address": (r"(?:hem|bostads|post|gatu|besöks)?adress\w*", r"bor", r"\w+(?:gatan|vägen)"),
        "age": (r"år gam\w+", r"ålder\w*", r"född\w*", r"fyll(?:er|de|t)", r"-?åri(?:g|ga|ge|ng)"),
        "birth": (r"född\w*", r"födelse\w*", r"fyll(?:er|de|t)"),
        "pay": (r"\w*lön\w*", r"tjänar", r"arvode\w*"),
    },
    notations={"mobile": (r"(?<!\d)07\d",), "address": (r"\b\d{3} ?\d\d [A-ZÅÄÖ]",)},
    being=("är", "var"),
)
