"""The configuration file's JSON Schema, by which editors complete and check it."""

from __future__ import annotations

from dataclasses import Field
from typing import Any

from qa.configuration.file import NAME, PLACES
from qa.configuration.meanings import MEANINGS
from qa.settings import CHOICES, FIELDS

PLACE = {"type": "string", "minLength": 1}
SETTINGS = "For all commands, unless a collection, the environment or an option says otherwise."
COLLECTIONS = "Folders by name: citera ask … --collection NAME"
COLLECTION = "Documents, or an index of some, and settings for these alone."


def configuration_schema() -> dict[str, Any]:
    """What `read_configuration` takes. Draft 7, which editors of TOML know."""
    settings = {
        name: {"description": MEANINGS[name], **_value(each)} for name, each in FIELDS.items()
    }
    places = {name: {"description": MEANINGS[name], **PLACE} for name in PLACES}
    collection = _table(COLLECTION, settings | places)
    collection["anyOf"] = [{"required": [each]} for each in PLACES]
    collections = {
        "description": COLLECTIONS,
        "type": "object",
        "patternProperties": {f"^{NAME.pattern}$": collection},
        "additionalProperties": False,
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "citera.toml",
        **_table(
            "Settings of Citera, and folders by name; see docs/configuration.md",
            {"settings": _table(SETTINGS, settings), "collections": collections},
        ),
    }


def _table(description: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "description": description,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def _value(setting: Field[Any]) -> dict[str, Any]:
    if setting.name in CHOICES:
        return {"enum": list(CHOICES[setting.name]), "default": setting.default}
    if setting.default is None:
        return {"type": "string", "default": ""}
    least, most = setting.metadata["range"]
    kind = "integer" if isinstance(setting.default, int) else "number"
    return {"type": kind, "minimum": least, "maximum": most, "default": setting.default}
