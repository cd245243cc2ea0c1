"""How English asks for steps, lists and the like."""

from __future__ import annotations

from index.language.shapes import ShapeWording

_ONE = r"(?:i|we|you|one|they|people|someone|somebody)"
_MODAL = r"(?:should|shall|must|can|could|do|does|did|would|may|need)"
_DONE = r"(?:\w+ed|done|made|set|put|taken|sent|kept|built|read|given|held|written)"
_PLURAL = r"(?!(?:does|is|was|has|this|its|costs|means|happens)\b)\w+[^s\W]s"
_THING = r"(?:(?:an?|the)\s+)?(.+?)"
_MORE = (
    "(?:more|less|better|worse|fewer|(?:earli|lat|old|young|new|long|short|bigg|larg|small|high|low"
    "|fast|slow|cheap|heavi|light|furth|farth|wid|narrow|strong|weak|warm|cold|loud|quiet)er)"
)
_LESS = (
    "(?:less|fewer|(?:earli|young|short|small|low|slow|cheap|light|narrow|thinn|cold|weak|quiet"
    "|clos|near)er)"
)
_YEAR = r"(?:19|20)\d\d\b"
_PERIOD = "year|autumn|fall|spring|summer|winter|term|season|month"
_IN_ORDER = "in (?:what|which) order"

# fmt: off
ENGLISH = ShapeWording(
    steps=(
        rf"how {_MODAL} {_ONE}", "how to", rf"how (?:is|are|was|were|should|must|can) .*\b{_DONE}",
        "steps?", "step by step", "(?:procedure|instructions?|checklist|routine) (?:for|to|when)",
        rf"what {_MODAL} {_ONE} (?:have to |need to )?do",
        "what (?:should|must|has to|is to) be done",
        "what to do", "what happens (?:if|when)", _IN_ORDER, "tell me how",
        "what(?: is|'s) the (?:drill|procedure|routine|process|protocol)",
        rf"what {_MODAL} (?:\w+ ){{1,3}}do", rf"what \w+ {_ONE} (?:have to |need to )?do",
    ),
    lists=(
        "list", "name (?:all|the|some|two|three|four|five)", "(?:which|what|who) are", "what were",
        "who were", "what(?: is| was|'s|’s) (?:new|changed|different|missing|fixed|removed|added)",
        rf"which (?:\w+ )?{_PLURAL}", rf"what {_PLURAL}", "enumerate",
        rf"what (?:is|was|are|were) (?:\w+ )?{_DONE}", "give me (?:all|the|a list)",
        "what all", "what (?:kinds?|types?|sorts?) of", "what(?: is|'s| are) (?:included|in)",
        rf"what (?:do|does|did|can) {_ONE} get",
    ),
    in_order=(_IN_ORDER,),
    open=("what", "which"),
    contents=("agenda", "(?:table of )?contents", "outline"),
    meanings=(
        "what(?: is| are|'s|’s) meant by", "what (?:does|do|did) .{1,99} mean", "define",
        "(?:the )?(?:meaning|definition) of",
    ),
    definitions=(
        rf"what(?: is|'s|’s| are| was| were)(?: meant by)? {_THING}",
        rf"what (?:does|do|did) {_THING} (?:mean|stand for)", rf"(?:define|explain) {_THING}",
        rf"(?:the )?(?:meaning|definition) of {_THING}",
    ),
    comparing=(
        r"differ\w*", r"compar\w+", "vs", "versus", "changed?",
        r"\w+e(?:r|st)(?=.{0,99} (?:or|than) )",
        "(?:more|most|less|least|best|worse|worst)(?=.{0,99} (?:or|than) )",
        rf"or (?:\w+ ){{1,9}}{_MORE}",
        rf"(?:and|or)\b.{{0,99}}\b(?:which|who)\b.{{0,99}} (?:most|least|best|{_MORE}|\w+est)",
        rf"{_MORE}(?=.{{0,99}} between )", rf"(?<!between ){_YEAR}(?=,? and (?:in )?{_YEAR})",
    ),
    comparison=(
        r"(?:what(?: is|’s|'s) )?(?:the )?differences? (?:in|between)", "compared?",
        r"(?:how )?(?:did|does|do|has|have)(?=.* (?:changed?|differ|compare)\b)", "differ",
        "changed?(?: (?:from|between|since))?", "between",
    ),
    pair=("between",),
    between=("and", "or", "to", "with", "than"),
    against=(
        r"vs\.?", "versus", "compared (?:to|with)", rf"v\.?(?=\s+{_YEAR})",
        rf"against(?=(?:\s+\w+){{0,4}}\s+{_YEAR})", "respectively",
    ),
    than=("than",),
    both=("both", "the two", "either of the two", "each of the two"),
    all_three=("all three", "the three"),
    more_of=(
        r"(?:more|fewer|most|fewest)(?=\s+(?:[^\W\d_]*[^\W\d_su]s|people|men|women|children|staff)\b)",
    ),
    count_asked="How many",
    now=("now", "today", "nowadays", "currently", rf"this (?:{_PERIOD})"),
    earlier=(
        rf"last (?:{_PERIOD})", r"(?:a|one) year (?:ago|earlier|before)", "the year before",
        "formerly", "previously", "back then", "in the past",
    ),
    later=("the year after", "a year later", "afterwards"),
    formerly=(
        rf"before {_YEAR}", r"according to the (?:old|former|previous|earlier) \w+", "formerly",
        r"(?:in the )?(?:old|former|previous|earlier)(?: \w+)?", "previously", "last year",
        "used? to",
    ),
    measures={
        "(?:heav|light)(?:ier|iest|er|est)": "How much does {} weigh",
        "(?:cheap|dear)(?:er|est)|m(?:ore|ost) expensive": "What does {} cost",
        "(?:long|short)(?:er|est)": "How long is {}",
        "(?:old|young|new)(?:er|est)": "How old is {}",
        "(?:bigg|larg|small)(?:er|est)": "How big is {}",
        "(?:high|low)(?:er|est)": "How high is {}",
        "tall(?:er|est)": "How tall is {}",
        "(?:fast|quick|slow)(?:er|est)": "How fast is {}",
        "deep(?:er|est)": "How deep is {}",
        "wid(?:er|est)": "How wide is {}",
    },
    being=("is", "are", "was", "were"),
    which=("which", "what(?: is| was|'s|’s) the", "who"),
    things=(
        "which", "who", "list", "show me", "find", "give me (?:all|the)",
        r"what (?!(?:is|are|was|were|does|do|did|has|have|can|could|should|must|may|will|would"
        r"|happens|happened|the|an?|if|about|it|kind|price|fee|cost|share)\b)\w+",
    ),
    superlatives={
        "oldest": ("oldest", "earliest"),
        "newest": ("newest", "youngest", "most recent"),
        "cheapest": ("cheapest", "least expensive"),
        "dearest": ("dearest", "most expensive", "priciest"),
        "greatest": (
            "most(?! (?:expensive|recent))", "largest", "biggest", "highest", "greatest", "longest",
            "heaviest", "tallest", "widest", "deepest", "fastest",
        ),
        "least": ("least(?! expensive)", "fewest", "lowest", "smallest", "shortest", "lightest"),
    },
    totals=("in all", "in total", "altogether", "total", "sum", "overall"),
    averages=("average", "on average", "mean(?: value)?"),
    whole=("all", "everything", "grand total"),
    conditions=(
        "if", "unless", "except", "only", "but", "however", "normally", "usually", "sometimes",
        "may", "might", "could", "some", "when", "until", "without", "should",
    ),
    introducing=(
        "is", "are", "was", "were", "means?", "stands? for", "refers? to", "short for",
        "is called", "denotes?",
    ),
    more_than=(
        rf"(?!{_LESS}|other|rather)(?:more|\w{{3,}}er)(?: \w+){{0,3}} than", "over", "above",
        "exceed(?:s|ing)?",
    ),
    less_than=(rf"{_LESS}(?: \w+){{0,3}} than", "under", "below", "less expensive than"),
    at_least=("at least", "not? (?:less|fewer) than", "(?:a )?minimum(?: of)?"),
    at_most=("at most", "up to", "not? more than", "(?:a )?max(?:imum)?(?: of)?"),
    or_more=(rf"or (?!{_LESS}){_MORE}", "(?:or|and) (?:over|above|more|upwards?|up)", "and older"),
    or_less=(rf"or {_LESS}", "(?:or|and) (?:under|below|less)", "and younger"),
    units={
        "m2": ("square met(?:re|er)s?", "sq ?m"), "m": ("met(?:re|er)s?",),
        "km": ("kilomet(?:re|er)s?",), "cm": ("centimet(?:re|er)s?",),
        "mm": ("millimet(?:re|er)s?",), "kg": ("kilos?", "kilogram(?:me)?s?"), "g": ("grams?",),
        "l": ("lit(?:re|er)s?",), "min": ("minutes?", "mins"), "h": ("hours?", "hrs?"),
        "year": ("years?(?:-old)?", "yrs?", "age[ds]?"), "month": ("months?",),
        "week": ("weeks?",), "day": ("days?",), "%": ("per ?cent",), "kr": ("crowns?",),
    },
    affirmed=("yes", "y", "true", "available", "included"),
    denied=("no", "n", "none", "false", "closed"),
    lacking=("without", "not", "closed", "no", "lacks?", "(?:do|does|is|are|has|have)n['’]t"),
)
