"""What docs/http-api.md says of errors is so; tests/docs runs what it shows."""

from __future__ import annotations

import re

import qa.errors
from qa.api.problems import STATUS
from tests.docs.pages import ROOT

PAGE = ROOT / "docs" / "http-api.md"


def test_the_page_names_every_kind_of_error_with_its_status() -> None:
    rows = re.findall(r"^\| (\d+) \| (.*) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    named = {
        kind: int(status) for status, kinds in rows for kind in re.findall(r"`(\w+Error)`", kinds)
    }
    assert named == {kind.__name__: status for kind, status in STATUS.items()}
    kinds = [each for each in vars(qa.errors).values() if isinstance(each, type)]
    requests = {each for each in kinds if issubclass(each, qa.errors.RequestError)}
    assert requests - STATUS.keys() == {qa.errors.RequestError}
