"""Products of arrays on the thread that asks.

OpenBLAS shares even small products among all processors, and its threads then wait for the next in
a busy loop: that took as much processor time as all else of a question.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any


@contextmanager
def on_one_thread() -> Iterator[None]:
    """Meanwhile NumPy's products start no threads; then as many as before. Of several threads in
    here, the first decides.
    """
    with _blas().limit(limits=1):
        yield


@cache
def _blas() -> Any:
    import numpy  # noqa: F401  # what is not loaded is not found
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController().select(user_api="blas")
