"""Products keep to the thread that asks, and what a program had set comes back."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from index.search.blas_threads import _blas, on_one_thread


def _counts() -> set[int]:
    return {each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"}


@pytest.fixture(autouse=True)
def _two_threads() -> Iterator[None]:
    np.ones(1)
    _blas.cache_clear()  # other tests may have loaded more of them since
    with threadpool_limits(2, user_api="blas"):
        yield


@on_one_thread()
def asked() -> set[int]:
    return _counts()


def test_products_keep_to_one_thread_and_then_have_as_many_as_before() -> None:
    assert asked() == {1}
    assert _counts() == {2}


def test_an_error_gives_them_back() -> None:
    with pytest.raises(ValueError, match="x"), on_one_thread():
        raise ValueError("x")
    assert _counts() == {2}


def test_another_thread_that_asks_meanwhile_changes_nothing() -> None:
    with on_one_thread():
        other = Thread(target=asked)
        other.start()
        other.join()
        assert _counts() == {1}
    assert _counts() == {2}
