"""Those who run a server learn whether it lives, whether it can answer, and how it does."""

from __future__ import annotations

import asyncio
import gc
import re
from pathlib import Path
from threading import Event

import pytest
from starlette.testclient import TestClient

from index.errors import StoreError
from qa import Assistant
from qa.api.application import application
from qa.api.gate.request import Message
from qa.api.gate.tokens import Tokens
from qa.api.operating.metrics import metrics
from qa.api.operating.probes import Probes
from qa.library.collection import Collection
from tests.qa.api.conftest import QUESTION, UNKNOWN

TOKEN = "a-token-of-this-test-and-no-other"
HERE = ("127.0.0.1", 50_000)
BEARER = {"Authorization": f"Bearer {TOKEN}"}


def client(
    collection: Collection, tokens: Tokens | None = None, of: tuple[str, int] = HERE
) -> TestClient:
    """Who asks the API with its probes, from an address."""
    api = application(collection, tokens=tokens)
    probed = Probes(api, collection=collection, tokens=tokens)
    return TestClient(probed, base_url="http://127.0.0.1:7861", client=of)


@pytest.fixture(autouse=True)
def _from_nought() -> None:
    """No question was asked in this process."""
    metrics.cache_clear()


def numbers(text: str) -> dict[str, float]:
    """Citera's own, but for when they were first counted."""
    lines = re.findall(r"^(citera_\S+?) (\S+)$", text, re.MULTILINE)
    return {name: float(value) for name, value in lines if "_created" not in name}


def test_a_server_that_can_answer_says_so_without_a_token(collection: Collection) -> None:
    asked = client(collection, Tokens([TOKEN]))
    for path in ("/healthz", "/readyz"):
        said = asked.get(path)
        assert (said.status_code, said.text) == (200, "ok\n")
    assert asked.post("/readyz").status_code == 405
    assert asked.get("/v1/documents").status_code == 401


def test_while_the_index_cannot_be_read_a_server_is_not_ready(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = Event()

    def check(collection: Collection) -> None:
        if away.is_set():
            raise StoreError("the secret host does not answer")

    monkeypatch.setattr(Collection, "check_readable", check)
    asked = client(collection)
    away.set()
    said = asked.get("/readyz")
    assert (said.status_code, said.text) == (503, "the index cannot be read\n")
    assert asked.get("/healthz").status_code == 200
    away.clear()
    assert asked.get("/readyz").status_code == 200


def test_an_index_that_does_not_answer_in_time_is_looked_for_once(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.api.operating.probes.READY_SECONDS", 0.01)
    answers, looked = Event(), []

    def check(collection: Collection) -> None:
        looked.append(collection)
        answers.wait()

    monkeypatch.setattr(Collection, "check_readable", check)
    asked = client(collection)
    assert [asked.get("/readyz").status_code for _ in range(3)] == [503, 503, 503]
    assert len(looked) == 1
    answers.set()


def test_an_index_that_fails_after_nobody_waited_any_more_is_no_news(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.api.operating.probes.READY_SECONDS", 0.01)
    answers, statuses, logged = Event(), list[int](), list[object]()

    def check(collection: Collection) -> None:
        answers.wait()
        raise StoreError("the host does not answer")

    async def receive() -> Message:
        raise AssertionError("there is no body")

    async def send(message: Message) -> None:
        statuses.extend([message["status"]] if "status" in message else [])

    async def ask() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, told: logged.append(told))
        probes = Probes(application(collection), collection=collection)
        scope = {"type": "http", "path": "/readyz", "method": "GET", "headers": []}
        await probes(scope, receive, send)
        answers.set()
        monkeypatch.setattr("qa.api.operating.probes.READY_SECONDS", 60)
        await probes(scope, receive, send)
        del probes
        gc.collect()

    monkeypatch.setattr(Collection, "check_readable", check)
    asyncio.run(ask())
    assert (statuses, logged) == ([503, 503], [])


def test_while_the_index_cannot_be_read_questions_are_refused_so_that_another_server_is_asked(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(assistant: Assistant) -> None:
        raise StoreError("the host does not answer")

    monkeypatch.setattr(Assistant, "answerer", fail)
    asked = client(collection)
    for path in ("ask", "search"):
        said = asked.post(f"/v1/{path}", json={"question": QUESTION})
        assert (said.status_code, said.json()["kind"]) == (503, "StoreError")


def test_questions_are_counted_by_what_became_of_them_and_their_texts_are_not_told(
    collection: Collection,
) -> None:
    asked = client(collection)
    for question in (QUESTION, QUESTION, UNKNOWN, ""):
        asked.post("/v1/ask", json={"question": question})
    asked.post(
        "/v1/chat/completions",
        json={"model": "citera", "messages": [{"role": "user", "content": QUESTION}]},
    )
    said = asked.get("/metrics")
    found = numbers(said.text)
    assert {name: value for name, value in found.items() if "bucket" not in name} == {
        'citera_questions_total{outcome="answered"}': 3,
        'citera_questions_total{outcome="refused"}': 1,
        'citera_questions_total{outcome="failed"}': 1,
        'citera_questions_total{outcome="left"}': 0,
        'citera_errors_total{kind="QuestionError"}': 1,
        "citera_answer_seconds_count": 4,
        "citera_answer_seconds_sum": found["citera_answer_seconds_sum"],
    }
    assert found['citera_answer_seconds_bucket{le="+Inf"}'] == 4
    assert not any(word in said.text for word in ("telescope", "chapel"))


def test_who_goes_away_is_counted_as_gone(assistant: Assistant) -> None:
    pieces = metrics().watch(assistant.stream(QUESTION))
    next(iter(pieces))
    del pieces  # closes it
    text = metrics().text().decode()
    assert numbers(text)['citera_questions_total{outcome="left"}'] == 1
    assert numbers(text)["citera_answer_seconds_count"] == 0


@pytest.mark.parametrize(
    ("of", "headers"),
    [
        (("192.0.2.7", 50_000), {}),
        (HERE, {"X-Forwarded-For": "192.0.2.7"}),
        (HERE, {"Host": "rebound.example"}),
    ],
)
def test_without_tokens_metrics_are_for_this_machine(
    collection: Collection, of: tuple[str, int], headers: dict[str, str]
) -> None:
    asked = client(collection, of=of)
    said = asked.get("/metrics", headers=headers)
    assert (said.status_code, "citera_" in said.text) == (403, False)
    assert client(collection).get("/metrics").status_code == 200


def test_with_tokens_metrics_are_for_who_has_one(collection: Collection) -> None:
    asked = client(collection, Tokens([TOKEN]), ("192.0.2.7", 50_000))
    assert asked.get("/metrics", headers=BEARER).status_code == 200
    for wrong in ({}, {"Authorization": "Bearer another"}, {"Authorization": TOKEN}):
        assert asked.get("/metrics", headers=wrong).status_code == 403


def test_an_index_in_milvus_is_not_ready_once_it_is_gone(tmp_path: Path) -> None:
    pytest.importorskip("milvus_lite")
    from index.milvus.update import update_milvus_index
    from tests.fakes import HashedTokensEmbedder, write_files

    folder = write_files(tmp_path / "documents", {"a.txt": "The quay has nine cranes.\n"})
    embedder = HashedTokensEmbedder()
    index, _ = update_milvus_index(folder, f"milvus+lite:{tmp_path / 'index.db'}", embedder)
    collection = Collection("quay", Assistant(index, embedder), tmp_path)
    asked = client(collection)
    assert asked.get("/readyz").status_code == 200
    index.connection.close()
    assert asked.get("/readyz").status_code == 503
