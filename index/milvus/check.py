"""What an operator wants to know of an index in Milvus: whether it is whole, and all works."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from secrets import randbits
from typing import TYPE_CHECKING

from index.embed.protocol import UNIT_TOLERANCE
from index.errors import IndexDamagedError
from index.milvus.passages import READING_FIELDS
from index.milvus.rows import unpack_embeddings
from index.milvus.schema import UNUSED

if TYPE_CHECKING:
    from index.milvus.connection import Row
    from index.milvus.milvus_index import MilvusIndex

SAMPLED = 100  # passages
NEAREST = 10


def find_faults(index: MilvusIndex) -> Iterator[str]:
    """What is wrong with an index, a line each: counts, a sample of passages, and an insertion, an
    upsert, a query and a deletion of a row beside it. Raises StoreError where Milvus refuses one.
    """
    yield from _wrong_counts(index)
    for row in _sample(index):
        try:
            for fault in _faults_of(index, row):
                yield f"passage {row['number']} of {row['document_id']!r}: {fault}"
        except IndexDamagedError as error:
            yield str(error)
    yield from _wrong_operations(index)


def _wrong_counts(index: MilvusIndex) -> Iterator[str]:
    manifest = index.manifest
    expected = {
        "passages": (manifest.shown, manifest.passages),
        "documents": (f"piece == 0 and {manifest.shown}", manifest.documents),
    }
    for collection, (condition, count) in expected.items():
        (row,) = index.connection.query(collection, condition, ["count(*)"])
        if row["count(*)"] != count:
            yield f"{row['count(*)']} {collection} are there, {count} should be"


def _sample(index: MilvusIndex) -> list[Row]:
    """Passages of anywhere, others at each check: their keys are hashes, read from any one on."""
    fields, begin = ["vector", "length", *READING_FIELDS], randbits(63)
    runs = (
        index.connection.read_all("passages", f"key {run} and {index.manifest.shown}", fields)
        for run in (f">= {begin}", f"< {begin}")
    )
    return list(islice(chain.from_iterable(runs), SAMPLED))


def _faults_of(index: MilvusIndex, row: Row) -> Iterator[str]:
    import numpy as np

    if row["document_id"] not in index.documents:
        yield "its document is missing"
        return
    sentences = index.sentences_of(index.passages[int(row["number"])])
    spans = [(each.start, each.end) for each in sentences]
    if len(spans) != row["last"] - row["first"] or not all(
        row["start"] <= start < end <= row["end"] for start, end in spans
    ):
        yield "its sentences are not within it"
    try:
        embeddings = unpack_embeddings(row["embeddings"])
    except ValueError as error:
        yield f"its sentences' embeddings cannot be read ({error})"
    else:
        if embeddings is not None and len(embeddings.vectors) != len(spans):
            yield "its sentences' embeddings are not as many as they are"
    vector = np.array(row["vector"], dtype=np.float32)
    if abs(float(np.linalg.norm(vector)) - 1) > UNIT_TOLERANCE:
        yield "its vector is not of length 1"
    text = index.documents[row["document_id"]].text[row["start"] : row["end"]]
    found = index.partitions[row["language"]].candidates(vector, text, NEAREST)
    if max(found.cosines.values(), default=0.0) < 1 - UNIT_TOLERANCE:
        yield "it is not found by its own vector"
    if row["length"] and not found.scores:
        yield "nothing is found by its own words"


def _wrong_operations(index: MilvusIndex) -> Iterator[str]:
    connection, key = index.connection, randbits(62)

    def seen() -> list[str]:
        rows = connection.query("state", f"key == {key}", ["value"])
        return [row["value"] for row in rows]

    def row(value: str) -> Row:
        return {"key": key, "kind": "check", "value": value, "unused": UNUSED}

    connection.insert("state", [row("inserted")])
    if seen() != ["inserted"]:
        yield "a row that was inserted is not seen"
    connection.upsert("state", [row("replaced")])
    if seen() != ["replaced"]:
        yield "a row that was replaced is seen as it was"
    connection.delete_where("state", "key", [key])
    if seen():
        yield "a row that was deleted is seen"
