"""Scans are read by OCR, laid out as other pages are, and never pass for a text layer."""

from __future__ import annotations

import json
import os
import signal
import time
from dataclasses import asdict, replace
from difflib import SequenceMatcher
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Thread

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from index.errors import LoadError
from index.load.extracted import Extracted, extracted_of
from index.load.files import LoadSettings, SourceFile, load_file
from index.load.formats.by_suffix import parse
from index.load.formats.pdf.document import parse_pdf
from index.load.formats.pdf.picture import picture_of_page
from index.load.formats.scan.image import picture_of_image
from index.load.formats.scan.reading import Scanner
from index.load.process import ParserProcess
from index.load.tesseract import Engine, engine
from tests.index.load.formats.pdf.test_document import at, blocks, lines, make_pdf

pytestmark = pytest.mark.integration

needs_engine = pytest.mark.skipif(engine() is None, reason="Tesseract is not installed")
needs_swedish = pytest.mark.skipif(
    "swe" not in (engine() or Engine("", "")).languages, reason="Tesseract has no Swedish here"
)
SWEDISH = (
    "Färjan till Granholm avgår från norra kajen varje timme",
    "mellan klockan sju och nio, utom på söndagar då den bara",
    "går varannan timme. Åtta överåriga älgar betade år 2019.",
)
ENGLISH = (
    "The ferry to Granholm leaves from the north quay every",
    "hour between seven and nine, and a car costs 145 kronor",
    "for a single journey if its driver has no card.",
)
SHORT = lines(60, 650, *ENGLISH)
PAGE = "\n".join([lines(60, 750, *SWEDISH), SHORT])


@cache
def drawn(content: str, dpi: int) -> Image.Image:
    """A page as a scanner sees it."""
    with pypdfium2.PdfDocument(make_pdf(content)) as document:
        image: Image.Image = document[0].render(scale=dpi / 72, grayscale=True).to_pil()
        return image.convert("L")


@cache
def cut(content: str, dpi: int) -> Image.Image:
    """The same without most of the empty paper, which takes as long to read as the text."""
    page, margin = drawn(content, dpi), dpi // 4
    left, top, right, bottom = ImageOps.invert(page).getbbox() or (0, 0, *page.size)
    return page.crop((left - margin, top - margin, right + margin, bottom + margin))


def scan_in_pdf(path: Path, *images: Image.Image, dpi: int = 200) -> Path:
    first, *others = images
    first.save(path, "PDF", resolution=dpi, save_all=True, append_images=others)
    return path


def with_text_page(path: Path, image: Image.Image) -> Path:
    """A PDF of a page of text, the scan, and another page of text."""
    with pypdfium2.PdfDocument.new() as document:
        for data in (make_pdf(at(60, 700, "A first page of text.")), None, make_pdf(
            at(60, 700, "A last page of text.")
        )):  # fmt: skip
            source = data or scan_in_pdf(path.with_suffix(".scan.pdf"), image).read_bytes()
            with pypdfium2.PdfDocument(source) as other:
                document.import_pages(other)
        document.save(path)
    return path


def likeness(found: Extracted, *expected: str) -> float:
    one, two = " ".join(found.text.split()), " ".join(expected)
    return SequenceMatcher(None, one, two, autojunk=False).ratio()


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the engine read one language, which takes half the time."""
    found = engine()
    if found is None or "eng" not in found.languages:
        pytest.skip("Tesseract has no English here")
    monkeypatch.setattr(
        "index.load.formats.scan.reading.engine", lambda: replace(found, languages="eng")
    )


@needs_swedish
@pytest.mark.parametrize("dpi", [200, 300])
def test_a_scan_is_read_in_both_languages(tmp_path: Path, dpi: int) -> None:
    found = parse(scan_in_pdf(tmp_path / "a.pdf", drawn(PAGE, dpi), dpi=dpi))
    assert likeness(found, *SWEDISH, *ENGLISH) > 0.98
    assert len(blocks(found, "prose")) == 2
    assert "145 kronor" in found.text
    (confidence,) = found.scanned
    assert confidence is not None
    assert 0.8 < confidence <= 1


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("save_as", ["a.png", "a.jpg", "a.tif"])
def test_a_file_of_a_picture_is_read(tmp_path: Path, save_as: str) -> None:
    cut(SHORT, 150).save(tmp_path / save_as)
    found = parse(tmp_path / save_as)
    assert " ".join(ENGLISH) in found.text
    assert (len(found.pages), len(found.scanned)) == (1, 1)


@pytest.mark.usefixtures("english")
def test_each_picture_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "a.tiff"
    second = cut(at(60, 700, "The second page has one sentence only."), 200)
    cut(SHORT, 200).save(path, save_all=True, append_images=[second])
    document = load_file(SourceFile("a.tiff", path))
    assert document.page_at(document.text.index("second page")) == 2
    picture = picture_of_image(path, 2, [("", "The second page")])
    assert picture is not None
    assert picture.boxes == ((),)
    assert picture_of_image(path, 3, []) is None


@pytest.mark.usefixtures("english")
def test_letters_on_a_ground_that_lets_through_are_read(tmp_path: Path) -> None:
    grey = cut(SHORT, 200)
    image = Image.new("RGBA", grey.size, (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), mask=grey.point(lambda shade: 255 - shade))
    image.save(tmp_path / "a.png")
    assert " ".join(ENGLISH) in parse(tmp_path / "a.png").text


@pytest.mark.usefixtures("english")
def test_a_scanned_page_among_others_is_read_and_told_apart(tmp_path: Path) -> None:
    document = load_file(
        SourceFile("a.pdf", with_text_page(tmp_path / "a.pdf", cut(SHORT, 200))), parse_pdf
    )
    assert [each is None for each in document.scanned] == [True, False, True]
    assert document.scanned_at(document.text.index("first page")) is None
    assert document.scanned_at(document.text.index("The ferry")) == document.scanned[1]
    assert document.text.index("first") < document.text.index("ferry") < document.text.index("last")


@pytest.mark.usefixtures("english")
def test_columns_of_a_scan_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = ("Bicycles are carried without charge", "on all the boats of the company, and",
            "dogs are carried on the upper deck.", "Nobody may go there at night.")  # fmt: skip
    right = ("The ferry to Granholm leaves from", "the north quay every hour between",
             "seven and nine, except that on some", "days it does not leave at all.")  # fmt: skip
    content = lines(60, 750, *left) + "\n" + lines(320, 750, *right)
    found = parse(scan_in_pdf(tmp_path / "a.pdf", cut(content, 200)))
    assert blocks(found, "prose") == [" ".join(left), " ".join(right)]


@needs_engine
def test_a_table_of_a_scan_is_a_table(tmp_path: Path) -> None:
    rows = [("Museum", "2022", "2023"), ("Maritime", "41", "58"), ("Art", "112", "97"),
            ("Science", "76", "83")]  # fmt: skip
    content = "\n".join(
        at(x, 700 - 16 * place, cell)
        for place, row in enumerate(rows)
        for x, cell in zip((60, 220, 320), row, strict=True)
    )
    found = parse(scan_in_pdf(tmp_path / "a.pdf", cut(content, 300), dpi=300))
    assert blocks(found, "row") == ["Maritime | 41 | 58", "Art | 112 | 97", "Science | 76 | 83"]


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("degrees", [1, 90, 180, 270])
def test_a_page_that_lies_askew_or_on_its_side_or_head_is_read(
    tmp_path: Path, degrees: int
) -> None:
    image = cut(SHORT, 200).rotate(degrees, expand=True, fillcolor=255)
    found = parse(scan_in_pdf(tmp_path / "a.pdf", image))
    assert " ".join(ENGLISH) in found.text


@pytest.mark.usefixtures("english")
def test_a_picture_without_text_gives_none(tmp_path: Path) -> None:
    Image.radial_gradient("L").resize((400, 400)).save(tmp_path / "a.png")
    with pytest.raises(LoadError, match="shows no text that OCR can read"):
        parse(tmp_path / "a.png")
    path = scan_in_pdf(tmp_path / "a.pdf", Image.open(tmp_path / "a.png"))
    with pytest.raises(LoadError, match="OCR finds no text on its pages"):
        parse(path)


@needs_engine
def test_a_scan_is_read_in_a_process_with_limits(tmp_path: Path) -> None:
    path = scan_in_pdf(tmp_path / "a.pdf", cut(lines(60, 650, ENGLISH[0]), 200))
    with ParserProcess(60, 2_000) as process:
        found = process.parse(path)
    assert found == parse(path)
    assert found.scanned


@needs_engine
def test_a_scan_that_takes_too_long_is_left_out_in_time(tmp_path: Path) -> None:
    path = scan_in_pdf(tmp_path / "a.pdf", *[drawn(PAGE, 200)] * 8)
    with (
        ParserProcess(0.8, 2_000) as process,
        pytest.raises(LoadError, match=r"more than can be read in time|not read within"),
    ):
        process.parse(path)


@pytest.mark.usefixtures("english")
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_damaged_pictures_give_text_or_a_reason(tmp_path: Path, data: st.DataObject) -> None:
    with BytesIO() as file:
        kind = data.draw(st.sampled_from(["PNG", "JPEG", "TIFF"]))
        drawn(at(60, 700, "Text"), 20).save(file, kind)
        whole = bytearray(file.getvalue())
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(whole)))
        whole[start : start + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=6))
    path = tmp_path / "damaged.png"
    path.write_bytes(bytes(whole))
    try:
        parse(path)
    except LoadError:
        return


# Without the engine


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("formats.by_suffix", "files", "formats.scan.reading"):
        monkeypatch.setattr(f"index.load.{module}.engine", lambda: None)


def read_with(written: bytes | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have an engine that writes this whatever the picture; None: it fails."""
    monkeypatch.setattr(Engine, "recognise", lambda *_: written)
    monkeypatch.setattr(Engine, "turn", lambda *_: 0)
    monkeypatch.setattr("index.load.formats.scan.reading.engine", lambda: Engine("", "eng"))


def hocr(*words: tuple[str, int], size: int = 30) -> bytes:
    """A line of words, each with its confidence."""
    spans = "".join(
        f"<span class='ocrx_word' title='bbox {100 * n} 0 {100 * n + 90} 30; x_wconf {sure}'>"
        f"{word}</span>"
        for n, (word, sure) in enumerate(words)
    )
    title = f"bbox 0 0 {100 * len(words)} 30; baseline 0 -5; x_size {size}"
    return (
        f"<html xmlns='http://www.w3.org/1999/xhtml'><p id='par_1'><span class='ocr_line'"
        f' title="{title}">{spans}</span></p></html>'
    ).encode()


@pytest.mark.usefixtures("no_engine")
def test_without_the_engine_a_scan_is_left_out_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(
        LoadError, match=r"pip install 'citera\[ocr\]' and Tesseract, or run ocrmypdf"
    ):
        parse(scan_in_pdf(tmp_path / "a.pdf", drawn(PAGE, 100)))
    drawn(PAGE, 100).save(tmp_path / "a.png")
    with pytest.raises(LoadError, match=r"is a picture; pip install 'citera\[ocr\]'"):
        parse(tmp_path / "a.png")


@pytest.mark.usefixtures("no_engine")
def test_without_the_engine_the_pages_with_text_are_read(tmp_path: Path) -> None:
    found = parse(with_text_page(tmp_path / "a.pdf", drawn(PAGE, 100)))
    assert found.text == "A first page of text.\nA last page of text."
    assert found.scanned == ()


def test_a_file_that_was_left_out_is_tried_again_once_the_engine_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("index.load.files.engine", lambda: None)
    before = LoadSettings().limits
    monkeypatch.setattr("index.load.files.engine", lambda: Engine("", "eng"))
    assert LoadSettings().limits != before


def test_what_is_hardly_read_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    read_with(hocr(("Hamnen", 96), ("är", 90), ("~.", 12), ("djup", 84)), monkeypatch)
    scan = Scanner().read(Image.new("L", (400, 400)), 300)
    assert scan is not None
    assert [word.text for word in scan.text.words] == ["Hamnen är", "djup"]
    assert scan.confidence == pytest.approx((6 * 0.96 + 2 * 0.9 + 4 * 0.84) / 12, abs=1e-3)
    read_with(hocr(("Hamnen", 40), ("är", 50)), monkeypatch)
    assert Scanner().read(Image.new("L", (400, 400)), 300) is None


@pytest.mark.parametrize("written", [None, b"", b"<html>", b"\x00 no markup", hocr()])
def test_an_engine_that_fails_reads_nothing(
    written: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_with(written, monkeypatch)
    assert Scanner().read(Image.new("L", (40, 40)), 300) is None


def test_pages_for_which_no_time_is_left_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    read_with(hocr(("Hamnen", 96)), monkeypatch)
    monkeypatch.setattr("index.load.formats.scan.reading._seconds_left", lambda: 0.0)
    scanner = Scanner()
    assert [scanner.read(Image.new("L", (40, 40)), 300) for _ in range(3)] == [None] * 3
    scanner.check(read=3)
    with pytest.raises(LoadError, match="has 3 scanned pages more than can be read in time"):
        scanner.check(read=2)


def test_a_page_with_text_is_never_scanned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_with(hocr(("Wrong", 96)), monkeypatch)
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf(at(60, 700, "Only this.")))
    found = parse(path)
    assert (found.text, found.scanned) == ("Only this.", ())


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_the_engine_ends_with_the_process_that_started_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, noted = tmp_path / "tesseract", tmp_path / "pid"
    program.write_text(
        f'#!/bin/sh\n[ "$1" = --list-langs ] && echo eng && exit\necho $$ >{noted}\nexec sleep 60\n'
    )
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    path = scan_in_pdf(tmp_path / "a.pdf", drawn(PAGE, 50))
    with ParserProcess(60, 2_000) as process:
        process.parse(with_text(tmp_path / "b.pdf"))  # the process has started
        assert process._process is not None
        worker = process._process.pid
        Thread(target=_kill_once, args=(worker, noted)).start()
        with pytest.raises(LoadError, match="made its parser crash"):
            process.parse(path)
    assert not is_running(int(noted.read_text()))


def with_text(path: Path) -> Path:
    path.write_bytes(make_pdf(at(60, 700, "Only this.")))
    return path


def _kill_once(worker: int, noted: Path) -> None:
    """Kill the process once the engine has started."""
    while not (noted.exists() and noted.read_text().strip()):
        time.sleep(0.05)
    os.kill(worker, signal.SIGKILL)


def is_running(pid: int) -> bool:
    """Whether the process runs, or does so within a second: it may be on its way out."""
    for _ in range(20):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return False
            os.kill(pid, 0)
        except OSError:
            return False
        time.sleep(0.05)
    return True


def test_confidences_survive_the_way_through_json() -> None:
    found = Extracted("One.\nTwo.", pages=(0, 5), scanned=(None, 0.93))
    assert extracted_of(json.loads(json.dumps(asdict(found)))) == found


def test_a_scanned_page_is_drawn_without_outlines(tmp_path: Path) -> None:
    path = scan_in_pdf(tmp_path / "a.pdf", drawn(PAGE, 100))
    picture = picture_of_page(path, 1, [("", ENGLISH[0])])
    assert picture is not None
    assert picture.boxes == ((),)


def test_a_picture_of_too_many_dots_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_with(hocr(("Hamnen", 96)), monkeypatch)
    monkeypatch.setattr("index.load.formats.by_suffix.engine", lambda: Engine("", "eng"))
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1_000)
    for size in ((40, 40), (400, 400)):  # PIL warns of the first, and refuses the second
        Image.new("L", size).save(tmp_path / "a.png")
        with pytest.raises(LoadError, match="has more than 1,000 dots; save it smaller"):
            parse(tmp_path / "a.png")
