"""Messages that keep their template and values, so that they can be said in another language.

As with gettext, a message is English where it is made, and its template names the translation in a
catalogue. Nothing here knows a catalogue: `Message.translated` is given one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Any

MAX_FORMAT = 2  # characters, as in {size:,}; a forged width would fill the memory

Catalogue = Mapping[str, str]
"""English template → the same in another language."""


class Message(str):
    """English text, with the template and the values that it was made of.

    Messages and exceptions among the values are translated with it.
    """

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, /, **values: Any) -> Message:
        """Format `template` as str.format does; without values it is taken as it stands."""
        kept = {name: _kept(value) for name, value in values.items()}
        message = super().__new__(cls, template.format(**kept) if kept else template)
        message.template, message.values = template, kept
        return message

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.template,), self.values

    def translated(self, catalogue: Catalogue) -> str:
        """The message in the catalogue's language; what has no translation stays English."""
        template = catalogue.get(self.template, self.template)
        values = {name: translated(value, catalogue) for name, value in self.values.items()}
        return template.format(**values) if values else template

    def encoded(self) -> list[Any]:
        """The message as JSON, for `decoded`."""
        values = {
            name: {"message": value.encoded()} if isinstance(value, Message) else value
            for name, value in self.values.items()
        }
        return [self.template, values]

    @classmethod
    def decoded(cls, encoded: list[Any] | str) -> Message:
        """The message that was `encoded`; a string, as earlier releases kept it, has no values."""
        if isinstance(encoded, str):
            return cls(encoded)
        template, values = encoded
        if any(len(spec or "") > MAX_FORMAT for _, _, spec, _ in Formatter().parse(template)):
            raise ValueError("a message is padded")
        return cls(
            template,
            **{
                name: cls.decoded(value["message"]) if isinstance(value, dict) else value
                for name, value in values.items()
            },
        )


def translated(value: Any, catalogue: Catalogue) -> Any:
    """A message or an exception in the catalogue's language; any other value as it is."""
    value = _kept(value)
    return value.translated(catalogue) if isinstance(value, Message) else value


def message_of(error: Exception) -> Message:
    """What an exception says; of the system's errors the reason can be translated too."""
    if error.args and isinstance(error.args[0], Message):
        return error.args[0]
    if isinstance(error, OSError) and error.strerror:
        template = "[Errno {number}] {reason}" + (": {file!r}" if error.filename else "")
        message = Message(
            template, number=error.errno, reason=reason_of(error), file=error.filename
        )
        if message == str(error):
            return message
    return Message(str(error))


def reason_of(error: OSError) -> Message:
    """What the system says went wrong, without the error's number and the file's name."""
    return Message(str(error.strerror))


def joined(separator: str, messages: Sequence[Message]) -> Message:
    """Several messages as one."""
    values = {f"message{number}": message for number, message in enumerate(messages)}
    return Message(separator.join(f"{{{name}}}" for name in values), **values)


def _kept(value: Any) -> Any:
    return message_of(value) if isinstance(value, Exception) else value
