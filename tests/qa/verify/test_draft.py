"""Which sentences of a draft claim something, where they stand, and what they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import QuestionError
from qa.verify.draft import MAX_DRAFT, claims_in

DRAFT = """# The harbour of Ellery

Hello everyone!

The harbour of **Ellery** has [forty cameras](https://example.org/a "x"), it says.[1] Who paid?

> The mayor `Anna Berg` leads the choir. She was born in 1980.

- [x] The pier was finished in 2020.

```
speed = 40 knots in the harbour
```

| Thing | Price |
|---|---|
| Lamp | 40 kronor |
"""


def test_claims_stand_where_they_say_and_say_what_they_say() -> None:
    found = {DRAFT[each.start : each.end]: each.text for each in claims_in(DRAFT)}
    assert found == {
        'The harbour of **Ellery** has [forty cameras](https://example.org/a "x"), it says.': (
            "The harbour of Ellery has forty cameras, it says."
        ),
        "The mayor `Anna Berg` leads the choir.": "The mayor Anna Berg leads the choir.",
        "She was born in 1980.": "Anna Berg: She was born in 1980.",
        "The pier was finished in 2020.": "The pier was finished in 2020.",
        "Lamp | 40 kronor": "Lamp | 40 kronor",
    }


def test_a_sentence_that_leans_on_one_without_names_is_read_with_it() -> None:
    first, second = claims_in("The old pier was sold to a farmer. It was built of oak and stone.")
    assert second.text == f"{first.text} It was built of oak and stone."


@pytest.mark.parametrize("text", ["", "Hej!", "Vem betalade för kamerorna?", "# Rubrik", "Ja."])
def test_what_claims_nothing_is_left_out(text: str) -> None:
    assert claims_in(text) == []


def test_one_line_without_a_full_stop_is_a_claim() -> None:
    (claim,) = claims_in("Kameran i Ellery kostar 400 kronor")
    assert (claim.start, claim.end) == (0, 34)


def test_too_long_a_draft_is_refused() -> None:
    with pytest.raises(QuestionError, match=r"200,001 characters; check at most 200,000"):
        claims_in("a" * (MAX_DRAFT + 1))


@given(st.text("aB. \n>*_`[]()#|-1?<~", max_size=300))
def test_any_text_has_claims_within_it_in_order(text: str) -> None:
    place = 0
    for claim in claims_in(text):
        assert place <= claim.start < claim.end <= len(text)
        assert text[claim.start : claim.end].strip()
        place = claim.end


@pytest.mark.parametrize("mark", ["*", "_", "`", "[", "![](", "> ", "<", "[x] ", "\n>", "a. "])
def test_long_runs_of_marks_are_read(mark: str) -> None:
    draft = "The harbour has " + mark * 20_000 + " forty cameras." + mark * 20_000
    claims = claims_in(draft)
    assert "forty cameras" in "".join(draft[each.start : each.end] for each in claims)
