"""The tokens of texts that were read lately, so that none is taken apart twice in a row.

Sentences come back: in the windows and lists of one question, and with the next questions about the
same documents.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from index.embed.e5.tokenizer import Tokens
from qa.evidence.reader.reader_input import Tokenizer

MOST = 2_000  # texts; one of 35 tokens takes some 4 kB


class KeptTokens:
    """A tokenizer that remembers; those of the texts asked for longest ago are forgotten first.

    May be asked from several threads at once.
    """

    def __init__(self, tokenizer: Tokenizer, most: int = MOST) -> None:
        self._tokenizer = tokenizer
        self._most = most
        self._kept: OrderedDict[str, Tokens] = OrderedDict()
        self._lock = Lock()

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """The tokens of each text, which are to be left as they are."""
        with self._lock:
            found = {text: self._kept[text] for text in texts if text in self._kept}
        new = [text for text in dict.fromkeys(texts) if text not in found]
        if new:
            found.update(zip(new, self._tokenizer.tokens(new), strict=True))
        with self._lock:
            for text, tokens in found.items():
                self._kept[text] = tokens
                self._kept.move_to_end(text)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return [found[text] for text in texts]
