"""The strings of what a visitor finds at first, and of adding documents, in both languages; part of
page_strings.TEXTS.
"""

from __future__ import annotations

from collections.abc import Mapping

FIRST_VISIT: Mapping[str, Mapping[str, str]] = {
    "en": {
        "read_heading": "What was read",
        "read_so_far": "{documents} of {files} files so far. You can ask already.",
        "nothing_read": "There is no document here yet.",
        "one_read": "1 document",
        "all_read": "{count} documents",
        "files_left_out": "Left out: {count}",
        "drop_anywhere": "Drop files anywhere on this page, or",
        "choose_files": "Choose files…",
        "paste_text": "Paste text…",
        "good_to_know": "Good to know",
        "tip_tick": "Tick documents in the list to ask only these.",
        "tip_pin": "Pin a quote to keep it in the notebook, or copy it with its reference.",
        "tip_check": "Under “Check a text”, a text of yours is held against the documents.",
        "tip_keys": "Enter sends, Shift+Enter breaks the line, arrow up edits the last question.",
        "drop_here": "Drop to add to the documents",
        "adding": "Adding {count}: {files}",
        "add_text": "Add a text",
        "pasted_text": "Text; its first line becomes its title",
        "add_pasted": "Add the text",
        "add_page": "Add a page of the web",
        "page_address": "Address of the page",
        "fetch_note": "Fetched once, when you press the button, by the computer where Citera runs: "
        "the site sees that it asks. Nothing else is fetched, and nothing again by itself.",
        "fetch": "Fetch and add",
        "fetching": "Fetching the page",
        "fetched": "Fetched {address} ({size}\xa0kB), once.",
        "no_address": "There is no address; write one, such as https://example.org/page.",
        "web_address": "Web address…",
        "nothing_pasted": "There is no text to add; paste some first.",
    },
    "sv": {
        "read_heading": "Det som har lästs",
        "read_so_far": "{documents} av {files} filer hittills. Du kan fråga redan nu.",
        "nothing_read": "Här finns inget dokument än.",
        "one_read": "1 dokument",
        "all_read": "{count} dokument",
        "files_left_out": "Utelämnade: {count}",
        "drop_anywhere": "Släpp filer var som helst på sidan, eller",
        "choose_files": "Välj filer…",
        "paste_text": "Klistra in text…",
        "good_to_know": "Bra att veta",
        "tip_tick": "Kryssa i dokument i listan för att fråga bara dem.",
        "tip_pin": "Fäst ett citat för att ha kvar det bland anteckningarna, eller kopiera det med "
        "hänvisning.",
        "tip_check": "Under ”Granska en text” hålls en text av dig mot dokumenten.",
        "tip_keys": "Enter skickar, Skift+Enter bryter raden, uppåtpil ändrar den senaste frågan.",
        "drop_here": "Släpp för att lägga till bland dokumenten",
        "adding": "Lägger till {count}: {files}",
        "add_text": "Lägg till en text",
        "pasted_text": "Text; den första raden blir titel",
        "add_pasted": "Lägg till texten",
        "add_page": "Lägg till en webbsida",
        "page_address": "Sidans adress",
        "fetch_note": "Hämtas en gång, när du trycker på knappen, av datorn där Citera körs: "
        "webbplatsen ser att den frågar. Inget annat hämtas, och inget på nytt av sig självt.",
        "fetch": "Hämta och lägg till",
        "fetching": "Hämtar sidan",
        "fetched": "Hämtade {address} ({size}\xa0kB), en gång.",
        "no_address": "Det finns ingen adress; skriv en, till exempel https://example.org/sida.",
        "web_address": "Webbadress…",
        "nothing_pasted": "Det finns ingen text att lägga till; klistra in en först.",
    },
}
