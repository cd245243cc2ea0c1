"""What is asked of documents themselves."""

from __future__ import annotations

import pytest

from qa.documents.questions import DocumentQuestion, document_questions


@pytest.mark.parametrize(
    ("question", "properties"),
    [
        ("author of the plan and who approved?", ("author", "approver")),
        ("When was the plan submitted and what is the case number of it?", ("submitted", "number")),
        ("vem skrev the plan och vem godkände den", ("author", "approver")),
        ("Who maintains the plan?", ("responsible",)),
        ("när ska the plan revideras?", ("next",)),
        ("Which newspaper published the plan?", ("author",)),
        ("Vilka har tagit fram the plan?", ("author",)),
        ("Who signed the plan?", ("signer",)),
        ("av vilka undertecknades the plan", ("signer",)),
        ("vem har granskat the plan?", ("reviewer",)),
        ("To whom was the plan sent?", ("recipient",)),
        ("on what date was the plan adopted", ("adopted",)),
        ("vilket år publicerades the plan?", ("published",)),
    ],
)
def test_several_things_may_be_asked_of_a_document_at_once(
    question: str, properties: tuple[str, ...]
) -> None:
    first = next(document_questions(question))
    assert first == DocumentQuestion("properties", "the plan", "", properties)


@pytest.mark.parametrize(
    ("question", "office", "whose"),
    [
        ("Who is the treasurer of the choir?", "treasurer", "the choir"),
        ("who is the choir's treasurer now", "treasurer", "the choir"),
        ("Vem är kassör?", "kassör", ""),
        ("vad heter rektorn på skolan", "rektorn", "skolan"),
        ("vad heter körens dirigent", "dirigent", "kören"),
        ("Who was appointed head coach of the club?", "head coach", "the club"),
        ("vem valdes till rösträknare", "rösträknare", ""),
    ],
)
def test_who_holds_an_office_may_be_asked(question: str, office: str, whose: str) -> None:
    asked = [each for each in document_questions(question) if each.kind == "office"]
    assert DocumentQuestion("office", whose, office) in asked


def test_who_somebody_is_asks_for_no_office() -> None:
    assert all(each.kind != "office" for each in document_questions("Who is Ada Berg?"))
