"""Models of transformers with one random layer, and letters as their vocabulary."""

from __future__ import annotations

import string
from pathlib import Path
from typing import Any

LETTERS = string.ascii_lowercase + ":"
VOCABULARY = [*"[PAD] [UNK] [CLS] [SEP] [MASK]".split(), *LETTERS, *map("##{}".format, LETTERS)]
TOKENS = 64


def save_encoder(folder: Path) -> Path:
    """A sentence-transformers model with prompts."""
    from sentence_transformers import SentenceTransformer
    from transformers import BertModel

    BertModel(_config(folder)).save_pretrained(folder)
    prompts = {"query": "query: ", "document": "passage: "}
    SentenceTransformer(str(folder), prompts=prompts, local_files_only=True).save(
        str(folder / "st")
    )
    return folder / "st"


def save_cross_encoder(folder: Path, outputs: int = 1) -> Path:
    """A cross-encoder of so many outputs for a pair."""
    from sentence_transformers import CrossEncoder
    from transformers import BertForSequenceClassification

    BertForSequenceClassification(_config(folder, num_labels=outputs)).save_pretrained(folder)
    CrossEncoder(str(folder), local_files_only=True).save(str(folder / "ce"))
    return folder / "ce"


def save_question_answerer(folder: Path) -> Path:
    """An extractive question-answering model."""
    from transformers import BertForQuestionAnswering

    BertForQuestionAnswering(_config(folder)).save_pretrained(folder)
    return folder


def save_e5_like(folder: Path, layers: int = 5) -> Path:
    """An encoder over the bundled model's vocabulary."""
    import torch
    from transformers import BertConfig, BertModel

    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=250_040,
        hidden_size=32,
        num_hidden_layers=layers,
        num_attention_heads=2,
        intermediate_size=64,
    )
    BertModel(config).save_pretrained(folder)
    return folder


def _config(folder: Path, **more: Any) -> Any:
    """Also writes the tokenizer, and makes the weights to come the same each time."""
    import torch
    from transformers import BertConfig, BertTokenizer

    torch.manual_seed(0)
    (folder / "vocab.txt").write_text("\n".join(VOCABULARY))
    BertTokenizer(str(folder / "vocab.txt"), model_max_length=TOKENS).save_pretrained(folder)
    return BertConfig(
        vocab_size=len(VOCABULARY),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=TOKENS,
        **more,
    )
