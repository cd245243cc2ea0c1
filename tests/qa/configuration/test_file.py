"""What the configuration file may say; whatever else it says is told in one line."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from qa import Settings
from qa.configuration.file import read_configuration, usual_path
from qa.configuration.layers import Layer, file_layers, settings_of, sources_of
from qa.configuration.meanings import MEANINGS
from qa.configuration.schema import configuration_schema
from qa.errors import CollectionError, SettingsError

WHOLE = """
[settings]
max_quotes = 5
llm = "http://127.0.0.1:11434/v1"
llm_model = "qwen3:4b"
lexical_weight = 1

[collections.reports]
docs = "reports"
max_quotes = 2
llm = ""
llm_model = ""

[collections.minutes]
docs = "/minutes"
index = "~/minutes.index"

[collections.nobody]
docs = "~nobody-there/x"

[collections.lite]
index = "milvus+lite:lite.db"

[collections.shared-2]
index = "milvus://host/shared"
"""
WRONG = {
    "no TOML": ("[settings]\nhits = \n", r"cannot be read \(.*line 2"),
    "no text": ("hits = '\udcff'", "cannot be read"),
    "nested deep": (f"a = {'[' * 100_000}", "cannot be read"),
    "no address of a model": ("[settings]\nllm = 'x:1'", r"\[settings\]: 'x:1' is not the address"),
    "a setting at the top": ("hits = 3", r"the top has the unknown key 'hits'; known are"),
    "an unknown setting": ("[settings]\nhit = 3", r"\[settings\] has the unknown .* mean hits\?"),
    "a place for all": ("[settings]\ndocs = 'x'", r"\[settings\] has the unknown key 'docs'"),
    "a text for a number": ("[settings]\nhits = '3'", r"\[settings\]: setting hits is '3'; .* int"),
    "a float for an int": ("[settings]\nhits = 3.5", r"hits is 3\.5; .* a number of type int"),
    "a boolean": ("[settings]\nhits = true", "hits is True"),
    "a date": ("[settings]\nmodel = 2026-12-01", "model is datetime"),
    "no number": ("[settings]\nlexical_weight = nan", "lexical_weight is nan"),
    "out of range": ("[settings]\nmax_quotes = 11", "from 1 to 10"),
    "no choice": ("[settings]\nbackend = 'tpu'", "torch, onnx, openvino"),
    "a list of globs": ("[settings]\nexclude = ['a']", r"globs with commas"),
    "settings that are none": ("settings = 3", r"settings is 3; it must be a table.*\[settings\]"),
    "collections that are none": ("collections = []", r"collections is \[\]; it must be a table"),
    "a collection that is none": ("[collections]\na = 'x'", r"begins with \[collections\.a\]"),
    "a name with a space": ("[collections.'a b']\ndocs = 'x'", r"\[collections\]: 'a b' cannot be"),
    "a name that leads away": ("[collections.'../a']\ndocs = 'x'", r"'\.\./a' cannot be"),
    "no documents": ("[collections.a]\nhits = 3", r"\[collections\.a\] names no documents"),
    "documents that are none": ("[collections.a]\ndocs = 3", r"\[collections\.a\]: docs is 3"),
    "an empty place": ("[collections.a]\nindex = ''", r"\[collections\.a\]: index is ''"),
    "no address": ("[collections.a]\nindex = 'milvus://host'", r"'milvus://host' is no address"),
    "a collection's unknown key": ("[collections.a]\ndoc = 'x'", r"'doc'; did you mean docs\?"),
    "a collection's wrong value": ("[collections.a]\ndocs='x'\nhits=0", r"s\.a\]: .*hits is 0"),
}  # fmt: skip
NO_TOML = {"no TOML", "no text", "nested deep"}
NOT_IN_SCHEMA = NO_TOML | {"a date", "no number", "no address", "no address of a model"}


def write(folder: Path, text: str) -> Path:
    path = folder / "citera.toml"
    path.write_bytes(text.encode(errors="surrogateescape"))
    return path


@pytest.mark.parametrize(("text", "reason"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_one_line_with_file_key_and_value(
    tmp_path: Path, text: str, reason: str
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SettingsError, match=reason) as raised:
        read_configuration(path)
    assert repr(str(path)) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_places_are_below_the_files_own_folder(tmp_path: Path) -> None:
    found = read_configuration(write(tmp_path, WHOLE)).collections
    assert {name: (each.docs, each.index) for name, each in found.items()} == {
        "reports": (tmp_path / "reports", None),
        "minutes": (Path("/minutes"), Path.home() / "minutes.index"),
        "nobody": (tmp_path / "~nobody-there" / "x", None),
        "lite": (None, f"milvus+lite:{tmp_path / 'lite.db'}"),
        "shared-2": (None, "milvus://host/shared"),
    }


def test_a_collection_comes_before_all_and_the_last_layer_before_both(tmp_path: Path) -> None:
    configuration = read_configuration(write(tmp_path, WHOLE))
    general = settings_of(file_layers(configuration, None))
    assert (general.max_quotes, general.llm_model, general.lexical_weight) == (5, "qwen3:4b", 1)
    layers = [*file_layers(configuration, "reports"), Layer("command line", {"lexical_weight": 0})]
    assert settings_of(layers) == Settings(max_quotes=2, lexical_weight=0)
    sources = sources_of(layers)
    assert list(sources) == [each.name for each in fields(Settings)]
    told = {name: source.partition(" ")[2] for name, source in sources.items() if " [" in source}
    reports = "[collections.reports]"
    assert told == {"max_quotes": reports, "llm": reports, "llm_model": reports}
    assert sources["lexical_weight"] == "command line"
    assert sources["hits"] == "default"


def test_a_collection_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    configuration = read_configuration(write(tmp_path, WHOLE))
    known = "lite, minutes, nobody, reports, shared-2"
    with pytest.raises(CollectionError, match=f"no collection 'x' .*{known}"):
        file_layers(configuration, "x")


def test_the_usual_file_need_not_be_there_and_one_that_is_named_must(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert usual_path() == tmp_path / "citera" / "citera.toml"
    assert settings_of(file_layers(read_configuration(), None)) == Settings()
    usual_path().parent.mkdir()
    write(usual_path().parent, "[settings]\nhits = 3\n")
    assert settings_of(file_layers(read_configuration(), None)) == Settings(hits=3)
    with pytest.raises(SettingsError, match=re.escape(str(tmp_path / "gone.toml"))):
        read_configuration(tmp_path / "gone.toml")


def is_valid(content: dict[str, Any]) -> bool:
    return bool(jsonschema.Draft7Validator(configuration_schema()).is_valid(content))


def test_the_schema_takes_what_is_read_and_refuses_what_is_refused() -> None:
    jsonschema.Draft7Validator.check_schema(json.loads(json.dumps(configuration_schema())))
    assert is_valid(tomllib.loads(WHOLE))
    assert is_valid({})
    for name, (text, _) in WRONG.items():
        if name not in NOT_IN_SCHEMA:
            assert not is_valid(tomllib.loads(text)), name


def test_the_schema_tells_what_each_key_means() -> None:
    def told(schema: dict[str, Any]) -> Iterator[tuple[str, str]]:
        for members in (schema.get("properties", {}), schema.get("patternProperties", {})):
            for name, each in members.items():
                yield name, each.get("description", "")
                yield from told(each)

    texts = dict(told(configuration_schema()))
    assert {name for name, text in texts.items() if not text} == set()
    assert texts.keys() >= MEANINGS.keys()
    assert len(set(MEANINGS.values())) == len(MEANINGS)  # each tells it by itself


def test_the_defaults_of_the_schema_are_read_as_the_settings_that_they_are(tmp_path: Path) -> None:
    values = configuration_schema()["properties"]["settings"]["properties"]
    lines = [f"{name} = {json.dumps(value['default'])}" for name, value in values.items()]
    configuration = read_configuration(write(tmp_path, "\n".join(["[settings]", *lines])))
    assert settings_of(file_layers(configuration, None)) == Settings()
    assert set(configuration.settings) == {each.name for each in fields(Settings)}
