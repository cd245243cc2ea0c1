"""Files are read and embedded by the machines of a Ray cluster. The only file that imports ray.

The one that writes sends each file's bytes, from a folder or a store, so that no other machine
needs to reach the documents.
A worker is a process of Ray's that keeps its model; what a lost one had to do is done by another.
"""

from __future__ import annotations

import logging
import os
import re
import socket
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from index.changes import ReadFile
from index.cluster.making import Made, Order, SentFile, make
from index.embed.protocol import Embedder
from index.errors import CiteraError, ClusterError, LoadError
from index.index import Indexing
from index.load import File, SourceFile
from index.messages import Message, reason_of
from index.update import COMMIT_SECONDS, MAX_CHARACTERS

if TYPE_CHECKING:
    from index.settings import IndexSettings

CONNECT_SECONDS = 10.0
KEEP_SECONDS = 1.0  # between two signs of life while nothing is ready
MAX_TRIES = 5  # again where a worker or its machine was lost: a file that kills each is named
FILES_AT_ONCE = 16  # in one task
BYTES_AT_ONCE = 200_000  # in one task of several files: some ten seconds of a processor
TASKS_A_WORKER = 2  # that it need not wait for the next
MAX_BYTES = 500_000_000  # of files that are on their way, or one file: bounds memory

_ADDRESS = re.compile(r"(?:ray://)?(?P<host>[\w.-]+|\[[\da-fA-F:.]+\]):(?P<port>\d{1,5})", re.ASCII)


class Cluster:
    """A Ray cluster; in a `with` statement, one at a time."""

    def __init__(self, address: str, load: partial[Any], on_gpu: bool = False) -> None:
        """Join the cluster at `address`: HOST:PORT of its head, from a machine that is part of it,
        or ray://HOST:PORT. "" is the one that runs on this machine, or else one made of it alone.
        Raises ClusterError.

        `load` loads the embedder, on every machine; `on_gpu`: it runs on a GPU where there is one.
        """
        self._load = load
        self._on_gpu = on_gpu
        self._address = address
        _join(address)

    def __enter__(self) -> Cluster:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        import ray

        ray.shutdown()

    def reader(
        self, settings: IndexSettings, embedder: Embedder, keep: Callable[[], None]
    ) -> ClusterReader:
        """What reads files with these settings; `keep` is called again and again meanwhile."""
        return ClusterReader(Order(self._load, embedder.name, settings), self._on_gpu, keep)


@dataclass(frozen=True, slots=True)
class _Task:
    """Some files, each with its bytes or why there are none."""

    files: list[tuple[SourceFile, SentFile | LoadError]]

    @property
    def sent(self) -> list[SentFile]:
        return [sent for _, sent in self.files if isinstance(sent, SentFile)]

    @property
    def size(self) -> int:
        return sum(len(each.data) for each in self.sent)


class ClusterReader:
    """Has files read and embedded by the workers of a cluster."""

    max_seconds = COMMIT_SECONDS
    max_characters = MAX_CHARACTERS

    def __init__(self, order: Order, on_gpu: bool, keep: Callable[[], None]) -> None:
        import ray

        self._order = ray.put(order)
        self._on_gpu = on_gpu
        self._keep = keep

    def read(self, sources: Iterator[SourceFile]) -> Generator[ReadFile]:
        """What each file holds, with its segment, as the workers get done."""
        import ray

        tasks = _tasks(sources)
        resource = self._resource()
        options: dict[str, Any] = {"num_gpus": 1} if resource == "GPU" else {"num_cpus": 1}
        # Without max_calls, a worker with a GPU would load its model for every task.
        remote = ray.remote(max_retries=MAX_TRIES, max_calls=0, **options)(make)
        running: dict[Any, _Task] = {}
        try:
            while True:
                workers = max(1, int(ray.cluster_resources().get(resource, 0)))
                while self._has_room(running, workers) and (task := next(tasks, None)):
                    running[remote.remote(task.sent, self._order)] = task
                if not running:
                    return
                ready, _ = ray.wait(list(running), timeout=KEEP_SECONDS)
                self._keep()
                for each in ready:
                    task = running.pop(each)
                    yield from _read_files(task, _result(each, task))
        finally:
            for each in running:
                ray.cancel(each)

    def _resource(self) -> str:
        import ray

        return "GPU" if self._on_gpu and ray.cluster_resources().get("GPU") else "CPU"

    def _has_room(self, running: dict[Any, _Task], workers: int) -> bool:
        under_way = sum(task.size for task in running.values())
        return len(running) < TASKS_A_WORKER * workers and under_way < MAX_BYTES


def _tasks(sources: Iterator[SourceFile]) -> Iterator[_Task]:
    with ThreadPoolExecutor(FILES_AT_ONCE) as readers:  # a store may take long to send a file
        for some in _groups(sources):
            yield _Task(list(zip(some, readers.map(_sent, some), strict=True)))


def _groups(sources: Iterator[SourceFile]) -> Iterator[list[SourceFile]]:
    group, size = list[SourceFile](), 0
    for source in sources:
        group.append(source)
        size += _size(source.path)
        if len(group) >= FILES_AT_ONCE or size >= BYTES_AT_ONCE:
            yield group
            group, size = [], 0
    if group:
        yield group


def _size(file: File) -> int:
    try:
        return file.stat().st_size if isinstance(file, Path) else file.size
    except OSError:  # told when it is read
        return 0


def _sent(source: SourceFile) -> SentFile | LoadError:
    try:
        suffix = os.path.splitext(source.path.name)[1]
        return SentFile(source.id, suffix, source.path.read_bytes())
    except OSError as error:
        return LoadError(
            "{name!r} {reason}",
            name=source.id,
            reason=Message(
                "cannot be read ({reason}); check its permissions", reason=reason_of(error)
            ),
        )


def _read_files(task: _Task, made: Made) -> Iterator[ReadFile]:
    indexing = made.indexing  # of all of them, told with the first
    for source, sent in task.files:
        segment, row = made.segment, None
        if segment is not None:
            row = segment.document_ids.place_of(source.id)
        if isinstance(sent, LoadError):
            yield ReadFile(source, sent)
        elif segment is None or row is None:
            yield ReadFile(source, LoadError(made.refused[source.id]), limits=made.limits)
        else:
            yield ReadFile(source, segment.document(row), segment, indexing)
            indexing = Indexing(0, 0.0)


def _result(reference: Any, task: _Task) -> Made:
    import ray
    from ray.exceptions import RayError, RayTaskError

    try:
        made: Made = ray.get(reference)
    except RayError as error:
        cause = error.cause if isinstance(error, RayTaskError) else error
        if isinstance(cause, CiteraError):
            raise cause from error
        first, *_ = str(cause).splitlines() or [""]
        raise ClusterError(
            "no machine of the Ray cluster can read and embed the files {first!r} to {last!r} "
            "({kind}: {reason}); leave one after the other out with --exclude to find which.",
            first=task.files[0][0].id,
            last=task.files[-1][0].id,
            kind=type(cause).__name__,
            reason=first,
        ) from error
    return made


def _join(address: str) -> None:
    if find_spec("ray") is None:
        raise ClusterError(
            "--ray needs the package ray; install it with: pip install 'citera[ray]'"
        )
    _check_answers(address)
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # nothing is reported to its makers
    import ray

    try:
        ray.init(address or None, log_to_driver=False, logging_level=logging.ERROR)
    except Exception as error:  # of many kinds; whatever it is, there is no cluster
        first, *_ = str(error).splitlines() or [""]
        raise ClusterError(
            "the Ray cluster at {address!r} cannot be joined ({reason}); see whether it runs, with "
            "the same versions of Ray and Python: ray status --address {address}",
            address=address or "this machine",
            reason=first,
        ) from error


def _check_answers(address: str) -> None:
    """Raise ClusterError where nobody listens there: Ray itself would try for minutes."""
    if address in ("", "auto", "local"):
        return
    parts = _ADDRESS.fullmatch(address)
    if parts is None:
        raise ClusterError(
            "{address!r} is no address of a Ray cluster; give HOST:PORT of its head, or "
            "ray://HOST:PORT.",
            address=address,
        )
    try:
        place = parts["host"].strip("[]"), int(parts["port"])
        socket.create_connection(place, CONNECT_SECONDS).close()
    except (OSError, OverflowError) as error:
        raise ClusterError(
            "nobody answers at {address!r} ({reason}); start the cluster's head with: "
            "ray start --head --port 6379",
            address=address,
            reason=reason_of(error) if isinstance(error, OSError) else error,
        ) from error
