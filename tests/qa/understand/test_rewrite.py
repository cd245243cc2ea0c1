"""Which one question a question and the one before it make."""

from __future__ import annotations

import pytest

from qa.understand.rewrite import rewritten, side_by_side


@pytest.mark.parametrize(
    ("topic", "question", "full"),
    [
        (
            "How many cameras are there in Serbia?",
            "And in Laos?",
            "How many cameras are there in Laos?",
        ),
        (
            "How many cameras are there in Serbia?",
            "What about Sri Lanka?",
            "How many cameras are there in Sri Lanka?",
        ),
        (
            "How many cameras are there in Serbia?",
            "Och i Laos?",
            "How many cameras are there in Laos?",
        ),
        (
            "What does a tyre change on a racing bicycle cost?",
            "What about a service?",
            "What does a service on a racing bicycle cost?",
        ),
        ("Hur många bor på Tistö?", "Norrö då?", "Hur många bor på Norrö?"),
        ("How many live in Bergen?", "Oslo then?", "How many live in Oslo?"),
        ("How many live in Bergen?", "Oslo", None),
        ("When does the south lift open?", "And the north lift?", "When does the north lift open?"),
        (
            "När öppnar badhuset på lördagar?",
            "Hur är det med biblioteket?",
            "När öppnar biblioteket på lördagar?",
        ),
        ("When does the lift open?", "And why not?", None),
        (
            "Vad kostar en minigrävare per dygn?",
            "Hur mycket väger den?",
            "Hur mycket väger en minigrävare?",
        ),
        (
            "How many singers has the Harbour Choir?",
            "When does it rehearse?",
            "When does the Harbour Choir rehearse?",
        ),
        (
            "How many singers has the Cathedral Choir?",
            "And the Harbour Choir?",
            "How many singers has the Harbour Choir?",
        ),
        ("Hur många kameror har Quito?", "Och Oslo då?", "Hur många kameror har Oslo?"),
        ("Hur många kameror har Quito?", "Och Oslo?", "Hur många kameror har Oslo?"),
        ("Vem talar för Huawei i Oslo?", "Och i Rom?", "Vem talar för Huawei i Rom?"),
        ("Who speaks for Huawei in Oslo?", "And for ZTE?", "Who speaks for ZTE in Oslo?"),
        ("Who speaks for Huawei in Oslo?", "And ZTE?", None),
        ("What did Oslo pay in 2017?", "And in 2018?", "What did Oslo pay in 2018?"),
        ("What did Oslo pay in 2017?", "Och 2018?", "What did Oslo pay in 2018?"),
        ("Was it 2016 or 2017?", "And 2018?", None),
        ("How many of Oslo's cameras hear?", "And in Rome?", "How many of Rome's cameras hear?"),
        ("How many of Oslo’s cameras hear?", "And Rome?", "How many of Rome’s cameras hear?"),
        ("How many cameras has Oslo?", "And how many drones?", None),
        ("How many cameras has Oslo?", "And drones?", None),
        ("How many cameras are there?", "And in Laos?", None),
        ("Vem talar för Huawei?", "Why?", None),
        ("Vem talar för Huawei?", "Men Varför?", None),
        ("Who speaks for Huawei?", "Really?", None),
        ("Who is Ada Berg?", "What does she want?", "What does Ada Berg want?"),
        ("Who is Ada Berg?", "What does her group want?", "What does Ada Berg's group want?"),
        ("Who is the mayor of Oslo?", "What has he said?", "What has the mayor of Oslo said?"),
        ("Vem är Ada Berg?", "Vad vill hennes grupp?", "Vad vill Ada Bergs grupp?"),
        ("Vem är Ada Ros?", "Vad vill hennes grupp?", "Vad vill Ada Ros grupp?"),
        ("Vad är Ecu för system?", "Vad kostar det?", "Vad kostar Ecu?"),
        ("Vad är Ecu för system?", "Vad är det för skillnad på delarna?", None),
        ("Which mayor runs Oslo?", "What has he said?", None),
        ("What is a drone?", "What does it cost?", None),
        (
            "När är hallen öppen på torsdagar?",
            "och på lördagar?",
            "När är hallen öppen på lördagar?",
        ),
        ("När är sommarfesten 2024", "var", "Var är sommarfesten 2024"),
        ("When does the fair open?", "And why?", "Why does the fair open?"),
        ("Who runs Oslo?", "Why?", None),
        ("What was removed in 4.0.0?", "and in 4.2.0?", "What was removed in 4.2.0?"),
        ("Vad är målet för Sverige 2024?", "Norge?", "Vad är målet för Norge 2024?"),
        ("vad är priset i Sverige", "och norge", "vad är priset i norge"),
        ("Hur lång är båten på brygga 4?", "och på 7:an?", "Hur lång är båten på brygga 7?"),
        ("How many boats lie at pier 4?", "And pier 12?", "How many boats lie at pier 12?"),
        ("How many boats lie at pier 4 of yard 2?", "And 12?", None),
        (
            "When does the boat at pier 4 start?",
            "What does it cost?",
            "What does the boat at pier 4 cost?",
        ),
        ("What is Ada Berg's boat for?", "How old is she?", "How old is Ada Berg?"),
        # Nothing but a thing's name is put in for a pronoun, once, and not for "it's".
        ("Who are the firms showing at the fair?", "Did they say why it's hard to sell?", None),
        ("Who are the firms in Oslo?", "Are they late?", "Are the firms in Oslo late?"),
        ("What does a saw cost?", "Is it old, or is it new?", "Is a saw old, or is it new?"),
        ("How many cameras did Oslo install in May?", "Did they work?", None),
        ("Is Hytera allowed to bid for work?", "What has it bought?", None),
        ("How many of the cameras are Chinese?", "When were they replaced?", None),
        ("How long did it take to build?", "And the cost?", None),
        ("How much did theft fall in Rome?", "And mugging in Oslo?", None),
    ],
)
def test_a_part_or_a_pronoun_is_replaced_where_only_one_thing_fits(
    topic: str, question: str, full: str | None
) -> None:
    assert rewritten(question, topic) == full


def test_what_stands_in_the_question_is_no_pattern() -> None:
    assert rewritten("And in \\1?", "Who is in Oslo?") is None
    assert rewritten("Where is she?", r"Who is \1 Berg?") == r"Where is \1 Berg?"


@pytest.mark.parametrize(
    ("questions", "shown"),
    [
        (["Who runs Oslo?"], "Who runs Oslo?"),
        (["Who runs Oslo?", "And how?"], "Who runs Oslo — and how?"),
        (["Who runs Oslo ? ", " Rome?"], "Who runs Oslo — Rome?"),
        (["Vem styr Oslo?", "Hur?", "På Malta?"], "Vem styr Oslo — hur — på Malta?"),
        (["Who runs Oslo?", "I meant Rome"], "Who runs Oslo — I meant Rome"),
    ],
)
def test_questions_side_by_side_keep_their_words(questions: list[str], shown: str) -> None:
    assert side_by_side(questions) == shown


@pytest.mark.parametrize(
    ("topic", "question", "expected"),
    [
        ("What did the fair cost in June?", "And in July?", "What did the fair cost in July?"),
        ("Vad kostade mässan i juni?", "Och i juli?", "Vad kostade mässan i juli?"),
        ("When may I visit Ellery in June?", "And in May?", "When may I visit Ellery in May?"),
        ("When may I visit Ellery in June?", "And Oslo?", "When may I visit Oslo in June?"),
        ("Who is Hans Ek?", "How old is his wife?", "How old is Hans Ek's wife?"),
    ],
)
def test_months_and_pronouns_are_no_names(topic: str, question: str, expected: str) -> None:
    assert rewritten(question, topic) == expected
