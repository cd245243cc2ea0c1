"""A notebook as a file: its quotes and comments, then the references in a style."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from qa.errors import CiteraError
from qa.markup import markdown
from qa.terminal import printable
from qa.web.notebook.pins import Pin
from qa.web.notebook.references import Cited, reference
from qa.web.wording.page_strings import text

_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def as_markdown(pins: Sequence[Pin], style: str, language: str) -> str:
    """The notebook as Markdown; text is shown to the letter, none of it is Markdown."""
    sources = _sources(pins)
    blocks = [f"# {markdown(text(language, 'notebook'))}"]
    for pin in pins:
        quoted = [*pin.lead.splitlines(), *pin.quote.splitlines()]
        lines = "\n".join(f"> {markdown(line)}  " for line in quoted)
        blocks.append(f"{lines}\n> [{sources.index(pin.cited) + 1}]")
        blocks += filter(None, ["  \n".join(map(markdown, pin.comment.splitlines()))])
    blocks.append(f"## {markdown(text(language, 'references'))}")
    references = [reference(each, style, language) for each in sources]
    if style == "bibtex":
        blocks.append("\n".join(["```bibtex", *map(printable, references), "```"]))
    else:
        blocks += [f"{number}. {markdown(each)}" for number, each in enumerate(references, 1)]
    return "\n\n".join(blocks) + "\n"


def as_word(pins: Sequence[Pin], style: str, language: str) -> bytes:
    """The notebook as a Word document. Raises CiteraError where what writes it is not installed."""
    document = _word_document()
    document.add_heading(text(language, "notebook"), 0)
    sources = _sources(pins)
    for pin in pins:
        said = "\n".join(filter(None, (pin.lead, pin.quote)))
        document.add_paragraph(f"{_in_xml(said)} [{sources.index(pin.cited) + 1}]", style="Quote")
        for paragraph in pin.comment.splitlines():
            document.add_paragraph(_in_xml(paragraph))
    document.add_heading(text(language, "references"), 1)
    for number, each in enumerate(sources, 1):
        shown = reference(each, style, language)
        document.add_paragraph(_in_xml(shown if style == "bibtex" else f"{number}. {shown}"))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _word_document() -> Any:
    try:
        from docx import Document
    except ImportError as error:
        raise CiteraError(
            "Word files need a package that is not installed: pip install 'citera[word]'"
        ) from error
    return Document()


def _sources(pins: Sequence[Pin]) -> list[Cited]:
    """What is cited, each once, in the order of the quotes."""
    return list(dict.fromkeys(pin.cited for pin in pins))


def _in_xml(text: str) -> str:
    """Text without what XML cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", printable(text))
