"""The app over documents that are not embedded until a file is there.

python -m tests.browser.reading_app DOCS DATA FILE
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import app
from index import background
from qa import Settings
from qa.library.library import Library
from tests.fakes import HashedTokensEmbedder

if TYPE_CHECKING:
    from index.embed.token_codes import TokenCodes
    from index.types import Vectors

SECONDS = 0.1
FEW = 12  # texts; no question has more embedded


class WaitingEmbedder(HashedTokensEmbedder):
    """Embeds what a question needs at once, and documents once `file` is there."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file

    def embed_passages_and_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenCodes]]:
        """As HashedTokensEmbedder, later."""
        while len(texts) > FEW and not self._file.exists():
            time.sleep(SECONDS)
        return super().embed_passages_and_tokens(texts)


if __name__ == "__main__":
    documents, data, file = map(Path, sys.argv[1:])
    background.MAX_SECONDS, background.LITTLE = 0.5, 0
    library = Library(data, Settings(least_confidence=0), embedder=WaitingEmbedder(file))
    app.launch(library, library.open_documents(documents), port=0)
