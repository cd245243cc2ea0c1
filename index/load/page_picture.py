"""A page as a picture, drawn in a process of its own: no file can crash the one that asks.

    python -m index.load.page_picture PATH NUMBER TIMES

reads [[before, quote], …] from standard input and writes what it found as JSON, null where there
is no such page.
"""

from __future__ import annotations

import json
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from index.load.formats.pdf.picture import PagePicture, picture_of_page
from index.load.formats.scan.image import picture_of_image
from index.load.process import command_of, environment
from index.load.worker import limit_memory

PICTURES_KEPT = 32
SECONDS = 20
MEGABYTES = 1_000


def page_picture(
    path: Path, number: int, quotes: Sequence[tuple[str, str]], times: int = 1
) -> PagePicture | None:
    """See `picture_of_page`; None too for a file that is gone or damaged."""
    try:
        modified = path.stat().st_mtime_ns
    except OSError:
        return None
    return _drawn(path, modified, number, tuple(quotes), times)


@lru_cache(PICTURES_KEPT)
def _drawn(
    path: Path, modified: int, number: int, quotes: tuple[tuple[str, str], ...], times: int
) -> PagePicture | None:
    try:
        run = subprocess.run(
            command_of("index.load.page_picture", str(path), str(number), str(times)),
            input=json.dumps(quotes).encode("ascii"),
            capture_output=True,
            env=environment(),
            timeout=SECONDS,
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
    found = json.loads(run.stdout) if run.returncode == 0 else None
    if found is None:
        return None
    boxes = tuple(tuple(tuple(box) for box in each) for each in found["boxes"])
    return PagePicture(b64decode(found["image"]), boxes)


def main() -> None:
    """Draw the page that the command line names."""
    limit_memory(MEGABYTES * 1_000_000)
    path, number, times = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    draw = picture_of_page if path.suffix.lower() == ".pdf" else picture_of_image
    picture = draw(path, number, json.load(sys.stdin), times)
    found = picture and {"image": b64encode(picture.image).decode(), "boxes": picture.boxes}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
