"""Asking in the terminal: what is printed of answers, hits and chats."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from qa import Citation
from qa.answerer import MAX_QUESTION
from qa.cli.ask import place
from qa.library.cache import sample_corpus
from tests.qa.cli.conftest import EAGER, QUESTION, REFUSING, Citera, Done

pytestmark = pytest.mark.usefixtures("few_resamples")


def test_an_answer_is_printed_with_its_places(citera: Citera, docs: Path) -> None:
    done = citera("ask", QUESTION, "--docs", docs, *EAGER)
    assert (done.status, done.err) == (0, "")
    answer, certainty, place = done.out.splitlines()
    assert certainty.startswith(("Sure", "Likely", "Unsure"))
    assert answer.endswith("“A telescope may be kept for two weeks.” [1]")
    text = (docs / "library.txt").read_text("utf-8")
    start = text.index("A telescope")
    assert place == f"  [1] library.txt:{start}-{start + 38}"


def test_a_page_is_named(citera: Citera) -> None:
    pdf = sample_corpus() / "briefings" / "belgrade-briefing.pdf"
    done = citera("ask", "How many cameras are there in Belgrade?", "--docs", pdf, *EAGER)
    assert re.search(r"belgrade-briefing\.pdf:\d+-\d+, p\. [12]\n", done.out)


def test_a_quote_of_a_scan_is_marked() -> None:
    citation = Citation(1, "a.pdf", "A", "Yes.", 3, 7, "en", 2, 0.5, scanned=0.92)
    assert place(citation) == "a.pdf:3-7, p. 2, scanned"


def test_a_refusal_exits_with_1_and_shows_the_three_nearest_sentences(
    citera: Citera, docs: Path
) -> None:
    done = citera("ask", QUESTION, "--docs", docs, *REFUSING)
    assert (done.status, done.err) == (1, "")
    refusal, *nearest = done.out.splitlines()
    assert refusal == "I am not sure; this comes closest."
    assert len(nearest) == 3
    assert re.fullmatch(r"  - library\.txt:\d+-\d+: A telescope may .+\.", nearest[0])


def test_json_holds_quotes_that_stand_in_their_documents(citera: Citera, docs: Path) -> None:
    settings = (*EAGER, "--setting", "quote_margin=1")
    done = citera("ask", "When were cameras mounted?", "--docs", docs, "--json", *settings)
    assert done.status == 0
    answer = json.loads(done.out)
    assert len(answer["citations"]) > 1
    for citation in answer["citations"]:
        text = (docs / citation["document_id"]).read_text("utf-8")
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert f"[{citation['number']}]" in answer["text"]


def test_a_refusal_is_json_too(citera: Citera, docs: Path) -> None:
    done = citera("ask", QUESTION, "--docs", docs, "--json", *REFUSING)
    answer = json.loads(done.out)
    assert (done.status, answer["answered"], answer["citations"]) == (1, False, [])
    assert answer["hits"][0]["passage"]["document_id"] == "library.txt"


def test_an_answer_may_be_explained(citera: Citera, docs: Path) -> None:
    plain = citera("ask", QUESTION, "--docs", docs, *EAGER)
    explained = citera("ask", QUESTION, "--docs", docs, "--explain", *EAGER)
    assert (explained.status, explained.err) == (0, "")
    assert explained.out.startswith(f"{plain.out}\nWhy: answered")
    assert "A telescope may be kept for two weeks." in explained.out.partition("Sentences")[2]


def test_an_explanation_is_json_too(citera: Citera, docs: Path) -> None:
    plain = citera("ask", QUESTION, "--docs", docs, "--json", *REFUSING)
    explained = citera("ask", QUESTION, "--docs", docs, "--explain", "--json", *REFUSING)
    told = json.loads(explained.out)
    assert explained.status == plain.status == 1
    assert told["answer"] == json.loads(plain.out)
    assert (told["way"], told["stage"]) == ("search", "below_threshold")
    (part,) = told["parts"]
    best = part["sentences"][0]
    text = (docs / best["document_id"]).read_text("utf-8")
    assert text[best["start"] : best["end"]] == best["text"]
    assert {each["feature"] for each in best["contributions"]} >= {"cosine", "coverage"}


def test_search_shows_places_and_texts(citera: Citera, docs: Path) -> None:
    done = citera("search", "telescopes and books", "--docs", docs, "-k", 2)
    assert (done.status, done.err) == (0, "")
    place, text, *_ = lines = done.out.splitlines()
    assert len(lines) == 4
    assert place.split()[1].startswith("library.txt:")
    assert text.startswith("    The library lends books and telescopes. ")


def test_search_as_json_holds_the_passages_verbatim(citera: Citera, docs: Path) -> None:
    hits = json.loads(citera("search", "cameras", "--docs", docs, "--json").out)
    assert len(hits) == 4
    for hit in hits:
        text = (docs / hit["passage"]["document_id"]).read_text("utf-8")
        assert text[hit["passage"]["start"] : hit["passage"]["end"]] == hit["text"]


def test_chat_answers_line_after_line_and_understands_what_leans(
    citera: Citera, saved: Path
) -> None:
    lines = f"Does the library lend a telescope?\n\nAnd for how long?\n{'x' * 3_000}\nVad då?"
    done = citera("chat", "--index", saved, *EAGER, stdin=lines)
    assert done.status == 0
    places = [line.split()[1] for line in done.out.splitlines() if line.startswith("  [1]")]
    assert len(places) == 3
    assert all(place.startswith("library.txt:") for place in places[:2])
    assert done.err == (
        f"citera: the question has 3,000 characters; ask in at most {MAX_QUESTION:,}.\n"
    )
    understood = "Understood as: Does the library lend a telescope — and for how long?"
    assert [line for line in done.out.splitlines() if line.startswith("Under")] == [understood]
    alone = citera("chat", "--index", saved, *EAGER, stdin="And for how long?\n")
    assert alone.out not in done.out


@pytest.mark.parametrize("said", ["quit", "exit", "Sluta", "avsluta"])
def test_chat_ends_when_asked_to(citera: Citera, saved: Path, said: str) -> None:
    assert citera("chat", "--index", saved, stdin=f"\n{said}\nWho?\n") == Done(0, "", "")


def test_chat_without_a_line_ends_well(citera: Citera, saved: Path) -> None:
    assert citera("chat", "--index", saved) == Done(0, "", "")
