"""A configuration file of the test's own, which is the user's usual one."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def usual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user's file is; there is none yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "citera" / "citera.toml"
