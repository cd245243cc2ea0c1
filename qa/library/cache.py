"""Where an index lives when the user names no folder for it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from qa.library.names import slug
from qa.settings import GLOBS, Settings


def sample_corpus() -> Path:
    """The documents that ship with the package."""
    return Path(str(files("qa").joinpath("sample_corpus")))


def index_dir_for(documents: Path | Sequence[Path], settings: Settings) -> Path:
    """A folder in the user's cache, one for each set of documents, model and way of splitting.

    What is left out of the documents by globs makes another set of them.
    """
    import platformdirs

    paths = [documents] if isinstance(documents, Path) else list(documents)
    resolved = [str(path.resolve()) for path in paths]
    split = (settings.max_tokens, settings.overlap)
    made_with = [settings.model or "", str(settings.truncate_dimension), *map(str, split)]
    made_with += [f"{name}={getattr(settings, name)}" for name in GLOBS if getattr(settings, name)]
    key = sha256(os.fsencode("\0".join([*made_with, *resolved]))).hexdigest()[:16]
    name = slug(Path(resolved[0]).name)
    return platformdirs.user_cache_path("citera") / "indexes" / f"{name}-{key}"
