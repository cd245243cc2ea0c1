"""How Swedish asks for steps, lists and the like."""

from __future__ import annotations

from index.language.shapes import ShapeWording

_ONE = r"(?:jag|man|vi|du|ni|de|en|någon)"
_MODAL = r"(?:ska|skall|bör|måste|kan|får|behöver|skulle|gör)"
_THING = r"(?:(?:en|ett|den|det|de)\s+)?(.+?)"

# fmt: off
SWEDISH = ShapeWording(
    steps=(
        rf"hur (?!många|mycket|länge|ofta|är\b|var\b)\w+ {_ONE}", rf"hur {_MODAL}",
        r"hur \w+(?:[^aious\W]s|as)\b", "hur går .* till", "hur går det till",
        rf"så (?:här )?\w+ {_ONE}", rf"vad {_MODAL}(?: \w+){{1,3}} göra\b", rf"vad gör {_ONE}",
        r"vad gör (?:\w+ )", r"vad (?:ska|bör|måste) (?:göras|ske)", "vad händer (?:om|när|vid)",
        "steg(?:en)?", "steg för steg", "i (?:vilken )?ordning", "tillvägagångssätt(?:et)?",
        r"(?:instruktion|anvisning|checklist|rutin)\w*", "berätta hur",
    ),
    lists=(
        "lista", "räkna upp", "nämn", "vilka", r"vad (?:ingår|krävs|behövs|räknas|omfattas|finns)",
        rf"vad {_MODAL}", "vad betyder de", "vilka (?:slags|sorters|typer av)", "ge mig alla",
    ),
    open=("vad", "vilken", "vilket"),
    definitions=(
        rf"vad (?:är|var|menas med|avses med) {_THING}(?: för (?:något|nåt|nån\w*|någonting))?",
        rf"vad (?:betyder|innebär|står) {_THING}(?: för)?", rf"(?:definiera|förklara) {_THING}",
        rf"(?:betydelsen|definitionen) av {_THING}",
    ),
    people=("vem (?:är|var)", "vilka (?:är|var)"),
    comparisons=(
        rf"skillnad\w*\b.*?\b(?:mellan|på) {_THING} och {_THING}",
        rf"jämför {_THING} (?:och|med) {_THING}",
        rf"(?:vilke[nt]|vilka|vad|vem) (?:är|var|har|kostar|hade|väger|rymmer|drar)\b"
        rf"[^,:]*[,:] {_THING} eller {_THING}",
        rf"(?:är|var|har|kostar) {_THING} .*\bän {_THING}",
    ),
    totals=(
        "totalt", "sammanlagt", "summa(?:n)?", "tillsammans", "i snitt", "i genomsnitt",
        "genomsnitt(?:et|lig\\w*)?", "medel\\w*", "allt som allt", "sammantaget", "total\\w*",
    ),
    introducing=(
        "är", "var", "betyder", "innebär", "avser", "avses", "menas", "står för", "kallas",
        "förkortning för",
    ),
)
