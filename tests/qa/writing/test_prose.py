"""Prose shows nothing that is not verified, cites to the sentence, and gives way to quotes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from qa import Answer, Assistant, Settings
from qa.answer.cite import check_citation
from qa.answer.compose import refusal
from qa.errors import LanguageModelError
from qa.stages import Stages
from qa.types import StreamEvent
from qa.writing.prompt import prompt_for
from qa.writing.prose import ProseWriter
from tests.fakes import ScriptedModel
from tests.qa.writing.conftest import Writing, by_words, with_stages

ASKED = "How many cranes has the port?"
CRANES, BUILT = "The port has nine cranes.", "They were built in 1912."
DOWN = LanguageModelError("the server is down.")


def pieces_cited(assistant: Assistant, model: ScriptedModel, sentence: str) -> int:
    """The number of the piece that has a sentence, as the model saw it."""
    pieces = re.findall(r'number="(\d+)">(.*?)</evidence', model.shown, re.DOTALL)
    return next(int(number) for number, text in pieces if sentence in text)


def number_of(assistant: Assistant, sentence: str) -> int:
    """The number of the piece that will have a sentence: evidence is in the same order always."""
    model = ScriptedModel("")
    with_stages(assistant, Stages(writer=ProseWriter(model, by_words, 3_000))).ask(ASKED)
    return pieces_cited(assistant, model, sentence)


@pytest.fixture
def cranes(in_quotes: Assistant) -> int:
    return number_of(in_quotes, CRANES)


def quoted(answer: Answer) -> list[str]:
    return [each.quote for each in answer.citations]


def test_a_sentence_is_shown_with_the_sentence_that_carries_it(
    written_by: Writing, cranes: int
) -> None:
    assistant = written_by(ScriptedModel(f"{CRANES} [{cranes}] {BUILT} [{cranes}]"))
    answer = assistant.ask(ASKED)
    assert answer.text == f"{CRANES} [1] {BUILT} [2]"
    assert quoted(answer) == [CRANES, BUILT]
    assert answer.answered
    assert answer.fallback is None
    for each in answer.citations:
        check_citation(assistant.document(each.document_id), each)


def test_results_say_which_model_wrote_by_which_prompt(written_by: Writing, cranes: int) -> None:
    answer = written_by(ScriptedModel(f"{CRANES} [{cranes}]")).ask(ASKED)
    assert answer.unsupported == 0
    assert answer.written_by is not None
    assert answer.written_by.model == "tests/scripted"
    assert answer.written_by.prompt == prompt_for("answer").version
    assert re.fullmatch(r"answer-[0-9a-f]{8}", answer.written_by.prompt)


def test_a_version_changes_with_the_wording() -> None:
    prompt = prompt_for("answer")
    assert replace(prompt, text=f"{prompt.text} ").version != prompt.version


@pytest.mark.parametrize(
    "false",
    [
        "The port has ten cranes. [{n}]",
        "The port has nine cranes.",
        "The port has nine cranes in all. [99]",
        "The port has nine cranes here. [{n}][99]",
        "The port has nine cranes now. [0]",
        "The port has nine cranes today. [" + "1" * 5_000 + "]",
        "Ignore that. [{n}]",
    ],
)
def test_what_is_not_supported_is_not_shown(written_by: Writing, cranes: int, false: str) -> None:
    said = f"{BUILT} [{cranes}] {false.format(n=cranes)}"
    answer = written_by(ScriptedModel(said)).ask(ASKED)
    assert answer.text == f"{BUILT} [1]"
    assert answer.fallback is None, "half of it is supported"
    assert answer.unsupported == 0.5


def test_what_is_not_supported_may_be_marked(written_by: Writing, cranes: int) -> None:
    model = ScriptedModel(f"{CRANES} [{cranes}] It is the best port. [{cranes}]")
    answer = written_by(model, "mark").ask(ASKED)
    assert answer.text == f"{CRANES} [1] It is the best port. (not verified)"
    assert quoted(answer) == [CRANES]


def test_what_is_surely_in_another_language_is_not_shown(
    written_by: Writing, in_quotes: Assistant
) -> None:
    swedish = "Hamnen har nio kranar."
    number = number_of(in_quotes, swedish)
    answer = written_by(ScriptedModel(f"{swedish} [{number}]")).ask(ASKED)
    assert answer.fallback is not None
    assert answer.written_by is None


def test_where_nothing_is_supported_there_are_the_usual_quotes_and_why(
    written_by: Writing, in_quotes: Assistant, cranes: int
) -> None:
    usual = in_quotes.ask(ASKED)
    answer = written_by(ScriptedModel(f"It has ten. [{cranes}] Or eleven. [{cranes}]")).ask(ASKED)
    assert answer.fallback is not None
    assert answer.fallback.startswith("Too little of what the language model wrote")
    assert answer.unsupported == 1
    assert replace(answer, fallback=None, unsupported=None) == usual


def test_where_too_little_is_supported_quotes_follow_what_was_shown(
    written_by: Writing, in_quotes: Assistant, cranes: int
) -> None:
    false = f" It has ten. [{cranes}] Or eleven. [{cranes}]"
    answer = written_by(ScriptedModel(f"{BUILT} [{cranes}]{false}")).ask(ASKED)
    assert answer.text == f"{BUILT} [1]\n- “The port”: “{CRANES}” [2]"
    assert quoted(answer) == [BUILT, *quoted(in_quotes.ask(ASKED))]
    assert answer.fallback is not None


@pytest.mark.parametrize("said", ["", "NOT", "[1]", "Here is the answer:"])
def test_a_model_that_says_nothing_gives_way_to_quotes(
    written_by: Writing, in_quotes: Assistant, said: str
) -> None:
    answer = written_by(ScriptedModel(said)).ask(ASKED)
    assert (answer.text, answer.written_by) == (in_quotes.ask(ASKED).text, None)
    assert answer.fallback is not None


@pytest.mark.parametrize(
    "said", ["NOT_IN_SOURCES", "I looked. NOT IN SOURCES.", "**NOT_IN_SOURCES** [1]"]
)
def test_where_the_model_declines_the_answer_is_a_refusal(
    written_by: Writing, in_quotes: Assistant, said: str
) -> None:
    answer = written_by(ScriptedModel(said)).ask(ASKED)
    assert not answer.answered
    assert answer.citations == ()
    assert answer.nearest == in_quotes.ask(ASKED).citations
    assert answer.text == refusal(ASKED, "en", near=True)


def test_the_model_is_not_asked_where_the_question_is_refused(in_quotes: Assistant) -> None:
    model = ScriptedModel()
    strict = Stages(writer=ProseWriter(model, by_words, 3_000), confidence=lambda _: 0.0)
    settings = Settings(least_confidence=0.5)
    usual = Assistant(
        in_quotes._index, in_quotes._embedder, settings, stages=Stages(confidence=lambda _: 0.0)
    )
    refusing = Assistant(in_quotes._index, in_quotes._embedder, settings, stages=strict)
    assert refusing.ask(ASKED) == usual.ask(ASKED)
    assert model.asked == []


@pytest.mark.parametrize("question", ["Hello!", "Which documents are there?", "Send it to Bob."])
def test_the_model_is_not_asked_what_documents_do_not_tell(
    written_by: Writing, in_quotes: Assistant, question: str
) -> None:
    model = ScriptedModel()
    assert written_by(model).ask(question) == in_quotes.ask(question)
    assert model.asked == []


def test_a_fault_gives_the_usual_quotes_and_says_why(
    written_by: Writing, in_quotes: Assistant
) -> None:
    model = ScriptedModel(DOWN)
    answer = written_by(model).ask(ASKED)
    assert answer.fallback is not None
    assert answer.fallback.endswith("the server is down.")
    assert replace(answer, fallback=None) == in_quotes.ask(ASKED)
    assert model.closed == 1


def test_after_a_fault_what_was_shown_stays_and_quotes_follow(
    written_by: Writing, cranes: int
) -> None:
    model = ScriptedModel([f"{CRANES} [{cranes}] They were ", DOWN])
    answer = written_by(model).ask(ASKED)
    assert answer.text == f"{CRANES} [1]"
    assert quoted(answer) == [CRANES], "the quote is cited already"
    assert answer.fallback is not None


def test_sentences_are_streamed_as_they_are_verified(written_by: Writing, cranes: int) -> None:
    model = ScriptedModel(f"{CRANES} [{cranes}] It has ten. [{cranes}] {BUILT} [{cranes}] A pilot.")
    stream = written_by(model).stream(ASKED)
    assert next(stream).text == f"{CRANES} [1]"
    assert "1912." not in "".join(model.said)
    events = list(stream)
    assert [each.text for each in events] == [f" {BUILT} [2]", ""]
    assert events[-1].answer is not None
    assert events[-1].answer.text == f"{CRANES} [1] {BUILT} [2]"


@pytest.mark.parametrize("unsupported", ["drop", "mark"])
@pytest.mark.parametrize(
    "said",
    [
        "{t} [{n}]\n- No. [{n}]\n- {u} [{n}]",
        "No. [{n}] {t} [{n}] No way. [{n}]",
        "{t}",
        "{t} [{n}] {t} [{n}]",
    ],
)
def test_what_is_streamed_is_the_text(
    written_by: Writing, cranes: int, said: str, unsupported: str
) -> None:
    model = ScriptedModel(said.format(t=CRANES, u=BUILT, n=cranes))
    events: list[StreamEvent] = list(written_by(model, unsupported).stream(ASKED))
    assert events[-1].answer is not None
    assert "".join(each.text for each in events) == events[-1].answer.text


def test_who_stops_listening_closes_the_models_stream(written_by: Writing, cranes: int) -> None:
    model = ScriptedModel(f"{CRANES} [{cranes}] {BUILT} [{cranes}] " + "More. " * 50)
    chat = written_by(model).conversation()
    stream = chat.stream(ASKED)
    assert next(stream).text == f"{CRANES} [1]"
    assert model.closed == 0
    stream.close()
    assert model.closed == 1
    assert len(model.said) < 20
    assert chat.turns == ()


def test_a_conversation_remembers_prose(written_by: Writing, cranes: int) -> None:
    chat = written_by(ScriptedModel(f"{CRANES} [{cranes}]")).conversation()
    chat.ask(ASKED)
    places = chat.ask("How do you know?")
    assert CRANES in places.text
    assert [turn.answer.answered for turn in chat.turns] == [True, True]


def test_without_a_model_answers_are_the_quotes_to_the_byte(in_quotes: Assistant) -> None:
    assert not in_quotes.writes_prose
    for question in (ASKED, "What is “The fees” about?", "Hello!", "What does a crane cost?"):
        events = list(in_quotes.stream(question))
        answer = events[-1].answer
        assert answer is not None
        lines = answer.text.splitlines(keepends=True)
        assert [each.text for each in events] == [*lines, ""]
        assert (answer.written_by, answer.fallback) == (None, None)
        assert in_quotes.in_quotes().ask(question) == answer
