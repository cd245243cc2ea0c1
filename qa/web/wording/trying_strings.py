"""The strings of kept questions, in both languages; part of page_strings.TEXTS."""

from __future__ import annotations

from collections.abc import Mapping

TRYING: Mapping[str, Mapping[str, str]] = {
    "en": {
        "keep": "Keep as a test question",
        "question_kept": "Kept, with its answer, under Evaluation.",
        "question_kept_there": "Kept, with its answer, under Evaluation of “{collection}”, which "
        "gave it.",
        "keep_unknown": "It is not known which collection this answer is from. Ask the question "
        "again, and keep it then.",
        "evaluates": "Show the tab Evaluation",
        "evaluates_note": "Does it find the right answer? Keep questions from the chat with their "
        "answers, and see later which are answered differently.",
        "try_heading": "Does it find the right answer? Try your own questions",
        "try_how": "Press “Keep as a test question” below an answer that is right. After documents "
        "or settings have changed, ask all of them again here, and see what has become different.",
        "try_all": "Ask my questions again",
        "none_kept": "No question is kept yet: keep one below an answer in the chat.",
        "documents_changed": "The documents have changed since {count} of these were kept.",
        "settings_changed": "The settings have changed since {count} of these were kept.",
        "count_same": "as kept: {count}",
        "count_other": "another answer: {count}",
        "count_lost": "no longer answered: {count}",
        "count_gained": "newly answered: {count}",
        "outcome_same": "✓ The same answer as was kept",
        "outcome_other": "≠ Another answer than was kept",
        "outcome_lost": "✗ Not answered any more",
        "outcome_gained": "+ Answered now; it was not before",
        "kept_answer": "Kept",
        "answer_now": "Now",
        "accept": "This is right now",
        "forget": "Forget",
        "question_sets": "Question sets and figures",
    },
    "sv": {
        "keep": "Spara som testfråga",
        "question_kept": "Sparad, med sitt svar, under Utvärdering.",
        "question_kept_there": "Sparad, med sitt svar, under Utvärdering av ”{collection}”, som "
        "gav det.",
        "keep_unknown": "Det är okänt vilken samling svaret kommer från. Ställ frågan igen, och "
        "spara den sedan.",
        "evaluates": "Visa fliken Utvärdering",
        "evaluates_note": "Hittar den rätt svar? Spara frågor ur samtalet med deras svar, och se "
        "senare vilka som besvaras annorlunda.",
        "try_heading": "Hittar den rätt svar? Pröva dina egna frågor",
        "try_how": "Tryck på ”Spara som testfråga” under ett svar som är rätt. När dokument eller "
        "inställningar har ändrats kan du ställa alla på nytt här, och se vad som har blivit "
        "annorlunda.",
        "try_all": "Ställ mina frågor igen",
        "none_kept": "Ingen fråga är sparad än: spara en under ett svar i samtalet.",
        "documents_changed": "Dokumenten har ändrats sedan {count} av dem sparades.",
        "settings_changed": "Inställningarna har ändrats sedan {count} av dem sparades.",
        "count_same": "som sparat: {count}",
        "count_other": "ett annat svar: {count}",
        "count_lost": "besvaras inte längre: {count}",
        "count_gained": "besvaras nu: {count}",
        "outcome_same": "✓ Samma svar som sparades",
        "outcome_other": "≠ Ett annat svar än det som sparades",
        "outcome_lost": "✗ Besvaras inte längre",
        "outcome_gained": "+ Besvaras nu; det gjorde den inte förut",
        "kept_answer": "Sparat",
        "answer_now": "Nu",
        "accept": "Det här är rätt nu",
        "forget": "Glöm",
        "question_sets": "Frågesamlingar och siffror",
    },
}
