"""What is skipped or stands behind because it is not the document's prose, and what must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.split.layout import lay_out
from index.split.wording import is_not_prose

SENTENCE = "The council mounted forty cameras with night vision in the harbour last winter."


def kept_apart(text: str, *kinds: str) -> list[str]:
    """The texts of the blocks of these kinds; without any, of both that are not prose."""
    wanted = kinds or ("aside", "boilerplate")
    return [text[each.start : each.end] for each in lay_out(text) if each.kind in wanted]


@pytest.mark.parametrize(
    "line",
    [
        "Leave a Comment",
        "Your email address will not be published. Required fields are marked *",
        "Scroll to Top",
        "© 2019 AFP",
        "Copyright 2020 Harbour News. All rights reserved.",
        "Alla rättigheter förbehållna.",
        "This page is subject to copyright.",
        "APA citation: The harbour (2019) retrieved 5 May 2020 from <https://example.org/harbour>",
        "https://example.org/harbour",
        "Divers at work in the harbour. (AP Photo/Jane Doe)",
        "Dykare i hamnen (Foto: Jane Doe)",
        "Foto: Jane Doe",
        "Home | News | Sport | Contact",
        "Läs även: Hamnen byggs ut",
        "Vi använder kakor (cookies) på webbplatsen.",
        "Sida 3 av 9",
        "17",
    ],
)
def test_boilerplate_is_known_by_its_wording(line: str) -> None:
    assert is_not_prose(line)


@pytest.mark.parametrize(
    "line",
    [
        "The photo shows forty cameras.",
        "Search teams found the camera.",
        "The museum holds the copyright to forty photos.",
        "The council pays 2019 kronor.",
        "Hemmet har fyra kameror.",
        "Read more about it in chapter 4, which tells how the cameras were paid.",
        "The motor has four valves (see picture 3).",
        "Motorn har fyra ventiler (se bild 3).",
    ],
)
def test_prose_that_only_speaks_of_such_things_is_kept(line: str) -> None:
    assert not is_not_prose(line)


@pytest.mark.parametrize(
    "line",
    [
        "Copyright in a photograph lasts for fifty years from the year in which it was taken.",
        'The words "all rights reserved" have no effect in Sweden.',
        "Upphovsrätten gäller i sjuttio år, och skyddas av upphovsrättslagen.",
    ],
)
def test_prose_about_copyright_is_kept(line: str) -> None:
    assert not is_not_prose(line)


def test_a_labelled_line_is_said_beside_the_prose() -> None:
    text = f"Minutes\n\nDatum: 14 maj 2024\n\n{SENTENCE}"
    assert kept_apart(text, "aside") == ["Datum: 14 maj 2024"]


def test_a_caption_that_repeats_a_sentence_is_boilerplate() -> None:
    caption = "The council mounted forty cameras with night vision"
    assert kept_apart(f"The harbour\n\n{caption}\n\n{SENTENCE}") == [caption]


def test_a_caption_is_known_although_it_bends_the_words() -> None:
    caption = "Council mounts forty camera masts with night vision in harbours"
    assert kept_apart(f"The harbour\n\n{SENTENCE}\n\n{caption}") == [caption]


def test_a_caption_in_about_the_same_words_counts_once() -> None:
    caption = "Photo: in this picture a camera of the council hangs above the harbour of Kvarnvik"
    again = caption.replace("a camera", "one camera")
    text = f"Harbour\n\n{caption}\n\n{SENTENCE}\n\n{again}"
    assert kept_apart(text, "aside") == [caption]
    assert kept_apart(text, "boilerplate") == [again]


def test_a_subheading_that_repeats_a_few_words_is_kept() -> None:
    assert kept_apart(f"The harbour\n\nForty cameras\n\n{SENTENCE}") == []


def test_the_title_is_kept_although_the_text_repeats_it() -> None:
    title = "The council mounted forty cameras with night vision"
    assert kept_apart(f"{title}\n\n{SENTENCE}") == []


def test_of_what_stands_twice_the_second_is_boilerplate() -> None:
    text = f"Harbour\n\n{SENTENCE}\n\nDivers came.\n\n{SENTENCE}"
    (again,) = (each for each in lay_out(text) if each.kind == "boilerplate")
    assert (again.start, again.end) == (text.rindex(SENTENCE), len(text))


def test_a_copyright_line_inside_a_sentence_does_not_take_the_sentence_along() -> None:
    text = "The harbour\n\nThe council mounted cameras in the\n\n© 2019 AFP\n\nharbour last winter."
    assert not any("council" in apart for apart in kept_apart(text))


@pytest.mark.parametrize(
    ("name", "beginnings"),
    [
        ("000", ["Kinesiska kommunik", "Marocko har visat", "Marrakesh arbetar", "© 2019 AFP"]),
        ("001", []),
        ("002", ["Leave a Comment", "Your email address", "Scroll to Top", "Scroll to Top"]),
        (
            "003",
            [
                *4 * ["På den här bilden"],
                "I denna 2 oktober",
                "På den här bilden",
                "På denna bild",
                "© 2019 The",
            ],
        ),
        (
            "004",
            [
                "24 November 2019, by Mathieu",
                "China is the best represented of the 53 nations at",
                "By 2022",
                "The stand of a Chinese",
                "Coupled with facial recognition technology, China's",
                "© 2019 AFP",
                "APA citation",
                "This document is subject to copyright",
            ],
        ),
    ],
)
def test_captions_and_boilerplate_and_no_more_are_kept_apart_in_the_commissioned_documents(
    corpus: Path, name: str, beginnings: list[str]
) -> None:
    (path,) = corpus.glob(f"{name}_*.txt")
    apart = kept_apart(path.read_text("utf-8"))
    assert len(apart) == len(beginnings)
    for text, beginning in zip(apart, beginnings, strict=True):
        assert text.startswith(beginning)


def test_a_letter_in_brackets_is_no_sign_of_copyright() -> None:
    assert not is_not_prose("(c) Included in operating profit.")
    assert is_not_prose("(c) 2019 Harbour News")


@pytest.mark.parametrize("heading", ["## 2019", "## Kontakt", "## About us"])
def test_a_word_of_a_menu_heads_the_text_beneath_it(heading: str) -> None:
    text = f"# The harbour\n\n{heading}\n\n{SENTENCE}"
    assert heading in kept_apart(text, "heading")
    assert heading not in kept_apart(
        f"# The harbour\n\n{heading}\n\n# Cameras\n\n{SENTENCE}", "heading"
    )


def test_a_heading_that_a_table_of_contents_said_before_heads_its_text() -> None:
    heading = "## Cameras with night vision mounted in the harbour last winter"
    text = f"# Report\n\n{heading}\n\n## Costs\n\n{heading}\n\n{SENTENCE}"
    assert kept_apart(text, "heading").count(heading) == 2
