"""What can go wrong while asking: `index.errors` with the questions' own failures.

CiteraError
├── (all of index.errors)
├── SettingsError     a setting is unknown or has a value out of its range
├── QuestionError     a question is empty or too long
├── CollectionError   a collection does not exist, or cannot be changed as asked
├── ReaderError       a reader cannot be loaded
├── LanguageModelError  a language model cannot be asked, or does not answer as one does
├── UnknownDocumentError  no document has that id
└── CitationError     a quote is not what its document says there; it is never shown
"""

from index.errors import CiteraError as CiteraError


class SettingsError(CiteraError):
    """A setting is unknown or has a value out of its range."""


class QuestionError(CiteraError):
    """A question cannot be asked as it is."""


class CollectionError(CiteraError):
    """A collection does not exist, or cannot be changed as asked."""


class ReaderError(CiteraError):
    """A reader cannot be loaded, or does not read as one does."""


class LanguageModelError(CiteraError):
    """A language model cannot be asked, or its answer stopped before its end."""


class UnknownDocumentError(CiteraError):
    """No document has that id."""


class CitationError(CiteraError):
    """A quote differs from the text it cites."""
