"""Question-answering sets made by others, in this project's form: documents and questions.

Each is a folder with corpus.jsonl and questions.jsonl (reader_training: examples.jsonl). A passage
of its corpus becomes a document of its own.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

from eval.questions import UNSORTED, GoldEvidence, Question, save_questions
from index.errors import CiteraError

HELD_OUT_SHARE = 5  # one article in so many is left out, so that its questions have no answer
DOCUMENTS = "documents"
QUESTIONS = "questions.jsonl"


def convert(name: str, source: Path, out: Path) -> list[Question]:
    """Write the set to the folders `out`/documents and the file `out`/questions.jsonl.

    Raises CiteraError where `source` is not a set of that name, or `out` cannot be written.
    """
    try:
        (out / DOCUMENTS).mkdir(parents=True, exist_ok=True)
        questions = DATASETS[name](source, out / DOCUMENTS)
        save_questions(questions, out / QUESTIONS)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CiteraError(
            "{source!r} cannot be read as {name}, or {out!r} not written "
            "({problem}: {error}); name the folder that holds the set",
            source=str(source),
            name=name,
            out=str(out),
            problem=type(error).__name__,
            error=error,
        ) from error
    return questions


def squad_parallel(source: Path, documents: Path) -> list[Question]:
    """SQuAD 2.0 / XQuAD paragraphs that exist in Swedish and English, asked in both languages.

    Each paragraph is written in one of its languages, chosen by a hash, so that half of the
    questions have their answer in the other language only. The questions on articles left out are
    unanswerable. SQuAD's own unanswerable questions are not used: most differ from an answerable
    one by a word, which only a trained reader notices.
    """
    chosen = filter(_is_in_chosen_language, read_lines(source / "corpus.jsonl"))
    present = write_documents(filter(_is_not_held_out, chosen), documents)
    lines = read_lines(source / QUESTIONS)
    return [_parallel_question(line, present) for line in lines if line["answerable"]]


def gnome_help(source: Path, documents: Path) -> list[Question]:
    """Help pages in Swedish and English, each asked for by its summary; a right answer cites it.

    Each page is written in one of its languages, chosen by a hash, as in `squad_parallel`.
    """
    chosen = filter(_is_in_chosen_language, read_lines(source / "corpus.jsonl"))
    present = write_documents(chosen, documents)
    return [_parallel_question(line, present) for line in read_lines(source / QUESTIONS)]


def swequad(source: Path, documents: Path) -> list[Question]:
    """SweQUAD-MC, Swedish public-sector pages; questions that no page answers are left out."""
    texts = {line["id"]: line["text"] for line in read_lines(source / "corpus.jsonl")}
    present = write_documents(read_lines(source / "corpus.jsonl"), documents)
    questions = []
    for line in read_lines(source / QUESTIONS):
        holding = [
            each for each in line["doc_ids"] if any(a in texts[each] for a in line["answers"])
        ]
        if holding:
            files = [present[each] for each in holding]
            questions.append(_question(line, "same-language", files, line["answers"]))
    return questions


def swefaq(source: Path, documents: Path) -> list[Question]:
    """Questions of Swedish authorities; their answer is a document, and right is to cite it."""
    present = write_documents(read_lines(source / "corpus.jsonl"), documents)
    return [
        _question(line, "same-language", [present[each] for each in line["doc_ids"]])
        for line in read_lines(source / QUESTIONS)
    ]


def mtrag(source: Path, documents: Path) -> list[Question]:
    """Conversations in English; every turn is a question, also asked in its rewritten form.

    A right answer cites one of the documents that the annotators found. The assistant's own
    answers, not those of the set, make the history.
    """
    present = write_documents(read_lines(source / "corpus.jsonl"), documents)
    questions = []
    for line in read_lines(source / QUESTIONS):
        history = tuple(turn["text"] for turn in line["history"] if turn["role"] == "user")
        files = [present[each] for each in line["doc_ids"]] if line["answerable"] else []
        standalone = (line["rewrite"] or "") if history else ""
        questions.append(_question(line, UNSORTED, files, (), history, standalone))
    return questions


def reader_training(source: Path, documents: Path) -> list[Question]:
    """Questions on paragraphs in Swedish, English and Norwegian, some without an answer there."""
    lines = list(read_lines(source / "examples.jsonl"))
    contexts = {line["context"]: line for line in lines}.values()
    paragraphs = (
        {"id": each["context"], "title": each["article"], "text": each["context"]}
        for each in contexts
    )
    present = write_documents(paragraphs, documents)
    return [
        _question(
            line | {"id": f"{line['source']}-{number}"},
            "same-language" if line["answerable"] else "near miss",
            [present[line["context"]]] if line["answerable"] else [],
            [answer["text"] for answer in line["answers"]],
        )
        for number, line in enumerate(lines)
    ]


def reader_questions(source: Path, documents: Path) -> list[Question]:
    """Documents written with hard questions for a reader, each asked in Swedish and English.

    `source` is a file of them or a folder with files part-*.jsonl.
    """
    files = sorted(source.glob("part-*.jsonl")) if source.is_dir() else [source]
    if not files:
        raise FileNotFoundError(f"there is no part-*.jsonl in {source}")
    questions = []
    for line in chain.from_iterable(map(read_lines, files)):
        name = f"{line['id']}.txt"
        text = f"{line['title']}\n\n{line['date']}\n\n{line['text']}\n"
        (documents / name).write_text(text, encoding="utf-8")
        for number, asked in enumerate(line["questions"]):
            questions += [
                _written_question(line, f"{line['id']}-{number:02}", asked, language, name)
                for language in ("en", "sv")
            ]
    return questions


def _written_question(
    line: dict[str, Any], number: str, asked: dict[str, Any], language: str, file: str
) -> Question:
    near_miss = "false premise" if asked["kind"] == "false_premise" else "near miss"
    same = language == line["language"]
    kind = "same-language" if same else "cross-language"
    evidence = tuple(GoldEvidence(file, quote=each) for each in asked["evidence"])
    return Question(
        id=f"{number}-{language}",
        question=asked[language],
        language=language,
        kind=kind if evidence else near_miss,
        evidence_language=line["language"] if evidence else None,
        answers=((asked["answer"],),) if evidence else (),
        evidence=evidence,
    )


DATASETS: dict[str, Callable[[Path, Path], list[Question]]] = {
    each.__name__: each
    for each in (
        squad_parallel,
        gnome_help,
        swequad,
        swefaq,
        mtrag,
        reader_training,
        reader_questions,
    )
}


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, packed (.gz) or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _hash(text: str) -> int:
    return int(sha256(text.encode()).hexdigest(), 16)


def _is_not_held_out(paragraph: dict[str, Any]) -> bool:
    return _hash(paragraph["title"]) % HELD_OUT_SHARE != 0


def _is_in_chosen_language(paragraph: dict[str, Any]) -> bool:
    language: str = paragraph["lang"]
    return language == ("en", "sv")[_hash(paragraph["pair"]) % 2]


def write_documents(lines: Iterable[dict[str, Any]], folder: Path) -> dict[str, str]:
    """Each as a text file under its title; the files' names by id."""
    folder.mkdir(parents=True, exist_ok=True)
    names = {}
    for line in lines:
        name = f"{sha256(line['id'].encode()).hexdigest()[:16]}.txt"
        title = line["title"].replace("_", " ")
        heading = "" if line["text"].startswith(title) else f"{title}\n\n"
        (folder / name).write_text(f"{heading}{line['text']}\n", encoding="utf-8")
        names[line["id"]] = name
    return names


def _parallel_question(line: dict[str, Any], present: dict[str, str]) -> Question:
    """The question with the document that is present, in whichever language, as evidence."""
    for ids, answers in (("doc_ids", "answers"), ("xl_doc_ids", "xl_answers")):
        files = [present[each] for each in line[ids] if each in present]
        if files:
            kind = "same-language" if ids == "doc_ids" else "cross-language"
            return _question(line, kind, files, line.get(answers, ()))
    return _question(line, "off-topic", [])


def _question(
    line: dict[str, Any],
    kind: str,
    files: Iterable[str],
    answers: Iterable[str] = (),
    history: tuple[str, ...] = (),
    standalone: str = "",
) -> Question:
    """The question with the evidence wherever one of its answers stands in the files."""
    evidence = tuple(GoldEvidence(file) for file in files)
    aliases = tuple(answers) if evidence else ()
    return Question(
        id=line["id"],
        question=line["question"],
        language=line["lang"],
        kind=kind,
        evidence_language=None,
        answers=(aliases,) if aliases else (),
        evidence=evidence,
        history=history,
        standalone=standalone,
    )
