"""The API's description as a page for people, which loads nothing and runs no script."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.responses import HTMLResponse

from qa.markup import templates

TEMPLATES = Path(__file__).with_name("templates")
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    "x-content-type-options": "nosniff",
}


def page(description: Mapping[str, Any]) -> HTMLResponse:
    """The page of an OpenAPI document: its routes, then the types of what they take and give."""
    shown = templates(TEMPLATES).get_template("description.html").render(api=description)
    return HTMLResponse(shown, headers=HEADERS)
