"""The language model that the settings name."""

from __future__ import annotations

import os

from qa.llm.protocol import LanguageModel
from qa.settings import Settings


def load_language_model(settings: Settings) -> LanguageModel | None:
    """The model behind the endpoint of `settings.llm`, which is not asked yet; None without one.

    Its key is in the environment's CITERA_LLM_KEY, so that it is in nothing that is saved. Raises
    LanguageModelError where that cannot be a key.
    """
    if not settings.llm or not settings.llm_model:
        return None
    from qa.llm.endpoint import Endpoint

    key = os.environ.get("CITERA_LLM_KEY", "")
    return Endpoint(settings.llm, settings.llm_model, settings.llm_seconds, key)
