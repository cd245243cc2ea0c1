"""Rows as a DataFrame of pandas, where that is installed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qa.errors import CiteraError

if TYPE_CHECKING:
    from pandas import DataFrame as DataFrame


def frame_of(rows: Iterable[Mapping[str, Any]], columns: Sequence[str] | None = None) -> DataFrame:
    """A frame with those columns, else with all that the rows have, in their order. Raises
    CiteraError where pandas is missing.
    """
    try:
        import pandas
    except ImportError as error:
        raise CiteraError("a DataFrame needs: pip install pandas") from error
    return pandas.DataFrame(list(rows), columns=columns)
