"""The points of docs/app.md that a reviewer would try are sixty, each tried by a test there is."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
BROWSER = {path.name for path in (ROOT / "tests" / "browser").glob("test_*.py")}
NO_POINT = {"test_report_page.py", "test_pictures.py"}
"""About a page that is no part of the app, and the pictures in the documentation."""


def test_each_point_is_tried_by_a_test_that_there_is() -> None:
    page = (ROOT / "docs" / "app.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+) \| .+ \| (`test_.+`) \|$", page, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 61))
    named = {name for _, names in rows for name in re.findall(r"`(\w+\.py)`", names)}
    assert named == BROWSER - NO_POINT
