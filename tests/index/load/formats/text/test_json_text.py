"""JSON: what it says, in order, under the names that it gives."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import LoadError
from index.load.extracted import Extracted
from index.load.formats.text.json_text import parse_json, parse_jsonl

PROSE = (
    "Bron över sundet byggdes 1934 av ingenjören Olga Brandt. Den har sedan dess målats om fyra "
    "gånger, senast sommaren 2019."
)
Parser = Callable[[Path], Extracted]


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Extracted]:
    def read(data: Any, parser: Parser = parse_json) -> Extracted:
        path = tmp_path / "a.json"
        if not isinstance(data, (str, bytes)):
            data = json.dumps(data, ensure_ascii=False)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return parser(path)

    return read


def blocks(found: Extracted) -> list[tuple[str, str]]:
    return [(block.kind, found.text[block.start : block.end]) for block in found.blocks]


Read = Callable[..., Extracted]


def test_facts_stand_under_their_names_in_order(read: Read) -> None:
    found = read({"zip": "621 57", "address": {"city": "Visby", "open": True, "fax": None}})
    assert blocks(found) == [
        ("item", "zip: 621 57"),
        ("item", "address.city: Visby"),
        ("item", "address.open: true"),
    ]


def test_long_strings_are_prose_under_their_names(read: Read) -> None:
    found = read({"bridge": {"history": PROSE}})
    assert blocks(found) == [("heading", "bridge.history"), ("prose", PROSE)]


def test_a_record_of_a_title_and_a_text(read: Read) -> None:
    found = read({"title": "Sundsbron", "text": f"{PROSE}\n\n{PROSE}", "date": "2019-08-01"})
    assert (found.title, found.published) == ("Sundsbron", "2019-08-01")
    assert blocks(found) == [
        ("heading", "Sundsbron"),
        ("prose", PROSE),
        ("prose", PROSE),
        ("item", "date: 2019-08-01"),
    ]


def test_flat_objects_are_a_table(read: Read) -> None:
    found = read({"boats": [{"namn": "Sjösala", "längd": 8}, {"namn": "Ejdern", "längd": 11}]})
    assert blocks(found) == [
        ("heading", "boats"),
        ("labels", "namn | längd"),
        ("row", "Sjösala | 8"),
        ("row", "Ejdern | 11"),
    ]
    assert found.blocks[2].leads


def test_numbers_are_shown_as_they_are_written(read: Read) -> None:
    found = read('{"a": 1.50, "b": 1e400, "c": NaN, "d": 12345678901234567890}')
    assert found.text == "a: 1.50\nb: 1e400\nc: NaN\nd: 12345678901234567890"


def test_a_number_of_thousands_of_digits(read: Read) -> None:
    number = "1" * 5_000
    assert blocks(read('{"a": ' + number + "}")) == [("boilerplate", f"a: {number}")]


def test_questions_stand_above_their_answers(read: Read) -> None:
    asked = [{"question": f"Hur töms kärl {n}?", "answer": f"Var {n}:e dag."} for n in (2, 3)]
    found = read({"faq": asked})
    assert [text for kind, text in blocks(found) if kind == "heading"] == [
        "Hur töms kärl 2?",
        "Hur töms kärl 3?",
    ]
    assert "Hur töms kärl 2?\n\nVar 2:e dag.\n\nHur töms kärl 3?" in found.text


def test_names_do_not_multiply(read: Read) -> None:
    found = read({"a" * 100_000: {str(n): "x" for n in range(1_000)}})
    assert len(found.text) < 10_000


def test_short_lists_are_one_fact(read: Read) -> None:
    assert blocks(read({"dagar": ["måndag", "fredag"]})) == [("item", "dagar: måndag, fredag")]


def test_lists_of_numbers_are_rows(read: Read) -> None:
    assert blocks(read([["1", "2"], ["3", "4"]])) == [("row", "1 | 2"), ("row", "3 | 4")]


def test_what_holds_no_words_is_not_searched(read: Read) -> None:
    assert blocks(read({"picture": "iVBOR" * 100}))[0][0] == "boilerplate"


def test_json_lines(read: Read) -> None:
    lines = [{"title": f"Bro {n}", "text": PROSE} for n in range(3)]
    data = "\n".join(json.dumps(each) for each in lines) + "\n\n"
    for parser in (parse_jsonl, parse_json):
        found = read(data, parser)
        assert [text for kind, text in blocks(found) if kind == "heading"] == [
            "Bro 0",
            "Bro 1",
            "Bro 2",
        ]
        assert found.title is None


def test_a_line_that_is_no_json_is_named(read: Read) -> None:
    with pytest.raises(LoadError, match="has a line 2 that is no JSON"):
        read('{"a": 1}\n{"a": \n', parse_jsonl)


def test_a_file_that_is_no_json_is_refused(read: Read) -> None:
    with pytest.raises(LoadError, match=r"is no JSON: .*line 1 column 7"):
        read('{"a": }')


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_deep_nesting_is_refused(read: Read, opening: str) -> None:
    closing = "]" if opening == "[" else "}"
    with pytest.raises(LoadError, match="nests its values too deep"):
        read(opening * 100_000 + "1" + closing * 100_000)


def test_long_names_of_nested_values_are_bounded(read: Read) -> None:
    value: Any = "Visby"
    for _ in range(700):
        value = {"a" * 50: value}
    assert read(value).text.endswith(": Visby")


def test_a_long_list_takes_linear_time(read: Read) -> None:
    assert read([[{"a": {"b": n}}] for n in range(50_000)]).text.count("\n") == 49_999


@settings(max_examples=25)
@given(st.data())
def test_damaged_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = bytearray(json.dumps({"title": "Bro", "rows": [{"a": 1, "b": PROSE}] * 3}).encode())
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=10)):
        whole[place] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "damaged.json"
    path.write_bytes(bytes(whole))
    for parser in (parse_json, parse_jsonl):
        try:
            found = parser(path)
        except LoadError:
            continue
        assert all(0 <= block.start < block.end <= len(found.text) for block in found.blocks)
