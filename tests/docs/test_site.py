"""The documentation as a site: builds without a warning, and fetches nothing when it is read."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("mkdocs")
pytest.importorskip("mkdocstrings")
pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[2]
FETCHED = re.compile(r'(?:\bsrc|<link[^>]*\bhref)="(?:https?:)?//[^"]*"')


def test_the_site_builds_and_fetches_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    pages = list(tmp_path.rglob("*.html"))
    assert {"reference", "borja"} <= {each.parent.name for each in pages}
    for page in pages:
        assert not FETCHED.search(page.read_text(encoding="utf-8")), page
    reference = (tmp_path / "reference" / "index.html").read_text(encoding="utf-8")
    assert "from_documents" in reference
