"""The file that a document was read from, as the server gives it out: never as a page of its own.

A file may be anything, HTML with scripts too. What browsers show without running what is in it is
opened; all else is only to be saved.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from starlette.responses import FileResponse

OPENED = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
"""The media types of files that a browser may show, by suffix."""


def media_type_to_show(document_id: str) -> str | None:
    """The media type of a document's file that a browser may show; None for others."""
    return OPENED.get(PurePosixPath(document_id).suffix.lower())


def original(path: Path, document_id: str, to_save: bool) -> FileResponse:
    """The file under its own name, to be saved, or shown where that is safe."""
    media_type = None if to_save else media_type_to_show(document_id)
    return FileResponse(
        path,
        media_type=media_type or "application/octet-stream",
        filename=PurePosixPath(document_id).name,
        content_disposition_type="inline" if media_type else "attachment",
        headers={"cross-origin-resource-policy": "same-origin", "cache-control": "no-store"},
    )
