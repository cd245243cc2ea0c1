"""What reports say, in English or Swedish: as with gettext, an English text names its Swedish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

LANGUAGE: ContextVar[str] = ContextVar("language of the report", default="en")
"""What the report that is being written is in: "en" or "sv"."""


@contextmanager
def written_in(language: str) -> Iterator[None]:
    """Have `say` and `decimal` speak this language within the block."""
    token = LANGUAGE.set(language)
    try:
        yield
    finally:
        LANGUAGE.reset(token)


def say(english: str, **values: Any) -> str:
    """The text in the report's language, its places filled in with `values`.

    What has no Swedish, such as the name of a setting, stays as it is.
    """
    text = SWEDISH.get(english, english) if LANGUAGE.get() == "sv" else english
    return text.format(**values) if values else text


def decimal(number: str) -> str:
    """A number with the decimal mark of the report's language."""
    return number.replace(".", ",") if LANGUAGE.get() == "sv" else number


SWEDISH: Mapping[str, str] = {
    # The page
    "{failed} of {all} questions failed": "{failed} av {all} frågor gick fel",
    "Evaluation of Citera": "Utvärdering av Citera",
    "{names} and {last}": "{names} och {last}",
    "Contents": "Innehåll",
    "Figures": "Siffror",
    "Plots": "Diagram",
    "Failed": "Gick fel",
    "Right": "Gick rätt",
    "The numbers": "Talen",
    "Show them": "Visa dem",
    "Questions that failed: {n}": "Frågor som gick fel: {n}",
    "Questions that went right: {n}": "Frågor som gick rätt: {n}",
    "Percent, each with its 95% interval; n: questions that count in the figures after it.": (
        "Procent, med 95 % konfidensintervall; n: frågor som räknas i siffrorna därefter."
    ),
    # What was measured
    "date": "datum",
    "split": "hälft",
    "splits": "hälfter",
    "tune": "justering",
    "report": "rapport",
    "questions": "frågor",
    "questions sha256": "frågornas sha256",
    "commit": "version",
    "source": "källkod",
    "python": "Python",
    "packages": "paket",
    "corpus hash": "dokumentens hash",
    "settings": "inställningar",
    "index": "index",
    "documents": "dokument",
    "passages": "stycken",
    "sentences": "meningar",
    "languages": "språk",
    "embedder": "inbäddare",
    "last indexing": "senaste indexering",
    "{texts} texts embedded in {seconds} s": "{texts} texter inbäddade på {seconds} s",
    # Tables
    "Answer hit, by language": "Rätt svar, efter språk",
    "Retrieval": "Sökning",
    "Answers": "Svar",
    "Citations": "Citat",
    "Prose": "Löpande text",
    "Refusals": "Avböjda frågor",
    "Confidence": "Säkerhet",
    "Follow-ups": "Följdfrågor",
    "Cost": "Kostnad",
    "answered": "besvarade",
    "answer hit": "rätt svar",
    "token F1": "ordens F1",
    "exact match": "exakt",
    "citation recall": "citatens täckning",
    "citation precision": "citatens precision",
    "verbatim rate": "ordagranna",
    "unsupported sentences": "meningar utan stöd",
    "precision": "precision",
    "recall": "täckning",
    "calibration error": "kalibreringsfel",
    "right": "rätt",
    "right in full": "rätt i sin helhet",
    "Recall@5 in full": "Recall@5 i sin helhet",
    "words": "ord",
    "ms, p50": "ms, p50",
    "ms, p95": "ms, p95",
    "all": "alla",
    "English": "engelska",
    "Swedish": "svenska",
    "asked in {language}": "frågat på {language}",
    "evidence in {language}": "belägg på {language}",
    "The share of questions whose answer holds what was expected, by the language that was asked in"
    " and the one that the evidence is in.": (
        "Andelen frågor vars svar har det väntade, efter språket som de ställdes på och det som"
        " beläggen är på."
    ),
    "How much of the evidence the k best passages hold (Recall@k), and how near the top it stands"
    " (MRR, nDCG). en→sv: asked in English, evidence in Swedish.": (
        "Hur mycket av beläggen de k bästa styckena har (Recall@k), och hur nära toppen de står"
        " (MRR, nDCG). en→sv: frågat på engelska, belägg på svenska."
    ),
    "Of the questions with an answer: how many were not refused; whose text holds the answer; how"
    " far the words quoted are those of the evidence (F1; exact is an F1 of 1).": (
        "Av frågorna som har ett svar: hur många som inte avböjdes; vilkas text har svaret; hur väl"
        " de citerade orden är beläggens (F1; exakt är F1 = 1)."
    ),
    "How much of the evidence was cited (recall), how many citations are evidence (precision), and"
    " how many stand in the document as quoted (verbatim: must be 100).": (
        "Hur mycket av beläggen som citerades (täckning), hur många citat som är belägg"
        " (precision), och hur många som står i dokumentet så som de citeras (ordagranna: måste"
        " vara 100)."
    ),
    "How many of the sentences that a language model wrote the documents do not support: they are"
    " left out or marked.": (
        "Hur många av en språkmodells meningar som dokumenten inte ger stöd: de utelämnas eller"
        " märks ut."
    ),
    "How many refusals were right (precision), and how many questions without an answer were"
    " refused (recall); by the question's language and kind.": (
        "Hur många som avböjdes med rätta (precision), och hur många frågor utan svar som avböjdes"
        " (täckning); efter frågans språk och slag."
    ),
    "AUROC: how often a question with an answer got more confidence than one without; 50 is chance."
    " AURC, the area under the risk curve, and calibration error: lower is better.": (
        "AUROC: hur ofta en fråga med svar fick högre säkerhet än en utan; 50 är slumpen. AURC,"
        " ytan under riskkurvan, och kalibreringsfel: lägre är bättre."
    ),
    "Questions that need the conversation before them, beside the same asked in full: where that"
    " goes better, the conversation was misunderstood.": (
        "Frågor som behöver samtalet före dem, bredvid samma frågor ställda i sin helhet: där det"
        " går bättre missförstods samtalet."
    ),
    "Words that an answer shows, and milliseconds that it takes: median (p50), and what 95% of the"
    " questions stay under (p95). These are not percentages.": (
        "Ord som ett svar visar, och millisekunder som det tar: median (p50), och vad 95 % av"
        " frågorna håller sig under (p95). Detta är inte procent."
    ),
    # Kinds of questions
    "unsorted": "osorterad",
    "same-language": "samma språk",
    "cross-language": "över språkgränsen",
    "number": "tal",
    "name": "namn",
    "why or how": "varför eller hur",
    "list": "lista",
    "two documents": "två dokument",
    "disagreement": "motsägelse",
    "misspelt": "felstavad",
    "order": "order",
    "pronoun": "pronomen",
    "ellipsis": "ellips",
    "topic switch": "ämnesbyte",
    "false premise": "falsk premiss",
    "near miss": "nära miss",
    "off-topic": "utanför ämnet",
    # A question
    "cited what does not stand in the document": "citerade något som inte står i dokumentet",
    "answered, though the documents hold no answer": "besvarad, fast dokumenten inte har svaret",
    "refused, though the documents hold the answer": "avböjd, fast dokumenten har svaret",
    "gave another answer": "gav ett annat svar",
    "earlier": "tidigare",
    "question": "fråga",
    "in full, went right": "i sin helhet, gick rätt",
    "in full, failed as well": "i sin helhet, gick också fel",
    "said": "svarade",
    "asked": "frågade",
    "confidence": "säkerhet",
    "{percent}%": "{percent} %",
    "cited": "citerade",
    "expected": "väntat",
    "evidence": "belägg",
    "retrieval": "sökning",
    " or ": " eller ",
    "a quote of {documents}": "ett citat ur {documents}",
    "a refusal": "att frågan avböjs",
    "none of the {n} passages found holds evidence": "inget av de {n} funna styckena har belägg",
    "; {found} of {all} parts found": "; {found} av {all} delar funna",
    "passage {place} of {n} is the first with evidence": (
        "stycke {place} av {n} är det första med belägg"
    ),
    # Plots
    "Risk and coverage": "Risk och täckning",
    "the surest answers": "de säkraste svaren",
    "all answers: {risk}%": "alla svar: {risk} %",
    "coverage: % of the answers given": "täckning: % av de givna svaren",
    "risk: % of them wrong": "risk: % fel bland dem",
    "coverage, %": "täckning, %",
    "risk, %": "risk, %",
    "How many of the answers given are wrong (risk) when only the surest ones are counted"
    " (coverage); of all {n} answers it is {risk}%. A good confidence keeps the curve low on the"
    " left.": (
        "Hur många av de givna svaren som är fel (risk) när bara de säkraste räknas (täckning); av"
        " alla {n} svar är det {risk} %. En bra säkerhet håller kurvan låg till vänster."
    ),
    "Reliability": "Tillförlitlighet",
    "as sure as right": "lika säkert som rätt",
    "answers, and how many": "svar, och hur många",
    "confidence, %": "säkerhet, %",
    "right, %": "rätt, %",
    "bin, %": "fack, %",
    "answers": "svar",
    "mean confidence, %": "medelsäkerhet, %",
    "Confidence against the share right of {n} answers, in bins of {width} percentage points; the"
    " number beside a point is that of its answers. Below the diagonal the assistant is surer than"
    " it should be.": (
        "Säkerhet mot andelen rätt av {n} svar, i fack om {width} procentenheter; talet vid en"
        " punkt är antalet svar. Under diagonalen är assistenten säkrare än den borde."
    ),
    "Retrieval by number of passages": "Sökning efter antal stycken",
    "k: passages looked at": "k: stycken som granskas",
    "The share of the evidence that the k best passages hold, by the languages of question and"
    " evidence: over all, {first}% in the first passage and {last}% in the first {depth}.": (
        "Andelen av beläggen som de k bästa styckena har, efter frågans och beläggens språk: över"
        " alla {first} % i det första stycket och {last} % i de {depth} första."
    ),
    # Two runs
    "Comparison of two runs": "Jämförelse av två körningar",
    "Questions in both runs: {n}": "Frågor i båda körningarna: {n}",
    "{first} only in A, {second} only in B, {changed} not the same in both.": (
        "{first} bara i A, {second} bara i B, {changed} inte samma i båda."
    ),
    "B got {better} more right and {worse} more wrong.": (
        "B fick {better} till rätt och {worse} till fel."
    ),
    "The runs were made over different documents.": "Körningarna gjordes över olika dokument.",
    "figure": "siffra",
    "Median time: A {first} ms, B {second} ms.": "Mediantid: A {first} ms, B {second} ms.",
    "In percent; B − A with its 95% interval. p: how often chance alone makes as great a"
    " difference; by chance, 1 in 20 is below 0.05.": (
        "I procent; B − A med 95 % konfidensintervall. p: hur ofta slumpen ensam ger en så stor"
        " skillnad; av en slump är 1 av 20 under 0,05."
    ),
    "{value} ({low} to {high})": "{value} ({low} till {high})",
    "Right in A, wrong in B": "Rätt i A, fel i B",
    "Wrong in A, right in B": "Fel i A, rätt i B",
    "None.": "Inga.",
    "A said": "A svarade",
    "B said": "B svarade",
    "answer_hit": "rätt svar",
    "token_f1": "ordens F1",
    "exact_match": "exakt",
    "citation_recall": "citatens täckning",
    "citation_precision": "citatens precision",
    "verbatim": "ordagranna",
    "unsupported": "utan stöd",
    "standalone_right": "rätt i sin helhet",
    "standalone_recall@5": "Recall@5 i sin helhet",
    "recall@1": "Recall@1",
    "recall@5": "Recall@5",
    "recall@10": "Recall@10",
    "mrr@10": "MRR@10",
    "ndcg@10": "nDCG@10",
}
