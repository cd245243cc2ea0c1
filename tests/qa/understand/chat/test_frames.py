"""What a question is wrapped in, and what is asked within."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.understand.chat.frames import bare_question


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("Could you tell me what the fee is?", "what is the fee?"),
        ("Hi! Quick one: what does it cost?", "what does it cost?"),
        ("I was wondering whether the hall is open on Sundays", "is the hall open on Sundays"),
        ("Do you know if dogs are allowed?", "are dogs allowed?"),
        ("Sorry to bother you, quick question: does anyone know who runs it?", "who runs it?"),
        ("A friend of mine is asking how many places there are", "how many places there are"),
        ("Thanks. One more thing: in which room is it?", "in which room is it?"),
        ("what does it cost? Thanks in advance!", "what does it cost?"),
        ("ok so what are the steps", "what are the steps"),
        ("Could you tell me who the caretaker is, please?", "who is the caretaker?"),
        ("what does it cost, please?", "what does it cost?"),
        ("Förklara vad en sump är", "vad är en sump"),
        ("Kan du säga vad det kostar?", "vad det kostar?"),
        ("Jag undrar om man får ta med hund", "får man ta med hund"),
        ("Vet du om badhuset är öppet på lördag?", "är badhuset öppet på lördag?"),
        ("Tack. En sak till: vilka tider gäller?", "vilka tider gäller?"),
        ("En kollega frågar vem som är ordförande", "vem är ordförande"),
        ("Hejsan, jag skulle vilja veta när det öppnar", "när det öppnar"),
        ("Ursäkta en dum fråga men hur lång är rasten", "hur lång är rasten"),
        ("Kan du berätta om hur man ansöker?", "hur man ansöker?"),
        ("Vad kostar det? Tack på förhand!", "Vad kostar det?"),
    ],
)
def test_what_is_asked_within_a_frame_is_what_is_asked(message: str, asked: str) -> None:
    assert bare_question(message) == asked


@pytest.mark.parametrize(
    "message",
    [
        "Tell me about the museum",
        "Can I check in at 3?",
        "Can you tell me about opening hours",
        "Who knows if it is open?",
        "New question: who is he?",
        "Vad vet du om katter?",
        "Berätta om museet",
        "Vad som ingår i avgiften",
        "Where the hall is",
        "who gave the ok",
        "Kan man säga upp avtalet?",
        "Vem undrar vad det kostar?",
        "And what does it cost?",
        "Whether it rains or not, is the pool open?",
        "Thanks!",
        "Who are you?",
    ],
)
def test_what_is_no_frame_stays(message: str) -> None:
    assert bare_question(message) == message


@given(st.text(max_size=60))
def test_nothing_is_asked_that_was_not_said(message: str) -> None:
    assert set(bare_question(message).split()) <= set(message.split())


def test_a_long_message_is_read_in_no_time() -> None:
    assert bare_question("could you tell me " * 120).startswith("could you tell me")
    assert bare_question("I wonder if " + "my " * 600).startswith("I wonder if my")
    assert bare_question("ok so " * 400).startswith("ok so")
