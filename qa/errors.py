"""What can go wrong while asking: `index.errors` with the questions' own failures.

CiteraError
├── (all of index.errors)
├── SettingsError     a setting is unknown or has a value out of its range
├── QuestionError     a question is empty or too long
├── CollectionError   a collection does not exist, or cannot be changed as asked
├── FetchError        a page of the web cannot be fetched, or may not be
├── RoleError         a user may not do what they ask for
├── ReaderError       a reader cannot be loaded
├── LanguageModelError  a language model cannot be asked, or does not answer as one does
├── UnknownDocumentError  no document has that id
├── CitationError     a quote is not what its document says there; it is never shown
└── RequestError      a request to the HTTP API cannot be met
    ├── UnknownTokenError      it bears no token that is known
    ├── ForbiddenRequestError  it asks for what is not allowed here
    ├── WrongHostError         it is meant for a server of another name
    ├── NothingThereError      what it names does not exist
    ├── RequestTooLargeError   its body is too large
    ├── RequestTooSlowError    its body does not come
    ├── TooManyRequestsError   its client asks too often
    ├── BusyError              too many others wait for their turn
    └── AnswerTooSlowError     answering it takes too long
"""

from index.errors import CiteraError as CiteraError


class SettingsError(CiteraError):
    """A setting is unknown or has a value out of its range."""


class QuestionError(CiteraError):
    """A question cannot be asked as it is."""


class CollectionError(CiteraError):
    """A collection does not exist, or cannot be changed as asked."""


class FetchError(CiteraError):
    """A page of the web cannot be fetched, or may not be."""


class RoleError(CiteraError):
    """A user may not do what they ask for."""


class ReaderError(CiteraError):
    """A reader cannot be loaded, or does not read as one does."""


class LanguageModelError(CiteraError):
    """A language model cannot be asked, or its answer stopped before its end."""


class UnknownDocumentError(CiteraError):
    """No document has that id."""


class CitationError(CiteraError):
    """A quote differs from the text it cites."""


class RequestError(CiteraError):
    """A request to the HTTP API cannot be met."""


class UnknownTokenError(RequestError):
    """A request bears no token that is known."""


class ForbiddenRequestError(RequestError):
    """A request asks for what is not allowed here."""


class WrongHostError(RequestError):
    """A request is meant for a server of another name."""


class NothingThereError(RequestError):
    """What a request names does not exist."""


class RequestTooLargeError(RequestError):
    """A request's body is too large."""


class RequestTooSlowError(RequestError):
    """A request's body does not come."""


class TooManyRequestsError(RequestError):
    """A client asks too often."""


class BusyError(RequestError):
    """Too many others wait for their turn."""


class AnswerTooSlowError(RequestError):
    """Answering a request takes too long."""
