"""Which language model the settings name, and with which key."""

from __future__ import annotations

import subprocess
import sys

import pytest

from qa import Settings
from qa.llm.address import is_loopback
from qa.llm.load import load_language_model
from qa.llm.protocol import Message
from tests.qa.llm.conftest import KEY, NAME
from tests.scripted_model import ScriptedModel


def test_without_settings_there_is_none() -> None:
    assert load_language_model(Settings()) is None


def test_the_key_is_the_environments_and_not_the_settings(
    scripted: ScriptedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITERA_LLM_KEY", KEY)
    settings = Settings(llm=scripted.address, llm_model=NAME)
    model = load_language_model(settings)
    assert model is not None
    assert model.name == NAME
    assert list(model.stream([Message("user", "Yes?")], 10)) == ["Yes."]
    assert scripted.received[0].headers["Authorization"] == f"Bearer {KEY}"
    assert KEY not in repr(settings)


@pytest.mark.parametrize(
    ("host", "own"),
    [
        *(("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True)),
        *(("192.0.2.1", False), ("127.0.0.1.example", False), ("", False), ("0.0.0.0", False)),
    ],
)
def test_which_addresses_are_this_machine(host: str, own: bool) -> None:
    assert is_loopback(host) is own


def test_httpx_is_loaded_only_where_a_model_is_named() -> None:
    script = (
        "import sys; from qa import Settings; from qa.llm.load import load_language_model as load;"
        "load(Settings()); print('httpx' in sys.modules);"
        "load(Settings(llm='http://127.0.0.1', llm_model='m')); print('httpx' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (run.stdout, run.stderr) == ("False\nTrue\n", "")
