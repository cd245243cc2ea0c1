"""Files at a URL, as of an object store: which there are, and their bytes. The only file that
imports fsspec, which reaches s3://, gs:// and others, each by a package of its own.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote, urlsplit

from index.errors import NothingToIndexError

MAX_REASON = 300  # characters
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_WEB = ("http", "https")
# By what stores of several kinds tell that a file is another than it was.
_TELLING = (
    *("ETag", "etag", "md5Hash", "md5", "content_md5", "crc32c", "generation", "VersionId"),
    *("LastModified", "last_modified", "mtime", "modified", "modify", "updated", "created"),
)


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file of a store. `version` is another where its bytes are, as far as the store tells; ""
    where it tells nothing.
    """

    path: str
    size: int
    version: str
    filesystem: Any = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """The last part of its path."""
        return posixpath.basename(self.path)

    def read_bytes(self) -> bytes:
        """Its bytes, no more than it had when it was listed. Raises OSError."""
        if not self.size:
            return b""
        try:
            data: bytes = self.filesystem.cat_file(self.path, start=0, end=self.size + 1)
        except Exception as error:  # each store has errors of its own
            raise OSError(0, told(error), self.path) from error
        if len(data) != self.size:
            raise OSError(0, "it changed meanwhile", self.path)
        return data

    @contextmanager
    def copied(self) -> Iterator[Path]:
        """A copy on this machine, of which only the suffix is the store's. Raises OSError."""
        with TemporaryDirectory() as folder:
            path = Path(folder, f"document{posixpath.splitext(self.name)[1]}")
            path.write_bytes(self.read_bytes())
            yield path


def is_url(documents: object) -> bool:
    """Whether documents are said to be at a URL, rather than in a folder."""
    return isinstance(documents, str) and _URL.match(documents) is not None


def local_path(url: str) -> Path | None:
    """The path on this machine that a file:// URL names; None for any other."""
    parts = urlsplit(url)
    return Path(unquote(parts.path)) if parts.scheme == "file" and not parts.netloc else None


def list_files(url: str) -> Iterator[tuple[str, RemoteFile]]:
    """Each file at a URL, by its path below it; of a file's URL, that by its name. Raises
    NothingToIndexError where none can be listed.
    """
    filesystem, root = open_store(url)
    try:
        filesystem.invalidate_cache()
        found = filesystem.find(root, detail=True)
    except Exception as error:  # each store has errors of its own
        raise _unlisted(url, error) from error
    for path, known in found.items():
        below = posixpath.basename(path) if path == root else path.removeprefix(root).lstrip("/")
        yield below, RemoteFile(path, int(known.get("size") or 0), _version(known), filesystem)


def file_at(url: str) -> RemoteFile:
    """The file at a URL, as it is there now. Raises NothingToIndexError."""
    filesystem, path = open_store(url)
    try:
        filesystem.invalidate_cache()
        known = filesystem.info(path)
    except Exception as error:  # each store has errors of its own
        raise NothingToIndexError(
            "the file {url!r} cannot be read ({reason}); see whether it is there, and whether the "
            "environment names who may read it",
            url=url,
            reason=told(error),
        ) from error
    return RemoteFile(path, int(known.get("size") or 0), _version(known), filesystem)


def open_store(url: str) -> tuple[Any, str]:
    """What fsspec reaches a URL by, and the path there. Raises NothingToIndexError."""
    parts = urlsplit(url)
    if not is_url(url) or parts.scheme in _WEB or parts.password is not None:
        raise NothingToIndexError(
            "{url!r} is no place that files can be listed at; give one as s3://BUCKET/FOLDER, with "
            "what it is read by in the environment",
            url=f"{parts.scheme}://{parts.hostname or ''}{parts.path}",
        )
    options = {"auto_mkdir": True} if parts.scheme == "file" else {}
    try:
        from fsspec.core import url_to_fs

        filesystem, root = url_to_fs(url, **options)
    except ImportError as error:
        raise NothingToIndexError(
            "{url!r} needs a package that is not installed ({reason}); install it, for s3:// and "
            "gs:// with: pip install 'citera[remote]'",
            url=url,
            reason=told(error),
        ) from error
    except Exception as error:  # a scheme that it does not know, or whatever a store raises
        raise _unlisted(url, error) from error
    return filesystem, root.rstrip("/")


def told(error: Exception) -> str:
    """What an error of a store says, in one line."""
    return (" ".join(str(error).split()) or type(error).__name__)[:MAX_REASON]


def _unlisted(url: str, error: Exception) -> NothingToIndexError:
    return NothingToIndexError(
        "the files at {url!r} cannot be listed ({reason}); see whether it is there, and whether "
        "the environment names who may read it",
        url=url,
        reason=told(error),
    )


def _version(known: Mapping[str, Any]) -> str:
    telling = [(name, str(known[name])) for name in _TELLING if known.get(name) is not None]
    return sha256(repr((known.get("size"), telling)).encode()).hexdigest() if telling else ""
