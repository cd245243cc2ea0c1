"""Names for files and folders of ours, made of names that somebody else chose."""

from __future__ import annotations

import re
import unicodedata

MAX_NAME_LENGTH = 120  # characters, of 4 bytes at the most; file systems take 255 bytes and more
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\/]+')


def safe_name(name: str) -> str:
    """The last part of `name`, fit to be a file in a folder of ours on any system.

    It is never empty, hidden, or a way out of the folder, and holds no character that is invisible
    or turns the direction of writing around.
    """
    last = unicodedata.normalize("NFC", name.replace("\\", "/")).rpartition("/")[2]
    visible = "".join(each for each in last if unicodedata.category(each)[0] != "C")
    stem, dot, suffix = _UNSAFE.sub("_", visible).strip(" .").rpartition(".")
    if not stem:
        stem, suffix, dot = suffix or "document", "", ""
    return f"{stem[: MAX_NAME_LENGTH - len(suffix)]}{dot}{suffix[:MAX_NAME_LENGTH]}"


def slug(name: str) -> str:
    """As much of `name` as any file system takes; may be empty."""
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:40]


def unused_name(name: str, taken: set[str]) -> str:
    """The name, with a number where it is taken."""
    number = 2
    free = name
    while free in taken:
        free, number = f"{name} {number}", number + 1
    return free
