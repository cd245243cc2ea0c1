"""A segment as rows of Milvus, and what was packed into their fields."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from index.embed.token_codes import CODE_TYPE, SentenceTokenCodes
from index.errors import UNREADABLE, IndexDamagedError
from index.milvus.address import Address
from index.milvus.schema import MAX_TEXT, UNUSED
from index.search.postings import Postings, unpack
from index.search.vectors import SentenceVectors
from index.search.word_search import BM25_B, BM25_K1
from index.types import Block, Document, DocumentFacts, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.build import Known
    from index.milvus.connection import Row
    from index.store.segment import PassageTable, Segment
    from index.types import Vectors

PLACES = 2**32 - 2  # of terms in a sparse vector; the next, which no term has, is NO_TERM's
NO_TERM = PLACES
PIECE = 48_000  # bytes of a document, compressed, in a row: 64,000 in base 64


@contextmanager
def readable(collection: str, address: Address) -> Iterator[None]:
    """Raise IndexDamagedError where what a row of a collection holds cannot be made out."""
    try:
        yield
    except (*UNREADABLE, zlib.error) as error:
        raise IndexDamagedError(
            "a row of {collection!r} in the index at {folder!r} cannot be read ({reason}): it is "
            "damaged, or of another version; make the index again under another name with: citera "
            "index DOCS --out ADDRESS",
            collection=collection,
            folder=address.text,
            reason=type(error).__name__,
        ) from error


def key_of(*names: str | int) -> int:
    """The number, 0..2^63-1, that something of these names is known by."""
    text = "\0".join(map(str, names)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big") >> 1


def signed(number: int) -> int:
    """A number of 64 bits as Milvus's INT64 has it."""
    return number - 2**64 if number >= 2**63 else number


def place_of(term: int) -> int:
    """The place in sparse vectors of the term of that hash."""
    return term % PLACES


def days_of(published: str | None) -> tuple[int, int]:
    """The first and the last day that a date such as "2019" or "2019-11-24" may mean, as numbers
    like 20191124; 0 and 0 without one.
    """
    if published is None:
        return 0, 0
    year, month, day = [*map(int, published.split("-")), 0, 0][:3]
    return year * 10_000 + month * 100 + day, year * 10_000 + (month or 99) * 100 + (day or 99)


def long_share(length: int | NDArray[Any], average: float) -> Any:
    """What BM25 adds to the count of a term in a passage of so many terms."""
    return BM25_K1 * (1 - BM25_B + BM25_B * length / average)


def passage_rows(segment: Segment, generation: int, averages: Mapping[str, float]) -> Iterator[Row]:
    """A row for each passage. `averages`: by language, of passages' lengths in terms."""
    of_document = [_of_document(facts, generation) for facts in _facts(segment)]
    for language, table in segment.passages.items():
        words = _word_vectors(table.postings, averages[language])
        for row, vector in enumerate(_vectors(table)):
            document = int(table.documents[row])
            first, last = int(table.first_sentences[row]), int(table.last_sentences[row])
            offset = int(segment.sentence_offsets[document])
            number = int(table.ids[row])
            yield {
                **of_document[document],
                "key": key_of(number, generation),
                "number": number,
                "language": language,
                "start": int(table.starts[row]),
                "end": int(table.ends[row]),
                "first": first - offset,
                "last": last - offset,
                "length": int(table.postings.lengths[row]),
                "embeddings": pack_embeddings(segment, first, last),
                "vector": vector,
                "words": words[row],
            }


def _vectors(table: PassageTable) -> Vectors:
    import numpy as np

    return table.vectors.decode(np.arange(len(table.ids)))


def _facts(segment: Segment) -> list[DocumentFacts]:
    return [segment.facts_in(row) for row in range(len(segment.document_ids))]


def _of_document(facts: DocumentFacts, generation: int) -> Row:
    first_day, last_day = days_of(facts.published)
    return {
        "document_id": facts.id,
        "document_language": facts.language,
        "first_day": first_day,
        "last_day": last_day,
        "document": key_of(facts.id),
        "version": key_of(facts.id, generation),
        "generation": generation,
    }


def _word_vectors(postings: Postings, average: float) -> list[dict[int, float]]:
    """BM25's document part of each passage, by the places of its terms."""
    import numpy as np

    rows, counts = unpack(postings.packed)
    terms = np.repeat(np.arange(len(postings.hashes)), np.diff(postings.starts))
    places = (postings.hashes % np.uint64(PLACES)).astype(np.int64)[terms]
    kept = counts.astype(np.float64)
    values = (BM25_K1 + 1) * kept / (kept + long_share(postings.lengths[rows], average))
    vectors: list[dict[int, float]] = [{} for _ in postings.lengths]
    for row, place, value in zip(rows.tolist(), places.tolist(), values.tolist(), strict=True):
        vectors[row][place] = value
    return [each or {NO_TERM: 1.0} for each in vectors]


def counts_in(words: Mapping[int, float], length: int, average: float) -> dict[int, int]:
    """How often a passage has each term, by its place: the inverse of the document part."""
    added = long_share(length, average)
    shares = {place: value / (BM25_K1 + 1) for place, value in words.items() if place != NO_TERM}
    return {place: round(added * share / (1 - share)) for place, share in shares.items()}


@dataclass(frozen=True, slots=True)
class Embeddings:
    """Those of a passage's sentences: their vectors, and the codes of their tokens."""

    vectors: SentenceVectors
    codes: SentenceTokenCodes


def pack_embeddings(segment: Segment, first: int, last: int) -> str:
    """Those of the sentences in the rows [first, last); nothing where the segment keeps none, or
    they are more than a field holds.
    """
    import numpy as np

    if not segment.has_sentence_embeddings:
        return ""
    rows = np.arange(first, last)
    codes = segment.token_codes.take(rows)
    parts = [
        np.array([len(rows)], "<u4"),
        segment.sentence_vectors.steps[rows].astype("<f2"),
        codes.offsets.astype("<u4"),
        codes.bits[:].astype(CODE_TYPE),
        segment.sentence_vectors.codes[rows],
    ]
    packed = b64encode(b"".join(np.ascontiguousarray(each).tobytes() for each in parts)).decode()
    return packed if len(packed) <= MAX_TEXT else ""


def unpack_embeddings(packed: str) -> Embeddings | None:
    """The inverse of `pack_embeddings`; None of nothing. Raises ValueError for anything else."""
    import numpy as np

    if not packed:
        return None
    data = b64decode(packed, validate=True)
    (count,) = np.frombuffer(data, "<u4", 1).tolist()
    at = 4
    steps = np.frombuffer(data, "<f2", count, at)
    at += 2 * count
    offsets = np.frombuffer(data, "<u4", count + 1, at).astype(np.int64)
    at += 4 * (count + 1)
    bits = np.frombuffer(data, CODE_TYPE, int(offsets[-1]), at)
    codes = np.frombuffer(data, np.int8, -1, at + 8 * len(bits)).reshape(count, -1)
    return Embeddings(SentenceVectors(codes, steps), SentenceTokenCodes(bits, offsets))


def know(known: Known, row: Row, text: str, sentences: Sequence[str]) -> None:
    """Know what embedding gave of a passage of that text, and of its sentences."""
    import numpy as np

    known.passages[text] = np.array(row["vector"], dtype=np.float16)
    embeddings = unpack_embeddings(row["embeddings"])
    if embeddings is not None:
        own = sentences[int(row["first"]) : int(row["last"])]
        vectors = zip(embeddings.vectors.codes[:], embeddings.vectors.steps, strict=True)
        known.sentences.update(zip(own, vectors, strict=True))
        known.codes.update(zip(own, embeddings.codes.each(), strict=True))


def document_rows(
    segment: Segment, generation: int, apart: dict[int, bytes] | None = None
) -> Iterator[Row]:
    """The rows of each document, in pieces; its facts are in the first. Where it is to be kept
    `apart`, what is packed of it goes there, by its version, and there is one row.
    """
    shares = segment.layouts.searched_shares().tolist()
    for row, facts in enumerate(_facts(segment)):
        common = _of_document(facts, generation)
        told = facts.title, facts.source, facts.published, segment.page_count(row), shares[row]
        first, last = segment.sentence_offsets[row : row + 2].tolist()
        starts = segment.sentence_starts[first:last].tolist()
        ends = segment.sentence_ends[first:last].tolist()
        body = _packed_document(segment.document(row), list(zip(starts, ends, strict=True)))
        if apart is not None:
            apart[common["version"]] = body
            body = b""
        for piece, start in enumerate(range(0, max(1, len(body)), PIECE)):
            yield {
                **common,
                "key": key_of(common["version"], piece),
                "piece": piece,
                "facts": "" if piece else json.dumps(told),
                "body": b64encode(body[start : start + PIECE]).decode(),
                "unused": UNUSED,
            }


def facts_from(row: Row) -> DocumentFacts:
    """What a document's first row says of it."""
    title, source, published, *_ = json.loads(row["facts"])
    return DocumentFacts(row["document_id"], title, row["document_language"], source, published)


def extent_from(row: Row) -> tuple[int, float]:
    """How many pages a document has, by its first row, and which share of it is searched."""
    *_, pages, share = json.loads(row["facts"])
    return pages, share


def _packed_document(document: Document, sentences: Sequence[Span]) -> bytes:
    blocks = [(each.start, each.end, each.kind, each.leads) for each in document.blocks]
    layout = {"pages": document.pages, "scanned": document.scanned, "blocks": blocks}
    body = {"text": document.text, **layout, "sentences": sentences}
    return zlib.compress(json.dumps(body).encode())


def document_from(rows: Sequence[Row], packed: bytes | None) -> tuple[Document, list[Span]]:
    """The document whose rows these are, and the spans of its sentences. `packed`: what was kept
    apart of it.
    """
    ordered = sorted(rows, key=lambda row: row["piece"])
    facts = facts_from(ordered[0])
    if packed is None:
        packed = b"".join(b64decode(row["body"]) for row in ordered)
    body = json.loads(zlib.decompress(packed))
    blocks = tuple(
        Block(start, end, kind, tuple(map(tuple, leads)))
        for start, end, kind, leads in body["blocks"]
    )
    document = Document(
        id=facts.id,
        title=facts.title,
        text=body["text"],
        language=facts.language,
        source=facts.source,
        published=facts.published,
        pages=tuple(body["pages"]),
        blocks=blocks,
        scanned=tuple(body["scanned"]),
    )
    return document, [(start, end) for start, end in body["sentences"]]
