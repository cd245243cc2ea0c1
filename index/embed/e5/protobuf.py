"""Writes protobuf's fields, of which the tokenizer's model is made.

A field is a key (number × 8 + wire type) and a varint, or a length and bytes; see
https://protobuf.dev/programming-guides/encoding.
"""

from __future__ import annotations


def varint(number: int) -> bytes:
    """A whole number ≥ 0, seven bits a byte; negative ones as their 64-bit complement."""
    number &= (1 << 64) - 1
    parts = bytearray()
    while number > 127:
        parts.append(number & 127 | 128)
        number >>= 7
    parts.append(number)
    return bytes(parts)


def integer(field: int, number: int) -> bytes:
    """A field that holds a whole number."""
    return varint(field << 3) + varint(number)


def message(field: int, content: bytes | str) -> bytes:
    """A field that holds bytes, a string or another message."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    return varint(field << 3 | 2) + varint(len(data)) + data
