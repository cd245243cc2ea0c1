"""A question → an Answer, in sentences quoted from the documents.

`import qa` is instant: each name is imported when it is first used (PEP 562).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.conversation import Conversation
    from qa.errors import CiteraError
    from qa.settings import Settings
    from qa.types import Answer, Citation, StreamEvent, Turn

_MODULES = {
    "Answer": "qa.types",
    "Assistant": "qa.assistant",
    "Citation": "qa.types",
    "CiteraError": "qa.errors",
    "Conversation": "qa.conversation",
    "Settings": "qa.settings",
    "StreamEvent": "qa.types",
    "Turn": "qa.types",
}

__all__ = [
    "Answer",
    "Assistant",
    "Citation",
    "CiteraError",
    "Conversation",
    "Settings",
    "StreamEvent",
    "Turn",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    return __all__
