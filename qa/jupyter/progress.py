"""Progress as a bar below a notebook's cell."""

from __future__ import annotations

from index import Progress
from qa.errors import CiteraError


def progress_bar() -> Progress:
    """A bar that appears when work begins: give it as `progress` to
    `Assistant.from_documents`, or to `evaluate`. Raises CiteraError where IPython is missing.
    """
    try:
        from IPython.display import ProgressBar
    except ImportError as error:
        raise CiteraError("a progress bar in a notebook needs: pip install ipython") from error

    bar = ProgressBar(0)

    def told(done: int, total: int) -> None:
        is_new = not bar.total
        bar.total = total
        if is_new:
            bar.display()
        bar.progress = done

    return told
