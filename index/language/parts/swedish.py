"""Parts of questions in Swedish."""

from __future__ import annotations

from index.language.parts import PartWording
from index.language.words import words

# fmt: off
SWEDISH = PartWording(
    year_before=(
        "(?:under )?(?:året|åren) (?:innan|före|dessförinnan)(?: det)?",
        "(?:under )?(?:det )?föregående år(?:et)?", "ett år tidigare",
    ),
    year_after=(
        "(?:under )?(?:året|åren) (?:efter|därpå|därefter)(?: det)?", "(?:det )?följande år(?:et)?",
        "ett år senare",
    ),
    day_parts=(
        "helge(?:r|n|rna)", "vardag(?:ar|arna|en)?", r"helgdag\w*", "(?:vanliga|röda) dagar",
        r"morg(?:on|nar)\w*", r"förmiddag\w*", r"eftermiddag\w*", "kväll(?:en|ar|arna)?",
        "natt(?:en)?|nätter(?:na)?",
    ),
    articles=words("den det de en ett"),
    empty_nouns=(
        r"(?:andra|förra|nästa|övriga|senare|förstnämnda|sista)(?=\W*$)", "samma", "annan", "annat",
        "saken?",
    ),
)
