"""Many people at once: how long they wait, whether each gets their own answer, and the memory.

    python -m eval.bench.load

starts the app over the sample corpus as a user would, and asks it over HTTP.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from secrets import token_hex
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from eval.report.terminal import load_sets
from qa import Assistant
from qa.library.cache import sample_corpus

if TYPE_CHECKING:
    import httpx

COMMAND = "from qa.cli.main import main; main()"
WAIT = 300.0  # seconds
ALONE = 40  # questions asked one after the other, for the time of one answer
AT_A_TIME = 10  # of them, before they are asked in another way
MEGABYTE = 1024  # of the kilobytes that the kernel counts in


@dataclass(frozen=True, slots=True)
class Response:
    """A question, what came back for it, and how many seconds that took."""

    question: str
    answer: dict[str, Any]
    seconds: float

    @property
    def said(self) -> tuple[str, str]:
        """The question that was answered, and the answer."""
        return self.answer["question"], self.answer["text"]


@click.command()
@click.option("--people", default=20, help="Who ask at once.")
@click.option("--questions", default=2_000, help="How many are asked for the memory.")
def main(people: int, questions: int) -> None:
    """Print how the app bears it."""
    texts = list(dict.fromkeys(each.question for each in load_sets(["sample"], "tune")))
    with TemporaryDirectory() as data, _app(Path(data)) as (address, process):
        ask_all(address, texts[:5], 1)  # what is loaded at first
        asked = list(islice(cycle(texts), ALONE))
        one = median(each.seconds for each in ask_all(address, asked, 1))
        expected = dict(each.said for each in ask_all(address, texts, 4))
        print(f"one person: {1000 * one:.0f} ms an answer (median of {ALONE})")
        _print_processor_time(address, process.pid, asked)
        for round_number in range(1, 4):
            _print_round(round_number, _at_once(address, texts, people), one, expected)
        _print_memory(address, process.pid, texts, people, questions, expected)
        _print_upload(address, texts, people)


def ask_all(address: str, questions: Sequence[str], people: int) -> list[Response]:
    """Ask the questions, `people` of them at a time."""
    with ThreadPoolExecutor(people) as pool:
        return list(pool.map(lambda question: ask(address, question), questions))


def ask(address: str, question: str) -> Response:
    """Ask over HTTP, as any program."""
    import httpx

    started = perf_counter()
    with httpx.Client(base_url=address, timeout=WAIT) as http:
        event = http.post("/gradio_api/call/ask", json={"data": [question]}).json()["event_id"]
        events = http.get(f"/gradio_api/call/ask/{event}").text
    data = re.findall(r"event: complete\ndata: (.*)", events)
    if not data:
        raise RuntimeError(f"no answer to {question!r}: {events!r:.500}")
    return Response(question, json.loads(data[0])[0], perf_counter() - started)


def _print_processor_time(address: str, server: int, asked: Sequence[str]) -> None:
    """What an answer takes in a program, and takes the server by each way to ask it, in turn."""
    import httpx

    assistant, own = Assistant.from_documents(sample_corpus()), os.getpid()
    page = PageInUse(httpx.Client(base_url=address, timeout=WAIT))
    ways: list[tuple[str, int, Callable[[str], object]]] = [
        ("Assistant.ask in a program", own, assistant.ask),
        ("the HTTP API", server, lambda question: ask_api(address, question)),
        ("the endpoint /ask", server, lambda question: ask(address, question)),
        ("the page", server, page.ask),
    ]
    seconds = dict.fromkeys((name for name, *_ in ways), 0.0)
    for question in asked[:5]:  # what is loaded at first
        for _, _, ask_so in ways:
            ask_so(question)
    for part in batched(asked, AT_A_TIME):
        for name, process, ask_so in ways:
            before = _processor_time(process)
            for question in part:
                ask_so(question)
            seconds[name] += _processor_time(process) - before
    called = seconds[ways[0][0]]
    for name, taken in seconds.items():
        each = 1000 * taken / len(asked)
        print(f"processor time of an answer by {name}: {each:.0f} ms = {taken / called:.2f} x")


def batched(items: Sequence[str], count: int) -> Iterator[Sequence[str]]:
    """The items, so many at a time."""
    for start in range(0, len(items), count):
        yield items[start : start + count]


def ask_api(address: str, question: str) -> dict[str, Any]:
    """Ask the HTTP API."""
    import httpx

    with httpx.Client(base_url=address, timeout=WAIT) as http:
        reply = http.post("/v1/ask", json={"question": question}).raise_for_status()
    answer: dict[str, Any] = reply.json()
    return answer


class PageInUse:
    """Asks as the page does that a visitor has open; each question in a conversation of its own."""

    def __init__(self, page: httpx.Client) -> None:
        """Open the page that the client's address serves."""
        self._page = page
        self._number = _opened_page(page, "answer")

    def ask(self, question: str) -> str:
        """All that the server streams to the page."""
        data = [question, False, None, []]
        call = {"fn_index": self._number, "data": data, "session_hash": token_hex()}
        return _called(self._page, call)


def _processor_time(pid: int) -> float:
    """Seconds of processor time that the process has taken so far: utime and stime in /proc
    (Linux).
    """
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _at_once(address: str, texts: Sequence[str], people: int) -> list[Response]:
    return ask_all(address, list(islice(cycle(texts), people)), people)


def _print_round(number: int, asked: Sequence[Response], one: float, expected: Any) -> None:
    longest = max(each.seconds for each in asked)
    print(
        f"round {number}: {len(asked)} people at once: longest wait {longest:.2f} s = "
        f"{longest / one:.1f} answers' time; {_wrong(asked, expected)} wrong answers"
    )


def _wrong(asked: Sequence[Response], expected: dict[str, str]) -> int:
    """How many got another question's answer, or another one than when asked alone."""
    return sum(each.said != (each.question, expected[each.question]) for each in asked)


def _print_memory(
    address: str, pid: int, texts: Sequence[str], people: int, questions: int, expected: Any
) -> None:
    wrong, tenth = 0, max(1, questions // 10)
    sizes = [_megabytes(pid)]
    queue = cycle(texts)
    for _ in range(10):
        wrong += _wrong(ask_all(address, list(islice(queue, tenth)), people), expected)
        sizes.append(_megabytes(pid))
    print(f"memory after each {tenth} questions: {', '.join(map(str, sizes))} MB")
    print(f"{10 * tenth} questions: {wrong} wrong answers")


def _megabytes(pid: int) -> int:
    """What the process holds in memory: VmRSS in /proc (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) // MEGABYTE if found else 0


def _print_upload(address: str, texts: Sequence[str], people: int) -> None:
    """Upload a document while people ask, and ask for it then."""
    with ThreadPoolExecutor(people) as pool:
        running = [pool.submit(ask, address, each) for each in islice(cycle(texts), 5 * people)]
        started = perf_counter()
        upload(address, "lighthouse.txt", "The lighthouse of Ellery has 312 steps.\n")
        seconds = perf_counter() - started
        new = ask(address, "How many steps does the lighthouse of Ellery have?")
        answered = [each.result() for each in running]
    own = sum(each.question == each.answer["question"] for each in answered)
    print(
        f"upload while {people} people asked: {seconds:.1f} s; {own} of {len(answered)} got the "
        f"answer to their own question; the document was asked: {'312' in new.answer['text']}"
    )


def upload(address: str, name: str, text: str) -> None:
    """Add a document, as the page does."""
    import httpx

    with httpx.Client(base_url=address, timeout=WAIT) as page:
        number = _opened_page(page, "upload")
        (path,) = page.post("/gradio_api/upload", files={"files": (name, text)}).json()
        file = {"path": path, "orig_name": name, "meta": {"_type": "gradio.FileData"}}
        _called(page, {"fn_index": number, "data": [[file]], "session_hash": token_hex()})


def _opened_page(page: httpx.Client, function: str) -> int:
    """The number of one of the page's functions; the client is the page from then on."""
    page.get("/")  # brings the page's cookie
    functions = page.get("/config").json()["dependencies"]
    number: int = next(each["id"] for each in functions if each["api_name"] == function)
    return number


def _called(page: httpx.Client, call: dict[str, Any]) -> str:
    """What comes of a call of one of the page's functions, until it is done."""
    page.post("/gradio_api/queue/join", json=call).raise_for_status()
    query, said = {"session_hash": call["session_hash"]}, []
    with page.stream("GET", "/gradio_api/queue/data", params=query) as stream:
        for line in stream.iter_lines():
            said.append(line)
            if "process_completed" in line:
                break
    return "\n".join(said)


@contextmanager
def _app(data: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    command = [sys.executable, "-c", COMMAND, "app", "--port", "0", "--data", str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            found = re.search(r"http://[^ ]+\d", server.stdout.readline())
            if found is None:
                raise RuntimeError("the app did not start; see what it printed")
            yield found.group(), server
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
