"""How a file was read, in lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.cli.main import main

TEXT = "Fees\n\nBoat | Day\nSmall | 40 kr\nLarge | 90 kr\n\nPaid in May.\n\n© 2024 Harbour\n"


def test_blocks_are_named_and_tables_are_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "fees.txt").write_text(TEXT)
    (tmp_path / "empty.txt").write_text("")
    monkeypatch.setattr("sys.argv", ["citera", "inspect", str(tmp_path)])
    with pytest.raises(SystemExit):
        main()
    out, err = capsys.readouterr()
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert lines[0] == "fees.txt"
    assert "6 labels Boat Day" in lines
    assert "17 row Small 40 kr" in lines
    assert "46 prose Paid in May." in lines
    assert "60 boilerplate © 2024 Harbour (not searched)" in lines
    assert "empty.txt" in err
