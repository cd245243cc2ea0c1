"""Do the documents give different values for the thing asked about?

Different values alone are no disagreement: two sentences differ about a thing only if both speak
of what the question asks for (its unit, or the noun it counts), of the names it names, and of the
same time (de Marneffe, Rafferty and Manning, Finding Contradictions in Text, 2008: contradiction
requires the same event).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from unicodedata import combining, normalize

from index import Index
from index.words import terms
from qa.answer_type import holds_number
from qa.read import Evidence
from qa.values import Kind, Value, agree, rate, values, years

# Swept on tune: the least that lost no side, or the most that claimed no disagreement falsely.
READ = 40  # sentences, best first: sides were lost at 10, none at 20
LEAD_MARGIN = 0.08  # how far behind the best sentence the first with a value asked for may be
SIDE_MARGIN = 0.18  # how far behind the best sentence any other may be
SAME_EVENT = 0.9  # cosine of two sentences that speak of one event
LEAST_COVERAGE = 0.4  # of the question's words in each of them
SAME_SHARE = 0.75  # of the question's words in one sentence, those that the other holds at least
OPENING = 4  # words, in which a sentence says what it is about
BEFORE = 3  # sentences: who is meant stands at most so far before

_HOW_MANY = re.compile(r"\b(?:how many|hur m[åa]nga|what number of|vilket antal)\b", re.IGNORECASE)
_TWO = re.compile(
    r"\b(?:and|och|samt|or|eller)\b(?: \w+)? (?:how|what|when|hur|vad|när)\b", re.IGNORECASE
)
_HOW_MUCH = re.compile(r"\b(?:how much|hur mycket)\b", re.IGNORECASE)
_MONEY = re.compile(
    r"\b(?:cost|costs|price|priced?|pay|pays|paid|paying|spen[dt]\w*|budget\w*|worth|fees?|charge\w*"
    r"|kosta\w*|betala\w*|pris\w*|avgift\w*|budget\w*|värd\w*|går .* på"
    r"|take.* to (?:maintain|run|build|keep))\b",
    re.IGNORECASE,
)
_INTERROGATIVE = re.compile(
    r"\b(?:what|how|when|which|who|whom|whose|where|why|hur|vad|när|vilken|vilket|vilka|vem|vems"
    r"|var|vart|varför)\b",
    re.IGNORECASE,
)
_OTHERS = frozenset("who whom whose where why vem vems var vart varför".split())
_SHARE = re.compile(
    r"\b(?:(?:what|which|how (?:large|big|great) an?) (?:share|percentage|proportion|part)"
    r"|by how much|stor (?:andel|del)|vilken andel|ränta|interest rate|procent"
    r"|per ?cent)\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:reduc|cut|fall|fell|drop|ris|rose|increas|decreas|declin|grow|grew|minska|öka|sjunk|sjönk"
    r"|växt|växer|stig)\w*",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:when|(?:what|which) (?:year|date)|när|vilket (?:år|datum))\b", re.IGNORECASE
)
_DURATION = re.compile(
    r"\b(?:how long|hur (?:länge|lång tid)|(?:how many|hur många) (?:second|minute|hour|day|week"
    r"|month|year|sekund|minut|timm|dag|dygn|veck|månad|år)\w*)\b",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(
    r"\W*(?:do|does|did|is|are|was|were|can|could|has|have|had|will|would|should"
    r"|är|kan|kunde|har|hade|ska|skulle|kommer|gör|finns|får|fick|läcker|använder|stämmer) ",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|disput(?:es?|ed)|refut(?:es?|ed)|dismiss(?:es|ed)?"
    r"|förnekar?|förnekade|tillbakavis\w+|avvisa\w*|dementera\w*|bestrid\w*)\b",
    re.IGNORECASE,
)
_ACCUSES = re.compile(
    r"\b(?:accus\w+|alleg\w+|claims?|claimed|suspects?|suspected|maintains?|maintained|critics"
    r"|anklaga\w*|hävda\w*|påstå\w*|misstänk\w*|kritiker\w*)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_TIMED = ("count", "money", "share")  # kinds of values that change with time
# What news and public pages count most often, so that counts can be compared across languages.
_NOUNS = tuple(
    frozenset(each.split())
    for each in (
        "camera cameras kamera kameror kamerorna",
        "country countries nation nations land länder länderna nationer",
        "city cities town towns stad städer städerna",
        "company companies firm firms business businesses företag företagen bolag bolagen",
        "person persons people inhabitants residents människor personer invånare invånarna",
        "place places site sites location locations plats platser ställe ställen",
        "municipality municipalities kommun kommuner kommunerna",
        "school schools skola skolor", "pupils pupil students student elever studenter",
        "case cases fall ärende ärenden", "crime crimes brott brotten",
        "car cars bil bilar", "house houses hus", "home homes bostad bostäder hem",
        "job jobs jobb arbeten", "worker workers employee employees anställda arbetare",
        "child children barn", "woman women kvinna kvinnor", "man men män",
        "ship ships boat boats fartyg båt båtar", "train trains tåg", "bus buses buss bussar",
        "book books bok böcker", "document documents dokument",
        "authority authorities agency agencies myndighet myndigheter",
        "exhibitor exhibitors utställare utställarna", "visitor visitors besökare",
        "member members medlem medlemmar", "police officers poliser",
        "kilometre kilometres kilometer kilometers km", "metre metres meter meters m",
        "square kvadratkilometer", "tonnes tons ton", "kilos kilograms kg kilogram",
    )
)  # fmt: skip
# Names, and the adjectives made of them, whose letters do not tell that they are the same in the
# two languages.
_NAMES = tuple(
    (frozenset(names.split()), frozenset(adjectives.split()))
    for names, adjectives in (
        ("china kina beijing peking", "chinese kinesisk kinesiska kinesiske kinesiskt"),
        ("africa afrika", "african afrikansk afrikanska afrikanskt"),
        ("america amerika usa us", "american amerikansk amerikanska amerikanskt"),
        ("austria österrike", "austrian österrikisk österrikiska"),
        ("britain storbritannien uk", "british brittisk brittiska brittiskt"),
        ("denmark danmark", "danish dansk danska danskt"),
        ("europe europa", "european europeisk europeiska europeiskt"),
        ("ethiopia etiopien", "ethiopian etiopisk etiopiska"),
        ("finland", "finnish finsk finska finskt"),
        ("france frankrike", "french fransk franska franskt"),
        ("germany tyskland", "german tysk tyska tyskt"),
        ("greece grekland", "greek grekisk grekiska"),
        ("hungary ungern", "hungarian ungersk ungerska"),
        ("italy italien", "italian italiensk italienska"),
        ("morocco marocko", "moroccan marockansk marockanska"),
        ("norway norge", "norwegian norsk norska norskt"),
        ("poland polen", "polish polsk polska"),
        ("russia ryssland", "russian rysk ryska ryskt"),
        ("serbia serbien", "serbian serbisk serbiska serbiskt"),
        ("spain spanien", "spanish spansk spanska"),
        ("sweden sverige", "swedish svensk svenska svenskt"),
        ("turkey turkiet", "turkish turkisk turkiska"),
    )
)
_ADJECTIVES = frozenset(chain(*(adjectives for _, adjectives in _NAMES)))
_OPENS_WITH_NAME = re.compile(r"\W*(?:(?:In|I|During|Under) [A-ZÅÄÖ]\w+|[A-ZÅÄÖ]\w+[’']s\b)")
_NAMES_ANOTHER = re.compile(
    r"^\W*(?:\w+\W+){1,3}[A-ZÅÄÖ]\w|\b(?:[Ii]n|as|like|[Ii]|som) [A-ZÅÄÖ]\w"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The kind of value a question asks for: of a count what `nouns` say, of money per `rate`."""

    kind: Kind
    nouns: tuple[str, ...] = ()
    rate: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence with the values in it of the kind that is asked for."""

    evidence: Evidence
    values: tuple[Value, ...]


def asked_for(question: str) -> Asked | None:
    """The kind of value that the question asks for, or None; of two questions in one as well."""
    first = _INTERROGATIVE.search(question)
    if first is None or _TWO.search(question) or first[0].lower() in _OTHERS:
        return None
    if _DURATION.search(question):
        return Asked("duration")
    if _SHARE.search(question):
        return Asked("share")
    if many := _HOW_MANY.search(question):
        return Asked("count", _nouns(question[many.end() :]))
    if _MONEY.search(question):
        return Asked("money", rate=_rate_in(question))
    if _HOW_MUCH.search(question):
        return Asked("share") if _CHANGE.search(question) else None
    return Asked("date") if _DATE.search(question) else None


def _rate_in(question: str) -> str:
    places = (match.end() for match in re.finditer(r"\w\b", question))
    return next(filter(None, (rate(question[place:]) for place in places)), "")


def _nouns(after: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(after)[:4])


def claims(index: Index, evidence: Sequence[Evidence], asked: Asked) -> list[Claim]:
    """The sentences with a value of the kind asked for, best first."""
    found = []
    for each in evidence[:READ]:
        text = index.text_of(each.sentence)
        language = each.hit.passage.language
        stated = values(text) if holds_number(text) else []
        fitting = tuple(each for each in stated if _fits(each, asked, language))
        if fitting:
            found.append(Claim(each, fitting))
    return found


def _fits(value: Value, asked: Asked, language: str) -> bool:
    if value.kind != asked.kind:
        return False
    if value.kind == "money":
        return value.unit[3:] == asked.rate
    return value.kind != "count" or any(
        _same_noun(noun, _head(value.counted), language) for noun in asked.nouns
    )


def _head(counted: Sequence[str]) -> str:
    """The noun among the words that follow a number: the first that looks like a plural."""
    plural = next((word for word in counted if _looks_plural(word)), None)
    return plural or (counted[0] if counted else "")


def _looks_plural(word: str) -> bool:
    if any(word in forms for forms in _NOUNS):
        return True
    if word.endswith(("arna", "orna", "erna", "or", "ar", "er")):
        return True
    return word.endswith("s") and not word.endswith(("ss", "us"))


def _same_noun(one: str, other: str, language: str) -> bool:
    if not one or not other:
        return False
    if one == other or _ends_with(one, other) or _ends_with(other, one):
        return True
    if any(_is_form(one, forms) and _is_form(other, forms) for forms in _NOUNS):
        return True
    stem, other_stem = terms(one, language), terms(other, language)
    return bool(stem) and stem == other_stem


def _is_form(word: str, forms: frozenset[str]) -> bool:
    return any(word == form or _ends_with(word, form) for form in forms)


def _ends_with(compound: str, word: str) -> bool:
    return len(word) > 5 and compound.endswith(word)


def facts(index: Index, question: str, evidence: Sequence[Evidence]) -> list[list[Evidence]]:
    """The answers that documents give to a question for a value, or to one that some deny.

    Each answer is the sentences that give it, the best first; more than one answer: the sources
    differ. None where the question asks for nothing of the kind.
    """
    near = [each for each in evidence[:READ] if evidence[0].score - each.score <= SIDE_MARGIN]
    if _YES_OR_NO.match(question):
        return _claim_and_denial(index, question, near)
    asked = asked_for(question)
    found = claims(index, near, asked) if asked else []
    lead = _lead(index, question, evidence[0], found) if found else None
    if asked is None or lead is None:
        return []
    sides = [[lead]]
    for claim in found:
        if claim is not lead and _is_same_thing(index, question, asked, lead, claim):
            _add(sides, claim)
    return [[each.evidence for each in side] for side in sides]


def _lead(index: Index, question: str, best: Evidence, found: Sequence[Claim]) -> Claim | None:
    """Of the claims near the best sentence the first that is about most of the question's names."""
    names = names_of(question)
    near = [each for each in found if best.score - each.evidence.score <= LEAD_MARGIN]
    counts = [len(_about(index, each.evidence, names)) for each in near]
    if not near or max(counts) < len(names):
        return None
    return near[counts.index(max(counts))]


def _add(sides: list[list[Claim]], claim: Claim) -> None:
    for side in sides:
        if _agree(side[0], claim):
            side.append(claim)
            return
    sides.append([claim])


def _claim_and_denial(
    index: Index, question: str, near: Sequence[Evidence]
) -> list[list[Evidence]]:
    """The first sentence that accuses and the first that denies, if both are about the question."""
    names = names_of(question)
    about = [each for each in near if names and len(_about(index, each, names)) == len(names)]
    texts = [index.text_of(each.sentence) for each in about]
    denials = [each for each, text in zip(about, texts, strict=True) if _DENIES.search(text)]
    accusations = [
        each
        for each, text in zip(about, texts, strict=True)
        if _ACCUSES.search(text) and not _DENIES.search(text)
    ]
    return [[accusations[0]], [denials[0]]] if denials and accusations else []


def _agree(one: Claim, other: Claim) -> bool:
    return any(agree(a, b) for a in one.values for b in other.values if a.unit == b.unit)


def _is_same_thing(index: Index, question: str, asked: Asked, lead: Claim, claim: Claim) -> bool:
    one, other = lead.evidence, claim.evidence
    if one.sentence.document_id == other.sentence.document_id:
        return False
    if not {v.unit for v in lead.values} & {v.unit for v in claim.values}:
        return False
    if asked.kind in _TIMED and _other_time(index, question, one, other):
        return False
    names = _about(index, one, names_of(question))
    if len(_about(index, other, names)) < len(names):
        return False
    is_loose = bool(names) and asked.kind in _TIMED
    return is_loose or _is_same_event(index, one, other)


def _other_time(index: Index, question: str, one: Evidence, other: Evidence) -> bool:
    """Whether both name years, and none in common; or the other none of the question's."""
    lead, found = (years(index.text_of(each.sentence)) for each in (one, other))
    asked = years(question)
    return bool(lead and found and not lead & found) or bool(asked and not asked & found)


def _is_same_event(index: Index, one: Evidence, other: Evidence) -> bool:
    vectors = index.vectors_of([one.sentence, other.sentence])
    if float(vectors[0] @ vectors[1]) < SAME_EVENT:
        return False
    comparable = one.own_language and other.own_language
    less, more = sorted((one.coverage, other.coverage))
    return not comparable or less >= max(LEAST_COVERAGE, SAME_SHARE * more)


def _about(index: Index, evidence: Evidence, names: Sequence[str]) -> list[str]:
    """Those of `names` that the sentence is about: it names them, or what stands around does."""
    text = index.text_of(evidence.sentence)
    opening = _WORD.findall(text)[:OPENING] if _OPENS_WITH_NAME.match(text) else []
    if opening and not _any_named(names, opening):
        return []  # "In Ecuador, … cameras from China"
    context = "" if _NAMES_ANOTHER.search(text) else _context(index, evidence)
    words = _WORD.findall(f"{context} {text}")
    title = _WORD.findall(index.documents[evidence.sentence.document_id].title)
    return [
        name
        for name in names
        # What is Chinese in the title is Chinese in every sentence.
        if _any_named([name], words) or (_is_adjective(name) and _any_named([name], title))
    ]


def _any_named(names: Sequence[str], words: Sequence[str]) -> bool:
    return any(same_name(name, word) for name in names for word in words)


def _is_adjective(word: str) -> bool:
    return _plain(word) in _ADJECTIVES


def _context(index: Index, evidence: Evidence) -> str:
    document = index.documents[evidence.sentence.document_id]
    row = evidence.sentence.row
    before = [
        index.text_of(each)
        for each in index.sentences[max(0, row - BEFORE) : row]
        if each.document_id == document.id
    ]
    return " ".join([document.title, *before])


def names_of(question: str) -> list[str]:
    """The names in a question, and the adjectives made of names: "kinesiska"."""
    words = _WORD.findall(question)
    return [
        word
        for place, word in enumerate(words)
        if (place and word[0].isupper()) or _is_adjective(word)
    ]


def same_name(one: str, other: str) -> bool:
    """Whether two words are forms of a name: Belgrad, Belgrade's; Kina, Chinese."""
    if other[0].islower() and not _is_adjective(other):
        return False
    one, other = _plain(one), _plain(other)
    if any(one in names | more and other in names | more for names, more in _NAMES):
        return True
    shorter = min(len(one), len(other))
    shared = next((i for i in range(shorter) if one[i] != other[i]), shorter)
    return shared >= max(3, min(shorter - 1, 5)) and abs(len(one) - len(other)) <= 4


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """Without case, accents and the genitive: Elfenbenskustens → elfenbenskusten."""
    folded = "".join(c for c in normalize("NFD", text.lower()) if not combining(c))
    return re.sub(r"['’]?s$", "", folded) if len(folded) > 3 else folded
