"""What explains an answer, in plain words of both languages; part of page_strings.TEXTS.

Names are those of qa.explain.types, after "why_" and what they name.
"""

from __future__ import annotations

from collections.abc import Mapping

WHY: Mapping[str, Mapping[str, str]] = {
    "en": {
        "why": "Why this answer?",
        "back_to_why": "Back to the explanation",
        "why_changed": "Asked now, the answer is another: the documents, or which of them are "
        "asked, have changed since. This explains the answer of now.",
        "why_prose": "A language model put the answer into words; this tells how what it was given "
        "was found.",
        "why_way_documents": "It asks about the documents themselves, so that no sentences were "
        "searched for.",
        "why_way_chat": "It was taken for small talk, so that nothing was searched for.",
        "why_way_outside": "It was taken for something that an assistant over documents does not "
        "do, so that nothing was searched for.",
        "why_way_clarify": "It says too little to be searched for.",
        "why_way_request": "It asks for the last answer’s quotes in their places, so that nothing "
        "was searched for.",
        "why_step_filter": "Only some documents were asked: {result}",
        "why_step_remark": "Without the small talk: {result}",
        "why_step_follow_up": "Understood from what was said before: {result}",
        "why_step_spelling": "Misspelt words were mended: {result}",
        "why_step_parts": "Several things were asked, each by itself: {result}",
        "why_stage_answered": "What is quoted answers this with a likelihood of {value}; "
        "{threshold} is enough.",
        "why_stage_no_documents": "There is no document that could answer.",
        "why_stage_nothing_found": "Nothing was found on this.",
        "why_stage_no_sentence": "What was found states nothing, such as headings and questions.",
        "why_stage_no_answer": "Something was found, but no sentence seems to answer: the best "
        "has a likelihood of {value}, and it takes {threshold}.",
        "why_stage_on_another": "What was found is about something else of the same kind, such as "
        "another year, number or person, than what was asked about.",
        "why_stage_below_threshold": "A sentence may answer this, but not surely enough: its "
        "likelihood is {value}, and it takes {threshold}.",
        "why_form_definition": "A sentence that introduces the term comes first.",
        "why_form_total": "The row with the sum or mean comes first.",
        "why_form_share": "What says it in percent comes first.",
        "why_form_table": "Rows of a table are ordered by what their own cells say.",
        "why_form_rows": "The rows that the question singles out are quoted.",
        "why_form_list": "The whole list is quoted.",
        "why_form_superlative": "What has the most or the least comes first.",
        "why_form_comparison": "Each of the two things compared was asked for by itself as well.",
        "why_form_missing_side": "Nothing sure was found about this one of the two.",
        "why_form_premise": "The question takes something for granted: {premise}",
        "why_form_paragraph": "The whole paragraph is quoted.",
        "why_form_conflict": "Documents contradict each other, so both are shown.",
        "why_form_conflict_by_time": "Documents of different times say different things; the "
        "latest comes first.",
        "why_form_yes": "The first sentence surely says yes.",
        "why_form_no": "The first sentence surely says no.",
        "why_considered": "{passages} passages and {sentences} sentences were considered; these "
        "are the foremost.",
        "why_sentence": "Sentence",
        "why_likelihood": "Likelihood",
        "why_became": "What became of it",
        "why_fate_quoted": "Quoted",
        "why_fate_in_quoted_list": "Stands in the quoted list",
        "why_fate_says_the_same": "Named with the quote: says the same",
        "why_fate_on_another": "Left out: about another {misfit}",
        "why_fate_another_part": "Left out: not on what was asked about",
        "why_fate_less_like": "Left out: less like the question",
        "why_fate_below_threshold": "The best, but not sure enough",
        "why_fate_not_read": "Not read: too far behind",
        "why_fate_less_likely": "Too far behind the best",
        "why_fate_less_apt_row": "Another row has more of the question’s words",
        "why_fate_same_document": "Not sure enough beside a quote of its document",
        "why_fate_repeats": "Says what a quote says",
        "why_fate_max_quotes": "Enough is quoted",
        "why_fate_chosen_together": "Not part of what is quoted together",
        "why_misfit_year": "year",
        "why_misfit_day": "day",
        "why_misfit_number": "number",
        "why_misfit_code": "code",
        "why_misfit_season": "season",
        "why_misfit_weekday": "weekday",
        "why_misfit_name": "name",
        "why_misfit_person": "person",
        "why_points": "Points that decide the order",
        "why_points_of": "Points of sentence {number}",
        "why_decimal": ".",
        "why_group_meaning": "Meaning",
        "why_group_words": "Words",
        "why_group_reading": "Reading",
        "why_group_language": "Language",
        "why_group_total": "Total",
        "why_points_told": "Meaning: how alike question, sentence and passage are. Words: which of "
        "the question’s words stand there, as they are or in other forms. Reading: what the model "
        "made of it that read it with the question. Language: whether it is the question’s.",
        "why_changes": "What would change it",
        "why_change_add_documents": "Documents that say it, added to the collection.",
        "why_change_wait_until_read": "Waiting until all documents are read.",
        "why_change_ask_all_documents": "Asking all documents: then there is an answer.",
        "why_change_lower_threshold": "A lower threshold: with the setting least_confidence at "
        "{value} the best sentence is quoted.",
        "why_change_rephrase": "Other words, closer to those of the documents.",
        "why_change_say_more": "Saying what you would like to know about it.",
    },
    "sv": {
        "why": "Varför detta svar?",
        "back_to_why": "Tillbaka till förklaringen",
        "why_changed": "Om frågan ställs nu blir svaret ett annat: dokumenten, eller vilka av dem "
        "som tillfrågas, har ändrats sedan dess. Det här förklarar svaret som det blir nu.",
        "why_prose": "En språkmodell har formulerat svaret; det här säger hur det som den fick "
        "hittades.",
        "why_way_documents": "Frågan gäller dokumenten själva, så inga meningar söktes.",
        "why_way_chat": "Det togs för småprat, så ingenting söktes.",
        "why_way_outside": "Det togs för något som en assistent för dokument inte gör, så "
        "ingenting söktes.",
        "why_way_clarify": "Det säger för lite för att söka efter.",
        "why_way_request": "Frågan gäller var det förra svarets citat står, så ingenting söktes.",
        "why_step_filter": "Bara vissa dokument tillfrågades: {result}",
        "why_step_remark": "Utan småpratet: {result}",
        "why_step_follow_up": "Förstått utifrån det som sagts tidigare: {result}",
        "why_step_spelling": "Felstavade ord rättades: {result}",
        "why_step_parts": "Flera saker efterfrågades, var och en för sig: {result}",
        "why_stage_answered": "Det som citeras svarar med sannolikheten {value}; "
        "{threshold} räcker.",
        "why_stage_no_documents": "Det finns inget dokument som skulle kunna svara.",
        "why_stage_nothing_found": "Ingenting hittades om detta.",
        "why_stage_no_sentence": "Det som hittades påstår ingenting; det är till exempel rubriker "
        "och frågor.",
        "why_stage_no_answer": "Något hittades, men ingen mening verkar svara: den bästa har "
        "sannolikheten {value}, och det krävs {threshold}.",
        "why_stage_on_another": "Det som hittades gäller något annat av samma slag, till exempel "
        "ett annat år eller nummer eller en annan person, än det som frågan gällde.",
        "why_stage_below_threshold": "En mening kan svara, men inte tillräckligt säkert: "
        "sannolikheten är {value}, och det krävs {threshold}.",
        "why_form_definition": "En mening som inför begreppet kommer först.",
        "why_form_total": "Raden med summan eller medelvärdet kommer först.",
        "why_form_share": "Det som säger det i procent kommer först.",
        "why_form_table": "En tabells rader är ordnade efter vad deras egna celler säger.",
        "why_form_rows": "De rader som frågan pekar ut citeras.",
        "why_form_list": "Hela listan citeras.",
        "why_form_superlative": "Det som har mest eller minst kommer först.",
        "why_form_comparison": "De två saker som jämförs söktes också var för sig.",
        "why_form_missing_side": "Ingenting säkert hittades om den här av de två.",
        "why_form_premise": "Frågan tar något för givet: {premise}",
        "why_form_paragraph": "Hela stycket citeras.",
        "why_form_conflict": "Dokument säger emot varandra, så båda visas.",
        "why_form_conflict_by_time": "Dokument från olika tider säger olika; det senaste kommer "
        "först.",
        "why_form_yes": "Den första meningen säger säkert ja.",
        "why_form_no": "Den första meningen säger säkert nej.",
        "why_considered": "{passages} avsnitt och {sentences} meningar övervägdes; de här är de "
        "främsta.",
        "why_sentence": "Mening",
        "why_likelihood": "Sannolikhet",
        "why_became": "Vad det blev av den",
        "why_fate_quoted": "Citeras",
        "why_fate_in_quoted_list": "Står i den citerade listan",
        "why_fate_says_the_same": "Nämns med citatet: säger detsamma",
        "why_fate_on_another": "Utelämnad: gäller {misfit}",
        "why_fate_another_part": "Utelämnad: gäller inte det som efterfrågades",
        "why_fate_less_like": "Utelämnad: mindre lik frågan",
        "why_fate_below_threshold": "Den bästa, men inte säker nog",
        "why_fate_not_read": "Inte läst: för långt efter",
        "why_fate_less_likely": "För långt efter den bästa",
        "why_fate_less_apt_row": "En annan rad har fler av frågans ord",
        "why_fate_same_document": "Inte säker nog bredvid ett citat ur samma dokument",
        "why_fate_repeats": "Säger det som ett citat säger",
        "why_fate_max_quotes": "Tillräckligt är citerat",
        "why_fate_chosen_together": "Hör inte till det som citeras tillsammans",
        "why_misfit_year": "ett annat år",
        "why_misfit_day": "en annan dag",
        "why_misfit_number": "ett annat nummer",
        "why_misfit_code": "en annan beteckning",
        "why_misfit_season": "en annan årstid",
        "why_misfit_weekday": "en annan veckodag",
        "why_misfit_name": "ett annat namn",
        "why_misfit_person": "en annan person",
        "why_points": "Poäng som avgör ordningen",
        "why_points_of": "Poäng för mening {number}",
        "why_decimal": ",",
        "why_group_meaning": "Betydelse",
        "why_group_words": "Ord",
        "why_group_reading": "Läsning",
        "why_group_language": "Språk",
        "why_group_total": "Summa",
        "why_points_told": "Betydelse: hur lika frågan meningen och avsnittet är. Ord: vilka av "
        "frågans ord som står där, som de är eller i andra former. Läsning: vad modellen kom fram "
        "till som läste den tillsammans med frågan. Språk: om det är frågans.",
        "why_changes": "Vad som skulle ändra det",
        "why_change_add_documents": "Dokument som säger det, tillagda i samlingen.",
        "why_change_wait_until_read": "Att vänta tills alla dokument är lästa.",
        "why_change_ask_all_documents": "Att fråga alla dokument: då finns det ett svar.",
        "why_change_lower_threshold": "En lägre tröskel: med inställningen least_confidence på "
        "{value} citeras den bästa meningen.",
        "why_change_rephrase": "Andra ord, närmare dokumentens.",
        "why_change_say_more": "Att säga vad du vill veta om det.",
    },
}
