"""Which addresses a language model may have."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from qa.errors import SettingsError


def check_address(address: str) -> None:
    """Raise SettingsError unless an endpoint can be asked there.

    Settings are saved and shown, so that nothing in an address may be a secret.
    """
    if any(mark in address for mark in "@?#"):
        raise SettingsError(
            "the address of a language model must have no password, key, ? or #; the key is read "
            "from the environment's CITERA_LLM_KEY."
        )
    if not _is_web_address(address):
        raise SettingsError(
            "{address!r} is not the address of a language model; write it as in "
            "http://127.0.0.1:11434/v1, with http:// or https://.",
            address=address,
        )


def _is_web_address(address: str) -> bool:
    if not address.isprintable() or any(mark in address for mark in " \\"):
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets without an IPv6 address, a port that is none
        return False


def is_loopback(host: str) -> bool:
    """Whether that name or address is always this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
