"""Where a framework is not installed, its module says what to do."""

from __future__ import annotations

import sys
from importlib import import_module

import pytest


@pytest.mark.parametrize(
    ("name", "first_import"),
    [
        ("langchain", "langchain_core.callbacks"),
        ("llamaindex", "llama_index.core.base.response.schema"),
        ("haystack", "haystack"),
    ],
)
def test_a_missing_package_is_named_with_the_command_that_installs_it(
    name: str, first_import: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, first_import, None)
    monkeypatch.delitem(sys.modules, f"qa.frameworks.{name}", raising=False)
    with pytest.raises(ImportError, match=rf'pip install "citera\[{name}\]"'):
        import_module(f"qa.frameworks.{name}")
