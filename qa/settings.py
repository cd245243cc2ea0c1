"""Every setting, its default and its range."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, get_args

from index.embed.sentence_transformers import Backend
from index.load import LoadSettings
from index.search.vectors import EXACT_UP_TO
from index.settings import SENTENCES_UP_TO, IndexSettings, SizeLimits
from index.split.passages import SplitSettings
from qa.errors import SettingsError
from qa.llm.address import check_address

BACKENDS = get_args(Backend)
Unsupported = Literal["drop", "mark"]
UNSUPPORTED = get_args(Unsupported)
NAMES = ("model", "reranker", "reader", "llm", "llm_model")
GLOBS = ("include", "exclude")
CHOICES = {"backend": BACKENDS, "unsupported": UNSUPPORTED}
RUNNING = ("truncate_dimension", "backend", "batch_size")


def _setting(default: Any, least: float, most: float) -> Any:
    return field(default=default, metadata={"range": (least, most)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How an Assistant splits, searches and answers. Unknown names and values are refused.

    `model`: name or path of a sentence-transformers model; None is the bundled one.
    `truncate_dimension`: how many numbers of its vectors are kept, for models trained for it; 0
    keeps all. `backend`: what runs it, of BACKENDS. `batch_size`: texts that it reads at once.
    `reranker`: name or path of a cross-encoder that reorders what a search finds; None does not.
    `reader`: what reads the sentences found with the question in mind: None is the one that ships,
    beside the bundled model; "off" none; else see qa.evidence.reader.load.
    `reading_tokens`: how much it reads for a question, about.
    `llm`, `llm_model`: the address of an OpenAI-compatible endpoint and the name of a language
    model there; None asks none. `llm_seconds`: what an answer of it may take in all. `llm_tokens`:
    how much evidence it is given, in cl100k_base tokens.
    `include`, `exclude`: globs with commas between them; `max_megabytes`, `parse_seconds`,
    `parse_megabytes`: see LoadSettings; they take effect when documents are indexed.
    `max_tokens`, `overlap`: see SplitSettings; they belong to the index and take effect when it
    is built.
    `exact_up_to`: passages of a language up to which each is compared with a question; above, an
    approximate search of 8-bit vectors takes over, when an index is written.
    `sentences_up_to`: passages up to which an index keeps what each sentence means; above, that of
    the passages that may answer is made when a question is asked, which takes a third of a second.
    `candidates`: passages that each leg brings, for each language, before they are fused.
    `sentence_weight`: how much of a passage's likeness to the question is its best sentence's, in
    the question's own language; `other_sentence_weight`: the same in other languages.
    `lexical_weight`: how much a passage's share of the best BM25 score adds to it;
    `other_lexical_weight`: the same in other languages.
    `temperature`: of the softmax that tells how far a passage stands out in its language.
    `hits`: passages of each language that are read for an answer. `max_quotes`: sentences quoted
    at the most.
    `quote_margin`: how far behind the best sentence another may be and still be quoted.
    `least_second`: how likely a further sentence must be to answer to be quoted as well, where a
    reader read it; without one `quote_margin` decides.
    `least_confidence`: below it a question is refused. From 0.25 to 0.4 most of 1,487 everyday
    questions is acceptable, at 0.4 with the least filler of these (docs/reader.md).
    `unsupported`: what becomes of a language model's sentences that the documents do not support,
    of UNSUPPORTED: left out, or shown and marked.
    """

    model: str | None = None
    truncate_dimension: int = _setting(0, 0, 100_000)
    backend: Backend = "torch"
    batch_size: int = _setting(32, 1, 10_000)
    reranker: str | None = None
    reader: str | None = None
    reading_tokens: int = _setting(900, 50, 100_000)
    llm: str | None = None
    llm_model: str | None = None
    llm_seconds: int = _setting(180, 1, 3_600)
    llm_tokens: int = _setting(3_000, 200, 1_000_000)
    include: str | None = None
    exclude: str | None = None
    max_megabytes: int = _setting(200, 1, 1_000_000)
    parse_seconds: int = _setting(60, 1, 86_400)
    parse_megabytes: int = _setting(2_000, 500, 1_000_000)
    max_tokens: int = _setting(200, 20, 2_000)
    overlap: int = _setting(1, 0, 10)
    exact_up_to: int = _setting(EXACT_UP_TO, 0, 1_000_000_000)
    sentences_up_to: int = _setting(SENTENCES_UP_TO, 0, 1_000_000_000)
    candidates: int = _setting(50, 1, 1_000)
    sentence_weight: float = _setting(0.3, 0, 1)
    other_sentence_weight: float = _setting(0.7, 0, 1)
    lexical_weight: float = _setting(0.08, 0, 1)
    other_lexical_weight: float = _setting(0.05, 0, 1)
    temperature: float = _setting(0.02, 0.001, 10)
    hits: int = _setting(6, 1, 100)
    max_quotes: int = _setting(3, 1, 10)
    quote_margin: float = _setting(0.08, 0, 1)
    least_second: float = _setting(0.7, 0, 1)
    least_confidence: float = _setting(0.4, 0, 1)
    unsupported: Unsupported = "drop"

    def __post_init__(self) -> None:
        """Refuse a value of another type or out of its range, naming the range."""
        for each in fields(self):
            check_value(each.name, getattr(self, each.name))
        _check_language_model(self.llm, self.llm_model)

    @property
    def running(self) -> dict[str, Any]:
        """How `model` is run: the keywords of index.embed.load.load_embedder."""
        return {name: getattr(self, name) for name in RUNNING}

    @property
    def load(self) -> LoadSettings:
        """The settings that decide which files are loaded."""
        return LoadSettings(
            include=_globs(self.include),
            exclude=_globs(self.exclude),
            max_megabytes=self.max_megabytes,
            parse_seconds=self.parse_seconds,
            parse_megabytes=self.parse_megabytes,
        )

    @property
    def limits(self) -> SizeLimits:
        """How large a segment may be to be searched exactly and to keep all."""
        return SizeLimits(self.exact_up_to, self.sentences_up_to)

    @property
    def index(self) -> IndexSettings:
        """The settings that an index is made with."""
        return IndexSettings(self.split, self.load, self.limits)

    @property
    def split(self) -> SplitSettings:
        """The settings that an index is built with."""
        return SplitSettings(self.max_tokens, self.overlap)

    def with_pairs(self, pairs: Iterable[str]) -> Settings:
        """These settings with some replaced, each given as "name=value"."""
        return replace(self, **values_of(pairs))


FIELDS = {each.name: each for each in fields(Settings)}


def values_of(pairs: Iterable[str]) -> dict[str, Any]:
    """The values of settings by name, each given as "name=value"."""
    values = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if name not in FIELDS or not equals:
            raise SettingsError(
                "unknown setting {pair!r}; write NAME=VALUE with one of: {known}.",
                pair=pair,
                known=", ".join(sorted(FIELDS)),
            )
        values[name] = _parse(name, value, FIELDS[name].default)
    return values


def check_value(name: str, value: Any) -> None:
    """Refuse a value that the setting of that name cannot have."""
    if name in NAMES:
        _check_text(name, value)
    elif name in GLOBS:
        _check_globs(name, value)
    elif name in CHOICES:
        _check_choice(name, value)
    else:
        _check_number(name, value)


def _check_text(name: str, value: Any) -> None:
    if not isinstance(value, str | None):
        raise SettingsError(
            "setting {name} is {value!r}; it must be a name or a path.", name=name, value=value
        )
    if name == "llm" and value:
        check_address(value)


def _check_globs(name: str, globs: Any) -> None:
    if not isinstance(globs, str | None):
        raise SettingsError(
            "setting {name} is {globs!r}; it must be globs with commas between them.",
            name=name,
            globs=globs,
        )


def _check_choice(name: str, value: Any) -> None:
    if value not in CHOICES[name]:
        raise SettingsError(
            "setting {name} is {value!r}; it must be one of {choices}.",
            name=name,
            value=value,
            choices=", ".join(CHOICES[name]),
        )


def _check_number(name: str, value: Any) -> None:
    kind, (low, high) = type(FIELDS[name].default), FIELDS[name].metadata["range"]
    is_number = isinstance(value, (int, kind)) and not isinstance(value, bool)
    if not is_number or not low <= value <= high:
        raise SettingsError(
            "setting {name} is {value!r}; it must be a number of type {expected} from {low} to "
            "{high}.",
            name=name,
            value=value,
            expected=kind.__name__,
            low=low,
            high=high,
        )


def _check_language_model(address: str | None, name: str | None) -> None:
    if bool(address) != bool(name):
        given, missing = ("llm_model", "llm") if name else ("llm", "llm_model")
        raise SettingsError(
            "setting {given} needs {missing} as well: a language model is named by its address "
            "and its name there (--llm URL --llm-model NAME).",
            given=given,
            missing=missing,
        )


def _globs(text: str | None) -> tuple[str, ...]:
    return tuple(glob for each in (text or "").split(",") if (glob := each.strip()))


def _parse(name: str, value: str, default: Any) -> Any:
    if default is None:
        return value or None
    try:
        return type(default)(value)
    except ValueError as error:
        raise SettingsError(
            "setting {name} is {value!r}; it must be of type {expected}.",
            name=name,
            value=value,
            expected=type(default).__name__,
        ) from error
