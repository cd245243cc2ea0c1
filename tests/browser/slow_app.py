"""The app with an embedder that can be told to take its time, or to fail, by words in a question.

python -m tests.browser.slow_app DOCS DATA
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import app
from qa import Assistant, CiteraError
from qa.library.library import Library
from tests.fakes import HashedWordsEmbedder

if TYPE_CHECKING:
    from index.types import Vectors

SECONDS = 5
SECONDS_OF_PATIENCE = 0.15


class MoodyEmbedder(HashedWordsEmbedder):
    """Waits for "slowly" and "patiently" in a question, and fails for "broken" and "bug"."""

    def embed_query(self, text: str) -> Vectors:
        """As HashedWordsEmbedder, unless told otherwise."""
        if "slowly" in text:
            time.sleep(SECONDS)
        if "patiently" in text:
            time.sleep(SECONDS_OF_PATIENCE)
        if "broken" in text:
            raise CiteraError("the model is <b>gone</b>; install it again.")
        if "bug" in text:
            raise RuntimeError("nobody expected that")
        return super().embed_query(text)


if __name__ == "__main__":
    documents, data = sys.argv[1:]
    assistant = Assistant.from_documents(documents, embedder=MoodyEmbedder())
    library = Library(Path(data), embedder=MoodyEmbedder())
    app.launch(library, library.show("mast", assistant), port=0)
