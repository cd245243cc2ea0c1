"""How languages speak of documents."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from index.language.documents import DocumentWording
from index.language.documents.english import ENGLISH
from index.language.documents.swedish import SWEDISH
from index.language.lexicons import alternatives


def test_each_language_has_every_list_and_the_same_genres() -> None:
    for name in (each.name for each in fields(DocumentWording)):
        assert getattr(ENGLISH, name), name
        assert getattr(SWEDISH, name), name
    assert set(SWEDISH.genres) <= set(ENGLISH.genres)
    assert set(SWEDISH.dates) == set(ENGLISH.dates) == set(SWEDISH.date_labels)


@pytest.mark.parametrize("wording", [ENGLISH, SWEDISH])
def test_words_for_documents_are_expressions_without_slots(wording: DocumentWording) -> None:
    for words in (wording.nouns, *wording.genres.values(), wording.here, wording.author_labels):
        assert re.compile(alternatives(words))
        assert not any("{one}" in each or "{documents}" in each for each in words)
