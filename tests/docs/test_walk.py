"""Following a page finds what it shows wrong, and can write what is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import blocks_of
from tests.docs.walk import Walk

RIGHT = """
```python
three = 3
three  # → 3
print("a", three)
```

```text
a …
```

```sh
echo b | cat
```

```text
b
```
"""
DRIFTED = {
    "a result": ("# → 3", "# → 4", "3, not|says:\n3"),
    "what a program prints": ("\na …", "\nc …", "says:\na 3"),
    "what a command prints": ("```text\nb", "```text\nc", "says:\nb"),
    "a result of nothing": ("three = 3", "three = 3  # → 3", "is of no expression"),
    "a result within": ('print("a"', 'print(  # → 1\n"a"', "at no statement's end"),
}


def follow(page: Path, text: str) -> None:
    page.write_text(text)
    blocks_of.cache_clear()
    walk = Walk({})
    for block in blocks_of(page):
        if block.language != "text":
            walk.follow(block)


def test_what_is_right_passes(tmp_path: Path) -> None:
    follow(tmp_path / "page.md", RIGHT)


@pytest.mark.parametrize(("old", "new", "said"), DRIFTED.values(), ids=DRIFTED)
def test_what_drifts_is_told_with_what_is_said(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert RIGHT.count(old) == 1
    with pytest.raises(AssertionError, match=said):
        follow(tmp_path / "page.md", RIGHT.replace(old, new))


def test_a_command_that_fails_is_told(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="no-such-thing"):
        follow(
            tmp_path / "page.md", RIGHT.replace("echo b | cat", "cat no-such-thing | cat; false")
        )


def test_what_drifts_is_written_where_that_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITERA_WRITE_SHOWN", "1")
    page = tmp_path / "page.md"
    follow(page, RIGHT.replace("# → 3", "# → 4").replace("```text\nb", "```text\nc"))
    assert page.read_text() == RIGHT
