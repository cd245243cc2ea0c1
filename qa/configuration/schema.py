"""The configuration file's JSON Schema, by which editors complete and check it."""

from __future__ import annotations

from dataclasses import Field
from typing import Any

from qa.configuration.file import NAME, PLACES
from qa.settings import CHOICES, FIELDS

PLACE = {"type": "string", "minLength": 1}


def configuration_schema() -> dict[str, Any]:
    """What `read_configuration` takes. Draft 7, which editors of TOML know."""
    settings = {name: _value(each) for name, each in FIELDS.items()}
    collection = _table(settings | dict.fromkeys(PLACES, PLACE))
    collection["anyOf"] = [{"required": [each]} for each in PLACES]
    collections = {"type": "object", "patternProperties": {f"^{NAME.pattern}$": collection}}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "citera.toml",
        "description": "Settings of Citera, and folders by name; see docs/configuration.md",
        **_table(
            {
                "settings": _table(settings),
                "collections": collections | {"additionalProperties": False},
            }
        ),
    }


def _table(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _value(setting: Field[Any]) -> dict[str, Any]:
    if setting.name in CHOICES:
        return {"enum": list(CHOICES[setting.name]), "default": setting.default}
    if setting.default is None:
        return {"type": "string", "default": ""}
    least, most = setting.metadata["range"]
    kind = "integer" if isinstance(setting.default, int) else "number"
    return {"type": kind, "minimum": least, "maximum": most, "default": setting.default}
