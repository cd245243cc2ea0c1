"""Swedish."""

from __future__ import annotations

from index.language.documents import swedish as documents
from index.language.files import swedish as files
from index.language.lexicon import Lexicon, words
from index.language.mail import swedish as mail
from index.language.pages import swedish as pages
from index.language.parts import swedish as parts
from index.language.people import swedish as people
from index.language.remarks import swedish as remarks
from index.language.shapes import swedish as shapes
from index.language.stems.swedish import STEM_ENDINGS

_THAT = "(?:det|detta|det här|det där|så)"

# fmt: off
LEXICON = Lexicon(
    code="sv",
    stop_words=frozenset(  # Snowball's for Swedish
        words(
            "alla allt att av blev bli blir blivit de dem den denna deras dess dessa det detta dig"
            " din dina ditt du där då efter ej eller en er era ert ett från för ha hade han hans"
            " har henne hennes hon honom hur här i icke ingen inom inte jag ju kan kunde man med"
            " mellan men mig min mina mitt mot mycket ni nu när någon något några och om oss på"
            " samma sedan sig sin sina sitt själv skulle som så sådan sådana sådant till under upp"
            " ut utan vad var vara varför varit varje vars vart vem vi vid vilka vilkas vilken"
            " vilket vår våra vårt än är åt över"
        )
    ),
    stem_endings=STEM_ENDINGS,
    letters="åäö",
    compound_links=("", "s", "a", "e", "o", "u"),  # arbets-, kamera-, rese-, kyrko-, gatu-
    genitive_s=True,
    abbreviations=words(
        "bl.a t.ex d.v.s dvs m.m m.fl o.s.v osv o.d o.dyl s.k p.g.a pga fr.o.m t.o.m f.d f.n fig"
        " resp kl nr st ca c:a jfr tel t.v t.h e.d i.o.m m.a.o f.ö e.kr f.kr kap art sid särsk milj"
        " mdr tr avd dir enl inkl exkl etc mån tis ons tors fre jan feb apr aug sept okt nov dec"
        " s.a.s e.m f.m dr prof doc fil med jur tekn hr mr mrs ms jr sr inc ltd corp vs no vol ed"
        " dnr prop sfs mom"
    ),
    references=words(
        "fig tab typ bil nr st s sid kap avsn anm ekv prop lgh tel ext pos jfr max min ca diam"
    ),
    never_last=words(
        "att av den det de eller en ett för från genom i inom med men mot och om på som till under"
        " vid över"
    ),
    seldom_last=words("mellan efter före innan sedan utan hos samt dess sin sina sitt"),
    small_words=words(
        "är ej efter få får fick ha hade han har hon inte kan man måste ni nu när också sig ska"
        " skall skulle så vara var vi än"
    ),
    commonest=words("och att är som det i en på av för med till den har de inte om ett"),
    page=pages.SWEDISH,
    mail=mail.SWEDISH,
    files=files.SWEDISH,
    months=words(
        "januari februari mars april maj juni juli augusti september oktober november december"
    ),
    seasons=(
        r"vinter\w*|vintras", r"vårens?|våras|vårtermin\w*|i vår(?=[\s?.!]*$)", r"sommar\w*|somras",
        r"höst\w*",
    ),
    weekdays=words("måndag tisdag onsdag torsdag fredag lördag söndag"),
    weekday_endings=words("en ens s ar arna"),
    range_links=("till",),
    ordinal_endings=words(":e :a"),
    decade_endings=("-tal",),
    one=words("en ett"),
    numerals={
        "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9,
        "tio": 10, "elva": 11, "tolv": 12, "tretton": 13, "fjorton": 14, "femton": 15,
        "sexton": 16, "sjutton": 17, "arton": 18, "nitton": 19, "tjugo": 20, "trettio": 30,
        "fyrtio": 40, "femtio": 50, "sextio": 60, "sjuttio": 70, "åttio": 80, "nittio": 90,
    },
    ordinals=words(
        "första andra tredje fjärde femte sjätte sjunde åttonde nionde tionde elfte tolfte"
    ),
    amounts=words(
        r"tjugo\w* (?:tret|fyr|fem|sex|sjut|åt|nit)tio\w* dussin hundra\w* tusen\w* miljon\w*"
        r" miljard\w* hälften tredjedel\w* fjärdedel\w* dubbel\w*"
    ),
    magnitudes={
        "tusen": 3, "miljon": 6, "miljoner": 6, "miljard": 9, "miljarder": 9, "biljon": 12,
        "biljoner": 12,
    },
    lone_magnitudes=words("hundra tusen miljon miljard dussin"),
    small_magnitudes={"dussin": 12, "hundra": 100, "mdr": 10**9},
    currencies={"pund": "GBP", "kr": "SEK", "krona": "SEK", "kronor": "SEK"},
    shares={"procent": "%", "procentenheter": "points"},
    seconds={
        "sekund": 1, "sekunder": 1, "minut": 60, "minuter": 60, "timme": 3600, "timmar": 3600,
        "dag": 86400, "dagar": 86400, "dygn": 86400, "vecka": 604800, "veckor": 604800,
        "månad": 2629746, "månader": 2629746, "år": 31556952, "årtionden": 315569520,
    },
    rates={
        "year": ("om året", "per år", "årligen"),
        "month": ("i månaden", "per månad"),
        "day": ("om dagen", "per dag", "dagligen"),
        "hour": ("i timmen", "per timme"),
    },
    each=("vardera", "om (?:dagen|året)"),
    up_to=("till",),
    rough=(
        *words(
            r"omkring cirka ca\.? ungefär runt nästan närmare drygt knappt över minst högst uppemot"
        ),
        "mer än", "fler än", "mindre än", "färre än", "upp till",
    ),
    partitives=("av",),
    those=words("de dessa"),
    them=("dem",),
    uncounted=words(
        "att av blev blir den det de efter eller ett en från för har hade i inom med mot och om på"
        " ska skall som till under ur var varav vid är över"
    ),
    before_years=words(
        "i sedan under till före efter från år året våren sommaren hösten vintern början slutet"
        " mitten"
    ),
    plural_endings=words("or ar er orna arna erna are"),
    plurals=words(
        "barn hus fall brott djur folk män möss fötter gäss tåg jobb namn ord år träd bord hem liv"
        " lag språk land hål mål val prov spår svar rum skepp fartyg företag bolag sjukhus"
        " bibliotek museum dokument fordon flygplan ärenden ställen områden"
        " anställda skadade döda sjuka arbetslösa"
    ),
    determiners=words("den det de denna detta dessa årets hela varje"),
    verbs=words(
        "kom gick fick tog gav såg stod låg dog föll blev sa sade gjorde slog höll drog vann skrev"
        " satte la lade fanns"
    ),
    verb_endings=words("ade des dde te as ar er are"),
    nouns={
        "person": "person personer människa människor folk", "man": "man män",
        "woman": "kvinna kvinnor", "child": "barn", "boy": "pojke pojkar",
        "girl": "flicka flickor", "family": "familj familjer hushåll", "friend": "vän vänner",
        "inhabitant": "invånare invånarna", "member": "medlem medlemmar",
        "visitor": "besökare gäst gäster", "pupil": "elev elever student studenter",
        "teacher": "lärare", "doctor": "läkare", "nurse": "sjuksköterska sjuksköterskor",
        "patient": "patient patienter", "worker": "anställda arbetare medarbetare",
        "soldier": "soldat soldater", "farmer": "bonde bönder lantbrukare", "owner": "ägare",
        "voter": "väljare", "player": "spelare",
        "country": "land länder länderna nation nationer stat stater",
        "city": "stad städer städerna", "village": "by byar",
        "municipality": "kommun kommuner kommunerna", "county": "län",
        "place": "plats platser ställe ställen", "island": "ö öar",
        "street": "gata gator väg vägar", "bridge": "bro broar", "house": "hus",
        "building": "byggnad byggnader", "home": "bostad bostäder hem",
        "flat": "lägenhet lägenheter", "room": "rum", "floor": "våning våningar",
        "school": "skola skolor", "hospital": "sjukhus", "church": "kyrka kyrkor",
        "library": "bibliotek", "museum": "museum museer", "shop": "butik butiker affär affärer",
        "company": "företag företagen bolag bolagen", "authority": "myndighet myndigheter",
        "job": "jobb arbeten", "case": "fall ärende ärenden", "crime": "brott brotten",
        "law": "lag lagar", "rule": "regel regler", "question": "fråga frågor", "answer": "svar",
        "page": "sida sidor", "word": "ord", "book": "bok böcker", "document": "dokument",
        "letter": "brev", "picture": "bild bilder", "vote": "röst röster",
        "seat": "mandat plats platser", "car": "bil bilar fordon", "bus": "buss bussar",
        "train": "tåg", "ship": "fartyg båt båtar skepp", "aircraft": "flygplan plan",
        "bicycle": "cykel cyklar", "station": "station stationer", "ticket": "biljett biljetter",
        "tree": "träd", "animal": "djur", "bird": "fågel fåglar", "fish": "fisk fiskar",
        "dog": "hund hundar", "cat": "katt katter", "horse": "häst hästar", "cow": "ko kor",
        "time": "gång gånger", "attempt": "försök", "kilometre": "kilometer km",
        "metre": "meter m", "tonne": "ton", "kilogram": "kilogram kilo kg",
    },
    roles=words("vd gd"),
    places={
        "US": "Amerika|Förenta staterna", "CI": "Côte d'Ivoire", "EU": "EU", "UN": "FN",
        "BY": "Vitryssland", "NL": "Holland", "MM": "Burma|Myanmar", "VA": "Vatikanen",
        "SZ": "Swaziland", "BA": "Bosnien", "HK": "Hongkong", "MO": "Macao", "PS": "Palestina",
    },
    demonyms={
        "002": "afrikansk", "003": "nordamerikansk", "005": "sydamerikansk", "142": "asiatisk",
        "150": "europeisk", "419": "latinamerikansk", "AD": "andorransk", "AF": "afghansk",
        "AG": "antiguansk", "AL": "albansk", "AM": "armenisk", "AO": "angolansk",
        "AR": "argentinsk", "AT": "österrikisk", "AU": "australisk",
        "AZ": "azerbajdzjansk|azerisk", "BA": "bosnisk", "BB": "barbadisk", "BD": "bangladeshisk",
        "BE": "belgisk", "BF": "burkinsk", "BG": "bulgarisk", "BH": "bahrainsk", "BI": "burundisk",
        "BJ": "beninsk", "BN": "bruneisk", "BO": "boliviansk", "BR": "brasiliansk",
        "BS": "bahamansk", "BT": "bhutansk", "BW": "botswansk", "BY": "belarusisk|vitrysk",
        "BZ": "belizisk", "CA": "kanadensisk", "CG": "kongolesisk", "CH": "schweizisk",
        "CI": "ivoriansk", "CL": "chilensk", "CM": "kamerunsk", "CN": "kinesisk",
        "CO": "colombiansk", "CR": "costaricansk", "CU": "kubansk", "CV": "kapverdisk",
        "CY": "cypriotisk", "CZ": "tjeckisk", "DE": "tysk", "DJ": "djiboutisk", "DK": "dansk",
        "DZ": "algerisk", "EC": "ecuadoriansk", "EE": "estnisk|estländsk", "EG": "egyptisk",
        "ER": "eritreansk", "ES": "spansk", "ET": "etiopisk", "FI": "finsk|finländsk",
        "FJ": "fijiansk", "FO": "färöisk", "FR": "fransk", "GA": "gabonesisk", "GB": "brittisk",
        "GD": "grenadisk", "GE": "georgisk", "GH": "ghanansk", "GL": "grönländsk", "GM": "gambisk",
        "GN": "guineansk", "GR": "grekisk", "GT": "guatemalansk", "GY": "guyansk",
        "HN": "honduransk", "HR": "kroatisk", "HT": "haitisk", "HU": "ungersk", "ID": "indonesisk",
        "IE": "irländsk", "IL": "israelisk", "IN": "indisk", "IQ": "irakisk", "IR": "iransk",
        "IS": "isländsk", "IT": "italiensk", "JM": "jamaicansk", "JO": "jordansk", "JP": "japansk",
        "KE": "kenyansk", "KG": "kirgizisk", "KH": "kambodjansk", "KM": "komorisk",
        "KP": "nordkoreansk", "KR": "sydkoreansk", "KW": "kuwaitisk", "KZ": "kazakisk",
        "LA": "laotisk", "LB": "libanesisk", "LK": "lankesisk", "LR": "liberiansk",
        "LT": "litauisk", "LU": "luxemburgsk", "LV": "lettisk", "LY": "libysk", "MA": "marockansk",
        "MC": "monegaskisk", "MD": "moldavisk", "ME": "montenegrinsk", "MG": "madagaskisk",
        "MK": "nordmakedonsk|makedonsk", "ML": "malisk", "MM": "burmesisk", "MN": "mongolisk",
        "MR": "mauretansk", "MT": "maltesisk", "MU": "mauritisk", "MV": "maldivisk",
        "MW": "malawisk", "MX": "mexikansk", "MY": "malaysisk", "MZ": "moçambikisk",
        "NA": "namibisk", "NE": "nigerisk", "NG": "nigeriansk", "NI": "nicaraguansk",
        "NL": "nederländsk|holländsk", "NO": "norsk", "NP": "nepalesisk", "NZ": "nyzeeländsk",
        "OM": "omansk", "PA": "panamansk", "PE": "peruansk", "PG": "papuansk", "PH": "filippinsk",
        "PK": "pakistansk", "PL": "polsk", "PR": "puertoricansk", "PS": "palestinsk",
        "PT": "portugisisk", "PY": "paraguayansk", "QA": "qatarisk", "RO": "rumänsk",
        "RS": "serbisk", "RU": "rysk", "RW": "rwandisk", "SA": "saudisk", "SC": "seychellisk",
        "SD": "sudanesisk", "SE": "svensk", "SG": "singaporiansk", "SI": "slovensk",
        "SK": "slovakisk", "SL": "sierraleonsk", "SN": "senegalesisk", "SO": "somalisk",
        "SR": "surinamsk", "SS": "sydsudansk", "SV": "salvadoransk", "SY": "syrisk",
        "SZ": "swazisk", "TD": "tchadisk", "TG": "togolesisk", "TH": "thailändsk",
        "TJ": "tadzjikisk", "TM": "turkmenisk", "TN": "tunisisk", "TO": "tongansk",
        "TR": "turkisk", "TW": "taiwanesisk", "TZ": "tanzanisk", "UA": "ukrainsk",
        "UG": "ugandisk", "US": "amerikansk", "UY": "uruguayansk", "UZ": "uzbekisk",
        "VE": "venezuelansk", "VN": "vietnamesisk", "WS": "samoansk", "XK": "kosovansk",
        "YE": "jemenitisk", "ZA": "sydafrikansk", "ZM": "zambisk", "ZW": "zimbabwisk",
    },
    demonym_endings=("", "t", "a", "e", "as", "es", "an", "or"),
    cities={
        "athens": "aten", "baghdad": "bagdad", "beijing": "peking", "brussels": "bryssel",
        "cairo": "kairo", "cologne": "köln", "copenhagen": "köpenhamn", "florence": "florens",
        "gothenburg": "göteborg", "helsinki": "helsingfors", "jerusalem": "jerusalem",
        "kyiv": "kiev", "lisbon": "lissabon", "milan": "milano", "moscow": "moskva",
        "munich": "münchen", "naples": "neapel", "nuremberg": "nürnberg", "prague": "prag",
        "rome": "rom", "turku": "åbo", "venice": "venedig", "vienna": "wien", "warsaw": "warszawa",
        "tampere": "tammerfors",
    },
    interrogatives_for_values=words("hur vad när vilken vilket vilka"),
    other_interrogatives=words("vem vems var vart varför"),
    prepositions={
        "i": "in", "på": "in", "från": "from", "till": "to", "för": "for", "av": "by",
        "med": "with", "om": "about", "vid": "at", "hos": "at",
    },
    setting_prepositions=words("i under"),
    comparing=("som",),
    articles=words("den det de"),
    conjunctions=words("och men eller så då"),
    additions=words("och samt"),
    alternatives=("eller",),
    pronouns=words(r"han honom hon henne (?:den|det|dem)(?=\W*$)"),
    possessives=words("hans hennes dess deras"),
    possessive_ending="s",
    by=("av", "text(?: av)?:?"),
    authors=("författare", "skriven av", "skribent"),
    negations=words("inte ej icke aldrig ingen inget inga ingenting varken utan"),
    implied_negations=words(
        r"sakna\w* vägra\w* miss(?:ar|ade|at) utom annars knapp(?:t|ast) oförändra\w* obetal\w*"
        r" okän[dt]\w* oskad\w+ undvik\w* undvek hindra\w* utesl[uö]t\w* fri(?:tt|a)? förbj[uö]d\w*"
        r" förbud\w* avvisa\w* avsl\w+ förneka\w* avstå\w* upphör\w* slut(?:ar|ade|at)? tomm?a?"
        r" stäng\w* inställ\w* bara endast noll"
    ),
    opposites={
        "up": words(r"öka\w* steg stig\w* höj\w* högre växt\w* växer fördubbla\w*"),
        "down": words(r"minska\w* sjönk sjunk\w* sänk\w* lägre föll fall(?:er|it) krymp\w*"),
        "more": words("mer mera fler flera över längre större äldre snabbare flest mest minst"),
        "less": words("mindre färre under kortare yngre långsammare högst lägst"),
        "before": words("före innan tidigare förrän"),
        "after": words("efter senare därefter sedan"),
        "all": words("all allt alla samtliga hela helt varje alltid bägge båda alltihop"),
        "some": words(
            r"någr\w+ vissa viss del delar delvis hälften flera många ibland ofta oftast främst"
        ),
        "open": words(r"öpp\w+ start\w* börja\w* inle(?:d|tt)\w*"),
        "closed": words(r"stäng\w* slut(?:ar|ade|at)? avslut\w*"),
        "allowed": words(r"tillåt\w* tillät får godkän\w* bifall\w* bevilja\w* fri(?:tt|a)?"),
        "forbidden": words(r"förbj[uö]d\w* förbud\w* avsl\w+ avvisa\w* nek\w+"),
        "planned": words(
            r"plan\w* ska skall föreslå\w* avse\w* hoppas vänta\w* kommer skulle kan överväg\w*"
            r" ansök\w*"
        ),
        "done": words(r"har hade var blev blivit gjorde färdig\w* byggde\w* öppnade\w* beslu\w*"),
    },
    denial_verbs=words(
        r"förneka(?:r|de)? tillbakavis\w+ avvisa\w* dementera\w* bestrid\w*"
    ),
    accusation_verbs=words(r"anklaga\w* hävda\w* påstå\w* misstänk\w* kritiker\w*"),
    accusations=words(r"anklagelse\w* påstående\w* kritik\w* misstank\w* beskyllning\w*"),
    yes_or_no=words(
        "är kan kunde ska skulle har hade får fick blir blev finns fanns måste bör borde vill "
        "gick går kom gäller behövs krävs"
    ),
    first_verb_endings=words("ar er or ör år ade dde kte ades örs vs kas nas"),  # "Läcker …?"
    how_many=("hur m[åa]nga", "vilket antal"),
    how_much=("hur mycket",),
    prices=(
        *words(r"kosta\w* betala\w* pris\w* avgift\w* budget\w* värd\w*"), "går .* på",
    ),
    shares_asked=("stor (?:andel|del)", "vilken andel", "ränta", "procent"),
    changes=words(r"minska\w* öka\w* sjunk\w* sjönk\w* växt\w* växer\w* stig\w*"),
    dates_asked=("när", "vilket (?:år|datum)"),
    durations_asked=(
        "hur (?:länge|lång tid)",
        r"hur många (?:sekund|minut|timm|dag|dygn|veck|månad|år)\w*",
    ),
    numbers_asked=(
        r"hur (?:många|manga|mycket|stor\w*|lång\w*|länge|ofta|gam\w+|snabbt|högt?|dyr\w*"
        r"|vanlig\w*)",
        "när", "vilket år", "vilken ränta", r"vad kosta\w*",
    ),
    reasons_asked=("varför", "av vilke[nt] (?:skäl|anledning|orsak)"),
    reasons=(
        *words(r"eftersom emedan därför orsak\w* skäl\w* motiver\w* sedan"),
        "för att", "på grund", "till följd", "så att", "tack vare",
    ),
    presupposing=(r"(?:varför|när)\s+(?=\w)",),
    part_nouns=words(
        "steget steg punkten punkt avsnittet avsnitt klausulen klausul paragrafen paragraf regeln"
        " regel artikeln artikel momentet moment kontrollen kontroll uppgiften uppgift"
    ),
    number_signs=(r"nr\.?", "nummer"),
    authors_asked=("vem (?:skrev|har skrivit|är författare)", "författare till"),
    connectives=(
        "jämfört", "hur (?:är|var|blir|blev) det (?:med|i|på)", "hur ser det ut", "varför inte",
        r"vad gäller(?=(?:\W+\w+){1,3}\W*$)",
    ),
    what_about=("hur är det", "hur ser det ut"),
    openings=("vad gäller", "hur är det(?: med)?", "hur ser det ut", "samma fråga för"),
    closings=("då",),
    interjections=words("jaha? nåväl okej ok"),
    new_topic=(
        "förresten", "apropå något annat", "(?:nu till )?något (?:helt )?annat", "en annan sak",
        "(?:en )?(?:ny|annan) fråga", "nytt ämne",
    ),
    asking_verbs=words("är har finns"),
    comparisons=(
        r"(?:är|var|blir|blev) (?:det|den|detta|de|dessa)\b(?!.*\b(?:att|som)\b)"
        r".*\b(?:än|jämfört)\b",
    ),
    referring=(
        *words("han honom hon henne dessa sådana"), r"dem(?! som\b)",
        r"(?:den|det|detta|där)(?=\W*$)",
    ),
    sometimes_referring=(
        *words("hans hennes deras dess denna detta"),
        r"(?:det|där|dit|då)(?=(?: \w+)?\W*$)", r"fortfarande(?=\W*$)",
        r"(?<!en )dom(?! som\b)",
        r"den?(?=\W*$| (?:i|på|av|till|för|från|med|över|om|igen|ut|in|upp|vara|ha|bli|få|göra"
        r"|\w+ts?|\w+as)\b)",
    ),
    subject_pronouns=(
        r"(?<!är )(?<!var )(?<!tar )(?<!går )(?<!blir )(?<!finns )den?t?(?=(?: då)?\W*$)",
    ),
    definite=(r"(?!mycket|vilke)\w{3,7}(?:en|et|rna)", r"hur (?:mycket|många) \w+(?=\W*$)"),
    adverbs_asked=words("när var varför"),
    participles=(r"\w{3,}(?:ande|ende)(?=\s)",),
    clause_openers=words(
        "som att sedan eftersom medan så när nar där då efter innan och eller"
    ),
    elliptical=(
        r"(?:hur\s+(?:många|mycket)|vilke[nt]|vilka)\s+(?:har|hade|ska|skulle|kan|är|var|får|fick)",
        *words("den det de dem"),
    ),
    who_is=(r"(?:vem|vilka|vad) (?:är|var) {name}(?: för \w+)?",),
    subjects=(
        r"^(?:vad|när|var|vem|hur (?!många)\w+|vilke[nt] \w+|vilka \w+)\s+"
        r"(?:kostar|är|var|öppnar|stänger|börjar|slutar|tar|varar|gäller|väger|rymmer|ligger|blir)"
        r"\s+((?:[\w'’-]+\s+){0,3}?[\w'’-]+)"
        r"(?=\s+(?:på|för|i|av|till|med|vid|under|från|per)\b|\s*\?*$)",
    ),
    not_a_thing=words("är har kan det den de så sedan"),
    refers_back=(
        *words("han hon hans hennes dess deras detta dessa"),
        r"(?:den|det|de)\s+(?:är|var|har|hade|ska|skulle|kan|kunde|får|fick|blev|blir|säger|sade"
        r"|sa)",
    ),
    orders=(
        r"(?:svara|översätt|ignorera|strunta|bry\s+dig|glöm|låtsas|föreställ|hitta\s+på|säg|skriv|gissa)",
    ),
    courtesies=words("tack snälla ok okay"),
    sources_requests=(
        f"hur (?:vet du|kan du (?:veta|säga)) {_THAT}",
        f"var (?:står|sägs|framgår|läste du|hittade du) {_THAT}(?: någonstans)?",
        f"var(?:ifrån)? (?:kommer|har du) {_THAT}(?: i?från)?",
        f"i vilket dokument står {_THAT}", f"vem säger {_THAT}", "enligt vem(?: då)?",
        "(?:(?:vad|vilken|vilka) är )?(?:din |dina )?(?:källa|källan|källor|källorna)"
        f"(?: (?:för|till) {_THAT})?",
        "visa (?:mig )?(?:källan|källorna|citatet|citaten)", "är du säker(?: på det)?",
    ),
    more_requests=(
        "vad (?:mer|annars)(?: (?:säger dokumenten|säger de|vet du|vet man|finns|står det))?"
        f"(?: om {_THAT})?",
        f"(?:finns det |är det )?(?:något|nåt) (?:mer|annat)(?: om {_THAT})?",
        f"(?:kan du )?(?:berätta|säga|säg|visa) (?:mig )?(?:lite )?mer(?: om {_THAT})?",
        "mera?", "fortsätt",
    ),
    language_requests=(
        "(?:kan du )?(?:(?:svara|säg|säga|upprepa|översätt|översätta)"
        rf"(?: {_THAT})? )?(?:på|till) (\w+)(?: i ?stället)?",
    ),
    remarks=remarks.SWEDISH,
    documents=documents.SWEDISH,
    people=people.SWEDISH,
    parts=parts.SWEDISH,
    shapes=shapes.SWEDISH,
)
