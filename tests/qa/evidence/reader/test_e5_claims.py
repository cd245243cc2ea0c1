"""What holds claims against quotes, with the weights that ship."""

from __future__ import annotations

import numpy as np
import pytest

from qa.evidence.reader.e5_claims import E5ClaimReader
from qa.evidence.reader.protocol import ClaimReading, Window

pytestmark = pytest.mark.integration

HARBOUR = Window(
    "The harbour of Ellery (2019-05-02).",
    ("The harbour of Ellery has forty cameras, which the fishermen asked for after a fire.",),
)
HAMN = Window("Hamnen i Ellery.", ("Hamnen i Ellery har 40 kameror.",))


@pytest.fixture(scope="module")
def reader() -> E5ClaimReader:
    return E5ClaimReader()


def said(reading: ClaimReading) -> str:
    return max(reading._asdict().items(), key=lambda each: each[1])[0]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("The harbour of Ellery has forty cameras.", "same"),
        ("Hamnen i Ellery har fyrtio kameror.", "same"),
        (HARBOUR.sentences[0], "same"),
        ("The harbour of Ellery has no cameras.", "conflict"),
        ("Hamnen i Ellery har inga kameror.", "conflict"),
        ("The harbour of Ellery has fifty cameras.", "conflict"),
        ("Kamerorna i hamnen i Ellery kostade en miljon kronor.", "other"),
        ("The mayor of Ellery has been re-elected.", "other"),
    ],
)
def test_it_tells_whether_a_quote_says_so_says_otherwise_or_neither(
    reader: E5ClaimReader, claim: str, expected: str
) -> None:
    (reading,) = reader.hold(claim, [HARBOUR])
    assert said(reading) == expected, reading


def test_a_reading_is_of_each_quote_by_itself(reader: E5ClaimReader) -> None:
    claim = "The harbour has forty cameras."
    first, second = reader.hold(claim, [HARBOUR, HAMN])
    assert first != second
    for reading in (first, second):
        assert sum(1 / (1 + np.exp(-each)) for each in reading) == pytest.approx(1.0)
    assert reader.hold(claim, [HAMN]) == [second]
    assert reader.hold("", [HAMN])[0].other > 0
