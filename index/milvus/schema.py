"""The collections of an index in Milvus, and what is in each.

    passages   all that search and reading need of a passage, its sentences' embeddings included
    documents  their texts and layouts, in pieces of what a field holds at most
    terms      in how many passages of a language each term occurs, and the parts of compounds
    state      the manifest, the lease of the one who writes, and what files were when read

docs/scaling.md describes them. A change here needs another FORMAT.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FORMAT = 2
MAX_TEXT = 65_535  # bytes in a field of text
MAX_PARTS = 32  # of a compound

_TEXT = {"max_length": MAX_TEXT}
_SHORT = {"max_length": 64}


@dataclass(frozen=True, slots=True)
class Field:
    """A field by Milvus's name of its kind; `index`: how it is searched, where it is."""

    name: str
    kind: str
    options: Mapping[str, Any] = field(default_factory=dict)
    index: Mapping[str, str] = field(default_factory=dict)


def _numbers(*names: str) -> list[Field]:
    return [Field(name, "INT64") for name in names]


def _filtered(*names: str) -> list[Field]:
    return [Field(name, "INT64", index={"index_type": "INVERTED"}) for name in names]


_KEY = Field("key", "INT64", {"is_primary": True})
_LANGUAGE = Field("language", "VARCHAR", {**_SHORT, "is_partition_key": True})
# A collection has to have a vector.
_UNUSED = Field(
    "unused", "FLOAT_VECTOR", {"dim": 2}, {"index_type": "AUTOINDEX", "metric_type": "IP"}
)
UNUSED = [0.0, 0.0]
# Of the document; days are numbers like 20191124, 0 where there is no date.
_OF_DOCUMENT = [
    Field("document_id", "VARCHAR", _TEXT),
    Field("document_language", "VARCHAR", _SHORT),
    *_numbers("first_day", "last_day"),
    *_filtered("document", "version", "generation"),
]

COLLECTIONS: Mapping[str, tuple[Field, ...]] = {
    "passages": (
        _KEY,
        _LANGUAGE,
        *_OF_DOCUMENT,
        *_filtered("number"),
        *_numbers("start", "end", "first", "last", "length"),
        Field("embeddings", "VARCHAR", _TEXT),
        Field("vector", "FLOAT_VECTOR", {}, {"index_type": "AUTOINDEX", "metric_type": "IP"}),
        Field(
            "words",
            "SPARSE_FLOAT_VECTOR",
            {},
            {"index_type": "SPARSE_INVERTED_INDEX", "metric_type": "IP"},
        ),
    ),
    "documents": (
        _KEY,
        *_OF_DOCUMENT,
        *_numbers("piece"),
        Field("facts", "VARCHAR", _TEXT),
        Field("body", "VARCHAR", _TEXT),
        _UNUSED,
    ),
    "terms": (
        _KEY,
        _LANGUAGE,
        Field("term", "VARCHAR", _TEXT),
        *_numbers("count", "next_count", "generation"),
        *_filtered("plain"),
        Field(
            "parts",
            "ARRAY",
            {"element_type": "INT64", "max_capacity": MAX_PARTS},
            {"index_type": "INVERTED"},
        ),
        _UNUSED,
    ),
    "state": (
        _KEY,
        Field("kind", "VARCHAR", _SHORT),
        Field("value", "VARCHAR", _TEXT),
        _UNUSED,
    ),
}
