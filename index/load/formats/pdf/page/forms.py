"""What is filled in a PDF's forms, beside its labels, and the notes on its pages."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from index.load.formats.pdf.page.frame import Frame, Rule
from index.load.formats.pdf.page.words import Word
from index.load.formats.pdf.pdfium import functions

MAX_LABEL_DISTANCE = 250.0  # points from a field
MAX_ANNOTATIONS = 5_000  # of a page
MAX_VALUE = 20_000  # characters
_HIDDEN = 2 | 32  # flags of an annotation: hidden, and not to be viewed
_PASSWORD = 1 << 13  # a flag of a field


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: what it shows, its name for a reader, and its place."""

    value: str
    name: str
    place: Rule
    is_box: bool


def read_annotations(form: Any, page: Any, frame: Frame) -> tuple[list[Field], list[str]]:
    """The fields of the page and the texts of its notes; `form` is the document's, or None."""
    raw = functions()
    fields: list[Field] = []
    notes: list[str] = []
    for place in range(min(raw.FPDFPage_GetAnnotCount(page.raw), MAX_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, place)
        try:
            if not annotation or raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
                continue
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            if kind == raw.FPDF_ANNOT_WIDGET and form is not None:
                fields += _field(raw, form.raw, annotation, frame)
            elif kind in (raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_FREETEXT):
                notes.append(_string(raw.FPDFAnnot_GetStringValue, annotation, b"Contents"))
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    return fields, [note for note in notes if note.strip()]


def _field(raw: Any, form: Any, annotation: Any, frame: Frame) -> Iterator[Field]:
    kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON):
        checked = raw.FPDFAnnot_IsChecked(form, annotation)
        value = "☒" if checked else "☐"
    elif kind in (
        raw.FPDF_FORMFIELD_TEXTFIELD,
        raw.FPDF_FORMFIELD_COMBOBOX,
        raw.FPDF_FORMFIELD_LISTBOX,
    ):
        if raw.FPDFAnnot_GetFormFieldFlags(form, annotation) & _PASSWORD:
            return
        value = _string(raw.FPDFAnnot_GetFormFieldValue, form, annotation)
    else:
        return
    rectangle = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(annotation, ctypes.byref(rectangle))
    place = frame.rule(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
    name = _string(raw.FPDFAnnot_GetFormFieldAlternateName, form, annotation)
    yield Field(" ".join(value.split()), " ".join(name.split()), place, value in ("☒", "☐"))


def _string(get: Any, *arguments: Any) -> str:
    """What a function of PDFium's writes, in UTF-16, to the buffer that it is given."""
    length = min(get(*arguments, None, 0), 2 * MAX_VALUE)
    buffer = ctypes.create_string_buffer(length + 2)
    get(*arguments, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[: max(0, length - 2)].decode("utf-16-le", "replace")


def with_fields(words: Sequence[Word], fields: Sequence[Field]) -> list[Word]:
    """The words of the page, and those of its fields each beside the label that it belongs to."""
    placed = list(words)
    ends: dict[int, float] = {}  # of fields: where they end on the page itself
    for field in sorted(fields, key=lambda each: (each.place.top, each.place.left)):
        word = _beside_label(field, placed, ends)
        if word is not None:
            ends[id(word)] = field.place.right
            placed.append(word)
    return placed


def _beside_label(field: Field, words: Sequence[Word], ends: dict[int, float]) -> Word | None:
    """The field's word; None for an empty one without a label."""
    label = _label_right(field, words) if field.is_box else None
    if label is not None:
        left = label.left - 1.3 * label.size
        return _word(field, field.value, left, left + label.size, label)
    label = _label_left(field, words, ends) or _label_above(field, words)
    if label is not None:
        mark = "" if label.field or field.is_box or label.text[-1:] in ":?" else ": "
        text = f"{mark}{field.value}" if field.value else ""
        left = label.right + (0 if mark and field.value else 0.3 * label.size)
        return _word(field, text, left, left + 1, label, spaced=not mark)
    if not field.value:
        return None
    text = f"{field.name}: {field.value}" if field.name else field.value
    base = field.place.bottom - 0.25 * min(16.0, field.place.bottom - field.place.top)
    like = Word("", field.place.left, field.place.right, base, 10.0)
    return _word(field, text, field.place.left, field.place.right, like)


def _word(
    field: Field, text: str, left: float, right: float, like: Word, *, spaced: bool = True
) -> Word:
    kind = "box" if field.is_box else "filled" if field.value else "empty"
    return Word(text, left, right, like.base, like.size, spaced=spaced, field=kind)


def _beside(field: Field, words: Sequence[Word]) -> Iterator[Word]:
    """The words that stand at the height of a field."""
    top, bottom = field.place.top, field.place.bottom
    for word in words:
        if top - 1 <= word.base - 0.3 * word.size <= bottom + 1:
            yield word


def _label_left(field: Field, words: Sequence[Word], ends: dict[int, float]) -> Word | None:
    left = field.place.left
    near = [
        (left - ends.get(id(word), word.right), word)
        for word in _beside(field, words)
        if -3 <= left - ends.get(id(word), word.right) <= MAX_LABEL_DISTANCE
        and (word.field or any(map(str.isalnum, word.text)) or word.text in ":?")
    ]
    return min(near, key=lambda each: each[0])[1] if near else None


def _label_right(field: Field, words: Sequence[Word]) -> Word | None:
    near = [
        word
        for word in _beside(field, words)
        if -3 <= word.left - field.place.right <= 2.5 * word.size and not word.field
    ]
    return min(near, key=lambda word: word.left, default=None)


def _label_above(field: Field, words: Sequence[Word]) -> Word | None:
    """The last word of the label that begins above the field."""
    above = [
        word
        for word in words
        if -2 <= field.place.top - word.base <= 1.2 * word.size and not word.field
    ]
    start = [word for word in above if abs(word.left - field.place.left) <= 6]
    if not start:
        return None
    last = max(start, key=lambda word: word.base)
    row = sorted((word for word in above if abs(word.base - last.base) < 1), key=lambda w: w.left)
    for word in row:
        if last.left < word.left <= last.right + 0.8 * last.size:
            last = word
    return last


def field_parts(row: list[Word]) -> Iterator[list[Word]]:
    """A row cut so that each field stands with its own label."""
    part: list[Word] = []
    for word in row:
        if word.field == "box" and part:
            yield part
            part = []
        part.append(word)
        if word.field in ("filled", "empty"):
            yield part
            part = []
    if part:
        yield part
