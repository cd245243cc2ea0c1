"""The bar below a cell, as IPython prints it where there is no notebook."""

import sys

import pytest

from qa import CiteraError
from qa.jupyter import progress_bar


def test_the_bar_shows_how_much_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("IPython")
    told = progress_bar()
    assert capsys.readouterr().out == ""
    told(0, 3)
    told(3, 3)
    lines = capsys.readouterr().out.splitlines()
    assert (lines[0].split()[-1], lines[-1].split()[-1]) == ("0/3", "3/3")
    assert [lines[0].count("="), lines[-1].count(" ")] == [0, 1]


def test_without_ipython_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "IPython.display", None)
    with pytest.raises(CiteraError, match="pip install ipython"):
        progress_bar()
