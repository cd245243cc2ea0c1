"""A language model behind an endpoint that speaks OpenAI's chat completions, over httpx.

Ollama, llama.cpp, vLLM and hosted models do. Nothing is sent anywhere but to the address given: no
redirect is followed, and proxies of the environment are not asked for this machine.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from threading import Timer
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlsplit

import httpx

from qa.errors import LanguageModelError
from qa.llm.address import is_loopback
from qa.llm.completion import broken_off, completion_text
from qa.llm.faults import (
    PassingFault,
    fault_of_status,
    shown,
    wait_of,
    without_surrogates,
    words_in,
)
from qa.llm.protocol import Message
from qa.llm.reasoning import without_reasoning
from qa.llm.repetition import until_repeated

MAX_TRIES = 3
CONNECT_SECONDS = 10.0
SILENT_SECONDS = 90  # a processor that reads 33 tokens a second needs them for 3,000 of evidence
FIRST_WAIT = 0.5  # seconds before the second try, doubled before the third
MAX_WAIT = 10.0  # seconds, whatever the server asks for
MAX_ERROR = 65_536  # bytes read of a response that is an error


class Endpoint:
    """A language model at an address."""

    def __init__(self, address: str, name: str, seconds: float, key: str = "") -> None:
        """`seconds`: what an answer may take in all. `key`: sent as bearer token, unless empty.

        Raises LanguageModelError for a key that no header can have.
        """
        if not (key.isascii() and key.isprintable() and " " not in key):
            raise LanguageModelError(
                "CITERA_LLM_KEY has characters that a key cannot have; set it anew."
            )
        self.name = name
        self._address = address.rstrip("/")
        self._seconds = seconds
        self._key = key
        self._options: dict[str, float] = {"temperature": 0}
        self._limit = "max_tokens"

    def stream(self, messages: Sequence[Message], max_tokens: int) -> Iterator[str]:
        """As LanguageModel's; what may pass is tried again until the first text came."""
        deadline = monotonic() + self._seconds
        begun = False
        for tried in range(MAX_TRIES):
            try:
                with closing(self._text(messages, max_tokens, deadline)) as texts:
                    for text in texts:
                        begun = begun or bool(text.strip())
                        yield text
                break
            except PassingFault as fault:
                pause = FIRST_WAIT * 2**tried if fault.wait is None else min(fault.wait, MAX_WAIT)
                last = tried + 1 == MAX_TRIES
                if begun or last or monotonic() + pause >= deadline:
                    raise fault.error from None
                sleep(pause)
        if not begun:
            raise LanguageModelError("the language model answered without any text.")

    def _text(
        self, messages: Sequence[Message], max_tokens: int, deadline: float
    ) -> Generator[str, None, None]:
        """The text of one try."""
        body = {
            "model": self.name,
            "messages": [
                {"role": each.role, "content": without_surrogates(each.content)}
                for each in messages
            ],
            "stream": True,
            self._limit: max_tokens,
            **self._options,
        }
        with self._response(body, deadline) as response:
            texts = completion_text(response.iter_raw(), self._key)
            yield from until_repeated(without_reasoning(texts))

    @contextmanager
    def _response(self, body: dict[str, Any], deadline: float) -> Iterator[httpx.Response]:
        """The response to a request, where that is no error; it breaks off at the deadline."""
        headers = {"Accept-Encoding": "identity"}  # what is packed may be endless when unpacked
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        left = max(deadline - monotonic(), 0.001)
        with (
            self._faults_named(deadline),
            self._client(left) as client,
            _broken_off_after(left) as trace,
            client.stream(
                "POST",
                f"{self._address}/chat/completions",
                json=body,
                headers=headers,
                extensions={"trace": trace},
            ) as response,
        ):
            if not response.is_success:
                raise self._fault_of(response)
            yield response

    def _client(self, left: float) -> httpx.Client:
        silent = min(SILENT_SECONDS, left)
        timeout = httpx.Timeout(silent, connect=min(CONNECT_SECONDS, left))
        own_machine = is_loopback(urlsplit(self._address).hostname or "")
        try:
            return httpx.Client(timeout=timeout, trust_env=not own_machine)
        except (ImportError, ValueError, httpx.InvalidURL):  # whose words may have its password
            raise LanguageModelError(
                "the proxy that the environment names cannot be used; correct HTTPS_PROXY, "
                "HTTP_PROXY or ALL_PROXY."
            ) from None

    @contextmanager
    def _faults_named(self, deadline: float) -> Iterator[None]:
        """Has what httpx raises said as faults of a language model."""
        try:
            yield
        except (httpx.HTTPError, httpx.InvalidURL, PassingFault) as error:
            if monotonic() >= deadline:
                raise LanguageModelError(
                    "the language model took more than {seconds} s; raise llm_seconds, or take a "
                    "faster model.",
                    seconds=self._seconds,
                ) from error
            if isinstance(error, PassingFault):
                raise
            raise self._fault_in(error) from error

    def _fault_in(self, error: Exception) -> LanguageModelError | PassingFault:
        if isinstance(error, (httpx.ReadTimeout, httpx.WriteTimeout)):
            return LanguageModelError(
                "the language model was silent for {seconds} s.", seconds=SILENT_SECONDS
            )
        if isinstance(error, (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError)):
            return broken_off()
        return PassingFault(
            LanguageModelError(
                "no language model answers at {address} ({reason}); start it, or correct --llm.",
                address=self._address,
                reason=shown(str(error), self._key) or type(error).__name__,
            )
        )

    def _fault_of(self, response: httpx.Response) -> LanguageModelError | PassingFault:
        """What a response that is an error means."""
        if response.is_redirect:
            return LanguageModelError(
                "{address} sends elsewhere, to {place}, which is not followed; give that address "
                "if it is the right one.",
                address=self._address,
                place=shown(response.headers["location"], self._key),
            )
        words = shown(words_in(_beginning(response.iter_raw())), self._key)
        fault = fault_of_status(
            response.status_code, words, self.name, wait_of(response.headers.get("retry-after", ""))
        )
        if isinstance(fault, LanguageModelError) and self._does_without(words):
            return PassingFault(fault, 0)
        return fault

    def _does_without(self, words: str) -> bool:
        """Change the parameters that newer models of OpenAI refuse, if that is what was said."""
        if "max_completion_tokens" in words and self._limit == "max_tokens":
            self._limit = "max_completion_tokens"
            return True
        return "temperature" in words and self._options.pop("temperature", None) is not None


def _beginning(chunks: Iterator[bytes]) -> bytes:
    """The first bytes of a body, which may be endless."""
    body = b""
    for chunk in chunks:
        body += chunk
        if len(body) >= MAX_ERROR:
            break
    return body[:MAX_ERROR]


@contextmanager
def _broken_off_after(seconds: float) -> Iterator[Callable[[str, dict[str, Any]], None]]:
    """A function for httpx's extension "trace", by which the connection ends after `seconds`.

    A timeout of httpx is for one read; a server that sends a byte now and then meets none.
    """
    streams: list[Any] = []

    def trace(event: str, info: dict[str, Any]) -> None:
        if hasattr(stream := info.get("return_value"), "get_extra_info"):
            streams.append(stream)

    def break_off() -> None:
        for stream in streams:
            with suppress(OSError, ValueError):  # it has ended already
                stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, break_off)
    timer.daemon = True
    timer.start()
    try:
        yield trace
    finally:
        timer.cancel()
