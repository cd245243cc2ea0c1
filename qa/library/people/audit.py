"""What was added and removed, when and by whom: a file that only grows. No question is in it."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any, Literal

AUDIT = "audit.jsonl"

Deed = Literal[
    "added",
    "fetched",
    "folder added",
    "removed",
    "restored",
    "created",
    "deleted",
    "limited",
    "opened",
]


class Audit:
    """The audit log in a folder for collections; one JSON object a line. Safe for threads."""

    def __init__(self, folder: Path) -> None:
        """Keep it in that folder, which is made when there is something to note."""
        self.path = folder / AUDIT
        self._writing = Lock()

    def note(
        self, who: str, did: Deed, collection: str, documents: Sequence[str] = (), source: str = ""
    ) -> None:
        """Add an entry. `who` is empty where nobody has to say who they are; `source`: the address
        or the folder that documents came from. Where it was limited, `documents` are its members.
        Raises OSError where it cannot be written.
        """
        entry = {
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
            "who": who,
            "did": did,
            "collection": collection,
            "documents": list(documents),
        }
        line = json.dumps(entry | ({"source": source} if source else {}), ensure_ascii=False)
        with self._writing:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # Of its owner alone, and in one write, so that two servers share it line by line.
            file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(file, f"{line}\n".encode("utf-8", "replace"))
            finally:
                os.close(file)

    def latest(self, collection: str, most: int) -> list[dict[str, Any]]:
        """The newest entries about a collection, the newest first; lines that break off are passed
        over.
        """
        try:
            lines = self.path.read_text("utf-8", "replace").splitlines()
        except FileNotFoundError:
            return []
        found: list[dict[str, Any]] = []
        for line in reversed(lines):
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if isinstance(entry, dict) and entry.get("collection") == collection:
                found.append(entry)
            if len(found) == most:
                break
        return found
