"""Milvus's protocol on a port of this machine: milvus-lite, behind a token, maybe silent."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

import grpc
from milvus_lite.adapter.grpc.servicer import MilvusServicer
from milvus_lite.db import MilvusLite
from pymilvus.grpc_gen import milvus_pb2_grpc
from pymilvus.grpc_gen.common_pb2 import Status

TOKEN = "anna:a-token-of-these-tests"
REFUSED = "auth check failure, please check username and password are correct"  # as a server says


@dataclass(eq=False)
class Server(grpc.ServerInterceptor):  # type: ignore[misc]
    """`token`: what who asks has to send. `silent`: the calls that are never answered."""

    token: str = ""
    port: int = 0
    silent: set[str] = field(default_factory=set)
    ended: Event = field(default_factory=Event)

    @property
    def address(self) -> str:
        """That of an index there."""
        return f"milvus://127.0.0.1:{self.port}/town"

    def intercept_service(self, continuation: Callable[[Any], Any], details: Any) -> Any:
        """What answers a call."""
        handler = continuation(details)
        call, told = details.method.rpartition("/")[2], dict(details.invocation_metadata)
        is_known = told.get("authorization") == b64encode(self.token.encode()).decode()

        def answer(request: Any, context: Any) -> Any:
            if self.token and not is_known:
                context.abort(grpc.StatusCode.UNAUTHENTICATED, REFUSED)
            if call in self.silent:
                self.ended.wait()
            if call == "CreateIndex" and request.field_name == "parts":
                return Status()  # of an array: a server makes it, milvus-lite knows none
            return handler.unary_unary(request, context)

        return grpc.unary_unary_rpc_method_handler(
            answer, handler.request_deserializer, handler.response_serializer
        )


@contextmanager
def serving(data: Path, token: str = "") -> Iterator[Server]:
    """A server of what is in that folder, as long as the `with` statement."""
    server, database = Server(token), MilvusLite(str(data))
    runs = grpc.server(ThreadPoolExecutor(max_workers=8), interceptors=[server])
    milvus_pb2_grpc.add_MilvusServiceServicer_to_server(MilvusServicer(database), runs)
    server.port = runs.add_insecure_port("127.0.0.1:0")
    runs.start()
    try:
        yield server
    finally:
        server.ended.set()
        runs.stop(grace=None).wait()
        database.close()
