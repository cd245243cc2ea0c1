"""Titles, dates of publication and publishers, as texts show them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.load.metadata import (
    MAX_TITLE,
    find_markdown_title,
    find_published,
    find_source,
    find_title,
    parse_date,
    usable_author,
    usable_title,
)

PROSE = "The council bought forty cameras last spring. They cost more than the mayor had said.\n"
MANY_LINES = PROSE * 30


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("24 November 2019, by Mathieu Rabechault", "2019-11-24"),
        ("November 24, 2019", "2019-11-24"),
        ("Nov. 24th, 2019", "2019-11-24"),
        ("den 25 september 2019", "2019-09-25"),
        ("25 september, 2019", "2019-09-25"),
        ("måndagen den 3:e maj 2021", "2021-05-03"),
        ("2019-11-24", "2019-11-24"),
        ("2019-11-24T10:15:00+01:00", "2019-11-24"),
        ("2021-05-03, 10:15 CET", "2021-05-03"),
        ('date: "2019-11-24"', "2019-11-24"),
        ("Published: 24 Nov 2019 10:15 GMT", "2019-11-24"),
        ("Senast uppdaterad: 3 okt 2021 kl. 09.30", "2021-10-03"),
        ("Source: Example Press. Published 9 May 2023.", "2023-05-09"),
        ("By Jane Doe | February 1, 2020", "2020-02-01"),
        ("Stockholm den 25 september 2019", "2019-09-25"),
        ("PARIS, Nov. 24, 2019", "2019-11-24"),
        ("Norrhamns kommun, 12 juni 2023", "2023-06-12"),
        ("Publicerad 3 maj 2021, uppdaterad 5 maj 2021", "2021-05-03"),
        ("May 2021 | Report no. 5", "2021-05"),
        ("2021-05", "2021-05"),
    ],
)
def test_a_line_that_holds_a_date_and_little_else_tells_when(line: str, published: str) -> None:
    assert find_published(f"A heading\n\n{line}\n\n{MANY_LINES}") == published


@pytest.mark.parametrize(
    "line",
    [
        "The cameras were switched on on 24 November 2019",
        "25 September 2019, the cameras were switched on and",
        "In this photo taken September 25, 2019",
        "Huawei cameras in Belgrade, September 25, 2019",
        "The report was updated 3 May 2021.",
        "He wrote it on 3 May 2021.",
        "2019-13-45",
        "31 February 2020",
        "03/04/2020",
        "Reference 12019-11-24",
        f"The Example Weekly | {'a description that goes on | ' * 4} 3 May 2021",
        "Versions 1990-2004",
        "5 maj 3021",
    ],
)
def test_prose_captions_and_impossible_dates_do_not(line: str) -> None:
    assert find_published(f"A heading\n\n{line}\n\n{MANY_LINES}") is None


def test_the_most_trusted_date_wins() -> None:
    dateline, update = "3 May 2021\n", "Last updated: 5 May 2021\n"
    copyright_line = "© 2018 Example Press\n"
    everything = dateline + MANY_LINES + update + copyright_line
    assert find_published(everything, "2020-02-02") == "2021-05-03"
    assert find_published(MANY_LINES + update + copyright_line, "2020-02-02") == "2020-02-02"
    assert find_published(MANY_LINES + update + copyright_line) == "2021-05-05"
    assert find_published(MANY_LINES + copyright_line) == "2018"
    assert find_published(f"Updated 5 May 2021\nPublished 3 May 2021\n{PROSE}") == "2021-05-03"


def test_a_date_far_from_both_ends_or_unlabelled_at_the_end_is_not_of_publication() -> None:
    assert find_published(f"{MANY_LINES}3 May 2021\n{MANY_LINES}") is None
    assert find_published(f"{MANY_LINES}3 May 2021\n") is None


@pytest.mark.parametrize(
    ("line", "year", "holder"),
    [
        ("© 2019 AFP", "2019", "AFP"),
        ("© AFP 2019", "2019", "AFP"),
        (
            "© 2019 The Associated Press. Alla rättigheter förbehållna.",
            "2019",
            "The Associated Press",
        ),
        ("Copyright 2020 by Jane Doe", "2020", "Jane Doe"),
        ("Copyright: © 2021, Example Ltd. All rights reserved.", "2021", "Example Ltd"),
        ("(c) 2021 Kommunen | Kontakta oss", "2021", "Kommunen"),
        ("© 2010–2024 Example Press", None, "Example Press"),
        ("© 2020", "2020", None),
        ("Copyright law was changed in 2019", None, None),
        ("(c) the third point is about 2019", None, None),
    ],
)
def test_copyright_lines(line: str, year: str | None, holder: str | None) -> None:
    text = f"{MANY_LINES}{line}\n\nScroll to Top\n"
    assert find_published(text) == year
    assert find_source(text) == holder


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (f"Heading\nSource: Statistics Sweden\n{MANY_LINES}", "Statistics Sweden"),
        (f"{MANY_LINES}Källa: SCB.\n", "SCB"),
        (f"{MANY_LINES}Source: A\n© 2019 B\n", "B"),
        (f"{MANY_LINES}Source: in the middle\n{MANY_LINES}", None),
        (f"Source: {'a long sentence that goes on ' * 4}\n{PROSE}", None),
        (PROSE, None),
    ],
)
def test_source_lines(text: str, source: str | None) -> None:
    assert find_source(text) == source


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        (f"\n\n  Cameras of the north \n{PROSE}", "a.txt", "Cameras of the north"),
        (f"Who watches the watchers?\n{PROSE}", "a.txt", "Who watches the watchers?"),
        ("A short note.\nIt has two lines.", "a.txt", "A short note."),
        (f"3 May 2021\nhttps://example.org/a\n* * *\nThe Heading\n{PROSE}", "a.txt", "The Heading"),
        (f"© 2019 AFP\nThe Heading\n{PROSE}", "a.txt", "The Heading"),
        (f"Kameror i norr\nden 25 september 2019\n{PROSE}", "a.txt", "Kameror i norr"),
        (f"A tower. (AP Photo/Jane Doe)\nThe Heading\n{PROSE}", "a.txt", "The Heading"),
        (f"“{PROSE.strip()}”\n", "winter-minutes.txt", "winter minutes"),
        (f"{PROSE.strip()[:-1]}:\n", "winter-minutes.txt", "winter minutes"),
        # A heading that a PDF breaks over two lines, and a paragraph broken so.
        (
            f"Face recognition on the\nstreets of Belgrade\n{PROSE}",
            "a.txt",
            "Face recognition on the streets of Belgrade",
        ),
        (
            "The council bought forty\ncameras last spring, and they\ncost more than said,\n",
            "winter-minutes.txt",
            "winter minutes",
        ),
    ],
)
def test_titles_from_the_top_of_the_text(text: str, name: str, title: str) -> None:
    assert find_title(text, name) == title


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("reports/safe_cities-and-us.txt", "safe cities and us"),
        ("minutes-2024-05-13.txt", "minutes 2024-05-13"),
        ("årsredovisning_2023.pdf", "årsredovisning 2023"),
        ("001_da40df7c89ed4eff.txt", "The council bought forty cameras…"),
        ("2024-05-13.txt", "The council bought forty cameras…"),
    ],
)
def test_titles_of_texts_without_a_heading(
    name: str, title: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.load.metadata.OPENING", 36)
    assert find_title(PROSE, name) == title


def test_a_text_without_a_letter_and_a_name_without_a_word_still_have_a_title() -> None:
    assert find_title("12 34\n56", "1.txt") == "12 34"
    assert find_title("\u200b", "1\x1b.txt") == r"'1\x1b.txt'"


@pytest.mark.parametrize(
    "candidate",
    [None, "", " \n", "\u200b", "Untitled", "Untitled Document", "Word Document", "Dokument1",
     "PowerPoint-presentation", "Microsoft Word - Bilaga 3", "final_v2.docx", "brochure.indd"],
)  # fmt: skip
def test_defaults_of_word_processors_are_no_titles(candidate: str | None) -> None:
    assert usable_title(candidate) is None


@pytest.mark.parametrize(
    ("candidate", "author"),
    [(" Ida\nNorling ", "Ida Norling"), ("python-docx", None), ("Microsoft Office User", None),
     ("User1", None), ("ida@post.example", None), ("", None), (None, None), ("x" * 100, None)],
)  # fmt: skip
def test_a_usable_author_is_a_name(candidate: str | None, author: str | None) -> None:
    assert usable_author(candidate) == author


def test_a_usable_title_is_one_printable_line_of_bounded_length() -> None:
    assert usable_title(" Årsredovisning\r\n 2023\x1b[31m ") == "Årsredovisning 2023 [31m"
    assert usable_title("word " * 100) == "word " * 28 + "word…"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Intro\n\n# The Title #\n\n# Another", "The Title"),
        ("# C#\n", "C#"),
        ("```sh\n# install it\n```\n# Use\n", "Use"),
        ('---\nlayout: page\ntitle: "From the front"\n---\nText', "From the front"),
        ("---\ntitle: front\n---\n# Heading\n", "Heading"),
        ("## Second level\n\ntitle: no\n", None),
        ("#hashtag\n", None),
    ],
)
def test_markdown_titles(text: str, title: str | None) -> None:
    assert find_markdown_title(text) == title


def test_parse_date_takes_the_first_date() -> None:
    assert parse_date("from 3 May 2021 to 2021-06-01") == "2021-05-03"
    assert parse_date("2019") is None


def test_the_commissioned_documents(corpus: Path) -> None:
    found = {
        path.name[:3]: (find_title(text, path.name), find_published(text), find_source(text))
        for path in corpus.iterdir()
        for text in [path.read_text(encoding="utf-8")]
    }
    # Only words that the texts' own headings are known by; they are not ours to copy.
    title, *rest = found["000"]
    assert title.endswith("övervakningsmarknaden")
    assert rest == ["2019", "AFP"]
    assert found["001"][0].endswith("…")
    assert found["001"][1:] == (None, None)
    assert found["002"][0].endswith("surveillance partnerships abroad")
    assert found["002"][1:] == (None, None)
    # Its first line is a caption that holds another date.
    assert found["003"][1:] == ("2019", "The Associated Press")
    assert found["004"] == (
        "Watch this: China surveillance tech seeks to go global",
        "2019-11-24",
        "AFP",
    )


@given(
    st.text() | st.lists(st.sampled_from(["© 2019 ", "3 May 2021", "# ", "Källa: ", "\n", "a "]))
)
def test_any_text_has_a_printable_title_and_at_most_one_iso_date(text: str | list[str]) -> None:
    text = text if isinstance(text, str) else "".join(text)
    title = find_title(text, "minutes.txt")
    assert title
    assert title.isprintable()
    assert len(title) <= MAX_TITLE
    published = find_published(text)
    assert published is None or re.fullmatch(r"\d{4}(-\d\d){0,2}", published)
    source = find_source(text)
    assert source is None or source in text
