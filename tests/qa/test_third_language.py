"""A third language is one lexicon, and phrases to answer with: nothing else names a language."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LEXICON = """
from index.language.lexicon import Lexicon, words
from index.language.remarks import RemarkWording

LEXICON = Lexicon(
    code="da",
    stop_words=frozenset(words("og i at det en den til er som på de med han af for ikke der hvor")),
    months=words(
        "januar februar marts april maj juni juli august september oktober november december"
    ),
    numerals={"to": 2, "tre": 3},
    demonyms={"DE": "tysk"},
    demonym_endings=("", "e"),
    interrogatives_for_values=words("hvad hvor hvornår"),
    other_interrogatives=words("hvem hvorfor"),
    prepositions={"i": "in", "fra": "from"},
    conjunctions=words("og men"),
    additions=("og",),
    pronouns=words("han hun"),
    denial_verbs=("benægter",),
    accusation_verbs=("påstår",),
    yes_or_no=words("er har"),
    how_many=("hvor mange",),
    numbers_asked=("hvor mange",),
    courtesies=("tak",),
    remarks=RemarkWording(greetings=("goddag hvordan går det med dig",)),
    sources_requests=("hvor står det",),
)
"""
PHRASES = {
    "says": "Ifølge {source}: {quotes}", "source": "»{title}«", "dated": "{source} ({date})",
    "in_other_language": "{source}, på {language}", "quote": "»{quote}« [{number}]",
    "also": "(også i {sources})", "differ": "Kilderne er uenige:", "refusal": "Intet svar.",
    "unsupported": "{presupposed} Intet siger det.", "part_refusal": "Intet svar på »{question}«.",
    "understood": "Forstået som: {question}", "place": "[{number}] {source} ({place}): »{quote}«",
    "page": "side {page}", "greetings": "Spørg om dokumenterne.", "no_more": "Ikke mere.",
    "untranslated": "Citater oversættes ikke.", "otherwise": "Det står der ikke, men dette:",
}  # fmt: skip
SCRIPT = """
import json, sys
from pathlib import Path
from qa import Assistant, Settings
from tests.fakes import HashedWordsEmbedder

assistant = Assistant.from_documents(
    Path(sys.argv[1]), embedder=HashedWordsEmbedder(), settings=Settings(least_confidence=0.0)
)
chat = assistant.conversation()
questions = json.loads(sys.argv[2])
answers = [chat.ask(each) for each in questions]
print(json.dumps([[each.text, each.language, each.understood] for each in answers]))
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The project with a Danish lexicon and Danish phrases beside what there is."""
    tree = tmp_path / "tree"
    for package, changed in (("index", "language"), ("qa", "answer")):
        for folder in (tree / package, tree / package / changed):
            folder.mkdir(parents=True)
            for path in (ROOT / folder.relative_to(tree)).iterdir():
                if path.name not in (changed, "phrases.py", "__pycache__"):
                    (folder / path.name).symlink_to(path)
    (tree / "tests").symlink_to(ROOT / "tests")
    (tree / "index/language/lexicon_da.py").write_text(LEXICON, "utf-8")
    phrases = (ROOT / "qa/answer/phrases.py").read_text("utf-8")
    added = f"{phrases}\nPHRASES['da'] = PHRASES['en'] | {PHRASES!r}\n"
    (tree / "qa/answer/phrases.py").write_text(added, "utf-8")
    return tree


def test_a_toy_language_is_asked_and_answered(tree: Path, tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    for town, text in (
        ("Aarhus", "Der er 40 kameraer i byen Aarhus, siger kommunen der."),
        ("Odense", "Siden sommeren er der 90 kameraer i byen Odense, fortæller politiet."),
    ):
        (documents / f"{town}.txt").write_text(f"Kameraer i {town}\n\n{text}", "utf-8")
    asked = [
        "Hvor mange kameraer er der i Aarhus?",
        "Og i Odense?",
        "Goddag, hvordan går det med dig?",
    ]
    asked += ["Hvor mange kameraer er der i Aarhus, og hvornår kom de til Odense?"]
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(documents), json.dumps(asked)],
        capture_output=True, text=True, cwd=tree, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    first, second, greeted, joined = json.loads(run.stdout)
    assert (first[1], first[2]) == ("da", None)
    assert first[0].startswith("Ifølge »Kameraer i Aarhus«: »Der er 40 kameraer")
    assert second[2] == "Hvor mange kameraer er der i Odense?"
    assert "90 kameraer" in second[0]
    assert greeted[0] == "Spørg om dokumenterne."
    assert len(joined[0].splitlines()) > 1
