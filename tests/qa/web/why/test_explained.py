"""The explanation below an answer: in plain words of both languages, and to the letter."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import gradio as gr
import pytest

from qa import Assistant, Settings, Turn
from qa.evidence.fitting import Misfit
from qa.explain import types
from qa.library.collection import Collection
from qa.library.library import Library
from qa.web.chat_handlers import ChatHandlers
from qa.web.choices import Choices
from qa.web.conversations import Opened
from qa.web.first_visit.examples import Examples
from qa.web.page import View, answer_html
from qa.web.why.explained import percent, why_html
from qa.web.wording.page_strings import TEXTS
from tests.fakes import HashedWordsEmbedder, write_files
from tests.qa.web.test_page import request_in

QUESTION = "How many singers has the choir?"
CHOIR = "The choir has 18 singers. The conductor of the choir is Ada Berg."
HOSTILE = "<img src=x onerror=alert(1)> **b** {{1}} \u202e \x1b"
NAMED = {
    "way": set(get_args(types.Way)) - {"search"},
    "step": get_args(types.StepKind),
    "stage": set(get_args(types.Stage)) - {"not_searched"},
    "form": get_args(types.Form),
    "fate": get_args(types.Fate),
    "misfit": get_args(Misfit),
    "change": get_args(types.ChangeKind),
}


def over(folder: Path, least_confidence: float = 0, **files: str) -> Assistant:
    write_files(folder, {f"{name}.txt": text for name, text in files.items()})
    settings = Settings(least_confidence=least_confidence)
    return Assistant.from_documents(folder, settings=settings, embedder=HashedWordsEmbedder())


def told(assistant: Assistant, question: str, language: str = "en") -> str:
    explanation = assistant.explain(question)
    return why_html(explanation, explanation.answer, View(assistant.document, language))


@pytest.mark.parametrize("language", ["en", "sv"])
def test_all_that_an_explanation_names_has_words(language: str) -> None:
    wanted = {f"why_{kind}_{name}" for kind, names in NAMED.items() for name in names}
    assert wanted - TEXTS[language].keys() == set()


def test_the_sentences_are_shown_with_what_became_of_them(tmp_path: Path) -> None:
    shown = told(over(tmp_path, choir=CHOIR), QUESTION)
    rows = re.findall(r"<tr class='(\w+)'>", shown)
    assert rows == ["quoted", "less_likely"]
    assert "The choir has 18 singers." in shown
    assert "is enough" in shown
    assert "What would change it" not in shown


def test_in_swedish_numbers_have_a_comma(tmp_path: Path) -> None:
    shown = told(over(tmp_path, 1, choir=CHOIR), QUESTION, "sv")
    assert "Vad som skulle ändra det" in shown
    points = re.findall(r"<td>(−?\d+[.,]\d\d)</td>", shown)
    assert points
    assert all("," in each for each in points)
    assert "Läsning" not in re.findall("<th scope='col'>([^<]*)</th>", shown)  # nothing read


def test_hostile_documents_and_questions_are_shown_to_the_letter(tmp_path: Path) -> None:
    assistant = over(tmp_path, choir=f"The choir has 18 singers {HOSTILE} today.")
    shown = told(assistant.within(languages=["en"]), f"{QUESTION} And where is {HOSTILE}?")
    assert "<img" not in shown
    assert not {"\x1b", "\u202e"} & set(shown)
    assert "&lt;img src=x onerror=alert(1)&gt; **b** {{1}}" in shown


def test_an_answer_that_is_no_more_given_is_not_explained_as_if_it_were(tmp_path: Path) -> None:
    before = over(tmp_path, choir=CHOIR)
    shown = before.ask(QUESTION)
    now = over(tmp_path, 1, choir=CHOIR).explain(QUESTION)
    words = TEXTS["en"]["why_changed"]
    assert words in why_html(now, shown, View(before.document, "en"))
    assert words not in why_html(before.explain(QUESTION), shown, View(before.document, "en"))


@pytest.mark.parametrize(
    ("share", "words"), [(0.29, "29"), (0.3999, "39"), (0.4, "40"), (1, "100")]
)
def test_a_likelihood_is_never_rounded_up(share: float, words: str) -> None:
    assert percent(share) == f"{words}\N{NO-BREAK SPACE}%"


def test_below_each_answer_there_is_room_for_it(tmp_path: Path) -> None:
    assistant = over(tmp_path, choir=CHOIR)
    turn = Turn(QUESTION, assistant.ask(QUESTION))
    shown = answer_html(turn, 3, False, View(assistant.document, "sv"))
    assert "<details class='why'><summary>Varför detta svar?</summary>" in shown


@pytest.fixture
def handlers(tmp_path: Path) -> ChatHandlers:
    assistant = over(tmp_path / "documents", choir=CHOIR, ships="The town owns the ships.")
    collection = Collection("", assistant, tmp_path)
    library = Library(tmp_path / "collections", Settings(), HashedWordsEmbedder())
    choices = Choices(library, collection)
    return ChatHandlers(choices, Examples(choices))


def asked(handlers: ChatHandlers, *questions: str) -> Opened:
    opened = None
    for question in questions:
        *_, last = handlers.answer(question, False, opened, [], request_in("en"))
        opened = last[2]
    assert isinstance(opened, Opened)
    return opened


def why(handlers: ChatHandlers, opened: Opened, turn: int) -> dict[str, Any]:
    return handlers.why(opened, [], gr.EventData(None, {"turn": turn}), request_in("en"))


def test_a_turn_is_explained_as_it_was_meant_in_its_conversation(handlers: ChatHandlers) -> None:
    opened = asked(handlers, "Who owns the ships?", "And the choir?", "Thanks!")
    first, second, third = (why(handlers, opened, turn) for turn in range(3))
    assert (first["turn"], second["turn"]) == (0, 1)
    assert "Understood from what was said before" in second["html"]
    assert "small talk" in third["html"]
    assert all(TEXTS["en"]["why_changed"] not in each["html"] for each in (first, second, third))
    assert len(opened.conversation.turns) == 3
