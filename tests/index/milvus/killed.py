"""Updates an index in milvus-lite and ends, as if killed, before a certain change of it.

    python -m tests.index.milvus.killed ADDRESS DOCUMENTS NUMBER

Ends with status 9 when killed, 0 when there were fewer changes.
"""

from __future__ import annotations

import os
import sys
from itertools import count
from pathlib import Path
from typing import Any

from index.milvus.connection import Connection
from index.milvus.update import update_milvus_index
from tests.fakes import HashedTokensEmbedder

KILLED = 9


def run(address: str, documents: Path, last: int) -> None:
    """Update the index, up to before the change of that number."""
    numbers = count()
    ask = Connection._ask

    def counted(self: Connection, call: str, *args: Any, **values: Any) -> Any:
        if call in {"insert", "upsert", "delete"} and next(numbers) == last:
            os._exit(KILLED)
        return ask(self, call, *args, **values)

    Connection._ask = counted  # type: ignore[method-assign]
    update_milvus_index(documents, address, HashedTokensEmbedder())


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
