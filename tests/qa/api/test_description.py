"""The API's description tells of every route, parameter and member what it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from starlette.testclient import TestClient


def untold(description: dict[str, Any]) -> Iterator[str]:
    """Whatever has no text, by its place in an OpenAPI document."""
    for path, operations in description["paths"].items():
        for method, operation in operations.items():
            for each in (operation, *operation.get("parameters", [])):
                if not each.get("description"):
                    yield f"{method} {path} {each.get('name', '')}"
    problem = next(
        iter(description["paths"]["/v1/ask"]["post"]["responses"]["4XX"]["content"].values())
    )
    schemas = {**description["components"]["schemas"], "Problem": problem["schema"]}
    for name, schema in schemas.items():
        members = {"": schema, **schema.get("properties", {})}
        yield from (f"{name}.{key}" for key, each in members.items() if not each.get("description"))


def test_every_route_parameter_and_member_is_told(api: TestClient) -> None:
    description = api.get("/v1/openapi.json").json()
    assert list(untold(description)) == []


def test_what_is_not_told_is_found(api: TestClient) -> None:
    description = api.get("/v1/openapi.json").json()
    del description["components"]["schemas"]["Answer"]["properties"]["text"]["description"]
    del description["paths"]["/v1/documents"]["get"]["parameters"][0]["description"]
    assert list(untold(description)) == ["get /v1/documents after", "Answer.text"]
