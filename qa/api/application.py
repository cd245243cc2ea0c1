"""The API as an ASGI application: its routes, and what stands before them."""

from __future__ import annotations

from collections.abc import Collection as Several
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware

from qa.api.asking import Asking
from qa.api.completions.endpoints import Completions
from qa.api.documents import Documents
from qa.api.gate.gate import Gate, Limits
from qa.api.gate.request import Application
from qa.api.gate.tokens import Tokens
from qa.api.models import Problem
from qa.api.page import page
from qa.api.problems import MEDIA_TYPE, problem_response
from qa.api.workers import Workers
from qa.errors import CiteraError
from qa.library.collection import Collection
from qa.library.people.audit import Audit

PREFIX = "/v1"
WAITING_CHANGES = 8
CHANGE_SECONDS = 3_600  # reading and indexing a file; its own limits end it long before


def application(
    collection: Collection,
    *,
    tokens: Tokens | None = None,
    limits: Limits | None = None,
    hosts: Several[str] = (),
    origins: Several[str] = (),
    allow_changes: bool = False,
    audit: Audit | None = None,
) -> Application:
    """The API over `collection`; see Gate for who may ask. With `allow_changes` they may upload
    and remove documents as well, each as their role allows, which is noted in `audit`.
    """
    limits = limits or Limits()
    answering = Workers(limits.answers_at_once, limits.waiting, limits.answer_seconds)
    changing = Workers(1, WAITING_CHANGES, CHANGE_SECONDS)
    api = FastAPI(
        title="Citera",
        description="Questions over documents, answered in verbatim quotes.",
        version=version("citera"),
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,  # FastAPI's page would load scripts from elsewhere; see qa.api.page
        redoc_url=None,
        responses={"4XX": _PROBLEM, "5XX": _PROBLEM},
    )
    for room in (
        Asking(collection, answering),
        Documents(collection, changing, allow_changes=allow_changes, audit=audit),
        Completions(collection, answering),
    ):
        api.include_router(room.router(), prefix=PREFIX)
    api.add_api_route(f"{PREFIX}/", lambda: page(api.openapi()), include_in_schema=False)
    for kind in (CiteraError, HTTPException, RequestValidationError, Exception):
        api.add_exception_handler(kind, problem_response)
    gate = Gate(api, limits=limits, tokens=tokens, hosts=hosts, origins=origins)
    return _with_cors(gate, origins) if origins else gate


_PROBLEM: dict[str, Any] = {
    "description": "Why the request was not met.",
    "content": {MEDIA_TYPE: {"schema": Problem.model_json_schema()}},
}


def _with_cors(gate: Gate, origins: Several[str]) -> Application:
    """Let pages of these sites read what they are answered."""
    return CORSMiddleware(
        gate,
        allow_origins=list(origins),
        allow_methods=["GET", "POST", "DELETE"],
        allow_headers=["authorization", "content-type"],
    )
