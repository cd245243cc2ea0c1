"""The names of countries, continents and languages in each language, after Unicode's CLDR.

Two names that mean the same have one key: CLDR's code of the place. Short names and adjectives,
which CLDR lacks, are the lexicons'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any
from unicodedata import combining, normalize

from index.language.lexicon import Lexicon
from index.language.lexicons import LEXICONS, alternatives

_CITY = "city:"
_GROUPS = {"001", "QO", "ZZ", "XA", "XB", "UM"}  # no names of places


# Where governments sit: their names stand for a state as well.
_CAPITALS = dict(
    pair.split(":")
    for pair in (
        "AE:abu dhabi,AF:kabul,AL:tirana,AM:yerevan,AO:luanda,AR:buenos aires,AT:vienna,"
        "AU:canberra,AZ:baku,BA:sarajevo,BD:dhaka,BE:brussels,BG:sofia,BO:la paz,BR:brasilia,"
        "BY:minsk,CA:ottawa,CD:kinshasa,CH:bern,CL:santiago,CN:beijing,CO:bogota,CU:havana,"
        "CY:nicosia,CZ:prague,DE:berlin,DK:copenhagen,DZ:algiers,EC:quito,EE:tallinn,EG:cairo,"
        "ES:madrid,ET:addis ababa,EU:brussels,FI:helsinki,FR:paris,GB:london,GE:tbilisi,"
        "GH:accra,GR:athens,HR:zagreb,HU:budapest,ID:jakarta,IE:dublin,IL:jerusalem,"
        "IN:new delhi,IQ:baghdad,IR:tehran,IS:reykjavik,IT:rome,JO:amman,JP:tokyo,KE:nairobi,"
        "KH:phnom penh,KP:pyongyang,KR:seoul,KZ:astana,LA:vientiane,LB:beirut,LK:colombo,"
        "LT:vilnius,LV:riga,LY:tripoli,MA:rabat,MD:chisinau,ME:podgorica,MK:skopje,"
        "MM:naypyidaw,MN:ulaanbaatar,MX:mexico city,MY:kuala lumpur,MZ:maputo,NG:abuja,"
        "NL:the hague,NO:oslo,NP:kathmandu,NZ:wellington,PE:lima,PH:manila,PK:islamabad,"
        "PL:warsaw,PS:ramallah,PT:lisbon,QA:doha,RO:bucharest,RS:belgrade,RU:moscow,RW:kigali,"
        "SA:riyadh,SD:khartoum,SE:stockholm,SG:singapore,SI:ljubljana,SK:bratislava,SN:dakar,"
        "SO:mogadishu,SY:damascus,TH:bangkok,TN:tunis,TR:ankara,TW:taipei,TZ:dodoma,UA:kyiv,"
        "UG:kampala,US:washington,UY:montevideo,UZ:tashkent,VE:caracas,VN:hanoi,XK:pristina,"
        "YE:sanaa,ZA:pretoria,ZM:lusaka,ZW:harare"
    ).split(",")
)


@cache
def _locale(language: str) -> Any:
    from babel import Locale

    return Locale(language)


def language_name(code: str, language: str) -> str:
    """What a language calls another one."""
    name: str = _locale(language).languages[code]
    return name


def named_language(name: str) -> str | None:
    """The code of the language of ours that has that name in one of them."""
    return _language_names().get(plain(name))


@cache
def _language_names() -> dict[str, str]:
    return {
        plain(_locale(spoken).languages[code]): code for spoken in LEXICONS for code in LEXICONS
    }


def place_of(name: str) -> str | None:
    """The key of the place, or of the adjective made of its name; None where it is unknown."""
    form = plain(name)
    return _place_names().get(form) or _adjectives().get(form)


def is_seat(name: str, place: str) -> bool:
    """Whether a name is of the city where the place's government sits: "Peking", of China."""
    city = (place_of(name) or plain(name)).removeprefix(_CITY)
    return _CAPITALS.get(place) == city


def is_demonym(word: str) -> bool:
    """Whether a word is an adjective made of a place's name: "Canadian", "kanadensiska"."""
    return plain(word) in _adjectives()


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A name without case, accents and the genitive: Elfenbenskustens → elfenbenskusten."""
    composed = normalize("NFD", name.lower().replace("’", "'"))
    folded = "".join(letter for letter in composed if not combining(letter))
    return re.sub(r"'?s$", "", folded) if len(folded) > 3 else folded


@cache
def _place_names() -> dict[str, str]:
    return {plain(name): key for lexicon in LEXICONS.values() for name, key in _names(lexicon)}


@cache
def name_of_several_words() -> re.Pattern[str]:
    """Finds names and adjectives such as "Saudi Arabia" and "South Korean"."""
    names = [name for each in LEXICONS.values() for name, _ in (*_names(each), *_demonyms(each))]
    several = {name if name[0].isupper() else name.title() for name in names if " " in name}
    return re.compile(rf"\b(?=[^\W\d_a-z]){alternatives(map(re.escape, several))}\b")


@cache
def _adjectives() -> dict[str, str]:
    return {plain(form): key for each in LEXICONS.values() for form, key in _demonyms(each)}


def _demonyms(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    for key, demonyms in lexicon.demonyms.items():
        for demonym in demonyms.split("|"):
            for ending in lexicon.demonym_endings:
                yield demonym + ending, key


def _names(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    for key, name in _locale(lexicon.code).territories.items():
        if key not in _GROUPS:
            yield name.replace("&", lexicon.additions[0]), key
    for key, names in lexicon.places.items():
        for name in names.split("|"):
            yield name, key
    for english, own in lexicon.cities.items():
        yield from ((english, _CITY + english), (own, _CITY + english))
