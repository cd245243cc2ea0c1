"""The names in a question, their forms in Swedish and English, and the sentences about them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from unicodedata import combining, normalize

from index import Index
from qa.evidence.read import Evidence

OPENING = 4  # words, in which a sentence says what it is about
BEFORE = 3  # sentences: who is meant stands at most so far before

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
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


def named_by(index: Index, evidence: Evidence, names: Sequence[str]) -> list[str]:
    """Those of `names` that the sentence is about: it names them, or what stands around does."""
    text = index.read_text_of(evidence.sentence).text
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


def _context(index: Index, evidence: Evidence) -> str:
    document = index.documents[evidence.sentence.document_id]
    before = map(index.text_of, index.sentences_before(evidence.sentence, BEFORE))
    return " ".join([document.title, *before])


def _is_adjective(word: str) -> bool:
    return _plain(word) in _ADJECTIVES


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """Without case, accents and the genitive: Elfenbenskustens → elfenbenskusten."""
    folded = "".join(c for c in normalize("NFD", text.lower()) if not combining(c))
    return re.sub(r"['’]?s$", "", folded) if len(folded) > 3 else folded
