"""A question to the index, read and finished: words, each with the ways in which a document may say it.

It names no engine: PostgreSQL makes a tsquery of it (search.postgres), another engine its own form.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from common.words import pairs


class How(StrEnum):
    """How a way of saying a word came about."""

    TYPED = "typed"
    BEGINS = "begins"
    SOUNDS = "sounds"
    MEANS = "means"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Way:
    """One way of saying a word: all of its runs have to be there. `documents` is how many are known to hold it."""

    runs: tuple[str, ...]
    how: How = How.TYPED
    documents: int = 0

    @property
    def tokens(self) -> list[str]:
        return list(dict.fromkeys(token for run in self.runs for token in pairs(run)))

    @property
    def text(self) -> str:
        return " ".join(self.runs)


@dataclass(frozen=True, slots=True)
class Term:
    """A word as typed, with the ways of saying it; one of them has to be there.

    `is_glued`: nothing stands between it and the word before, as in Chinese.
    """

    typed: str
    ways: tuple[Way, ...]
    is_glued: bool = False

    @property
    def documents(self) -> int:
        """About how many documents say it in one way or another; 0 when that is not known."""
        return sum(way.documents for way in self.ways)

    @property
    def is_known(self) -> bool:
        """Whether some document says it, as far as the vocabulary knows."""
        return any(way.documents for way in self.ways)

    @property
    def corrections(self) -> list[str]:
        return [way.text for way in self.ways if way.how == How.NEAR]


@dataclass(frozen=True, slots=True)
class Question:
    """Every term has to be there (`needs_all`), or at least one of them."""

    terms: tuple[Term, ...]
    needs_all: bool = True

    def __bool__(self) -> bool:
        return bool(self.terms)

    def relaxed(self) -> "Question":
        """The same words, of which some are enough."""
        return replace(self, needs_all=False)

    @property
    def documents(self) -> int:
        """About how many documents answer it, were the words strewn by chance: never fewer than there are."""
        counts = [term.documents for term in self.terms]
        return (min(counts) if self.needs_all else sum(counts)) if counts else 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What an engine is asked for: things of one kind that answer a question.

    `facts` are marks that all have to be there, `since` the earliest instant, `after` the place (score, key) of the
    last hit of the page before. `sort` is best, new, liked or weight (what speaks for itself, whatever the words).
    `weights` names the parts of a document that count: A its name, B what it is about; empty means all of it.
    """

    kind: str
    question: Question
    sort: str = "best"
    facts: Sequence[str] = ()
    since: datetime | None = None
    language: str = ""
    after: tuple[int, int] | None = None
    size: int = 20
    weights: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    ref: str
    row_id: int
    place: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hits:
    """Hits in their order. `count` is exact up to `most`; beyond it `is_more` says that nobody counted on."""

    items: list[Hit] = field(default_factory=list)
    count: int = 0
    is_more: bool = False
    has_next: bool = False
