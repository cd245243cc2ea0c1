"""What a question asks of acts that were done with a document."""

from __future__ import annotations

import pytest

from qa.documents.properties.asked_acts import asked_of_acts


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("who drew the lease up and who gave it the go-ahead?",
         [("who", "written"), ("who", "approved")]),
        ("has the manual been touched lately? when, and by whom",
         [("when", "changed"), ("who", "changed")]),
        ("the memo about fog – last revised when?", [("when", "changed")]),
        ("When did the captain sign the log?", [("when", "signed")]),
        ("does anyone know when the log was signed", [("when", "signed")]),
        ("which version is the manual, and what date was it issued",
         [("version", ""), ("when", "published")]),
        ("mejlet om dimman, när skickades det och till vem",
         [("when", "sent"), ("recipient", "sent")]),
        ("vilken dag skrevs avtalet om bryggan under?", [("when", "signed")]),
        ("vem la ut notisen och när", [("who", "published"), ("when", "published")]),
        ("när lades rapporten om dimman upp", [("when", "published")]),
        ("vem har ställt samman listan", [("who", "written")]),
        ("datum för domen", [("when", "dated")]),
        ("who chaired the May meeting?", [("who", "chaired")]),
        ("vem ledde mötet i maj och vilka deltog", [("who", "chaired"), ("who", "attended")]),
        ("which people did not attend the AGM?", [("who", "missed")]),
        ("where was the meeting of 2 June held", [("where", "held")]),
        ("var hölls årsmötet", [("where", "held")]),
        ("from what date do the changed rules apply", [("when", "valid")]),
        ("från när gäller de ändrade reglerna", [("when", "valid")]),
    ],
)  # fmt: skip
def test_each_thing_asked_is_of_the_act_beside_it(
    question: str, asked: list[tuple[str, str]]
) -> None:
    assert [(each.aspect, each.act) for each in asked_of_acts(question)] == asked


@pytest.mark.parametrize(
    "question",
    [
        "what happens when the lease is signed?",
        "får jag en kopia när avtalet är undertecknat",
        "who must approve the log?",
        "när ska rapporten lämnas in",
        "who approved the trip according to the minutes",
        "how long is the lease",
        "where is the first aid kit",
        "var ligger brandsläckaren",
    ],
)
def test_what_is_to_be_done_or_said_of_others_is_no_act(question: str) -> None:
    assert asked_of_acts(question) == []


def test_where_no_act_is_known_a_label_may_tell() -> None:
    (asked,) = asked_of_acts("who took the photos in the leaflet")
    assert (asked.act, "photos" in asked.words) == ("", True)
