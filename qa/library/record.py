"""What is remembered of a collection besides its documents: `collection.json` in its folder."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from qa.errors import CollectionError

RECORD = "collection.json"


@dataclass(frozen=True, slots=True)
class Record:
    """What is remembered of a collection: `folders` by the prefix of their documents' ids, and
    the ids of the documents `removed` from those.
    """

    name: str
    folders: Mapping[str, str]
    removed: tuple[str, ...] = ()


def read_record(home: Path) -> Record:
    """What is remembered of the collection in `home`. Raises CollectionError."""
    path = home / RECORD
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        return Record(fields["name"], dict(fields["folders"]), tuple(fields["removed"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CollectionError(
            "{path!r} cannot be read ({error}); mend it or delete its folder.",
            path=str(path),
            error=error,
        ) from error


def write_record(home: Path, record: Record) -> None:
    """Remember what is known of the collection in `home`, all or nothing."""
    home.mkdir(parents=True, exist_ok=True)
    new = home / f"{RECORD}.new"
    new.write_text(json.dumps(asdict(record), ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(new, home / RECORD)
