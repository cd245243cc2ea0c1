"""Settings: what is refused, what "name=value" means, and that the documentation lists them all."""

from __future__ import annotations

import re
from dataclasses import fields
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embed.load import load_embedder
from index.load import LoadSettings
from index.split.passages import SplitSettings
from qa import Settings
from qa.errors import SettingsError
from qa.settings import BACKENDS, GLOBS, UNSUPPORTED

API_PAGE = Path(__file__).parents[2] / "docs" / "python-api.md"
RANGES = {
    each.name: each.metadata["range"] for each in fields(Settings) if "range" in each.metadata
}
every_range = pytest.mark.parametrize(
    ("name", "least", "most"), [(n, *r) for n, r in RANGES.items()]
)


def with_value(name: str, value: Any) -> Settings:
    return Settings(**{name: value})


@every_range
def test_both_ends_of_a_range_are_in_it(name: str, least: float, most: float) -> None:
    assert [getattr(with_value(name, end), name) for end in (least, most)] == [least, most]


@every_range
def test_values_beyond_a_range_are_refused_with_name_value_and_range(
    name: str, least: float, most: float
) -> None:
    for value in (least - 1, most + 1):
        with pytest.raises(SettingsError) as raised:
            with_value(name, value)
        for part in (name, repr(value), str(least), str(most)):
            assert part in str(raised.value)


@every_range
@pytest.mark.parametrize("value", [True, False, None, "1", [1], float("nan"), float("inf")])
def test_what_is_no_number_is_refused(name: str, least: float, most: float, value: Any) -> None:
    with pytest.raises(SettingsError, match=name):
        with_value(name, value)


@pytest.mark.parametrize("name", [n for n in RANGES if type(getattr(Settings(), n)) is int])
def test_counts_are_whole_numbers(name: str) -> None:
    with pytest.raises(SettingsError, match="of type int"):
        with_value(name, RANGES[name][0] + 0.5)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(TypeError, match="least_confidense"):
        Settings(least_confidense=0.5)  # type: ignore[call-arg]


def test_the_settings_of_an_index_are_its_token_budget_and_overlap() -> None:
    assert Settings(max_tokens=50, overlap=0).split == SplitSettings(max_tokens=50, overlap=0)


@given(st.sampled_from(sorted(RANGES)), st.data())
def test_a_pair_sets_what_the_keyword_sets(name: str, data: st.DataObject) -> None:
    least, most = RANGES[name]
    whole = isinstance(getattr(Settings(), name), int)
    number: Any = st.integers(least, most) if whole else st.floats(least, most)
    value = data.draw(number)
    assert Settings().with_pairs([f"{name}={value}"]) == with_value(name, value)


def test_pairs_leave_the_other_settings_as_they_were() -> None:
    settings = Settings(hits=2, model="mine").with_pairs(["overlap=0", "lexical_weight=1"])
    assert settings == Settings(hits=2, model="mine", overlap=0, lexical_weight=1.0)


def test_the_last_of_two_pairs_wins() -> None:
    assert Settings().with_pairs(["hits=2", "hits=3"]).hits == 3


def test_a_model_is_a_name_and_an_empty_one_is_the_bundled_model() -> None:
    assert Settings().with_pairs(["model=/models/a=b"]).model == "/models/a=b"
    assert Settings(model="mine").with_pairs(["model="]).model is None
    with pytest.raises(SettingsError, match=r"reranker is 3; .* a name or a path"):
        Settings(reranker=3)  # type: ignore[arg-type]


def test_a_backend_is_one_of_three() -> None:
    assert Settings().with_pairs(["backend=onnx"]).backend == "onnx"
    with pytest.raises(SettingsError, match=r"backend is 'tpu'.*torch, onnx, openvino"):
        Settings().with_pairs(["backend=tpu"])


def test_what_is_unsupported_is_dropped_or_marked() -> None:
    assert Settings().with_pairs(["unsupported=mark"]).unsupported == "mark"
    with pytest.raises(SettingsError, match=r"unsupported is 'show'.*drop, mark"):
        Settings().with_pairs(["unsupported=show"])


def test_globs_have_commas_between_them() -> None:
    settings = Settings(exclude="drafts, *.bak.txt,,").with_pairs(["include=2019/*", "exclude="])
    assert settings.load == LoadSettings(include=("2019/*",))
    assert Settings(exclude="drafts, *.bak.txt,,").load.exclude == ("drafts", "*.bak.txt")
    with pytest.raises(SettingsError, match=r"include is \['\*'\]; it must be globs"):
        Settings(include=["*"])  # type: ignore[arg-type]


def test_what_a_file_may_take_reaches_the_loader() -> None:
    settings = Settings(max_megabytes=1, parse_seconds=2, parse_megabytes=500)
    limits = LoadSettings(max_megabytes=1, parse_seconds=2, parse_megabytes=500)
    assert settings.load == limits


def test_how_a_model_is_run_is_what_load_embedder_takes() -> None:
    taken = [name for name in signature(load_embedder).parameters if name != "model"]
    assert list(Settings().running) == taken
    assert Settings(truncate_dimension=9).running["truncate_dimension"] == 9


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:11434/v1", "https://llm.example/v1/", "http://[::1]:8080"]
)
def test_a_language_model_has_an_address_and_a_name(address: str) -> None:
    settings = Settings().with_pairs([f"llm={address}", "llm_model=qwen3:4b"])
    assert (settings.llm, settings.llm_model) == (address, "qwen3:4b")
    assert settings.with_pairs(["llm=", "llm_model="]) == Settings()


@pytest.mark.parametrize(("given", "missing"), [("llm", "llm_model"), ("llm_model", "llm")])
def test_half_of_a_language_model_is_refused(given: str, missing: str) -> None:
    with pytest.raises(SettingsError, match=f"setting {given} needs {missing} as well"):
        with_value(given, "http://127.0.0.1")


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1:11434/v1", "file:///etc/passwd", "ftp://a.example", "http://", "http:///v1"),
        *("http://[::1", "http://a:b/v1", "http://a.example:0", "http://a b", "http://a\n.example"),
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(SettingsError, match=r"is not the address of a language model.*http://"):
        Settings(llm=address, llm_model="m")


@pytest.mark.parametrize("address", ["http://me:s3cret@a.example/v1", "http://a/v1?key=s3cret"])
def test_an_address_with_a_secret_is_refused_without_showing_it(address: str) -> None:
    with pytest.raises(SettingsError, match="CITERA_LLM_KEY") as raised:
        Settings(llm=address, llm_model="m")
    assert "s3cret" not in str(raised.value)


@pytest.mark.parametrize("pair", ["hits", "", "=3", "hit=3", "HITS=3", " hits=3", "split=1"])
def test_a_pair_without_a_known_name_is_refused_with_the_names(pair: str) -> None:
    with pytest.raises(SettingsError) as raised:
        Settings().with_pairs([pair])
    assert repr(pair) in str(raised.value)
    assert all(each.name in str(raised.value) for each in fields(Settings))


@pytest.mark.parametrize("name", ["hits", "quote_margin"])
@pytest.mark.parametrize("value", ["", "many", "True", "nan", "inf", "-1", "1e9", "0,5"])
def test_a_pair_with_a_wrong_value_is_refused_with_the_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings().with_pairs([f"{name}={value}"])


def test_the_documentation_lists_every_setting_with_default_and_range() -> None:
    page = API_PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| `(.+?)` \| (.+?) \| .{20,} \|$", page, re.MULTILINE)
    ranges = {name: f"{least:,} … {most:,}" for name, (least, most) in RANGES.items()}
    ranges |= dict.fromkeys(["model", "reranker", "reader"], "name or path")
    ranges |= {"llm": "address", "llm_model": "name"}
    ranges |= dict.fromkeys(GLOBS, "globs") | {"backend": ", ".join(BACKENDS)}
    ranges |= {"unsupported": ", ".join(UNSUPPORTED)}
    assert rows == [
        (
            each.name,
            str(each.default),
            ranges[each.name],
        )
        for each in fields(Settings)
    ]
