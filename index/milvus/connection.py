"""What is asked of Milvus. The only file that imports pymilvus; none of its types leaves it.

Every call is one that a server of version 2.5 documents.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import Any, Literal, TypeVar

from index.errors import IndexMismatchError, IndexNotFoundError, StoreError
from index.milvus.address import TOKEN, Address, token
from index.milvus.schema import COLLECTIONS, Field

TIMEOUT = 30.0  # seconds for an answer
CONNECT_SECONDS = 10.0
ROWS_AT_ONCE = 200  # inserted: some megabytes, of the 64 that a server takes
KEYS_AT_ONCE = 2_000  # asked for or deleted
READ_AT_ONCE = 1_000  # rows, where all are read
MAX_REASON = 300  # characters

Row = dict[str, Any]
Consistency = Literal["Strong", "Bounded"]
_REFUSES = re.compile(
    r"auth\w* (check )?fail|unauthenticated|missing authorization|invalid token|permission den",
    re.IGNORECASE,
)
_NO_FILE = "PYTHON_DOTENV_DISABLED"
_Each = TypeVar("_Each")


class Connection:
    """A client of one Milvus, and the collections of one index in it.

    Every method raises StoreError where there is no answer, or another than one expects.
    """

    def __init__(self, address: Address) -> None:
        """Connect, within CONNECT_SECONDS."""
        _check_possible(address)
        # Its notes on pings and handshakes are for nobody here; it is read when grpc is imported.
        os.environ.setdefault("GRPC_VERBOSITY", "NONE")
        _import_client()
        from grpc import FutureTimeoutError, RpcError  # what pymilvus speaks, and lets through
        from pymilvus import MilvusClient, MilvusException

        # It logs what it raises, with a traceback.
        for name in ("pymilvus", "milvus_lite"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        self.address = address
        self._failures = MilvusException, RpcError, FutureTimeoutError
        self._made_file = address.is_absent
        self._is_dropped = False
        given = {"uri": address.uri, "timeout": CONNECT_SECONDS}
        if not address.is_file:
            given["token"] = token()
        try:
            self._client = MilvusClient(**given)
        except Exception as error:  # of a file also OSError and its own kinds
            raise self._failed(error) from error

    def close(self) -> None:
        """Let go of the server, or of the file."""
        self._client.close()
        if self._is_dropped and self._made_file:
            shutil.rmtree(self.address.uri)

    def drop(self) -> None:
        """Drop the index's collections; a file that this connection made goes when it is closed."""
        for name in COLLECTIONS:
            self._ask("drop_collection", self._named(name))
        self._is_dropped = True

    def exists(self) -> bool:
        """Whether the index has been made: its collections are made one after the other."""
        return all(self._ask("has_collection", self._named(each)) for each in COLLECTIONS)

    def load(self) -> None:
        """Have the collections in memory; those of a file are not, at first. Raises
        IndexMismatchError for collections of another make.
        """
        for name in COLLECTIONS:
            self._check_make(name)
            state = self._ask("get_load_state", self._named(name))["state"]
            if str(getattr(state, "name", state)) != "Loaded":
                self._ask("load_collection", self._named(name))

    def create(self, dimension: int) -> None:
        """Make what is not there yet of the collections, for vectors of that dimension. Raises
        IndexMismatchError for collections of another make, before any is made.
        """
        there = [name for name in COLLECTIONS if self._ask("has_collection", self._named(name))]
        for name in there:
            self._check_make(name, dimension)
        for name, fields in COLLECTIONS.items():
            if name not in there:
                self._create(name, fields, dimension)
            self._make_searchable(name, fields)

    def _check_make(self, name: str, dimension: int | None = None) -> None:
        """Raise IndexMismatchError where a collection has not the fields that it is to have."""
        from pymilvus import DataType

        described = self._ask("describe_collection", self._named(name))["fields"]
        there = {each["name"]: each for each in described}
        for field in COLLECTIONS[name]:
            found = there.get(field.name)
            size = dimension if field.name == "vector" else None
            if (
                found is None
                or found["type"] != DataType[field.kind]
                or size not in (None, found["params"].get("dim"))
            ):
                raise IndexMismatchError(
                    "the collection {collection!r} at {address!r} was made by another program, "
                    "version or model (see its field {field!r}); give the index another name.",
                    collection=self._named(name),
                    address=self.address.text,
                    field=field.name,
                )

    def _create(self, name: str, fields: Sequence[Field], dimension: int) -> None:
        from pymilvus import DataType, MilvusClient

        schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
        for field in fields:
            options = dict(field.options)
            if "element_type" in options:
                options["element_type"] = DataType[options["element_type"]]
            if field.kind == "FLOAT_VECTOR":
                options.setdefault("dim", dimension)
            schema.add_field(field.name, DataType[field.kind], **options)
        named = self._named(name)
        self._ask("create_collection", named, schema=schema, consistency_level="Bounded")

    def _make_searchable(self, name: str, fields: Sequence[Field]) -> None:
        """Make the indexes that are missing, and load the collection."""
        from pymilvus import MilvusClient

        there = self._ask("list_indexes", self._named(name))
        for field in fields:
            unknown = self.address.is_file and field.kind == "ARRAY"  # to milvus-lite
            if field.index and field.name not in there and not unknown:
                indexes = MilvusClient.prepare_index_params()
                indexes.add_index(field.name, index_name=field.name, **field.index)
                self._ask("create_index", self._named(name), indexes, sync=False)
        self._ask("load_collection", self._named(name))

    def insert(self, collection: str, rows: Sequence[Row]) -> None:
        """Add rows whose keys are new."""
        for some in _runs(rows, ROWS_AT_ONCE):
            self._ask("insert", self._named(collection), some)

    def upsert(self, collection: str, rows: Sequence[Row]) -> None:
        """Put rows in place of those of the same keys."""
        for some in _runs(rows, ROWS_AT_ONCE):
            self._ask("upsert", self._named(collection), some)

    def delete(self, collection: str, condition: str) -> None:
        """Delete the rows that meet an expression."""
        self._ask("delete", self._named(collection), filter=condition)

    def delete_where(self, collection: str, field: str, values: Sequence[int]) -> None:
        """Delete the rows that have one of some numbers in a field."""
        for some in _runs(values, KEYS_AT_ONCE):
            self.delete(collection, f"{field} in {some}")

    def query(
        self,
        collection: str,
        condition: str,
        fields: Sequence[str],
        level: Consistency = "Strong",
    ) -> list[Row]:
        """These fields of the rows that meet an expression; as many as a server gives at once."""
        found: list[Row] = self._ask(
            "query",
            self._named(collection),
            filter=condition,
            output_fields=list(fields),
            consistency_level=level,
        )
        return [dict(row) for row in found]

    def query_where(
        self,
        collection: str,
        field: str,
        values: Sequence[int],
        fields: Sequence[str],
        condition: str = "",
        level: Consistency = "Strong",
    ) -> Iterator[Row]:
        """These fields of the rows with one of some numbers in a field that meet a condition."""
        also = f" and {condition}" if condition else ""
        for some in _runs(values, KEYS_AT_ONCE):
            yield from self.query(collection, f"{field} in {some}{also}", fields, level)

    def read_all(self, collection: str, condition: str, fields: Sequence[str]) -> Iterator[Row]:
        """These fields of all rows that meet an expression, however many."""
        rows = self._ask(
            "query_iterator",
            self._named(collection),
            filter=condition,
            output_fields=list(fields),
            batch_size=READ_AT_ONCE,
            consistency_level="Strong",
        )
        try:
            while some := self._answered(rows.next):
                yield from (dict(row) for row in some)
        finally:
            rows.close()

    def nearest(
        self,
        vectors: Mapping[str, tuple[Any, int]],
        condition: str,
        fields: Sequence[str],
        level: Consistency,
    ) -> list[Row]:
        """The passages nearest to each of one or two vectors, given by field with how many, in no
        particular order.
        """
        from pymilvus import AnnSearchRequest, RRFRanker

        if len(vectors) == 1:
            ((field, (vector, k)),) = vectors.items()
            found = self._ask(
                "search",
                self._named("passages"),
                data=[vector],
                anns_field=field,
                limit=k,
                filter=condition,
                search_params={"metric_type": "IP"},
                output_fields=list(fields),
                consistency_level=level,
            )
        else:
            requests = [
                AnnSearchRequest([vector], field, {"metric_type": "IP"}, k, expr=condition)
                for field, (vector, k) in vectors.items()
            ]
            found = self._ask(
                "hybrid_search",
                self._named("passages"),
                requests,
                RRFRanker(),
                sum(k for _, k in vectors.values()),
                output_fields=list(fields),
                consistency_level=level,
            )
        return [dict(hit["entity"]) for hit in found[0]]

    def _named(self, collection: str) -> str:
        return f"{self.address.name}_{collection}"

    def _ask(self, call: str, *args: Any, **values: Any) -> Any:
        return self._answered(getattr(self._client, call), *args, timeout=TIMEOUT, **values)

    def _answered(self, call: Any, *args: Any, **values: Any) -> Any:
        try:
            return call(*args, **values)
        except self._failures as error:
            raise self._failed(error) from error

    def _failed(self, error: Exception) -> StoreError:
        reason = " ".join(_told(error).split())[:MAX_REASON]
        if self.address.is_file and "Open local milvus failed" in reason:
            return StoreError(
                "{address!r} cannot be opened: another process has it open, or it is no index; end "
                "that process, or name another file.",
                address=self.address.text,
            )
        if _REFUSES.search(reason):
            return StoreError(
                "Milvus at {address!r} refuses the token in {variable} ({reason}); give one that "
                "may read and write there.",
                address=self.address.text,
                variable=TOKEN,
                reason=reason,
            )
        return StoreError(
            "Milvus at {address!r} does not answer as it should ({reason}); see whether it runs "
            "and is reached from here.",
            address=self.address.text,
            reason=reason,
        )


def _import_client() -> None:
    """Import pymilvus, but for the variables that it would take from a file .env: one above its own
    folder or, in a notebook, where one works, which may be among documents.
    """
    if "pymilvus" in sys.modules:
        return
    before = os.environ.get(_NO_FILE)
    os.environ[_NO_FILE] = "1"
    try:
        import pymilvus as pymilvus
    finally:
        del os.environ[_NO_FILE]
        if before is not None:
            os.environ[_NO_FILE] = before


def no_index(address: Address) -> IndexNotFoundError:
    """The error that says so."""
    return IndexNotFoundError(
        "there is no index in {folder!r}; make one with: citera index DOCS --out {folder!r}",
        folder=address.text,
    )


def _told(error: Exception) -> str:
    """What an error says, and the one that it comes of, without the rest of what they know."""
    said: list[str] = []
    for each in (error, error.__cause__):  # which may be itself
        details = getattr(each, "details", None)  # of gRPC's own
        text = details() if callable(details) else getattr(each, "message", "")
        said.append(str(text or each or ""))
    return said[0] if said[1] in said[0] else ": ".join(said)


def _runs(each: Sequence[_Each], size: int) -> Iterator[list[_Each]]:
    return (list(each[start : start + size]) for start in range(0, len(each), size))


def _check_possible(address: Address) -> None:
    if address.is_absent and not os.path.isdir(os.path.dirname(address.uri)):
        raise StoreError(
            "the folder that {address!r} is to be in is not there; make it, or name another.",
            address=address.text,
        )
    for package in ("pymilvus", *(["milvus_lite"] if address.is_file else [])):
        if find_spec(package) is None:
            raise StoreError(
                "{address!r} needs the package {package}; install it with: "
                "pip install 'citera[milvus]'",
                address=address.text,
                package=package,
            )
