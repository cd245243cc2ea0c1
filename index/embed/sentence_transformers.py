"""Models of sentence-transformers. The only file that imports it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from index.embed.protocol import encodable
from index.embed.telemetry import stay_offline
from index.errors import EmbedderError

if TYPE_CHECKING:
    from index.types import Vectors

Backend = Literal["torch", "onnx", "openvino"]
"""What runs a sentence-transformers model; the last two come with its extras of these names."""


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
                "the vectors of {model!r} have {dimension} numbers; "
                "{truncate_dimension} cannot be kept.",
                model=model,
                dimension=self.dimension,
                truncate_dimension=truncate_dimension,
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
    described = f"sentence-transformers model {model!r}"
    _check_here(model, described)
    # Imported where it is used: it brings torch along.
    from sentence_transformers import SentenceTransformer

    with _loading(described, backend):
        return SentenceTransformer(
            model,
            trust_remote_code=False,
            local_files_only=True,
            truncate_dim=truncate_dimension or None,
            backend=backend,
        )


def load_cross_encoder(model: str) -> Any:
    """The sentence_transformers.CrossEncoder of that name or path; EmbedderError where it is not on
    this machine.
    """
    described = f"cross-encoder {model!r}"
    _check_here(model, described)
    from sentence_transformers import CrossEncoder

    with _loading(described):
        return CrossEncoder(model, trust_remote_code=False, local_files_only=True)


def _check_here(model: str, described: str) -> None:
    """Raise EmbedderError where no such model is on this machine, before anything heavy is loaded
    and without a try of the network.
    """
    stay_offline()
    from huggingface_hub import try_to_load_from_cache

    names = (model, f"sentence-transformers/{model}")
    with suppress(ValueError):  # what is no name of a model; it may be a path
        if Path(model).exists() or any(
            isinstance(try_to_load_from_cache(name, file), str)
            for name in names
            for file in ("modules.json", "config.json")
            if name.count("/") <= 1
        ):
            return
    raise EmbedderError(
        "cannot load the {model}: it is not on this machine, and nothing is fetched. Give the name "
        "of a downloaded model or the path of its folder.",
        model=described,
    )


@contextmanager
def _loading(model: str, backend: Backend = "torch") -> Iterator[None]:
    """Report what keeps a model from being loaded as an EmbedderError."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise EmbedderError(
            "cannot load the {model}: {error}. Give the name of a downloaded model "
            "or the path of its folder.",
            model=model,
            error=error,
        ) from error
    except Exception as error:  # of a backend that is not installed, it raises just that
        if backend == "torch" or type(error) not in {Exception, ImportError, ModuleNotFoundError}:
            raise
        raise EmbedderError(
            "cannot run the {model} with the backend {backend!r}, which is not "
            'installed: pip install "sentence-transformers[{backend}]"',
            model=model,
            backend=backend,
        ) from error
