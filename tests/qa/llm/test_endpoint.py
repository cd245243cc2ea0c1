"""An endpoint that answers, and every way in which one does not."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from io import StringIO
from itertools import repeat
from threading import Thread
from time import sleep

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from qa.errors import LanguageModelError
from qa.llm.completion import completion_text
from qa.llm.endpoint import FIRST_WAIT, MAX_TRIES, MAX_WAIT, Endpoint
from qa.llm.faults import MAX_WORDS, PassingFault
from qa.llm.protocol import Message
from qa.llm.reasoning import without_reasoning
from qa.llm.repetition import until_repeated
from qa.web.wording.messages import in_language
from tests.qa.llm.conftest import KEY, NAME, Ask
from tests.scripted_model import (
    DONE,
    Reply,
    ScriptedModel,
    answering,
    delta,
    ended,
    event,
    refusal,
)

QUESTION = [Message("system", "Cite."), Message("user", "Hur många?")]


def said(raised: pytest.ExceptionInfo[LanguageModelError]) -> str:
    """What an error says, which is said in Swedish too and never has the key."""
    text = str(raised.value)
    assert KEY not in text
    assert in_language("sv", raised.value) != text
    return text


def test_the_text_comes_as_it_is_streamed(scripted: ScriptedModel, ask: Ask) -> None:
    scripted.script = [answering("Nine ", "cranes", " [1].")]
    assert ask() == ["Nine ", "cranes", " [1]."]


def test_what_is_sent_is_the_messages_the_name_and_the_key(scripted: ScriptedModel) -> None:
    list(Endpoint(f"{scripted.address}/", NAME, 30, KEY).stream(QUESTION, 77))
    (received,) = scripted.received
    assert received.path == "/v1/chat/completions"
    assert received.headers["Authorization"] == f"Bearer {KEY}"
    assert received.body == {
        "model": NAME,
        "messages": [
            {"role": "system", "content": "Cite."},
            {"role": "user", "content": "Hur många?"},
        ],
        "stream": True,
        "max_tokens": 77,
        "temperature": 0,
    }


def test_half_a_character_in_a_message_is_no_failure(scripted: ScriptedModel) -> None:
    message = Message("user", "an \ud800 of a PDF")
    assert list(Endpoint(scripted.address, NAME, 30).stream([message], 10)) == ["Yes."]
    assert scripted.received[0].body["messages"][0]["content"] == "an ? of a PDF"


def test_without_a_key_none_is_sent(scripted: ScriptedModel) -> None:
    list(Endpoint(scripted.address, NAME, 30).stream(QUESTION, 10))
    assert "Authorization" not in scripted.received[0].headers


def test_a_server_that_does_not_stream_is_understood(scripted: ScriptedModel, ask: Ask) -> None:
    choice = {"message": {"role": "assistant", "content": "Nine [1]."}, "finish_reason": "stop"}
    whole = event({"choices": [choice]}).removeprefix(b"data: ").replace(b",", b",\n")
    scripted.script = [Reply([whole], headers={"Content-Type": "application/json"})]
    assert ask() == ["Nine [1]."]


@pytest.mark.parametrize(
    "chunks",
    [
        (delta("Nine."), ended()),
        (delta("Nine."), DONE),
        (b": waits\n\n", b"event: x\r\nid: 1\r\n", delta("Nine.").strip(), b"\r\n\r\n", DONE),
        (event({"choices": []}), delta("Nine."), ended(), event({"usage": {}})),
        (delta("", role="assistant"), event({"choices": [{"delta": {"content": None}}]}),
         delta("Nine.", reasoning_content="so"), DONE),
        (b'data: {"choices": [{"delta":\ndata: {"content": "Nine."}}]}\n\n', b"data: [DONE]"),
        tuple(bytes([each]) for each in delta("Nine.") + DONE),
    ],
)  # fmt: skip
def test_ways_in_which_servers_stream(
    scripted: ScriptedModel, ask: Ask, chunks: tuple[bytes, ...]
) -> None:
    scripted.script = [Reply(chunks)]
    assert ask() == ["Nine."]


@pytest.mark.parametrize("size", [1, 3, 100])
def test_reasoning_is_left_out_wherever_it_is_split(
    scripted: ScriptedModel, ask: Ask, size: int
) -> None:
    text = "<think>Are 3 < 4? <thin</think>Nine <b> <think>or not</think>cranes <thi"
    parts = [text[start : start + size] for start in range(0, len(text), size)]
    scripted.script = [
        Reply(
            [event({"choices": [{"delta": {"reasoning_content": "Hm"}}]}), *map(delta, parts), DONE]
        )
    ]
    assert "".join(ask()) == "Nine <b> cranes <thi"


def test_an_endpoint_that_is_down_is_tried_three_times(waits: list[float]) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
    with pytest.raises(
        LanguageModelError, match=f"answers at http://127.0.0.1:{port}/v1"
    ) as raised:
        list(Endpoint(f"http://127.0.0.1:{port}/v1", NAME, 30, KEY).stream(QUESTION, 10))
    assert "refused" in said(raised)
    assert waits == [FIRST_WAIT, 2 * FIRST_WAIT]


def test_no_time_is_waited_that_is_not_left(waits: list[float]) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
    with pytest.raises(LanguageModelError):
        list(Endpoint(f"http://127.0.0.1:{port}", NAME, FIRST_WAIT / 2).stream(QUESTION, 10))
    assert waits == []


@pytest.mark.parametrize("chunks", [(), (b": wait\n\n",), (delta("Nine"),)])
def test_a_server_that_falls_silent_is_given_up(
    scripted: ScriptedModel,
    ask: Ask,
    waits: list[float],
    chunks: Iterable[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("qa.llm.endpoint.SILENT_SECONDS", 0.05)
    scripted.script = [Reply(chunks, silent=True)]
    with pytest.raises(LanguageModelError, match="silent for") as raised:
        ask()
    assert said(raised)
    assert waits == []


def slowly(chunk: bytes) -> Iterator[bytes]:
    """Without an end, and never silent for long."""
    while True:
        sleep(0.01)
        yield chunk


@pytest.mark.parametrize("chunk", [b": wait\n\n", b"x", delta("Nine. ")])
def test_an_answer_takes_no_longer_than_it_may(
    scripted: ScriptedModel, ask: Ask, chunk: bytes
) -> None:
    scripted.script = [Reply(slowly(chunk))]
    with pytest.raises(
        LanguageModelError, match=r"took more than 0.1 s; raise llm_seconds"
    ) as raised:
        ask(seconds=0.1)
    assert said(raised)


def send_headers_without_an_end(server: socket.socket) -> None:
    with suppress(OSError):
        connection, _ = server.accept()
        with connection:
            connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
            for chunk in slowly(b"x"):
                connection.sendall(chunk)


def test_headers_that_do_not_end_take_no_longer_either() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        sender = Thread(target=send_headers_without_an_end, args=(server,), daemon=True)
        sender.start()
        endpoint = Endpoint(f"http://127.0.0.1:{server.getsockname()[1]}", NAME, 0.1)
        with pytest.raises(LanguageModelError, match="took more than"):
            list(endpoint.stream(QUESTION, 10))
        sender.join(30)


@pytest.mark.parametrize("broken", [False, True])
def test_an_answer_that_breaks_off_is_said_after_its_text(
    scripted: ScriptedModel, waits: list[float], broken: bool
) -> None:
    scripted.script = [Reply([delta("Nine "), delta("cra")], broken=broken)]
    texts = Endpoint(scripted.address, NAME, 30, KEY).stream(QUESTION, 10)
    assert [next(texts), next(texts)] == ["Nine ", "cra"]
    with pytest.raises(LanguageModelError, match="broke off") as raised:
        next(texts)
    assert said(raised)
    assert (len(scripted.received), waits) == (1, [])


@pytest.mark.parametrize(
    "failed",
    [
        *(Reply(broken=True), Reply([b": wait\n\n"]), Reply([delta("  ")], broken=True)),
        *(Reply(refusal("busy"), 429), Reply(refusal("x"), 500), Reply([b"<html>"], 502)),
        Reply([b"loading model"], 503),
    ],
)
def test_what_may_pass_is_tried_again_until_text_came(
    scripted: ScriptedModel, ask: Ask, failed: Reply
) -> None:
    scripted.script = [failed, failed, answering("Nine.")]
    assert "".join(ask()).strip() == "Nine."


@pytest.mark.parametrize(
    ("status", "message"),
    [(429, r"asked too often \(429: busy\)"), (500, r"server failed \(500: busy\)")],
)
def test_what_does_not_pass_is_tried_three_times(
    scripted: ScriptedModel, ask: Ask, status: int, message: str
) -> None:
    scripted.script = [Reply(refusal("busy"), status)]
    with pytest.raises(LanguageModelError, match=message) as raised:
        ask()
    assert said(raised)
    assert len(scripted.received) == MAX_TRIES


def in_seconds(seconds: float) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


@pytest.mark.parametrize(
    ("retry_after", "least", "most"),
    [
        *(("3", 3, 3), ("0", 0, 0), ("9" * 5_000, MAX_WAIT, MAX_WAIT), ("600", MAX_WAIT, MAX_WAIT)),
        *((in_seconds(600), MAX_WAIT, MAX_WAIT), (in_seconds(-600), 0, 0)),
        *((each, FIRST_WAIT, FIRST_WAIT) for each in ("soon", "", "-1", "nan", "1e9")),
        ("Mon, 32 Jan 99999 99:99:99 GMT", FIRST_WAIT, FIRST_WAIT),
    ],
    ids=range(12),  # not the time of day, which differs between the processes that share the tests
)
def test_the_server_says_how_long_to_wait(
    scripted: ScriptedModel,
    ask: Ask,
    waits: list[float],
    retry_after: str,
    least: float,
    most: float,
) -> None:
    busy = Reply(refusal("busy"), 429, {"Retry-After": retry_after})
    scripted.script = [busy, answering("Nine.")]
    assert ask() == ["Nine."]
    assert len(waits) == 1
    assert least <= waits[0] <= most


@pytest.mark.parametrize(
    ("status", "words", "message"),
    [
        (404, f"model '{NAME}' not found", rf"has no language model '{NAME}' \(404: model"),
        (404, "", rf"has no language model '{NAME}' \(404: Not Found\)"),
        (400, f"{NAME} is not a valid model ID", rf"has no language model '{NAME}'"),
        (400, "messages must alternate", r"refused the request \(400: messages must alternate\)"),
        (
            401,
            "Incorrect API key",
            r"refused the key \(401: Incorrect API key\); set CITERA_LLM_KEY",
        ),
        (403, "no access", r"refused the key \(403"),
        (400, f"the maximum context length of {NAME} is 4096", "too long for the language model"),
        (400, "the request exceeds the available context size", "lower llm_tokens"),
        (500, "context length exceeded", "lower llm_tokens"),
        (400, "", r"refused the request \(400: Bad Request\)"),
        (418, "", r"refused the request \(418: I'm a Teapot\)"),
        (499, "gone", r"refused the request \(499: gone\)"),
    ],
)
def test_a_refused_request_is_explained_and_not_repeated(
    scripted: ScriptedModel, ask: Ask, status: int, words: str, message: str
) -> None:
    scripted.script = [Reply(refusal(words) if words else (), status)]
    with pytest.raises(LanguageModelError, match=message) as raised:
        ask()
    assert said(raised)
    assert len(scripted.received) == 1


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"error": "no such thing"}', "no such thing"),
        (b'{"message": "no such thing", "code": 1}', "no such thing"),
        (b'{"detail": [{"loc": "body"}]}', '[{"loc": "body"}]'),
        (b'{"error": {"message": "", "code": 7}}', '"code": 7'),
        (b"no\x1b[2J \xff\n such \xe2\x80\xaething", r"no\u001b[2J � such \u202ething"),
        (b"[" * 30_000, "[[["),
        (b'"\\ud800"', "?"),
        (b'{"error": {x} {0}', "{x} {0}"),
    ],
)
def test_the_servers_words_are_shown_harmlessly(
    scripted: ScriptedModel, ask: Ask, body: bytes, words: str
) -> None:
    scripted.script = [Reply([body], 400)]
    with pytest.raises(LanguageModelError) as raised:
        ask()
    assert words in said(raised)
    assert len(said(raised)) < MAX_WORDS + 100


def test_an_error_without_an_end_is_read_to_a_limit(scripted: ScriptedModel, ask: Ask) -> None:
    scripted.script = [Reply(repeat(b"no " * 1_000), 400)]
    with pytest.raises(LanguageModelError, match="refused the request"):
        ask()
    assert scripted.hung_up.wait(5)


def echoes() -> list[Reply]:
    """Every way in which a server may give the key back."""
    words = f"Incorrect key {KEY}, or Bearer {KEY[:20]}… of {KEY[5:]}"
    inside = Reply([event({"error": {"message": words}})])
    malformed = Reply([f"data: {words}\n\n".encode()])
    elsewhere = Reply(status=307, headers={"Location": f"http://192.0.2.1/?key={KEY}"})
    return [
        *(Reply(refusal(words), status) for status in (400, 401, 404, 429, 500)),
        *(inside, malformed, elsewhere, Reply([words.encode()], 401)),
    ]


@pytest.fixture
def log() -> Iterator[StringIO]:
    """All that is logged, down to the smallest detail."""
    written = StringIO()
    handler, level = logging.StreamHandler(written), logging.root.level
    logging.root.addHandler(handler)
    logging.root.setLevel(logging.DEBUG)
    yield written
    logging.root.setLevel(level)
    logging.root.removeHandler(handler)


@pytest.mark.parametrize("reply", echoes())
def test_the_key_is_in_no_error_and_no_log(
    scripted: ScriptedModel, ask: Ask, reply: Reply, log: StringIO
) -> None:
    scripted.script = [reply]
    with pytest.raises(LanguageModelError) as raised:
        ask()
    for part in (KEY, KEY[:12], KEY[8:20], KEY[-12:]):
        assert part not in said(raised)
        assert part not in repr(raised.value.message.values)
    assert scripted.received[0].headers["Authorization"].endswith(KEY)
    lines = log.getvalue().splitlines()
    assert any("send_request_headers" in line for line in lines)
    # What a server writes into its own headers is logged by httpcore, for those who look for bugs.
    assert not any(KEY in line for line in lines if "receive_response_headers" not in line)


def test_the_key_is_not_in_what_shows_an_endpoint() -> None:
    endpoint = Endpoint("http://127.0.0.1", NAME, 30, KEY)
    assert KEY not in f"{endpoint!r} {endpoint}"


@pytest.mark.parametrize("key", ["a\nb", "nyckel-å", "a b", "\x00"])
def test_a_key_that_cannot_be_sent_is_refused_unseen(key: str) -> None:
    with pytest.raises(LanguageModelError, match="CITERA_LLM_KEY") as raised:
        Endpoint("http://127.0.0.1", NAME, 30, key)
    assert key not in said(raised)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(scripted: ScriptedModel, ask: Ask, status: int) -> None:
    scripted.script = [Reply(status=status, headers={"Location": "http://192.0.2.1/v1"})]
    with pytest.raises(
        LanguageModelError, match=r"sends elsewhere, to http://192.0.2.1/v1"
    ) as raised:
        ask()
    assert said(raised)
    assert len(scripted.received) == 1


def test_this_machine_is_not_asked_through_a_proxy(
    scripted: ScriptedModel, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://192.0.2.1:1")
    assert ask() == ["Yes."]


def test_a_proxy_that_cannot_be_used_is_named_without_its_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://me:s3cret@192.0.2.1")
    with pytest.raises(LanguageModelError, match="HTTPS_PROXY") as raised:
        list(Endpoint("https://llm.example/v1", NAME, 30).stream(QUESTION, 10))
    assert "s3cret" not in said(raised)


@pytest.mark.parametrize(
    "chunks",
    [
        (b"data: {\n\n",),
        (b"<html>\n<title>Welcome</title>\n",),
        (b"\x1f\x8b\x08\x00\n",),
        (b"data: []\n\n",),
        (b'data: {"choices": 3}\n\n',),
        (b'data: {"choices": [null]}\n\n',),
        (b'data: {"choices": [{"delta": {"content": ["a"]}}]}\n\n',),
        (b'{"choices": [',),
        (b"data: " + b"[" * 100_000 + b"\n\n",),
    ],
)
def test_what_is_no_completion_is_said(
    scripted: ScriptedModel, ask: Ask, chunks: tuple[bytes, ...]
) -> None:
    scripted.script = [Reply(chunks)]
    with pytest.raises(LanguageModelError, match="does not keep to the format") as raised:
        ask()
    assert said(raised)
    assert len(scripted.received) == 1


@pytest.mark.parametrize(
    "chunks",
    [
        (DONE,),
        (event({"choices": []}), DONE),
        (b'{"choices": []}',),
        (delta(" \n"), ended()),
        (delta("<think>Hm</think>"), ended()),
        (delta("<think>Hm"), DONE),
    ],
)
def test_an_answer_without_text_is_said(
    scripted: ScriptedModel, ask: Ask, chunks: tuple[bytes, ...]
) -> None:
    scripted.script = [Reply(chunks)]
    with pytest.raises(LanguageModelError, match="without any text") as raised:
        ask()
    assert said(raised)


def test_an_error_within_the_stream_is_said(scripted: ScriptedModel, ask: Ask) -> None:
    scripted.script = [Reply([delta("Nine"), event({"error": {"message": "out of memory"}})])]
    with pytest.raises(LanguageModelError, match=r"server failed \(out of memory\)") as raised:
        ask()
    assert said(raised)


def test_an_answer_cut_off_at_its_tokens_is_said(scripted: ScriptedModel, ask: Ask) -> None:
    scripted.script = [Reply([delta("Nine"), ended("length")])]
    with pytest.raises(LanguageModelError, match="cut off") as raised:
        ask()
    assert said(raised)


@pytest.mark.parametrize(
    ("chunk", "limit"),
    [
        (delta("word " * 100), "more than 5,000 characters"),
        (b": wait\n\n" * 100, "more than 90,000 bytes"),
        (b"x" * 6_000, "more than 90,000 bytes"),
        (event({"choices": [{"delta": {"reasoning": "Hm " * 100}}]}), "more than 90,000 bytes"),
    ],
)
def test_a_stream_without_an_end_is_ended(
    scripted: ScriptedModel, ask: Ask, chunk: bytes, limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.llm.completion.MAX_BYTES", 90_000)
    monkeypatch.setattr("qa.llm.completion.MAX_CHARACTERS", 5_000)
    scripted.script = [Reply(repeat(chunk))]
    with pytest.raises(LanguageModelError, match=limit) as raised:
        ask()
    assert said(raised)
    assert scripted.hung_up.wait(5)


LINE = "The harbour of Ellery has nine cranes and two more in the yard"


@pytest.mark.parametrize("end", [". ", "\n", "! ", "?\n"])
@pytest.mark.parametrize("size", [1, 7, 1_000])
def test_a_model_that_repeats_itself_is_stopped(
    scripted: ScriptedModel, ask: Ask, end: str, size: int
) -> None:
    text = f"First, as asked{end}" + f"{LINE}{end}" * 3 + "More. "
    parts = [text[start : start + size] for start in range(0, len(text), size)]
    scripted.script = [answering(*parts)]
    with pytest.raises(LanguageModelError, match="repeats itself") as raised:
        ask()
    assert said(raised)


def test_what_is_said_twice_or_is_short_may_be_said(scripted: ScriptedModel, ask: Ask) -> None:
    scripted.script = [answering(f"{LINE}. {LINE}. ", "Yes. " * 20, "- no\n" * 20)]
    assert len(ask()) == 3


def test_closing_the_iterator_ends_the_request(scripted: ScriptedModel) -> None:
    scripted.script = [Reply(slowly(delta("Nine ")))]
    texts = Endpoint(scripted.address, NAME, 30).stream(QUESTION, 10)
    assert next(texts) == "Nine "
    assert isinstance(texts, Iterator)
    texts.close()  # type: ignore[attr-defined]
    assert scripted.hung_up.wait(5)


def test_parameters_that_newer_models_refuse_are_changed_and_stay_so(
    scripted: ScriptedModel, waits: list[float]
) -> None:
    scripted.script = [
        Reply(refusal("'max_tokens' is not supported. Use 'max_completion_tokens' instead."), 400),
        Reply(refusal("'temperature' does not support 0 with this model."), 400),
        answering("Nine."),
    ]
    endpoint = Endpoint(scripted.address, NAME, 30)
    assert [*endpoint.stream(QUESTION, 7), *endpoint.stream(QUESTION, 7)] == ["Nine."] * 2
    for received in scripted.received[2:]:
        assert received.body["max_completion_tokens"] == 7
        assert not {"max_tokens", "temperature"} & received.body.keys()


EVENTS = st.one_of(
    st.binary(max_size=60),
    st.sampled_from([b"data: ", b"\n\n", b"\r\n", DONE, ended(), b"{", b'{"choices": [']),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["choices", "delta", "message", "content", "error", "detail"]),
                inner,
                max_size=3,
            )
        ),
        max_leaves=8,
    ).map(event),
    st.text(st.sampled_from("<think/> a.\n"), max_size=20).map(delta),
)


@given(st.lists(EVENTS, max_size=8))
@example([event({"choices": [{"delta": {"content": "\ud800"}}]}), DONE])
@example([b"data: " + b"9" * 5_000 + b"\n\n"])
@example([event({"choices": [{"delta": {"content": "a"}, "finish_reason": ["x"]}]})])
@example([event({"error": {"error": {"error": []}}})])
def test_no_bytes_raise_anything_but_a_fault_of_the_model(chunks: list[bytes]) -> None:
    try:
        texts = list(until_repeated(without_reasoning(completion_text(chunks, KEY))))
    except (LanguageModelError, PassingFault):
        return
    said = "".join(texts)
    assert said.encode().decode() == said


@given(st.lists(EVENTS, max_size=5), st.sampled_from([200, 204, 206, 300, 400, 404, 429, 500, 599]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
def test_no_response_raises_anything_else_either(
    scripted: ScriptedModel, ask: Ask, chunks: list[bytes], status: int
) -> None:
    scripted.script = [Reply(chunks, status)]
    with suppress(LanguageModelError):
        assert "".join(ask()).strip()


@given(st.lists(st.text(st.sampled_from("<think/> ab\n"), max_size=9), max_size=9))
def test_reasoning_is_the_same_however_text_is_split(parts: list[str]) -> None:
    whole = "".join(parts)
    assert "".join(without_reasoning(parts)) == "".join(without_reasoning([whole]))
