"""The state of an index in Milvus, and the one process that may change it.

Milvus has no transaction over several rows. Each row of a passage or document therefore carries the
generation that it came with, and readers leave out those that came after the manifest they know of:
a commit is the insertion of one row, the next manifest. What it replaces is deleted at the next
commit, so that a reader one state behind still finds it; until then the manifest names it as gone.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from secrets import randbits
from time import time

from index.errors import IndexLockedError, IndexMismatchError, StoreError
from index.index import Indexing
from index.messages import Message
from index.milvus.connection import Connection, Row
from index.milvus.rows import key_of, readable
from index.milvus.schema import FORMAT, UNUSED
from index.split.passages import SplitSettings
from index.store.manifest import SourceStamp

LEASE_SECONDS = 120.0  # that a writer who is silent is waited for
_KEPT = 2  # manifests


@dataclass(frozen=True, slots=True)
class Counts:
    """Of the passages of one language: how many, and their terms. `average`: a passage's length
    when the language was first indexed, by which the words of passages are weighed there.
    """

    passages: int
    terms: int
    average: float


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one state of the index is. `gone`: versions of documents that it does not show.
    `texts`: the URL of the folder where their texts are; "" where they are in Milvus.
    """

    embedder: str
    dimension: int
    split: SplitSettings
    format: int = FORMAT
    generation: int = 0
    documents: int = 0
    sentences: int = 0
    languages: Mapping[str, Counts] = field(default_factory=dict)
    gone: tuple[int, ...] = ()
    indexing: Indexing = Indexing(0, 0.0)  # noqa: RUF009 (frozen)
    texts: str = ""

    @property
    def passages(self) -> int:
        """How many there are in all languages."""
        return sum(each.passages for each in self.languages.values())

    @property
    def shown(self) -> str:
        """The expression that the rows of what it shows meet."""
        without = f" and version not in {list(self.gone)}" if self.gone else ""
        return f"generation <= {self.generation}{without}"


def read_manifest(connection: Connection) -> Manifest | None:
    """The newest state; None where nothing was ever committed. Raises IndexMismatchError for one
    that another version of Citera made.
    """
    rows = connection.query("state", 'kind == "manifest"', ["key", "value"])
    if not rows:
        return None
    with readable("state", connection.address):
        fields = json.loads(max(rows, key=lambda row: int(row["key"]))["value"])
        found = fields.get("format")
    if found != FORMAT:
        raise IndexMismatchError(
            "the index at {folder!r} has format {found!r}, this version reads {expected}; make it "
            "again under another name with: citera index DOCS --out ADDRESS",
            folder=connection.address.text,
            found=found,
            expected=FORMAT,
        )
    with readable("state", connection.address):
        return Manifest(
            **fields
            | {
                "split": SplitSettings(**fields["split"]),
                "indexing": Indexing(**fields["indexing"]),
                "languages": {code: Counts(**each) for code, each in fields["languages"].items()},
                "gone": tuple(fields["gone"]),
            }
        )


def write_manifest(connection: Connection, manifest: Manifest) -> None:
    """Make it the newest, and forget those before the last."""
    connection.insert(
        "state", [_row(manifest.generation, "manifest", json.dumps(asdict(manifest)))]
    )
    old = manifest.generation - _KEPT + 1
    connection.delete("state", f'kind == "manifest" and key < {old}')


def read_stamps(connection: Connection) -> dict[str, SourceStamp]:
    """What the files were when they were read, by document id."""
    rows = list(connection.read_all("state", 'kind == "file"', ["value"]))
    with readable("state", connection.address):
        named = (json.loads(row["value"]) for row in rows)
        return {name: SourceStamp.decoded(stamp) for name, stamp in named}


def write_stamps(
    connection: Connection, before: Mapping[str, SourceStamp], now: Mapping[str, SourceStamp]
) -> None:
    """Keep the stamps that are not as they were `before`, and none that are no longer there."""
    rows = [
        _row(key_of("file", name), "file", json.dumps([name, stamp.encoded()]))
        for name, stamp in now.items()
        if before.get(name) != stamp
    ]
    connection.upsert("state", rows)
    gone = [key_of("file", name) for name in before.keys() - now.keys()]
    connection.delete_where("state", "key", gone)


def _row(key: int, kind: str, value: str) -> Row:
    return {"key": key, "kind": kind, "value": value, "unused": UNUSED}


@dataclass(frozen=True, slots=True)
class _Holder:
    """Who writes: until when, in seconds since 1970, unless it says so again."""

    machine: str
    process: int
    until: float

    @property
    def is_gone(self) -> bool:
        """Whether it surely writes no more."""
        if self.until < time():
            return True
        if self.machine != socket.gethostname():
            return False
        try:
            os.kill(self.process, 0)
        except ProcessLookupError:
            return True
        except OSError:
            pass
        return False


class Lease:
    """The right to write the index, which one process has at a time."""

    def __init__(self, connection: Connection) -> None:
        """Take it, or raise IndexLockedError. Who asks at the same time is refused, maybe both."""
        self._connection = connection
        self._key = randbits(62)
        self._renewed = time()
        connection.insert("state", [self._signed()])
        others = self._holders()
        del others[self._key]
        held = [holder for holder in others.values() if not holder.is_gone]
        if held:
            self.give_back()
            raise self._refused(held[0])
        connection.delete_where("state", "key", list(others))

    def renew(self) -> None:
        """Hold it on. Raises IndexLockedError where it ended, and another took it meanwhile."""
        if self._key not in self._holders():
            raise IndexLockedError(
                "another process took over the writing of the index at {folder!r}, of which this "
                "one said nothing for {seconds:.0f} seconds; run the command again.",
                folder=self._connection.address.text,
                seconds=time() - self._renewed,
            )
        self._renewed = time()
        self._connection.upsert("state", [self._signed()])

    def keep(self) -> None:
        """Renew it where that was not done for a while; to be called again and again."""
        if time() - self._renewed > LEASE_SECONDS / 4:
            self.renew()

    def give_back(self) -> None:
        """Let others write."""
        self._connection.delete_where("state", "key", [self._key])

    def _signed(self) -> Row:
        holder = _Holder(socket.gethostname(), os.getpid(), time() + LEASE_SECONDS)
        return _row(self._key, "lease", json.dumps(asdict(holder)))

    def _holders(self) -> dict[int, _Holder]:
        rows = self._connection.query("state", 'kind == "lease"', ["key", "value"])
        with readable("state", self._connection.address):
            return {int(row["key"]): _Holder(**json.loads(row["value"])) for row in rows}

    def _refused(self, holder: _Holder) -> IndexLockedError:
        return IndexLockedError(
            "another process{process} is writing the index at {folder!r}; wait for it to end, or "
            "where it was killed, {seconds:.0f} seconds.",
            process=Message(
                " (number {number} on {machine!r})", number=holder.process, machine=holder.machine
            ),
            folder=self._connection.address.text,
            seconds=max(1.0, holder.until - time()),
        )


@contextmanager
def lease_of(connection: Connection) -> Iterator[Lease]:
    """Be the one writer. Raises IndexLockedError at once where another is."""
    lease = Lease(connection)
    try:
        yield lease
    finally:
        with suppress(StoreError):  # it ends by itself
            lease.give_back()
