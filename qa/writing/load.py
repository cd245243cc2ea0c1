"""Which writer puts answers into words."""

from __future__ import annotations

from dataclasses import replace

from qa.llm.load import load_language_model
from qa.settings import Settings
from qa.stages import Stages
from qa.verify.claim import hold
from qa.writing.prose import ProseWriter
from qa.writing.quotes import QuotingWriter
from qa.writing.rewrite import ModelRewriting


def with_language_model(stages: Stages, settings: Settings) -> Stages:
    """The stages with the language model that the settings name, for follow-ups and for answers.

    As they are where none is named, or they have a writer of their own. Raises LanguageModelError
    where the model cannot be asked.
    """
    model = load_language_model(settings)
    if model is None or not isinstance(stages.writer, QuotingWriter):
        return stages
    return replace(
        stages,
        understand=ModelRewriting(model, stages.understand),
        writer=ProseWriter(model, hold, settings.llm_tokens, settings.unsupported),
    )
