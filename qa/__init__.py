"""A question → an Answer, in sentences quoted from the documents."""

from qa.assistant import Assistant
from qa.conversation import Conversation
from qa.errors import CiteraError
from qa.settings import Settings
from qa.types import Answer, Citation, StreamEvent, Turn

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
