"""What tokens mean, as codes: kept, joined and carried from one state of an index to the next."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Index, damage, open_index, update_index
from index.embed.token_codes import (
    SentenceTokenCodes,
    decode_tokens,
    encode_tokens,
)
from index.settings import IndexSettings
from index.split.passages import SplitSettings
from tests.fakes import HashedTokensEmbedder, sample_documents

if TYPE_CHECKING:
    from index.embed.token_codes import TokenCodes

SETTINGS = IndexSettings(SplitSettings(max_tokens=40))
sentences = st.lists(
    st.lists(st.integers(0, 2**64 - 1), max_size=4).map(lambda each: np.array(each, "<u8")),
    max_size=5,
)


def held(codes: SentenceTokenCodes) -> list[list[int]]:
    return [each.tolist() for each in codes.each()]


@given(sentences, st.randoms())
def test_sentences_keep_their_tokens_when_they_are_taken(
    codes: list[TokenCodes], random: Random
) -> None:
    joined = SentenceTokenCodes.of(codes)
    expected = [each.tolist() for each in codes]
    assert held(joined) == expected
    rows = [row for row in range(len(expected)) if random.random() < 0.5]
    random.shuffle(rows)
    taken = joined.take(np.array(rows, np.int64))
    assert held(taken) == [expected[row] for row in rows]


def test_signs_of_vectors_come_back_as_unit_vectors_in_the_same_orthant() -> None:
    vectors = np.random.default_rng(0).standard_normal((5, 64)).astype(np.float32)
    restored = decode_tokens(encode_tokens(vectors))
    np.testing.assert_array_equal(restored > 0, vectors > 0)
    np.testing.assert_allclose(np.linalg.norm(restored, axis=1), 1, rtol=1e-6)


def tokens(index: Index) -> dict[str, list[list[float]]]:
    return {index.text_of(each): index.tokens_of([each])[0].tolist() for each in index.sentences}


def write_samples(documents: Path) -> None:
    for document in sample_documents():
        path = documents / document.id
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document.text, encoding="utf-8")


def check_tokens(index: Index) -> None:
    embedder = HashedTokensEmbedder()
    assert tokens(index) == {
        text: decode_tokens(embedder.token_codes(text)).tolist() for text in tokens(index)
    }


def test_an_updated_index_has_the_tokens_of_every_sentence(tmp_path: Path) -> None:
    documents, folder = tmp_path / "documents", tmp_path / "index"
    write_samples(documents)
    embedder = HashedTokensEmbedder()
    update_index(documents, folder, embedder, SETTINGS)
    changed = documents / "library.txt"
    changed.write_text(f"{changed.read_text('utf-8')}\nDivers came late.\n", encoding="utf-8")
    embedder.embedded.clear()
    update_index(documents, folder, embedder, SETTINGS)
    assert "Divers came late." in embedder.embedded
    assert "A telescope may be kept for two weeks." not in embedder.embedded
    index = open_index(folder, embedder.name)
    assert "Divers came late." in tokens(index)
    check_tokens(index)


@pytest.mark.parametrize("name", ["sentences", "signs"])
@pytest.mark.parametrize("repair", [True, False], ids=["repaired", "met when it is joined"])
def test_what_sentences_and_tokens_mean_is_made_again_where_it_is_damaged(
    tmp_path: Path, name: str, repair: bool
) -> None:
    documents, folder = tmp_path / "documents", tmp_path / "index"
    write_samples(documents)
    embedder = HashedTokensEmbedder()
    update_index(documents, folder, embedder, SETTINGS)
    path = next(folder.rglob(name))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    if not repair:
        for number in range(3):
            (documents / f"{number}.txt").write_text(f"Diver {number} came late.")
    embedder.embedded.clear()
    index, _ = update_index(documents, folder, embedder, SETTINGS, repair=repair)
    assert damage(folder) == []
    check_tokens(index)
    sentences = list(index.sentences)
    texts = [index.text_of(each) for each in sentences]
    assert not repair or set(embedder.embedded) == set(texts)  # passages were intact
    expected = embedder.embed_passages(texts)
    cosines = (index.vectors_of(sentences) * expected).sum(axis=1)
    np.testing.assert_allclose(cosines, 1, atol=0.01)
