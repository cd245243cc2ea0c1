"""Search over a parallel corpus: what is taken out, and what is compared with what."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from eval.retrieval import measure, retrieval
from qa import Assistant
from tests.fakes import HashedWordsEmbedder

pytestmark = pytest.mark.usefixtures("few_resamples")

ENGLISH = {
    "crane": "Lloyd has nine cranes in Ellery.",
    "mayor": "The mayor of Quito is Anna Svensson.",
    "whale": "A whale was seen near Rabat.",
}
SWEDISH = {
    "crane": "Lloyd har nio kranar i Ellery.",
    "mayor": "Borgmästaren i Quito heter Anna Svensson.",
    "whale": "En val sågs utanför Rabat.",
}


def line(language: str, pair: str, question: str) -> dict[str, object]:
    other = "sv" if language == "en" else "en"
    return {
        "id": f"{language}:{pair}:{question}",
        "lang": language,
        "question": question,
        "answerable": True,
        "doc_ids": [f"{language}:{pair}"],
        "xl_doc_ids": [f"{other}:{pair}"],
    }


LINES = [
    line("en", "crane", "How many cranes has Lloyd in Ellery?"),
    line("en", "mayor", "A whale seen near Rabat?"),
    line("sv", "whale", "Var sågs en val utanför Rabat?"),
]


def test_the_answers_own_document_counts_for_its_language_and_is_taken_out_across(
    tmp_path: Path,
) -> None:
    names = {}
    for language, texts in (("en", ENGLISH), ("sv", SWEDISH)):
        for pair, text in texts.items():
            names[f"{language}:{pair}"] = f"{language}-{pair}.txt"
            (tmp_path / f"{language}-{pair}.txt").write_text(text, encoding="utf-8")
    assistant = Assistant.from_documents(tmp_path, embedder=HashedWordsEmbedder())
    assert {document.language for document in assistant.documents} == {"en", "sv"}
    figures = measure(assistant, LINES, names)
    values = {
        language: {name: (figure.value, figure.n) for name, figure in each.items()}
        for language, each in figures.items()
    }
    assert values["en"]["own alone"] == values["en"]["own"] == (0.5, 2)  # not the mayor
    assert values["en"]["across"] == values["en"]["across alone"] == (1.0, 2)  # of five passages
    assert values["sv"]["own"] == values["sv"]["ndcg alone"] == (1.0, 1)


def test_the_command_embeds_both_languages_and_asks_one_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("qa.assistant.load_embedder", lambda *_, **__: HashedWordsEmbedder())
    source = tmp_path / "parallel"
    source.mkdir()
    corpus = [
        {"id": f"{language}:{pair}", "title": pair, "text": text}
        for language, texts in (("en", ENGLISH), ("sv", SWEDISH))
        for pair, text in texts.items()
    ]
    for name, records in (("corpus", corpus), ("questions", LINES)):
        (source / f"{name}.jsonl").write_text("\n".join(map(json.dumps, records)))
    counts = []
    for split in ("tune", "report"):
        done = CliRunner().invoke(retrieval, [str(source), "--split", split])
        assert done.exit_code == 0, done.output
        lines = [each.split() for each in done.output.splitlines()]
        counts.append(sum(int(each[1]) for each in lines if each[:1] in (["en"], ["sv"])))
    assert sum(counts) == len(LINES)
