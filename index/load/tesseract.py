"""Tesseract, the engine of OCR: found when it is needed, and run as a process of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

LANGUAGES = ("swe", "eng")
SECONDS_TO_START = 10
_TURN = re.compile(rb"Rotate: (90|180|270)\s+Orientation confidence: (\d+(?:\.\d+)?)")
_MIN_CONFIDENCE = 3.0  # of a turn; Tesseract's own measure, some 20 for a page of text


@dataclass(frozen=True, slots=True)
class Engine:
    """Where Tesseract is, and the languages that it reads, as it names them: "swe+eng"."""

    path: str
    languages: str

    def recognise(self, image: Image, resolution: float, seconds: float) -> bytes | None:
        """What stands in a picture of so many dots an inch, as hOCR; None where that fails."""
        options = ["-l", self.languages, "--psm", "3", "-c", "tessedit_create_hocr=1"]
        return self._run(image, resolution, options, seconds)

    def turn(self, image: Image, resolution: float, seconds: float) -> int:
        """By how many degrees, clockwise, the picture is to be turned for its text to stand."""
        written = self._run(image, resolution, ["-l", "osd", "--psm", "0"], seconds)
        found = _TURN.search(written or b"")
        return int(found[1]) if found and float(found[2]) >= _MIN_CONFIDENCE else 0

    def _run(
        self, image: Image, resolution: float, options: Sequence[str], seconds: float
    ) -> bytes | None:
        command = [self.path, "stdin", "stdout", "--dpi", str(round(resolution)), *options]
        with BytesIO() as file:
            image.save(file, "PPM")
            picture = file.getvalue()
        try:
            run = subprocess.run(
                command,
                input=picture,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"OMP_THREAD_LIMIT": "1"},
                timeout=seconds,
            )
        except (subprocess.TimeoutExpired, OSError):
            return None
        return run.stdout if run.returncode == 0 else None


@cache
def engine() -> Engine | None:
    """The engine; None where it, all of its languages, or the extra "ocr" are not installed."""
    path = shutil.which("tesseract")
    if path is None or find_spec("PIL") is None:
        return None
    try:
        run = subprocess.run(
            [path, "--list-langs"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS_TO_START,
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
    known = run.stdout.decode("utf-8", "replace").splitlines()
    languages = [each for each in LANGUAGES if each in known]
    return Engine(path, "+".join(languages)) if languages else None
