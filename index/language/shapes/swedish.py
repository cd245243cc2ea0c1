"""How Swedish asks for steps, lists and the like."""

from __future__ import annotations

from index.language.shapes import ShapeWording

_ONE = r"(?:jag|man|vi|du|ni|de|en|någon)"
_MODAL = r"(?:ska|skall|bör|måste|kan|får|behöver|skulle|gör)"
_THING = r"(?:(?:en|ett|den|det|de)\s+)?(.+?)"
_MORE = (
    "(?:mera?|mest|mindre|minst|fler|flest|färre|bättre|bäst|sämre|sämst|värst|störst|längst|högst"
    "|lägst|yngst|äldst|tyngst|först|sist)"
)
_PERIOD = "år|höst|vår|sommar|vinter"
_LESS = (
    "(?:mindre|färre|lägre|kortare|billigare|lättare|yngre|smalare|tunnare|grundare|tidigare"
    "|svagare|närmare)"
)
_YEAR = r"(?:19|20)\d\d\b"

# fmt: off
SWEDISH = ShapeWording(
    steps=(
        rf"hur (?!många|mycket|länge|ofta|är\b|var\b)\w+ {_ONE}", rf"hur {_MODAL}",
        r"hur \w+(?:[^aious\W]s|as|des|tes)\b", "hur går .* till", "hur går det till",
        rf"så (?:här )?\w+ {_ONE}", rf"vad {_MODAL}(?: \w+){{1,3}} göra\b", rf"vad gör {_ONE}",
        r"vad gör (?:\w+ )", r"vad (?:ska|bör|måste) (?:göras|ske)", "vad händer (?:om|när|vid)",
        "steg(?:en)?", "steg för steg", "i (?:vilken )?ordning", "tillvägagångssätt(?:et)?",
        r"(?:instruktion|anvisning|checklist|rutin)\w* (?:för|vid|när)", "berätta hur",
    ),
    lists=(
        "lista", "räkna upp", "nämn", "vilka",
        r"vad (?:ingår|krävs|behövs|räknas|omfattas|finns|ligger)",
        "vad (?:är|var|blev|blir) (?:nytt|nya|ändrat|annorlunda)", "vad är det (?:nya|för nytt)",
        rf"vad {_MODAL}", "vad betyder de", "vilka (?:slags|sorters|typer av)", "ge mig alla",
    ),
    in_order=("i vilken ordning",),
    open=("vad", "vilken", "vilket"),
    contents=("agenda(?:n)?", "dagordning(?:en)?", "innehåll(?:sförteckning)?", "disposition"),
    meanings=(
        "vad (?:betyder|menas med|avses med)", "definiera", "(?:betydelsen|definitionen) av",
    ),
    definitions=(
        rf"vad (?:är|var|menas med|avses med) {_THING}(?: för (?:något|nåt|nån\w*|någonting))?",
        rf"vad (?:betyder|innebär|står) {_THING}(?: för)?", rf"(?:definiera|förklara) {_THING}",
        rf"(?:betydelsen|definitionen) av {_THING}",
    ),
    comparing=(
        r"skillnad\w*", "skilj(?:er|de)?", r"jämför\w*", "vs", r"ändra\w*",
        r"\w+are(?=.{0,99} (?:eller|än) )",
        r"\w+ast(?=.{0,99} eller )", rf"{_MORE}(?=.{{0,99}} (?:eller|än) )",
        rf"(?:och|eller)\b.{{0,99}}\bv(?:em|ilken|ilket|ilka)\b.{{0,99}} (?:{_MORE}|\w+ast)",
        rf"(?:{_MORE}|\w+are)(?=.{{0,99}} mellan )",
        rf"(?<!mellan )(?<!mellan åren ){_YEAR}(?=,? och (?:i )?{_YEAR})",
    ),
    comparison=(
        r"(?:vad är |hur stor är )?skilln?ad(?:en)?(?: (?:i|på))?", "jämför", "mellan",
        r"(?:vad|hur) skil(?:jer|de)(?: i)?",
        r"(?:hur (?:har )?)?(?:för)?ändra(?:des|ts|s|t)(?: från)?",
    ),
    pair=("mellan",),
    between=("och", "eller", "till", "med", "mot", "än"),
    against=(
        r"vs\.?", "kontra", "gentemot", "jämfört med", r"(?:jmf|jfr|jämf)\.?(?: med)?",
        r"respektive", r"resp\.?", rf"v\.?(?=\s+{_YEAR})", rf"mot(?=(?:\s+\w+){{0,2}}\s+{_YEAR})",
    ),
    than=("än",),
    both=("båda", "bägge", "de två", "dom två", "mellan åren"),
    all_three=("alla tre", "de tre", "dom tre"),
    more_of=("flera?", "flest", "färre", "färst"),
    count_asked="Hur många",
    now=("nu", "i ?dag", "numera", "nuförtiden", rf"(?:nu )?i (?:{_PERIOD})"),
    earlier=(
        "i fjol", r"förra (?:året|hösten|våren|sommaren|vintern|terminen|säsongen|månaden)",
        "i (?:höstas|våras|somras|vintras)", "(?:för )?ett år (?:se'?n|sedan|tidigare|innan)",
        "året (?:före|innan)", "förr", "förut",
    ),
    later=("året efter", "ett år senare", "därefter", "sedan", "sen"),
    formerly=(
        rf"(?:före|innan) {_YEAR}", r"enligt (?:den |det )?(?:gamla|förra|tidigare) \w+", "förut",
        r"(?:i )?(?:den |det )?(?:gamla|förra|tidigare)(?: \w+)?", "tidigare", "förr", "i fjol",
    ),
    measures={
        "t(?:yngre|yngsta?)|lätt(?:are|ast)": "Hur mycket väger {}",
        "(?:billig|dyr)(?:are|ast)": "Vad kostar {}",
        "längre|längst|kortare|kortast": "Hur lång är {}",
        "äldre|äldst|yngre|yngst": "Hur gammal är {}",
        "större|störst|mindre|minst": "Hur stor är {}",
        "högre|högst|lägre|lägst": "Hur hög är {}",
        "(?:snabb|långsamm)(?:are|ast)": "Hur snabb är {}",
        "djup(?:are|ast)": "Hur djup är {}",
        "bred(?:are|ast)": "Hur bred är {}",
    },
    being=("är", "var"),
    which=("vilke[nt]", "vilka", "vem", "vad är de[nt]"),
    things=("vilka", "vilken", "vilket", "vem", "lista", "räkna upp", "visa", "ge mig alla"),
    superlatives={
        "oldest": ("äldsta?", "tidigasta?"),
        "newest": ("nyasta?e?", "yngsta?e?", "senast byggda?"),
        "cheapest": ("billigaste?",),
        "dearest": ("dyraste?",),
        "greatest": (
            "flesta?", "mesta?", "st[öo]rsta?e?", "högsta?e?", "längsta?e?", "tyngsta?e?",
            "djupaste?", "bredaste?", "snabbaste?",
        ),
        "least": ("minsta?e?", "lägsta?e?", "kortaste?", "lättaste?", "smalaste?"),
    },
    totals=(
        "totalt", "sammanlagt", "summa(?:n)?", "tillsammans", "allt som allt", "sammantaget",
        "total\\w*",
    ),
    averages=("i snitt", "i genomsnitt", "genomsnitt(?:et|lig\\w*)?", "medel\\w*"),
    whole=("alla", "allt", "samtliga", "hela"),
    conditions=(
        "om", "utom", "bara", "endast", "men", "dock", "normalt", "vanligen", "ibland", "kanske",
        "vissa", "några", "när", "tills", "utan", "bör", "förutom", "såvida",
    ),
    introducing=(
        "är", "var", "betyder", "innebär", "avser", "avses", "menas", "står för", "kallas",
        "förkortning för",
    ),
    more_than=(
        rf"(?!{_LESS})(?:mera?|flera?|\w{{2,}}re)(?: \w+){{0,3}} än", "över", "överstig(?:er|ande)",
    ),
    less_than=(rf"{_LESS}(?: \w+){{0,3}} än", "under", "understig(?:er|ande)"),
    at_least=("minst", "åtminstone", "lägst", "inte (?:mindre|färre) än"),
    at_most=("högst", "max(?:imalt)?", "som mest", "upp till", "inte (?:mer|fler) än"),
    or_more=(
        rf"eller (?!{_LESS})(?:mer|fler|\w{{2,}}re)", "(?:eller|och) (?:över|däröver|uppåt|mer)",
        "och äldre",
    ),
    or_less=(rf"eller {_LESS}", "(?:eller|och) (?:under|därunder|nedåt)", "och yngre"),
    units={
        "m2": ("kvadratmeter", "kvm"), "m": ("meter",), "km": ("kilometer",),
        "cm": ("centimeter",), "mm": ("millimeter",), "kg": ("kilo", "kilogram"), "g": ("gram",),
        "l": ("liter",), "min": ("minut(?:er)?",), "h": ("timm(?:e|ar)", "tim"),
        "year": ("år", r"år(?:ing\w*|s)", "ålder"), "month": ("månad(?:er)?", "mån"),
        "week": ("veck(?:a|or)",), "day": ("dag(?:ar)?", "dygn"), "%": ("procents?",),
        "kr": ("kron(?:a|or)", ),
    },
    affirmed=("ja", "finns", "ingår"),
    denied=("nej", "ingen", "inget", "inga", "saknas", "stängt", "stängd"),
    lacking=("utan", "inte", "ej", "stängt", "stängd", "saknar", "inga", "ingen", "inget"),
)
