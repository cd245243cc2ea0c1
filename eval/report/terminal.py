"""A run on the terminal: tables of its figures, and the questions that failed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from eval.questions import Question, find_question_set, load_questions
from eval.report.wording import decimal, say
from eval.results.folder import read_run
from eval.results.row import Evaluated, Row
from eval.results.summary import Figure, Groups, Summary, summarise
from eval.run import Run, evaluate
from qa.terminal import printable, progress_bar

# Each table is made of blocks, and a block of figures with the same n: name → heading.
Blocks = Sequence[Mapping[str, str]]
RETRIEVAL: Blocks = (
    {
        "recall@1": "Recall@1",
        "recall@5": "Recall@5",
        "recall@10": "Recall@10",
        "mrr@10": "MRR@10",
        "ndcg@10": "nDCG@10",
    },
)
ANSWERS: Blocks = (
    {
        "answered": "answered",
        "answer_hit": "answer hit",
        "token_f1": "token F1",
        "exact_match": "exact match",
    },
)
CITATIONS: Blocks = (
    {"citation_recall": "citation recall"},
    {"citation_precision": "citation precision", "verbatim": "verbatim rate"},
)
PROSE: Blocks = ({"unsupported": "unsupported sentences"},)
REFUSAL: Blocks = ({"precision": "precision"}, {"recall": "recall"}, {"f1": "F1"})
CALIBRATION: Blocks = ({"auroc": "AUROC"}, {"aurc": "AURC", "ece": "calibration error"})
CONVERSATION: Blocks = (
    {"right": "right", "standalone_right": "right in full"},
    {"recall@5": "Recall@5", "standalone_recall@5": "Recall@5 in full"},
)
COST: Blocks = ({"words": "words"}, {"p50": "ms, p50", "p95": "ms, p95"})


def evaluate_and_print(
    assistant: Evaluated, sets: Sequence[str], split: str = "all", out: Path | None = None
) -> Run:
    """Ask the questions of the sets, which are names or paths, and print how well it went.

    `split` is "tune", "report" or "all"; see Question.split. With `out`, the run is written to
    that folder as well, or continued there. Raises QuestionFileError where a set cannot be used,
    EvidenceError where it was not written for the assistant's documents, and CiteraError where the
    folder holds another run.
    """
    questions = load_sets(sets, split)
    with progress_bar("Asking") as progress:
        run = evaluate(assistant, questions, progress, out)
    console = Console()
    console.print(Text(printable(f"Sets: {', '.join(sets)}")))
    _print_run(run, console)
    return run


def print_report(folder: Path) -> None:
    """Print the run in the folder. Raises CiteraError where it holds none."""
    rows, measured = read_run(folder)
    _print_run(Run(tuple(rows), summarise(rows), measured), Console())


def _print_run(run: Run, console: Console) -> None:
    splits = ", ".join(
        f"{count} of split {split}" for split, count in run.measured["splits"].items()
    )
    console.print(
        Text(printable(f"Questions: {splits}; commit {run.measured['commit'] or 'unknown'}"))
    )
    print_summary(run.summary, console)
    for name, value in run.measured["index"].items():
        console.print(Text(printable(f"{name}: {value}")))
    print_failures(run.rows, console)


def load_sets(sets: Sequence[str], split: str) -> list[Question]:
    """The questions of one half, or of both where `split` is "all", of sets by name or path.

    Raises QuestionFileError where a set cannot be used.
    """
    return [
        question
        for name in sets
        for question in load_questions(find_question_set(name))
        if split in ("all", question.split)
    ]


def print_summary(summary: Summary, console: Console) -> None:
    """Print the figures as tables that fit 100 columns."""
    console.print("Percent, each with its 95% interval; n: questions that count in the figures.")
    if summary.answerable:
        console.print(_language_matrix(summary.answerable))
    for title, groups, blocks in (
        ("Retrieval", summary.answerable, RETRIEVAL),
        ("Answers", summary.answerable, ANSWERS),
        ("Citations", summary.answerable, CITATIONS),
        ("What a language model wrote", prose_of(summary), PROSE),
        ("Refusals, by the question's language and kind", summary.refusal, REFUSAL),
        ("Confidence", summary.calibration, CALIBRATION),
        ("Follow-ups, and the same questions asked in full", summary.conversation, CONVERSATION),
    ):
        if groups:
            console.print(figures_table(title, groups, blocks))
    if summary.cost:
        console.print(
            figures_table("Words an answer shows, and time it takes", summary.cost, COST, 1)
        )


def prose_of(summary: Summary) -> Groups:
    """The groups of questions for which a language model wrote something."""
    return {name: each for name, each in summary.answerable.items() if "unsupported" in each}


def print_failures(rows: Sequence[Row], console: Console) -> None:
    """Print each question that failed, with what was said and what was expected."""
    failures = [(row, reason) for row in rows if (reason := failure(row))]
    console.print(f"{len(failures)} of {len(rows)} questions failed")
    for row, reason in failures:
        console.print()
        heading = f"{row.question.id} ({row.question.kind}): {reason}"
        console.print(Text(printable(heading), style="bold"))
        for label, text in details(row):
            console.print(Text(printable(f"  {label}: {text}")))


def failure(row: Row) -> str | None:
    """What is wrong with the answer of a row, or None."""
    if row.right:
        return None
    if row.metrics.get("verbatim", 1.0) < 1:
        return say("cited what does not stand in the document")
    if not row.question.answerable:
        return say("answered, though the documents hold no answer")
    if not row.answer.answered:
        return say("refused, though the documents hold the answer")
    return say("gave another answer")


def _language_matrix(groups: Groups) -> Table:
    asked_in, held_in = pair_languages(groups)
    table = empty_table("Answer hit, by language")
    table.add_column("questions", no_wrap=True)
    for held in held_in:
        table.add_column(f"evidence {held}")
        table.add_column("n", justify="right")
    for asked in asked_in:
        cells = [groups.get(f"{asked}→{held}", {}).get("answer_hit") for held in held_in]
        columns = (
            (figure_text(each), Text(str(each.n))) if each else (Text("–"), Text("0"))
            for each in cells
        )
        table.add_row(asked, *chain.from_iterable(columns))
    return table


def pair_languages(groups: Groups) -> tuple[list[str], list[str]]:
    """The languages that were asked in, and those of the evidence, of groups such as "en→sv"."""
    pairs = [name.split("→") for name in groups if "→" in name]
    asked, held = ({pair[side] for pair in pairs} for side in (0, 1))
    return sorted(asked), sorted(held)


def figures_table(title: str, groups: Groups, blocks: Blocks, scale: float = 100) -> Table:
    """A line for each group; figures are shown times `scale`, with their intervals."""
    table = empty_table(title)
    table.add_column("questions", no_wrap=True)
    for block in blocks:
        table.add_column("n", justify="right", no_wrap=True)
        for heading in block.values():
            table.add_column(heading)
    for name, figures in groups.items():
        table.add_row(name, *_cells(figures, blocks, scale))
    return table


def empty_table(title: str) -> Table:
    """A table without columns and lines, in the style of all of them."""
    return Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))


def _cells(figures: Mapping[str, Figure], blocks: Blocks, scale: float) -> Iterator[Text]:
    for block in blocks:
        known = [figures[name] for name in block if name in figures]
        yield Text(str(known[0].n) if known else "0")
        for name in block:
            yield figure_text(figures[name], scale) if name in figures else Text("–")


def figure_text(figure: Figure, scale: float = 100) -> Text:
    """The figure times `scale`, and its interval."""
    interval = f"{scale * figure.low:.0f}–{scale * figure.high:.0f}"
    return Text.assemble(f"{scale * figure.value:3.0f} ", (interval, "dim"))


def change_text(change: Figure) -> str:
    """A difference in percentage points, with its interval: "+2.0 (-1.0 to +5.0)"."""
    value, low, high = (f"{100 * each:+z.1f}" for each in (change.value, change.low, change.high))
    return decimal(say("{value} ({low} to {high})", value=value, low=low, high=high))


def details(row: Row) -> Iterator[tuple[str, str]]:
    """What was asked, said and expected, each with its name."""
    question = row.question
    yield "asked", " → ".join((*question.history, question.question))
    yield "said", " ".join(row.answer.text.split())
    yield "expected", expected(question)


def expected(question: Question) -> str:
    """What a right answer holds."""
    if question.answers:
        return "; ".join(" / ".join(group) for group in question.answers)
    if question.answerable:
        documents = ", ".join(each.document for each in question.evidence)
        return say("a quote of {documents}", documents=documents)
    return say("a refusal")
