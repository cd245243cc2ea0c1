"""An explanation's names in words, for a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from qa.explain.types import ChangeKind, Fate, Form, Stage, StepKind, Way

WAYS: Mapping[Way, str] = {
    "search": "what the documents say was searched",
    "documents": "it asks of the documents themselves, so that no sentences were searched for",
    "chat": "it is small talk, so that nothing was searched for",
    "outside": "it asks for what an assistant over documents does not do; nothing was searched for",
    "clarify": "it says too little to be searched for",
    "request": "it asks for the last answer's quotes in their places; nothing was searched for",
}
STEPS: Mapping[StepKind, str] = {
    "filter": "asked only of",
    "remark": "without small talk",
    "follow_up": "put in full from the conversation",
    "spelling": "misspelt words mended",
    "parts": "taken apart",
}
STAGES: Mapping[Stage, str] = {
    "answered": "answered",
    "no_documents": "refused: there is no document that could answer",
    "nothing_found": "refused: nothing was found",
    "no_sentence": "refused: passages were found, but no sentence in them states anything",
    "no_answer": "refused: passages were found, but no sentence comes near an answer",
    "on_another": "refused: what was found is on another year, number, person or the like",
    "below_threshold": "refused: a sentence comes near, but below the threshold",
    "not_searched": "nothing was searched for",
}
FORMS: Mapping[Form, str] = {
    "definition": "a sentence that introduces the term asked for comes first",
    "total": "the row with the total asked for comes first",
    "share": "what says it in percent comes first, as asked",
    "table": "rows of a table are in the order of what their own cells hold",
    "rows": "those rows are quoted that the question singles out",
    "list": "a list is quoted as a whole",
    "superlative": "what has the most or least of what is asked comes first",
    "comparison": "each side of a comparison was asked for alone as well",
    "missing_side": "nothing sure was found about this side of a comparison",
    "premise": "the question takes this for granted",
    "paragraph": "a paragraph is quoted as a whole",
    "conflict": "documents contradict each other",
    "conflict_by_time": "documents of different times contradict each other; the latest is first",
    "yes": "the first sentence surely says yes",
    "no": "the first sentence surely says no",
}
FATES: Mapping[Fate, str] = {
    "quoted": "quoted",
    "in_quoted_list": "in the quoted list",
    "says_the_same": "cited: says the same",
    "on_another": "on another {misfit}",
    "another_part": "not on the part asked for",
    "less_like": "fits, but less like the question",
    "below_threshold": "best, below the threshold",
    "not_read": "too far behind to be read",
    "less_likely": "too far behind the best",
    "less_apt_row": "row with fewer of the words",
    "same_document": "document is quoted already",
    "repeats": "repeats a quote",
    "max_quotes": "enough is quoted",
    "chosen_together": "not of what is quoted together",
}
CHANGES: Mapping[ChangeKind, str] = {
    "ask_all_documents": "Ask all documents: without the choice of documents it is answered.",
    "wait_until_read": "Wait until all documents are read.",
    "lower_threshold": "Answer from less: --setting least_confidence={value:g} quotes the best.",
    "rephrase": "Ask in other words, closer to those of the documents.",
    "add_documents": "Add documents that say it.",
    "say_more": "Say what is asked about it.",
}
