"""The promises of an answer, over generated documents."""

from __future__ import annotations

import random
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from eval.questions import find_question_set, load_questions
from index import Hit
from index.errors import NothingToIndexError
from qa import Answer, Assistant, Settings
from qa.answer.cite import check_citation
from qa.answer.compose import refusal
from qa.answerer import MAX_HITS, MAX_QUESTION
from qa.errors import QuestionError, UnknownDocumentError
from qa.finding import MIN_NEAR
from qa.library.cache import sample_corpus
from qa.understand.decompose import parts_of
from tests.fakes import HashedWordsEmbedder, sample_documents, write_files

EAGER = Settings(least_confidence=0, quote_margin=1, max_quotes=10)
REFUSING = Settings(least_confidence=1)
QUESTIONS = [
    "How many cameras has the harbour?",
    "For how long may a telescope be kept?",
    "What do the masts cost?",
    "Does the reading room have cameras?",
    "Vad kostade kamerorna?",
    "Vem betalade hälften av summan?",
    "När sattes hamnens kameror upp?",
    "Who won the 2018 World Cup?",
]


def fake(folder: Path, how: Settings = EAGER) -> Assistant:
    return Assistant.from_documents(folder, settings=how, embedder=HashedWordsEmbedder())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three small documents in two languages."""
    documents = {each.id: each.text for each in sample_documents()}
    return write_files(tmp_path_factory.mktemp("documents"), documents)


@pytest.fixture(scope="module")
def assistant(folder: Path) -> Assistant:
    return fake(folder)


# What is promised of every answer.

SENTENCES = [
    "The harbour master has 40 cameras on masts in Ellery.",
    "Fishermen asked for the cameras in 2019, said Mr. Lund, “and got them”",
    "Hamnkaptenen sade att kamerorna kostade en miljon kronor.",
    "Kamerorna, t.ex. den i Ellery, sattes upp 2019!",
    "Kamera maksoi miljoona euroa.",
    "Die Kosten für die Kameras im Hafen trägt die Stadt.",
    "港には監視カメラが四十台ある。",
    "In this photo, cameras hang from a mast in the harbour of Ellery",
    "Leave a Comment",
    "© 2020 Harbour News",
    "## Costs {title} of [1] & <b>",
    "- Cameras: 90 000 euro",
    "| Masts | 12 000 |",
]
BREAKS = [" ", "  ", "\n", "\n\n", "\r\n", "\r", "\t", "\f", "\v", "\x85", "\u00a0", "\u2028"]
ODD = [*"\u200b\u00ad\u202e\u0301\ufeff\x1b😀ßİ.!?”’\"'()[]{}|#©", "e\u0301", "...", "1.", "\n3\n"]
breaks = st.sampled_from([" "] * 5 + BREAKS)


@st.composite
def broken_texts(draw: st.DrawFn) -> str:
    """Sentences of several languages and noise, broken anywhere, with anything between words."""
    words = [word for each in draw(st.lists(st.sampled_from(SENTENCES))) for word in each.split()]
    for odd in draw(st.lists(st.sampled_from(ODD) | st.text(max_size=8), max_size=5)):
        words.insert(draw(st.integers(0, len(words))), odd)
    return "".join(word + draw(breaks) for word in words).encode("utf-8", "replace").decode()


corpora = st.dictionaries(
    st.sampled_from(["a.txt", "b.md", "c/d.txt", "é.txt", "{0}.txt"]), broken_texts(), min_size=1
)
questions = st.one_of(
    st.sampled_from(QUESTIONS + SENTENCES),
    broken_texts(),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
).filter(str.strip)
any_settings = st.builds(
    Settings,
    least_confidence=st.sampled_from([0.0, 0.0, 1e-6, 0.4]),
    quote_margin=st.sampled_from([0.0, 0.1, 1.0]),
    max_quotes=st.integers(1, 10),
    max_tokens=st.integers(20, 60),
    overlap=st.integers(0, 2),
    hits=st.integers(1, 6),
)


def check_promises(assistant: Assistant, answer: Answer) -> None:
    """Everything that the types and the README say of every answer."""
    assert 0 <= answer.confidence <= 1
    assert answer.answered == bool(answer.citations)
    assert [each.number for each in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        document = assistant.document(citation.document_id)
        check_citation(document, citation)
        assert document.text[citation.start : citation.end] == citation.quote
        assert f" [{citation.number}]" in answer.text
    if answer.answered:
        said = " ".join(answer.text.split())  # a list is said in lines
        quoted = [
            each
            for each in answer.citations
            if f"{' '.join(each.quote.split())}” [{each.number}]" in said
        ]
        assert answer.confidence >= assistant.settings.least_confidence
        parts = parts_of(answer.question)
        assert quoted
        # Of a statement's other sources the title is shown, which may be a quote's own words.
        own = [each for each in quoted if each.title != " ".join(each.quote.split())]
        assert len(own) <= assistant.settings.max_quotes * len(parts)
        assert answer.nearest == ()
    elif answer.kind == "clarify":
        assert answer.nearest == ()
    else:
        near = answer.confidence >= MIN_NEAR
        assert answer.text in [refusal(answer.question, each, near=near) for each in ("en", "sv")]
        for citation in answer.nearest:
            check_citation(assistant.document(citation.document_id), citation)
        nearest = assistant.search(answer.question, k=MAX_HITS)
        assert list(answer.hits[:1]) == nearest[:1]
        assert list(answer.hits) == [hit for hit in nearest if hit in answer.hits]


@settings(max_examples=60)
@given(corpora, st.lists(questions, min_size=1, max_size=4), any_settings)
def test_every_answer_keeps_its_promises_whatever_is_asked_of_whatever_document(
    files: Mapping[str, str], asked: list[str], how: Settings
) -> None:
    with TemporaryDirectory() as folder:
        try:
            assistant = fake(write_files(Path(folder), files), how)
        except NothingToIndexError:
            reject()
    for question in asked:
        answer = assistant.ask(question)
        check_promises(assistant, answer)
        events = list(assistant.stream(question))
        assert events[-1].answer == answer
        assert all(event.answer is None for event in events[:-1])
        assert "".join(event.text for event in events) == answer.text


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_and_refusals_are_told_apart_by_the_least_confidence(
    folder: Path, assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    check_promises(assistant, answer)
    assert answer.answered
    for least, answered in ((answer.confidence, True), (answer.confidence + 1e-9, False)):
        again = fake(folder, Settings(least_confidence=least)).ask(question)
        assert again.answered == answered
        assert again.confidence == answer.confidence


def test_an_answer_quotes_the_sentence_and_names_where_it_stands(assistant: Assistant) -> None:
    citation = assistant.ask("For how many weeks may a telescope be kept?").citations[0]
    assert citation.quote == "A telescope may be kept for two weeks."
    assert (citation.document_id, citation.title) == ("library.txt", "The library")
    assert (citation.number, citation.language, citation.page) == (1, "en", None)


def test_the_words_around_a_quote_are_in_the_questions_language(folder: Path) -> None:
    asked = ("Who paid half of the sum?", "Vem betalade hälften av summan?")
    english, swedish = (fake(folder).ask(question).text for question in asked)
    assert english.startswith("According to ")
    assert swedish.startswith("Enligt ")
    refused = [fake(folder, REFUSING).ask(question) for question in asked]
    assert [each.text for each in refused] == [
        refusal(each.question, language, near=each.confidence >= MIN_NEAR)
        for each, language in zip(refused, ("en", "sv"), strict=True)
    ]


@pytest.mark.parametrize("text", ["© 2020 Harbour News\n", "Menu\n\nLeave a Comment\n"])
def test_documents_without_a_sentence_give_no_answer(tmp_path: Path, text: str) -> None:
    assistant = fake(write_files(tmp_path, {"a.txt": text}), Settings(least_confidence=0))
    answer = assistant.ask("What does the harbour news say?")
    assert (answer.answered, answer.citations, answer.hits) == (False, (), ())
    assert answer.text == refusal(answer.question, "en")


@pytest.mark.parametrize("question", ["", " ", "\n\t\u2003"])
def test_an_empty_question_is_refused(assistant: Assistant, question: str) -> None:
    for ask in (assistant.ask, assistant.search, assistant.conversation().ask):
        with pytest.raises(QuestionError, match="empty"):
            ask(question)


def test_a_question_as_long_as_a_document_is_refused(assistant: Assistant) -> None:
    longest = "How many cameras?".ljust(MAX_QUESTION, "?")
    check_promises(assistant, assistant.ask(longest))
    with pytest.raises(QuestionError, match="2,001 characters"):
        assistant.ask(f"{longest}?")


@pytest.mark.parametrize("odd", ["\ud800", "caf\udce9 kameror?", "cameras\0?", "\u202e?"])
def test_odd_characters_in_a_question_stop_nothing(assistant: Assistant, odd: str) -> None:
    answer = assistant.ask(odd)
    assert answer.question == odd
    check_promises(assistant, answer)


# Search and facts.


def test_search_finds_the_k_nearest_passages_in_every_language(assistant: Assistant) -> None:
    hits = assistant.search("När sattes kameror upp i hamnen 2019?", k=3)
    assert hits == assistant.search("När sattes kameror upp i hamnen 2019?")[:3]
    assert {hit.passage.document_id for hit in hits} >= {"svenska/hamnen.txt", "harbour.md"}


@pytest.mark.parametrize("k", [-1, 0, MAX_HITS + 1])
def test_a_count_of_passages_out_of_range_is_refused(assistant: Assistant, k: int) -> None:
    for search in (assistant.search, assistant.conversation().search):
        with pytest.raises(QuestionError, match=str(k)):
            search("cameras", k=k)


def test_documents_are_found_by_id_and_others_refused_by_name(assistant: Assistant) -> None:
    assert [each.id for each in assistant.documents] == [
        "harbour.md",
        "library.txt",
        "svenska/hamnen.txt",
    ]
    for document in assistant.documents:
        assert assistant.document(document.id) == document
    with pytest.raises(UnknownDocumentError, match=r"'nowhere\.txt'"):
        assistant.document("nowhere.txt")


def test_facts_count_what_the_index_holds(assistant: Assistant) -> None:
    facts = assistant.facts
    assert (facts["documents"], facts["languages"]) == (3, "en, sv")
    assert facts["passages"] == len(assistant.search("cameras", k=MAX_HITS))
    assert facts["sentences"] == 11
    assert facts["embedder"] == "tests/hashed-words"


def test_the_corpus_hash_changes_with_texts_and_names_alone(tmp_path: Path) -> None:
    files = {"a.txt": "One camera.", "b.txt": "Two cameras."}
    same = fake(write_files(tmp_path / "1", files)).corpus_hash
    assert fake(write_files(tmp_path / "2", files), REFUSING).corpus_hash == same
    assert fake(write_files(tmp_path / "3", files | {"b.txt": "Two  cameras."})).corpus_hash != same
    assert (
        fake(
            write_files(tmp_path / "4", {"a.txt": "One camera.", "c.txt": "Two cameras."})
        ).corpus_hash
        != same
    )


def test_files_left_out_are_named(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.txt": "One camera.", "b.exe": "Two.", "c.txt": ""})
    skipped = {each.path: each.reason for each in fake(tmp_path).skipped}
    assert skipped.keys() == {"b.exe", "c.txt"}
    assert "empty" in skipped["c.txt"]


# The same documents give the same answers.


# Every sixth one: all kinds of questions are among them, and they are asked many times.
SAMPLE_QUESTIONS = [each.question for each in load_questions(find_question_set("sample"))][::6]


@pytest.fixture(scope="module")
def halved(sample: Assistant) -> Assistant:
    """The documents that ship, in memory; half of their questions are refused."""
    confidences = sorted(sample.ask(question).confidence for question in SAMPLE_QUESTIONS)
    middle = confidences[len(confidences) // 2]
    return Assistant(sample._index, sample._embedder, Settings(least_confidence=middle))


@pytest.fixture(scope="module")
def expected(halved: Assistant) -> dict[str, Answer]:
    """What it answers."""
    return {question: halved.ask(question) for question in SAMPLE_QUESTIONS}


def test_memory_disk_and_a_saved_index_give_equal_answers_hits_and_scores(
    halved: Assistant, expected: Mapping[str, Answer], tmp_path: Path
) -> None:
    embedder = HashedWordsEmbedder()
    kept = Assistant.from_documents(
        sample_corpus(), index_dir=tmp_path, settings=halved.settings, embedder=embedder
    )
    opened = Assistant.open(tmp_path, settings=halved.settings, embedder=embedder)
    assert kept.documents == opened.documents == halved.documents
    assert kept.facts == opened.facts
    timed = {"last indexing": None}
    assert {**kept.facts, **timed} == {**halved.facts, **timed}
    for question in SAMPLE_QUESTIONS:
        assert kept.ask(question) == opened.ask(question) == expected[question]
        assert kept.search(question) == opened.search(question) == halved.search(question)


def test_the_order_of_files_changes_nothing(
    halved: Assistant, expected: Mapping[str, Answer]
) -> None:
    files = [path for path in sample_corpus().rglob("*") if path.is_file()]
    random.Random(1).shuffle(files)
    shuffled = Assistant.from_documents(
        files, settings=halved.settings, embedder=HashedWordsEmbedder()
    )
    assert shuffled.documents == halved.documents
    for question in SAMPLE_QUESTIONS:
        assert shuffled.ask(question) == expected[question]


def test_eight_threads_get_the_answers_that_one_gets(
    halved: Assistant, expected: Mapping[str, Answer]
) -> None:
    asked = (SAMPLE_QUESTIONS * 2)[:50]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(halved.ask, asked)) == [expected[question] for question in asked]


def test_the_sample_is_both_answered_and_refused_above(expected: Mapping[str, Answer]) -> None:
    assert {answer.answered for answer in expected.values()} == {True, False}


# Conversations.


def test_the_first_question_of_a_conversation_is_answered_as_if_alone(
    assistant: Assistant,
) -> None:
    for question in (*QUESTIONS, "And what do they cost?"):
        assert assistant.conversation().ask(question) == assistant.ask(question)


def test_a_question_that_says_what_it_is_on_is_answered_alike_whatever_was_asked_before(
    assistant: Assistant,
) -> None:
    chat = assistant.conversation()
    asked = [
        "How many cameras has the harbour of Oslo?",
        "For how long may a telescope be kept?",
        "Does the reading room have cameras?",
        "Vem betalade hälften av summan?",
        "När sattes hamnens kameror upp?",
        "Who won the 2018 World Cup?",
    ]
    for question in ("Where is the library?", *asked):
        assert chat.ask(question) == assistant.ask(question)


def test_a_question_that_leans_is_answered_about_the_topic(assistant: Assistant) -> None:
    chat = assistant.conversation()
    chat.ask("Does the library lend a telescope?")
    assert chat.ask("And for how long?").citations[0].document_id == "library.txt"
    assert chat.ask("And for how long?") != assistant.ask("And for how long?")
    chat.ask("How many cameras has the harbour?")
    quote = chat.ask("When were they mounted?").citations[0].quote
    assert quote == "The harbour has forty cameras. They were mounted in 2019."


def test_turns_hold_what_was_asked_and_answered(assistant: Assistant) -> None:
    chat = assistant.conversation()
    first = chat.ask("How many cameras has the harbour?")
    *_, last = chat.stream("And in Quito?")
    assert [(turn.question, turn.answer) for turn in chat.turns] == [
        ("How many cameras has the harbour?", first),
        ("And in Quito?", last.answer),
    ]


def test_searching_in_a_conversation_reads_its_topic_and_adds_no_turn(
    assistant: Assistant,
) -> None:
    chat = assistant.conversation()
    assert chat.search("And for how long?", k=2) == assistant.search("And for how long?", k=2)
    chat.ask("Does the library lend a telescope?")
    asked = chat.search("And for how long?", k=2)
    assert asked[0].passage.document_id == "library.txt"
    assert len(chat.turns) == 1


def test_a_question_that_leans_is_half_itself_and_half_its_topic(assistant: Assistant) -> None:
    chat = assistant.conversation()
    chat.ask("Does the library lend a telescope?")

    def cosines(found: list[Hit]) -> dict[int, float]:
        return {hit.passage.id: hit.cosine for hit in found}

    leaning = cosines(chat.search("And for how long?"))
    alone = cosines(assistant.search("And for how long?"))
    together = cosines(assistant.search("And for how long? library lend telescope"))
    # Of two unit vectors u and v, (u + v) / |u + v|: the sum of the cosines, up to one factor.
    factors = [leaning[each] / (alone[each] + together[each]) for each in leaning]
    assert factors == pytest.approx([factors[0]] * len(factors), rel=1e-3)
    assert 0.5 < factors[0] < 1


def test_a_refused_question_leaves_the_conversation_as_it_was(assistant: Assistant) -> None:
    chat = assistant.conversation()
    with pytest.raises(QuestionError):
        chat.ask(" ")
    assert chat.turns == ()


def test_each_thing_asked_has_its_answer(assistant: Assistant) -> None:
    one, other = "For how many weeks may a telescope be kept", "who paid half of the sum"
    answer = assistant.ask(f"{one}, and {other}?")
    quotes = [citation.quote for citation in answer.citations]
    for part in (one, other):
        assert {each.quote for each in assistant.ask(f"{part}?").citations} <= set(quotes)
    assert len(quotes) == len(set(quotes))


def test_a_thing_asked_without_an_answer_is_named(tmp_path: Path) -> None:
    folder = write_files(
        tmp_path, {"a.txt": "The harbour is twelve metres deep. Ships call daily.\n"}
    )
    asked = "How deep is the harbour, and why do zebras yodel xylophones?"
    doubts = sorted(
        fake(folder).ask(each).confidence
        for each in ("How deep is the harbour?", "why do zebras yodel xylophones?")
    )
    answer = fake(folder, Settings(least_confidence=sum(doubts) / 2)).ask(asked)
    assert answer.answered
    assert answer.text.endswith(
        "\nI found no answer to “why do zebras yodel xylophones?” in the documents."
    )
    assert answer.confidence == doubts[1]
