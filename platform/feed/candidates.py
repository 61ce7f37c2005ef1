"""What the feed knows of a note before it draws its card."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Self

from notes.models import Note, NoteQuerySet

_COLUMNS = (
    "pk", "author_id", "category__code", "author__level", "published_at", "quality", "disclosure",
    "like_count", "collect_count", "comment_count", "share_count",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """The few columns that sources, ranking and mixing look at. `category` is the top code."""

    note_id: int
    author_id: int
    category: str
    level: int
    published: float  # seconds since the epoch
    quality: float
    disclosure: str
    likes: int
    collects: int
    comments: int
    shares: int

    @property
    def is_paid(self) -> bool:
        return self.disclosure in {"paid", "gifted"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A note a source proposes. `terms` are the named parts of its score; they add up to `score`."""

    facts: NoteFacts
    source: str
    relevance: float = 0.0
    terms: dict[str, float] = field(default_factory=dict)

    @property
    def score(self) -> float:
        return sum(self.terms.values())

    def with_terms(self, terms: dict[str, float]) -> Self:
        return type(self)(self.facts, self.source, self.relevance, terms)


def facts_of(notes: NoteQuerySet, limit: int) -> list[NoteFacts]:
    """The first `limit` notes of an ordered queryset as facts. One query."""
    return [_facts(row) for row in notes.values_list(*_COLUMNS)[:limit]]


def _facts(row: tuple[object, ...]) -> NoteFacts:
    pk, author, code, level, published, *rest = row
    top = str(code or "lifestyle").split("/", 1)[0]
    seconds = published.timestamp() if isinstance(published, datetime) else 0.0
    return NoteFacts(pk, author, top, level, seconds, *rest)  # type: ignore[arg-type]  # values_list is untyped here


def packed(facts: Iterable[NoteFacts]) -> str:
    """Facts as compact JSON, for the cache."""
    return json.dumps([[getattr(row, name) for name in NoteFacts.__slots__] for row in facts])


def unpacked(text: str) -> list[NoteFacts]:
    return [NoteFacts(*row) for row in json.loads(text)]


def age_hours(facts: NoteFacts, at: datetime) -> float:
    """How old a note is at an instant, in hours; never negative."""
    return max(0.0, (at.astimezone(UTC).timestamp() - facts.published) / 3600)


def recommendable() -> NoteQuerySet:
    """The notes the feed may bring to people who did not ask for them."""
    return Note.objects.recommendable()
