"""The blocks that are not run: by page, what each begins with, and the reason."""

from __future__ import annotations

from collections.abc import Mapping

from tests.docs.pages import Block

_INSTALLS = "installs packages from a registry; .ci/run does so from nothing"
_MINUTES = "takes minutes"
_MODEL = "starts a language model; those that ask one are answered by tests/scripted_model.py"
_MILVUS = "needs a Milvus that others can reach; tests/qa/cli/test_milvus.py asks milvus-lite"

NOT_RUN: Mapping[str, Mapping[str, str]] = {
    "README.md": {
        "python -m venv .venv": _INSTALLS,
        "uv tool install": _INSTALLS,
        "pip install '.[test]' && pytest": _INSTALLS,
    },
    "index.md": {"python -m venv .venv": _INSTALLS},
    "borja.md": {"python -m venv .venv": _INSTALLS},
    "app.md": {
        "citera user anna": "asks for a password at a terminal",
        "python -m eval.bench.load": _MINUTES,
    },
    "evaluation.md": {
        "citera eval sample --out": f"{_MINUTES}; .ci/run does it",
        "citera eval everyday --out": _MINUTES,
        "citera eval convert swefaq": "needs a set of others'",
    },
    "formats.md": {"pip install 'citera[ocr]'": _INSTALLS},
    "language-models.md": {
        "ollama pull": _MODEL,
        "llama-server": _MODEL,
        "vllm serve": _MODEL,
        "export CITERA_LLM_KEY": "asks a hosted model",
        "citera eval sample --llm": f"{_MINUTES}, and needs a model that answers what it is asked",
    },
    "mcp.md": {'pip install "citera[mcp]"': _INSTALLS},
    "reader.md": {"python -m eval.fit.reader FILE…": "trains for hours"},
    "scaling.md": {
        "pip install 'citera[milvus]'": _MILVUS,
        "pip install 'citera[milvus,remote]'": "needs an object store; tests/index/load has one",
        "citera app --index milvus": f"{_MILVUS}; tests/qa/library has an object store",
        "pip install 'citera[milvus,ray]'": "needs several machines; see pytest -m cluster",
    },
    "shell.md": {"man citera": "opens a pager; groff reads it in tests/qa/cli/shell/test_man.py"},
}


def reason_of(block: Block) -> str | None:
    """Why a block is not run; None where it is."""
    listed = NOT_RUN.get(block.page.name, {})
    return next((listed[each] for each in listed if block.text.startswith(each)), None)
