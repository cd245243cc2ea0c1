"""Mail: its head, what is said and quoted in it, and what is attached."""

from __future__ import annotations

from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import LoadError
from index.load.extracted import Extracted, TextBuilder
from index.load.formats.text import mail
from index.load.formats.text.mail import extracted_of_message, parse_eml, parse_mbox
from index.load.formats.text.mail_text import add_body, extracted_of_mail_text, looks_like_mail
from index.load.formats.text.plain import parse_text


def blocks(found: Extracted, *kinds: str) -> list[str]:
    """The texts of the blocks of these kinds, of all where none is named."""
    return [
        found.text[block.start : block.end]
        for block in found.blocks
        if not kinds or block.kind in kinds
    ]


def body(text: str, flowed: bool = False, joined: bool = False) -> Extracted:
    builder = TextBuilder()
    add_body(builder, text, flowed, joined)
    return builder.extracted()


def message(text: str = "Portkoden är 4821.", subject: str = "Portkod") -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = subject
    made["From"] = "Åsa Öberg <asa@example.se>"
    made["To"] = "Alla <alla@example.se>"
    made["Cc"] = "styrelsen@example.se"
    made["Date"] = "Mon, 03 Jun 2024 09:12:00 +0200"
    made.set_content(text)
    return made


def parsed(made: EmailMessage) -> Extracted:
    return extracted_of_message(made.as_bytes())


# The head


def test_the_head_is_decoded_and_gives_title_sender_and_date() -> None:
    found = parsed(message(subject="Ändrad kod till porten på Ängsvägen"))
    assert found.title == "Ändrad kod till porten på Ängsvägen"
    assert (found.source, found.published) == ("Åsa Öberg", "2024-06-03")
    assert blocks(found, "heading") == [found.title]
    assert blocks(found, "aside") == [
        "From: Åsa Öberg <asa@example.se>",
        "To: Alla <alla@example.se>",
        "Cc: styrelsen@example.se",
        "Date: Mon, 03 Jun 2024 09:12:00 +0200",
    ]
    assert blocks(found, "prose") == ["Portkoden är 4821."]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_head_in_bytes_beyond_ascii(encoding: str) -> None:
    data = "From: Åsa Öberg\nSubject: Möte på ön\n\nVi ses på bryggan.\n".encode(encoding)
    found = extracted_of_message(data)
    assert (found.title, found.source) == ("Möte på ön", "Åsa Öberg")
    assert blocks(found, "prose") == ["Vi ses på bryggan."]


def test_a_damaged_encoded_word_stays_as_it_is() -> None:
    found = extracted_of_message(b"Subject: =?utf-8?b?a?= x\nFrom: a@b.se\n\nText here.\n")
    assert found.title == "=?utf-8?b?a?= x"


# The text


def test_a_quoted_sentence_is_whole_and_without_marks() -> None:
    found = body(
        "Det går bra.\n\nOn Mon, 3 Jun 2024 at 09:12, Johan Alm wrote:\n"
        "> Hej allihop,\n> bygget av bron börjar tisdagen den 4 juni klockan 7 och\n"
        "> pågår till fredag, om inte regnet kommer, säger vår\n> Platschef. Ta med hjälm.\n> Johan"
    )
    assert blocks(found, "prose") == [
        "Det går bra.",
        "bygget av bron börjar tisdagen den 4 juni klockan 7 och pågår till fredag, om inte regnet "
        "kommer, säger vår Platschef. Ta med hjälm.",
    ]
    assert blocks(found, "aside") == [
        "On Mon, 3 Jun 2024 at 09:12, Johan Alm wrote:",
        "Hej allihop,",
        "Johan",
    ]
    assert ">" not in found.text


@pytest.mark.parametrize(
    "line",
    [
        "Den mån 3 juni 2024 kl 09:12 skrev Johan J. Alm <johan@example.se>:",
        "Den 3 juni 2024 skrev Johan Alm:",
        "3 juni 2024 kl. 09:12 skrev Johan Alm <johan@example.se>:",
        "Am 03.06.2024 um 09:12 schrieb Johann Alm:",
        "Den man. 3. jun. 2024 kl. 09.12 skrev Johan Alm <johan@example.no>:",
        "On 3 June 2024, Johan Alm\n<johan@example.se> wrote:",
        "Johan Alm wrote:",
        "Johan Alm skrev:",
    ],
)
def test_who_wrote_what_is_quoted_stands_aside(line: str) -> None:
    found = body(f"Tack, det blir bra så.\n\n{line}\n> Porten är låst efter klockan 18.\n")
    assert blocks(found, "aside") == [line.replace("\n", " ")]
    assert blocks(found, "prose") == ["Tack, det blir bra så.", "Porten är låst efter klockan 18."]


def test_a_sentence_with_such_a_verb_is_prose() -> None:
    text = "Den 3 juni skrev styrelsen till kommunen. Svaret kom en vecka senare."
    assert blocks(body(text)) == [text]


def test_quotes_within_quotes_keep_apart() -> None:
    found = body(">> Den inre meningen är\n>> äldst.\n> Den yttre är yngre.\nJag svarar nu.")
    assert blocks(found) == ["Den inre meningen är äldst.", "Den yttre är yngre.", "Jag svarar nu."]


def test_a_quoted_line_that_was_broken_off() -> None:
    found = body("> Bryggan stängs för reparation och öppnas först på\nmåndag\n> i nästa vecka.")
    assert blocks(found) == [
        "Bryggan stängs för reparation och öppnas först på måndag i nästa vecka."
    ]


def test_a_forwarded_mail_has_a_head_of_its_own() -> None:
    found = body(
        "Se nedan.\n\n-----Ursprungligt meddelande-----\nFrån: Johan Alm\n"
        "Skickat: den 3 juni 2024 09:12\nTill: Petra Nyman\nÄmne: Koden\n\nKoden är 4821.\n"
    )
    assert blocks(found, "prose") == ["Se nedan.", "Koden är 4821."]
    assert blocks(found, "aside") == [
        "-----Ursprungligt meddelande-----",
        "Från: Johan Alm",
        "Skickat: den 3 juni 2024 09:12",
        "Till: Petra Nyman",
        "Ämne: Koden",
    ]


def test_signatures_stand_aside_and_disclaimers_are_not_searched() -> None:
    found = body(
        "Mötet är på torsdag.\n\n-- \nPetra Nyman\nTel. 070-123 45 67\n\n"
        "Detta meddelande kan innehålla konfidentiell information och är\n"
        "endast avsett för mottagaren.\n"
    )
    assert blocks(found, "prose") == ["Mötet är på torsdag."]
    assert "Tel. 070-123 45 67" in blocks(found, "aside")
    assert len(blocks(found, "boilerplate")) == 1


def test_what_comes_after_leave_is_taken_stands_aside() -> None:
    found = body("Mötet är på torsdag.\n\nMed vänliga hälsningar\nPetra Nyman\nProjektledare")
    assert blocks(found, "prose") == ["Mötet är på torsdag."]
    assert blocks(found, "aside") == ["Med vänliga hälsningar", "Petra Nyman", "Projektledare"]


def test_a_message_on_confidentiality_is_no_disclaimer() -> None:
    text = "This message is about confidential files. They are kept in room 12."
    assert blocks(body(f"Hello,\n{text}"), "prose") == [text]


def test_lists_and_facts_keep_their_lines() -> None:
    found = body("Ta med:\n- nyckel\n- en karta över området som visar alla\n  bryggor\n"
                 "Tid: klockan 10\nPlats: rum Eken\n")  # fmt: skip
    assert blocks(found, "item") == ["- nyckel", "- en karta över området som visar alla bryggor"]
    assert blocks(found, "prose") == ["Ta med:", "Tid: klockan 10", "Plats: rum Eken"]


def test_a_table_of_tabs() -> None:
    found = body("Priser i år, per natt och båt:\n\nLängd\tPris\n8 m\t210\n12 m\t310\n")
    assert blocks(found, "row") == ["8 m | 210", "12 m | 310"]


def test_lines_that_flow() -> None:
    text = "Bron stängs \npå måndag.\n> Den är \n> gammal.\n>> Ja.\n From here on.\n"
    assert blocks(body(text, flowed=True)) == [
        "Bron stängs på måndag.",
        "Den är gammal.",
        "Ja.",
        "From here on.",
    ]
    assert blocks(body("Öster \nmalm är stängt.", flowed=True, joined=True)) == [
        "Östermalm är stängt."
    ]


def test_a_long_paragraph_takes_linear_time() -> None:
    lines = [f"> rad {n} av en lång lista som fortsätter\n" for n in range(50_000)]
    assert "rad 49999" in body("".join(lines)).text


# Its parts


def test_plain_text_is_preferred() -> None:
    made = message("Portkoden är 4821.")
    made.add_alternative("<p>Portkoden är <b>4821</b>.</p>", subtype="html")
    assert blocks(parsed(made), "prose") == ["Portkoden är 4821."]


def test_html_that_says_more_is_read_instead() -> None:
    made = message("Öppna brevet i en webbläsare.")
    page = "<p>Hej Anna,</p><p>Portkoden är 4821 och gäller från måndag till nästa år.</p>"
    made.add_alternative(page, subtype="html")
    found = parsed(made)
    assert "webbläsare" not in found.text
    assert "Portkoden är 4821 och gäller från måndag till nästa år." in blocks(found, "prose")
    assert "Hej Anna," in blocks(found, "aside")


def test_html_with_a_table_is_read_instead() -> None:
    made = message("Längd Pris\n8 m 210\n12 m 310\n")
    rows = "<tr><th>Längd</th><th>Pris</th></tr><tr><td>8 m</td><td>210</td></tr>"
    made.add_alternative(f"<table>{rows}<tr><td>12 m</td><td>310</td></tr></table>", subtype="html")
    assert blocks(parsed(made), "row") == ["8 m | 210", "12 m | 310"]


def test_attachments_are_read_under_their_names() -> None:
    made = message()
    text = "Nyckeln hänger i skåpet.".encode("cp1252")
    made.add_attachment(text, maintype="application", subtype="octet-stream", filename="å.txt")
    made.add_attachment(b"\x89PNG\0", maintype="image", subtype="png", filename="karta.png")
    made.add_attachment(b"no zip", maintype="application", subtype="x", filename="trasig.docx")
    found = parsed(made)
    assert blocks(found, "heading") == ["Portkod", "å.txt"]
    assert found.text.endswith("å.txt\n\nNyckeln hänger i skåpet.\n\nkarta.png\ntrasig.docx")
    assert blocks(found, "aside")[-2:] == ["karta.png", "trasig.docx"]


def test_blocks_of_an_attachment_keep_their_places() -> None:
    made = message()
    page = b"<p>Bron byggdes 1934.</p><ul><li>ek</li></ul>"
    made.add_attachment(page, maintype="text", subtype="html", filename="bro.html")
    found = parsed(made)
    assert "Bron byggdes 1934." in blocks(found, "prose")
    assert "- ek" in blocks(found, "item")


def test_mails_within_mails_are_read_to_a_depth() -> None:
    made = message("Mening noll.", "Brev 0")
    for depth in range(1, 5):
        outer = message(f"Mening {depth}.", f"Brev {depth}")
        outer.add_attachment(made)
        made = outer
    found = parsed(made)
    assert blocks(found, "heading") == ["Brev 4", "Brev 3", "Brev 2"]
    assert blocks(found, "aside")[-1] == "Brev 1"


def test_only_so_many_attachments_are_read() -> None:
    made = message()
    for number in range(60):
        made.add_attachment(f"Text nummer {number}.", filename=f"{number}.txt")
    found = parsed(made)
    assert "Text nummer 49." in found.text
    assert "Text nummer 50." not in found.text
    assert "50.txt" in blocks(found, "aside")


# Files


def test_a_mail_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(message().as_bytes())
    assert parse_eml(path).title == "Portkod"


def test_what_is_no_mail_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(b"Just a text.\n")
    with pytest.raises(LoadError, match="is no mail"):
        parse_eml(path)


def test_a_mail_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "MAX_MESSAGE_BYTES", 100)
    for name, parser in (("a.eml", parse_eml), ("a.mbox", parse_mbox)):
        (tmp_path / name).write_bytes(mbox([message()]))
        with pytest.raises(LoadError, match="over the limit of 100"):
            parser(tmp_path / name)


def mbox(messages: Sequence[EmailMessage]) -> bytes:
    line = b"From asa@example.se Mon Jun  3 09:12:00 2024\n"
    return b"\n".join(line + each.as_bytes() for each in messages)


def test_each_mail_of_a_folder_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    second = message(">From here the road is closed.\n", "Vägen")
    path.write_bytes(mbox([message(), second, message("Tredje brevet.", "Tre")]))
    found = parse_mbox(path)
    assert [found.text[page:].split("\n")[0] for page in found.pages] == ["Portkod", "Vägen", "Tre"]
    assert blocks(found, "prose")[1] == "From here the road is closed."
    assert found.title is None


def test_a_folder_of_one_mail_has_its_title(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    path.write_bytes(mbox([message()]))
    assert parse_mbox(path).title == "Portkod"


def test_what_is_no_folder_of_mails_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    path.write_bytes(b"Subject: x\n\nText.\n")
    with pytest.raises(LoadError, match=r"is no \.mbox"):
        parse_mbox(path)


# Mail saved as plain text


def test_a_mail_saved_as_text() -> None:
    text = (
        "Från: Petra Nyman\nTill: Alla\nDatum: den 3 juni 2024\nÄmne: Flytt\n\nVi flyttar i maj.\n"
    )
    assert looks_like_mail(text)
    found = extracted_of_mail_text(text)
    assert (found.title, found.source, found.published) == ("Flytt", "Petra Nyman", "2024-06-03")
    assert blocks(found, "heading") == ["Ämne: Flytt"]
    assert blocks(found, "prose") == ["Vi flyttar i maj."]
    assert "Till: Alla" in blocks(found, "aside")


def test_an_encoded_mail_saved_as_text_is_decoded(tmp_path: Path) -> None:
    made = message("Nyckeln hänger i skåpet på övervåningen.")
    made.add_attachment("Bifogad text.", filename="a.txt")
    path = tmp_path / "a.txt"
    path.write_bytes(made.as_bytes())
    found = parse_text(path)
    assert "Nyckeln hänger i skåpet på övervåningen." in blocks(found, "prose")
    assert "Bifogad text." not in found.text


@pytest.mark.parametrize(
    "text",
    [
        "Protokoll\n\nDatum: 14 maj 2024\nPlats: Storgatan 4\n",
        "Datum: 14 maj 2024\nTill: styrelsen\n\nText.\n",
        "From: the sea\nwe came.\n\nText.\n",
        "From: a\nSubject: b",
        "From the start: no.\n\nSubject: this.",
        "",
    ],
)
def test_other_texts_are_no_mail(text: str) -> None:
    assert not looks_like_mail(text)


@settings(max_examples=25)
@given(st.data())
def test_a_damaged_mail_is_read_or_refused(data: st.DataObject) -> None:
    made = message()
    made.add_alternative("<p>Portkoden är <b>4821</b>.</p>", subtype="html")
    made.add_attachment("Bifogad text.", filename="a.txt")
    whole = bytearray(made.as_bytes())
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=20)):
        whole[place] = data.draw(st.integers(0, 255))
    try:
        found = extracted_of_message(bytes(whole))
    except LoadError:
        return
    assert all(0 <= block.start < block.end <= len(found.text) for block in found.blocks)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le"])
def test_a_mail_that_was_saved_in_wide_characters(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(message().as_bytes().decode().encode(encoding))
    assert "Portkoden är 4821." in parse_eml(path).text
