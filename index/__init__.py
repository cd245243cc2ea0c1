"""Documents → passages → vectors and words → an index on disk. Knows nothing of `qa`."""

from index.build import Progress, no_progress
from index.changes import Update
from index.embed.load import default_embedder, load_embedder
from index.embed.protocol import Embedder
from index.index import Index
from index.load import Skipped
from index.store.store import StoredIndex, damage, open_index
from index.types import Document, Hit, Passage, Sentence
from index.update import (
    compact_index,
    index_documents,
    preview_update,
    update_index,
)

__all__ = [
    "Document",
    "Embedder",
    "Hit",
    "Index",
    "Passage",
    "Progress",
    "Sentence",
    "Skipped",
    "StoredIndex",
    "Update",
    "compact_index",
    "damage",
    "default_embedder",
    "index_documents",
    "load_embedder",
    "no_progress",
    "open_index",
    "preview_update",
    "update_index",
]
