"""The words around quotes, in each language that answers are given in; a new one gets a table."""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: dict[str, Mapping[str, str]] = {
    "en": {
        "says": "According to {source}: {quotes}",
        "source": "“{title}”",
        "dated": "{source} ({date})",
        "in_other_language": "{source}, in {language}",
        "quote": "“{quote}” [{number}]",
        "also": "(also in {sources})",
        "yes": "Yes.",
        "no": "No.",
        "differ": "The sources differ:",
        "differ_by_time": "The sources differ; the latest first:",
        "refusal": "I found no answer to that in the documents.",
        "closest": "I am not sure; this comes closest.",
        "unsupported": "{presupposed} I am not sure that the documents say so; this comes closest.",
        "otherwise": "The documents do not tell that, but this:",
        "part_refusal": "I found no answer to “{question}” in the documents.",
        "part_unsure": "I am not sure of an answer to “{question}”.",
        "sure": "Sure: a quote very probably answers this.",
        "likely": "Likely: a quote probably answers this.",
        "unsure": "Unsure: the quotes may miss what you asked.",
        "coverage": "Still reading: {documents} of {files} files so far; {share}% of their text is "
        "found by meaning, the rest by words.",
        "understood": "Understood as: {question}",
        "place": "[{number}] {source} ({place}): “{quote}”",
        "page": "page {page}",
        "greetings": "Hello! Ask me about these documents, and I answer with quotes from them.",
        "thanks": "You are welcome.",
        "goodbyes": "Goodbye!",
        "acknowledgements": "Good. Ask on whenever you like.",
        "apologies": "No harm done. What would you like to know?",
        "laughter": "Ha! Ask on whenever you like.",
        "wellbeing": "I am a program, so always fine. What would you like to know?",
        "praise": "Thank you! Ask on whenever you like.",
        "complaints": "I am sorry. Try other words, or a whole question; each quote opens in its "
        "document, so that you can check it.",
        "identity": "I am Citera, a program that looks up answers in these documents and quotes "
        "them word for word. I am no person, and I write no text of my own.",
        "abilities": "I answer questions about these documents with quotes from them, and say so "
        "where they do not answer. Ask a whole question: who, when, how, how much. You can also "
        "ask which documents there are and what one is about.",
        "languages": "I answer in English and Swedish (engelska och svenska), and a question may "
        "be in the other language than the document.",
        "privacy": "I need no internet: documents and questions stay on the computer that I run "
        "on, unless whoever set it up connected a service.",
        "grounds": "From these documents alone: I look for the sentences that answer, and quote "
        "them word for word with their place. I may pick the wrong one, so open a quote where it "
        "matters.",
        "formats": "I read text, Markdown, web pages, PDF, Word, PowerPoint, Excel, OpenDocument, "
        "e-mail and more, for the text that is in them.",
        "outside": "That is outside what I do: I answer questions about these documents, with "
        "quotes from them.",
        "unclear": "What do you mean? Please name what you ask about, in a whole question.",
        "which": "What would you like to know about “{word}”? It stands in {titles}, among others.",
        "other": "This is not about {name}:",
        "no_more": "I found nothing more on that in the documents.",
        "untranslated": "The documents do not answer that as well in English; quotes are not "
        "translated.",
        "one_document": "There is one such document:",
        "documents": "There are {count} documents:",
        "and_more": "and {count} more",
        "no_such_documents": "There is no such document here.",
        "newest": "The newest is:",
        "oldest": "The oldest is:",
        "which_one": "Several documents may be meant; which one?",
        "pages": "{count} pages",
        "sections": "Its sections: {headings}",
        "central": "What it says, in its own sentences:",
        "on_topic": "What the documents say on “{topic}”:",
        "one_mentions": "One document mentions “{topic}”:",
        "mention": "{count} documents mention “{topic}”:",
        "no_mention": "No document mentions “{topic}”.",
        "nearest": "These come nearest in meaning:",
        "sentence": "1 sentence",
        "sentences": "{count} sentences",
        "noted_author": "According to the file’s properties, “{title}” is by {value}.",
        "noted_published": "According to what is noted of the file, “{title}” is of {value}.",
        "noted_updated": "According to what is noted of the file, “{title}” is of {value}.",
        "noted_title": "The title is “{title}”, the file is called {file}.",
        "noted_pages": "“{title}” has {value} pages.",
        "noted_no_pages": "“{title}” has no pages; it has {words} words.",
    },
    "sv": {
        "says": "Enligt {source}: {quotes}",
        "source": "”{title}”",
        "dated": "{source} ({date})",
        "in_other_language": "{source}, på {language}",
        "quote": "”{quote}” [{number}]",
        "also": "(även i {sources})",
        "yes": "Ja.",
        "no": "Nej.",
        "differ": "Källorna är inte eniga:",
        "differ_by_time": "Källorna säger olika; den senaste först:",
        "refusal": "Jag hittar inget svar på det i dokumenten.",
        "closest": "Jag är inte säker; det här ligger närmast.",
        "unsupported": "{presupposed} Jag är inte säker på att dokumenten säger det; det här "
        "ligger närmast.",
        "otherwise": "Det säger inte dokumenten, men detta:",
        "part_refusal": "Jag hittar inget svar på ”{question}” i dokumenten.",
        "part_unsure": "Jag är inte säker på något svar på ”{question}”.",
        "sure": "Säkert: ett citat svarar mycket troligt på frågan.",
        "likely": "Troligt: ett citat svarar troligen på frågan.",
        "unsure": "Osäkert: citaten kanske inte svarar på det du frågade.",
        "coverage": "Läser ännu: {documents} av {files} filer hittills; {share} % av deras text "
        "hittas efter betydelse, resten efter ord.",
        "understood": "Tolkad som: {question}",
        "place": "[{number}] {source} ({place}): ”{quote}”",
        "page": "sidan {page}",
        "greetings": "Hej! Fråga om de här dokumenten, så svarar jag med citat ur dem.",
        "thanks": "Varsågod.",
        "goodbyes": "Hej då!",
        "acknowledgements": "Bra. Fråga vidare när du vill.",
        "apologies": "Ingen fara. Vad vill du veta?",
        "laughter": "Ha! Fråga vidare när du vill.",
        "wellbeing": "Jag är ett program och mår alltid bra. Vad vill du veta?",
        "praise": "Tack! Fråga vidare när du vill.",
        "complaints": "Det var tråkigt. Pröva andra ord, eller en hel fråga; varje citat går att "
        "öppna i sitt dokument, så att du kan kontrollera det.",
        "identity": "Jag är Citera, ett program som letar upp svar i de här dokumenten och citerar "
        "dem ordagrant. Jag är ingen människa, och jag skriver ingen egen text.",
        "abilities": "Jag svarar på frågor om de här dokumenten med citat ur dem, och säger till "
        "när de inte svarar. Ställ en hel fråga: vem, när, hur, hur mycket. Du kan också fråga "
        "vilka dokument som finns och vad ett av dem handlar om.",
        "languages": "Jag svarar på svenska och engelska, och en fråga får vara på det andra "
        "språket än dokumentet.",
        "privacy": "Jag behöver inget internet: dokument och frågor stannar på den dator som jag "
        "körs på, om inte den som ställt in den har kopplat till en tjänst.",
        "grounds": "Bara ur de här dokumenten: jag letar upp de meningar som svarar och citerar "
        "dem ordagrant med plats. Jag kan välja fel, så öppna citatet när det är viktigt.",
        "formats": "Jag läser text, Markdown, webbsidor, PDF, Word, PowerPoint, Excel, "
        "OpenDocument, e-post med mera, för den text som finns i dem.",
        "outside": "Det ligger utanför det jag gör: jag svarar på frågor om de här dokumenten, med "
        "citat ur dem.",
        "unclear": "Vad menar du? Skriv gärna en hel fråga som nämner vad den gäller.",
        "which": "Vad vill du veta om ”{word}”? Det står bland annat i {titles}.",
        "other": "Det här gäller inte {name}:",
        "no_more": "Jag hittar inget mer om det i dokumenten.",
        "untranslated": "Dokumenten svarar inte lika bra på svenska; citat översätts inte.",
        "one_document": "Det finns ett sådant dokument:",
        "documents": "Det finns {count} dokument:",
        "and_more": "och {count} till",
        "no_such_documents": "Det finns inget sådant dokument här.",
        "newest": "Nyast är:",
        "oldest": "Äldst är:",
        "which_one": "Flera dokument kan vara menade; vilket?",
        "pages": "{count} sidor",
        "sections": "Avsnitt: {headings}",
        "central": "Vad det säger, med egna meningar:",
        "on_topic": "Vad dokumenten säger om ”{topic}”:",
        "one_mentions": "Ett dokument nämner ”{topic}”:",
        "mention": "{count} dokument nämner ”{topic}”:",
        "no_mention": "Inget dokument nämner ”{topic}”.",
        "nearest": "Dessa ligger närmast i betydelse:",
        "sentence": "1 mening",
        "sentences": "{count} meningar",
        "noted_author": "Enligt filens egenskaper är ”{title}” av {value}.",
        "noted_published": "Enligt det som är noterat om filen är ”{title}” från {value}.",
        "noted_updated": "Enligt det som är noterat om filen är ”{title}” från {value}.",
        "noted_title": "Titeln är ”{title}”, filen heter {file}.",
        "noted_pages": "”{title}” har {value} sidor.",
        "noted_no_pages": "”{title}” har inga sidor; det har {words} ord.",
    },
}
