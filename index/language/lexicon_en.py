"""English."""

from __future__ import annotations

from index.language.documents import english as documents
from index.language.files import english as files
from index.language.lexicon import Lexicon, words
from index.language.mail import english as mail
from index.language.pages import english as pages
from index.language.parts import english as parts
from index.language.people import english as people
from index.language.remarks import english as remarks
from index.language.shapes import english as shapes

_AUXILIARY = r"(?:did|do|does|was|were|is|are|has|have|had|can|could|will|would|should)\b"
_MONTHS = words(
    "january february march april may june july august september october november december"
)
_WEEKDAYS = words("monday tuesday wednesday thursday friday saturday sunday")
_THAT = "(?:that|this|it|so)"
_THING = r"(?:(?:an?|the|my|your)\s+)?(?:[\w'’-]+\s+){0,3}?[\w'’-]+"
_PLACED = "(?:on|of|for|in|at|with|by|from|during|per)"

# fmt: off
LEXICON = Lexicon(
    code="en",
    # Snowball's for English, and what questions are made of
    stop_words=frozenset(
        words(
            "a an and are as at be but by for if in into is it no not of on or such that the their"
            " then there these they this to was will with"
            " am been can could did do does done had has have how i its many may me much must my"
            " our should than them we were what when where which who whom whose why would you your"
        )
    ),
    abbreviations=words(
        "inc ltd corp bros prof capt col gen gov hon rep sen rev sgt maj dept est approx etc fig"
        " vol eds nos jan feb apr aug sept oct nov dec mrs messrs ave blvd univ assn i.e e.g"
        " a.m p.m"
    ),
    references=words(
        "fig figs eq eqs sec secs app apps ch chap chaps vol vols no nos art arts par para pp p pl"
        " ref refs ser cl mod typ v temp c approx diam ver max min rev cf s st"
    ),
    never_last=words(
        "a an and as at but by for from in into of on or than that the to which who with"
    ),
    seldom_last=words(
        "between during under over after before until because when where while about against our"
        " their its his her"
    ),
    small_words=words(
        "are be been can had has have he his if is it its may must no not our she should their"
        " there they this up was we were when will would you your"
    ),
    commonest=words("the of and is are to in for on with that by as at be or from it was an"),
    kept_hyphens=words(
        "self well non ex half cross all high low long short full part year state co pre post semi"
        " anti so"
    ),
    page=pages.ENGLISH,
    mail=mail.ENGLISH,
    files=files.ENGLISH,
    months=_MONTHS,
    month_abbreviations=("sept",),
    seasons=(
        r"winter\w*", "spring(?:time)?", r"summer\w*", "autumn|(?:this|next|last|in the) fall",
    ),
    weekdays=_WEEKDAYS,
    weekday_endings=("s",),
    ordinal_endings=words("st nd rd th"),
    range_links=("to",),
    day_links=("of",),
    decade_endings=(r"s\b",),
    one=("one",),
    numerals={
        "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
        "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
        "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
        "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    },
    ordinals=words(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    ),
    amounts=words("dozens? hundreds? thousands? millions? billions? half thirds? quarters? twice"),
    magnitudes={
        "thousand": 3, "million": 6, "millions": 6, "billion": 9, "billions": 9, "trillion": 12,
        "trillions": 12,
    },
    lone_magnitudes=words("thousand million billion dozen"),
    indefinite=("a",),
    small_magnitudes={"dozen": 12, "hundred": 100, "mn": 10**6, "bn": 10**9},
    currencies={"dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR", "pounds": "GBP"},
    shares={"per cent": "%", "percent": "%", "percentage points": "points"},
    seconds={
        "second": 1, "seconds": 1, "minute": 60, "minutes": 60, "hour": 3600, "hours": 3600,
        "day": 86400, "days": 86400, "week": 604800, "weeks": 604800, "month": 2629746,
        "months": 2629746, "year": 31556952, "years": 31556952, "decades": 315569520,
    },
    rates={
        "year": ("a year", "per year", "each year", "every year", "yearly", "annually"),
        "month": ("a month", "per month", "each month", "monthly"),
        "day": ("a day", "per day", "daily"),
        "hour": ("an hour", "per hour", "hourly"),
    },
    each=("per", "each", "a (?:day|week|month|year)"),
    up_to=("to",),
    rough=(
        *words("about around roughly approximately some nearly almost over above under below"),
        "close to", "more than", "at least", "no fewer than", "less than", "fewer than", "up to",
        "as many as", "at most",
    ),
    partitives=("of", "out of"),
    those=words("the these those"),
    them=("them",),
    uncounted=words(
        "a an and are as at been by for from had has have in is it its of on or out per that the"
        " their there they to was were when which who will with would"
    ),
    before_years=words(
        "in since during until till before after from year spring summer autumn fall winter early"
        " late mid"
    ),
    plural_endings=("s",),
    singular_endings=words("ss us is"),
    plurals=words("people children men women police teeth feet mice sheep fish aircraft"),
    determiners=words("the this that these those its his her their our each every"),
    verbs=words(
        "saw brought became came went took gave got made left led drew began fell rose grew kept"
        " held met paid put ran said sent set sold told won wrote lost hit bought built"
    ),
    verb_endings=("ed",),
    nouns={
        "person": "person persons people", "man": "man men", "woman": "woman women",
        "child": "child children", "boy": "boy boys", "girl": "girl girls",
        "family": "family families household households", "friend": "friend friends",
        "inhabitant": "inhabitant inhabitants resident residents", "member": "member members",
        "visitor": "visitor visitors guest guests", "pupil": "pupil pupils student students",
        "teacher": "teacher teachers", "doctor": "doctor doctors physician physicians",
        "nurse": "nurse nurses", "patient": "patient patients",
        "worker": "worker workers employee employees staff", "soldier": "soldier soldiers troops",
        "farmer": "farmer farmers", "owner": "owner owners", "voter": "voter voters",
        "player": "player players", "country": "country countries nation nations state states",
        "city": "city cities town towns", "village": "village villages",
        "municipality": "municipality municipalities", "county": "county counties",
        "place": "place places site sites location locations", "island": "island islands",
        "street": "street streets road roads", "bridge": "bridge bridges", "house": "house houses",
        "building": "building buildings", "home": "home homes",
        "flat": "flat flats apartment apartments", "room": "room rooms", "floor": "floor floors",
        "school": "school schools", "hospital": "hospital hospitals", "church": "church churches",
        "library": "library libraries", "museum": "museum museums", "shop": "shop shops",
        "company": "company companies firm firms business businesses",
        "authority": "authority authorities agency agencies", "job": "job jobs",
        "case": "case cases", "crime": "crime crimes", "law": "law laws", "rule": "rule rules",
        "question": "question questions", "answer": "answer answers", "page": "page pages",
        "word": "word words", "book": "book books", "document": "document documents",
        "letter": "letter letters", "picture": "picture pictures image images",
        "vote": "vote votes", "seat": "seat seats", "car": "car cars vehicle vehicles",
        "bus": "bus buses", "train": "train trains", "ship": "ship ships boat boats",
        "aircraft": "aircraft plane planes", "bicycle": "bicycle bicycles bike bikes",
        "station": "station stations", "ticket": "ticket tickets", "tree": "tree trees",
        "animal": "animal animals", "bird": "bird birds", "fish": "fish", "dog": "dog dogs",
        "cat": "cat cats", "horse": "horse horses", "cow": "cow cows cattle", "time": "time times",
        "attempt": "attempt attempts",
        "kilometre": "kilometre kilometres" " kilometer kilometers km",
        "metre": "metre metres meter meters m", "tonne": "tonne tonnes ton tons",
        "kilogram": "kilogram kilograms kilo kilos kg",
    },
    capitalised=(*words("i i'm i've i'd i'll"), *_MONTHS, *_WEEKDAYS),
    roles=words("ceo cfo coo cto mp pm"),
    places={
        "GB": "Britain|Great Britain|UK|U.K.", "US": "America|USA|US|U.S.|the States",
        "CI": "Ivory Coast", "CZ": "Czech Republic", "TR": "Turkey", "MM": "Burma|Myanmar",
        "CV": "Cabo Verde", "NL": "Holland", "VA": "Vatican", "EU": "EU", "UN": "UN",
        "SZ": "Swaziland", "TL": "East Timor", "BA": "Bosnia", "HK": "Hong Kong", "MO": "Macao",
        "PS": "Palestine", "CD": "DR Congo",
    },
    demonyms={
        "002": "african", "003": "north american", "005": "south american", "142": "asian",
        "150": "european", "419": "latin american", "AD": "andorran", "AE": "emirati",
        "AF": "afghan", "AG": "antiguan", "AL": "albanian", "AM": "armenian", "AO": "angolan",
        "AR": "argentine|argentinian", "AT": "austrian", "AU": "australian", "AZ": "azerbaijani",
        "BA": "bosnian", "BB": "barbadian", "BD": "bangladeshi", "BE": "belgian",
        "BF": "burkinabe", "BG": "bulgarian", "BH": "bahraini", "BI": "burundian",
        "BJ": "beninese", "BN": "bruneian", "BO": "bolivian", "BR": "brazilian", "BS": "bahamian",
        "BT": "bhutanese", "BW": "botswanan", "BY": "belarusian", "BZ": "belizean",
        "CA": "canadian", "CG": "congolese", "CH": "swiss", "CI": "ivorian", "CL": "chilean",
        "CM": "cameroonian", "CN": "chinese", "CO": "colombian", "CR": "costa rican",
        "CU": "cuban", "CV": "cape verdean", "CY": "cypriot", "CZ": "czech", "DE": "german",
        "DJ": "djiboutian", "DK": "danish", "DZ": "algerian", "EC": "ecuadorian", "EE": "estonian",
        "EG": "egyptian", "ER": "eritrean", "ES": "spanish", "ET": "ethiopian", "FI": "finnish",
        "FJ": "fijian", "FO": "faroese", "FR": "french", "GA": "gabonese", "GB": "british",
        "GD": "grenadian", "GE": "georgian", "GH": "ghanaian", "GL": "greenlandic",
        "GM": "gambian", "GN": "guinean", "GR": "greek", "GT": "guatemalan", "GY": "guyanese",
        "HN": "honduran", "HR": "croatian", "HT": "haitian", "HU": "hungarian", "ID": "indonesian",
        "IE": "irish", "IL": "israeli", "IN": "indian", "IQ": "iraqi", "IR": "iranian",
        "IS": "icelandic", "IT": "italian", "JM": "jamaican", "JO": "jordanian", "JP": "japanese",
        "KE": "kenyan", "KG": "kyrgyz", "KH": "cambodian", "KM": "comorian", "KP": "north korean",
        "KR": "south korean", "KW": "kuwaiti", "KZ": "kazakh", "LA": "laotian", "LB": "lebanese",
        "LK": "sri lankan", "LR": "liberian", "LT": "lithuanian", "LU": "luxembourgish",
        "LV": "latvian", "LY": "libyan", "MA": "moroccan", "MC": "monegasque", "MD": "moldovan",
        "ME": "montenegrin", "MG": "malagasy", "MK": "macedonian", "ML": "malian", "MM": "burmese",
        "MN": "mongolian", "MR": "mauritanian", "MT": "maltese", "MU": "mauritian",
        "MV": "maldivian", "MW": "malawian", "MX": "mexican", "MY": "malaysian",
        "MZ": "mozambican", "NA": "namibian", "NE": "nigerien", "NG": "nigerian",
        "NI": "nicaraguan", "NL": "dutch", "NO": "norwegian", "NP": "nepalese|nepali",
        "OM": "omani", "PA": "panamanian", "PE": "peruvian", "PG": "papuan",
        "PH": "philippine|filipino", "PK": "pakistani", "PL": "polish", "PR": "puerto rican",
        "PS": "palestinian", "PT": "portuguese", "PY": "paraguayan", "QA": "qatari",
        "RO": "romanian", "RS": "serbian", "RU": "russian", "RW": "rwandan", "SA": "saudi",
        "SC": "seychellois", "SD": "sudanese", "SE": "swedish", "SG": "singaporean",
        "SI": "slovenian|slovene", "SK": "slovak", "SL": "sierra leonean", "SN": "senegalese",
        "SO": "somali", "SR": "surinamese", "SV": "salvadoran", "SY": "syrian", "SZ": "swazi",
        "TD": "chadian", "TG": "togolese", "TH": "thai", "TJ": "tajik", "TM": "turkmen",
        "TN": "tunisian", "TO": "tongan", "TR": "turkish", "TW": "taiwanese", "TZ": "tanzanian",
        "UA": "ukrainian", "UG": "ugandan", "US": "american", "UY": "uruguayan", "UZ": "uzbek",
        "VE": "venezuelan", "VN": "vietnamese", "WS": "samoan", "XK": "kosovar", "YE": "yemeni",
        "ZA": "south african", "ZM": "zambian", "ZW": "zimbabwean",
    },
    interrogatives_for_values=words("what how when which"),
    other_interrogatives=words("who whom whose where why"),
    prepositions={
        "in": "in", "at": "in", "from": "from", "to": "to", "for": "for", "by": "by",
        "with": "with", "of": "of", "on": "on",
    },
    setting_prepositions=words("in during"),
    comparing=words("as like"),
    articles=("the",),
    conjunctions=words("and but or so then"),
    additions=("and",),
    alternatives=("or",),
    pronouns=words("he him she her it they them"),
    possessives=words(r"his its their her(?=\s\w)"),
    possessive_ending="'s",
    by=("(?:words |text )?by",),
    authors=("author", "writer", "written by", "reporter"),
    negations=words(r"not no never none nobody nothing neither nor without cannot \w+n[’']t"),
    implied_negations=words(
        r"lack\w* refus\w* fail(?:s|ed|ing)? miss(?:es|ed|ing) except rather instead unless hardly"
        r" barely un(?:able|changed|paid|known|aware|hurt|harmed|injured|likely|finished) avoid\w*"
        r" prevent\w* exclud\w* free ban(?:s|ned)? prohibit\w* forb\w+ reject\w* den(?:y|ies|ied)"
        r" rul(?:es?|ed|ing) declin\w+ stop\w* ceas\w+ empty closed cancel\w* only zero"
    ),
    opposites={
        "up": words(r"rose ris(?:es?|ing|en) increas\w* grow\w* grew rais\w+ higher climb\w*"),
        "down": words(
            r"fell fall(?:s|en|ing)? decreas\w* drop\w* reduc\w* lower\w* cut(?:s|ting)? shr\w+"
        ),
        "more": (
            *words("more over above longer larger bigger older faster exceeds? exceeded most"),
            "at least",
        ),
        "less": (
            *words("less fewer under below shorter smaller younger slower least fewest"),
            "at most", "up to",
        ),
        "before": words("before earlier prior until"),
        "after": words("after later following since afterwards"),
        "all": words("all every everyone everything each whole entire entirely always both"),
        "some": words(r"some part partly several half most many sometimes often usually mainly"),
        "open": words(r"open\w* start\w* beg[aiu]n\w*"),
        "closed": words(r"clos\w+ shut\w* stop\w* end(?:s|ed|ing)?"),
        "allowed": words(r"allow\w* may permit\w* approv\w* accept\w* agreed? free"),
        "forbidden": words(r"forb\w+ ban(?:s|ned)? prohibit\w* reject\w* refus\w* deni\w*"),
        "planned": words(
            r"plan\w* will propos\w* intend\w* hop(?:es?|ed|ing) expect\w* would may might could"
            r" consider\w* appl(?:y|ies|ied)"
        ),
        "done": words(r"has have was were been had did completed finished built opened decided"),
    },
    denial_verbs=words(
        "den(?:y|ies|ied) reject(?:s|ed)? disput(?:es?|ed) refut(?:es?|ed) dismiss(?:es|ed)?"
    ),
    accusation_verbs=words(
        r"accus\w+ alleg\w+ claims? claimed suspects? suspected maintains? maintained critics"
    ),
    accusations=words(r"accusations? allegations? claims? charges? criticism suspicions?"),
    yes_or_no=words(
        "do does did is are am was were can could may might must has have had will would shall "
        "should"
    ),
    how_many=("how many", "what number of"),
    how_much=("how much",),
    prices=(
        *words(
            r"cost costs price priced? pay pays paid paying spen[dt]\w* budget\w* worth fees?"
            r" charge\w*"
        ),
        r"take.* to (?:maintain|run|build|keep)",
    ),
    shares_asked=(
        "(?:what|which|how (?:large|big|great) an?) (?:share|percentage|proportion|part)",
        "by how much", "interest rate", "per ?cent",
    ),
    changes=tuple(
        rf"{stem}\w*"
        for stem in words(
            "reduc cut fall fell drop ris rose increas decreas declin grow grew"
        )
    ),
    dates_asked=("when", "(?:what|which) (?:year|date)"),
    durations_asked=("how long", r"how many (?:second|minute|hour|day|week|month|year)\w*"),
    numbers_asked=(
        "how (?:many|much|long|big|large|old|far|fast|high|often|common)", "when",
        "(?:what|which) year", "what (?:share|percentage|proportion|number|price)", "by what",
    ),
    reasons_asked=("why", "for what reason"),
    reasons=(
        *words("because since therefore reasons? after"), r"to \w+", "due to", "owing to",
        "thanks to", "so that", "in order", "as a result",
    ),
    presupposing=(rf"(?:why|when|where)\s+(?={_AUXILIARY})",),
    part_nouns=words(
        "steps? points? items? clauses? sections? paragraphs? rules? articles? checks? stages?"
        " tasks?"
    ),
    number_signs=(r"no\.", "number"),
    authors_asked=("who (?:wrote|has written|is the (?:author|writer))", "authors? of"),
    connectives=(
        "what about", "how about", "why not", "compared", r"any(?=(?:\W+\w+){1,3}\W*$)",
    ),
    what_about=("what about", "how about", "how is it"),
    openings=("what about", "how about", "same question for"),
    closings=("then",),
    interjections=words("ok okay well"),
    new_topic=(
        "by the way", "btw", "changing the subject", "(?:on to )?something else",
        "(?:a )?(?:new|another|different) (?:question|topic)",
    ),
    asking_verbs=words("is are does? did has have"),
    comparisons=(
        r"(?:is|was|are|were) (?:that|this|it|they|those)\b(?!.*\b(?:to|that)\b)"
        r".*\b(?:than|compared)\b",
    ),
    referring=(
        *words("he him she they these"), "(?<!between )them", r"those(?! who| that)",
        r"(?:it|that)(?=\W*$)",
    ),
    sometimes_referring=(
        *words("its his hers? theirs? this"),
        r"it(?! takes?\b.* (?:to|for)\b| is \w+ (?:to|that)\b| possible| true)",
        r"(?:(?<=is )|(?<=was )|(?<=about )|(?<=of )|(?<=after )|(?<=did )|(?<=does ))that",
        r"(?<=which )one", r"(?:that|there|then)(?=(?: \w+)?\W*$)",
        r"(?<=the )\w+ \w+ now(?=\W*$)", r"(?<=what )(?:is|was) \w+ed(?=\W*$)",
    ),
    subject_pronouns=(r"it(?! takes?\b| (?:\w+ ){1,2}(?:to|that)\b)",),
    definite=(r"the \w+", r"how (?:much|many) \w+(?=\W*$)"),
    adverbs_asked=words("when where why"),
    participles=(r"\w{2,}(?:ing|ed)(?=\s)",),
    clause_openers=words(
        "that who whom whose because since while if so says where when which after before and or"
    ),
    elliptical=(
        r"(?:how\s+(?:many|much)|which)\s+(?:one|do|does|did|has|have|had|will|would|can|is|are"
        r"|was|were)",
    ),
    who_is=("(?:who|what) (?:is|was|are|were) {name}",),
    subjects=(
        # "What does [a tyre change] on a racing bicycle cost?", "Where is [the hall] in Rome?"
        rf"\b(?:does|do|did|can|could|will|would|should|must)\s+({_THING})"
        rf"(?=\s+(?:{_PLACED}\b.*\s)?(?:cost|take|last|open|close|start|begin|end|weigh|work|need"
        r"|mean)\b)",
        rf"\b(?:what|when|where|who|how(?:\s+(?!many\b)\w+)?)\s+(?:is|are|was|were)\s+({_THING})"
        rf"(?=\s+{_PLACED}\b|\s*\?*$)",
        rf"\bhow many \w+ (?:has|have|had)\s+({_THING})(?=\s+{_PLACED}\b|\s*\?*$)",
    ),
    not_a_thing=words("is are was does do did has have can that this it they then"),
    refers_back=words("he she they it this that these those his her its their"),
    orders=(
        r"(?:please\s+)?(?:answer|reply|respond|translate|ignore|disregard|forget|pretend|imagine|invent"
        r"|make\s+up|act|say|speak|write|guess)",
    ),
    courtesies=words("please thanks thank ok okay"),
    sources_requests=(
        f"how (?:do|can|could) you (?:know|tell|say)(?: {_THAT})?",
        f"where (?:does it say|does it stand|is|did you (?:read|find|get)) {_THAT}",
        f"where does {_THAT} (?:come from|stand|say {_THAT})",
        f"(?:who says|says who)(?: {_THAT})?", "according to whom",
        f"(?:(?:what is|what are|what's) )?(?:the |your )?sources?(?: (?:for|of) {_THAT})?",
        "show (?:me )?(?:the|your) (?:sources?|quotes?)", "(?:can you )?prove it",
        f"are you sure(?: (?:of|about) {_THAT})?",
    ),
    more_requests=(
        "what else(?: do (?:the documents|they|you) (?:say|know)| is (?:there|known|said))?"
        f"(?: about {_THAT})?",
        f"(?:is there )?(?:anything|something) (?:else|more)(?: (?:on|about) {_THAT})?",
        f"(?:can you )?(?:tell|show) me more(?: about {_THAT})?", "(?:any )?more", "go on",
        "continue",
    ),
    language_requests=(
        f"(?:(?:can|could) you )?(?:(?:answer|say|repeat|translate)(?: {_THAT})? )?"
        r"(?:in|into|to) (\w+)(?: instead)?",
    ),
    remarks=remarks.ENGLISH,
    documents=documents.ENGLISH,
    people=people.ENGLISH,
    parts=parts.ENGLISH,
    shapes=shapes.ENGLISH,
)
