"""What an endpoint does wrong, as errors that say what helps, without the key."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

from qa.errors import LanguageModelError
from qa.terminal import printable

MAX_WORDS = 200  # characters of the server's that an error shows
PART_OF_KEY = 8  # characters of the key in a row that are taken out

# As llama.cpp, vLLM and OpenAI word it.
_CONTEXT = re.compile(r"context[ _](?:length|window|size)", re.IGNORECASE)


class PassingFault(Exception):
    """A fault that may be gone at the next try; the server may ask to `wait` some seconds."""

    def __init__(self, error: LanguageModelError, wait: float | None = None) -> None:
        """Keep what to raise if it does not pass."""
        super().__init__(error)
        self.error = error
        self.wait = wait


def fault_of_status(
    status: int, words: str, model: str, wait: float | None
) -> LanguageModelError | PassingFault:
    """What a response of that status means; `words` are the server's, as `shown` gives them."""
    said = f"{status}: {words or _phrase(status)}"
    if _CONTEXT.search(words):
        return LanguageModelError(
            "the question and its evidence are too long for the language model ({said}); lower "
            "llm_tokens, or give the model more context.",
            said=said,
        )
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return PassingFault(
            LanguageModelError(
                "the language model is asked too often ({said}); try again later.", said=said
            ),
            wait,
        )
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return PassingFault(server_failed(said), wait)
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return LanguageModelError(
            "the language model's server refused the key ({said}); set CITERA_LLM_KEY.", said=said
        )
    if status == HTTPStatus.NOT_FOUND or ("model" in words.lower() and model in words):
        return LanguageModelError(
            "the server has no language model {model!r} ({said}); correct --llm-model, or the "
            "address, which mostly ends in /v1.",
            model=model,
            said=said,
        )
    return LanguageModelError(
        "the language model's server refused the request ({said}).", said=said
    )


def server_failed(said: str) -> LanguageModelError:
    """The server itself says that it failed."""
    return LanguageModelError("the language model's server failed ({said}).", said=said)


def words_in(body: bytes) -> str:
    """The server's own words in the body of an error: of OpenAI's form, Ollama's or FastAPI's."""
    try:
        return words_of(json.loads(body))
    except (ValueError, RecursionError):
        return body.decode("utf-8", "replace")


def words_of(content: Any) -> str:
    """The words in a parsed error, wherever servers put them."""
    while isinstance(content, dict):
        found = [content[name] for name in ("error", "message", "detail") if content.get(name)]
        if not found:
            break
        content = found[0]
    return content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)


def shown(words: str, key: str) -> str:
    """Words from outside as an error may show them: in one line, short, nothing of the key left."""
    for part in (key, *_parts(key)):
        words = words.replace(part, "…") if part else words
    line = printable(" ".join(without_surrogates(words).split()))
    return line if len(line) <= MAX_WORDS else f"{line[: MAX_WORDS - 1]}…"


def _parts(key: str) -> list[str]:
    return [key[start : start + PART_OF_KEY] for start in range(len(key) - PART_OF_KEY + 1)]


def without_surrogates(text: str) -> str:
    """Text that can be written to a file: JSON may hold halves of characters."""
    return text.encode("utf-8", "replace").decode("utf-8")


def wait_of(retry_after: str) -> float | None:
    """Seconds that a Retry-After header asks for, in seconds or until a date (RFC 9110, 10.2.3)."""
    try:
        if retry_after.strip().isdecimal():
            return float(retry_after)
        until = parsedate_to_datetime(retry_after)
        return max(0.0, until.timestamp() - datetime.now(UTC).timestamp())
    except (ValueError, TypeError, OverflowError, OSError):
        return None


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "?"
