"""What each key of the configuration file means, each by itself, as an editor shows it."""

from __future__ import annotations

from collections.abc import Mapping

MEANINGS: Mapping[str, str] = {
    "docs": "a folder of documents or a file; below the folder that the configuration file is in",
    "index": "where the index is kept, a folder or an address in Milvus; else in the cache",
    "model": "a sentence-transformers model on this machine, name or path; empty: the bundled one",
    "truncate_dimension": (
        "how many numbers of the vectors of a named model are kept, for models trained for it "
        "(Matryoshka); 0 keeps all; another value makes an index anew"
    ),
    "backend": (
        "what runs a named model; onnx and openvino come with pip install "
        '"sentence-transformers[onnx]" or [openvino]'
    ),
    "batch_size": "how many texts a named model reads at once",
    "reranker": (
        "a cross-encoder of sentence-transformers on this machine, by name or path, that reorders "
        "what a search finds; empty is none"
    ),
    "reader": (
        "what reads the sentences found with the question in mind: empty is the one that ships, "
        "off is none, else a question-answering model of transformers or a .npz file"
    ),
    "reading_tokens": "about how many tokens the reader reads for a question",
    "llm": (
        "the address of an OpenAI-compatible endpoint that has a language model, as "
        "http://127.0.0.1:11434/v1; empty asks none"
    ),
    "llm_model": "the language model's name at the endpoint",
    "llm_seconds": "how many seconds an answer of the language model may take in all",
    "llm_tokens": "how much evidence the language model is given, in cl100k_base tokens",
    "include": (
        "globs with commas between them: of the files found in a folder, only those that match "
        "one are loaded"
    ),
    "exclude": "globs with commas between them: files and folders that match one are passed over",
    "max_megabytes": "a file of more megabytes is left out, unread",
    "parse_seconds": "a file that takes more seconds to read is left out",
    "parse_megabytes": "the memory that reading a file may take, in megabytes (enforced on Linux)",
    "max_tokens": "a passage's budget, in cl100k_base tokens; another value makes an index anew",
    "overlap": "sentences that neighbouring passages share; another value makes an index anew",
    "exact_up_to": (
        "passages of a language up to which every one is compared with a question; larger "
        "segments are written to be searched by cells, in 8 bits"
    ),
    "sentences_up_to": (
        "passages up to which an index keeps what each sentence means; of what is added beyond, "
        "that of the passages that may answer is made when a question is asked: half the time of "
        "indexing, a third of the disk, some 0.3 s more a question"
    ),
    "candidates": (
        "passages that vectors and words bring each, for each language, before they are put "
        "together"
    ),
    "sentence_weight": (
        "how much of a passage's likeness to the question is its best sentence's, in the "
        "question's own language"
    ),
    "other_sentence_weight": (
        "how much of a passage's likeness to the question is its best sentence's, in other "
        "languages than the question's"
    ),
    "lexical_weight": (
        "added to the likeness, times the passage's share of the best BM25 score, in the "
        "question's own language"
    ),
    "other_lexical_weight": (
        "added to the likeness, times the passage's share of the best BM25 score, in other "
        "languages than the question's"
    ),
    "temperature": "of the softmax over a language's passages that makes languages comparable",
    "hits": "passages of each language that are read for an answer",
    "max_quotes": "sentences quoted in an answer, at the most",
    "quote_margin": (
        "how far behind the best sentence's score another may be and still be quoted, where no "
        "reader read them"
    ),
    "least_second": (
        "how likely a further sentence must be to answer to be quoted as well, where a reader "
        "read it"
    ),
    "least_confidence": "a question is refused when the answer's probability is below it",
    "unsupported": (
        "what becomes of a language model's sentences that the documents do not support: left "
        "out, or shown and marked"
    ),
}
