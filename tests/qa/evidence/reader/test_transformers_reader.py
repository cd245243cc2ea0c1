"""Any question-answering model of transformers as a reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa import Settings
from qa.errors import ReaderError
from qa.evidence.reader.load import load_reader
from qa.evidence.reader.protocol import Window
from qa.evidence.reader.transformers_reader import TransformersReader
from tests.fakes import HashedWordsEmbedder
from tests.tiny_models import save_question_answerer

pytestmark = pytest.mark.one_process

WINDOW = Window("harbour.", ("forty cameras.", "ships call daily.", "deep: " * 40))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_question_answerer(tmp_path_factory.mktemp("model"))


def test_each_sentence_is_judged_by_its_own_best_span(model: Path) -> None:
    reader = TransformersReader(str(model))
    (reading,) = reader.read("how many", [WINDOW])
    assert len(reading.sentences) == 3
    for sentence, read in zip(WINDOW.sentences[:2], reading.sentences, strict=False):
        assert read.span is not None
        assert 0 <= read.span[0] < read.span[1] <= len(sentence)
    assert reading.answered == max(each.answers for each in reading.sentences)


def test_a_sentence_beyond_what_the_model_reads_has_no_span(model: Path) -> None:
    far = Window("harbour.", ("ships " * 20, "cameras."))
    (reading,) = TransformersReader(str(model)).read("how many", [far])
    assert reading.sentences[1].span is None


def test_the_settings_name_it_beside_any_embedder(model: Path) -> None:
    settings = Settings(reader=str(model))
    reader = load_reader(settings.reader, HashedWordsEmbedder())
    assert isinstance(reader, TransformersReader)
    assert load_reader(settings.reader, HashedWordsEmbedder()) is reader


def test_what_is_no_model_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="question-answering"):
        load_reader(str(tmp_path / "nowhere"), HashedWordsEmbedder())


def test_none_reads_beside_another_embedder_or_where_it_is_off() -> None:
    assert load_reader(None, HashedWordsEmbedder()) is None
    assert load_reader("off", HashedWordsEmbedder()) is None
