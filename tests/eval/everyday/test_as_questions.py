"""Everyday questions in the form of the other sets."""

from __future__ import annotations

from eval.everyday.as_questions import as_question, wanted_of
from eval.everyday.question import EverydayQuestion
from eval.questions import resolve_evidence
from tests.fakes import make_document

TABLE = "Boat\tDay\tWeek\nCanoe\t250\t1 200\nKayak\t310\t1 450\n"


def asked(**changed: object) -> EverydayQuestion:
    fields: dict[str, object] = {
        "id": "h-1",
        "kind": "table",
        "language": "en",
        "question": "Is a kayak dearer by the week?",
        "history": ("What does a canoe cost?",),
        "expect": "answer",
        "holds": (("yes", "ja"), ("1 450",)),
        "lacks": (),
        "documents": ("prices.txt",),
        "quotes": ("Kayak 310 1 450",),
    }
    return EverydayQuestion(**(fields | changed))  # type: ignore[arg-type]


def test_a_rows_cells_are_found_with_what_stands_between_them() -> None:
    documents = {"prices.txt": make_document(TABLE, "prices.txt")}
    question = as_question(asked(), documents)
    ((span,),) = resolve_evidence(question, documents)
    assert TABLE[span.start : span.end] == "Kayak\t310\t1 450"
    assert question.history == ("What does a canoe cost?",)


def test_a_direction_is_not_looked_for_in_the_documents_words() -> None:
    assert wanted_of(asked()) == [("1 450",)]


def test_without_quotes_there_is_no_answer() -> None:
    assert not as_question(asked(holds=(), quotes=(), documents=()), {}).answerable
