"""A page of a PDF as a picture: the outline lies around the quote and nothing else."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from index.load.formats.pdf.document import parse_pdf
from index.load.formats.pdf.picture import Box, PagePicture, picture_of_page
from index.load.page_picture import page_picture
from qa.library.cache import sample_corpus

pytestmark = pytest.mark.integration

PDF = sample_corpus() / "briefings" / "belgrade-briefing.pdf"


def letters(text: str) -> str:
    return re.sub(r"\W", "", text)


def width_of(picture: PagePicture) -> int:
    with Image.open(BytesIO(picture.image)) as image:
        return image.width


def text_in(path: Path, number: int, box: Box) -> str:
    """What PDFium finds in a box of a page that is not turned."""
    left, top, width, height = box
    with pypdfium2.PdfDocument(path) as document:
        page = document[number - 1]
        across, down = page.get_size()
        return str(
            page.get_textpage().get_text_bounded(
                left * across,
                (1 - top - height) * down,
                (left + width) * across,
                (1 - top) * down,
            )
        )


def pages_of(path: Path) -> list[str]:
    found = parse_pdf(path)
    return [found.text[start:end] for start, end in pairwise([*found.pages, len(found.text)])]


def test_the_outline_is_around_the_quote_for_every_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        "index.load.formats.pdf.picture.PICTURE_WIDTH", 20
    )  # drawing takes most of the time
    checked = 0
    for number, page in enumerate(pages_of(PDF), 1):
        for sentence in re.finditer(r"[A-Z][^.]{40,200}\.", page):
            picture = picture_of_page(PDF, number, [(page[: sentence.start()], sentence[0])])
            assert picture is not None
            outlined = "".join(text_in(PDF, number, box) for box in picture.boxes[0])
            assert letters(outlined) == letters(sentence[0])
            checked += 1
    assert checked > 10


def test_of_equal_words_those_that_were_quoted_are_outlined() -> None:
    page = pages_of(PDF)[0]
    starts = [each.start() for each in re.finditer("Belgrade", page)][:2]
    picture = picture_of_page(PDF, 1, [(page[:start], "Belgrade") for start in starts])
    assert picture is not None
    (first,), (second,) = picture.boxes
    assert first[:2] != second[:2]
    assert [letters(text_in(PDF, 1, box)) for box in (first, second)] == ["Belgrade"] * 2


@pytest.fixture
def turned(tmp_path: Path) -> Path:
    """The first page, turned by a quarter."""
    path = tmp_path / "turned.pdf"
    with pypdfium2.PdfDocument(PDF) as document:
        document[0].set_rotation(90)
        document.save(path)
    return path


def test_a_turned_page_is_outlined_where_the_picture_shows_it(turned: Path) -> None:
    words = "cameras that recognise faces"
    upright, sideways = (picture_of_page(path, 1, [("", words)]) for path in (PDF, turned))
    assert upright is not None
    assert sideways is not None
    left, top, width, height = upright.boxes[0][0]
    expected = (1 - top - height, left, height, width)
    assert sideways.boxes[0][0] == pytest.approx(expected, abs=1e-4)
    across, down = Image.open(BytesIO(sideways.image)).size
    assert across > down


def test_the_picture_shows_the_page_and_its_process_may_fail(tmp_path: Path) -> None:
    picture = page_picture(PDF, 1, [("", "Belgrade")])
    assert picture == picture_of_page(PDF, 1, [("", "Belgrade")])
    twice = page_picture(PDF, 1, [("", "Belgrade")], 2)
    assert picture is not None
    assert twice is not None
    assert twice.boxes == picture.boxes
    assert width_of(twice) == 2 * width_of(picture)
    image = Image.open(BytesIO(picture.image))
    assert image.format == "WEBP"
    across, down = image.size
    left, top, width, height = picture.boxes[0][0]
    corners = (left * across, top * down, (left + width) * across, (top + height) * down)
    shades = image.convert("L").crop(corners).tobytes()
    assert (min(shades) < 80, max(shades) > 200) == (True, True)  # there are letters on paper
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(PDF.read_bytes()[:900])
    assert page_picture(damaged, 1, [("", "Belgrade")]) is None
    assert page_picture(tmp_path / "gone.pdf", 1, [("", "Belgrade")]) is None


def test_what_is_not_on_the_page_is_not_outlined() -> None:
    picture = picture_of_page(PDF, 1, [("", "No such words"), ("", "Belgrade"), ("", "—")])
    assert picture is not None
    assert [len(boxes) for boxes in picture.boxes] == [0, 1, 0]
    assert picture_of_page(PDF, 99, [("", "Belgrade")]) is None
