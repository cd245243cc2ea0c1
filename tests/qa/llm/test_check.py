"""What is said of a model's answer to a small question."""

from __future__ import annotations

import pytest

from qa.llm.check import MAX_TOKENS, MESSAGES, check_language_model
from qa.llm.endpoint import Endpoint
from tests.qa.llm.conftest import NAME
from tests.scripted_model import ScriptedModel, answering


@pytest.mark.parametrize(
    ("texts", "streams", "cites"),
    [
        (("The harbour has ", "nine cranes [1]."), True, True),
        (("The harbour has nine cranes. [1]",), False, True),
        (("Nine", " cranes."), True, False),
        (("[1]",), False, False),
        (("Nine cranes [3].",), False, False),
        (("[1] Nine cranes.",), False, False),
    ],
)
def test_a_model_is_checked(
    scripted: ScriptedModel, texts: tuple[str, ...], streams: bool, cites: bool
) -> None:
    scripted.script = [answering(*texts)]
    checked = check_language_model(Endpoint(scripted.address, NAME, 30))
    assert (checked.streams, checked.cites) == (streams, cites)
    assert checked.text == "".join(texts)
    assert scripted.received[0].body["max_tokens"] == MAX_TOKENS
    assert "[1]" in MESSAGES[1].content
