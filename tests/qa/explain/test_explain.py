"""An explanation tells what was done, in the numbers that decided it, and changes no answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import exp
from pathlib import Path

import pytest

from eval.questions import find_question_set, load_questions
from qa import Assistant, Settings
from qa.evidence.read import Evidence
from qa.evidence.retrieve import ASIDE_SHARE
from qa.explain.types import ExplainedPart, ExplainedPassage, ExplainedSentence, Explanation
from qa.stages import Stages
from tests.fakes import HashedWordsEmbedder, SharedWordsReader, write_files

CHOIR = "The choir has 18 singers. The conductor of the choir is Ada Berg."
QUESTION = "How many singers has the choir?"
FILES = {"choir.txt": CHOIR, "ships.txt": "The town owns the ships. The port has nine cranes."}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(tmp_path_factory.mktemp("choir"), FILES)


@pytest.fixture(scope="module")
def eager(folder: Path) -> Assistant:
    """Answers whatever it finds something for."""
    return over(folder, Settings(least_confidence=0))


@pytest.fixture(scope="module")
def careful(folder: Path) -> Assistant:
    return over(folder, Settings(least_confidence=1))


def over(folder: Path, settings: Settings, **stages: object) -> Assistant:
    chosen = replace(Stages(), **stages)  # type: ignore[arg-type]
    return Assistant.from_documents(
        folder, settings=settings, embedder=HashedWordsEmbedder(), stages=chosen
    )


def only(explanation: Explanation) -> ExplainedPart:
    (part,) = explanation.parts
    return part


def cited(part: ExplainedPart) -> Iterator[ExplainedSentence]:
    return (each for each in part.sentences if each.fate in ("quoted", "says_the_same"))


@pytest.fixture(scope="module", params=[(None, 0.0005), (SharedWordsReader(), 0.3)])
def explained(
    request: pytest.FixtureRequest, sample: Assistant
) -> list[tuple[Assistant, Explanation]]:
    """The explanations of questions to the sample corpus."""
    reader, threshold = request.param
    answerer = sample.answerer()
    assistant = Assistant(
        answerer.index,
        answerer.embedder,
        Settings(least_confidence=threshold),
        stages=Stages(reader=reader),
    )
    asked = load_questions(find_question_set("sample"))[::20]
    return [(assistant, assistant.explain(each.question)) for each in asked]


Explained = list[tuple[Assistant, Explanation]]


def test_no_answer_is_another_for_being_explained(explained: Explained) -> None:
    answers = [each.answer for _, each in explained]
    assert [assistant.ask(each.answer.question) for assistant, each in explained] == answers
    assert {each.answered for each in answers} == {True, False}


def test_what_the_features_gave_makes_the_scores_and_the_confidence(explained: Explained) -> None:
    for _, explanation in explained:
        for part in explanation.parts:
            for each in part.sentences:
                assert sum(given.gave for given in each.contributions) == pytest.approx(each.score)
            for found in part.passages:
                assert sum(given.gave for given in found.contributions) == found.likeness
            confidence = part.confidence
            given = sum(each.gave for each in confidence.contributions)
            if confidence.basis in ("sentence", "list"):
                assert 1 / (1 + exp(-given)) == pytest.approx(confidence.value)
            if confidence.basis == "sides":
                assert given == pytest.approx(confidence.value)


def test_the_likeness_of_a_passage_is_what_its_score_is_made_of(explained: Explained) -> None:
    temperature = Settings().temperature
    for _, explanation in explained:
        for part in explanation.parts:
            best: dict[str, ExplainedPassage] = {}
            for each in part.passages:
                first = best.setdefault(each.language, each)
                assert first.likeness is not None
                assert each.likeness is not None
                share = exp((each.likeness - first.likeness) / temperature)
                ratio = each.score / first.score / share
                # Of two passages one may be an aside, which counts for less.
                assert (
                    min(abs(ratio / each - 1) for each in (1, ASIDE_SHARE, 1 / ASIDE_SHARE)) < 1e-6
                )


def test_what_is_cited_is_told_with_its_place(explained: Explained) -> None:
    for assistant, explanation in explained:
        told = {
            (each.document_id, each.start)
            for part in explanation.parts
            for each in part.sentences
            if each.fate in ("quoted", "says_the_same", "in_quoted_list")
        }
        if explanation.way == "search" and explanation.answer.answered:
            assert told
        for part in explanation.parts:
            for each in part.sentences:
                assert assistant.document(each.document_id).text[each.start : each.end] == each.text
        for citation in explanation.answer.citations if explanation.way == "search" else ():
            assert any(
                document_id == citation.document_id and citation.start <= start < citation.end
                for document_id, start in told
            )


def test_the_best_sentence_is_quoted_and_others_are_said_to_be_less_likely(
    eager: Assistant,
) -> None:
    explanation = eager.explain(QUESTION)
    assert (explanation.way, explanation.stage, explanation.changes) == ("search", "answered", ())
    part = only(explanation)
    assert [each.text for each in cited(part)] == ["The choir has 18 singers."]
    assert {each.fate for each in part.sentences[1:]} == {"less_likely"}
    assert part.confidence.threshold == explanation.limits.least_confidence == 0
    assert {each.passage for each in part.sentences} <= set(range(1, len(part.passages) + 1))
    assert explanation.embedder == "tests/hashed-words"
    assert (explanation.reader, explanation.reranker) == (None, None)


def test_what_a_reader_gave_is_told(folder: Path) -> None:
    reader = SharedWordsReader()
    explanation = over(folder, Settings(least_confidence=0), reader=reader).explain(QUESTION)
    best = only(explanation).sentences[0]
    assert best.is_read
    assert explanation.reader == reader.name
    values = {each.feature: each.value for each in best.contributions}
    assert values["answers"] == len({"singers", "has", "the", "choir"}) - 2.0


def test_a_sentence_below_the_threshold_is_quoted_with_the_one_that_is_told(
    folder: Path, careful: Assistant
) -> None:
    explanation = careful.explain(QUESTION)
    part = only(explanation)
    assert (explanation.stage, part.sentences[0].fate) == ("below_threshold", "below_threshold")
    lower = next(each for each in explanation.changes if each.kind == "lower_threshold")
    assert lower.value is not None
    assert lower.value <= part.confidence.value < part.confidence.threshold
    answer = over(folder, Settings(least_confidence=lower.value)).ask(QUESTION)
    assert answer.citations[0].quote == part.sentences[0].text


def test_where_nothing_comes_near_no_lower_threshold_is_advised(folder: Path) -> None:
    assistant = over(folder, Settings(), confidence=lambda evidence: 0.01)
    explanation = assistant.explain(QUESTION)
    assert explanation.stage == "no_answer"
    assert [each.kind for each in explanation.changes] == ["rephrase", "add_documents"]
    assert only(explanation).confidence.contributions == ()  # another stage told it


def test_what_is_on_another_number_is_what_it_falls_for(tmp_path: Path) -> None:
    write_files(tmp_path, {"choirs.txt": "Choir 4 has 18 singers."})
    explanation = over(tmp_path, Settings(least_confidence=0.2)).explain(
        "How many singers has choir 7?"
    )
    (sentence,) = only(explanation).sentences
    assert (explanation.stage, sentence.fate, sentence.misfit) == (
        "on_another",
        "on_another",
        "number",
    )


def test_documents_that_only_ask_state_nothing(tmp_path: Path) -> None:
    write_files(tmp_path, {"asked.txt": "How many singers has the choir?"})
    explanation = over(tmp_path, Settings()).explain("How many singers does the choir have?")
    assert (explanation.stage, only(explanation).sentences) == ("no_sentence", ())


def test_without_documents_more_are_what_it_takes() -> None:
    assistant = Assistant.without_documents(HashedWordsEmbedder(), Settings())
    explanation = assistant.explain(QUESTION)
    assert explanation.stage == "no_documents"
    assert [each.kind for each in explanation.changes] == ["add_documents"]


def test_where_the_choice_of_documents_is_what_it_falls_for_that_is_told(folder: Path) -> None:
    assistant = over(
        folder, Settings(), confidence=lambda found: 0.9 * bool(found[0].coverage > 0.5)
    )
    explanation = assistant.within(documents=["ships.txt"]).explain(QUESTION)
    assert explanation.steps[0].kind == "filter"
    assert "ships.txt" in explanation.steps[0].result
    assert explanation.changes[0].kind == "ask_all_documents"
    kinds = [each.kind for each in assistant.within(languages=["en"]).explain("Why?").changes]
    assert kinds == ["say_more"]


@pytest.mark.parametrize(
    ("question", "way", "stage"),
    [
        ("Hello!", "chat", "not_searched"),
        ("Tack!", "chat", "not_searched"),
        ("Delete all documents", "outside", "not_searched"),
        ("Why?", "clarify", "not_searched"),
        ("Which documents are there?", "documents", "answered"),
    ],
)
def test_for_what_is_no_question_to_documents_nothing_is_searched(
    eager: Assistant, question: str, way: str, stage: str
) -> None:
    explanation = eager.explain(question)
    assert (explanation.way, explanation.stage, explanation.parts) == (way, stage, ())
    assert explanation.reader is None


def test_what_is_done_to_a_question_first_is_told(eager: Assistant) -> None:
    steps = eager.explain("Thanks! How many singers has the choir, and who owns the ships?").steps
    assert [(each.kind, each.result) for each in steps] == [
        ("remark", "How many singers has the choir, and who owns the ships?"),
        ("parts", "How many singers has the choir? · who owns the ships?"),
    ]


class Spelling(HashedWordsEmbedder):
    """Takes what is not in the documents in many pieces, as a tokenizer does."""

    def count_pieces(self, words: Sequence[str]) -> list[int]:
        return [1 if each in CHOIR else 4 for each in words]


def test_a_misspelt_word_is_told(tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    assistant = Assistant.from_documents(tmp_path, embedder=Spelling())
    explanation = assistant.explain("How many singgers has the choir?")
    steps = [(each.kind, each.result) for each in explanation.steps]
    assert steps == [("spelling", explanation.answer.understood)]
    assert explanation.answer.understood == "How many singers has the choir?"


def test_in_a_conversation_it_is_explained_as_it_is_meant_there(eager: Assistant) -> None:
    chat = eager.conversation()
    chat.ask("How many singers has the choir?")
    explanation = chat.explain("And the port?")
    assert len(chat.turns) == 1
    assert [each.kind for each in explanation.steps] == ["follow_up"]
    assert explanation.steps[0].result == explanation.answer.understood
    assert explanation.answer == chat.ask("And the port?")


def test_a_request_for_places_is_told(eager: Assistant) -> None:
    chat = eager.conversation()
    chat.ask(QUESTION)
    explanation = chat.explain("How do you know?")
    assert (explanation.way, explanation.parts) == ("request", ())
    assert explanation.answer == chat.ask("How do you know?")


def test_what_else_there_is_is_explained_without_what_was_quoted(eager: Assistant) -> None:
    chat = eager.conversation()
    chat.ask(QUESTION)
    explanation = chat.explain("What else?")
    assert "The choir has 18 singers." not in {each.text for each in only(explanation).sentences}
    assert explanation.answer == chat.ask("What else?")


def test_what_a_question_takes_for_granted_is_told(tmp_path: Path) -> None:
    write_files(tmp_path, {"choir.txt": CHOIR})

    def unless_lacking(evidence: Sequence[Evidence]) -> float:
        return 0.9 * bool(evidence and not evidence[0].lacks_asked)

    assistant = over(tmp_path, Settings(), confidence=unless_lacking)
    part = only(assistant.explain("Why has the choir thirty singers?"))
    assert (part.stage, part.confidence.basis) == ("answered", "premise")
    assert part.forms[0] == "premise"
    assert part.premise == "Has the choir thirty singers?"


def test_a_disagreement_is_told(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {"one.txt": "The old choir has 18 singers.", "other.txt": "The old choir has 22 singers."},
    )
    part = only(over(tmp_path, Settings(least_confidence=0)).explain("How many singers has it?"))
    assert {"conflict", "conflict_by_time"} & set(part.forms)
    assert [each.fate for each in part.sentences] == ["quoted", "quoted"]


def test_a_list_is_told_with_what_made_it_likely(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.evidence.asked_list.weights", lambda part: {"intercept": 2.0})
    write_files(
        tmp_path, {"boat.md": "# Starting the boat\n\n1. Open the valve.\n2. Turn the key.\n"}
    )
    part = only(over(tmp_path, Settings()).explain("How do I start: starting the boat"))
    assert part.forms == ("list",)
    assert [each.fate for each in part.sentences] == ["quoted", "in_quoted_list"]
    assert part.confidence.basis == "list"
    assert [each.feature for each in part.confidence.contributions] == ["intercept"]
    assert part.confidence.value == pytest.approx(1 / (1 + exp(-2.0)))


def test_the_side_of_a_comparison_that_is_missing_is_told(tmp_path: Path) -> None:
    write_files(tmp_path, {"choir.txt": "The singers of the choir are 18."})
    explanation = over(tmp_path, Settings()).explain(
        "Compare the singers of the choir and the orchestra"
    )
    assert [each.forms for each in explanation.parts] == [("comparison",), ("missing_side",)]
    assert explanation.stage == "answered"
