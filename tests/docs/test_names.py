"""Pages name every field and every word that a reader may meet, and the file they show is read."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from index import Document, Hit, Passage
from qa import Answer, Citation, Settings
from qa.api.completions.models import MODEL
from qa.configuration.file import read_configuration
from qa.configuration.layers import file_layers, settings_of
from qa.explain import types
from tests.docs.pages import ROOT, blocks

API_PAGE = ROOT / "docs" / "python-api.md"
EXPLAIN_PAGE = ROOT / "docs" / "explain.md"


def test_the_configuration_file_that_is_shown_is_read(tmp_path: Path) -> None:
    (shown,) = blocks(ROOT / "docs" / "configuration.md", "toml")
    (tmp_path / "citera.toml").write_text(shown, "utf-8")
    configuration = read_configuration(tmp_path / "citera.toml")
    assert sorted(configuration.collections) == ["archive", "minutes", "reports"]
    assert settings_of(file_layers(configuration, "reports")) == Settings(least_confidence=0.5)


def test_the_configuration_for_librechat_names_the_model() -> None:
    yaml = pytest.importorskip("yaml")
    (shown,) = blocks(ROOT / "docs" / "http-api.md", "yaml")
    (endpoint,) = yaml.safe_load(shown)["endpoints"]["custom"]
    assert endpoint["models"]["default"] == [MODEL]
    assert endpoint["baseURL"].endswith(":7861/v1")


@pytest.mark.parametrize("kind", [Answer, Citation, Document, Hit, Passage])
def test_the_api_page_names_every_field(kind: type) -> None:
    text = API_PAGE.read_text(encoding="utf-8")
    (listed,) = re.findall(rf"\*\*{kind.__name__}\*\*: (.*?)\.\s", text, re.DOTALL)
    assert re.findall(r"`(\w+)`", listed) == [each.name for each in fields(kind)]


@pytest.mark.parametrize("kind", ["Way", "StepKind", "Stage", "Form", "Fate", "ChangeKind"])
def test_the_page_on_explanations_tells_what_every_name_means(kind: str) -> None:
    text = EXPLAIN_PAGE.read_text(encoding="utf-8")
    assert {name for name in get_args(getattr(types, kind)) if f"`{name}`" not in text} == set()
