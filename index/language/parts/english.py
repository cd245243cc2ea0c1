"""Parts of questions in English."""

from __future__ import annotations

from index.language.parts import PartWording

# fmt: off
ENGLISH = PartWording(
    year_before=(
        "(?:in |for )?the (?:year before|(?:previous|preceding) year)(?: (?:that|it))?",
        "(?:a|one) year (?:earlier|before)(?: that)?",
    ),
    year_after=(
        "(?:in |for )?the (?:year after|(?:following|next) year)(?: (?:that|it))?",
        "(?:a|one) year (?:later|after)(?: that)?",
    ),
    day_parts=(
        "weekends?", "weekdays?", "week ?nights?", "working days", "normal days",
        "(?:public |bank )?holidays?", "mornings?", "afternoons?", "evenings?", "nights?",
    ),
    articles=("the", "an?"),
    empty_nouns=("ones?", "others?", "rest", "same", "thing", "else", "latter", "former"),
)
