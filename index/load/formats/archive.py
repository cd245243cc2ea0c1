"""A .zip archive → what its files say, each on a page of its own under its name."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from index.errors import LoadError
from index.load.extracted import Extracted, TextBuilder
from index.load.formats.attached import can_be_parsed, parse_attached

MAX_MEMBERS = 1_000
MAX_MEMBER_BYTES = 50_000_000
_APPLE_DOUBLE = "__MACOSX"  # what macOS knows of each file, beside it


def parse_zip(path: Path) -> Extracted:
    """The text of all files in the archive that can be read; of the others, the names.

    Archives and mail folders in it are not opened. Raises LoadError for what is no archive, has a
    password, or holds too many files or none that can be read.
    """
    try:
        with ZipFile(path) as archive:
            return _text_of(archive)
    except BadZipFile as error:
        raise LoadError("is not a .zip archive; pack it anew") from error


def _text_of(archive: ZipFile) -> Extracted:
    members = sorted(filter(_is_shown, archive.infolist()), key=lambda member: member.filename)
    if any(member.flag_bits & 1 for member in members):
        raise LoadError("has a password; unpack it and name the folder")
    if len(members) > MAX_MEMBERS:
        raise LoadError(
            "holds {count:,} files, over the limit of {limit:,}; unpack it and name the folder",
            count=len(members),
            limit=MAX_MEMBERS,
        )
    builder = TextBuilder()
    has_text = [_add(builder, archive, member) for member in members]
    if not any(has_text):
        raise LoadError("holds no file that can be read; unpack it to see what is in it")
    return builder.extracted()


def _is_shown(member: ZipInfo) -> bool:
    names = PurePosixPath(member.filename).parts
    return not member.is_dir() and not any(n.startswith((".", _APPLE_DOUBLE)) for n in names)


def _parsed(archive: ZipFile, member: ZipInfo) -> Extracted | None:
    """What a member says; None for one too large, damaged, or of a format that is not read."""
    suffix = PurePosixPath(member.filename).suffix.lower()
    # Trustworthy: zipfile never unpacks more of a member than the directory says.
    if member.file_size > MAX_MEMBER_BYTES or not can_be_parsed(suffix):
        return None
    try:
        data = archive.read(member)
    except (BadZipFile, ZlibError, NotImplementedError):  # the others can be read all the same
        return None
    return parse_attached(data, suffix)


def _add(builder: TextBuilder, archive: ZipFile, member: ZipInfo) -> bool:
    """Add a member; whether it could be read."""
    found = _parsed(archive, member)
    builder.begin_page()
    builder.add("aside" if found is None else "heading", member.filename)
    if found is not None:
        builder.append(found)
    return found is not None
