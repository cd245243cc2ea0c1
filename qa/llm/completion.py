"""A chat completion as it is streamed: bytes → lines → payloads → text.

The format is OpenAI's: server-sent events, each with a JSON object that has a bit of the text
(https://platform.openai.com/docs/api-reference/chat-streaming). A server that does not stream sends
one such object with all of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain

from qa.errors import LanguageModelError
from qa.llm.faults import PassingFault, server_failed, shown, without_surrogates, words_of

MAX_BYTES = 20_000_000  # of a response: about 300 for each token, reasoning included
MAX_CHARACTERS = 50_000  # of an answer, some twenty pages
DONE = b"[DONE]"
FIELDS = (b"", b"data", b"event", b"id", b"retry")
"""What a line of server-sent events begins with; a comment, which keeps alive, with nothing."""


def completion_text(chunks: Iterable[bytes], key: str) -> Iterator[str]:
    """The text in the bytes of a response, as it comes. An error shows nothing of `key`.

    Raises LanguageModelError for what is no chat completion, and PassingFault for what breaks off.
    """
    characters = 0
    for payload in _payloads(_lines(chunks), key):
        if payload.strip() == DONE:
            return
        text, ended = _parsed(payload, key)
        characters += len(text)
        if characters > MAX_CHARACTERS:
            raise LanguageModelError(
                "the language model does not stop; its answer has more than {limit:,} characters.",
                limit=MAX_CHARACTERS,
            )
        if text:
            yield text
        if ended == "length":
            raise LanguageModelError(
                "the language model's answer was cut off when it had as many tokens as it may have."
            )
        if ended:
            return
    raise broken_off()


def broken_off() -> PassingFault:
    """The connection ended before the answer did."""
    return PassingFault(LanguageModelError("the language model's answer broke off."))


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Lines without their ends; only line feeds end one, other breaks may stand in JSON."""
    size, begun = 0, [b""]
    for chunk in chunks:
        size += len(chunk)
        if size > MAX_BYTES:
            raise LanguageModelError(
                "the language model does not stop; it sent more than {limit:,} bytes.",
                limit=MAX_BYTES,
            )
        end_of_line, *others = chunk.split(b"\n")
        begun.append(end_of_line)
        for other in others:
            yield b"".join(begun).removesuffix(b"\r")
            begun = [other]
    yield b"".join(begun)


def _payloads(lines: Iterator[bytes], key: str) -> Iterator[bytes]:
    """The data of each event, or the one object of a server that does not stream.

    An event that no blank line ends is one all the same: some servers leave the last one out.
    """
    first = next((line for line in lines if line.strip()), b"")
    if first.lstrip().startswith(b"{"):
        yield b"\n".join((first, *lines))
        yield DONE
        return
    if first.partition(b":")[0] not in FIELDS:
        raise _no_completion(first, key)
    data: list[bytes] = []
    for line in chain((first,), lines, (b"",)):
        field, _, value = line.partition(b":")
        if field == b"data":
            data.append(value.removeprefix(b" "))
        elif not line and data:
            yield b"\n".join(data)
            data.clear()


def _parsed(payload: bytes, key: str) -> tuple[str, str]:
    """The text of a payload, and why the answer ends with it: "stop", "length" or another reason.

    The reason is empty where the answer goes on. Reasoning that comes apart from text is left out.
    """
    try:
        content = json.loads(payload)
        if error := content.get("error"):
            raise server_failed(shown(words_of(error), key))
        (choice, *_) = content.get("choices") or [{}]
        text = (choice.get("delta") or choice.get("message") or {}).get("content") or ""
        return without_surrogates(text), str(choice.get("finish_reason") or "")
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise _no_completion(payload, key) from error


def _no_completion(found: bytes, key: str) -> LanguageModelError:
    return LanguageModelError(
        "the language model's server does not keep to the format of chat completions: {found}",
        found=shown(found.decode("utf-8", "replace"), key) or "…",
    )
