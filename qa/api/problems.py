"""Errors as RFC 9457 has them, in a body that OpenAI's clients read as well."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from index.errors import LoadError, StoreError
from index.messages import Message
from qa import errors
from qa.api.gate.request import Send
from qa.errors import CiteraError, TooManyRequestsError

MEDIA_TYPE = "application/problem+json"
STATUS: Mapping[type[CiteraError], int] = {
    errors.QuestionError: 400,
    errors.SettingsError: 400,
    errors.UnknownTokenError: 401,
    errors.ForbiddenRequestError: 403,
    errors.RoleError: 403,
    errors.NothingThereError: 404,
    errors.UnknownDocumentError: 404,
    errors.RequestTooSlowError: 408,
    errors.CollectionError: 409,
    errors.RequestTooLargeError: 413,
    LoadError: 422,
    errors.WrongHostError: 421,
    errors.TooManyRequestsError: 429,
    errors.LanguageModelError: 502,
    errors.BusyError: 503,
    StoreError: 503,
    errors.AnswerTooSlowError: 504,
}
"""The status of each kind of error; all others are faults of the server, 500."""
FAULT = "a fault in Citera; the server's log says where."


def problem(error: Exception) -> dict[str, Any]:
    """The problem details of an error.

    The members that RFC 9457 names, then those of a CiteraError: its class, the template of its
    message and the values in it; `error` is what OpenAI's clients look for.
    """
    status, message = _status(error), _message(error)
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": message,
        "kind": type(error).__name__ if isinstance(error, CiteraError) else None,
        "template": message.template,
        "values": {name: _plain(value) for name, value in message.values.items()},
        "error": {"message": message, "type": _openai_type(status), "param": None, "code": None},
    }


async def problem_response(request: Request, error: Exception) -> Response:
    """The problem as a response; what was sent is never repeated in it."""
    if isinstance(error.__cause__, CiteraError):  # what FastAPI says of a body that cannot be read
        error = error.__cause__
    body = problem(error)
    if isinstance(error, RequestValidationError):
        body["errors"] = [{"place": each["loc"], "message": each["msg"]} for each in error.errors()]
    return Response(_encoded(body), body["status"], _headers(error), MEDIA_TYPE)


async def send_problem(error: Exception, send: Send) -> None:
    """Answer with the problem, before any application is asked."""
    body = problem(error)
    headers = {"content-type": MEDIA_TYPE, **_headers(error)}
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": body["status"], "headers": raw})
    await send({"type": "http.response.body", "body": _encoded(body)})


def _status(error: Exception) -> int:
    if isinstance(error, RequestValidationError):
        return 422
    if isinstance(error, HTTPException):
        return error.status_code
    known = (STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    return next(known, 500)


def _message(error: Exception) -> Message:
    if isinstance(error, CiteraError):
        return error.message
    if isinstance(error, RequestValidationError):
        return Message("; ".join(told(each) for each in error.errors()))
    return Message(str(error.detail) if isinstance(error, HTTPException) else FAULT)


def told(invalid: Mapping[str, Any]) -> str:
    """What pydantic found wrong, and where; what was sent is not repeated."""
    place: Sequence[Any] = invalid["loc"]
    return f"{'.'.join(map(str, place))}: {invalid['msg']}"


def _headers(error: Exception) -> dict[str, str]:
    headers = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
    if isinstance(error, HTTPException):
        headers.update(error.headers or {})  # Allow, where a method is not
    if isinstance(error, TooManyRequestsError):
        headers["retry-after"] = str(error.message.values["seconds"])
    if isinstance(error, errors.BusyError):
        headers["retry-after"] = "1"
    if isinstance(error, errors.RequestTooLargeError | errors.RequestTooSlowError):
        headers["connection"] = "close"  # else what is on its way would be read
    if isinstance(error, errors.UnknownTokenError):
        headers["www-authenticate"] = "Bearer"
    return headers


def _openai_type(status: int) -> str:
    return "invalid_request_error" if status < 500 else "server_error"


def _plain(value: Any) -> Any:
    """A value as JSON can have it."""
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _encoded(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body).encode()
